-- Locks a pledge and its needs, and releases holds that have expired by the clock under the locks.
-- Returns how many of its allocations have expired. Every change of a whole pledge begins here.
CREATE OR REPLACE FUNCTION app.pledge_lock(this bigint) RETURNS int
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp
AS $$
DECLARE
    pledge app.pledge;
    expired bigint[];
BEGIN
    SELECT * INTO pledge FROM app.pledge WHERE id = this FOR NO KEY UPDATE;
    IF pledge IS NULL OR NOT (session_user = 'ksbb_worker' OR coalesce(sec.is_pemprov(), false)
                         OR coalesce(sec.tenant() IN (pledge.donor_id, pledge.executor_id), false)) THEN
        RAISE EXCEPTION 'not a pledge of yours' USING ERRCODE = 'KS001';
    END IF;
    PERFORM FROM pub.need WHERE id IN (SELECT need_id FROM app.allocation
                                       WHERE pledge_id = this AND state IN ('held', 'committed'))
    ORDER BY id FOR NO KEY UPDATE;
    SELECT array_agg(id) INTO expired FROM app.allocation
    WHERE pledge_id = this AND state = 'held' AND expires_at <= app.now();
    IF expired IS NOT NULL THEN
        PERFORM app.allocations_release(expired, 'lapse', 'LAPSED');
    END IF;
    RETURN (SELECT count(*) FROM app.allocation
            WHERE pledge_id = this AND state = 'released' AND reason = 'LAPSED');
END $$;
