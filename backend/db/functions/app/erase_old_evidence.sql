-- Erases evidence of programmes whose last phase ended more than 12 months ago; returns how many files.
CREATE OR REPLACE FUNCTION app.erase_old_evidence(at_most int) RETURNS int LANGUAGE plpgsql
SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp
AS $$
DECLARE
    old bigint;
    count int := 0;
BEGIN
    FOR old IN
        UPDATE app.evidence SET state = 'erased', reason = 'PROGRAMME_ENDED' WHERE id IN (
            SELECT id FROM app.evidence
            WHERE state = 'stored' AND programme_id IN (
                SELECT programme_id FROM pub.phase GROUP BY programme_id
                HAVING max(ends_on) < app.today() - interval '12 months')
            ORDER BY id LIMIT at_most FOR NO KEY UPDATE SKIP LOCKED)
        RETURNING id
    LOOP
        PERFORM app.record_event('EvidenceErased', 'erase_evidence', 'evidence', old, NULL,
                                 '{"reason": "PROGRAMME_ENDED"}', '{"reason": "PROGRAMME_ENDED"}');
        count := count + 1;
    END LOOP;
    RETURN count;
END $$;
