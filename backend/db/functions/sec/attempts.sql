-- How many attempts sec.count_attempt has counted within the hour.
CREATE OR REPLACE FUNCTION sec.attempts(what text, subject text) RETURNS int
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp
AS $$
DECLARE
    digest bytea := hmac(convert_to(what || ' ' || subject, 'UTF8'),
                         (SELECT value FROM sec.key), 'sha256');
BEGIN
    RETURN coalesce((SELECT attempt.count FROM sec.attempt
                     WHERE attempt.kind = what
                       AND attempt.bucket = get_byte(digest, 0) * 256 + get_byte(digest, 1)
                       AND attempt.since > clock_timestamp() - interval '1 hour'), 0);
END $$;
