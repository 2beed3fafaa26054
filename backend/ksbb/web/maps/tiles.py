"""Vector tiles of kelurahan, RWs and institutions: geometry, code and kind.

The colours come from `Gaps` in GraphQL, which has a figure for each feature's id (the number of
its row). So pledges don't change a tile, and it is cached until boundaries change.

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

from ksbb.domain.geo.rules import JAKARTA, Extent
from ksbb.web.http_cache import etag_of
from ksbb.web.maps import queries

ZOOMS = range(15)
"""Zooms that have tiles; beyond the last one browsers enlarge its tiles."""

FROM_RW = 11
"""The first zoom at which single RWs can be distinguished."""

PREPARED = range(8, FROM_RW + 1)
"""Zooms whose tiles are all made at the start: the largest ones, which everybody sees."""

CACHE_BYTES = 48_000_000

# The detail of outlines by zoom (see pub.outlines_draw): about the size of a pixel.
_DETAIL = {**dict.fromkeys(range(10), 0), 10: 1, 11: 1, 12: 2, 13: 2, 14: 3}
_RW_DETAIL = {11: 2, 12: 2, 13: 2, 14: 3}

# A line that leaves a tile is drawn a little further, or its end would be visible. OFFSET 0 keeps
# PostgreSQL from clipping every shape twice, once only to filter empty ones.
_TILE = """
    WITH tile AS (
        SELECT ST_TileEnvelope($1, $2, $3) AS box,
               ST_TileEnvelope($1, $2, $3, margin => 64.0 / 4096) AS wide
    )
    SELECT coalesce((
        SELECT ST_AsMVT(feature, 'kelurahan', 4096, 'shape', 'number') FROM (
            SELECT area.id AS number, area.code, 'KELURAHAN' AS kind,
                   ST_AsMVTGeom(outline.shape, tile.box, 4096, 64) AS shape
            FROM tile JOIN pub.outline ON outline.detail = $4 AND outline.shape && tile.wide
            JOIN pub.area ON area.id = outline.area_id
            ORDER BY area.id OFFSET 0) AS feature
        WHERE shape IS NOT NULL
    ), '') || coalesce((
        SELECT ST_AsMVT(feature, 'rw', 4096, 'shape', 'number') FROM (
            SELECT unit.id AS number, unit.code, unit.kind,
                   ST_AsMVTGeom(outline.shape, tile.box, 4096, 64) AS shape
            FROM tile JOIN pub.outline ON outline.detail = $5 AND outline.shape && tile.wide
            JOIN pub.unit ON unit.id = outline.unit_id
            ORDER BY unit.id OFFSET 0) AS feature
        WHERE shape IS NOT NULL
    ), '') || coalesce((
        SELECT ST_AsMVT(feature, 'unit', 4096, 'shape', 'number') FROM (
            SELECT unit.id AS number, unit.code, unit.kind,
                   ST_AsMVTGeom(ST_Transform(unit.point::geometry, 3857), tile.box, 4096, 64)
                       AS shape
            FROM tile JOIN pub.unit ON unit.point && ST_Transform(tile.wide, 4326)::geography
            WHERE unit.kind <> 'RW' OR $5::int IS NOT NULL AND NOT EXISTS (
                SELECT FROM pub.unit_boundary WHERE unit_boundary.unit_id = unit.id)
            ORDER BY unit.id OFFSET 0) AS feature
        WHERE shape IS NOT NULL
    ), '')
"""


@dataclass(frozen=True, slots=True)
class Tile:
    """A tile, compressed with gzip; empty where there are no features."""

    version: int
    compressed: bytes
    etag: str

    @property
    def content(self) -> bytes:
        """The tile without compression."""
        return gzip.decompress(self.compressed) if self.compressed else b""


_EMPTY = Tile(0, b"", "")


def around(z: int, extent: Extent) -> Iterator[tuple[int, int]]:
    """The tiles (x, y) of a zoom that overlap a box in degrees."""
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
    """Makes tiles and caches them by the map's version; the least recently used are dropped first.

    Args:
        pool: of the login for the public.
        fresh_seconds: for how long the map's version is cached. A request that names a version
            which is not cached has the version read again at once.
    """

    def __init__(self, pool: asyncpg.Pool, *, fresh_seconds: float = 1.0) -> None:
        self._pool = pool
        self._fresh = fresh_seconds
        self._version = 0
        self._version_read = -math.inf
        self._cached: OrderedDict[tuple[int, int, int, int], Tile] = OrderedDict()
        self._bytes = 0
        self._making: dict[tuple[int, int, int, int], asyncio.Task[Tile]] = {}

    async def get(self, z: int, x: int, y: int, wanted: int | None = None) -> Tile:
        """The tile at this address.

        Args:
            z: in ZOOMS.
            x: column, from the west.
            y: row, from the north.
            wanted: the requested version; if it is not in the cache, the current one is used.
        """
        at = self._version if wanted is None else wanted
        if wanted is None and time.monotonic() - self._version_read >= self._fresh:
            at = await self._read_version()
        found = self._cached.get((at, z, x, y))
        if found is not None:
            self._cached.move_to_end((at, z, x, y))
            return found
        if wanted is not None:
            at = await self._read_version()
        if not _near_jakarta(z, x, y):
            return _EMPTY
        key = (at, z, x, y)
        found = self._cached.get(key)
        if found is not None:
            return found
        # Requests for the same tile at the same time share one task.
        task = self._making.get(key)
        if task is None:
            task = self._making[key] = asyncio.create_task(self._make(key))
            task.add_done_callback(lambda _: self._making.pop(key, None))
        return await asyncio.shield(task)

    async def prepare(self) -> None:
        """Make all tiles of the zooms in PREPARED."""
        if not await self._pool.fetchval("SELECT EXISTS (SELECT FROM pub.outline)"):
            return
        for z in PREPARED:
            for x, y in around(z, JAKARTA):
                await self.get(z, x, y)

    async def _read_version(self) -> int:
        self._version_read = time.monotonic()
        self._version = await queries.version(self._pool)
        return self._version

    async def _make(self, key: tuple[int, int, int, int]) -> Tile:
        at, z, x, y = key
        content = await self._pool.fetchval(_TILE, z, x, y, _DETAIL[z], _RW_DETAIL.get(z))
        compressed = await asyncio.to_thread(gzip.compress, content, 5, mtime=0) if content else b""
        tile = Tile(at, compressed, etag_of(content))
        self._cached[key] = tile
        self._bytes += len(compressed)
        while self._bytes > CACHE_BYTES or len(self._cached) > CACHE_BYTES // 1_000:
            _, dropped = self._cached.popitem(last=False)
            self._bytes -= len(dropped.compressed)
        return tile


def _near_jakarta(z: int, x: int, y: int) -> bool:
    west, north = _tile_at(z, JAKARTA.west, JAKARTA.north)
    east, south = _tile_at(z, JAKARTA.east, JAKARTA.south)
    return west <= x <= east and north <= y <= south
