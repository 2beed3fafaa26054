-- The kind of the context's organisation: PEMPROV, AGGREGATOR, DONOR.
CREATE OR REPLACE FUNCTION sec.organisation_kind() RETURNS text LANGUAGE sql STABLE PARALLEL SAFE
AS $$ SELECT (sec.claims())[3] $$;
