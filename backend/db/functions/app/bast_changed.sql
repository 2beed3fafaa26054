-- Whether the documents of a handover have to say something else than they do, or there are none yet.
CREATE OR REPLACE FUNCTION app.bast_changed(this bigint) RETURNS boolean
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp
AS $$
    SELECT EXISTS (
        SELECT FROM app.bast_facts(this) AS now
        LEFT JOIN app.bast b ON b.handover_id = this
        LEFT JOIN app.bast_version v ON v.bast_id = b.id AND v.state <> 'superseded'
            AND v.extract_for_id IS NOT DISTINCT FROM now.donor_id
        WHERE v.id IS NULL OR v.data::jsonb -> 'facts' <> now.facts)
$$;
