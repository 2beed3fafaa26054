-- Records what happened at a stop, or nothing and says why: one row for each refusal; else one row with
-- the handover. `counts` holds every package of the stop; `failed_because` is why nothing was handed
-- over: then everything comes back. What came back is in stock again, but ready meals are spoiled.
CREATE OR REPLACE FUNCTION app.handover_report(this bigint, day date, device_time timestamptz, drift int,
    receiver text, note text, late text, counts jsonb, failed_because text)
RETURNS TABLE (refusal text, package_id bigint, requested bigint, remaining bigint, handover_id bigint)
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp
AS $$
#variable_conflict use_column
DECLARE
    place app.stop := app.handover_lock(this);
    made bigint;
    is_second boolean;
    ids bigint[];
    lots bigint[];
    moved bigint[];
    trip app.shipment;
    effective date;
BEGIN
    IF place IS NULL OR NOT app.stop_courier(place)
       OR (sec.shift() IS NOT NULL AND NOT app.shift_is_on(sec.shift())) THEN
        RAISE EXCEPTION 'not a stop of yours' USING ERRCODE = 'KS001';
    END IF;
    SELECT * INTO trip FROM app.shipment WHERE id = place.shipment_id;
    IF trip.state NOT IN ('dispatched', 'closed') OR place.state IN ('planned', 'cancelled')
       OR day > app.today() OR day < trip.dispatched_on THEN
        RAISE EXCEPTION 'the stop is not on the way' USING ERRCODE = 'KS001';
    END IF;
    IF failed_because IS NOT NULL THEN
        SELECT jsonb_agg(jsonb_build_object('package', l.package_id, 'good', 0, 'damaged', 0, 'missing', 0,
                                            'brought_back', l.sent, 'surplus', 0)) INTO counts
        FROM (SELECT package_id, sum(dispatched) AS sent FROM app.load
              WHERE stop_id = this AND dispatched > 0 GROUP BY 1) l;
    END IF;
    RETURN QUERY
        SELECT CASE WHEN s.sent IS NULL THEN 'UNKNOWN' ELSE 'COUNT' END, coalesce(c.package, s.package_id),
               coalesce(c.good + c.damaged + c.missing + c.brought_back, 0)::bigint,
               coalesce(s.sent, 0)::bigint, NULL::bigint
        FROM jsonb_to_recordset(counts) AS c (package bigint, good int, damaged int, missing int,
                                              brought_back int)
        FULL JOIN (SELECT package_id, sum(dispatched) AS sent FROM app.load
                   WHERE stop_id = this AND dispatched > 0 GROUP BY 1) s ON s.package_id = c.package
        WHERE s.sent IS DISTINCT FROM c.good + c.damaged + c.missing + c.brought_back;
    IF FOUND THEN
        RETURN;
    END IF;
    is_second := EXISTS (SELECT FROM app.handover
                         WHERE stop_id = this AND state NOT IN ('second_report', 'superseded'));
    INSERT INTO app.handover (stop_id, shipment_id, executor_id, unit_id, area_id, state, reason,
        happened_on, happened_at, drift_seconds, receiver, note, late_reason, corrects_id, actor, actor_id)
    VALUES (this, place.shipment_id, place.executor_id, place.unit_id, place.area_id,
            CASE WHEN is_second THEN 'second_report' WHEN failed_because IS NOT NULL THEN 'failed'
                 ELSE 'reported' END,
            failed_because, day, device_time, drift, receiver, note, late,
            (SELECT max(id) FROM app.handover WHERE stop_id = this AND state = 'superseded'),
            sec.actor(), sec.actor_id())
    RETURNING id INTO made;
    INSERT INTO app.handover_count (handover_id, stop_id, executor_id, area_id, package_id, sent, good, damaged,
        missing, brought_back, surplus)
    SELECT made, this, place.executor_id, place.area_id, c.package, c.good + c.damaged + c.missing + c.brought_back,
           c.good, c.damaged, c.missing, c.brought_back, coalesce(c.surplus, 0)
    FROM jsonb_to_recordset(counts) AS c (package bigint, good int, damaged int, missing int,
                                          brought_back int, surplus int);
    IF NOT is_second THEN
        PERFORM app.handover_divide(made, counts);
        effective := greatest(day, trip.dispatched_on,
                              (SELECT max(dispatched_on) FROM pub.delivery WHERE stop_id = this));
        SELECT array_agg(t.lot_id), array_agg((t.brought_back - t.spoiled)::bigint) INTO lots, moved
        FROM app.handover_lot t WHERE t.handover_id = made AND t.brought_back > t.spoiled;
        IF lots IS NOT NULL THEN
            PERFORM app.lots_move('bring_back', 'handover', made, 'in_transit', 'stock', lots, moved,
                                  effective, failed_because);
            SELECT array_agg(load_id ORDER BY load_id), array_agg((brought_back - spoiled)::bigint ORDER BY load_id)
            INTO ids, moved
            FROM app.handover_line l WHERE l.handover_id = made AND l.brought_back > l.spoiled;
            PERFORM app.loads_post('bring_back', 'handover', made, 'dispatched', 'committed', ids, moved,
                                   effective, failed_because);
            UPDATE app.allocation a SET loaded = a.loaded - t.back, dispatched = a.dispatched - t.back
            FROM (SELECT l.allocation_id, sum(h.brought_back - h.spoiled) AS back FROM app.handover_line h
                  JOIN app.load l ON l.id = h.load_id WHERE h.handover_id = made GROUP BY 1) t
            WHERE a.id = t.allocation_id;
        END IF;
        PERFORM app.handover_spoil(made, effective, failed_because);
        UPDATE app.stop SET state = CASE WHEN failed_because IS NULL THEN 'handed_over' ELSE 'failed' END,
                            reason = failed_because
        WHERE id = this;
        UPDATE app.shipment SET state = 'closed'
        WHERE id = place.shipment_id AND state = 'dispatched'
          AND NOT EXISTS (SELECT FROM app.stop WHERE shipment_id = place.shipment_id
                          AND state = 'on_the_way');
        UPDATE app.proof SET handover_id = made WHERE stop_id = this AND superseded_by IS NULL
            AND failed_because IS NULL;
        PERFORM app.handover_published(made);
        PERFORM app.handover_weigh(made);
    END IF;
    RETURN QUERY SELECT NULL::text, NULL::bigint, NULL::bigint, NULL::bigint, made;
END $$;
