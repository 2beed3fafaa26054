-- Puts packages of committed allocations on the stops of a planned shipment, or none of them and says
-- why: one row for each refusal. Elements of the arrays belong together. Packages of an allocation
-- that is on the stop already are added to its load.
CREATE OR REPLACE FUNCTION app.loads_plan(shipment bigint, stops bigint[], allocations bigint[],
    quantities int[])
RETURNS TABLE (refusal text, allocation_id bigint, requested bigint, remaining bigint)
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp
AS $$
#variable_conflict use_column
DECLARE trip app.shipment := app.shipment_lock(shipment);
BEGIN
    IF trip.state <> 'planned' THEN
        RAISE EXCEPTION 'the shipment is not planned' USING ERRCODE = 'KS001';
    END IF;
    -- Without an agreement in force nothing more is loaded.
    PERFORM app.require_agreement(trip.executor_id);
    PERFORM FROM app.pledge
    WHERE pledge.id IN (SELECT allocation.pledge_id FROM app.allocation WHERE allocation.id = ANY (allocations))
    ORDER BY pledge.id FOR NO KEY UPDATE;
    RETURN QUERY
        SELECT checked.refusal, checked.allocation_id, checked.requested, checked.remaining FROM (
            SELECT CASE WHEN allocation.id IS NULL OR stop.id IS NULL OR allocation.unit_id <> stop.unit_id THEN 'UNKNOWN'
                        WHEN allocation.state = 'held' THEN 'UNCOMMITTED'
                        WHEN allocation.state <> 'committed' THEN 'ENDED'
                        WHEN wanted.requested > allocation.quantity - allocation.released - allocation.loaded THEN 'LOADED'
                   END AS refusal,
                   wanted.allocation_id, wanted.requested,
                   greatest(allocation.quantity - allocation.released - allocation.loaded, 0)::bigint AS remaining
            FROM (SELECT part.allocation_id, min(part.stop_id) AS stop_id, sum(part.quantity)::bigint AS requested
                  FROM unnest(stops, allocations, quantities) AS part (stop_id, allocation_id, quantity)
                  GROUP BY part.allocation_id) AS wanted
            LEFT JOIN app.allocation ON allocation.id = wanted.allocation_id AND allocation.executor_id = trip.executor_id
            LEFT JOIN app.stop ON stop.id = wanted.stop_id AND stop.shipment_id = trip.id) AS checked
        WHERE checked.refusal IS NOT NULL ORDER BY checked.allocation_id;
    IF FOUND THEN
        RETURN;
    END IF;
    UPDATE app.allocation SET loaded = allocation.loaded + wanted.quantity
    FROM (SELECT part.allocation_id, sum(part.quantity) AS quantity
          FROM unnest(allocations, quantities) AS part (allocation_id, quantity) GROUP BY 1) AS wanted
    WHERE allocation.id = wanted.allocation_id;
    INSERT INTO app.load (stop_id, shipment_id, allocation_id, line_id, pledge_id, donor_id,
        executor_id, need_id, unit_id, area_id, package_id, quantity)
    SELECT stop.id, stop.shipment_id, allocation.id, allocation.line_id, allocation.pledge_id, allocation.donor_id, allocation.executor_id, allocation.need_id,
           allocation.unit_id, stop.area_id, allocation.package_id, wanted.quantity
    FROM (SELECT part.stop_id, part.allocation_id, sum(part.quantity)::int AS quantity
          FROM unnest(stops, allocations, quantities) AS part (stop_id, allocation_id, quantity) GROUP BY 1, 2) AS wanted
    JOIN app.allocation ON allocation.id = wanted.allocation_id
    JOIN app.stop ON stop.id = wanted.stop_id AND stop.shipment_id = trip.id
    ORDER BY stop.position, allocation.id
    ON CONFLICT (stop_id, allocation_id)
    DO UPDATE SET quantity = excluded.quantity + CASE WHEN load.cancelled THEN 0 ELSE load.quantity END,
                  cancelled = false;
END $$;
