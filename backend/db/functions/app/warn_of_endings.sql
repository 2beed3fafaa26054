-- Records which agreements and permits in force end within 30, 7 and 1 days, each once; returns how many.
CREATE OR REPLACE FUNCTION app.warn_of_endings() RETURNS int LANGUAGE plpgsql
SET search_path = pg_catalog, public, pg_temp
AS $$
DECLARE
    ending record;
    today date := app.today();
    count int := 0;
BEGIN
    FOR ending IN
        UPDATE app.agreement SET warned_days = due.days FROM (
            SELECT id, CASE WHEN ends_on - today <= 1 THEN 1 WHEN ends_on - today <= 7 THEN 7 ELSE 30 END AS days
            FROM app.agreement WHERE state = 'active' AND ends_on BETWEEN today AND today + 30
            ORDER BY id FOR NO KEY UPDATE SKIP LOCKED) AS due
        WHERE agreement.id = due.id AND coalesce(agreement.warned_days, 1000) > due.days
        RETURNING agreement.id, aggregator_id, ends_on - today AS days
    LOOP
        PERFORM app.record_event('AgreementEnding', 'warn_of_agreement', 'agreement', ending.id,
            ending.aggregator_id, jsonb_build_object('days', ending.days), jsonb_build_object('days', ending.days));
        count := count + 1;
    END LOOP;
    FOR ending IN
        UPDATE app.permit SET warned_days = due.days FROM (
            SELECT id, CASE WHEN ends_on - today <= 1 THEN 1 WHEN ends_on - today <= 7 THEN 7 ELSE 30 END AS days
            FROM app.permit WHERE state = 'active' AND ends_on BETWEEN today AND today + 30
            ORDER BY id FOR NO KEY UPDATE SKIP LOCKED) AS due
        WHERE permit.id = due.id AND coalesce(permit.warned_days, 1000) > due.days
        RETURNING permit.id, aggregator_id, ends_on - today AS days
    LOOP
        PERFORM app.record_event('PermitEnding', 'warn_of_permit', 'permit', ending.id,
            ending.aggregator_id, jsonb_build_object('days', ending.days), jsonb_build_object('days', ending.days));
        count := count + 1;
    END LOOP;
    RETURN count;
END $$;
