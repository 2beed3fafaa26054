-- Books the ready meals that a report brought back as damaged, on the executor's word: they can't be kept for
-- another day, so they are in no stock, and wait for a settlement. The caller holds the locks.
CREATE OR REPLACE FUNCTION app.handover_spoil(this bigint, effective date, why text) RETURNS void
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp
AS $$
DECLARE
    lots bigint[];
    moved bigint[];
BEGIN
    SELECT array_agg(part.lot_id), array_agg(part.spoiled::bigint) INTO lots, moved
    FROM app.handover_lot AS part WHERE part.handover_id = this AND part.spoiled > 0;
    IF lots IS NOT NULL THEN
        PERFORM app.lots_move('spoil', 'handover', this, 'in_transit', 'damaged', lots, moved, effective, why);
        PERFORM app.discrepancies_open(this, true, effective);
    END IF;
END $$;
