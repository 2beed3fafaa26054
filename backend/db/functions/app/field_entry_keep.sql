-- Keeps what a phone could not report, for the office to decide. An entry that was made after the shift was
-- over is refused.
CREATE OR REPLACE FUNCTION app.field_entry_keep(stop bigint, problem text, happened_on date,
    happened_at timestamptz, drift int, receiver text, note text, failed_because text, counts jsonb)
RETURNS bigint
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp
AS $$
#variable_conflict use_variable
DECLARE
    place app.stop;
    phone app.device;
    over timestamptz;
    made bigint;
BEGIN
    SELECT * INTO place FROM app.stop t WHERE t.id = stop AND t.executor_id = sec.organisation();
    SELECT * INTO phone FROM app.device
    WHERE device.shift_id = sec.shift() OR (device.person_id = sec.courier() AND device.executor_id = sec.organisation())
    ORDER BY device.heard_at DESC LIMIT 1;
    IF place.id IS NULL OR phone.id IS NULL OR place.state IN ('planned', 'cancelled')
       OR (sec.shift() IS NOT NULL
           AND NOT EXISTS (SELECT FROM app.shift_shipment
                           WHERE shift_shipment.shift_id = sec.shift() AND shift_shipment.shipment_id = place.shipment_id)) THEN
        RAISE EXCEPTION 'not a stop of yours' USING ERRCODE = 'KS001';
    END IF;
    -- The phone's clock without its drift and without the shift of a demo; it may be ten minutes off.
    SELECT least(shift.revoked_at, shift.ends_at) INTO over FROM app.shift WHERE shift.id = sec.shift();
    IF happened_at - make_interval(secs => coalesce(drift, 0)) - (app.now() - clock_timestamp())
       > over + interval '10 minutes' THEN
        RAISE EXCEPTION 'made after the end of the shift' USING ERRCODE = 'KS004', CONSTRAINT = 'shift_is_over';
    END IF;
    INSERT INTO app.field_entry (executor_id, device_id, stop_id, area_id, state, problem, happened_on,
        happened_at, drift_seconds, receiver, note, failed_because, actor, actor_id)
    VALUES (place.executor_id, phone.id, stop, place.area_id, 'waiting', problem, happened_on, happened_at,
            drift, receiver, note, failed_because, sec.actor(), sec.actor_id())
    RETURNING id INTO made;
    INSERT INTO app.field_count (entry_id, executor_id, package_id, good, damaged, missing, brought_back, surplus)
    SELECT made, place.executor_id, c.package, c.good, c.damaged, c.missing, c.brought_back,
           coalesce(c.surplus, 0)
    FROM jsonb_to_recordset(counts) AS c (package bigint, good int, damaged int, missing int,
                                          brought_back int, surplus int)
    JOIN pub.package ON package.id = c.package;
    RETURN made;
END $$;
