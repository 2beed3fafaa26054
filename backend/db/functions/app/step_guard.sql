-- The generic guard. Arguments: thing, giver's column, executor's column, and 'engine' where
-- only the engine's functions write the table (then SYSTEM is among the acting parties).
CREATE OR REPLACE FUNCTION app.step_guard() RETURNS trigger LANGUAGE plpgsql
SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp
AS $$
DECLARE
    row jsonb := to_jsonb(NEW);
    claims text[] := sec.claims();
    tenant bigint := coalesce(claims[1]::bigint, 0);
    person bigint := coalesce(sec.person(), 0);
    giver bigint := (row ->> TG_ARGV[1])::bigint;
    executor bigint := (row ->> TG_ARGV[2])::bigint;
    old_state text := '';
    reason_given text := nullif(row ->> 'reason', '');
    parties text[] := '{ANYBODY}';
    allowed app.transition;
BEGIN
    IF TG_OP = 'UPDATE' THEN
        IF OLD.state = NEW.state THEN
            RETURN NULL;
        END IF;
        old_state := OLD.state;
    END IF;
    -- In order of precedence: the first that may is written as the acting party.
    IF session_user = 'ksbb_worker' OR (TG_NARGS > 3 AND reason_given = 'LAPSED') THEN
        parties := '{SYSTEM}';
    ELSIF claims[4] IN ('OWNER', 'OPERATOR') THEN
        IF tenant = giver THEN parties := array_append(parties, 'GIVER'); END IF;
        IF tenant = executor THEN parties := array_append(parties, 'EXECUTOR'); END IF;
        IF claims[3] = 'PEMPROV' THEN parties := array_append(parties, 'PEMPROV'); END IF;
    ELSIF claims[4] = 'FIELD' THEN
        IF tenant = executor THEN parties := array_append(parties, 'FIELD'); END IF;
    ELSIF claims[4] IN ('KELURAHAN', 'VERIFIER') THEN
        IF claims[3] = 'PEMPROV' THEN parties := array_append(parties, claims[4]); END IF;
    ELSIF claims[6] = 'SLIP' THEN
        parties := array_append(parties, 'UNIT');
    END IF;
    -- What follows by itself from what a party did.
    IF TG_NARGS > 3 AND NOT 'SYSTEM' = ANY (parties) THEN
        parties := array_append(parties, 'SYSTEM');
    END IF;
    SELECT * INTO allowed FROM app.transition
    WHERE transition.thing = TG_ARGV[0] AND transition.from_state = old_state
      AND transition.to_state = NEW.state
      AND transition.party = ANY (parties)
    ORDER BY array_position('{PEMPROV,GIVER,EXECUTOR,FIELD,KELURAHAN,VERIFIER,UNIT,ANYBODY,SYSTEM}'::text[],
                            transition.party)
    LIMIT 1;
    IF allowed IS NULL THEN
        RAISE EXCEPTION '% may not go from % to % by %', TG_ARGV[0], old_state, NEW.state, parties
            USING ERRCODE = 'KS001';
    END IF;
    IF allowed.reason_required AND reason_given IS NULL THEN
        RAISE EXCEPTION '% to % needs a reason', TG_ARGV[0], NEW.state USING ERRCODE = 'KS002';
    END IF;
    IF allowed.another_person AND person = (row ->> 'created_by')::bigint THEN
        RAISE EXCEPTION 'who approves is not who wrote' USING ERRCODE = 'KS003';
    END IF;
    INSERT INTO app.step (thing, thing_id, from_state, to_state, party, tenant_id, actor, actor_id, reason,
                          effective, recorded, giver_id, executor_id)
    VALUES (TG_ARGV[0], NEW.id, old_state, NEW.state, allowed.party, tenant,
            coalesce(claims[6], 'SYSTEM'), coalesce(claims[2]::bigint, 0), reason_given,
            app.today(), app.now(), giver, executor);
    RETURN NULL;
END $$;
