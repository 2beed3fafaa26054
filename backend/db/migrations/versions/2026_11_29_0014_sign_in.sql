-- How people come in: one-time links by mail open sessions; a session says who asks.
--
-- No login may read or write these tables. Each function asks for a proof (a link's token, a
-- session's token), and a link's token is made here and leaves only by mail: whoever could run
-- SQL as ksbb_tenant could still not sign in as somebody else. All times are real time.

CREATE TABLE sec.session (
    id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    -- sha256 of the cookie. Exchanged when the organisation changes: the old cookie is dead.
    token_hash bytea NOT NULL UNIQUE CHECK (length(token_hash) = 32),
    person_id bigint NOT NULL REFERENCES app.person (id),
    -- For whom the person acts; NULL: for nobody yet. Kind and role are not kept: they are
    -- looked up at each use, so that a membership that ended is felt at once.
    organisation_id bigint REFERENCES app.organisation (id),
    created_at timestamptz NOT NULL DEFAULT clock_timestamp(),
    last_seen timestamptz NOT NULL DEFAULT clock_timestamp(),
    revoked_at timestamptz,
    user_agent text NOT NULL CHECK (length(user_agent) <= 200)
);
ALTER TABLE sec.session OWNER TO ksbb_owner;
CREATE INDEX session_person ON sec.session (person_id, id);
CREATE INDEX session_organisation ON sec.session (organisation_id);
CREATE INDEX session_last_seen ON sec.session (last_seen);

CREATE TABLE sec.mail_link (
    hash bytea PRIMARY KEY CHECK (length(hash) = 32),
    email text NOT NULL CHECK (email = lower(email) AND email ~ '^[^@\s]+@[^@\s]+$'),
    created_at timestamptz NOT NULL DEFAULT clock_timestamp(),
    expires_at timestamptz NOT NULL DEFAULT clock_timestamp() + interval '15 minutes',
    used_at timestamptz
);
ALTER TABLE sec.mail_link OWNER TO ksbb_owner;
CREATE INDEX mail_link_expires ON sec.mail_link (expires_at);

-- How often mail was asked for, or a form was submitted without an account. Subjects fall into a fixed number of buckets
-- by a keyed hash, so the table can't be made to grow; two subjects in one bucket share what is
-- allowed.
CREATE TABLE sec.attempt (
    kind text NOT NULL CHECK (kind IN ('LINK_ADDRESS', 'LINK_SOURCE',
                                       'INVITATION_ADDRESS', 'INVITATION_TENANT',
                                       'SUBMISSION_SOURCE', 'SUBMISSION_ALL')),
    bucket int NOT NULL CHECK (bucket BETWEEN 0 AND 65535),
    since timestamptz NOT NULL,
    count int NOT NULL CHECK (count > 0),
    PRIMARY KEY (kind, bucket)
);
ALTER TABLE sec.attempt OWNER TO ksbb_owner;

-- The people whom anybody may become in a demo. Empty everywhere else.
CREATE TABLE app.demo_person (person_id bigint PRIMARY KEY REFERENCES app.person (id));
ALTER TABLE app.demo_person OWNER TO ksbb_owner;

ALTER TABLE sec.session ENABLE ROW LEVEL SECURITY;
ALTER TABLE sec.session FORCE ROW LEVEL SECURITY;
ALTER TABLE sec.mail_link ENABLE ROW LEVEL SECURITY;
ALTER TABLE sec.mail_link FORCE ROW LEVEL SECURITY;
ALTER TABLE sec.attempt ENABLE ROW LEVEL SECURITY;
ALTER TABLE sec.attempt FORCE ROW LEVEL SECURITY;
ALTER TABLE app.demo_person ENABLE ROW LEVEL SECURITY;
ALTER TABLE app.demo_person FORCE ROW LEVEL SECURITY;

CREATE POLICY engine_select ON sec.session FOR SELECT TO ksbb_engine USING (true);
CREATE POLICY engine_insert ON sec.session FOR INSERT TO ksbb_engine WITH CHECK (true);
CREATE POLICY engine_update ON sec.session FOR UPDATE TO ksbb_engine USING (true) WITH CHECK (true);
CREATE POLICY engine_delete ON sec.session FOR DELETE TO ksbb_engine USING (true);
GRANT SELECT, INSERT, DELETE, UPDATE (token_hash, organisation_id, last_seen, revoked_at)
    ON sec.session TO ksbb_engine;
CREATE POLICY engine_select ON sec.mail_link FOR SELECT TO ksbb_engine USING (true);
CREATE POLICY engine_insert ON sec.mail_link FOR INSERT TO ksbb_engine WITH CHECK (true);
CREATE POLICY engine_update ON sec.mail_link FOR UPDATE TO ksbb_engine USING (true) WITH CHECK (true);
CREATE POLICY engine_delete ON sec.mail_link FOR DELETE TO ksbb_engine USING (true);
GRANT SELECT, INSERT, DELETE, UPDATE (used_at) ON sec.mail_link TO ksbb_engine;
CREATE POLICY engine_select ON sec.attempt FOR SELECT TO ksbb_engine USING (true);
CREATE POLICY engine_insert ON sec.attempt FOR INSERT TO ksbb_engine WITH CHECK (true);
CREATE POLICY engine_update ON sec.attempt FOR UPDATE TO ksbb_engine USING (true) WITH CHECK (true);
CREATE POLICY engine_delete ON sec.attempt FOR DELETE TO ksbb_engine USING (true);
GRANT SELECT, INSERT, DELETE, UPDATE (since, count) ON sec.attempt TO ksbb_engine;
CREATE POLICY engine_select ON app.demo_person FOR SELECT TO ksbb_engine, ksbb_worker USING (true);
CREATE POLICY engine_insert ON app.demo_person FOR INSERT TO ksbb_engine WITH CHECK (true);
GRANT SELECT, INSERT ON app.demo_person TO ksbb_engine;
GRANT SELECT ON app.demo_person TO ksbb_worker;

CREATE FUNCTION sec.count_attempt(what text, subject text, at_most int) RETURNS boolean
    LANGUAGE plpgsql AS 'placeholder';
ALTER FUNCTION sec.count_attempt OWNER TO ksbb_engine;

CREATE FUNCTION sec.new_token() RETURNS text LANGUAGE plpgsql AS 'placeholder';
ALTER FUNCTION sec.new_token OWNER TO ksbb_owner;
GRANT EXECUTE ON FUNCTION sec.new_token TO ksbb_engine;

CREATE FUNCTION sec.link_request(address text, source text, invitation text DEFAULT NULL) RETURNS text
    LANGUAGE plpgsql AS 'placeholder';
ALTER FUNCTION sec.link_request OWNER TO ksbb_engine;
GRANT EXECUTE ON FUNCTION sec.link_request TO ksbb_tenant;

CREATE FUNCTION sec.link_email(link bytea) RETURNS text LANGUAGE plpgsql AS 'placeholder';
ALTER FUNCTION sec.link_email OWNER TO ksbb_engine;
GRANT EXECUTE ON FUNCTION sec.link_email TO ksbb_tenant;

CREATE FUNCTION sec.acting_role(role text, state text) RETURNS text
    LANGUAGE plpgsql AS 'placeholder';
ALTER FUNCTION sec.acting_role OWNER TO ksbb_owner;
GRANT EXECUTE ON FUNCTION sec.acting_role TO ksbb_engine;

CREATE FUNCTION sec.session_open(person bigint, token bytea, agent text) RETURNS void
    LANGUAGE plpgsql AS 'placeholder';
ALTER FUNCTION sec.session_open OWNER TO ksbb_engine;

CREATE FUNCTION sec.person_for_email(address text) RETURNS bigint LANGUAGE plpgsql AS 'placeholder';
ALTER FUNCTION sec.person_for_email OWNER TO ksbb_engine;

CREATE FUNCTION sec.link_sign_in(link bytea, token bytea, agent text) RETURNS bigint
    LANGUAGE plpgsql AS 'placeholder';
ALTER FUNCTION sec.link_sign_in OWNER TO ksbb_engine;
GRANT EXECUTE ON FUNCTION sec.link_sign_in TO ksbb_tenant;

CREATE FUNCTION sec.invitation_details(invitation bytea)
    RETURNS TABLE (email text, role text, organisation text, known boolean)
    LANGUAGE plpgsql AS 'placeholder';
ALTER FUNCTION sec.invitation_details OWNER TO ksbb_engine;
GRANT EXECUTE ON FUNCTION sec.invitation_details TO ksbb_tenant;

CREATE FUNCTION sec.invitation_sign_in(invitation bytea, token bytea, agent text) RETURNS bigint
    LANGUAGE plpgsql AS 'placeholder';
ALTER FUNCTION sec.invitation_sign_in OWNER TO ksbb_engine;
GRANT EXECUTE ON FUNCTION sec.invitation_sign_in TO ksbb_tenant;

CREATE FUNCTION sec.session_viewer(token bytea, used boolean DEFAULT true)
    RETURNS TABLE (person_id bigint, organisation_id bigint, kind text, role text, locale text,
        name text, email text) LANGUAGE plpgsql AS 'placeholder';
ALTER FUNCTION sec.session_viewer OWNER TO ksbb_engine;
GRANT EXECUTE ON FUNCTION sec.session_viewer TO ksbb_tenant;

CREATE FUNCTION sec.session_memberships(token bytea)
    RETURNS TABLE (id bigint, organisation_id bigint, organisation text, kind text, state text,
        is_example boolean, role text, ends_on date) LANGUAGE plpgsql AS 'placeholder';
ALTER FUNCTION sec.session_memberships OWNER TO ksbb_engine;
GRANT EXECUTE ON FUNCTION sec.session_memberships TO ksbb_tenant;

CREATE FUNCTION sec.session_switch(token bytea, next_token bytea, organisation bigint)
    RETURNS boolean LANGUAGE plpgsql AS 'placeholder';
ALTER FUNCTION sec.session_switch OWNER TO ksbb_engine;
GRANT EXECUTE ON FUNCTION sec.session_switch TO ksbb_tenant;

CREATE FUNCTION sec.session_close(token bytea) RETURNS void LANGUAGE plpgsql AS 'placeholder';
ALTER FUNCTION sec.session_close OWNER TO ksbb_engine;
GRANT EXECUTE ON FUNCTION sec.session_close TO ksbb_tenant;

CREATE FUNCTION sec.own_sessions()
    RETURNS TABLE (id bigint, created_at timestamptz, last_seen timestamptz, user_agent text,
        organisation text) LANGUAGE plpgsql AS 'placeholder';
ALTER FUNCTION sec.own_sessions OWNER TO ksbb_engine;
GRANT EXECUTE ON FUNCTION sec.own_sessions TO ksbb_tenant, ksbb_gov;

CREATE FUNCTION sec.session_revoke(session_id bigint) RETURNS boolean
    LANGUAGE plpgsql AS 'placeholder';
ALTER FUNCTION sec.session_revoke OWNER TO ksbb_engine;
GRANT EXECUTE ON FUNCTION sec.session_revoke TO ksbb_tenant, ksbb_gov;

CREATE FUNCTION sec.delete_expired() RETURNS void LANGUAGE plpgsql AS 'placeholder';
ALTER FUNCTION sec.delete_expired OWNER TO ksbb_engine;
GRANT EXECUTE ON FUNCTION sec.delete_expired TO ksbb_worker;

CREATE FUNCTION app.demo_person_add(email text, name text) RETURNS bigint
    LANGUAGE plpgsql AS 'placeholder';
ALTER FUNCTION app.demo_person_add OWNER TO ksbb_engine;
GRANT EXECUTE ON FUNCTION app.demo_person_add TO ksbb_worker;

CREATE FUNCTION sec.demo_people()
    RETURNS TABLE (id bigint, name text, email text, organisation_id bigint, organisation text,
        kind text, state text, is_example boolean, role text) LANGUAGE plpgsql AS 'placeholder';
ALTER FUNCTION sec.demo_people OWNER TO ksbb_engine;
GRANT EXECUTE ON FUNCTION sec.demo_people TO ksbb_tenant;

CREATE FUNCTION sec.demo_sign_in(person bigint, token bytea, agent text) RETURNS boolean
    LANGUAGE plpgsql AS 'placeholder';
ALTER FUNCTION sec.demo_sign_in OWNER TO ksbb_engine;
GRANT EXECUTE ON FUNCTION sec.demo_sign_in TO ksbb_tenant;
