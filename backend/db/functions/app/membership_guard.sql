-- What an OWNER may not do to a membership: let it end further back than yesterday, or call
-- somebody back whose time has ended. That takes an invitation, and their own consent.
CREATE OR REPLACE FUNCTION app.membership_guard() RETURNS trigger LANGUAGE plpgsql
SET search_path = pg_catalog, public, pg_temp
AS $$
BEGIN
    IF current_user IN ('ksbb_tenant', 'ksbb_gov')
       AND (OLD.ends_on < app.today() OR (NEW.ends_on IS DISTINCT FROM OLD.ends_on
                                          AND NEW.ends_on < app.today() - 1)) THEN
        RAISE EXCEPTION 'the past of a membership stays as it was' USING ERRCODE = 'KS001';
    END IF;
    RETURN NEW;
END $$;
