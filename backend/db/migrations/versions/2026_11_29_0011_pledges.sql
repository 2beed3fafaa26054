-- Pledges of aid. Lock order everywhere: pledges by id, needs by id, lines, accounts by id.

CREATE FUNCTION app.public_code() RETURNS text LANGUAGE plpgsql AS 'placeholder';
ALTER FUNCTION app.public_code OWNER TO ksbb_owner;
GRANT EXECUTE ON FUNCTION app.public_code TO ksbb_tenant, ksbb_gov, ksbb_worker, ksbb_engine;

CREATE TABLE app.pledge (
    id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    number text NOT NULL UNIQUE DEFAULT '',
    public_code text NOT NULL UNIQUE DEFAULT app.public_code(),
    donor_id bigint NOT NULL REFERENCES app.organisation (id),
    executor_id bigint NOT NULL REFERENCES app.organisation (id),
    aggregator_id bigint REFERENCES app.organisation (id),
    channel text NOT NULL CHECK (channel IN ('DIRECT', 'VIA_AGGREGATOR', 'VIA_PEMPROV')),
    phase_id bigint NOT NULL REFERENCES pub.phase (id),
    state text NOT NULL CHECK (state IN ('submitted', 'accepted', 'committed', 'completed',
                                         'rejected', 'withdrawn', 'lapsed')),
    reason text,
    note text NOT NULL DEFAULT '' CHECK (length(note) <= 2000),
    -- Which wording of the statement (surat pernyataan) was accepted.
    statement text NOT NULL CHECK (statement <> ''),
    created_by bigint NOT NULL,
    submitted_at timestamptz NOT NULL DEFAULT app.now(),
    -- Since when it waits for whoever has to move next; the queue's order.
    waits_since timestamptz NOT NULL DEFAULT app.now(),
    -- The transaction that submitted it: its lines come in the same one, and none later.
    xid xid8 NOT NULL DEFAULT pg_current_xact_id(),
    CHECK (CASE channel
        WHEN 'DIRECT' THEN executor_id = donor_id AND aggregator_id IS NULL
        WHEN 'VIA_AGGREGATOR' THEN aggregator_id IS NOT NULL AND executor_id = aggregator_id
                                   AND donor_id <> aggregator_id
        ELSE aggregator_id IS NULL AND executor_id <> donor_id END),
    UNIQUE (id, donor_id, executor_id, phase_id)
);
ALTER TABLE app.pledge OWNER TO ksbb_owner;
CREATE INDEX pledge_donor ON app.pledge (donor_id, id);
CREATE INDEX pledge_executor ON app.pledge (executor_id, id);
CREATE INDEX pledge_donor_waits ON app.pledge (donor_id, waits_since, id);
CREATE INDEX pledge_executor_waits ON app.pledge (executor_id, waits_since, id);
CREATE INDEX pledge_waiting ON app.pledge (waits_since, id) WHERE state IN ('submitted', 'accepted');

CREATE TABLE app.pledge_line (
    id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    pledge_id bigint NOT NULL,
    donor_id bigint NOT NULL,
    executor_id bigint NOT NULL,
    phase_id bigint NOT NULL,
    package_id bigint NOT NULL REFERENCES pub.package (id),
    version_id bigint NOT NULL REFERENCES pub.package_version (id),
    quantity int NOT NULL CHECK (quantity BETWEEN 1 AND 10000000),
    allocated int NOT NULL DEFAULT 0 CHECK (allocated >= 0),
    -- How many came in, as goods receipts or as lots born at dispatch; and replacements among them.
    stocked int NOT NULL DEFAULT 0 CHECK (stocked >= 0),
    replaced int NOT NULL DEFAULT 0 CHECK (replaced >= 0),
    CONSTRAINT pledge_line_within_quantity CHECK (allocated <= quantity),
    CONSTRAINT pledge_line_stock_within_quantity CHECK (stocked <= quantity + replaced),
    UNIQUE (pledge_id, package_id),
    UNIQUE (id, pledge_id, donor_id, executor_id, phase_id, package_id),
    UNIQUE (id, pledge_id, donor_id, package_id),
    FOREIGN KEY (pledge_id, donor_id, executor_id, phase_id)
        REFERENCES app.pledge (id, donor_id, executor_id, phase_id)
);
ALTER TABLE app.pledge_line OWNER TO ksbb_owner;
CREATE INDEX pledge_line_donor ON app.pledge_line (donor_id, id);
CREATE INDEX pledge_line_executor ON app.pledge_line (executor_id, id);

CREATE FUNCTION app.pledge_numbered() RETURNS trigger LANGUAGE plpgsql AS 'placeholder';
ALTER FUNCTION app.pledge_numbered OWNER TO ksbb_owner;
GRANT EXECUTE ON FUNCTION app.pledge_numbered TO ksbb_tenant, ksbb_gov, ksbb_worker;
CREATE TRIGGER numbered BEFORE INSERT ON app.pledge
    FOR EACH ROW EXECUTE FUNCTION app.pledge_numbered();

INSERT INTO app.transition (thing, from_state, to_state, party, reason_required, another_person) VALUES
    ('pledge', '', 'submitted', 'GIVER', false, false),
    ('pledge', 'submitted', 'accepted', 'EXECUTOR', false, false),
    ('pledge', 'submitted', 'rejected', 'EXECUTOR', true, false),
    ('pledge', 'submitted', 'rejected', 'PEMPROV', true, false),
    ('pledge', 'accepted', 'rejected', 'PEMPROV', true, false),
    ('pledge', 'submitted', 'committed', 'PEMPROV', false, true),
    ('pledge', 'accepted', 'committed', 'PEMPROV', false, true),
    -- Only where the programme commits at once: app.pledge_guard().
    ('pledge', 'submitted', 'committed', 'GIVER', false, false),
    ('pledge', 'accepted', 'committed', 'EXECUTOR', false, false),
    ('pledge', 'submitted', 'withdrawn', 'GIVER', false, false),
    ('pledge', 'accepted', 'withdrawn', 'GIVER', false, false),
    ('pledge', 'committed', 'withdrawn', 'GIVER', true, false),
    ('pledge', 'submitted', 'lapsed', 'SYSTEM', false, false);

CREATE FUNCTION app.require_agreement(executor bigint) RETURNS void
    LANGUAGE plpgsql AS 'placeholder';
ALTER FUNCTION app.require_agreement OWNER TO ksbb_engine;

CREATE FUNCTION app.pledge_guard() RETURNS trigger LANGUAGE plpgsql AS 'placeholder';
ALTER FUNCTION app.pledge_guard OWNER TO ksbb_engine;
CREATE TRIGGER guard BEFORE INSERT OR UPDATE OF state ON app.pledge
    FOR EACH ROW EXECUTE FUNCTION app.pledge_guard();
CREATE TRIGGER reason BEFORE UPDATE OF reason ON app.pledge
    FOR EACH ROW EXECUTE FUNCTION app.reason_guard();
CREATE TRIGGER step AFTER INSERT OR UPDATE OF state ON app.pledge
    FOR EACH ROW EXECUTE FUNCTION app.step_guard('pledge', 'donor_id', 'executor_id');

CREATE FUNCTION app.pledge_line_guard() RETURNS trigger LANGUAGE plpgsql AS 'placeholder';
ALTER FUNCTION app.pledge_line_guard OWNER TO ksbb_engine;
CREATE TRIGGER guard BEFORE INSERT ON app.pledge_line
    FOR EACH ROW EXECUTE FUNCTION app.pledge_line_guard();

CREATE FUNCTION app.pledge_consistent() RETURNS trigger LANGUAGE plpgsql AS 'placeholder';
ALTER FUNCTION app.pledge_consistent OWNER TO ksbb_engine;
CREATE CONSTRAINT TRIGGER consistent AFTER INSERT OR UPDATE OF state ON app.pledge
    DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION app.pledge_consistent();

ALTER TABLE app.pledge ENABLE ROW LEVEL SECURITY;
ALTER TABLE app.pledge FORCE ROW LEVEL SECURITY;
ALTER TABLE app.pledge_line ENABLE ROW LEVEL SECURITY;
ALTER TABLE app.pledge_line FORCE ROW LEVEL SECURITY;

-- A pledge exists from `submitted` on, so both parties see every row of theirs.
CREATE POLICY parties_select ON app.pledge FOR SELECT TO ksbb_tenant
    USING (donor_id = (SELECT sec.tenant()) OR executor_id = (SELECT sec.tenant()));
CREATE POLICY giver_insert ON app.pledge FOR INSERT TO ksbb_tenant
    WITH CHECK (donor_id = (SELECT sec.tenant()) AND state = 'submitted'
                AND created_by = (SELECT sec.person()) AND (SELECT sec.may_act()));
CREATE POLICY parties_update ON app.pledge FOR UPDATE TO ksbb_tenant
    USING ((donor_id = (SELECT sec.tenant()) OR executor_id = (SELECT sec.tenant()))
           AND (SELECT sec.may_act()))
    WITH CHECK ((donor_id = (SELECT sec.tenant()) OR executor_id = (SELECT sec.tenant()))
                AND (SELECT sec.may_act()));
CREATE POLICY gov_select ON app.pledge FOR SELECT TO ksbb_gov USING ((SELECT sec.is_pemprov()));
CREATE POLICY gov_update ON app.pledge FOR UPDATE TO ksbb_gov
    USING ((SELECT sec.is_pemprov()) AND (SELECT sec.may_act()))
    WITH CHECK ((SELECT sec.is_pemprov()) AND (SELECT sec.may_act()));
CREATE POLICY engine_select ON app.pledge FOR SELECT TO ksbb_engine, ksbb_worker USING (true);
CREATE POLICY engine_update ON app.pledge FOR UPDATE TO ksbb_engine USING (true) WITH CHECK (true);
GRANT SELECT ON app.pledge TO ksbb_tenant, ksbb_gov, ksbb_worker, ksbb_engine;
GRANT INSERT (donor_id, executor_id, aggregator_id, channel, phase_id, state, note, statement,
              created_by) ON app.pledge TO ksbb_tenant;
GRANT UPDATE (state, reason) ON app.pledge TO ksbb_tenant, ksbb_gov, ksbb_engine;

CREATE POLICY parties_select ON app.pledge_line FOR SELECT TO ksbb_tenant
    USING (donor_id = (SELECT sec.tenant()) OR executor_id = (SELECT sec.tenant()));
CREATE POLICY giver_insert ON app.pledge_line FOR INSERT TO ksbb_tenant
    WITH CHECK (donor_id = (SELECT sec.tenant()) AND (SELECT sec.may_act()));
CREATE POLICY gov_select ON app.pledge_line FOR SELECT TO ksbb_gov USING ((SELECT sec.is_pemprov()));
CREATE POLICY engine_select ON app.pledge_line FOR SELECT TO ksbb_engine, ksbb_worker USING (true);
CREATE POLICY engine_update ON app.pledge_line FOR UPDATE TO ksbb_engine
    USING (true) WITH CHECK (true);
GRANT SELECT ON app.pledge_line TO ksbb_tenant, ksbb_gov, ksbb_worker, ksbb_engine;
GRANT INSERT (pledge_id, donor_id, executor_id, phase_id, package_id, version_id, quantity)
    ON app.pledge_line TO ksbb_tenant;
GRANT UPDATE (allocated) ON app.pledge_line TO ksbb_engine;

-- What whoever has a pledge's code may know of it.
CREATE FUNCTION app.normalise_code(typed text) RETURNS text LANGUAGE plpgsql AS 'placeholder';
ALTER FUNCTION app.normalise_code OWNER TO ksbb_owner;
GRANT EXECUTE ON FUNCTION app.normalise_code TO ksbb_engine, ksbb_tenant, ksbb_gov;

CREATE FUNCTION app.hold_expired_on(this bigint) RETURNS date LANGUAGE plpgsql AS 'placeholder';
ALTER FUNCTION app.hold_expired_on OWNER TO ksbb_owner;
GRANT EXECUTE ON FUNCTION app.hold_expired_on TO ksbb_engine;

CREATE FUNCTION app.tracked_pledge(code text)
    RETURNS TABLE (number text, public_code text, state text, channel text, phase_id bigint,
        giver_id bigint, executor_id bigint, submitted_on date, as_of timestamptz)
    LANGUAGE plpgsql AS 'placeholder';

CREATE FUNCTION app.tracked_parts(code text)
    RETURNS TABLE (package_id bigint, unit_id bigint, quantity int, state text, since date,
        window_starts date, window_ends date) LANGUAGE plpgsql AS 'placeholder';

CREATE FUNCTION app.tracked_steps(code text)
    RETURNS TABLE (step_number bigint, to_state text, party text, organisation_id bigint, day date)
    LANGUAGE plpgsql AS 'placeholder';

ALTER FUNCTION app.tracked_pledge OWNER TO ksbb_engine;
ALTER FUNCTION app.tracked_parts OWNER TO ksbb_engine;
ALTER FUNCTION app.tracked_steps OWNER TO ksbb_engine;
GRANT EXECUTE ON FUNCTION app.tracked_pledge, app.tracked_parts, app.tracked_steps TO ksbb_public,
    ksbb_tenant, ksbb_gov;
