-- A delivery that a donor made itself before the Pemprov committed its pledge: what it reported waits, and is
-- booked with the commitment or ends with the pledge.

CREATE TABLE app.early_delivery (
    id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    allocation_id bigint NOT NULL,
    line_id bigint NOT NULL,
    pledge_id bigint NOT NULL,
    donor_id bigint NOT NULL,
    executor_id bigint NOT NULL,
    need_id bigint NOT NULL,
    unit_id bigint NOT NULL,
    package_id bigint NOT NULL,
    state text NOT NULL CHECK (state IN ('waiting', 'booked', 'ended', 'taken_back')),
    -- Of the last step.
    reason text CHECK (length(reason) BETWEEN 1 AND 1000),
    happened_on date NOT NULL,
    good int NOT NULL CHECK (good >= 0),
    damaged int NOT NULL CHECK (damaged >= 0),
    missing int NOT NULL CHECK (missing >= 0),
    -- Why it was delivered and is recorded before the commitment.
    late_reason text NOT NULL CHECK (length(late_reason) BETWEEN 1 AND 500),
    receiver text NOT NULL DEFAULT '' CHECK (length(receiver) <= 80),
    note text NOT NULL DEFAULT '' CHECK (length(note) <= 2000),
    vehicle text NOT NULL DEFAULT '' CHECK (length(vehicle) <= 80),
    created_by bigint NOT NULL,
    recorded timestamptz NOT NULL DEFAULT app.now(),
    CHECK (donor_id = executor_id),
    CHECK (good + damaged + missing > 0),
    CONSTRAINT early_delivery_happened CHECK (happened_on <= (recorded AT TIME ZONE 'Asia/Jakarta')::date),
    UNIQUE (id, executor_id),
    FOREIGN KEY (allocation_id, line_id, pledge_id, donor_id, executor_id, need_id, unit_id, package_id)
        REFERENCES app.allocation (id, line_id, pledge_id, donor_id, executor_id, need_id, unit_id, package_id)
);
ALTER TABLE app.early_delivery OWNER TO ksbb_owner;
CREATE INDEX early_delivery_donor ON app.early_delivery (donor_id, id);
CREATE INDEX early_delivery_executor ON app.early_delivery (executor_id);
CREATE INDEX early_delivery_pledge ON app.early_delivery (pledge_id, id);
CREATE INDEX early_delivery_allocation ON app.early_delivery (allocation_id);

INSERT INTO app.transition (thing, from_state, to_state, party, reason_required, another_person) VALUES
    ('early_delivery', '', 'waiting', 'GIVER', true, false),
    ('early_delivery', 'waiting', 'taken_back', 'GIVER', true, false),
    -- With the pledge, and in no other way.
    ('early_delivery', 'waiting', 'booked', 'SYSTEM', false, false),
    ('early_delivery', 'waiting', 'ended', 'SYSTEM', false, false),
    -- The trip of one that is booked.
    ('shipment', '', 'planned', 'SYSTEM', false, false),
    ('shipment', 'planned', 'dispatched', 'SYSTEM', false, false),
    ('stop', '', 'planned', 'SYSTEM', false, false),
    ('stop', 'planned', 'on_the_way', 'SYSTEM', false, false),
    ('stop', 'on_the_way', 'handed_over', 'SYSTEM', false, false),
    ('handover', '', 'reported', 'SYSTEM', false, false);
CREATE TRIGGER reason BEFORE UPDATE OF reason ON app.early_delivery
    FOR EACH ROW EXECUTE FUNCTION app.reason_guard();
CREATE TRIGGER step AFTER INSERT OR UPDATE OF state ON app.early_delivery
    FOR EACH ROW EXECUTE FUNCTION app.step_guard('early_delivery', 'donor_id', 'executor_id', 'engine');

ALTER TABLE app.early_delivery ENABLE ROW LEVEL SECURITY;
ALTER TABLE app.early_delivery FORCE ROW LEVEL SECURITY;
CREATE POLICY parties_select ON app.early_delivery FOR SELECT TO ksbb_tenant
    USING (donor_id = (SELECT sec.tenant()));
CREATE POLICY gov_select ON app.early_delivery FOR SELECT TO ksbb_gov USING ((SELECT sec.is_pemprov()));
CREATE POLICY engine_select ON app.early_delivery FOR SELECT TO ksbb_engine, ksbb_worker USING (true);
CREATE POLICY engine_insert ON app.early_delivery FOR INSERT TO ksbb_engine WITH CHECK (true);
CREATE POLICY engine_update ON app.early_delivery FOR UPDATE TO ksbb_engine USING (true) WITH CHECK (true);
GRANT SELECT ON app.early_delivery TO ksbb_tenant, ksbb_gov, ksbb_worker, ksbb_engine;
GRANT INSERT, UPDATE (state, reason) ON app.early_delivery TO ksbb_engine;

-- The trip as which it was booked; no login may write this column.
ALTER TABLE app.shipment ADD COLUMN early_id bigint UNIQUE;
ALTER TABLE app.shipment ADD CONSTRAINT shipment_early
    FOREIGN KEY (early_id, executor_id) REFERENCES app.early_delivery (id, executor_id);
CREATE POLICY engine_insert ON app.shipment FOR INSERT TO ksbb_engine WITH CHECK (early_id IS NOT NULL);
GRANT INSERT ON app.shipment TO ksbb_engine;
CREATE POLICY engine_insert ON app.stop FOR INSERT TO ksbb_engine WITH CHECK (true);
GRANT INSERT ON app.stop TO ksbb_engine;

CREATE FUNCTION app.early_delivery_record(allocation bigint, day date, good int, damaged int, missing int,
    why text, receiver text, note text, vehicle text) RETURNS bigint LANGUAGE plpgsql AS 'placeholder';
ALTER FUNCTION app.early_delivery_record OWNER TO ksbb_engine;
GRANT EXECUTE ON FUNCTION app.early_delivery_record TO ksbb_tenant, ksbb_gov;

CREATE FUNCTION app.early_delivery_take_back(this bigint, why text) RETURNS void LANGUAGE plpgsql AS 'placeholder';
ALTER FUNCTION app.early_delivery_take_back OWNER TO ksbb_engine;
GRANT EXECUTE ON FUNCTION app.early_delivery_take_back TO ksbb_tenant, ksbb_gov;

CREATE FUNCTION app.early_deliveries_book(this bigint) RETURNS void LANGUAGE plpgsql AS 'placeholder';
ALTER FUNCTION app.early_deliveries_book OWNER TO ksbb_engine;

CREATE FUNCTION app.early_deliveries_end() RETURNS trigger LANGUAGE plpgsql AS 'placeholder';
ALTER FUNCTION app.early_deliveries_end OWNER TO ksbb_engine;
CREATE TRIGGER early_deliveries AFTER UPDATE OF state ON app.pledge
    FOR EACH ROW WHEN (NEW.state IN ('rejected', 'withdrawn', 'lapsed'))
    EXECUTE FUNCTION app.early_deliveries_end();

-- What a departure and a report do once somebody has looked whether they may.
CREATE FUNCTION app.shipment_leave(this bigint, left_on date, loads bigint[], quantities int[], late text)
    RETURNS TABLE (refusal text, load_id bigint, requested bigint, remaining bigint)
    LANGUAGE plpgsql AS 'placeholder';
ALTER FUNCTION app.shipment_leave OWNER TO ksbb_engine;
CREATE FUNCTION app.handover_record(place app.stop, day date, device_time timestamptz, drift int, receiver text,
    note text, late text, counts jsonb, failed_because text, actor text, actor_id bigint) RETURNS bigint
    LANGUAGE plpgsql AS 'placeholder';
ALTER FUNCTION app.handover_record OWNER TO ksbb_engine;
