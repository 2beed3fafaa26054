-- Boundaries as maps show them: simplified together, so that neighbours stay flush, in web
-- mercator (EPSG:3857; 0.6 percent longer here than on the ground). Every kelurahan and RW with a
-- boundary has one at each of its details.
CREATE TABLE pub.outline (
    id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    area_id bigint REFERENCES pub.area (id),
    unit_id bigint REFERENCES pub.unit (id),
    -- 0 for the picture of the whole province, 1 to 3 for vector tiles, the finest last.
    detail smallint NOT NULL CHECK (detail BETWEEN 0 AND 3),
    shape geometry(MultiPolygon, 3857) NOT NULL,
    CHECK (num_nonnulls(area_id, unit_id) = 1),
    UNIQUE (area_id, detail),
    UNIQUE (unit_id, detail)
);
ALTER TABLE pub.outline OWNER TO ksbb_owner;
CREATE INDEX outline_shape ON pub.outline USING gist (detail, shape);

-- Grows with every change of what maps show: nobody keeps an old picture or tile.
CREATE TABLE pub.map_version (
    one boolean PRIMARY KEY DEFAULT true CHECK (one),
    version bigint NOT NULL
);
ALTER TABLE pub.map_version OWNER TO ksbb_owner;
INSERT INTO pub.map_version (version) VALUES (1);

GRANT SELECT ON pub.outline, pub.map_version
    TO ksbb_public, ksbb_tenant, ksbb_gov, ksbb_worker, ksbb_engine;
GRANT INSERT, DELETE ON pub.outline TO ksbb_engine;
GRANT UPDATE (version) ON pub.map_version TO ksbb_engine;

CREATE FUNCTION pub.map_changed() RETURNS trigger LANGUAGE plpgsql
SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp
AS $$
BEGIN
    UPDATE pub.map_version SET version = version + 1;
    RETURN NULL;
END $$;
ALTER FUNCTION pub.map_changed() OWNER TO ksbb_engine;
CREATE TRIGGER changed AFTER INSERT OR UPDATE OR DELETE ON pub.outline
    FOR EACH STATEMENT EXECUTE FUNCTION pub.map_changed();
CREATE TRIGGER map_changed AFTER INSERT OR DELETE OR UPDATE OF kind, code, point ON pub.unit
    FOR EACH STATEMENT EXECUTE FUNCTION pub.map_changed();
CREATE TRIGGER map_changed AFTER UPDATE OF code, name, point ON pub.area
    FOR EACH STATEMENT EXECUTE FUNCTION pub.map_changed();

-- Draws outlines of one layer at some details. All boundaries are cut where three meet, each line
-- in between is simplified once, and both its sides get it back. Simplified lines may cross, so
-- they are cut again, or polygons would be missing; each piece belongs to whoever holds its inner
-- point. A small island of which nothing is left keeps its boundary as it is.
--   layer       'area' (kelurahan) or 'unit' (RW)
--   grid        in metres, on which all corners lie
--   details     which are drawn
--   tolerances  for each, in metres: a corner stays if it makes up a square of this side
CREATE FUNCTION pub.outlines_draw(layer text, grid float8, details int[], tolerances float8[])
RETURNS void LANGUAGE plpgsql
SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp
AS $$
DECLARE
    of_area boolean := layer = 'area';
BEGIN
    WITH source AS MATERIALIZED (
        SELECT a.id, a.boundary FROM pub.area a
        WHERE of_area AND a.level = 'KELURAHAN' AND a.boundary IS NOT NULL
        UNION ALL
        SELECT b.unit_id, b.boundary FROM pub.unit_boundary b WHERE NOT of_area
    ),
    arc AS MATERIALIZED (
        SELECT (ST_Dump(ST_LineMerge(ST_UnaryUnion(ST_Collect(ST_Boundary(
                   ST_CollectionExtract(ST_MakeValid(
                       ST_SnapToGrid(ST_Transform(s.boundary, 3857), grid)), 3)) ORDER BY s.id),
               grid)))).geom AS line
        FROM source s
    ),
    wanted AS (SELECT * FROM unnest(details, tolerances) AS each (detail, tolerance)),
    simplified AS (
        SELECT w.detail,
               ST_UnaryUnion(ST_Collect(ST_SimplifyVW(line, tolerance * tolerance)), grid) AS lines
        FROM arc CROSS JOIN wanted w GROUP BY w.detail
    ),
    face AS MATERIALIZED (
        SELECT f.detail, (ST_Dump(f.faces)).geom AS shape
        FROM (SELECT s.detail, ST_Polygonize(s.lines) AS faces
              FROM simplified s GROUP BY s.detail) f
    ),
    owned AS (
        SELECT f.detail, f.shape, CASE WHEN of_area THEN (
                   SELECT a.id FROM pub.area a
                   WHERE a.level = 'KELURAHAN' AND ST_Covers(a.boundary, p.inside)
                   ORDER BY a.id LIMIT 1
               ) ELSE (
                   SELECT b.unit_id FROM pub.unit_boundary b WHERE ST_Covers(b.boundary, p.inside)
                   ORDER BY b.unit_id LIMIT 1
               ) END AS owner
        FROM face f CROSS JOIN LATERAL (
            SELECT ST_Transform(ST_PointOnSurface(f.shape), 4326) AS inside) p
    ),
    drawn AS (
        SELECT o.owner, o.detail, ST_Multi(ST_Union(o.shape)) AS shape
        FROM owned o WHERE o.owner IS NOT NULL GROUP BY o.owner, o.detail
    )
    INSERT INTO pub.outline (area_id, unit_id, detail, shape)
    SELECT CASE WHEN of_area THEN s.id END, CASE WHEN NOT of_area THEN s.id END, w.detail,
           coalesce(d.shape, ST_Multi(ST_CollectionExtract(ST_MakeValid(
               ST_SnapToGrid(ST_Transform(s.boundary, 3857), 1)), 3)))
    FROM source s CROSS JOIN wanted w
    LEFT JOIN drawn d ON d.owner = s.id AND d.detail = w.detail
    ORDER BY s.id, w.detail;
END $$;
ALTER FUNCTION pub.outlines_draw(text, float8, int[], float8[]) OWNER TO ksbb_engine;
REVOKE ALL ON FUNCTION pub.outlines_draw(text, float8, int[], float8[]) FROM public;

-- Draws all of them anew from the boundaries there are; whatever changes boundaries calls it.
CREATE FUNCTION pub.outlines_draw() RETURNS void LANGUAGE plpgsql
SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp
AS $$
BEGIN
    DELETE FROM pub.outline;
    -- A unit of the picture is 32 m; tiles of zoom 11, 13 and 14 have pixels of 38, 10 and 5 m.
    PERFORM pub.outlines_draw('area', 32, '{0}', '{180}');
    PERFORM pub.outlines_draw('area', 1, '{1,2,3}', '{40,12,2}');
    PERFORM pub.outlines_draw('unit', 1, '{2,3}', '{12,2}');
END $$;
ALTER FUNCTION pub.outlines_draw() OWNER TO ksbb_engine;
REVOKE ALL ON FUNCTION pub.outlines_draw() FROM public;
GRANT EXECUTE ON FUNCTION pub.outlines_draw() TO ksbb_gov, ksbb_worker;
