-- Ends one of the signed-in person's own sessions; false if there is no such open one.
CREATE OR REPLACE FUNCTION sec.session_revoke(session_id bigint) RETURNS boolean
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp
AS $$
BEGIN
    UPDATE sec.session SET revoked_at = clock_timestamp()
    WHERE session.id = session_id AND session.person_id = sec.person()
      AND session.revoked_at IS NULL;
    RETURN FOUND;
END $$;
