-- Whether a pledge can be withdrawn only with the consent of its executor or the Pemprov: its executor
-- directed packages of it to units, or packages of it are loaded or were delivered.
CREATE OR REPLACE FUNCTION app.withdrawal_needs_consent(pledge bigint) RETURNS boolean
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp
AS $$
    SELECT EXISTS (
        SELECT FROM app.allocation
        WHERE allocation.pledge_id = withdrawal_needs_consent.pledge
          AND allocation.state IN ('held', 'committed', 'fulfilled')
          AND (allocation.loaded > 0 OR EXISTS (
              SELECT FROM app.step
              WHERE step.thing = 'allocation' AND step.thing_id = allocation.id
                AND step.from_state = '' AND step.party = 'EXECUTOR')))
$$;
