-- Whether this organisation is an aggregator whose agreement is not in force today.
CREATE OR REPLACE FUNCTION app.lacks_agreement(executor bigint) RETURNS boolean
LANGUAGE sql VOLATILE SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp
AS $$
    SELECT EXISTS (SELECT FROM app.organisation WHERE id = executor AND kind = 'AGGREGATOR')
           AND NOT app.agreement_in_force(executor)
$$;
