"""Draws boundaries for areas and RWs that have none, from points. They are never official.

Kelurahan get the Voronoi cells of their points, cut to an outline of the city (on an island: to a
circle). Kecamatan, kota and the provinsi get the union of the areas below. RWs get cells in their
kelurahan, around points placed like the seeds of a sunflower, from the middle outwards, RW 01
first. The result is always the same, and all RWs of a kelurahan have cells of similar size. It is
not a real map: every such boundary is marked DRAWN.

Lengths are in metres (UTM zone 48S, EPSG:32748).
"""

import asyncpg

# Four extra points far away on all sides close every cell outside of the city.
_FAR = """
    SELECT ST_SetSRID(ST_GeomFromText(
        'MULTIPOINT(300000 9310000, 1100000 9310000, 700000 8910000, 700000 9710000)'), 32748)
"""

_KELURAHAN = """
    WITH site AS (
        SELECT area.id, area.code, kota.kabupaten AS island,
               ST_Transform(area.point::geometry, 32748) AS site,
               area.boundary_source IS DISTINCT FROM 'IMPORTED' AS wanted
        FROM pub.area JOIN pub.area AS kota ON kota.id = area.kota_id
        WHERE area.level = 'KELURAHAN' AND area.point IS NOT NULL
    ),
    outline AS (
        SELECT ST_Simplify(
                   ST_Buffer(ST_ConcaveHull(ST_Collect(site ORDER BY code), 0.35), 900), 20
               ) AS city
        FROM site WHERE NOT island
    ),
    cell AS (
        SELECT (ST_Dump(ST_VoronoiPolygons(
                   ST_Collect(ST_Collect(site ORDER BY code), $1::geometry)
               ))).geom AS cell
        FROM site
    ),
    drawn AS (
        SELECT site.id,
               ST_Multi(ST_Transform(ST_CollectionExtract(ST_Intersection(
                   cell,
                   CASE WHEN island THEN ST_Buffer(site, 1200) ELSE city END,
                   0.1
               ), 3), 4326)) AS boundary
        FROM site JOIN cell ON ST_Intersects(cell, site) CROSS JOIN outline
        WHERE wanted
    )
    UPDATE pub.area SET boundary = drawn.boundary, boundary_source = 'DRAWN'
    FROM drawn
    WHERE area.id = drawn.id AND NOT ST_IsEmpty(drawn.boundary)
      AND (area.boundary IS NULL OR ST_AsEWKB(area.boundary) <> ST_AsEWKB(drawn.boundary))
"""

_ABOVE = """
    WITH drawn AS (
        SELECT area.id,
               ST_Multi(ST_Normalize(ST_Union(below.boundary ORDER BY below.code))) AS boundary
        FROM pub.area JOIN pub.area AS below ON below.parent_id = area.id
        WHERE area.level = $1 AND coalesce(area.boundary_source, 'DRAWN') = 'DRAWN'
          AND below.boundary IS NOT NULL
        GROUP BY area.id
    )
    UPDATE pub.area
    SET boundary = drawn.boundary, boundary_source = 'DRAWN',
        point = ST_PointOnSurface(drawn.boundary)::geography
    FROM drawn
    WHERE area.id = drawn.id
      AND (area.boundary IS NULL OR ST_AsEWKB(area.boundary) <> ST_AsEWKB(drawn.boundary))
"""

# The golden angle keeps points apart, and the square root gives each the same area. A ray from the
# kelurahan's point to its edge limits how far out a point may go in its direction.
_UNITS = """
    WITH home AS (
        SELECT area.id, area.code, ST_Transform(area.boundary, 32748) AS ground,
               ST_Transform(area.point::geometry, 32748) AS middle,
               radians(('x' || substr(md5(area.code), 1, 6))::bit(24)::int % 360) AS turn
        FROM pub.area
        WHERE area.level = 'KELURAHAN' AND area.boundary IS NOT NULL AND EXISTS (
            SELECT FROM pub.unit LEFT JOIN pub.unit_boundary ON unit_boundary.unit_id = unit.id
            WHERE unit.area_id = area.id AND unit.kind = 'RW'
              AND coalesce(unit_boundary.source,
                           CASE WHEN unit.point IS NULL THEN 'DRAWN' END) = 'DRAWN')
    ),
    direction AS (
        SELECT unit.id, unit.rw_number, unit.area_id,
               unit.point IS NULL OR coalesce(unit_boundary.source, '') = 'DRAWN' AS wanted,
               home.middle, home.ground, turn + rank * radians(137.50776) AS angle,
               CASE WHEN among = 1 THEN 0 ELSE sqrt((rank - 0.5) / among) END AS reach
        FROM home
        JOIN LATERAL (
            SELECT id, rw_number, area_id, point,
                   row_number() OVER (ORDER BY rw_number) AS rank, count(*) OVER () AS among
            FROM pub.unit WHERE area_id = home.id AND kind = 'RW'
        ) AS unit ON true
        LEFT JOIN pub.unit_boundary ON unit_boundary.unit_id = unit.id
    ),
    seed AS (
        SELECT id, rw_number, area_id, wanted, ground,
               ST_Translate(middle, reach * edge * cos(angle), reach * edge * sin(angle)) AS seed
        FROM direction
        CROSS JOIN LATERAL (
            SELECT 0.94 * ST_Distance(middle, ST_Intersection(
                ST_MakeLine(middle,
                            ST_Translate(middle, 60000 * cos(angle), 60000 * sin(angle))),
                ST_Boundary(ground))) AS edge
        ) ray
    ),
    cell AS (
        SELECT area_id, (ST_Dump(ST_VoronoiPolygons(
                   ST_Collect(ST_Collect(seed ORDER BY rw_number), $1::geometry)
               ))).geom AS cell
        FROM seed GROUP BY area_id
    ),
    drawn AS (
        SELECT seed.id, ST_Transform(seed, 4326)::geography AS point,
               ST_Multi(ST_Transform(
                   ST_CollectionExtract(ST_Intersection(cell, ground, 0.1), 3), 4326)) AS boundary
        FROM seed JOIN cell ON cell.area_id = seed.area_id AND ST_Intersects(cell, seed)
        WHERE wanted
    ),
    pointed AS (
        UPDATE pub.unit SET point = drawn.point FROM drawn
        WHERE unit.id = drawn.id
          AND (unit.point IS NULL
               OR ST_AsEWKB(unit.point::geometry) <> ST_AsEWKB(drawn.point::geometry))
    )
    INSERT INTO pub.unit_boundary (unit_id, boundary, source)
    SELECT id, boundary, 'DRAWN' FROM drawn WHERE NOT ST_IsEmpty(boundary) ORDER BY id
    ON CONFLICT (unit_id) DO UPDATE SET boundary = excluded.boundary
    WHERE ST_AsEWKB(unit_boundary.boundary) <> ST_AsEWKB(excluded.boundary)
"""


async def draw(connection: asyncpg.Connection) -> int:
    """Draw missing boundaries, and redraw those that were drawn, in the transaction.

    An RW whose place is known from a file gets no cell. The same database gives the same cells.

    Returns:
        How many RWs have drawn cells now.
    """
    far = await connection.fetchval(_FAR)
    await connection.execute(_KELURAHAN, far)
    for level in ("KECAMATAN", "KOTA", "PROVINSI"):
        await connection.execute(_ABOVE, level)
    await connection.execute(_UNITS, far)
    drawn = await connection.fetchval(
        "SELECT count(*) FROM pub.unit_boundary WHERE source = 'DRAWN'"
    )
    return int(drawn or 0)
