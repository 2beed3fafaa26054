-- Gives a new shipment its number: KR-year-id.
CREATE OR REPLACE FUNCTION app.shipment_numbered() RETURNS trigger LANGUAGE plpgsql
SET search_path = pg_catalog, public, pg_temp
AS $$
BEGIN
    NEW.number := 'KR-' || extract(year FROM app.today()) || '-' || lpad(NEW.id::text, 6, '0');
    RETURN NEW;
END $$;
