"""``GET /kantor/ekspor/<view>.csv|xlsx?<filters>``: the rows of a view of the office as a file.

All is read in one transaction of one snapshot, in the name of the viewer: row policies let
through what the screen shows and no more. That somebody took the rows is recorded in the same
transaction, and nothing is sent before it is committed. The file is written aside first (in
memory, on disk if it is long), so that a slow line keeps no connection to the database busy.
"""

from __future__ import annotations

import asyncio
import datetime as dt
from collections.abc import AsyncIterator, Sequence
from tempfile import SpooledTemporaryFile
from typing import IO, TYPE_CHECKING, cast

from sqlalchemy import select, text
from sqlalchemy.ext.asyncio import AsyncSession
from sqlmodel import col
from starlette.responses import HTMLResponse, Response, StreamingResponse
from starlette.routing import BaseRoute, Route

from ksbb.exports.asked import Asked
from ksbb.exports.events import RowsExported
from ksbb.exports.files import FORMS, Csv, Xlsx, above
from ksbb.exports.rules import (
    MOST_ROWS,
    FilterInvalid,
    FromElsewhere,
    NoSuchSheet,
    TooManyRows,
)
from ksbb.exports.sheets import Sheet, View
from ksbb.exports.views import VIEWS
from ksbb.exports.words import pick
from ksbb.identity import pages
from ksbb.kernel.errors import Locale, NotAllowed, NotSignedIn, Refusal
from ksbb.kernel.viewer import Role, Viewer
from ksbb.organisations.models import TenantOrganisation
from ksbb.outbox import record
from ksbb.reports.sheet import WIB

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable

    from starlette.requests import Request

    from ksbb.kernel.db import Pools

    ViewerOf = Callable[[Request], Awaitable[Viewer | None]]

FOLDER = "/kantor/ekspor"
# More at once would only take connections from people who look at pages.
AT_ONCE = 2
BATCH = 500
IN_MEMORY = 1024 * 1024
CHUNK = 64 * 1024
STATUS: dict[type[Refusal], int] = {
    NotSignedIn: 401,
    NotAllowed: 403,
    FromElsewhere: 403,
    NoSuchSheet: 404,
    FilterInvalid: 400,
    TooManyRows: 422,
}
_BACK = ("/kantor", "Kembali ke kantor", "Back to the office")
_NOW = text("SELECT now, demo FROM pub.clock, LATERAL (SELECT app.now() AS now) AS n")


class Exports:
    """The sheets of one installation.

    Args:
        viewer_of: who sends a request; None for nobody.
    """

    def __init__(self, viewer_of: ViewerOf) -> None:
        self.viewer_of = viewer_of
        self.busy = asyncio.Semaphore(AT_ONCE)

    def routes(self) -> list[BaseRoute]:
        """Everything below ``/kantor/ekspor``."""
        return [Route(f"{FOLDER}/{{file:path}}", self.respond)]

    async def respond(self, request: Request) -> Response:
        """The file, or a page that says why there is none."""
        try:
            if request.method == "HEAD":
                return Response(status_code=405, headers={"allow": "GET"})
            _check_ours(request)
            view, form, name = _wanted(request.path_params["file"])
            viewer = await self.viewer_of(request)
            if viewer is None or not viewer.signed_in:
                raise NotSignedIn
            if viewer.kind is None or (view.kinds and viewer.kind not in view.kinds):
                raise NotAllowed(sorted(view.kinds), list(Role))
            asked = _asked(request, view, viewer)
            sheets = view.sheets(asked)
            async with self.busy:
                file, moment = await _write(
                    request.app.state.pools, asked, name, view, sheets, FORMS[form]
                )
        except Refusal as refusal:
            return HTMLResponse(
                pages.refused(refusal, _BACK),
                STATUS.get(type(refusal), 400),
                {"cache-control": "private, no-store", "vary": "Cookie"},
            )
        size = file.seek(0, 2)
        return StreamingResponse(
            sent(file),
            media_type=FORMS[form].media,
            headers={
                "content-disposition": f'attachment; filename="ksbb-{name}-{moment}.{form}"',
                "content-length": str(size),
                "cache-control": "private, no-store",
                "vary": "Cookie",
            },
        )


def _check_ours(request: Request) -> None:
    """Another site's page may not make anybody's browser take rows along.

    It could not read them, but the trail would say that this person did. Typed addresses and
    bookmarks come with ``none``; old browsers say nothing, and theirs keep the cookie to our site.
    """
    if request.headers.get("sec-fetch-site", "none") not in ("same-origin", "none"):
        raise FromElsewhere


def _wanted(file: str) -> tuple[View, str, str]:
    name, _, form = file.rpartition(".")
    if name not in VIEWS or form not in FORMS:
        raise NoSuchSheet
    return VIEWS[name], form, name


def _asked(request: Request, view: View, viewer: Viewer) -> Asked:
    given = dict(request.query_params)
    locale: Locale = "en" if given.pop("bahasa", viewer.locale) == "en" else "id"
    for name in given:
        if name not in view.filters:
            raise FilterInvalid(name[:40])
    return Asked(viewer, locale, {name: value for name, value in given.items() if value})


async def _write(
    pools: Pools,
    asked: Asked,
    name: str,
    view: View,
    sheets: Sequence[Sheet],
    form: type[Csv | Xlsx],
) -> tuple[IO[bytes], dt.date]:
    """The finished file, and the day for which it holds; what was taken is on record by then.

    Raises:
        TooManyRows: a sheet has more than it takes.
    """
    # Closed by whoever sends it.
    file = cast("IO[bytes]", SpooledTemporaryFile(IN_MEMORY))  # noqa: SIM115
    try:
        engine = pools.writers["gov" if asked.viewer.audience == "gov" else "tenant"]
        async with AsyncSession(engine) as tx, tx.begin():
            await tx.connection(execution_options={"isolation_level": "REPEATABLE READ"})
            await tx.execute(
                text("SELECT set_config('app.ctx', :ctx, true)"),
                {"ctx": asked.viewer.context(pools.context_key, lifetime=600)},
            )
            clock = (await tx.execute(_NOW)).one()
            now: dt.datetime = clock.now.astimezone(WIB)
            writing = form(file, asked.locale)
            whose = await _whose(tx, asked) if view.of_one else ""
            named = (pick(view.title, asked.locale), whose)
            lines = above(named, asked.given, now, asked.locale, demo=clock.demo)
            taken = 0
            for sheet in sheets[: writing.most_sheets]:
                taken += await _fill(tx, writing, sheet, lines)
            await asyncio.to_thread(writing.finish)
            await record(
                tx,
                RowsExported(
                    id=asked.organisation,
                    view=name,
                    form="csv" if form is Csv else "xlsx",
                    filters=dict(asked.given),
                    rows=taken,
                ),
            )
    except BaseException:
        file.close()
        raise
    return file, now.date()


async def _fill(tx: AsyncSession, writing: Csv | Xlsx, sheet: Sheet, lines: Sequence[str]) -> int:
    """Write one sheet; how many rows it has."""
    await asyncio.to_thread(writing.begin, sheet, lines)
    count = 0
    rows = await tx.stream(sheet.rows.limit(MOST_ROWS + 1), execution_options={"yield_per": BATCH})
    async for batch in rows.partitions(BATCH):
        count += len(batch)
        if count > MOST_ROWS:
            raise TooManyRows
        await asyncio.to_thread(writing.add, batch)
    return count


async def _whose(tx: AsyncSession, asked: Asked) -> str:
    """The name of the organisation that a view is about."""
    name = await tx.scalar(
        select(col(TenantOrganisation.name)).where(col(TenantOrganisation.id) == asked.organisation)
    )
    return name or ""


async def sent(file: IO[bytes]) -> AsyncIterator[bytes]:
    """The bytes of a file, which is gone afterwards."""
    try:
        file.seek(0)
        while chunk := await asyncio.to_thread(file.read, CHUNK):
            yield chunk
    finally:
        file.close()
