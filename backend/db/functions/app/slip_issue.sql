-- Gives a slip its token and its codes, once: they are shown on its page and never again.
CREATE OR REPLACE FUNCTION app.slip_issue(this bigint, token_hash bytea, codes bytea[]) RETURNS void
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp
AS $$
#variable_conflict use_variable
DECLARE slip app.slip;
BEGIN
    SELECT * INTO slip FROM app.slip s WHERE s.id = this FOR UPDATE;
    IF slip IS NULL OR slip.void_on IS NOT NULL
       OR EXISTS (SELECT FROM app.slip_code WHERE slip_code.slip_id = this)
       OR NOT (coalesce(sec.is_pemprov() AND sec.may_act(), false)
               OR coalesce(slip.area_id = ANY (sec.areas()), false)) THEN
        RAISE EXCEPTION 'not a slip that waits for its codes' USING ERRCODE = 'KS001';
    END IF;
    UPDATE app.slip s SET token_hash = slip_issue.token_hash WHERE s.id = this;
    INSERT INTO app.slip_code (slip_id, code_hmac) SELECT this, code FROM unnest(codes) AS code;
END $$;
