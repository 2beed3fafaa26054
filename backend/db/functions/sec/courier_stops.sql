-- The stops of the context's courier or shift; NULL for everybody else.
CREATE OR REPLACE FUNCTION sec.courier_stops() RETURNS bigint[] LANGUAGE sql STABLE SECURITY DEFINER
SET search_path = pg_catalog, public, pg_temp
AS $$
    SELECT CASE WHEN coalesce(sec.courier(), sec.shift()) IS NOT NULL
                THEN ARRAY(SELECT id FROM app.stop WHERE courier_id = sec.courier()
                           UNION ALL SELECT id FROM app.stop WHERE shift_id = sec.shift()) END
$$;
