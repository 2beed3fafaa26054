-- A giver's request to withdraw a pledge that its executor allocated, or of which packages are loaded.

CREATE TABLE app.withdrawal (
    id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    pledge_id bigint NOT NULL,
    donor_id bigint NOT NULL,
    executor_id bigint NOT NULL,
    phase_id bigint NOT NULL,
    state text NOT NULL CHECK (state IN ('requested', 'agreed', 'refused', 'taken_back')),
    -- Of the last step: why the giver asks, or what it was answered.
    reason text,
    requested_on date NOT NULL DEFAULT app.today(),
    -- Until then the executor may answer, afterwards the Pemprov alone.
    due_on date NOT NULL,
    answered_on date,
    -- How many packages it released.
    packages int CHECK (packages >= 0),
    created_by bigint NOT NULL,
    CHECK (due_on >= requested_on),
    CHECK ((state = 'requested') = (answered_on IS NULL)),
    CHECK ((state = 'agreed') = (packages IS NOT NULL)),
    FOREIGN KEY (pledge_id, donor_id, executor_id, phase_id)
        REFERENCES app.pledge (id, donor_id, executor_id, phase_id)
);
ALTER TABLE app.withdrawal OWNER TO ksbb_owner;
CREATE INDEX withdrawal_pledge ON app.withdrawal (pledge_id, id);
CREATE INDEX withdrawal_donor ON app.withdrawal (donor_id, id);
CREATE INDEX withdrawal_executor ON app.withdrawal (executor_id, id);
CREATE UNIQUE INDEX withdrawal_open ON app.withdrawal (pledge_id) WHERE state = 'requested';
CREATE INDEX withdrawal_due ON app.withdrawal (due_on, id) WHERE state = 'requested';

INSERT INTO app.transition (thing, from_state, to_state, party, reason_required, another_person) VALUES
    ('withdrawal', '', 'requested', 'GIVER', true, false),
    ('withdrawal', 'requested', 'agreed', 'PEMPROV', true, true),
    ('withdrawal', 'requested', 'agreed', 'EXECUTOR', true, true),
    ('withdrawal', 'requested', 'refused', 'PEMPROV', true, true),
    ('withdrawal', 'requested', 'refused', 'EXECUTOR', true, true),
    ('withdrawal', 'requested', 'taken_back', 'GIVER', true, false),
    -- With a withdrawal that was agreed to, of which nothing is loaded.
    ('pledge', 'accepted', 'withdrawn', 'PEMPROV', true, false),
    ('pledge', 'accepted', 'withdrawn', 'EXECUTOR', true, false),
    ('pledge', 'committed', 'withdrawn', 'PEMPROV', true, false),
    ('pledge', 'committed', 'withdrawn', 'EXECUTOR', true, false),
    ('allocation', 'committed', 'released', 'EXECUTOR', false, false);
CREATE TRIGGER reason BEFORE UPDATE OF reason ON app.withdrawal
    FOR EACH ROW EXECUTE FUNCTION app.reason_guard();
CREATE TRIGGER step AFTER INSERT OR UPDATE OF state ON app.withdrawal
    FOR EACH ROW EXECUTE FUNCTION app.step_guard('withdrawal', 'donor_id', 'executor_id', 'engine');

-- Whether a pledge can be withdrawn only with the consent of its executor or the Pemprov.
CREATE FUNCTION app.withdrawal_needs_consent(pledge bigint) RETURNS boolean
    LANGUAGE plpgsql AS 'placeholder';
ALTER FUNCTION app.withdrawal_needs_consent OWNER TO ksbb_engine;
GRANT EXECUTE ON FUNCTION app.withdrawal_needs_consent TO ksbb_tenant, ksbb_gov;

CREATE FUNCTION app.withdrawal_request(pledge bigint, why text) RETURNS bigint
    LANGUAGE plpgsql AS 'placeholder';
ALTER FUNCTION app.withdrawal_request OWNER TO ksbb_engine;
GRANT EXECUTE ON FUNCTION app.withdrawal_request TO ksbb_tenant, ksbb_gov;

CREATE FUNCTION app.withdrawal_answer(this bigint, answer text, why text) RETURNS int
    LANGUAGE plpgsql AS 'placeholder';
ALTER FUNCTION app.withdrawal_answer OWNER TO ksbb_engine;
GRANT EXECUTE ON FUNCTION app.withdrawal_answer TO ksbb_tenant, ksbb_gov;

CREATE FUNCTION app.allocations_shrink(ids bigint[], quantities int[], why text, action text, reason text)
    RETURNS void LANGUAGE plpgsql AS 'placeholder';
ALTER FUNCTION app.allocations_shrink OWNER TO ksbb_engine;

ALTER TABLE app.withdrawal ENABLE ROW LEVEL SECURITY;
ALTER TABLE app.withdrawal FORCE ROW LEVEL SECURITY;
CREATE POLICY parties_select ON app.withdrawal FOR SELECT TO ksbb_tenant
    USING (donor_id = (SELECT sec.tenant()) OR executor_id = (SELECT sec.tenant()));
CREATE POLICY gov_select ON app.withdrawal FOR SELECT TO ksbb_gov USING ((SELECT sec.is_pemprov()));
CREATE POLICY engine_select ON app.withdrawal FOR SELECT TO ksbb_engine, ksbb_worker USING (true);
CREATE POLICY engine_insert ON app.withdrawal FOR INSERT TO ksbb_engine WITH CHECK (true);
CREATE POLICY engine_update ON app.withdrawal FOR UPDATE TO ksbb_engine USING (true) WITH CHECK (true);
GRANT SELECT ON app.withdrawal TO ksbb_tenant, ksbb_gov, ksbb_worker, ksbb_engine;
GRANT INSERT, UPDATE (state, reason, answered_on, packages) ON app.withdrawal TO ksbb_engine;
