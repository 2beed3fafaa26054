-- The writer names the action; who and when come from the context and the clocks.
CREATE OR REPLACE FUNCTION app.audit_stamp() RETURNS trigger LANGUAGE plpgsql
SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp
AS $$
DECLARE claims text[] := sec.claims();
BEGIN
    NEW.tenant_id := coalesce(claims[1]::bigint, 0);
    NEW.actor := coalesce(claims[6], 'SYSTEM');
    NEW.actor_id := coalesce(claims[2]::bigint, 0);
    NEW.role := coalesce(claims[4], 'SYSTEM');
    NEW.recorded := app.now();
    NEW.at := clock_timestamp();
    NEW.hash := app.audit_hash(NEW);
    RETURN NEW;
END $$;
