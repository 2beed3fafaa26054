-- The claims of app.ctx after their signature was checked:
-- {organisation, id of the actor, kind, role, expires, actor}. No context: NULL. Forged or expired: an error.
CREATE OR REPLACE FUNCTION sec.claims() RETURNS text[]
LANGUAGE plpgsql STABLE PARALLEL SAFE SECURITY DEFINER
SET search_path = pg_catalog, public, pg_temp
AS $$
DECLARE
    ctx text := current_setting('app.ctx', true);
    body text;
    parts text[];
BEGIN
    -- After a transaction that had set it, the setting is '' and not NULL.
    IF ctx IS NULL OR ctx = '' THEN
        RETURN NULL;
    END IF;
    body := left(ctx, -64);
    IF hmac(convert_to(body, 'UTF8'), (SELECT value FROM sec.key), 'sha256')
       IS DISTINCT FROM decode(right(ctx, 64), 'hex') THEN
        RAISE EXCEPTION 'context is forged' USING ERRCODE = 'insufficient_privilege';
    END IF;
    parts := string_to_array(body, '|');
    IF parts[5]::bigint < extract(epoch FROM clock_timestamp()) THEN
        RAISE EXCEPTION 'context has expired' USING ERRCODE = 'insufficient_privilege';
    END IF;
    RETURN parts;
END $$;
