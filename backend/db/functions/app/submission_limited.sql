-- Whether one more submission without an account is too much: at most 20 from one network and 500
-- from all within an hour. Many telephones share one address of their network, so the first is no
-- small number. NULL: it may come in.
CREATE OR REPLACE FUNCTION app.submission_limited(source text) RETURNS text
LANGUAGE sql VOLATILE SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp
AS $$
    SELECT CASE WHEN NOT sec.count_attempt('SUBMISSION_SOURCE', source, 20) THEN 'SOURCE_LIMITED'
                WHEN NOT sec.count_attempt('SUBMISSION_ALL', '', 500) THEN 'ALL_LIMITED' END
$$;
