-- Draws the lists whose seal has come. Returns how many deliveries were drawn.
CREATE OR REPLACE FUNCTION app.draw_sample() RETURNS int LANGUAGE plpgsql
SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp
AS $$
DECLARE
    due record;
    drawn int := 0;
    found int;
    facts jsonb;
BEGIN
    FOR due IN
        SELECT sample.id, sample.day, seal.hash FROM pub.sample JOIN pub.seal ON seal.number = sample.seal_number
        WHERE sample.drawn_at IS NULL ORDER BY sample.day FOR NO KEY UPDATE OF sample SKIP LOCKED
    LOOP
        UPDATE pub.sample_entry
        SET drawn = pub.sample_draws(due.hash, sample_entry.stop_id, sample_entry.chance)
        WHERE sample_entry.sample_id = due.id;
        UPDATE pub.sample SET drawn_at = app.now() WHERE sample.id = due.id;
        INSERT INTO app.verification (stop_id, executor_id, area_id, state)
        SELECT stop.id, stop.executor_id, stop.area_id, 'drawn'
        FROM pub.sample_entry JOIN app.stop ON stop.id = sample_entry.stop_id
        WHERE sample_entry.sample_id = due.id AND sample_entry.drawn ORDER BY stop.id;
        GET DIAGNOSTICS found = ROW_COUNT;
        drawn := drawn + found;
        facts := jsonb_build_object('day', due.day, 'drawn', found);
        PERFORM app.record_event('SampleDrawn', 'draw_sample', 'sample', due.id, NULL, facts, facts);
    END LOOP;
    RETURN drawn;
END $$;
