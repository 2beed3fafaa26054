-- Who acts without an account, or for an area alone: shifts of couriers, slips of units, officers of a
-- kelurahan. Tokens and codes are kept as hashes; times are real time.

-- The kelurahan whose deliveries an officer of the Pemprov sees and attests.
CREATE TABLE app.officer_area (
    person_id bigint NOT NULL REFERENCES app.person (id),
    area_id bigint NOT NULL REFERENCES pub.area (id),
    created_by bigint NOT NULL,
    -- Since when the officer no longer looks after it.
    ended_on date,
    PRIMARY KEY (person_id, area_id)
);
ALTER TABLE app.officer_area OWNER TO ksbb_owner;
CREATE INDEX officer_area_area ON app.officer_area (area_id, person_id);
ALTER TABLE app.officer_area ENABLE ROW LEVEL SECURITY;
ALTER TABLE app.officer_area FORCE ROW LEVEL SECURITY;
CREATE POLICY gov_select ON app.officer_area FOR SELECT TO ksbb_gov USING ((SELECT sec.is_pemprov()));
CREATE POLICY own_select ON app.officer_area FOR SELECT TO ksbb_gov, ksbb_tenant
    USING (person_id = (SELECT sec.person()));
CREATE POLICY gov_insert ON app.officer_area FOR INSERT TO ksbb_gov
    WITH CHECK ((SELECT sec.is_pemprov()) AND (SELECT sec.role()) = 'OWNER'
                AND created_by = (SELECT sec.person()));
CREATE POLICY gov_update ON app.officer_area FOR UPDATE TO ksbb_gov
    USING ((SELECT sec.is_pemprov()) AND (SELECT sec.role()) = 'OWNER')
    WITH CHECK ((SELECT sec.is_pemprov()) AND (SELECT sec.role()) = 'OWNER');
CREATE POLICY engine_select ON app.officer_area FOR SELECT TO ksbb_engine, ksbb_worker USING (true);
CREATE POLICY engine_insert ON app.officer_area FOR INSERT TO ksbb_engine WITH CHECK (true);
CREATE POLICY engine_update ON app.officer_area FOR UPDATE TO ksbb_engine USING (true) WITH CHECK (true);
GRANT SELECT ON app.officer_area TO ksbb_gov, ksbb_tenant, ksbb_engine, ksbb_worker;
GRANT INSERT (person_id, area_id, created_by), UPDATE (ended_on) ON app.officer_area TO ksbb_gov, ksbb_engine;

CREATE FUNCTION app.officer_area_guard() RETURNS trigger LANGUAGE plpgsql AS 'placeholder';
ALTER FUNCTION app.officer_area_guard OWNER TO ksbb_engine;
CREATE TRIGGER guard BEFORE INSERT OR UPDATE ON app.officer_area
    FOR EACH ROW EXECUTE FUNCTION app.officer_area_guard();

-- A link for couriers without an account: it opens on one phone and reports the stops that name it.
CREATE TABLE app.shift (
    id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    executor_id bigint NOT NULL REFERENCES app.organisation (id),
    label text NOT NULL CHECK (length(label) BETWEEN 1 AND 80),
    token_hash bytea NOT NULL UNIQUE CHECK (length(token_hash) = 32),
    created_at timestamptz NOT NULL DEFAULT clock_timestamp(),
    ends_at timestamptz NOT NULL DEFAULT clock_timestamp() + interval '96 hours',
    revoked_at timestamptz,
    created_by bigint NOT NULL,
    UNIQUE (id, executor_id)
);
ALTER TABLE app.shift OWNER TO ksbb_owner;
CREATE INDEX shift_executor ON app.shift (executor_id, id);
ALTER TABLE app.shift ENABLE ROW LEVEL SECURITY;
ALTER TABLE app.shift FORCE ROW LEVEL SECURITY;
CREATE POLICY executor_select ON app.shift FOR SELECT TO ksbb_tenant
    USING (executor_id = (SELECT sec.tenant()));
CREATE POLICY gov_select ON app.shift FOR SELECT TO ksbb_gov USING ((SELECT sec.is_pemprov()));
CREATE POLICY engine_select ON app.shift FOR SELECT TO ksbb_engine USING (true);
CREATE POLICY engine_insert ON app.shift FOR INSERT TO ksbb_engine WITH CHECK (true);
CREATE POLICY engine_update ON app.shift FOR UPDATE TO ksbb_engine USING (true) WITH CHECK (true);
-- Nobody reads the hashes but the functions that compare them.
GRANT SELECT (id, executor_id, label, created_at, ends_at, revoked_at, created_by)
    ON app.shift TO ksbb_tenant, ksbb_gov;
GRANT SELECT, INSERT, UPDATE (revoked_at) ON app.shift TO ksbb_engine;

-- A unit's paper for one phase: its QR holds the slip, its codes are typed.
CREATE TABLE app.slip (
    id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    unit_id bigint NOT NULL REFERENCES pub.unit (id),
    phase_id bigint NOT NULL REFERENCES pub.phase (id),
    area_id bigint NOT NULL REFERENCES pub.area (id),
    token_hash bytea NOT NULL UNIQUE CHECK (length(token_hash) = 32),
    printed_on date NOT NULL DEFAULT app.today(),
    printed_by bigint NOT NULL,
    -- Set when it was printed again: unused codes of it are void.
    void_on date
);
ALTER TABLE app.slip OWNER TO ksbb_owner;
CREATE UNIQUE INDEX slip_valid ON app.slip (unit_id, phase_id) WHERE void_on IS NULL;
CREATE INDEX slip_area ON app.slip (area_id, id);
ALTER TABLE app.slip ENABLE ROW LEVEL SECURITY;
ALTER TABLE app.slip FORCE ROW LEVEL SECURITY;
CREATE POLICY pemprov_select ON app.slip FOR SELECT TO ksbb_gov, ksbb_tenant USING ((SELECT sec.is_pemprov()));
CREATE POLICY officer_select ON app.slip FOR SELECT TO ksbb_gov
    USING (area_id = ANY ((SELECT sec.areas())::bigint[]));
CREATE POLICY engine_select ON app.slip FOR SELECT TO ksbb_engine, ksbb_worker USING (true);
CREATE POLICY engine_insert ON app.slip FOR INSERT TO ksbb_engine WITH CHECK (true);
CREATE POLICY engine_update ON app.slip FOR UPDATE TO ksbb_engine USING (true) WITH CHECK (true);
GRANT SELECT (id, unit_id, phase_id, area_id, printed_on, printed_by, void_on) ON app.slip TO ksbb_gov, ksbb_tenant;
GRANT SELECT ON app.slip TO ksbb_worker;
GRANT SELECT, INSERT, UPDATE (void_on) ON app.slip TO ksbb_engine;

-- One-time codes, kept as HMAC with a key outside the database.
CREATE TABLE app.slip_code (
    id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    slip_id bigint NOT NULL REFERENCES app.slip (id),
    code_hmac bytea NOT NULL CHECK (length(code_hmac) = 32),
    -- The stop that it confirmed.
    stop_id bigint,
    used_at timestamptz,
    CHECK ((stop_id IS NULL) = (used_at IS NULL)),
    UNIQUE (slip_id, code_hmac)
);
ALTER TABLE app.slip_code OWNER TO ksbb_owner;
CREATE INDEX slip_code_stop ON app.slip_code (stop_id);
ALTER TABLE app.slip_code ENABLE ROW LEVEL SECURITY;
ALTER TABLE app.slip_code FORCE ROW LEVEL SECURITY;
CREATE POLICY engine_select ON app.slip_code FOR SELECT TO ksbb_engine, ksbb_worker USING (true);
CREATE POLICY engine_insert ON app.slip_code FOR INSERT TO ksbb_engine WITH CHECK (true);
CREATE POLICY engine_update ON app.slip_code FOR UPDATE TO ksbb_engine USING (true) WITH CHECK (true);
GRANT SELECT ON app.slip_code TO ksbb_worker;
GRANT SELECT, INSERT, UPDATE (stop_id, used_at) ON app.slip_code TO ksbb_engine;
