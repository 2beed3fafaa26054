-- Signs out: the session of this token is over.
CREATE OR REPLACE FUNCTION sec.session_close(token bytea) RETURNS void
LANGUAGE sql VOLATILE SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp
AS $$
    UPDATE sec.session SET revoked_at = clock_timestamp()
    WHERE token_hash = token AND revoked_at IS NULL
$$;
