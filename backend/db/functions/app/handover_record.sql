-- Records what happened at a stop that is locked and on the way, in the name of `actor`; the parameters are
-- those of app.handover_report, which says what is refused. Returns the handover. Only the engine may call it.
CREATE OR REPLACE FUNCTION app.handover_record(place app.stop, day date, device_time timestamptz, drift int,
    receiver text, note text, late text, counts jsonb, failed_because text, actor text, actor_id bigint)
RETURNS bigint
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp
AS $$
#variable_conflict use_column
DECLARE
    made bigint;
    is_second boolean;
    ids bigint[];
    lots bigint[];
    moved bigint[];
    effective date;
BEGIN
    is_second := EXISTS (SELECT FROM app.handover
                         WHERE stop_id = place.id AND state NOT IN ('second_report', 'superseded'));
    INSERT INTO app.handover (stop_id, shipment_id, executor_id, unit_id, area_id, state, reason,
        happened_on, happened_at, drift_seconds, receiver, note, late_reason, corrects_id, actor, actor_id)
    VALUES (place.id, place.shipment_id, place.executor_id, place.unit_id, place.area_id,
            CASE WHEN is_second THEN 'second_report' WHEN failed_because IS NOT NULL THEN 'failed'
                 ELSE 'reported' END,
            failed_because, day, device_time, drift, receiver, note, late,
            (SELECT max(id) FROM app.handover WHERE stop_id = place.id AND state = 'superseded'),
            handover_record.actor, handover_record.actor_id)
    RETURNING id INTO made;
    INSERT INTO app.handover_count (handover_id, stop_id, executor_id, area_id, package_id, sent, good, damaged,
        missing, brought_back, surplus)
    SELECT made, place.id, place.executor_id, place.area_id, c.package, c.good + c.damaged + c.missing + c.brought_back,
           c.good, c.damaged, c.missing, c.brought_back, coalesce(c.surplus, 0)
    FROM jsonb_to_recordset(counts) AS c (package bigint, good int, damaged int, missing int,
                                          brought_back int, surplus int);
    IF NOT is_second THEN
        PERFORM app.handover_divide(made, counts);
        effective := greatest(day, (SELECT dispatched_on FROM app.shipment WHERE id = place.shipment_id),
                              (SELECT max(dispatched_on) FROM pub.delivery WHERE stop_id = place.id));
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
        WHERE id = place.id;
        UPDATE app.shipment SET state = 'closed'
        WHERE id = place.shipment_id AND state = 'dispatched'
          AND NOT EXISTS (SELECT FROM app.stop WHERE shipment_id = place.shipment_id
                          AND state = 'on_the_way');
        UPDATE app.proof SET handover_id = made WHERE stop_id = place.id AND superseded_by IS NULL
            AND failed_because IS NULL;
        PERFORM app.handover_published(made);
        PERFORM app.handover_weigh(made);
    END IF;
    RETURN made;
END $$;
