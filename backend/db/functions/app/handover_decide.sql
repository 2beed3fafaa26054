-- Ends a dispute with these numbers: the executor by adopting a count of the unit or of the verifier,
-- the Pemprov by a decision. An element of counts: {"package": 1, "good": 93, "damaged": 5, "missing": 2}.
CREATE OR REPLACE FUNCTION app.handover_decide(this bigint, counts jsonb, why text) RETURNS void
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp
AS $$
DECLARE
    h app.handover;
    decided jsonb;
BEGIN
    SELECT * INTO h FROM app.handover WHERE id = this;
    PERFORM app.handover_lock(h.stop_id);
    SELECT * INTO h FROM app.handover WHERE id = this FOR NO KEY UPDATE;
    IF h IS NULL OR h.state <> 'disputed' OR NOT coalesce(sec.may_act(), false)
       OR NOT coalesce(sec.is_pemprov() OR h.executor_id = sec.tenant(), false) THEN
        RAISE EXCEPTION 'not a dispute that you may end' USING ERRCODE = 'KS001';
    END IF;
    IF sec.is_pemprov() AND (h.actor, h.actor_id) = (sec.actor(), sec.actor_id()) THEN
        RAISE EXCEPTION 'who decides is not who delivered' USING ERRCODE = 'KS003';
    END IF;
    SELECT jsonb_agg(jsonb_build_object('package', c.package_id, 'good', d.good, 'damaged', d.damaged,
                                        'missing', d.missing, 'brought_back', c.brought_back))
    INTO decided
    FROM app.handover_count c
    JOIN jsonb_to_recordset(counts) AS d (package bigint, good int, damaged int, missing int)
        ON d.package = c.package_id
    WHERE c.handover_id = this AND least(d.good, d.damaged, d.missing) >= 0
      AND d.good + d.damaged + d.missing + c.brought_back = c.sent
      AND (sec.is_pemprov() OR EXISTS (
          SELECT FROM app.proof p JOIN app.proof_count k ON k.proof_id = p.id
          WHERE p.handover_id = this AND p.side = 'UNIT' AND p.superseded_by IS NULL
            AND k.package_id = c.package_id AND (k.good, k.damaged) = (d.good, d.damaged))
           OR EXISTS (
          SELECT FROM app.look_count k JOIN app.look l ON l.id = k.look_id
          WHERE l.handover_id = this AND k.package_id = c.package_id
            AND (k.good, k.damaged) = (d.good, d.damaged)
            AND l.id = (SELECT max(newest.id) FROM app.look newest WHERE newest.handover_id = this)));
    IF jsonb_array_length(coalesce(decided, '[]'))
       <> (SELECT count(*) FROM app.handover_count WHERE handover_id = this) THEN
        RAISE EXCEPTION 'the numbers do not account for all that was sent'
            USING ERRCODE = 'check_violation', CONSTRAINT = 'handover_accounts_for_all';
    END IF;
    PERFORM app.handover_unpost(this, why);
    PERFORM app.handover_divide(this, decided);
    PERFORM app.handover_post(this, h.happened_on, why);
    UPDATE app.handover SET state = 'resolved', reason = why WHERE id = this;
    PERFORM app.handover_published(this);
END $$;
