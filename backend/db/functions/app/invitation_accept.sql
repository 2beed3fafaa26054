-- The signed-in person takes up an invitation that was sent to their own mail address.
-- Returns the organisation, or no row: unknown, used, expired, or another's.
CREATE OR REPLACE FUNCTION app.invitation_accept(hash bytea) RETURNS bigint LANGUAGE plpgsql
SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp
AS $$
DECLARE
    person bigint := sec.person();
    invited app.invitation;
BEGIN
    -- Two at once: the second waits for the first and finds it used.
    UPDATE app.invitation SET accepted_at = clock_timestamp()
    WHERE id = (SELECT open_invitation.id FROM app.open_invitation(hash)
                JOIN app.person AS invitee
                    ON invitee.id = person AND invitee.email = open_invitation.email)
      AND accepted_at IS NULL
    RETURNING * INTO invited;
    IF NOT FOUND THEN
        RETURN NULL;
    END IF;
    -- The others that were sent to them are used up, too: whose membership is ended later does
    -- not come back by one that was left over.
    UPDATE app.invitation SET accepted_at = clock_timestamp()
    WHERE organisation_id = invited.organisation_id AND email = invited.email
      AND accepted_at IS NULL;
    INSERT INTO app.membership AS membership
        (organisation_id, person_id, role, ends_on, created_by)
    VALUES (invited.organisation_id, person, invited.role, invited.ends_on, invited.created_by)
    -- Who is a member stays what they are; whose time had ended comes back in the new role.
    ON CONFLICT (organisation_id, person_id) DO UPDATE
    SET role = excluded.role, ends_on = excluded.ends_on
    WHERE membership.ends_on < app.today();
    -- An officer looks after what the invitation names, and nothing that they had before.
    IF FOUND AND invited.role = 'KELURAHAN' THEN
        UPDATE app.officer_area SET ended_on = app.today()
        WHERE person_id = person AND ended_on IS NULL AND area_id <> ALL (invited.area_ids);
        INSERT INTO app.officer_area (person_id, area_id, created_by)
        SELECT DISTINCT person, area, invited.created_by FROM unnest(invited.area_ids) AS area
        ON CONFLICT (person_id, area_id) DO UPDATE SET ended_on = NULL;
    END IF;
    RETURN invited.organisation_id;
END $$;
