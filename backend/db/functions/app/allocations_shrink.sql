-- Releases a part of committed allocations that keep the rest: what is not loaded. The caller holds the
-- locks of their needs. Only the engine may call it.
CREATE OR REPLACE FUNCTION app.allocations_shrink(ids bigint[], quantities int[], why text, action text,
    reason text) RETURNS void
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp
AS $$
DECLARE
    author bigint := coalesce(sec.organisation(), 0);
    of_pledge record;
BEGIN
    UPDATE pub.need SET committed = need.committed - freed.quantity
    FROM (SELECT allocation.need_id, sum(part.quantity) AS quantity
          FROM unnest(ids, quantities) AS part (id, quantity)
          JOIN app.allocation ON allocation.id = part.id GROUP BY allocation.need_id) AS freed
    WHERE need.id = freed.need_id;
    UPDATE app.allocation SET released = allocation.released + part.quantity
    FROM unnest(ids, quantities) AS part (id, quantity)
    WHERE allocation.id = part.id;
    INSERT INTO pub.release (allocation_id, quantity, cause, effective)
    SELECT part.id, part.quantity, why, app.today()
    FROM unnest(ids, quantities) AS part (id, quantity) ORDER BY part.id;
    FOR of_pledge IN
        SELECT allocation.pledge_id, allocation.donor_id, allocation.executor_id,
               array_agg(allocation.need_id ORDER BY allocation.id) AS needs,
               array_agg(package.code ORDER BY allocation.id) AS codes,
               array_agg(part.quantity::bigint ORDER BY allocation.id) AS quantities
        FROM unnest(ids, quantities) AS part (id, quantity)
        JOIN app.allocation ON allocation.id = part.id
        JOIN pub.package ON package.id = allocation.package_id GROUP BY 1, 2, 3 ORDER BY 1
    LOOP
        PERFORM ledger.post_packages('PROMISE', of_pledge.donor_id, of_pledge.executor_id, action, 'pledge',
            of_pledge.pledge_id, 'committed', 'withdrawn', of_pledge.needs, of_pledge.codes,
            of_pledge.quantities, CASE WHEN author = 0 THEN of_pledge.executor_id ELSE author END,
            app.today(), reason);
    END LOOP;
    PERFORM app.allocations_settled(ids);
END $$;
