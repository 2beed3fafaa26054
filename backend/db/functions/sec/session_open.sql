-- Opens a session for a person who has proved who they are; for their organisation if there is
-- exactly one. Called by the functions that sign in, and by nothing else.
CREATE OR REPLACE FUNCTION sec.session_open(person bigint, token bytea, agent text) RETURNS void
LANGUAGE sql VOLATILE SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp
AS $$
    INSERT INTO sec.session (token_hash, person_id, organisation_id, user_agent)
    SELECT token, person, CASE WHEN count(*) = 1 THEN min(membership.organisation_id) END, left(agent, 200)
    FROM app.membership
    WHERE membership.person_id = person
      AND (membership.ends_on IS NULL OR membership.ends_on >= app.today())
$$;
