-- Opens a shift for trips of the context's organisation that are planned or on the way, and gives it their
-- open stops. Returns the shift.
CREATE OR REPLACE FUNCTION app.shift_open(label text, shipments bigint[], token_hash bytea) RETURNS bigint
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp
AS $$
DECLARE
    made bigint;
    found int;
BEGIN
    PERFORM FROM app.shipment
    WHERE shipment.id = ANY (shipments) AND shipment.executor_id = sec.tenant()
      AND shipment.state IN ('planned', 'dispatched')
    ORDER BY shipment.id FOR NO KEY UPDATE;
    GET DIAGNOSTICS found = ROW_COUNT;
    IF NOT coalesce(sec.may_act(), false) OR found = 0 OR found < cardinality(shipments) THEN
        RAISE EXCEPTION 'not trips that you may give to a shift' USING ERRCODE = 'KS001';
    END IF;
    INSERT INTO app.shift (executor_id, label, token_hash, created_by)
    VALUES (sec.tenant(), label, token_hash, sec.person())
    RETURNING id INTO made;
    INSERT INTO app.shift_shipment (shift_id, shipment_id, executor_id)
    SELECT made, trip, sec.tenant() FROM unnest(shipments) AS trip;
    UPDATE app.stop SET shift_id = made
    WHERE shipment_id = ANY (shipments) AND state IN ('planned', 'on_the_way');
    RETURN made;
END $$;
