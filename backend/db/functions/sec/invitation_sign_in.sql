-- An invitation is as good as a link for somebody who is new: there is nothing of theirs to
-- protect yet. A known person signs in as always, for an invitation lives far longer than a link.
-- Returns the person, or NULL. Accepting is another step, app.invitation_accept.
CREATE OR REPLACE FUNCTION sec.invitation_sign_in(invitation bytea, token bytea, agent text) RETURNS bigint
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp
AS $$
DECLARE
    person bigint;
BEGIN
    INSERT INTO app.person (email)
    SELECT open_invitation.email FROM app.open_invitation(invitation)
    ON CONFLICT (email) DO NOTHING
    RETURNING id INTO person;
    IF NOT FOUND THEN
        RETURN NULL;
    END IF;
    PERFORM sec.session_open(person, token, agent);
    RETURN person;
END $$;
