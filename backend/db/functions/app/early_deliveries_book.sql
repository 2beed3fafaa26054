-- Books what a donor delivered itself before its pledge was committed: for each a trip that left and a handover
-- as reported, in the name of who recorded it. The books take the day of the commitment, if it is the latest.
-- The caller has committed the pledge and holds its locks. Only the engine may call it.
CREATE OR REPLACE FUNCTION app.early_deliveries_book(this bigint) RETURNS void
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp
AS $$
DECLARE
    early app.early_delivery;
    place app.stop;
    trip bigint;
    packages int;
BEGIN
    FOR early IN SELECT * FROM app.early_delivery
                 WHERE early_delivery.pledge_id = this AND early_delivery.state = 'waiting' ORDER BY id
    LOOP
        packages := early.good + early.damaged + early.missing;
        -- Nobody remembers the hours afterwards.
        INSERT INTO app.shipment (executor_id, day, slot_starts, slot_ends, vehicle, mode, state, created_by,
                                  early_id)
        VALUES (early.executor_id, early.happened_on, '00:00', '23:59', early.vehicle, 'DOORSTEP', 'planned',
                early.created_by, early.id)
        RETURNING id INTO trip;
        INSERT INTO app.stop (shipment_id, executor_id, unit_id, area_id, position, state, created_by)
        SELECT trip, early.executor_id, unit.id, unit.area_id, 1, 'planned', early.created_by
        FROM pub.unit WHERE unit.id = early.unit_id
        RETURNING * INTO place;
        UPDATE app.allocation SET loaded = loaded + packages WHERE id = early.allocation_id;
        INSERT INTO app.load (stop_id, shipment_id, allocation_id, line_id, pledge_id, donor_id, executor_id,
                              need_id, unit_id, area_id, package_id, quantity)
        VALUES (place.id, trip, early.allocation_id, early.line_id, early.pledge_id, early.donor_id,
                early.executor_id, early.need_id, early.unit_id, place.area_id, early.package_id, packages);
        PERFORM app.shipment_leave(trip, early.happened_on, '{}', '{}', early.late_reason);
        IF EXISTS (SELECT FROM app.shipment WHERE id = trip AND state <> 'dispatched') THEN
            RAISE EXCEPTION 'the early delivery % can not be booked', early.id USING ERRCODE = 'KS001';
        END IF;
        PERFORM app.handover_record(
            place, early.happened_on, NULL, NULL, early.receiver, early.note, early.late_reason,
            jsonb_build_array(jsonb_build_object(
                'package', early.package_id, 'good', early.good, 'damaged', early.damaged,
                'missing', early.missing, 'brought_back', 0, 'surplus', 0)),
            NULL, 'PERSON', early.created_by);
        UPDATE app.early_delivery SET state = 'booked' WHERE id = early.id;
        PERFORM app.event_write('EarlyDeliveryBooked', 'book_early_delivery', 'shipment', trip, NULL,
                                jsonb_build_object('packages', packages), jsonb_build_object('packages', packages));
    END LOOP;
END $$;
