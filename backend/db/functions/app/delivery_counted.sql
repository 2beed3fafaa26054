-- Keeps the ladder's share of received packages that the unit itself confirmed: a proof of the unit may
-- come after the packages were received by the executor's word.
CREATE OR REPLACE FUNCTION app.delivery_counted() RETURNS trigger LANGUAGE plpgsql
SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp
AS $$
BEGIN
    INSERT INTO pub.ladder_change (area_id, unit_kind, giver_id, executor_id, day, phase_id, package_id,
                                   rung, quantity)
    SELECT unit.area_id, unit.kind, NEW.giver_id, NEW.executor_id, moved.day, NEW.phase_id, NEW.package_id,
           'received_by_unit', sum(moved.quantity)
    FROM (VALUES (OLD.received_on, CASE WHEN OLD.proven_by = 'UNIT' THEN -OLD.received ELSE 0 END),
                 (NEW.received_on, CASE WHEN NEW.proven_by = 'UNIT' THEN NEW.received ELSE 0 END))
        AS moved (day, quantity)
    JOIN pub.unit ON unit.id = NEW.unit_id
    WHERE moved.quantity <> 0
    GROUP BY unit.area_id, unit.kind, moved.day HAVING sum(moved.quantity) <> 0;
    RETURN NULL;
END $$;
