-- The id of the person that the signed context names; 0 if it is another actor, NULL without a context.
CREATE OR REPLACE FUNCTION sec.person() RETURNS bigint LANGUAGE sql STABLE PARALLEL SAFE
AS $$
    SELECT CASE WHEN claims[6] = 'PERSON' THEN claims[2]::bigint WHEN claims IS NOT NULL THEN 0 END
    FROM (SELECT sec.claims()) AS context (claims)
$$;
