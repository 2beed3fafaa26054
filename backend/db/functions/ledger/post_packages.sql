-- Writes one journal of packages: element i moves quantities[i] of commodities[i] for subjects[i] (a
-- need of the book PROMISE, a lot of GOODS) from the account kind `from_kind` to `to_kind`. Only the
-- engine may call it. Returns the journal.
CREATE OR REPLACE FUNCTION ledger.post_packages(book text, giver bigint, executor bigint, action text,
    thing text, thing_id bigint, from_kind text, to_kind text, subjects bigint[], commodities text[],
    quantities bigint[], author bigint, effective date, reason text) RETURNS bigint
LANGUAGE plpgsql SET search_path = pg_catalog, public, pg_temp
AS $$
#variable_conflict use_variable
DECLARE journal bigint;
BEGIN
    INSERT INTO ledger.account (book, tenant_id, counterparty_id, kind, commodity, subject)
    SELECT DISTINCT book, executor, giver, kind, moved.commodity, moved.subject
    FROM unnest(subjects, commodities) AS moved (subject, commodity),
         unnest(ARRAY[from_kind, to_kind]) AS kind
    ORDER BY moved.subject, moved.commodity, kind
    ON CONFLICT DO NOTHING;
    INSERT INTO ledger.journal (tenant_id, counterparty_id, action, thing, thing_id, effective, reason)
    VALUES (author, CASE WHEN author = executor THEN giver ELSE executor END,
            action, thing, thing_id, effective, reason)
    RETURNING id INTO journal;
    INSERT INTO ledger.transfer (journal_id, book, commodity, quantity,
        from_account, from_tenant, from_counterparty, to_account, to_tenant, to_counterparty)
    SELECT journal, book, moved.commodity, moved.quantity, source.id, executor, giver,
           target.id, executor, giver
    FROM unnest(subjects, commodities, quantities) AS moved (subject, commodity, quantity)
    JOIN ledger.account AS source ON source.book = post_packages.book AND source.tenant_id = executor
        AND source.counterparty_id = giver AND source.kind = from_kind
        AND source.commodity = moved.commodity AND source.subject = moved.subject
    JOIN ledger.account AS target ON target.book = post_packages.book AND target.tenant_id = executor
        AND target.counterparty_id = giver AND target.kind = to_kind
        AND target.commodity = moved.commodity AND target.subject = moved.subject;
    RETURN journal;
END $$;
