"""``GET /kantor/ekspor/<view>.csv|xlsx?<filters>``: the rows of a view of the office as a file.

All rows are read in one snapshot with the viewer's rights: row-level security gives the rows that
the screen shows and no others. The export is recorded in the audit in the same transaction, and
nothing is sent before the commit. The file is first written to memory, or to disk if it is large,
so that a slow client does not keep a database connection busy.
"""

from __future__ import annotations

import asyncio
import datetime as dt
from collections.abc import AsyncIterator, Sequence
from dataclasses import dataclass
from tempfile import SpooledTemporaryFile
from typing import IO, TYPE_CHECKING, cast

from sqlalchemy import Boolean, DateTime, bindparam, func, select
from sqlalchemy.ext.asyncio import AsyncSession
from sqlmodel import col
from starlette.responses import HTMLResponse, Response, StreamingResponse
from starlette.routing import BaseRoute, Route

from ksbb.core.database import set_context
from ksbb.core.outbox import record
from ksbb.core.refusals import NotAllowed, NotSignedIn, Refusal
from ksbb.core.statements import fetch_all, fetch_value
from ksbb.core.viewer import Role, Viewer
from ksbb.core.words import Locale
from ksbb.domain.organisations.models import TenantOrganisation
from ksbb.domain.reports.sheet import WIB
from ksbb.web.exports.events import RowsExported
from ksbb.web.exports.files import FORMS, Csv, Xlsx, lines_above
from ksbb.web.exports.filters import Filters
from ksbb.web.exports.refusals import (
    MOST_ROWS,
    FilterInvalid,
    FromElsewhere,
    NoSuchSheet,
    TooManyRows,
)
from ksbb.web.exports.sheets import Sheet, View
from ksbb.web.exports.views import VIEWS
from ksbb.web.exports.words import pick
from ksbb.web.http_cache import PRIVATE
from ksbb.web.sign_in import pages

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable

    from starlette.requests import Request

    from ksbb.core.database import Pools

    ViewerOf = Callable[[Request], Awaitable[Viewer | None]]

FOLDER = "/kantor/ekspor"
# Exports at the same time: each holds a database connection that pages need too.
MAX_EXPORTS = 2
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
_CLOCK = select(
    func.app.now(type_=DateTime(timezone=True)).label("now"),
    func.app.is_demo(type_=Boolean()).label("demo"),
)
_NAME = select(col(TenantOrganisation.name)).where(
    col(TenantOrganisation.id) == bindparam("organisation_id")
)


@dataclass(frozen=True, slots=True)
class _Clock:
    now: dt.datetime
    demo: bool


class Exports:
    """Exports lists of the office.

    Args:
        viewer_of: finds the sender of a request; None for nobody.
    """

    def __init__(self, viewer_of: ViewerOf) -> None:
        self.viewer_of = viewer_of
        self.busy = asyncio.Semaphore(MAX_EXPORTS)

    def routes(self) -> list[BaseRoute]:
        """Everything below ``/kantor/ekspor``."""
        return [Route(f"{FOLDER}/{{file:path}}", self.respond)]

    async def respond(self, request: Request) -> Response:
        """The file, or a page that says why there is none."""
        try:
            if request.method == "HEAD":
                return Response(status_code=405, headers={"allow": "GET"})
            _check_own_page(request)
            view, form, name = _view_of(request.path_params["file"])
            viewer = await self.viewer_of(request)
            if viewer is None or not viewer.signed_in:
                raise NotSignedIn
            if viewer.kind is None or (view.kinds and viewer.kind not in view.kinds):
                raise NotAllowed(sorted(view.kinds), list(Role))
            filters = _filters(request, view, viewer)
            sheets = view.sheets(filters)
            async with self.busy:
                file, moment = await _write(
                    request.app.state.pools, filters, name, view, sheets, FORMS[form]
                )
        except Refusal as refusal:
            return HTMLResponse(
                pages.refused(refusal, _BACK),
                STATUS.get(type(refusal), 400),
                {"cache-control": PRIVATE, "vary": "Cookie"},
            )
        size = file.seek(0, 2)
        return StreamingResponse(
            stream_file(file),
            media_type=FORMS[form].media,
            headers={
                "content-disposition": f'attachment; filename="ksbb-{name}-{moment}.{form}"',
                "content-length": str(size),
                "cache-control": PRIVATE,
                "vary": "Cookie",
            },
        )


def _check_own_page(request: Request) -> None:
    """Refuse a download that another site's page has started.

    That page could not read the rows, but the audit would name this person. Typed addresses and
    bookmarks have the value ``none``. Old browsers don't send the header; there the cookie's
    ``SameSite`` attribute protects.
    """
    if request.headers.get("sec-fetch-site", "none") not in ("same-origin", "none"):
        raise FromElsewhere


def _view_of(file: str) -> tuple[View, str, str]:
    name, _, form = file.rpartition(".")
    if name not in VIEWS or form not in FORMS:
        raise NoSuchSheet
    return VIEWS[name], form, name


def _filters(request: Request, view: View, viewer: Viewer) -> Filters:
    given = dict(request.query_params)
    locale: Locale = "en" if given.pop("bahasa", viewer.locale) == "en" else "id"
    for name in given:
        if name not in view.filters:
            raise FilterInvalid(name[:40])
    return Filters(viewer, locale, {name: value for name, value in given.items() if value})


async def _write(
    pools: Pools,
    filters: Filters,
    name: str,
    view: View,
    sheets: Sequence[Sheet],
    form: type[Csv | Xlsx],
) -> tuple[IO[bytes], dt.date]:
    """The finished file and the day of its figures; the export is recorded in the audit.

    Raises:
        TooManyRows: a sheet has more rows than allowed.
    """
    # Closed after it was sent.
    file = cast("IO[bytes]", SpooledTemporaryFile(IN_MEMORY))  # noqa: SIM115
    try:
        engine = pools.writers["gov" if filters.viewer.audience == "gov" else "tenant"]
        async with AsyncSession(engine) as tx, tx.begin():
            await tx.connection(execution_options={"isolation_level": "REPEATABLE READ"})
            await set_context(tx, filters.viewer, pools.context_key, lifetime=600)
            [clock] = await fetch_all(tx, _Clock, _CLOCK)
            now = clock.now.astimezone(WIB)
            writing = form(file, filters.locale)
            whose = await _organisation_name(tx, filters) if view.of_one else ""
            title = (pick(view.title, filters.locale), whose)
            lines = lines_above(title, filters.given, now, filters.locale, demo=clock.demo)
            count = 0
            for sheet in sheets[: writing.max_sheets]:
                count += await _fill(tx, writing, sheet, lines)
            await asyncio.to_thread(writing.finish)
            await record(
                tx,
                RowsExported(
                    id=filters.organisation,
                    view=name,
                    form="csv" if form is Csv else "xlsx",
                    filters=dict(filters.given),
                    rows=count,
                ),
            )
    except BaseException:
        file.close()
        raise
    return file, now.date()


async def _fill(tx: AsyncSession, writing: Csv | Xlsx, sheet: Sheet, lines: Sequence[str]) -> int:
    """Write one sheet; returns its number of rows."""
    await asyncio.to_thread(writing.begin, sheet, lines)
    count = 0
    rows = await tx.stream(sheet.rows.limit(MOST_ROWS + 1), execution_options={"yield_per": BATCH})
    async for batch in rows.partitions(BATCH):
        count += len(batch)
        if count > MOST_ROWS:
            raise TooManyRows
        await asyncio.to_thread(writing.add, batch)
    return count


async def _organisation_name(tx: AsyncSession, filters: Filters) -> str:
    """The name of the organisation that a view is about."""
    return await fetch_value(tx, _NAME, {"organisation_id": filters.organisation}) or ""


async def stream_file(file: IO[bytes]) -> AsyncIterator[bytes]:
    """The bytes of a file, which is closed at the end."""
    try:
        file.seek(0)
        while chunk := await asyncio.to_thread(file.read, CHUNK):
            yield chunk
    finally:
        file.close()
