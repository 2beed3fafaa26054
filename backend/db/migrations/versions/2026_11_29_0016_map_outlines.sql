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
    only_row boolean PRIMARY KEY DEFAULT true CHECK (only_row),
    version bigint NOT NULL
);
ALTER TABLE pub.map_version OWNER TO ksbb_owner;
INSERT INTO pub.map_version (version) VALUES (1);

GRANT SELECT ON pub.outline, pub.map_version
    TO ksbb_public, ksbb_tenant, ksbb_gov, ksbb_worker, ksbb_engine;
GRANT INSERT, DELETE ON pub.outline TO ksbb_engine;
GRANT UPDATE (version) ON pub.map_version TO ksbb_engine;

CREATE FUNCTION pub.map_changed() RETURNS trigger LANGUAGE plpgsql AS 'placeholder';
ALTER FUNCTION pub.map_changed OWNER TO ksbb_engine;
CREATE TRIGGER changed AFTER INSERT OR UPDATE OR DELETE ON pub.outline
    FOR EACH STATEMENT EXECUTE FUNCTION pub.map_changed();
CREATE TRIGGER map_changed AFTER INSERT OR DELETE OR UPDATE OF kind, code, point ON pub.unit
    FOR EACH STATEMENT EXECUTE FUNCTION pub.map_changed();
CREATE TRIGGER map_changed AFTER UPDATE OF code, name, point ON pub.area
    FOR EACH STATEMENT EXECUTE FUNCTION pub.map_changed();

CREATE FUNCTION pub.outlines_draw_layer(layer text, grid float8, details int[], tolerances float8[])
    RETURNS void LANGUAGE plpgsql AS 'placeholder';
ALTER FUNCTION pub.outlines_draw_layer OWNER TO ksbb_engine;

CREATE FUNCTION pub.outlines_draw() RETURNS void LANGUAGE plpgsql AS 'placeholder';
ALTER FUNCTION pub.outlines_draw OWNER TO ksbb_engine;
GRANT EXECUTE ON FUNCTION pub.outlines_draw TO ksbb_gov, ksbb_worker;
