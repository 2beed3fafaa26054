-- An aggregator whose agreement is no longer in force: what is committed and not loaded is released by the
-- Pemprov for others, and what is loaded leaves with its consent only.

CREATE TABLE app.reassignment (
    id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    pledge_id bigint NOT NULL,
    donor_id bigint NOT NULL,
    executor_id bigint NOT NULL,
    phase_id bigint NOT NULL,
    state text NOT NULL CHECK (state IN ('released', 'taken_back')),
    -- Of the last step.
    reason text,
    packages int NOT NULL CHECK (packages > 0),
    -- What it released and posted.
    releases bigint[] NOT NULL,
    journal_id bigint NOT NULL REFERENCES ledger.journal (id),
    released_on date NOT NULL DEFAULT app.today(),
    created_by bigint NOT NULL,
    FOREIGN KEY (pledge_id, donor_id, executor_id, phase_id)
        REFERENCES app.pledge (id, donor_id, executor_id, phase_id)
);
ALTER TABLE app.reassignment OWNER TO ksbb_owner;
CREATE INDEX reassignment_pledge ON app.reassignment (pledge_id, id);
CREATE INDEX reassignment_donor ON app.reassignment (donor_id, id);
CREATE INDEX reassignment_executor ON app.reassignment (executor_id, id);

INSERT INTO app.transition (thing, from_state, to_state, party, reason_required, another_person) VALUES
    ('reassignment', '', 'released', 'PEMPROV', true, false),
    ('reassignment', 'released', 'taken_back', 'PEMPROV', true, false);
CREATE TRIGGER reason BEFORE UPDATE OF reason ON app.reassignment
    FOR EACH ROW EXECUTE FUNCTION app.reason_guard();
CREATE TRIGGER step AFTER INSERT OR UPDATE OF state ON app.reassignment
    FOR EACH ROW EXECUTE FUNCTION app.step_guard('reassignment', 'donor_id', 'executor_id', 'engine');

CREATE FUNCTION app.lacks_agreement(executor bigint) RETURNS boolean LANGUAGE plpgsql AS 'placeholder';
ALTER FUNCTION app.lacks_agreement OWNER TO ksbb_engine;
GRANT EXECUTE ON FUNCTION app.lacks_agreement TO ksbb_tenant, ksbb_gov;

CREATE FUNCTION app.releases_take_back(releases bigint[], journal bigint, why text) RETURNS boolean
    LANGUAGE plpgsql AS 'placeholder';
ALTER FUNCTION app.releases_take_back OWNER TO ksbb_engine;

CREATE FUNCTION app.pledge_reassign(this bigint, why text) RETURNS bigint LANGUAGE plpgsql AS 'placeholder';
ALTER FUNCTION app.pledge_reassign OWNER TO ksbb_engine;
GRANT EXECUTE ON FUNCTION app.pledge_reassign TO ksbb_gov;

CREATE FUNCTION app.reassignment_take_back(this bigint, why text) RETURNS void
    LANGUAGE plpgsql AS 'placeholder';
ALTER FUNCTION app.reassignment_take_back OWNER TO ksbb_engine;
GRANT EXECUTE ON FUNCTION app.reassignment_take_back TO ksbb_gov;

-- The Pemprov's consent that a loaded shipment leaves though its executor has no agreement in force.
ALTER TABLE app.shipment ADD COLUMN consented_on date;
ALTER TABLE app.shipment ADD COLUMN consent_reason text CHECK (length(consent_reason) BETWEEN 1 AND 500);
ALTER TABLE app.shipment ADD CONSTRAINT shipment_consent
    CHECK ((consented_on IS NULL) = (consent_reason IS NULL));
GRANT UPDATE (consented_on, consent_reason) ON app.shipment TO ksbb_engine;

CREATE FUNCTION app.shipment_consent(this bigint, why text, consents boolean) RETURNS void
    LANGUAGE plpgsql AS 'placeholder';
ALTER FUNCTION app.shipment_consent OWNER TO ksbb_engine;
GRANT EXECUTE ON FUNCTION app.shipment_consent TO ksbb_gov;

ALTER TABLE app.reassignment ENABLE ROW LEVEL SECURITY;
ALTER TABLE app.reassignment FORCE ROW LEVEL SECURITY;
CREATE POLICY parties_select ON app.reassignment FOR SELECT TO ksbb_tenant
    USING (donor_id = (SELECT sec.tenant()) OR executor_id = (SELECT sec.tenant()));
CREATE POLICY gov_select ON app.reassignment FOR SELECT TO ksbb_gov USING ((SELECT sec.is_pemprov()));
CREATE POLICY engine_select ON app.reassignment FOR SELECT TO ksbb_engine, ksbb_worker USING (true);
CREATE POLICY engine_insert ON app.reassignment FOR INSERT TO ksbb_engine WITH CHECK (true);
CREATE POLICY engine_update ON app.reassignment FOR UPDATE TO ksbb_engine USING (true) WITH CHECK (true);
GRANT SELECT ON app.reassignment TO ksbb_tenant, ksbb_gov, ksbb_worker, ksbb_engine;
GRANT INSERT, UPDATE (state, reason) ON app.reassignment TO ksbb_engine;
