-- The books. A journal consists of transfers; a transfer moves a quantity of one commodity
-- from one account to another, so every journal balances by construction.

CREATE TABLE ledger.account (
    id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    book text NOT NULL CHECK (book IN ('PROMISE', 'MONEY', 'GOODS')),
    -- Who keeps the account, and the other party of what stands on it: for promises executor
    -- and giver, for money aggregator and donor.
    tenant_id bigint NOT NULL REFERENCES app.organisation (id),
    other_id bigint NOT NULL REFERENCES app.organisation (id),
    kind text NOT NULL,
    -- 'IDR', or the code of a package.
    commodity text NOT NULL,
    -- PROMISE: the need. MONEY: the contribution. GOODS: the lot.
    subject bigint NOT NULL,
    -- Sources and sinks keep none: everything passes through them and they would be hot.
    balance bigint NOT NULL DEFAULT 0 CHECK (balance >= 0),
    UNIQUE (tenant_id, other_id, book, kind, commodity, subject),
    UNIQUE (id, book, tenant_id, other_id, commodity),
    CHECK (CASE book
        WHEN 'PROMISE' THEN kind IN ('promise', 'pledged', 'committed', 'dispatched', 'received',
                                     'verified', 'withdrawn')
        WHEN 'MONEY' THEN kind IN ('outside', 'intended', 'received', 'committed', 'spent', 'returned')
        ELSE kind IN ('supplier', 'stock', 'in_transit', 'received_by_unit', 'damaged', 'missing',
                      'returned') END),
    CHECK ((book = 'MONEY') = (commodity = 'IDR'))
) WITH (fillfactor = 80);
ALTER TABLE ledger.account OWNER TO ksbb_owner;
CREATE INDEX account_other ON ledger.account (other_id, id);
CREATE INDEX account_subject ON ledger.account (book, subject);

CREATE TABLE ledger.journal (
    id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    -- Who wrote it, and the other party.
    tenant_id bigint NOT NULL REFERENCES app.organisation (id),
    other_id bigint NOT NULL REFERENCES app.organisation (id),
    act text NOT NULL CHECK (act <> ''),
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
CREATE INDEX journal_other ON ledger.journal (other_id, id);
CREATE INDEX journal_thing ON ledger.journal (thing, thing_id);

CREATE TABLE ledger.transfer (
    id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    journal_id bigint NOT NULL REFERENCES ledger.journal (id),
    book text NOT NULL,
    commodity text NOT NULL,
    quantity bigint NOT NULL CHECK (quantity > 0),
    from_account bigint NOT NULL,
    from_tenant bigint NOT NULL,
    from_other bigint NOT NULL,
    to_account bigint NOT NULL,
    to_tenant bigint NOT NULL,
    to_other bigint NOT NULL,
    CHECK (from_account <> to_account),
    FOREIGN KEY (from_account, book, from_tenant, from_other, commodity)
        REFERENCES ledger.account (id, book, tenant_id, other_id, commodity),
    FOREIGN KEY (to_account, book, to_tenant, to_other, commodity)
        REFERENCES ledger.account (id, book, tenant_id, other_id, commodity)
);
ALTER TABLE ledger.transfer OWNER TO ksbb_owner;
CREATE INDEX transfer_journal ON ledger.transfer (journal_id);
CREATE INDEX transfer_from ON ledger.transfer (from_account);
CREATE INDEX transfer_to ON ledger.transfer (to_account);
CREATE INDEX transfer_from_tenant ON ledger.transfer (from_tenant, id);
CREATE INDEX transfer_to_tenant ON ledger.transfer (to_tenant, id);
CREATE INDEX transfer_from_other ON ledger.transfer (from_other, id);
CREATE INDEX transfer_to_other ON ledger.transfer (to_other, id);

-- Postings, for whoever thinks in them.
CREATE VIEW ledger.posting WITH (security_invoker = true) AS
    SELECT id AS transfer_id, journal_id, from_account AS account_id, commodity, -quantity AS quantity
    FROM ledger.transfer
    UNION ALL
    SELECT id, journal_id, to_account, commodity, quantity FROM ledger.transfer;
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
    USING (tenant_id = (SELECT sec.tenant()) OR other_id = (SELECT sec.tenant()));
CREATE POLICY gov_select ON ledger.account FOR SELECT TO ksbb_gov USING ((SELECT sec.pemprov()));
CREATE POLICY engine_select ON ledger.account FOR SELECT TO ksbb_engine, ksbb_worker USING (true);
CREATE POLICY engine_insert ON ledger.account FOR INSERT TO ksbb_engine WITH CHECK (true);
CREATE POLICY engine_update ON ledger.account FOR UPDATE TO ksbb_engine USING (true) WITH CHECK (true);
GRANT SELECT ON ledger.account TO ksbb_tenant, ksbb_gov, ksbb_worker, ksbb_engine;
GRANT INSERT (book, tenant_id, other_id, kind, commodity, subject)
    ON ledger.account TO ksbb_engine;
GRANT UPDATE (balance) ON ledger.account TO ksbb_engine;

CREATE POLICY parties_select ON ledger.journal FOR SELECT TO ksbb_tenant
    USING (tenant_id = (SELECT sec.tenant()) OR other_id = (SELECT sec.tenant()));
CREATE POLICY gov_select ON ledger.journal FOR SELECT TO ksbb_gov USING ((SELECT sec.pemprov()));
CREATE POLICY engine_select ON ledger.journal FOR SELECT TO ksbb_engine, ksbb_worker USING (true);
CREATE POLICY engine_insert ON ledger.journal FOR INSERT TO ksbb_engine WITH CHECK (true);
GRANT SELECT ON ledger.journal TO ksbb_tenant, ksbb_gov, ksbb_worker, ksbb_engine;
GRANT INSERT (tenant_id, other_id, act, thing, thing_id, effective, reverses, reason)
    ON ledger.journal TO ksbb_engine;

CREATE POLICY parties_select ON ledger.transfer FOR SELECT TO ksbb_tenant
    USING (from_tenant = (SELECT sec.tenant()) OR to_tenant = (SELECT sec.tenant())
           OR from_other = (SELECT sec.tenant()) OR to_other = (SELECT sec.tenant()));
CREATE POLICY gov_select ON ledger.transfer FOR SELECT TO ksbb_gov USING ((SELECT sec.pemprov()));
CREATE POLICY engine_select ON ledger.transfer FOR SELECT TO ksbb_engine, ksbb_worker USING (true);
CREATE POLICY engine_insert ON ledger.transfer FOR INSERT TO ksbb_engine WITH CHECK (true);
GRANT SELECT ON ledger.transfer, ledger.posting TO ksbb_tenant, ksbb_gov, ksbb_worker, ksbb_engine;
GRANT INSERT (journal_id, book, commodity, quantity, from_account, from_tenant, from_other,
              to_account, to_tenant, to_other)
    ON ledger.transfer TO ksbb_engine;

-- Balances are moved here, under locks in id order; below zero is an error (23514).
CREATE FUNCTION ledger.balance() RETURNS trigger LANGUAGE plpgsql
SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp
AS $$
BEGIN
    IF EXISTS (SELECT FROM inserted t JOIN ledger.journal j ON j.id = t.journal_id
               WHERE j.xid <> pg_current_xact_id()) THEN
        RAISE EXCEPTION 'a transfer joins only a journal of its own transaction'
            USING ERRCODE = 'integrity_constraint_violation';
    END IF;
    PERFORM FROM ledger.account a
    WHERE a.id IN (SELECT from_account FROM inserted UNION SELECT to_account FROM inserted)
      AND a.kind NOT IN ('promise', 'withdrawn', 'outside', 'supplier')
    ORDER BY a.id FOR NO KEY UPDATE;
    UPDATE ledger.account a SET balance = a.balance + d.quantity
    FROM (SELECT account, sum(quantity) AS quantity
          FROM (SELECT from_account AS account, -quantity AS quantity FROM inserted
                UNION ALL SELECT to_account, quantity FROM inserted) p
          GROUP BY account) d
    WHERE a.id = d.account AND a.kind NOT IN ('promise', 'withdrawn', 'outside', 'supplier');
    RETURN NULL;
END $$;
ALTER FUNCTION ledger.balance() OWNER TO ksbb_engine;
CREATE TRIGGER balance AFTER INSERT ON ledger.transfer REFERENCING NEW TABLE AS inserted
    FOR EACH STATEMENT EXECUTE FUNCTION ledger.balance();

-- A reversal mirrors its journal: the same transfers with the accounts exchanged. Checked at
-- the end of the transaction, when all its transfers are there.
CREATE FUNCTION ledger.reversal_mirrors() RETURNS trigger LANGUAGE plpgsql
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
ALTER FUNCTION ledger.reversal_mirrors() OWNER TO ksbb_engine;
CREATE CONSTRAINT TRIGGER reversal_mirrors AFTER INSERT ON ledger.journal
    DEFERRABLE INITIALLY DEFERRED FOR EACH ROW WHEN (NEW.reverses IS NOT NULL)
    EXECUTE FUNCTION ledger.reversal_mirrors();

-- Writes one journal of promises: element i moves quantities[i] packages for needs[i] from
-- the account kind `was` to `becomes`. Only the engine may call it. Returns the journal.
CREATE FUNCTION ledger.post_promises(giver bigint, executor bigint, act text, thing text,
    thing_id bigint, was text, becomes text, needs bigint[], commodities text[], quantities bigint[],
    author bigint, effective date, reason text) RETURNS bigint LANGUAGE plpgsql
SET search_path = pg_catalog, public, pg_temp
AS $$
DECLARE journal bigint;
BEGIN
    INSERT INTO ledger.account (book, tenant_id, other_id, kind, commodity, subject)
    SELECT DISTINCT 'PROMISE', executor, giver, k.kind, n.commodity, n.need
    FROM unnest(needs, commodities) AS n (need, commodity),
         unnest(ARRAY[was, becomes]) AS k (kind)
    ORDER BY n.need, n.commodity, k.kind
    ON CONFLICT DO NOTHING;
    INSERT INTO ledger.journal (tenant_id, other_id, act, thing, thing_id, effective, reason)
    VALUES (author, CASE WHEN author = executor THEN giver ELSE executor END,
            act, thing, thing_id, effective, reason)
    RETURNING id INTO journal;
    INSERT INTO ledger.transfer (journal_id, book, commodity, quantity,
        from_account, from_tenant, from_other, to_account, to_tenant, to_other)
    SELECT journal, 'PROMISE', n.commodity, n.quantity, f.id, executor, giver, t.id, executor, giver
    FROM unnest(needs, commodities, quantities) AS n (need, commodity, quantity)
    JOIN ledger.account f ON f.book = 'PROMISE' AND f.tenant_id = executor AND f.other_id = giver
        AND f.kind = was AND f.commodity = n.commodity AND f.subject = n.need
    JOIN ledger.account t ON t.book = 'PROMISE' AND t.tenant_id = executor AND t.other_id = giver
        AND t.kind = becomes AND t.commodity = n.commodity AND t.subject = n.need;
    RETURN journal;
END $$;
ALTER FUNCTION ledger.post_promises(bigint, bigint, text, text, bigint, text, text, bigint[], text[],
    bigint[], bigint, date, text) OWNER TO ksbb_owner;
GRANT EXECUTE ON FUNCTION ledger.post_promises(bigint, bigint, text, text, bigint, text, text,
    bigint[], text[], bigint[], bigint, date, text) TO ksbb_engine;

-- The same for the money of one contribution: amount from account kind `was` to `becomes`.
CREATE FUNCTION ledger.post_money(keeper bigint, other bigint, act text, thing text, thing_id bigint,
    was text, becomes text, contribution bigint, amount bigint, effective date, reason text)
RETURNS bigint LANGUAGE plpgsql SET search_path = pg_catalog, public, pg_temp
AS $$
DECLARE journal bigint;
BEGIN
    INSERT INTO ledger.account (book, tenant_id, other_id, kind, commodity, subject)
    VALUES ('MONEY', keeper, other, was, 'IDR', contribution),
           ('MONEY', keeper, other, becomes, 'IDR', contribution)
    ON CONFLICT DO NOTHING;
    INSERT INTO ledger.journal (tenant_id, other_id, act, thing, thing_id, effective, reason)
    VALUES (keeper, other, act, thing, thing_id, effective, reason) RETURNING id INTO journal;
    INSERT INTO ledger.transfer (journal_id, book, commodity, quantity,
        from_account, from_tenant, from_other, to_account, to_tenant, to_other)
    SELECT journal, 'MONEY', 'IDR', amount, f.id, keeper, other, t.id, keeper, other
    FROM ledger.account f, ledger.account t
    WHERE f.book = 'MONEY' AND f.tenant_id = keeper AND f.other_id = other AND f.kind = was
      AND f.subject = contribution
      AND t.book = 'MONEY' AND t.tenant_id = keeper AND t.other_id = other AND t.kind = becomes
      AND t.subject = contribution;
    RETURN journal;
END $$;
ALTER FUNCTION ledger.post_money(bigint, bigint, text, text, bigint, text, text, bigint, bigint, date,
    text) OWNER TO ksbb_owner;
GRANT EXECUTE ON FUNCTION ledger.post_money(bigint, bigint, text, text, bigint, text, text, bigint,
    bigint, date, text) TO ksbb_engine;

-- The roll-up that the promises feed: rungs are cumulative, so a step up adds to the rungs it
-- reaches, and what is withdrawn leaves all rungs it stood on.
CREATE TABLE pub.ladder (
    area_id bigint NOT NULL REFERENCES pub.area (id),
    unit_kind text NOT NULL,
    giver_id bigint NOT NULL,
    executor_id bigint NOT NULL,
    day date NOT NULL,
    phase_id bigint NOT NULL,
    package_id bigint NOT NULL,
    rung text NOT NULL CHECK (rung IN ('pledged', 'committed', 'dispatched', 'received', 'verified')),
    quantity bigint NOT NULL,
    PRIMARY KEY (area_id, rung, package_id, phase_id, day, giver_id, executor_id, unit_kind)
);
ALTER TABLE pub.ladder OWNER TO ksbb_owner;
CREATE INDEX ladder_giver ON pub.ladder (giver_id, area_id);
CREATE INDEX ladder_executor ON pub.ladder (executor_id, area_id);
-- Changes that are not yet folded; area_id is the kelurahan. Readers sum base and changes.
CREATE TABLE pub.ladder_change (
    id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    area_id bigint NOT NULL,
    unit_kind text NOT NULL,
    giver_id bigint NOT NULL,
    executor_id bigint NOT NULL,
    day date NOT NULL,
    phase_id bigint NOT NULL,
    package_id bigint NOT NULL,
    rung text NOT NULL,
    quantity bigint NOT NULL
);
ALTER TABLE pub.ladder_change OWNER TO ksbb_owner;
GRANT SELECT ON pub.ladder, pub.ladder_change
    TO ksbb_public, ksbb_tenant, ksbb_gov, ksbb_worker, ksbb_engine;
GRANT INSERT, UPDATE (quantity) ON pub.ladder TO ksbb_engine;
GRANT INSERT, DELETE ON pub.ladder_change TO ksbb_engine;

CREATE FUNCTION ledger.rung(kind text) RETURNS int LANGUAGE sql IMMUTABLE PARALLEL SAFE
AS $$ SELECT coalesce(array_position('{pledged,committed,dispatched,received,verified}', kind), 0) $$;
ALTER FUNCTION ledger.rung(text) OWNER TO ksbb_owner;
GRANT EXECUTE ON FUNCTION ledger.rung(text) TO ksbb_engine, ksbb_worker, ksbb_tenant, ksbb_gov;

-- What a set of transfers of promises changes on the ladder.
CREATE FUNCTION ledger.roll_up() RETURNS trigger LANGUAGE plpgsql
SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp
AS $$
BEGIN
    INSERT INTO pub.ladder_change (area_id, unit_kind, giver_id, executor_id, day, phase_id,
                                   package_id, rung, quantity)
    SELECT u.area_id, u.kind, x.other_id, x.tenant_id, j.effective, n.phase_id, n.package_id,
           r.rung, sum(CASE WHEN ledger.rung(y.kind) > ledger.rung(x.kind)
                            THEN t.quantity ELSE -t.quantity END)
    FROM inserted t
    JOIN ledger.journal j ON j.id = t.journal_id
    JOIN ledger.account x ON x.id = t.from_account
    JOIN ledger.account y ON y.id = t.to_account
    JOIN pub.need n ON n.id = x.subject
    JOIN pub.unit u ON u.id = n.unit_id
    CROSS JOIN LATERAL unnest('{pledged,committed,dispatched,received,verified}'::text[])
        WITH ORDINALITY AS r (rung, height)
    WHERE t.book = 'PROMISE'
      AND r.height > least(ledger.rung(x.kind), ledger.rung(y.kind))
      AND r.height <= greatest(ledger.rung(x.kind), ledger.rung(y.kind))
    GROUP BY 1, 2, 3, 4, 5, 6, 7, 8;
    RETURN NULL;
END $$;
ALTER FUNCTION ledger.roll_up() OWNER TO ksbb_engine;
CREATE TRIGGER roll_up AFTER INSERT ON ledger.transfer REFERENCING NEW TABLE AS inserted
    FOR EACH STATEMENT EXECUTE FUNCTION ledger.roll_up();

-- Folds waiting changes into every level of the tree in one statement. Returns how many.
CREATE FUNCTION ledger.fold(at_most int DEFAULT 20000) RETURNS int LANGUAGE plpgsql
SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp
AS $$
DECLARE folded int;
BEGIN
    -- One at a time: two would upsert the same cells in different orders.
    PERFORM pg_advisory_xact_lock(hashtext('ksbb fold'));
    WITH gone AS (
        DELETE FROM pub.ladder_change
        WHERE id IN (SELECT id FROM pub.ladder_change ORDER BY id LIMIT at_most)
        RETURNING *
    ), level AS (
        SELECT l.area_id, g.unit_kind, g.giver_id, g.executor_id, g.day, g.phase_id, g.package_id,
               g.rung, sum(g.quantity) AS quantity
        FROM gone g JOIN pub.area a ON a.id = g.area_id
        CROSS JOIN LATERAL (VALUES (a.id), (a.kecamatan_id), (a.kota_id), (a.provinsi_id))
            AS l (area_id)
        WHERE l.area_id IS NOT NULL
        GROUP BY 1, 2, 3, 4, 5, 6, 7, 8
    ), upserted AS (
        INSERT INTO pub.ladder AS base (area_id, unit_kind, giver_id, executor_id, day, phase_id,
                                        package_id, rung, quantity)
        SELECT * FROM level
        ON CONFLICT (area_id, rung, package_id, phase_id, day, giver_id, executor_id, unit_kind)
        DO UPDATE SET quantity = base.quantity + excluded.quantity
    )
    SELECT count(*) INTO folded FROM gone;
    RETURN folded;
END $$;
ALTER FUNCTION ledger.fold(int) OWNER TO ksbb_engine;
GRANT EXECUTE ON FUNCTION ledger.fold(int) TO ksbb_worker;
