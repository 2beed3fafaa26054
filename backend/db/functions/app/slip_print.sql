-- Makes a slip of a unit for a phase. The one before it is void with the codes that nobody has used.
-- For people of the Pemprov that may act, and for the officer of the unit's kelurahan.
CREATE OR REPLACE FUNCTION app.slip_print(unit bigint, phase bigint) RETURNS bigint
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp
AS $$
DECLARE
    area bigint := (SELECT u.area_id FROM pub.unit u WHERE u.id = unit);
    made bigint;
BEGIN
    IF area IS NULL OR NOT EXISTS (SELECT FROM pub.phase p WHERE p.id = phase)
       OR NOT (coalesce(sec.is_pemprov() AND sec.may_act(), false)
               OR coalesce(area = ANY (sec.areas()), false)) THEN
        RAISE EXCEPTION 'not a unit that you may print slips for' USING ERRCODE = 'KS001';
    END IF;
    PERFORM pg_advisory_xact_lock(hashtext('ksbb slip ' || unit || ' ' || phase));
    UPDATE app.slip SET void_on = app.today()
    WHERE slip.unit_id = unit AND slip.phase_id = phase AND slip.void_on IS NULL;
    INSERT INTO app.slip (unit_id, phase_id, area_id, token_hash, printed_by)
    VALUES (unit, phase, area, gen_random_bytes(32), sec.person()) RETURNING id INTO made;
    RETURN made;
END $$;
