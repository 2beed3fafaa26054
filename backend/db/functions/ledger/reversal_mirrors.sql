-- A reversal mirrors its journal: the same transfers with the accounts exchanged. Checked at
-- the end of the transaction, when all its transfers are there.
CREATE OR REPLACE FUNCTION ledger.reversal_mirrors() RETURNS trigger LANGUAGE plpgsql
SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp
AS $$
BEGIN
    IF EXISTS (
        (SELECT from_account, to_account, sum(quantity) FROM ledger.transfer
         WHERE journal_id = NEW.id GROUP BY 1, 2
         EXCEPT
         SELECT to_account, from_account, sum(quantity) FROM ledger.transfer
         WHERE journal_id = NEW.reverses GROUP BY 1, 2)
        UNION ALL
        (SELECT to_account, from_account, sum(quantity) FROM ledger.transfer
         WHERE journal_id = NEW.reverses GROUP BY 1, 2
         EXCEPT
         SELECT from_account, to_account, sum(quantity) FROM ledger.transfer
         WHERE journal_id = NEW.id GROUP BY 1, 2)) THEN
        RAISE EXCEPTION 'journal % does not mirror journal %', NEW.id, NEW.reverses
            USING ERRCODE = 'integrity_constraint_violation';
    END IF;
    RETURN NULL;
END $$;
