-- How many deliveries are expected for a slip: pledges that still owe its unit packages in its phase.
CREATE OR REPLACE FUNCTION app.slip_expected(this bigint) RETURNS int
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp
AS $$
    SELECT count(DISTINCT a.pledge_id)::int FROM app.slip s
    JOIN app.allocation a ON a.unit_id = s.unit_id AND a.phase_id = s.phase_id AND a.state = 'committed'
    WHERE s.id = this
      AND (coalesce(sec.is_pemprov(), false) OR coalesce(s.area_id = ANY (sec.areas()), false))
$$;
