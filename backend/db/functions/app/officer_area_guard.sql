-- An officer looks after kelurahan, and is one of the Pemprov's officers.
CREATE OR REPLACE FUNCTION app.officer_area_guard() RETURNS trigger LANGUAGE plpgsql
SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp
AS $$
BEGIN
    IF NEW.ended_on IS NULL
       AND NOT (EXISTS (SELECT FROM pub.area WHERE id = NEW.area_id AND level = 'KELURAHAN')
                AND EXISTS (SELECT FROM app.membership m JOIN app.organisation o ON o.id = m.organisation_id
                            WHERE m.person_id = NEW.person_id AND m.role = 'KELURAHAN'
                              AND o.kind = 'PEMPROV')) THEN
        RAISE EXCEPTION 'not a kelurahan of an officer' USING ERRCODE = 'KS001';
    END IF;
    RETURN NEW;
END $$;
