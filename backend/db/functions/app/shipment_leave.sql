-- A planned shipment leaves, or stays and says why: one row for each refusal. `loads` and `quantities`
-- belong together: how many packages of each really left; a load that is not named leaves whole. Lots
-- give their stock, the earliest expiry first, then first in first out. What is not stocked (ready
-- meals, and what a donor delivers itself) becomes a lot now. Who may, and when, is the caller's
-- question. Only the engine may call it.
CREATE OR REPLACE FUNCTION app.shipment_leave(this bigint, left_on date, loads bigint[], quantities int[],
    late text)
RETURNS TABLE (refusal text, load_id bigint, requested bigint, remaining bigint)
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp
AS $$
#variable_conflict use_column
DECLARE
    lines bigint[];
    lacking record;
    lots bigint[];
    counts bigint[];
    leaving bigint[];
    replacing int;
    effective date;
BEGIN
    PERFORM FROM app.pledge
    WHERE pledge.id IN (SELECT load.pledge_id FROM app.load WHERE load.shipment_id = this)
    ORDER BY pledge.id FOR NO KEY UPDATE;
    lines := ARRAY(SELECT DISTINCT load.line_id FROM app.load WHERE load.shipment_id = this);
    PERFORM FROM app.lot WHERE lot.line_id = ANY (lines) AND lot.stock > 0
    ORDER BY lot.id FOR NO KEY UPDATE;
    UPDATE app.load SET dispatched = coalesce(fewer.quantity, load.quantity)
    FROM app.load AS own
    LEFT JOIN unnest(loads, quantities) AS fewer (load_id, quantity) ON fewer.load_id = own.id
    WHERE own.id = load.id AND load.shipment_id = this AND NOT load.cancelled;
    -- Nothing is dispatched in the books before it was committed.
    SELECT greatest(left_on, max(allocation.committed_on)) INTO effective
    FROM app.load JOIN app.allocation ON allocation.id = load.allocation_id
    WHERE load.shipment_id = this AND load.dispatched > 0;
    -- What is not stocked is born now: as many packages as the line's lots lack.
    FOR lacking IN
        SELECT wanted.line_id, wanted.packages - depot.stock AS packages
        FROM (SELECT load.line_id, sum(load.dispatched) AS packages
              FROM app.load JOIN pub.package ON package.id = load.package_id
              JOIN app.organisation ON organisation.id = load.executor_id
              WHERE load.shipment_id = this
                AND (package.every = 'DAY' OR organisation.kind = 'DONOR')
              GROUP BY load.line_id) AS wanted
        CROSS JOIN LATERAL (SELECT coalesce(sum(lot.stock), 0) AS stock FROM app.lot
                            WHERE lot.line_id = wanted.line_id AND lot.stock > 0) AS depot
        WHERE wanted.packages > depot.stock ORDER BY wanted.line_id
    LOOP
        -- What exceeds the line replaces damaged and missing packages, the oldest first.
        WITH owed AS (
            SELECT discrepancy.id, discrepancy.damaged + discrepancy.missing - discrepancy.replaced AS packages,
                   sum(discrepancy.damaged + discrepancy.missing - discrepancy.replaced)
                       OVER (ORDER BY discrepancy.id) AS upto
            FROM app.discrepancy WHERE line_id = lacking.line_id AND state = 'replaced'
        ), brought AS (
            UPDATE app.discrepancy SET replaced = replaced + given.packages
            FROM (SELECT owed.id, least(owed.packages, excess.packages - (owed.upto - owed.packages)) AS packages
                  FROM owed CROSS JOIN LATERAL (
                      SELECT stocked + lacking.packages - quantity - replaced AS packages
                      FROM app.pledge_line WHERE id = lacking.line_id) AS excess) AS given
            WHERE discrepancy.id = given.id AND given.packages > 0
            RETURNING given.packages
        )
        SELECT coalesce(sum(packages), 0) INTO replacing FROM brought;
        UPDATE app.pledge_line SET stocked = stocked + lacking.packages, replaced = replaced + replacing
        WHERE id = lacking.line_id;
        SELECT array_agg(made.lot_id), array_agg(made.quantity) INTO lots, counts
        FROM app.lots_make(lacking.line_id, NULL, lacking.packages::int, replacing, left_on, NULL) AS made;
        PERFORM app.lots_move('receive_goods', 'shipment', this, 'supplier', 'stock', lots, counts,
                              effective, late);
    END LOOP;
    RETURN QUERY
        SELECT checked.refusal, checked.load_id, checked.requested, checked.remaining FROM (
            SELECT CASE WHEN allocation.state <> 'committed' THEN 'UNCOMMITTED'
                        WHEN depot.stock < leaving.requested THEN 'STOCK' END AS refusal,
                   leaving.id AS load_id, leaving.requested, depot.stock AS remaining
            FROM (SELECT load.id, load.allocation_id, load.line_id,
                         sum(load.dispatched) OVER (PARTITION BY load.line_id)::bigint AS requested
                  FROM app.load WHERE load.shipment_id = this AND load.dispatched > 0) AS leaving
            JOIN app.allocation ON allocation.id = leaving.allocation_id
            CROSS JOIN LATERAL (SELECT coalesce(sum(lot.stock), 0)::bigint AS stock FROM app.lot
                                WHERE lot.line_id = leaving.line_id AND lot.stock > 0) AS depot)
            AS checked
        WHERE checked.refusal IS NOT NULL ORDER BY checked.load_id;
    IF FOUND THEN
        RETURN;
    END IF;
    -- Each line's lots and loads stand on one scale of packages; where they overlap, a load takes.
    INSERT INTO app.load_lot (load_id, lot_id, stop_id, line_id, donor_id, executor_id, funder_id, quantity)
    SELECT leaving.id, depot.id, leaving.stop_id, leaving.line_id, leaving.donor_id,
           leaving.executor_id, depot.funder_id,
           least(leaving.upto, depot.upto)
           - greatest(leaving.upto - leaving.dispatched, depot.upto - depot.stock)
    FROM (SELECT load.*, sum(load.dispatched) OVER (PARTITION BY load.line_id ORDER BY load.id) AS upto
          FROM app.load WHERE load.shipment_id = this AND load.dispatched > 0) AS leaving
    JOIN (SELECT lot.*,
                 sum(lot.stock) OVER (PARTITION BY lot.line_id
                                      ORDER BY lot.expires_on NULLS LAST, lot.received_on, lot.id) AS upto
          FROM app.lot WHERE lot.line_id = ANY (lines) AND lot.stock > 0) AS depot
        ON depot.line_id = leaving.line_id AND depot.upto > leaving.upto - leaving.dispatched
        AND depot.upto - depot.stock < leaving.upto;
    SELECT array_agg(load_lot.lot_id), array_agg(load_lot.quantity::bigint) INTO lots, counts
    FROM app.load_lot JOIN app.load ON load.id = load_lot.load_id WHERE load.shipment_id = this;
    PERFORM app.lots_move('dispatch', 'shipment', this, 'stock', 'in_transit', lots, counts,
                          effective, late);
    UPDATE app.allocation SET dispatched = allocation.dispatched + load.dispatched,
                              loaded = allocation.loaded - (load.quantity - load.dispatched)
    FROM app.load
    WHERE load.shipment_id = this AND NOT load.cancelled AND allocation.id = load.allocation_id;
    SELECT array_agg(load.id ORDER BY load.id), array_agg(load.dispatched::bigint ORDER BY load.id)
    INTO leaving, counts
    FROM app.load WHERE load.shipment_id = this AND load.dispatched > 0;
    PERFORM app.loads_post('dispatch', 'shipment', this, 'committed', 'dispatched', leaving, counts,
                           effective, late);
    INSERT INTO pub.delivery (load_id, stop_id, allocation_id, need_id, unit_id, phase_id, package_id,
        giver_id, executor_id, dispatched, dispatched_on, state,
        late, recorded_late_on)
    SELECT load.id, load.stop_id, load.allocation_id, load.need_id, load.unit_id, allocation.phase_id,
           load.package_id, load.donor_id, load.executor_id, load.dispatched, effective, 'on_the_way',
           late IS NOT NULL, CASE WHEN late IS NOT NULL THEN app.today() END
    FROM app.load JOIN app.allocation ON allocation.id = load.allocation_id
    WHERE load.shipment_id = this AND load.dispatched > 0;
    UPDATE app.stop SET state = CASE WHEN EXISTS (
            SELECT FROM app.load WHERE load.stop_id = stop.id AND load.dispatched > 0)
        THEN 'on_the_way' ELSE 'cancelled' END
    WHERE stop.shipment_id = this;
    UPDATE app.shipment SET state = 'dispatched', dispatched_on = left_on, late_reason = late
    WHERE id = this;
END $$;
