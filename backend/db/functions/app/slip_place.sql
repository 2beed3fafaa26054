-- The unit of a slip's token, or of a code of a unit that somebody typed; no row if there is none. It is
-- slowed while the unit, or the network, has had too many wrong codes within the hour.
CREATE OR REPLACE FUNCTION app.slip_place(token_hash bytea, unit_code text, source text)
RETURNS TABLE (unit_id bigint, code text, name text, kelurahan text, slowed boolean)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp
AS $$
    SELECT unit.id, unit.code, unit.name, area.name,
           sec.attempts('SLIP_UNIT', unit.id::text) >= 10 OR sec.attempts('SLIP_SOURCE', source) >= 30
    FROM pub.unit JOIN pub.area ON area.id = unit.area_id
    WHERE unit.id = (SELECT s.unit_id FROM app.slip s WHERE s.token_hash = slip_place.token_hash)
       OR (slip_place.token_hash IS NULL AND unit.code = unit_code)
$$;
