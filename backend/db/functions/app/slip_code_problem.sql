-- What stands against a code: NULL (it may be used), CORRECTS (it has confirmed a stop, whose numbers may
-- still be corrected for 24 hours), VOID, EXPIRED, USED; UNKNOWN if there is none. Codes live until 14
-- days after their phase, by the domain's clock.
CREATE OR REPLACE FUNCTION app.slip_code_problem(code app.slip_code) RETURNS text
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp
AS $$
    SELECT CASE WHEN code IS NULL THEN 'UNKNOWN'
                WHEN code.used_at > clock_timestamp() - interval '24 hours' THEN 'CORRECTS'
                WHEN code.used_at IS NOT NULL THEN 'USED'
                WHEN slip.void_on IS NOT NULL THEN 'VOID'
                WHEN phase.ends_on + 14 < app.today() THEN 'EXPIRED' END
    FROM (SELECT) AS one
    LEFT JOIN app.slip ON slip.id = code.slip_id
    LEFT JOIN pub.phase ON phase.id = slip.phase_id
$$;
