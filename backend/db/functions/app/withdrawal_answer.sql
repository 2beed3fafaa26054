-- Answers a request to withdraw: `agreed` or `refused` by the executor within its days or by the Pemprov,
-- `taken_back` by the giver. What is agreed to releases all that is not loaded; the pledge stays
-- committed for the rest. Returns how many packages were released.
CREATE OR REPLACE FUNCTION app.withdrawal_answer(this bigint, answer text, why text) RETURNS int
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp
AS $$
DECLARE
    request app.withdrawal;
    whole bigint[];
    parts bigint[];
    rest int[];
    freed int;
BEGIN
    SELECT * INTO request FROM app.withdrawal WHERE id = this;
    PERFORM app.pledge_lock(request.pledge_id);
    SELECT * INTO request FROM app.withdrawal WHERE id = this FOR NO KEY UPDATE;
    IF request IS NULL OR request.state <> 'requested' OR NOT coalesce(sec.may_act(), false)
       OR NOT coalesce(CASE WHEN answer = 'taken_back' THEN request.donor_id = sec.tenant()
                            WHEN sec.is_pemprov() THEN true
                            ELSE request.executor_id = sec.tenant() AND request.executor_id <> request.donor_id
                                 AND app.today() <= request.due_on END, false) THEN
        RAISE EXCEPTION 'not a request that you may answer' USING ERRCODE = 'KS001';
    END IF;
    IF answer <> 'agreed' THEN
        UPDATE app.withdrawal SET state = answer, reason = why, answered_on = app.today() WHERE id = this;
        RETURN 0;
    END IF;
    SELECT array_agg(id ORDER BY id) FILTER (WHERE loaded = 0),
           array_agg(id ORDER BY id) FILTER (WHERE loaded > 0 AND quantity - released > loaded),
           array_agg(quantity - released - loaded ORDER BY id)
               FILTER (WHERE loaded > 0 AND quantity - released > loaded),
           coalesce(sum(quantity - released - loaded), 0)
    INTO whole, parts, rest, freed
    FROM app.allocation WHERE pledge_id = request.pledge_id AND state IN ('held', 'committed');
    UPDATE app.withdrawal SET state = answer, reason = why, answered_on = app.today(), packages = freed
    WHERE id = this;
    IF parts IS NOT NULL THEN
        PERFORM app.allocations_shrink(parts, rest, 'WITHDRAWN', 'withdraw', why);
    END IF;
    IF NOT EXISTS (SELECT FROM app.allocation WHERE pledge_id = request.pledge_id AND loaded > 0) THEN
        UPDATE app.pledge SET state = 'withdrawn', reason = why WHERE id = request.pledge_id;
    END IF;
    IF whole IS NOT NULL THEN
        PERFORM app.allocations_release(whole, 'withdraw', why);
    END IF;
    RETURN freed;
END $$;
