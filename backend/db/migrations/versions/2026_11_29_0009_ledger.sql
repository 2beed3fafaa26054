-- The books. A journal consists of transfers; a transfer moves a quantity of one commodity
-- from one account to another, so every journal balances by construction.

CREATE TABLE ledger.account (
    id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    book text NOT NULL CHECK (book IN ('PROMISE', 'MONEY', 'GOODS')),
    -- Who keeps the account, and the other party of what stands on it: for promises executor
    -- and giver, for money aggregator and donor.
    tenant_id bigint NOT NULL REFERENCES app.organisation (id),
    counterparty_id bigint NOT NULL REFERENCES app.organisation (id),
    kind text NOT NULL,
    -- 'IDR', or the code of a package.
    commodity text NOT NULL,
    -- PROMISE: the need. MONEY: the contribution. GOODS: the lot.
    subject bigint NOT NULL,
    -- Sources and sinks keep none: everything passes through them and they would be hot.
    balance bigint NOT NULL DEFAULT 0 CHECK (balance >= 0),
    UNIQUE (tenant_id, counterparty_id, book, kind, commodity, subject),
    UNIQUE (id, book, tenant_id, counterparty_id, commodity),
    CHECK (CASE book
        WHEN 'PROMISE' THEN kind IN ('promise', 'pledged', 'committed', 'dispatched', 'received',
                                     'verified', 'withdrawn')
        WHEN 'MONEY' THEN kind IN ('outside', 'intended', 'received', 'committed', 'spent', 'returned')
        ELSE kind IN ('supplier', 'stock', 'in_transit', 'received_by_unit', 'damaged', 'missing',
                      'returned') END),
    CHECK ((book = 'MONEY') = (commodity = 'IDR'))
) WITH (fillfactor = 80);
ALTER TABLE ledger.account OWNER TO ksbb_owner;
CREATE INDEX account_counterparty ON ledger.account (counterparty_id, id);
CREATE INDEX account_subject ON ledger.account (book, subject);

CREATE TABLE ledger.journal (
    id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    -- Who wrote it, and the other party.
    tenant_id bigint NOT NULL REFERENCES app.organisation (id),
    counterparty_id bigint NOT NULL REFERENCES app.organisation (id),
    action text NOT NULL CHECK (action <> ''),
    thing text NOT NULL,
    thing_id bigint NOT NULL,
    effective date NOT NULL,
    recorded timestamptz NOT NULL DEFAULT app.now(),
    xid xid8 NOT NULL DEFAULT pg_current_xact_id(),
    reverses bigint UNIQUE REFERENCES ledger.journal (id),
    reason text,
    CHECK (reverses IS NULL OR reason <> '')
);
ALTER TABLE ledger.journal OWNER TO ksbb_owner;
CREATE INDEX journal_tenant ON ledger.journal (tenant_id, id);
CREATE INDEX journal_counterparty ON ledger.journal (counterparty_id, id);
CREATE INDEX journal_thing ON ledger.journal (thing, thing_id);

CREATE TABLE ledger.transfer (
    id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    journal_id bigint NOT NULL REFERENCES ledger.journal (id),
    book text NOT NULL,
    commodity text NOT NULL,
    quantity bigint NOT NULL CHECK (quantity > 0),
    from_account bigint NOT NULL,
    from_tenant bigint NOT NULL,
    from_counterparty bigint NOT NULL,
    to_account bigint NOT NULL,
    to_tenant bigint NOT NULL,
    to_counterparty bigint NOT NULL,
    CHECK (from_account <> to_account),
    FOREIGN KEY (from_account, book, from_tenant, from_counterparty, commodity)
        REFERENCES ledger.account (id, book, tenant_id, counterparty_id, commodity),
    FOREIGN KEY (to_account, book, to_tenant, to_counterparty, commodity)
        REFERENCES ledger.account (id, book, tenant_id, counterparty_id, commodity)
);
ALTER TABLE ledger.transfer OWNER TO ksbb_owner;
CREATE INDEX transfer_journal ON ledger.transfer (journal_id);
CREATE INDEX transfer_from ON ledger.transfer (from_account);
CREATE INDEX transfer_to ON ledger.transfer (to_account);
CREATE INDEX transfer_from_tenant ON ledger.transfer (from_tenant, id);
CREATE INDEX transfer_to_tenant ON ledger.transfer (to_tenant, id);
CREATE INDEX transfer_from_counterparty ON ledger.transfer (from_counterparty, id);
CREATE INDEX transfer_to_counterparty ON ledger.transfer (to_counterparty, id);

-- Postings, for whoever thinks in them.
CREATE VIEW ledger.posting WITH (security_invoker = true) AS
    SELECT NULL::bigint AS transfer_id, NULL::bigint AS journal_id, NULL::bigint AS account_id,
           NULL::text AS commodity, NULL::bigint AS quantity;
ALTER VIEW ledger.posting OWNER TO ksbb_owner;

-- Append-only.
CREATE TRIGGER immutable BEFORE UPDATE OR DELETE ON ledger.journal
    FOR EACH ROW EXECUTE FUNCTION app.immutable();
CREATE TRIGGER immutable_whole BEFORE TRUNCATE ON ledger.journal
    FOR EACH STATEMENT EXECUTE FUNCTION app.immutable();
CREATE TRIGGER immutable BEFORE UPDATE OR DELETE ON ledger.transfer
    FOR EACH ROW EXECUTE FUNCTION app.immutable();
CREATE TRIGGER immutable_whole BEFORE TRUNCATE ON ledger.transfer
    FOR EACH STATEMENT EXECUTE FUNCTION app.immutable();

ALTER TABLE ledger.account ENABLE ROW LEVEL SECURITY;
ALTER TABLE ledger.account FORCE ROW LEVEL SECURITY;
ALTER TABLE ledger.journal ENABLE ROW LEVEL SECURITY;
ALTER TABLE ledger.journal FORCE ROW LEVEL SECURITY;
ALTER TABLE ledger.transfer ENABLE ROW LEVEL SECURITY;
ALTER TABLE ledger.transfer FORCE ROW LEVEL SECURITY;

-- Only the engine writes: in the functions that move capacity, and in the triggers of money.
-- What a tenant could post by hand would stand on the public's ladder and in no pledge.
CREATE POLICY parties_select ON ledger.account FOR SELECT TO ksbb_tenant
    USING (tenant_id = (SELECT sec.tenant()) OR counterparty_id = (SELECT sec.tenant()));
CREATE POLICY gov_select ON ledger.account FOR SELECT TO ksbb_gov USING ((SELECT sec.is_pemprov()));
CREATE POLICY engine_select ON ledger.account FOR SELECT TO ksbb_engine, ksbb_worker USING (true);
CREATE POLICY engine_insert ON ledger.account FOR INSERT TO ksbb_engine WITH CHECK (true);
CREATE POLICY engine_update ON ledger.account FOR UPDATE TO ksbb_engine USING (true) WITH CHECK (true);
GRANT SELECT ON ledger.account TO ksbb_tenant, ksbb_gov, ksbb_worker, ksbb_engine;
GRANT INSERT (book, tenant_id, counterparty_id, kind, commodity, subject)
    ON ledger.account TO ksbb_engine;
GRANT UPDATE (balance) ON ledger.account TO ksbb_engine;

CREATE POLICY parties_select ON ledger.journal FOR SELECT TO ksbb_tenant
    USING (tenant_id = (SELECT sec.tenant()) OR counterparty_id = (SELECT sec.tenant()));
CREATE POLICY gov_select ON ledger.journal FOR SELECT TO ksbb_gov USING ((SELECT sec.is_pemprov()));
CREATE POLICY engine_select ON ledger.journal FOR SELECT TO ksbb_engine, ksbb_worker USING (true);
CREATE POLICY engine_insert ON ledger.journal FOR INSERT TO ksbb_engine WITH CHECK (true);
GRANT SELECT ON ledger.journal TO ksbb_tenant, ksbb_gov, ksbb_worker, ksbb_engine;
GRANT INSERT (tenant_id, counterparty_id, action, thing, thing_id, effective, reverses, reason)
    ON ledger.journal TO ksbb_engine;

CREATE POLICY parties_select ON ledger.transfer FOR SELECT TO ksbb_tenant
    USING (from_tenant = (SELECT sec.tenant()) OR to_tenant = (SELECT sec.tenant())
           OR from_counterparty = (SELECT sec.tenant()) OR to_counterparty = (SELECT sec.tenant()));
CREATE POLICY gov_select ON ledger.transfer FOR SELECT TO ksbb_gov USING ((SELECT sec.is_pemprov()));
CREATE POLICY engine_select ON ledger.transfer FOR SELECT TO ksbb_engine, ksbb_worker USING (true);
CREATE POLICY engine_insert ON ledger.transfer FOR INSERT TO ksbb_engine WITH CHECK (true);
GRANT SELECT ON ledger.transfer, ledger.posting TO ksbb_tenant, ksbb_gov, ksbb_worker, ksbb_engine;
GRANT INSERT (journal_id, book, commodity, quantity, from_account, from_tenant, from_counterparty,
              to_account, to_tenant, to_counterparty)
    ON ledger.transfer TO ksbb_engine;

CREATE FUNCTION ledger.balance() RETURNS trigger LANGUAGE plpgsql AS 'placeholder';
ALTER FUNCTION ledger.balance OWNER TO ksbb_engine;
CREATE TRIGGER balance AFTER INSERT ON ledger.transfer REFERENCING NEW TABLE AS inserted
    FOR EACH STATEMENT EXECUTE FUNCTION ledger.balance();

CREATE FUNCTION ledger.reversal_mirrors() RETURNS trigger LANGUAGE plpgsql AS 'placeholder';
ALTER FUNCTION ledger.reversal_mirrors OWNER TO ksbb_engine;
CREATE CONSTRAINT TRIGGER reversal_mirrors AFTER INSERT ON ledger.journal
    DEFERRABLE INITIALLY DEFERRED FOR EACH ROW WHEN (NEW.reverses IS NOT NULL)
    EXECUTE FUNCTION ledger.reversal_mirrors();

CREATE FUNCTION ledger.post_packages(book text, giver bigint, executor bigint, action text,
    thing text, thing_id bigint, from_kind text, to_kind text, subjects bigint[], commodities text[],
    quantities bigint[], author bigint, effective date, reason text)
    RETURNS bigint LANGUAGE plpgsql AS 'placeholder';
ALTER FUNCTION ledger.post_packages OWNER TO ksbb_owner;
GRANT EXECUTE ON FUNCTION ledger.post_packages TO ksbb_engine;

CREATE FUNCTION ledger.post_money(keeper bigint, counterparty bigint, action text, thing text,
    thing_id bigint, from_kind text, to_kind text, contribution bigint, amount bigint, effective date,
    reason text)
    RETURNS bigint LANGUAGE plpgsql AS 'placeholder';
ALTER FUNCTION ledger.post_money OWNER TO ksbb_owner;
GRANT EXECUTE ON FUNCTION ledger.post_money TO ksbb_engine;
