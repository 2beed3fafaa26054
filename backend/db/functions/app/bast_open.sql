-- The document of a proven handover, and the number of its next version. A new one takes the next number
-- of its issuer in this year; without the commit of what is issued under it, nobody has taken it.
CREATE OR REPLACE FUNCTION app.bast_open(this bigint)
RETURNS TABLE (bast_id bigint, number text, version int, day date)
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp
AS $$
#variable_conflict use_column
DECLARE
    h app.handover;
    taken int;
    issued_in int := extract(year FROM app.today());
BEGIN
    SELECT * INTO h FROM app.handover WHERE id = this AND state IN ('proven', 'verified', 'disputed', 'resolved');
    IF h.id IS NULL THEN
        RAISE EXCEPTION 'not a proven handover' USING ERRCODE = 'KS001';
    END IF;
    IF NOT EXISTS (SELECT FROM app.bast WHERE handover_id = this) THEN
        INSERT INTO app.bast_series (executor_id, year, last) VALUES (h.executor_id, issued_in, 1)
        ON CONFLICT (executor_id, year) DO UPDATE SET last = bast_series.last + 1
        RETURNING last INTO taken;
        INSERT INTO app.bast (year, sequence, handover_id, stop_id, executor_id, area_id, programme_id)
        SELECT issued_in, taken, h.id, h.stop_id, h.executor_id, h.area_id,
               (SELECT phase.programme_id FROM app.load JOIN pub.need ON need.id = load.need_id
                JOIN pub.phase ON phase.id = need.phase_id WHERE load.stop_id = h.stop_id LIMIT 1);
    END IF;
    RETURN QUERY
        SELECT bast.id, bast.number,
               coalesce((SELECT max(version) FROM app.bast_version WHERE bast_id = bast.id), 0) + 1,
               app.today()
        FROM app.bast WHERE bast.handover_id = this;
END $$;
