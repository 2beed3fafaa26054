-- Whom a link would sign in; NULL if it is unknown, used or expired. Uses nothing up.
CREATE OR REPLACE FUNCTION sec.link_email(link bytea) RETURNS text
LANGUAGE sql VOLATILE SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp
AS $$
    SELECT mail_link.email FROM sec.mail_link
    WHERE mail_link.hash = link AND mail_link.used_at IS NULL
      AND mail_link.expires_at > clock_timestamp()
$$;
