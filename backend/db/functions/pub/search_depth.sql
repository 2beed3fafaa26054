-- At which position the phrase stands in a unit's search text: its own name and its kelurahan come
-- before kecamatan and kota. 10000 if the phrase does not stand there as a whole.
CREATE OR REPLACE FUNCTION pub.search_depth(searched text, phrase text) RETURNS int
LANGUAGE sql IMMUTABLE PARALLEL SAFE
AS $$ SELECT coalesce(nullif(strpos(searched, phrase), 0), 10000) $$;
