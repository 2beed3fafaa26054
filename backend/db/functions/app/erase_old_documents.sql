-- Erases signed copies of documents of programmes whose last phase ended more than 12 months ago: they
-- name who signed. Returns how many files.
CREATE OR REPLACE FUNCTION app.erase_old_documents(at_most int) RETURNS int LANGUAGE plpgsql
SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp
AS $$
DECLARE
    old record;
    count int := 0;
BEGIN
    FOR old IN
        UPDATE app.bast_file SET erased_at = app.now(), verdict = '{}', revocation = '{}' WHERE id IN (
            SELECT id FROM app.bast_file
            WHERE kind = 'SIGNED' AND erased_at IS NULL AND programme_id IN (
                SELECT programme_id FROM pub.phase GROUP BY programme_id
                HAVING max(ends_on) < app.today() - interval '12 months')
            ORDER BY id LIMIT at_most FOR NO KEY UPDATE SKIP LOCKED)
        RETURNING id, version_id, sha256
    LOOP
        PERFORM app.record_event('SignedBastErased', 'erase_signed_bast', 'bast_version', old.version_id, NULL,
                                 '{}', jsonb_build_object('sha256', encode(old.sha256, 'hex')));
        count := count + 1;
    END LOOP;
    RETURN count;
END $$;
