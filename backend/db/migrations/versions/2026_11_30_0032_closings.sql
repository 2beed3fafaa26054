-- An executor closes a pledge line short: fewer packages came than were promised. Its giver may object, and
-- the Pemprov answers.

CREATE TABLE app.closing (
    id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    line_id bigint NOT NULL,
    pledge_id bigint NOT NULL,
    donor_id bigint NOT NULL,
    executor_id bigint NOT NULL,
    phase_id bigint NOT NULL,
    package_id bigint NOT NULL,
    -- upheld: the Pemprov lets it stand; overruled: its executor has to take it back.
    state text NOT NULL CHECK (state IN ('closed', 'contested', 'upheld', 'overruled', 'taken_back')),
    -- Of the last step: why it was closed, contested, decided or taken back.
    reason text,
    -- Packages that were promised, that had come, and that it released.
    promised int NOT NULL CHECK (promised > 0),
    came int NOT NULL CHECK (came >= 0),
    packages int NOT NULL CHECK (packages >= 0),
    -- What it posted; NULL if it released nothing.
    journal_id bigint REFERENCES ledger.journal (id),
    closed_on date NOT NULL DEFAULT app.today(),
    created_by bigint NOT NULL,
    CHECK (came < promised),
    CHECK ((packages = 0) = (journal_id IS NULL)),
    FOREIGN KEY (line_id, pledge_id, donor_id, executor_id, phase_id, package_id)
        REFERENCES app.pledge_line (id, pledge_id, donor_id, executor_id, phase_id, package_id)
);
ALTER TABLE app.closing OWNER TO ksbb_owner;
CREATE INDEX closing_pledge ON app.closing (pledge_id, id);
CREATE INDEX closing_donor ON app.closing (donor_id, id);
CREATE INDEX closing_executor ON app.closing (executor_id, id);
CREATE INDEX closing_contested ON app.closing (id) WHERE state = 'contested';
CREATE UNIQUE INDEX closing_in_force ON app.closing (line_id) WHERE state <> 'taken_back';

INSERT INTO app.transition (thing, from_state, to_state, party, reason_required, another_person) VALUES
    ('closing', '', 'closed', 'EXECUTOR', true, false),
    ('closing', 'closed', 'contested', 'GIVER', true, false),
    ('closing', 'contested', 'closed', 'GIVER', true, false),
    ('closing', 'contested', 'upheld', 'PEMPROV', true, true),
    ('closing', 'contested', 'overruled', 'PEMPROV', true, true),
    ('closing', 'closed', 'taken_back', 'EXECUTOR', true, false),
    ('closing', 'contested', 'taken_back', 'EXECUTOR', true, false),
    ('closing', 'upheld', 'taken_back', 'EXECUTOR', true, false),
    ('closing', 'overruled', 'taken_back', 'EXECUTOR', true, false);
CREATE TRIGGER reason BEFORE UPDATE OF reason ON app.closing
    FOR EACH ROW EXECUTE FUNCTION app.reason_guard();
CREATE TRIGGER step AFTER INSERT OR UPDATE OF state ON app.closing
    FOR EACH ROW EXECUTE FUNCTION app.step_guard('closing', 'donor_id', 'executor_id', 'engine');

CREATE FUNCTION app.closing_parts(this bigint) RETURNS TABLE (allocation_id bigint, quantity int)
    LANGUAGE plpgsql AS 'placeholder';
ALTER FUNCTION app.closing_parts OWNER TO ksbb_owner;
GRANT EXECUTE ON FUNCTION app.closing_parts TO ksbb_tenant, ksbb_gov, ksbb_engine;

CREATE FUNCTION app.line_close_short(this bigint, why text) RETURNS bigint
    LANGUAGE plpgsql AS 'placeholder';
ALTER FUNCTION app.line_close_short OWNER TO ksbb_engine;
GRANT EXECUTE ON FUNCTION app.line_close_short TO ksbb_tenant, ksbb_gov;

CREATE FUNCTION app.closing_move(this bigint, becomes text, why text) RETURNS void
    LANGUAGE plpgsql AS 'placeholder';
ALTER FUNCTION app.closing_move OWNER TO ksbb_engine;
GRANT EXECUTE ON FUNCTION app.closing_move TO ksbb_tenant, ksbb_gov;

CREATE FUNCTION app.closing_take_back(this bigint, why text) RETURNS void
    LANGUAGE plpgsql AS 'placeholder';
ALTER FUNCTION app.closing_take_back OWNER TO ksbb_engine;
GRANT EXECUTE ON FUNCTION app.closing_take_back TO ksbb_tenant, ksbb_gov;

ALTER TABLE app.closing ENABLE ROW LEVEL SECURITY;
ALTER TABLE app.closing FORCE ROW LEVEL SECURITY;
CREATE POLICY parties_select ON app.closing FOR SELECT TO ksbb_tenant
    USING (donor_id = (SELECT sec.tenant()) OR executor_id = (SELECT sec.tenant()));
CREATE POLICY gov_select ON app.closing FOR SELECT TO ksbb_gov USING ((SELECT sec.is_pemprov()));
CREATE POLICY engine_select ON app.closing FOR SELECT TO ksbb_engine, ksbb_worker USING (true);
CREATE POLICY engine_insert ON app.closing FOR INSERT TO ksbb_engine WITH CHECK (true);
CREATE POLICY engine_update ON app.closing FOR UPDATE TO ksbb_engine USING (true) WITH CHECK (true);
GRANT SELECT ON app.closing TO ksbb_tenant, ksbb_gov, ksbb_worker, ksbb_engine;
GRANT INSERT, UPDATE (state, reason) ON app.closing TO ksbb_engine;
