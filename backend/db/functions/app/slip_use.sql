-- Uses a code for a stop of its unit: by the slip that acts, or by the stop's courier or executor. NULL:
-- it may confirm this stop now. Otherwise what stands against it: UNKNOWN, VOID, EXPIRED, USED (for
-- another stop, or more than 24 hours ago), CONFIRMED (another code has confirmed the stop).
CREATE OR REPLACE FUNCTION app.slip_use(stop bigint, code_hmac bytea) RETURNS text
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp
AS $$
#variable_conflict use_column
DECLARE
    place app.stop;
    code app.slip_code;
    problem text;
BEGIN
    SELECT * INTO place FROM app.stop t WHERE t.id = slip_use.stop;
    IF NOT coalesce(place.unit_id = sec.slip_unit() OR app.stop_courier(place), false) THEN
        RAISE EXCEPTION 'not a delivery that you may confirm' USING ERRCODE = 'KS001';
    END IF;
    -- Two codes for one stop wait for each other here, one code for two stops at its own row.
    place := app.handover_lock(slip_use.stop);
    SELECT c.* INTO code FROM app.slip_code c JOIN app.slip ON slip.id = c.slip_id
    WHERE slip.unit_id = place.unit_id AND c.code_hmac = slip_use.code_hmac
      AND (sec.slip() IS NULL OR slip.id = sec.slip())
    FOR UPDATE OF c;
    problem := app.slip_code_problem(code);
    IF problem = 'CORRECTS' THEN
        RETURN CASE WHEN code.stop_id <> slip_use.stop THEN 'USED' END;
    ELSIF problem IS NOT NULL THEN
        RETURN problem;
    ELSIF EXISTS (SELECT FROM app.slip_code c WHERE c.stop_id = slip_use.stop) THEN
        RETURN 'CONFIRMED';
    END IF;
    UPDATE app.slip_code c SET stop_id = slip_use.stop, used_at = clock_timestamp() WHERE c.id = code.id;
    RETURN NULL;
END $$;
