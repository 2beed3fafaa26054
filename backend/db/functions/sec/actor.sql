-- Who acts: PERSON, SHIFT, SLIP or CLIENT; NULL without a context.
CREATE OR REPLACE FUNCTION sec.actor() RETURNS text LANGUAGE sql STABLE PARALLEL SAFE
AS $$ SELECT (sec.claims())[6] $$;
