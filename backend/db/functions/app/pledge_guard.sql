-- Who may give through whom, until when, and what each next state needs.
CREATE OR REPLACE FUNCTION app.pledge_guard() RETURNS trigger LANGUAGE plpgsql
SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp
AS $$
BEGIN
    IF TG_OP = 'INSERT' THEN
        IF NOT EXISTS (SELECT FROM pub.organisation WHERE id = NEW.donor_id AND verified)
           OR NOT EXISTS (SELECT FROM pub.organisation
                          WHERE id = NEW.executor_id AND verified
                            AND CASE NEW.channel WHEN 'VIA_AGGREGATOR' THEN kind = 'AGGREGATOR'
                                                 WHEN 'VIA_PEMPROV' THEN kind = 'PEMPROV'
                                                 ELSE true END) THEN
            RAISE EXCEPTION 'no pledge between these organisations' USING ERRCODE = 'KS001';
        END IF;
        IF NOT EXISTS (SELECT FROM pub.phase
                       WHERE id = NEW.phase_id AND ends_on >= app.today()) THEN
            RAISE EXCEPTION 'the phase is over' USING ERRCODE = 'KS001';
        END IF;
        PERFORM app.require_agreement(NEW.executor_id);
        RETURN NEW;
    END IF;
    IF NEW.state = OLD.state THEN
        RETURN NEW;
    END IF;
    IF NEW.state = 'committed' AND NOT coalesce(sec.is_pemprov(), false)
       AND NOT (SELECT programme.auto_commit FROM pub.phase
                JOIN pub.programme ON programme.id = phase.programme_id
                WHERE phase.id = NEW.phase_id) THEN
        RAISE EXCEPTION 'a pledge is committed by the Pemprov' USING ERRCODE = 'KS001';
    END IF;
    IF NEW.state = 'committed' AND OLD.state = 'submitted' AND NEW.channel <> 'DIRECT' THEN
        RAISE EXCEPTION 'its executor has not accepted' USING ERRCODE = 'KS001';
    END IF;
    IF NEW.state = 'accepted' AND NEW.channel = 'DIRECT' THEN
        RAISE EXCEPTION 'a direct pledge has nobody to accept it' USING ERRCODE = 'KS001';
    END IF;
    IF NEW.state = 'withdrawn' AND NOT EXISTS (
        SELECT FROM app.withdrawal WHERE withdrawal.pledge_id = NEW.id AND withdrawal.state = 'agreed') THEN
        IF NOT coalesce(sec.tenant() = NEW.donor_id, false) THEN
            RAISE EXCEPTION 'nobody asked to withdraw it' USING ERRCODE = 'KS001';
        END IF;
        IF app.withdrawal_needs_consent(NEW.id) THEN
            RAISE EXCEPTION 'its executor relies on it'
                USING ERRCODE = 'check_violation', CONSTRAINT = 'withdrawal_needs_consent';
        END IF;
    END IF;
    IF NEW.state IN ('accepted', 'committed') THEN
        PERFORM app.require_agreement(NEW.executor_id);
    END IF;
    NEW.waits_since := app.now();
    RETURN NEW;
END $$;
