-- A planned shipment of the context's organisation leaves, or stays and says why (app.shipment_leave).
CREATE OR REPLACE FUNCTION app.shipment_dispatch(this bigint, left_on date, loads bigint[], quantities int[],
    late text)
RETURNS TABLE (refusal text, load_id bigint, requested bigint, remaining bigint)
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp
AS $$
#variable_conflict use_column
DECLARE trip app.shipment := app.shipment_lock(this);
BEGIN
    IF trip.state <> 'planned' OR left_on > app.today() THEN
        RAISE EXCEPTION 'the shipment is not planned' USING ERRCODE = 'KS001';
    END IF;
    IF left_on < app.today() AND nullif(late, '') IS NULL THEN
        RAISE EXCEPTION 'what left earlier needs a reason' USING ERRCODE = 'KS002';
    END IF;
    IF left_on < app.today() - 7 AND sec.role() <> 'OWNER' THEN
        RAISE EXCEPTION 'what is older than a week is recorded by an owner' USING ERRCODE = 'KS001';
    END IF;
    IF trip.consented_on IS NULL AND app.lacks_agreement(trip.executor_id) THEN
        RAISE EXCEPTION 'no agreement in force, and no consent'
            USING ERRCODE = 'check_violation', CONSTRAINT = 'consent_is_missing';
    END IF;
    RETURN QUERY SELECT * FROM app.shipment_leave(this, left_on, loads, quantities, late);
END $$;
