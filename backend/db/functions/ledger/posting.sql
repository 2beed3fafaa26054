-- Postings, for whoever thinks in them.
CREATE OR REPLACE VIEW ledger.posting WITH (security_invoker = true) AS
    SELECT id AS transfer_id, journal_id, from_account AS account_id, commodity, -quantity AS quantity
    FROM ledger.transfer
    UNION ALL
    SELECT id, journal_id, to_account, commodity, quantity FROM ledger.transfer;
