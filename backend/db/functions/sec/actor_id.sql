-- The id of who acts, among those of its kind; NULL without a context.
CREATE OR REPLACE FUNCTION sec.actor_id() RETURNS bigint LANGUAGE sql STABLE PARALLEL SAFE
AS $$ SELECT (sec.claims())[2]::bigint $$;
