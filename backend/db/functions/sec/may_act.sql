-- Whether this role may change things in the name of its organisation.
CREATE OR REPLACE FUNCTION sec.may_act() RETURNS boolean LANGUAGE sql STABLE PARALLEL SAFE
AS $$ SELECT (sec.claims())[4] IN ('OWNER', 'OPERATOR') $$;
