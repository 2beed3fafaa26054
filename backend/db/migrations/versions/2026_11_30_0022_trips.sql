-- Trips: shipments, their stops, and the loads for each allocation that a stop serves.

CREATE TABLE app.shipment (
    id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    number text NOT NULL UNIQUE DEFAULT '',
    executor_id bigint NOT NULL REFERENCES app.organisation (id),
    day date NOT NULL,
    -- Hours of the day in WIB, as 08:00.
    slot_starts text NOT NULL CHECK (slot_starts ~ '^([01][0-9]|2[0-3]):[0-5][0-9]$'),
    slot_ends text NOT NULL CHECK (slot_ends ~ '^([01][0-9]|2[0-3]):[0-5][0-9]$'),
    vehicle text NOT NULL DEFAULT '' CHECK (length(vehicle) <= 80),
    in_charge text NOT NULL DEFAULT '' CHECK (length(in_charge) <= 80),
    mode text NOT NULL CHECK (mode IN ('DOORSTEP', 'PICKUP_POINT')),
    -- Of a pickup point: why, and how a crowd is avoided.
    mode_reason text CHECK (length(mode_reason) BETWEEN 1 AND 500),
    crowd_plan text CHECK (length(crowd_plan) BETWEEN 1 AND 500),
    note text NOT NULL DEFAULT '' CHECK (length(note) <= 2000),
    state text NOT NULL CHECK (state IN ('planned', 'dispatched', 'closed', 'cancelled')),
    reason text,
    dispatched_on date,
    -- Why it was recorded after it had happened.
    late_reason text CHECK (length(late_reason) BETWEEN 1 AND 500),
    created_by bigint NOT NULL,
    recorded timestamptz NOT NULL DEFAULT app.now(),
    CHECK (slot_starts < slot_ends),
    CHECK ((mode = 'PICKUP_POINT') = (mode_reason IS NOT NULL)),
    CHECK ((mode = 'PICKUP_POINT') = (crowd_plan IS NOT NULL)),
    CHECK ((state IN ('dispatched', 'closed')) = (dispatched_on IS NOT NULL)),
    UNIQUE (id, executor_id)
);
ALTER TABLE app.shipment OWNER TO ksbb_owner;
CREATE INDEX shipment_executor ON app.shipment (executor_id, day, id);

-- A unit on a trip.
CREATE TABLE app.stop (
    id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    shipment_id bigint NOT NULL,
    executor_id bigint NOT NULL,
    unit_id bigint NOT NULL REFERENCES pub.unit (id),
    -- The kelurahan of the unit.
    area_id bigint NOT NULL REFERENCES pub.area (id),
    position int NOT NULL CHECK (position BETWEEN 1 AND 1000),
    state text NOT NULL CHECK (state IN ('planned', 'on_the_way', 'handed_over', 'failed', 'cancelled')),
    reason text,
    -- Who hands it over: a person with the role FIELD, or a shift.
    courier_id bigint REFERENCES app.person (id),
    shift_id bigint,
    -- How fewer packages than families are shared out, in numbers.
    distribution_plan text NOT NULL DEFAULT '' CHECK (length(distribution_plan) <= 2000),
    created_by bigint NOT NULL,
    UNIQUE (id, shipment_id, executor_id, unit_id, area_id),
    UNIQUE (id, executor_id, area_id),
    UNIQUE (shipment_id, unit_id),
    CONSTRAINT stop_position UNIQUE (shipment_id, position) DEFERRABLE INITIALLY DEFERRED,
    FOREIGN KEY (shipment_id, executor_id) REFERENCES app.shipment (id, executor_id),
    FOREIGN KEY (shift_id, executor_id) REFERENCES app.shift (id, executor_id)
);
ALTER TABLE app.stop OWNER TO ksbb_owner;
CREATE INDEX stop_executor ON app.stop (executor_id, id);
CREATE INDEX stop_unit ON app.stop (unit_id, id);
CREATE INDEX stop_area ON app.stop (area_id, id);
CREATE INDEX stop_courier ON app.stop (courier_id, id);
CREATE INDEX stop_shift ON app.stop (shift_id, id);
ALTER TABLE app.slip_code ADD FOREIGN KEY (stop_id) REFERENCES app.stop (id);

-- Packages of one committed allocation at one stop. The engine moves the counters.
CREATE TABLE app.load (
    id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    stop_id bigint NOT NULL,
    shipment_id bigint NOT NULL,
    allocation_id bigint NOT NULL,
    line_id bigint NOT NULL,
    pledge_id bigint NOT NULL,
    donor_id bigint NOT NULL,
    executor_id bigint NOT NULL,
    need_id bigint NOT NULL,
    unit_id bigint NOT NULL,
    -- The kelurahan of the unit.
    area_id bigint NOT NULL,
    package_id bigint NOT NULL,
    quantity int NOT NULL CHECK (quantity > 0),
    -- How many really left; NULL until the shipment does.
    dispatched int CHECK (dispatched BETWEEN 0 AND quantity),
    cancelled boolean NOT NULL DEFAULT false,
    UNIQUE (stop_id, allocation_id),
    UNIQUE (id, stop_id, line_id, donor_id, executor_id),
    FOREIGN KEY (stop_id, shipment_id, executor_id, unit_id, area_id)
        REFERENCES app.stop (id, shipment_id, executor_id, unit_id, area_id),
    FOREIGN KEY (allocation_id, line_id, pledge_id, donor_id, executor_id, need_id, unit_id, package_id)
        REFERENCES app.allocation (id, line_id, pledge_id, donor_id, executor_id, need_id, unit_id,
                                   package_id)
);
ALTER TABLE app.load OWNER TO ksbb_owner;
CREATE INDEX load_donor ON app.load (donor_id, id);
CREATE INDEX load_executor ON app.load (executor_id, id);
CREATE INDEX load_area ON app.load (area_id, id);
CREATE INDEX load_stop ON app.load (stop_id, id);
CREATE INDEX load_allocation ON app.load (allocation_id);
CREATE INDEX load_shipment ON app.load (shipment_id);

-- From which lots a load was taken when it left: the oldest expiry first, else first in first out.
CREATE TABLE app.load_lot (
    load_id bigint NOT NULL,
    lot_id bigint NOT NULL,
    stop_id bigint NOT NULL,
    line_id bigint NOT NULL,
    donor_id bigint NOT NULL,
    executor_id bigint NOT NULL,
    funder_id bigint REFERENCES app.organisation (id),
    quantity int NOT NULL CHECK (quantity > 0),
    PRIMARY KEY (load_id, lot_id),
    UNIQUE (load_id, lot_id, donor_id, executor_id),
    FOREIGN KEY (load_id, stop_id, line_id, donor_id, executor_id)
        REFERENCES app.load (id, stop_id, line_id, donor_id, executor_id),
    FOREIGN KEY (lot_id, line_id, donor_id, executor_id)
        REFERENCES app.lot (id, line_id, donor_id, executor_id)
);
ALTER TABLE app.load_lot OWNER TO ksbb_owner;
CREATE INDEX load_lot_lot ON app.load_lot (lot_id);
CREATE INDEX load_lot_donor ON app.load_lot (donor_id, load_id);
CREATE INDEX load_lot_executor ON app.load_lot (executor_id, load_id);
CREATE INDEX load_lot_funder ON app.load_lot (funder_id, load_id);

-- What the public may know of a load that left: the rows behind `dispatched`, `received`, `verified`.
CREATE TABLE pub.delivery (
    load_id bigint PRIMARY KEY REFERENCES app.load (id),
    stop_id bigint NOT NULL REFERENCES app.stop (id),
    allocation_id bigint NOT NULL REFERENCES pub.commitment (allocation_id),
    need_id bigint NOT NULL REFERENCES pub.need (id),
    unit_id bigint NOT NULL REFERENCES pub.unit (id),
    phase_id bigint NOT NULL REFERENCES pub.phase (id),
    package_id bigint NOT NULL REFERENCES pub.package (id),
    giver_id bigint NOT NULL REFERENCES pub.organisation (id),
    executor_id bigint NOT NULL REFERENCES pub.organisation (id),
    dispatched int NOT NULL CHECK (dispatched > 0),
    dispatched_on date NOT NULL,
    -- on_the_way, reported (waits for a proof), received, disputed, failed
    state text NOT NULL CHECK (state IN ('on_the_way', 'reported', 'received', 'disputed', 'failed')),
    good int NOT NULL DEFAULT 0 CHECK (good >= 0),
    damaged int NOT NULL DEFAULT 0 CHECK (damaged >= 0),
    missing int NOT NULL DEFAULT 0 CHECK (missing >= 0),
    brought_back int NOT NULL DEFAULT 0 CHECK (brought_back >= 0),
    -- What a proof says that the unit got: `good` once it is proven.
    received int NOT NULL DEFAULT 0 CHECK (received >= 0),
    happened_on date,
    received_on date,
    -- Whose word the proof is: the unit's side, or the executor's.
    proven_by text CHECK (proven_by IN ('UNIT', 'EXECUTOR')),
    -- How it was proven; of several proofs the unit's own.
    proven_how text CHECK (proven_how IN ('CODE', 'KELURAHAN', 'COURIER_CODE', 'SIGNATURE', 'PAPER')),
    verified_on date,
    -- Damaged and missing packages that nobody has settled.
    unsettled int NOT NULL DEFAULT 0 CHECK (unsettled >= 0),
    recorded timestamptz NOT NULL DEFAULT app.now(),
    -- Whether numbers were corrected after they had been published.
    corrected boolean NOT NULL DEFAULT false,
    CHECK (good + damaged + missing + brought_back <= dispatched),
    CHECK (received <= good),
    CHECK ((received_on IS NULL) = (proven_by IS NULL)),
    CHECK ((proven_how IS NULL) = (proven_by IS NULL))
);
ALTER TABLE pub.delivery OWNER TO ksbb_owner;
CREATE INDEX delivery_unit ON pub.delivery (unit_id, load_id);
CREATE INDEX delivery_allocation ON pub.delivery (allocation_id);
CREATE INDEX delivery_giver ON pub.delivery (giver_id, load_id);
CREATE INDEX delivery_executor ON pub.delivery (executor_id, load_id);
CREATE INDEX delivery_stop ON pub.delivery (stop_id);
CREATE INDEX delivery_day ON pub.delivery (dispatched_on);
CREATE INDEX delivery_received ON pub.delivery (received_on);
GRANT SELECT ON pub.delivery TO ksbb_public, ksbb_tenant, ksbb_gov, ksbb_worker, ksbb_engine;
GRANT INSERT, UPDATE (state, good, damaged, missing, brought_back, received, happened_on, received_on,
                      proven_by, proven_how, verified_on, unsettled, corrected) ON pub.delivery TO ksbb_engine;
CREATE FUNCTION app.tracked_deliveries(code text) RETURNS TABLE (load_id bigint)
    LANGUAGE plpgsql AS 'placeholder';
ALTER FUNCTION app.tracked_deliveries OWNER TO ksbb_engine;
REVOKE ALL ON FUNCTION app.tracked_deliveries FROM PUBLIC;
GRANT EXECUTE ON FUNCTION app.tracked_deliveries TO ksbb_public, ksbb_tenant, ksbb_gov;
CREATE FUNCTION app.delivery_counted() RETURNS trigger LANGUAGE plpgsql AS 'placeholder';
ALTER FUNCTION app.delivery_counted OWNER TO ksbb_engine;
REVOKE ALL ON FUNCTION app.delivery_counted FROM PUBLIC;
CREATE TRIGGER counted AFTER UPDATE OF received, received_on, proven_by ON pub.delivery
    FOR EACH ROW EXECUTE FUNCTION app.delivery_counted();

INSERT INTO app.transition (thing, from_state, to_state, party, reason_required, another_person) VALUES
    ('shipment', '', 'planned', 'EXECUTOR', false, false),
    ('shipment', 'planned', 'dispatched', 'EXECUTOR', false, false),
    ('shipment', 'planned', 'cancelled', 'EXECUTOR', true, false),
    ('shipment', 'dispatched', 'closed', 'SYSTEM', false, false),
    ('stop', '', 'planned', 'EXECUTOR', false, false),
    ('stop', 'planned', 'on_the_way', 'EXECUTOR', false, false),
    ('stop', 'planned', 'cancelled', 'EXECUTOR', false, false),
    ('stop', 'on_the_way', 'handed_over', 'FIELD', false, false),
    ('stop', 'on_the_way', 'handed_over', 'EXECUTOR', false, false),
    ('stop', 'on_the_way', 'failed', 'FIELD', true, false),
    ('stop', 'on_the_way', 'failed', 'EXECUTOR', true, false),
    -- A report was corrected.
    ('stop', 'failed', 'handed_over', 'FIELD', false, false),
    ('stop', 'failed', 'handed_over', 'EXECUTOR', false, false),
    ('stop', 'handed_over', 'failed', 'FIELD', true, false),
    ('stop', 'handed_over', 'failed', 'EXECUTOR', true, false);

CREATE FUNCTION app.shipment_numbered() RETURNS trigger LANGUAGE plpgsql AS 'placeholder';
ALTER FUNCTION app.shipment_numbered OWNER TO ksbb_owner;
GRANT EXECUTE ON FUNCTION app.shipment_numbered TO ksbb_tenant, ksbb_gov, ksbb_worker;
CREATE TRIGGER numbered BEFORE INSERT ON app.shipment
    FOR EACH ROW EXECUTE FUNCTION app.shipment_numbered();
CREATE TRIGGER reason BEFORE UPDATE OF reason ON app.shipment
    FOR EACH ROW EXECUTE FUNCTION app.reason_guard();
CREATE TRIGGER step AFTER INSERT OR UPDATE OF state ON app.shipment
    FOR EACH ROW EXECUTE FUNCTION app.step_guard('shipment', 'executor_id', 'executor_id', 'engine');

CREATE FUNCTION app.stop_guard() RETURNS trigger LANGUAGE plpgsql AS 'placeholder';
ALTER FUNCTION app.stop_guard OWNER TO ksbb_engine;
CREATE TRIGGER guard BEFORE INSERT OR UPDATE OF position, courier_id ON app.stop
    FOR EACH ROW EXECUTE FUNCTION app.stop_guard();
CREATE TRIGGER reason BEFORE UPDATE OF reason ON app.stop
    FOR EACH ROW EXECUTE FUNCTION app.reason_guard();
CREATE TRIGGER step AFTER INSERT OR UPDATE OF state ON app.stop
    FOR EACH ROW EXECUTE FUNCTION app.step_guard('stop', 'executor_id', 'executor_id', 'engine');

CREATE FUNCTION app.shipment_lock(this bigint) RETURNS app.shipment LANGUAGE plpgsql AS 'placeholder';
ALTER FUNCTION app.shipment_lock OWNER TO ksbb_engine;
GRANT EXECUTE ON FUNCTION app.shipment_lock TO ksbb_tenant, ksbb_gov;

CREATE FUNCTION app.loads_plan(shipment bigint, stops bigint[], allocations bigint[], quantities int[])
    RETURNS TABLE (refusal text, allocation_id bigint, requested bigint, remaining bigint)
    LANGUAGE plpgsql AS 'placeholder';
ALTER FUNCTION app.loads_plan OWNER TO ksbb_engine;
GRANT EXECUTE ON FUNCTION app.loads_plan TO ksbb_tenant, ksbb_gov;

CREATE FUNCTION app.loads_remove(shipment bigint, loads bigint[]) RETURNS int
    LANGUAGE plpgsql AS 'placeholder';
ALTER FUNCTION app.loads_remove OWNER TO ksbb_engine;
GRANT EXECUTE ON FUNCTION app.loads_remove TO ksbb_tenant, ksbb_gov;

CREATE FUNCTION app.shipment_cancel(this bigint, why text) RETURNS void
    LANGUAGE plpgsql AS 'placeholder';
ALTER FUNCTION app.shipment_cancel OWNER TO ksbb_engine;
GRANT EXECUTE ON FUNCTION app.shipment_cancel TO ksbb_tenant, ksbb_gov;

CREATE FUNCTION app.shipment_dispatch(this bigint, left_on date, loads bigint[], quantities int[], late text)
    RETURNS TABLE (refusal text, load_id bigint, requested bigint, remaining bigint)
    LANGUAGE plpgsql AS 'placeholder';
ALTER FUNCTION app.shipment_dispatch OWNER TO ksbb_engine;
GRANT EXECUTE ON FUNCTION app.shipment_dispatch TO ksbb_tenant, ksbb_gov;

CREATE FUNCTION app.loads_post(action text, thing text, thing_id bigint, from_kind text, to_kind text,
    loads bigint[], quantities bigint[], effective date, reason text) RETURNS void
    LANGUAGE plpgsql AS 'placeholder';
ALTER FUNCTION app.loads_post OWNER TO ksbb_engine;

ALTER TABLE app.shipment ENABLE ROW LEVEL SECURITY;
ALTER TABLE app.shipment FORCE ROW LEVEL SECURITY;
ALTER TABLE app.stop ENABLE ROW LEVEL SECURITY;
ALTER TABLE app.stop FORCE ROW LEVEL SECURITY;
ALTER TABLE app.load ENABLE ROW LEVEL SECURITY;
ALTER TABLE app.load FORCE ROW LEVEL SECURITY;
ALTER TABLE app.load_lot ENABLE ROW LEVEL SECURITY;
ALTER TABLE app.load_lot FORCE ROW LEVEL SECURITY;

-- A shipment carries no quantities: its executor sees it, and who has a load on it.
CREATE POLICY parties_select ON app.shipment FOR SELECT TO ksbb_tenant
    USING (executor_id = (SELECT sec.tenant())
           OR id IN (SELECT l.shipment_id FROM app.load l WHERE l.donor_id = (SELECT sec.tenant())));
CREATE POLICY executor_insert ON app.shipment FOR INSERT TO ksbb_tenant
    WITH CHECK (executor_id = (SELECT sec.tenant()) AND state = 'planned'
                AND created_by = (SELECT sec.person()) AND (SELECT sec.may_act()));
CREATE POLICY executor_update ON app.shipment FOR UPDATE TO ksbb_tenant
    USING (executor_id = (SELECT sec.tenant()) AND (SELECT sec.may_act()) AND state = 'planned')
    WITH CHECK (executor_id = (SELECT sec.tenant()) AND (SELECT sec.may_act()) AND state = 'planned');
CREATE POLICY gov_select ON app.shipment FOR SELECT TO ksbb_gov USING ((SELECT sec.is_pemprov()));
CREATE POLICY gov_insert ON app.shipment FOR INSERT TO ksbb_gov
    WITH CHECK (executor_id = (SELECT sec.tenant()) AND state = 'planned'
                AND created_by = (SELECT sec.person()) AND (SELECT sec.may_act()));
CREATE POLICY gov_update ON app.shipment FOR UPDATE TO ksbb_gov
    USING (executor_id = (SELECT sec.tenant()) AND (SELECT sec.may_act()) AND state = 'planned')
    WITH CHECK (executor_id = (SELECT sec.tenant()) AND (SELECT sec.may_act()) AND state = 'planned');
-- A courier sees the trips of their own stops, an officer those that come to their kelurahan.
CREATE POLICY courier_select ON app.shipment FOR SELECT TO ksbb_tenant
    USING (id IN (SELECT s.shipment_id FROM app.stop s WHERE s.courier_id = (SELECT sec.courier())
                                                          OR s.shift_id = (SELECT sec.shift())));
CREATE POLICY officer_select ON app.shipment FOR SELECT TO ksbb_gov
    USING (id IN (SELECT s.shipment_id FROM app.stop s
                  WHERE s.area_id = ANY ((SELECT sec.areas())::bigint[])));
CREATE POLICY engine_select ON app.shipment FOR SELECT TO ksbb_engine, ksbb_worker USING (true);
CREATE POLICY engine_update ON app.shipment FOR UPDATE TO ksbb_engine USING (true) WITH CHECK (true);
GRANT SELECT ON app.shipment TO ksbb_tenant, ksbb_gov, ksbb_worker, ksbb_engine;
GRANT INSERT (executor_id, day, slot_starts, slot_ends, vehicle, in_charge, mode, mode_reason, crowd_plan,
              note, state, created_by) ON app.shipment TO ksbb_tenant, ksbb_gov;
GRANT UPDATE (day, slot_starts, slot_ends, vehicle, in_charge, mode, mode_reason, crowd_plan, note)
    ON app.shipment TO ksbb_tenant, ksbb_gov;
GRANT UPDATE (state, reason, dispatched_on, late_reason) ON app.shipment TO ksbb_engine;

CREATE POLICY parties_select ON app.stop FOR SELECT TO ksbb_tenant
    USING (executor_id = (SELECT sec.tenant())
           OR id IN (SELECT l.stop_id FROM app.load l WHERE l.donor_id = (SELECT sec.tenant())));
CREATE POLICY executor_insert ON app.stop FOR INSERT TO ksbb_tenant
    WITH CHECK (executor_id = (SELECT sec.tenant()) AND state = 'planned'
                AND created_by = (SELECT sec.person()) AND (SELECT sec.may_act()));
CREATE POLICY executor_update ON app.stop FOR UPDATE TO ksbb_tenant
    USING (executor_id = (SELECT sec.tenant()) AND (SELECT sec.may_act()))
    WITH CHECK (executor_id = (SELECT sec.tenant()) AND (SELECT sec.may_act()));
CREATE POLICY courier_select ON app.stop FOR SELECT TO ksbb_tenant
    USING (courier_id = (SELECT sec.courier()) OR shift_id = (SELECT sec.shift()));
CREATE POLICY gov_select ON app.stop FOR SELECT TO ksbb_gov USING ((SELECT sec.is_pemprov()));
CREATE POLICY gov_insert ON app.stop FOR INSERT TO ksbb_gov
    WITH CHECK (executor_id = (SELECT sec.tenant()) AND state = 'planned'
                AND created_by = (SELECT sec.person()) AND (SELECT sec.may_act()));
CREATE POLICY gov_update ON app.stop FOR UPDATE TO ksbb_gov
    USING (executor_id = (SELECT sec.tenant()) AND (SELECT sec.may_act()))
    WITH CHECK (executor_id = (SELECT sec.tenant()) AND (SELECT sec.may_act()));
CREATE POLICY officer_select ON app.stop FOR SELECT TO ksbb_gov
    USING (area_id = ANY ((SELECT sec.areas())::bigint[]));
CREATE POLICY engine_select ON app.stop FOR SELECT TO ksbb_engine, ksbb_worker USING (true);
CREATE POLICY engine_update ON app.stop FOR UPDATE TO ksbb_engine USING (true) WITH CHECK (true);
GRANT SELECT ON app.stop TO ksbb_tenant, ksbb_gov, ksbb_worker, ksbb_engine;
GRANT INSERT (shipment_id, executor_id, unit_id, area_id, position, state, courier_id, distribution_plan,
              created_by) ON app.stop TO ksbb_tenant, ksbb_gov;
GRANT UPDATE (position, courier_id, distribution_plan) ON app.stop TO ksbb_tenant, ksbb_gov;
GRANT UPDATE (state, reason) ON app.stop TO ksbb_engine;

CREATE POLICY parties_select ON app.load FOR SELECT TO ksbb_tenant
    USING (donor_id = (SELECT sec.tenant()) OR executor_id = (SELECT sec.tenant()));
CREATE POLICY gov_select ON app.load FOR SELECT TO ksbb_gov USING ((SELECT sec.is_pemprov()));
CREATE POLICY courier_select ON app.load FOR SELECT TO ksbb_tenant
    USING (stop_id = ANY ((SELECT sec.courier_stops())::bigint[]));
CREATE POLICY officer_select ON app.load FOR SELECT TO ksbb_gov
    USING (area_id = ANY ((SELECT sec.areas())::bigint[]));
CREATE POLICY engine_select ON app.load FOR SELECT TO ksbb_engine, ksbb_worker USING (true);
CREATE POLICY engine_insert ON app.load FOR INSERT TO ksbb_engine WITH CHECK (true);
CREATE POLICY engine_update ON app.load FOR UPDATE TO ksbb_engine USING (true) WITH CHECK (true);
GRANT SELECT ON app.load TO ksbb_tenant, ksbb_gov, ksbb_worker, ksbb_engine;
GRANT INSERT ON app.load TO ksbb_engine;
GRANT UPDATE (quantity, dispatched, cancelled) ON app.load TO ksbb_engine;

CREATE POLICY parties_select ON app.load_lot FOR SELECT TO ksbb_tenant
    USING (donor_id = (SELECT sec.tenant()) OR executor_id = (SELECT sec.tenant())
           OR funder_id = (SELECT sec.tenant()));
CREATE POLICY gov_select ON app.load_lot FOR SELECT TO ksbb_gov USING ((SELECT sec.is_pemprov()));
CREATE POLICY engine_select ON app.load_lot FOR SELECT TO ksbb_engine, ksbb_worker USING (true);
CREATE POLICY engine_insert ON app.load_lot FOR INSERT TO ksbb_engine WITH CHECK (true);
GRANT SELECT ON app.load_lot TO ksbb_tenant, ksbb_gov, ksbb_worker, ksbb_engine;
GRANT INSERT ON app.load_lot TO ksbb_engine;
GRANT UPDATE (loaded, dispatched) ON app.allocation TO ksbb_engine;
