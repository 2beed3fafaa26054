-- A signed-in person applies; the organisation does not exist yet, so nobody's policy could
-- allow it. Returns its id; the person becomes its OWNER. Not for the kind PEMPROV.
CREATE OR REPLACE FUNCTION app.organisation_apply(kind text, name text, about text, email text, phone text)
RETURNS bigint LANGUAGE plpgsql
SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp
AS $$
DECLARE
    person bigint := sec.person();
    made bigint;
BEGIN
    IF coalesce(person, 0) = 0 THEN
        RAISE EXCEPTION 'sign in first' USING ERRCODE = 'insufficient_privilege';
    END IF;
    IF kind NOT IN ('AGGREGATOR', 'DONOR') THEN
        RAISE EXCEPTION 'no application for %', kind USING ERRCODE = 'check_violation';
    END IF;
    -- Counted under the person's own lock: two at once are not both the last that fits.
    PERFORM pg_advisory_xact_lock(hashtextextended('ksbb applicant', person));
    IF (SELECT count(*) FROM app.organisation
        WHERE organisation.created_by = person AND organisation.state = 'applied') >= 3 THEN
        RAISE EXCEPTION 'too many applications wait'
            USING ERRCODE = 'KS004', CONSTRAINT = 'applications_waiting';
    END IF;
    -- In a demo who is made up says so in the name; elsewhere nobody is.
    INSERT INTO app.organisation (kind, name, is_example, about, contact_email, contact_phone, state,
                                  created_by)
    SELECT kind, name, clock.demo AND name LIKE '%(contoh)', about, email, phone, 'applied', person
    FROM pub.clock
    RETURNING id INTO made;
    INSERT INTO app.membership (organisation_id, person_id, role, created_by)
    VALUES (made, person, 'OWNER', person);
    RETURN made;
END $$;
