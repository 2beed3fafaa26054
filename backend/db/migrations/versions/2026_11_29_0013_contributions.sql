-- Money that an organisation gives to an aggregator. Packages bought from it are the
-- aggregator's own pledge, funded by named contributions: never counted as one.

CREATE TABLE app.contribution (
    id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    number text NOT NULL UNIQUE DEFAULT '',
    donor_id bigint NOT NULL REFERENCES app.organisation (id),
    executor_id bigint NOT NULL REFERENCES app.organisation (id),
    -- Rupiah: what was announced, what came in, what of it is bound to pledges.
    intended bigint NOT NULL CHECK (intended > 0),
    received bigint CHECK (received > 0),
    funded bigint NOT NULL DEFAULT 0 CHECK (funded >= 0),
    state text NOT NULL CHECK (state IN ('intended', 'received', 'spent', 'returned', 'withdrawn')),
    reason text,
    note text NOT NULL DEFAULT '' CHECK (length(note) <= 2000),
    bank_reference text,
    intended_on date NOT NULL DEFAULT app.today(),
    received_on date,
    created_by bigint NOT NULL,
    CHECK (donor_id <> executor_id),
    CHECK ((state IN ('intended', 'withdrawn')) = (received IS NULL)),
    CHECK ((received IS NULL) = (received_on IS NULL)),
    CONSTRAINT contribution_within_received CHECK (funded <= coalesce(received, 0)),
    UNIQUE (id, donor_id, executor_id)
);
ALTER TABLE app.contribution OWNER TO ksbb_owner;
CREATE INDEX contribution_donor ON app.contribution (donor_id, id);
CREATE INDEX contribution_executor ON app.contribution (executor_id, id);
CREATE INDEX contribution_donor_amount
    ON app.contribution (donor_id, (coalesce(received, intended)), id);
CREATE INDEX contribution_executor_amount
    ON app.contribution (executor_id, (coalesce(received, intended)), id);

CREATE FUNCTION app.contribution_numbered() RETURNS trigger LANGUAGE plpgsql AS 'placeholder';
ALTER FUNCTION app.contribution_numbered OWNER TO ksbb_owner;
GRANT EXECUTE ON FUNCTION app.contribution_numbered TO ksbb_tenant, ksbb_gov, ksbb_worker;
CREATE TRIGGER numbered BEFORE INSERT ON app.contribution
    FOR EACH ROW EXECUTE FUNCTION app.contribution_numbered();

CREATE FUNCTION app.contribution_guard() RETURNS trigger LANGUAGE plpgsql AS 'placeholder';
ALTER FUNCTION app.contribution_guard OWNER TO ksbb_engine;
CREATE TRIGGER guard BEFORE INSERT OR UPDATE ON app.contribution
    FOR EACH ROW EXECUTE FUNCTION app.contribution_guard();

CREATE FUNCTION app.contribution_booked() RETURNS trigger LANGUAGE plpgsql AS 'placeholder';
ALTER FUNCTION app.contribution_booked OWNER TO ksbb_engine;
CREATE TRIGGER booked AFTER INSERT ON app.contribution
    FOR EACH ROW EXECUTE FUNCTION app.contribution_booked();
CREATE TRIGGER booked_later AFTER UPDATE OF state ON app.contribution
    FOR EACH ROW WHEN (OLD.state <> NEW.state) EXECUTE FUNCTION app.contribution_booked();

INSERT INTO app.transition (thing, from_state, to_state, party, reason_required) VALUES
    ('contribution', '', 'intended', 'GIVER', false),
    ('contribution', '', 'received', 'EXECUTOR', false),
    ('contribution', 'intended', 'received', 'EXECUTOR', false),
    ('contribution', 'intended', 'withdrawn', 'GIVER', false);
CREATE TRIGGER step AFTER INSERT OR UPDATE OF state ON app.contribution
    FOR EACH ROW EXECUTE FUNCTION app.step_guard('contribution', 'donor_id', 'executor_id');

-- Received money, as the recap publishes it.
CREATE TABLE pub.gift (
    contribution_id bigint PRIMARY KEY REFERENCES app.contribution (id),
    giver_id bigint NOT NULL REFERENCES pub.organisation (id),
    aggregator_id bigint NOT NULL REFERENCES pub.organisation (id),
    amount bigint NOT NULL CHECK (amount > 0),
    received_on date NOT NULL,
    recorded timestamptz NOT NULL
);
ALTER TABLE pub.gift OWNER TO ksbb_owner;
CREATE INDEX gift_giver ON pub.gift (giver_id);
CREATE INDEX gift_aggregator ON pub.gift (aggregator_id);
GRANT SELECT ON pub.gift TO ksbb_public, ksbb_tenant, ksbb_gov, ksbb_worker, ksbb_engine;
GRANT INSERT ON pub.gift TO ksbb_engine;
CREATE FUNCTION app.gift_published() RETURNS trigger LANGUAGE plpgsql AS 'placeholder';
ALTER FUNCTION app.gift_published OWNER TO ksbb_engine;
CREATE TRIGGER published AFTER INSERT OR UPDATE OF state ON app.contribution
    FOR EACH ROW WHEN (NEW.state = 'received') EXECUTE FUNCTION app.gift_published();

-- Which contributions pay for which pledge: an aggregator's own, in whole packages.
CREATE TABLE app.funding (
    id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    line_id bigint NOT NULL,
    pledge_id bigint NOT NULL,
    -- The line's own: who gave the money may not read the line.
    package_id bigint NOT NULL REFERENCES pub.package (id),
    contribution_id bigint NOT NULL,
    donor_id bigint NOT NULL,
    executor_id bigint NOT NULL,
    amount bigint NOT NULL CHECK (amount > 0),
    packages int NOT NULL CHECK (packages > 0),
    -- Set when the pledge ended: the money is free again.
    released_on date,
    UNIQUE (line_id, contribution_id),
    UNIQUE (id, line_id, donor_id, executor_id),
    FOREIGN KEY (contribution_id, donor_id, executor_id)
        REFERENCES app.contribution (id, donor_id, executor_id),
    -- The aggregator that got the money is the giver of the pledge: it funds no other's.
    FOREIGN KEY (line_id, pledge_id, executor_id, package_id)
        REFERENCES app.pledge_line (id, pledge_id, donor_id, package_id)
);
ALTER TABLE app.funding OWNER TO ksbb_owner;
CREATE INDEX funding_contribution ON app.funding (contribution_id);
CREATE INDEX funding_pledge ON app.funding (pledge_id);
CREATE INDEX funding_donor ON app.funding (donor_id, id);
CREATE INDEX funding_executor ON app.funding (executor_id, id);

ALTER TABLE app.contribution ENABLE ROW LEVEL SECURITY;
ALTER TABLE app.contribution FORCE ROW LEVEL SECURITY;
ALTER TABLE app.funding ENABLE ROW LEVEL SECURITY;
ALTER TABLE app.funding FORCE ROW LEVEL SECURITY;
CREATE POLICY parties_select ON app.contribution FOR SELECT TO ksbb_tenant
    USING (donor_id = (SELECT sec.tenant()) OR executor_id = (SELECT sec.tenant()));
CREATE POLICY parties_insert ON app.contribution FOR INSERT TO ksbb_tenant
    WITH CHECK (created_by = (SELECT sec.person())
                AND (SELECT sec.may_act())
                AND ((donor_id = (SELECT sec.tenant()) AND state = 'intended')
                     OR (executor_id = (SELECT sec.tenant()) AND state = 'received')));
CREATE POLICY parties_update ON app.contribution FOR UPDATE TO ksbb_tenant
    USING ((donor_id = (SELECT sec.tenant()) OR executor_id = (SELECT sec.tenant()))
           AND (SELECT sec.may_act()))
    WITH CHECK ((SELECT sec.may_act())
                AND (executor_id = (SELECT sec.tenant())
                     OR (donor_id = (SELECT sec.tenant()) AND state = 'withdrawn')));
CREATE POLICY gov_select ON app.contribution FOR SELECT TO ksbb_gov USING ((SELECT sec.is_pemprov()));
CREATE POLICY engine_select ON app.contribution FOR SELECT TO ksbb_engine, ksbb_worker USING (true);
GRANT SELECT ON app.contribution TO ksbb_tenant, ksbb_gov, ksbb_worker, ksbb_engine;
GRANT INSERT (donor_id, executor_id, intended, received, state, note, bank_reference, created_by)
    ON app.contribution TO ksbb_tenant;
GRANT UPDATE (state, reason, received, bank_reference) ON app.contribution TO ksbb_tenant;
CREATE POLICY parties_select ON app.funding FOR SELECT TO ksbb_tenant
    USING (donor_id = (SELECT sec.tenant()) OR executor_id = (SELECT sec.tenant()));
CREATE POLICY executor_insert ON app.funding FOR INSERT TO ksbb_tenant
    WITH CHECK (executor_id = (SELECT sec.tenant()) AND (SELECT sec.may_act()));
CREATE POLICY gov_select ON app.funding FOR SELECT TO ksbb_gov USING ((SELECT sec.is_pemprov()));
CREATE POLICY engine_select ON app.funding FOR SELECT TO ksbb_engine, ksbb_worker USING (true);
GRANT SELECT ON app.funding TO ksbb_tenant, ksbb_gov, ksbb_worker, ksbb_engine;
GRANT INSERT (line_id, pledge_id, package_id, contribution_id, donor_id, executor_id, amount,
              packages) ON app.funding TO ksbb_tenant;

CREATE FUNCTION app.funding_guard() RETURNS trigger LANGUAGE plpgsql AS 'placeholder';
ALTER FUNCTION app.funding_guard OWNER TO ksbb_engine;
CREATE TRIGGER guard BEFORE INSERT ON app.funding
    FOR EACH ROW EXECUTE FUNCTION app.funding_guard();
CREATE FUNCTION app.funding_booked() RETURNS trigger LANGUAGE plpgsql AS 'placeholder';
ALTER FUNCTION app.funding_booked OWNER TO ksbb_engine;
CREATE TRIGGER booked AFTER INSERT ON app.funding
    FOR EACH ROW EXECUTE FUNCTION app.funding_booked();

-- A pledge that ends sets the money free that was bound to it, in the same transaction.
CREATE POLICY engine_update ON app.contribution FOR UPDATE TO ksbb_engine
    USING (true) WITH CHECK (true);
CREATE POLICY engine_update ON app.funding FOR UPDATE TO ksbb_engine USING (true) WITH CHECK (true);
GRANT UPDATE (funded) ON app.contribution TO ksbb_engine;
GRANT UPDATE (released_on) ON app.funding TO ksbb_engine;
CREATE FUNCTION app.funding_released() RETURNS trigger LANGUAGE plpgsql AS 'placeholder';
ALTER FUNCTION app.funding_released OWNER TO ksbb_engine;
CREATE TRIGGER funding_released AFTER UPDATE OF state ON app.pledge FOR EACH ROW
    WHEN (NEW.state IN ('rejected', 'withdrawn', 'lapsed'))
    EXECUTE FUNCTION app.funding_released();
