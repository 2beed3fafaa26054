-- Packages of a pledge for a need: the capacity that it holds or has committed.
CREATE TABLE app.allocation (
    id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    line_id bigint NOT NULL,
    pledge_id bigint NOT NULL,
    donor_id bigint NOT NULL,
    executor_id bigint NOT NULL,
    need_id bigint NOT NULL,
    unit_id bigint NOT NULL,
    phase_id bigint NOT NULL,
    package_id bigint NOT NULL,
    quantity int NOT NULL CHECK (quantity > 0),
    -- On loads and not brought back, of these left, of these proven; and what was released of it.
    loaded int NOT NULL DEFAULT 0 CHECK (loaded >= 0),
    dispatched int NOT NULL DEFAULT 0 CHECK (dispatched >= 0),
    received int NOT NULL DEFAULT 0 CHECK (received >= 0),
    released int NOT NULL DEFAULT 0 CHECK (released >= 0),
    state text NOT NULL CHECK (state IN ('held', 'committed', 'fulfilled', 'released')),
    reason text,
    -- Of a hold that waits for its executor; what waits for the Pemprov does not lapse.
    expires_at timestamptz,
    -- The delivery window.
    window_starts date,
    window_ends date,
    committed_on date,
    released_on date,
    created_by bigint NOT NULL,
    CONSTRAINT allocation_loaded CHECK (loaded <= quantity - released),
    CONSTRAINT allocation_dispatched CHECK (dispatched <= loaded),
    CONSTRAINT allocation_received CHECK (received <= dispatched),
    CHECK (state <> 'released' OR released = quantity),
    UNIQUE (id, line_id, pledge_id, donor_id, executor_id, need_id, unit_id, package_id),
    CHECK (window_starts <= window_ends),
    CHECK (expires_at IS NULL OR state IN ('held', 'released')),
    FOREIGN KEY (line_id, pledge_id, donor_id, executor_id, phase_id, package_id)
        REFERENCES app.pledge_line (id, pledge_id, donor_id, executor_id, phase_id, package_id),
    FOREIGN KEY (need_id, unit_id, phase_id, package_id)
        REFERENCES pub.need (id, unit_id, phase_id, package_id)
);
ALTER TABLE app.allocation OWNER TO ksbb_owner;
CREATE INDEX allocation_pledge ON app.allocation (pledge_id, id);
CREATE INDEX allocation_donor ON app.allocation (donor_id, id);
CREATE INDEX allocation_executor ON app.allocation (executor_id, id);
CREATE INDEX allocation_unit ON app.allocation (unit_id, id);
CREATE INDEX allocation_line ON app.allocation (line_id);
CREATE INDEX allocation_expiring ON app.allocation (need_id, expires_at) WHERE state = 'held';

-- What the public may know of a committed allocation: the rows behind every figure.
CREATE TABLE pub.commitment (
    allocation_id bigint PRIMARY KEY REFERENCES app.allocation (id),
    pledge_id bigint NOT NULL REFERENCES app.pledge (id),
    need_id bigint NOT NULL REFERENCES pub.need (id),
    unit_id bigint NOT NULL REFERENCES pub.unit (id),
    phase_id bigint NOT NULL REFERENCES pub.phase (id),
    package_id bigint NOT NULL REFERENCES pub.package (id),
    giver_id bigint NOT NULL REFERENCES pub.organisation (id),
    executor_id bigint NOT NULL REFERENCES pub.organisation (id),
    quantity int NOT NULL CHECK (quantity > 0),
    committed_on date NOT NULL,
    committed_recorded timestamptz NOT NULL,
    released_on date,
    released_recorded timestamptz,
    CHECK ((released_on IS NULL) = (released_recorded IS NULL)),
    CHECK (released_on >= committed_on)
);
ALTER TABLE pub.commitment OWNER TO ksbb_owner;
CREATE INDEX commitment_unit ON pub.commitment (unit_id);
CREATE INDEX commitment_giver ON pub.commitment (giver_id, allocation_id);
CREATE INDEX commitment_executor ON pub.commitment (executor_id, allocation_id);
CREATE INDEX commitment_day ON pub.commitment (committed_on);
CREATE INDEX commitment_pledge ON pub.commitment (pledge_id);
GRANT SELECT ON pub.commitment TO ksbb_public, ksbb_tenant, ksbb_gov, ksbb_worker, ksbb_engine;
GRANT INSERT, UPDATE (released_on, released_recorded) ON pub.commitment TO ksbb_engine;

INSERT INTO app.transition (thing, from_state, to_state, party, reason_required, another_person) VALUES
    ('allocation', '', 'held', 'GIVER', false, false),
    ('allocation', '', 'held', 'EXECUTOR', false, false),
    ('allocation', 'held', 'committed', 'PEMPROV', false, false),
    ('allocation', 'held', 'committed', 'GIVER', false, false),
    ('allocation', 'held', 'committed', 'EXECUTOR', false, false),
    ('allocation', 'held', 'released', 'PEMPROV', false, false),
    ('allocation', 'held', 'released', 'GIVER', false, false),
    ('allocation', 'held', 'released', 'EXECUTOR', false, false),
    ('allocation', 'held', 'released', 'SYSTEM', false, false),
    ('allocation', 'committed', 'released', 'GIVER', false, false),
    ('allocation', 'committed', 'released', 'PEMPROV', false, false);
CREATE TRIGGER step AFTER INSERT OR UPDATE OF state ON app.allocation
    FOR EACH ROW EXECUTE FUNCTION app.step_guard('allocation', 'donor_id', 'executor_id', 'engine');

ALTER TABLE app.allocation ENABLE ROW LEVEL SECURITY;
ALTER TABLE app.allocation FORCE ROW LEVEL SECURITY;

CREATE POLICY parties_select ON app.allocation FOR SELECT TO ksbb_tenant
    USING (donor_id = (SELECT sec.tenant()) OR executor_id = (SELECT sec.tenant()));
CREATE POLICY gov_select ON app.allocation FOR SELECT TO ksbb_gov USING ((SELECT sec.is_pemprov()));
CREATE POLICY engine_select ON app.allocation FOR SELECT TO ksbb_engine, ksbb_worker USING (true);
CREATE POLICY engine_insert ON app.allocation FOR INSERT TO ksbb_engine WITH CHECK (true);
CREATE POLICY engine_update ON app.allocation FOR UPDATE TO ksbb_engine
    USING (true) WITH CHECK (true);
GRANT SELECT ON app.allocation TO ksbb_tenant, ksbb_gov, ksbb_worker, ksbb_engine;
GRANT INSERT ON app.allocation TO ksbb_engine;
GRANT UPDATE (state, reason, expires_at, committed_on, released_on, released) ON app.allocation TO ksbb_engine;

CREATE FUNCTION app.allocations_release(ids bigint[], action text, reason text) RETURNS void
    LANGUAGE plpgsql AS 'placeholder';
ALTER FUNCTION app.allocations_release OWNER TO ksbb_engine;

CREATE FUNCTION app.needs_reserve(this bigint, lines bigint[], needs bigint[], quantities int[],
    starts date, ends date)
    RETURNS TABLE (refusal text, need_id bigint, requested bigint, remaining bigint)
    LANGUAGE plpgsql AS 'placeholder';
ALTER FUNCTION app.needs_reserve OWNER TO ksbb_engine;
GRANT EXECUTE ON FUNCTION app.needs_reserve TO ksbb_tenant, ksbb_gov;

CREATE FUNCTION app.pledge_lock(this bigint) RETURNS int LANGUAGE plpgsql AS 'placeholder';
ALTER FUNCTION app.pledge_lock OWNER TO ksbb_engine;
GRANT EXECUTE ON FUNCTION app.pledge_lock TO ksbb_tenant, ksbb_gov, ksbb_worker;

CREATE FUNCTION app.holds_renew(this bigint) RETURNS void LANGUAGE plpgsql AS 'placeholder';
ALTER FUNCTION app.holds_renew OWNER TO ksbb_engine;
GRANT EXECUTE ON FUNCTION app.holds_renew TO ksbb_tenant, ksbb_gov;

CREATE FUNCTION app.needs_commit(this bigint) RETURNS bigint LANGUAGE plpgsql AS 'placeholder';
ALTER FUNCTION app.needs_commit OWNER TO ksbb_engine;
GRANT EXECUTE ON FUNCTION app.needs_commit TO ksbb_tenant, ksbb_gov;

CREATE FUNCTION app.needs_release(this bigint) RETURNS bigint LANGUAGE plpgsql AS 'placeholder';
ALTER FUNCTION app.needs_release OWNER TO ksbb_engine;
GRANT EXECUTE ON FUNCTION app.needs_release TO ksbb_tenant, ksbb_gov, ksbb_worker;

CREATE FUNCTION app.allocations_withdraw(this bigint, ids bigint[]) RETURNS bigint
    LANGUAGE plpgsql AS 'placeholder';
ALTER FUNCTION app.allocations_withdraw OWNER TO ksbb_engine;
GRANT EXECUTE ON FUNCTION app.allocations_withdraw TO ksbb_tenant, ksbb_gov;

CREATE FUNCTION app.lapse_pledges(at_most int DEFAULT 100) RETURNS int
    LANGUAGE plpgsql AS 'placeholder';
ALTER FUNCTION app.lapse_pledges OWNER TO ksbb_engine;
GRANT EXECUTE ON FUNCTION app.lapse_pledges TO ksbb_worker;
