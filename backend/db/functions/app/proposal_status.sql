-- The status of a proposal for whoever knows its code; no row for anybody else.
CREATE OR REPLACE FUNCTION app.proposal_status(typed text)
RETURNS TABLE (code text, state text, unit_id bigint, received_at timestamptz,
               answered_at timestamptz, answer text)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp
AS $$
    SELECT proposal.code, proposal.state, proposal.unit_id, proposal.received_at,
           (SELECT step.recorded FROM app.step
            WHERE step.thing = 'proposal' AND step.thing_id = proposal.id
              AND step.from_state = 'received'),
           proposal.reason
    FROM app.proposal WHERE proposal.code = app.normalise_code(typed)
$$;
