-- Sets a report aside that nobody on the unit's side has confirmed yet, so that a corrected one, or the
-- second one of the stop, can count. What came back with it is on the way again, spoiled meals too.
CREATE OR REPLACE FUNCTION app.handover_supersede(this bigint, why text) RETURNS void
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp
AS $$
DECLARE
    h app.handover;
    place app.stop;
    author bigint := sec.organisation();
    entry record;
BEGIN
    SELECT * INTO h FROM app.handover WHERE id = this;
    place := app.handover_lock(h.stop_id);
    SELECT * INTO h FROM app.handover WHERE id = this FOR NO KEY UPDATE;
    IF h IS NULL OR NOT app.stop_courier(place) OR h.state NOT IN ('reported', 'failed', 'second_report')
       OR (NOT coalesce(sec.may_act(), false) AND (h.actor, h.actor_id) <> (sec.actor(), sec.actor_id()))
    THEN
        RAISE EXCEPTION 'not a report that you may correct' USING ERRCODE = 'KS001';
    END IF;
    IF h.state <> 'second_report' AND EXISTS (
        SELECT FROM app.handover_lot AS part JOIN app.lot ON lot.id = part.lot_id
        WHERE part.handover_id = this AND lot.stock < part.brought_back - part.spoiled
        UNION ALL
        SELECT FROM app.handover_line AS line JOIN app.load ON load.id = line.load_id
        JOIN app.allocation ON allocation.id = load.allocation_id
        WHERE line.handover_id = this AND line.brought_back > line.spoiled
          AND allocation.quantity - allocation.released - allocation.loaded < line.brought_back - line.spoiled) THEN
        RAISE EXCEPTION 'what came back has left again'
            USING ERRCODE = 'check_violation', CONSTRAINT = 'goods_have_left';
    END IF;
    IF EXISTS (SELECT FROM app.discrepancy WHERE handover_id = this AND state NOT IN ('open', 'void')) THEN
        RAISE EXCEPTION 'a discrepancy of the handover is settled' USING ERRCODE = 'check_violation', CONSTRAINT = 'discrepancy_is_settled';
    END IF;
    IF h.state <> 'second_report' THEN
        FOR entry IN
            SELECT journal.id FROM ledger.journal
            WHERE journal.thing = 'handover' AND journal.thing_id = this
              AND journal.action IN ('bring_back', 'spoil') AND journal.reverses IS NULL ORDER BY journal.id
        LOOP
            PERFORM ledger.reverse(entry.id, author, why);
        END LOOP;
        UPDATE app.lot SET stock = lot.stock - returned.packages
        FROM (SELECT part.lot_id, sum(part.brought_back - part.spoiled) AS packages FROM app.handover_lot AS part
              WHERE part.handover_id = this GROUP BY 1) AS returned
        WHERE lot.id = returned.lot_id AND returned.packages > 0;
        UPDATE app.allocation SET loaded = allocation.loaded + returned.packages,
                                  dispatched = allocation.dispatched + returned.packages
        FROM (SELECT load.allocation_id, sum(line.brought_back - line.spoiled) AS packages
              FROM app.handover_line AS line JOIN app.load ON load.id = line.load_id
              WHERE line.handover_id = this GROUP BY 1) AS returned
        WHERE allocation.id = returned.allocation_id AND returned.packages > 0;
        UPDATE app.discrepancy SET state = 'void' WHERE handover_id = this AND state = 'open';
    END IF;
    UPDATE app.proof SET handover_id = NULL WHERE handover_id = this;
    UPDATE app.handover SET state = 'superseded', reason = why WHERE id = this;
    IF h.state <> 'second_report' THEN
        PERFORM app.handover_published(this);
    END IF;
END $$;
