-- A donor records what it delivered itself before the Pemprov committed its pledge. Returns the early delivery.
CREATE OR REPLACE FUNCTION app.early_delivery_record(allocation bigint, day date, good int, damaged int,
    missing int, why text, receiver text, note text, vehicle text) RETURNS bigint
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp
AS $$
DECLARE
    held app.allocation;
    request app.pledge;
    made bigint;
BEGIN
    SELECT * INTO held FROM app.allocation WHERE id = early_delivery_record.allocation;
    IF app.pledge_lock(held.pledge_id) > 0 THEN
        RAISE EXCEPTION 'holds of the pledge have lapsed' USING ERRCODE = 'KS004';
    END IF;
    SELECT * INTO held FROM app.allocation WHERE id = early_delivery_record.allocation;
    SELECT * INTO request FROM app.pledge WHERE id = held.pledge_id;
    IF NOT coalesce(request.donor_id = sec.tenant() AND sec.may_act(), false)
       OR NOT EXISTS (SELECT FROM app.organisation WHERE id = request.donor_id AND kind = 'DONOR')
       OR request.channel <> 'DIRECT' OR request.state <> 'submitted' OR held.state <> 'held'
       OR day > app.today() OR (day < app.today() - 7 AND sec.role() <> 'OWNER') THEN
        RAISE EXCEPTION 'not a delivery that you may record' USING ERRCODE = 'KS001';
    END IF;
    IF good + damaged + missing > held.quantity - (
        SELECT coalesce(sum(before.good + before.damaged + before.missing), 0) FROM app.early_delivery AS before
        WHERE before.allocation_id = held.id AND before.state = 'waiting') THEN
        RAISE EXCEPTION 'more packages than the allocation has' USING ERRCODE = 'KS001';
    END IF;
    INSERT INTO app.early_delivery (allocation_id, line_id, pledge_id, donor_id, executor_id, need_id, unit_id,
        package_id, state, reason, happened_on, good, damaged, missing, late_reason, receiver, note, vehicle,
        created_by)
    VALUES (held.id, held.line_id, held.pledge_id, held.donor_id, held.executor_id, held.need_id, held.unit_id,
            held.package_id, 'waiting', why, day, early_delivery_record.good, early_delivery_record.damaged,
            early_delivery_record.missing, why, early_delivery_record.receiver, early_delivery_record.note,
            early_delivery_record.vehicle, sec.person())
    RETURNING id INTO made;
    RETURN made;
END $$;
