-- The person of the context if they are a courier (role FIELD), else NULL.
CREATE OR REPLACE FUNCTION sec.courier() RETURNS bigint LANGUAGE sql STABLE PARALLEL SAFE
AS $$
    SELECT CASE WHEN claims[6] = 'PERSON' AND claims[4] = 'FIELD' THEN claims[2]::bigint END FROM (SELECT sec.claims()) AS context (claims)
$$;
