-- The Pemprov takes a reassignment back: the executor has its agreement again, or it was recorded by mistake.
CREATE OR REPLACE FUNCTION app.reassignment_take_back(this bigint, why text) RETURNS void
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp
AS $$
DECLARE found app.reassignment;
BEGIN
    SELECT * INTO found FROM app.reassignment WHERE id = this;
    PERFORM FROM app.pledge WHERE id = found.pledge_id FOR NO KEY UPDATE;
    SELECT * INTO found FROM app.reassignment WHERE id = this FOR NO KEY UPDATE;
    IF found IS NULL OR found.state <> 'released' OR NOT coalesce(sec.is_pemprov() AND sec.may_act(), false)
       OR EXISTS (SELECT FROM app.withdrawal WHERE withdrawal.pledge_id = found.pledge_id
                  AND withdrawal.state = 'agreed') THEN
        RAISE EXCEPTION 'not a reassignment that you may take back' USING ERRCODE = 'KS001';
    END IF;
    IF NOT app.releases_take_back(found.releases, found.journal_id, why) THEN
        RAISE EXCEPTION 'what the reassignment set free is taken'
            USING ERRCODE = 'check_violation', CONSTRAINT = 'reassignment_is_used';
    END IF;
    UPDATE app.reassignment SET state = 'taken_back', reason = why WHERE id = this;
END $$;
