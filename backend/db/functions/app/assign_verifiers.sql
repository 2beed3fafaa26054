-- Gives each drawn delivery without a verifier to the one with the fewest open ones who may look at it.
-- Returns how many were given.
CREATE OR REPLACE FUNCTION app.assign_verifiers() RETURNS int LANGUAGE plpgsql
SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp
AS $$
DECLARE
    due app.verification;
    chosen bigint;
    given int := 0;
BEGIN
    FOR due IN
        SELECT * FROM app.verification WHERE state = 'drawn' AND verifier_id IS NULL
        ORDER BY id LIMIT 100 FOR NO KEY UPDATE SKIP LOCKED
    LOOP
        SELECT membership.person_id INTO chosen FROM app.membership
        LEFT JOIN app.verification AS open ON open.verifier_id = membership.person_id AND open.state = 'drawn'
        WHERE membership.role = 'VERIFIER' AND app.verifier_may(membership.person_id, due.stop_id)
        GROUP BY 1 ORDER BY count(open.id), 1 LIMIT 1;
        IF chosen IS NOT NULL THEN
            UPDATE app.verification SET verifier_id = chosen WHERE id = due.id;
            PERFORM app.record_event('VerificationAssigned', 'assign_verification', 'verification', due.id, NULL,
                                     jsonb_build_object('verifier', chosen), jsonb_build_object('verifier', chosen));
            given := given + 1;
        END IF;
    END LOOP;
    RETURN given;
END $$;
