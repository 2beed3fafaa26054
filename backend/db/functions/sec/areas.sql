-- The kelurahan of the context's officer (role KELURAHAN); NULL for everybody else.
CREATE OR REPLACE FUNCTION sec.areas() RETURNS bigint[] LANGUAGE sql STABLE SECURITY DEFINER
SET search_path = pg_catalog, public, pg_temp
AS $$
    SELECT CASE WHEN sec.role() = 'KELURAHAN'
                THEN ARRAY(SELECT area_id FROM app.officer_area
                           WHERE person_id = sec.person() AND ended_on IS NULL) END
$$;
