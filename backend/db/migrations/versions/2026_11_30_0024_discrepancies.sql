-- What of a load is damaged or missing, how it is settled, and what was released of a commitment.

CREATE TABLE app.discrepancy (
    id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    handover_id bigint NOT NULL,
    load_id bigint NOT NULL,
    stop_id bigint NOT NULL,
    line_id bigint NOT NULL,
    donor_id bigint NOT NULL,
    executor_id bigint NOT NULL,
    damaged int NOT NULL CHECK (damaged >= 0),
    missing int NOT NULL CHECK (missing >= 0),
    -- How many packages replacement receipts have brought.
    replaced int NOT NULL DEFAULT 0 CHECK (replaced >= 0),
    -- void: the handover's numbers were corrected.
    state text NOT NULL CHECK (state IN ('open', 'replaced', 'returned_to_need', 'written_off', 'void')),
    reason text,
    opened_on date NOT NULL,
    -- Until then the executor settles it, afterwards the Pemprov may.
    due_on date NOT NULL,
    settled_on date,
    CHECK (damaged + missing > 0),
    CHECK (replaced <= damaged + missing),
    UNIQUE (handover_id, load_id),
    UNIQUE (id, line_id, donor_id, executor_id),
    FOREIGN KEY (handover_id, load_id, donor_id, executor_id)
        REFERENCES app.handover_line (handover_id, load_id, donor_id, executor_id),
    FOREIGN KEY (load_id, stop_id, line_id, donor_id, executor_id)
        REFERENCES app.load (id, stop_id, line_id, donor_id, executor_id)
);
ALTER TABLE app.discrepancy OWNER TO ksbb_owner;
CREATE INDEX discrepancy_donor ON app.discrepancy (donor_id, id);
CREATE INDEX discrepancy_executor ON app.discrepancy (executor_id, id);
CREATE INDEX discrepancy_load ON app.discrepancy (load_id);
CREATE INDEX discrepancy_open ON app.discrepancy (due_on, id) WHERE state = 'open';
CREATE FUNCTION app.discrepancy_counted() RETURNS trigger LANGUAGE plpgsql AS 'placeholder';
ALTER FUNCTION app.discrepancy_counted OWNER TO ksbb_engine;
REVOKE ALL ON FUNCTION app.discrepancy_counted FROM PUBLIC;
CREATE TRIGGER counted AFTER INSERT OR UPDATE OF state, damaged, missing ON app.discrepancy
    FOR EACH ROW EXECUTE FUNCTION app.discrepancy_counted();
ALTER TABLE app.goods_receipt ADD CONSTRAINT goods_receipt_discrepancy
    FOREIGN KEY (discrepancy_id, line_id, donor_id, executor_id)
    REFERENCES app.discrepancy (id, line_id, donor_id, executor_id);

-- What was released of a committed allocation that keeps the rest.
CREATE TABLE pub.release (
    id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    allocation_id bigint NOT NULL REFERENCES pub.commitment (allocation_id),
    quantity int NOT NULL CHECK (quantity > 0),
    cause text NOT NULL CHECK (cause IN ('RETURNED_TO_NEED', 'WRITTEN_OFF', 'WITHDRAWN', 'CLOSED_SHORT',
                                         'REASSIGNED')),
    effective date NOT NULL,
    recorded timestamptz NOT NULL DEFAULT app.now(),
    -- Set when it was recorded by mistake.
    reversed_on date
);
ALTER TABLE pub.release OWNER TO ksbb_owner;
CREATE INDEX release_allocation ON pub.release (allocation_id);
CREATE INDEX release_day ON pub.release (effective);
GRANT SELECT ON pub.release TO ksbb_public, ksbb_tenant, ksbb_gov, ksbb_worker, ksbb_engine;
GRANT INSERT, UPDATE (reversed_on) ON pub.release TO ksbb_engine;

INSERT INTO app.transition (thing, from_state, to_state, party, reason_required, another_person) VALUES
    ('discrepancy', '', 'open', 'SYSTEM', false, false),
    ('discrepancy', 'open', 'void', 'SYSTEM', false, false),
    ('discrepancy', 'void', 'open', 'SYSTEM', false, false),
    ('discrepancy', 'open', 'replaced', 'EXECUTOR', true, false),
    ('discrepancy', 'open', 'returned_to_need', 'EXECUTOR', true, false),
    ('discrepancy', 'open', 'written_off', 'EXECUTOR', true, false),
    ('discrepancy', 'open', 'replaced', 'PEMPROV', true, false),
    ('discrepancy', 'open', 'returned_to_need', 'PEMPROV', true, false),
    ('discrepancy', 'open', 'written_off', 'PEMPROV', true, false),
    ('discrepancy', 'replaced', 'open', 'EXECUTOR', true, false),
    ('discrepancy', 'returned_to_need', 'open', 'EXECUTOR', true, false),
    ('discrepancy', 'written_off', 'open', 'EXECUTOR', true, false),
    ('allocation', 'committed', 'fulfilled', 'SYSTEM', false, false),
    ('allocation', 'fulfilled', 'committed', 'SYSTEM', false, false);
CREATE TRIGGER reason BEFORE UPDATE OF reason ON app.discrepancy
    FOR EACH ROW EXECUTE FUNCTION app.reason_guard();
CREATE TRIGGER step AFTER INSERT OR UPDATE OF state ON app.discrepancy
    FOR EACH ROW EXECUTE FUNCTION app.step_guard('discrepancy', 'donor_id', 'executor_id', 'engine');

ALTER TABLE app.discrepancy ENABLE ROW LEVEL SECURITY;
ALTER TABLE app.discrepancy FORCE ROW LEVEL SECURITY;
CREATE POLICY parties_select ON app.discrepancy FOR SELECT TO ksbb_tenant
    USING (donor_id = (SELECT sec.tenant()) OR executor_id = (SELECT sec.tenant()));
CREATE POLICY gov_select ON app.discrepancy FOR SELECT TO ksbb_gov USING ((SELECT sec.is_pemprov()));
CREATE POLICY engine_select ON app.discrepancy FOR SELECT TO ksbb_engine, ksbb_worker USING (true);
CREATE POLICY engine_insert ON app.discrepancy FOR INSERT TO ksbb_engine WITH CHECK (true);
CREATE POLICY engine_update ON app.discrepancy FOR UPDATE TO ksbb_engine USING (true) WITH CHECK (true);
GRANT SELECT ON app.discrepancy TO ksbb_tenant, ksbb_gov, ksbb_worker, ksbb_engine;
GRANT INSERT, UPDATE (damaged, missing, replaced, state, reason, settled_on) ON app.discrepancy
    TO ksbb_engine;

CREATE FUNCTION app.discrepancy_settle(this bigint, settlement text, why text) RETURNS bigint
    LANGUAGE plpgsql AS 'placeholder';
ALTER FUNCTION app.discrepancy_settle OWNER TO ksbb_engine;
GRANT EXECUTE ON FUNCTION app.discrepancy_settle TO ksbb_tenant, ksbb_gov;

CREATE FUNCTION app.discrepancy_reopen(this bigint, why text) RETURNS bigint
    LANGUAGE plpgsql AS 'placeholder';
ALTER FUNCTION app.discrepancy_reopen OWNER TO ksbb_engine;
GRANT EXECUTE ON FUNCTION app.discrepancy_reopen TO ksbb_tenant, ksbb_gov;
