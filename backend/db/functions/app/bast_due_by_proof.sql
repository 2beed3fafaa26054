-- The document of a handover with another proof may have to say so.
CREATE OR REPLACE FUNCTION app.bast_due_by_proof() RETURNS trigger LANGUAGE plpgsql
SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp
AS $$
BEGIN
    INSERT INTO app.bast_due (handover_id) VALUES (NEW.handover_id)
    ON CONFLICT (handover_id) DO UPDATE SET due = clock_timestamp(), attempts = 0, error = NULL;
    RETURN NULL;
END $$;
