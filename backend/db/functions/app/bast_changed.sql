-- Whether the documents of a handover have to say something else than they do, or there are none yet.
CREATE OR REPLACE FUNCTION app.bast_changed(this bigint) RETURNS boolean
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp
AS $$
    SELECT EXISTS (
        SELECT FROM app.bast_facts(this) AS now
        LEFT JOIN app.bast ON bast.handover_id = this
        LEFT JOIN app.bast_version ON bast_version.bast_id = bast.id AND bast_version.state <> 'superseded'
            AND bast_version.extract_for_id IS NOT DISTINCT FROM now.donor_id
        WHERE bast_version.id IS NULL OR bast_version.data::jsonb -> 'facts' <> now.facts)
$$;
