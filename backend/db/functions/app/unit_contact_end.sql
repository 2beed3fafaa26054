-- Forgets a contact: it was wrong, or the person doesn't want to be called any more.
CREATE OR REPLACE FUNCTION app.unit_contact_end(this bigint) RETURNS void
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp
AS $$
BEGIN
    UPDATE app.unit_contact SET ended_on = app.today(), name = NULL, role = NULL, phone = NULL
    WHERE id = this AND ended_on IS NULL
      AND coalesce((sec.is_pemprov() AND sec.may_act()) OR area_id = ANY (sec.areas()), false);
    IF NOT FOUND THEN
        RAISE EXCEPTION 'not a contact that you may forget' USING ERRCODE = 'KS001';
    END IF;
END $$;
