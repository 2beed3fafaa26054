-- Ends a dispute with these numbers: the Pemprov by a decision; the executor by adopting a count of the unit,
-- an officer of the unit's kelurahan by adopting the reported one, both by adopting a verifier's. What a verifier
-- counted differently is settled by no other count. An element of counts: {"package": 1, "good": 93, "damaged": 5,
-- "missing": 2}.
CREATE OR REPLACE FUNCTION app.handover_decide(this bigint, counts jsonb, why text) RETURNS void
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp
AS $$
DECLARE
    h app.handover;
    decided jsonb;
    decider text;
    -- The verifier's look, if it is the verifier who counted differently.
    newest bigint;
BEGIN
    SELECT * INTO h FROM app.handover WHERE id = this;
    PERFORM app.handover_lock(h.stop_id);
    SELECT * INTO h FROM app.handover WHERE id = this FOR NO KEY UPDATE;
    decider := CASE WHEN sec.may_act() AND sec.is_pemprov() THEN 'PEMPROV'
                    WHEN sec.may_act() AND h.executor_id = sec.tenant() THEN 'EXECUTOR'
                    WHEN sec.role() = 'KELURAHAN' AND h.area_id = ANY (sec.areas()) THEN 'UNIT' END;
    IF h IS NULL OR h.state <> 'disputed' OR decider IS NULL THEN
        RAISE EXCEPTION 'not a dispute that you may end' USING ERRCODE = 'KS001';
    END IF;
    IF decider <> 'EXECUTOR' AND (h.actor, h.actor_id) = (sec.actor(), sec.actor_id()) THEN
        RAISE EXCEPTION 'who decides is not who delivered' USING ERRCODE = 'KS003';
    END IF;
    IF coalesce(why, '') = '' THEN
        RAISE EXCEPTION 'ending a dispute needs a reason' USING ERRCODE = 'KS002';
    END IF;
    SELECT max(look.id) INTO newest FROM app.look JOIN app.verification ON verification.id = look.verification_id
    WHERE look.handover_id = this AND verification.state = 'differs';
    SELECT jsonb_agg(jsonb_build_object('package', c.package_id, 'good', d.good, 'damaged', d.damaged,
                                        'missing', d.missing, 'brought_back', c.brought_back))
    INTO decided
    FROM app.handover_count c
    JOIN jsonb_to_recordset(counts) AS d (package bigint, good int, damaged int, missing int)
        ON d.package = c.package_id
    WHERE c.handover_id = this AND least(d.good, d.damaged, d.missing) >= 0
      AND d.good + d.damaged + d.missing + c.brought_back = c.sent;
    IF jsonb_array_length(coalesce(decided, '[]'))
       <> (SELECT count(*) FROM app.handover_count WHERE handover_id = this) THEN
        RAISE EXCEPTION 'the numbers do not account for all that was sent'
            USING ERRCODE = 'check_violation', CONSTRAINT = 'handover_accounts_for_all';
    END IF;
    IF decider <> 'PEMPROV' AND EXISTS (
        SELECT FROM app.handover_count AS reported
        JOIN jsonb_to_recordset(decided) AS d (package bigint, good int, damaged int)
            ON d.package = reported.package_id
        WHERE reported.handover_id = this AND NOT EXISTS (
            SELECT FROM app.look_count AS k
            WHERE k.look_id = newest AND k.package_id = d.package AND (k.good, k.damaged) = (d.good, d.damaged)
            UNION ALL
            SELECT FROM app.proof JOIN app.proof_count AS k ON k.proof_id = proof.id
            WHERE newest IS NULL AND decider = 'EXECUTOR' AND proof.handover_id = this AND proof.side = 'UNIT'
              AND proof.superseded_by IS NULL AND k.package_id = d.package
              AND (k.good, k.damaged) = (d.good, d.damaged)
            UNION ALL
            SELECT WHERE newest IS NULL AND decider = 'UNIT' AND (reported.good, reported.damaged) = (d.good, d.damaged)))
    THEN
        RAISE EXCEPTION 'nobody else counted these numbers'
            USING ERRCODE = 'check_violation', CONSTRAINT = 'count_is_adopted';
    END IF;
    PERFORM app.handover_unpost(this, why);
    PERFORM app.handover_divide(this, decided);
    PERFORM app.handover_post(this, h.happened_on, why);
    UPDATE app.handover SET state = 'resolved', reason = why WHERE id = this;
    PERFORM app.handover_published(this);
END $$;
