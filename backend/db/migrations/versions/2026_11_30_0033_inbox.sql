-- What a person is told of events: entries of the inbox, written by the worker. References and numbers
-- only: names and sentences are read when the inbox is.
CREATE TABLE app.inbox_entry (
    id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    person_id bigint NOT NULL,
    organisation_id bigint NOT NULL,
    kind text NOT NULL CHECK (kind ~ '^[A-Z_]+$'),
    event uuid NOT NULL REFERENCES app.audit (event),
    recorded timestamptz NOT NULL,
    read_at timestamptz,
    -- Who did it, if that is another organisation.
    by_id bigint REFERENCES app.organisation (id),
    pledge_id bigint REFERENCES app.pledge (id),
    contribution_id bigint REFERENCES app.contribution (id),
    shipment_id bigint REFERENCES app.shipment (id),
    handover_id bigint REFERENCES app.handover (id),
    unit_id bigint REFERENCES pub.unit (id),
    -- The organisation that it is about.
    subject_id bigint REFERENCES app.organisation (id),
    packages int CHECK (packages >= 0),
    amount bigint CHECK (amount > 0),
    day date,
    -- How many days were left.
    days int CHECK (days >= 0),
    -- How it ended: an answer, a settlement, whose word it is.
    detail text CHECK (detail ~ '^[A-Z_]+$'),
    -- An event that is delivered twice still makes one entry.
    UNIQUE (event, person_id, organisation_id),
    FOREIGN KEY (organisation_id, person_id) REFERENCES app.membership (organisation_id, person_id)
);
ALTER TABLE app.inbox_entry OWNER TO ksbb_owner;
CREATE INDEX inbox_entry_person ON app.inbox_entry (person_id, organisation_id, id);
CREATE INDEX inbox_entry_unread ON app.inbox_entry (person_id, organisation_id) WHERE read_at IS NULL;

-- What a person switched on or off, where it differs from the default.
CREATE TABLE app.notification_setting (
    person_id bigint NOT NULL REFERENCES app.person (id),
    kind text NOT NULL CHECK (kind ~ '^[A-Z_]+$'),
    inbox boolean NOT NULL,
    mail boolean NOT NULL,
    PRIMARY KEY (person_id, kind)
);
ALTER TABLE app.notification_setting OWNER TO ksbb_owner;

ALTER TABLE app.inbox_entry ENABLE ROW LEVEL SECURITY;
ALTER TABLE app.inbox_entry FORCE ROW LEVEL SECURITY;
ALTER TABLE app.notification_setting ENABLE ROW LEVEL SECURITY;
ALTER TABLE app.notification_setting FORCE ROW LEVEL SECURITY;
CREATE POLICY own_select ON app.inbox_entry FOR SELECT TO ksbb_tenant, ksbb_gov
    USING (person_id = (SELECT sec.person()) AND organisation_id = (SELECT sec.organisation()));
CREATE POLICY own_update ON app.inbox_entry FOR UPDATE TO ksbb_tenant, ksbb_gov
    USING (person_id = (SELECT sec.person()) AND organisation_id = (SELECT sec.organisation()))
    WITH CHECK (person_id = (SELECT sec.person()) AND organisation_id = (SELECT sec.organisation()));
CREATE POLICY worker_select ON app.inbox_entry FOR SELECT TO ksbb_worker USING (true);
CREATE POLICY worker_insert ON app.inbox_entry FOR INSERT TO ksbb_worker WITH CHECK (true);
CREATE POLICY own_select ON app.notification_setting FOR SELECT TO ksbb_tenant, ksbb_gov
    USING (person_id = (SELECT sec.person()));
CREATE POLICY own_insert ON app.notification_setting FOR INSERT TO ksbb_tenant, ksbb_gov
    WITH CHECK (person_id = (SELECT sec.person()));
CREATE POLICY own_update ON app.notification_setting FOR UPDATE TO ksbb_tenant, ksbb_gov
    USING (person_id = (SELECT sec.person())) WITH CHECK (person_id = (SELECT sec.person()));
CREATE POLICY worker_select ON app.notification_setting FOR SELECT TO ksbb_worker USING (true);
GRANT SELECT ON app.inbox_entry, app.notification_setting TO ksbb_tenant, ksbb_gov, ksbb_worker;
GRANT UPDATE (read_at) ON app.inbox_entry TO ksbb_tenant, ksbb_gov;
GRANT INSERT (person_id, organisation_id, kind, event, recorded, by_id, pledge_id, contribution_id, shipment_id,
    handover_id, unit_id, subject_id, packages, amount, day, days, detail) ON app.inbox_entry TO ksbb_worker;
GRANT INSERT (person_id, kind, inbox, mail), UPDATE (inbox, mail) ON app.notification_setting
    TO ksbb_tenant, ksbb_gov;

-- Writes an event and its audit row, whoever acts: only for what the database itself finds out.
CREATE FUNCTION app.event_write(kind text, action text, thing text, thing_id bigint, counterparty_id bigint,
    payload jsonb, facts jsonb) RETURNS void LANGUAGE plpgsql AS 'placeholder';
ALTER FUNCTION app.event_write OWNER TO ksbb_engine;

-- Who may hear of a thing, and what their entry refers to.
CREATE FUNCTION app.event_audience(thing text, thing_id bigint)
    RETURNS TABLE (party text, organisation_id bigint, person_id bigint, area_id bigint, refs jsonb)
    LANGUAGE plpgsql AS 'placeholder';
ALTER FUNCTION app.event_audience OWNER TO ksbb_engine;
GRANT EXECUTE ON FUNCTION app.event_audience TO ksbb_worker;
CREATE FUNCTION app.stop_audience(stop bigint)
    RETURNS TABLE (party text, organisation_id bigint, person_id bigint, area_id bigint, refs jsonb)
    LANGUAGE plpgsql AS 'placeholder';
ALTER FUNCTION app.stop_audience OWNER TO ksbb_engine;

-- Events that follow from what the database decides.
CREATE FUNCTION app.handover_moved() RETURNS trigger LANGUAGE plpgsql AS 'placeholder';
ALTER FUNCTION app.handover_moved OWNER TO ksbb_engine;
CREATE TRIGGER moved AFTER UPDATE OF state ON app.handover
    FOR EACH ROW WHEN (OLD.state <> NEW.state) EXECUTE FUNCTION app.handover_moved();
CREATE FUNCTION app.discrepancy_opened() RETURNS trigger LANGUAGE plpgsql AS 'placeholder';
ALTER FUNCTION app.discrepancy_opened OWNER TO ksbb_engine;
CREATE TRIGGER opened AFTER INSERT OR UPDATE OF state ON app.discrepancy
    FOR EACH ROW EXECUTE FUNCTION app.discrepancy_opened();

-- How many days before its end its parties were told last.
ALTER TABLE app.agreement ADD COLUMN warned_days int CHECK (warned_days IN (30, 7, 1));
ALTER TABLE app.permit ADD COLUMN warned_days int CHECK (warned_days IN (30, 7, 1));
CREATE POLICY warning_update ON app.agreement FOR UPDATE TO ksbb_worker
    USING (state = 'active') WITH CHECK (state = 'active');
CREATE POLICY warning_update ON app.permit FOR UPDATE TO ksbb_worker
    USING (state = 'active') WITH CHECK (state = 'active');
GRANT UPDATE (warned_days) ON app.agreement, app.permit TO ksbb_worker;
CREATE FUNCTION app.warn_of_endings() RETURNS int LANGUAGE plpgsql AS 'placeholder';
ALTER FUNCTION app.warn_of_endings OWNER TO ksbb_owner;
GRANT EXECUTE ON FUNCTION app.warn_of_endings TO ksbb_worker;
