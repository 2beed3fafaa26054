-- Whether the context oversees the programme: an OWNER, OPERATOR or VIEWER of the Pemprov. Officers and
-- verifiers do not.
CREATE OR REPLACE FUNCTION sec.is_pemprov() RETURNS boolean LANGUAGE sql STABLE PARALLEL SAFE
AS $$
    SELECT claims[3] = 'PEMPROV' AND claims[4] IN ('OWNER', 'OPERATOR', 'VIEWER')
    FROM (SELECT sec.claims()) AS context (claims)
$$;
