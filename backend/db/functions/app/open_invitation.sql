-- The invitation behind a token's hash, as long as it is open: not used, not expired, and who
-- sent it is still an OWNER there. Else who is about to leave could let a friend in behind them.
CREATE OR REPLACE FUNCTION app.open_invitation(hash bytea) RETURNS SETOF app.invitation
LANGUAGE sql VOLATILE SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp
AS $$
    SELECT invitation.* FROM app.invitation
    WHERE invitation.token_hash = hash AND invitation.accepted_at IS NULL
      AND invitation.expires_at > clock_timestamp()
      AND EXISTS (SELECT FROM app.membership
                  WHERE membership.organisation_id = invitation.organisation_id
                    AND membership.person_id = invitation.created_by
                    AND membership.role = 'OWNER'
                    AND (membership.ends_on IS NULL OR membership.ends_on >= app.today()))
$$;
