-- Kelurahan as a map of the whole province shows them: simplified once, each border once for both
-- sides, so that neighbours stay flush. In metres (UTM zone 48S).
CREATE TABLE pub.outline (
    area_id bigint PRIMARY KEY REFERENCES pub.area (id),
    shape geometry(MultiPolygon, 32748) NOT NULL,
    -- When all of them were drawn: whoever keeps a picture of them sees that it is old.
    drawn timestamptz NOT NULL
);
ALTER TABLE pub.outline OWNER TO ksbb_owner;
GRANT SELECT ON pub.outline TO ksbb_public, ksbb_tenant, ksbb_gov, ksbb_worker, ksbb_engine;
GRANT INSERT, DELETE ON pub.outline TO ksbb_engine;

-- Draws them anew from the boundaries there are. The borders are taken apart into arcs between the
-- points where three areas meet; an arc is simplified and both its sides get it back.
CREATE FUNCTION pub.outlines_draw() RETURNS int LANGUAGE plpgsql
SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp
AS $$
DECLARE
    drawn_count int;
BEGIN
    DELETE FROM pub.outline;
    WITH ground AS MATERIALIZED (
        SELECT a.id, a.code,
               ST_MakeValid(ST_SnapToGrid(ST_Transform(a.boundary, 32748), 10)) AS shape
        FROM pub.area a
        WHERE a.level = 'KELURAHAN' AND a.boundary IS NOT NULL
    ),
    arc AS (
        SELECT ST_SimplifyPreserveTopology((part).geom, 60) AS line
        FROM (SELECT ST_Dump(ST_LineMerge(ST_UnaryUnion(ST_Collect(ST_Boundary(shape))))) AS part
              FROM ground) AS parts
    ),
    face AS MATERIALIZED (
        SELECT (part).geom AS shape, ST_PointOnSurface((part).geom) AS inside
        FROM (SELECT ST_Dump(ST_Polygonize(noded)) AS part
              FROM (SELECT ST_Node(ST_Collect(line)) AS noded FROM arc) AS lines) AS parts
    ),
    owned AS (
        SELECT DISTINCT ON (f.inside) g.id, f.shape
        FROM face f JOIN ground g ON ST_Intersects(g.shape, f.inside)
        ORDER BY f.inside, g.code
    )
    INSERT INTO pub.outline (area_id, shape, drawn)
    SELECT id, ST_Multi(ST_Union(shape)), clock_timestamp() FROM owned GROUP BY id;
    GET DIAGNOSTICS drawn_count = ROW_COUNT;
    RETURN drawn_count;
END $$;
ALTER FUNCTION pub.outlines_draw() OWNER TO ksbb_engine;
REVOKE ALL ON FUNCTION pub.outlines_draw() FROM public;
GRANT EXECUTE ON FUNCTION pub.outlines_draw() TO ksbb_gov, ksbb_worker;
