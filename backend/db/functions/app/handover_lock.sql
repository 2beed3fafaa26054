-- Locks all that a handover moves, in the order of locks: shipment, pledges, needs, lots. Who may do
-- what is the caller's question.
CREATE OR REPLACE FUNCTION app.handover_lock(stop bigint) RETURNS app.stop
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp
AS $$
DECLARE found app.stop;
BEGIN
    PERFORM FROM app.shipment
    WHERE shipment.id = (SELECT shipment_id FROM app.stop AS own WHERE own.id = handover_lock.stop)
    FOR NO KEY UPDATE;
    SELECT * INTO found FROM app.stop AS own WHERE own.id = handover_lock.stop FOR NO KEY UPDATE;
    PERFORM FROM app.pledge
    WHERE pledge.id IN (SELECT pledge_id FROM app.load WHERE load.stop_id = handover_lock.stop)
    ORDER BY pledge.id FOR NO KEY UPDATE;
    PERFORM FROM pub.need
    WHERE need.id IN (SELECT need_id FROM app.load WHERE load.stop_id = handover_lock.stop)
    ORDER BY need.id FOR NO KEY UPDATE;
    PERFORM FROM app.lot
    WHERE lot.id IN (SELECT lot_id FROM app.load_lot WHERE load_lot.stop_id = handover_lock.stop)
    ORDER BY lot.id FOR NO KEY UPDATE;
    RETURN found;
END $$;
