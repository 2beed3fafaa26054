-- Complaints that people send to the Pemprov without an account. Nobody signs in for it, so no
-- policy of a login could allow it: one function of the engine takes a complaint in, another gives
-- its status to whoever knows its code. Proposals work in the same way.

INSERT INTO app.transition (thing, from_state, to_state, party, reason_required) VALUES
    ('complaint', '', 'received', 'ANYBODY', false),
    ('complaint', 'received', 'in_hand', 'PEMPROV', false),
    ('complaint', 'received', 'closed', 'PEMPROV', true),
    ('complaint', 'in_hand', 'answered', 'PEMPROV', true),
    ('complaint', 'in_hand', 'closed', 'PEMPROV', true);

CREATE TABLE app.complaint (
    id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    code text NOT NULL UNIQUE DEFAULT app.public_code(),
    -- The form's key, and the hash of what it sent: sent twice, it is still one complaint.
    key uuid NOT NULL UNIQUE,
    request_hash bytea NOT NULL,
    -- Who answers: the other party of its steps.
    pemprov_id bigint NOT NULL REFERENCES app.organisation (id),
    about text NOT NULL CHECK (about IN ('UNIT', 'ORGANISATION', 'PLEDGE', 'FIGURE', 'OTHER')),
    -- As it was typed: a code, a name, an address of a page.
    subject text NOT NULL CHECK (length(subject) <= 200),
    unit_id bigint REFERENCES pub.unit (id),
    organisation_id bigint REFERENCES pub.organisation (id),
    problem text NOT NULL CHECK (problem IN ('NOT_RECEIVED', 'SHORT', 'WRONG_TARGET',
                                               'MONEY_ASKED', 'CROWD', 'WRONG_FIGURE', 'OTHER')),
    description text NOT NULL CHECK (length(description) BETWEEN 10 AND 2000),
    state text NOT NULL CHECK (state IN ('received', 'in_hand', 'answered', 'closed')),
    -- The Pemprov's answer, or why it was closed without one.
    reason text CHECK (length(reason) <= 2000),
    received_at timestamptz NOT NULL DEFAULT app.now(),
    CHECK (unit_id IS NULL OR about = 'UNIT'),
    CHECK (organisation_id IS NULL OR about = 'ORGANISATION')
);
ALTER TABLE app.complaint OWNER TO ksbb_owner;
CREATE INDEX complaint_state ON app.complaint (state, received_at, id);
CREATE INDEX complaint_pemprov ON app.complaint (pemprov_id);
CREATE INDEX complaint_unit ON app.complaint (unit_id);
CREATE INDEX complaint_organisation ON app.complaint (organisation_id);

CREATE TRIGGER step AFTER INSERT OR UPDATE OF state ON app.complaint
    FOR EACH ROW EXECUTE FUNCTION app.step_guard('complaint', 'pemprov_id', 'pemprov_id');
CREATE TRIGGER reason BEFORE UPDATE OF reason ON app.complaint
    FOR EACH ROW EXECUTE FUNCTION app.reason_guard();

ALTER TABLE app.complaint ENABLE ROW LEVEL SECURITY;
ALTER TABLE app.complaint FORCE ROW LEVEL SECURITY;

-- Tenants may select, as from every table that GraphQL offers, and get no row.
CREATE POLICY pemprov_select ON app.complaint FOR SELECT TO ksbb_tenant, ksbb_gov
    USING ((SELECT sec.is_pemprov()));
CREATE POLICY gov_update ON app.complaint FOR UPDATE TO ksbb_gov
    USING ((SELECT sec.is_pemprov()) AND (SELECT sec.may_act()))
    WITH CHECK ((SELECT sec.is_pemprov()) AND (SELECT sec.may_act()));
CREATE POLICY engine_select ON app.complaint FOR SELECT TO ksbb_engine, ksbb_worker USING (true);
CREATE POLICY engine_insert ON app.complaint FOR INSERT TO ksbb_engine WITH CHECK (true);
GRANT SELECT (id, code, pemprov_id, about, subject, unit_id, organisation_id, problem, description, state,
              reason, received_at) ON app.complaint TO ksbb_tenant, ksbb_gov;
GRANT SELECT ON app.complaint TO ksbb_engine, ksbb_worker;
GRANT UPDATE (state, reason) ON app.complaint TO ksbb_gov;
GRANT INSERT ON app.complaint TO ksbb_engine;

CREATE FUNCTION app.submission_limited(source text) RETURNS text LANGUAGE plpgsql AS 'placeholder';
ALTER FUNCTION app.submission_limited OWNER TO ksbb_engine;

CREATE FUNCTION app.complaint_submit(form_key uuid, source text, fields jsonb)
    RETURNS TABLE (outcome text, code text) LANGUAGE plpgsql AS 'placeholder';
ALTER FUNCTION app.complaint_submit OWNER TO ksbb_engine;
GRANT EXECUTE ON FUNCTION app.complaint_submit TO ksbb_public;

CREATE FUNCTION app.complaint_status(typed text)
    RETURNS TABLE (code text, about text, problem text, state text, unit_id bigint,
        organisation_id bigint, received_at timestamptz, in_hand_at timestamptz,
        answered_at timestamptz, answer text) LANGUAGE plpgsql AS 'placeholder';
ALTER FUNCTION app.complaint_status OWNER TO ksbb_engine;
GRANT EXECUTE ON FUNCTION app.complaint_status TO ksbb_public, ksbb_tenant, ksbb_gov;
