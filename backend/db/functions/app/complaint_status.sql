-- The status of a complaint for whoever knows its code; no row for anybody else. Never what was
-- written, and never by whom.
CREATE OR REPLACE FUNCTION app.complaint_status(typed text)
RETURNS TABLE (code text, about text, problem text, state text, unit_id bigint,
               organisation_id bigint, received_at timestamptz, in_hand_at timestamptz, answered_at timestamptz,
               answer text)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp
AS $$
    SELECT complaint.code, complaint.about, complaint.problem, complaint.state, complaint.unit_id,
           complaint.organisation_id, complaint.received_at,
           (SELECT step.recorded FROM app.step
            WHERE step.thing = 'complaint' AND step.thing_id = complaint.id
              AND step.to_state = 'in_hand'),
           (SELECT step.recorded FROM app.step
            WHERE step.thing = 'complaint' AND step.thing_id = complaint.id
              AND step.to_state IN ('answered', 'closed')),
           complaint.reason
    FROM app.complaint WHERE complaint.code = app.normalise_code(typed)
$$;
