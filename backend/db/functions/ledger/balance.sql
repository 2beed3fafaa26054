-- Balances are moved here, under locks in id order; below zero is an error (23514).
CREATE OR REPLACE FUNCTION ledger.balance() RETURNS trigger LANGUAGE plpgsql
SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp
AS $$
BEGIN
    IF EXISTS (SELECT FROM inserted JOIN ledger.journal ON journal.id = inserted.journal_id
               WHERE journal.xid <> pg_current_xact_id()) THEN
        RAISE EXCEPTION 'a transfer joins only a journal of its own transaction'
            USING ERRCODE = 'integrity_constraint_violation';
    END IF;
    PERFORM FROM ledger.account
    WHERE account.id IN (SELECT from_account FROM inserted UNION SELECT to_account FROM inserted)
      AND account.kind NOT IN ('promise', 'withdrawn', 'outside', 'supplier')
    ORDER BY account.id FOR NO KEY UPDATE;
    UPDATE ledger.account SET balance = account.balance + moved.quantity
    FROM (SELECT account_id, sum(quantity) AS quantity
          FROM (SELECT from_account AS account_id, -quantity AS quantity FROM inserted
                UNION ALL SELECT to_account, quantity FROM inserted) AS posting
          GROUP BY account_id) AS moved
    WHERE account.id = moved.account_id
      AND account.kind NOT IN ('promise', 'withdrawn', 'outside', 'supplier');
    RETURN NULL;
END $$;
