"""Vector tiles of kelurahan, RWs and institutions: geometry, code and kind, nothing that moves.

Colours come from elsewhere: `Gaps` in GraphQL has a figure for each feature's id, which is the
number of its row. So a tile holds nothing that a pledge changes, and is kept until boundaries do.

Layers: ``kelurahan`` (polygons), ``rw`` (polygons, from zoom 11), ``unit`` (points: institutions,
and from zoom 11 RWs that have no boundary). Properties are ``code`` and ``kind``.
"""

from __future__ import annotations

import asyncio
import gzip
import math
import time
from collections import OrderedDict
from collections.abc import Iterator
from dataclasses import dataclass

import asyncpg

from ksbb.endpoint.reply import strong
from ksbb.geo.rules import JAKARTA, Extent
from ksbb.maps import queries

ZOOMS = range(15)
"""Zooms that have tiles; further in, browsers enlarge those of the last."""

FROM_RW = 11
"""The first zoom at which single RWs can be told apart."""

PREPARED = range(8, FROM_RW + 1)
"""Zooms of which all tiles are made at start: they hold the most, and everybody sees them."""

KEPT_BYTES = 48_000_000

# The detail of outlines by zoom (see pub.outlines_draw): about the size of a pixel.
_DETAIL = {**dict.fromkeys(range(10), 0), 10: 1, 11: 1, 12: 2, 13: 2, 14: 3}
_RW_DETAIL = {11: 2, 12: 2, 13: 2, 14: 3}

# A line that leaves a tile goes on for a little, or its end would show. OFFSET 0 keeps PostgreSQL
# from cutting every shape twice, once to see whether anything of it is left.
_TILE = """
    WITH tile AS (
        SELECT ST_TileEnvelope($1, $2, $3) AS box,
               ST_TileEnvelope($1, $2, $3, margin => 64.0 / 4096) AS wide
    )
    SELECT coalesce((
        SELECT ST_AsMVT(feature, 'kelurahan', 4096, 'shape', 'number') FROM (
            SELECT a.id AS number, a.code, 'KELURAHAN' AS kind,
                   ST_AsMVTGeom(o.shape, tile.box, 4096, 64) AS shape
            FROM tile JOIN pub.outline o ON o.detail = $4 AND o.shape && tile.wide
            JOIN pub.area a ON a.id = o.area_id
            ORDER BY a.id OFFSET 0) AS feature
        WHERE shape IS NOT NULL
    ), '') || coalesce((
        SELECT ST_AsMVT(feature, 'rw', 4096, 'shape', 'number') FROM (
            SELECT u.id AS number, u.code, u.kind,
                   ST_AsMVTGeom(o.shape, tile.box, 4096, 64) AS shape
            FROM tile JOIN pub.outline o ON o.detail = $5 AND o.shape && tile.wide
            JOIN pub.unit u ON u.id = o.unit_id
            ORDER BY u.id OFFSET 0) AS feature
        WHERE shape IS NOT NULL
    ), '') || coalesce((
        SELECT ST_AsMVT(feature, 'unit', 4096, 'shape', 'number') FROM (
            SELECT u.id AS number, u.code, u.kind,
                   ST_AsMVTGeom(ST_Transform(u.point::geometry, 3857), tile.box, 4096, 64) AS shape
            FROM tile JOIN pub.unit u ON u.point && ST_Transform(tile.wide, 4326)::geography
            WHERE u.kind <> 'RW' OR $5::int IS NOT NULL AND NOT EXISTS (
                SELECT FROM pub.unit_boundary b WHERE b.unit_id = u.id)
            ORDER BY u.id OFFSET 0) AS feature
        WHERE shape IS NOT NULL
    ), '')
"""


@dataclass(frozen=True, slots=True)
class Tile:
    """A tile as it goes out: compressed; without content where nothing is."""

    version: int
    compressed: bytes
    etag: str

    @property
    def content(self) -> bytes:
        """The tile as it is."""
        return gzip.decompress(self.compressed) if self.compressed else b""


_NOTHING = Tile(0, b"", "")


def around(z: int, extent: Extent) -> Iterator[tuple[int, int]]:
    """The tiles of a zoom that a box of degrees touches."""
    west, north = _tile_at(z, extent.west, extent.north)
    east, south = _tile_at(z, extent.east, extent.south)
    yield from ((x, y) for x in range(west, east + 1) for y in range(north, south + 1))


def _tile_at(z: int, longitude: float, latitude: float) -> tuple[int, int]:
    across = 1 << z
    angle = math.radians(latitude)
    x = math.floor((longitude + 180) / 360 * across)
    y = math.floor((1 - math.asinh(math.tan(angle)) / math.pi) / 2 * across)
    return x, y


class Tiles:
    """Makes tiles and keeps them by the map's version, the least used go first.

    Args:
        pool: of the public.
        fresh_seconds: for how long the map's version is taken for known. Who names a version
            never waits: a new one is looked for at once.
    """

    def __init__(self, pool: asyncpg.Pool, *, fresh_seconds: float = 1.0) -> None:
        self._pool = pool
        self._fresh = fresh_seconds
        self._version = 0
        self._looked = -math.inf
        self._kept: OrderedDict[tuple[int, int, int, int], Tile] = OrderedDict()
        self._bytes = 0
        self._making: dict[tuple[int, int, int, int], asyncio.Task[Tile]] = {}

    async def get(self, z: int, x: int, y: int, wanted: int | None = None) -> Tile:
        """The tile at this address.

        Args:
            z: in ZOOMS.
            x: column, from the west.
            y: row, from the north.
            wanted: the version that is asked for. If it is gone (or was never), the tile is the
                present one.
        """
        at = self._version if wanted is None else wanted
        if wanted is None and time.monotonic() - self._looked >= self._fresh:
            at = await self._look()
        found = self._kept.get((at, z, x, y))
        if found is not None:
            self._kept.move_to_end((at, z, x, y))
            return found
        if wanted is not None:
            at = await self._look()
        if not _near_jakarta(z, x, y):
            return _NOTHING
        key = (at, z, x, y)
        found = self._kept.get(key)
        if found is not None:
            return found
        # Many ask for the same tile at once: it is made once.
        task = self._making.get(key)
        if task is None:
            task = self._making[key] = asyncio.create_task(self._make(key))
            task.add_done_callback(lambda _: self._making.pop(key, None))
        return await asyncio.shield(task)

    async def prepare(self) -> None:
        """Make all tiles of the zooms that hold the most."""
        if not await self._pool.fetchval("SELECT EXISTS (SELECT FROM pub.outline)"):
            return
        for z in PREPARED:
            for x, y in around(z, JAKARTA):
                await self.get(z, x, y)

    async def _look(self) -> int:
        self._looked = time.monotonic()
        self._version = await queries.version(self._pool)
        return self._version

    async def _make(self, key: tuple[int, int, int, int]) -> Tile:
        at, z, x, y = key
        content = await self._pool.fetchval(_TILE, z, x, y, _DETAIL[z], _RW_DETAIL.get(z))
        compressed = await asyncio.to_thread(gzip.compress, content, 5, mtime=0) if content else b""
        tile = Tile(at, compressed, strong(content))
        self._kept[key] = tile
        self._bytes += len(compressed)
        while self._bytes > KEPT_BYTES or len(self._kept) > KEPT_BYTES // 1_000:
            _, gone = self._kept.popitem(last=False)
            self._bytes -= len(gone.compressed)
        return tile


def _near_jakarta(z: int, x: int, y: int) -> bool:
    west, north = _tile_at(z, JAKARTA.west, JAKARTA.north)
    east, south = _tile_at(z, JAKARTA.east, JAKARTA.south)
    return west <= x <= east and north <= y <= south
