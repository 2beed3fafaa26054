-- What an aggregator is to take on needs its agreement in force, at every step of it.
CREATE OR REPLACE FUNCTION app.require_agreement(executor bigint) RETURNS void LANGUAGE plpgsql
SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp
AS $$
BEGIN
    IF app.lacks_agreement(executor) THEN
        RAISE EXCEPTION 'no agreement in force' USING ERRCODE = 'KS001';
    END IF;
END $$;
