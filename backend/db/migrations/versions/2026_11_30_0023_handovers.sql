-- What happened at a stop, what of it was proven and how, and what was damaged or missing.

-- The report of one stop, by who stood there. Immutable but for its state.
CREATE TABLE app.handover (
    id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    stop_id bigint NOT NULL,
    shipment_id bigint NOT NULL,
    executor_id bigint NOT NULL,
    unit_id bigint NOT NULL,
    -- The kelurahan of the unit.
    area_id bigint NOT NULL,
    state text NOT NULL CHECK (state IN ('reported', 'proven', 'verified', 'disputed', 'resolved',
                                         'second_report', 'superseded', 'failed')),
    reason text,
    happened_on date NOT NULL,
    -- The device's clock, and by how many seconds it was ahead of the server's; NULL: not known.
    happened_at timestamptz,
    drift_seconds int,
    -- The function of who received, as "ketua RW": never a name.
    receiver text NOT NULL DEFAULT '' CHECK (length(receiver) <= 80),
    note text NOT NULL DEFAULT '' CHECK (length(note) <= 2000),
    -- Why it was recorded more than a day after it had happened.
    late_reason text CHECK (length(late_reason) BETWEEN 1 AND 500),
    -- The report that this one corrects.
    corrects_id bigint REFERENCES app.handover (id),
    actor text NOT NULL,
    actor_id bigint NOT NULL,
    recorded timestamptz NOT NULL DEFAULT app.now(),
    UNIQUE (id, stop_id, executor_id),
    UNIQUE (id, stop_id, executor_id, area_id),
    FOREIGN KEY (stop_id, shipment_id, executor_id, unit_id, area_id)
        REFERENCES app.stop (id, shipment_id, executor_id, unit_id, area_id)
);
ALTER TABLE app.handover OWNER TO ksbb_owner;
CREATE INDEX handover_stop ON app.handover (stop_id, id);
CREATE INDEX handover_executor ON app.handover (executor_id, id);
CREATE INDEX handover_unit ON app.handover (unit_id, id);
CREATE INDEX handover_area ON app.handover (area_id, id);
-- One report of a stop counts at a time.
CREATE UNIQUE INDEX handover_counting ON app.handover (stop_id)
    WHERE state NOT IN ('second_report', 'superseded');

-- Packages of one kind at the stop, as counted there.
CREATE TABLE app.handover_count (
    handover_id bigint NOT NULL,
    stop_id bigint NOT NULL,
    executor_id bigint NOT NULL,
    area_id bigint NOT NULL,
    package_id bigint NOT NULL REFERENCES pub.package (id),
    sent int NOT NULL CHECK (sent >= 0),
    good int NOT NULL CHECK (good >= 0),
    damaged int NOT NULL CHECK (damaged >= 0),
    missing int NOT NULL CHECK (missing >= 0),
    brought_back int NOT NULL CHECK (brought_back >= 0),
    -- More than was sent: on no rung of the ladder.
    surplus int NOT NULL DEFAULT 0 CHECK (surplus >= 0),
    CONSTRAINT handover_accounts_for_all CHECK (good + damaged + missing + brought_back = sent),
    PRIMARY KEY (handover_id, package_id),
    FOREIGN KEY (handover_id, stop_id, executor_id, area_id)
        REFERENCES app.handover (id, stop_id, executor_id, area_id)
);
ALTER TABLE app.handover_count OWNER TO ksbb_owner;
CREATE INDEX handover_count_stop ON app.handover_count (stop_id);
CREATE INDEX handover_count_area ON app.handover_count (area_id);
CREATE INDEX handover_count_executor ON app.handover_count (executor_id, handover_id);

-- What of it falls on each load, as it is accepted now; undecided while two sides differ.
CREATE TABLE app.handover_line (
    handover_id bigint NOT NULL REFERENCES app.handover (id),
    load_id bigint NOT NULL,
    stop_id bigint NOT NULL,
    line_id bigint NOT NULL,
    donor_id bigint NOT NULL,
    executor_id bigint NOT NULL,
    sent int NOT NULL CHECK (sent > 0),
    good int NOT NULL CHECK (good >= 0),
    damaged int NOT NULL CHECK (damaged >= 0),
    missing int NOT NULL CHECK (missing >= 0),
    brought_back int NOT NULL CHECK (brought_back >= 0),
    undecided int NOT NULL DEFAULT 0 CHECK (undecided >= 0),
    CONSTRAINT line_accounts_for_all
        CHECK (good + damaged + missing + brought_back + undecided = sent),
    PRIMARY KEY (handover_id, load_id),
    UNIQUE (handover_id, load_id, donor_id, executor_id),
    FOREIGN KEY (load_id, stop_id, line_id, donor_id, executor_id)
        REFERENCES app.load (id, stop_id, line_id, donor_id, executor_id)
);
ALTER TABLE app.handover_line OWNER TO ksbb_owner;
CREATE INDEX handover_line_donor ON app.handover_line (donor_id, handover_id);
CREATE INDEX handover_line_executor ON app.handover_line (executor_id, handover_id);
CREATE INDEX handover_line_load ON app.handover_line (load_id);

-- What of a line falls on each lot of its load.
CREATE TABLE app.handover_lot (
    handover_id bigint NOT NULL,
    load_id bigint NOT NULL,
    lot_id bigint NOT NULL,
    donor_id bigint NOT NULL,
    executor_id bigint NOT NULL,
    funder_id bigint REFERENCES app.organisation (id),
    sent int NOT NULL CHECK (sent > 0),
    good int NOT NULL CHECK (good >= 0),
    damaged int NOT NULL CHECK (damaged >= 0),
    missing int NOT NULL CHECK (missing >= 0),
    brought_back int NOT NULL CHECK (brought_back >= 0),
    undecided int NOT NULL DEFAULT 0 CHECK (undecided >= 0),
    CONSTRAINT lot_accounts_for_all
        CHECK (good + damaged + missing + brought_back + undecided = sent),
    PRIMARY KEY (handover_id, load_id, lot_id),
    FOREIGN KEY (handover_id, load_id, donor_id, executor_id)
        REFERENCES app.handover_line (handover_id, load_id, donor_id, executor_id),
    FOREIGN KEY (load_id, lot_id, donor_id, executor_id)
        REFERENCES app.load_lot (load_id, lot_id, donor_id, executor_id)
);
ALTER TABLE app.handover_lot OWNER TO ksbb_owner;
CREATE INDEX handover_lot_donor ON app.handover_lot (donor_id, handover_id);
CREATE INDEX handover_lot_executor ON app.handover_lot (executor_id, handover_id);
CREATE INDEX handover_lot_funder ON app.handover_lot (funder_id, handover_id);
CREATE INDEX handover_lot_lot ON app.handover_lot (lot_id);

-- How the unit's side said yes. Before the courier's report has come it waits at the stop.
CREATE TABLE app.proof (
    id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    stop_id bigint NOT NULL,
    executor_id bigint NOT NULL,
    area_id bigint NOT NULL,
    handover_id bigint,
    method text NOT NULL CHECK (method IN ('CODE', 'KELURAHAN', 'COURIER_CODE', 'SIGNATURE', 'PAPER')),
    side text NOT NULL GENERATED ALWAYS AS (
        CASE WHEN method IN ('CODE', 'KELURAHAN') THEN 'UNIT' ELSE 'EXECUTOR' END) STORED,
    message text NOT NULL DEFAULT '' CHECK (length(message) <= 1000),
    happened_on date NOT NULL,
    -- The proof by the same actor that corrects this one.
    superseded_by bigint REFERENCES app.proof (id),
    actor text NOT NULL,
    actor_id bigint NOT NULL,
    recorded timestamptz NOT NULL DEFAULT app.now(),
    UNIQUE (id, stop_id, executor_id),
    FOREIGN KEY (stop_id, executor_id, area_id) REFERENCES app.stop (id, executor_id, area_id),
    FOREIGN KEY (handover_id, stop_id, executor_id) REFERENCES app.handover (id, stop_id, executor_id)
);
ALTER TABLE app.proof OWNER TO ksbb_owner;
CREATE INDEX proof_stop ON app.proof (stop_id, id);
CREATE INDEX proof_handover ON app.proof (handover_id);
CREATE INDEX proof_executor ON app.proof (executor_id, id);
CREATE INDEX proof_area ON app.proof (area_id, id);

-- The unit's own count. A proof of the executor's side has none: it confirms the courier's numbers.
CREATE TABLE app.proof_count (
    proof_id bigint NOT NULL,
    stop_id bigint NOT NULL,
    executor_id bigint NOT NULL,
    package_id bigint NOT NULL REFERENCES pub.package (id),
    good int NOT NULL CHECK (good BETWEEN 0 AND 10000000),
    damaged int NOT NULL CHECK (damaged BETWEEN 0 AND 10000000),
    PRIMARY KEY (proof_id, package_id),
    FOREIGN KEY (proof_id, stop_id, executor_id) REFERENCES app.proof (id, stop_id, executor_id)
);
ALTER TABLE app.proof_count OWNER TO ksbb_owner;
CREATE INDEX proof_count_executor ON app.proof_count (executor_id, proof_id);
CREATE INDEX proof_count_stop ON app.proof_count (stop_id);

CREATE TRIGGER immutable BEFORE UPDATE OR DELETE ON app.handover_count
    FOR EACH ROW EXECUTE FUNCTION app.immutable();
CREATE TRIGGER immutable_whole BEFORE TRUNCATE ON app.handover_count
    FOR EACH STATEMENT EXECUTE FUNCTION app.immutable();
CREATE TRIGGER immutable BEFORE UPDATE OR DELETE ON app.proof_count
    FOR EACH ROW EXECUTE FUNCTION app.immutable();
CREATE TRIGGER immutable_whole BEFORE TRUNCATE ON app.proof_count
    FOR EACH STATEMENT EXECUTE FUNCTION app.immutable();

INSERT INTO app.transition (thing, from_state, to_state, party, reason_required, another_person) VALUES
    ('handover', '', 'reported', 'FIELD', false, false),
    ('handover', '', 'reported', 'EXECUTOR', false, false),
    ('handover', '', 'failed', 'FIELD', true, false),
    ('handover', '', 'failed', 'EXECUTOR', true, false),
    ('handover', '', 'second_report', 'FIELD', false, false),
    ('handover', '', 'second_report', 'EXECUTOR', false, false),
    ('handover', 'reported', 'superseded', 'FIELD', true, false),
    ('handover', 'reported', 'superseded', 'EXECUTOR', true, false),
    ('handover', 'failed', 'superseded', 'EXECUTOR', true, false),
    ('handover', 'second_report', 'superseded', 'EXECUTOR', true, false),
    ('handover', 'reported', 'proven', 'FIELD', false, false),
    ('handover', 'reported', 'proven', 'EXECUTOR', false, false),
    ('handover', 'reported', 'proven', 'UNIT', false, false),
    ('handover', 'reported', 'proven', 'KELURAHAN', false, false),
    ('handover', 'reported', 'disputed', 'UNIT', false, false),
    ('handover', 'reported', 'disputed', 'KELURAHAN', false, false),
    -- A count that waited for the courier's report differs from it.
    ('handover', 'reported', 'disputed', 'FIELD', false, false),
    ('handover', 'reported', 'disputed', 'EXECUTOR', false, false),
    ('handover', 'proven', 'disputed', 'UNIT', false, false),
    ('handover', 'proven', 'disputed', 'KELURAHAN', false, false),
    ('handover', 'proven', 'disputed', 'VERIFIER', false, false),
    ('handover', 'proven', 'disputed', 'PEMPROV', true, false),
    ('handover', 'disputed', 'resolved', 'UNIT', false, false),
    ('handover', 'disputed', 'resolved', 'KELURAHAN', false, false),
    ('handover', 'disputed', 'resolved', 'EXECUTOR', true, false),
    ('handover', 'disputed', 'resolved', 'PEMPROV', true, true),
    ('handover', 'proven', 'verified', 'VERIFIER', false, true),
    ('handover', 'resolved', 'verified', 'VERIFIER', false, true);
CREATE TRIGGER reason BEFORE UPDATE OF reason ON app.handover
    FOR EACH ROW EXECUTE FUNCTION app.reason_guard();
CREATE TRIGGER step AFTER INSERT OR UPDATE OF state ON app.handover
    FOR EACH ROW EXECUTE FUNCTION app.step_guard('handover', 'executor_id', 'executor_id', 'engine');

-- An element of counts: {"package": 1, "good": 93, "damaged": 5, "missing": 2, "brought_back": 0,
-- "surplus": 0}.
CREATE FUNCTION app.handover_report(this bigint, day date, device_time timestamptz, drift int,
    receiver text, note text, late text, counts jsonb, failed_because text)
    RETURNS TABLE (refusal text, package_id bigint, requested bigint, remaining bigint, handover_id bigint)
    LANGUAGE plpgsql AS 'placeholder';
ALTER FUNCTION app.handover_report OWNER TO ksbb_engine;
GRANT EXECUTE ON FUNCTION app.handover_report TO ksbb_tenant, ksbb_gov;

CREATE FUNCTION app.handover_divide(this bigint, counts jsonb) RETURNS void
    LANGUAGE plpgsql AS 'placeholder';
ALTER FUNCTION app.handover_divide OWNER TO ksbb_engine;

CREATE FUNCTION app.handover_post(this bigint, day date, why text) RETURNS void
    LANGUAGE plpgsql AS 'placeholder';
ALTER FUNCTION app.handover_post OWNER TO ksbb_engine;

CREATE FUNCTION app.handover_unpost(this bigint, why text) RETURNS void
    LANGUAGE plpgsql AS 'placeholder';
ALTER FUNCTION app.handover_unpost OWNER TO ksbb_engine;

CREATE FUNCTION app.handover_published(this bigint) RETURNS void
    LANGUAGE plpgsql AS 'placeholder';
ALTER FUNCTION app.handover_published OWNER TO ksbb_engine;

CREATE FUNCTION app.handover_weigh(this bigint) RETURNS void
    LANGUAGE plpgsql AS 'placeholder';
ALTER FUNCTION app.handover_weigh OWNER TO ksbb_engine;

CREATE FUNCTION app.count_shares(parts bigint[], sent bigint[], good bigint, damaged bigint,
    missing bigint, brought_back bigint)
    RETURNS TABLE (part bigint, sent_of bigint, good_of bigint, damaged_of bigint, missing_of bigint,
        brought_back_of bigint, undecided_of bigint) LANGUAGE plpgsql AS 'placeholder';
ALTER FUNCTION app.count_shares OWNER TO ksbb_owner;
GRANT EXECUTE ON FUNCTION app.count_shares TO ksbb_engine;

CREATE FUNCTION app.handover_lock(stop bigint) RETURNS app.stop
    LANGUAGE plpgsql AS 'placeholder';
ALTER FUNCTION app.handover_lock OWNER TO ksbb_engine;

CREATE FUNCTION app.stop_courier(place app.stop) RETURNS boolean
    LANGUAGE plpgsql AS 'placeholder';
ALTER FUNCTION app.stop_courier OWNER TO ksbb_owner;
GRANT EXECUTE ON FUNCTION app.stop_courier TO ksbb_engine;

CREATE FUNCTION app.allocations_settled(ids bigint[]) RETURNS void
    LANGUAGE plpgsql AS 'placeholder';
ALTER FUNCTION app.allocations_settled OWNER TO ksbb_engine;

CREATE FUNCTION app.handover_match(this bigint) RETURNS text
    LANGUAGE plpgsql AS 'placeholder';
ALTER FUNCTION app.handover_match OWNER TO ksbb_engine;

CREATE FUNCTION app.proof_record(stop bigint, how text, day date, message text, counts jsonb)
    RETURNS bigint LANGUAGE plpgsql AS 'placeholder';
ALTER FUNCTION app.proof_record OWNER TO ksbb_engine;
GRANT EXECUTE ON FUNCTION app.proof_record TO ksbb_tenant, ksbb_gov;

CREATE FUNCTION app.handover_decide(this bigint, counts jsonb, why text) RETURNS void
    LANGUAGE plpgsql AS 'placeholder';
ALTER FUNCTION app.handover_decide OWNER TO ksbb_engine;
GRANT EXECUTE ON FUNCTION app.handover_decide TO ksbb_tenant, ksbb_gov;

CREATE FUNCTION app.handover_supersede(this bigint, why text) RETURNS void
    LANGUAGE plpgsql AS 'placeholder';
ALTER FUNCTION app.handover_supersede OWNER TO ksbb_engine;
GRANT EXECUTE ON FUNCTION app.handover_supersede TO ksbb_tenant, ksbb_gov;

CREATE FUNCTION ledger.reverse(this bigint, author bigint, why text) RETURNS bigint
    LANGUAGE plpgsql AS 'placeholder';
ALTER FUNCTION ledger.reverse OWNER TO ksbb_owner;
GRANT EXECUTE ON FUNCTION ledger.reverse TO ksbb_engine;

ALTER TABLE app.handover ENABLE ROW LEVEL SECURITY;
ALTER TABLE app.handover FORCE ROW LEVEL SECURITY;
ALTER TABLE app.handover_count ENABLE ROW LEVEL SECURITY;
ALTER TABLE app.handover_count FORCE ROW LEVEL SECURITY;
ALTER TABLE app.handover_line ENABLE ROW LEVEL SECURITY;
ALTER TABLE app.handover_line FORCE ROW LEVEL SECURITY;
ALTER TABLE app.handover_lot ENABLE ROW LEVEL SECURITY;
ALTER TABLE app.handover_lot FORCE ROW LEVEL SECURITY;
ALTER TABLE app.proof ENABLE ROW LEVEL SECURITY;
ALTER TABLE app.proof FORCE ROW LEVEL SECURITY;
ALTER TABLE app.proof_count ENABLE ROW LEVEL SECURITY;
ALTER TABLE app.proof_count FORCE ROW LEVEL SECURITY;

-- Headers and counts carry no donor's share: the executor sees them, and who has a line; quantities of
-- a donor stand on its lines.
CREATE POLICY parties_select ON app.handover FOR SELECT TO ksbb_tenant
    USING (executor_id = (SELECT sec.tenant())
           OR id IN (SELECT l.handover_id FROM app.handover_line l
                     WHERE l.donor_id = (SELECT sec.tenant())));
CREATE POLICY courier_select ON app.handover FOR SELECT TO ksbb_tenant
    USING (stop_id = ANY ((SELECT sec.courier_stops())::bigint[]));
CREATE POLICY officer_select ON app.handover FOR SELECT TO ksbb_gov
    USING (area_id = ANY ((SELECT sec.areas())::bigint[]));
CREATE POLICY executor_select ON app.handover_count FOR SELECT TO ksbb_tenant
    USING (executor_id = (SELECT sec.tenant()));
CREATE POLICY executor_select ON app.proof FOR SELECT TO ksbb_tenant
    USING (executor_id = (SELECT sec.tenant()));
CREATE POLICY executor_select ON app.proof_count FOR SELECT TO ksbb_tenant
    USING (executor_id = (SELECT sec.tenant()));
CREATE POLICY officer_select ON app.proof_count FOR SELECT TO ksbb_gov
    USING (stop_id IN (SELECT s.id FROM app.stop s
                       WHERE s.area_id = ANY ((SELECT sec.areas())::bigint[])));
CREATE POLICY parties_select ON app.handover_line FOR SELECT TO ksbb_tenant
    USING (donor_id = (SELECT sec.tenant()) OR executor_id = (SELECT sec.tenant()));
CREATE POLICY parties_select ON app.handover_lot FOR SELECT TO ksbb_tenant
    USING (donor_id = (SELECT sec.tenant()) OR executor_id = (SELECT sec.tenant())
           OR funder_id = (SELECT sec.tenant()));
CREATE POLICY officer_select ON app.proof FOR SELECT TO ksbb_gov
    USING (area_id = ANY ((SELECT sec.areas())::bigint[]));
CREATE POLICY gov_select ON app.handover FOR SELECT TO ksbb_gov USING ((SELECT sec.is_pemprov()));
CREATE POLICY engine_select ON app.handover FOR SELECT TO ksbb_engine, ksbb_worker USING (true);
CREATE POLICY engine_insert ON app.handover FOR INSERT TO ksbb_engine WITH CHECK (true);
CREATE POLICY courier_select ON app.handover_count FOR SELECT TO ksbb_tenant
    USING (stop_id = ANY ((SELECT sec.courier_stops())::bigint[]));
CREATE POLICY officer_select ON app.handover_count FOR SELECT TO ksbb_gov
    USING (area_id = ANY ((SELECT sec.areas())::bigint[]));
CREATE POLICY gov_select ON app.handover_count FOR SELECT TO ksbb_gov USING ((SELECT sec.is_pemprov()));
CREATE POLICY engine_select ON app.handover_count FOR SELECT TO ksbb_engine, ksbb_worker USING (true);
CREATE POLICY engine_insert ON app.handover_count FOR INSERT TO ksbb_engine WITH CHECK (true);
CREATE POLICY gov_select ON app.handover_line FOR SELECT TO ksbb_gov USING ((SELECT sec.is_pemprov()));
CREATE POLICY engine_select ON app.handover_line FOR SELECT TO ksbb_engine, ksbb_worker USING (true);
CREATE POLICY engine_insert ON app.handover_line FOR INSERT TO ksbb_engine WITH CHECK (true);
CREATE POLICY gov_select ON app.handover_lot FOR SELECT TO ksbb_gov USING ((SELECT sec.is_pemprov()));
CREATE POLICY engine_select ON app.handover_lot FOR SELECT TO ksbb_engine, ksbb_worker USING (true);
CREATE POLICY engine_insert ON app.handover_lot FOR INSERT TO ksbb_engine WITH CHECK (true);
CREATE POLICY courier_select ON app.proof FOR SELECT TO ksbb_tenant
    USING (stop_id = ANY ((SELECT sec.courier_stops())::bigint[]));
CREATE POLICY gov_select ON app.proof FOR SELECT TO ksbb_gov USING ((SELECT sec.is_pemprov()));
CREATE POLICY engine_select ON app.proof FOR SELECT TO ksbb_engine, ksbb_worker USING (true);
CREATE POLICY engine_insert ON app.proof FOR INSERT TO ksbb_engine WITH CHECK (true);
CREATE POLICY gov_select ON app.proof_count FOR SELECT TO ksbb_gov USING ((SELECT sec.is_pemprov()));
CREATE POLICY engine_select ON app.proof_count FOR SELECT TO ksbb_engine, ksbb_worker USING (true);
CREATE POLICY engine_insert ON app.proof_count FOR INSERT TO ksbb_engine WITH CHECK (true);
CREATE POLICY engine_update ON app.handover FOR UPDATE TO ksbb_engine USING (true) WITH CHECK (true);
CREATE POLICY engine_update ON app.handover_line FOR UPDATE TO ksbb_engine USING (true) WITH CHECK (true);
CREATE POLICY engine_update ON app.handover_lot FOR UPDATE TO ksbb_engine USING (true) WITH CHECK (true);
CREATE POLICY engine_update ON app.proof FOR UPDATE TO ksbb_engine USING (true) WITH CHECK (true);
GRANT SELECT ON app.handover, app.handover_count, app.handover_line, app.handover_lot, app.proof,
    app.proof_count TO ksbb_tenant, ksbb_gov, ksbb_worker, ksbb_engine;
GRANT INSERT ON app.handover, app.handover_count, app.handover_line, app.handover_lot, app.proof,
    app.proof_count TO ksbb_engine;
GRANT UPDATE (state, reason) ON app.handover TO ksbb_engine;
GRANT UPDATE (good, damaged, missing, brought_back, undecided) ON app.handover_line, app.handover_lot
    TO ksbb_engine;
GRANT UPDATE (handover_id, superseded_by) ON app.proof TO ksbb_engine;
GRANT UPDATE (received) ON app.allocation TO ksbb_engine;
