-- URL-safe base64 of 256 random bits.
CREATE OR REPLACE FUNCTION sec.new_token() RETURNS text LANGUAGE sql VOLATILE
SET search_path = pg_catalog, public, pg_temp
AS $$ SELECT translate(rtrim(encode(gen_random_bytes(32), 'base64'), '='), '+/', '-_') $$;
