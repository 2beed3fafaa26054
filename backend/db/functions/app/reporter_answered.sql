-- Shortens how long the contact is kept, once there is an answer.
CREATE OR REPLACE FUNCTION app.reporter_answered() RETURNS trigger LANGUAGE plpgsql
SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp
AS $$
BEGIN
    UPDATE app.reporter
    SET kept_until = least(kept_until, clock_timestamp() + interval '30 days')
    WHERE CASE TG_TABLE_NAME WHEN 'complaint' THEN complaint_id ELSE proposal_id END = NEW.id;
    RETURN NULL;
END $$;
