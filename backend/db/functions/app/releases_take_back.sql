-- What these releases took from their allocations is committed again, for the same units and on the day of the
-- release; false, and nothing is changed, if their needs have no room for it. Holds that have expired take no
-- room. The caller holds the lock of the pledge. Only the engine may call it.
CREATE OR REPLACE FUNCTION app.releases_take_back(releases bigint[], journal bigint, why text) RETURNS boolean
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp
AS $$
#variable_conflict use_variable
DECLARE
    ids bigint[];
    needs bigint[];
    expired bigint[];
BEGIN
    SELECT array_agg(DISTINCT allocation.id), array_agg(DISTINCT allocation.need_id) INTO ids, needs
    FROM pub.release JOIN app.allocation ON allocation.id = release.allocation_id
    WHERE release.id = ANY (releases);
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
        RETURN false;
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
    PERFORM ledger.reverse(journal, sec.organisation(), why);
    PERFORM app.allocations_settled(ids);
    RETURN true;
END $$;
