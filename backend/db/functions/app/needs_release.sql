-- What a pledge that ended still takes is free again. Returns how many packages.
CREATE OR REPLACE FUNCTION app.needs_release(this bigint) RETURNS bigint
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp
AS $$
DECLARE
    pledge app.pledge;
    ids bigint[];
    freed bigint;
BEGIN
    PERFORM app.pledge_lock(this);
    SELECT * INTO pledge FROM app.pledge WHERE id = this;
    IF pledge.state NOT IN ('rejected', 'withdrawn', 'lapsed') THEN
        RAISE EXCEPTION 'the pledge has not ended' USING ERRCODE = 'KS001';
    END IF;
    SELECT array_agg(id), sum(quantity) INTO ids, freed FROM app.allocation
    WHERE pledge_id = this AND state IN ('held', 'committed');
    IF ids IS NOT NULL THEN
        PERFORM app.allocations_release(ids, CASE pledge.state WHEN 'rejected' THEN 'reject'
            WHEN 'withdrawn' THEN 'withdraw' ELSE 'lapse' END,
            -- 'LAPSED' is what step_guard knows the clock by: nobody's own reason is that.
            CASE WHEN pledge.state = 'lapsed' THEN pledge.reason
                 ELSE coalesce(nullif(pledge.reason, 'LAPSED'), pledge.state) END);
    END IF;
    RETURN coalesce(freed, 0);
END $$;
