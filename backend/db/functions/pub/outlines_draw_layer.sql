-- Draws outlines of one layer at some details. All boundaries are cut where three meet, each line
-- in between is simplified once, and both its sides get it back. Simplified lines may cross, so
-- they are cut again, or polygons would be missing; each piece belongs to whoever holds its inner
-- point. A small island of which nothing is left keeps its boundary as it is.
--   layer       'area' (kelurahan) or 'unit' (RW)
--   grid        in metres, on which all corners lie
--   details     which are drawn
--   tolerances  for each, in metres: a corner stays if it makes up a square of this side
CREATE OR REPLACE FUNCTION pub.outlines_draw_layer(layer text, grid float8, details int[], tolerances float8[])
RETURNS void LANGUAGE plpgsql
SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp
AS $$
DECLARE
    of_area boolean := layer = 'area';
BEGIN
    WITH source AS MATERIALIZED (
        SELECT area.id, area.boundary FROM pub.area
        WHERE of_area AND area.level = 'KELURAHAN' AND area.boundary IS NOT NULL
        UNION ALL
        SELECT unit_boundary.unit_id, unit_boundary.boundary FROM pub.unit_boundary WHERE NOT of_area
    ),
    arc AS MATERIALIZED (
        SELECT (ST_Dump(ST_LineMerge(ST_UnaryUnion(ST_Collect(ST_Boundary(
                   ST_CollectionExtract(ST_MakeValid(
                       ST_SnapToGrid(ST_Transform(source.boundary, 3857), grid)), 3)) ORDER BY source.id),
               grid)))).geom AS line
        FROM source
    ),
    wanted AS (SELECT * FROM unnest(details, tolerances) AS each (detail, tolerance)),
    simplified AS (
        SELECT wanted.detail,
               ST_UnaryUnion(ST_Collect(ST_SimplifyVW(line, tolerance * tolerance)), grid) AS lines
        FROM arc CROSS JOIN wanted GROUP BY wanted.detail
    ),
    face AS MATERIALIZED (
        SELECT cut.detail, (ST_Dump(cut.faces)).geom AS shape
        FROM (SELECT simplified.detail, ST_Polygonize(simplified.lines) AS faces
              FROM simplified GROUP BY simplified.detail) AS cut
    ),
    owned AS (
        SELECT face.detail, face.shape, CASE WHEN of_area THEN (
                   SELECT area.id FROM pub.area
                   WHERE area.level = 'KELURAHAN' AND ST_Covers(area.boundary, point.inside)
                   ORDER BY area.id LIMIT 1
               ) ELSE (
                   SELECT unit_boundary.unit_id FROM pub.unit_boundary
                   WHERE ST_Covers(unit_boundary.boundary, point.inside)
                   ORDER BY unit_boundary.unit_id LIMIT 1
               ) END AS owner
        FROM face CROSS JOIN LATERAL (
            SELECT ST_Transform(ST_PointOnSurface(face.shape), 4326) AS inside) AS point
    ),
    drawn AS (
        SELECT owned.owner, owned.detail, ST_Multi(ST_Union(owned.shape)) AS shape
        FROM owned WHERE owned.owner IS NOT NULL GROUP BY owned.owner, owned.detail
    )
    INSERT INTO pub.outline (area_id, unit_id, detail, shape)
    SELECT CASE WHEN of_area THEN source.id END, CASE WHEN NOT of_area THEN source.id END,
           wanted.detail,
           coalesce(drawn.shape, ST_Multi(ST_CollectionExtract(ST_MakeValid(
               ST_SnapToGrid(ST_Transform(source.boundary, 3857), 1)), 3)))
    FROM source CROSS JOIN wanted
    LEFT JOIN drawn ON drawn.owner = source.id AND drawn.detail = wanted.detail
    ORDER BY source.id, wanted.detail;
END $$;
