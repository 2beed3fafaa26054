-- Takes loads off a planned shipment again. Returns how many packages are free for another trip.
CREATE OR REPLACE FUNCTION app.loads_remove(shipment bigint, loads bigint[]) RETURNS int
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp
AS $$
DECLARE
    trip app.shipment := app.shipment_lock(shipment);
    freed int;
BEGIN
    IF trip.state <> 'planned' THEN
        RAISE EXCEPTION 'the shipment is not planned' USING ERRCODE = 'KS001';
    END IF;
    PERFORM FROM app.pledge
    WHERE pledge.id IN (SELECT load.pledge_id FROM app.load WHERE load.id = ANY (loads) AND load.shipment_id = trip.id)
    ORDER BY pledge.id FOR NO KEY UPDATE;
    WITH gone AS (
        UPDATE app.load SET cancelled = true
        WHERE load.id = ANY (loads) AND load.shipment_id = trip.id AND NOT load.cancelled
        RETURNING load.allocation_id, load.quantity
    ), freed_each AS (
        UPDATE app.allocation SET loaded = allocation.loaded - freed_of.quantity
        FROM (SELECT allocation_id, sum(quantity) AS quantity FROM gone GROUP BY 1) AS freed_of
        WHERE allocation.id = freed_of.allocation_id
    )
    SELECT coalesce(sum(quantity), 0) INTO freed FROM gone;
    RETURN freed;
END $$;
