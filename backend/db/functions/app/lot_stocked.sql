-- Ready meals are in no stock at the end of a transaction, whoever put them there.
CREATE OR REPLACE FUNCTION app.lot_stocked() RETURNS trigger LANGUAGE plpgsql
SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp
AS $$
BEGIN
    IF EXISTS (SELECT FROM app.lot JOIN pub.package ON package.id = lot.package_id
               WHERE lot.id = NEW.id AND lot.stock > 0 AND package.every = 'DAY') THEN
        RAISE EXCEPTION 'ready meals are not stocked'
            USING ERRCODE = 'check_violation', CONSTRAINT = 'meals_are_not_stocked';
    END IF;
    RETURN NULL;
END $$;
