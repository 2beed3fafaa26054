-- Sets agreements and permits whose last day is over to expired; returns how many. Whether one is
-- in force follows from its days alone: only the state that people see waits for this.
CREATE OR REPLACE FUNCTION app.expire_agreements(at_most int DEFAULT 100) RETURNS int LANGUAGE plpgsql
SET search_path = pg_catalog, public, pg_temp
AS $$
DECLARE
    over record;
    count int := 0;
BEGIN
    FOR over IN
        UPDATE app.agreement SET state = 'expired' WHERE id IN (
            SELECT id FROM app.agreement
            WHERE state IN ('active', 'suspended') AND ends_on < (SELECT app.today())
            ORDER BY id LIMIT at_most FOR NO KEY UPDATE SKIP LOCKED)
        RETURNING id, aggregator_id
    LOOP
        PERFORM app.record_event('AgreementExpired', 'expire_agreement', 'agreement', over.id,
                           over.aggregator_id, '{}', '{}');
        count := count + 1;
    END LOOP;
    FOR over IN
        UPDATE app.permit SET state = 'expired' WHERE id IN (
            SELECT id FROM app.permit
            WHERE state IN ('active', 'suspended') AND ends_on < (SELECT app.today())
            ORDER BY id LIMIT at_most FOR NO KEY UPDATE SKIP LOCKED)
        RETURNING id, aggregator_id
    LOOP
        PERFORM app.record_event('PermitExpired', 'expire_permit', 'permit', over.id,
                           over.aggregator_id, '{}', '{}');
        count := count + 1;
    END LOOP;
    RETURN count;
END $$;
