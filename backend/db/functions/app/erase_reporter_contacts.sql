-- Forgets how people can be reached once that has been kept long enough. Returns how many.
CREATE OR REPLACE FUNCTION app.erase_reporter_contacts(at_most int) RETURNS int LANGUAGE plpgsql
SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp
AS $$
DECLARE
    gone int;
BEGIN
    DELETE FROM app.reporter WHERE id IN (
        SELECT reporter.id FROM app.reporter WHERE reporter.kept_until <= clock_timestamp()
        ORDER BY reporter.kept_until LIMIT at_most);
    GET DIAGNOSTICS gone = ROW_COUNT;
    RETURN gone;
END $$;
