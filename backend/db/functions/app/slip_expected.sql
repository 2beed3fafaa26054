-- How many deliveries are expected for a slip: pledges that still owe its unit packages in its phase.
CREATE OR REPLACE FUNCTION app.slip_expected(this bigint) RETURNS int
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp
AS $$
    SELECT count(DISTINCT allocation.pledge_id)::int FROM app.slip
    JOIN app.allocation ON allocation.unit_id = slip.unit_id
                       AND allocation.phase_id = slip.phase_id AND allocation.state = 'committed'
    WHERE slip.id = this
      AND (coalesce(sec.is_pemprov(), false) OR coalesce(slip.area_id = ANY (sec.areas()), false))
$$;
