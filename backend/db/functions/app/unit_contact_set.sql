-- Writes whom to call at a unit; the one before is forgotten. The Pemprov may, and the officer of the
-- unit's kelurahan.
CREATE OR REPLACE FUNCTION app.unit_contact_set(unit bigint, name text, role text, phone text) RETURNS bigint
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp
AS $$
DECLARE
    area bigint;
    made bigint;
BEGIN
    SELECT own.area_id INTO area FROM pub.unit AS own WHERE own.id = unit FOR KEY SHARE;
    IF NOT coalesce((sec.is_pemprov() AND sec.may_act()) OR area = ANY (sec.areas()), false) THEN
        RAISE EXCEPTION 'not a unit whose contact you may write' USING ERRCODE = 'KS001';
    END IF;
    PERFORM pg_advisory_xact_lock(hashtext('ksbb contact ' || unit));
    UPDATE app.unit_contact AS old SET ended_on = app.today(), name = NULL, role = NULL, phone = NULL
    WHERE old.unit_id = unit AND old.ended_on IS NULL;
    INSERT INTO app.unit_contact (unit_id, area_id, name, role, phone, created_by)
    VALUES (unit, area, unit_contact_set.name, unit_contact_set.role, unit_contact_set.phone, sec.person())
    RETURNING id INTO made;
    RETURN made;
END $$;
