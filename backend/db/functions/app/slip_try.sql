-- Looks up a code of a unit without using it; an unknown one is counted for the unit and the network.
CREATE OR REPLACE FUNCTION app.slip_try(unit bigint, code_hmac bytea, source text)
RETURNS TABLE (problem text, slip_id bigint, stop_id bigint)
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp
AS $$
#variable_conflict use_column
DECLARE found app.slip_code;
BEGIN
    SELECT c.* INTO found FROM app.slip_code c JOIN app.slip ON slip.id = c.slip_id
    WHERE slip.unit_id = unit AND c.code_hmac = slip_try.code_hmac;
    IF found.id IS NULL THEN
        PERFORM sec.count_attempt('SLIP_UNIT', unit::text, 10),
                sec.count_attempt('SLIP_SOURCE', source, 30);
    END IF;
    RETURN QUERY SELECT app.slip_code_problem(found), found.slip_id, found.stop_id;
END $$;
