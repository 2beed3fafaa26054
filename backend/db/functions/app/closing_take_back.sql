-- The executor takes a closing back: what it released is committed again, for the same units and on the day
-- of the closing, as long as their needs still have room. Holds that have expired take no room.
CREATE OR REPLACE FUNCTION app.closing_take_back(this bigint, why text) RETURNS void
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp
AS $$
DECLARE
    closing app.closing;
    releases bigint[];
    ids bigint[];
    needs bigint[];
    expired bigint[];
BEGIN
    SELECT * INTO closing FROM app.closing WHERE id = this;
    PERFORM FROM app.pledge WHERE id = closing.pledge_id FOR NO KEY UPDATE;
    SELECT * INTO closing FROM app.closing WHERE id = this FOR NO KEY UPDATE;
    IF closing IS NULL OR closing.state = 'taken_back'
       OR NOT coalesce(closing.executor_id = sec.tenant() AND sec.may_act(), false)
       OR EXISTS (SELECT FROM app.withdrawal WHERE withdrawal.pledge_id = closing.pledge_id
                  AND withdrawal.state IN ('requested', 'agreed')) THEN
        RAISE EXCEPTION 'not a closing that you may take back' USING ERRCODE = 'KS001';
    END IF;
    SELECT array_agg(release.id), array_agg(DISTINCT allocation.id), array_agg(DISTINCT allocation.need_id)
    INTO releases, ids, needs
    FROM pub.release JOIN app.allocation ON allocation.id = release.allocation_id
    WHERE allocation.line_id = closing.line_id AND release.cause = 'CLOSED_SHORT' AND release.reversed_on IS NULL;
    PERFORM FROM pub.need WHERE id = ANY (needs) ORDER BY id FOR NO KEY UPDATE;
    -- The clock after the locks, as in app.needs_reserve.
    SELECT array_agg(id) INTO expired FROM app.allocation
    WHERE need_id = ANY (needs) AND state = 'held' AND expires_at <= app.now();
    IF expired IS NOT NULL THEN
        PERFORM app.allocations_release(expired, 'lapse', 'LAPSED');
    END IF;
    IF EXISTS (SELECT FROM pub.need
               JOIN (SELECT allocation.need_id, sum(release.quantity) AS quantity
                     FROM pub.release JOIN app.allocation ON allocation.id = release.allocation_id
                     WHERE release.id = ANY (releases) GROUP BY allocation.need_id) AS freed ON freed.need_id = need.id
               WHERE freed.quantity > need.target - need.held - need.committed) THEN
        RAISE EXCEPTION 'what the closing set free is taken'
            USING ERRCODE = 'check_violation', CONSTRAINT = 'closing_is_used';
    END IF;
    UPDATE pub.need SET committed = need.committed + freed.quantity
    FROM (SELECT allocation.need_id, sum(release.quantity) AS quantity
          FROM pub.release JOIN app.allocation ON allocation.id = release.allocation_id
          WHERE release.id = ANY (releases) GROUP BY allocation.need_id) AS freed
    WHERE need.id = freed.need_id;
    UPDATE app.allocation SET released = allocation.released - freed.quantity
    FROM (SELECT allocation_id, sum(quantity) AS quantity FROM pub.release
          WHERE id = ANY (releases) GROUP BY allocation_id) AS freed
    WHERE allocation.id = freed.allocation_id;
    UPDATE pub.release SET reversed_on = app.today() WHERE id = ANY (releases);
    IF closing.journal_id IS NOT NULL THEN
        PERFORM ledger.reverse(closing.journal_id, sec.organisation(), why);
    END IF;
    PERFORM app.allocations_settled(ids);
    UPDATE app.closing SET state = 'taken_back', reason = why WHERE id = this;
END $$;
