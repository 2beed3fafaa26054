-- The organisations the person of a session may act for.
CREATE OR REPLACE FUNCTION sec.session_memberships(token bytea)
RETURNS TABLE (id bigint, organisation_id bigint, organisation text, kind text, state text,
               is_example boolean, role text, ends_on date)
LANGUAGE sql VOLATILE SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp
AS $$
    SELECT membership.id, organisation.id, organisation.name, organisation.kind,
           organisation.state, organisation.is_example, membership.role, membership.ends_on
    FROM sec.session_viewer(token) AS viewer
    JOIN app.membership ON membership.person_id = viewer.person_id
        AND (membership.ends_on IS NULL OR membership.ends_on >= app.today())
    JOIN app.organisation ON organisation.id = membership.organisation_id
    ORDER BY organisation.name, organisation.id
$$;
