-- Ends a shift of the context's organisation; its open stops are free for another one.
CREATE OR REPLACE FUNCTION app.shift_revoke(this bigint) RETURNS void LANGUAGE plpgsql
SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp
AS $$
BEGIN
    UPDATE app.shift SET revoked_at = clock_timestamp()
    WHERE id = this AND executor_id = sec.tenant() AND sec.may_act() AND revoked_at IS NULL
      AND ends_at > clock_timestamp();
    IF NOT FOUND THEN
        RAISE EXCEPTION 'not a shift that you may end' USING ERRCODE = 'KS001';
    END IF;
    UPDATE app.stop SET shift_id = NULL WHERE shift_id = this AND state IN ('planned', 'on_the_way');
END $$;
