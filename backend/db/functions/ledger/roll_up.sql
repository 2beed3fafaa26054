-- What a set of transfers of promises changes on the ladder.
CREATE OR REPLACE FUNCTION ledger.roll_up() RETURNS trigger LANGUAGE plpgsql
SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp
AS $$
BEGIN
    INSERT INTO pub.ladder_change (area_id, unit_kind, giver_id, executor_id, day, phase_id,
                                   package_id, rung, quantity)
    SELECT unit.area_id, unit.kind, source.counterparty_id, source.tenant_id, journal.effective,
           need.phase_id, need.package_id, ladder.rung,
           sum(CASE WHEN ledger.rung_height(target.kind) > ledger.rung_height(source.kind)
                    THEN transfer.quantity ELSE -transfer.quantity END)
    FROM inserted AS transfer
    JOIN ledger.journal ON journal.id = transfer.journal_id
    JOIN ledger.account AS source ON source.id = transfer.from_account
    JOIN ledger.account AS target ON target.id = transfer.to_account
    JOIN pub.need ON need.id = source.subject
    JOIN pub.unit ON unit.id = need.unit_id
    CROSS JOIN LATERAL unnest('{pledged,committed,dispatched,received,verified}'::text[])
        WITH ORDINALITY AS ladder (rung, height)
    WHERE transfer.book = 'PROMISE'
      AND ladder.height > least(ledger.rung_height(source.kind), ledger.rung_height(target.kind))
      AND ladder.height <= greatest(ledger.rung_height(source.kind), ledger.rung_height(target.kind))
    GROUP BY 1, 2, 3, 4, 5, 6, 7, 8;
    RETURN NULL;
END $$;
