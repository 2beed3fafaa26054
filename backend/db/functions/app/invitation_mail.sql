-- Queues the mail of an invitation that the caller has just made, once, with a token that is
-- made here: who invites could otherwise sign in as whom they invite. The facts are looked up, so
-- that nobody can put words into our mail. An hour takes 5 to one address and 50 from one
-- organisation, or 5 before it was verified: anybody may apply under any name.
CREATE OR REPLACE FUNCTION app.invitation_mail(this bigint) RETURNS void
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp
AS $$
DECLARE
    invited app.invitation;
    most int;
    token text := sec.new_token();
BEGIN
    UPDATE app.invitation SET token_hash = sha256(convert_to(token, 'UTF8'))
    WHERE id = this AND organisation_id = sec.tenant() AND created_by = sec.person()
      AND token_hash IS NULL
    RETURNING * INTO invited;
    IF NOT FOUND THEN
        RAISE EXCEPTION 'no such invitation waits for its mail'
            USING ERRCODE = 'insufficient_privilege';
    END IF;
    SELECT CASE WHEN organisation.state = 'verified' THEN 50 ELSE 5 END INTO most
    FROM app.organisation WHERE organisation.id = invited.organisation_id;
    IF NOT (sec.count_attempt('INVITATION_TENANT', invited.organisation_id::text, most)
            AND sec.count_attempt('INVITATION_ADDRESS', invited.email, 5)) THEN
        RAISE EXCEPTION 'too many invitations within the hour'
            USING ERRCODE = 'KS004', CONSTRAINT = 'invitations_an_hour';
    END IF;
    INSERT INTO app.mail (recipient, template, facts, expires_at)
    SELECT invited.email, 'INVITATION',
           jsonb_build_object('token', token, 'organisation', organisation.name,
                              'role', invited.role, 'inviter', inviter.name),
           invited.expires_at
    FROM app.organisation, app.person AS inviter
    WHERE organisation.id = invited.organisation_id AND inviter.id = invited.created_by;
END $$;
