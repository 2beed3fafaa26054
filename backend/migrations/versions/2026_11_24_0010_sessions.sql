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

-- How often mail was asked for, or something told. Subjects fall into a fixed number of buckets
-- by a keyed hash, so the table can't be made to grow; two subjects in one bucket share what is
-- allowed.
CREATE TABLE sec.attempt (
    kind text NOT NULL CHECK (kind IN ('LINK_ADDRESS', 'LINK_SOURCE',
                                       'INVITATION_ADDRESS', 'INVITATION_TENANT',
                                       'TOLD_SOURCE', 'TOLD_ALL')),
    bucket int NOT NULL CHECK (bucket BETWEEN 0 AND 65535),
    since timestamptz NOT NULL,
    count int NOT NULL CHECK (count > 0),
    PRIMARY KEY (kind, bucket)
);
ALTER TABLE sec.attempt OWNER TO ksbb_owner;

-- The people whom anybody may become in a demo. Empty everywhere else.
CREATE TABLE app.demo_person (person_id bigint PRIMARY KEY REFERENCES app.person (id));
ALTER TABLE app.demo_person OWNER TO ksbb_owner;

-- Mail on its way out. Facts may hold tokens, so they are wiped once the mail went or failed.
CREATE TABLE app.mail (
    id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    recipient text NOT NULL CHECK (recipient ~ '^[^@\s]+@[^@\s]+$'),
    template text NOT NULL CHECK (template ~ '^[A-Z_]+$'),
    facts jsonb NOT NULL,
    -- The event that asked for it: delivered twice, it still makes one mail.
    event uuid,
    state text NOT NULL DEFAULT 'waiting' CHECK (state IN ('waiting', 'sent', 'failed')),
    created_at timestamptz NOT NULL DEFAULT clock_timestamp(),
    due timestamptz NOT NULL DEFAULT clock_timestamp(),
    expires_at timestamptz NOT NULL DEFAULT clock_timestamp() + interval '3 days',
    attempts int NOT NULL DEFAULT 0,
    fault text,
    done_at timestamptz,
    UNIQUE (event, recipient),
    CHECK ((state = 'waiting') = (done_at IS NULL)),
    CHECK (state = 'waiting' OR facts = '{}')
);
ALTER TABLE app.mail OWNER TO ksbb_owner;
CREATE INDEX mail_waiting ON app.mail (due) WHERE state = 'waiting';
CREATE INDEX mail_done ON app.mail (done_at) WHERE state <> 'waiting';

ALTER TABLE sec.session ENABLE ROW LEVEL SECURITY;
ALTER TABLE sec.session FORCE ROW LEVEL SECURITY;
ALTER TABLE sec.mail_link ENABLE ROW LEVEL SECURITY;
ALTER TABLE sec.mail_link FORCE ROW LEVEL SECURITY;
ALTER TABLE sec.attempt ENABLE ROW LEVEL SECURITY;
ALTER TABLE sec.attempt FORCE ROW LEVEL SECURITY;
ALTER TABLE app.demo_person ENABLE ROW LEVEL SECURITY;
ALTER TABLE app.demo_person FORCE ROW LEVEL SECURITY;
ALTER TABLE app.mail ENABLE ROW LEVEL SECURITY;
ALTER TABLE app.mail FORCE ROW LEVEL SECURITY;

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
CREATE POLICY engine_select ON app.mail FOR SELECT TO ksbb_engine, ksbb_worker USING (true);
CREATE POLICY engine_insert ON app.mail FOR INSERT TO ksbb_engine, ksbb_worker WITH CHECK (true);
CREATE POLICY worker_update ON app.mail FOR UPDATE TO ksbb_worker USING (true) WITH CHECK (true);
CREATE POLICY worker_delete ON app.mail FOR DELETE TO ksbb_worker USING (true);
GRANT SELECT ON app.mail TO ksbb_engine, ksbb_worker;
GRANT INSERT (recipient, template, facts, event, expires_at) ON app.mail TO ksbb_engine, ksbb_worker;
GRANT UPDATE (facts, state, due, attempts, fault, done_at) ON app.mail TO ksbb_worker;
GRANT DELETE ON app.mail TO ksbb_worker;

-- Counts one attempt; false once more than at_most were made within the hour.
CREATE FUNCTION sec.allow(what text, subject text, at_most int) RETURNS boolean
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp
AS $$
DECLARE
    digest bytea := hmac(convert_to(what || ' ' || subject, 'UTF8'),
                         (SELECT value FROM sec.key), 'sha256');
    moment timestamptz := clock_timestamp();
    counted int;
BEGIN
    INSERT INTO sec.attempt AS a (kind, bucket, since, count)
    VALUES (what, get_byte(digest, 0) * 256 + get_byte(digest, 1), moment, 1)
    ON CONFLICT (kind, bucket) DO UPDATE
    SET since = CASE WHEN a.since <= moment - interval '1 hour' THEN moment ELSE a.since END,
        count = CASE WHEN a.since <= moment - interval '1 hour' THEN 1
                     ELSE least(a.count + 1, 1000000) END
    RETURNING a.count INTO counted;
    RETURN counted <= at_most;
END $$;
ALTER FUNCTION sec.allow(text, text, int) OWNER TO ksbb_engine;

-- Queues a mail in the caller's transaction: it goes out if that commits.
CREATE FUNCTION app.mail_queue(recipient text, template text, facts jsonb) RETURNS void
LANGUAGE sql VOLATILE SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp
AS $$ INSERT INTO app.mail (recipient, template, facts) VALUES (recipient, template, facts) $$;
ALTER FUNCTION app.mail_queue(text, text, jsonb) OWNER TO ksbb_engine;
GRANT EXECUTE ON FUNCTION app.mail_queue(text, text, jsonb) TO ksbb_worker;

-- URL-safe base64 of 256 random bits.
CREATE FUNCTION sec.token() RETURNS text LANGUAGE sql VOLATILE
SET search_path = pg_catalog, public, pg_temp
AS $$ SELECT translate(rtrim(encode(gen_random_bytes(32), 'base64'), '='), '+/', '-_') $$;
ALTER FUNCTION sec.token() OWNER TO ksbb_owner;
GRANT EXECUTE ON FUNCTION sec.token() TO ksbb_engine;

-- Queues the mail of an invitation that the caller has just made, once, with a token that is
-- made here: who invites could otherwise sign in as whom they invite. The facts are looked up, so
-- that nobody can put words into our mail. An hour takes 5 to one address and 50 from one
-- organisation, or 5 before it was verified: anybody may apply under any name.
CREATE FUNCTION app.invitation_mail(this bigint) RETURNS void
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp
AS $$
DECLARE
    invited app.invitation;
    most int;
    token text := sec.token();
BEGIN
    UPDATE app.invitation SET token_hash = sha256(convert_to(token, 'UTF8'))
    WHERE id = this AND organisation_id = sec.tenant() AND created_by = sec.person()
      AND token_hash IS NULL
    RETURNING * INTO invited;
    IF NOT FOUND THEN
        RAISE EXCEPTION 'no such invitation waits for its mail'
            USING ERRCODE = 'insufficient_privilege';
    END IF;
    SELECT CASE WHEN o.state = 'verified' THEN 50 ELSE 5 END INTO most
    FROM app.organisation o WHERE o.id = invited.organisation_id;
    IF NOT (sec.allow('INVITATION_TENANT', invited.organisation_id::text, most)
            AND sec.allow('INVITATION_ADDRESS', invited.email, 5)) THEN
        RAISE EXCEPTION 'too many invitations within the hour'
            USING ERRCODE = 'KS004', CONSTRAINT = 'invitations_an_hour';
    END IF;
    INSERT INTO app.mail (recipient, template, facts, expires_at)
    SELECT invited.email, 'INVITATION',
           jsonb_build_object('token', token, 'organisation', o.name,
                              'role', invited.role, 'inviter', p.name),
           invited.expires_at
    FROM app.organisation o, app.person p
    WHERE o.id = invited.organisation_id AND p.id = invited.created_by;
END $$;
ALTER FUNCTION app.invitation_mail(bigint) OWNER TO ksbb_engine;
GRANT EXECUTE ON FUNCTION app.invitation_mail(bigint) TO ksbb_tenant, ksbb_gov;

-- Somebody asks for a link to an address. Source: the network address they ask from.
-- Returns SENT, ADDRESS_LIMITED (5 an hour) or SOURCE_LIMITED (100 an hour); whether a person
-- of that address exists makes no difference. An invitation's token travels along in the mail.
CREATE FUNCTION sec.link_ask(address text, source text, invitation text DEFAULT NULL) RETURNS text
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp
AS $$
DECLARE
    token text := sec.token();
    until timestamptz;
BEGIN
    IF NOT sec.allow('LINK_SOURCE', source, 100) THEN
        RETURN 'SOURCE_LIMITED';
    END IF;
    IF NOT sec.allow('LINK_ADDRESS', address, 5) THEN
        RETURN 'ADDRESS_LIMITED';
    END IF;
    INSERT INTO sec.mail_link (hash, email)
    VALUES (sha256(convert_to(token, 'UTF8')), address) RETURNING expires_at INTO until;
    INSERT INTO app.mail (recipient, template, facts, expires_at)
    VALUES (address, 'SIGN_IN',
            jsonb_strip_nulls(jsonb_build_object('token', token, 'invitation', invitation)), until);
    RETURN 'SENT';
END $$;
ALTER FUNCTION sec.link_ask(text, text, text) OWNER TO ksbb_engine;
GRANT EXECUTE ON FUNCTION sec.link_ask(text, text, text) TO ksbb_tenant;

-- Whom a link would sign in; NULL if it is unknown, used or expired. Uses nothing up.
CREATE FUNCTION sec.link_email(link bytea) RETURNS text
LANGUAGE sql VOLATILE SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp
AS $$
    SELECT l.email FROM sec.mail_link l
    WHERE l.hash = link AND l.used_at IS NULL AND l.expires_at > clock_timestamp()
$$;
ALTER FUNCTION sec.link_email(bytea) OWNER TO ksbb_engine;
GRANT EXECUTE ON FUNCTION sec.link_email(bytea) TO ksbb_tenant;

-- The memberships that count today, and what they allow: a suspended or rejected organisation
-- is still seen by its people, but they act no more.
CREATE FUNCTION sec.acting_role(role text, state text) RETURNS text
LANGUAGE sql IMMUTABLE PARALLEL SAFE
AS $$ SELECT CASE WHEN state IN ('suspended', 'rejected') THEN 'VIEWER' ELSE role END $$;
ALTER FUNCTION sec.acting_role(text, text) OWNER TO ksbb_owner;
GRANT EXECUTE ON FUNCTION sec.acting_role(text, text) TO ksbb_engine;

-- Opens a session for a person who has proved who they are; for their organisation if there is
-- exactly one. For the functions below alone.
CREATE FUNCTION sec.session_open(person bigint, token bytea, agent text) RETURNS void
LANGUAGE sql VOLATILE SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp
AS $$
    INSERT INTO sec.session (token_hash, person_id, organisation_id, user_agent)
    SELECT token, person, CASE WHEN count(*) = 1 THEN min(m.organisation_id) END, left(agent, 200)
    FROM app.membership m
    WHERE m.person_id = person AND (m.ends_on IS NULL OR m.ends_on >= app.today())
$$;
ALTER FUNCTION sec.session_open(bigint, bytea, text) OWNER TO ksbb_engine;

-- The person of an address, made if need be: its owner has just proved to read its mail.
CREATE FUNCTION sec.person_of(address text) RETURNS bigint
LANGUAGE sql VOLATILE SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp
AS $$
    INSERT INTO app.person (email) VALUES (address) ON CONFLICT (email) DO NOTHING;
    SELECT id FROM app.person WHERE email = address
$$;
ALTER FUNCTION sec.person_of(text) OWNER TO ksbb_engine;

-- Uses a link up and opens a session. Returns the person, or NULL as sec.link_email.
CREATE FUNCTION sec.link_sign_in(link bytea, token bytea, agent text) RETURNS bigint
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp
AS $$
DECLARE
    address text;
    person bigint;
BEGIN
    UPDATE sec.mail_link l SET used_at = clock_timestamp()
    WHERE l.hash = link AND l.used_at IS NULL AND l.expires_at > clock_timestamp()
    RETURNING l.email INTO address;
    IF NOT FOUND THEN
        RETURN NULL;
    END IF;
    person := sec.person_of(address);
    PERFORM sec.session_open(person, token, agent);
    RETURN person;
END $$;
ALTER FUNCTION sec.link_sign_in(bytea, bytea, text) OWNER TO ksbb_engine;
GRANT EXECUTE ON FUNCTION sec.link_sign_in(bytea, bytea, text) TO ksbb_tenant;

-- What an open invitation says to whoever holds its token; no row if unknown, used or expired.
CREATE FUNCTION sec.invitation_shown(invitation bytea)
RETURNS TABLE (email text, role text, organisation text, known boolean)
LANGUAGE sql VOLATILE SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp
AS $$
    SELECT i.email, i.role, o.name, EXISTS (SELECT FROM app.person p WHERE p.email = i.email)
    FROM app.invitation_open(invitation) i JOIN app.organisation o ON o.id = i.organisation_id
$$;
ALTER FUNCTION sec.invitation_shown(bytea) OWNER TO ksbb_engine;
GRANT EXECUTE ON FUNCTION sec.invitation_shown(bytea) TO ksbb_tenant;

-- An invitation is as good as a link for somebody who is new: there is nothing of theirs to
-- protect yet. A known person signs in as always, for an invitation lives far longer than a link.
-- Returns the person, or NULL. Accepting is another step, app.invitation_accept.
CREATE FUNCTION sec.invitation_sign_in(invitation bytea, token bytea, agent text) RETURNS bigint
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp
AS $$
DECLARE
    person bigint;
BEGIN
    INSERT INTO app.person (email)
    SELECT i.email FROM app.invitation_open(invitation) i
    ON CONFLICT (email) DO NOTHING
    RETURNING id INTO person;
    IF NOT FOUND THEN
        RETURN NULL;
    END IF;
    PERFORM sec.session_open(person, token, agent);
    RETURN person;
END $$;
ALTER FUNCTION sec.invitation_sign_in(bytea, bytea, text) OWNER TO ksbb_engine;
GRANT EXECUTE ON FUNCTION sec.invitation_sign_in(bytea, bytea, text) TO ksbb_tenant;

-- Who a session speaks for, as of now; no row if it is unknown, closed, idle for 30 minutes or
-- older than 12 hours (8 for the Pemprov). No organisation: id 0, kind and role NULL.
-- It keeps when the session was last seen, to the minute.
CREATE FUNCTION sec.session_viewer(token bytea, used boolean DEFAULT true)
RETURNS TABLE (person_id bigint, organisation_id bigint, kind text, role text, locale text,
               name text, email text)
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp
AS $$
#variable_conflict use_column
DECLARE
    moment timestamptz := clock_timestamp();
    found_session bigint;
    seen timestamptz;
BEGIN
    SELECT s.id, s.last_seen, s.person_id, coalesce(o.id, 0), o.kind,
           sec.acting_role(m.role, o.state), p.locale, p.name, p.email
    INTO found_session, seen, person_id, organisation_id, kind, role, locale, name, email
    FROM sec.session s
    JOIN app.person p ON p.id = s.person_id
    LEFT JOIN app.membership m ON m.person_id = s.person_id
        AND m.organisation_id = s.organisation_id
        AND (m.ends_on IS NULL OR m.ends_on >= app.today())
    LEFT JOIN app.organisation o ON o.id = m.organisation_id
    WHERE s.token_hash = token AND s.revoked_at IS NULL
      AND s.last_seen > moment - interval '30 minutes'
      AND s.created_at > moment - CASE WHEN o.kind = 'PEMPROV' THEN interval '8 hours'
                                       ELSE interval '12 hours' END;
    IF NOT FOUND THEN
        RETURN;
    END IF;
    IF used AND seen < moment - interval '1 minute' THEN
        -- Requests of one page come together: one of them writes, the others need not wait.
        UPDATE sec.session SET last_seen = moment
        WHERE id = (SELECT s.id FROM sec.session s WHERE s.id = found_session
                    FOR NO KEY UPDATE SKIP LOCKED);
    END IF;
    RETURN NEXT;
END $$;
ALTER FUNCTION sec.session_viewer(bytea, boolean) OWNER TO ksbb_engine;
GRANT EXECUTE ON FUNCTION sec.session_viewer(bytea, boolean) TO ksbb_tenant;

-- The organisations the person of a session may act for.
CREATE FUNCTION sec.session_memberships(token bytea)
RETURNS TABLE (id bigint, organisation_id bigint, organisation text, kind text, state text,
               example boolean, role text, ends_on date)
LANGUAGE sql VOLATILE SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp
AS $$
    SELECT m.id, o.id, o.name, o.kind, o.state, o.example, m.role, m.ends_on
    FROM sec.session_viewer(token) v
    JOIN app.membership m ON m.person_id = v.person_id
        AND (m.ends_on IS NULL OR m.ends_on >= app.today())
    JOIN app.organisation o ON o.id = m.organisation_id
    ORDER BY o.name, o.id
$$;
ALTER FUNCTION sec.session_memberships(bytea) OWNER TO ksbb_engine;
GRANT EXECUTE ON FUNCTION sec.session_memberships(bytea) TO ksbb_tenant;

-- The person acts for another of their organisations, or for none (0), under a new token; the
-- age of the session goes on. False if they may not, or the session is over.
CREATE FUNCTION sec.session_switch(token bytea, next_token bytea, organisation bigint)
RETURNS boolean LANGUAGE plpgsql
SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp
AS $$
DECLARE
    person bigint := (SELECT v.person_id FROM sec.session_viewer(token) v);
BEGIN
    IF person IS NULL OR (organisation <> 0 AND NOT EXISTS (
        SELECT FROM app.membership m
        WHERE m.person_id = person AND m.organisation_id = organisation
          AND (m.ends_on IS NULL OR m.ends_on >= app.today())))
    THEN
        RETURN false;
    END IF;
    UPDATE sec.session s SET token_hash = next_token, organisation_id = nullif(organisation, 0)
    WHERE s.token_hash = token;
    -- The Pemprov's day is shorter: the session may be over by the other organisation's hours.
    RETURN EXISTS (SELECT FROM sec.session_viewer(next_token));
END $$;
ALTER FUNCTION sec.session_switch(bytea, bytea, bigint) OWNER TO ksbb_engine;
GRANT EXECUTE ON FUNCTION sec.session_switch(bytea, bytea, bigint) TO ksbb_tenant;

CREATE FUNCTION sec.session_close(token bytea) RETURNS void
LANGUAGE sql VOLATILE SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp
AS $$
    UPDATE sec.session SET revoked_at = clock_timestamp()
    WHERE token_hash = token AND revoked_at IS NULL
$$;
ALTER FUNCTION sec.session_close(bytea) OWNER TO ksbb_engine;
GRANT EXECUTE ON FUNCTION sec.session_close(bytea) TO ksbb_tenant;

-- The signed-in person's own sessions that are still open, newest first.
CREATE FUNCTION sec.sessions()
RETURNS TABLE (id bigint, created_at timestamptz, last_seen timestamptz, user_agent text,
               organisation text)
LANGUAGE sql VOLATILE SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp
AS $$
    SELECT s.id, s.created_at, s.last_seen, s.user_agent, o.name
    FROM sec.session s LEFT JOIN app.organisation o ON o.id = s.organisation_id
    WHERE s.person_id = sec.person() AND s.revoked_at IS NULL
      AND s.last_seen > clock_timestamp() - interval '30 minutes'
      AND s.created_at > clock_timestamp() - CASE WHEN o.kind = 'PEMPROV' THEN interval '8 hours'
                                                  ELSE interval '12 hours' END
    ORDER BY s.id DESC
$$;
ALTER FUNCTION sec.sessions() OWNER TO ksbb_engine;
GRANT EXECUTE ON FUNCTION sec.sessions() TO ksbb_tenant, ksbb_gov;

-- Ends one of the signed-in person's own sessions; false if there is no such open one.
CREATE FUNCTION sec.session_revoke(session bigint) RETURNS boolean
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp
AS $$
BEGIN
    UPDATE sec.session s SET revoked_at = clock_timestamp()
    WHERE s.id = session AND s.person_id = sec.person() AND s.revoked_at IS NULL;
    RETURN FOUND;
END $$;
ALTER FUNCTION sec.session_revoke(bigint) OWNER TO ksbb_engine;
GRANT EXECUTE ON FUNCTION sec.session_revoke(bigint) TO ksbb_tenant, ksbb_gov;

-- Forgets what can't be used any more: sessions after 30 days, links after a day, attempts once
-- they count no longer.
CREATE FUNCTION sec.tidy() RETURNS void
LANGUAGE sql VOLATILE SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp
AS $$
    DELETE FROM sec.session WHERE last_seen < clock_timestamp() - interval '30 days';
    DELETE FROM sec.mail_link WHERE expires_at < clock_timestamp() - interval '1 day';
    DELETE FROM sec.attempt WHERE since <= clock_timestamp() - interval '1 hour';
$$;
ALTER FUNCTION sec.tidy() OWNER TO ksbb_engine;
GRANT EXECUTE ON FUNCTION sec.tidy() TO ksbb_worker;

-- The demo's people. All three functions refuse, or give nothing, where the clock is real.
CREATE FUNCTION app.demo_person_add(email text, name text) RETURNS bigint
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp
AS $$
#variable_conflict use_variable
DECLARE
    made bigint;
BEGIN
    IF NOT (SELECT c.demo FROM pub.clock c) THEN
        RAISE EXCEPTION 'demo people are for a demo' USING ERRCODE = 'insufficient_privilege';
    END IF;
    INSERT INTO app.person (email, name) VALUES (email, name)
    ON CONFLICT ON CONSTRAINT person_email_key DO NOTHING;
    SELECT p.id INTO made FROM app.person p WHERE p.email = email;
    INSERT INTO app.demo_person (person_id) VALUES (made) ON CONFLICT DO NOTHING;
    RETURN made;
END $$;
ALTER FUNCTION app.demo_person_add(text, text) OWNER TO ksbb_engine;
GRANT EXECUTE ON FUNCTION app.demo_person_add(text, text) TO ksbb_worker;

-- One row for each person and organisation; organisation columns are NULL for who has none.
CREATE FUNCTION sec.demo_people()
RETURNS TABLE (id bigint, name text, email text, organisation_id bigint, organisation text,
               kind text, state text, example boolean, role text)
LANGUAGE sql VOLATILE SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp
AS $$
    SELECT p.id, p.name, p.email, o.id, o.name, o.kind, o.state, o.example, m.role
    FROM pub.clock c
    JOIN app.demo_person d ON c.demo
    JOIN app.person p ON p.id = d.person_id
    LEFT JOIN app.membership m ON m.person_id = p.id
        AND (m.ends_on IS NULL OR m.ends_on >= app.today())
    LEFT JOIN app.organisation o ON o.id = m.organisation_id
    ORDER BY array_position('{PEMPROV,AGGREGATOR,DONOR}'::text[], o.kind), o.id, m.id, p.id
$$;
ALTER FUNCTION sec.demo_people() OWNER TO ksbb_engine;
GRANT EXECUTE ON FUNCTION sec.demo_people() TO ksbb_tenant;

CREATE FUNCTION sec.demo_sign_in(person bigint, token bytea, agent text) RETURNS boolean
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp
AS $$
BEGIN
    IF NOT EXISTS (SELECT FROM pub.clock c JOIN app.demo_person d ON c.demo
                   WHERE d.person_id = person) THEN
        RETURN false;
    END IF;
    PERFORM sec.session_open(person, token, agent);
    RETURN true;
END $$;
ALTER FUNCTION sec.demo_sign_in(bigint, bytea, text) OWNER TO ksbb_engine;
GRANT EXECUTE ON FUNCTION sec.demo_sign_in(bigint, bytea, text) TO ksbb_tenant;
