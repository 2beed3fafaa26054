-- Sets submitted pledges with an expired hold to lapsed, for the worker; skips those that somebody has
-- locked. Figures and refusals are right without it. Returns how many.
CREATE OR REPLACE FUNCTION app.lapse_pledges(at_most int DEFAULT 100) RETURNS int
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp
AS $$
DECLARE
    due bigint;
    done int := 0;
BEGIN
    FOR due IN
        SELECT pledge.id FROM app.pledge
        WHERE pledge.state = 'submitted' AND EXISTS (
            SELECT FROM app.allocation WHERE allocation.pledge_id = pledge.id
              AND ((allocation.state = 'held' AND allocation.expires_at <= app.now())
                   OR allocation.reason = 'LAPSED'))
        ORDER BY pledge.id LIMIT at_most FOR NO KEY UPDATE SKIP LOCKED
    LOOP
        UPDATE app.pledge SET state = 'lapsed', reason = 'LAPSED' WHERE id = due;
        PERFORM app.needs_release(due);
        PERFORM app.record_event('PledgeLapsed', 'lapse', 'pledge', due,
                           (SELECT donor_id FROM app.pledge WHERE id = due), '{}', '{}');
        done := done + 1;
    END LOOP;
    RETURN done;
END $$;
