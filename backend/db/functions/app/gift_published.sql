-- Publishes received money for the recap.
CREATE OR REPLACE FUNCTION app.gift_published() RETURNS trigger LANGUAGE plpgsql
SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp
AS $$
BEGIN
    INSERT INTO pub.gift (contribution_id, giver_id, aggregator_id, amount, received_on, recorded)
    VALUES (NEW.id, NEW.donor_id, NEW.executor_id, NEW.received, NEW.received_on, app.now())
    ON CONFLICT DO NOTHING;
    RETURN NULL;
END $$;
