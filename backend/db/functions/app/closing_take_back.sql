-- The executor takes a closing back: what it released is committed again, as long as the needs have room.
CREATE OR REPLACE FUNCTION app.closing_take_back(this bigint, why text) RETURNS void
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp
AS $$
DECLARE
    closing app.closing;
    releases bigint[];
BEGIN
    SELECT * INTO closing FROM app.closing WHERE id = this;
    PERFORM FROM app.pledge WHERE id = closing.pledge_id FOR NO KEY UPDATE;
    SELECT * INTO closing FROM app.closing WHERE id = this FOR NO KEY UPDATE;
    IF closing IS NULL OR closing.state = 'taken_back'
       OR NOT coalesce(closing.executor_id = sec.tenant() AND sec.may_act(), false)
       OR EXISTS (SELECT FROM app.withdrawal WHERE withdrawal.pledge_id = closing.pledge_id
                  AND withdrawal.state IN ('requested', 'agreed')) THEN
        RAISE EXCEPTION 'not a closing that you may take back' USING ERRCODE = 'KS001';
    END IF;
    SELECT array_agg(release.id) INTO releases
    FROM pub.release JOIN app.allocation ON allocation.id = release.allocation_id
    WHERE allocation.line_id = closing.line_id AND release.cause = 'CLOSED_SHORT' AND release.reversed_on IS NULL;
    IF releases IS NOT NULL AND NOT app.releases_take_back(releases, closing.journal_id, why) THEN
        RAISE EXCEPTION 'what the closing set free is taken'
            USING ERRCODE = 'check_violation', CONSTRAINT = 'closing_is_used';
    END IF;
    UPDATE app.closing SET state = 'taken_back', reason = why WHERE id = this;
END $$;
