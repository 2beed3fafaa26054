-- A reason belongs to its step: nobody rewrites why something was rejected.
CREATE OR REPLACE FUNCTION app.reason_guard() RETURNS trigger LANGUAGE plpgsql
SET search_path = pg_catalog, pg_temp
AS $$
BEGIN
    IF OLD.state = NEW.state AND OLD.reason IS DISTINCT FROM NEW.reason THEN
        RAISE EXCEPTION 'a reason belongs to its step' USING ERRCODE = 'KS001';
    END IF;
    RETURN NEW;
END $$;
