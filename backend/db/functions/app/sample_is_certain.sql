-- Whether a stop is always drawn: the first five that its executor reported, and what the Pemprov itself
-- carries.
CREATE OR REPLACE FUNCTION app.sample_is_certain(stop bigint) RETURNS boolean LANGUAGE sql STABLE
SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp
AS $$
    SELECT organisation.kind = 'PEMPROV' OR (
               SELECT count(DISTINCT earlier.stop_id) FROM app.handover AS earlier
               JOIN app.handover_count ON handover_count.handover_id = earlier.id
               WHERE earlier.executor_id = place.executor_id AND earlier.stop_id <> place.id
                 AND earlier.id < (SELECT min(own.id) FROM app.handover AS own
                                   JOIN app.handover_count ON handover_count.handover_id = own.id
                                   WHERE own.stop_id = place.id)) < 5
    FROM app.stop AS place JOIN app.organisation ON organisation.id = place.executor_id
    WHERE place.id = sample_is_certain.stop
$$;
