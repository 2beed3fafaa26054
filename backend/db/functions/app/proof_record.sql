-- Records how the unit's side said yes, for a stop that is on the way or over, and moves its handover
-- to where the proofs lead. `counts` holds the unit's own numbers ({"package": 1, "good": 93,
-- "damaged": 5}); a proof of the executor's side has none. A code was used for the stop before, with
-- app.slip_use. Returns the proof.
CREATE OR REPLACE FUNCTION app.proof_record(stop bigint, how text, day date, message text, counts jsonb)
RETURNS bigint
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp
AS $$
DECLARE
    place app.stop := app.handover_lock(stop);
    h app.handover;
    made bigint;
    allowed boolean;
BEGIN
    SELECT * INTO h FROM app.handover WHERE stop_id = stop AND state NOT IN ('second_report', 'superseded');
    allowed := CASE
        WHEN place.state NOT IN ('on_the_way', 'handed_over') OR h.state = 'failed' THEN false
        WHEN how = 'CODE' THEN sec.slip_unit() = place.unit_id
            AND EXISTS (SELECT FROM app.slip_code c WHERE c.stop_id = stop AND c.slip_id = sec.slip()
                        AND app.slip_code_problem(c) = 'CORRECTS')
        -- Who confirms is not who delivered.
        WHEN how = 'KELURAHAN' THEN sec.role() = 'KELURAHAN' AND place.area_id = ANY (sec.areas())
            AND (h.id IS NULL OR h.actor <> 'PERSON' OR h.actor_id <> sec.person())
        ELSE app.stop_courier(place) AND h.id IS NOT NULL
            AND (how <> 'COURIER_CODE'
                 OR EXISTS (SELECT FROM app.slip_code c WHERE c.stop_id = stop
                            AND app.slip_code_problem(c) = 'CORRECTS')) END;
    IF NOT coalesce(allowed, false) OR (counts IS NULL) <> (how NOT IN ('CODE', 'KELURAHAN')) THEN
        RAISE EXCEPTION 'not a delivery that you may confirm' USING ERRCODE = 'KS001';
    END IF;
    INSERT INTO app.proof (stop_id, executor_id, area_id, handover_id, method, message, happened_on, actor,
                           actor_id)
    VALUES (stop, place.executor_id, place.area_id, h.id, how, message, day, sec.actor(), sec.actor_id())
    RETURNING id INTO made;
    UPDATE app.proof SET superseded_by = made
    WHERE proof.stop_id = stop AND proof.id <> made AND proof.superseded_by IS NULL AND proof.method = how
      AND (proof.actor, proof.actor_id) = (sec.actor(), sec.actor_id());
    INSERT INTO app.proof_count (proof_id, stop_id, executor_id, package_id, good, damaged)
    SELECT made, stop, place.executor_id, c.package, c.good, c.damaged
    FROM jsonb_to_recordset(coalesce(counts, '[]')) AS c (package bigint, good int, damaged int)
    WHERE EXISTS (SELECT FROM app.load WHERE load.stop_id = stop AND load.package_id = c.package
                  AND load.dispatched > 0);
    IF h.id IS NOT NULL THEN
        PERFORM app.handover_weigh(h.id);
    END IF;
    RETURN made;
END $$;
