-- The demo's people: one row for each person and organisation; organisation columns are NULL for
-- who has none. No rows where the clock is real.
CREATE OR REPLACE FUNCTION sec.demo_people()
RETURNS TABLE (id bigint, name text, email text, organisation_id bigint, organisation text,
               kind text, state text, is_example boolean, role text)
LANGUAGE sql VOLATILE SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp
AS $$
    SELECT person.id, person.name, person.email, organisation.id, organisation.name,
           organisation.kind, organisation.state, organisation.is_example, membership.role
    FROM pub.clock
    JOIN app.demo_person ON clock.demo
    JOIN app.person ON person.id = demo_person.person_id
    LEFT JOIN app.membership ON membership.person_id = person.id
        AND (membership.ends_on IS NULL OR membership.ends_on >= app.today())
    LEFT JOIN app.organisation ON organisation.id = membership.organisation_id
    ORDER BY array_position('{PEMPROV,AGGREGATOR,DONOR}'::text[], organisation.kind),
        organisation.id, membership.id, person.id
$$;
