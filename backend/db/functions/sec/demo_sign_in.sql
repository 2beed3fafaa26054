-- Signs in as one of the demo's people; false if the person is none, or where the clock is real.
CREATE OR REPLACE FUNCTION sec.demo_sign_in(person bigint, token bytea, agent text) RETURNS boolean
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp
AS $$
BEGIN
    IF NOT EXISTS (SELECT FROM pub.clock JOIN app.demo_person ON clock.demo
                   WHERE demo_person.person_id = person) THEN
        RETURN false;
    END IF;
    PERFORM sec.session_open(person, token, agent);
    RETURN true;
END $$;
