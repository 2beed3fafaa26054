"""The data of the map of kelurahan: shapes, and packages needed and committed in each."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import asyncpg

# The picture's width in its own units; a unit is about thirty metres.
WIDTH = 1000
# The islands are far in the north; they are drawn in a box in the empty south-west.
INSET_WIDTH, INSET_HEIGHT = 150, 250

_VERSION = "SELECT version FROM pub.map_version"

# Islands have a frame of their own. Coordinates are converted from metres to units of the picture,
# whose y points down: ST_AsSVG flips it.
_SHAPES = """
WITH shape AS (
    SELECT area.code, area.name, kota.code AS kota, kota.name AS kota_name,
           kota.kabupaten AS island, outline.shape
    FROM pub.outline
    JOIN pub.area ON area.id = outline.area_id
    JOIN pub.area AS kota ON kota.id = area.kota_id
    WHERE outline.detail = 0
),
-- Islands' shapes reach far over the sea: what counts for their frame is where they are.
frame AS (
    SELECT island, ST_XMin(box) AS west, ST_YMax(box) AS north,
           CASE WHEN island
                THEN least($2 / (ST_XMax(box) - ST_XMin(box)), $3 / (ST_YMax(box) - ST_YMin(box)))
                ELSE $1 / (ST_XMax(box) - ST_XMin(box)) END AS scale,
           ST_YMax(box) - ST_YMin(box) AS metres
    FROM (SELECT island, ST_Extent(shape)::geometry AS box FROM shape GROUP BY island) AS boxes
),
height AS (
    SELECT coalesce(max(metres * scale) FILTER (WHERE NOT island), $3 + 20) AS units FROM frame
),
placed AS (
    SELECT s.code, s.name, s.kota, s.kota_name, s.island,
           ST_SnapToGrid(ST_Affine(s.shape, f.scale, 0, 0, f.scale,
               -f.west * f.scale + CASE WHEN f.island THEN 10 ELSE 0 END,
               -f.north * f.scale - CASE WHEN f.island THEN h.units - $3 - 10 ELSE 0 END
           ), 1) AS shape
    FROM shape s JOIN frame f USING (island) CROSS JOIN height h
)
"""
_AREAS = f"""{_SHAPES}
SELECT code, name, ST_AsSVG(shape, 1, 0) AS path, (SELECT ceil(units)::int FROM height) AS height
FROM placed WHERE NOT ST_IsEmpty(shape) ORDER BY code
"""  # noqa: S608 - parts of our own
_KOTA = f"""{_SHAPES}
SELECT kota AS code, kota_name AS name, bool_or(island) AS island,
       ST_AsSVG(ST_Boundary(ST_Union(shape)), 1, 0) AS path,
       round(ST_X(ST_PointOnSurface(ST_Union(shape))))::int AS x,
       round(-ST_Y(ST_PointOnSurface(ST_Union(shape))))::int AS y
FROM placed WHERE NOT ST_IsEmpty(shape) GROUP BY kota, kota_name ORDER BY kota
"""  # noqa: S608 - as above


@dataclass(frozen=True, slots=True)
class Shape:
    """A kelurahan in the picture; its path is SVG's, in the picture's units."""

    code: str
    name: str
    path: str


@dataclass(frozen=True, slots=True)
class Border:
    """A kota's border in the picture, and a point inside it for its name."""

    name: str
    path: str
    x: int
    y: int
    island: bool


@dataclass(frozen=True, slots=True)
class Shapes:
    """The part of the picture that does not change with pledges.

    Attributes:
        version: of the map, when it was read.
        height: of the picture, in its units.
        areas: the kelurahan, by code.
        borders: the kota.
    """

    version: int
    height: int
    areas: Sequence[Shape]
    borders: Sequence[Border]


async def version(connection: asyncpg.Pool) -> int:
    """The current version of the map."""
    return int(await connection.fetchval(_VERSION) or 0)


async def shapes(connection: asyncpg.Pool, at: int) -> Shapes:
    """The outlines in the picture's units, at least as new as this version."""
    size = (float(WIDTH), float(INSET_WIDTH), float(INSET_HEIGHT))
    areas = await connection.fetch(_AREAS, *size)
    borders = await connection.fetch(_KOTA, *size)
    return Shapes(
        at,
        areas[0]["height"] if areas else INSET_HEIGHT + 20,
        [Shape(row["code"], row["name"], row["path"]) for row in areas],
        [Border(row["name"], row["path"], row["x"], row["y"], row["island"]) for row in borders],
    )


# The same phase as `gaps` in GraphQL: the current one where none is named.
_PHASE_PACKAGE = """
SELECT phase.id AS phase_id, phase.number AS phase, package.id AS package_id, package.per
FROM pub.phase_package given
JOIN pub.phase ON phase.id = given.phase_id
JOIN pub.package ON package.id = given.package_id
WHERE package.code = $1 AND ($2::int IS NULL OR phase.number = $2)
ORDER BY phase.ends_on < app.today(), abs(phase.ends_on - app.today())
LIMIT 1
"""
# As in `ladderByArea`: the base totals plus the changes that are not added to them yet.
_GAPS = """
WITH needed AS (
    SELECT area_id, sum(target) AS packages FROM pub.need_total
    WHERE phase_id = $1 AND package_id = $2 GROUP BY area_id
),
moved AS (
    SELECT area_id, quantity FROM pub.ladder
    WHERE rung = 'committed' AND phase_id = $1 AND package_id = $2
    UNION ALL
    SELECT area_id, quantity FROM pub.ladder_change
    WHERE rung = 'committed' AND phase_id = $1 AND package_id = $2
),
taken AS (SELECT area_id, sum(quantity) AS packages FROM moved GROUP BY area_id)
SELECT area.code, coalesce(needed.packages, 0)::bigint AS target,
       coalesce(taken.packages, 0)::bigint AS committed
FROM pub.area
LEFT JOIN needed ON needed.area_id = area.id
LEFT JOIN taken ON taken.area_id = area.id
WHERE area.level = 'KELURAHAN'
"""


@dataclass(frozen=True, slots=True)
class PhasePackage:
    """A package in a phase.

    Attributes:
        phase_id: its row.
        package_id: its row.
        phase: the phase's number.
        per: FAMILY or PERSON, for whom one package is.
    """

    phase_id: int
    package_id: int
    phase: int
    per: str


async def phase_package(
    connection: asyncpg.Pool, package: str, phase: int | None
) -> PhasePackage | None:
    """A package (by code) in a phase (by number), or in its current one; None if there is none."""
    row = await connection.fetchrow(_PHASE_PACKAGE, package, phase)
    return row and PhasePackage(row["phase_id"], row["package_id"], row["phase"], row["per"])


async def gaps(connection: asyncpg.Pool, of: PhasePackage) -> dict[str, tuple[int, int]]:
    """Packages needed and committed, by code of the kelurahan."""
    rows = await connection.fetch(_GAPS, of.phase_id, of.package_id)
    return {row["code"]: (row["target"], row["committed"]) for row in rows}
