-- The giver asks to withdraw a pledge that it can't withdraw alone. Returns the request.
CREATE OR REPLACE FUNCTION app.withdrawal_request(pledge bigint, why text) RETURNS bigint
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp
AS $$
DECLARE
    request app.pledge;
    made bigint;
BEGIN
    PERFORM app.pledge_lock(pledge);
    SELECT * INTO request FROM app.pledge WHERE id = withdrawal_request.pledge;
    IF NOT coalesce(request.donor_id = sec.tenant() AND sec.may_act(), false)
       OR request.state NOT IN ('accepted', 'committed') OR NOT app.withdrawal_needs_consent(pledge)
       OR EXISTS (SELECT FROM app.withdrawal
                  WHERE withdrawal.pledge_id = withdrawal_request.pledge
                    AND withdrawal.state IN ('requested', 'agreed')) THEN
        RAISE EXCEPTION 'not a pledge whose withdrawal you may ask for' USING ERRCODE = 'KS001';
    END IF;
    INSERT INTO app.withdrawal (pledge_id, donor_id, executor_id, phase_id, state, reason, due_on, created_by)
    VALUES (request.id, request.donor_id, request.executor_id, request.phase_id, 'requested', why, app.today() + 3,
            sec.person())
    RETURNING id INTO made;
    RETURN made;
END $$;
