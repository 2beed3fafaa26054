-- The stops that were drawn for the context's verifier; NULL for everybody else.
CREATE OR REPLACE FUNCTION sec.verifier_stops() RETURNS bigint[] LANGUAGE sql STABLE SECURITY DEFINER
SET search_path = pg_catalog, public, pg_temp
AS $$
    SELECT CASE WHEN sec.role() = 'VERIFIER'
                THEN ARRAY(SELECT stop_id FROM app.verification WHERE verifier_id = sec.person()) END
$$;
