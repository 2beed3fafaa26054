-- A pledge that ends takes with it what waits to be booked, in the same transaction.
CREATE OR REPLACE FUNCTION app.early_deliveries_end() RETURNS trigger LANGUAGE plpgsql
SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp
AS $$
BEGIN
    UPDATE app.early_delivery SET state = 'ended', reason = left(NEW.reason, 1000)
    WHERE pledge_id = NEW.id AND state = 'waiting';
    RETURN NULL;
END $$;
