-- What every change leaves behind, in its own transaction.

-- Every mutation's key with the hash of its input and its answer.
CREATE TABLE app.idempotency (
    tenant_id bigint NOT NULL,
    person_id bigint NOT NULL,
    key uuid NOT NULL,
    request_hash bytea NOT NULL,
    result jsonb,
    at timestamptz NOT NULL DEFAULT clock_timestamp(),
    -- Not by organisation: who applied as one may act for it when they ask again.
    PRIMARY KEY (person_id, key)
);
ALTER TABLE app.idempotency OWNER TO ksbb_owner;
ALTER TABLE app.idempotency ENABLE ROW LEVEL SECURITY;
ALTER TABLE app.idempotency FORCE ROW LEVEL SECURITY;
CREATE POLICY own_select ON app.idempotency FOR SELECT TO ksbb_tenant, ksbb_gov
    USING (person_id = (SELECT sec.person()));
CREATE POLICY own_insert ON app.idempotency FOR INSERT TO ksbb_tenant, ksbb_gov
    WITH CHECK (tenant_id = (SELECT sec.tenant()) AND person_id = (SELECT sec.person())
                AND person_id <> 0);
CREATE POLICY own_update ON app.idempotency FOR UPDATE TO ksbb_tenant, ksbb_gov
    USING (person_id = (SELECT sec.person()) AND result IS NULL)
    WITH CHECK (person_id = (SELECT sec.person()));
GRANT SELECT, INSERT ON app.idempotency TO ksbb_tenant, ksbb_gov;
GRANT UPDATE (result) ON app.idempotency TO ksbb_tenant, ksbb_gov;

-- One event for each change, for the worker to deliver at least once.
CREATE TABLE app.outbox (
    id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    event uuid NOT NULL DEFAULT gen_random_uuid() UNIQUE,
    kind text NOT NULL,
    tenant_id bigint NOT NULL,
    other_id bigint,
    thing text NOT NULL,
    thing_id bigint NOT NULL,
    payload jsonb NOT NULL DEFAULT '{}',
    recorded timestamptz NOT NULL DEFAULT app.now(),
    handled_at timestamptz,
    attempts int NOT NULL DEFAULT 0,
    due timestamptz NOT NULL DEFAULT clock_timestamp(),
    fault text
);
ALTER TABLE app.outbox OWNER TO ksbb_owner;
CREATE INDEX outbox_waiting ON app.outbox (due) WHERE handled_at IS NULL;
ALTER TABLE app.outbox ENABLE ROW LEVEL SECURITY;
ALTER TABLE app.outbox FORCE ROW LEVEL SECURITY;
-- Everybody else goes through app.record().
CREATE POLICY engine_insert ON app.outbox FOR INSERT TO ksbb_engine, ksbb_worker WITH CHECK (true);
CREATE POLICY worker_select ON app.outbox FOR SELECT TO ksbb_worker USING (true);
CREATE POLICY worker_update ON app.outbox FOR UPDATE TO ksbb_worker USING (true) WITH CHECK (true);
GRANT INSERT (event, kind, tenant_id, other_id, thing, thing_id, payload)
    ON app.outbox TO ksbb_engine, ksbb_worker;
GRANT SELECT ON app.outbox TO ksbb_worker;
GRANT UPDATE (handled_at, attempts, due, fault) ON app.outbox TO ksbb_worker;

-- Who did what. Rows are immutable and hashed; the worker seals them into a chain.
CREATE TABLE app.audit (
    id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    event uuid NOT NULL UNIQUE,
    tenant_id bigint NOT NULL,
    person_id bigint NOT NULL,
    role text NOT NULL,
    act text NOT NULL,
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
CREATE INDEX audit_act ON app.audit (act, id);
CREATE INDEX audit_thing ON app.audit (thing, thing_id, id);
CREATE TABLE app.audit_unsealed (audit_id bigint PRIMARY KEY REFERENCES app.audit (id));
ALTER TABLE app.audit_unsealed OWNER TO ksbb_owner;
CREATE TABLE app.seal (
    no bigint PRIMARY KEY,
    prev bytea NOT NULL,
    root bytea NOT NULL,
    hash bytea NOT NULL UNIQUE,
    audit_ids bigint[] NOT NULL,
    at timestamptz NOT NULL DEFAULT clock_timestamp()
);
ALTER TABLE app.seal OWNER TO ksbb_owner;

CREATE FUNCTION app.audit_hash(a app.audit) RETURNS bytea LANGUAGE sql IMMUTABLE
SET search_path = pg_catalog, public, pg_temp
AS $$
    SELECT sha256(convert_to(concat_ws('|', a.id, a.event, a.tenant_id, a.person_id, a.role, a.act,
        a.thing, a.thing_id, a.facts::text, extract(epoch FROM a.recorded), extract(epoch FROM a.at)),
        'UTF8'))
$$;
ALTER FUNCTION app.audit_hash(app.audit) OWNER TO ksbb_owner;
GRANT EXECUTE ON FUNCTION app.audit_hash(app.audit)
    TO ksbb_engine, ksbb_tenant, ksbb_gov, ksbb_worker;

-- The writer names the act; who and when come from the context and the clocks.
CREATE FUNCTION app.audit_stamp() RETURNS trigger LANGUAGE plpgsql
SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp
AS $$
DECLARE claims text[] := sec.claims();
BEGIN
    NEW.tenant_id := coalesce(claims[1]::bigint, 0);
    NEW.person_id := coalesce(claims[2]::bigint, 0);
    NEW.role := coalesce(claims[4], 'SYSTEM');
    NEW.recorded := app.now();
    NEW.at := clock_timestamp();
    NEW.hash := app.audit_hash(NEW);
    RETURN NEW;
END $$;
ALTER FUNCTION app.audit_stamp() OWNER TO ksbb_engine;
CREATE TRIGGER stamp BEFORE INSERT ON app.audit FOR EACH ROW EXECUTE FUNCTION app.audit_stamp();

CREATE FUNCTION app.audit_queue() RETURNS trigger LANGUAGE plpgsql
SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp
AS $$
BEGIN
    INSERT INTO app.audit_unsealed SELECT id FROM inserted;
    RETURN NULL;
END $$;
ALTER FUNCTION app.audit_queue() OWNER TO ksbb_engine;
CREATE TRIGGER queue AFTER INSERT ON app.audit REFERENCING NEW TABLE AS inserted
    FOR EACH STATEMENT EXECUTE FUNCTION app.audit_queue();

-- Immutable tables share this: a superuser's slip fails too.
CREATE FUNCTION app.immutable() RETURNS trigger LANGUAGE plpgsql
SET search_path = pg_catalog, pg_temp
AS $$
BEGIN
    RAISE EXCEPTION '%.% is append-only', TG_TABLE_SCHEMA, TG_TABLE_NAME
        USING ERRCODE = 'integrity_constraint_violation';
END $$;
ALTER FUNCTION app.immutable() OWNER TO ksbb_owner;
GRANT EXECUTE ON FUNCTION app.immutable() TO ksbb_owner, ksbb_engine;
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
CREATE POLICY gov_select ON app.audit FOR SELECT TO ksbb_gov USING ((SELECT sec.pemprov()));
CREATE POLICY engine_select ON app.audit FOR SELECT TO ksbb_engine, ksbb_worker USING (true);
CREATE POLICY engine_insert ON app.audit FOR INSERT TO ksbb_engine WITH CHECK (true);
GRANT SELECT ON app.audit TO ksbb_tenant, ksbb_gov, ksbb_worker, ksbb_engine;
GRANT INSERT (event, act, thing, thing_id, facts) ON app.audit TO ksbb_engine;

ALTER TABLE app.audit_unsealed ENABLE ROW LEVEL SECURITY;
ALTER TABLE app.audit_unsealed FORCE ROW LEVEL SECURITY;
CREATE POLICY engine_all_select ON app.audit_unsealed FOR SELECT TO ksbb_engine USING (true);
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
CREATE POLICY gov_select ON app.seal FOR SELECT TO ksbb_gov USING ((SELECT sec.pemprov()));
CREATE POLICY engine_insert ON app.seal FOR INSERT TO ksbb_engine WITH CHECK (true);
GRANT SELECT, INSERT ON app.seal TO ksbb_engine;
GRANT SELECT ON app.seal TO ksbb_worker, ksbb_gov;

-- Seals what is finished: the rows that wait, in id order, into the next link of the chain.
-- Returns how many. One sealer at a time.
CREATE FUNCTION app.seal_audit(at_most int DEFAULT 10000) RETURNS int LANGUAGE plpgsql
SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp
AS $$
DECLARE
    ids bigint[];
    root bytea;
    last app.seal;
BEGIN
    PERFORM pg_advisory_xact_lock(hashtext('ksbb seal'));
    SELECT array_agg(audit_id ORDER BY audit_id) INTO ids FROM (
        SELECT audit_id FROM app.audit_unsealed ORDER BY audit_id
        LIMIT at_most FOR UPDATE SKIP LOCKED) waiting;
    IF ids IS NULL THEN
        RETURN 0;
    END IF;
    SELECT sha256(string_agg(hash, ''::bytea ORDER BY id)) INTO root FROM app.audit WHERE id = ANY (ids);
    SELECT * INTO last FROM app.seal ORDER BY no DESC LIMIT 1;
    INSERT INTO app.seal (no, prev, root, hash, audit_ids)
    VALUES (coalesce(last.no, 0) + 1, coalesce(last.hash, ''::bytea), root,
            sha256(coalesce(last.hash, ''::bytea) || root), ids);
    DELETE FROM app.audit_unsealed WHERE audit_id = ANY (ids);
    RETURN cardinality(ids);
END $$;
ALTER FUNCTION app.seal_audit(int) OWNER TO ksbb_engine;
GRANT EXECUTE ON FUNCTION app.seal_audit(int) TO ksbb_worker;

-- Whom a thing concerns: the organisations and people who may say that something happened to
-- it, and the organisations to which it may be said. No row: there is no such thing.
CREATE FUNCTION app.concerned(thing text, thing_id bigint)
RETURNS TABLE (organisations bigint[], person bigint)
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp
AS $$
#variable_conflict use_variable
BEGIN
    CASE thing
    WHEN 'pledge' THEN RETURN QUERY
        SELECT ARRAY[p.donor_id, p.executor_id], NULL::bigint FROM app.pledge p WHERE p.id = thing_id;
    WHEN 'contribution' THEN RETURN QUERY
        SELECT ARRAY[c.donor_id, c.executor_id], NULL::bigint FROM app.contribution c
        WHERE c.id = thing_id;
    WHEN 'agreement' THEN RETURN QUERY
        SELECT ARRAY[a.aggregator_id], NULL::bigint FROM app.agreement a WHERE a.id = thing_id;
    WHEN 'permit' THEN RETURN QUERY
        SELECT ARRAY[p.aggregator_id], NULL::bigint FROM app.permit p WHERE p.id = thing_id;
    WHEN 'organisation' THEN RETURN QUERY
        SELECT ARRAY[o.id], CASE WHEN o.state = 'applied' THEN o.created_by END
        FROM app.organisation o WHERE o.id = thing_id;
    WHEN 'invitation' THEN RETURN QUERY
        SELECT ARRAY[i.organisation_id], NULL::bigint FROM app.invitation i WHERE i.id = thing_id;
    WHEN 'membership' THEN RETURN QUERY
        SELECT ARRAY[m.organisation_id], m.person_id FROM app.membership m WHERE m.id = thing_id;
    WHEN 'person' THEN RETURN QUERY
        SELECT '{}'::bigint[], p.id FROM app.person p WHERE p.id = thing_id;
    WHEN 'export' THEN RETURN QUERY
        -- Of an organisation's rows; whoever took it, whatever their role, says so themselves.
        SELECT ARRAY[o.id], sec.person() FROM app.organisation o WHERE o.id = thing_id;
    ELSE
        -- Programmes, phases, needs, areas: nobody's but the Pemprov's.
        RETURN QUERY SELECT '{}'::bigint[], NULL::bigint;
    END CASE;
END $$;
ALTER FUNCTION app.concerned(text, bigint) OWNER TO ksbb_engine;

-- One event and one audit row for one change; the same id on both. Written by nothing else, so
-- that no event reaches an organisation from one that has nothing to do with the thing.
CREATE FUNCTION app.record(kind text, act text, thing text, thing_id bigint, other_id bigint,
                           payload jsonb, facts jsonb) RETURNS void
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp
AS $$
DECLARE
    event uuid := gen_random_uuid();
    who record;
BEGIN
    IF session_user IN ('ksbb_tenant', 'ksbb_gov') THEN
        SELECT * INTO who FROM app.concerned(thing, thing_id);
        IF NOT coalesce((sec.person() = who.person)
                        OR (sec.acts() AND (sec.pemprov() OR sec.tenant() = ANY (who.organisations))),
                        false)
           OR (other_id IS NOT NULL
               AND NOT coalesce(other_id = ANY (who.organisations), false)) THEN
            RAISE EXCEPTION 'nothing of yours to record' USING ERRCODE = 'insufficient_privilege';
        END IF;
    END IF;
    INSERT INTO app.outbox (event, kind, tenant_id, other_id, thing, thing_id, payload)
    VALUES (event, kind, coalesce(sec.tenant(), 0), other_id, thing, thing_id, payload);
    INSERT INTO app.audit (event, act, thing, thing_id, facts)
    VALUES (event, act, thing, thing_id, facts);
END $$;
ALTER FUNCTION app.record(text, text, text, bigint, bigint, jsonb, jsonb) OWNER TO ksbb_engine;
GRANT EXECUTE ON FUNCTION app.record(text, text, text, bigint, bigint, jsonb, jsonb)
    TO ksbb_tenant, ksbb_gov, ksbb_engine, ksbb_worker;

-- Which state may follow which, and by whom; each slice's rules write their rows here, and a
-- test compares them. Before a thing exists its state is ''.
CREATE TABLE app.transition (
    thing text NOT NULL,
    was text NOT NULL,
    becomes text NOT NULL,
    party text NOT NULL CHECK (party IN ('ANYBODY', 'GIVER', 'EXECUTOR', 'PEMPROV', 'SYSTEM')),
    reason_required boolean NOT NULL DEFAULT false,
    another_person boolean NOT NULL DEFAULT false,
    PRIMARY KEY (thing, was, becomes, party)
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
    was text NOT NULL,
    becomes text NOT NULL,
    party text NOT NULL,
    tenant_id bigint NOT NULL,
    person_id bigint NOT NULL,
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
CREATE POLICY gov_select ON app.step FOR SELECT TO ksbb_gov USING ((SELECT sec.pemprov()));
CREATE POLICY engine_select ON app.step FOR SELECT TO ksbb_engine, ksbb_worker USING (true);
CREATE POLICY engine_insert ON app.step FOR INSERT TO ksbb_engine WITH CHECK (true);
GRANT SELECT ON app.step TO ksbb_tenant, ksbb_gov, ksbb_engine, ksbb_worker;
GRANT INSERT ON app.step TO ksbb_engine;

-- The generic guard. Arguments: thing, giver's column, executor's column, and 'engine' where
-- only the engine's functions write the table (then SYSTEM is among the acting parties).
CREATE FUNCTION app.step_guard() RETURNS trigger LANGUAGE plpgsql
SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp
AS $$
DECLARE
    row jsonb := to_jsonb(NEW);
    claims text[] := sec.claims();
    tenant bigint := coalesce(claims[1]::bigint, 0);
    person bigint := coalesce(claims[2]::bigint, 0);
    giver bigint := (row ->> TG_ARGV[1])::bigint;
    executor bigint := (row ->> TG_ARGV[2])::bigint;
    was_state text := '';
    reason_given text := nullif(row ->> 'reason', '');
    parties text[] := '{ANYBODY}';
    allowed app.transition;
BEGIN
    IF TG_OP = 'UPDATE' THEN
        IF OLD.state = NEW.state THEN
            RETURN NULL;
        END IF;
        was_state := OLD.state;
    END IF;
    -- In order of precedence: the first that may is written as the acting party.
    IF session_user = 'ksbb_worker' OR (TG_NARGS > 3 AND reason_given = 'LAPSED') THEN
        parties := '{SYSTEM}';
    ELSIF claims[4] IN ('OWNER', 'OPERATOR') THEN
        IF tenant = giver THEN parties := array_append(parties, 'GIVER'); END IF;
        IF tenant = executor THEN parties := array_append(parties, 'EXECUTOR'); END IF;
        IF claims[3] = 'PEMPROV' THEN parties := array_append(parties, 'PEMPROV'); END IF;
    END IF;
    SELECT * INTO allowed FROM app.transition t
    WHERE t.thing = TG_ARGV[0] AND t.was = was_state AND t.becomes = NEW.state
      AND t.party = ANY (parties)
    ORDER BY array_position('{SYSTEM,PEMPROV,GIVER,EXECUTOR,ANYBODY}'::text[], t.party)
    LIMIT 1;
    IF allowed IS NULL THEN
        RAISE EXCEPTION '% may not go from % to % by %', TG_ARGV[0], was_state, NEW.state, parties
            USING ERRCODE = 'KS001';
    END IF;
    IF allowed.reason_required AND reason_given IS NULL THEN
        RAISE EXCEPTION '% to % needs a reason', TG_ARGV[0], NEW.state USING ERRCODE = 'KS002';
    END IF;
    IF allowed.another_person AND person = (row ->> 'created_by')::bigint THEN
        RAISE EXCEPTION 'who approves is not who wrote' USING ERRCODE = 'KS003';
    END IF;
    INSERT INTO app.step (thing, thing_id, was, becomes, party, tenant_id, person_id, reason,
                          effective, recorded, giver_id, executor_id)
    VALUES (TG_ARGV[0], NEW.id, was_state, NEW.state, allowed.party, tenant, person, reason_given,
            app.today(), app.now(), giver, executor);
    RETURN NULL;
END $$;
ALTER FUNCTION app.step_guard() OWNER TO ksbb_engine;

-- A reason belongs to its step: nobody rewrites why something was rejected.
CREATE FUNCTION app.reason_guard() RETURNS trigger LANGUAGE plpgsql
SET search_path = pg_catalog, pg_temp
AS $$
BEGIN
    IF OLD.state = NEW.state AND OLD.reason IS DISTINCT FROM NEW.reason THEN
        RAISE EXCEPTION 'a reason belongs to its step' USING ERRCODE = 'KS001';
    END IF;
    RETURN NEW;
END $$;
ALTER FUNCTION app.reason_guard() OWNER TO ksbb_owner;

-- What anybody may read has no row policies: this holds the Pemprov's login to its claims.
-- current_user: what the engine keeps up to date there was judged where it was written.
CREATE FUNCTION app.registry_guard() RETURNS trigger LANGUAGE plpgsql
SET search_path = pg_catalog, public, pg_temp
AS $$
BEGIN
    IF current_user = 'ksbb_gov' AND NOT coalesce(sec.pemprov() AND sec.acts(), false) THEN
        RAISE EXCEPTION '%.% is kept by the Pemprov', TG_TABLE_SCHEMA, TG_TABLE_NAME
            USING ERRCODE = 'insufficient_privilege';
    END IF;
    RETURN NULL;
END $$;
ALTER FUNCTION app.registry_guard() OWNER TO ksbb_owner;
