-- The deliveries that the slip of the context may confirm, and those that it has confirmed: by whom and
-- which packages, never how many.
CREATE OR REPLACE FUNCTION app.slip_stops() RETURNS TABLE (stop_id bigint, executor text,
    dispatched_on date, package_id bigint, package text, confirmed boolean)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp
AS $$
    SELECT DISTINCT t.id, o.name, s.dispatched_on, p.id, p.name,
           EXISTS (SELECT FROM app.slip_code c WHERE c.stop_id = t.id)
    FROM app.stop t
    JOIN app.shipment s ON s.id = t.shipment_id
    JOIN app.organisation o ON o.id = t.executor_id
    JOIN app.load l ON l.stop_id = t.id AND l.dispatched > 0
    JOIN pub.package p ON p.id = l.package_id
    LEFT JOIN app.handover h ON h.stop_id = t.id AND h.state NOT IN ('second_report', 'superseded')
    WHERE t.unit_id = (SELECT sec.slip_unit()) AND t.state IN ('on_the_way', 'handed_over')
      AND coalesce(h.state, 'reported') NOT IN ('failed', 'resolved', 'verified')
      AND (h.id IS NULL OR h.state = 'reported' OR s.dispatched_on >= app.today() - 30)
    ORDER BY s.dispatched_on DESC, t.id, p.id
$$;
