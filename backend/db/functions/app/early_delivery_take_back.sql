-- The donor takes back an early delivery that it recorded wrongly, while it waits.
CREATE OR REPLACE FUNCTION app.early_delivery_take_back(this bigint, why text) RETURNS void
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp
AS $$
DECLARE found app.early_delivery;
BEGIN
    SELECT * INTO found FROM app.early_delivery WHERE id = this;
    PERFORM app.pledge_lock(found.pledge_id);
    SELECT * INTO found FROM app.early_delivery WHERE id = this FOR NO KEY UPDATE;
    IF found IS NULL OR found.state <> 'waiting'
       OR NOT coalesce(found.donor_id = sec.tenant() AND sec.may_act(), false) THEN
        RAISE EXCEPTION 'not an early delivery that you may take back' USING ERRCODE = 'KS001';
    END IF;
    UPDATE app.early_delivery SET state = 'taken_back', reason = why WHERE id = this;
END $$;
