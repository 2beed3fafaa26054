-- What an open invitation says to whoever holds its token; no row if unknown, used or expired.
CREATE OR REPLACE FUNCTION sec.invitation_details(invitation bytea)
RETURNS TABLE (email text, role text, organisation text, known boolean)
LANGUAGE sql VOLATILE SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp
AS $$
    SELECT open_invitation.email, open_invitation.role, organisation.name,
           EXISTS (SELECT FROM app.person WHERE person.email = open_invitation.email)
    FROM app.open_invitation(invitation)
    JOIN app.organisation ON organisation.id = open_invitation.organisation_id
$$;
