-- What every change leaves behind, in its own transaction.

-- Every mutation's key with the hash of its input and its answer.
CREATE TABLE app.idempotency (
    tenant_id bigint NOT NULL,
    actor text NOT NULL CHECK (actor IN ('PERSON', 'SHIFT', 'SLIP', 'CLIENT')),
    actor_id bigint NOT NULL CHECK (actor_id <> 0),
    key uuid NOT NULL,
    request_hash bytea NOT NULL,
    result jsonb,
    at timestamptz NOT NULL DEFAULT clock_timestamp(),
    -- Not by organisation: who applied as one may act for it when they ask again.
    PRIMARY KEY (actor, actor_id, key)
);
ALTER TABLE app.idempotency OWNER TO ksbb_owner;
ALTER TABLE app.idempotency ENABLE ROW LEVEL SECURITY;
ALTER TABLE app.idempotency FORCE ROW LEVEL SECURITY;
CREATE POLICY own_select ON app.idempotency FOR SELECT TO ksbb_tenant, ksbb_gov
    USING (actor = (SELECT sec.actor()) AND actor_id = (SELECT sec.actor_id()));
CREATE POLICY own_insert ON app.idempotency FOR INSERT TO ksbb_tenant, ksbb_gov
    WITH CHECK (tenant_id = (SELECT sec.organisation()) AND actor = (SELECT sec.actor())
                AND actor_id = (SELECT sec.actor_id()) AND actor_id <> 0);
CREATE POLICY own_update ON app.idempotency FOR UPDATE TO ksbb_tenant, ksbb_gov
    USING (actor = (SELECT sec.actor()) AND actor_id = (SELECT sec.actor_id()) AND result IS NULL)
    WITH CHECK (actor = (SELECT sec.actor()) AND actor_id = (SELECT sec.actor_id()));
GRANT SELECT, INSERT ON app.idempotency TO ksbb_tenant, ksbb_gov;
GRANT UPDATE (result) ON app.idempotency TO ksbb_tenant, ksbb_gov;

-- One event for each change, for the worker to deliver at least once.
CREATE TABLE app.outbox (
    id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    event uuid NOT NULL DEFAULT gen_random_uuid() UNIQUE,
    kind text NOT NULL,
    tenant_id bigint NOT NULL,
    counterparty_id bigint,
    thing text NOT NULL,
    thing_id bigint NOT NULL,
    payload jsonb NOT NULL DEFAULT '{}',
    recorded timestamptz NOT NULL DEFAULT app.now(),
    handled_at timestamptz,
    attempts int NOT NULL DEFAULT 0,
    due timestamptz NOT NULL DEFAULT clock_timestamp(),
    error text
);
ALTER TABLE app.outbox OWNER TO ksbb_owner;
CREATE INDEX outbox_waiting ON app.outbox (due) WHERE handled_at IS NULL;
ALTER TABLE app.outbox ENABLE ROW LEVEL SECURITY;
ALTER TABLE app.outbox FORCE ROW LEVEL SECURITY;
-- Everybody else goes through app.record_event().
CREATE POLICY engine_insert ON app.outbox FOR INSERT TO ksbb_engine, ksbb_worker WITH CHECK (true);
CREATE POLICY worker_select ON app.outbox FOR SELECT TO ksbb_worker USING (true);
CREATE POLICY worker_update ON app.outbox FOR UPDATE TO ksbb_worker USING (true) WITH CHECK (true);
GRANT INSERT (event, kind, tenant_id, counterparty_id, thing, thing_id, payload)
    ON app.outbox TO ksbb_engine, ksbb_worker;
GRANT SELECT ON app.outbox TO ksbb_worker;
GRANT UPDATE (handled_at, attempts, due, error) ON app.outbox TO ksbb_worker;

-- Who did what. Rows are immutable and hashed; the worker seals them into a chain.
CREATE TABLE app.audit (
    id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    event uuid NOT NULL UNIQUE,
    tenant_id bigint NOT NULL,
    actor text NOT NULL CHECK (actor IN ('SYSTEM', 'PERSON', 'SHIFT', 'SLIP', 'CLIENT')),
    actor_id bigint NOT NULL,
    -- 0 where no person acted.
    person_id bigint NOT NULL GENERATED ALWAYS AS (
        CASE actor WHEN 'PERSON' THEN actor_id ELSE 0 END) STORED,
    role text NOT NULL,
    action text NOT NULL,
    thing text NOT NULL,
    thing_id bigint NOT NULL,
    facts jsonb NOT NULL,
    recorded timestamptz NOT NULL,
    at timestamptz NOT NULL,
    hash bytea NOT NULL
);
ALTER TABLE app.audit OWNER TO ksbb_owner;
CREATE INDEX audit_tenant ON app.audit (tenant_id, id);
CREATE INDEX audit_recorded ON app.audit (recorded, id);
CREATE INDEX audit_action ON app.audit (action, id);
CREATE INDEX audit_thing ON app.audit (thing, thing_id, id);
CREATE TABLE app.audit_unsealed (audit_id bigint PRIMARY KEY REFERENCES app.audit (id));
ALTER TABLE app.audit_unsealed OWNER TO ksbb_owner;
CREATE TABLE app.seal (
    number bigint PRIMARY KEY,
    previous_hash bytea NOT NULL,
    -- The hash of the hashes of its rows.
    rows_hash bytea NOT NULL,
    hash bytea NOT NULL UNIQUE,
    audit_ids bigint[] NOT NULL,
    at timestamptz NOT NULL DEFAULT clock_timestamp()
);
ALTER TABLE app.seal OWNER TO ksbb_owner;

CREATE FUNCTION app.audit_hash(a app.audit) RETURNS bytea LANGUAGE plpgsql AS 'placeholder';
ALTER FUNCTION app.audit_hash OWNER TO ksbb_owner;
GRANT EXECUTE ON FUNCTION app.audit_hash TO ksbb_engine, ksbb_tenant, ksbb_gov, ksbb_worker;

CREATE FUNCTION app.audit_stamp() RETURNS trigger LANGUAGE plpgsql AS 'placeholder';
ALTER FUNCTION app.audit_stamp OWNER TO ksbb_engine;
CREATE TRIGGER stamp BEFORE INSERT ON app.audit FOR EACH ROW EXECUTE FUNCTION app.audit_stamp();

CREATE FUNCTION app.audit_queue() RETURNS trigger LANGUAGE plpgsql AS 'placeholder';
ALTER FUNCTION app.audit_queue OWNER TO ksbb_engine;
CREATE TRIGGER queue AFTER INSERT ON app.audit REFERENCING NEW TABLE AS inserted
    FOR EACH STATEMENT EXECUTE FUNCTION app.audit_queue();

CREATE TRIGGER immutable BEFORE UPDATE OR DELETE ON app.audit
    FOR EACH ROW EXECUTE FUNCTION app.immutable();
CREATE TRIGGER immutable_whole BEFORE TRUNCATE ON app.audit
    FOR EACH STATEMENT EXECUTE FUNCTION app.immutable();
CREATE TRIGGER immutable BEFORE UPDATE OR DELETE ON app.seal
    FOR EACH ROW EXECUTE FUNCTION app.immutable();
CREATE TRIGGER immutable_whole BEFORE TRUNCATE ON app.seal
    FOR EACH STATEMENT EXECUTE FUNCTION app.immutable();

ALTER TABLE app.audit ENABLE ROW LEVEL SECURITY;
ALTER TABLE app.audit FORCE ROW LEVEL SECURITY;
-- 0 is whoever acts for no organisation: they are not one tenant.
CREATE POLICY own_select ON app.audit FOR SELECT TO ksbb_tenant
    USING (tenant_id = (SELECT sec.tenant()) AND tenant_id <> 0);
CREATE POLICY gov_select ON app.audit FOR SELECT TO ksbb_gov USING ((SELECT sec.is_pemprov()));
CREATE POLICY engine_select ON app.audit FOR SELECT TO ksbb_engine, ksbb_worker USING (true);
CREATE POLICY engine_insert ON app.audit FOR INSERT TO ksbb_engine WITH CHECK (true);
GRANT SELECT ON app.audit TO ksbb_tenant, ksbb_gov, ksbb_worker, ksbb_engine;
GRANT INSERT (event, action, thing, thing_id, facts) ON app.audit TO ksbb_engine;

ALTER TABLE app.audit_unsealed ENABLE ROW LEVEL SECURITY;
ALTER TABLE app.audit_unsealed FORCE ROW LEVEL SECURITY;
CREATE POLICY engine_select ON app.audit_unsealed FOR SELECT TO ksbb_engine USING (true);
CREATE POLICY engine_insert ON app.audit_unsealed FOR INSERT TO ksbb_engine WITH CHECK (true);
CREATE POLICY engine_update ON app.audit_unsealed FOR UPDATE TO ksbb_engine USING (true) WITH CHECK (true);
CREATE POLICY engine_delete ON app.audit_unsealed FOR DELETE TO ksbb_engine USING (true);
CREATE POLICY worker_select ON app.audit_unsealed FOR SELECT TO ksbb_worker USING (true);
-- The UPDATE of one column is there for SELECT ... FOR UPDATE alone.
GRANT SELECT, INSERT, DELETE, UPDATE (audit_id) ON app.audit_unsealed TO ksbb_engine;
GRANT SELECT ON app.audit_unsealed TO ksbb_worker;

ALTER TABLE app.seal ENABLE ROW LEVEL SECURITY;
ALTER TABLE app.seal FORCE ROW LEVEL SECURITY;
CREATE POLICY engine_select ON app.seal FOR SELECT TO ksbb_engine, ksbb_worker USING (true);
CREATE POLICY gov_select ON app.seal FOR SELECT TO ksbb_gov USING ((SELECT sec.is_pemprov()));
CREATE POLICY engine_insert ON app.seal FOR INSERT TO ksbb_engine WITH CHECK (true);
GRANT SELECT, INSERT ON app.seal TO ksbb_engine;
GRANT SELECT ON app.seal TO ksbb_worker, ksbb_gov;

CREATE FUNCTION app.seal_audit(at_most int DEFAULT 10000) RETURNS int
    LANGUAGE plpgsql AS 'placeholder';
ALTER FUNCTION app.seal_audit OWNER TO ksbb_engine;
GRANT EXECUTE ON FUNCTION app.seal_audit TO ksbb_worker;

CREATE FUNCTION app.event_parties(thing text, thing_id bigint)
    RETURNS TABLE (organisations bigint[], actor text, actor_id bigint) LANGUAGE plpgsql AS 'placeholder';
ALTER FUNCTION app.event_parties OWNER TO ksbb_engine;

CREATE FUNCTION app.record_event(kind text, action text, thing text, thing_id bigint, counterparty_id bigint,
    payload jsonb, facts jsonb)
    RETURNS void LANGUAGE plpgsql AS 'placeholder';
ALTER FUNCTION app.record_event OWNER TO ksbb_engine;
GRANT EXECUTE ON FUNCTION app.record_event TO ksbb_tenant, ksbb_gov, ksbb_engine, ksbb_worker;
