-- The SHA-256 of a day's list: a line `stop;chance` for each delivery, by stop, each with a line feed.
CREATE OR REPLACE FUNCTION pub.sample_list_hash(this bigint) RETURNS bytea LANGUAGE sql STABLE
SET search_path = pg_catalog, public, pg_temp
AS $$
    SELECT sha256(convert_to(coalesce(string_agg(stop_id || ';' || chance || E'\n', '' ORDER BY stop_id), ''),
                             'UTF8'))
    FROM pub.sample_entry WHERE sample_id = this
$$;
