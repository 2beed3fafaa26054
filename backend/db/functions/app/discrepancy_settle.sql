-- Settles what is damaged or missing of a load: it is `replaced` (the packages are committed again and
-- can be loaded once more), `returned_to_need` (the need is open again, and the pledge still owes the
-- packages to another unit) or `written_off` (the need is open again). Returns how many packages.
CREATE OR REPLACE FUNCTION app.discrepancy_settle(this bigint, settlement text, why text) RETURNS bigint
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp
AS $$
DECLARE
    discrepancy app.discrepancy;
    load app.load;
    packages int;
BEGIN
    SELECT * INTO discrepancy FROM app.discrepancy WHERE id = this;
    PERFORM app.handover_lock(discrepancy.stop_id);
    SELECT * INTO discrepancy FROM app.discrepancy WHERE id = this FOR NO KEY UPDATE;
    SELECT * INTO load FROM app.load WHERE id = discrepancy.load_id;
    packages := discrepancy.damaged + discrepancy.missing;
    IF discrepancy IS NULL OR discrepancy.state <> 'open' OR NOT coalesce(sec.may_act(), false)
       OR NOT coalesce(discrepancy.executor_id = sec.tenant() OR (sec.is_pemprov() AND app.today() > discrepancy.due_on), false) THEN
        RAISE EXCEPTION 'not a discrepancy that you may settle' USING ERRCODE = 'KS001';
    END IF;
    IF settlement = 'returned_to_need' AND app.today() > (
        SELECT phase.ends_on FROM pub.need JOIN pub.phase ON phase.id = need.phase_id
        WHERE need.id = load.need_id) THEN
        RAISE EXCEPTION 'the phase is over' USING ERRCODE = 'check_violation', CONSTRAINT = 'phase_is_over';
    END IF;
    IF settlement = 'replaced' THEN
        PERFORM app.loads_post('settle', 'discrepancy', this, 'dispatched', 'committed', ARRAY[load.id],
                               ARRAY[packages::bigint], app.today(), why);
        UPDATE app.allocation SET dispatched = dispatched - packages, loaded = loaded - packages
        WHERE id = load.allocation_id;
    ELSE
        PERFORM app.loads_post('settle', 'discrepancy', this, 'dispatched', 'withdrawn', ARRAY[load.id],
                               ARRAY[packages::bigint], app.today(), why);
        UPDATE pub.need SET committed = committed - packages WHERE id = load.need_id;
        UPDATE app.allocation SET dispatched = dispatched - packages, loaded = loaded - packages,
                                  released = released + packages
        WHERE id = load.allocation_id;
        IF settlement = 'returned_to_need' THEN
            UPDATE app.pledge_line SET allocated = allocated - packages WHERE id = load.line_id;
        END IF;
        INSERT INTO pub.release (allocation_id, quantity, cause, effective)
        VALUES (load.allocation_id, packages, upper(settlement), app.today());
    END IF;
    UPDATE app.discrepancy SET state = settlement, reason = why, settled_on = app.today() WHERE id = this;
    PERFORM app.allocations_settled(ARRAY[load.allocation_id]);
    RETURN packages;
END $$;
