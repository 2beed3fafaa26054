-- Takes a settlement back that was recorded by mistake, by mirrored journals. An error if what it set
-- free was used meanwhile. Returns how many packages.
CREATE OR REPLACE FUNCTION app.discrepancy_reopen(this bigint, why text) RETURNS bigint
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp
AS $$
DECLARE
    discrepancy app.discrepancy;
    load app.load;
    packages int;
    entry record;
BEGIN
    SELECT * INTO discrepancy FROM app.discrepancy WHERE id = this;
    PERFORM app.handover_lock(discrepancy.stop_id);
    SELECT * INTO discrepancy FROM app.discrepancy WHERE id = this FOR NO KEY UPDATE;
    SELECT * INTO load FROM app.load WHERE id = discrepancy.load_id;
    packages := discrepancy.damaged + discrepancy.missing;
    IF discrepancy IS NULL OR discrepancy.replaced > 0
       OR discrepancy.state NOT IN ('replaced', 'returned_to_need', 'written_off')
       OR NOT coalesce(sec.may_act() AND discrepancy.executor_id = sec.tenant(), false) THEN
        RAISE EXCEPTION 'not a settlement that you may take back' USING ERRCODE = 'KS001';
    END IF;
    IF EXISTS (
        SELECT FROM app.allocation JOIN pub.need ON need.id = allocation.need_id
        JOIN app.pledge_line ON pledge_line.id = allocation.line_id
        WHERE allocation.id = load.allocation_id AND CASE discrepancy.state
            WHEN 'replaced' THEN allocation.quantity - allocation.released - allocation.loaded
            WHEN 'written_off' THEN need.target - need.held - need.committed
            ELSE least(need.target - need.held - need.committed,
                       pledge_line.quantity - pledge_line.allocated) END < packages) THEN
        RAISE EXCEPTION 'what the settlement set free is used'
            USING ERRCODE = 'check_violation', CONSTRAINT = 'settlement_is_used';
    END IF;
    IF discrepancy.state = 'replaced' THEN
        UPDATE app.allocation SET dispatched = dispatched + packages, loaded = loaded + packages
        WHERE id = load.allocation_id;
    ELSE
        UPDATE pub.need SET committed = committed + packages WHERE id = load.need_id;
        UPDATE app.allocation SET dispatched = dispatched + packages, loaded = loaded + packages,
                                  released = released - packages
        WHERE id = load.allocation_id;
        IF discrepancy.state = 'returned_to_need' THEN
            UPDATE app.pledge_line SET allocated = allocated + packages WHERE id = load.line_id;
        END IF;
        UPDATE pub.release SET reversed_on = app.today()
        WHERE id = (SELECT max(id) FROM pub.release
                    WHERE allocation_id = load.allocation_id AND cause = upper(discrepancy.state)
                      AND quantity = packages AND reversed_on IS NULL);
    END IF;
    FOR entry IN
        SELECT journal.id FROM ledger.journal
        WHERE journal.thing = 'discrepancy' AND journal.thing_id = this AND journal.reverses IS NULL
          AND NOT EXISTS (SELECT FROM ledger.journal AS mirror WHERE mirror.reverses = journal.id) ORDER BY journal.id
    LOOP
        PERFORM ledger.reverse(entry.id, sec.organisation(), why);
    END LOOP;
    UPDATE app.discrepancy SET state = 'open', reason = why, settled_on = NULL WHERE id = this;
    PERFORM app.allocations_settled(ARRAY[load.allocation_id]);
    RETURN packages;
END $$;
