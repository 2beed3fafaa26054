-- The day on which the first hold of a submitted pledge expired; NULL if none did. A hold may still
-- be held, or released already: by the worker, or by somebody who took packages of the same need.
CREATE OR REPLACE FUNCTION app.hold_expired_on(this bigint) RETURNS date LANGUAGE sql STABLE
SET search_path = pg_catalog, public, pg_temp
AS $$
    SELECT (min(allocation.expires_at) AT TIME ZONE 'Asia/Jakarta')::date
    FROM app.allocation JOIN app.pledge ON pledge.id = allocation.pledge_id
    WHERE pledge.id = this AND pledge.state = 'submitted'
      AND ((allocation.state = 'held' AND allocation.expires_at <= app.now())
           OR (allocation.state = 'released' AND allocation.reason = 'LAPSED'))
$$;
