-- Puts new audit rows into the sealer's queue.
CREATE OR REPLACE FUNCTION app.audit_queue() RETURNS trigger LANGUAGE plpgsql
SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp
AS $$
BEGIN
    INSERT INTO app.audit_unsealed SELECT id FROM inserted;
    RETURN NULL;
END $$;
