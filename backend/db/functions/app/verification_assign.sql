-- The Pemprov gives a drawn delivery to another verifier.
CREATE OR REPLACE FUNCTION app.verification_assign(this bigint, verifier bigint) RETURNS void
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp
AS $$
DECLARE own app.verification;
BEGIN
    SELECT * INTO own FROM app.verification WHERE id = this FOR NO KEY UPDATE;
    IF own IS NULL OR own.state <> 'drawn' OR NOT coalesce(sec.is_pemprov() AND sec.may_act(), false) THEN
        RAISE EXCEPTION 'not a delivery that you may give to a verifier' USING ERRCODE = 'KS001';
    END IF;
    IF NOT app.verifier_may(verifier, own.stop_id) THEN
        RAISE EXCEPTION 'who verifies is no party' USING ERRCODE = 'check_violation',
            CONSTRAINT = 'verifier_is_no_party';
    END IF;
    UPDATE app.verification SET verifier_id = verifier WHERE id = this;
END $$;
