-- How the unit's own counts stand to the courier's: NONE (there is none), AGREES, or DIFFERS.
CREATE OR REPLACE FUNCTION app.handover_match(this bigint) RETURNS text
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp
AS $$
    SELECT CASE WHEN count(*) = 0 THEN 'NONE'
                WHEN bool_and((coalesce(counted.good, 0), coalesce(counted.damaged, 0)) = (reported.good, reported.damaged))
                THEN 'AGREES' ELSE 'DIFFERS' END
    FROM app.proof
    JOIN app.handover_count AS reported ON reported.handover_id = proof.handover_id
    LEFT JOIN app.proof_count AS counted ON counted.proof_id = proof.id AND counted.package_id = reported.package_id
    WHERE proof.handover_id = this AND proof.side = 'UNIT' AND proof.superseded_by IS NULL
$$;
