"""Map tiles: cached ones over HTTP, and the time to make one."""

from __future__ import annotations

import asyncio
import json
import time
from collections.abc import Sequence
from dataclasses import dataclass
from statistics import median

import asyncpg

from ksbb.core.database import dsn
from ksbb.core.settings import Settings
from ksbb.domain.geo.rules import Extent
from ksbb.web.maps import queries
from ksbb.web.maps.tiles import Tiles, around
from tools.bench import load
from tools.bench.reading import EAST, NORTH, SOUTH, WEST, Paired
from tools.bench.web import Web

ZOOM = 12
"""The first zoom whose tiles are not made at start, so visitors wait for them; also the fullest."""

_CITY = Extent(WEST, SOUTH, EAST, NORTH)
_SMALLEST = 'function request() return wrk.format("GET", "/healthz") end'


@dataclass(frozen=True, slots=True)
class TileTimes:
    """The milliseconds to make each tile of the city; the median of some rounds."""

    tiles: Sequence[float]

    @property
    def typical(self) -> float:
        return median(self.tiles)

    @property
    def slowest(self) -> float:
        return max(self.tiles)


def measure_cached(config: Settings, web: Web, *, rounds: int, seconds: float) -> Paired:
    """Cached tiles over HTTP, in turns with the smallest response that the process has."""
    lua = _request_script(asyncio.run(_version(config)))
    load.over_http(web.port, lua, 1)
    ours: list[float] = []
    base: list[float] = []
    for _ in range(rounds):
        ours.append(load.over_http(web.port, lua, seconds).rate)
        base.append(load.over_http(web.port, _SMALLEST, seconds).rate)
    return Paired(ours, base)


def time_tiles(config: Settings, *, rounds: int) -> TileTimes:
    """All tiles of the city from the database, compressed; none is cached yet."""
    return asyncio.run(_time_tiles(config, rounds))


def _request_script(version: int) -> str:
    """Lua that requests one tile after the other, compressed, as browsers do."""
    paths = [f"/peta/{ZOOM}/{x}/{y}.mvt?v={version}" for x, y in around(ZOOM, _CITY)]
    return f"""wrk.headers["Accept-Encoding"] = "gzip"
local paths = {{{", ".join(json.dumps(path) for path in paths)}}}
local at = 0
function request()
  at = at % #paths + 1
  return wrk.format("GET", paths[at])
end"""


def _pool(config: Settings) -> asyncpg.Pool:
    address = dsn("ksbb_public", config.database_url, config.secret)
    return asyncpg.create_pool(address, min_size=1, max_size=1)


async def _version(config: Settings) -> int:
    async with _pool(config) as pool:
        return await queries.version(pool)


async def _time_tiles(config: Settings, rounds: int) -> TileTimes:
    times: dict[tuple[int, int], list[float]] = {}
    async with _pool(config) as pool:
        for _ in range(rounds):
            tiles = Tiles(pool)
            # Now the version is known and the statement is prepared.
            await tiles.get(0, 0, 0)
            for place in around(ZOOM, _CITY):
                started = time.perf_counter()
                await tiles.get(ZOOM, *place)
                times.setdefault(place, []).append((time.perf_counter() - started) * 1000)
    return TileTimes([median(each) for each in times.values()])
