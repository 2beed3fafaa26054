-- The role of the context's person in their organisation.
CREATE OR REPLACE FUNCTION sec.role() RETURNS text LANGUAGE sql STABLE PARALLEL SAFE
AS $$ SELECT (sec.claims())[4] $$;
