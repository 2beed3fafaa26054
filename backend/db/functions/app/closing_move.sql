-- The giver objects to a closing (`contested`) or takes the objection back (`closed`); the Pemprov decides
-- on it: `upheld` or `overruled`. Who may is also the transition's question.
CREATE OR REPLACE FUNCTION app.closing_move(this bigint, becomes text, why text) RETURNS void
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp
AS $$
DECLARE closing app.closing;
BEGIN
    SELECT * INTO closing FROM app.closing WHERE id = this FOR NO KEY UPDATE;
    IF closing IS NULL OR NOT coalesce(sec.may_act(), false) OR closing.donor_id = closing.executor_id
       OR NOT coalesce(CASE WHEN becomes IN ('contested', 'closed') THEN closing.donor_id = sec.tenant()
                            WHEN becomes IN ('upheld', 'overruled') THEN sec.is_pemprov() AND sec.tenant() <> closing.donor_id END, false) THEN
        RAISE EXCEPTION 'not a closing that you may answer' USING ERRCODE = 'KS001';
    END IF;
    UPDATE app.closing SET state = becomes, reason = why WHERE id = this;
END $$;
