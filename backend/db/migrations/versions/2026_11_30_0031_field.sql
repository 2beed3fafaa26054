-- Couriers' phones: which trips a shift drives, its phone, and what a phone leaves to the office to decide.
-- Shifts and phones live by real time.

-- The trips whose stops a shift hands over.
CREATE TABLE app.shift_shipment (
    shift_id bigint NOT NULL,
    shipment_id bigint NOT NULL,
    executor_id bigint NOT NULL,
    PRIMARY KEY (shift_id, shipment_id),
    FOREIGN KEY (shift_id, executor_id) REFERENCES app.shift (id, executor_id),
    FOREIGN KEY (shipment_id, executor_id) REFERENCES app.shipment (id, executor_id)
);
ALTER TABLE app.shift_shipment OWNER TO ksbb_owner;
CREATE INDEX shift_shipment_executor ON app.shift_shipment (executor_id, shift_id);
CREATE INDEX shift_shipment_shipment ON app.shift_shipment (shipment_id, shift_id);
ALTER TABLE app.shift_shipment ENABLE ROW LEVEL SECURITY;
ALTER TABLE app.shift_shipment FORCE ROW LEVEL SECURITY;
CREATE POLICY executor_select ON app.shift_shipment FOR SELECT TO ksbb_tenant
    USING (executor_id = (SELECT sec.tenant()));
CREATE POLICY gov_select ON app.shift_shipment FOR SELECT TO ksbb_gov USING ((SELECT sec.is_pemprov()));
CREATE POLICY engine_select ON app.shift_shipment FOR SELECT TO ksbb_engine USING (true);
CREATE POLICY engine_insert ON app.shift_shipment FOR INSERT TO ksbb_engine WITH CHECK (true);
GRANT SELECT ON app.shift_shipment TO ksbb_tenant, ksbb_gov, ksbb_engine;
GRANT INSERT ON app.shift_shipment TO ksbb_engine;

-- A phone in the field: of a shift, which has one phone, or of a courier with an account. What it last
-- said of its queue stays, so that the office sees what never came.
CREATE TABLE app.device (
    id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    executor_id bigint NOT NULL REFERENCES app.organisation (id),
    shift_id bigint UNIQUE,
    person_id bigint REFERENCES app.person (id),
    token_hash bytea NOT NULL UNIQUE CHECK (length(token_hash) = 32),
    opened_at timestamptz NOT NULL DEFAULT clock_timestamp(),
    -- Of an account: when it must sign in again. A shift has an end of its own.
    ends_at timestamptz NOT NULL DEFAULT clock_timestamp() + interval '96 hours',
    heard_at timestamptz NOT NULL DEFAULT clock_timestamp(),
    -- The number of the last entry that it saved.
    sequence int NOT NULL DEFAULT 0 CHECK (sequence >= 0),
    waiting int NOT NULL DEFAULT 0 CHECK (waiting >= 0),
    refused int NOT NULL DEFAULT 0 CHECK (refused >= 0),
    -- Entries of it that the server has taken.
    arrived int NOT NULL DEFAULT 0 CHECK (arrived >= 0),
    photos int NOT NULL DEFAULT 0 CHECK (photos >= 0),
    UNIQUE (id, executor_id),
    CHECK (num_nonnulls(shift_id, person_id) = 1),
    FOREIGN KEY (shift_id, executor_id) REFERENCES app.shift (id, executor_id)
);
ALTER TABLE app.device OWNER TO ksbb_owner;
CREATE INDEX device_executor ON app.device (executor_id, id);
CREATE INDEX device_person ON app.device (person_id, id);
ALTER TABLE app.device ENABLE ROW LEVEL SECURITY;
ALTER TABLE app.device FORCE ROW LEVEL SECURITY;
CREATE POLICY executor_select ON app.device FOR SELECT TO ksbb_tenant
    USING (executor_id = (SELECT sec.tenant()));
CREATE POLICY gov_select ON app.device FOR SELECT TO ksbb_gov USING ((SELECT sec.is_pemprov()));
CREATE POLICY engine_select ON app.device FOR SELECT TO ksbb_engine USING (true);
CREATE POLICY engine_insert ON app.device FOR INSERT TO ksbb_engine WITH CHECK (true);
CREATE POLICY engine_update ON app.device FOR UPDATE TO ksbb_engine USING (true) WITH CHECK (true);
-- Nobody reads the hash but the functions that compare it.
GRANT SELECT (id, executor_id, shift_id, person_id, opened_at, ends_at, heard_at, sequence, waiting, refused,
              arrived, photos) ON app.device TO ksbb_tenant, ksbb_gov;
GRANT SELECT, INSERT, UPDATE (ends_at, heard_at, sequence, waiting, refused, arrived, photos)
    ON app.device TO ksbb_engine;

-- What a phone could not report any more: its shift was over, or the courier left it to the office. The
-- office records it as a handover or dismisses it.
CREATE TABLE app.field_entry (
    id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    executor_id bigint NOT NULL,
    device_id bigint NOT NULL,
    stop_id bigint NOT NULL,
    area_id bigint NOT NULL,
    state text NOT NULL CHECK (state IN ('waiting', 'recorded', 'dismissed')),
    -- Why it was dismissed.
    reason text,
    -- Why the phone left it to the office, as the courier read it.
    problem text NOT NULL CHECK (length(problem) <= 1000),
    happened_on date NOT NULL,
    happened_at timestamptz NOT NULL,
    drift_seconds int,
    receiver text NOT NULL DEFAULT '' CHECK (length(receiver) <= 80),
    note text NOT NULL DEFAULT '' CHECK (length(note) <= 2000),
    -- Why nothing was handed over; '' if something was.
    failed_because text NOT NULL DEFAULT '' CHECK (length(failed_because) <= 500),
    -- The handover that the office recorded from it.
    handover_id bigint,
    actor text NOT NULL,
    actor_id bigint NOT NULL,
    recorded timestamptz NOT NULL DEFAULT app.now(),
    UNIQUE (id, stop_id, executor_id, area_id),
    CHECK ((state = 'recorded') = (handover_id IS NOT NULL)),
    FOREIGN KEY (device_id, executor_id) REFERENCES app.device (id, executor_id),
    FOREIGN KEY (stop_id, executor_id, area_id) REFERENCES app.stop (id, executor_id, area_id),
    FOREIGN KEY (handover_id, stop_id, executor_id, area_id)
        REFERENCES app.handover (id, stop_id, executor_id, area_id)
);
ALTER TABLE app.field_entry OWNER TO ksbb_owner;
CREATE INDEX field_entry_executor ON app.field_entry (executor_id, id);
CREATE INDEX field_entry_stop ON app.field_entry (stop_id, id);
CREATE INDEX field_entry_device ON app.field_entry (device_id, id);

CREATE TABLE app.field_count (
    entry_id bigint NOT NULL REFERENCES app.field_entry (id),
    executor_id bigint NOT NULL,
    package_id bigint NOT NULL REFERENCES pub.package (id),
    good int NOT NULL CHECK (good >= 0),
    damaged int NOT NULL CHECK (damaged >= 0),
    missing int NOT NULL CHECK (missing >= 0),
    brought_back int NOT NULL CHECK (brought_back >= 0),
    surplus int NOT NULL CHECK (surplus >= 0),
    PRIMARY KEY (entry_id, package_id)
);
ALTER TABLE app.field_count OWNER TO ksbb_owner;
CREATE INDEX field_count_executor ON app.field_count (executor_id, entry_id);

INSERT INTO app.transition (thing, from_state, to_state, party, reason_required, another_person) VALUES
    ('field_entry', '', 'waiting', 'FIELD', false, false),
    ('field_entry', 'waiting', 'recorded', 'EXECUTOR', false, false),
    ('field_entry', 'waiting', 'dismissed', 'EXECUTOR', true, false);
CREATE TRIGGER reason BEFORE UPDATE OF reason ON app.field_entry
    FOR EACH ROW EXECUTE FUNCTION app.reason_guard();
CREATE TRIGGER step AFTER INSERT OR UPDATE OF state ON app.field_entry
    FOR EACH ROW EXECUTE FUNCTION app.step_guard('field_entry', 'executor_id', 'executor_id');

ALTER TABLE app.field_entry ENABLE ROW LEVEL SECURITY;
ALTER TABLE app.field_entry FORCE ROW LEVEL SECURITY;
ALTER TABLE app.field_count ENABLE ROW LEVEL SECURITY;
ALTER TABLE app.field_count FORCE ROW LEVEL SECURITY;
CREATE POLICY executor_select ON app.field_entry FOR SELECT TO ksbb_tenant
    USING (executor_id = (SELECT sec.tenant()));
CREATE POLICY courier_select ON app.field_entry FOR SELECT TO ksbb_tenant
    USING (actor_id = (SELECT sec.actor_id()) AND actor = (SELECT sec.actor())
           AND (SELECT sec.role()) = 'FIELD');
CREATE POLICY gov_select ON app.field_entry FOR SELECT TO ksbb_gov USING ((SELECT sec.is_pemprov()));
CREATE POLICY engine_select ON app.field_entry FOR SELECT TO ksbb_engine, ksbb_worker USING (true);
CREATE POLICY engine_insert ON app.field_entry FOR INSERT TO ksbb_engine WITH CHECK (true);
CREATE POLICY engine_update ON app.field_entry FOR UPDATE TO ksbb_engine USING (true) WITH CHECK (true);
GRANT SELECT ON app.field_entry TO ksbb_tenant, ksbb_gov, ksbb_worker, ksbb_engine;
GRANT INSERT, UPDATE (state, reason, handover_id) ON app.field_entry TO ksbb_engine;
CREATE INDEX field_entry_actor ON app.field_entry (actor_id, actor);
CREATE POLICY executor_select ON app.field_count FOR SELECT TO ksbb_tenant
    USING (executor_id = (SELECT sec.tenant()));
CREATE POLICY gov_select ON app.field_count FOR SELECT TO ksbb_gov USING ((SELECT sec.is_pemprov()));
CREATE POLICY engine_select ON app.field_count FOR SELECT TO ksbb_engine USING (true);
CREATE POLICY engine_insert ON app.field_count FOR INSERT TO ksbb_engine WITH CHECK (true);
GRANT SELECT ON app.field_count TO ksbb_tenant, ksbb_gov, ksbb_engine;
GRANT INSERT ON app.field_count TO ksbb_engine;

-- Photos of such an entry; they belong to its handover too, once the office has recorded it.
ALTER TABLE app.evidence ADD COLUMN entry_id bigint;
ALTER TABLE app.evidence ADD FOREIGN KEY (entry_id, stop_id, executor_id, area_id)
    REFERENCES app.field_entry (id, stop_id, executor_id, area_id);
CREATE INDEX evidence_entry ON app.evidence (entry_id, id);
ALTER TABLE app.evidence DROP CONSTRAINT evidence_check;
ALTER TABLE app.evidence ADD CONSTRAINT evidence_check
    CHECK (num_nonnulls(coalesce(handover_id, entry_id), proof_id, goods_receipt_id) = 1);
ALTER TABLE app.evidence DROP CONSTRAINT evidence_check3;
ALTER TABLE app.evidence ADD CONSTRAINT evidence_check3
    CHECK (CASE WHEN coalesce(handover_id, entry_id) IS NOT NULL THEN kind IN ('STACK_PHOTO', 'SIGNATURE', 'PAPER')
                WHEN proof_id IS NOT NULL THEN kind IN ('SIGNATURE', 'PAPER')
                ELSE kind IN ('STACK_PHOTO', 'DOCUMENT') END);
GRANT UPDATE (handover_id) ON app.evidence TO ksbb_engine;

-- A shift takes the open stops of its trips.
GRANT UPDATE (shift_id) ON app.stop TO ksbb_engine;

CREATE FUNCTION app.shift_is_on(this bigint) RETURNS boolean LANGUAGE plpgsql AS 'placeholder';
ALTER FUNCTION app.shift_is_on OWNER TO ksbb_engine;
GRANT EXECUTE ON FUNCTION app.shift_is_on TO ksbb_tenant, ksbb_gov;

CREATE FUNCTION app.shift_open(label text, shipments bigint[], token_hash bytea) RETURNS bigint
    LANGUAGE plpgsql AS 'placeholder';
ALTER FUNCTION app.shift_open OWNER TO ksbb_engine;
GRANT EXECUTE ON FUNCTION app.shift_open TO ksbb_tenant, ksbb_gov;

CREATE FUNCTION app.shift_revoke(this bigint) RETURNS void LANGUAGE plpgsql AS 'placeholder';
ALTER FUNCTION app.shift_revoke OWNER TO ksbb_engine;
GRANT EXECUTE ON FUNCTION app.shift_revoke TO ksbb_tenant, ksbb_gov;

CREATE FUNCTION sec.shift_of(token_hash bytea) RETURNS TABLE (shift_id bigint, executor_id bigint, kind text)
    LANGUAGE plpgsql AS 'placeholder';
ALTER FUNCTION sec.shift_of OWNER TO ksbb_engine;
GRANT EXECUTE ON FUNCTION sec.shift_of TO ksbb_tenant;

CREATE FUNCTION app.device_open(token_hash bytea) RETURNS TABLE (refusal text, device_id bigint)
    LANGUAGE plpgsql AS 'placeholder';
ALTER FUNCTION app.device_open OWNER TO ksbb_engine;
GRANT EXECUTE ON FUNCTION app.device_open TO ksbb_tenant;

CREATE FUNCTION sec.device_viewer(token_hash bytea) RETURNS TABLE (actor text, actor_id bigint,
    organisation_id bigint, kind text, locale text, organisation text, label text, ends_at timestamptz,
    is_over boolean) LANGUAGE plpgsql AS 'placeholder';
ALTER FUNCTION sec.device_viewer OWNER TO ksbb_engine;
GRANT EXECUTE ON FUNCTION sec.device_viewer TO ksbb_tenant;

CREATE FUNCTION app.device_heard(token_hash bytea, sequence int, waiting int, refused int, arrived int,
    photos int) RETURNS boolean LANGUAGE plpgsql AS 'placeholder';
ALTER FUNCTION app.device_heard OWNER TO ksbb_engine;
GRANT EXECUTE ON FUNCTION app.device_heard TO ksbb_tenant;

CREATE FUNCTION app.field_entry_keep(stop bigint, problem text, happened_on date, happened_at timestamptz,
    drift int, receiver text, note text, failed_because text, counts jsonb) RETURNS bigint
    LANGUAGE plpgsql AS 'placeholder';
ALTER FUNCTION app.field_entry_keep OWNER TO ksbb_engine;
GRANT EXECUTE ON FUNCTION app.field_entry_keep TO ksbb_tenant;

CREATE FUNCTION app.field_entry_decide(this bigint, handover bigint, why text) RETURNS void
    LANGUAGE plpgsql AS 'placeholder';
ALTER FUNCTION app.field_entry_decide OWNER TO ksbb_engine;
GRANT EXECUTE ON FUNCTION app.field_entry_decide TO ksbb_tenant, ksbb_gov;
