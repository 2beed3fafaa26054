-- Locks a shipment of the context's organisation for a change; an error if it is not one.
CREATE OR REPLACE FUNCTION app.shipment_lock(this bigint) RETURNS app.shipment
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp
AS $$
DECLARE found app.shipment;
BEGIN
    SELECT * INTO found FROM app.shipment
    WHERE id = this AND executor_id = sec.tenant() AND sec.may_act() FOR NO KEY UPDATE;
    IF found IS NULL THEN
        RAISE EXCEPTION 'not a shipment of yours' USING ERRCODE = 'KS001';
    END IF;
    RETURN found;
END $$;
