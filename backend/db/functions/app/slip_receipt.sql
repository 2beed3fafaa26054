-- How the count of the context's slip stands to the courier's: NONE (the courier has not reported yet),
-- AGREES or DIFFERS; and until when the slip's holder may correct it.
CREATE OR REPLACE FUNCTION app.slip_receipt(stop bigint) RETURNS TABLE (match text, correct_until timestamptz)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp
AS $$
    SELECT coalesce((SELECT app.handover_match(handover.id) FROM app.handover
                     WHERE handover.stop_id = stop
                       AND handover.state NOT IN ('second_report', 'superseded')), 'NONE'),
           slip_code.used_at + interval '24 hours'
    FROM app.slip_code WHERE slip_code.slip_id = sec.slip() AND slip_code.stop_id = stop
$$;
