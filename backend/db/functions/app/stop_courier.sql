-- Whether the context may report this stop: its executor's office, its courier, or its shift. A shift that
-- is over completes what it has reported, and reports nothing more.
CREATE OR REPLACE FUNCTION app.stop_courier(place app.stop) RETURNS boolean
LANGUAGE sql STABLE SET search_path = pg_catalog, public, pg_temp
AS $$
    SELECT coalesce(place.executor_id = sec.tenant() AND sec.may_act(), false)
        OR coalesce(place.courier_id = sec.courier(), false)
        OR coalesce(place.shift_id = sec.shift()
                    AND (app.shift_is_on(sec.shift())
                         OR EXISTS (SELECT FROM app.handover WHERE handover.stop_id = place.id
                                    AND handover.actor = 'SHIFT' AND handover.actor_id = sec.shift())), false)
$$;
