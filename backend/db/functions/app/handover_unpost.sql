-- Takes back what a handover has posted, by mirrored journals, so that corrected numbers can be posted.
-- What came back stays as it is. An error if one of its discrepancies is settled already. The caller holds the locks.
CREATE OR REPLACE FUNCTION app.handover_unpost(this bigint, why text) RETURNS void
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp
AS $$
DECLARE
    author bigint := nullif(coalesce(sec.organisation(), 0), 0);
    entry record;
BEGIN
    IF EXISTS (SELECT FROM app.discrepancy WHERE handover_id = this AND NOT spoiled AND state NOT IN ('open', 'void')) THEN
        RAISE EXCEPTION 'a discrepancy of the handover is settled' USING ERRCODE = 'check_violation', CONSTRAINT = 'discrepancy_is_settled';
    END IF;
    FOR entry IN
        SELECT j.id, j.tenant_id FROM ledger.journal j
        WHERE j.thing = 'handover' AND j.thing_id = this AND j.action = 'receive' AND j.reverses IS NULL
          AND NOT EXISTS (SELECT FROM ledger.journal r WHERE r.reverses = j.id)
        ORDER BY j.id
    LOOP
        PERFORM ledger.reverse(entry.id, coalesce(author, entry.tenant_id), why);
    END LOOP;
    UPDATE app.allocation a SET received = a.received - t.good
    FROM (SELECT l.allocation_id, sum(h.good) AS good FROM app.handover_line h
          JOIN app.load l ON l.id = h.load_id WHERE h.handover_id = this GROUP BY 1) t
    WHERE a.id = t.allocation_id AND t.good > 0;
    UPDATE app.discrepancy SET state = 'void' WHERE handover_id = this AND NOT spoiled AND state = 'open';
    PERFORM app.allocations_settled(ARRAY(SELECT l.allocation_id FROM app.handover_line h
                                          JOIN app.load l ON l.id = h.load_id
                                          WHERE h.handover_id = this));
END $$;
