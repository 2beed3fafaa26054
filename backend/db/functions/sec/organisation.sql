-- The organisation that the signed context names, whatever the role; NULL without a context.
CREATE OR REPLACE FUNCTION sec.organisation() RETURNS bigint LANGUAGE sql STABLE PARALLEL SAFE
AS $$ SELECT (sec.claims())[1]::bigint $$;
