"""The public rows of commitments as a file, ``GET /transparansi/rincian.csv``.

They are those of the page of that name, with the same filters. Anybody may take them along;
nothing of it is on record.
"""

from __future__ import annotations

import asyncio
import datetime as dt
from collections.abc import Callable
from tempfile import SpooledTemporaryFile
from typing import IO, TYPE_CHECKING, Any, cast

from sqlalchemy import select
from sqlalchemy.dialects.postgresql.asyncpg import dialect
from sqlalchemy.orm import aliased
from sqlmodel import col
from starlette.responses import PlainTextResponse, Response, StreamingResponse
from starlette.routing import Route

from ksbb.endpoint.reply import PUBLIC_CACHE, UNREACHABLE
from ksbb.exports.files import Csv, above
from ksbb.exports.http import BATCH, IN_MEMORY, sent
from ksbb.exports.sheets import Column, Form, Sheet
from ksbb.exports.words import pick
from ksbb.geo.models import Area
from ksbb.organisations.models import Organisation
from ksbb.pledges.listed import commitments_listed
from ksbb.pledges.sides import Side
from ksbb.programmes.models import Package, Phase
from ksbb.reads import GlobalID
from ksbb.reports.sheet import WIB
from ksbb.units.models import Unit

if TYPE_CHECKING:
    import asyncpg
    from starlette.requests import Request
    from starlette.routing import BaseRoute

    from ksbb.kernel.errors import Locale
    from ksbb.reports.queries import Rows

PATH = "/transparansi/rincian.csv"
# Files in the making: each holds a connection for as long as the rows are read.
AT_ONCE = 2
PATIENCE_SECONDS = 10.0
MOST_ROWS = 1_000_000
LONGEST = 64
SIDES = {"pemberi": Side.GIVER, "pelaksana": Side.EXECUTOR}
COLUMNS = (
    Column(("kode unit", "unit code")),
    Column(("unit", "unit")),
    Column(("kelurahan", "kelurahan")),
    Column(("kecamatan", "kecamatan")),
    Column(("kota", "kota")),
    Column(("paket", "package")),
    Column(("tahap", "phase"), Form.NUMBER),
    Column(("pemberi", "giver")),
    Column(("pelaksana", "executor")),
    Column(("jumlah", "quantity"), Form.NUMBER),
    Column(("komitmen sejak", "committed since"), Form.DAY),
    Column(("dilepas", "released"), Form.DAY),
)
TITLE = ("Rincian komitmen", "The commitments, row by row")
_WRONG = "Saringan {} tidak dikenali.\nThe filter {} is not understood.\n"
_LATER = "Berkas belum dapat disusun; coba lagi.\nThe file can't be made now; try again.\n"
_CLOCK = "SELECT app.now() AS now, app.demo() AS demo"
_PHASE = (
    "SELECT f.id FROM pub.phase f WHERE f.number = $1 AND f.programme_id ="
    " (SELECT max(id) FROM pub.programme)"
)


class WrongFilterError(ValueError):
    """A filter has a value that means nothing; its name is the argument."""


class OpenRows:
    """Makes files of the public rows."""

    def __init__(self) -> None:
        self.busy = asyncio.Semaphore(AT_ONCE)

    def routes(self) -> list[BaseRoute]:
        """The file in both languages."""
        return [Route(PATH, self.respond), Route(f"/en{PATH}", self.respond)]

    async def respond(self, request: Request) -> Response:
        """The rows that the filters of the address leave."""
        locale: Locale = "en" if request.url.path.startswith("/en/") else "id"
        pool: asyncpg.Pool = request.app.state.pools.public
        try:
            async with asyncio.timeout(PATIENCE_SECONDS):
                await self.busy.acquire()
            try:
                file, name = await _written(pool, dict(request.query_params), locale)
            finally:
                self.busy.release()
        except WrongFilterError as wrong:
            filter = str(wrong)
            return PlainTextResponse(
                _WRONG.format(filter, filter), 400, {"cache-control": "no-store"}
            )
        except (*UNREACHABLE, TimeoutError):
            return PlainTextResponse(_LATER, 503, {"retry-after": "5", "cache-control": "no-store"})
        size = file.seek(0, 2)
        return StreamingResponse(
            sent(file),
            media_type=Csv.media,
            headers={
                "content-disposition": f'attachment; filename="{name}.csv"',
                "content-length": str(size),
                "cache-control": PUBLIC_CACHE,
            },
        )


def rows(**filters: Any) -> Rows:
    """The select behind the file, the newest first; filters as `commitments_listed` takes them."""
    found = commitments_listed(**filters).subquery()
    area, kecamatan, kota = aliased(Area), aliased(Area), aliased(Area)
    unit, giver, executor = aliased(Unit), aliased(Organisation), aliased(Organisation)
    return (
        select(
            col(unit.code),
            col(unit.name),
            col(area.name),
            col(kecamatan.name),
            col(kota.name),
            col(Package.code),
            col(Phase.number),
            col(giver.name),
            col(executor.name),
            found.c.quantity,
            found.c.committed_on,
            found.c.released_on,
        )
        .select_from(found)
        .join(unit, col(unit.id) == found.c.unit_id)
        .join(area, col(area.id) == col(unit.area_id))
        .outerjoin(kecamatan, col(kecamatan.id) == col(area.kecamatan_id))
        .outerjoin(kota, col(kota.id) == col(area.kota_id))
        .join(Package, col(Package.id) == found.c.package_id)
        .join(Phase, col(Phase.id) == found.c.phase_id)
        .join(giver, col(giver.id) == found.c.giver_id)
        .join(executor, col(executor.id) == found.c.executor_id)
        .order_by(found.c.allocation_id.desc())
        .limit(MOST_ROWS)
    )


async def _written(
    pool: asyncpg.Pool, given: dict[str, str], locale: Locale
) -> tuple[IO[bytes], str]:
    """The finished file, and its name without an ending.

    Raises:
        WrongFilterError: a filter means nothing.
    """
    asked = {name: value for name, value in given.items() if value and name != "tampil"}
    # Closed by whoever sends it.
    file = cast("IO[bytes]", SpooledTemporaryFile(IN_MEMORY))  # noqa: SIM115
    try:
        async with (
            pool.acquire() as connection,
            connection.transaction(isolation="repeatable_read", readonly=True),
        ):
            clock = await connection.fetchrow(_CLOCK)
            now: dt.datetime = clock["now"].astimezone(WIB)
            filters = await _filters(connection, asked)
            query = rows(**filters)
            compiled = query.compile(dialect=dialect(), compile_kwargs={"render_postcompile": True})
            values = [compiled.params[name] for name in compiled.positiontup or ()]
            writing = Csv(file, locale)
            sheet = Sheet(TITLE, COLUMNS, query)
            writing.begin(
                sheet, above((pick(TITLE, locale),), asked, now, locale, demo=clock["demo"])
            )
            cursor = await connection.cursor(str(compiled), *values)
            while batch := await cursor.fetch(BATCH):
                await asyncio.to_thread(writing.add, [tuple(row.values()) for row in batch])
            writing.finish()
    except BaseException:
        file.close()
        raise
    return file, _name(filters.get("until"), now.date())


def _name(until: dt.date | None, today: dt.date) -> str:
    """A file's name says the day for which its rows hold; one that has not come says nothing."""
    if until is None or until > today:
        return f"ksbb-komitmen-{today}"
    return f"ksbb-komitmen-sampai-{until}"


def _read(name: str, value: str) -> tuple[str, Any]:
    """A filter of an address as the select takes it; a phase by its number still.

    Raises:
        WrongFilterError: it means nothing.
    """
    read: dict[str, tuple[str, Callable[[str], Any]]] = {
        "paket": ("package", str),
        "wilayah": ("area", str),
        "tahap": ("phase", lambda text: int(text) % 1000),
        "organisasi": ("organisation", _organisation),
        "sisi": ("side", SIDES.__getitem__),
        "sampai": ("until", dt.date.fromisoformat),
    }
    if name not in read or "\0" in value or len(value) > LONGEST:
        raise WrongFilterError(name[:20])
    key, of = read[name]
    try:
        return key, of(value)
    except (ValueError, KeyError) as wrong:
        raise WrongFilterError(name) from wrong


def _organisation(text: str) -> int:
    id = GlobalID.parse(text)
    if id.type != "Organisation":
        raise ValueError(text)
    return id.id


async def _filters(connection: Any, asked: dict[str, str]) -> dict[str, Any]:
    """The filters of an address.

    Raises:
        WrongFilterError: one of them means nothing.
    """
    filters = dict(_read(name, value) for name, value in asked.items())
    if "phase" in filters:
        filters["phase"] = await connection.fetchval(_PHASE, filters["phase"])
        if filters["phase"] is None:
            raise WrongFilterError("tahap")
    return filters
