-- The one of pub.search_words() that a trigram index can use best; LIKE ALL alone uses no index.
CREATE OR REPLACE FUNCTION pub.search_longest(typed text) RETURNS text LANGUAGE sql IMMUTABLE PARALLEL SAFE
AS $$
    SELECT coalesce((SELECT word FROM unnest(pub.search_words(typed)) AS word
                     ORDER BY length(word) DESC, word LIMIT 1), '%')
$$;
