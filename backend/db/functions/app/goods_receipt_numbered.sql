-- Gives a new goods receipt its number: TT-year-id.
CREATE OR REPLACE FUNCTION app.goods_receipt_numbered() RETURNS trigger LANGUAGE plpgsql
SET search_path = pg_catalog, public, pg_temp
AS $$
BEGIN
    NEW.number := 'TT-' || extract(year FROM app.today()) || '-' || lpad(NEW.id::text, 6, '0');
    RETURN NEW;
END $$;
