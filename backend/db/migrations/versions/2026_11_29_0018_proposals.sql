-- Proposals of newer data of a unit, from people without an account.

INSERT INTO app.transition (thing, from_state, to_state, party, reason_required) VALUES
    ('proposal', '', 'received', 'ANYBODY', false),
    ('proposal', 'received', 'accepted', 'PEMPROV', false),
    ('proposal', 'received', 'declined', 'PEMPROV', true);

CREATE TABLE app.proposal (
    id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    code text NOT NULL UNIQUE DEFAULT app.public_code(),
    key uuid NOT NULL UNIQUE,
    request_hash bytea NOT NULL,
    pemprov_id bigint NOT NULL REFERENCES app.organisation (id),
    unit_id bigint NOT NULL REFERENCES pub.unit (id),
    families int NOT NULL CHECK (families BETWEEN 0 AND 20000),
    people int NOT NULL CHECK (people BETWEEN families AND 100000),
    -- Who knows the figures, never a name: it is published with them.
    source text NOT NULL CHECK (source IN ('RT_RW', 'KELURAHAN', 'INSTITUTION', 'RESIDENT')),
    day date NOT NULL,
    remark text NOT NULL CHECK (length(remark) <= 1000),
    state text NOT NULL CHECK (state IN ('received', 'accepted', 'declined')),
    reason text CHECK (length(reason) <= 2000),
    -- The latest data when it was proposed, and what was made of it.
    previous_snapshot_id bigint REFERENCES pub.snapshot (id),
    snapshot_id bigint UNIQUE REFERENCES pub.snapshot (id),
    received_at timestamptz NOT NULL DEFAULT app.now(),
    CHECK ((state = 'accepted') = (snapshot_id IS NOT NULL))
);
ALTER TABLE app.proposal OWNER TO ksbb_owner;
CREATE INDEX proposal_state ON app.proposal (state, received_at, id);
CREATE INDEX proposal_pemprov ON app.proposal (pemprov_id);
CREATE INDEX proposal_unit ON app.proposal (unit_id);
CREATE INDEX proposal_previous_snapshot ON app.proposal (previous_snapshot_id);

CREATE TRIGGER step AFTER INSERT OR UPDATE OF state ON app.proposal
    FOR EACH ROW EXECUTE FUNCTION app.step_guard('proposal', 'pemprov_id', 'pemprov_id');
CREATE TRIGGER reason BEFORE UPDATE OF reason ON app.proposal
    FOR EACH ROW EXECUTE FUNCTION app.reason_guard();

CREATE FUNCTION app.proposal_guard() RETURNS trigger LANGUAGE plpgsql AS 'placeholder';
ALTER FUNCTION app.proposal_guard OWNER TO ksbb_owner;
CREATE TRIGGER guard BEFORE UPDATE ON app.proposal
    FOR EACH ROW EXECUTE FUNCTION app.proposal_guard();

ALTER TABLE app.proposal ENABLE ROW LEVEL SECURITY;
ALTER TABLE app.proposal FORCE ROW LEVEL SECURITY;

CREATE POLICY pemprov_select ON app.proposal FOR SELECT TO ksbb_tenant, ksbb_gov
    USING ((SELECT sec.is_pemprov()));
CREATE POLICY gov_update ON app.proposal FOR UPDATE TO ksbb_gov
    USING ((SELECT sec.is_pemprov()) AND (SELECT sec.may_act()))
    WITH CHECK ((SELECT sec.is_pemprov()) AND (SELECT sec.may_act()));
CREATE POLICY engine_select ON app.proposal FOR SELECT TO ksbb_engine, ksbb_worker USING (true);
CREATE POLICY engine_insert ON app.proposal FOR INSERT TO ksbb_engine WITH CHECK (true);
GRANT SELECT (id, code, pemprov_id, unit_id, families, people, source, day, remark, state, reason,
              previous_snapshot_id, snapshot_id, received_at) ON app.proposal TO ksbb_tenant, ksbb_gov;
GRANT SELECT ON app.proposal TO ksbb_engine, ksbb_worker;
GRANT UPDATE (state, reason, snapshot_id) ON app.proposal TO ksbb_gov;
GRANT INSERT ON app.proposal TO ksbb_engine;

CREATE FUNCTION app.proposal_submit(form_key uuid, source text, unit_code text, fields jsonb)
    RETURNS TABLE (outcome text, code text) LANGUAGE plpgsql AS 'placeholder';
ALTER FUNCTION app.proposal_submit OWNER TO ksbb_engine;
GRANT EXECUTE ON FUNCTION app.proposal_submit TO ksbb_public;

CREATE FUNCTION app.proposal_status(typed text)
    RETURNS TABLE (code text, state text, unit_id bigint, received_at timestamptz,
        answered_at timestamptz, answer text) LANGUAGE plpgsql AS 'placeholder';
ALTER FUNCTION app.proposal_status OWNER TO ksbb_engine;
GRANT EXECUTE ON FUNCTION app.proposal_status TO ksbb_public, ksbb_tenant, ksbb_gov;
