-- What closing a line short would release now, by allocation: as many packages as are allocated and did not
-- come, from what is committed and not loaded, the youngest first. With the caller's rights.
CREATE OR REPLACE FUNCTION app.closing_parts(this bigint) RETURNS TABLE (allocation_id bigint, quantity int)
LANGUAGE sql STABLE SET search_path = pg_catalog, public, pg_temp
AS $$
    SELECT young.id, least(young.free, young.lacking - (young.upto - young.free))::int
    FROM (SELECT allocation.id, allocation.quantity - allocation.released - allocation.loaded AS free,
                 pledge_line.allocated - (pledge_line.stocked - pledge_line.replaced) AS lacking,
                 sum(allocation.quantity - allocation.released - allocation.loaded)
                     OVER (ORDER BY allocation.committed_on DESC, allocation.id DESC) AS upto
          FROM app.allocation JOIN app.pledge_line ON pledge_line.id = allocation.line_id
          WHERE allocation.line_id = this AND allocation.state = 'committed'
            AND allocation.quantity - allocation.released > allocation.loaded) AS young
    WHERE young.upto - young.free < young.lacking
$$;
