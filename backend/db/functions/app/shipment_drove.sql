-- Only a shipment that was cancelled can have driven after all.
CREATE OR REPLACE FUNCTION app.shipment_drove() RETURNS trigger LANGUAGE plpgsql
SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp
AS $$
BEGIN
    IF NOT EXISTS (SELECT FROM app.shipment
                   WHERE shipment.id = NEW.drove_id AND shipment.executor_id = NEW.executor_id
                     AND shipment.state = 'cancelled') THEN
        RAISE EXCEPTION 'not a cancelled shipment of yours' USING ERRCODE = 'KS001';
    END IF;
    RETURN NEW;
END $$;
