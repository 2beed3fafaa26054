-- Releases what these allocations hold or have committed: counters, lines, books, states. The
-- caller holds the locks of their needs. Only the engine may call it.
CREATE OR REPLACE FUNCTION app.allocations_release(ids bigint[], action text, reason text) RETURNS void
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp
AS $$
DECLARE
    today date := app.today();
    author bigint := coalesce(sec.tenant(), 0);
    of_pledge record;
BEGIN
    IF EXISTS (SELECT FROM app.allocation WHERE id = ANY (ids) AND loaded > 0) THEN
        RAISE EXCEPTION 'packages of it are loaded'
            USING ERRCODE = 'check_violation', CONSTRAINT = 'allocation_is_loaded';
    END IF;
    UPDATE pub.need SET held = need.held - freed.held, committed = need.committed - freed.committed
    FROM (SELECT need_id, coalesce(sum(quantity) FILTER (WHERE state = 'held'), 0) AS held,
                 coalesce(sum(quantity - released) FILTER (WHERE state = 'committed'), 0) AS committed
          FROM app.allocation WHERE id = ANY (ids) GROUP BY need_id) AS freed
    WHERE need.id = freed.need_id;
    UPDATE app.pledge_line SET allocated = pledge_line.allocated - freed.quantity
    -- What was returned to its need is no longer among the line's allocated packages.
    FROM (SELECT line_id, sum(quantity - coalesce(returned.packages, 0)) AS quantity FROM app.allocation
          LEFT JOIN (SELECT release.allocation_id, sum(release.quantity) AS packages FROM pub.release
                     WHERE release.allocation_id = ANY (ids) AND release.cause = 'RETURNED_TO_NEED'
                       AND release.reversed_on IS NULL GROUP BY release.allocation_id) AS returned
              ON returned.allocation_id = allocation.id
          WHERE id = ANY (ids) GROUP BY line_id) AS freed
    WHERE pledge_line.id = freed.line_id;
    FOR of_pledge IN
        SELECT allocation.pledge_id, allocation.donor_id, allocation.executor_id, allocation.state,
               array_agg(allocation.need_id ORDER BY allocation.id) AS needs,
               array_agg(package.code ORDER BY allocation.id) AS codes,
               array_agg((allocation.quantity - allocation.released)::bigint ORDER BY allocation.id)
                   AS quantities
        FROM app.allocation JOIN pub.package ON package.id = allocation.package_id
        WHERE allocation.id = ANY (ids) GROUP BY 1, 2, 3, 4 ORDER BY 1, 4
    LOOP
        PERFORM ledger.post_packages('PROMISE', of_pledge.donor_id, of_pledge.executor_id, action, 'pledge',
            of_pledge.pledge_id,
            CASE of_pledge.state WHEN 'held' THEN 'pledged' ELSE 'committed' END, 'withdrawn',
            of_pledge.needs, of_pledge.codes, of_pledge.quantities,
            CASE WHEN author = 0 THEN of_pledge.executor_id ELSE author END, today, reason);
    END LOOP;
    UPDATE pub.commitment SET released_on = today, released_recorded = app.now()
    WHERE allocation_id = ANY (ids);
    UPDATE app.allocation
    SET state = 'released', released = quantity, reason = allocations_release.reason, released_on = today
    WHERE id = ANY (ids);
END $$;
