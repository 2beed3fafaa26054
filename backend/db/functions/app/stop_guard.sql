-- Stops join and move only on a shipment that is still planned; a courier works for its executor and
-- may change until the stop is over.
CREATE OR REPLACE FUNCTION app.stop_guard() RETURNS trigger LANGUAGE plpgsql
SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp
AS $$
DECLARE planned boolean;
BEGIN
    SELECT state = 'planned' INTO planned FROM app.shipment
    WHERE id = NEW.shipment_id
      -- The trip of an early delivery is made by the engine, when the Pemprov commits the pledge.
      AND (executor_id = sec.tenant()
           OR early_id IN (SELECT early_delivery.id FROM app.early_delivery WHERE early_delivery.state = 'waiting'))
    FOR NO KEY UPDATE;
    IF planned IS NULL OR (NOT planned AND (TG_OP = 'INSERT' OR NEW.position <> OLD.position
                                            OR NEW.state NOT IN ('planned', 'on_the_way'))) THEN
        RAISE EXCEPTION 'not a stop that you may change' USING ERRCODE = 'KS001';
    END IF;
    IF TG_OP = 'INSERT' AND NEW.area_id IS DISTINCT FROM (SELECT area_id FROM pub.unit
                                                          WHERE id = NEW.unit_id) THEN
        RAISE EXCEPTION 'not the kelurahan of the unit' USING ERRCODE = 'KS001';
    END IF;
    -- A new stop of a trip joins the trip's shift.
    IF TG_OP = 'INSERT' THEN
        SELECT max(x.shift_id) INTO NEW.shift_id FROM app.shift_shipment x
        WHERE x.shipment_id = NEW.shipment_id AND app.shift_is_on(x.shift_id);
    END IF;
    IF NEW.courier_id IS NOT NULL AND NOT EXISTS (
        SELECT FROM app.membership WHERE person_id = NEW.courier_id
           AND organisation_id = NEW.executor_id AND role IN ('OWNER', 'OPERATOR', 'FIELD')) THEN
        RAISE EXCEPTION 'not a courier of yours' USING ERRCODE = 'KS001';
    END IF;
    RETURN NEW;
END $$;
