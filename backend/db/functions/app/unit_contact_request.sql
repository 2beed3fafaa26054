-- Notes who asks for a unit's contact and what for: its executors with packages to deliver there, the
-- Pemprov, and the officer of its kelurahan. NULL if the unit has no contact. Returns the request.
CREATE OR REPLACE FUNCTION app.unit_contact_request(unit bigint, purpose text) RETURNS bigint
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp
AS $$
DECLARE made bigint;
BEGIN
    IF NOT coalesce(
        (sec.is_pemprov() AND sec.may_act())
        OR (SELECT own.area_id FROM pub.unit AS own WHERE own.id = unit) = ANY (sec.areas())
        OR (sec.may_act() AND EXISTS (
            SELECT FROM app.allocation
            WHERE allocation.unit_id = unit AND allocation.executor_id = sec.tenant()
              AND allocation.state = 'committed')), false) THEN
        RAISE EXCEPTION 'not a unit to which you deliver' USING ERRCODE = 'check_violation',
            CONSTRAINT = 'contact_is_for_who_delivers';
    END IF;
    INSERT INTO app.contact_request (contact_id, unit_id, organisation_id, person_id, purpose)
    SELECT contact.id, unit, sec.organisation(), sec.person(), unit_contact_request.purpose
    FROM app.unit_contact AS contact WHERE contact.unit_id = unit AND contact.ended_on IS NULL
    RETURNING id INTO made;
    RETURN made;
END $$;
