-- Attaches a file to a handover, a proof, a goods receipt or an entry of a phone: for a handover and the
-- executor's own proof its office and couriers, for an officer's proof this officer, for a receipt its
-- office. Returns the evidence; the caller stores the bytes before it commits.
CREATE OR REPLACE FUNCTION app.evidence_attach(thing text, thing_id bigint, kind text, sha256 bytea,
    size int, media text) RETURNS bigint
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp
AS $$
#variable_conflict use_variable
DECLARE
    place app.stop;
    h app.handover;
    p app.proof;
    r app.goods_receipt;
    f app.field_entry;
    allowed boolean := false;
    phase bigint;
    made bigint;
BEGIN
    -- Two uploads to one thing wait for each other, so that none passes the most that it may have.
    PERFORM pg_advisory_xact_lock(hashtextextended('ksbb evidence ' || thing || thing_id, 0));
    IF thing = 'goods_receipt' THEN
        SELECT * INTO r FROM app.goods_receipt WHERE id = thing_id;
        allowed := r.executor_id = sec.tenant() AND sec.may_act();
        phase := r.phase_id;
    ELSE
        IF thing = 'handover' THEN
            SELECT * INTO h FROM app.handover WHERE id = thing_id;
        ELSIF thing = 'field_entry' THEN
            SELECT * INTO f FROM app.field_entry WHERE id = thing_id;
        ELSE
            SELECT * INTO p FROM app.proof WHERE id = thing_id;
        END IF;
        SELECT * INTO place FROM app.stop WHERE id = coalesce(h.stop_id, p.stop_id, f.stop_id);
        allowed := place.id IS NOT NULL AND CASE
            -- Who left it to the office, also after the shift.
            WHEN f.id IS NOT NULL THEN (f.actor, f.actor_id) = (sec.actor(), sec.actor_id())
            WHEN p.side = 'UNIT' THEN (p.actor, p.actor_id) = (sec.actor(), sec.actor_id())
            ELSE app.stop_courier(place) END;
        SELECT need.phase_id INTO phase FROM app.load JOIN pub.need ON need.id = load.need_id
        WHERE load.stop_id = place.id LIMIT 1;
    END IF;
    IF NOT coalesce(allowed, false) THEN
        RAISE EXCEPTION 'nothing that you may prove' USING ERRCODE = 'KS001';
    END IF;
    IF (SELECT count(*) FROM app.evidence e
        WHERE e.handover_id = h.id OR e.proof_id = p.id OR e.goods_receipt_id = r.id OR e.entry_id = f.id) >= 20 THEN
        RAISE EXCEPTION 'it has twenty files' USING ERRCODE = 'check_violation', CONSTRAINT = 'evidence_is_enough';
    END IF;
    INSERT INTO app.evidence (handover_id, proof_id, goods_receipt_id, entry_id, stop_id, area_id, executor_id,
                              programme_id, kind, state, sha256, size, media, actor, actor_id)
    SELECT coalesce(h.id, f.handover_id), p.id, r.id, f.id, place.id, place.area_id, coalesce(place.executor_id, r.executor_id),
           (SELECT programme_id FROM pub.phase WHERE id = phase), kind, 'stored', sha256, size, media,
           sec.actor(), sec.actor_id()
    RETURNING id INTO made;
    RETURN made;
END $$;
