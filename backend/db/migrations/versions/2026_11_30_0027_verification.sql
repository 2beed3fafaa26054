-- The sample: what was first reported on a day is listed, a later seal of the audit decides what is
-- drawn, and verifiers look at it.

-- How many deliveries are drawn in a week, on average, beside those that are always drawn.
ALTER TABLE pub.programme ADD COLUMN verified_weekly int NOT NULL DEFAULT 21 CHECK (verified_weekly > 0);

-- What anybody may see of the audit's seals: they come every few seconds, and nobody can choose them.
CREATE TABLE pub.seal (
    number bigint PRIMARY KEY,
    hash bytea NOT NULL UNIQUE CHECK (length(hash) = 32),
    sealed_at timestamptz NOT NULL DEFAULT clock_timestamp()
);
ALTER TABLE pub.seal OWNER TO ksbb_owner;
GRANT SELECT ON pub.seal TO ksbb_public, ksbb_tenant, ksbb_gov, ksbb_worker, ksbb_engine;
GRANT INSERT ON pub.seal TO ksbb_engine;
INSERT INTO pub.seal SELECT number, hash, at FROM app.seal;

-- The list of one day, made after it has ended.
CREATE TABLE pub.sample (
    id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    day date NOT NULL UNIQUE,
    -- How many are drawn on average, beside those that are always drawn.
    quota int NOT NULL CHECK (quota > 0),
    -- NULL only while the list is being written.
    list_hash bytea CHECK (length(list_hash) = 32),
    listed_at timestamptz NOT NULL DEFAULT app.now(),
    -- The seal that decides: the first one after the list.
    seal_number bigint NOT NULL,
    drawn_at timestamptz
);
ALTER TABLE pub.sample OWNER TO ksbb_owner;
GRANT SELECT ON pub.sample TO ksbb_public, ksbb_tenant, ksbb_gov, ksbb_worker, ksbb_engine;
GRANT INSERT, UPDATE (list_hash, drawn_at) ON pub.sample TO ksbb_engine;

-- One delivery of the list, with its chance out of a million.
CREATE TABLE pub.sample_entry (
    stop_id bigint PRIMARY KEY REFERENCES app.stop (id),
    sample_id bigint NOT NULL REFERENCES pub.sample (id),
    executor_id bigint NOT NULL REFERENCES pub.organisation (id),
    unit_id bigint NOT NULL REFERENCES pub.unit (id),
    weight int NOT NULL CHECK (weight > 0),
    chance int NOT NULL CHECK (chance BETWEEN 30000 AND 1000000),
    -- NULL until the seal has decided.
    drawn boolean
);
ALTER TABLE pub.sample_entry OWNER TO ksbb_owner;
CREATE INDEX sample_entry_sample ON pub.sample_entry (sample_id, stop_id);
CREATE INDEX sample_entry_executor ON pub.sample_entry (executor_id, stop_id);
GRANT SELECT ON pub.sample_entry TO ksbb_public, ksbb_tenant, ksbb_gov, ksbb_worker, ksbb_engine;
GRANT INSERT, UPDATE (drawn) ON pub.sample_entry TO ksbb_engine;

-- The worker looks for what was reported since the last list.
CREATE INDEX handover_recorded ON app.handover (recorded);

-- A drawn delivery, and who looks at it.
CREATE TABLE app.verification (
    id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    stop_id bigint NOT NULL UNIQUE REFERENCES pub.sample_entry (stop_id),
    executor_id bigint NOT NULL,
    -- The kelurahan of the unit.
    area_id bigint NOT NULL,
    state text NOT NULL CHECK (state IN ('drawn', 'agrees', 'differs')),
    reason text,
    -- NULL while nobody is free to look.
    verifier_id bigint REFERENCES app.person (id),
    recorded timestamptz NOT NULL DEFAULT app.now(),
    UNIQUE (id, stop_id, executor_id),
    FOREIGN KEY (stop_id, executor_id, area_id) REFERENCES app.stop (id, executor_id, area_id)
);
ALTER TABLE app.verification OWNER TO ksbb_owner;
CREATE INDEX verification_verifier ON app.verification (verifier_id, id);
CREATE INDEX verification_executor ON app.verification (executor_id, id);
CREATE INDEX verification_state ON app.verification (state, id);

-- One look at a drawn delivery; a correction is a new one.
CREATE TABLE app.look (
    id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    verification_id bigint NOT NULL,
    stop_id bigint NOT NULL,
    executor_id bigint NOT NULL,
    handover_id bigint NOT NULL REFERENCES app.handover (id),
    agrees boolean NOT NULL,
    visited_on date NOT NULL,
    note text NOT NULL DEFAULT '' CHECK (length(note) <= 2000),
    -- Why it replaces an earlier look.
    reason text CHECK (length(reason) BETWEEN 1 AND 500),
    verifier_id bigint NOT NULL REFERENCES app.person (id),
    recorded timestamptz NOT NULL DEFAULT app.now(),
    UNIQUE (id, stop_id, executor_id),
    FOREIGN KEY (verification_id, stop_id, executor_id)
        REFERENCES app.verification (id, stop_id, executor_id)
);
ALTER TABLE app.look OWNER TO ksbb_owner;
CREATE INDEX look_verification ON app.look (verification_id, id);
CREATE INDEX look_executor ON app.look (executor_id, id);

-- Packages of one kind: what counted before the look, and what the verifier counted.
CREATE TABLE app.look_count (
    look_id bigint NOT NULL,
    stop_id bigint NOT NULL,
    executor_id bigint NOT NULL,
    package_id bigint NOT NULL REFERENCES pub.package (id),
    good_before int NOT NULL CHECK (good_before >= 0),
    damaged_before int NOT NULL CHECK (damaged_before >= 0),
    missing_before int NOT NULL CHECK (missing_before >= 0),
    brought_back int NOT NULL CHECK (brought_back >= 0),
    good int NOT NULL CHECK (good BETWEEN 0 AND 10000000),
    damaged int NOT NULL CHECK (damaged BETWEEN 0 AND 10000000),
    PRIMARY KEY (look_id, package_id),
    FOREIGN KEY (look_id, stop_id, executor_id) REFERENCES app.look (id, stop_id, executor_id)
);
ALTER TABLE app.look_count OWNER TO ksbb_owner;
CREATE INDEX look_count_executor ON app.look_count (executor_id, look_id);

CREATE TRIGGER immutable BEFORE UPDATE OR DELETE ON app.look
    FOR EACH ROW EXECUTE FUNCTION app.immutable();
CREATE TRIGGER immutable_whole BEFORE TRUNCATE ON app.look
    FOR EACH STATEMENT EXECUTE FUNCTION app.immutable();
CREATE TRIGGER immutable BEFORE UPDATE OR DELETE ON app.look_count
    FOR EACH ROW EXECUTE FUNCTION app.immutable();
CREATE TRIGGER immutable_whole BEFORE TRUNCATE ON app.look_count
    FOR EACH STATEMENT EXECUTE FUNCTION app.immutable();

INSERT INTO app.transition (thing, from_state, to_state, party, reason_required, another_person) VALUES
    ('verification', '', 'drawn', 'SYSTEM', false, false),
    ('verification', 'drawn', 'agrees', 'VERIFIER', false, false),
    ('verification', 'drawn', 'differs', 'VERIFIER', false, false),
    ('verification', 'agrees', 'differs', 'VERIFIER', true, false),
    ('verification', 'differs', 'agrees', 'VERIFIER', true, false),
    ('handover', 'resolved', 'disputed', 'VERIFIER', false, false),
    -- A look was corrected.
    ('handover', 'verified', 'disputed', 'VERIFIER', true, false),
    ('handover', 'disputed', 'verified', 'VERIFIER', true, true);
CREATE TRIGGER reason BEFORE UPDATE OF reason ON app.verification
    FOR EACH ROW EXECUTE FUNCTION app.reason_guard();
CREATE TRIGGER step AFTER INSERT OR UPDATE OF state ON app.verification
    FOR EACH ROW EXECUTE FUNCTION app.step_guard('verification', 'executor_id', 'executor_id', 'engine');

-- The stops that were drawn for the context's verifier; NULL for everybody else.
CREATE FUNCTION sec.verifier_stops() RETURNS bigint[] LANGUAGE plpgsql AS 'placeholder';
ALTER FUNCTION sec.verifier_stops OWNER TO ksbb_engine;
GRANT EXECUTE ON FUNCTION sec.verifier_stops TO ksbb_gov;

CREATE FUNCTION app.sample_weight(stop bigint) RETURNS int LANGUAGE plpgsql AS 'placeholder';
ALTER FUNCTION app.sample_weight OWNER TO ksbb_engine;

CREATE FUNCTION app.sample_is_certain(stop bigint) RETURNS boolean LANGUAGE plpgsql AS 'placeholder';
ALTER FUNCTION app.sample_is_certain OWNER TO ksbb_engine;

CREATE FUNCTION pub.sample_list_hash(this bigint) RETURNS bytea LANGUAGE plpgsql AS 'placeholder';
ALTER FUNCTION pub.sample_list_hash OWNER TO ksbb_owner;
GRANT EXECUTE ON FUNCTION pub.sample_list_hash TO ksbb_public, ksbb_tenant, ksbb_gov, ksbb_worker, ksbb_engine;

CREATE FUNCTION pub.sample_draws(seal bytea, stop bigint, chance int) RETURNS boolean
    LANGUAGE plpgsql AS 'placeholder';
ALTER FUNCTION pub.sample_draws OWNER TO ksbb_owner;
GRANT EXECUTE ON FUNCTION pub.sample_draws TO ksbb_public, ksbb_tenant, ksbb_gov, ksbb_worker, ksbb_engine;

CREATE FUNCTION app.list_sample() RETURNS int LANGUAGE plpgsql AS 'placeholder';
ALTER FUNCTION app.list_sample OWNER TO ksbb_engine;
GRANT EXECUTE ON FUNCTION app.list_sample TO ksbb_worker;

CREATE FUNCTION app.draw_sample() RETURNS int LANGUAGE plpgsql AS 'placeholder';
ALTER FUNCTION app.draw_sample OWNER TO ksbb_engine;
GRANT EXECUTE ON FUNCTION app.draw_sample TO ksbb_worker;

CREATE FUNCTION app.verifier_may(person bigint, stop bigint) RETURNS boolean
    LANGUAGE plpgsql AS 'placeholder';
ALTER FUNCTION app.verifier_may OWNER TO ksbb_engine;

CREATE FUNCTION app.assign_verifiers() RETURNS int LANGUAGE plpgsql AS 'placeholder';
ALTER FUNCTION app.assign_verifiers OWNER TO ksbb_engine;
GRANT EXECUTE ON FUNCTION app.assign_verifiers TO ksbb_worker;

CREATE FUNCTION app.verification_assign(this bigint, verifier bigint) RETURNS void
    LANGUAGE plpgsql AS 'placeholder';
ALTER FUNCTION app.verification_assign OWNER TO ksbb_engine;
GRANT EXECUTE ON FUNCTION app.verification_assign TO ksbb_gov;

-- An element of counts: {"package": 1, "good": 93, "damaged": 5}.
CREATE FUNCTION app.delivery_verify(this bigint, visited date, note text, counts jsonb, why text)
    RETURNS bigint LANGUAGE plpgsql AS 'placeholder';
ALTER FUNCTION app.delivery_verify OWNER TO ksbb_engine;
GRANT EXECUTE ON FUNCTION app.delivery_verify TO ksbb_gov;

CREATE FUNCTION app.handover_verified(this bigint, yes boolean, why text) RETURNS void
    LANGUAGE plpgsql AS 'placeholder';
ALTER FUNCTION app.handover_verified OWNER TO ksbb_engine;

ALTER TABLE app.verification ENABLE ROW LEVEL SECURITY;
ALTER TABLE app.verification FORCE ROW LEVEL SECURITY;
ALTER TABLE app.look ENABLE ROW LEVEL SECURITY;
ALTER TABLE app.look FORCE ROW LEVEL SECURITY;
ALTER TABLE app.look_count ENABLE ROW LEVEL SECURITY;
ALTER TABLE app.look_count FORCE ROW LEVEL SECURITY;

CREATE POLICY executor_select ON app.verification FOR SELECT TO ksbb_tenant
    USING (executor_id = (SELECT sec.tenant()));
CREATE POLICY gov_select ON app.verification FOR SELECT TO ksbb_gov USING ((SELECT sec.is_pemprov()));
CREATE POLICY verifier_select ON app.verification FOR SELECT TO ksbb_gov
    USING (stop_id = ANY ((SELECT sec.verifier_stops())::bigint[]));
CREATE POLICY engine_select ON app.verification FOR SELECT TO ksbb_engine, ksbb_worker USING (true);
CREATE POLICY engine_insert ON app.verification FOR INSERT TO ksbb_engine WITH CHECK (true);
CREATE POLICY engine_update ON app.verification FOR UPDATE TO ksbb_engine USING (true) WITH CHECK (true);
CREATE POLICY executor_select ON app.look FOR SELECT TO ksbb_tenant
    USING (executor_id = (SELECT sec.tenant()));
CREATE POLICY gov_select ON app.look FOR SELECT TO ksbb_gov USING ((SELECT sec.is_pemprov()));
CREATE POLICY verifier_select ON app.look FOR SELECT TO ksbb_gov
    USING (stop_id = ANY ((SELECT sec.verifier_stops())::bigint[]));
CREATE POLICY engine_select ON app.look FOR SELECT TO ksbb_engine, ksbb_worker USING (true);
CREATE POLICY engine_insert ON app.look FOR INSERT TO ksbb_engine WITH CHECK (true);
CREATE POLICY executor_select ON app.look_count FOR SELECT TO ksbb_tenant
    USING (executor_id = (SELECT sec.tenant()));
CREATE POLICY gov_select ON app.look_count FOR SELECT TO ksbb_gov USING ((SELECT sec.is_pemprov()));
CREATE POLICY verifier_select ON app.look_count FOR SELECT TO ksbb_gov
    USING (stop_id = ANY ((SELECT sec.verifier_stops())::bigint[]));
CREATE POLICY engine_select ON app.look_count FOR SELECT TO ksbb_engine, ksbb_worker USING (true);
CREATE POLICY engine_insert ON app.look_count FOR INSERT TO ksbb_engine WITH CHECK (true);
CREATE POLICY verifier_select ON app.stop FOR SELECT TO ksbb_gov
    USING (id = ANY ((SELECT sec.verifier_stops())::bigint[]));
CREATE POLICY verifier_select ON app.handover FOR SELECT TO ksbb_gov
    USING (stop_id = ANY ((SELECT sec.verifier_stops())::bigint[]));
CREATE POLICY verifier_select ON app.handover_count FOR SELECT TO ksbb_gov
    USING (stop_id = ANY ((SELECT sec.verifier_stops())::bigint[]));
CREATE POLICY verifier_select ON app.proof FOR SELECT TO ksbb_gov
    USING (stop_id = ANY ((SELECT sec.verifier_stops())::bigint[]));
CREATE POLICY verifier_select ON app.evidence FOR SELECT TO ksbb_gov
    USING (stop_id = ANY ((SELECT sec.verifier_stops())::bigint[]));
GRANT SELECT ON app.verification, app.look, app.look_count TO ksbb_tenant, ksbb_gov, ksbb_worker, ksbb_engine;
GRANT INSERT ON app.verification, app.look, app.look_count TO ksbb_engine;
GRANT UPDATE (state, reason, verifier_id) ON app.verification TO ksbb_engine;
