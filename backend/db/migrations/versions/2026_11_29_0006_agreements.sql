-- Who may act, until when: agreements (PKS) with the Pemprov, permits (izin PUB) to collect.

CREATE TABLE app.agreement (
    id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    -- Of those that were verified once: their public profile is there.
    aggregator_id bigint NOT NULL REFERENCES pub.organisation (id),
    number text NOT NULL CHECK (number <> ''),
    starts_on date NOT NULL,
    ends_on date NOT NULL,
    state text NOT NULL CHECK (state IN ('draft', 'submitted', 'active', 'suspended', 'expired',
                                         'terminated')),
    reason text,
    created_by bigint NOT NULL,
    created_at timestamptz NOT NULL DEFAULT app.now(),
    CHECK (starts_on <= ends_on),
    EXCLUDE USING gist (aggregator_id WITH =, daterange(starts_on, ends_on, '[]') WITH &&)
        WHERE (state IN ('active', 'suspended'))
);
ALTER TABLE app.agreement OWNER TO ksbb_owner;
CREATE INDEX agreement_aggregator ON app.agreement (aggregator_id, id);

CREATE TABLE app.permit (
    id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    -- Of those that were verified once: their public profile is there.
    aggregator_id bigint NOT NULL REFERENCES pub.organisation (id),
    number text NOT NULL CHECK (number <> ''),
    issuer text NOT NULL CHECK (issuer <> ''),
    starts_on date NOT NULL,
    ends_on date NOT NULL,
    -- PP 29/1980: at most 10% of what was collected; in permille.
    cost_cap int NOT NULL DEFAULT 100 CHECK (cost_cap BETWEEN 0 AND 100),
    state text NOT NULL CHECK (state IN ('draft', 'submitted', 'active', 'suspended', 'expired',
                                         'terminated')),
    reason text,
    created_by bigint NOT NULL,
    created_at timestamptz NOT NULL DEFAULT app.now(),
    CHECK (starts_on <= ends_on),
    EXCLUDE USING gist (aggregator_id WITH =, daterange(starts_on, ends_on, '[]') WITH &&)
        WHERE (state IN ('active', 'suspended'))
);
ALTER TABLE app.permit OWNER TO ksbb_owner;
CREATE INDEX permit_aggregator ON app.permit (aggregator_id, id);

INSERT INTO app.transition (thing, from_state, to_state, party, reason_required, another_person)
SELECT thing, from_state, to_state, party, reason_required, another_person
FROM (VALUES ('agreement'), ('permit')) AS things (thing),
     (VALUES ('', 'submitted', 'EXECUTOR', false, false),
             ('submitted', 'active', 'PEMPROV', false, true),
             ('submitted', 'terminated', 'PEMPROV', true, false),
             ('active', 'suspended', 'PEMPROV', true, false),
             ('suspended', 'active', 'PEMPROV', false, false),
             ('active', 'expired', 'SYSTEM', false, false),
             ('suspended', 'expired', 'SYSTEM', false, false),
             ('active', 'terminated', 'PEMPROV', true, false),
             ('suspended', 'terminated', 'PEMPROV', true, false))
         AS t (from_state, to_state, party, reason_required, another_person);

CREATE TRIGGER step AFTER INSERT OR UPDATE OF state ON app.agreement
    FOR EACH ROW EXECUTE FUNCTION app.step_guard('agreement', 'aggregator_id', 'aggregator_id');
CREATE TRIGGER reason BEFORE UPDATE OF reason ON app.agreement
    FOR EACH ROW EXECUTE FUNCTION app.reason_guard();
CREATE TRIGGER step AFTER INSERT OR UPDATE OF state ON app.permit
    FOR EACH ROW EXECUTE FUNCTION app.step_guard('permit', 'aggregator_id', 'aggregator_id');
CREATE TRIGGER reason BEFORE UPDATE OF reason ON app.permit
    FOR EACH ROW EXECUTE FUNCTION app.reason_guard();

ALTER TABLE app.agreement ENABLE ROW LEVEL SECURITY;
ALTER TABLE app.agreement FORCE ROW LEVEL SECURITY;
ALTER TABLE app.permit ENABLE ROW LEVEL SECURITY;
ALTER TABLE app.permit FORCE ROW LEVEL SECURITY;
CREATE POLICY own_select ON app.agreement FOR SELECT TO ksbb_tenant
    USING (aggregator_id = (SELECT sec.tenant()));
CREATE POLICY own_insert ON app.agreement FOR INSERT TO ksbb_tenant
    WITH CHECK (aggregator_id = (SELECT sec.tenant()) AND state = 'submitted'
                AND created_by = (SELECT sec.person()) AND (SELECT sec.organisation_kind()) = 'AGGREGATOR');
CREATE POLICY gov_select ON app.agreement FOR SELECT TO ksbb_gov USING ((SELECT sec.is_pemprov()));
CREATE POLICY gov_update ON app.agreement FOR UPDATE TO ksbb_gov
    USING ((SELECT sec.is_pemprov()) AND (SELECT sec.may_act()))
    WITH CHECK ((SELECT sec.is_pemprov()) AND (SELECT sec.may_act()));
CREATE POLICY engine_select ON app.agreement FOR SELECT TO ksbb_engine, ksbb_worker USING (true);
CREATE POLICY worker_update ON app.agreement FOR UPDATE TO ksbb_worker
    USING (true) WITH CHECK (state = 'expired');
CREATE POLICY own_select ON app.permit FOR SELECT TO ksbb_tenant
    USING (aggregator_id = (SELECT sec.tenant()));
CREATE POLICY own_insert ON app.permit FOR INSERT TO ksbb_tenant
    WITH CHECK (aggregator_id = (SELECT sec.tenant()) AND state = 'submitted'
                AND created_by = (SELECT sec.person()) AND (SELECT sec.organisation_kind()) = 'AGGREGATOR');
CREATE POLICY gov_select ON app.permit FOR SELECT TO ksbb_gov USING ((SELECT sec.is_pemprov()));
CREATE POLICY gov_update ON app.permit FOR UPDATE TO ksbb_gov
    USING ((SELECT sec.is_pemprov()) AND (SELECT sec.may_act()))
    WITH CHECK ((SELECT sec.is_pemprov()) AND (SELECT sec.may_act()));
CREATE POLICY engine_select ON app.permit FOR SELECT TO ksbb_engine, ksbb_worker USING (true);
CREATE POLICY worker_update ON app.permit FOR UPDATE TO ksbb_worker
    USING (true) WITH CHECK (state = 'expired');
GRANT SELECT ON app.agreement, app.permit TO ksbb_tenant, ksbb_gov, ksbb_worker, ksbb_engine;
GRANT INSERT (aggregator_id, number, starts_on, ends_on, state, created_by)
    ON app.agreement TO ksbb_tenant;
GRANT INSERT (aggregator_id, number, issuer, starts_on, ends_on, cost_cap, state, created_by)
    ON app.permit TO ksbb_tenant;
GRANT UPDATE (state, reason) ON app.agreement, app.permit TO ksbb_gov, ksbb_worker;

CREATE FUNCTION app.agreement_in_force(aggregator bigint) RETURNS boolean
    LANGUAGE plpgsql AS 'placeholder';
CREATE FUNCTION app.permit_in_force(aggregator bigint) RETURNS boolean
    LANGUAGE plpgsql AS 'placeholder';
ALTER FUNCTION app.agreement_in_force OWNER TO ksbb_engine;
ALTER FUNCTION app.permit_in_force OWNER TO ksbb_engine;
GRANT EXECUTE ON FUNCTION app.agreement_in_force, app.permit_in_force TO ksbb_public, ksbb_tenant,
    ksbb_gov, ksbb_worker, ksbb_engine;

CREATE FUNCTION app.expire_agreements(at_most int DEFAULT 100) RETURNS int
    LANGUAGE plpgsql AS 'placeholder';
ALTER FUNCTION app.expire_agreements OWNER TO ksbb_owner;
GRANT EXECUTE ON FUNCTION app.expire_agreements TO ksbb_worker;
