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
    example boolean NOT NULL DEFAULT false,
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
    example boolean NOT NULL DEFAULT false,
    -- False while suspended.
    verified boolean NOT NULL DEFAULT true,
    verified_on date NOT NULL
);
ALTER TABLE pub.organisation OWNER TO ksbb_owner;
CREATE INDEX organisation_kind ON pub.organisation (kind, id);
GRANT SELECT ON pub.organisation TO ksbb_public, ksbb_tenant, ksbb_gov, ksbb_worker, ksbb_engine;
GRANT INSERT, UPDATE (name, about, example, verified) ON pub.organisation TO ksbb_engine;

CREATE FUNCTION app.organisation_published() RETURNS trigger LANGUAGE plpgsql
SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp
AS $$
BEGIN
    IF NEW.state = 'verified' THEN
        INSERT INTO pub.organisation (id, kind, name, about, example, verified, verified_on)
        VALUES (NEW.id, NEW.kind, NEW.name, NEW.about, NEW.example, true, app.today())
        ON CONFLICT (id) DO UPDATE
        SET name = excluded.name, about = excluded.about, example = excluded.example, verified = true;
    ELSE
        UPDATE pub.organisation SET verified = false WHERE id = NEW.id;
    END IF;
    RETURN NULL;
END $$;
ALTER FUNCTION app.organisation_published() OWNER TO ksbb_engine;
CREATE TRIGGER published AFTER INSERT OR UPDATE ON app.organisation
    FOR EACH ROW EXECUTE FUNCTION app.organisation_published();

INSERT INTO app.transition (thing, was, becomes, party, reason_required) VALUES
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
    area_id bigint REFERENCES pub.area (id),
    since date NOT NULL DEFAULT app.today(),
    ends_on date,
    created_by bigint NOT NULL,
    CHECK ((role = 'KELURAHAN') = (area_id IS NOT NULL)),
    UNIQUE (organisation_id, person_id)
);
ALTER TABLE app.membership OWNER TO ksbb_owner;
CREATE INDEX membership_person ON app.membership (person_id);

-- What an OWNER may not do to a membership: let it end further back than yesterday, or call
-- somebody back whose time has ended. That takes an invitation, and their own consent.
CREATE FUNCTION app.membership_guard() RETURNS trigger LANGUAGE plpgsql
SET search_path = pg_catalog, public, pg_temp
AS $$
BEGIN
    IF current_user IN ('ksbb_tenant', 'ksbb_gov')
       AND (OLD.ends_on < app.today() OR (NEW.ends_on IS DISTINCT FROM OLD.ends_on
                                          AND NEW.ends_on < app.today() - 1)) THEN
        RAISE EXCEPTION 'the past of a membership stays as it was' USING ERRCODE = 'KS001';
    END IF;
    RETURN NEW;
END $$;
ALTER FUNCTION app.membership_guard() OWNER TO ksbb_owner;
CREATE TRIGGER guard BEFORE UPDATE ON app.membership
    FOR EACH ROW EXECUTE FUNCTION app.membership_guard();

CREATE TABLE app.invitation (
    id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    organisation_id bigint NOT NULL REFERENCES app.organisation (id),
    email text NOT NULL CHECK (email = lower(email) AND email ~ '^[^@\s]+@[^@\s]+$'),
    role text NOT NULL CHECK (role IN ('OWNER', 'OPERATOR', 'VIEWER', 'VERIFIER')),
    -- sha256 of the token in the mail; the token itself is kept nowhere. NULL until the mail is
    -- queued (app.invitation_mail): it is made there, so that nobody has it but who gets the mail.
    token_hash bytea UNIQUE,
    -- Real time.
    expires_at timestamptz NOT NULL DEFAULT clock_timestamp() + interval '72 hours',
    accepted_at timestamptz,
    -- The last day of the membership it leads to, of an auditor for example.
    ends_on date,
    created_by bigint NOT NULL,
    created_at timestamptz NOT NULL DEFAULT clock_timestamp(),
    CHECK (ends_on IS NULL OR role = 'VIEWER')
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
    USING (id = (SELECT sec.tenant()) AND (SELECT sec.acts()))
    WITH CHECK (id = (SELECT sec.tenant()) AND (SELECT sec.acts()));
CREATE POLICY gov_select ON app.organisation FOR SELECT TO ksbb_gov USING ((SELECT sec.pemprov()));
CREATE POLICY gov_update ON app.organisation FOR UPDATE TO ksbb_gov
    USING ((SELECT sec.pemprov()) AND (SELECT sec.acts()))
    WITH CHECK ((SELECT sec.pemprov()) AND (SELECT sec.acts()));
CREATE POLICY engine_select ON app.organisation FOR SELECT TO ksbb_engine, ksbb_worker USING (true);
CREATE POLICY engine_insert ON app.organisation FOR INSERT TO ksbb_engine, ksbb_worker
    WITH CHECK (true);
GRANT SELECT ON app.organisation TO ksbb_tenant, ksbb_gov, ksbb_engine, ksbb_worker;
GRANT UPDATE (about, contact_email, contact_phone) ON app.organisation TO ksbb_tenant, ksbb_gov;
GRANT UPDATE (state, reason, name, example) ON app.organisation TO ksbb_gov;
GRANT INSERT ON app.organisation TO ksbb_engine, ksbb_worker;

CREATE POLICY own_select ON app.membership FOR SELECT TO ksbb_tenant, ksbb_gov
    USING (organisation_id = (SELECT sec.tenant())
           OR (person_id = (SELECT sec.person())
               AND (ends_on IS NULL OR ends_on >= (SELECT app.today()))));
CREATE POLICY own_update ON app.membership FOR UPDATE TO ksbb_tenant, ksbb_gov
    USING (organisation_id = (SELECT sec.tenant()) AND (SELECT sec.role()) = 'OWNER')
    WITH CHECK (organisation_id = (SELECT sec.tenant()) AND (SELECT sec.role()) = 'OWNER'
                AND (role <> 'VERIFIER' OR (SELECT sec.pemprov())));
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
                AND (role <> 'VERIFIER' OR (SELECT sec.pemprov())));
CREATE POLICY engine_select ON app.invitation FOR SELECT TO ksbb_engine USING (true);
CREATE POLICY engine_update ON app.invitation FOR UPDATE TO ksbb_engine
    USING (true) WITH CHECK (true);
GRANT SELECT ON app.invitation TO ksbb_engine;
-- Not the hash: the functions of sign-in take it for the token.
GRANT SELECT (id, organisation_id, email, role, expires_at, accepted_at, ends_on, created_by,
              created_at) ON app.invitation TO ksbb_tenant, ksbb_gov;
GRANT INSERT (organisation_id, email, role, ends_on, created_by)
    ON app.invitation TO ksbb_tenant, ksbb_gov;
GRANT UPDATE (token_hash, accepted_at) ON app.invitation TO ksbb_engine;

-- A signed-in person applies; the organisation does not exist yet, so nobody's policy could
-- allow it. Returns its id; the person becomes its OWNER. Not for the kind PEMPROV.
CREATE FUNCTION app.organisation_apply(kind text, name text, about text, email text, phone text)
RETURNS bigint LANGUAGE plpgsql
SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp
AS $$
DECLARE
    person bigint := sec.person();
    made bigint;
BEGIN
    IF coalesce(person, 0) = 0 THEN
        RAISE EXCEPTION 'sign in first' USING ERRCODE = 'insufficient_privilege';
    END IF;
    IF kind NOT IN ('AGGREGATOR', 'DONOR') THEN
        RAISE EXCEPTION 'no application for %', kind USING ERRCODE = 'check_violation';
    END IF;
    -- Counted under the person's own lock: two at once are not both the last that fits.
    PERFORM pg_advisory_xact_lock(hashtextextended('ksbb applicant', person));
    IF (SELECT count(*) FROM app.organisation o
        WHERE o.created_by = person AND o.state = 'applied') >= 3 THEN
        RAISE EXCEPTION 'too many applications wait'
            USING ERRCODE = 'KS004', CONSTRAINT = 'applications_waiting';
    END IF;
    -- In a demo who is made up says so in the name; elsewhere nobody is.
    INSERT INTO app.organisation (kind, name, example, about, contact_email, contact_phone, state,
                                  created_by)
    SELECT kind, name, c.demo AND name LIKE '%(contoh)', about, email, phone, 'applied', person
    FROM pub.clock c
    RETURNING id INTO made;
    INSERT INTO app.membership (organisation_id, person_id, role, created_by)
    VALUES (made, person, 'OWNER', person);
    RETURN made;
END $$;
ALTER FUNCTION app.organisation_apply(text, text, text, text, text) OWNER TO ksbb_engine;
GRANT EXECUTE ON FUNCTION app.organisation_apply(text, text, text, text, text) TO ksbb_tenant;

-- The invitation behind a token's hash, as long as it is open: not used, not expired, and who
-- sent it is still an OWNER there. Else who is about to leave could let a friend in behind them.
CREATE FUNCTION app.invitation_open(hash bytea) RETURNS SETOF app.invitation
LANGUAGE sql VOLATILE SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp
AS $$
    SELECT i.* FROM app.invitation i
    WHERE i.token_hash = hash AND i.accepted_at IS NULL AND i.expires_at > clock_timestamp()
      AND EXISTS (SELECT FROM app.membership m
                  WHERE m.organisation_id = i.organisation_id AND m.person_id = i.created_by
                    AND m.role = 'OWNER' AND (m.ends_on IS NULL OR m.ends_on >= app.today()))
$$;
ALTER FUNCTION app.invitation_open(bytea) OWNER TO ksbb_engine;

-- The signed-in person takes up an invitation that was sent to their own mail address.
-- Returns the organisation, or no row: unknown, used, expired, or another's.
CREATE FUNCTION app.invitation_accept(hash bytea) RETURNS bigint LANGUAGE plpgsql
SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp
AS $$
DECLARE
    person bigint := sec.person();
    invited app.invitation;
BEGIN
    -- Two at once: the second waits for the first and finds it used.
    UPDATE app.invitation SET accepted_at = clock_timestamp()
    WHERE id = (SELECT i.id FROM app.invitation_open(hash) i
                JOIN app.person p ON p.id = person AND p.email = i.email)
      AND accepted_at IS NULL
    RETURNING * INTO invited;
    IF NOT FOUND THEN
        RETURN NULL;
    END IF;
    -- The others that were sent to them are used up, too: whose membership is ended later does
    -- not come back by one that was left over.
    UPDATE app.invitation SET accepted_at = clock_timestamp()
    WHERE organisation_id = invited.organisation_id AND email = invited.email
      AND accepted_at IS NULL;
    INSERT INTO app.membership AS membership
        (organisation_id, person_id, role, ends_on, created_by)
    VALUES (invited.organisation_id, person, invited.role, invited.ends_on, invited.created_by)
    -- Who is a member stays what they are; whose time had ended comes back in the new role.
    ON CONFLICT (organisation_id, person_id) DO UPDATE
    SET role = excluded.role, ends_on = excluded.ends_on
    WHERE membership.ends_on < app.today();
    RETURN invited.organisation_id;
END $$;
ALTER FUNCTION app.invitation_accept(bytea) OWNER TO ksbb_engine;
GRANT EXECUTE ON FUNCTION app.invitation_accept(bytea) TO ksbb_tenant, ksbb_gov;
