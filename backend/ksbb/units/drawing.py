"""Cells for what has no boundary: drawn by us from points, never official.

Kelurahan get the Voronoi cells of their points, cut to an outline of the city (an island: to a
circle); kecamatan, kota and the provinsi the union of those below. RW get cells within their
kelurahan around points laid out like the seeds of a sunflower, from its middle outwards: RW 01
first. So the picture is the same every time, each RW has its share of ground, and nobody should
take it for a map: every such boundary is marked DRAWN.

Lengths are in metres (UTM zone 48S, EPSG:32748).
"""

import asyncpg

# Four sites far away on all sides close every cell long after it has left the city.
_FAR = """
    SELECT ST_SetSRID(ST_GeomFromText(
        'MULTIPOINT(300000 9310000, 1100000 9310000, 700000 8910000, 700000 9710000)'), 32748)
"""

_KELURAHAN = """
    WITH site AS (
        SELECT a.id, a.code, kota.kabupaten AS island,
               ST_Transform(a.point::geometry, 32748) AS site,
               a.boundary_source IS DISTINCT FROM 'IMPORTED' AS wanted
        FROM pub.area a JOIN pub.area kota ON kota.id = a.kota_id
        WHERE a.level = 'KELURAHAN' AND a.point IS NOT NULL
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
    UPDATE pub.area a SET boundary = drawn.boundary, boundary_source = 'DRAWN'
    FROM drawn
    WHERE a.id = drawn.id AND NOT ST_IsEmpty(drawn.boundary)
      AND (a.boundary IS NULL OR ST_AsEWKB(a.boundary) <> ST_AsEWKB(drawn.boundary))
"""

_ABOVE = """
    WITH drawn AS (
        SELECT a.id,
               ST_Multi(ST_Normalize(ST_Union(below.boundary ORDER BY below.code))) AS boundary
        FROM pub.area a JOIN pub.area below ON below.parent_id = a.id
        WHERE a.level = $1 AND coalesce(a.boundary_source, 'DRAWN') = 'DRAWN'
          AND below.boundary IS NOT NULL
        GROUP BY a.id
    )
    UPDATE pub.area a
    SET boundary = drawn.boundary, boundary_source = 'DRAWN',
        point = ST_PointOnSurface(drawn.boundary)::geography
    FROM drawn
    WHERE a.id = drawn.id
      AND (a.boundary IS NULL OR ST_AsEWKB(a.boundary) <> ST_AsEWKB(drawn.boundary))
"""

# The golden angle keeps seeds apart; the square root gives each the same ground. A ray from the
# kelurahan's point to its edge says how far out a seed may go in its direction.
_UNITS = """
    WITH home AS (
        SELECT a.id, a.code, ST_Transform(a.boundary, 32748) AS ground,
               ST_Transform(a.point::geometry, 32748) AS middle,
               radians(('x' || substr(md5(a.code), 1, 6))::bit(24)::int % 360) AS turn
        FROM pub.area a
        WHERE a.level = 'KELURAHAN' AND a.boundary IS NOT NULL AND EXISTS (
            SELECT FROM pub.unit u LEFT JOIN pub.unit_boundary b ON b.unit_id = u.id
            WHERE u.area_id = a.id AND u.kind = 'RW'
              AND coalesce(b.source, CASE WHEN u.point IS NULL THEN 'DRAWN' END) = 'DRAWN')
    ),
    direction AS (
        SELECT u.id, u.rw_number, u.area_id,
               u.point IS NULL OR coalesce(b.source, '') = 'DRAWN' AS wanted,
               home.middle, home.ground, turn + rank * radians(137.50776) AS angle,
               CASE WHEN among = 1 THEN 0 ELSE sqrt((rank - 0.5) / among) END AS reach
        FROM home
        JOIN LATERAL (
            SELECT id, rw_number, area_id, point,
                   row_number() OVER (ORDER BY rw_number) AS rank, count(*) OVER () AS among
            FROM pub.unit WHERE area_id = home.id AND kind = 'RW'
        ) u ON true
        LEFT JOIN pub.unit_boundary b ON b.unit_id = u.id
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
        UPDATE pub.unit u SET point = drawn.point FROM drawn
        WHERE u.id = drawn.id
          AND (u.point IS NULL OR ST_AsEWKB(u.point::geometry) <> ST_AsEWKB(drawn.point::geometry))
    )
    INSERT INTO pub.unit_boundary AS b (unit_id, boundary, source)
    SELECT id, boundary, 'DRAWN' FROM drawn WHERE NOT ST_IsEmpty(boundary) ORDER BY id
    ON CONFLICT (unit_id) DO UPDATE SET boundary = excluded.boundary
    WHERE ST_AsEWKB(b.boundary) <> ST_AsEWKB(excluded.boundary)
"""


async def draw(connection: asyncpg.Connection) -> int:
    """Draw what has no boundary and draw anew what was drawn, into the transaction.

    An RW whose place a file gave gets no cell. The same database gives the same cells.

    Returns:
        How many RW have drawn cells now.
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
