-- Disputes: until when the two sides agree by themselves, what they write to each other, and what the public
-- row said before.

-- Working days in which the two sides of a dispute agree by themselves.
ALTER TABLE pub.programme ADD COLUMN dispute_days int NOT NULL DEFAULT 3 CHECK (dispute_days BETWEEN 1 AND 60);

-- When its latest dispute was opened, and until when the two sides agree by themselves.
ALTER TABLE app.handover ADD COLUMN disputed_on date, ADD COLUMN due_on date;
UPDATE app.handover
SET disputed_on = opened.day,
    due_on = (SELECT days.day::date FROM generate_series(opened.day + 1, opened.day + 7, '1 day') AS days (day)
              WHERE extract(isodow FROM days.day) < 6 ORDER BY days.day OFFSET 2 LIMIT 1)
FROM (SELECT DISTINCT ON (thing_id) thing_id, effective AS day FROM app.step
      WHERE thing = 'handover' AND to_state = 'disputed' ORDER BY thing_id, id DESC) AS opened
WHERE opened.thing_id = handover.id;
ALTER TABLE app.handover
    ADD CONSTRAINT dispute_is_due CHECK (state <> 'disputed' OR due_on IS NOT NULL),
    ADD CONSTRAINT due_after_opening CHECK ((disputed_on IS NULL) = (due_on IS NULL) AND due_on > disputed_on);
CREATE INDEX handover_disputed ON app.handover (due_on, id) WHERE state = 'disputed';
CREATE INDEX look_handover ON app.look (handover_id, id);

CREATE FUNCTION app.working_day_after(day date, days int) RETURNS date LANGUAGE plpgsql AS 'placeholder';
ALTER FUNCTION app.working_day_after OWNER TO ksbb_owner;
GRANT EXECUTE ON FUNCTION app.working_day_after TO ksbb_engine;

CREATE FUNCTION app.dispute_due() RETURNS trigger LANGUAGE plpgsql AS 'placeholder';
ALTER FUNCTION app.dispute_due OWNER TO ksbb_engine;
REVOKE ALL ON FUNCTION app.dispute_due FROM PUBLIC;
CREATE TRIGGER due BEFORE UPDATE OF state ON app.handover
    FOR EACH ROW WHEN (NEW.state = 'disputed' AND OLD.state <> 'disputed') EXECUTE FUNCTION app.dispute_due();

-- What a party of a dispute writes to the others. Immutable: a later message corrects an own one.
CREATE TABLE app.dispute_message (
    id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    handover_id bigint NOT NULL,
    stop_id bigint NOT NULL,
    executor_id bigint NOT NULL,
    -- The kelurahan of the unit.
    area_id bigint NOT NULL,
    -- For whom the author speaks: KELURAHAN is the unit's side.
    party text NOT NULL CHECK (party IN ('EXECUTOR', 'KELURAHAN', 'PEMPROV')),
    organisation_id bigint NOT NULL REFERENCES app.organisation (id),
    body text NOT NULL CHECK (length(btrim(body)) > 0 AND length(body) <= 2000),
    -- The own message that this one corrects.
    corrects_id bigint,
    created_by bigint NOT NULL REFERENCES app.person (id),
    recorded timestamptz NOT NULL DEFAULT app.now(),
    CHECK (party <> 'EXECUTOR' OR organisation_id = executor_id),
    CHECK (corrects_id < id),
    UNIQUE (id, handover_id, party, created_by),
    FOREIGN KEY (handover_id, stop_id, executor_id, area_id)
        REFERENCES app.handover (id, stop_id, executor_id, area_id),
    FOREIGN KEY (corrects_id, handover_id, party, created_by)
        REFERENCES app.dispute_message (id, handover_id, party, created_by)
);
ALTER TABLE app.dispute_message OWNER TO ksbb_owner;
CREATE INDEX dispute_message_handover ON app.dispute_message (handover_id, id);
CREATE INDEX dispute_message_executor ON app.dispute_message (executor_id, id);
CREATE INDEX dispute_message_area ON app.dispute_message (area_id, id);
CREATE UNIQUE INDEX dispute_message_corrected_once ON app.dispute_message (corrects_id);
CREATE TRIGGER immutable BEFORE UPDATE OR DELETE ON app.dispute_message
    FOR EACH ROW EXECUTE FUNCTION app.immutable();
CREATE TRIGGER immutable_whole BEFORE TRUNCATE ON app.dispute_message
    FOR EACH STATEMENT EXECUTE FUNCTION app.immutable();

ALTER TABLE app.dispute_message ENABLE ROW LEVEL SECURITY;
ALTER TABLE app.dispute_message FORCE ROW LEVEL SECURITY;
-- A donor whose packages are in it reads along.
CREATE POLICY parties_select ON app.dispute_message FOR SELECT TO ksbb_tenant
    USING (executor_id = (SELECT sec.tenant())
           OR handover_id IN (SELECT line.handover_id FROM app.handover_line AS line
                              WHERE line.donor_id = (SELECT sec.tenant())));
CREATE POLICY officer_select ON app.dispute_message FOR SELECT TO ksbb_gov
    USING (area_id = ANY ((SELECT sec.areas())::bigint[]));
CREATE POLICY gov_select ON app.dispute_message FOR SELECT TO ksbb_gov USING ((SELECT sec.is_pemprov()));
CREATE POLICY engine_select ON app.dispute_message FOR SELECT TO ksbb_engine, ksbb_worker USING (true);
CREATE POLICY engine_insert ON app.dispute_message FOR INSERT TO ksbb_engine WITH CHECK (true);
GRANT SELECT ON app.dispute_message TO ksbb_tenant, ksbb_gov, ksbb_worker, ksbb_engine;
GRANT INSERT ON app.dispute_message TO ksbb_engine;

CREATE FUNCTION app.dispute_write(this bigint, body text, corrects bigint) RETURNS bigint
    LANGUAGE plpgsql AS 'placeholder';
ALTER FUNCTION app.dispute_write OWNER TO ksbb_engine;
GRANT EXECUTE ON FUNCTION app.dispute_write TO ksbb_tenant, ksbb_gov;

-- The unit's side adopts a verifier's count, so its officers see it.
CREATE POLICY officer_select ON app.look FOR SELECT TO ksbb_gov
    USING (stop_id IN (SELECT stop.id FROM app.stop
                       WHERE stop.area_id = ANY ((SELECT sec.areas())::bigint[])));
CREATE POLICY officer_select ON app.look_count FOR SELECT TO ksbb_gov
    USING (stop_id IN (SELECT stop.id FROM app.stop
                       WHERE stop.area_id = ANY ((SELECT sec.areas())::bigint[])));

-- How many packages the public row first said were received, where that was corrected.
ALTER TABLE pub.delivery ADD COLUMN received_before int CHECK (received_before >= 0),
    ADD CONSTRAINT corrected_if_it_was_otherwise CHECK (received_before IS NULL OR corrected);
GRANT UPDATE (received_before) ON pub.delivery TO ksbb_engine;
