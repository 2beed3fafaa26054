-- Who may give and collect, and what is fixed once it happened. The day on which money came in
-- is the day on which it is recorded: the recap counts by it.
CREATE OR REPLACE FUNCTION app.contribution_guard() RETURNS trigger LANGUAGE plpgsql
SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp
AS $$
BEGIN
    IF TG_OP = 'UPDATE' AND NEW.state = OLD.state THEN
        IF (NEW.received, NEW.bank_reference, NEW.reason)
           IS DISTINCT FROM (OLD.received, OLD.bank_reference, OLD.reason) THEN
            RAISE EXCEPTION 'what came in stays as it was recorded' USING ERRCODE = 'KS001';
        END IF;
        RETURN NEW;
    END IF;
    IF NEW.state IN ('intended', 'received') AND NOT EXISTS (
        SELECT FROM pub.organisation AS aggregator, pub.organisation AS giver
        WHERE aggregator.id = NEW.executor_id AND aggregator.kind = 'AGGREGATOR'
          AND aggregator.verified
          AND giver.id = NEW.donor_id AND giver.verified
          AND app.agreement_in_force(aggregator.id) AND app.permit_in_force(aggregator.id)) THEN
        RAISE EXCEPTION 'nobody who may collect money' USING ERRCODE = 'KS001';
    END IF;
    IF NEW.state = 'received' THEN
        IF btrim(coalesce(NEW.bank_reference, '')) = '' THEN
            RAISE EXCEPTION 'money that came in has a reference' USING ERRCODE = 'KS002';
        END IF;
        NEW.received_on := app.today();
    ELSIF NEW.bank_reference IS NOT NULL THEN
        RAISE EXCEPTION 'only money that came in has a reference' USING ERRCODE = 'KS001';
    END IF;
    RETURN NEW;
END $$;
