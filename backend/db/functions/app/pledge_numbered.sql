-- Gives a new pledge its number: JB-year-id.
CREATE OR REPLACE FUNCTION app.pledge_numbered() RETURNS trigger LANGUAGE plpgsql
SET search_path = pg_catalog, public, pg_temp
AS $$
BEGIN
    NEW.number := 'JB-' || extract(year FROM app.today()) || '-' || lpad(NEW.id::text, 6, '0');
    RETURN NEW;
END $$;
