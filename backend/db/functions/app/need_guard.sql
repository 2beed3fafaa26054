-- The history of targets; a change of what people were promised says why. Also holds the
-- Pemprov to its own claims: a grant alone would let any code on that login publish.
CREATE OR REPLACE FUNCTION app.need_guard() RETURNS trigger LANGUAGE plpgsql
SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp
AS $$
BEGIN
    -- Capacity moves through the engine's functions; they change nothing else.
    IF TG_OP = 'UPDATE' AND OLD.target = NEW.target AND OLD.state = NEW.state
       AND OLD.reason IS NOT DISTINCT FROM NEW.reason THEN
        RETURN NULL;
    END IF;
    IF TG_OP = 'UPDATE' AND OLD.target = NEW.target AND OLD.state = NEW.state THEN
        RAISE EXCEPTION 'a reason belongs to a change' USING ERRCODE = 'KS001';
    END IF;
    IF TG_OP = 'INSERT' AND session_user <> 'ksbb_worker'
       AND NEW.created_by IS DISTINCT FROM sec.person() THEN
        RAISE EXCEPTION 'a need is published in one''s own name' USING ERRCODE = 'KS001';
    END IF;
    IF session_user <> 'ksbb_worker'
       AND NOT (coalesce(sec.is_pemprov(), false) AND sec.role() IN ('OWNER', 'OPERATOR')) THEN
        RAISE EXCEPTION 'needs are published by the Pemprov' USING ERRCODE = 'KS001';
    END IF;
    IF TG_OP = 'UPDATE' AND OLD.state = 'closed' THEN
        RAISE EXCEPTION 'the need is closed' USING ERRCODE = 'KS001';
    END IF;
    IF TG_OP = 'UPDATE' AND OLD.target <> NEW.target AND coalesce(NEW.reason, '') = '' THEN
        RAISE EXCEPTION 'a new target needs a reason' USING ERRCODE = 'KS002';
    END IF;
    IF TG_OP = 'INSERT' OR OLD.target <> NEW.target THEN
        INSERT INTO app.need_target (need_id, old_target, new_target, reason, person_id, effective, recorded)
        VALUES (NEW.id, CASE WHEN TG_OP = 'UPDATE' THEN OLD.target END, NEW.target, NEW.reason,
                coalesce(sec.person(), 0), app.today(), app.now());
    END IF;
    RETURN NULL;
END $$;
