-- The deliveries that the slip of the context may confirm, and those that it has confirmed: by whom and
-- which packages, never how many.
CREATE OR REPLACE FUNCTION app.slip_stops() RETURNS TABLE (stop_id bigint, executor text,
    dispatched_on date, package_id bigint, package text, confirmed boolean)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp
AS $$
    SELECT DISTINCT stop.id, organisation.name, shipment.dispatched_on, package.id, package.name,
           EXISTS (SELECT FROM app.slip_code WHERE slip_code.stop_id = stop.id)
    FROM app.stop
    JOIN app.shipment ON shipment.id = stop.shipment_id
    JOIN app.organisation ON organisation.id = stop.executor_id
    JOIN app.load ON load.stop_id = stop.id AND load.dispatched > 0
    JOIN pub.package ON package.id = load.package_id
    LEFT JOIN app.handover ON handover.stop_id = stop.id AND handover.state NOT IN ('second_report', 'superseded')
    WHERE stop.unit_id = (SELECT sec.slip_unit()) AND stop.state IN ('on_the_way', 'handed_over')
      AND coalesce(handover.state, 'reported') NOT IN ('failed', 'resolved', 'verified')
      AND (handover.id IS NULL OR handover.state = 'reported' OR shipment.dispatched_on >= app.today() - 30)
    ORDER BY shipment.dispatched_on DESC, stop.id, package.id
$$;
