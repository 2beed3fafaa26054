-- Writes what of these counts falls on each load of the stop, and on each lot of a load. An element of
-- counts: {"package": 1, "good": 93, "damaged": 5, "missing": 2, "brought_back": 0}.
-- Ready meals that were brought back are spoiled.
CREATE OR REPLACE FUNCTION app.handover_divide(this bigint, counts jsonb) RETURNS void
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp
AS $$
BEGIN
    INSERT INTO app.handover_line AS line (handover_id, load_id, stop_id, line_id, donor_id, executor_id,
        sent, good, damaged, missing, brought_back, spoiled, undecided)
    SELECT this, l.id, l.stop_id, l.line_id, l.donor_id, l.executor_id, s.sent_of, s.good_of,
           s.damaged_of, s.missing_of, s.brought_back_of,
           CASE WHEN package.every = 'DAY' THEN s.brought_back_of ELSE 0 END, s.undecided_of
    FROM app.handover h
    JOIN jsonb_to_recordset(counts) AS c (package bigint, good bigint, damaged bigint, missing bigint,
                                          brought_back bigint) ON true
    CROSS JOIN LATERAL (
        SELECT array_agg(l.id ORDER BY l.id) AS ids, array_agg(l.dispatched::bigint ORDER BY l.id) AS sent
        FROM app.load l WHERE l.stop_id = h.stop_id AND l.package_id = c.package AND l.dispatched > 0) g
    CROSS JOIN LATERAL app.count_shares(g.ids, g.sent, c.good, c.damaged, c.missing, c.brought_back) s
    JOIN app.load l ON l.id = s.part
    JOIN pub.package ON package.id = l.package_id
    WHERE h.id = this
    ON CONFLICT (handover_id, load_id) DO UPDATE
    SET good = excluded.good, damaged = excluded.damaged, missing = excluded.missing,
        brought_back = excluded.brought_back, spoiled = excluded.spoiled, undecided = excluded.undecided;
    INSERT INTO app.handover_lot AS part (handover_id, load_id, lot_id, donor_id, executor_id, funder_id,
        sent, good, damaged, missing, brought_back, spoiled, undecided)
    SELECT this, t.load_id, t.lot_id, t.donor_id, t.executor_id, t.funder_id, s.sent_of, s.good_of,
           s.damaged_of, s.missing_of, s.brought_back_of,
           CASE WHEN line.spoiled > 0 THEN s.brought_back_of ELSE 0 END, s.undecided_of
    FROM app.handover_line line
    CROSS JOIN LATERAL (
        SELECT array_agg(t.lot_id ORDER BY t.lot_id) AS ids,
               array_agg(t.quantity::bigint ORDER BY t.lot_id) AS sent
        FROM app.load_lot t WHERE t.load_id = line.load_id) g
    CROSS JOIN LATERAL app.count_shares(g.ids, g.sent, line.good, line.damaged, line.missing,
                                        line.brought_back) s
    JOIN app.load_lot t ON t.load_id = line.load_id AND t.lot_id = s.part
    WHERE line.handover_id = this
    ON CONFLICT (handover_id, load_id, lot_id) DO UPDATE
    SET good = excluded.good, damaged = excluded.damaged, missing = excluded.missing,
        brought_back = excluded.brought_back, spoiled = excluded.spoiled, undecided = excluded.undecided;
END $$;
