-- Looks at a handover's proofs and moves it to where they lead. While two sides differ, the smaller
-- number of good packages is received and the rest stays undecided. What a verifier counted differently
-- stays as it is until somebody decides. The caller holds the locks.
CREATE OR REPLACE FUNCTION app.handover_weigh(this bigint) RETURNS void
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp
AS $$
DECLARE
    h app.handover;
    match text := app.handover_match(this);
    reported jsonb;
    smaller jsonb;
BEGIN
    SELECT * INTO h FROM app.handover WHERE id = this;
    IF h.state NOT IN ('reported', 'proven', 'disputed')
       OR NOT EXISTS (SELECT FROM app.proof WHERE handover_id = this AND superseded_by IS NULL)
       OR EXISTS (SELECT FROM app.verification WHERE stop_id = h.stop_id AND state = 'differs') THEN
        RETURN;
    END IF;
    SELECT jsonb_agg(jsonb_build_object('package', c.package_id, 'good', c.good, 'damaged', c.damaged,
                                        'missing', c.missing, 'brought_back', c.brought_back)),
           jsonb_agg(jsonb_build_object('package', c.package_id, 'good', least(c.good, u.good),
                                        'damaged', 0, 'missing', 0, 'brought_back', c.brought_back))
    INTO reported, smaller
    FROM app.handover_count c
    CROSS JOIN LATERAL (
        SELECT min(coalesce(k.good, 0)) AS good FROM app.proof p
        LEFT JOIN app.proof_count k ON k.proof_id = p.id AND k.package_id = c.package_id
        WHERE p.handover_id = this AND p.side = 'UNIT' AND p.superseded_by IS NULL) u
    WHERE c.handover_id = this;
    IF match = 'DIFFERS' AND EXISTS (SELECT FROM app.discrepancy
                                     WHERE handover_id = this AND NOT spoiled AND state NOT IN ('open', 'void')) THEN
        -- What is settled stays posted until somebody decides.
        UPDATE app.handover SET state = 'disputed' WHERE id = this AND state <> 'disputed';
    ELSIF match = 'DIFFERS' THEN
        IF h.state <> 'reported' THEN
            PERFORM app.handover_unpost(this, 'counts differ');
        END IF;
        PERFORM app.handover_divide(this, smaller);
        PERFORM app.handover_post(this, h.happened_on, NULL);
        UPDATE app.handover SET state = 'disputed' WHERE id = this AND state <> 'disputed';
    ELSIF h.state = 'reported' THEN
        PERFORM app.handover_post(this, h.happened_on, NULL);
        UPDATE app.handover SET state = 'proven' WHERE id = this;
    ELSIF h.state = 'disputed' AND match = 'AGREES' THEN
        PERFORM app.handover_unpost(this, 'the unit agrees');
        PERFORM app.handover_divide(this, reported);
        PERFORM app.handover_post(this, h.happened_on, NULL);
        UPDATE app.handover SET state = 'resolved' WHERE id = this;
    END IF;
    PERFORM app.handover_published(this);
END $$;
