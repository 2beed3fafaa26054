-- What was typed as one phrase, without "rw 5".
CREATE OR REPLACE FUNCTION pub.search_phrase(typed text) RETURNS text LANGUAGE sql IMMUTABLE PARALLEL SAFE
AS $$
    SELECT btrim(regexp_replace(regexp_replace(
        lower(left(typed, 200)), '\mrw[\s.-]*0*\d{1,3}\M', ' ', 'g'), '[\s,;]+', ' ', 'g'))
$$;
