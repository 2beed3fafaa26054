"""Public rows as CSV files: the rows of a page under Transparency, with the same filters.

Anybody may download them; this is not recorded.
"""

from __future__ import annotations

import asyncio
import datetime as dt
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import partial
from tempfile import SpooledTemporaryFile
from typing import IO, TYPE_CHECKING, Any, cast

from sqlalchemy.dialects.postgresql.asyncpg import dialect
from starlette.responses import PlainTextResponse, Response, StreamingResponse
from starlette.routing import Route

from graphql_sql import ID
from ksbb.domain.geo.queries import with_code
from ksbb.domain.pledges.sides import Side
from ksbb.domain.programmes.queries import package_with_code
from ksbb.domain.reports.sheet import WIB
from ksbb.web.exports.files import Csv, lines_above
from ksbb.web.exports.http import BATCH, IN_MEMORY, stream_file
from ksbb.web.exports.sheets import Column, Pair, Sheet
from ksbb.web.exports.words import pick
from ksbb.web.http_cache import NO_STORE, PUBLIC
from ksbb.web.unavailable import UNREACHABLE, try_again

if TYPE_CHECKING:
    import asyncpg
    from starlette.requests import Request
    from starlette.routing import BaseRoute

    from ksbb.core.words import Locale
    from ksbb.domain.reports.queries import Rows

# Files written at the same time: each holds a database connection while rows are read.
MAX_EXPORTS = 2
WAIT_SECONDS = 10.0
MAX_ROWS = 1_000_000
MAX_LENGTH = 64
SIDES = {"pemberi": Side.GIVER, "pelaksana": Side.EXECUTOR}
_WRONG = "Saringan {} tidak dikenali.\nThe filter {} is not valid.\n"
_LATER = "Berkas belum dapat dibuat. Coba lagi.\nThe file can't be made now. Try again.\n"
_CLOCK = "SELECT app.now() AS now, app.is_demo() AS demo"
_PHASE = (
    "SELECT id FROM pub.phase WHERE number = $1 AND programme_id ="
    " (SELECT max(id) FROM pub.programme)"
)


class FilterError(ValueError):
    """A filter has an invalid value; the argument is the filter's name."""


@dataclass(frozen=True, slots=True)
class OpenRows:
    """Rows that anybody may download.

    Attributes:
        path: of the file, in Indonesian.
        title: of the rows.
        columns: each with its heading, and its HXL tag if the file has a row of tags.
        rows: makes the select, from the filters as `filters` names them.
        file: what the file's name begins with.
        filters: names of the parameters of the address.
    """

    path: str
    title: Pair
    columns: Sequence[Column]
    rows: Callable[..., Rows]
    file: str
    filters: frozenset[str]


class OpenFiles:
    """Makes CSV files of public rows.

    Args:
        kinds: the files.
    """

    def __init__(self, kinds: Sequence[OpenRows]) -> None:
        self.kinds = kinds
        self.busy = asyncio.Semaphore(MAX_EXPORTS)

    def routes(self) -> list[BaseRoute]:
        """The files in both languages."""
        return [
            Route(f"{lang}{kind.path}", partial(self.respond, kind))
            for kind in self.kinds
            for lang in ("", "/en")
        ]

    async def respond(self, kind: OpenRows, request: Request) -> Response:
        """The rows that match the filters of the request."""
        locale: Locale = "en" if request.url.path.startswith("/en/") else "id"
        pool: asyncpg.Pool = request.app.state.pools.public
        try:
            async with asyncio.timeout(WAIT_SECONDS):
                await self.busy.acquire()
            try:
                file, name = await _written(kind, pool, dict(request.query_params), locale)
            finally:
                self.busy.release()
        except FilterError as wrong:
            filter = str(wrong)
            return PlainTextResponse(
                _WRONG.format(filter, filter), 400, {"cache-control": NO_STORE}
            )
        except (*UNREACHABLE, TimeoutError):
            return try_again(_LATER, seconds=5)
        size = file.seek(0, 2)
        return StreamingResponse(
            stream_file(file),
            media_type=Csv.media,
            headers={
                "content-disposition": f'attachment; filename="{name}.csv"',
                "content-length": str(size),
                "cache-control": PUBLIC,
            },
        )


async def _written(
    kind: OpenRows, pool: asyncpg.Pool, given: dict[str, str], locale: Locale
) -> tuple[IO[bytes], str]:
    """The finished file, and its name without the extension.

    Raises:
        FilterError: a filter is not valid.
    """
    named = {name: value for name, value in given.items() if value and name != "tampil"}
    # Closed after it was sent.
    file = cast("IO[bytes]", SpooledTemporaryFile(IN_MEMORY))  # noqa: SIM115
    try:
        async with (
            pool.acquire() as connection,
            connection.transaction(isolation="repeatable_read", readonly=True),
        ):
            clock = await connection.fetchrow(_CLOCK)
            now: dt.datetime = clock["now"].astimezone(WIB)
            filters = await _filters(kind, connection, named)
            query = kind.rows(**filters).limit(MAX_ROWS)
            compiled = query.compile(dialect=dialect(), compile_kwargs={"render_postcompile": True})
            values = [compiled.params[name] for name in compiled.positiontup or ()]
            writing = Csv(file, locale)
            sheet = Sheet(kind.title, kind.columns, query)
            writing.begin(
                sheet,
                lines_above((pick(kind.title, locale),), named, now, locale, demo=clock["demo"]),
            )
            cursor = await connection.cursor(str(compiled), *values)
            while batch := await cursor.fetch(BATCH):
                await asyncio.to_thread(writing.add, [tuple(row.values()) for row in batch])
            writing.finish()
    except BaseException:
        file.close()
        raise
    return file, _name(kind, filters.get("until"), now.date())


def _name(kind: OpenRows, until: dt.date | None, today: dt.date) -> str:
    """The file's name with the day of its rows; a day in the future is left out."""
    if until is None or until > today:
        return f"{kind.file}-{today}"
    return f"{kind.file}-sampai-{until}"


def _read(kind: OpenRows, name: str, value: str) -> tuple[str, Any]:
    """A filter of the request as the select needs it; a phase is still its number.

    Raises:
        FilterError: it is not valid.
    """
    known: dict[str, tuple[str, Callable[[str], Any]]] = {
        "paket": ("package", package_with_code),
        "wilayah": ("area", with_code),
        "tahap": ("phase", lambda text: int(text) % 1000),
        "organisasi": ("organisation", _organisation),
        "sisi": ("side", SIDES.__getitem__),
        "sejak": ("since", dt.date.fromisoformat),
        "sampai": ("until", dt.date.fromisoformat),
    }
    if name not in kind.filters or "\0" in value or len(value) > MAX_LENGTH:
        raise FilterError(name[:20])
    key, convert = known[name]
    try:
        return key, convert(value)
    except (ValueError, KeyError) as wrong:
        raise FilterError(name) from wrong


def _organisation(text: str) -> int:
    id = ID.parse(text)
    if id.type != "Organisation":
        raise ValueError(text)
    return id.id


async def _filters(kind: OpenRows, connection: Any, named: dict[str, str]) -> dict[str, Any]:
    """The filters of the request as the select needs them.

    Raises:
        FilterError: one of them is not valid.
    """
    filters = dict(_read(kind, name, value) for name, value in named.items())
    if "phase" in filters:
        filters["phase"] = await connection.fetchval(_PHASE, filters["phase"])
        if filters["phase"] is None:
            raise FilterError("tahap")
    return filters
