-- The shift of the context if one acts, else NULL.
CREATE OR REPLACE FUNCTION sec.shift() RETURNS bigint LANGUAGE sql STABLE PARALLEL SAFE
AS $$
    SELECT CASE WHEN claims[6] = 'SHIFT' THEN claims[2]::bigint END FROM (SELECT sec.claims()) AS context (claims)
$$;
