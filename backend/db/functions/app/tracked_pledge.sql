-- What whoever has a pledge's code may know of it: which organisations, how much, for whom, how far
-- and since when. Never a person, a text that somebody wrote, or money. No id goes out, an unknown
-- code gives no row, and nothing lists codes.
CREATE OR REPLACE FUNCTION app.tracked_pledge(code text)
RETURNS TABLE (number text, public_code text, state text, channel text, phase_id bigint,
               giver_id bigint, executor_id bigint, submitted_on date, as_of timestamptz)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp
AS $$
    SELECT pledge.number, pledge.public_code,
           CASE WHEN app.hold_expired_on(pledge.id) IS NULL THEN pledge.state ELSE 'lapsed' END,
           pledge.channel, pledge.phase_id, pledge.donor_id, pledge.executor_id,
           (pledge.submitted_at AT TIME ZONE 'Asia/Jakarta')::date, app.now()
    FROM app.pledge WHERE pledge.public_code = app.normalise_code(code)
$$;
