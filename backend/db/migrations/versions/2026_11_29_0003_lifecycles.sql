-- Which state may follow which, and by whom. Each topic's revision inserts its own rows; a test
-- compares them with the rules in Python. Before a thing exists its state is ''.
CREATE TABLE app.transition (
    thing text NOT NULL,
    from_state text NOT NULL,
    to_state text NOT NULL,
    party text NOT NULL CHECK (party IN ('ANYBODY', 'GIVER', 'EXECUTOR', 'PEMPROV', 'FIELD',
                                            'UNIT', 'KELURAHAN', 'VERIFIER', 'SYSTEM')),
    reason_required boolean NOT NULL DEFAULT false,
    another_person boolean NOT NULL DEFAULT false,
    PRIMARY KEY (thing, from_state, to_state, party)
);
ALTER TABLE app.transition OWNER TO ksbb_owner;
ALTER TABLE app.transition ENABLE ROW LEVEL SECURITY;
ALTER TABLE app.transition FORCE ROW LEVEL SECURITY;
CREATE POLICY everybody_select ON app.transition FOR SELECT
    TO ksbb_engine, ksbb_worker, ksbb_gov, ksbb_tenant USING (true);
GRANT SELECT ON app.transition TO ksbb_engine, ksbb_worker, ksbb_gov, ksbb_tenant;

-- The timeline of everything that has states.
CREATE TABLE app.step (
    id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    thing text NOT NULL,
    thing_id bigint NOT NULL,
    from_state text NOT NULL,
    to_state text NOT NULL,
    party text NOT NULL,
    tenant_id bigint NOT NULL,
    actor text NOT NULL CHECK (actor IN ('SYSTEM', 'PERSON', 'SHIFT', 'SLIP', 'CLIENT')),
    actor_id bigint NOT NULL,
    -- 0 where no person acted.
    person_id bigint NOT NULL GENERATED ALWAYS AS (
        CASE actor WHEN 'PERSON' THEN actor_id ELSE 0 END) STORED,
    reason text,
    effective date NOT NULL,
    recorded timestamptz NOT NULL,
    giver_id bigint NOT NULL,
    executor_id bigint NOT NULL
);
ALTER TABLE app.step OWNER TO ksbb_owner;
CREATE INDEX step_thing ON app.step (thing, thing_id, id);
CREATE INDEX step_giver ON app.step (giver_id, id);
CREATE INDEX step_executor ON app.step (executor_id, id);
CREATE TRIGGER immutable BEFORE UPDATE OR DELETE ON app.step
    FOR EACH ROW EXECUTE FUNCTION app.immutable();
CREATE TRIGGER immutable_whole BEFORE TRUNCATE ON app.step
    FOR EACH STATEMENT EXECUTE FUNCTION app.immutable();
ALTER TABLE app.step ENABLE ROW LEVEL SECURITY;
ALTER TABLE app.step FORCE ROW LEVEL SECURITY;
CREATE POLICY parties_select ON app.step FOR SELECT TO ksbb_tenant
    USING (giver_id = (SELECT sec.tenant()) OR executor_id = (SELECT sec.tenant()));
CREATE POLICY gov_select ON app.step FOR SELECT TO ksbb_gov USING ((SELECT sec.is_pemprov()));
CREATE POLICY engine_select ON app.step FOR SELECT TO ksbb_engine, ksbb_worker USING (true);
CREATE POLICY engine_insert ON app.step FOR INSERT TO ksbb_engine WITH CHECK (true);
GRANT SELECT ON app.step TO ksbb_tenant, ksbb_gov, ksbb_engine, ksbb_worker;
GRANT INSERT ON app.step TO ksbb_engine;

CREATE FUNCTION app.step_guard() RETURNS trigger LANGUAGE plpgsql AS 'placeholder';
ALTER FUNCTION app.step_guard OWNER TO ksbb_engine;

CREATE FUNCTION app.reason_guard() RETURNS trigger LANGUAGE plpgsql AS 'placeholder';
ALTER FUNCTION app.reason_guard OWNER TO ksbb_owner;

CREATE FUNCTION app.registry_guard() RETURNS trigger LANGUAGE plpgsql AS 'placeholder';
ALTER FUNCTION app.registry_guard OWNER TO ksbb_owner;
