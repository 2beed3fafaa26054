-- Who a session speaks for, as of now; no row if it is unknown, closed, idle for 30 minutes or
-- older than 12 hours (8 for the Pemprov). No organisation: id 0, kind and role NULL.
-- It keeps when the session was last seen, to the minute.
CREATE OR REPLACE FUNCTION sec.session_viewer(token bytea, used boolean DEFAULT true)
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
    SELECT session.id, session.last_seen, session.person_id, coalesce(organisation.id, 0),
           organisation.kind, sec.acting_role(membership.role, organisation.state), person.locale,
           person.name, person.email
    INTO found_session, seen, person_id, organisation_id, kind, role, locale, name, email
    FROM sec.session
    JOIN app.person ON person.id = session.person_id
    LEFT JOIN app.membership ON membership.person_id = session.person_id
        AND membership.organisation_id = session.organisation_id
        AND (membership.ends_on IS NULL OR membership.ends_on >= app.today())
    LEFT JOIN app.organisation ON organisation.id = membership.organisation_id
    WHERE session.token_hash = token AND session.revoked_at IS NULL
      AND session.last_seen > moment - interval '30 minutes'
      AND session.created_at > moment - CASE WHEN organisation.kind = 'PEMPROV' THEN interval '8 hours'
                                       ELSE interval '12 hours' END;
    IF NOT FOUND THEN
        RETURN;
    END IF;
    IF used AND seen < moment - interval '1 minute' THEN
        -- Requests of one page come together: one of them writes, the others need not wait.
        UPDATE sec.session SET last_seen = moment
        WHERE id = (SELECT session.id FROM sec.session WHERE session.id = found_session
                    FOR NO KEY UPDATE SKIP LOCKED);
    END IF;
    RETURN NEXT;
END $$;
