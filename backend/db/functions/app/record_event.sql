-- Records an event of the caller's own, so that no event reaches an organisation from one that has nothing
-- to do with the thing.
CREATE OR REPLACE FUNCTION app.record_event(kind text, action text, thing text, thing_id bigint,
    counterparty_id bigint, payload jsonb, facts jsonb) RETURNS void
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp
AS $$
DECLARE
    who record;
BEGIN
    IF session_user IN ('ksbb_tenant', 'ksbb_gov') THEN
        SELECT * INTO who FROM app.event_parties(thing, thing_id);
        IF NOT coalesce((sec.actor_id() <> 0
                         AND (sec.actor(), sec.actor_id()) = (who.actor, who.actor_id))
                        OR (sec.may_act() AND (sec.is_pemprov() OR sec.tenant() = ANY (who.organisations))),
                        false)
           OR (counterparty_id IS NOT NULL
               AND NOT coalesce(counterparty_id = ANY (who.organisations), false)) THEN
            RAISE EXCEPTION 'nothing of yours to record' USING ERRCODE = 'insufficient_privilege';
        END IF;
    END IF;
    PERFORM app.event_write(kind, action, thing, thing_id, counterparty_id, payload, facts);
END $$;
