-- Promises of aid, and the functions that move capacity with them.
-- Lock order everywhere: pledges by id, needs by id, lines, accounts by id.

CREATE FUNCTION app.public_code() RETURNS text LANGUAGE sql VOLATILE
SET search_path = pg_catalog, public, pg_temp
AS $$
    -- 58 bits in letters that can't be confused when read aloud: at a thousand guesses a second
    -- against a million pledges, one is found in a decade (decision 0110).
    SELECT string_agg(substr('23456789ABCDEFGHJKMNPQRSTVWXYZ', get_byte(b, i) % 30 + 1, 1), '')
    FROM gen_random_bytes(12) AS b, generate_series(0, 11) AS i
$$;
ALTER FUNCTION app.public_code() OWNER TO ksbb_owner;
GRANT EXECUTE ON FUNCTION app.public_code() TO ksbb_tenant, ksbb_gov, ksbb_worker, ksbb_engine;

CREATE TABLE app.pledge (
    id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    number text NOT NULL UNIQUE DEFAULT '',
    public_code text NOT NULL UNIQUE DEFAULT app.public_code(),
    donor_id bigint NOT NULL REFERENCES app.organisation (id),
    executor_id bigint NOT NULL REFERENCES app.organisation (id),
    aggregator_id bigint REFERENCES app.organisation (id),
    channel text NOT NULL CHECK (channel IN ('DIRECT', 'VIA_AGGREGATOR', 'VIA_PEMPROV')),
    phase_id bigint NOT NULL REFERENCES pub.phase (id),
    state text NOT NULL CHECK (state IN ('submitted', 'accepted', 'committed', 'completed',
                                         'rejected', 'withdrawn', 'lapsed')),
    reason text,
    note text NOT NULL DEFAULT '' CHECK (length(note) <= 2000),
    -- Which wording of the statement (surat pernyataan) was accepted.
    statement text NOT NULL CHECK (statement <> ''),
    created_by bigint NOT NULL,
    submitted_at timestamptz NOT NULL DEFAULT app.now(),
    -- Since when it waits for whoever has to move next; the queue's order.
    waits_since timestamptz NOT NULL DEFAULT app.now(),
    -- The transaction that submitted it: its lines come in the same one, and none later.
    xid xid8 NOT NULL DEFAULT pg_current_xact_id(),
    CHECK (CASE channel
        WHEN 'DIRECT' THEN executor_id = donor_id AND aggregator_id IS NULL
        WHEN 'VIA_AGGREGATOR' THEN aggregator_id IS NOT NULL AND executor_id = aggregator_id
                                   AND donor_id <> aggregator_id
        ELSE aggregator_id IS NULL AND executor_id <> donor_id END),
    UNIQUE (id, donor_id, executor_id, phase_id)
);
ALTER TABLE app.pledge OWNER TO ksbb_owner;
CREATE INDEX pledge_donor ON app.pledge (donor_id, id);
CREATE INDEX pledge_executor ON app.pledge (executor_id, id);
CREATE INDEX pledge_donor_waits ON app.pledge (donor_id, waits_since, id);
CREATE INDEX pledge_executor_waits ON app.pledge (executor_id, waits_since, id);
CREATE INDEX pledge_waiting ON app.pledge (waits_since, id) WHERE state IN ('submitted', 'accepted');

CREATE TABLE app.pledge_line (
    id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    pledge_id bigint NOT NULL,
    donor_id bigint NOT NULL,
    executor_id bigint NOT NULL,
    phase_id bigint NOT NULL,
    package_id bigint NOT NULL REFERENCES pub.package (id),
    version_id bigint NOT NULL REFERENCES pub.package_version (id),
    quantity int NOT NULL CHECK (quantity BETWEEN 1 AND 10000000),
    allocated int NOT NULL DEFAULT 0 CHECK (allocated >= 0),
    CONSTRAINT line_not_beyond CHECK (allocated <= quantity),
    UNIQUE (pledge_id, package_id),
    UNIQUE (id, pledge_id, donor_id, executor_id, phase_id, package_id),
    UNIQUE (id, pledge_id, donor_id, package_id),
    FOREIGN KEY (pledge_id, donor_id, executor_id, phase_id)
        REFERENCES app.pledge (id, donor_id, executor_id, phase_id)
);
ALTER TABLE app.pledge_line OWNER TO ksbb_owner;
CREATE INDEX pledge_line_donor ON app.pledge_line (donor_id, id);
CREATE INDEX pledge_line_executor ON app.pledge_line (executor_id, id);

ALTER TABLE pub.need ADD UNIQUE (id, unit_id, phase_id, package_id);
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

CREATE FUNCTION app.pledge_numbered() RETURNS trigger LANGUAGE plpgsql
SET search_path = pg_catalog, public, pg_temp
AS $$
BEGIN
    NEW.number := 'JB-' || extract(year FROM app.today()) || '-' || lpad(NEW.id::text, 6, '0');
    RETURN NEW;
END $$;
ALTER FUNCTION app.pledge_numbered() OWNER TO ksbb_owner;
GRANT EXECUTE ON FUNCTION app.pledge_numbered() TO ksbb_tenant, ksbb_gov, ksbb_worker;
CREATE TRIGGER numbered BEFORE INSERT ON app.pledge
    FOR EACH ROW EXECUTE FUNCTION app.pledge_numbered();

INSERT INTO app.transition (thing, was, becomes, party, reason_required, another_person) VALUES
    ('pledge', '', 'submitted', 'GIVER', false, false),
    ('pledge', 'submitted', 'accepted', 'EXECUTOR', false, false),
    ('pledge', 'submitted', 'rejected', 'EXECUTOR', true, false),
    ('pledge', 'submitted', 'rejected', 'PEMPROV', true, false),
    ('pledge', 'accepted', 'rejected', 'PEMPROV', true, false),
    ('pledge', 'submitted', 'committed', 'PEMPROV', false, true),
    ('pledge', 'accepted', 'committed', 'PEMPROV', false, true),
    -- Only where the programme commits at once: app.pledge_guard().
    ('pledge', 'submitted', 'committed', 'GIVER', false, false),
    ('pledge', 'accepted', 'committed', 'EXECUTOR', false, false),
    ('pledge', 'submitted', 'withdrawn', 'GIVER', false, false),
    ('pledge', 'accepted', 'withdrawn', 'GIVER', false, false),
    ('pledge', 'committed', 'withdrawn', 'GIVER', true, false),
    ('pledge', 'submitted', 'lapsed', 'SYSTEM', false, false),
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

-- What an aggregator is to take on needs its agreement in force, at every step of it.
CREATE FUNCTION app.require_agreement(executor bigint) RETURNS void LANGUAGE plpgsql
SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp
AS $$
BEGIN
    IF EXISTS (SELECT FROM app.organisation WHERE id = executor AND kind = 'AGGREGATOR')
       AND NOT app.agreement_in_force(executor) THEN
        RAISE EXCEPTION 'no agreement in force' USING ERRCODE = 'KS001';
    END IF;
END $$;
ALTER FUNCTION app.require_agreement(bigint) OWNER TO ksbb_engine;

CREATE FUNCTION app.pledge_guard() RETURNS trigger LANGUAGE plpgsql
SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp
AS $$
BEGIN
    IF TG_OP = 'INSERT' THEN
        IF NOT EXISTS (SELECT FROM pub.organisation WHERE id = NEW.donor_id AND verified)
           OR NOT EXISTS (SELECT FROM pub.organisation
                          WHERE id = NEW.executor_id AND verified
                            AND CASE NEW.channel WHEN 'VIA_AGGREGATOR' THEN kind = 'AGGREGATOR'
                                                 WHEN 'VIA_PEMPROV' THEN kind = 'PEMPROV'
                                                 ELSE true END) THEN
            RAISE EXCEPTION 'no pledge between these organisations' USING ERRCODE = 'KS001';
        END IF;
        IF NOT EXISTS (SELECT FROM pub.phase
                       WHERE id = NEW.phase_id AND ends_on >= app.today()) THEN
            RAISE EXCEPTION 'the phase is over' USING ERRCODE = 'KS001';
        END IF;
        PERFORM app.require_agreement(NEW.executor_id);
        RETURN NEW;
    END IF;
    IF NEW.state = OLD.state THEN
        RETURN NEW;
    END IF;
    IF NEW.state = 'committed' AND NOT coalesce(sec.pemprov(), false)
       AND NOT (SELECT p.auto_commit FROM pub.phase f JOIN pub.programme p ON p.id = f.programme_id
                WHERE f.id = NEW.phase_id) THEN
        RAISE EXCEPTION 'a pledge is committed by the Pemprov' USING ERRCODE = 'KS001';
    END IF;
    IF NEW.state = 'committed' AND OLD.state = 'submitted' AND NEW.channel <> 'DIRECT' THEN
        RAISE EXCEPTION 'its executor has not accepted' USING ERRCODE = 'KS001';
    END IF;
    IF NEW.state = 'accepted' AND NEW.channel = 'DIRECT' THEN
        RAISE EXCEPTION 'a direct pledge has nobody to accept it' USING ERRCODE = 'KS001';
    END IF;
    IF NEW.state IN ('accepted', 'committed') THEN
        PERFORM app.require_agreement(NEW.executor_id);
    END IF;
    NEW.waits_since := app.now();
    RETURN NEW;
END $$;
ALTER FUNCTION app.pledge_guard() OWNER TO ksbb_engine;
CREATE TRIGGER guard BEFORE INSERT OR UPDATE OF state ON app.pledge
    FOR EACH ROW EXECUTE FUNCTION app.pledge_guard();
CREATE TRIGGER reason BEFORE UPDATE OF reason ON app.pledge
    FOR EACH ROW EXECUTE FUNCTION app.reason_guard();
CREATE TRIGGER step AFTER INSERT OR UPDATE OF state ON app.pledge
    FOR EACH ROW EXECUTE FUNCTION app.step_guard('pledge', 'donor_id', 'executor_id');
CREATE TRIGGER step AFTER INSERT OR UPDATE OF state ON app.allocation
    FOR EACH ROW EXECUTE FUNCTION app.step_guard('allocation', 'donor_id', 'executor_id', 'engine');

-- A line joins only a pledge that is being submitted: who accepts or commits one knows what it
-- is. Asked before any index is, so that a foreign pledge does not tell what it holds.
CREATE FUNCTION app.line_guard() RETURNS trigger LANGUAGE plpgsql
SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp
AS $$
BEGIN
    IF NOT EXISTS (SELECT FROM app.pledge
                   WHERE id = NEW.pledge_id AND donor_id = NEW.donor_id AND donor_id = sec.tenant()
                     AND state = 'submitted' AND xid = pg_current_xact_id()) THEN
        RAISE EXCEPTION 'a line joins only a pledge of its own transaction'
            USING ERRCODE = 'KS001';
    END IF;
    IF NEW.version_id IS DISTINCT FROM (
        SELECT id FROM pub.package_version
        WHERE package_id = NEW.package_id AND since <= app.today() ORDER BY number DESC LIMIT 1) THEN
        RAISE EXCEPTION 'not the version of the package in force' USING ERRCODE = 'KS001';
    END IF;
    RETURN NEW;
END $$;
ALTER FUNCTION app.line_guard() OWNER TO ksbb_engine;
CREATE TRIGGER guard BEFORE INSERT ON app.pledge_line
    FOR EACH ROW EXECUTE FUNCTION app.line_guard();

-- State and capacity move in one transaction, whoever writes the state: looked at when it ends.
CREATE FUNCTION app.pledge_settled() RETURNS trigger LANGUAGE plpgsql
SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp
AS $$
DECLARE now_state text := (SELECT state FROM app.pledge WHERE id = NEW.id);
BEGIN
    IF EXISTS (SELECT FROM app.allocation a WHERE a.pledge_id = NEW.id
               AND ((now_state = 'accepted' AND a.state = 'held' AND a.expires_at IS NOT NULL)
                    OR (now_state = 'committed' AND a.state = 'held')
                    OR (now_state IN ('rejected', 'withdrawn', 'lapsed')
                        AND a.state IN ('held', 'committed')))) THEN
        RAISE EXCEPTION 'pledge % is %, but not what it holds', NEW.id, now_state
            USING ERRCODE = 'integrity_constraint_violation';
    END IF;
    IF TG_OP = 'INSERT' AND now_state IN ('submitted', 'accepted', 'committed') AND (
        NOT EXISTS (SELECT FROM app.pledge_line WHERE pledge_id = NEW.id)
        OR (NEW.channel = 'DIRECT' AND EXISTS (
            SELECT FROM app.pledge_line WHERE pledge_id = NEW.id AND allocated < quantity))) THEN
        RAISE EXCEPTION 'pledge % promises nothing, or not where to', NEW.id
            USING ERRCODE = 'integrity_constraint_violation';
    END IF;
    RETURN NULL;
END $$;
ALTER FUNCTION app.pledge_settled() OWNER TO ksbb_engine;
CREATE CONSTRAINT TRIGGER settled AFTER INSERT OR UPDATE OF state ON app.pledge
    DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION app.pledge_settled();

ALTER TABLE app.pledge ENABLE ROW LEVEL SECURITY;
ALTER TABLE app.pledge FORCE ROW LEVEL SECURITY;
ALTER TABLE app.pledge_line ENABLE ROW LEVEL SECURITY;
ALTER TABLE app.pledge_line FORCE ROW LEVEL SECURITY;
ALTER TABLE app.allocation ENABLE ROW LEVEL SECURITY;
ALTER TABLE app.allocation FORCE ROW LEVEL SECURITY;

-- A pledge exists from `submitted` on, so both parties see every row of theirs.
CREATE POLICY parties_select ON app.pledge FOR SELECT TO ksbb_tenant
    USING (donor_id = (SELECT sec.tenant()) OR executor_id = (SELECT sec.tenant()));
CREATE POLICY giver_insert ON app.pledge FOR INSERT TO ksbb_tenant
    WITH CHECK (donor_id = (SELECT sec.tenant()) AND state = 'submitted'
                AND created_by = (SELECT sec.person()) AND (SELECT sec.acts()));
CREATE POLICY parties_update ON app.pledge FOR UPDATE TO ksbb_tenant
    USING ((donor_id = (SELECT sec.tenant()) OR executor_id = (SELECT sec.tenant()))
           AND (SELECT sec.acts()))
    WITH CHECK ((donor_id = (SELECT sec.tenant()) OR executor_id = (SELECT sec.tenant()))
                AND (SELECT sec.acts()));
CREATE POLICY gov_select ON app.pledge FOR SELECT TO ksbb_gov USING ((SELECT sec.pemprov()));
CREATE POLICY gov_update ON app.pledge FOR UPDATE TO ksbb_gov
    USING ((SELECT sec.pemprov()) AND (SELECT sec.acts()))
    WITH CHECK ((SELECT sec.pemprov()) AND (SELECT sec.acts()));
CREATE POLICY engine_select ON app.pledge FOR SELECT TO ksbb_engine, ksbb_worker USING (true);
CREATE POLICY engine_update ON app.pledge FOR UPDATE TO ksbb_engine USING (true) WITH CHECK (true);
GRANT SELECT ON app.pledge TO ksbb_tenant, ksbb_gov, ksbb_worker, ksbb_engine;
GRANT INSERT (donor_id, executor_id, aggregator_id, channel, phase_id, state, note, statement,
              created_by) ON app.pledge TO ksbb_tenant;
GRANT UPDATE (state, reason) ON app.pledge TO ksbb_tenant, ksbb_gov, ksbb_engine;

CREATE POLICY parties_select ON app.pledge_line FOR SELECT TO ksbb_tenant
    USING (donor_id = (SELECT sec.tenant()) OR executor_id = (SELECT sec.tenant()));
CREATE POLICY giver_insert ON app.pledge_line FOR INSERT TO ksbb_tenant
    WITH CHECK (donor_id = (SELECT sec.tenant()) AND (SELECT sec.acts()));
CREATE POLICY gov_select ON app.pledge_line FOR SELECT TO ksbb_gov USING ((SELECT sec.pemprov()));
CREATE POLICY engine_select ON app.pledge_line FOR SELECT TO ksbb_engine, ksbb_worker USING (true);
CREATE POLICY engine_update ON app.pledge_line FOR UPDATE TO ksbb_engine
    USING (true) WITH CHECK (true);
GRANT SELECT ON app.pledge_line TO ksbb_tenant, ksbb_gov, ksbb_worker, ksbb_engine;
GRANT INSERT (pledge_id, donor_id, executor_id, phase_id, package_id, version_id, quantity)
    ON app.pledge_line TO ksbb_tenant;
GRANT UPDATE (allocated) ON app.pledge_line TO ksbb_engine;

CREATE POLICY parties_select ON app.allocation FOR SELECT TO ksbb_tenant
    USING (donor_id = (SELECT sec.tenant()) OR executor_id = (SELECT sec.tenant()));
CREATE POLICY gov_select ON app.allocation FOR SELECT TO ksbb_gov USING ((SELECT sec.pemprov()));
CREATE POLICY engine_select ON app.allocation FOR SELECT TO ksbb_engine, ksbb_worker USING (true);
CREATE POLICY engine_insert ON app.allocation FOR INSERT TO ksbb_engine WITH CHECK (true);
CREATE POLICY engine_update ON app.allocation FOR UPDATE TO ksbb_engine
    USING (true) WITH CHECK (true);
GRANT SELECT ON app.allocation TO ksbb_tenant, ksbb_gov, ksbb_worker, ksbb_engine;
GRANT INSERT ON app.allocation TO ksbb_engine;
GRANT UPDATE (state, reason, expires_at, committed_on, released_on) ON app.allocation TO ksbb_engine;

-- Lets go of what is held by these allocations: counters, lines, books, states. The caller
-- holds the locks of their needs. Only the engine may call it.
CREATE FUNCTION app.allocations_release(ids bigint[], act text, why text) RETURNS void
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp
AS $$
DECLARE
    today date := app.today();
    author bigint := coalesce(sec.tenant(), 0);
    g record;
BEGIN
    UPDATE pub.need n SET held = n.held - d.held, committed = n.committed - d.committed
    FROM (SELECT need_id, sum(quantity) FILTER (WHERE state = 'held') AS held,
                 sum(quantity) FILTER (WHERE state = 'committed') AS committed
          FROM app.allocation WHERE id = ANY (ids) GROUP BY need_id) AS s,
         LATERAL (SELECT coalesce(s.held, 0) AS held, coalesce(s.committed, 0) AS committed) AS d
    WHERE n.id = s.need_id;
    UPDATE app.pledge_line l SET allocated = l.allocated - s.quantity
    FROM (SELECT line_id, sum(quantity) AS quantity FROM app.allocation
          WHERE id = ANY (ids) GROUP BY line_id) s
    WHERE l.id = s.line_id;
    FOR g IN
        SELECT a.pledge_id, a.donor_id, a.executor_id, a.state,
               array_agg(a.need_id ORDER BY a.id) AS needs, array_agg(p.code ORDER BY a.id) AS codes,
               array_agg(a.quantity::bigint ORDER BY a.id) AS quantities
        FROM app.allocation a JOIN pub.package p ON p.id = a.package_id
        WHERE a.id = ANY (ids) GROUP BY 1, 2, 3, 4 ORDER BY 1, 4
    LOOP
        PERFORM ledger.post_promises(g.donor_id, g.executor_id, act, 'pledge', g.pledge_id,
            CASE g.state WHEN 'held' THEN 'pledged' ELSE 'committed' END, 'withdrawn',
            g.needs, g.codes, g.quantities,
            CASE WHEN author = 0 THEN g.executor_id ELSE author END, today, why);
    END LOOP;
    UPDATE pub.commitment SET released_on = today, released_recorded = app.now()
    WHERE allocation_id = ANY (ids);
    UPDATE app.allocation SET state = 'released', reason = why, released_on = today
    WHERE id = ANY (ids);
END $$;
ALTER FUNCTION app.allocations_release(bigint[], text, text) OWNER TO ksbb_engine;

-- Takes capacity for a pledge, or takes nothing and says why: one row for each fault.
-- Elements of the arrays belong together. An empty answer means that all was taken.
CREATE FUNCTION app.needs_reserve(this bigint, lines bigint[], needs bigint[],
    quantities int[], starts date, ends date)
RETURNS TABLE (fault text, need_id bigint, asked bigint, remaining bigint)
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp
AS $$
#variable_conflict use_column
DECLARE
    p app.pledge;
    programme pub.programme;
    phase pub.phase;
    tenant bigint := sec.tenant();
    instant timestamptz;
    today_ date;
    gone bigint[];
    held_by_donor bigint;
    asked_now bigint := (SELECT sum(q) FROM unnest(quantities) q);
    codes text[];
BEGIN
    SELECT * INTO p FROM app.pledge WHERE id = this FOR NO KEY UPDATE;
    IF p IS NULL OR tenant IS NULL OR sec.role() NOT IN ('OWNER', 'OPERATOR')
       OR NOT ((tenant = p.executor_id AND p.state IN ('accepted', 'committed'))
               OR (tenant = p.donor_id AND p.state = 'submitted')) THEN
        RAISE EXCEPTION 'not a pledge that you may allocate' USING ERRCODE = 'KS001';
    END IF;
    PERFORM app.require_agreement(p.executor_id);
    SELECT * INTO phase FROM pub.phase WHERE id = p.phase_id;
    SELECT * INTO programme FROM pub.programme WHERE id = phase.programme_id;
    -- A donor of whom nothing was committed yet holds little: counted under its own lock.
    IF EXISTS (SELECT FROM app.organisation WHERE id = p.donor_id AND kind = 'DONOR')
       AND NOT EXISTS (SELECT FROM app.allocation
                       WHERE donor_id = p.donor_id AND committed_on IS NOT NULL) THEN
        PERFORM pg_advisory_xact_lock(hashtextextended('ksbb newcomer', p.donor_id));
        SELECT coalesce(sum(quantity), 0) INTO held_by_donor FROM app.allocation
        WHERE donor_id = p.donor_id AND phase_id = p.phase_id AND state = 'held'
          AND (expires_at IS NULL OR expires_at > app.now());
        IF held_by_donor + asked_now > programme.newcomer_limit THEN
            RETURN QUERY SELECT 'NEWCOMER_LIMIT', NULL::bigint, asked_now,
                                greatest(programme.newcomer_limit - held_by_donor, 0);
            RETURN;
        END IF;
    END IF;
    PERFORM FROM pub.need WHERE id = ANY (needs) ORDER BY id FOR NO KEY UPDATE;
    -- The clock after the locks: a hold that ran out while we waited is gone.
    instant := app.now();
    today_ := (instant AT TIME ZONE 'Asia/Jakarta')::date;
    SELECT array_agg(id) INTO gone FROM app.allocation
    WHERE need_id = ANY (needs) AND state = 'held' AND expires_at <= instant;
    IF gone IS NOT NULL THEN
        PERFORM app.allocations_release(gone, 'lapse', 'LAPSED');
    END IF;
    RETURN QUERY
        SELECT f.fault, f.need_id, f.asked, f.remaining FROM (
            SELECT CASE WHEN n.id IS NULL OR n.phase_id <> p.phase_id OR l.id IS NULL THEN 'UNKNOWN'
                        WHEN n.state = 'closed' OR today_ > phase.ends_on THEN 'CLOSED'
                        WHEN a.asked > n.target - n.held - n.committed THEN 'MET' END AS fault,
                   a.need AS need_id, a.asked,
                   (n.target - n.held - n.committed)::bigint AS remaining
            FROM (SELECT t.need, t.line, sum(sum(t.quantity)) OVER (PARTITION BY t.need)::bigint AS asked
                  FROM unnest(lines, needs, quantities) AS t (line, need, quantity)
                  GROUP BY t.need, t.line) a
            LEFT JOIN pub.need n ON n.id = a.need
            LEFT JOIN app.pledge_line l ON l.id = a.line AND l.pledge_id = p.id
                AND l.package_id = n.package_id) f
        WHERE f.fault IS NOT NULL ORDER BY f.need_id;
    IF FOUND THEN
        RETURN;
    END IF;
    UPDATE pub.need n SET held = n.held + a.asked
    FROM (SELECT t.need, sum(t.quantity) AS asked
          FROM unnest(needs, quantities) AS t (need, quantity) GROUP BY t.need) a
    WHERE n.id = a.need;
    UPDATE app.pledge_line l SET allocated = l.allocated + a.asked
    FROM (SELECT t.line, sum(t.quantity) AS asked
          FROM unnest(lines, quantities) AS t (line, quantity) GROUP BY t.line) a
    WHERE l.id = a.line;
    INSERT INTO app.allocation (line_id, pledge_id, donor_id, executor_id, need_id, unit_id, phase_id,
        package_id, quantity, state, expires_at, window_starts, window_ends, created_by)
    SELECT t.line, p.id, p.donor_id, p.executor_id, n.id, n.unit_id, n.phase_id, n.package_id,
           t.quantity, 'held',
           CASE WHEN p.channel = 'VIA_AGGREGATOR' AND p.state = 'submitted'
                THEN instant + make_interval(hours => programme.hold_hours) END,
           starts, ends, sec.person()
    FROM unnest(lines, needs, quantities) AS t (line, need, quantity)
    JOIN pub.need n ON n.id = t.need
    ORDER BY n.id;
    SELECT array_agg(k.code ORDER BY t.position) INTO codes
    FROM unnest(needs) WITH ORDINALITY AS t (need, position)
    JOIN pub.need n ON n.id = t.need JOIN pub.package k ON k.id = n.package_id;
    PERFORM ledger.post_promises(p.donor_id, p.executor_id, 'pledge', 'pledge', p.id, 'promise',
        'pledged', needs, codes, quantities::bigint[], tenant, today_, NULL);
END $$;
ALTER FUNCTION app.needs_reserve(bigint, bigint[], bigint[], int[], date, date) OWNER TO ksbb_engine;
GRANT EXECUTE ON FUNCTION app.needs_reserve(bigint, bigint[], bigint[], int[], date, date)
    TO ksbb_tenant, ksbb_gov;

-- Locks a pledge and its needs, lapses what ran out by the clock under the locks, and answers
-- how many allocations had. Every move of a whole pledge begins here.
CREATE FUNCTION app.pledge_locked(this bigint) RETURNS int
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp
AS $$
DECLARE
    p app.pledge;
    gone bigint[];
BEGIN
    SELECT * INTO p FROM app.pledge WHERE id = this FOR NO KEY UPDATE;
    IF p IS NULL OR NOT (session_user = 'ksbb_worker' OR coalesce(sec.pemprov(), false)
                         OR coalesce(sec.tenant() IN (p.donor_id, p.executor_id), false)) THEN
        RAISE EXCEPTION 'not a pledge of yours' USING ERRCODE = 'KS001';
    END IF;
    PERFORM FROM pub.need WHERE id IN (SELECT need_id FROM app.allocation
                                       WHERE pledge_id = this AND state IN ('held', 'committed'))
    ORDER BY id FOR NO KEY UPDATE;
    SELECT array_agg(id) INTO gone FROM app.allocation
    WHERE pledge_id = this AND state = 'held' AND expires_at <= app.now();
    IF gone IS NOT NULL THEN
        PERFORM app.allocations_release(gone, 'lapse', 'LAPSED');
    END IF;
    RETURN (SELECT count(*) FROM app.allocation
            WHERE pledge_id = this AND state = 'released' AND reason = 'LAPSED');
END $$;
ALTER FUNCTION app.pledge_locked(bigint) OWNER TO ksbb_engine;
GRANT EXECUTE ON FUNCTION app.pledge_locked(bigint) TO ksbb_tenant, ksbb_gov, ksbb_worker;

-- After acceptance a hold waits for the Pemprov and no longer runs out.
CREATE FUNCTION app.holds_renew(this bigint) RETURNS void
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp
AS $$
BEGIN
    PERFORM app.pledge_locked(this);
    UPDATE app.allocation a SET expires_at = NULL
    FROM app.pledge p
    WHERE p.id = this AND p.state = 'accepted' AND a.pledge_id = this AND a.state = 'held';
END $$;
ALTER FUNCTION app.holds_renew(bigint) OWNER TO ksbb_engine;
GRANT EXECUTE ON FUNCTION app.holds_renew(bigint) TO ksbb_tenant, ksbb_gov;

-- What a pledge holds becomes committed. Returns how many packages; its state is the caller's.
CREATE FUNCTION app.needs_commit(this bigint) RETURNS bigint
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp
AS $$
DECLARE
    p app.pledge;
    taken bigint[];
    needs bigint[];
    codes text[];
    quantities bigint[];
    today date := app.today();
BEGIN
    IF app.pledge_locked(this) > 0 THEN
        RAISE EXCEPTION 'holds of the pledge have lapsed' USING ERRCODE = 'KS004';
    END IF;
    SELECT * INTO p FROM app.pledge WHERE id = this;
    IF p.state <> 'committed' THEN
        RAISE EXCEPTION 'the pledge is not committed' USING ERRCODE = 'KS001';
    END IF;
    IF NOT coalesce(sec.pemprov(), false)
       AND NOT (SELECT g.auto_commit FROM pub.phase f JOIN pub.programme g ON g.id = f.programme_id
                WHERE f.id = p.phase_id) THEN
        RAISE EXCEPTION 'a pledge is committed by the Pemprov' USING ERRCODE = 'KS001';
    END IF;
    SELECT array_agg(a.id ORDER BY a.id), array_agg(a.need_id ORDER BY a.id),
           array_agg(k.code ORDER BY a.id), array_agg(a.quantity::bigint ORDER BY a.id)
    INTO taken, needs, codes, quantities
    FROM app.allocation a JOIN pub.package k ON k.id = a.package_id
    WHERE a.pledge_id = this AND a.state = 'held';
    IF taken IS NULL THEN
        RETURN 0;
    END IF;
    UPDATE pub.need n SET held = n.held - s.quantity, committed = n.committed + s.quantity
    FROM (SELECT need, sum(quantity) AS quantity
          FROM unnest(needs, quantities) AS t (need, quantity) GROUP BY need) s
    WHERE n.id = s.need;
    UPDATE app.allocation SET state = 'committed', committed_on = today, expires_at = NULL
    WHERE id = ANY (taken);
    PERFORM ledger.post_promises(p.donor_id, p.executor_id, 'commit', 'pledge', p.id, 'pledged',
        'committed', needs, codes, quantities, sec.tenant(), today, NULL);
    INSERT INTO pub.commitment (allocation_id, pledge_id, need_id, unit_id, phase_id, package_id,
        giver_id, executor_id, quantity, committed_on, committed_recorded)
    SELECT id, pledge_id, need_id, unit_id, phase_id, package_id, donor_id, executor_id, quantity,
           today, app.now()
    FROM app.allocation WHERE id = ANY (taken);
    RETURN (SELECT sum(q) FROM unnest(quantities) q);
END $$;
ALTER FUNCTION app.needs_commit(bigint) OWNER TO ksbb_engine;
GRANT EXECUTE ON FUNCTION app.needs_commit(bigint) TO ksbb_tenant, ksbb_gov;

-- What a pledge that ended still takes is free again. Returns how many packages.
CREATE FUNCTION app.needs_release(this bigint) RETURNS bigint
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp
AS $$
DECLARE
    p app.pledge;
    ids bigint[];
    freed bigint;
BEGIN
    PERFORM app.pledge_locked(this);
    SELECT * INTO p FROM app.pledge WHERE id = this;
    IF p.state NOT IN ('rejected', 'withdrawn', 'lapsed') THEN
        RAISE EXCEPTION 'the pledge has not ended' USING ERRCODE = 'KS001';
    END IF;
    SELECT array_agg(id), sum(quantity) INTO ids, freed FROM app.allocation
    WHERE pledge_id = this AND state IN ('held', 'committed');
    IF ids IS NOT NULL THEN
        PERFORM app.allocations_release(ids, CASE p.state WHEN 'rejected' THEN 'reject'
            WHEN 'withdrawn' THEN 'withdraw' ELSE 'lapse' END,
            -- 'LAPSED' is what step_guard knows the clock by: nobody's own reason is that.
            CASE WHEN p.state = 'lapsed' THEN p.reason
                 ELSE coalesce(nullif(p.reason, 'LAPSED'), p.state) END);
    END IF;
    RETURN coalesce(freed, 0);
END $$;
ALTER FUNCTION app.needs_release(bigint) OWNER TO ksbb_engine;
GRANT EXECUTE ON FUNCTION app.needs_release(bigint) TO ksbb_tenant, ksbb_gov, ksbb_worker;

-- Its executor takes back destinations that the Pemprov has not confirmed yet; the packages are
-- then without one. A direct pledge has no packages without: there the pledge is withdrawn.
-- Returns how many packages. Of what is no longer held it lets go of nothing.
CREATE FUNCTION app.allocations_take_back(this bigint, ids bigint[]) RETURNS bigint
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp
AS $$
DECLARE
    p app.pledge;
    freed bigint;
BEGIN
    PERFORM app.pledge_locked(this);
    SELECT * INTO p FROM app.pledge WHERE id = this;
    IF NOT coalesce(sec.tenant() = p.executor_id AND sec.acts(), false)
       OR p.channel = 'DIRECT' OR p.state NOT IN ('accepted', 'committed') THEN
        RAISE EXCEPTION 'not allocations that you may take back' USING ERRCODE = 'KS001';
    END IF;
    IF EXISTS (SELECT FROM unnest(ids) AS t (id)
               LEFT JOIN app.allocation a ON a.id = t.id AND a.pledge_id = this AND a.state = 'held'
               WHERE a.id IS NULL) THEN
        RETURN 0;
    END IF;
    SELECT sum(quantity) INTO freed FROM app.allocation WHERE id = ANY (ids);
    PERFORM app.allocations_release(ids, 'release', 'released');
    RETURN coalesce(freed, 0);
END $$;
ALTER FUNCTION app.allocations_take_back(bigint, bigint[]) OWNER TO ksbb_engine;
GRANT EXECUTE ON FUNCTION app.allocations_take_back(bigint, bigint[]) TO ksbb_tenant, ksbb_gov;

-- The worker's tidying: pledges whose holds ran out are lapsed, one after the other, passing
-- by those that somebody is at. Figures and refusals were right without it. Returns how many.
CREATE FUNCTION app.lapse_due(at_most int DEFAULT 100) RETURNS int
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp
AS $$
DECLARE
    due bigint;
    done int := 0;
BEGIN
    FOR due IN
        SELECT p.id FROM app.pledge p
        WHERE p.state = 'submitted' AND EXISTS (
            SELECT FROM app.allocation a WHERE a.pledge_id = p.id
              AND ((a.state = 'held' AND a.expires_at <= app.now()) OR a.reason = 'LAPSED'))
        ORDER BY p.id LIMIT at_most FOR NO KEY UPDATE SKIP LOCKED
    LOOP
        UPDATE app.pledge SET state = 'lapsed', reason = 'LAPSED' WHERE id = due;
        PERFORM app.needs_release(due);
        PERFORM app.record('PledgeLapsed', 'lapse', 'pledge', due,
                           (SELECT donor_id FROM app.pledge WHERE id = due), '{}', '{}');
        done := done + 1;
    END LOOP;
    RETURN done;
END $$;
ALTER FUNCTION app.lapse_due(int) OWNER TO ksbb_engine;
GRANT EXECUTE ON FUNCTION app.lapse_due(int) TO ksbb_worker;

-- What whoever has a pledge's code may know of it: which organisations, how much, for whom, how far
-- and since when. Never a person, a text that somebody wrote, or money. No id goes out, an unknown
-- code gives no row, and nothing lists codes. The code may be written with spaces and small letters.
CREATE FUNCTION app.code_read(written text) RETURNS text LANGUAGE sql IMMUTABLE
AS $$
    SELECT upper(regexp_replace(left(written, 100), '[^0-9A-Za-z]', '', 'g'))
$$;
ALTER FUNCTION app.code_read(text) OWNER TO ksbb_owner;
GRANT EXECUTE ON FUNCTION app.code_read(text) TO ksbb_engine;

-- A hold that ran out is gone, whether or not somebody has tidied up behind it yet.
CREATE FUNCTION app.ran_out(this bigint) RETURNS date LANGUAGE sql STABLE
SET search_path = pg_catalog, public, pg_temp
AS $$
    SELECT (min(a.expires_at) AT TIME ZONE 'Asia/Jakarta')::date
    FROM app.allocation a JOIN app.pledge p ON p.id = a.pledge_id
    WHERE p.id = this AND p.state = 'submitted' AND a.state = 'held' AND a.expires_at <= app.now()
$$;
ALTER FUNCTION app.ran_out(bigint) OWNER TO ksbb_owner;
GRANT EXECUTE ON FUNCTION app.ran_out(bigint) TO ksbb_engine;

CREATE FUNCTION app.tracked(code text)
RETURNS TABLE (number text, public_code text, state text, channel text, phase_id bigint,
               giver_id bigint, executor_id bigint, submitted_on date, as_of timestamptz)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp
AS $$
    SELECT p.number, p.public_code,
           CASE WHEN app.ran_out(p.id) IS NULL THEN p.state ELSE 'lapsed' END, p.channel,
           p.phase_id, p.donor_id, p.executor_id,
           (p.submitted_at AT TIME ZONE 'Asia/Jakarta')::date, app.now()
    FROM app.pledge p WHERE p.public_code = app.code_read(code)
$$;

CREATE FUNCTION app.tracked_parts(code text)
RETURNS TABLE (package_id bigint, unit_id bigint, quantity int, state text, since date,
               window_starts date, window_ends date)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp
AS $$
    WITH p AS (SELECT p.*, app.ran_out(p.id) AS ran_out
               FROM app.pledge p WHERE p.public_code = app.code_read(code))
    SELECT a.package_id, a.unit_id, a.quantity,
           CASE WHEN a.state = 'held' AND p.ran_out IS NOT NULL THEN 'released' ELSE a.state END,
           CASE a.state WHEN 'held' THEN p.ran_out WHEN 'released' THEN a.released_on
                        ELSE a.committed_on END,
           a.window_starts, a.window_ends
    FROM p JOIN app.allocation a ON a.pledge_id = p.id
    UNION ALL
    -- What is promised and has no unit yet.
    SELECT l.package_id, NULL, l.quantity - l.allocated, 'held', NULL, NULL, NULL
    FROM p JOIN app.pledge_line l ON l.pledge_id = p.id
    WHERE l.quantity > l.allocated AND p.state IN ('submitted', 'accepted', 'committed')
      AND p.ran_out IS NULL
$$;

CREATE FUNCTION app.tracked_steps(code text)
RETURNS TABLE (place bigint, becomes text, party text, organisation_id bigint, day date)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp
AS $$
    WITH p AS (SELECT p.id, app.ran_out(p.id) AS ran_out
               FROM app.pledge p WHERE p.public_code = app.code_read(code)),
    steps AS (
        SELECT s.id AS place, s.becomes, s.party, s.tenant_id, s.effective
        FROM p JOIN app.step s ON s.thing = 'pledge' AND s.thing_id = p.id
        UNION ALL
        SELECT 9223372036854775807, 'lapsed', 'SYSTEM', 0, p.ran_out
        FROM p WHERE p.ran_out IS NOT NULL)
    SELECT row_number() OVER (ORDER BY s.place), s.becomes, s.party, s.tenant_id, s.effective
    FROM steps s
$$;

ALTER FUNCTION app.tracked(text) OWNER TO ksbb_engine;
ALTER FUNCTION app.tracked_parts(text) OWNER TO ksbb_engine;
ALTER FUNCTION app.tracked_steps(text) OWNER TO ksbb_engine;
GRANT EXECUTE ON FUNCTION app.tracked(text), app.tracked_parts(text), app.tracked_steps(text)
    TO ksbb_public, ksbb_tenant, ksbb_gov;
