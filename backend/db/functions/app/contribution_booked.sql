-- The books follow the state, whoever wrote it.
CREATE OR REPLACE FUNCTION app.contribution_booked() RETURNS trigger LANGUAGE plpgsql
SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp
AS $$
BEGIN
    IF NEW.state = 'intended' THEN
        PERFORM ledger.post_money(NEW.donor_id, NEW.executor_id, 'intend', 'contribution', NEW.id,
            'outside', 'intended', NEW.id, NEW.intended, app.today(), NULL);
    ELSIF NEW.state = 'received' THEN
        PERFORM ledger.post_money(NEW.executor_id, NEW.donor_id, 'receive', 'contribution', NEW.id,
            'outside', 'received', NEW.id, NEW.received, NEW.received_on, NULL);
    END IF;
    RETURN NULL;
END $$;
