-- How much reason there is to look at a stop, in one number: the higher, the likelier it is drawn.
CREATE OR REPLACE FUNCTION app.sample_weight(stop bigint) RETURNS int LANGUAGE sql STABLE
SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp
AS $$
    WITH place AS (SELECT * FROM app.stop AS own WHERE own.id = sample_weight.stop),
    proofs AS (
        SELECT proof.method, proof.actor_id FROM app.proof JOIN place ON place.id = proof.stop_id
        WHERE proof.superseded_by IS NULL),
    sent AS (SELECT sum(load.dispatched) AS packages FROM app.load JOIN place ON place.id = load.stop_id),
    -- What this executor has handed over before, in the last thirty days.
    earlier AS (
        SELECT handover.id, handover.unit_id,
               EXISTS (SELECT FROM app.step WHERE step.thing = 'handover' AND step.thing_id = handover.id
                       AND step.to_state = 'disputed') AS disputed,
               EXISTS (SELECT FROM app.discrepancy WHERE discrepancy.handover_id = handover.id
                       AND NOT discrepancy.spoiled AND discrepancy.state <> 'void') AS different
        FROM app.handover JOIN place ON place.executor_id = handover.executor_id
        WHERE handover.stop_id <> place.id AND handover.recorded > app.now() - interval '30 days'
          AND handover.state NOT IN ('failed', 'superseded', 'second_report'))
    SELECT (
        -- How it was proven: the unit's own code says most, the executor's own papers least.
        CASE WHEN EXISTS (SELECT FROM proofs WHERE method = 'CODE') AND NOT EXISTS (
                      -- A slip that was printed by an officer who also attests for the unit.
                      SELECT FROM proofs JOIN app.slip ON slip.id = proofs.actor_id
                      JOIN app.proof AS attested ON attested.method = 'KELURAHAN'
                       AND attested.actor_id = slip.printed_by
                      JOIN app.stop AS theirs ON theirs.id = attested.stop_id AND theirs.unit_id = slip.unit_id
                      WHERE proofs.method = 'CODE') THEN 1
             WHEN EXISTS (SELECT FROM proofs WHERE method IN ('CODE', 'KELURAHAN')) THEN 2
             WHEN EXISTS (SELECT FROM proofs WHERE method = 'COURIER_CODE') THEN 3
             ELSE 4 END
        + least(4, (SELECT packages / 100 FROM sent))
        -- An executor that has only just begun.
        + CASE WHEN (SELECT count(*) FROM earlier) < 20 THEN 2 ELSE 0 END
        -- The same two, again and again, and never a difference.
        + CASE WHEN (SELECT count(*) >= 3 AND NOT bool_or(disputed OR different)
                     FROM earlier WHERE earlier.unit_id = (SELECT unit_id FROM place)) THEN 1 ELSE 0 END
        + least(4, (SELECT count(*) FROM earlier WHERE disputed))
        + least(4, (SELECT count(*) FROM app.complaint, place
                    WHERE complaint.received_at > app.now() - interval '30 days'
                      AND (complaint.unit_id = place.unit_id OR complaint.organisation_id = place.executor_id)))
    )::int
$$;
