-- Moves the demo's clock. Only the worker's login, and only where the demo was switched on
-- by the administrator (UPDATE pub.clock SET demo = true).
CREATE OR REPLACE FUNCTION app.clock_set(moment timestamptz) RETURNS timestamptz
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp
AS $$
BEGIN
    UPDATE pub.clock SET shift = moment - clock_timestamp() WHERE demo;
    IF NOT FOUND THEN
        RAISE EXCEPTION 'the clock moves only in a demo' USING ERRCODE = 'insufficient_privilege';
    END IF;
    RETURN moment;
END $$;
