-- The document of a handover that moved may have to say something else.
CREATE OR REPLACE FUNCTION app.bast_due_by_handover() RETURNS trigger LANGUAGE plpgsql
SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp
AS $$
BEGIN
    INSERT INTO app.bast_due (handover_id) VALUES (NEW.id)
    ON CONFLICT (handover_id) DO UPDATE SET due = clock_timestamp(), attempts = 0, error = NULL;
    RETURN NULL;
END $$;
