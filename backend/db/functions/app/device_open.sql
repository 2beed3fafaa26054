-- Binds a phone to the shift of the context, or to its courier for 96 hours from now on. Again for the
-- same phone does no harm. One row: the phone, or what stands against it: OVER (the shift has ended or was
-- revoked), TAKEN (another phone has the shift, or somebody else this phone).
CREATE OR REPLACE FUNCTION app.device_open(token_hash bytea) RETURNS TABLE (refusal text, device_id bigint)
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp
AS $$
#variable_conflict use_column
DECLARE
    known app.device;
BEGIN
    IF coalesce(sec.shift(), sec.courier()) IS NULL THEN
        RAISE EXCEPTION 'not a courier' USING ERRCODE = 'KS001';
    END IF;
    -- Two phones that open one link wait for each other.
    PERFORM FROM app.shift WHERE id = sec.shift() FOR NO KEY UPDATE;
    SELECT * INTO known FROM app.device d
    WHERE d.token_hash = device_open.token_hash OR d.shift_id = sec.shift()
    ORDER BY d.shift_id = sec.shift() DESC NULLS LAST LIMIT 1;
    IF known.id IS NOT NULL AND (known.token_hash <> device_open.token_hash
                                 OR known.shift_id IS DISTINCT FROM sec.shift()
                                 OR known.person_id IS DISTINCT FROM sec.courier()
                                 OR known.executor_id <> sec.organisation()) THEN
        RETURN QUERY SELECT 'TAKEN', NULL::bigint;
    ELSIF NOT (sec.shift() IS NULL OR app.shift_is_on(sec.shift())) THEN
        RETURN QUERY SELECT 'OVER', NULL::bigint;
    ELSIF known.id IS NOT NULL THEN
        UPDATE app.device SET ends_at = clock_timestamp() + interval '96 hours', heard_at = clock_timestamp()
        WHERE id = known.id;
        RETURN QUERY SELECT NULL::text, known.id;
    ELSE
        RETURN QUERY
            INSERT INTO app.device AS d (executor_id, shift_id, person_id, token_hash)
            VALUES (sec.organisation(), sec.shift(), sec.courier(), device_open.token_hash)
            RETURNING NULL::text, d.id;
    END IF;
END $$;
