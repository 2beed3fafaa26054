-- What aid, in which period, for whom how much.

CREATE TABLE pub.programme (
    id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    code text NOT NULL UNIQUE,
    name text NOT NULL,
    -- The programme's settings.
    people_per_family int NOT NULL DEFAULT 4 CHECK (people_per_family > 0),
    auto_commit boolean NOT NULL DEFAULT false,
    hold_hours int NOT NULL DEFAULT 72 CHECK (hold_hours > 0),
    newcomer_limit int NOT NULL DEFAULT 1000 CHECK (newcomer_limit > 0)
);
CREATE TABLE pub.phase (
    id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    programme_id bigint NOT NULL REFERENCES pub.programme (id),
    number int NOT NULL CHECK (number > 0),
    name text NOT NULL,
    starts_on date NOT NULL,
    ends_on date NOT NULL,
    CHECK (starts_on <= ends_on),
    UNIQUE (programme_id, number),
    EXCLUDE USING gist (programme_id WITH =, daterange(starts_on, ends_on, '[]') WITH &&)
);
CREATE TABLE pub.package (
    id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    programme_id bigint NOT NULL REFERENCES pub.programme (id),
    code text NOT NULL UNIQUE,
    name text NOT NULL,
    per text NOT NULL CHECK (per IN ('FAMILY', 'PERSON')),
    every text NOT NULL CHECK (every IN ('WEEK', 'DAY', 'ONCE'))
);
-- Contents and price of a kind of aid: a change is a new version.
CREATE TABLE pub.package_version (
    id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    package_id bigint NOT NULL REFERENCES pub.package (id),
    number int NOT NULL CHECK (number > 0),
    price bigint NOT NULL CHECK (price > 0),
    contents jsonb NOT NULL,
    since date NOT NULL,
    UNIQUE (package_id, number)
);
-- Which packages a phase asks for, and how often.
CREATE TABLE pub.phase_package (
    phase_id bigint NOT NULL REFERENCES pub.phase (id),
    package_id bigint NOT NULL REFERENCES pub.package (id),
    times int NOT NULL CHECK (times > 0),
    PRIMARY KEY (phase_id, package_id)
);
-- Which share of a kind of unit needs the package, in permille of families or people.
CREATE TABLE pub.share (
    package_id bigint NOT NULL REFERENCES pub.package (id),
    unit_kind text NOT NULL,
    permille int NOT NULL CHECK (permille BETWEEN 0 AND 1000),
    PRIMARY KEY (package_id, unit_kind)
);

-- The hard capacity. Held and committed are moved by the engine's functions alone.
CREATE TABLE pub.need (
    id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    unit_id bigint NOT NULL REFERENCES pub.unit (id),
    phase_id bigint NOT NULL REFERENCES pub.phase (id),
    package_id bigint NOT NULL REFERENCES pub.package (id),
    snapshot_id bigint NOT NULL REFERENCES pub.snapshot (id),
    target int NOT NULL CHECK (target > 0),
    held int NOT NULL DEFAULT 0 CHECK (held >= 0),
    committed int NOT NULL DEFAULT 0 CHECK (committed >= 0),
    state text NOT NULL DEFAULT 'published' CHECK (state IN ('published', 'closed')),
    reason text,
    published_on date NOT NULL DEFAULT app.today(),
    created_by bigint NOT NULL,
    CONSTRAINT need_capacity CHECK (held + committed <= target),
    UNIQUE (unit_id, phase_id, package_id)
) WITH (fillfactor = 70);
CREATE INDEX need_phase ON pub.need (phase_id, package_id, unit_id);

ALTER TABLE pub.programme OWNER TO ksbb_owner;
ALTER TABLE pub.phase OWNER TO ksbb_owner;
ALTER TABLE pub.package OWNER TO ksbb_owner;
ALTER TABLE pub.package_version OWNER TO ksbb_owner;
ALTER TABLE pub.phase_package OWNER TO ksbb_owner;
ALTER TABLE pub.share OWNER TO ksbb_owner;
ALTER TABLE pub.need OWNER TO ksbb_owner;
CREATE TRIGGER immutable BEFORE UPDATE OR DELETE ON pub.package_version
    FOR EACH ROW EXECUTE FUNCTION app.immutable();
CREATE TRIGGER immutable_whole BEFORE TRUNCATE ON pub.package_version
    FOR EACH STATEMENT EXECUTE FUNCTION app.immutable();
GRANT SELECT ON pub.programme, pub.phase, pub.package, pub.package_version, pub.phase_package,
    pub.share, pub.need TO ksbb_public, ksbb_tenant, ksbb_gov, ksbb_worker, ksbb_engine;
GRANT INSERT ON pub.programme, pub.phase, pub.package, pub.package_version, pub.phase_package,
    pub.share TO ksbb_gov, ksbb_worker;
GRANT UPDATE (auto_commit, hold_hours, newcomer_limit) ON pub.programme TO ksbb_gov;
CREATE TRIGGER guard BEFORE INSERT OR UPDATE OR DELETE ON pub.programme
    FOR EACH STATEMENT EXECUTE FUNCTION app.registry_guard();
CREATE TRIGGER guard BEFORE INSERT OR UPDATE OR DELETE ON pub.phase
    FOR EACH STATEMENT EXECUTE FUNCTION app.registry_guard();
CREATE TRIGGER guard BEFORE INSERT OR UPDATE OR DELETE ON pub.package
    FOR EACH STATEMENT EXECUTE FUNCTION app.registry_guard();
CREATE TRIGGER guard BEFORE INSERT OR UPDATE OR DELETE ON pub.package_version
    FOR EACH STATEMENT EXECUTE FUNCTION app.registry_guard();
CREATE TRIGGER guard BEFORE INSERT OR UPDATE OR DELETE ON pub.phase_package
    FOR EACH STATEMENT EXECUTE FUNCTION app.registry_guard();
CREATE TRIGGER guard BEFORE INSERT OR UPDATE OR DELETE ON pub.share
    FOR EACH STATEMENT EXECUTE FUNCTION app.registry_guard();
GRANT UPDATE (permille) ON pub.share TO ksbb_gov;
GRANT UPDATE (times) ON pub.phase_package TO ksbb_gov;
GRANT INSERT (unit_id, phase_id, package_id, snapshot_id, target, created_by)
    ON pub.need TO ksbb_gov;
GRANT UPDATE (target, state, reason) ON pub.need TO ksbb_gov;
GRANT UPDATE (held, committed) ON pub.need TO ksbb_engine;

-- How a need's target came to be: what it was, what it became, why.
CREATE TABLE app.need_target (
    id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    need_id bigint NOT NULL REFERENCES pub.need (id),
    was int,
    becomes int NOT NULL,
    reason text,
    person_id bigint NOT NULL,
    effective date NOT NULL,
    recorded timestamptz NOT NULL
);
ALTER TABLE app.need_target OWNER TO ksbb_owner;
CREATE INDEX need_target_need ON app.need_target (need_id, id);
CREATE TRIGGER immutable BEFORE UPDATE OR DELETE ON app.need_target
    FOR EACH ROW EXECUTE FUNCTION app.immutable();
CREATE TRIGGER immutable_whole BEFORE TRUNCATE ON app.need_target
    FOR EACH STATEMENT EXECUTE FUNCTION app.immutable();
ALTER TABLE app.need_target ENABLE ROW LEVEL SECURITY;
ALTER TABLE app.need_target FORCE ROW LEVEL SECURITY;
CREATE POLICY gov_select ON app.need_target FOR SELECT TO ksbb_gov USING ((SELECT sec.pemprov()));
CREATE POLICY engine_select ON app.need_target FOR SELECT TO ksbb_engine, ksbb_worker USING (true);
CREATE POLICY engine_insert ON app.need_target FOR INSERT TO ksbb_engine WITH CHECK (true);
GRANT SELECT ON app.need_target TO ksbb_gov, ksbb_worker, ksbb_engine;
GRANT INSERT ON app.need_target TO ksbb_engine;

-- The history of targets; a change of what people were promised says why. Also holds the
-- Pemprov to its own claims: a grant alone would let any code on that login publish.
CREATE FUNCTION app.need_guard() RETURNS trigger LANGUAGE plpgsql
SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp
AS $$
BEGIN
    -- Capacity moves through the engine's functions; they change nothing else.
    IF TG_OP = 'UPDATE' AND OLD.target = NEW.target AND OLD.state = NEW.state
       AND OLD.reason IS NOT DISTINCT FROM NEW.reason THEN
        RETURN NULL;
    END IF;
    IF TG_OP = 'UPDATE' AND OLD.target = NEW.target AND OLD.state = NEW.state THEN
        RAISE EXCEPTION 'a reason belongs to a change' USING ERRCODE = 'KS001';
    END IF;
    IF TG_OP = 'INSERT' AND session_user <> 'ksbb_worker'
       AND NEW.created_by IS DISTINCT FROM sec.person() THEN
        RAISE EXCEPTION 'a need is published in one''s own name' USING ERRCODE = 'KS001';
    END IF;
    IF session_user <> 'ksbb_worker'
       AND NOT (coalesce(sec.pemprov(), false) AND sec.role() IN ('OWNER', 'OPERATOR')) THEN
        RAISE EXCEPTION 'needs are published by the Pemprov' USING ERRCODE = 'KS001';
    END IF;
    IF TG_OP = 'UPDATE' AND OLD.state = 'closed' THEN
        RAISE EXCEPTION 'the need is closed' USING ERRCODE = 'KS001';
    END IF;
    IF TG_OP = 'UPDATE' AND OLD.target <> NEW.target AND coalesce(NEW.reason, '') = '' THEN
        RAISE EXCEPTION 'a new target needs a reason' USING ERRCODE = 'KS002';
    END IF;
    IF TG_OP = 'INSERT' OR OLD.target <> NEW.target THEN
        INSERT INTO app.need_target (need_id, was, becomes, reason, person_id, effective, recorded)
        VALUES (NEW.id, CASE WHEN TG_OP = 'UPDATE' THEN OLD.target END, NEW.target, NEW.reason,
                coalesce(sec.person(), 0), app.today(), app.now());
    END IF;
    RETURN NULL;
END $$;
ALTER FUNCTION app.need_guard() OWNER TO ksbb_engine;
CREATE TRIGGER guard_insert AFTER INSERT ON pub.need
    FOR EACH ROW EXECUTE FUNCTION app.need_guard();
CREATE TRIGGER guard_update AFTER UPDATE OF target, state, reason ON pub.need
    FOR EACH ROW EXECUTE FUNCTION app.need_guard();

-- Targets by area at every level: the denominator beside every figure of the ladder.
CREATE TABLE pub.need_total (
    area_id bigint NOT NULL REFERENCES pub.area (id),
    phase_id bigint NOT NULL REFERENCES pub.phase (id),
    package_id bigint NOT NULL REFERENCES pub.package (id),
    unit_kind text NOT NULL,
    target bigint NOT NULL,
    needs int NOT NULL,
    PRIMARY KEY (area_id, phase_id, package_id, unit_kind)
);
ALTER TABLE pub.need_total OWNER TO ksbb_owner;
GRANT SELECT ON pub.need_total TO ksbb_public, ksbb_tenant, ksbb_gov, ksbb_worker, ksbb_engine;
GRANT INSERT, UPDATE (target, needs) ON pub.need_total TO ksbb_engine;
CREATE FUNCTION app.need_counted() RETURNS trigger LANGUAGE plpgsql
SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp
AS $$
BEGIN
    INSERT INTO pub.need_total AS base (area_id, phase_id, package_id, unit_kind, target, needs)
    SELECT l.area_id, n.phase_id, n.package_id, u.kind, sum(n.target), count(*)
    FROM inserted n
    JOIN pub.unit u ON u.id = n.unit_id
    JOIN pub.area a ON a.id = u.area_id
    CROSS JOIN LATERAL (VALUES (a.id), (a.kecamatan_id), (a.kota_id), (a.provinsi_id)) AS l (area_id)
    WHERE l.area_id IS NOT NULL
    GROUP BY 1, 2, 3, 4 ORDER BY 1, 2, 3, 4
    ON CONFLICT (area_id, phase_id, package_id, unit_kind) DO UPDATE
    SET target = base.target + excluded.target, needs = base.needs + excluded.needs;
    RETURN NULL;
END $$;
ALTER FUNCTION app.need_counted() OWNER TO ksbb_engine;
CREATE TRIGGER counted AFTER INSERT ON pub.need REFERENCING NEW TABLE AS inserted
    FOR EACH STATEMENT EXECUTE FUNCTION app.need_counted();
CREATE FUNCTION app.need_recounted() RETURNS trigger LANGUAGE plpgsql
SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp
AS $$
BEGIN
    UPDATE pub.need_total t SET target = t.target + NEW.target - OLD.target
    FROM pub.unit u JOIN pub.area a ON a.id = u.area_id
    WHERE u.id = NEW.unit_id AND t.unit_kind = u.kind
      AND t.phase_id = NEW.phase_id AND t.package_id = NEW.package_id
      AND t.area_id IN (a.id, a.kecamatan_id, a.kota_id, a.provinsi_id);
    RETURN NULL;
END $$;
ALTER FUNCTION app.need_recounted() OWNER TO ksbb_engine;
CREATE TRIGGER recounted AFTER UPDATE OF target ON pub.need
    FOR EACH ROW WHEN (OLD.target <> NEW.target) EXECUTE FUNCTION app.need_recounted();
