-- The office has recorded what a phone had left to it as this handover, or dismisses it (NULL) for a reason.
CREATE OR REPLACE FUNCTION app.field_entry_decide(this bigint, handover bigint, why text) RETURNS void
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp
AS $$
BEGIN
    UPDATE app.field_entry e
    SET state = CASE WHEN handover IS NULL THEN 'dismissed' ELSE 'recorded' END, reason = why,
        handover_id = handover
    WHERE e.id = this AND e.executor_id = sec.tenant() AND sec.may_act() AND e.state = 'waiting';
    IF NOT FOUND THEN
        RAISE EXCEPTION 'not an entry that waits for you' USING ERRCODE = 'KS001';
    END IF;
    UPDATE app.evidence e SET handover_id = handover WHERE e.entry_id = this AND handover IS NOT NULL;
END $$;
