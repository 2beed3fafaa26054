-- Writes the mirror of a journal, with the effective day of what it corrects. Only the engine may call
-- it. Returns the new journal.
CREATE OR REPLACE FUNCTION ledger.reverse(this bigint, author bigint, why text) RETURNS bigint
LANGUAGE plpgsql SET search_path = pg_catalog, public, pg_temp
AS $$
DECLARE
    original ledger.journal;
    mirror bigint;
BEGIN
    SELECT * INTO STRICT original FROM ledger.journal WHERE id = this;
    INSERT INTO ledger.journal (tenant_id, counterparty_id, action, thing, thing_id, effective, reverses, reason)
    VALUES (author, CASE WHEN author = original.tenant_id THEN original.counterparty_id ELSE original.tenant_id END,
            original.action, original.thing, original.thing_id, original.effective, this, why)
    RETURNING id INTO mirror;
    INSERT INTO ledger.transfer (journal_id, book, commodity, quantity,
        from_account, from_tenant, from_counterparty, to_account, to_tenant, to_counterparty)
    SELECT mirror, book, commodity, quantity, to_account, to_tenant, to_counterparty,
           from_account, from_tenant, from_counterparty
    FROM ledger.transfer WHERE journal_id = this;
    RETURN mirror;
END $$;
