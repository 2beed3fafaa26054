-- Whether an aggregator has an agreement in force today. A donor has to know it of an aggregator
-- without seeing the agreement itself.
CREATE OR REPLACE FUNCTION app.agreement_in_force(aggregator bigint) RETURNS boolean
LANGUAGE sql VOLATILE SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp
AS $$
    SELECT EXISTS (SELECT FROM app.agreement
                   WHERE aggregator_id = aggregator AND state = 'active'
                     AND app.today() BETWEEN starts_on AND ends_on)
$$;
