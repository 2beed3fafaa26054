-- The administrative tree and the priority units. All public, so no row policies: PostGIS
-- functions are not leakproof and a policy would keep spatial indexes from being used.

CREATE TABLE pub.area (
    id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    code text NOT NULL UNIQUE CHECK (code ~ '^[0-9]{2}(\.[0-9]{2}(\.[0-9]{2}(\.[0-9]{4})?)?)?$'),
    level text NOT NULL CHECK (level IN ('PROVINSI', 'KOTA', 'KECAMATAN', 'KELURAHAN')),
    name text NOT NULL CHECK (name <> ''),
    -- A kabupaten stands on the level of a kota: Kepulauan Seribu is a line of its own.
    kabupaten boolean NOT NULL DEFAULT false,
    parent_id bigint REFERENCES pub.area (id),
    provinsi_id bigint REFERENCES pub.area (id),
    kota_id bigint REFERENCES pub.area (id),
    kecamatan_id bigint REFERENCES pub.area (id),
    point geography(Point, 4326),
    boundary geometry(MultiPolygon, 4326),
    -- IMPORTED from a file; JOINED from all areas below, which are; DRAWN by us, not official.
    boundary_source text CHECK (boundary_source IN ('IMPORTED', 'JOINED', 'DRAWN')),
    CHECK ((boundary IS NULL) = (boundary_source IS NULL)),
    CHECK ((level = 'PROVINSI') = (parent_id IS NULL)),
    CHECK ((level = 'PROVINSI') = (provinsi_id IS NULL)),
    CHECK ((level IN ('PROVINSI', 'KOTA')) = (kota_id IS NULL)),
    CHECK ((level = 'KELURAHAN') = (kecamatan_id IS NOT NULL)),
    CHECK (parent_id = coalesce(kecamatan_id, kota_id, provinsi_id))
);
ALTER TABLE pub.area OWNER TO ksbb_owner;
CREATE INDEX area_parent ON pub.area (parent_id);
CREATE INDEX area_kota ON pub.area (kota_id);
CREATE INDEX area_kecamatan ON pub.area (kecamatan_id);
CREATE INDEX area_level ON pub.area (level, code);
CREATE INDEX area_boundary ON pub.area USING gist (boundary);
CREATE INDEX area_name ON pub.area USING gin (name gin_trgm_ops);

CREATE TABLE pub.unit (
    id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    kind text NOT NULL CHECK (kind IN ('RW', 'PESANTREN', 'PANTI_ASUHAN', 'PANTI_JOMPO',
                                       'PANTI_DISABILITAS', 'PANTI_SOSIAL')),
    -- RW: code of the kelurahan + "." + three digits; institutions: their registry's code.
    code text NOT NULL UNIQUE CHECK (code <> ''),
    name text NOT NULL CHECK (name <> ''),
    rw_number int CHECK (rw_number BETWEEN 1 AND 999),
    area_id bigint NOT NULL REFERENCES pub.area (id),
    address text,
    point geography(Point, 4326),
    -- The latest vulnerability snapshot, kept here by its trigger: lists and maps need it.
    families int CHECK (families >= 0),
    people int CHECK (people >= 0),
    snapshot_id bigint,
    -- Shown wherever the figures are: made up for the demo, not a fact.
    is_example boolean NOT NULL DEFAULT false,
    search text NOT NULL DEFAULT '',
    CHECK ((kind = 'RW') = (rw_number IS NOT NULL))
);
ALTER TABLE pub.unit OWNER TO ksbb_owner;
CREATE INDEX unit_point ON pub.unit USING gist (point);
CREATE INDEX unit_kind_point ON pub.unit USING gist (kind, point);
CREATE INDEX unit_area ON pub.unit (area_id, kind);
CREATE INDEX unit_kind ON pub.unit (kind, id);
-- As anybody may know them: a list in the order of what is not shown would tell it.
CREATE INDEX unit_families ON pub.unit ((CASE WHEN families >= 5 THEN families END) DESC NULLS LAST, id);
CREATE INDEX unit_search ON pub.unit USING gin (search gin_trgm_ops);

-- Apart from the unit, so that lists don't drag polygons along.
CREATE TABLE pub.unit_boundary (
    unit_id bigint PRIMARY KEY REFERENCES pub.unit (id),
    boundary geometry(MultiPolygon, 4326) NOT NULL,
    source text NOT NULL CHECK (source IN ('IMPORTED', 'DRAWN'))
);
ALTER TABLE pub.unit_boundary OWNER TO ksbb_owner;
CREATE INDEX unit_boundary_boundary ON pub.unit_boundary USING gist (boundary);

CREATE TABLE pub.snapshot (
    id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    unit_id bigint NOT NULL REFERENCES pub.unit (id),
    families int NOT NULL CHECK (families >= 0),
    people int NOT NULL CHECK (people >= 0),
    source text NOT NULL CHECK (source <> ''),
    day date NOT NULL,
    is_example boolean NOT NULL DEFAULT false,
    recorded timestamptz NOT NULL DEFAULT app.now(),
    UNIQUE (unit_id, day, source)
);
ALTER TABLE pub.snapshot OWNER TO ksbb_owner;
CREATE INDEX snapshot_unit ON pub.snapshot (unit_id, day DESC, id DESC);
ALTER TABLE pub.unit ADD FOREIGN KEY (snapshot_id) REFERENCES pub.snapshot (id);
CREATE TRIGGER immutable BEFORE UPDATE OR DELETE ON pub.snapshot
    FOR EACH ROW EXECUTE FUNCTION app.immutable();
CREATE TRIGGER immutable_whole BEFORE TRUNCATE ON pub.snapshot
    FOR EACH STATEMENT EXECUTE FUNCTION app.immutable();

CREATE FUNCTION pub.snapshot_latest() RETURNS trigger LANGUAGE plpgsql AS 'placeholder';
ALTER FUNCTION pub.snapshot_latest OWNER TO ksbb_engine;
CREATE TRIGGER latest AFTER INSERT ON pub.snapshot REFERENCING NEW TABLE AS inserted
    FOR EACH STATEMENT EXECUTE FUNCTION pub.snapshot_latest();

CREATE FUNCTION pub.unit_search() RETURNS trigger LANGUAGE plpgsql AS 'placeholder';
ALTER FUNCTION pub.unit_search OWNER TO ksbb_engine;
CREATE TRIGGER search BEFORE INSERT OR UPDATE OF name, rw_number, area_id, address, code ON pub.unit
    FOR EACH ROW EXECUTE FUNCTION pub.unit_search();

CREATE FUNCTION pub.search_words(typed text) RETURNS text[] LANGUAGE plpgsql AS 'placeholder';
ALTER FUNCTION pub.search_words OWNER TO ksbb_owner;
CREATE FUNCTION pub.search_longest(typed text) RETURNS text LANGUAGE plpgsql AS 'placeholder';
ALTER FUNCTION pub.search_longest OWNER TO ksbb_owner;
CREATE FUNCTION pub.search_phrase(typed text) RETURNS text LANGUAGE plpgsql AS 'placeholder';
ALTER FUNCTION pub.search_phrase OWNER TO ksbb_owner;
CREATE FUNCTION pub.search_depth(searched text, phrase text) RETURNS int
    LANGUAGE plpgsql AS 'placeholder';
ALTER FUNCTION pub.search_depth OWNER TO ksbb_owner;
GRANT EXECUTE ON FUNCTION pub.search_words, pub.search_longest, pub.search_phrase, pub.search_depth
    TO ksbb_owner, ksbb_engine, ksbb_public, ksbb_tenant, ksbb_gov, ksbb_worker;

CREATE FUNCTION pub.area_renamed() RETURNS trigger LANGUAGE plpgsql AS 'placeholder';
ALTER FUNCTION pub.area_renamed OWNER TO ksbb_engine;
CREATE TRIGGER renamed AFTER UPDATE OF name ON pub.area
    FOR EACH ROW WHEN (OLD.name IS DISTINCT FROM NEW.name) EXECUTE FUNCTION pub.area_renamed();

GRANT SELECT ON pub.area, pub.unit, pub.unit_boundary, pub.snapshot
    TO ksbb_public, ksbb_tenant, ksbb_gov, ksbb_worker, ksbb_engine;
GRANT UPDATE (families, people, snapshot_id, is_example, area_id) ON pub.unit TO ksbb_engine;
CREATE TRIGGER guard BEFORE INSERT OR UPDATE OR DELETE ON pub.area
    FOR EACH STATEMENT EXECUTE FUNCTION app.registry_guard();
CREATE TRIGGER guard BEFORE INSERT OR UPDATE OR DELETE ON pub.unit
    FOR EACH STATEMENT EXECUTE FUNCTION app.registry_guard();
CREATE TRIGGER guard BEFORE INSERT OR UPDATE OR DELETE ON pub.unit_boundary
    FOR EACH STATEMENT EXECUTE FUNCTION app.registry_guard();
CREATE TRIGGER guard BEFORE INSERT OR UPDATE OR DELETE ON pub.snapshot
    FOR EACH STATEMENT EXECUTE FUNCTION app.registry_guard();
-- The registry is kept by the Pemprov: imports run in its name or as the worker.
GRANT INSERT, UPDATE (level, name, kabupaten, parent_id, provinsi_id, kota_id, kecamatan_id, point,
                      boundary, boundary_source) ON pub.area TO ksbb_gov, ksbb_worker;
GRANT INSERT, UPDATE (kind, name, rw_number, area_id, address, point)
    ON pub.unit TO ksbb_gov, ksbb_worker;
GRANT INSERT, UPDATE (boundary, source), DELETE ON pub.unit_boundary TO ksbb_gov, ksbb_worker;
GRANT INSERT ON pub.snapshot TO ksbb_gov, ksbb_worker;
