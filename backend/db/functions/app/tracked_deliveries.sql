-- The public rows of a pledge's packages that left, for whoever has its code (see app.tracked_pledge).
CREATE OR REPLACE FUNCTION app.tracked_deliveries(code text) RETURNS TABLE (load_id bigint)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp
AS $$
    SELECT delivery.load_id
    FROM app.pledge
    JOIN pub.commitment ON commitment.pledge_id = pledge.id
    JOIN pub.delivery ON delivery.allocation_id = commitment.allocation_id
    WHERE pledge.public_code = app.normalise_code(code)
$$;
