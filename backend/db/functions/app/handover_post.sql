-- Posts what a proven handover moves: good packages are received, damaged and missing ones open a
-- discrepancy, undecided ones stay on the way. The caller holds the locks.
CREATE OR REPLACE FUNCTION app.handover_post(this bigint, day date, why text) RETURNS void
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp
AS $$
DECLARE
    effective date := greatest(day, (SELECT s.dispatched_on FROM app.handover h
                                     JOIN app.shipment s ON s.id = h.shipment_id WHERE h.id = this),
                               (SELECT max(d.dispatched_on) FROM app.handover_line l
                                JOIN pub.delivery d ON d.load_id = l.load_id WHERE l.handover_id = this));
    ids bigint[];
    moved bigint[];
    outcome record;
BEGIN
    FOR outcome IN
        SELECT k.account, array_agg(k.lot_id) AS lots, array_agg(k.quantity::bigint) AS quantities
        FROM (SELECT t.lot_id, a.account, a.quantity
              FROM app.handover_lot t
              CROSS JOIN LATERAL (VALUES ('received_by_unit', t.good), ('damaged', t.damaged),
                                         ('missing', t.missing)) AS a (account, quantity)
              WHERE t.handover_id = this) k
        WHERE k.quantity > 0 GROUP BY 1 ORDER BY 1
    LOOP
        PERFORM app.lots_move('receive', 'handover', this, 'in_transit', outcome.account, outcome.lots,
                              outcome.quantities, effective, why);
    END LOOP;
    SELECT array_agg(load_id ORDER BY load_id), array_agg(good::bigint ORDER BY load_id) INTO ids, moved
    FROM app.handover_line WHERE handover_id = this AND good > 0;
    IF ids IS NOT NULL THEN
        PERFORM app.loads_post('receive', 'handover', this, 'dispatched', 'received', ids, moved,
                               effective, why);
    END IF;
    UPDATE app.allocation a SET received = a.received + t.good
    FROM (SELECT l.allocation_id, sum(h.good) AS good FROM app.handover_line h
          JOIN app.load l ON l.id = h.load_id WHERE h.handover_id = this GROUP BY 1) t
    WHERE a.id = t.allocation_id AND t.good > 0;
    PERFORM app.discrepancies_open(this, false, effective);
    PERFORM app.allocations_settled(ARRAY(SELECT l.allocation_id FROM app.handover_line h
                                          JOIN app.load l ON l.id = h.load_id
                                          WHERE h.handover_id = this));
END $$;
