-- Cancels a planned shipment: its stops are off, and its loads can go on another one.
CREATE OR REPLACE FUNCTION app.shipment_cancel(this bigint, why text) RETURNS void
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp
AS $$
DECLARE trip app.shipment := app.shipment_lock(this);
BEGIN
    IF trip.state <> 'planned' THEN
        RAISE EXCEPTION 'the shipment is not planned' USING ERRCODE = 'KS001';
    END IF;
    PERFORM FROM app.pledge WHERE pledge.id IN (SELECT pledge_id FROM app.load WHERE shipment_id = this)
    ORDER BY pledge.id FOR NO KEY UPDATE;
    UPDATE app.allocation SET loaded = allocation.loaded - load.quantity
    FROM app.load WHERE load.shipment_id = this AND NOT load.cancelled AND allocation.id = load.allocation_id;
    UPDATE app.load SET cancelled = true WHERE shipment_id = this;
    UPDATE app.stop SET state = 'cancelled' WHERE shipment_id = this;
    UPDATE app.shipment SET state = 'cancelled', reason = why WHERE id = this;
END $$;
