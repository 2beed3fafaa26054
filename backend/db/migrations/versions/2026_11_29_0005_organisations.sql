-- Tenants and their people.

CREATE TABLE app.person (
    id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    email text NOT NULL UNIQUE CHECK (email = lower(email) AND email ~ '^[^@\s]+@[^@\s]+$'),
    name text NOT NULL DEFAULT '',
    locale text NOT NULL DEFAULT 'id' CHECK (locale IN ('id', 'en')),
    created_at timestamptz NOT NULL DEFAULT clock_timestamp()
);
ALTER TABLE app.person OWNER TO ksbb_owner;

CREATE TABLE app.organisation (
    id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    kind text NOT NULL CHECK (kind IN ('PEMPROV', 'AGGREGATOR', 'DONOR')),
    name text NOT NULL CHECK (length(name) BETWEEN 2 AND 200),
    -- Made up for the demo: shown with the name wherever it stands.
    is_example boolean NOT NULL DEFAULT false,
    about text NOT NULL DEFAULT '' CHECK (length(about) <= 2000),
    contact_email text NOT NULL DEFAULT '',
    contact_phone text NOT NULL DEFAULT '',
    state text NOT NULL CHECK (state IN ('applied', 'verified', 'rejected', 'suspended')),
    reason text,
    applied_at timestamptz NOT NULL DEFAULT app.now(),
    created_by bigint NOT NULL,
    -- Nobody would be left to lift its suspension.
    CHECK (kind <> 'PEMPROV' OR state = 'verified')
);
ALTER TABLE app.organisation OWNER TO ksbb_owner;
CREATE UNIQUE INDEX organisation_one_pemprov ON app.organisation (kind) WHERE kind = 'PEMPROV';
CREATE INDEX organisation_state ON app.organisation (state, id);
CREATE INDEX organisation_applied ON app.organisation (applied_at, id);
CREATE INDEX organisation_name ON app.organisation (name, id);

-- Names that anybody may read: organisations that were verified once.
CREATE TABLE pub.organisation (
    id bigint PRIMARY KEY REFERENCES app.organisation (id),
    kind text NOT NULL,
    name text NOT NULL,
    about text NOT NULL DEFAULT '',
    is_example boolean NOT NULL DEFAULT false,
    -- False while suspended.
    verified boolean NOT NULL DEFAULT true,
    verified_on date NOT NULL
);
ALTER TABLE pub.organisation OWNER TO ksbb_owner;
CREATE INDEX organisation_kind ON pub.organisation (kind, id);
GRANT SELECT ON pub.organisation TO ksbb_public, ksbb_tenant, ksbb_gov, ksbb_worker, ksbb_engine;
GRANT INSERT, UPDATE (name, about, is_example, verified) ON pub.organisation TO ksbb_engine;

CREATE FUNCTION app.organisation_published() RETURNS trigger LANGUAGE plpgsql AS 'placeholder';
ALTER FUNCTION app.organisation_published OWNER TO ksbb_engine;
CREATE TRIGGER published AFTER INSERT OR UPDATE ON app.organisation
    FOR EACH ROW EXECUTE FUNCTION app.organisation_published();

INSERT INTO app.transition (thing, from_state, to_state, party, reason_required) VALUES
    ('organisation', '', 'applied', 'ANYBODY', false),
    ('organisation', '', 'verified', 'SYSTEM', false),
    ('organisation', 'applied', 'verified', 'PEMPROV', false),
    ('organisation', 'applied', 'rejected', 'PEMPROV', true),
    ('organisation', 'verified', 'suspended', 'PEMPROV', true),
    ('organisation', 'suspended', 'verified', 'PEMPROV', false);
CREATE TRIGGER step AFTER INSERT OR UPDATE OF state ON app.organisation
    FOR EACH ROW EXECUTE FUNCTION app.step_guard('organisation', 'id', 'id');
CREATE TRIGGER reason BEFORE UPDATE OF reason ON app.organisation
    FOR EACH ROW EXECUTE FUNCTION app.reason_guard();

CREATE TABLE app.membership (
    id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    organisation_id bigint NOT NULL REFERENCES app.organisation (id),
    person_id bigint NOT NULL REFERENCES app.person (id),
    role text NOT NULL
        CHECK (role IN ('OWNER', 'OPERATOR', 'VIEWER', 'FIELD', 'KELURAHAN', 'VERIFIER')),
    since date NOT NULL DEFAULT app.today(),
    ends_on date,
    created_by bigint NOT NULL,
    UNIQUE (organisation_id, person_id)
);
ALTER TABLE app.membership OWNER TO ksbb_owner;
CREATE INDEX membership_person ON app.membership (person_id);

CREATE FUNCTION app.membership_guard() RETURNS trigger LANGUAGE plpgsql AS 'placeholder';
ALTER FUNCTION app.membership_guard OWNER TO ksbb_owner;
CREATE TRIGGER guard BEFORE UPDATE ON app.membership
    FOR EACH ROW EXECUTE FUNCTION app.membership_guard();

CREATE TABLE app.invitation (
    id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    organisation_id bigint NOT NULL REFERENCES app.organisation (id),
    email text NOT NULL CHECK (email = lower(email) AND email ~ '^[^@\s]+@[^@\s]+$'),
    role text NOT NULL
        CHECK (role IN ('OWNER', 'OPERATOR', 'VIEWER', 'FIELD', 'KELURAHAN', 'VERIFIER')),
    -- sha256 of the token in the mail; the token itself is kept nowhere. NULL until the mail is
    -- queued (app.invitation_mail): it is made there, so that nobody has it but who gets the mail.
    token_hash bytea UNIQUE,
    -- Real time.
    expires_at timestamptz NOT NULL DEFAULT clock_timestamp() + interval '72 hours',
    accepted_at timestamptz,
    -- The last day of the membership it leads to, of an auditor for example.
    ends_on date,
    -- The kelurahan that an officer will look after.
    area_ids bigint[] NOT NULL DEFAULT '{}'
        CHECK (cardinality(area_ids) <= 50 AND array_position(area_ids, NULL) IS NULL),
    created_by bigint NOT NULL,
    created_at timestamptz NOT NULL DEFAULT clock_timestamp(),
    CHECK (ends_on IS NULL OR role = 'VIEWER'),
    CHECK ((role = 'KELURAHAN') = (cardinality(area_ids) > 0))
);
ALTER TABLE app.invitation OWNER TO ksbb_owner;
CREATE INDEX invitation_organisation ON app.invitation (organisation_id, id);

ALTER TABLE app.person ENABLE ROW LEVEL SECURITY;
ALTER TABLE app.person FORCE ROW LEVEL SECURITY;
ALTER TABLE app.organisation ENABLE ROW LEVEL SECURITY;
ALTER TABLE app.organisation FORCE ROW LEVEL SECURITY;
ALTER TABLE app.membership ENABLE ROW LEVEL SECURITY;
ALTER TABLE app.membership FORCE ROW LEVEL SECURITY;
ALTER TABLE app.invitation ENABLE ROW LEVEL SECURITY;
ALTER TABLE app.invitation FORCE ROW LEVEL SECURITY;

-- Colleagues see each other; nobody sees another organisation's people, the Pemprov its own.
CREATE POLICY colleagues_select ON app.person FOR SELECT TO ksbb_tenant, ksbb_gov
    USING (id = (SELECT sec.person())
           OR id IN (SELECT person_id FROM app.membership
                     WHERE organisation_id = (SELECT sec.tenant())));
CREATE POLICY own_update ON app.person FOR UPDATE TO ksbb_tenant, ksbb_gov
    USING (id = (SELECT sec.person())) WITH CHECK (id = (SELECT sec.person()));
CREATE POLICY engine_select ON app.person FOR SELECT TO ksbb_engine, ksbb_worker USING (true);
CREATE POLICY engine_insert ON app.person FOR INSERT TO ksbb_engine, ksbb_worker WITH CHECK (true);
GRANT SELECT ON app.person TO ksbb_tenant, ksbb_gov, ksbb_engine, ksbb_worker;
GRANT UPDATE (name, locale) ON app.person TO ksbb_tenant, ksbb_gov;
GRANT INSERT ON app.person TO ksbb_engine, ksbb_worker;

-- Also the others that the person belongs to: to choose among them, and to see an application
-- that was made before acting for it.
CREATE POLICY own_select ON app.organisation FOR SELECT TO ksbb_tenant
    USING (id = (SELECT sec.tenant())
           OR id IN (SELECT organisation_id FROM app.membership
                     WHERE person_id = (SELECT sec.person())
                       AND (ends_on IS NULL OR ends_on >= (SELECT app.today()))));
CREATE POLICY own_update ON app.organisation FOR UPDATE TO ksbb_tenant
    USING (id = (SELECT sec.tenant()) AND (SELECT sec.may_act()))
    WITH CHECK (id = (SELECT sec.tenant()) AND (SELECT sec.may_act()));
CREATE POLICY gov_select ON app.organisation FOR SELECT TO ksbb_gov USING ((SELECT sec.is_pemprov()));
-- Officers and verifiers see the Pemprov itself.
CREATE POLICY officer_select ON app.organisation FOR SELECT TO ksbb_gov
    USING (id = (SELECT sec.organisation()) AND (SELECT sec.organisation_kind()) = 'PEMPROV');
CREATE POLICY gov_update ON app.organisation FOR UPDATE TO ksbb_gov
    USING ((SELECT sec.is_pemprov()) AND (SELECT sec.may_act()))
    WITH CHECK ((SELECT sec.is_pemprov()) AND (SELECT sec.may_act()));
CREATE POLICY engine_select ON app.organisation FOR SELECT TO ksbb_engine, ksbb_worker USING (true);
CREATE POLICY engine_insert ON app.organisation FOR INSERT TO ksbb_engine, ksbb_worker
    WITH CHECK (true);
GRANT SELECT ON app.organisation TO ksbb_tenant, ksbb_gov, ksbb_engine, ksbb_worker;
GRANT UPDATE (about, contact_email, contact_phone) ON app.organisation TO ksbb_tenant, ksbb_gov;
GRANT UPDATE (state, reason, name, is_example) ON app.organisation TO ksbb_gov;
GRANT INSERT ON app.organisation TO ksbb_engine, ksbb_worker;

CREATE POLICY own_select ON app.membership FOR SELECT TO ksbb_tenant, ksbb_gov
    USING (organisation_id = (SELECT sec.tenant())
           OR (person_id = (SELECT sec.person())
               AND (ends_on IS NULL OR ends_on >= (SELECT app.today()))));
CREATE POLICY own_update ON app.membership FOR UPDATE TO ksbb_tenant, ksbb_gov
    USING (organisation_id = (SELECT sec.tenant()) AND (SELECT sec.role()) = 'OWNER')
    WITH CHECK (organisation_id = (SELECT sec.tenant()) AND (SELECT sec.role()) = 'OWNER'
                AND (role NOT IN ('KELURAHAN', 'VERIFIER') OR (SELECT sec.is_pemprov())));
CREATE POLICY engine_select ON app.membership FOR SELECT TO ksbb_engine, ksbb_worker USING (true);
CREATE POLICY engine_insert ON app.membership FOR INSERT TO ksbb_engine, ksbb_worker
    WITH CHECK (true);
CREATE POLICY engine_update ON app.membership FOR UPDATE TO ksbb_engine
    USING (true) WITH CHECK (true);
GRANT SELECT ON app.membership TO ksbb_tenant, ksbb_gov, ksbb_engine, ksbb_worker;
GRANT UPDATE (role, ends_on) ON app.membership TO ksbb_tenant, ksbb_gov, ksbb_engine;
GRANT INSERT ON app.membership TO ksbb_engine, ksbb_worker;

CREATE POLICY own_select ON app.invitation FOR SELECT TO ksbb_tenant, ksbb_gov
    USING (organisation_id = (SELECT sec.tenant()));
CREATE POLICY own_insert ON app.invitation FOR INSERT TO ksbb_tenant, ksbb_gov
    WITH CHECK (organisation_id = (SELECT sec.tenant()) AND (SELECT sec.role()) = 'OWNER'
                AND created_by = (SELECT sec.person())
                AND (role NOT IN ('KELURAHAN', 'VERIFIER') OR (SELECT sec.is_pemprov())));
CREATE POLICY engine_select ON app.invitation FOR SELECT TO ksbb_engine USING (true);
CREATE POLICY engine_update ON app.invitation FOR UPDATE TO ksbb_engine
    USING (true) WITH CHECK (true);
GRANT SELECT ON app.invitation TO ksbb_engine;
-- Not the hash: the functions of sign-in take it for the token.
GRANT SELECT (id, organisation_id, email, role, expires_at, accepted_at, ends_on, area_ids, created_by,
              created_at) ON app.invitation TO ksbb_tenant, ksbb_gov;
GRANT INSERT (organisation_id, email, role, ends_on, area_ids, created_by)
    ON app.invitation TO ksbb_tenant, ksbb_gov;
GRANT UPDATE (token_hash, accepted_at) ON app.invitation TO ksbb_engine;

CREATE FUNCTION app.organisation_apply(kind text, name text, about text, email text, phone text)
    RETURNS bigint LANGUAGE plpgsql AS 'placeholder';
ALTER FUNCTION app.organisation_apply OWNER TO ksbb_engine;
GRANT EXECUTE ON FUNCTION app.organisation_apply TO ksbb_tenant;

CREATE FUNCTION app.open_invitation(hash bytea) RETURNS SETOF app.invitation
    LANGUAGE plpgsql AS 'placeholder';
ALTER FUNCTION app.open_invitation OWNER TO ksbb_engine;

CREATE FUNCTION app.invitation_accept(hash bytea) RETURNS bigint LANGUAGE plpgsql AS 'placeholder';
ALTER FUNCTION app.invitation_accept OWNER TO ksbb_engine;
GRANT EXECUTE ON FUNCTION app.invitation_accept TO ksbb_tenant, ksbb_gov;
