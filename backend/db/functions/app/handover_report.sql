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
    trip app.shipment;
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
    RETURN QUERY SELECT NULL::text, NULL::bigint, NULL::bigint, NULL::bigint,
        app.handover_record(place, day, device_time, drift, receiver, note, late, counts, failed_because,
                            sec.actor(), sec.actor_id());
END $$;
