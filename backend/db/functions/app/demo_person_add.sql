-- Adds one of the demo's people. An error where the clock is real.
CREATE OR REPLACE FUNCTION app.demo_person_add(email text, name text) RETURNS bigint
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp
AS $$
#variable_conflict use_variable
DECLARE
    made bigint;
BEGIN
    IF NOT (SELECT clock.demo FROM pub.clock) THEN
        RAISE EXCEPTION 'demo people are for a demo' USING ERRCODE = 'insufficient_privilege';
    END IF;
    INSERT INTO app.person (email, name) VALUES (email, name)
    ON CONFLICT ON CONSTRAINT person_email_key DO NOTHING;
    SELECT person.id INTO made FROM app.person WHERE person.email = email;
    INSERT INTO app.demo_person (person_id) VALUES (made) ON CONFLICT DO NOTHING;
    RETURN made;
END $$;
