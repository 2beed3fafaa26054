-- Gives a new contribution its number: KT-year-id.
CREATE OR REPLACE FUNCTION app.contribution_numbered() RETURNS trigger LANGUAGE plpgsql
SET search_path = pg_catalog, public, pg_temp
AS $$
BEGIN
    NEW.number := 'KT-' || extract(year FROM app.today()) || '-' || lpad(NEW.id::text, 6, '0');
    RETURN NEW;
END $$;
