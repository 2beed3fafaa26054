-- What was typed as LIKE patterns that must all match: "rw 5", "RW05" are that RW and no other
-- (rw 15 has a 5, too), every other word may stand anywhere. At most eight.
CREATE OR REPLACE FUNCTION pub.search_words(typed text) RETURNS text[] LANGUAGE sql IMMUTABLE PARALLEL SAFE
AS $$
    SELECT coalesce(array_agg(pattern), '{}') FROM (
        SELECT '%rw ' || found[1]::int || ' %' AS pattern
        FROM regexp_matches(lower(left(typed, 200)), '\mrw[\s.-]*0*(\d{1,3})\M', 'g') AS found
        UNION ALL
        SELECT '%' || regexp_replace(word, '([\\%_])', '\\\1', 'g') || '%'
        FROM regexp_split_to_table(
            regexp_replace(lower(left(typed, 200)), '\mrw[\s.-]*0*\d{1,3}\M', ' ', 'g'),
            '[\s,;]+') AS word
        WHERE word <> ''
        LIMIT 8) words
$$;
