-- Keeps the public row's number of packages that nobody has settled.
CREATE OR REPLACE FUNCTION app.discrepancy_counted() RETURNS trigger LANGUAGE plpgsql
SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp
AS $$
BEGIN
    UPDATE pub.delivery SET unsettled = (
        SELECT coalesce(sum(open.damaged + open.missing), 0) FROM app.discrepancy AS open
        WHERE open.load_id = NEW.load_id AND open.state = 'open')
    WHERE load_id = NEW.load_id;
    RETURN NULL;
END $$;
