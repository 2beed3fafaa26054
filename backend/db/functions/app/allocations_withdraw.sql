-- The executor withdraws allocations that the Pemprov has not confirmed yet; their packages then
-- have no destination. A direct pledge has no such packages: there the pledge itself is withdrawn.
-- Returns how many packages; 0, and nothing is withdrawn, if one of the allocations is not held.
CREATE OR REPLACE FUNCTION app.allocations_withdraw(this bigint, ids bigint[]) RETURNS bigint
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp
AS $$
DECLARE
    pledge app.pledge;
    freed bigint;
BEGIN
    PERFORM app.pledge_lock(this);
    SELECT * INTO pledge FROM app.pledge WHERE id = this;
    IF NOT coalesce(sec.tenant() = pledge.executor_id AND sec.may_act(), false)
       OR pledge.channel = 'DIRECT' OR pledge.state NOT IN ('accepted', 'committed') THEN
        RAISE EXCEPTION 'not allocations that you may withdraw' USING ERRCODE = 'KS001';
    END IF;
    IF EXISTS (SELECT FROM unnest(ids) AS given (id)
               LEFT JOIN app.allocation ON allocation.id = given.id
                   AND allocation.pledge_id = this AND allocation.state = 'held'
               WHERE allocation.id IS NULL) THEN
        RETURN 0;
    END IF;
    SELECT sum(quantity) INTO freed FROM app.allocation WHERE id = ANY (ids);
    PERFORM app.allocations_release(ids, 'release', 'released');
    RETURN coalesce(freed, 0);
END $$;
