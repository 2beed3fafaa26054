-- The packages of a pledge by destination, for whoever has its code (see app.tracked_pledge).
CREATE OR REPLACE FUNCTION app.tracked_parts(code text)
RETURNS TABLE (package_id bigint, unit_id bigint, quantity int, state text, since date,
               window_starts date, window_ends date)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp
AS $$
    WITH tracked AS (
        SELECT pledge.*, app.hold_expired_on(pledge.id) AS hold_expired_on
        FROM app.pledge WHERE pledge.public_code = app.normalise_code(code))
    SELECT allocation.package_id, allocation.unit_id, allocation.quantity,
           CASE WHEN allocation.state = 'held' AND tracked.hold_expired_on IS NOT NULL
                THEN 'released'
                -- Of what was released in parts, nothing is left.
                WHEN allocation.released = allocation.quantity THEN 'released' ELSE allocation.state END,
           CASE WHEN allocation.released = allocation.quantity AND allocation.released_on IS NULL
                THEN (SELECT max(release.effective) FROM pub.release
                      WHERE release.allocation_id = allocation.id AND release.reversed_on IS NULL)
                WHEN allocation.state = 'held' THEN tracked.hold_expired_on
                WHEN allocation.state = 'released' THEN allocation.released_on
                ELSE allocation.committed_on END,
           allocation.window_starts, allocation.window_ends
    FROM tracked JOIN app.allocation ON allocation.pledge_id = tracked.id
    UNION ALL
    -- What is promised and has no unit yet.
    SELECT pledge_line.package_id, NULL, pledge_line.quantity - pledge_line.allocated, 'held',
           NULL, NULL, NULL
    FROM tracked JOIN app.pledge_line ON pledge_line.pledge_id = tracked.id
    WHERE pledge_line.quantity > pledge_line.allocated
      AND NOT EXISTS (SELECT FROM app.closing
                      WHERE closing.line_id = pledge_line.id AND closing.state <> 'taken_back')
      AND tracked.state IN ('submitted', 'accepted', 'committed')
      AND tracked.hold_expired_on IS NULL
$$;
