-- Tables of pub have no row policies: this holds the Pemprov's login to its claims. It looks at
-- current_user, because what the engine keeps up to date there was checked where it was written.
CREATE OR REPLACE FUNCTION app.registry_guard() RETURNS trigger LANGUAGE plpgsql
SET search_path = pg_catalog, public, pg_temp
AS $$
BEGIN
    IF current_user = 'ksbb_gov' AND NOT coalesce(sec.is_pemprov() AND sec.may_act(), false) THEN
        RAISE EXCEPTION '%.% is kept by the Pemprov', TG_TABLE_SCHEMA, TG_TABLE_NAME
            USING ERRCODE = 'insufficient_privilege';
    END IF;
    RETURN NULL;
END $$;
