-- The Pemprov consents that a planned shipment of an aggregator without an agreement in force leaves, or takes
-- its consent back before it has left.
CREATE OR REPLACE FUNCTION app.shipment_consent(this bigint, why text, consents boolean) RETURNS void
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp
AS $$
DECLARE trip app.shipment;
BEGIN
    SELECT * INTO trip FROM app.shipment WHERE id = this FOR NO KEY UPDATE;
    IF trip IS NULL OR trip.state <> 'planned' OR NOT coalesce(sec.is_pemprov() AND sec.may_act(), false)
       OR consents = (trip.consented_on IS NOT NULL)
       OR (consents AND NOT app.lacks_agreement(trip.executor_id)) THEN
        RAISE EXCEPTION 'not a shipment to which you may consent' USING ERRCODE = 'KS001';
    END IF;
    UPDATE app.shipment SET consented_on = CASE WHEN consents THEN app.today() END,
                            consent_reason = CASE WHEN consents THEN why END
    WHERE id = this;
END $$;
