-- The path of a file with a signature, valid for 5 to 10 minutes of real time; ksbb.core.files checks it.
-- The same for 5 minutes, so that a browser does not load a photo twice. Only who sees a row of
-- app.evidence knows the name of its file.
CREATE OR REPLACE FUNCTION sec.file_link(file uuid, media text) RETURNS text
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp
AS $$
    SELECT '/files/' || name || '?until=' || until || '&signature='
           || encode(hmac(convert_to(name || ' ' || until, 'UTF8'),
                          hmac('files'::bytea, (SELECT value FROM sec.key), 'sha256'), 'sha256'), 'hex')
    FROM (SELECT file || CASE media WHEN 'image/jpeg' THEN '.jpg' ELSE '.pdf' END AS name,
                 (floor(extract(epoch FROM clock_timestamp()) / 300)::bigint + 2) * 300 AS until) AS link
$$;
