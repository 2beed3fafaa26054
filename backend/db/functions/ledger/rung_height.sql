-- The height of a rung on the ladder, from 1; 0 for what stands on none.
CREATE OR REPLACE FUNCTION ledger.rung_height(kind text) RETURNS int LANGUAGE sql IMMUTABLE PARALLEL SAFE
AS $$ SELECT coalesce(array_position('{pledged,committed,dispatched,received,verified}', kind), 0) $$;
