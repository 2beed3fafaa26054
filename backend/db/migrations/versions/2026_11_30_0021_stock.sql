-- Goods that came in, and the lots that they became. Lock order: pledges, needs, lots, accounts.

-- What an executor counted when goods came in for a pledge line. Ready meals, and what a donor
-- delivers itself, have none: their lots are born when a truck leaves.
CREATE TABLE app.goods_receipt (
    id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    number text NOT NULL UNIQUE DEFAULT '',
    line_id bigint NOT NULL,
    pledge_id bigint NOT NULL,
    donor_id bigint NOT NULL,
    executor_id bigint NOT NULL,
    phase_id bigint NOT NULL,
    package_id bigint NOT NULL,
    source text NOT NULL CHECK (source IN ('DONOR', 'SUPPLIER', 'DEPOT', 'REPLACEMENT')),
    -- Whole packages: what goes into stock, and what was damaged on arrival and does not.
    quantity int NOT NULL CHECK (quantity BETWEEN 1 AND 10000000),
    damaged int NOT NULL DEFAULT 0 CHECK (damaged BETWEEN 0 AND 10000000),
    -- Of what was bought: from whom, by which document, rupiah for one package.
    supplier text CHECK (length(supplier) BETWEEN 1 AND 200),
    document text CHECK (length(document) BETWEEN 1 AND 200),
    price bigint CHECK (price BETWEEN 1 AND 1000000000),
    -- Of a replacement: the discrepancy that it replaces.
    discrepancy_id bigint,
    received_on date NOT NULL,
    expires_on date CHECK (expires_on >= received_on),
    note text NOT NULL DEFAULT '' CHECK (length(note) <= 2000),
    state text NOT NULL CHECK (state IN ('recorded', 'reversed')),
    reason text,
    created_by bigint NOT NULL,
    recorded timestamptz NOT NULL DEFAULT app.now(),
    CHECK (source <> 'DONOR' OR donor_id <> executor_id),
    CHECK (source <> 'SUPPLIER' OR donor_id = executor_id),
    CHECK ((source = 'SUPPLIER') = (supplier IS NOT NULL)),
    CHECK (source = 'SUPPLIER' OR (document IS NULL AND price IS NULL)),
    CHECK ((source = 'REPLACEMENT') = (discrepancy_id IS NOT NULL)),
    UNIQUE (id, line_id, donor_id, executor_id),
    FOREIGN KEY (line_id, pledge_id, donor_id, executor_id, phase_id, package_id)
        REFERENCES app.pledge_line (id, pledge_id, donor_id, executor_id, phase_id, package_id)
);
ALTER TABLE app.goods_receipt OWNER TO ksbb_owner;
CREATE INDEX goods_receipt_donor ON app.goods_receipt (donor_id, id);
CREATE INDEX goods_receipt_executor ON app.goods_receipt (executor_id, id);
CREATE INDEX goods_receipt_line ON app.goods_receipt (line_id);

-- Packages of one version from one pledge line, as one receipt or dispatch brought them in: of one
-- funding, or of none.
CREATE TABLE app.lot (
    id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    receipt_id bigint,
    line_id bigint NOT NULL,
    pledge_id bigint NOT NULL,
    donor_id bigint NOT NULL,
    executor_id bigint NOT NULL,
    phase_id bigint NOT NULL,
    package_id bigint NOT NULL,
    version_id bigint NOT NULL REFERENCES pub.package_version (id),
    -- Whose money paid for it: the funding, and the giver of its contribution.
    funding_id bigint,
    funder_id bigint,
    quantity int NOT NULL CHECK (quantity > 0),
    -- What of it is in the depot now.
    stock int NOT NULL CHECK (stock >= 0),
    received_on date NOT NULL,
    expires_on date,
    CHECK (stock <= quantity),
    CHECK ((funding_id IS NULL) = (funder_id IS NULL)),
    UNIQUE (id, line_id, donor_id, executor_id),
    FOREIGN KEY (funding_id, line_id, funder_id, executor_id)
        REFERENCES app.funding (id, line_id, donor_id, executor_id),
    FOREIGN KEY (receipt_id, line_id, donor_id, executor_id)
        REFERENCES app.goods_receipt (id, line_id, donor_id, executor_id),
    FOREIGN KEY (line_id, pledge_id, donor_id, executor_id, phase_id, package_id)
        REFERENCES app.pledge_line (id, pledge_id, donor_id, executor_id, phase_id, package_id)
);
ALTER TABLE app.lot OWNER TO ksbb_owner;
CREATE INDEX lot_donor ON app.lot (donor_id, id);
CREATE INDEX lot_executor ON app.lot (executor_id, id);
CREATE INDEX lot_funder ON app.lot (funder_id, id);
CREATE INDEX lot_receipt ON app.lot (receipt_id);
CREATE INDEX lot_in_stock ON app.lot (line_id, expires_on, id) WHERE stock > 0;

INSERT INTO app.transition (thing, from_state, to_state, party, reason_required, another_person) VALUES
    ('goods_receipt', '', 'recorded', 'EXECUTOR', false, false),
    ('goods_receipt', 'recorded', 'reversed', 'EXECUTOR', true, false);

CREATE FUNCTION app.shares(total bigint, weights bigint[]) RETURNS bigint[]
    LANGUAGE plpgsql AS 'placeholder';
ALTER FUNCTION app.shares OWNER TO ksbb_owner;
GRANT EXECUTE ON FUNCTION app.shares TO ksbb_engine;

CREATE FUNCTION app.lots_move(action text, thing text, thing_id bigint, from_kind text, to_kind text,
    lots bigint[], quantities bigint[], effective date, reason text) RETURNS void
    LANGUAGE plpgsql AS 'placeholder';
ALTER FUNCTION app.lots_move OWNER TO ksbb_engine;

CREATE FUNCTION app.goods_receipt_numbered() RETURNS trigger LANGUAGE plpgsql AS 'placeholder';
ALTER FUNCTION app.goods_receipt_numbered OWNER TO ksbb_owner;
GRANT EXECUTE ON FUNCTION app.goods_receipt_numbered TO ksbb_tenant, ksbb_gov, ksbb_worker;
CREATE TRIGGER numbered BEFORE INSERT ON app.goods_receipt
    FOR EACH ROW EXECUTE FUNCTION app.goods_receipt_numbered();

CREATE FUNCTION app.goods_receipt_guard() RETURNS trigger LANGUAGE plpgsql AS 'placeholder';
ALTER FUNCTION app.goods_receipt_guard OWNER TO ksbb_engine;
CREATE TRIGGER guard BEFORE INSERT OR UPDATE OF state ON app.goods_receipt
    FOR EACH ROW EXECUTE FUNCTION app.goods_receipt_guard();
CREATE TRIGGER reason BEFORE UPDATE OF reason ON app.goods_receipt
    FOR EACH ROW EXECUTE FUNCTION app.reason_guard();

CREATE FUNCTION app.goods_receipt_booked() RETURNS trigger LANGUAGE plpgsql AS 'placeholder';
ALTER FUNCTION app.goods_receipt_booked OWNER TO ksbb_engine;
CREATE TRIGGER booked AFTER INSERT ON app.goods_receipt
    FOR EACH ROW EXECUTE FUNCTION app.goods_receipt_booked();
CREATE TRIGGER booked_back AFTER UPDATE OF state ON app.goods_receipt
    FOR EACH ROW WHEN (OLD.state <> NEW.state) EXECUTE FUNCTION app.goods_receipt_booked();
CREATE TRIGGER step AFTER INSERT OR UPDATE OF state ON app.goods_receipt
    FOR EACH ROW EXECUTE FUNCTION app.step_guard('goods_receipt', 'donor_id', 'executor_id');

ALTER TABLE app.goods_receipt ENABLE ROW LEVEL SECURITY;
ALTER TABLE app.goods_receipt FORCE ROW LEVEL SECURITY;
ALTER TABLE app.lot ENABLE ROW LEVEL SECURITY;
ALTER TABLE app.lot FORCE ROW LEVEL SECURITY;

CREATE POLICY parties_select ON app.goods_receipt FOR SELECT TO ksbb_tenant
    USING (donor_id = (SELECT sec.tenant()) OR executor_id = (SELECT sec.tenant()));
CREATE POLICY executor_insert ON app.goods_receipt FOR INSERT TO ksbb_tenant
    WITH CHECK (executor_id = (SELECT sec.tenant()) AND state = 'recorded'
                AND created_by = (SELECT sec.person()) AND (SELECT sec.may_act()));
CREATE POLICY executor_update ON app.goods_receipt FOR UPDATE TO ksbb_tenant
    USING (executor_id = (SELECT sec.tenant()) AND (SELECT sec.may_act()))
    WITH CHECK (executor_id = (SELECT sec.tenant()) AND (SELECT sec.may_act()));
-- The Pemprov receives goods of pledges that it carries out itself.
CREATE POLICY gov_select ON app.goods_receipt FOR SELECT TO ksbb_gov USING ((SELECT sec.is_pemprov()));
CREATE POLICY gov_insert ON app.goods_receipt FOR INSERT TO ksbb_gov
    WITH CHECK (executor_id = (SELECT sec.tenant()) AND state = 'recorded'
                AND created_by = (SELECT sec.person()) AND (SELECT sec.may_act()));
CREATE POLICY gov_update ON app.goods_receipt FOR UPDATE TO ksbb_gov
    USING (executor_id = (SELECT sec.tenant()) AND (SELECT sec.may_act()))
    WITH CHECK (executor_id = (SELECT sec.tenant()) AND (SELECT sec.may_act()));
CREATE POLICY engine_select ON app.goods_receipt FOR SELECT TO ksbb_engine, ksbb_worker USING (true);
GRANT SELECT ON app.goods_receipt TO ksbb_tenant, ksbb_gov, ksbb_worker, ksbb_engine;
GRANT INSERT (line_id, pledge_id, donor_id, executor_id, phase_id, package_id, source, quantity,
              damaged, supplier, document, price, discrepancy_id, received_on, expires_on, note,
              state, created_by) ON app.goods_receipt TO ksbb_tenant, ksbb_gov;
GRANT UPDATE (state, reason) ON app.goods_receipt TO ksbb_tenant, ksbb_gov;

-- Who gave the money for a lot sees it too, though the pledge is not theirs.
CREATE POLICY parties_select ON app.lot FOR SELECT TO ksbb_tenant
    USING (donor_id = (SELECT sec.tenant()) OR executor_id = (SELECT sec.tenant())
           OR funder_id = (SELECT sec.tenant()));
CREATE POLICY gov_select ON app.lot FOR SELECT TO ksbb_gov USING ((SELECT sec.is_pemprov()));
CREATE POLICY engine_select ON app.lot FOR SELECT TO ksbb_engine, ksbb_worker USING (true);
CREATE POLICY engine_insert ON app.lot FOR INSERT TO ksbb_engine WITH CHECK (true);
CREATE POLICY engine_update ON app.lot FOR UPDATE TO ksbb_engine USING (true) WITH CHECK (true);
GRANT SELECT ON app.lot TO ksbb_tenant, ksbb_gov, ksbb_worker, ksbb_engine;
GRANT INSERT ON app.lot TO ksbb_engine;
GRANT UPDATE (stock) ON app.lot TO ksbb_engine;
GRANT UPDATE (stocked, replaced) ON app.pledge_line TO ksbb_engine;
