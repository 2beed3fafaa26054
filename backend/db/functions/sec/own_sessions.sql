-- The signed-in person's own sessions that are still open, newest first.
CREATE OR REPLACE FUNCTION sec.own_sessions()
RETURNS TABLE (id bigint, created_at timestamptz, last_seen timestamptz, user_agent text,
               organisation text)
LANGUAGE sql VOLATILE SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp
AS $$
    SELECT session.id, session.created_at, session.last_seen, session.user_agent, organisation.name
    FROM sec.session LEFT JOIN app.organisation ON organisation.id = session.organisation_id
    WHERE session.person_id = sec.person() AND session.revoked_at IS NULL
      AND session.last_seen > clock_timestamp() - interval '30 minutes'
      AND session.created_at > clock_timestamp() - CASE WHEN organisation.kind = 'PEMPROV' THEN interval '8 hours'
                                                  ELSE interval '12 hours' END
    ORDER BY session.id DESC
$$;
