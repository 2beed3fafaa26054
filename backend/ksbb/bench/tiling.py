"""Map tiles: those that are kept, over HTTP, and how long one takes that has to be made."""

from __future__ import annotations

import asyncio
import json
import time
from collections.abc import Sequence
from dataclasses import dataclass
from statistics import median

import asyncpg

from ksbb.bench import load
from ksbb.bench.reading import EAST, NORTH, SOUTH, WEST, Paired
from ksbb.bench.web import Web
from ksbb.geo.rules import Extent
from ksbb.kernel.db import dsn
from ksbb.kernel.settings import Settings
from ksbb.maps import queries
from ksbb.maps.tiles import Tiles, around

ZOOM = 12
"""The first zoom whose tiles are not made at start, so that somebody waits; the fullest, too."""

_CITY = Extent(WEST, SOUTH, EAST, NORTH)
_SMALLEST = 'function request() return wrk.format("GET", "/healthz") end'


@dataclass(frozen=True, slots=True)
class Made:
    """Milliseconds that each tile of the city took to be made, the median of some rounds."""

    tiles: Sequence[float]

    @property
    def typical(self) -> float:
        return median(self.tiles)

    @property
    def slowest(self) -> float:
        return max(self.tiles)


def kept(config: Settings, web: Web, *, rounds: int, seconds: float) -> Paired:
    """Tiles that the process holds, over HTTP, and by turns the smallest answer that it has."""
    lua = _asked(asyncio.run(_version(config)))
    load.over_http(web.port, lua, 1)
    ours: list[float] = []
    base: list[float] = []
    for _ in range(rounds):
        ours.append(load.over_http(web.port, lua, seconds).rate)
        base.append(load.over_http(web.port, _SMALLEST, seconds).rate)
    return Paired(ours, base)


def made(config: Settings, *, rounds: int) -> Made:
    """All tiles of the city from the database, compressed: nothing of them is kept yet."""
    return asyncio.run(_made(config, rounds))


def _asked(version: int) -> str:
    """Lua that asks for one tile after the other, compressed, as browsers do."""
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


async def _made(config: Settings, rounds: int) -> Made:
    taken: dict[tuple[int, int], list[float]] = {}
    async with _pool(config) as pool:
        for _ in range(rounds):
            tiles = Tiles(pool)
            # The version is known, and the statement prepared.
            await tiles.get(0, 0, 0)
            for place in around(ZOOM, _CITY):
                started = time.perf_counter()
                await tiles.get(ZOOM, *place)
                taken.setdefault(place, []).append((time.perf_counter() - started) * 1000)
    return Made([median(each) for each in taken.values()])
