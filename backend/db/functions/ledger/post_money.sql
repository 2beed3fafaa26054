-- Writes one journal for the money of one contribution: the amount moves from the account of kind
-- `from_kind` to that of kind `to_kind`. Only the engine may call it. Returns the journal.
CREATE OR REPLACE FUNCTION ledger.post_money(keeper bigint, counterparty bigint, action text, thing text,
    thing_id bigint, from_kind text, to_kind text, contribution bigint, amount bigint,
    effective date, reason text)
RETURNS bigint LANGUAGE plpgsql SET search_path = pg_catalog, public, pg_temp
AS $$
DECLARE journal bigint;
BEGIN
    INSERT INTO ledger.account (book, tenant_id, counterparty_id, kind, commodity, subject)
    VALUES ('MONEY', keeper, counterparty, from_kind, 'IDR', contribution),
           ('MONEY', keeper, counterparty, to_kind, 'IDR', contribution)
    ON CONFLICT DO NOTHING;
    INSERT INTO ledger.journal (tenant_id, counterparty_id, action, thing, thing_id, effective, reason)
    VALUES (keeper, counterparty, action, thing, thing_id, effective, reason) RETURNING id INTO journal;
    INSERT INTO ledger.transfer (journal_id, book, commodity, quantity,
        from_account, from_tenant, from_counterparty, to_account, to_tenant, to_counterparty)
    SELECT journal, 'MONEY', 'IDR', amount, source.id, keeper, counterparty,
           target.id, keeper, counterparty
    FROM ledger.account AS source, ledger.account AS target
    WHERE source.book = 'MONEY' AND source.tenant_id = keeper
      AND source.counterparty_id = counterparty AND source.kind = from_kind
      AND source.subject = contribution
      AND target.book = 'MONEY' AND target.tenant_id = keeper
      AND target.counterparty_id = counterparty AND target.kind = to_kind
      AND target.subject = contribution;
    RETURN journal;
END $$;
