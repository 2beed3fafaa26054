-- Counts one attempt; false once more than at_most were made within the hour.
CREATE OR REPLACE FUNCTION sec.count_attempt(what text, subject text, at_most int) RETURNS boolean
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp
AS $$
DECLARE
    digest bytea := hmac(convert_to(what || ' ' || subject, 'UTF8'),
                         (SELECT value FROM sec.key), 'sha256');
    moment timestamptz := clock_timestamp();
    counted int;
BEGIN
    INSERT INTO sec.attempt (kind, bucket, since, count)
    VALUES (what, get_byte(digest, 0) * 256 + get_byte(digest, 1), moment, 1)
    ON CONFLICT (kind, bucket) DO UPDATE
    SET since = CASE WHEN attempt.since <= moment - interval '1 hour' THEN moment ELSE attempt.since END,
        count = CASE WHEN attempt.since <= moment - interval '1 hour' THEN 1
                     ELSE least(attempt.count + 1, 1000000) END
    RETURNING attempt.count INTO counted;
    RETURN counted <= at_most;
END $$;
