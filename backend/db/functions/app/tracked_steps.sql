-- The timeline of a pledge, for whoever has its code (see app.tracked_pledge).
CREATE OR REPLACE FUNCTION app.tracked_steps(code text)
RETURNS TABLE (step_number bigint, to_state text, party text, organisation_id bigint, day date)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp
AS $$
    WITH tracked AS (
        SELECT pledge.id, app.hold_expired_on(pledge.id) AS hold_expired_on
        FROM app.pledge WHERE pledge.public_code = app.normalise_code(code)),
    timeline AS (
        SELECT step.id, step.to_state, step.party, step.tenant_id, step.effective
        FROM tracked JOIN app.step ON step.thing = 'pledge' AND step.thing_id = tracked.id
        UNION ALL
        -- After all others: the worker will write it.
        SELECT 9223372036854775807, 'lapsed', 'SYSTEM', 0, tracked.hold_expired_on
        FROM tracked WHERE tracked.hold_expired_on IS NOT NULL)
    SELECT row_number() OVER (ORDER BY timeline.id), timeline.to_state, timeline.party,
           timeline.tenant_id, timeline.effective
    FROM timeline
$$;
