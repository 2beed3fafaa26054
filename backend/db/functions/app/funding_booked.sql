-- Posts the money that was bound to a pledge.
CREATE OR REPLACE FUNCTION app.funding_booked() RETURNS trigger LANGUAGE plpgsql
SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp
AS $$
BEGIN
    UPDATE app.contribution SET funded = funded + NEW.amount WHERE id = NEW.contribution_id;
    PERFORM ledger.post_money(NEW.executor_id, NEW.donor_id, 'fund', 'contribution',
        NEW.contribution_id, 'received', 'committed', NEW.contribution_id, NEW.amount, app.today(),
        NULL);
    RETURN NULL;
END $$;
