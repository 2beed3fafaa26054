-- An officer looks after kelurahan, and is one of the Pemprov's officers.
CREATE OR REPLACE FUNCTION app.officer_area_guard() RETURNS trigger LANGUAGE plpgsql
SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp
AS $$
BEGIN
    IF NEW.ended_on IS NULL
       AND NOT (EXISTS (SELECT FROM pub.area WHERE id = NEW.area_id AND level = 'KELURAHAN')
                AND EXISTS (SELECT FROM app.membership
                            JOIN app.organisation ON organisation.id = membership.organisation_id
                            WHERE membership.person_id = NEW.person_id AND membership.role = 'KELURAHAN'
                              AND organisation.kind = 'PEMPROV')) THEN
        RAISE EXCEPTION 'not a kelurahan of an officer' USING ERRCODE = 'KS001';
    END IF;
    RETURN NEW;
END $$;
