-- The organisation whose rows the signed context may see: of an OWNER, OPERATOR or VIEWER; 0 for who sees
-- none or only single rows (couriers, officers, verifiers); NULL without a context.
CREATE OR REPLACE FUNCTION sec.tenant() RETURNS bigint LANGUAGE sql STABLE PARALLEL SAFE
AS $$
    SELECT CASE WHEN claims[4] IN ('OWNER', 'OPERATOR', 'VIEWER') THEN claims[1]::bigint
                WHEN claims IS NOT NULL THEN 0 END
    FROM (SELECT sec.claims()) AS context (claims)
$$;
