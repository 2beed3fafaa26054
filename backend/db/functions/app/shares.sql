-- Divides a whole number by weights: largest remainders, the earlier element where two are equal.
-- No share is above its weight if the total is not above their sum.
CREATE OR REPLACE FUNCTION app.shares(total bigint, weights bigint[]) RETURNS bigint[]
LANGUAGE sql IMMUTABLE PARALLEL SAFE SET search_path = pg_catalog, public, pg_temp
AS $$
    WITH share AS (
        SELECT position, div(total * weight, of_all) AS whole, mod(total * weight, of_all) AS remainder
        FROM unnest(weights) WITH ORDINALITY AS part (weight, position),
             (SELECT nullif(sum(weight), 0) AS of_all FROM unnest(weights) AS weight) AS divisor
    ), ranked AS (
        SELECT position, coalesce(whole, 0) AS whole,
               row_number() OVER (ORDER BY remainder DESC NULLS LAST, position) AS rank,
               CASE WHEN sum(whole) OVER () IS NULL THEN 0 ELSE total - sum(whole) OVER () END AS left_over
        FROM share
    )
    SELECT coalesce(array_agg((whole + (rank <= left_over)::int)::bigint ORDER BY position), '{}')
    FROM ranked
$$;
