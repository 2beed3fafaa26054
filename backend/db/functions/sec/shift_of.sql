-- The shift of a link's token, also of one that is over; no row if there is none.
CREATE OR REPLACE FUNCTION sec.shift_of(token_hash bytea)
RETURNS TABLE (shift_id bigint, executor_id bigint, kind text) LANGUAGE sql STABLE
SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp
AS $$
    SELECT s.id, s.executor_id, organisation.kind FROM app.shift s JOIN app.organisation ON organisation.id = s.executor_id
    WHERE s.token_hash = shift_of.token_hash
$$;
