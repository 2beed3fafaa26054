-- Forgets what can't be used any more: sessions after 30 days, links after a day, attempts once
-- they count no longer.
CREATE OR REPLACE FUNCTION sec.delete_expired() RETURNS void
LANGUAGE sql VOLATILE SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp
AS $$
    DELETE FROM sec.session WHERE last_seen < clock_timestamp() - interval '30 days';
    DELETE FROM sec.mail_link WHERE expires_at < clock_timestamp() - interval '1 day';
    DELETE FROM sec.attempt WHERE since <= clock_timestamp() - interval '1 hour';
$$;
