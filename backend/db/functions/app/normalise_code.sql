-- The code of a pledge, a complaint or a proposal as somebody typed it, in its stored form: capital
-- letters and digits, without spaces and hyphens.
CREATE OR REPLACE FUNCTION app.normalise_code(typed text) RETURNS text LANGUAGE sql IMMUTABLE PARALLEL SAFE
SET search_path = pg_catalog, pg_temp
AS $$ SELECT upper(regexp_replace(left(typed, 100), '[^0-9A-Za-z]', '', 'g')) $$;
