-- How much is needed of a package by a unit in a phase: the hard limit of what may be pledged. Held
-- and committed are moved by the engine's functions alone.
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
    UNIQUE (unit_id, phase_id, package_id),
    -- Allocations refer to all four.
    UNIQUE (id, unit_id, phase_id, package_id)
) WITH (fillfactor = 70);
CREATE INDEX need_phase ON pub.need (phase_id, package_id, unit_id);
ALTER TABLE pub.need OWNER TO ksbb_owner;
GRANT SELECT ON pub.need TO ksbb_public, ksbb_tenant, ksbb_gov, ksbb_worker, ksbb_engine;
GRANT INSERT (unit_id, phase_id, package_id, snapshot_id, target, created_by)
    ON pub.need TO ksbb_gov;
GRANT UPDATE (target, state, reason) ON pub.need TO ksbb_gov;
GRANT UPDATE (held, committed) ON pub.need TO ksbb_engine;

-- How a need's target came to be: what it was, what it became, why.
CREATE TABLE app.need_target (
    id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    need_id bigint NOT NULL REFERENCES pub.need (id),
    old_target int,
    new_target int NOT NULL,
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
CREATE POLICY gov_select ON app.need_target FOR SELECT TO ksbb_gov USING ((SELECT sec.is_pemprov()));
CREATE POLICY engine_select ON app.need_target FOR SELECT TO ksbb_engine, ksbb_worker USING (true);
CREATE POLICY engine_insert ON app.need_target FOR INSERT TO ksbb_engine WITH CHECK (true);
GRANT SELECT ON app.need_target TO ksbb_gov, ksbb_worker, ksbb_engine;
GRANT INSERT ON app.need_target TO ksbb_engine;

CREATE FUNCTION app.need_guard() RETURNS trigger LANGUAGE plpgsql AS 'placeholder';
ALTER FUNCTION app.need_guard OWNER TO ksbb_engine;
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
CREATE FUNCTION app.need_counted() RETURNS trigger LANGUAGE plpgsql AS 'placeholder';
ALTER FUNCTION app.need_counted OWNER TO ksbb_engine;
CREATE TRIGGER counted AFTER INSERT ON pub.need REFERENCING NEW TABLE AS inserted
    FOR EACH STATEMENT EXECUTE FUNCTION app.need_counted();
CREATE FUNCTION app.need_recounted() RETURNS trigger LANGUAGE plpgsql AS 'placeholder';
ALTER FUNCTION app.need_recounted OWNER TO ksbb_engine;
CREATE TRIGGER recounted AFTER UPDATE OF target ON pub.need
    FOR EACH ROW WHEN (OLD.target <> NEW.target) EXECUTE FUNCTION app.need_recounted();
