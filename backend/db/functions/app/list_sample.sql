-- Lists what was first reported on each day that ended 15 minutes ago or earlier, with each delivery's chance, before
-- anybody can know the seal that draws. Returns how many days were listed.
CREATE OR REPLACE FUNCTION app.list_sample() RETURNS int LANGUAGE plpgsql
SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp
AS $$
DECLARE
    -- What was reported just before midnight is written by then.
    today date := ((app.now() - interval '15 minutes') AT TIME ZONE 'Asia/Jakarta')::date;
    -- Days up to the last list are done.
    since date := (SELECT max(sample.day) + 1 FROM pub.sample);
    due record;
    made bigint;
    hash bytea;
    facts jsonb;
    listed int := 0;
BEGIN
    IF since >= today THEN
        RETURN 0;
    END IF;
    -- No seal comes between the list and the number of the seal that decides.
    PERFORM pg_advisory_xact_lock(hashtext('ksbb seal'));
    FOR due IN
        SELECT first.day, array_agg(first.stop_id) AS stops,
               greatest(1, round((SELECT sum(programme.verified_weekly) FROM pub.programme
                                  WHERE programme.id IN (
                                      SELECT phase.programme_id FROM app.load
                                      JOIN pub.need ON need.id = load.need_id
                                      JOIN pub.phase ON phase.id = need.phase_id
                                      WHERE load.stop_id = ANY (array_agg(first.stop_id)))) / 7.0))::int AS quota
        FROM (SELECT handover.stop_id, (min(handover.recorded) AT TIME ZONE 'Asia/Jakarta')::date AS day
              FROM app.handover
              WHERE handover.recorded >= coalesce(since, '-infinity')::timestamp AT TIME ZONE 'Asia/Jakarta'
                AND EXISTS (SELECT FROM app.handover_count
                            WHERE handover_count.handover_id = handover.id)
              GROUP BY 1) AS first
        WHERE first.day < today
          -- First reported on a day before, and reported again since.
          AND NOT EXISTS (SELECT FROM pub.sample_entry WHERE sample_entry.stop_id = first.stop_id)
        GROUP BY 1 ORDER BY 1
    LOOP
        INSERT INTO pub.sample (day, quota, seal_number)
        SELECT due.day, due.quota, coalesce(max(seal.number), 0) + 1 FROM app.seal RETURNING id INTO made;
        INSERT INTO pub.sample_entry (stop_id, sample_id, executor_id, unit_id, weight, chance)
        SELECT weighed.id, made, weighed.executor_id, weighed.unit_id, weighed.weight,
               CASE WHEN weighed.certain THEN 1000000
                    ELSE least(1000000, greatest(30000, due.quota::bigint * 1000000 * weighed.weight
                                                        / sum(weighed.weight) FILTER (WHERE NOT weighed.certain)
                                                              OVER ())) END
        FROM (SELECT stop.id, stop.executor_id, stop.unit_id, app.sample_weight(stop.id) AS weight,
                     app.sample_is_certain(stop.id) AS certain
              FROM app.stop WHERE stop.id = ANY (due.stops)) AS weighed;
        UPDATE pub.sample SET list_hash = pub.sample_list_hash(made) WHERE sample.id = made
        RETURNING sample.list_hash INTO hash;
        facts := jsonb_build_object('day', due.day, 'list', encode(hash, 'hex'));
        PERFORM app.record_event('SampleListed', 'list_sample', 'sample', made, NULL, facts, facts);
        listed := listed + 1;
    END LOOP;
    RETURN listed;
END $$;
