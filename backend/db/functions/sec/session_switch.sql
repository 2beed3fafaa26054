-- The person acts for another of their organisations, or for none (0), under a new token; the
-- age of the session goes on. False if they may not, or the session is over.
CREATE OR REPLACE FUNCTION sec.session_switch(token bytea, next_token bytea, organisation bigint)
RETURNS boolean LANGUAGE plpgsql
SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp
AS $$
DECLARE
    person bigint := (SELECT viewer.person_id FROM sec.session_viewer(token) AS viewer);
BEGIN
    IF person IS NULL OR (organisation <> 0 AND NOT EXISTS (
        SELECT FROM app.membership
        WHERE membership.person_id = person AND membership.organisation_id = organisation
          AND (membership.ends_on IS NULL OR membership.ends_on >= app.today())))
    THEN
        RETURN false;
    END IF;
    UPDATE sec.session SET token_hash = next_token, organisation_id = nullif(organisation, 0)
    WHERE session.token_hash = token;
    -- The Pemprov's day is shorter: the session may be over by the other organisation's hours.
    RETURN EXISTS (SELECT FROM sec.session_viewer(next_token));
END $$;
