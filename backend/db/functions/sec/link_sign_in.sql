-- Uses a link up and opens a session. Returns the person, or NULL as sec.link_email.
CREATE OR REPLACE FUNCTION sec.link_sign_in(link bytea, token bytea, agent text) RETURNS bigint
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp
AS $$
DECLARE
    address text;
    person bigint;
BEGIN
    UPDATE sec.mail_link SET used_at = clock_timestamp()
    WHERE mail_link.hash = link AND mail_link.used_at IS NULL
      AND mail_link.expires_at > clock_timestamp()
    RETURNING mail_link.email INTO address;
    IF NOT FOUND THEN
        RETURN NULL;
    END IF;
    person := sec.person_for_email(address);
    PERFORM sec.session_open(person, token, agent);
    RETURN person;
END $$;
