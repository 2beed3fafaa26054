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
    -- A rung; or received_by_unit, the part of received that the unit itself confirmed.
    rung text NOT NULL CHECK (rung IN ('pledged', 'committed', 'dispatched', 'received', 'received_by_unit',
                                       'verified')),
    quantity bigint NOT NULL,
    PRIMARY KEY (area_id, rung, package_id, phase_id, day, giver_id, executor_id, unit_kind)
);
ALTER TABLE pub.ladder OWNER TO ksbb_owner;
CREATE INDEX ladder_giver ON pub.ladder (giver_id, area_id);
CREATE INDEX ladder_executor ON pub.ladder (executor_id, area_id);
-- Changes that are not yet added to the ladder; area_id is the kelurahan. Readers sum base and changes.
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

CREATE FUNCTION ledger.rung_height(kind text) RETURNS int LANGUAGE plpgsql AS 'placeholder';
ALTER FUNCTION ledger.rung_height OWNER TO ksbb_owner;
GRANT EXECUTE ON FUNCTION ledger.rung_height TO ksbb_engine, ksbb_worker, ksbb_tenant, ksbb_gov;

CREATE FUNCTION ledger.roll_up() RETURNS trigger LANGUAGE plpgsql AS 'placeholder';
ALTER FUNCTION ledger.roll_up OWNER TO ksbb_engine;
CREATE TRIGGER roll_up AFTER INSERT ON ledger.transfer REFERENCING NEW TABLE AS inserted
    FOR EACH STATEMENT EXECUTE FUNCTION ledger.roll_up();

CREATE FUNCTION ledger.apply_ladder_changes(at_most int DEFAULT 20000) RETURNS int
    LANGUAGE plpgsql AS 'placeholder';
ALTER FUNCTION ledger.apply_ladder_changes OWNER TO ksbb_engine;
GRANT EXECUTE ON FUNCTION ledger.apply_ladder_changes TO ksbb_worker;
