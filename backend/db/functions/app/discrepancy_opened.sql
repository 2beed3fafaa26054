-- Records that packages are damaged or missing and wait for a settlement. Reopening records itself.
CREATE OR REPLACE FUNCTION app.discrepancy_opened() RETURNS trigger LANGUAGE plpgsql
SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp
AS $$
DECLARE
    facts jsonb := jsonb_build_object('packages', NEW.damaged + NEW.missing);
BEGIN
    IF NEW.state = 'open' AND (TG_OP = 'INSERT' OR OLD.state = 'void') THEN
        PERFORM app.event_write('DiscrepancyOpened', 'open_discrepancy', 'discrepancy', NEW.id, NEW.donor_id,
                                facts, facts);
    END IF;
    RETURN NULL;
END $$;
