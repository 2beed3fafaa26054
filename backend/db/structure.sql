-- The whole database as its revisions and functions make it. Written by ./ksbb structure; not to be
-- edited. What it is made of stands in migrations/ and functions/.

CREATE SCHEMA app;

ALTER SCHEMA app OWNER TO ksbb_owner;

CREATE SCHEMA ledger;

ALTER SCHEMA ledger OWNER TO ksbb_owner;

CREATE SCHEMA pub;

ALTER SCHEMA pub OWNER TO ksbb_owner;

CREATE SCHEMA sec;

ALTER SCHEMA sec OWNER TO ksbb_owner;

CREATE EXTENSION IF NOT EXISTS btree_gist WITH SCHEMA public;

CREATE EXTENSION IF NOT EXISTS pg_trgm WITH SCHEMA public;

CREATE EXTENSION IF NOT EXISTS pgcrypto WITH SCHEMA public;

CREATE EXTENSION IF NOT EXISTS postgis WITH SCHEMA public;

CREATE FUNCTION app.agreement_in_force(aggregator bigint) RETURNS boolean
    LANGUAGE sql SECURITY DEFINER
    SET search_path TO 'pg_catalog', 'public', 'pg_temp'
    AS $$
    SELECT EXISTS (SELECT FROM app.agreement
                   WHERE aggregator_id = aggregator AND state = 'active'
                     AND app.today() BETWEEN starts_on AND ends_on)
$$;

ALTER FUNCTION app.agreement_in_force(aggregator bigint) OWNER TO ksbb_engine;

CREATE FUNCTION app.allocations_release(ids bigint[], action text, reason text) RETURNS void
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'pg_catalog', 'public', 'pg_temp'
    AS $$
DECLARE
    today date := app.today();
    author bigint := coalesce(sec.tenant(), 0);
    of_pledge record;
BEGIN
    IF EXISTS (SELECT FROM app.allocation WHERE id = ANY (ids) AND loaded > 0) THEN
        RAISE EXCEPTION 'packages of it are loaded'
            USING ERRCODE = 'check_violation', CONSTRAINT = 'allocation_is_loaded';
    END IF;
    UPDATE pub.need SET held = need.held - freed.held, committed = need.committed - freed.committed
    FROM (SELECT need_id, coalesce(sum(quantity) FILTER (WHERE state = 'held'), 0) AS held,
                 coalesce(sum(quantity - released) FILTER (WHERE state = 'committed'), 0) AS committed
          FROM app.allocation WHERE id = ANY (ids) GROUP BY need_id) AS freed
    WHERE need.id = freed.need_id;
    UPDATE app.pledge_line SET allocated = pledge_line.allocated - freed.quantity
    -- What was returned to its need is no longer among the line's allocated packages.
    FROM (SELECT line_id, sum(quantity - coalesce(returned.packages, 0)) AS quantity FROM app.allocation
          LEFT JOIN (SELECT release.allocation_id, sum(release.quantity) AS packages FROM pub.release
                     WHERE release.allocation_id = ANY (ids) AND release.cause = 'RETURNED_TO_NEED'
                       AND release.reversed_on IS NULL GROUP BY release.allocation_id) AS returned
              ON returned.allocation_id = allocation.id
          WHERE id = ANY (ids) GROUP BY line_id) AS freed
    WHERE pledge_line.id = freed.line_id;
    FOR of_pledge IN
        SELECT allocation.pledge_id, allocation.donor_id, allocation.executor_id, allocation.state,
               array_agg(allocation.need_id ORDER BY allocation.id) AS needs,
               array_agg(package.code ORDER BY allocation.id) AS codes,
               array_agg((allocation.quantity - allocation.released)::bigint ORDER BY allocation.id)
                   AS quantities
        FROM app.allocation JOIN pub.package ON package.id = allocation.package_id
        WHERE allocation.id = ANY (ids) GROUP BY 1, 2, 3, 4 ORDER BY 1, 4
    LOOP
        PERFORM ledger.post_packages('PROMISE', of_pledge.donor_id, of_pledge.executor_id, action, 'pledge',
            of_pledge.pledge_id,
            CASE of_pledge.state WHEN 'held' THEN 'pledged' ELSE 'committed' END, 'withdrawn',
            of_pledge.needs, of_pledge.codes, of_pledge.quantities,
            CASE WHEN author = 0 THEN of_pledge.executor_id ELSE author END, today, reason);
    END LOOP;
    UPDATE pub.commitment SET released_on = today, released_recorded = app.now()
    WHERE allocation_id = ANY (ids);
    UPDATE app.allocation
    SET state = 'released', released = quantity, reason = allocations_release.reason, released_on = today
    WHERE id = ANY (ids);
END $$;

ALTER FUNCTION app.allocations_release(ids bigint[], action text, reason text) OWNER TO ksbb_engine;

CREATE FUNCTION app.allocations_settled(ids bigint[]) RETURNS void
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'pg_catalog', 'public', 'pg_temp'
    AS $$
BEGIN
    UPDATE app.allocation SET state = 'fulfilled'
    WHERE id = ANY (ids) AND state = 'committed' AND received + released = quantity;
    UPDATE app.allocation SET state = 'committed'
    WHERE id = ANY (ids) AND state = 'fulfilled' AND received + released < quantity;
END $$;

ALTER FUNCTION app.allocations_settled(ids bigint[]) OWNER TO ksbb_engine;

CREATE FUNCTION app.allocations_shrink(ids bigint[], quantities integer[], why text, action text, reason text) RETURNS void
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'pg_catalog', 'public', 'pg_temp'
    AS $$
DECLARE
    author bigint := coalesce(sec.organisation(), 0);
    of_pledge record;
BEGIN
    UPDATE pub.need SET committed = need.committed - freed.quantity
    FROM (SELECT allocation.need_id, sum(part.quantity) AS quantity
          FROM unnest(ids, quantities) AS part (id, quantity)
          JOIN app.allocation ON allocation.id = part.id GROUP BY allocation.need_id) AS freed
    WHERE need.id = freed.need_id;
    UPDATE app.allocation SET released = allocation.released + part.quantity
    FROM unnest(ids, quantities) AS part (id, quantity)
    WHERE allocation.id = part.id;
    INSERT INTO pub.release (allocation_id, quantity, cause, effective)
    SELECT part.id, part.quantity, why, app.today()
    FROM unnest(ids, quantities) AS part (id, quantity) ORDER BY part.id;
    FOR of_pledge IN
        SELECT allocation.pledge_id, allocation.donor_id, allocation.executor_id,
               array_agg(allocation.need_id ORDER BY allocation.id) AS needs,
               array_agg(package.code ORDER BY allocation.id) AS codes,
               array_agg(part.quantity::bigint ORDER BY allocation.id) AS quantities
        FROM unnest(ids, quantities) AS part (id, quantity)
        JOIN app.allocation ON allocation.id = part.id
        JOIN pub.package ON package.id = allocation.package_id GROUP BY 1, 2, 3 ORDER BY 1
    LOOP
        PERFORM ledger.post_packages('PROMISE', of_pledge.donor_id, of_pledge.executor_id, action, 'pledge',
            of_pledge.pledge_id, 'committed', 'withdrawn', of_pledge.needs, of_pledge.codes,
            of_pledge.quantities, CASE WHEN author = 0 THEN of_pledge.executor_id ELSE author END,
            app.today(), reason);
    END LOOP;
    PERFORM app.allocations_settled(ids);
END $$;

ALTER FUNCTION app.allocations_shrink(ids bigint[], quantities integer[], why text, action text, reason text) OWNER TO ksbb_engine;

CREATE FUNCTION app.allocations_withdraw(this bigint, ids bigint[]) RETURNS bigint
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'pg_catalog', 'public', 'pg_temp'
    AS $$
DECLARE
    pledge app.pledge;
    freed bigint;
BEGIN
    PERFORM app.pledge_lock(this);
    SELECT * INTO pledge FROM app.pledge WHERE id = this;
    IF NOT coalesce(sec.tenant() = pledge.executor_id AND sec.may_act(), false)
       OR pledge.channel = 'DIRECT' OR pledge.state NOT IN ('accepted', 'committed') THEN
        RAISE EXCEPTION 'not allocations that you may withdraw' USING ERRCODE = 'KS001';
    END IF;
    IF EXISTS (SELECT FROM unnest(ids) AS given (id)
               LEFT JOIN app.allocation ON allocation.id = given.id
                   AND allocation.pledge_id = this AND allocation.state = 'held'
               WHERE allocation.id IS NULL) THEN
        RETURN 0;
    END IF;
    SELECT sum(quantity) INTO freed FROM app.allocation WHERE id = ANY (ids);
    PERFORM app.allocations_release(ids, 'release', 'released');
    RETURN coalesce(freed, 0);
END $$;

ALTER FUNCTION app.allocations_withdraw(this bigint, ids bigint[]) OWNER TO ksbb_engine;

CREATE FUNCTION app.assign_verifiers() RETURNS integer
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'pg_catalog', 'public', 'pg_temp'
    AS $$
DECLARE
    due app.verification;
    chosen bigint;
    given int := 0;
BEGIN
    FOR due IN
        SELECT * FROM app.verification WHERE state = 'drawn' AND verifier_id IS NULL
        ORDER BY id LIMIT 100 FOR NO KEY UPDATE SKIP LOCKED
    LOOP
        SELECT membership.person_id INTO chosen FROM app.membership
        LEFT JOIN app.verification AS open ON open.verifier_id = membership.person_id AND open.state = 'drawn'
        WHERE membership.role = 'VERIFIER' AND app.verifier_may(membership.person_id, due.stop_id)
        GROUP BY 1 ORDER BY count(open.id), 1 LIMIT 1;
        IF chosen IS NOT NULL THEN
            UPDATE app.verification SET verifier_id = chosen WHERE id = due.id;
            PERFORM app.record_event('VerificationAssigned', 'assign_verification', 'verification', due.id, NULL,
                                     jsonb_build_object('verifier', chosen), jsonb_build_object('verifier', chosen));
            given := given + 1;
        END IF;
    END LOOP;
    RETURN given;
END $$;

ALTER FUNCTION app.assign_verifiers() OWNER TO ksbb_engine;

CREATE TABLE app.audit (
    id bigint NOT NULL,
    event uuid NOT NULL,
    tenant_id bigint NOT NULL,
    actor text NOT NULL,
    actor_id bigint NOT NULL,
    person_id bigint GENERATED ALWAYS AS (
CASE actor
    WHEN 'PERSON'::text THEN actor_id
    ELSE (0)::bigint
END) STORED NOT NULL,
    role text NOT NULL,
    action text NOT NULL,
    thing text NOT NULL,
    thing_id bigint NOT NULL,
    facts jsonb NOT NULL,
    recorded timestamp with time zone NOT NULL,
    at timestamp with time zone NOT NULL,
    hash bytea NOT NULL,
    CONSTRAINT audit_actor_check CHECK ((actor = ANY (ARRAY['SYSTEM'::text, 'PERSON'::text, 'SHIFT'::text, 'SLIP'::text, 'CLIENT'::text])))
);

ALTER TABLE ONLY app.audit FORCE ROW LEVEL SECURITY;

ALTER TABLE app.audit OWNER TO ksbb_owner;

CREATE FUNCTION app.audit_hash(a app.audit) RETURNS bytea
    LANGUAGE sql IMMUTABLE
    SET search_path TO 'pg_catalog', 'public', 'pg_temp'
    AS $$
    SELECT sha256(convert_to(concat_ws('|', a.id, a.event, a.tenant_id, a.actor, a.actor_id, a.role, a.action,
        a.thing, a.thing_id, a.facts::text, extract(epoch FROM a.recorded), extract(epoch FROM a.at)),
        'UTF8'))
$$;

ALTER FUNCTION app.audit_hash(a app.audit) OWNER TO ksbb_owner;

CREATE FUNCTION app.audit_queue() RETURNS trigger
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'pg_catalog', 'public', 'pg_temp'
    AS $$
BEGIN
    INSERT INTO app.audit_unsealed SELECT id FROM inserted;
    RETURN NULL;
END $$;

ALTER FUNCTION app.audit_queue() OWNER TO ksbb_engine;

CREATE FUNCTION app.audit_stamp() RETURNS trigger
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'pg_catalog', 'public', 'pg_temp'
    AS $$
DECLARE claims text[] := sec.claims();
BEGIN
    NEW.tenant_id := coalesce(claims[1]::bigint, 0);
    NEW.actor := coalesce(claims[6], 'SYSTEM');
    NEW.actor_id := coalesce(claims[2]::bigint, 0);
    NEW.role := coalesce(claims[4], 'SYSTEM');
    NEW.recorded := app.now();
    NEW.at := clock_timestamp();
    NEW.hash := app.audit_hash(NEW);
    RETURN NEW;
END $$;

ALTER FUNCTION app.audit_stamp() OWNER TO ksbb_engine;

CREATE FUNCTION app.bast_by_code(code text, source text) RETURNS jsonb
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'pg_catalog', 'public', 'pg_temp'
    AS $$
#variable_conflict use_variable
DECLARE
    found jsonb;
BEGIN
    SELECT jsonb_build_object(
        'number', b.number, 'version', v.version, 'code', v.code, 'state', v.state,
        'executor', f.facts -> 'executor', 'giver', f.facts -> 'giver', 'unit', f.facts -> 'unit',
        'happened_on', f.facts -> 'happened_on', 'recorded_on', f.facts -> 'recorded_on',
        'disputed', f.facts -> 'disputed', 'decided', f.facts -> 'decided', 'proofs', f.facts -> 'proofs',
        'lines', f.facts -> 'lines', 'issued_at', v.data::jsonb -> 'issued_at',
        'data_sha256', encode(v.data_sha256, 'hex'), 'demo', f.facts -> 'demo',
        'files', (SELECT jsonb_agg(jsonb_build_object('kind', x.kind, 'sha256', encode(x.sha256, 'hex'),
                                                      'version', y.version, 'on', (x.recorded AT TIME ZONE 'Asia/Jakarta')::date)
                                   ORDER BY x.id DESC)
                  FROM app.bast_version y JOIN app.bast_file x ON x.version_id = y.id
                  WHERE y.bast_id = v.bast_id AND y.extract_for_id IS NOT DISTINCT FROM v.extract_for_id),
        'current', (SELECT jsonb_build_object('code', y.code, 'version', y.version) FROM app.bast_version y
                    WHERE y.bast_id = v.bast_id AND y.extract_for_id IS NOT DISTINCT FROM v.extract_for_id
                      AND y.state <> 'superseded'))
    INTO found
    FROM app.bast_version v JOIN app.bast b ON b.id = v.bast_id
    CROSS JOIN LATERAL (SELECT v.data::jsonb -> 'facts' AS facts) f
    WHERE v.code = app.normalise_code(bast_by_code.code);
    IF found IS NULL THEN
        PERFORM sec.count_attempt('BAST_SOURCE', source, 30);
    END IF;
    RETURN jsonb_build_object('slowed', sec.attempts('BAST_SOURCE', source) >= 30, 'document', found);
END $$;

ALTER FUNCTION app.bast_by_code(code text, source text) OWNER TO ksbb_engine;

CREATE FUNCTION app.bast_changed(this bigint) RETURNS boolean
    LANGUAGE sql STABLE SECURITY DEFINER
    SET search_path TO 'pg_catalog', 'public', 'pg_temp'
    AS $$
    SELECT EXISTS (
        SELECT FROM app.bast_facts(this) AS now
        LEFT JOIN app.bast ON bast.handover_id = this
        LEFT JOIN app.bast_version ON bast_version.bast_id = bast.id AND bast_version.state <> 'superseded'
            AND bast_version.extract_for_id IS NOT DISTINCT FROM now.donor_id
        WHERE bast_version.id IS NULL OR bast_version.data::jsonb -> 'facts' <> now.facts)
$$;

ALTER FUNCTION app.bast_changed(this bigint) OWNER TO ksbb_engine;

CREATE FUNCTION app.bast_due_by_handover() RETURNS trigger
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'pg_catalog', 'public', 'pg_temp'
    AS $$
BEGIN
    INSERT INTO app.bast_due (handover_id) VALUES (NEW.id)
    ON CONFLICT (handover_id) DO UPDATE SET due = clock_timestamp(), attempts = 0, error = NULL;
    RETURN NULL;
END $$;

ALTER FUNCTION app.bast_due_by_handover() OWNER TO ksbb_engine;

CREATE FUNCTION app.bast_due_by_proof() RETURNS trigger
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'pg_catalog', 'public', 'pg_temp'
    AS $$
BEGIN
    INSERT INTO app.bast_due (handover_id) VALUES (NEW.handover_id)
    ON CONFLICT (handover_id) DO UPDATE SET due = clock_timestamp(), attempts = 0, error = NULL;
    RETURN NULL;
END $$;

ALTER FUNCTION app.bast_due_by_proof() OWNER TO ksbb_engine;

CREATE FUNCTION app.bast_facts(this bigint) RETURNS TABLE(donor_id bigint, facts jsonb)
    LANGUAGE sql STABLE SECURITY DEFINER
    SET search_path TO 'pg_catalog', 'public', 'pg_temp'
    AS $$
    WITH h AS (
        SELECT * FROM app.handover
        WHERE id = this AND state IN ('proven', 'verified', 'disputed', 'resolved')
    ), common AS (
        SELECT jsonb_build_object(
            'executor', executor.name,
            'unit', jsonb_build_object('code', unit.code, 'name', unit.name, 'kelurahan', kelurahan.name,
                                       'kecamatan', kecamatan.name, 'kota', kota.name),
            'programme', (SELECT max(programme.name) FROM app.load l JOIN pub.need n ON n.id = l.need_id
                          JOIN pub.phase ON phase.id = n.phase_id
                          JOIN pub.programme ON programme.id = phase.programme_id
                          WHERE l.stop_id = h.stop_id),
            'shipment', shipment.number,
            'happened_on', h.happened_on,
            'recorded_on', (h.recorded AT TIME ZONE 'Asia/Jakarta')::date,
            'receiver', h.receiver,
            'disputed', h.state = 'disputed',
            'decided', EXISTS (SELECT FROM app.step WHERE step.thing = 'handover' AND step.thing_id = h.id
                               AND step.to_state = 'resolved') AND h.state <> 'disputed',
            'proofs', (SELECT jsonb_agg(DISTINCT jsonb_build_object('method', proof.method, 'side', proof.side,
                                                                    'on', proof.happened_on))
                       FROM app.proof WHERE proof.handover_id = h.id AND proof.superseded_by IS NULL),
            'demo', app.is_demo()) AS facts
        FROM h
        JOIN app.shipment ON shipment.id = h.shipment_id
        JOIN pub.organisation AS executor ON executor.id = h.executor_id
        JOIN pub.unit ON unit.id = h.unit_id
        JOIN pub.area AS kelurahan ON kelurahan.id = unit.area_id
        LEFT JOIN pub.area AS kecamatan ON kecamatan.id = kelurahan.kecamatan_id
        LEFT JOIN pub.area AS kota ON kota.id = kelurahan.kota_id
    ), line AS (
        SELECT l.donor_id AS giver, o.package_id, l.sent, l.good, l.damaged, l.missing, l.brought_back,
               l.undecided
        FROM h JOIN app.handover_line l ON l.handover_id = h.id JOIN app.load o ON o.id = l.load_id
    ), counted AS (
        SELECT CASE WHEN GROUPING(giver) = 0 THEN giver END AS giver, package_id,
               sum(sent) AS sent, sum(good) AS good, sum(damaged) AS damaged, sum(missing) AS missing,
               sum(brought_back) AS brought_back, sum(undecided) AS undecided
        FROM line GROUP BY GROUPING SETS ((package_id), (giver, package_id))
    ), lines AS (
        SELECT c.giver, jsonb_agg(jsonb_build_object(
            'code', package.code, 'package', package.name, 'sent', c.sent, 'good', c.good, 'damaged', c.damaged,
            'missing', c.missing, 'brought_back', c.brought_back, 'undecided', c.undecided,
            -- What came on top of it is nobody's share.
            'surplus', CASE WHEN c.giver IS NULL THEN coalesce(n.surplus, 0) ELSE 0 END)
            ORDER BY package.id) AS lines
        FROM counted c JOIN pub.package ON package.id = c.package_id
        LEFT JOIN app.handover_count n ON n.handover_id = this AND n.package_id = c.package_id
        GROUP BY c.giver
    )
    SELECT lines.giver,
           common.facts || jsonb_build_object('lines', lines.lines, 'giver', giver.name)
    FROM common CROSS JOIN lines
    LEFT JOIN pub.organisation AS giver ON giver.id = lines.giver
    WHERE lines.giver IS NULL OR lines.giver <> (SELECT h.executor_id FROM h)
    ORDER BY lines.giver NULLS FIRST
$$;

ALTER FUNCTION app.bast_facts(this bigint) OWNER TO ksbb_engine;

CREATE FUNCTION app.bast_issue(bast bigint, version integer, donor bigint, code text, data text, file uuid, sha256 bytea, size integer) RETURNS bigint
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'pg_catalog', 'public', 'pg_temp'
    AS $$
#variable_conflict use_variable
DECLARE
    b app.bast;
    made bigint;
BEGIN
    SELECT * INTO b FROM app.bast WHERE id = bast;
    UPDATE app.bast_version v SET state = 'superseded'
    WHERE v.bast_id = bast AND v.extract_for_id IS NOT DISTINCT FROM donor AND v.state <> 'superseded';
    INSERT INTO app.bast_version (bast_id, executor_id, area_id, programme_id, version, extract_for_id, state, code,
                                  data, data_sha256)
    VALUES (bast, b.executor_id, b.area_id, b.programme_id, version, donor, 'draft', code, data,
            pg_catalog.sha256(convert_to(data, 'UTF8')))
    RETURNING id INTO made;
    INSERT INTO app.bast_file (version_id, executor_id, area_id, programme_id, kind, file, sha256, size, actor,
                               actor_id)
    VALUES (made, b.executor_id, b.area_id, b.programme_id, 'ISSUED', file, sha256, size, 'SYSTEM', 0);
    PERFORM app.record_event('BastIssued', 'issue_bast', 'bast_version', made, coalesce(donor, b.executor_id),
                             jsonb_build_object('number', b.number, 'version', version),
                             jsonb_build_object('number', b.number, 'version', version,
                                                'sha256', encode(sha256, 'hex')));
    RETURN made;
END $$;

ALTER FUNCTION app.bast_issue(bast bigint, version integer, donor bigint, code text, data text, file uuid, sha256 bytea, size integer) OWNER TO ksbb_engine;

CREATE FUNCTION app.bast_open(this bigint) RETURNS TABLE(bast_id bigint, number text, version integer, day date)
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'pg_catalog', 'public', 'pg_temp'
    AS $$
#variable_conflict use_column
DECLARE
    h app.handover;
    taken int;
    issued_in int := extract(year FROM app.today());
BEGIN
    SELECT * INTO h FROM app.handover WHERE id = this AND state IN ('proven', 'verified', 'disputed', 'resolved');
    IF h.id IS NULL THEN
        RAISE EXCEPTION 'not a proven handover' USING ERRCODE = 'KS001';
    END IF;
    IF NOT EXISTS (SELECT FROM app.bast WHERE handover_id = this) THEN
        INSERT INTO app.bast_series (executor_id, year, last) VALUES (h.executor_id, issued_in, 1)
        ON CONFLICT (executor_id, year) DO UPDATE SET last = bast_series.last + 1
        RETURNING last INTO taken;
        INSERT INTO app.bast (year, sequence, handover_id, stop_id, executor_id, area_id, programme_id)
        SELECT issued_in, taken, h.id, h.stop_id, h.executor_id, h.area_id,
               (SELECT phase.programme_id FROM app.load JOIN pub.need ON need.id = load.need_id
                JOIN pub.phase ON phase.id = need.phase_id WHERE load.stop_id = h.stop_id LIMIT 1);
    END IF;
    RETURN QUERY
        SELECT bast.id, bast.number,
               coalesce((SELECT max(version) FROM app.bast_version WHERE bast_id = bast.id), 0) + 1,
               app.today()
        FROM app.bast WHERE bast.handover_id = this;
END $$;

ALTER FUNCTION app.bast_open(this bigint) OWNER TO ksbb_engine;

CREATE FUNCTION app.bast_sign(this bigint, sha256 bytea, size integer, verdict jsonb, revocation bytea[]) RETURNS bigint
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'pg_catalog', 'public', 'pg_temp'
    AS $$
#variable_conflict use_variable
DECLARE
    v app.bast_version;
    made bigint;
BEGIN
    SELECT * INTO v FROM app.bast_version WHERE id = this FOR NO KEY UPDATE;
    IF v.id IS NULL OR v.extract_for_id IS NOT NULL OR v.state = 'superseded' OR NOT coalesce(
           (sec.may_act() AND (sec.is_pemprov() OR v.executor_id = sec.tenant()))
           OR v.area_id = ANY (sec.areas()), false) THEN
        RAISE EXCEPTION 'not a document that you may bring back signed' USING ERRCODE = 'KS001';
    END IF;
    IF (SELECT count(*) FROM app.bast_file WHERE version_id = this AND kind = 'SIGNED') >= 20 THEN
        RAISE EXCEPTION 'it has twenty signed copies'
            USING ERRCODE = 'check_violation', CONSTRAINT = 'evidence_is_enough';
    END IF;
    INSERT INTO app.bast_file (version_id, executor_id, area_id, programme_id, kind, sha256, size, verdict,
                               revocation, actor, actor_id)
    VALUES (this, v.executor_id, v.area_id, v.programme_id, 'SIGNED', sha256, size, verdict, revocation, sec.actor(),
            sec.actor_id())
    RETURNING id INTO made;
    IF v.state = 'draft' AND (
        SELECT array_agg(s ->> 'field' ORDER BY s ->> 'field') FROM jsonb_array_elements(verdict -> 'signatures') s
        WHERE (s ->> 'trusted')::boolean) = '{Pihak1,Pihak2}' THEN
        UPDATE app.bast_version SET state = 'countersigned' WHERE id = this;
    END IF;
    RETURN made;
END $$;

ALTER FUNCTION app.bast_sign(this bigint, sha256 bytea, size integer, verdict jsonb, revocation bytea[]) OWNER TO ksbb_engine;

CREATE FUNCTION app.clock_set(moment timestamp with time zone) RETURNS timestamp with time zone
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'pg_catalog', 'public', 'pg_temp'
    AS $$
BEGIN
    UPDATE pub.clock SET shift = moment - clock_timestamp() WHERE demo;
    IF NOT FOUND THEN
        RAISE EXCEPTION 'the clock moves only in a demo' USING ERRCODE = 'insufficient_privilege';
    END IF;
    RETURN moment;
END $$;

ALTER FUNCTION app.clock_set(moment timestamp with time zone) OWNER TO ksbb_engine;

CREATE FUNCTION app.closing_move(this bigint, becomes text, why text) RETURNS void
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'pg_catalog', 'public', 'pg_temp'
    AS $$
DECLARE closing app.closing;
BEGIN
    SELECT * INTO closing FROM app.closing WHERE id = this FOR NO KEY UPDATE;
    IF closing IS NULL OR NOT coalesce(sec.may_act(), false) OR closing.donor_id = closing.executor_id
       OR NOT coalesce(CASE WHEN becomes IN ('contested', 'closed') THEN closing.donor_id = sec.tenant()
                            WHEN becomes IN ('upheld', 'overruled') THEN sec.is_pemprov() AND sec.tenant() <> closing.donor_id END, false) THEN
        RAISE EXCEPTION 'not a closing that you may answer' USING ERRCODE = 'KS001';
    END IF;
    UPDATE app.closing SET state = becomes, reason = why WHERE id = this;
END $$;

ALTER FUNCTION app.closing_move(this bigint, becomes text, why text) OWNER TO ksbb_engine;

CREATE FUNCTION app.closing_parts(this bigint) RETURNS TABLE(allocation_id bigint, quantity integer)
    LANGUAGE sql STABLE
    SET search_path TO 'pg_catalog', 'public', 'pg_temp'
    AS $$
    SELECT young.id, least(young.free, young.lacking - (young.upto - young.free))::int
    FROM (SELECT allocation.id, allocation.quantity - allocation.released - allocation.loaded AS free,
                 pledge_line.allocated - (pledge_line.stocked - pledge_line.replaced) AS lacking,
                 sum(allocation.quantity - allocation.released - allocation.loaded)
                     OVER (ORDER BY allocation.committed_on DESC, allocation.id DESC) AS upto
          FROM app.allocation JOIN app.pledge_line ON pledge_line.id = allocation.line_id
          WHERE allocation.line_id = this AND allocation.state = 'committed'
            AND allocation.quantity - allocation.released > allocation.loaded) AS young
    WHERE young.upto - young.free < young.lacking
$$;

ALTER FUNCTION app.closing_parts(this bigint) OWNER TO ksbb_owner;

CREATE FUNCTION app.closing_take_back(this bigint, why text) RETURNS void
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'pg_catalog', 'public', 'pg_temp'
    AS $$
DECLARE
    closing app.closing;
    releases bigint[];
BEGIN
    SELECT * INTO closing FROM app.closing WHERE id = this;
    PERFORM FROM app.pledge WHERE id = closing.pledge_id FOR NO KEY UPDATE;
    SELECT * INTO closing FROM app.closing WHERE id = this FOR NO KEY UPDATE;
    IF closing IS NULL OR closing.state = 'taken_back'
       OR NOT coalesce(closing.executor_id = sec.tenant() AND sec.may_act(), false)
       OR EXISTS (SELECT FROM app.withdrawal WHERE withdrawal.pledge_id = closing.pledge_id
                  AND withdrawal.state IN ('requested', 'agreed')) THEN
        RAISE EXCEPTION 'not a closing that you may take back' USING ERRCODE = 'KS001';
    END IF;
    SELECT array_agg(release.id) INTO releases
    FROM pub.release JOIN app.allocation ON allocation.id = release.allocation_id
    WHERE allocation.line_id = closing.line_id AND release.cause = 'CLOSED_SHORT' AND release.reversed_on IS NULL;
    IF releases IS NOT NULL AND NOT app.releases_take_back(releases, closing.journal_id, why) THEN
        RAISE EXCEPTION 'what the closing set free is taken'
            USING ERRCODE = 'check_violation', CONSTRAINT = 'closing_is_used';
    END IF;
    UPDATE app.closing SET state = 'taken_back', reason = why WHERE id = this;
END $$;

ALTER FUNCTION app.closing_take_back(this bigint, why text) OWNER TO ksbb_engine;

CREATE FUNCTION app.complaint_status(typed text) RETURNS TABLE(code text, about text, problem text, state text, unit_id bigint, organisation_id bigint, received_at timestamp with time zone, in_hand_at timestamp with time zone, answered_at timestamp with time zone, answer text)
    LANGUAGE sql STABLE SECURITY DEFINER
    SET search_path TO 'pg_catalog', 'public', 'pg_temp'
    AS $$
    SELECT complaint.code, complaint.about, complaint.problem, complaint.state, complaint.unit_id,
           complaint.organisation_id, complaint.received_at,
           (SELECT step.recorded FROM app.step
            WHERE step.thing = 'complaint' AND step.thing_id = complaint.id
              AND step.to_state = 'in_hand'),
           (SELECT step.recorded FROM app.step
            WHERE step.thing = 'complaint' AND step.thing_id = complaint.id
              AND step.to_state IN ('answered', 'closed')),
           complaint.reason
    FROM app.complaint WHERE complaint.code = app.normalise_code(typed)
$$;

ALTER FUNCTION app.complaint_status(typed text) OWNER TO ksbb_engine;

CREATE FUNCTION app.complaint_submit(form_key uuid, source text, fields jsonb) RETURNS TABLE(outcome text, code text)
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'pg_catalog', 'public', 'pg_temp'
    AS $$
#variable_conflict use_column
DECLARE
    digest bytea := sha256(convert_to(fields::text, 'UTF8'));
    named text := btrim(fields ->> 'subject');
    made bigint;
BEGIN
    -- A twin of this request waits here until we have finished.
    PERFORM pg_advisory_xact_lock(hashtextextended('ksbb submission ' || form_key::text, 0));
    SELECT CASE WHEN complaint.request_hash = digest THEN 'RECEIVED' ELSE 'KEY_REUSED' END,
           CASE WHEN complaint.request_hash = digest THEN complaint.code END
    INTO outcome, code FROM app.complaint WHERE complaint.key = form_key;
    IF NOT FOUND THEN
        outcome := app.submission_limited(source);
        IF outcome IS NULL THEN
            INSERT INTO app.complaint (key, request_hash, pemprov_id, about, subject, unit_id,
                                       organisation_id, problem, description, state)
            SELECT form_key, digest, organisation.id, fields ->> 'about', fields ->> 'subject',
                   (SELECT unit.id FROM pub.unit
                    WHERE fields ->> 'about' = 'UNIT' AND unit.code = named),
                   (SELECT profile.id FROM pub.organisation AS profile
                    WHERE fields ->> 'about' = 'ORGANISATION' AND lower(profile.name) = lower(named)
                    ORDER BY profile.id LIMIT 1),
                   fields ->> 'problem', fields ->> 'description', 'received'
            FROM app.organisation WHERE organisation.kind = 'PEMPROV'
            RETURNING 'RECEIVED', complaint.code, complaint.id INTO STRICT outcome, code, made;
            INSERT INTO app.reporter (complaint_id, contact)
            SELECT made, fields ->> 'contact' WHERE fields ->> 'contact' <> '';
            -- The text and the contact stay out of the audit: they are not ours to publish there.
            PERFORM app.record_event('ComplaintReceived', 'submit_complaint', 'complaint', made, NULL,
                               facts, facts)
            FROM jsonb_build_object('about', fields ->> 'about', 'problem', fields ->> 'problem')
                AS facts;
        END IF;
    END IF;
    RETURN NEXT;
END $$;

ALTER FUNCTION app.complaint_submit(form_key uuid, source text, fields jsonb) OWNER TO ksbb_engine;

CREATE FUNCTION app.contribution_booked() RETURNS trigger
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'pg_catalog', 'public', 'pg_temp'
    AS $$
BEGIN
    IF NEW.state = 'intended' THEN
        PERFORM ledger.post_money(NEW.donor_id, NEW.executor_id, 'intend', 'contribution', NEW.id,
            'outside', 'intended', NEW.id, NEW.intended, app.today(), NULL);
    ELSIF NEW.state = 'received' THEN
        PERFORM ledger.post_money(NEW.executor_id, NEW.donor_id, 'receive', 'contribution', NEW.id,
            'outside', 'received', NEW.id, NEW.received, NEW.received_on, NULL);
    END IF;
    RETURN NULL;
END $$;

ALTER FUNCTION app.contribution_booked() OWNER TO ksbb_engine;

CREATE FUNCTION app.contribution_guard() RETURNS trigger
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'pg_catalog', 'public', 'pg_temp'
    AS $$
BEGIN
    IF TG_OP = 'UPDATE' AND NEW.state = OLD.state THEN
        IF (NEW.received, NEW.bank_reference, NEW.reason)
           IS DISTINCT FROM (OLD.received, OLD.bank_reference, OLD.reason) THEN
            RAISE EXCEPTION 'what came in stays as it was recorded' USING ERRCODE = 'KS001';
        END IF;
        RETURN NEW;
    END IF;
    IF NEW.state IN ('intended', 'received') AND NOT EXISTS (
        SELECT FROM pub.organisation AS aggregator, pub.organisation AS giver
        WHERE aggregator.id = NEW.executor_id AND aggregator.kind = 'AGGREGATOR'
          AND aggregator.verified
          AND giver.id = NEW.donor_id AND giver.verified
          AND app.agreement_in_force(aggregator.id) AND app.permit_in_force(aggregator.id)) THEN
        RAISE EXCEPTION 'nobody who may collect money' USING ERRCODE = 'KS001';
    END IF;
    IF NEW.state = 'received' THEN
        IF btrim(coalesce(NEW.bank_reference, '')) = '' THEN
            RAISE EXCEPTION 'money that came in has a reference' USING ERRCODE = 'KS002';
        END IF;
        NEW.received_on := app.today();
    ELSIF NEW.bank_reference IS NOT NULL THEN
        RAISE EXCEPTION 'only money that came in has a reference' USING ERRCODE = 'KS001';
    END IF;
    RETURN NEW;
END $$;

ALTER FUNCTION app.contribution_guard() OWNER TO ksbb_engine;

CREATE FUNCTION app.contribution_numbered() RETURNS trigger
    LANGUAGE plpgsql
    SET search_path TO 'pg_catalog', 'public', 'pg_temp'
    AS $$
BEGIN
    NEW.number := 'KT-' || extract(year FROM app.today()) || '-' || lpad(NEW.id::text, 6, '0');
    RETURN NEW;
END $$;

ALTER FUNCTION app.contribution_numbered() OWNER TO ksbb_owner;

CREATE FUNCTION app.count_shares(parts bigint[], sent bigint[], good bigint, damaged bigint, missing bigint, brought_back bigint) RETURNS TABLE(part bigint, sent_of bigint, good_of bigint, damaged_of bigint, missing_of bigint, brought_back_of bigint, undecided_of bigint)
    LANGUAGE plpgsql IMMUTABLE
    SET search_path TO 'pg_catalog', 'public', 'pg_temp'
    AS $$
DECLARE
    free bigint[] := sent;
    backs bigint[] := app.shares(brought_back, free);
    missings bigint[];
    damages bigint[];
    goods bigint[];
BEGIN
    free := (SELECT array_agg(a - b ORDER BY n)
             FROM unnest(free, backs) WITH ORDINALITY AS t (a, b, n));
    missings := app.shares(missing, free);
    free := (SELECT array_agg(a - b ORDER BY n)
             FROM unnest(free, missings) WITH ORDINALITY AS t (a, b, n));
    damages := app.shares(damaged, free);
    free := (SELECT array_agg(a - b ORDER BY n)
             FROM unnest(free, damages) WITH ORDINALITY AS t (a, b, n));
    goods := app.shares(good, free);
    RETURN QUERY
        SELECT t.part, t.sent, t.good, t.damaged, t.missing, t.back,
               t.sent - t.good - t.damaged - t.missing - t.back
        FROM unnest(parts, sent, goods, damages, missings, backs)
            AS t (part, sent, good, damaged, missing, back);
END $$;

ALTER FUNCTION app.count_shares(parts bigint[], sent bigint[], good bigint, damaged bigint, missing bigint, brought_back bigint) OWNER TO ksbb_owner;

CREATE FUNCTION app.delivery_counted() RETURNS trigger
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'pg_catalog', 'public', 'pg_temp'
    AS $$
BEGIN
    INSERT INTO pub.ladder_change (area_id, unit_kind, giver_id, executor_id, day, phase_id, package_id,
                                   rung, quantity)
    SELECT unit.area_id, unit.kind, NEW.giver_id, NEW.executor_id, moved.day, NEW.phase_id, NEW.package_id,
           'received_by_unit', sum(moved.quantity)
    FROM (VALUES (OLD.received_on, CASE WHEN OLD.proven_by = 'UNIT' THEN -OLD.received ELSE 0 END),
                 (NEW.received_on, CASE WHEN NEW.proven_by = 'UNIT' THEN NEW.received ELSE 0 END))
        AS moved (day, quantity)
    JOIN pub.unit ON unit.id = NEW.unit_id
    WHERE moved.quantity <> 0
    GROUP BY unit.area_id, unit.kind, moved.day HAVING sum(moved.quantity) <> 0;
    RETURN NULL;
END $$;

ALTER FUNCTION app.delivery_counted() OWNER TO ksbb_engine;

CREATE FUNCTION app.delivery_verify(this bigint, visited date, note text, counts jsonb, why text) RETURNS bigint
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'pg_catalog', 'public', 'pg_temp'
    AS $$
DECLARE
    own app.verification;
    counting app.handover;
    earlier app.look;
    made bigint;
    same boolean;
    before jsonb;
    smaller jsonb;
BEGIN
    SELECT * INTO own FROM app.verification WHERE id = this;
    PERFORM app.handover_lock(own.stop_id);
    SELECT * INTO own FROM app.verification WHERE id = this FOR NO KEY UPDATE;
    SELECT * INTO counting FROM app.handover
    WHERE stop_id = own.stop_id AND state NOT IN ('second_report', 'superseded') FOR NO KEY UPDATE;
    SELECT * INTO earlier FROM app.look WHERE verification_id = this ORDER BY id DESC LIMIT 1;
    IF NOT coalesce(sec.role() = 'VERIFIER' AND own.verifier_id = sec.person()
                    AND app.verifier_may(sec.person(), own.stop_id), false)
       OR NOT coalesce(counting.state IN ('proven', 'resolved')
                       OR (earlier.handover_id = counting.id AND counting.state IN ('verified', 'disputed')), false)
       OR (earlier.id IS NOT NULL) <> (why IS NOT NULL) THEN
        RAISE EXCEPTION 'not a delivery that you may verify' USING ERRCODE = 'KS001';
    END IF;
    -- What counted before the first look at these numbers, package by package.
    IF counting.state = 'disputed' THEN
        SELECT jsonb_agg(jsonb_build_object('package', package_id, 'good', good_before, 'damaged', damaged_before,
                                            'missing', missing_before, 'brought_back', brought_back)) INTO before
        FROM app.look_count WHERE look_id = earlier.id;
    ELSE
        SELECT jsonb_agg(sums) INTO before FROM (
            SELECT load.package_id AS package, sum(line.good) AS good, sum(line.damaged) AS damaged,
                   sum(line.missing) AS missing, sum(line.brought_back) AS brought_back
            FROM app.handover_line AS line JOIN app.load ON load.id = line.load_id
            WHERE line.handover_id = counting.id GROUP BY 1) AS sums;
    END IF;
    INSERT INTO app.look (verification_id, stop_id, executor_id, handover_id, agrees, visited_on, note, reason,
                          verifier_id)
    SELECT this, own.stop_id, own.executor_id, counting.id,
           bool_and((was.good, was.damaged) IS NOT DISTINCT FROM (now.good, now.damaged))
               AND count(*) = jsonb_array_length(before),
           visited, delivery_verify.note, why, sec.person()
    FROM jsonb_to_recordset(before) AS was (package bigint, good int, damaged int)
    FULL JOIN jsonb_to_recordset(counts) AS now (package bigint, good int, damaged int) USING (package)
    RETURNING id, agrees INTO made, same;
    INSERT INTO app.look_count (look_id, stop_id, executor_id, package_id, good_before, damaged_before,
                                missing_before, brought_back, good, damaged)
    SELECT made, own.stop_id, own.executor_id, package, was.good, was.damaged, was.missing, was.brought_back,
           coalesce(now.good, 0), coalesce(now.damaged, 0)
    FROM jsonb_to_recordset(before)
        AS was (package bigint, good int, damaged int, missing int, brought_back int)
    LEFT JOIN jsonb_to_recordset(counts) AS now (package bigint, good int, damaged int) USING (package);
    UPDATE app.verification SET state = CASE WHEN same THEN 'agrees' ELSE 'differs' END, reason = why
    WHERE id = this AND state <> CASE WHEN same THEN 'agrees' ELSE 'differs' END;
    IF counting.state = 'verified' AND NOT same THEN
        PERFORM app.handover_verified(counting.id, false, why);
    END IF;
    IF NOT EXISTS (SELECT FROM app.discrepancy WHERE handover_id = counting.id AND NOT spoiled
                   AND state NOT IN ('open', 'void'))
       AND (NOT same OR counting.state = 'disputed') THEN
        SELECT jsonb_agg(jsonb_build_object('package', package_id, 'good', least(good_before, good), 'damaged', 0,
                                            'missing', 0, 'brought_back', brought_back)) INTO smaller
        FROM app.look_count WHERE look_id = made;
        PERFORM app.handover_unpost(counting.id, coalesce(why, 'the verifier counts differently'));
        PERFORM app.handover_divide(counting.id, CASE WHEN same THEN before ELSE smaller END);
        PERFORM app.handover_post(counting.id, counting.happened_on, why);
    END IF;
    IF same AND counting.state <> 'verified' THEN
        PERFORM app.handover_verified(counting.id, true, NULL);
    END IF;
    UPDATE app.handover SET state = CASE WHEN same THEN 'verified' ELSE 'disputed' END, reason = why
    WHERE id = counting.id AND state <> CASE WHEN same THEN 'verified' ELSE 'disputed' END;
    PERFORM app.handover_published(counting.id);
    RETURN made;
END $$;

ALTER FUNCTION app.delivery_verify(this bigint, visited date, note text, counts jsonb, why text) OWNER TO ksbb_engine;

CREATE FUNCTION app.demo_person_add(email text, name text) RETURNS bigint
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'pg_catalog', 'public', 'pg_temp'
    AS $$
#variable_conflict use_variable
DECLARE
    made bigint;
BEGIN
    IF NOT (SELECT clock.demo FROM pub.clock) THEN
        RAISE EXCEPTION 'demo people are for a demo' USING ERRCODE = 'insufficient_privilege';
    END IF;
    INSERT INTO app.person (email, name) VALUES (email, name)
    ON CONFLICT ON CONSTRAINT person_email_key DO NOTHING;
    SELECT person.id INTO made FROM app.person WHERE person.email = email;
    INSERT INTO app.demo_person (person_id) VALUES (made) ON CONFLICT DO NOTHING;
    RETURN made;
END $$;

ALTER FUNCTION app.demo_person_add(email text, name text) OWNER TO ksbb_engine;

CREATE FUNCTION app.device_heard(token_hash bytea, sequence integer, waiting integer, refused integer, arrived integer, photos integer) RETURNS boolean
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'pg_catalog', 'public', 'pg_temp'
    AS $$
#variable_conflict use_variable
BEGIN
    UPDATE app.device
    -- An answer that comes late does not take a later number back.
    SET sequence = greatest(device.sequence, sequence), waiting = waiting, refused = refused,
        arrived = greatest(device.arrived, arrived), photos = photos, heard_at = clock_timestamp()
    WHERE device.token_hash = token_hash
      AND (device.shift_id = sec.shift() OR device.person_id = sec.courier());
    RETURN FOUND;
END $$;

ALTER FUNCTION app.device_heard(token_hash bytea, sequence integer, waiting integer, refused integer, arrived integer, photos integer) OWNER TO ksbb_engine;

CREATE FUNCTION app.device_open(token_hash bytea) RETURNS TABLE(refusal text, device_id bigint)
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'pg_catalog', 'public', 'pg_temp'
    AS $$
#variable_conflict use_column
DECLARE
    known app.device;
BEGIN
    IF coalesce(sec.shift(), sec.courier()) IS NULL THEN
        RAISE EXCEPTION 'not a courier' USING ERRCODE = 'KS001';
    END IF;
    -- Two phones that open one link wait for each other.
    PERFORM FROM app.shift WHERE id = sec.shift() FOR NO KEY UPDATE;
    SELECT * INTO known FROM app.device d
    WHERE d.token_hash = device_open.token_hash OR d.shift_id = sec.shift()
    ORDER BY d.shift_id = sec.shift() DESC NULLS LAST LIMIT 1;
    IF known.id IS NOT NULL AND (known.token_hash <> device_open.token_hash
                                 OR known.shift_id IS DISTINCT FROM sec.shift()
                                 OR known.person_id IS DISTINCT FROM sec.courier()
                                 OR known.executor_id <> sec.organisation()) THEN
        RETURN QUERY SELECT 'TAKEN', NULL::bigint;
    ELSIF NOT (sec.shift() IS NULL OR app.shift_is_on(sec.shift())) THEN
        RETURN QUERY SELECT 'OVER', NULL::bigint;
    ELSIF known.id IS NOT NULL THEN
        UPDATE app.device SET ends_at = clock_timestamp() + interval '96 hours', heard_at = clock_timestamp()
        WHERE id = known.id;
        RETURN QUERY SELECT NULL::text, known.id;
    ELSE
        RETURN QUERY
            INSERT INTO app.device AS d (executor_id, shift_id, person_id, token_hash)
            VALUES (sec.organisation(), sec.shift(), sec.courier(), device_open.token_hash)
            RETURNING NULL::text, d.id;
    END IF;
END $$;

ALTER FUNCTION app.device_open(token_hash bytea) OWNER TO ksbb_engine;

CREATE FUNCTION app.discrepancies_open(this bigint, of_spoiled boolean, effective date) RETURNS void
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'pg_catalog', 'public', 'pg_temp'
    AS $$
BEGIN
    INSERT INTO app.discrepancy (handover_id, load_id, stop_id, line_id, donor_id, executor_id, damaged, missing,
        spoiled, state, opened_on, due_on)
    SELECT line.handover_id, line.load_id, line.stop_id, line.line_id, line.donor_id, line.executor_id,
           lost.damaged, lost.missing, of_spoiled, 'open', discrepancies_open.effective,
           app.today() + programme.settlement_days
    FROM app.handover_line AS line
    CROSS JOIN LATERAL (
        SELECT CASE WHEN of_spoiled THEN line.spoiled ELSE line.damaged END AS damaged,
               CASE WHEN of_spoiled THEN 0 ELSE line.missing END AS missing) AS lost
    JOIN app.load ON load.id = line.load_id
    JOIN app.allocation ON allocation.id = load.allocation_id
    JOIN pub.phase ON phase.id = allocation.phase_id
    JOIN pub.programme ON programme.id = phase.programme_id
    WHERE line.handover_id = this AND lost.damaged + lost.missing > 0
    ON CONFLICT (handover_id, load_id, spoiled) DO UPDATE
    SET damaged = excluded.damaged, missing = excluded.missing, state = 'open';
END $$;

ALTER FUNCTION app.discrepancies_open(this bigint, of_spoiled boolean, effective date) OWNER TO ksbb_engine;

CREATE FUNCTION app.discrepancy_counted() RETURNS trigger
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'pg_catalog', 'public', 'pg_temp'
    AS $$
BEGIN
    UPDATE pub.delivery SET unsettled = (
        SELECT coalesce(sum(open.damaged + open.missing), 0) FROM app.discrepancy AS open
        WHERE open.load_id = NEW.load_id AND open.state = 'open')
    WHERE load_id = NEW.load_id;
    RETURN NULL;
END $$;

ALTER FUNCTION app.discrepancy_counted() OWNER TO ksbb_engine;

CREATE FUNCTION app.discrepancy_opened() RETURNS trigger
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'pg_catalog', 'public', 'pg_temp'
    AS $$
DECLARE
    facts jsonb := jsonb_build_object('packages', NEW.damaged + NEW.missing);
BEGIN
    IF NEW.state = 'open' AND (TG_OP = 'INSERT' OR OLD.state = 'void') THEN
        PERFORM app.event_write('DiscrepancyOpened', 'open_discrepancy', 'discrepancy', NEW.id, NEW.donor_id,
                                facts, facts);
    END IF;
    RETURN NULL;
END $$;

ALTER FUNCTION app.discrepancy_opened() OWNER TO ksbb_engine;

CREATE FUNCTION app.discrepancy_reopen(this bigint, why text) RETURNS bigint
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'pg_catalog', 'public', 'pg_temp'
    AS $$
DECLARE
    discrepancy app.discrepancy;
    load app.load;
    packages int;
    entry record;
BEGIN
    SELECT * INTO discrepancy FROM app.discrepancy WHERE id = this;
    PERFORM app.handover_lock(discrepancy.stop_id);
    SELECT * INTO discrepancy FROM app.discrepancy WHERE id = this FOR NO KEY UPDATE;
    SELECT * INTO load FROM app.load WHERE id = discrepancy.load_id;
    packages := discrepancy.damaged + discrepancy.missing;
    IF discrepancy IS NULL OR discrepancy.replaced > 0
       OR discrepancy.state NOT IN ('replaced', 'returned_to_need', 'written_off')
       OR NOT coalesce(sec.may_act() AND discrepancy.executor_id = sec.tenant(), false) THEN
        RAISE EXCEPTION 'not a settlement that you may take back' USING ERRCODE = 'KS001';
    END IF;
    IF EXISTS (
        SELECT FROM app.allocation JOIN pub.need ON need.id = allocation.need_id
        JOIN app.pledge_line ON pledge_line.id = allocation.line_id
        WHERE allocation.id = load.allocation_id AND CASE discrepancy.state
            WHEN 'replaced' THEN allocation.quantity - allocation.released - allocation.loaded
            WHEN 'written_off' THEN need.target - need.held - need.committed
            ELSE least(need.target - need.held - need.committed,
                       pledge_line.quantity - pledge_line.allocated) END < packages) THEN
        RAISE EXCEPTION 'what the settlement set free is used'
            USING ERRCODE = 'check_violation', CONSTRAINT = 'settlement_is_used';
    END IF;
    IF discrepancy.state = 'replaced' THEN
        UPDATE app.allocation SET dispatched = dispatched + packages, loaded = loaded + packages
        WHERE id = load.allocation_id;
    ELSE
        UPDATE pub.need SET committed = committed + packages WHERE id = load.need_id;
        UPDATE app.allocation SET dispatched = dispatched + packages, loaded = loaded + packages,
                                  released = released - packages
        WHERE id = load.allocation_id;
        IF discrepancy.state = 'returned_to_need' THEN
            UPDATE app.pledge_line SET allocated = allocated + packages WHERE id = load.line_id;
        END IF;
        UPDATE pub.release SET reversed_on = app.today()
        WHERE id = (SELECT max(id) FROM pub.release
                    WHERE allocation_id = load.allocation_id AND cause = upper(discrepancy.state)
                      AND quantity = packages AND reversed_on IS NULL);
    END IF;
    FOR entry IN
        SELECT journal.id FROM ledger.journal
        WHERE journal.thing = 'discrepancy' AND journal.thing_id = this AND journal.reverses IS NULL
          AND NOT EXISTS (SELECT FROM ledger.journal AS mirror WHERE mirror.reverses = journal.id) ORDER BY journal.id
    LOOP
        PERFORM ledger.reverse(entry.id, sec.organisation(), why);
    END LOOP;
    UPDATE app.discrepancy SET state = 'open', reason = why, settled_on = NULL WHERE id = this;
    PERFORM app.allocations_settled(ARRAY[load.allocation_id]);
    RETURN packages;
END $$;

ALTER FUNCTION app.discrepancy_reopen(this bigint, why text) OWNER TO ksbb_engine;

CREATE FUNCTION app.discrepancy_settle(this bigint, settlement text, why text) RETURNS bigint
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'pg_catalog', 'public', 'pg_temp'
    AS $$
DECLARE
    discrepancy app.discrepancy;
    load app.load;
    packages int;
BEGIN
    SELECT * INTO discrepancy FROM app.discrepancy WHERE id = this;
    PERFORM app.handover_lock(discrepancy.stop_id);
    SELECT * INTO discrepancy FROM app.discrepancy WHERE id = this FOR NO KEY UPDATE;
    SELECT * INTO load FROM app.load WHERE id = discrepancy.load_id;
    packages := discrepancy.damaged + discrepancy.missing;
    IF discrepancy IS NULL OR discrepancy.state <> 'open' OR NOT coalesce(sec.may_act(), false)
       OR NOT coalesce(discrepancy.executor_id = sec.tenant() OR (sec.is_pemprov() AND app.today() > discrepancy.due_on), false) THEN
        RAISE EXCEPTION 'not a discrepancy that you may settle' USING ERRCODE = 'KS001';
    END IF;
    IF settlement = 'returned_to_need' AND app.today() > (
        SELECT phase.ends_on FROM pub.need JOIN pub.phase ON phase.id = need.phase_id
        WHERE need.id = load.need_id) THEN
        RAISE EXCEPTION 'the phase is over' USING ERRCODE = 'check_violation', CONSTRAINT = 'phase_is_over';
    END IF;
    IF settlement = 'replaced' THEN
        PERFORM app.loads_post('settle', 'discrepancy', this, 'dispatched', 'committed', ARRAY[load.id],
                               ARRAY[packages::bigint], app.today(), why);
        UPDATE app.allocation SET dispatched = dispatched - packages, loaded = loaded - packages
        WHERE id = load.allocation_id;
    ELSE
        PERFORM app.loads_post('settle', 'discrepancy', this, 'dispatched', 'withdrawn', ARRAY[load.id],
                               ARRAY[packages::bigint], app.today(), why);
        UPDATE pub.need SET committed = committed - packages WHERE id = load.need_id;
        UPDATE app.allocation SET dispatched = dispatched - packages, loaded = loaded - packages,
                                  released = released + packages
        WHERE id = load.allocation_id;
        IF settlement = 'returned_to_need' THEN
            UPDATE app.pledge_line SET allocated = allocated - packages WHERE id = load.line_id;
        END IF;
        INSERT INTO pub.release (allocation_id, quantity, cause, effective)
        VALUES (load.allocation_id, packages, upper(settlement), app.today());
    END IF;
    UPDATE app.discrepancy SET state = settlement, reason = why, settled_on = app.today() WHERE id = this;
    PERFORM app.allocations_settled(ARRAY[load.allocation_id]);
    RETURN packages;
END $$;

ALTER FUNCTION app.discrepancy_settle(this bigint, settlement text, why text) OWNER TO ksbb_engine;

CREATE FUNCTION app.dispute_due() RETURNS trigger
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'pg_catalog', 'public', 'pg_temp'
    AS $$
BEGIN
    NEW.disputed_on := app.today();
    NEW.due_on := app.working_day_after(NEW.disputed_on, (
        SELECT min(programme.dispute_days) FROM app.load
        JOIN app.allocation ON allocation.id = load.allocation_id
        JOIN pub.phase ON phase.id = allocation.phase_id
        JOIN pub.programme ON programme.id = phase.programme_id
        WHERE load.stop_id = NEW.stop_id));
    RETURN NEW;
END $$;

ALTER FUNCTION app.dispute_due() OWNER TO ksbb_engine;

CREATE FUNCTION app.dispute_write(this bigint, body text, corrects bigint) RETURNS bigint
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'pg_catalog', 'public', 'pg_temp'
    AS $$
DECLARE
    h app.handover;
    speaks_for text;
    made bigint;
BEGIN
    -- Nobody ends the dispute meanwhile.
    SELECT * INTO h FROM app.handover WHERE id = this FOR SHARE;
    speaks_for := CASE
        -- Shifts, slips and other systems don't write.
        WHEN h.id IS NULL OR coalesce(sec.person(), 0) = 0 THEN NULL
        WHEN sec.role() = 'KELURAHAN' AND h.area_id = ANY (sec.areas()) THEN 'KELURAHAN'
        WHEN sec.may_act() AND h.executor_id = sec.tenant() THEN 'EXECUTOR'
        WHEN sec.may_act() AND sec.is_pemprov() THEN 'PEMPROV' END;
    IF speaks_for IS NULL OR (corrects IS NULL AND h.state <> 'disputed')
       OR (corrects IS NOT NULL AND NOT EXISTS (
           SELECT FROM app.dispute_message AS own
           WHERE own.id = corrects AND own.handover_id = this AND own.party = speaks_for
             AND own.created_by = sec.person())) THEN
        RAISE EXCEPTION 'not a dispute to which you may write' USING ERRCODE = 'KS001';
    END IF;
    INSERT INTO app.dispute_message (handover_id, stop_id, executor_id, area_id, party, organisation_id, body,
                                     corrects_id, created_by)
    VALUES (this, h.stop_id, h.executor_id, h.area_id, speaks_for, sec.organisation(), dispute_write.body,
            corrects, sec.person())
    RETURNING id INTO made;
    RETURN made;
END $$;

ALTER FUNCTION app.dispute_write(this bigint, body text, corrects bigint) OWNER TO ksbb_engine;

CREATE FUNCTION app.draw_sample() RETURNS integer
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'pg_catalog', 'public', 'pg_temp'
    AS $$
DECLARE
    due record;
    drawn int := 0;
    found int;
    facts jsonb;
BEGIN
    FOR due IN
        SELECT sample.id, sample.day, seal.hash FROM pub.sample JOIN pub.seal ON seal.number = sample.seal_number
        WHERE sample.drawn_at IS NULL ORDER BY sample.day FOR NO KEY UPDATE OF sample SKIP LOCKED
    LOOP
        UPDATE pub.sample_entry
        SET drawn = pub.sample_draws(due.hash, sample_entry.stop_id, sample_entry.chance)
        WHERE sample_entry.sample_id = due.id;
        UPDATE pub.sample SET drawn_at = app.now() WHERE sample.id = due.id;
        INSERT INTO app.verification (stop_id, executor_id, area_id, state)
        SELECT stop.id, stop.executor_id, stop.area_id, 'drawn'
        FROM pub.sample_entry JOIN app.stop ON stop.id = sample_entry.stop_id
        WHERE sample_entry.sample_id = due.id AND sample_entry.drawn ORDER BY stop.id;
        GET DIAGNOSTICS found = ROW_COUNT;
        drawn := drawn + found;
        facts := jsonb_build_object('day', due.day, 'drawn', found);
        PERFORM app.record_event('SampleDrawn', 'draw_sample', 'sample', due.id, NULL, facts, facts);
    END LOOP;
    RETURN drawn;
END $$;

ALTER FUNCTION app.draw_sample() OWNER TO ksbb_engine;

CREATE FUNCTION app.early_deliveries_book(this bigint) RETURNS void
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'pg_catalog', 'public', 'pg_temp'
    AS $$
DECLARE
    early app.early_delivery;
    place app.stop;
    trip bigint;
    packages int;
BEGIN
    FOR early IN SELECT * FROM app.early_delivery
                 WHERE early_delivery.pledge_id = this AND early_delivery.state = 'waiting' ORDER BY id
    LOOP
        packages := early.good + early.damaged + early.missing;
        -- Nobody remembers the hours afterwards.
        INSERT INTO app.shipment (executor_id, day, slot_starts, slot_ends, vehicle, mode, state, created_by,
                                  early_id)
        VALUES (early.executor_id, early.happened_on, '00:00', '23:59', early.vehicle, 'DOORSTEP', 'planned',
                early.created_by, early.id)
        RETURNING id INTO trip;
        INSERT INTO app.stop (shipment_id, executor_id, unit_id, area_id, position, state, created_by)
        SELECT trip, early.executor_id, unit.id, unit.area_id, 1, 'planned', early.created_by
        FROM pub.unit WHERE unit.id = early.unit_id
        RETURNING * INTO place;
        UPDATE app.allocation SET loaded = loaded + packages WHERE id = early.allocation_id;
        INSERT INTO app.load (stop_id, shipment_id, allocation_id, line_id, pledge_id, donor_id, executor_id,
                              need_id, unit_id, area_id, package_id, quantity)
        VALUES (place.id, trip, early.allocation_id, early.line_id, early.pledge_id, early.donor_id,
                early.executor_id, early.need_id, early.unit_id, place.area_id, early.package_id, packages);
        PERFORM app.shipment_leave(trip, early.happened_on, '{}', '{}', early.late_reason);
        IF EXISTS (SELECT FROM app.shipment WHERE id = trip AND state <> 'dispatched') THEN
            RAISE EXCEPTION 'the early delivery % can not be booked', early.id USING ERRCODE = 'KS001';
        END IF;
        PERFORM app.handover_record(
            place, early.happened_on, NULL, NULL, early.receiver, early.note, early.late_reason,
            jsonb_build_array(jsonb_build_object(
                'package', early.package_id, 'good', early.good, 'damaged', early.damaged,
                'missing', early.missing, 'brought_back', 0, 'surplus', 0)),
            NULL, 'PERSON', early.created_by);
        UPDATE app.early_delivery SET state = 'booked' WHERE id = early.id;
        PERFORM app.event_write('EarlyDeliveryBooked', 'book_early_delivery', 'shipment', trip, NULL,
                                jsonb_build_object('packages', packages), jsonb_build_object('packages', packages));
    END LOOP;
END $$;

ALTER FUNCTION app.early_deliveries_book(this bigint) OWNER TO ksbb_engine;

CREATE FUNCTION app.early_deliveries_end() RETURNS trigger
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'pg_catalog', 'public', 'pg_temp'
    AS $$
BEGIN
    UPDATE app.early_delivery SET state = 'ended', reason = left(NEW.reason, 1000)
    WHERE pledge_id = NEW.id AND state = 'waiting';
    RETURN NULL;
END $$;

ALTER FUNCTION app.early_deliveries_end() OWNER TO ksbb_engine;

CREATE FUNCTION app.early_delivery_record(allocation bigint, day date, good integer, damaged integer, missing integer, why text, receiver text, note text, vehicle text) RETURNS bigint
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'pg_catalog', 'public', 'pg_temp'
    AS $$
DECLARE
    held app.allocation;
    request app.pledge;
    made bigint;
BEGIN
    SELECT * INTO held FROM app.allocation WHERE id = early_delivery_record.allocation;
    IF app.pledge_lock(held.pledge_id) > 0 THEN
        RAISE EXCEPTION 'holds of the pledge have lapsed' USING ERRCODE = 'KS004';
    END IF;
    SELECT * INTO held FROM app.allocation WHERE id = early_delivery_record.allocation;
    SELECT * INTO request FROM app.pledge WHERE id = held.pledge_id;
    IF NOT coalesce(request.donor_id = sec.tenant() AND sec.may_act(), false)
       OR NOT EXISTS (SELECT FROM app.organisation WHERE id = request.donor_id AND kind = 'DONOR')
       OR request.channel <> 'DIRECT' OR request.state <> 'submitted' OR held.state <> 'held'
       OR day > app.today() OR (day < app.today() - 7 AND sec.role() <> 'OWNER') THEN
        RAISE EXCEPTION 'not a delivery that you may record' USING ERRCODE = 'KS001';
    END IF;
    IF good + damaged + missing > held.quantity - (
        SELECT coalesce(sum(before.good + before.damaged + before.missing), 0) FROM app.early_delivery AS before
        WHERE before.allocation_id = held.id AND before.state = 'waiting') THEN
        RAISE EXCEPTION 'more packages than the allocation has' USING ERRCODE = 'KS001';
    END IF;
    INSERT INTO app.early_delivery (allocation_id, line_id, pledge_id, donor_id, executor_id, need_id, unit_id,
        package_id, state, reason, happened_on, good, damaged, missing, late_reason, receiver, note, vehicle,
        created_by)
    VALUES (held.id, held.line_id, held.pledge_id, held.donor_id, held.executor_id, held.need_id, held.unit_id,
            held.package_id, 'waiting', why, day, early_delivery_record.good, early_delivery_record.damaged,
            early_delivery_record.missing, why, early_delivery_record.receiver, early_delivery_record.note,
            early_delivery_record.vehicle, sec.person())
    RETURNING id INTO made;
    RETURN made;
END $$;

ALTER FUNCTION app.early_delivery_record(allocation bigint, day date, good integer, damaged integer, missing integer, why text, receiver text, note text, vehicle text) OWNER TO ksbb_engine;

CREATE FUNCTION app.early_delivery_take_back(this bigint, why text) RETURNS void
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'pg_catalog', 'public', 'pg_temp'
    AS $$
DECLARE found app.early_delivery;
BEGIN
    SELECT * INTO found FROM app.early_delivery WHERE id = this;
    PERFORM app.pledge_lock(found.pledge_id);
    SELECT * INTO found FROM app.early_delivery WHERE id = this FOR NO KEY UPDATE;
    IF found IS NULL OR found.state <> 'waiting'
       OR NOT coalesce(found.donor_id = sec.tenant() AND sec.may_act(), false) THEN
        RAISE EXCEPTION 'not an early delivery that you may take back' USING ERRCODE = 'KS001';
    END IF;
    UPDATE app.early_delivery SET state = 'taken_back', reason = why WHERE id = this;
END $$;

ALTER FUNCTION app.early_delivery_take_back(this bigint, why text) OWNER TO ksbb_engine;

CREATE FUNCTION app.erase_old_documents(at_most integer) RETURNS integer
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'pg_catalog', 'public', 'pg_temp'
    AS $$
DECLARE
    old record;
    count int := 0;
BEGIN
    FOR old IN
        UPDATE app.bast_file SET erased_at = app.now(), verdict = '{}', revocation = '{}' WHERE id IN (
            SELECT id FROM app.bast_file
            WHERE kind = 'SIGNED' AND erased_at IS NULL AND programme_id IN (
                SELECT programme_id FROM pub.phase GROUP BY programme_id
                HAVING max(ends_on) < app.today() - interval '12 months')
            ORDER BY id LIMIT at_most FOR NO KEY UPDATE SKIP LOCKED)
        RETURNING id, version_id, sha256
    LOOP
        PERFORM app.record_event('SignedBastErased', 'erase_signed_bast', 'bast_version', old.version_id, NULL,
                                 '{}', jsonb_build_object('sha256', encode(old.sha256, 'hex')));
        count := count + 1;
    END LOOP;
    RETURN count;
END $$;

ALTER FUNCTION app.erase_old_documents(at_most integer) OWNER TO ksbb_engine;

CREATE FUNCTION app.erase_old_evidence(at_most integer) RETURNS integer
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'pg_catalog', 'public', 'pg_temp'
    AS $$
DECLARE
    old bigint;
    count int := 0;
BEGIN
    FOR old IN
        UPDATE app.evidence SET state = 'erased', reason = 'PROGRAMME_ENDED' WHERE id IN (
            SELECT id FROM app.evidence
            WHERE state = 'stored' AND programme_id IN (
                SELECT programme_id FROM pub.phase GROUP BY programme_id
                HAVING max(ends_on) < app.today() - interval '12 months')
            ORDER BY id LIMIT at_most FOR NO KEY UPDATE SKIP LOCKED)
        RETURNING id
    LOOP
        PERFORM app.record_event('EvidenceErased', 'erase_evidence', 'evidence', old, NULL,
                                 '{"reason": "PROGRAMME_ENDED"}', '{"reason": "PROGRAMME_ENDED"}');
        count := count + 1;
    END LOOP;
    RETURN count;
END $$;

ALTER FUNCTION app.erase_old_evidence(at_most integer) OWNER TO ksbb_engine;

CREATE FUNCTION app.erase_reporter_contacts(at_most integer) RETURNS integer
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'pg_catalog', 'public', 'pg_temp'
    AS $$
DECLARE
    gone int;
BEGIN
    DELETE FROM app.reporter WHERE id IN (
        SELECT reporter.id FROM app.reporter WHERE reporter.kept_until <= clock_timestamp()
        ORDER BY reporter.kept_until LIMIT at_most);
    GET DIAGNOSTICS gone = ROW_COUNT;
    RETURN gone;
END $$;

ALTER FUNCTION app.erase_reporter_contacts(at_most integer) OWNER TO ksbb_engine;

CREATE FUNCTION app.erase_unit_contacts(at_most integer) RETURNS integer
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'pg_catalog', 'public', 'pg_temp'
    AS $$
DECLARE gone int;
BEGIN
    UPDATE app.unit_contact SET ended_on = app.today(), name = NULL, role = NULL, phone = NULL
    WHERE id IN (
        SELECT contact.id FROM app.unit_contact AS contact
        WHERE contact.ended_on IS NULL AND contact.since < app.today() - 30 AND NOT EXISTS (
            SELECT FROM pub.need JOIN pub.phase ON phase.id = need.phase_id
            WHERE need.unit_id = contact.unit_id AND phase.ends_on >= app.today() - 30)
        ORDER BY contact.id LIMIT at_most FOR NO KEY UPDATE SKIP LOCKED);
    GET DIAGNOSTICS gone = ROW_COUNT;
    RETURN gone;
END $$;

ALTER FUNCTION app.erase_unit_contacts(at_most integer) OWNER TO ksbb_engine;

CREATE FUNCTION app.event_audience(thing text, thing_id bigint) RETURNS TABLE(party text, organisation_id bigint, person_id bigint, area_id bigint, refs jsonb)
    LANGUAGE plpgsql STABLE SECURITY DEFINER
    SET search_path TO 'pg_catalog', 'public', 'pg_temp'
    AS $$
#variable_conflict use_variable
DECLARE
    pemprov bigint := (SELECT organisation.id FROM app.organisation WHERE organisation.kind = 'PEMPROV');
BEGIN
    CASE thing
    WHEN 'pledge' THEN RETURN QUERY
        SELECT side.party, side.id, NULL::bigint, NULL::bigint, jsonb_build_object('pledge_id', pledge.id)
        FROM app.pledge CROSS JOIN LATERAL (
            VALUES ('GIVER', pledge.donor_id), ('EXECUTOR', pledge.executor_id)) AS side (party, id)
        WHERE pledge.id = thing_id;
    WHEN 'withdrawal' THEN RETURN QUERY
        SELECT side.party, side.id, NULL::bigint, NULL::bigint,
               jsonb_build_object('pledge_id', withdrawal.pledge_id)
        FROM app.withdrawal CROSS JOIN LATERAL (
            VALUES ('GIVER', withdrawal.donor_id), ('EXECUTOR', withdrawal.executor_id),
                   ('PEMPROV', pemprov)) AS side (party, id)
        WHERE withdrawal.id = thing_id;
    WHEN 'closing' THEN RETURN QUERY
        SELECT side.party, side.id, NULL::bigint, NULL::bigint,
               jsonb_build_object('pledge_id', closing.pledge_id,
                                  'packages', closing.promised - closing.came)
        FROM app.closing CROSS JOIN LATERAL (
            VALUES ('GIVER', closing.donor_id), ('EXECUTOR', closing.executor_id),
                   ('PEMPROV', pemprov)) AS side (party, id)
        WHERE closing.id = thing_id;
    WHEN 'reassignment' THEN RETURN QUERY
        SELECT side.party, side.id, NULL::bigint, NULL::bigint,
               jsonb_build_object('pledge_id', reassignment.pledge_id, 'packages', reassignment.packages)
        FROM app.reassignment CROSS JOIN LATERAL (
            VALUES ('GIVER', reassignment.donor_id), ('EXECUTOR', reassignment.executor_id)) AS side (party, id)
        WHERE reassignment.id = thing_id;
    WHEN 'contribution' THEN RETURN QUERY
        SELECT side.party, side.id, NULL::bigint, NULL::bigint,
               jsonb_build_object('contribution_id', contribution.id,
                                  'amount', coalesce(contribution.received, contribution.intended))
        FROM app.contribution CROSS JOIN LATERAL (
            VALUES ('GIVER', contribution.donor_id), ('AGGREGATOR', contribution.executor_id)) AS side (party, id)
        WHERE contribution.id = thing_id;
    WHEN 'goods_receipt' THEN RETURN QUERY
        SELECT 'GIVER', receipt.donor_id, NULL::bigint, NULL::bigint,
               jsonb_build_object('pledge_id', receipt.pledge_id, 'packages', receipt.quantity)
        FROM app.goods_receipt AS receipt WHERE receipt.id = thing_id;
    WHEN 'shipment' THEN RETURN QUERY
        SELECT 'GIVER', load.donor_id, NULL::bigint, NULL::bigint,
               jsonb_build_object('shipment_id', thing_id, 'packages', sum(load.dispatched),
                   'pledge_id', CASE WHEN count(DISTINCT load.pledge_id) = 1 THEN min(load.pledge_id) END,
                   'unit_id', CASE WHEN count(DISTINCT load.unit_id) = 1 THEN min(load.unit_id) END)
        FROM app.load WHERE load.shipment_id = thing_id AND load.dispatched > 0 GROUP BY load.donor_id
        UNION ALL
        SELECT 'OFFICER', pemprov, NULL, load.area_id,
               jsonb_build_object('shipment_id', thing_id, 'packages', sum(load.dispatched),
                   'unit_id', CASE WHEN count(DISTINCT load.unit_id) = 1 THEN min(load.unit_id) END)
        FROM app.load WHERE load.shipment_id = thing_id AND load.dispatched > 0 GROUP BY load.area_id;
    WHEN 'handover' THEN RETURN QUERY
        SELECT around.party, around.organisation_id, around.person_id, around.area_id,
               around.refs || jsonb_build_object('handover_id', thing_id)
        FROM app.handover CROSS JOIN LATERAL app.stop_audience(handover.stop_id) AS around
        WHERE handover.id = thing_id;
    WHEN 'dispute_message' THEN RETURN QUERY
        SELECT around.party, around.organisation_id, around.person_id, around.area_id,
               around.refs || jsonb_build_object('handover_id', message.handover_id)
        FROM app.dispute_message AS message CROSS JOIN LATERAL app.stop_audience(message.stop_id) AS around
        WHERE message.id = thing_id;
    WHEN 'discrepancy' THEN RETURN QUERY
        SELECT side.party, side.id, NULL::bigint, NULL::bigint,
               jsonb_build_object('shipment_id', load.shipment_id, 'unit_id', load.unit_id,
                   'handover_id', discrepancy.handover_id, 'packages', discrepancy.damaged + discrepancy.missing,
                   'pledge_id', CASE WHEN side.party = 'GIVER' THEN load.pledge_id END)
        FROM app.discrepancy JOIN app.load ON load.id = discrepancy.load_id CROSS JOIN LATERAL (
            VALUES ('GIVER', discrepancy.donor_id), ('EXECUTOR', discrepancy.executor_id)) AS side (party, id)
        WHERE discrepancy.id = thing_id;
    WHEN 'verification' THEN RETURN QUERY
        SELECT around.party, around.organisation_id, around.person_id, around.area_id, around.refs
        FROM app.verification CROSS JOIN LATERAL app.stop_audience(verification.stop_id) AS around
        WHERE verification.id = thing_id
        UNION ALL
        SELECT 'VERIFIER', pemprov, verification.verifier_id, NULL,
               jsonb_build_object('unit_id', stop.unit_id)
        FROM app.verification JOIN app.stop ON stop.id = verification.stop_id
        WHERE verification.id = thing_id;
    WHEN 'sample' THEN RETURN QUERY
        SELECT DISTINCT 'EXECUTOR', entry.executor_id, NULL::bigint, NULL::bigint,
               jsonb_build_object('day', sample.day)
        FROM pub.sample JOIN pub.sample_entry AS entry ON entry.sample_id = sample.id AND entry.drawn
        WHERE sample.id = thing_id;
    WHEN 'bast_version' THEN RETURN QUERY
        SELECT around.party, around.organisation_id, NULL::bigint, NULL::bigint,
               around.refs || jsonb_build_object('handover_id', bast.handover_id)
        FROM app.bast_version AS version JOIN app.bast ON bast.id = version.bast_id
        CROSS JOIN LATERAL app.stop_audience(bast.stop_id) AS around
        WHERE version.id = thing_id AND around.organisation_id = coalesce(version.extract_for_id, bast.executor_id)
          AND around.party = CASE WHEN version.extract_for_id IS NULL THEN 'EXECUTOR' ELSE 'GIVER' END;
    WHEN 'agreement' THEN RETURN QUERY
        SELECT side.party, side.id, NULL::bigint, NULL::bigint,
               jsonb_build_object('subject_id', agreement.aggregator_id, 'day', agreement.ends_on)
        FROM app.agreement CROSS JOIN LATERAL (
            VALUES ('AGGREGATOR', agreement.aggregator_id), ('PEMPROV', pemprov)) AS side (party, id)
        WHERE agreement.id = thing_id;
    WHEN 'permit' THEN RETURN QUERY
        SELECT side.party, side.id, NULL::bigint, NULL::bigint,
               jsonb_build_object('subject_id', permit.aggregator_id, 'day', permit.ends_on)
        FROM app.permit CROSS JOIN LATERAL (
            VALUES ('AGGREGATOR', permit.aggregator_id), ('PEMPROV', pemprov)) AS side (party, id)
        WHERE permit.id = thing_id;
    WHEN 'organisation' THEN RETURN QUERY
        SELECT side.party, side.id, NULL::bigint, NULL::bigint, jsonb_build_object('subject_id', thing_id)
        FROM (VALUES ('SUBJECT', thing_id), ('PEMPROV', pemprov)) AS side (party, id);
    ELSE
        RETURN;
    END CASE;
END $$;

ALTER FUNCTION app.event_audience(thing text, thing_id bigint) OWNER TO ksbb_engine;

CREATE FUNCTION app.event_parties(thing text, thing_id bigint) RETURNS TABLE(organisations bigint[], actor text, actor_id bigint)
    LANGUAGE plpgsql STABLE SECURITY DEFINER
    SET search_path TO 'pg_catalog', 'public', 'pg_temp'
    AS $$
#variable_conflict use_variable
BEGIN
    CASE thing
    WHEN 'pledge' THEN RETURN QUERY
        SELECT ARRAY[pledge.donor_id, pledge.executor_id], NULL::text, NULL::bigint FROM app.pledge
        WHERE pledge.id = thing_id;
    WHEN 'withdrawal' THEN RETURN QUERY
        SELECT ARRAY[withdrawal.donor_id, withdrawal.executor_id], NULL::text, NULL::bigint
        FROM app.withdrawal WHERE withdrawal.id = thing_id;
    WHEN 'closing' THEN RETURN QUERY
        SELECT ARRAY[closing.donor_id, closing.executor_id], NULL::text, NULL::bigint
        FROM app.closing WHERE closing.id = thing_id;
    WHEN 'reassignment' THEN RETURN QUERY
        SELECT ARRAY[reassignment.donor_id, reassignment.executor_id], NULL::text, NULL::bigint
        FROM app.reassignment WHERE reassignment.id = thing_id;
    WHEN 'contribution' THEN RETURN QUERY
        SELECT ARRAY[contribution.donor_id, contribution.executor_id], NULL::text, NULL::bigint
        FROM app.contribution
        WHERE contribution.id = thing_id;
    WHEN 'goods_receipt' THEN RETURN QUERY
        SELECT ARRAY[goods_receipt.donor_id, goods_receipt.executor_id], NULL::text, NULL::bigint FROM app.goods_receipt
        WHERE goods_receipt.id = thing_id;
    WHEN 'shipment' THEN RETURN QUERY
        SELECT ARRAY[shipment.executor_id] || ARRAY(SELECT DISTINCT load.donor_id FROM app.load
                                             WHERE load.shipment_id = shipment.id), NULL::text, NULL::bigint
        FROM app.shipment WHERE shipment.id = thing_id;
    WHEN 'handover' THEN RETURN QUERY
        SELECT ARRAY[handover.executor_id] || ARRAY(SELECT DISTINCT load.donor_id FROM app.load
                                             WHERE load.stop_id = handover.stop_id),
               coalesce(mover.actor, handover.actor), coalesce(mover.actor_id, handover.actor_id)
        FROM app.handover
        -- Who counted at it moves it, too.
        LEFT JOIN LATERAL (SELECT step.actor, step.actor_id FROM app.step
                           WHERE step.thing = 'handover' AND step.thing_id = handover.id
                             AND (step.actor, step.actor_id) = (sec.actor(), sec.actor_id()) LIMIT 1) AS mover ON true
        WHERE handover.id = thing_id;
    WHEN 'dispute_message' THEN RETURN QUERY
        SELECT ARRAY[dispute_message.executor_id], 'PERSON', dispute_message.created_by FROM app.dispute_message
        WHERE dispute_message.id = thing_id;
    WHEN 'proof' THEN RETURN QUERY
        SELECT ARRAY[proof.executor_id], proof.actor, proof.actor_id
        FROM app.proof WHERE proof.id = thing_id;
    WHEN 'evidence' THEN RETURN QUERY
        SELECT ARRAY[evidence.executor_id], evidence.actor, evidence.actor_id
        FROM app.evidence WHERE evidence.id = thing_id;
    WHEN 'bast_version' THEN RETURN QUERY
        -- An officer of the unit's kelurahan may bring it back signed.
        SELECT ARRAY[bast_version.executor_id], 'PERSON',
               CASE WHEN bast_version.area_id = ANY (sec.areas()) THEN sec.person() END
        FROM app.bast_version WHERE bast_version.id = thing_id;
    WHEN 'shift' THEN RETURN QUERY
        SELECT ARRAY[shift.executor_id], NULL::text, NULL::bigint FROM app.shift WHERE shift.id = thing_id;
    WHEN 'device' THEN RETURN QUERY
        SELECT ARRAY[device.executor_id], CASE WHEN device.shift_id IS NULL THEN 'PERSON' ELSE 'SHIFT' END,
               coalesce(device.shift_id, device.person_id)
        FROM app.device WHERE device.id = thing_id;
    WHEN 'field_entry' THEN RETURN QUERY
        SELECT ARRAY[field_entry.executor_id], field_entry.actor, field_entry.actor_id
        FROM app.field_entry WHERE field_entry.id = thing_id;
    WHEN 'slip' THEN RETURN QUERY
        SELECT '{}'::bigint[], 'PERSON', slip.printed_by FROM app.slip WHERE slip.id = thing_id;
    WHEN 'discrepancy' THEN RETURN QUERY
        SELECT ARRAY[discrepancy.donor_id, discrepancy.executor_id], NULL::text, NULL::bigint FROM app.discrepancy
        WHERE discrepancy.id = thing_id;
    WHEN 'unit_contact' THEN RETURN QUERY
        SELECT '{}'::bigint[], 'PERSON',
               CASE WHEN unit_contact.area_id = ANY (sec.areas()) THEN sec.person() ELSE unit_contact.created_by END
        FROM app.unit_contact WHERE unit_contact.id = thing_id;
    WHEN 'contact_request' THEN RETURN QUERY
        SELECT ARRAY[contact_request.organisation_id], 'PERSON', contact_request.person_id
        FROM app.contact_request WHERE contact_request.id = thing_id;
    WHEN 'verification' THEN RETURN QUERY
        SELECT ARRAY[verification.executor_id], 'PERSON', verification.verifier_id FROM app.verification
        WHERE verification.id = thing_id;
    WHEN 'agreement' THEN RETURN QUERY
        SELECT ARRAY[agreement.aggregator_id], NULL::text, NULL::bigint FROM app.agreement
        WHERE agreement.id = thing_id;
    WHEN 'permit' THEN RETURN QUERY
        SELECT ARRAY[permit.aggregator_id], NULL::text, NULL::bigint FROM app.permit WHERE permit.id = thing_id;
    WHEN 'organisation' THEN RETURN QUERY
        SELECT ARRAY[organisation.id], 'PERSON',
               CASE WHEN organisation.state = 'applied' THEN organisation.created_by END
        FROM app.organisation WHERE organisation.id = thing_id;
    WHEN 'invitation' THEN RETURN QUERY
        SELECT ARRAY[invitation.organisation_id], NULL::text, NULL::bigint FROM app.invitation
        WHERE invitation.id = thing_id;
    WHEN 'membership' THEN RETURN QUERY
        SELECT ARRAY[membership.organisation_id], 'PERSON', membership.person_id FROM app.membership
        WHERE membership.id = thing_id;
    WHEN 'person' THEN RETURN QUERY
        SELECT '{}'::bigint[], 'PERSON', person.id FROM app.person WHERE person.id = thing_id;
    WHEN 'export' THEN RETURN QUERY
        -- Of an organisation's rows; whoever took it, whatever their role, says so themselves.
        SELECT ARRAY[organisation.id], 'PERSON', sec.person() FROM app.organisation
        WHERE organisation.id = thing_id;
    ELSE
        -- Programmes, phases, needs, areas: nobody's but the Pemprov's.
        RETURN QUERY SELECT '{}'::bigint[], NULL::text, NULL::bigint;
    END CASE;
END $$;

ALTER FUNCTION app.event_parties(thing text, thing_id bigint) OWNER TO ksbb_engine;

CREATE FUNCTION app.event_write(kind text, action text, thing text, thing_id bigint, counterparty_id bigint, payload jsonb, facts jsonb) RETURNS void
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'pg_catalog', 'public', 'pg_temp'
    AS $$
DECLARE
    event uuid := gen_random_uuid();
BEGIN
    INSERT INTO app.outbox (event, kind, tenant_id, counterparty_id, thing, thing_id, payload)
    VALUES (event, kind, coalesce(sec.organisation(), 0), counterparty_id, thing, thing_id, payload);
    INSERT INTO app.audit (event, action, thing, thing_id, facts)
    VALUES (event, action, thing, thing_id, facts);
END $$;

ALTER FUNCTION app.event_write(kind text, action text, thing text, thing_id bigint, counterparty_id bigint, payload jsonb, facts jsonb) OWNER TO ksbb_engine;

CREATE FUNCTION app.evidence_attach(thing text, thing_id bigint, kind text, sha256 bytea, size integer, media text) RETURNS bigint
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'pg_catalog', 'public', 'pg_temp'
    AS $$
#variable_conflict use_variable
DECLARE
    place app.stop;
    h app.handover;
    p app.proof;
    r app.goods_receipt;
    f app.field_entry;
    allowed boolean := false;
    phase bigint;
    made bigint;
BEGIN
    -- Two uploads to one thing wait for each other, so that none passes the most that it may have.
    PERFORM pg_advisory_xact_lock(hashtextextended('ksbb evidence ' || thing || thing_id, 0));
    IF thing = 'goods_receipt' THEN
        SELECT * INTO r FROM app.goods_receipt WHERE id = thing_id;
        allowed := r.executor_id = sec.tenant() AND sec.may_act();
        phase := r.phase_id;
    ELSE
        IF thing = 'handover' THEN
            SELECT * INTO h FROM app.handover WHERE id = thing_id;
        ELSIF thing = 'field_entry' THEN
            SELECT * INTO f FROM app.field_entry WHERE id = thing_id;
        ELSE
            SELECT * INTO p FROM app.proof WHERE id = thing_id;
        END IF;
        SELECT * INTO place FROM app.stop WHERE id = coalesce(h.stop_id, p.stop_id, f.stop_id);
        allowed := place.id IS NOT NULL AND CASE
            -- Who left it to the office, also after the shift.
            WHEN f.id IS NOT NULL THEN (f.actor, f.actor_id) = (sec.actor(), sec.actor_id())
            WHEN p.side = 'UNIT' THEN (p.actor, p.actor_id) = (sec.actor(), sec.actor_id())
            ELSE app.stop_courier(place) END;
        SELECT need.phase_id INTO phase FROM app.load JOIN pub.need ON need.id = load.need_id
        WHERE load.stop_id = place.id LIMIT 1;
    END IF;
    IF NOT coalesce(allowed, false) THEN
        RAISE EXCEPTION 'nothing that you may prove' USING ERRCODE = 'KS001';
    END IF;
    IF (SELECT count(*) FROM app.evidence e
        WHERE e.handover_id = h.id OR e.proof_id = p.id OR e.goods_receipt_id = r.id OR e.entry_id = f.id) >= 20 THEN
        RAISE EXCEPTION 'it has twenty files' USING ERRCODE = 'check_violation', CONSTRAINT = 'evidence_is_enough';
    END IF;
    INSERT INTO app.evidence (handover_id, proof_id, goods_receipt_id, entry_id, stop_id, area_id, executor_id,
                              programme_id, kind, state, sha256, size, media, actor, actor_id)
    SELECT coalesce(h.id, f.handover_id), p.id, r.id, f.id, place.id, place.area_id, coalesce(place.executor_id, r.executor_id),
           (SELECT programme_id FROM pub.phase WHERE id = phase), kind, 'stored', sha256, size, media,
           sec.actor(), sec.actor_id()
    RETURNING id INTO made;
    RETURN made;
END $$;

ALTER FUNCTION app.evidence_attach(thing text, thing_id bigint, kind text, sha256 bytea, size integer, media text) OWNER TO ksbb_engine;

CREATE FUNCTION app.evidence_erase(this bigint, why text) RETURNS void
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'pg_catalog', 'public', 'pg_temp'
    AS $$
BEGIN
    IF NOT coalesce(sec.is_pemprov() AND sec.may_act(), false) THEN
        RAISE EXCEPTION 'only the Pemprov erases evidence' USING ERRCODE = 'KS001';
    END IF;
    UPDATE app.evidence SET state = 'erased', reason = why WHERE id = this AND state = 'stored';
    IF NOT FOUND THEN
        RAISE EXCEPTION 'it is erased already' USING ERRCODE = 'KS001';
    END IF;
END $$;

ALTER FUNCTION app.evidence_erase(this bigint, why text) OWNER TO ksbb_engine;

CREATE FUNCTION app.expire_agreements(at_most integer DEFAULT 100) RETURNS integer
    LANGUAGE plpgsql
    SET search_path TO 'pg_catalog', 'public', 'pg_temp'
    AS $$
DECLARE
    over record;
    count int := 0;
BEGIN
    FOR over IN
        UPDATE app.agreement SET state = 'expired' WHERE id IN (
            SELECT id FROM app.agreement
            WHERE state IN ('active', 'suspended') AND ends_on < (SELECT app.today())
            ORDER BY id LIMIT at_most FOR NO KEY UPDATE SKIP LOCKED)
        RETURNING id, aggregator_id
    LOOP
        PERFORM app.record_event('AgreementExpired', 'expire_agreement', 'agreement', over.id,
                           over.aggregator_id, '{}', '{}');
        count := count + 1;
    END LOOP;
    FOR over IN
        UPDATE app.permit SET state = 'expired' WHERE id IN (
            SELECT id FROM app.permit
            WHERE state IN ('active', 'suspended') AND ends_on < (SELECT app.today())
            ORDER BY id LIMIT at_most FOR NO KEY UPDATE SKIP LOCKED)
        RETURNING id, aggregator_id
    LOOP
        PERFORM app.record_event('PermitExpired', 'expire_permit', 'permit', over.id,
                           over.aggregator_id, '{}', '{}');
        count := count + 1;
    END LOOP;
    RETURN count;
END $$;

ALTER FUNCTION app.expire_agreements(at_most integer) OWNER TO ksbb_owner;

CREATE FUNCTION app.field_entry_decide(this bigint, handover bigint, why text) RETURNS void
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'pg_catalog', 'public', 'pg_temp'
    AS $$
BEGIN
    UPDATE app.field_entry e
    SET state = CASE WHEN handover IS NULL THEN 'dismissed' ELSE 'recorded' END, reason = why,
        handover_id = handover
    WHERE e.id = this AND e.executor_id = sec.tenant() AND sec.may_act() AND e.state = 'waiting';
    IF NOT FOUND THEN
        RAISE EXCEPTION 'not an entry that waits for you' USING ERRCODE = 'KS001';
    END IF;
    UPDATE app.evidence e SET handover_id = handover WHERE e.entry_id = this AND handover IS NOT NULL;
END $$;

ALTER FUNCTION app.field_entry_decide(this bigint, handover bigint, why text) OWNER TO ksbb_engine;

CREATE FUNCTION app.field_entry_keep(stop bigint, problem text, happened_on date, happened_at timestamp with time zone, drift integer, receiver text, note text, failed_because text, counts jsonb) RETURNS bigint
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'pg_catalog', 'public', 'pg_temp'
    AS $$
#variable_conflict use_variable
DECLARE
    place app.stop;
    phone app.device;
    over timestamptz;
    made bigint;
BEGIN
    SELECT * INTO place FROM app.stop t WHERE t.id = stop AND t.executor_id = sec.organisation();
    SELECT * INTO phone FROM app.device
    WHERE device.shift_id = sec.shift() OR (device.person_id = sec.courier() AND device.executor_id = sec.organisation())
    ORDER BY device.heard_at DESC LIMIT 1;
    IF place.id IS NULL OR phone.id IS NULL OR place.state IN ('planned', 'cancelled')
       OR (sec.shift() IS NOT NULL
           AND NOT EXISTS (SELECT FROM app.shift_shipment
                           WHERE shift_shipment.shift_id = sec.shift() AND shift_shipment.shipment_id = place.shipment_id)) THEN
        RAISE EXCEPTION 'not a stop of yours' USING ERRCODE = 'KS001';
    END IF;
    -- The phone's clock without its drift and without the shift of a demo; it may be ten minutes off.
    SELECT least(shift.revoked_at, shift.ends_at) INTO over FROM app.shift WHERE shift.id = sec.shift();
    IF happened_at - make_interval(secs => coalesce(drift, 0)) - (app.now() - clock_timestamp())
       > over + interval '10 minutes' THEN
        RAISE EXCEPTION 'made after the end of the shift' USING ERRCODE = 'KS004', CONSTRAINT = 'shift_is_over';
    END IF;
    INSERT INTO app.field_entry (executor_id, device_id, stop_id, area_id, state, problem, happened_on,
        happened_at, drift_seconds, receiver, note, failed_because, actor, actor_id)
    VALUES (place.executor_id, phone.id, stop, place.area_id, 'waiting', problem, happened_on, happened_at,
            drift, receiver, note, failed_because, sec.actor(), sec.actor_id())
    RETURNING id INTO made;
    INSERT INTO app.field_count (entry_id, executor_id, package_id, good, damaged, missing, brought_back, surplus)
    SELECT made, place.executor_id, c.package, c.good, c.damaged, c.missing, c.brought_back,
           coalesce(c.surplus, 0)
    FROM jsonb_to_recordset(counts) AS c (package bigint, good int, damaged int, missing int,
                                          brought_back int, surplus int)
    JOIN pub.package ON package.id = c.package;
    RETURN made;
END $$;

ALTER FUNCTION app.field_entry_keep(stop bigint, problem text, happened_on date, happened_at timestamp with time zone, drift integer, receiver text, note text, failed_because text, counts jsonb) OWNER TO ksbb_engine;

CREATE FUNCTION app.funding_booked() RETURNS trigger
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'pg_catalog', 'public', 'pg_temp'
    AS $$
BEGIN
    UPDATE app.contribution SET funded = funded + NEW.amount WHERE id = NEW.contribution_id;
    PERFORM ledger.post_money(NEW.executor_id, NEW.donor_id, 'fund', 'contribution',
        NEW.contribution_id, 'received', 'committed', NEW.contribution_id, NEW.amount, app.today(),
        NULL);
    RETURN NULL;
END $$;

ALTER FUNCTION app.funding_booked() OWNER TO ksbb_engine;

CREATE FUNCTION app.funding_guard() RETURNS trigger
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'pg_catalog', 'public', 'pg_temp'
    AS $$
DECLARE
    tenant bigint := sec.tenant();
    line record;
BEGIN
    PERFORM FROM app.pledge
    WHERE id = NEW.pledge_id AND donor_id = tenant AND executor_id = tenant
      AND state IN ('submitted', 'committed') FOR NO KEY UPDATE;
    IF NOT FOUND THEN
        RAISE EXCEPTION 'not a pledge that you may fund' USING ERRCODE = 'KS001';
    END IF;
    PERFORM FROM app.contribution
    WHERE id = NEW.contribution_id AND donor_id = NEW.donor_id AND executor_id = tenant
      AND state = 'received' FOR NO KEY UPDATE;
    IF NOT FOUND THEN
        RAISE EXCEPTION 'not money of yours' USING ERRCODE = 'KS001';
    END IF;
    SELECT package_version.price, pledge_line.quantity - coalesce((
               SELECT sum(funding.packages) FROM app.funding
               WHERE funding.line_id = pledge_line.id AND funding.released_on IS NULL), 0)
           AS unfunded, pledge_line.stocked
    INTO line
    FROM app.pledge_line JOIN pub.package_version ON package_version.id = pledge_line.version_id
    WHERE pledge_line.id = NEW.line_id AND pledge_line.pledge_id = NEW.pledge_id
      AND pledge_line.package_id = NEW.package_id;
    IF NOT FOUND OR line.stocked > 0 OR NEW.packages > line.unfunded
       OR NEW.amount <> NEW.packages * line.price THEN
        RAISE EXCEPTION 'not whole packages of the line at its price' USING ERRCODE = 'KS001';
    END IF;
    RETURN NEW;
END $$;

ALTER FUNCTION app.funding_guard() OWNER TO ksbb_engine;

CREATE FUNCTION app.funding_released() RETURNS trigger
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'pg_catalog', 'public', 'pg_temp'
    AS $$
DECLARE bound app.funding;
BEGIN
    FOR bound IN SELECT * FROM app.funding WHERE pledge_id = NEW.id AND released_on IS NULL
             ORDER BY contribution_id, id
    LOOP
        UPDATE app.contribution SET funded = funded - bound.amount WHERE id = bound.contribution_id;
        PERFORM ledger.post_money(bound.executor_id, bound.donor_id, 'release', 'pledge', NEW.id,
            'committed', 'received', bound.contribution_id, bound.amount, app.today(), NEW.reason);
        UPDATE app.funding SET released_on = app.today() WHERE id = bound.id;
    END LOOP;
    RETURN NULL;
END $$;

ALTER FUNCTION app.funding_released() OWNER TO ksbb_engine;

CREATE FUNCTION app.gift_published() RETURNS trigger
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'pg_catalog', 'public', 'pg_temp'
    AS $$
BEGIN
    INSERT INTO pub.gift (contribution_id, giver_id, aggregator_id, amount, received_on, recorded)
    VALUES (NEW.id, NEW.donor_id, NEW.executor_id, NEW.received, NEW.received_on, app.now())
    ON CONFLICT DO NOTHING;
    RETURN NULL;
END $$;

ALTER FUNCTION app.gift_published() OWNER TO ksbb_engine;

CREATE FUNCTION app.goods_receipt_booked() RETURNS trigger
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'pg_catalog', 'public', 'pg_temp'
    AS $$
DECLARE
    ids bigint[];
    counts bigint[];
    replacing int := CASE NEW.source WHEN 'REPLACEMENT' THEN NEW.quantity ELSE 0 END;
BEGIN
    IF TG_OP = 'UPDATE' THEN
        SELECT array_agg(id ORDER BY id), array_agg(quantity ORDER BY id) INTO ids, counts
        FROM app.lot WHERE receipt_id = NEW.id;
        PERFORM app.lots_move('reverse', 'goods_receipt', NEW.id, 'stock', 'supplier', ids, counts,
                              app.today(), NEW.reason);
        UPDATE app.pledge_line SET stocked = stocked - NEW.quantity, replaced = replaced - replacing
        WHERE id = NEW.line_id;
        UPDATE app.discrepancy SET replaced = replaced - NEW.quantity WHERE id = NEW.discrepancy_id;
        RETURN NULL;
    END IF;
    UPDATE app.pledge_line SET stocked = stocked + NEW.quantity, replaced = replaced + replacing
    WHERE id = NEW.line_id;
    UPDATE app.discrepancy SET replaced = replaced + NEW.quantity WHERE id = NEW.discrepancy_id;
    SELECT array_agg(made.lot_id ORDER BY made.lot_id), array_agg(made.quantity ORDER BY made.lot_id) INTO ids, counts
    FROM app.lots_make(NEW.line_id, NEW.id, NEW.quantity, replacing, NEW.received_on, NEW.expires_on) AS made;
    PERFORM app.lots_move('receive_goods', 'goods_receipt', NEW.id, 'supplier', 'stock', ids, counts,
                          NEW.received_on, NULL);
    RETURN NULL;
END $$;

ALTER FUNCTION app.goods_receipt_booked() OWNER TO ksbb_engine;

CREATE FUNCTION app.goods_receipt_guard() RETURNS trigger
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'pg_catalog', 'public', 'pg_temp'
    AS $$
DECLARE pledge app.pledge;
BEGIN
    SELECT * INTO pledge FROM app.pledge
    WHERE id = NEW.pledge_id AND executor_id = sec.tenant() FOR NO KEY UPDATE;
    IF pledge IS NULL OR pledge.state NOT IN ('submitted', 'accepted', 'committed', 'completed')
       OR (pledge.state = 'submitted' AND pledge.donor_id <> pledge.executor_id) THEN
        RAISE EXCEPTION 'not a pledge whose goods you may count' USING ERRCODE = 'KS001';
    END IF;
    IF TG_OP = 'UPDATE' THEN
        IF EXISTS (SELECT FROM app.lot WHERE receipt_id = NEW.id AND stock < quantity) THEN
            RAISE EXCEPTION 'goods of this receipt have left the stock' USING ERRCODE = 'check_violation', CONSTRAINT = 'goods_have_left';
        END IF;
        RETURN NEW;
    END IF;
    IF (SELECT kind FROM app.organisation WHERE id = pledge.executor_id) = 'DONOR'
       OR (SELECT every FROM pub.package WHERE id = NEW.package_id) = 'DAY' THEN
        RAISE EXCEPTION 'these goods are not stocked' USING ERRCODE = 'KS001';
    END IF;
    IF NEW.received_on > app.today()
       OR (NEW.received_on < app.today() - 7
           AND NOT coalesce(sec.role() = 'OWNER' AND NEW.late_reason IS NOT NULL, false)) THEN
        RAISE EXCEPTION 'not a day within the last week' USING ERRCODE = 'KS001';
    END IF;
    IF NEW.source = 'REPLACEMENT' AND NOT EXISTS (
        SELECT FROM app.discrepancy
        WHERE discrepancy.id = NEW.discrepancy_id AND discrepancy.line_id = NEW.line_id AND discrepancy.state = 'replaced'
          AND discrepancy.replaced + NEW.quantity <= discrepancy.damaged + discrepancy.missing) THEN
        RAISE EXCEPTION 'not a discrepancy that these goods replace' USING ERRCODE = 'KS001';
    END IF;
    RETURN NEW;
END $$;

ALTER FUNCTION app.goods_receipt_guard() OWNER TO ksbb_engine;

CREATE FUNCTION app.goods_receipt_numbered() RETURNS trigger
    LANGUAGE plpgsql
    SET search_path TO 'pg_catalog', 'public', 'pg_temp'
    AS $$
BEGIN
    NEW.number := 'TT-' || extract(year FROM app.today()) || '-' || lpad(NEW.id::text, 6, '0');
    RETURN NEW;
END $$;

ALTER FUNCTION app.goods_receipt_numbered() OWNER TO ksbb_owner;

CREATE FUNCTION app.handover_decide(this bigint, counts jsonb, why text) RETURNS void
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'pg_catalog', 'public', 'pg_temp'
    AS $$
DECLARE
    h app.handover;
    decided jsonb;
    decider text;
    -- The verifier's look, if it is the verifier who counted differently.
    newest bigint;
BEGIN
    SELECT * INTO h FROM app.handover WHERE id = this;
    PERFORM app.handover_lock(h.stop_id);
    SELECT * INTO h FROM app.handover WHERE id = this FOR NO KEY UPDATE;
    decider := CASE WHEN sec.may_act() AND sec.is_pemprov() THEN 'PEMPROV'
                    WHEN sec.may_act() AND h.executor_id = sec.tenant() THEN 'EXECUTOR'
                    WHEN sec.role() = 'KELURAHAN' AND h.area_id = ANY (sec.areas()) THEN 'UNIT' END;
    IF h IS NULL OR h.state <> 'disputed' OR decider IS NULL THEN
        RAISE EXCEPTION 'not a dispute that you may end' USING ERRCODE = 'KS001';
    END IF;
    IF decider <> 'EXECUTOR' AND (h.actor, h.actor_id) = (sec.actor(), sec.actor_id()) THEN
        RAISE EXCEPTION 'who decides is not who delivered' USING ERRCODE = 'KS003';
    END IF;
    IF coalesce(why, '') = '' THEN
        RAISE EXCEPTION 'ending a dispute needs a reason' USING ERRCODE = 'KS002';
    END IF;
    SELECT max(look.id) INTO newest FROM app.look JOIN app.verification ON verification.id = look.verification_id
    WHERE look.handover_id = this AND verification.state = 'differs';
    SELECT jsonb_agg(jsonb_build_object('package', c.package_id, 'good', d.good, 'damaged', d.damaged,
                                        'missing', d.missing, 'brought_back', c.brought_back))
    INTO decided
    FROM app.handover_count c
    JOIN jsonb_to_recordset(counts) AS d (package bigint, good int, damaged int, missing int)
        ON d.package = c.package_id
    WHERE c.handover_id = this AND least(d.good, d.damaged, d.missing) >= 0
      AND d.good + d.damaged + d.missing + c.brought_back = c.sent;
    IF jsonb_array_length(coalesce(decided, '[]'))
       <> (SELECT count(*) FROM app.handover_count WHERE handover_id = this) THEN
        RAISE EXCEPTION 'the numbers do not account for all that was sent'
            USING ERRCODE = 'check_violation', CONSTRAINT = 'handover_accounts_for_all';
    END IF;
    IF decider <> 'PEMPROV' AND EXISTS (
        SELECT FROM app.handover_count AS reported
        JOIN jsonb_to_recordset(decided) AS d (package bigint, good int, damaged int)
            ON d.package = reported.package_id
        WHERE reported.handover_id = this AND NOT EXISTS (
            SELECT FROM app.look_count AS k
            WHERE k.look_id = newest AND k.package_id = d.package AND (k.good, k.damaged) = (d.good, d.damaged)
            UNION ALL
            SELECT FROM app.proof JOIN app.proof_count AS k ON k.proof_id = proof.id
            WHERE newest IS NULL AND decider = 'EXECUTOR' AND proof.handover_id = this AND proof.side = 'UNIT'
              AND proof.superseded_by IS NULL AND k.package_id = d.package
              AND (k.good, k.damaged) = (d.good, d.damaged)
            UNION ALL
            SELECT WHERE newest IS NULL AND decider = 'UNIT' AND (reported.good, reported.damaged) = (d.good, d.damaged)))
    THEN
        RAISE EXCEPTION 'nobody else counted these numbers'
            USING ERRCODE = 'check_violation', CONSTRAINT = 'count_is_adopted';
    END IF;
    PERFORM app.handover_unpost(this, why);
    PERFORM app.handover_divide(this, decided);
    PERFORM app.handover_post(this, h.happened_on, why);
    UPDATE app.handover SET state = 'resolved', reason = why WHERE id = this;
    PERFORM app.handover_published(this);
END $$;

ALTER FUNCTION app.handover_decide(this bigint, counts jsonb, why text) OWNER TO ksbb_engine;

CREATE FUNCTION app.handover_divide(this bigint, counts jsonb) RETURNS void
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'pg_catalog', 'public', 'pg_temp'
    AS $$
BEGIN
    INSERT INTO app.handover_line AS line (handover_id, load_id, stop_id, line_id, donor_id, executor_id,
        sent, good, damaged, missing, brought_back, spoiled, undecided)
    SELECT this, l.id, l.stop_id, l.line_id, l.donor_id, l.executor_id, s.sent_of, s.good_of,
           s.damaged_of, s.missing_of, s.brought_back_of,
           CASE WHEN package.every = 'DAY' THEN s.brought_back_of ELSE 0 END, s.undecided_of
    FROM app.handover h
    JOIN jsonb_to_recordset(counts) AS c (package bigint, good bigint, damaged bigint, missing bigint,
                                          brought_back bigint) ON true
    CROSS JOIN LATERAL (
        SELECT array_agg(l.id ORDER BY l.id) AS ids, array_agg(l.dispatched::bigint ORDER BY l.id) AS sent
        FROM app.load l WHERE l.stop_id = h.stop_id AND l.package_id = c.package AND l.dispatched > 0) g
    CROSS JOIN LATERAL app.count_shares(g.ids, g.sent, c.good, c.damaged, c.missing, c.brought_back) s
    JOIN app.load l ON l.id = s.part
    JOIN pub.package ON package.id = l.package_id
    WHERE h.id = this
    ON CONFLICT (handover_id, load_id) DO UPDATE
    SET good = excluded.good, damaged = excluded.damaged, missing = excluded.missing,
        brought_back = excluded.brought_back, spoiled = excluded.spoiled, undecided = excluded.undecided;
    INSERT INTO app.handover_lot AS part (handover_id, load_id, lot_id, donor_id, executor_id, funder_id,
        sent, good, damaged, missing, brought_back, spoiled, undecided)
    SELECT this, t.load_id, t.lot_id, t.donor_id, t.executor_id, t.funder_id, s.sent_of, s.good_of,
           s.damaged_of, s.missing_of, s.brought_back_of,
           CASE WHEN line.spoiled > 0 THEN s.brought_back_of ELSE 0 END, s.undecided_of
    FROM app.handover_line line
    CROSS JOIN LATERAL (
        SELECT array_agg(t.lot_id ORDER BY t.lot_id) AS ids,
               array_agg(t.quantity::bigint ORDER BY t.lot_id) AS sent
        FROM app.load_lot t WHERE t.load_id = line.load_id) g
    CROSS JOIN LATERAL app.count_shares(g.ids, g.sent, line.good, line.damaged, line.missing,
                                        line.brought_back) s
    JOIN app.load_lot t ON t.load_id = line.load_id AND t.lot_id = s.part
    WHERE line.handover_id = this
    ON CONFLICT (handover_id, load_id, lot_id) DO UPDATE
    SET good = excluded.good, damaged = excluded.damaged, missing = excluded.missing,
        brought_back = excluded.brought_back, spoiled = excluded.spoiled, undecided = excluded.undecided;
END $$;

ALTER FUNCTION app.handover_divide(this bigint, counts jsonb) OWNER TO ksbb_engine;

CREATE TABLE app.stop (
    id bigint NOT NULL,
    shipment_id bigint NOT NULL,
    executor_id bigint NOT NULL,
    unit_id bigint NOT NULL,
    area_id bigint NOT NULL,
    "position" integer NOT NULL,
    state text NOT NULL,
    reason text,
    courier_id bigint,
    shift_id bigint,
    distribution_plan text DEFAULT ''::text NOT NULL,
    created_by bigint NOT NULL,
    CONSTRAINT stop_distribution_plan_check CHECK ((length(distribution_plan) <= 2000)),
    CONSTRAINT stop_position_check CHECK ((("position" >= 1) AND ("position" <= 1000))),
    CONSTRAINT stop_state_check CHECK ((state = ANY (ARRAY['planned'::text, 'on_the_way'::text, 'handed_over'::text, 'failed'::text, 'cancelled'::text])))
);

ALTER TABLE ONLY app.stop FORCE ROW LEVEL SECURITY;

ALTER TABLE app.stop OWNER TO ksbb_owner;

CREATE FUNCTION app.handover_lock(stop bigint) RETURNS app.stop
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'pg_catalog', 'public', 'pg_temp'
    AS $$
DECLARE found app.stop;
BEGIN
    PERFORM FROM app.shipment
    WHERE shipment.id = (SELECT shipment_id FROM app.stop AS own WHERE own.id = handover_lock.stop)
    FOR NO KEY UPDATE;
    SELECT * INTO found FROM app.stop AS own WHERE own.id = handover_lock.stop FOR NO KEY UPDATE;
    PERFORM FROM app.pledge
    WHERE pledge.id IN (SELECT pledge_id FROM app.load WHERE load.stop_id = handover_lock.stop)
    ORDER BY pledge.id FOR NO KEY UPDATE;
    PERFORM FROM pub.need
    WHERE need.id IN (SELECT need_id FROM app.load WHERE load.stop_id = handover_lock.stop)
    ORDER BY need.id FOR NO KEY UPDATE;
    PERFORM FROM app.lot
    WHERE lot.id IN (SELECT lot_id FROM app.load_lot WHERE load_lot.stop_id = handover_lock.stop)
    ORDER BY lot.id FOR NO KEY UPDATE;
    RETURN found;
END $$;

ALTER FUNCTION app.handover_lock(stop bigint) OWNER TO ksbb_engine;

CREATE FUNCTION app.handover_match(this bigint) RETURNS text
    LANGUAGE sql STABLE SECURITY DEFINER
    SET search_path TO 'pg_catalog', 'public', 'pg_temp'
    AS $$
    SELECT CASE WHEN count(*) = 0 THEN 'NONE'
                WHEN bool_and((coalesce(counted.good, 0), coalesce(counted.damaged, 0)) = (reported.good, reported.damaged))
                THEN 'AGREES' ELSE 'DIFFERS' END
    FROM app.proof
    JOIN app.handover_count AS reported ON reported.handover_id = proof.handover_id
    LEFT JOIN app.proof_count AS counted ON counted.proof_id = proof.id AND counted.package_id = reported.package_id
    WHERE proof.handover_id = this AND proof.side = 'UNIT' AND proof.superseded_by IS NULL
$$;

ALTER FUNCTION app.handover_match(this bigint) OWNER TO ksbb_engine;

CREATE FUNCTION app.handover_moved() RETURNS trigger
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'pg_catalog', 'public', 'pg_temp'
    AS $$
BEGIN
    IF NEW.state = 'proven' THEN
        PERFORM app.event_write('HandoverProven', 'confirm_handover', 'handover', NEW.id, NULL,
            jsonb_build_object('side', (
                SELECT max(proof.side) FROM app.proof
                WHERE proof.handover_id = NEW.id AND proof.superseded_by IS NULL)), '{}');
    ELSIF NEW.state = 'disputed' AND sec.role() IS DISTINCT FROM 'VERIFIER' THEN
        PERFORM app.event_write('HandoverDisputed', 'dispute_handover', 'handover', NEW.id, NULL,
                                jsonb_build_object('due_on', NEW.due_on), jsonb_build_object('due_on', NEW.due_on));
    END IF;
    RETURN NULL;
END $$;

ALTER FUNCTION app.handover_moved() OWNER TO ksbb_engine;

CREATE FUNCTION app.handover_post(this bigint, day date, why text) RETURNS void
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'pg_catalog', 'public', 'pg_temp'
    AS $$
DECLARE
    effective date := greatest(day, (SELECT s.dispatched_on FROM app.handover h
                                     JOIN app.shipment s ON s.id = h.shipment_id WHERE h.id = this),
                               (SELECT max(d.dispatched_on) FROM app.handover_line l
                                JOIN pub.delivery d ON d.load_id = l.load_id WHERE l.handover_id = this));
    ids bigint[];
    moved bigint[];
    outcome record;
BEGIN
    FOR outcome IN
        SELECT k.account, array_agg(k.lot_id) AS lots, array_agg(k.quantity::bigint) AS quantities
        FROM (SELECT t.lot_id, a.account, a.quantity
              FROM app.handover_lot t
              CROSS JOIN LATERAL (VALUES ('received_by_unit', t.good), ('damaged', t.damaged),
                                         ('missing', t.missing)) AS a (account, quantity)
              WHERE t.handover_id = this) k
        WHERE k.quantity > 0 GROUP BY 1 ORDER BY 1
    LOOP
        PERFORM app.lots_move('receive', 'handover', this, 'in_transit', outcome.account, outcome.lots,
                              outcome.quantities, effective, why);
    END LOOP;
    SELECT array_agg(load_id ORDER BY load_id), array_agg(good::bigint ORDER BY load_id) INTO ids, moved
    FROM app.handover_line WHERE handover_id = this AND good > 0;
    IF ids IS NOT NULL THEN
        PERFORM app.loads_post('receive', 'handover', this, 'dispatched', 'received', ids, moved,
                               effective, why);
    END IF;
    UPDATE app.allocation a SET received = a.received + t.good
    FROM (SELECT l.allocation_id, sum(h.good) AS good FROM app.handover_line h
          JOIN app.load l ON l.id = h.load_id WHERE h.handover_id = this GROUP BY 1) t
    WHERE a.id = t.allocation_id AND t.good > 0;
    PERFORM app.discrepancies_open(this, false, effective);
    PERFORM app.allocations_settled(ARRAY(SELECT l.allocation_id FROM app.handover_line h
                                          JOIN app.load l ON l.id = h.load_id
                                          WHERE h.handover_id = this));
END $$;

ALTER FUNCTION app.handover_post(this bigint, day date, why text) OWNER TO ksbb_engine;

CREATE FUNCTION app.handover_published(this bigint) RETURNS void
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'pg_catalog', 'public', 'pg_temp'
    AS $$
BEGIN
    UPDATE pub.delivery
    SET state = shown.state, good = shown.good, damaged = shown.damaged, missing = shown.missing,
        brought_back = shown.brought_back, received = shown.received, happened_on = shown.happened_on,
        received_on = shown.received_on, proven_by = shown.proven_by, proven_how = shown.proven_how,
        late = delivery.late OR shown.late_on IS NOT NULL,
        recorded_late_on = coalesce(shown.late_on, delivery.recorded_late_on),
        corrected = delivery.corrected OR (delivery.received_on IS NOT NULL AND delivery.received <> shown.received),
        received_before = CASE
            WHEN NOT delivery.corrected AND delivery.received_on IS NOT NULL AND delivery.received <> shown.received
            THEN delivery.received ELSE delivery.received_before END
    FROM (
        SELECT line.load_id, line.good, line.damaged, line.missing, line.brought_back, handover.happened_on,
               CASE WHEN handover.late_reason IS NOT NULL
                    THEN (handover.recorded AT TIME ZONE 'Asia/Jakarta')::date END AS late_on,
               CASE WHEN handover.state = 'reported' THEN 'reported' WHEN handover.state = 'disputed' THEN 'disputed'
                    WHEN handover.state = 'failed' OR line.brought_back = line.sent THEN 'failed' ELSE 'received'
               END AS state,
               CASE WHEN proofs.proven_by IS NULL THEN 0 ELSE line.good END AS received,
               CASE WHEN proofs.proven_by IS NOT NULL THEN greatest(handover.happened_on, own.dispatched_on) END
                   AS received_on,
               proofs.proven_by, CASE WHEN proofs.proven_by IS NOT NULL THEN proofs.how END AS proven_how
        FROM app.handover
        JOIN app.handover_line AS line ON line.handover_id = handover.id
        JOIN pub.delivery AS own ON own.load_id = line.load_id
        CROSS JOIN LATERAL (
            SELECT CASE WHEN handover.state NOT IN ('proven', 'verified', 'disputed', 'resolved') THEN NULL
                        WHEN bool_or(proof.side = 'UNIT') THEN 'UNIT' ELSE 'EXECUTOR' END AS proven_by,
                   (array_agg(proof.method ORDER BY array_position(
                       '{CODE,KELURAHAN,COURIER_CODE,SIGNATURE,PAPER}', proof.method)))[1] AS how
            FROM app.proof WHERE proof.handover_id = handover.id AND proof.superseded_by IS NULL) AS proofs
        WHERE handover.id = this AND handover.state NOT IN ('superseded', 'second_report')) AS shown
    WHERE delivery.load_id = shown.load_id;
    UPDATE pub.delivery
    SET state = 'on_the_way', good = 0, damaged = 0, missing = 0, brought_back = 0, received = 0,
        happened_on = NULL, received_on = NULL, proven_by = NULL, proven_how = NULL
    FROM app.handover JOIN app.handover_line AS line ON line.handover_id = handover.id
    WHERE handover.id = this AND handover.state = 'superseded' AND delivery.load_id = line.load_id;
END $$;

ALTER FUNCTION app.handover_published(this bigint) OWNER TO ksbb_engine;

CREATE FUNCTION app.handover_record(place app.stop, day date, device_time timestamp with time zone, drift integer, receiver text, note text, late text, counts jsonb, failed_because text, actor text, actor_id bigint) RETURNS bigint
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'pg_catalog', 'public', 'pg_temp'
    AS $$
#variable_conflict use_column
DECLARE
    made bigint;
    is_second boolean;
    ids bigint[];
    lots bigint[];
    moved bigint[];
    effective date;
BEGIN
    is_second := EXISTS (SELECT FROM app.handover
                         WHERE stop_id = place.id AND state NOT IN ('second_report', 'superseded'));
    INSERT INTO app.handover (stop_id, shipment_id, executor_id, unit_id, area_id, state, reason,
        happened_on, happened_at, drift_seconds, receiver, note, late_reason, corrects_id, actor, actor_id)
    VALUES (place.id, place.shipment_id, place.executor_id, place.unit_id, place.area_id,
            CASE WHEN is_second THEN 'second_report' WHEN failed_because IS NOT NULL THEN 'failed'
                 ELSE 'reported' END,
            failed_because, day, device_time, drift, receiver, note, late,
            (SELECT max(id) FROM app.handover WHERE stop_id = place.id AND state = 'superseded'),
            handover_record.actor, handover_record.actor_id)
    RETURNING id INTO made;
    INSERT INTO app.handover_count (handover_id, stop_id, executor_id, area_id, package_id, sent, good, damaged,
        missing, brought_back, surplus)
    SELECT made, place.id, place.executor_id, place.area_id, c.package, c.good + c.damaged + c.missing + c.brought_back,
           c.good, c.damaged, c.missing, c.brought_back, coalesce(c.surplus, 0)
    FROM jsonb_to_recordset(counts) AS c (package bigint, good int, damaged int, missing int,
                                          brought_back int, surplus int);
    IF NOT is_second THEN
        PERFORM app.handover_divide(made, counts);
        effective := greatest(day, (SELECT dispatched_on FROM app.shipment WHERE id = place.shipment_id),
                              (SELECT max(dispatched_on) FROM pub.delivery WHERE stop_id = place.id));
        SELECT array_agg(t.lot_id), array_agg((t.brought_back - t.spoiled)::bigint) INTO lots, moved
        FROM app.handover_lot t WHERE t.handover_id = made AND t.brought_back > t.spoiled;
        IF lots IS NOT NULL THEN
            PERFORM app.lots_move('bring_back', 'handover', made, 'in_transit', 'stock', lots, moved,
                                  effective, failed_because);
            SELECT array_agg(load_id ORDER BY load_id), array_agg((brought_back - spoiled)::bigint ORDER BY load_id)
            INTO ids, moved
            FROM app.handover_line l WHERE l.handover_id = made AND l.brought_back > l.spoiled;
            PERFORM app.loads_post('bring_back', 'handover', made, 'dispatched', 'committed', ids, moved,
                                   effective, failed_because);
            UPDATE app.allocation a SET loaded = a.loaded - t.back, dispatched = a.dispatched - t.back
            FROM (SELECT l.allocation_id, sum(h.brought_back - h.spoiled) AS back FROM app.handover_line h
                  JOIN app.load l ON l.id = h.load_id WHERE h.handover_id = made GROUP BY 1) t
            WHERE a.id = t.allocation_id;
        END IF;
        PERFORM app.handover_spoil(made, effective, failed_because);
        UPDATE app.stop SET state = CASE WHEN failed_because IS NULL THEN 'handed_over' ELSE 'failed' END,
                            reason = failed_because
        WHERE id = place.id;
        UPDATE app.shipment SET state = 'closed'
        WHERE id = place.shipment_id AND state = 'dispatched'
          AND NOT EXISTS (SELECT FROM app.stop WHERE shipment_id = place.shipment_id
                          AND state = 'on_the_way');
        UPDATE app.proof SET handover_id = made WHERE stop_id = place.id AND superseded_by IS NULL
            AND failed_because IS NULL;
        PERFORM app.handover_published(made);
        PERFORM app.handover_weigh(made);
    END IF;
    RETURN made;
END $$;

ALTER FUNCTION app.handover_record(place app.stop, day date, device_time timestamp with time zone, drift integer, receiver text, note text, late text, counts jsonb, failed_because text, actor text, actor_id bigint) OWNER TO ksbb_engine;

CREATE FUNCTION app.handover_report(this bigint, day date, device_time timestamp with time zone, drift integer, receiver text, note text, late text, counts jsonb, failed_because text) RETURNS TABLE(refusal text, package_id bigint, requested bigint, remaining bigint, handover_id bigint)
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'pg_catalog', 'public', 'pg_temp'
    AS $$
#variable_conflict use_column
DECLARE
    place app.stop := app.handover_lock(this);
    trip app.shipment;
BEGIN
    IF place IS NULL OR NOT app.stop_courier(place)
       OR (sec.shift() IS NOT NULL AND NOT app.shift_is_on(sec.shift())) THEN
        RAISE EXCEPTION 'not a stop of yours' USING ERRCODE = 'KS001';
    END IF;
    SELECT * INTO trip FROM app.shipment WHERE id = place.shipment_id;
    IF trip.state NOT IN ('dispatched', 'closed') OR place.state IN ('planned', 'cancelled')
       OR day > app.today() OR day < trip.dispatched_on THEN
        RAISE EXCEPTION 'the stop is not on the way' USING ERRCODE = 'KS001';
    END IF;
    IF failed_because IS NOT NULL THEN
        SELECT jsonb_agg(jsonb_build_object('package', l.package_id, 'good', 0, 'damaged', 0, 'missing', 0,
                                            'brought_back', l.sent, 'surplus', 0)) INTO counts
        FROM (SELECT package_id, sum(dispatched) AS sent FROM app.load
              WHERE stop_id = this AND dispatched > 0 GROUP BY 1) l;
    END IF;
    RETURN QUERY
        SELECT CASE WHEN s.sent IS NULL THEN 'UNKNOWN' ELSE 'COUNT' END, coalesce(c.package, s.package_id),
               coalesce(c.good + c.damaged + c.missing + c.brought_back, 0)::bigint,
               coalesce(s.sent, 0)::bigint, NULL::bigint
        FROM jsonb_to_recordset(counts) AS c (package bigint, good int, damaged int, missing int,
                                              brought_back int)
        FULL JOIN (SELECT package_id, sum(dispatched) AS sent FROM app.load
                   WHERE stop_id = this AND dispatched > 0 GROUP BY 1) s ON s.package_id = c.package
        WHERE s.sent IS DISTINCT FROM c.good + c.damaged + c.missing + c.brought_back;
    IF FOUND THEN
        RETURN;
    END IF;
    RETURN QUERY SELECT NULL::text, NULL::bigint, NULL::bigint, NULL::bigint,
        app.handover_record(place, day, device_time, drift, receiver, note, late, counts, failed_because,
                            sec.actor(), sec.actor_id());
END $$;

ALTER FUNCTION app.handover_report(this bigint, day date, device_time timestamp with time zone, drift integer, receiver text, note text, late text, counts jsonb, failed_because text) OWNER TO ksbb_engine;

CREATE FUNCTION app.handover_spoil(this bigint, effective date, why text) RETURNS void
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'pg_catalog', 'public', 'pg_temp'
    AS $$
DECLARE
    lots bigint[];
    moved bigint[];
BEGIN
    SELECT array_agg(part.lot_id), array_agg(part.spoiled::bigint) INTO lots, moved
    FROM app.handover_lot AS part WHERE part.handover_id = this AND part.spoiled > 0;
    IF lots IS NOT NULL THEN
        PERFORM app.lots_move('spoil', 'handover', this, 'in_transit', 'damaged', lots, moved, effective, why);
        PERFORM app.discrepancies_open(this, true, effective);
    END IF;
END $$;

ALTER FUNCTION app.handover_spoil(this bigint, effective date, why text) OWNER TO ksbb_engine;

CREATE FUNCTION app.handover_supersede(this bigint, why text) RETURNS void
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'pg_catalog', 'public', 'pg_temp'
    AS $$
DECLARE
    h app.handover;
    place app.stop;
    author bigint := sec.organisation();
    entry record;
BEGIN
    SELECT * INTO h FROM app.handover WHERE id = this;
    place := app.handover_lock(h.stop_id);
    SELECT * INTO h FROM app.handover WHERE id = this FOR NO KEY UPDATE;
    IF h IS NULL OR NOT app.stop_courier(place) OR h.state NOT IN ('reported', 'failed', 'second_report')
       OR (NOT coalesce(sec.may_act(), false) AND (h.actor, h.actor_id) <> (sec.actor(), sec.actor_id()))
    THEN
        RAISE EXCEPTION 'not a report that you may correct' USING ERRCODE = 'KS001';
    END IF;
    IF h.state <> 'second_report' AND EXISTS (
        SELECT FROM app.handover_lot AS part JOIN app.lot ON lot.id = part.lot_id
        WHERE part.handover_id = this AND lot.stock < part.brought_back - part.spoiled
        UNION ALL
        SELECT FROM app.handover_line AS line JOIN app.load ON load.id = line.load_id
        JOIN app.allocation ON allocation.id = load.allocation_id
        WHERE line.handover_id = this AND line.brought_back > line.spoiled
          AND allocation.quantity - allocation.released - allocation.loaded < line.brought_back - line.spoiled) THEN
        RAISE EXCEPTION 'what came back has left again'
            USING ERRCODE = 'check_violation', CONSTRAINT = 'goods_have_left';
    END IF;
    IF EXISTS (SELECT FROM app.discrepancy WHERE handover_id = this AND state NOT IN ('open', 'void')) THEN
        RAISE EXCEPTION 'a discrepancy of the handover is settled' USING ERRCODE = 'check_violation', CONSTRAINT = 'discrepancy_is_settled';
    END IF;
    IF h.state <> 'second_report' THEN
        FOR entry IN
            SELECT journal.id FROM ledger.journal
            WHERE journal.thing = 'handover' AND journal.thing_id = this
              AND journal.action IN ('bring_back', 'spoil') AND journal.reverses IS NULL ORDER BY journal.id
        LOOP
            PERFORM ledger.reverse(entry.id, author, why);
        END LOOP;
        UPDATE app.lot SET stock = lot.stock - returned.packages
        FROM (SELECT part.lot_id, sum(part.brought_back - part.spoiled) AS packages FROM app.handover_lot AS part
              WHERE part.handover_id = this GROUP BY 1) AS returned
        WHERE lot.id = returned.lot_id AND returned.packages > 0;
        UPDATE app.allocation SET loaded = allocation.loaded + returned.packages,
                                  dispatched = allocation.dispatched + returned.packages
        FROM (SELECT load.allocation_id, sum(line.brought_back - line.spoiled) AS packages
              FROM app.handover_line AS line JOIN app.load ON load.id = line.load_id
              WHERE line.handover_id = this GROUP BY 1) AS returned
        WHERE allocation.id = returned.allocation_id AND returned.packages > 0;
        UPDATE app.discrepancy SET state = 'void' WHERE handover_id = this AND state = 'open';
    END IF;
    UPDATE app.proof SET handover_id = NULL WHERE handover_id = this;
    UPDATE app.handover SET state = 'superseded', reason = why WHERE id = this;
    IF h.state <> 'second_report' THEN
        PERFORM app.handover_published(this);
    END IF;
END $$;

ALTER FUNCTION app.handover_supersede(this bigint, why text) OWNER TO ksbb_engine;

CREATE FUNCTION app.handover_unpost(this bigint, why text) RETURNS void
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'pg_catalog', 'public', 'pg_temp'
    AS $$
DECLARE
    author bigint := nullif(coalesce(sec.organisation(), 0), 0);
    entry record;
BEGIN
    IF EXISTS (SELECT FROM app.discrepancy WHERE handover_id = this AND NOT spoiled AND state NOT IN ('open', 'void')) THEN
        RAISE EXCEPTION 'a discrepancy of the handover is settled' USING ERRCODE = 'check_violation', CONSTRAINT = 'discrepancy_is_settled';
    END IF;
    FOR entry IN
        SELECT j.id, j.tenant_id FROM ledger.journal j
        WHERE j.thing = 'handover' AND j.thing_id = this AND j.action = 'receive' AND j.reverses IS NULL
          AND NOT EXISTS (SELECT FROM ledger.journal r WHERE r.reverses = j.id)
        ORDER BY j.id
    LOOP
        PERFORM ledger.reverse(entry.id, coalesce(author, entry.tenant_id), why);
    END LOOP;
    UPDATE app.allocation a SET received = a.received - t.good
    FROM (SELECT l.allocation_id, sum(h.good) AS good FROM app.handover_line h
          JOIN app.load l ON l.id = h.load_id WHERE h.handover_id = this GROUP BY 1) t
    WHERE a.id = t.allocation_id AND t.good > 0;
    UPDATE app.discrepancy SET state = 'void' WHERE handover_id = this AND NOT spoiled AND state = 'open';
    PERFORM app.allocations_settled(ARRAY(SELECT l.allocation_id FROM app.handover_line h
                                          JOIN app.load l ON l.id = h.load_id
                                          WHERE h.handover_id = this));
END $$;

ALTER FUNCTION app.handover_unpost(this bigint, why text) OWNER TO ksbb_engine;

CREATE FUNCTION app.handover_verified(this bigint, yes boolean, why text) RETURNS void
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'pg_catalog', 'public', 'pg_temp'
    AS $$
DECLARE
    author bigint := nullif(coalesce(sec.organisation(), 0), 0);
    ids bigint[];
    moved bigint[];
    entry record;
BEGIN
    IF yes THEN
        SELECT array_agg(load_id ORDER BY load_id), array_agg(good::bigint ORDER BY load_id) INTO ids, moved
        FROM app.handover_line WHERE handover_id = this AND good > 0;
        IF ids IS NOT NULL THEN
            PERFORM app.loads_post('verify', 'handover', this, 'received', 'verified', ids, moved, app.today(), why);
        END IF;
    ELSE
        FOR entry IN
            SELECT journal.id, journal.tenant_id FROM ledger.journal
            WHERE journal.thing = 'handover' AND journal.thing_id = this AND journal.action = 'verify'
              AND journal.reverses IS NULL
              AND NOT EXISTS (SELECT FROM ledger.journal AS mirror WHERE mirror.reverses = journal.id)
            ORDER BY journal.id
        LOOP
            PERFORM ledger.reverse(entry.id, coalesce(author, entry.tenant_id), why);
        END LOOP;
    END IF;
    UPDATE pub.delivery SET verified_on = CASE WHEN yes THEN app.today() END
    WHERE load_id IN (SELECT load_id FROM app.handover_line WHERE handover_id = this);
END $$;

ALTER FUNCTION app.handover_verified(this bigint, yes boolean, why text) OWNER TO ksbb_engine;

CREATE FUNCTION app.handover_weigh(this bigint) RETURNS void
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'pg_catalog', 'public', 'pg_temp'
    AS $$
DECLARE
    h app.handover;
    match text := app.handover_match(this);
    reported jsonb;
    smaller jsonb;
BEGIN
    SELECT * INTO h FROM app.handover WHERE id = this;
    IF h.state NOT IN ('reported', 'proven', 'disputed')
       OR NOT EXISTS (SELECT FROM app.proof WHERE handover_id = this AND superseded_by IS NULL)
       OR EXISTS (SELECT FROM app.verification WHERE stop_id = h.stop_id AND state = 'differs') THEN
        RETURN;
    END IF;
    SELECT jsonb_agg(jsonb_build_object('package', c.package_id, 'good', c.good, 'damaged', c.damaged,
                                        'missing', c.missing, 'brought_back', c.brought_back)),
           jsonb_agg(jsonb_build_object('package', c.package_id, 'good', least(c.good, u.good),
                                        'damaged', 0, 'missing', 0, 'brought_back', c.brought_back))
    INTO reported, smaller
    FROM app.handover_count c
    CROSS JOIN LATERAL (
        SELECT min(coalesce(k.good, 0)) AS good FROM app.proof p
        LEFT JOIN app.proof_count k ON k.proof_id = p.id AND k.package_id = c.package_id
        WHERE p.handover_id = this AND p.side = 'UNIT' AND p.superseded_by IS NULL) u
    WHERE c.handover_id = this;
    IF match = 'DIFFERS' AND EXISTS (SELECT FROM app.discrepancy
                                     WHERE handover_id = this AND NOT spoiled AND state NOT IN ('open', 'void')) THEN
        -- What is settled stays posted until somebody decides.
        UPDATE app.handover SET state = 'disputed' WHERE id = this AND state <> 'disputed';
    ELSIF match = 'DIFFERS' THEN
        IF h.state <> 'reported' THEN
            PERFORM app.handover_unpost(this, 'counts differ');
        END IF;
        PERFORM app.handover_divide(this, smaller);
        PERFORM app.handover_post(this, h.happened_on, NULL);
        UPDATE app.handover SET state = 'disputed' WHERE id = this AND state <> 'disputed';
    ELSIF h.state = 'reported' THEN
        PERFORM app.handover_post(this, h.happened_on, NULL);
        UPDATE app.handover SET state = 'proven' WHERE id = this;
    ELSIF h.state = 'disputed' AND match = 'AGREES' THEN
        PERFORM app.handover_unpost(this, 'the unit agrees');
        PERFORM app.handover_divide(this, reported);
        PERFORM app.handover_post(this, h.happened_on, NULL);
        UPDATE app.handover SET state = 'resolved' WHERE id = this;
    END IF;
    PERFORM app.handover_published(this);
END $$;

ALTER FUNCTION app.handover_weigh(this bigint) OWNER TO ksbb_engine;

CREATE FUNCTION app.hold_expired_on(this bigint) RETURNS date
    LANGUAGE sql STABLE
    SET search_path TO 'pg_catalog', 'public', 'pg_temp'
    AS $$
    SELECT (min(allocation.expires_at) AT TIME ZONE 'Asia/Jakarta')::date
    FROM app.allocation JOIN app.pledge ON pledge.id = allocation.pledge_id
    WHERE pledge.id = this AND pledge.state = 'submitted'
      AND ((allocation.state = 'held' AND allocation.expires_at <= app.now())
           OR (allocation.state = 'released' AND allocation.reason = 'LAPSED'))
$$;

ALTER FUNCTION app.hold_expired_on(this bigint) OWNER TO ksbb_owner;

CREATE FUNCTION app.holds_renew(this bigint) RETURNS void
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'pg_catalog', 'public', 'pg_temp'
    AS $$
BEGIN
    PERFORM app.pledge_lock(this);
    UPDATE app.allocation SET expires_at = NULL
    FROM app.pledge
    WHERE pledge.id = this AND pledge.state = 'accepted' AND allocation.pledge_id = this
      AND allocation.state = 'held';
END $$;

ALTER FUNCTION app.holds_renew(this bigint) OWNER TO ksbb_engine;

CREATE FUNCTION app.immutable() RETURNS trigger
    LANGUAGE plpgsql
    SET search_path TO 'pg_catalog', 'pg_temp'
    AS $$
BEGIN
    RAISE EXCEPTION '%.% is append-only', TG_TABLE_SCHEMA, TG_TABLE_NAME
        USING ERRCODE = 'integrity_constraint_violation';
END $$;

ALTER FUNCTION app.immutable() OWNER TO ksbb_owner;

CREATE FUNCTION app.invitation_accept(hash bytea) RETURNS bigint
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'pg_catalog', 'public', 'pg_temp'
    AS $$
DECLARE
    person bigint := sec.person();
    invited app.invitation;
BEGIN
    -- Two at once: the second waits for the first and finds it used.
    UPDATE app.invitation SET accepted_at = clock_timestamp()
    WHERE id = (SELECT open_invitation.id FROM app.open_invitation(hash)
                JOIN app.person AS invitee
                    ON invitee.id = person AND invitee.email = open_invitation.email)
      AND accepted_at IS NULL
    RETURNING * INTO invited;
    IF NOT FOUND THEN
        RETURN NULL;
    END IF;
    -- The others that were sent to them are used up, too: whose membership is ended later does
    -- not come back by one that was left over.
    UPDATE app.invitation SET accepted_at = clock_timestamp()
    WHERE organisation_id = invited.organisation_id AND email = invited.email
      AND accepted_at IS NULL;
    INSERT INTO app.membership AS membership
        (organisation_id, person_id, role, ends_on, created_by)
    VALUES (invited.organisation_id, person, invited.role, invited.ends_on, invited.created_by)
    -- Who is a member stays what they are; whose time had ended comes back in the new role.
    ON CONFLICT (organisation_id, person_id) DO UPDATE
    SET role = excluded.role, ends_on = excluded.ends_on
    WHERE membership.ends_on < app.today();
    -- An officer looks after what the invitation names, and nothing that they had before.
    IF FOUND AND invited.role = 'KELURAHAN' THEN
        UPDATE app.officer_area SET ended_on = app.today()
        WHERE person_id = person AND ended_on IS NULL AND area_id <> ALL (invited.area_ids);
        INSERT INTO app.officer_area (person_id, area_id, created_by)
        SELECT DISTINCT person, area, invited.created_by FROM unnest(invited.area_ids) AS area
        ON CONFLICT (person_id, area_id) DO UPDATE SET ended_on = NULL;
    END IF;
    RETURN invited.organisation_id;
END $$;

ALTER FUNCTION app.invitation_accept(hash bytea) OWNER TO ksbb_engine;

CREATE FUNCTION app.invitation_mail(this bigint) RETURNS void
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'pg_catalog', 'public', 'pg_temp'
    AS $$
DECLARE
    invited app.invitation;
    most int;
    token text := sec.new_token();
BEGIN
    UPDATE app.invitation SET token_hash = sha256(convert_to(token, 'UTF8'))
    WHERE id = this AND organisation_id = sec.tenant() AND created_by = sec.person()
      AND token_hash IS NULL
    RETURNING * INTO invited;
    IF NOT FOUND THEN
        RAISE EXCEPTION 'no such invitation waits for its mail'
            USING ERRCODE = 'insufficient_privilege';
    END IF;
    SELECT CASE WHEN organisation.state = 'verified' THEN 50 ELSE 5 END INTO most
    FROM app.organisation WHERE organisation.id = invited.organisation_id;
    IF NOT (sec.count_attempt('INVITATION_TENANT', invited.organisation_id::text, most)
            AND sec.count_attempt('INVITATION_ADDRESS', invited.email, 5)) THEN
        RAISE EXCEPTION 'too many invitations within the hour'
            USING ERRCODE = 'KS004', CONSTRAINT = 'invitations_an_hour';
    END IF;
    INSERT INTO app.mail (recipient, template, facts, expires_at)
    SELECT invited.email, 'INVITATION',
           jsonb_build_object('token', token, 'organisation', organisation.name,
                              'role', invited.role, 'inviter', inviter.name),
           invited.expires_at
    FROM app.organisation, app.person AS inviter
    WHERE organisation.id = invited.organisation_id AND inviter.id = invited.created_by;
END $$;

ALTER FUNCTION app.invitation_mail(this bigint) OWNER TO ksbb_engine;

CREATE FUNCTION app.is_demo() RETURNS boolean
    LANGUAGE sql STABLE
    AS $$ SELECT demo FROM pub.clock $$;

ALTER FUNCTION app.is_demo() OWNER TO ksbb_owner;

CREATE FUNCTION app.lacks_agreement(executor bigint) RETURNS boolean
    LANGUAGE sql SECURITY DEFINER
    SET search_path TO 'pg_catalog', 'public', 'pg_temp'
    AS $$
    SELECT EXISTS (SELECT FROM app.organisation WHERE id = executor AND kind = 'AGGREGATOR')
           AND NOT app.agreement_in_force(executor)
$$;

ALTER FUNCTION app.lacks_agreement(executor bigint) OWNER TO ksbb_engine;

CREATE FUNCTION app.lapse_pledges(at_most integer DEFAULT 100) RETURNS integer
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'pg_catalog', 'public', 'pg_temp'
    AS $$
DECLARE
    due bigint;
    done int := 0;
BEGIN
    FOR due IN
        SELECT pledge.id FROM app.pledge
        WHERE pledge.state = 'submitted' AND EXISTS (
            SELECT FROM app.allocation WHERE allocation.pledge_id = pledge.id
              AND ((allocation.state = 'held' AND allocation.expires_at <= app.now())
                   OR allocation.reason = 'LAPSED'))
        ORDER BY pledge.id LIMIT at_most FOR NO KEY UPDATE SKIP LOCKED
    LOOP
        UPDATE app.pledge SET state = 'lapsed', reason = 'LAPSED' WHERE id = due;
        PERFORM app.needs_release(due);
        PERFORM app.record_event('PledgeLapsed', 'lapse', 'pledge', due,
                           (SELECT donor_id FROM app.pledge WHERE id = due), '{}', '{}');
        done := done + 1;
    END LOOP;
    RETURN done;
END $$;

ALTER FUNCTION app.lapse_pledges(at_most integer) OWNER TO ksbb_engine;

CREATE FUNCTION app.line_close_short(this bigint, why text) RETURNS bigint
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'pg_catalog', 'public', 'pg_temp'
    AS $$
DECLARE
    line app.pledge_line;
    pledge app.pledge;
    ids bigint[];
    parts int[];
    posted bigint;
    made bigint;
BEGIN
    SELECT * INTO line FROM app.pledge_line WHERE id = this;
    PERFORM app.pledge_lock(line.pledge_id);
    SELECT * INTO line FROM app.pledge_line WHERE id = this;
    SELECT * INTO pledge FROM app.pledge WHERE id = line.pledge_id;
    IF NOT coalesce(pledge.executor_id = sec.tenant() AND sec.may_act(), false) OR pledge.state <> 'committed'
       OR (SELECT kind FROM app.organisation WHERE id = pledge.executor_id) = 'DONOR'
       OR line.stocked - line.replaced >= line.quantity
       OR EXISTS (SELECT FROM app.closing WHERE closing.line_id = this AND closing.state <> 'taken_back')
       OR EXISTS (SELECT FROM app.withdrawal WHERE withdrawal.pledge_id = pledge.id
                  AND withdrawal.state IN ('requested', 'agreed'))
       OR EXISTS (SELECT FROM app.allocation WHERE allocation.line_id = this AND allocation.state = 'held')
       OR app.today() < (SELECT phase.starts_on FROM pub.phase WHERE phase.id = pledge.phase_id)
       OR NOT EXISTS (SELECT FROM app.allocation
                      WHERE allocation.line_id = this AND allocation.committed_on <= app.today() - 7) THEN
        RAISE EXCEPTION 'not a line that you may close short' USING ERRCODE = 'KS001';
    END IF;
    SELECT array_agg(part.allocation_id ORDER BY part.allocation_id),
           array_agg(part.quantity ORDER BY part.allocation_id)
    INTO ids, parts FROM app.closing_parts(this) AS part;
    IF ids IS NOT NULL THEN
        PERFORM app.allocations_shrink(ids, parts, 'CLOSED_SHORT', 'close_short', why);
        SELECT max(journal.id) INTO posted FROM ledger.journal
        WHERE journal.thing = 'pledge' AND journal.thing_id = pledge.id AND journal.action = 'close_short';
    END IF;
    INSERT INTO app.closing (line_id, pledge_id, donor_id, executor_id, phase_id, package_id, state, reason,
                             promised, came, packages, journal_id, created_by)
    VALUES (line.id, line.pledge_id, line.donor_id, line.executor_id, line.phase_id, line.package_id, 'closed', why,
            line.quantity, line.stocked - line.replaced,
            coalesce((SELECT sum(part) FROM unnest(parts) AS part), 0), posted, sec.person())
    RETURNING id INTO made;
    RETURN made;
END $$;

ALTER FUNCTION app.line_close_short(this bigint, why text) OWNER TO ksbb_engine;

CREATE FUNCTION app.list_sample() RETURNS integer
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'pg_catalog', 'public', 'pg_temp'
    AS $$
DECLARE
    -- What was reported just before midnight is written by then.
    today date := ((app.now() - interval '15 minutes') AT TIME ZONE 'Asia/Jakarta')::date;
    -- Days up to the last list are done.
    since date := (SELECT max(sample.day) + 1 FROM pub.sample);
    due record;
    made bigint;
    hash bytea;
    facts jsonb;
    listed int := 0;
BEGIN
    IF since >= today THEN
        RETURN 0;
    END IF;
    -- No seal comes between the list and the number of the seal that decides.
    PERFORM pg_advisory_xact_lock(hashtext('ksbb seal'));
    FOR due IN
        SELECT first.day, array_agg(first.stop_id) AS stops,
               greatest(1, round((SELECT sum(programme.verified_weekly) FROM pub.programme
                                  WHERE programme.id IN (
                                      SELECT phase.programme_id FROM app.load
                                      JOIN pub.need ON need.id = load.need_id
                                      JOIN pub.phase ON phase.id = need.phase_id
                                      WHERE load.stop_id = ANY (array_agg(first.stop_id)))) / 7.0))::int AS quota
        FROM (SELECT handover.stop_id, (min(handover.recorded) AT TIME ZONE 'Asia/Jakarta')::date AS day
              FROM app.handover
              WHERE handover.recorded >= coalesce(since, '-infinity')::timestamp AT TIME ZONE 'Asia/Jakarta'
                AND EXISTS (SELECT FROM app.handover_count
                            WHERE handover_count.handover_id = handover.id)
              GROUP BY 1) AS first
        WHERE first.day < today
          -- First reported on a day before, and reported again since.
          AND NOT EXISTS (SELECT FROM pub.sample_entry WHERE sample_entry.stop_id = first.stop_id)
        GROUP BY 1 ORDER BY 1
    LOOP
        INSERT INTO pub.sample (day, quota, seal_number)
        SELECT due.day, due.quota, coalesce(max(seal.number), 0) + 1 FROM app.seal RETURNING id INTO made;
        INSERT INTO pub.sample_entry (stop_id, sample_id, executor_id, unit_id, weight, chance)
        SELECT weighed.id, made, weighed.executor_id, weighed.unit_id, weighed.weight,
               CASE WHEN weighed.certain THEN 1000000
                    ELSE least(1000000, greatest(30000, due.quota::bigint * 1000000 * weighed.weight
                                                        / sum(weighed.weight) FILTER (WHERE NOT weighed.certain)
                                                              OVER ())) END
        FROM (SELECT stop.id, stop.executor_id, stop.unit_id, app.sample_weight(stop.id) AS weight,
                     app.sample_is_certain(stop.id) AS certain
              FROM app.stop WHERE stop.id = ANY (due.stops)) AS weighed;
        UPDATE pub.sample SET list_hash = pub.sample_list_hash(made) WHERE sample.id = made
        RETURNING sample.list_hash INTO hash;
        facts := jsonb_build_object('day', due.day, 'list', encode(hash, 'hex'));
        PERFORM app.record_event('SampleListed', 'list_sample', 'sample', made, NULL, facts, facts);
        listed := listed + 1;
    END LOOP;
    RETURN listed;
END $$;

ALTER FUNCTION app.list_sample() OWNER TO ksbb_engine;

CREATE FUNCTION app.loads_plan(shipment bigint, stops bigint[], allocations bigint[], quantities integer[]) RETURNS TABLE(refusal text, allocation_id bigint, requested bigint, remaining bigint)
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'pg_catalog', 'public', 'pg_temp'
    AS $$
#variable_conflict use_column
DECLARE trip app.shipment := app.shipment_lock(shipment);
BEGIN
    IF trip.state <> 'planned' THEN
        RAISE EXCEPTION 'the shipment is not planned' USING ERRCODE = 'KS001';
    END IF;
    -- Without an agreement in force nothing more is loaded.
    PERFORM app.require_agreement(trip.executor_id);
    PERFORM FROM app.pledge
    WHERE pledge.id IN (SELECT allocation.pledge_id FROM app.allocation WHERE allocation.id = ANY (allocations))
    ORDER BY pledge.id FOR NO KEY UPDATE;
    RETURN QUERY
        SELECT checked.refusal, checked.allocation_id, checked.requested, checked.remaining FROM (
            SELECT CASE WHEN allocation.id IS NULL OR stop.id IS NULL OR allocation.unit_id <> stop.unit_id THEN 'UNKNOWN'
                        WHEN allocation.state = 'held' THEN 'UNCOMMITTED'
                        WHEN allocation.state <> 'committed' THEN 'ENDED'
                        WHEN wanted.requested > allocation.quantity - allocation.released - allocation.loaded THEN 'LOADED'
                   END AS refusal,
                   wanted.allocation_id, wanted.requested,
                   greatest(allocation.quantity - allocation.released - allocation.loaded, 0)::bigint AS remaining
            FROM (SELECT part.allocation_id, min(part.stop_id) AS stop_id, sum(part.quantity)::bigint AS requested
                  FROM unnest(stops, allocations, quantities) AS part (stop_id, allocation_id, quantity)
                  GROUP BY part.allocation_id) AS wanted
            LEFT JOIN app.allocation ON allocation.id = wanted.allocation_id AND allocation.executor_id = trip.executor_id
            LEFT JOIN app.stop ON stop.id = wanted.stop_id AND stop.shipment_id = trip.id) AS checked
        WHERE checked.refusal IS NOT NULL ORDER BY checked.allocation_id;
    IF FOUND THEN
        RETURN;
    END IF;
    UPDATE app.allocation SET loaded = allocation.loaded + wanted.quantity
    FROM (SELECT part.allocation_id, sum(part.quantity) AS quantity
          FROM unnest(allocations, quantities) AS part (allocation_id, quantity) GROUP BY 1) AS wanted
    WHERE allocation.id = wanted.allocation_id;
    INSERT INTO app.load (stop_id, shipment_id, allocation_id, line_id, pledge_id, donor_id,
        executor_id, need_id, unit_id, area_id, package_id, quantity)
    SELECT stop.id, stop.shipment_id, allocation.id, allocation.line_id, allocation.pledge_id, allocation.donor_id, allocation.executor_id, allocation.need_id,
           allocation.unit_id, stop.area_id, allocation.package_id, wanted.quantity
    FROM (SELECT part.stop_id, part.allocation_id, sum(part.quantity)::int AS quantity
          FROM unnest(stops, allocations, quantities) AS part (stop_id, allocation_id, quantity) GROUP BY 1, 2) AS wanted
    JOIN app.allocation ON allocation.id = wanted.allocation_id
    JOIN app.stop ON stop.id = wanted.stop_id AND stop.shipment_id = trip.id
    ORDER BY stop.position, allocation.id
    ON CONFLICT (stop_id, allocation_id)
    DO UPDATE SET quantity = excluded.quantity + CASE WHEN load.cancelled THEN 0 ELSE load.quantity END,
                  cancelled = false;
END $$;

ALTER FUNCTION app.loads_plan(shipment bigint, stops bigint[], allocations bigint[], quantities integer[]) OWNER TO ksbb_engine;

CREATE FUNCTION app.loads_post(action text, thing text, thing_id bigint, from_kind text, to_kind text, loads bigint[], quantities bigint[], effective date, reason text) RETURNS void
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'pg_catalog', 'public', 'pg_temp'
    AS $$
DECLARE
    author bigint := nullif(coalesce(sec.organisation(), 0), 0);
    pair record;
BEGIN
    FOR pair IN
        SELECT load.donor_id, load.executor_id, array_agg(load.need_id ORDER BY load.id) AS needs,
               array_agg(package.code ORDER BY load.id) AS codes, array_agg(moved.quantity ORDER BY load.id) AS moved
        FROM unnest(loads, quantities) AS moved (load_id, quantity)
        JOIN app.load ON load.id = moved.load_id JOIN pub.package ON package.id = load.package_id
        WHERE moved.quantity > 0 GROUP BY 1, 2 ORDER BY 1, 2
    LOOP
        PERFORM ledger.post_packages('PROMISE', pair.donor_id, pair.executor_id, action, thing, thing_id,
            from_kind, to_kind, pair.needs, pair.codes, pair.moved, coalesce(author, pair.executor_id),
            effective, reason);
    END LOOP;
END $$;

ALTER FUNCTION app.loads_post(action text, thing text, thing_id bigint, from_kind text, to_kind text, loads bigint[], quantities bigint[], effective date, reason text) OWNER TO ksbb_engine;

CREATE FUNCTION app.loads_remove(shipment bigint, loads bigint[]) RETURNS integer
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'pg_catalog', 'public', 'pg_temp'
    AS $$
DECLARE
    trip app.shipment := app.shipment_lock(shipment);
    freed int;
BEGIN
    IF trip.state <> 'planned' THEN
        RAISE EXCEPTION 'the shipment is not planned' USING ERRCODE = 'KS001';
    END IF;
    PERFORM FROM app.pledge
    WHERE pledge.id IN (SELECT load.pledge_id FROM app.load WHERE load.id = ANY (loads) AND load.shipment_id = trip.id)
    ORDER BY pledge.id FOR NO KEY UPDATE;
    WITH gone AS (
        UPDATE app.load SET cancelled = true
        WHERE load.id = ANY (loads) AND load.shipment_id = trip.id AND NOT load.cancelled
        RETURNING load.allocation_id, load.quantity
    ), freed_each AS (
        UPDATE app.allocation SET loaded = allocation.loaded - freed_of.quantity
        FROM (SELECT allocation_id, sum(quantity) AS quantity FROM gone GROUP BY 1) AS freed_of
        WHERE allocation.id = freed_of.allocation_id
    )
    SELECT coalesce(sum(quantity), 0) INTO freed FROM gone;
    RETURN freed;
END $$;

ALTER FUNCTION app.loads_remove(shipment bigint, loads bigint[]) OWNER TO ksbb_engine;

CREATE FUNCTION app.lot_stocked() RETURNS trigger
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'pg_catalog', 'public', 'pg_temp'
    AS $$
BEGIN
    IF EXISTS (SELECT FROM app.lot JOIN pub.package ON package.id = lot.package_id
               WHERE lot.id = NEW.id AND lot.stock > 0 AND package.every = 'DAY') THEN
        RAISE EXCEPTION 'ready meals are not stocked'
            USING ERRCODE = 'check_violation', CONSTRAINT = 'meals_are_not_stocked';
    END IF;
    RETURN NULL;
END $$;

ALTER FUNCTION app.lot_stocked() OWNER TO ksbb_engine;

CREATE FUNCTION app.lots_make(this bigint, receipt bigint, packages integer, replacing integer, came_on date, expiry date) RETURNS TABLE(lot_id bigint, quantity bigint)
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'pg_catalog', 'public', 'pg_temp'
    AS $$
#variable_conflict use_column
BEGIN
    RETURN QUERY
    WITH source AS (
        -- Packages that each funding still waits for.
        SELECT f.id AS funding_id, f.donor_id AS funder_id,
               f.packages - coalesce((SELECT sum(l.quantity) FROM app.lot l
                                      LEFT JOIN app.goods_receipt r ON r.id = l.receipt_id
                                      WHERE l.funding_id = f.id
                                        AND (r.id IS NULL OR (r.state = 'recorded' AND r.source <> 'REPLACEMENT'))),
                                     0) AS lacks
        FROM app.funding f WHERE f.line_id = this AND f.released_on IS NULL
    ), claim AS (
        SELECT funding_id, funder_id, lacks FROM source WHERE lacks > 0
        UNION ALL
        SELECT NULL, NULL, greatest(l.quantity + l.replaced - l.stocked + lots_make.packages - lots_make.replacing
                                    - coalesce((SELECT sum(lacks) FROM source), 0), 0)
        FROM app.pledge_line l WHERE l.id = this
    ), share AS (
        SELECT s.funding_id, s.funder_id,
               s.part + CASE WHEN s.funding_id IS NULL THEN lots_make.replacing ELSE 0 END AS part
        FROM (SELECT array_agg(funding_id ORDER BY funding_id) AS fundings,
                     array_agg(funder_id ORDER BY funding_id) AS funders,
                     app.shares(lots_make.packages - lots_make.replacing,
                                array_agg(lacks::bigint ORDER BY funding_id)) AS parts
              FROM claim) a,
             unnest(a.fundings, a.funders, a.parts) AS s (funding_id, funder_id, part)
    )
    INSERT INTO app.lot (receipt_id, line_id, pledge_id, donor_id, executor_id, phase_id, package_id,
        version_id, funding_id, funder_id, quantity, stock, received_on, expires_on)
    SELECT lots_make.receipt, l.id, l.pledge_id, l.donor_id, l.executor_id, l.phase_id, l.package_id,
           l.version_id, s.funding_id, s.funder_id, s.part, 0, lots_make.came_on, lots_make.expiry
    FROM share s JOIN app.pledge_line l ON l.id = this
    WHERE s.part > 0
    RETURNING lot.id, lot.quantity::bigint;
END $$;

ALTER FUNCTION app.lots_make(this bigint, receipt bigint, packages integer, replacing integer, came_on date, expiry date) OWNER TO ksbb_engine;

CREATE FUNCTION app.lots_move(action text, thing text, thing_id bigint, from_kind text, to_kind text, lots bigint[], quantities bigint[], effective date, reason text) RETURNS void
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'pg_catalog', 'public', 'pg_temp'
    AS $$
DECLARE
    author bigint := nullif(coalesce(sec.organisation(), 0), 0);
    pair record;
BEGIN
    PERFORM FROM app.lot WHERE id = ANY (lots) ORDER BY id FOR NO KEY UPDATE;
    IF 'stock' IN (from_kind, to_kind) THEN
        UPDATE app.lot SET stock = lot.stock + moved.quantity * CASE to_kind WHEN 'stock' THEN 1 ELSE -1 END
        FROM (SELECT lot_id, sum(quantity)::int AS quantity
              FROM unnest(lots, quantities) AS part (lot_id, quantity) GROUP BY lot_id) AS moved
        WHERE lot.id = moved.lot_id;
    END IF;
    FOR pair IN
        SELECT lot.donor_id, lot.executor_id, array_agg(lot.id ORDER BY lot.id) AS ids,
               array_agg(package.code ORDER BY lot.id) AS codes, array_agg(moved.quantity ORDER BY lot.id) AS moved
        FROM (SELECT lot_id, sum(quantity)::bigint AS quantity
              FROM unnest(lots, quantities) AS part (lot_id, quantity) GROUP BY lot_id) AS moved
        JOIN app.lot ON lot.id = moved.lot_id JOIN pub.package ON package.id = lot.package_id
        WHERE moved.quantity > 0 GROUP BY 1, 2 ORDER BY 1, 2
    LOOP
        PERFORM ledger.post_packages('GOODS', pair.donor_id, pair.executor_id, action, thing, thing_id,
            from_kind, to_kind, pair.ids, pair.codes, pair.moved, coalesce(author, pair.executor_id),
            effective, reason);
    END LOOP;
END $$;

ALTER FUNCTION app.lots_move(action text, thing text, thing_id bigint, from_kind text, to_kind text, lots bigint[], quantities bigint[], effective date, reason text) OWNER TO ksbb_engine;

CREATE FUNCTION app.mail_queue(recipient text, template text, facts jsonb) RETURNS void
    LANGUAGE sql SECURITY DEFINER
    SET search_path TO 'pg_catalog', 'public', 'pg_temp'
    AS $$ INSERT INTO app.mail (recipient, template, facts) VALUES (recipient, template, facts) $$;

ALTER FUNCTION app.mail_queue(recipient text, template text, facts jsonb) OWNER TO ksbb_engine;

CREATE FUNCTION app.membership_guard() RETURNS trigger
    LANGUAGE plpgsql
    SET search_path TO 'pg_catalog', 'public', 'pg_temp'
    AS $$
BEGIN
    IF current_user IN ('ksbb_tenant', 'ksbb_gov')
       AND (OLD.ends_on < app.today() OR (NEW.ends_on IS DISTINCT FROM OLD.ends_on
                                          AND NEW.ends_on < app.today() - 1)) THEN
        RAISE EXCEPTION 'the past of a membership stays as it was' USING ERRCODE = 'KS001';
    END IF;
    RETURN NEW;
END $$;

ALTER FUNCTION app.membership_guard() OWNER TO ksbb_owner;

CREATE FUNCTION app.need_counted() RETURNS trigger
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'pg_catalog', 'public', 'pg_temp'
    AS $$
BEGIN
    INSERT INTO pub.need_total AS base (area_id, phase_id, package_id, unit_kind, target, needs)
    SELECT level.area_id, need.phase_id, need.package_id, unit.kind, sum(need.target), count(*)
    FROM inserted AS need
    JOIN pub.unit ON unit.id = need.unit_id
    JOIN pub.area ON area.id = unit.area_id
    CROSS JOIN LATERAL (VALUES (area.id), (area.kecamatan_id), (area.kota_id), (area.provinsi_id))
        AS level (area_id)
    WHERE level.area_id IS NOT NULL
    GROUP BY 1, 2, 3, 4 ORDER BY 1, 2, 3, 4
    ON CONFLICT (area_id, phase_id, package_id, unit_kind) DO UPDATE
    SET target = base.target + excluded.target, needs = base.needs + excluded.needs;
    RETURN NULL;
END $$;

ALTER FUNCTION app.need_counted() OWNER TO ksbb_engine;

CREATE FUNCTION app.need_guard() RETURNS trigger
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'pg_catalog', 'public', 'pg_temp'
    AS $$
BEGIN
    -- Capacity moves through the engine's functions; they change nothing else.
    IF TG_OP = 'UPDATE' AND OLD.target = NEW.target AND OLD.state = NEW.state
       AND OLD.reason IS NOT DISTINCT FROM NEW.reason THEN
        RETURN NULL;
    END IF;
    IF TG_OP = 'UPDATE' AND OLD.target = NEW.target AND OLD.state = NEW.state THEN
        RAISE EXCEPTION 'a reason belongs to a change' USING ERRCODE = 'KS001';
    END IF;
    IF TG_OP = 'INSERT' AND session_user <> 'ksbb_worker'
       AND NEW.created_by IS DISTINCT FROM sec.person() THEN
        RAISE EXCEPTION 'a need is published in one''s own name' USING ERRCODE = 'KS001';
    END IF;
    IF session_user <> 'ksbb_worker'
       AND NOT (coalesce(sec.is_pemprov(), false) AND sec.role() IN ('OWNER', 'OPERATOR')) THEN
        RAISE EXCEPTION 'needs are published by the Pemprov' USING ERRCODE = 'KS001';
    END IF;
    IF TG_OP = 'UPDATE' AND OLD.state = 'closed' THEN
        RAISE EXCEPTION 'the need is closed' USING ERRCODE = 'KS001';
    END IF;
    IF TG_OP = 'UPDATE' AND OLD.target <> NEW.target AND coalesce(NEW.reason, '') = '' THEN
        RAISE EXCEPTION 'a new target needs a reason' USING ERRCODE = 'KS002';
    END IF;
    IF TG_OP = 'INSERT' OR OLD.target <> NEW.target THEN
        INSERT INTO app.need_target (need_id, old_target, new_target, reason, person_id, effective, recorded)
        VALUES (NEW.id, CASE WHEN TG_OP = 'UPDATE' THEN OLD.target END, NEW.target, NEW.reason,
                coalesce(sec.person(), 0), app.today(), app.now());
    END IF;
    RETURN NULL;
END $$;

ALTER FUNCTION app.need_guard() OWNER TO ksbb_engine;

CREATE FUNCTION app.need_recounted() RETURNS trigger
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'pg_catalog', 'public', 'pg_temp'
    AS $$
BEGIN
    UPDATE pub.need_total SET target = need_total.target + NEW.target - OLD.target
    FROM pub.unit JOIN pub.area ON area.id = unit.area_id
    WHERE unit.id = NEW.unit_id AND need_total.unit_kind = unit.kind
      AND need_total.phase_id = NEW.phase_id AND need_total.package_id = NEW.package_id
      AND need_total.area_id IN (area.id, area.kecamatan_id, area.kota_id, area.provinsi_id);
    RETURN NULL;
END $$;

ALTER FUNCTION app.need_recounted() OWNER TO ksbb_engine;

CREATE FUNCTION app.needs_commit(this bigint) RETURNS bigint
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'pg_catalog', 'public', 'pg_temp'
    AS $$
DECLARE
    pledge app.pledge;
    allocations bigint[];
    needs bigint[];
    codes text[];
    quantities bigint[];
    today date := app.today();
BEGIN
    IF app.pledge_lock(this) > 0 THEN
        RAISE EXCEPTION 'holds of the pledge have lapsed' USING ERRCODE = 'KS004';
    END IF;
    SELECT * INTO pledge FROM app.pledge WHERE id = this;
    IF pledge.state <> 'committed' THEN
        RAISE EXCEPTION 'the pledge is not committed' USING ERRCODE = 'KS001';
    END IF;
    IF NOT coalesce(sec.is_pemprov(), false)
       AND NOT (SELECT programme.auto_commit FROM pub.phase
                JOIN pub.programme ON programme.id = phase.programme_id
                WHERE phase.id = pledge.phase_id) THEN
        RAISE EXCEPTION 'a pledge is committed by the Pemprov' USING ERRCODE = 'KS001';
    END IF;
    SELECT array_agg(allocation.id ORDER BY allocation.id),
           array_agg(allocation.need_id ORDER BY allocation.id),
           array_agg(package.code ORDER BY allocation.id),
           array_agg(allocation.quantity::bigint ORDER BY allocation.id)
    INTO allocations, needs, codes, quantities
    FROM app.allocation JOIN pub.package ON package.id = allocation.package_id
    WHERE allocation.pledge_id = this AND allocation.state = 'held';
    IF allocations IS NULL THEN
        RETURN 0;
    END IF;
    UPDATE pub.need
    SET held = need.held - moved.quantity, committed = need.committed + moved.quantity
    FROM (SELECT need_id, sum(quantity) AS quantity
          FROM unnest(needs, quantities) AS line (need_id, quantity) GROUP BY need_id) AS moved
    WHERE need.id = moved.need_id;
    UPDATE app.allocation SET state = 'committed', committed_on = today, expires_at = NULL
    WHERE id = ANY (allocations);
    PERFORM ledger.post_packages('PROMISE', pledge.donor_id, pledge.executor_id, 'commit', 'pledge', pledge.id,
        'pledged', 'committed', needs, codes, quantities, sec.tenant(), today, NULL);
    INSERT INTO pub.commitment (allocation_id, pledge_id, need_id, unit_id, phase_id, package_id,
        giver_id, executor_id, quantity, committed_on, committed_recorded)
    SELECT id, pledge_id, need_id, unit_id, phase_id, package_id, donor_id, executor_id, quantity,
           today, app.now()
    FROM app.allocation WHERE id = ANY (allocations);
    PERFORM app.early_deliveries_book(this);
    RETURN (SELECT sum(quantity) FROM unnest(quantities) AS quantity);
END $$;

ALTER FUNCTION app.needs_commit(this bigint) OWNER TO ksbb_engine;

CREATE FUNCTION app.needs_release(this bigint) RETURNS bigint
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'pg_catalog', 'public', 'pg_temp'
    AS $$
DECLARE
    pledge app.pledge;
    ids bigint[];
    freed bigint;
BEGIN
    PERFORM app.pledge_lock(this);
    SELECT * INTO pledge FROM app.pledge WHERE id = this;
    IF pledge.state NOT IN ('rejected', 'withdrawn', 'lapsed') THEN
        RAISE EXCEPTION 'the pledge has not ended' USING ERRCODE = 'KS001';
    END IF;
    SELECT array_agg(id), sum(quantity) INTO ids, freed FROM app.allocation
    WHERE pledge_id = this AND state IN ('held', 'committed');
    IF ids IS NOT NULL THEN
        PERFORM app.allocations_release(ids, CASE pledge.state WHEN 'rejected' THEN 'reject'
            WHEN 'withdrawn' THEN 'withdraw' ELSE 'lapse' END,
            -- 'LAPSED' is what step_guard knows the clock by: nobody's own reason is that.
            CASE WHEN pledge.state = 'lapsed' THEN pledge.reason
                 ELSE coalesce(nullif(pledge.reason, 'LAPSED'), pledge.state) END);
    END IF;
    RETURN coalesce(freed, 0);
END $$;

ALTER FUNCTION app.needs_release(this bigint) OWNER TO ksbb_engine;

CREATE FUNCTION app.needs_reserve(this bigint, lines bigint[], needs bigint[], quantities integer[], starts date, ends date) RETURNS TABLE(refusal text, need_id bigint, requested bigint, remaining bigint)
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'pg_catalog', 'public', 'pg_temp'
    AS $$
#variable_conflict use_column
DECLARE
    pledge app.pledge;
    programme pub.programme;
    phase pub.phase;
    tenant bigint := sec.tenant();
    instant timestamptz;
    on_day date;
    expired bigint[];
    held_by_donor bigint;
    requested_total bigint := (SELECT sum(quantity) FROM unnest(quantities) AS quantity);
    codes text[];
BEGIN
    SELECT * INTO pledge FROM app.pledge WHERE id = this FOR NO KEY UPDATE;
    IF pledge IS NULL OR tenant IS NULL OR sec.role() NOT IN ('OWNER', 'OPERATOR')
       OR NOT ((tenant = pledge.executor_id AND pledge.state IN ('accepted', 'committed'))
               OR (tenant = pledge.donor_id AND pledge.state = 'submitted')) THEN
        RAISE EXCEPTION 'not a pledge that you may allocate' USING ERRCODE = 'KS001';
    END IF;
    PERFORM app.require_agreement(pledge.executor_id);
    SELECT * INTO phase FROM pub.phase WHERE id = pledge.phase_id;
    SELECT * INTO programme FROM pub.programme WHERE id = phase.programme_id;
    IF EXISTS (SELECT FROM app.withdrawal WHERE withdrawal.pledge_id = pledge.id
               AND withdrawal.state IN ('requested', 'agreed')) THEN
        RAISE EXCEPTION 'its giver withdraws it' USING ERRCODE = 'KS001';
    END IF;
    IF EXISTS (SELECT FROM app.closing
               WHERE closing.line_id = ANY (lines) AND closing.state <> 'taken_back') THEN
        RAISE EXCEPTION 'the line was closed short'
            USING ERRCODE = 'check_violation', CONSTRAINT = 'line_is_closed';
    END IF;
    -- A donor of whom nothing was committed yet holds little: counted under its own lock.
    IF EXISTS (SELECT FROM app.organisation WHERE id = pledge.donor_id AND kind = 'DONOR')
       AND NOT EXISTS (SELECT FROM app.allocation
                       WHERE donor_id = pledge.donor_id AND committed_on IS NOT NULL) THEN
        PERFORM pg_advisory_xact_lock(hashtextextended('ksbb newcomer', pledge.donor_id));
        SELECT coalesce(sum(quantity), 0) INTO held_by_donor FROM app.allocation
        WHERE donor_id = pledge.donor_id AND phase_id = pledge.phase_id AND state = 'held'
          AND (expires_at IS NULL OR expires_at > app.now());
        IF held_by_donor + requested_total > programme.newcomer_limit THEN
            RETURN QUERY SELECT 'NEWCOMER_LIMIT', NULL::bigint, requested_total,
                                greatest(programme.newcomer_limit - held_by_donor, 0);
            RETURN;
        END IF;
    END IF;
    PERFORM FROM pub.need WHERE id = ANY (needs) ORDER BY id FOR NO KEY UPDATE;
    -- The clock after the locks: a hold that expired while we waited is gone.
    instant := app.now();
    on_day := (instant AT TIME ZONE 'Asia/Jakarta')::date;
    SELECT array_agg(id) INTO expired FROM app.allocation
    WHERE need_id = ANY (needs) AND state = 'held' AND expires_at <= instant;
    IF expired IS NOT NULL THEN
        PERFORM app.allocations_release(expired, 'lapse', 'LAPSED');
    END IF;
    RETURN QUERY
        SELECT checked.refusal, checked.need_id, checked.requested, checked.remaining FROM (
            SELECT CASE WHEN need.id IS NULL OR need.phase_id <> pledge.phase_id
                             OR pledge_line.id IS NULL THEN 'UNKNOWN'
                        WHEN need.state = 'closed' OR on_day > phase.ends_on THEN 'CLOSED'
                        WHEN wanted.requested > need.target - need.held - need.committed THEN 'MET'
                   END AS refusal,
                   wanted.need_id, wanted.requested,
                   (need.target - need.held - need.committed)::bigint AS remaining
            FROM (SELECT share.need_id, share.line_id,
                         sum(sum(share.quantity)) OVER (PARTITION BY share.need_id)::bigint
                             AS requested
                  FROM unnest(lines, needs, quantities) AS share (line_id, need_id, quantity)
                  GROUP BY share.need_id, share.line_id) AS wanted
            LEFT JOIN pub.need ON need.id = wanted.need_id
            LEFT JOIN app.pledge_line ON pledge_line.id = wanted.line_id
                AND pledge_line.pledge_id = pledge.id
                AND pledge_line.package_id = need.package_id) AS checked
        WHERE checked.refusal IS NOT NULL ORDER BY checked.need_id;
    IF FOUND THEN
        RETURN;
    END IF;
    UPDATE pub.need SET held = need.held + added.quantity
    FROM (SELECT share.need_id, sum(share.quantity) AS quantity
          FROM unnest(needs, quantities) AS share (need_id, quantity) GROUP BY share.need_id) AS added
    WHERE need.id = added.need_id;
    UPDATE app.pledge_line SET allocated = pledge_line.allocated + added.quantity
    FROM (SELECT share.line_id, sum(share.quantity) AS quantity
          FROM unnest(lines, quantities) AS share (line_id, quantity) GROUP BY share.line_id) AS added
    WHERE pledge_line.id = added.line_id;
    INSERT INTO app.allocation (line_id, pledge_id, donor_id, executor_id, need_id, unit_id, phase_id,
        package_id, quantity, state, expires_at, window_starts, window_ends, created_by)
    SELECT share.line_id, pledge.id, pledge.donor_id, pledge.executor_id, need.id, need.unit_id,
           need.phase_id, need.package_id, share.quantity, 'held',
           CASE WHEN pledge.channel = 'VIA_AGGREGATOR' AND pledge.state = 'submitted'
                THEN instant + make_interval(hours => programme.hold_hours) END,
           starts, ends, sec.person()
    FROM unnest(lines, needs, quantities) AS share (line_id, need_id, quantity)
    JOIN pub.need ON need.id = share.need_id
    ORDER BY need.id;
    SELECT array_agg(package.code ORDER BY share.position) INTO codes
    FROM unnest(needs) WITH ORDINALITY AS share (need_id, position)
    JOIN pub.need ON need.id = share.need_id JOIN pub.package ON package.id = need.package_id;
    PERFORM ledger.post_packages('PROMISE', pledge.donor_id, pledge.executor_id, 'pledge', 'pledge', pledge.id,
        'promise', 'pledged', needs, codes, quantities::bigint[], tenant, on_day, NULL);
END $$;

ALTER FUNCTION app.needs_reserve(this bigint, lines bigint[], needs bigint[], quantities integer[], starts date, ends date) OWNER TO ksbb_engine;

CREATE FUNCTION app.normalise_code(typed text) RETURNS text
    LANGUAGE sql IMMUTABLE PARALLEL SAFE
    SET search_path TO 'pg_catalog', 'pg_temp'
    AS $$ SELECT upper(regexp_replace(left(typed, 100), '[^0-9A-Za-z]', '', 'g')) $$;

ALTER FUNCTION app.normalise_code(typed text) OWNER TO ksbb_owner;

CREATE FUNCTION app.now() RETURNS timestamp with time zone
    LANGUAGE sql
    AS $$ SELECT clock_timestamp() + shift FROM pub.clock $$;

ALTER FUNCTION app.now() OWNER TO ksbb_owner;

CREATE FUNCTION app.officer_area_guard() RETURNS trigger
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'pg_catalog', 'public', 'pg_temp'
    AS $$
BEGIN
    IF NEW.ended_on IS NULL
       AND NOT (EXISTS (SELECT FROM pub.area WHERE id = NEW.area_id AND level = 'KELURAHAN')
                AND EXISTS (SELECT FROM app.membership
                            JOIN app.organisation ON organisation.id = membership.organisation_id
                            WHERE membership.person_id = NEW.person_id AND membership.role = 'KELURAHAN'
                              AND organisation.kind = 'PEMPROV')) THEN
        RAISE EXCEPTION 'not a kelurahan of an officer' USING ERRCODE = 'KS001';
    END IF;
    RETURN NEW;
END $$;

ALTER FUNCTION app.officer_area_guard() OWNER TO ksbb_engine;

CREATE TABLE app.invitation (
    id bigint NOT NULL,
    organisation_id bigint NOT NULL,
    email text NOT NULL,
    role text NOT NULL,
    token_hash bytea,
    expires_at timestamp with time zone DEFAULT (clock_timestamp() + '72:00:00'::interval) NOT NULL,
    accepted_at timestamp with time zone,
    ends_on date,
    area_ids bigint[] DEFAULT '{}'::bigint[] NOT NULL,
    created_by bigint NOT NULL,
    created_at timestamp with time zone DEFAULT clock_timestamp() NOT NULL,
    CONSTRAINT invitation_area_ids_check CHECK (((cardinality(area_ids) <= 50) AND (array_position(area_ids, NULL::bigint) IS NULL))),
    CONSTRAINT invitation_check CHECK (((ends_on IS NULL) OR (role = 'VIEWER'::text))),
    CONSTRAINT invitation_check1 CHECK (((role = 'KELURAHAN'::text) = (cardinality(area_ids) > 0))),
    CONSTRAINT invitation_email_check CHECK (((email = lower(email)) AND (email ~ '^[^@\s]+@[^@\s]+$'::text))),
    CONSTRAINT invitation_role_check CHECK ((role = ANY (ARRAY['OWNER'::text, 'OPERATOR'::text, 'VIEWER'::text, 'FIELD'::text, 'KELURAHAN'::text, 'VERIFIER'::text])))
);

ALTER TABLE ONLY app.invitation FORCE ROW LEVEL SECURITY;

ALTER TABLE app.invitation OWNER TO ksbb_owner;

CREATE FUNCTION app.open_invitation(hash bytea) RETURNS SETOF app.invitation
    LANGUAGE sql SECURITY DEFINER
    SET search_path TO 'pg_catalog', 'public', 'pg_temp'
    AS $$
    SELECT invitation.* FROM app.invitation
    WHERE invitation.token_hash = hash AND invitation.accepted_at IS NULL
      AND invitation.expires_at > clock_timestamp()
      AND EXISTS (SELECT FROM app.membership
                  WHERE membership.organisation_id = invitation.organisation_id
                    AND membership.person_id = invitation.created_by
                    AND membership.role = 'OWNER'
                    AND (membership.ends_on IS NULL OR membership.ends_on >= app.today()))
$$;

ALTER FUNCTION app.open_invitation(hash bytea) OWNER TO ksbb_engine;

CREATE FUNCTION app.organisation_apply(kind text, name text, about text, email text, phone text) RETURNS bigint
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'pg_catalog', 'public', 'pg_temp'
    AS $$
DECLARE
    person bigint := sec.person();
    made bigint;
BEGIN
    IF coalesce(person, 0) = 0 THEN
        RAISE EXCEPTION 'sign in first' USING ERRCODE = 'insufficient_privilege';
    END IF;
    IF kind NOT IN ('AGGREGATOR', 'DONOR') THEN
        RAISE EXCEPTION 'no application for %', kind USING ERRCODE = 'check_violation';
    END IF;
    -- Counted under the person's own lock: two at once are not both the last that fits.
    PERFORM pg_advisory_xact_lock(hashtextextended('ksbb applicant', person));
    IF (SELECT count(*) FROM app.organisation
        WHERE organisation.created_by = person AND organisation.state = 'applied') >= 3 THEN
        RAISE EXCEPTION 'too many applications wait'
            USING ERRCODE = 'KS004', CONSTRAINT = 'applications_waiting';
    END IF;
    -- In a demo who is made up says so in the name; elsewhere nobody is.
    INSERT INTO app.organisation (kind, name, is_example, about, contact_email, contact_phone, state,
                                  created_by)
    SELECT kind, name, clock.demo AND name LIKE '%(contoh)', about, email, phone, 'applied', person
    FROM pub.clock
    RETURNING id INTO made;
    INSERT INTO app.membership (organisation_id, person_id, role, created_by)
    VALUES (made, person, 'OWNER', person);
    RETURN made;
END $$;

ALTER FUNCTION app.organisation_apply(kind text, name text, about text, email text, phone text) OWNER TO ksbb_engine;

CREATE FUNCTION app.organisation_published() RETURNS trigger
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'pg_catalog', 'public', 'pg_temp'
    AS $$
BEGIN
    IF NEW.state = 'verified' THEN
        INSERT INTO pub.organisation (id, kind, name, about, is_example, verified, verified_on)
        VALUES (NEW.id, NEW.kind, NEW.name, NEW.about, NEW.is_example, true, app.today())
        ON CONFLICT (id) DO UPDATE
        SET name = excluded.name, about = excluded.about, is_example = excluded.is_example, verified = true;
    ELSE
        UPDATE pub.organisation SET verified = false WHERE id = NEW.id;
    END IF;
    RETURN NULL;
END $$;

ALTER FUNCTION app.organisation_published() OWNER TO ksbb_engine;

CREATE FUNCTION app.permit_in_force(aggregator bigint) RETURNS boolean
    LANGUAGE sql SECURITY DEFINER
    SET search_path TO 'pg_catalog', 'public', 'pg_temp'
    AS $$
    SELECT EXISTS (SELECT FROM app.permit
                   WHERE aggregator_id = aggregator AND state = 'active'
                     AND app.today() BETWEEN starts_on AND ends_on)
$$;

ALTER FUNCTION app.permit_in_force(aggregator bigint) OWNER TO ksbb_engine;

CREATE FUNCTION app.pledge_consistent() RETURNS trigger
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'pg_catalog', 'public', 'pg_temp'
    AS $$
DECLARE now_state text := (SELECT state FROM app.pledge WHERE id = NEW.id);
BEGIN
    IF EXISTS (SELECT FROM app.allocation WHERE allocation.pledge_id = NEW.id
               AND ((now_state = 'accepted' AND allocation.state = 'held'
                     AND allocation.expires_at IS NOT NULL)
                    OR (now_state = 'committed' AND allocation.state = 'held')
                    OR (now_state IN ('rejected', 'withdrawn', 'lapsed')
                        AND allocation.state IN ('held', 'committed')))) THEN
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

ALTER FUNCTION app.pledge_consistent() OWNER TO ksbb_engine;

CREATE FUNCTION app.pledge_guard() RETURNS trigger
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'pg_catalog', 'public', 'pg_temp'
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
    IF NEW.state = 'committed' AND NOT coalesce(sec.is_pemprov(), false)
       AND NOT (SELECT programme.auto_commit FROM pub.phase
                JOIN pub.programme ON programme.id = phase.programme_id
                WHERE phase.id = NEW.phase_id) THEN
        RAISE EXCEPTION 'a pledge is committed by the Pemprov' USING ERRCODE = 'KS001';
    END IF;
    IF NEW.state = 'committed' AND OLD.state = 'submitted' AND NEW.channel <> 'DIRECT' THEN
        RAISE EXCEPTION 'its executor has not accepted' USING ERRCODE = 'KS001';
    END IF;
    IF NEW.state = 'accepted' AND NEW.channel = 'DIRECT' THEN
        RAISE EXCEPTION 'a direct pledge has nobody to accept it' USING ERRCODE = 'KS001';
    END IF;
    IF NEW.state = 'withdrawn' AND NOT EXISTS (
        SELECT FROM app.withdrawal WHERE withdrawal.pledge_id = NEW.id AND withdrawal.state = 'agreed') THEN
        IF NOT coalesce(sec.tenant() = NEW.donor_id, false) THEN
            RAISE EXCEPTION 'nobody asked to withdraw it' USING ERRCODE = 'KS001';
        END IF;
        IF app.withdrawal_needs_consent(NEW.id) THEN
            RAISE EXCEPTION 'its executor relies on it'
                USING ERRCODE = 'check_violation', CONSTRAINT = 'withdrawal_needs_consent';
        END IF;
    END IF;
    IF NEW.state IN ('accepted', 'committed') THEN
        PERFORM app.require_agreement(NEW.executor_id);
    END IF;
    NEW.waits_since := app.now();
    RETURN NEW;
END $$;

ALTER FUNCTION app.pledge_guard() OWNER TO ksbb_engine;

CREATE FUNCTION app.pledge_line_guard() RETURNS trigger
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'pg_catalog', 'public', 'pg_temp'
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

ALTER FUNCTION app.pledge_line_guard() OWNER TO ksbb_engine;

CREATE FUNCTION app.pledge_lock(this bigint) RETURNS integer
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'pg_catalog', 'public', 'pg_temp'
    AS $$
DECLARE
    pledge app.pledge;
    expired bigint[];
BEGIN
    SELECT * INTO pledge FROM app.pledge WHERE id = this FOR NO KEY UPDATE;
    IF pledge IS NULL OR NOT (session_user = 'ksbb_worker' OR coalesce(sec.is_pemprov(), false)
                         OR coalesce(sec.tenant() IN (pledge.donor_id, pledge.executor_id), false)) THEN
        RAISE EXCEPTION 'not a pledge of yours' USING ERRCODE = 'KS001';
    END IF;
    PERFORM FROM pub.need WHERE id IN (SELECT need_id FROM app.allocation
                                       WHERE pledge_id = this AND state IN ('held', 'committed'))
    ORDER BY id FOR NO KEY UPDATE;
    SELECT array_agg(id) INTO expired FROM app.allocation
    WHERE pledge_id = this AND state = 'held' AND expires_at <= app.now();
    IF expired IS NOT NULL THEN
        PERFORM app.allocations_release(expired, 'lapse', 'LAPSED');
    END IF;
    RETURN (SELECT count(*) FROM app.allocation
            WHERE pledge_id = this AND state = 'released' AND reason = 'LAPSED');
END $$;

ALTER FUNCTION app.pledge_lock(this bigint) OWNER TO ksbb_engine;

CREATE FUNCTION app.pledge_numbered() RETURNS trigger
    LANGUAGE plpgsql
    SET search_path TO 'pg_catalog', 'public', 'pg_temp'
    AS $$
BEGIN
    NEW.number := 'JB-' || extract(year FROM app.today()) || '-' || lpad(NEW.id::text, 6, '0');
    RETURN NEW;
END $$;

ALTER FUNCTION app.pledge_numbered() OWNER TO ksbb_owner;

CREATE FUNCTION app.pledge_reassign(this bigint, why text) RETURNS bigint
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'pg_catalog', 'public', 'pg_temp'
    AS $$
DECLARE
    pledge app.pledge;
    held bigint[];
    ids bigint[];
    parts int[];
    made bigint;
BEGIN
    PERFORM app.pledge_lock(this);
    SELECT * INTO pledge FROM app.pledge WHERE id = this;
    SELECT array_agg(id ORDER BY id) FILTER (WHERE state = 'held'),
           array_agg(id ORDER BY id) FILTER (WHERE state = 'committed'),
           array_agg(quantity - released - loaded ORDER BY id) FILTER (WHERE state = 'committed')
    INTO held, ids, parts
    FROM app.allocation
    WHERE pledge_id = this AND state IN ('held', 'committed') AND quantity - released > loaded;
    IF NOT coalesce(sec.is_pemprov() AND sec.may_act(), false) OR pledge.state <> 'committed' OR ids IS NULL
       OR NOT app.lacks_agreement(pledge.executor_id) THEN
        RAISE EXCEPTION 'not a pledge that you may reassign' USING ERRCODE = 'KS001';
    END IF;
    PERFORM app.allocations_shrink(ids, parts, 'REASSIGNED', 'reassign', why);
    INSERT INTO app.reassignment (pledge_id, donor_id, executor_id, phase_id, state, reason, packages, releases,
                                  journal_id, created_by)
    VALUES (pledge.id, pledge.donor_id, pledge.executor_id, pledge.phase_id, 'released', why,
            (SELECT sum(part) FROM unnest(parts) AS part),
            ARRAY(SELECT max(release.id) FROM pub.release
                  WHERE release.allocation_id = ANY (ids) AND release.cause = 'REASSIGNED'
                  GROUP BY release.allocation_id),
            (SELECT max(journal.id) FROM ledger.journal
             WHERE journal.thing = 'pledge' AND journal.thing_id = this AND journal.action = 'reassign'),
            sec.person())
    RETURNING id INTO made;
    IF held IS NOT NULL THEN
        PERFORM app.allocations_release(held, 'reassign', why);
    END IF;
    RETURN made;
END $$;

ALTER FUNCTION app.pledge_reassign(this bigint, why text) OWNER TO ksbb_engine;

CREATE FUNCTION app.proof_record(stop bigint, how text, day date, message text, counts jsonb) RETURNS bigint
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'pg_catalog', 'public', 'pg_temp'
    AS $$
DECLARE
    place app.stop := app.handover_lock(stop);
    h app.handover;
    made bigint;
    allowed boolean;
BEGIN
    SELECT * INTO h FROM app.handover WHERE stop_id = stop AND state NOT IN ('second_report', 'superseded');
    allowed := CASE
        WHEN place.state NOT IN ('on_the_way', 'handed_over') OR h.state = 'failed' THEN false
        WHEN how = 'CODE' THEN sec.slip_unit() = place.unit_id
            AND EXISTS (SELECT FROM app.slip_code c WHERE c.stop_id = stop AND c.slip_id = sec.slip()
                        AND app.slip_code_problem(c) = 'CORRECTS')
        -- Who confirms is not who delivered.
        WHEN how = 'KELURAHAN' THEN sec.role() = 'KELURAHAN' AND place.area_id = ANY (sec.areas())
            AND (h.id IS NULL OR h.actor <> 'PERSON' OR h.actor_id <> sec.person())
        ELSE app.stop_courier(place) AND h.id IS NOT NULL
            AND (how <> 'COURIER_CODE'
                 OR EXISTS (SELECT FROM app.slip_code c WHERE c.stop_id = stop
                            AND app.slip_code_problem(c) = 'CORRECTS')) END;
    IF NOT coalesce(allowed, false) OR (counts IS NULL) <> (how NOT IN ('CODE', 'KELURAHAN')) THEN
        RAISE EXCEPTION 'not a delivery that you may confirm' USING ERRCODE = 'KS001';
    END IF;
    INSERT INTO app.proof (stop_id, executor_id, area_id, handover_id, method, message, happened_on, actor,
                           actor_id)
    VALUES (stop, place.executor_id, place.area_id, h.id, how, message, day, sec.actor(), sec.actor_id())
    RETURNING id INTO made;
    UPDATE app.proof SET superseded_by = made
    WHERE proof.stop_id = stop AND proof.id <> made AND proof.superseded_by IS NULL AND proof.method = how
      AND (proof.actor, proof.actor_id) = (sec.actor(), sec.actor_id());
    INSERT INTO app.proof_count (proof_id, stop_id, executor_id, package_id, good, damaged)
    SELECT made, stop, place.executor_id, c.package, c.good, c.damaged
    FROM jsonb_to_recordset(coalesce(counts, '[]')) AS c (package bigint, good int, damaged int)
    WHERE EXISTS (SELECT FROM app.load WHERE load.stop_id = stop AND load.package_id = c.package
                  AND load.dispatched > 0);
    IF h.id IS NOT NULL THEN
        PERFORM app.handover_weigh(h.id);
    END IF;
    RETURN made;
END $$;

ALTER FUNCTION app.proof_record(stop bigint, how text, day date, message text, counts jsonb) OWNER TO ksbb_engine;

CREATE FUNCTION app.proposal_guard() RETURNS trigger
    LANGUAGE plpgsql
    SET search_path TO 'pg_catalog', 'public', 'pg_temp'
    AS $$
BEGIN
    IF OLD.state <> 'received' OR (NEW.snapshot_id IS NOT NULL AND NOT EXISTS (
        SELECT FROM pub.snapshot
        WHERE snapshot.id = NEW.snapshot_id AND snapshot.unit_id = NEW.unit_id
          AND snapshot.day = NEW.day
          AND snapshot.families = NEW.families AND snapshot.people = NEW.people
          AND NOT snapshot.is_example)) THEN
        RAISE EXCEPTION 'a proposal is accepted as it is' USING ERRCODE = 'KS001';
    END IF;
    RETURN NEW;
END $$;

ALTER FUNCTION app.proposal_guard() OWNER TO ksbb_owner;

CREATE FUNCTION app.proposal_status(typed text) RETURNS TABLE(code text, state text, unit_id bigint, received_at timestamp with time zone, answered_at timestamp with time zone, answer text)
    LANGUAGE sql STABLE SECURITY DEFINER
    SET search_path TO 'pg_catalog', 'public', 'pg_temp'
    AS $$
    SELECT proposal.code, proposal.state, proposal.unit_id, proposal.received_at,
           (SELECT step.recorded FROM app.step
            WHERE step.thing = 'proposal' AND step.thing_id = proposal.id
              AND step.from_state = 'received'),
           proposal.reason
    FROM app.proposal WHERE proposal.code = app.normalise_code(typed)
$$;

ALTER FUNCTION app.proposal_status(typed text) OWNER TO ksbb_engine;

CREATE FUNCTION app.proposal_submit(form_key uuid, source text, unit_code text, fields jsonb) RETURNS TABLE(outcome text, code text)
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'pg_catalog', 'public', 'pg_temp'
    AS $$
#variable_conflict use_column
DECLARE
    digest bytea := sha256(convert_to(unit_code || ' ' || fields::text, 'UTF8'));
    made bigint;
BEGIN
    PERFORM pg_advisory_xact_lock(hashtextextended('ksbb submission ' || form_key::text, 0));
    SELECT CASE WHEN proposal.request_hash = digest THEN 'RECEIVED' ELSE 'KEY_REUSED' END,
           CASE WHEN proposal.request_hash = digest THEN proposal.code END
    INTO outcome, code FROM app.proposal WHERE proposal.key = form_key;
    IF NOT FOUND THEN
        outcome := app.submission_limited(source);
        IF outcome IS NULL THEN
            INSERT INTO app.proposal (key, request_hash, pemprov_id, unit_id, families, people,
                                      source, day, remark, previous_snapshot_id, state)
            SELECT form_key, digest, organisation.id, unit.id, (fields ->> 'families')::int,
                   (fields ->> 'people')::int,
                   fields ->> 'source', (fields ->> 'day')::date, fields ->> 'remark', unit.snapshot_id,
                   'received'
            FROM app.organisation, pub.unit
            WHERE organisation.kind = 'PEMPROV' AND unit.code = unit_code
            RETURNING 'RECEIVED', proposal.code, proposal.id INTO outcome, code, made;
            IF NOT FOUND THEN
                outcome := 'UNKNOWN';
            ELSE
                INSERT INTO app.reporter (proposal_id, contact)
                SELECT made, fields ->> 'contact' WHERE fields ->> 'contact' <> '';
                PERFORM app.record_event('ProposalReceived', 'submit_proposal', 'proposal', made, NULL,
                                   facts, facts)
                FROM jsonb_build_object('unit', unit_code) AS facts;
            END IF;
        END IF;
    END IF;
    RETURN NEXT;
END $$;

ALTER FUNCTION app.proposal_submit(form_key uuid, source text, unit_code text, fields jsonb) OWNER TO ksbb_engine;

CREATE FUNCTION app.public_code() RETURNS text
    LANGUAGE sql
    SET search_path TO 'pg_catalog', 'public', 'pg_temp'
    AS $$
    -- 58 bits in letters that can't be confused when read aloud: at a thousand guesses a second
    -- against a million pledges, one is found in a decade (decision 0110).
    SELECT string_agg(substr('23456789ABCDEFGHJKMNPQRSTVWXYZ', get_byte(b, i) % 30 + 1, 1), '')
    FROM gen_random_bytes(12) AS b, generate_series(0, 11) AS i
$$;

ALTER FUNCTION app.public_code() OWNER TO ksbb_owner;

CREATE FUNCTION app.reason_guard() RETURNS trigger
    LANGUAGE plpgsql
    SET search_path TO 'pg_catalog', 'pg_temp'
    AS $$
BEGIN
    IF OLD.state = NEW.state AND OLD.reason IS DISTINCT FROM NEW.reason THEN
        RAISE EXCEPTION 'a reason belongs to its step' USING ERRCODE = 'KS001';
    END IF;
    RETURN NEW;
END $$;

ALTER FUNCTION app.reason_guard() OWNER TO ksbb_owner;

CREATE FUNCTION app.reassignment_take_back(this bigint, why text) RETURNS void
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'pg_catalog', 'public', 'pg_temp'
    AS $$
DECLARE found app.reassignment;
BEGIN
    SELECT * INTO found FROM app.reassignment WHERE id = this;
    PERFORM FROM app.pledge WHERE id = found.pledge_id FOR NO KEY UPDATE;
    SELECT * INTO found FROM app.reassignment WHERE id = this FOR NO KEY UPDATE;
    IF found IS NULL OR found.state <> 'released' OR NOT coalesce(sec.is_pemprov() AND sec.may_act(), false)
       OR EXISTS (SELECT FROM app.withdrawal WHERE withdrawal.pledge_id = found.pledge_id
                  AND withdrawal.state = 'agreed') THEN
        RAISE EXCEPTION 'not a reassignment that you may take back' USING ERRCODE = 'KS001';
    END IF;
    IF NOT app.releases_take_back(found.releases, found.journal_id, why) THEN
        RAISE EXCEPTION 'what the reassignment set free is taken'
            USING ERRCODE = 'check_violation', CONSTRAINT = 'reassignment_is_used';
    END IF;
    UPDATE app.reassignment SET state = 'taken_back', reason = why WHERE id = this;
END $$;

ALTER FUNCTION app.reassignment_take_back(this bigint, why text) OWNER TO ksbb_engine;

CREATE FUNCTION app.record_event(kind text, action text, thing text, thing_id bigint, counterparty_id bigint, payload jsonb, facts jsonb) RETURNS void
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'pg_catalog', 'public', 'pg_temp'
    AS $$
DECLARE
    who record;
BEGIN
    IF session_user IN ('ksbb_tenant', 'ksbb_gov') THEN
        SELECT * INTO who FROM app.event_parties(thing, thing_id);
        IF NOT coalesce((sec.actor_id() <> 0
                         AND (sec.actor(), sec.actor_id()) = (who.actor, who.actor_id))
                        OR (sec.may_act() AND (sec.is_pemprov() OR sec.tenant() = ANY (who.organisations))),
                        false)
           OR (counterparty_id IS NOT NULL
               AND NOT coalesce(counterparty_id = ANY (who.organisations), false)) THEN
            RAISE EXCEPTION 'nothing of yours to record' USING ERRCODE = 'insufficient_privilege';
        END IF;
    END IF;
    PERFORM app.event_write(kind, action, thing, thing_id, counterparty_id, payload, facts);
END $$;

ALTER FUNCTION app.record_event(kind text, action text, thing text, thing_id bigint, counterparty_id bigint, payload jsonb, facts jsonb) OWNER TO ksbb_engine;

CREATE FUNCTION app.registry_guard() RETURNS trigger
    LANGUAGE plpgsql
    SET search_path TO 'pg_catalog', 'public', 'pg_temp'
    AS $$
BEGIN
    IF current_user = 'ksbb_gov' AND NOT coalesce(sec.is_pemprov() AND sec.may_act(), false) THEN
        RAISE EXCEPTION '%.% is kept by the Pemprov', TG_TABLE_SCHEMA, TG_TABLE_NAME
            USING ERRCODE = 'insufficient_privilege';
    END IF;
    RETURN NULL;
END $$;

ALTER FUNCTION app.registry_guard() OWNER TO ksbb_owner;

CREATE FUNCTION app.releases_take_back(releases bigint[], journal bigint, why text) RETURNS boolean
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'pg_catalog', 'public', 'pg_temp'
    AS $$
#variable_conflict use_variable
DECLARE
    ids bigint[];
    needs bigint[];
    expired bigint[];
BEGIN
    SELECT array_agg(DISTINCT allocation.id), array_agg(DISTINCT allocation.need_id) INTO ids, needs
    FROM pub.release JOIN app.allocation ON allocation.id = release.allocation_id
    WHERE release.id = ANY (releases);
    PERFORM FROM pub.need WHERE id = ANY (needs) ORDER BY id FOR NO KEY UPDATE;
    -- The clock after the locks, as in app.needs_reserve.
    SELECT array_agg(id) INTO expired FROM app.allocation
    WHERE need_id = ANY (needs) AND state = 'held' AND expires_at <= app.now();
    IF expired IS NOT NULL THEN
        PERFORM app.allocations_release(expired, 'lapse', 'LAPSED');
    END IF;
    IF EXISTS (SELECT FROM pub.need
               JOIN (SELECT allocation.need_id, sum(release.quantity) AS quantity
                     FROM pub.release JOIN app.allocation ON allocation.id = release.allocation_id
                     WHERE release.id = ANY (releases) GROUP BY allocation.need_id) AS freed ON freed.need_id = need.id
               WHERE freed.quantity > need.target - need.held - need.committed) THEN
        RETURN false;
    END IF;
    UPDATE pub.need SET committed = need.committed + freed.quantity
    FROM (SELECT allocation.need_id, sum(release.quantity) AS quantity
          FROM pub.release JOIN app.allocation ON allocation.id = release.allocation_id
          WHERE release.id = ANY (releases) GROUP BY allocation.need_id) AS freed
    WHERE need.id = freed.need_id;
    UPDATE app.allocation SET released = allocation.released - freed.quantity
    FROM (SELECT allocation_id, sum(quantity) AS quantity FROM pub.release
          WHERE id = ANY (releases) GROUP BY allocation_id) AS freed
    WHERE allocation.id = freed.allocation_id;
    UPDATE pub.release SET reversed_on = app.today() WHERE id = ANY (releases);
    PERFORM ledger.reverse(journal, sec.organisation(), why);
    PERFORM app.allocations_settled(ids);
    RETURN true;
END $$;

ALTER FUNCTION app.releases_take_back(releases bigint[], journal bigint, why text) OWNER TO ksbb_engine;

CREATE FUNCTION app.reporter_answered() RETURNS trigger
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'pg_catalog', 'public', 'pg_temp'
    AS $$
BEGIN
    UPDATE app.reporter
    SET kept_until = least(kept_until, clock_timestamp() + interval '30 days')
    WHERE CASE TG_TABLE_NAME WHEN 'complaint' THEN complaint_id ELSE proposal_id END = NEW.id;
    RETURN NULL;
END $$;

ALTER FUNCTION app.reporter_answered() OWNER TO ksbb_engine;

CREATE FUNCTION app.require_agreement(executor bigint) RETURNS void
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'pg_catalog', 'public', 'pg_temp'
    AS $$
BEGIN
    IF app.lacks_agreement(executor) THEN
        RAISE EXCEPTION 'no agreement in force' USING ERRCODE = 'KS001';
    END IF;
END $$;

ALTER FUNCTION app.require_agreement(executor bigint) OWNER TO ksbb_engine;

CREATE FUNCTION app.sample_is_certain(stop bigint) RETURNS boolean
    LANGUAGE sql STABLE SECURITY DEFINER
    SET search_path TO 'pg_catalog', 'public', 'pg_temp'
    AS $$
    SELECT organisation.kind = 'PEMPROV' OR (
               SELECT count(DISTINCT earlier.stop_id) FROM app.handover AS earlier
               JOIN app.handover_count ON handover_count.handover_id = earlier.id
               WHERE earlier.executor_id = place.executor_id AND earlier.stop_id <> place.id
                 AND earlier.id < (SELECT min(own.id) FROM app.handover AS own
                                   JOIN app.handover_count ON handover_count.handover_id = own.id
                                   WHERE own.stop_id = place.id)) < 5
    FROM app.stop AS place JOIN app.organisation ON organisation.id = place.executor_id
    WHERE place.id = sample_is_certain.stop
$$;

ALTER FUNCTION app.sample_is_certain(stop bigint) OWNER TO ksbb_engine;

CREATE FUNCTION app.sample_weight(stop bigint) RETURNS integer
    LANGUAGE sql STABLE SECURITY DEFINER
    SET search_path TO 'pg_catalog', 'public', 'pg_temp'
    AS $$
    WITH place AS (SELECT * FROM app.stop AS own WHERE own.id = sample_weight.stop),
    proofs AS (
        SELECT proof.method, proof.actor_id FROM app.proof JOIN place ON place.id = proof.stop_id
        WHERE proof.superseded_by IS NULL),
    sent AS (SELECT sum(load.dispatched) AS packages FROM app.load JOIN place ON place.id = load.stop_id),
    -- What this executor has handed over before, in the last thirty days.
    earlier AS (
        SELECT handover.id, handover.unit_id,
               EXISTS (SELECT FROM app.step WHERE step.thing = 'handover' AND step.thing_id = handover.id
                       AND step.to_state = 'disputed') AS disputed,
               EXISTS (SELECT FROM app.discrepancy WHERE discrepancy.handover_id = handover.id
                       AND NOT discrepancy.spoiled AND discrepancy.state <> 'void') AS different
        FROM app.handover JOIN place ON place.executor_id = handover.executor_id
        WHERE handover.stop_id <> place.id AND handover.recorded > app.now() - interval '30 days'
          AND handover.state NOT IN ('failed', 'superseded', 'second_report'))
    SELECT (
        -- How it was proven: the unit's own code says most, the executor's own papers least.
        CASE WHEN EXISTS (SELECT FROM proofs WHERE method = 'CODE') AND NOT EXISTS (
                      -- A slip that was printed by an officer who also attests for the unit.
                      SELECT FROM proofs JOIN app.slip ON slip.id = proofs.actor_id
                      JOIN app.proof AS attested ON attested.method = 'KELURAHAN'
                       AND attested.actor_id = slip.printed_by
                      JOIN app.stop AS theirs ON theirs.id = attested.stop_id AND theirs.unit_id = slip.unit_id
                      WHERE proofs.method = 'CODE') THEN 1
             WHEN EXISTS (SELECT FROM proofs WHERE method IN ('CODE', 'KELURAHAN')) THEN 2
             WHEN EXISTS (SELECT FROM proofs WHERE method = 'COURIER_CODE') THEN 3
             ELSE 4 END
        + least(4, (SELECT packages / 100 FROM sent))
        -- An executor that has only just begun.
        + CASE WHEN (SELECT count(*) FROM earlier) < 20 THEN 2 ELSE 0 END
        -- The same two, again and again, and never a difference.
        + CASE WHEN (SELECT count(*) >= 3 AND NOT bool_or(disputed OR different)
                     FROM earlier WHERE earlier.unit_id = (SELECT unit_id FROM place)) THEN 1 ELSE 0 END
        + least(4, (SELECT count(*) FROM earlier WHERE disputed))
        + least(4, (SELECT count(*) FROM app.complaint, place
                    WHERE complaint.received_at > app.now() - interval '30 days'
                      AND (complaint.unit_id = place.unit_id OR complaint.organisation_id = place.executor_id)))
    )::int
$$;

ALTER FUNCTION app.sample_weight(stop bigint) OWNER TO ksbb_engine;

CREATE FUNCTION app.seal_audit(at_most integer DEFAULT 10000) RETURNS integer
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'pg_catalog', 'public', 'pg_temp'
    AS $$
DECLARE
    ids bigint[];
    root bytea;
    last app.seal;
BEGIN
    PERFORM pg_advisory_xact_lock(hashtext('ksbb seal'));
    SELECT array_agg(audit_id ORDER BY audit_id) INTO ids FROM (
        SELECT audit_id FROM app.audit_unsealed ORDER BY audit_id
        LIMIT at_most FOR UPDATE SKIP LOCKED) waiting;
    IF ids IS NULL THEN
        RETURN 0;
    END IF;
    SELECT sha256(string_agg(hash, ''::bytea ORDER BY id)) INTO root FROM app.audit WHERE id = ANY (ids);
    SELECT * INTO last FROM app.seal ORDER BY number DESC LIMIT 1;
    WITH sealed AS (
        INSERT INTO app.seal (number, previous_hash, rows_hash, hash, audit_ids)
        VALUES (coalesce(last.number, 0) + 1, coalesce(last.hash, ''::bytea), root,
                sha256(coalesce(last.hash, ''::bytea) || root), ids)
        RETURNING number, hash)
    INSERT INTO pub.seal (number, hash) SELECT number, hash FROM sealed;
    DELETE FROM app.audit_unsealed WHERE audit_id = ANY (ids);
    RETURN cardinality(ids);
END $$;

ALTER FUNCTION app.seal_audit(at_most integer) OWNER TO ksbb_engine;

CREATE FUNCTION app.shares(total bigint, weights bigint[]) RETURNS bigint[]
    LANGUAGE sql IMMUTABLE PARALLEL SAFE
    SET search_path TO 'pg_catalog', 'public', 'pg_temp'
    AS $$
    WITH share AS (
        SELECT position, div(total * weight, of_all) AS whole, mod(total * weight, of_all) AS remainder
        FROM unnest(weights) WITH ORDINALITY AS part (weight, position),
             (SELECT nullif(sum(weight), 0) AS of_all FROM unnest(weights) AS weight) AS divisor
    ), ranked AS (
        SELECT position, coalesce(whole, 0) AS whole,
               row_number() OVER (ORDER BY remainder DESC NULLS LAST, position) AS rank,
               CASE WHEN sum(whole) OVER () IS NULL THEN 0 ELSE total - sum(whole) OVER () END AS left_over
        FROM share
    )
    SELECT coalesce(array_agg((whole + (rank <= left_over)::int)::bigint ORDER BY position), '{}')
    FROM ranked
$$;

ALTER FUNCTION app.shares(total bigint, weights bigint[]) OWNER TO ksbb_owner;

CREATE FUNCTION app.shift_is_on(this bigint) RETURNS boolean
    LANGUAGE sql STABLE SECURITY DEFINER
    SET search_path TO 'pg_catalog', 'public', 'pg_temp'
    AS $$
    SELECT EXISTS (SELECT FROM app.shift
                   WHERE shift.id = this AND shift.revoked_at IS NULL AND shift.ends_at > clock_timestamp())
$$;

ALTER FUNCTION app.shift_is_on(this bigint) OWNER TO ksbb_engine;

CREATE FUNCTION app.shift_open(label text, shipments bigint[], token_hash bytea) RETURNS bigint
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'pg_catalog', 'public', 'pg_temp'
    AS $$
DECLARE
    made bigint;
    found int;
BEGIN
    PERFORM FROM app.shipment
    WHERE shipment.id = ANY (shipments) AND shipment.executor_id = sec.tenant()
      AND shipment.state IN ('planned', 'dispatched')
    ORDER BY shipment.id FOR NO KEY UPDATE;
    GET DIAGNOSTICS found = ROW_COUNT;
    IF NOT coalesce(sec.may_act(), false) OR found = 0 OR found < cardinality(shipments) THEN
        RAISE EXCEPTION 'not trips that you may give to a shift' USING ERRCODE = 'KS001';
    END IF;
    INSERT INTO app.shift (executor_id, label, token_hash, created_by)
    VALUES (sec.tenant(), label, token_hash, sec.person())
    RETURNING id INTO made;
    INSERT INTO app.shift_shipment (shift_id, shipment_id, executor_id)
    SELECT made, trip, sec.tenant() FROM unnest(shipments) AS trip;
    UPDATE app.stop SET shift_id = made
    WHERE shipment_id = ANY (shipments) AND state IN ('planned', 'on_the_way');
    RETURN made;
END $$;

ALTER FUNCTION app.shift_open(label text, shipments bigint[], token_hash bytea) OWNER TO ksbb_engine;

CREATE FUNCTION app.shift_revoke(this bigint) RETURNS void
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'pg_catalog', 'public', 'pg_temp'
    AS $$
BEGIN
    UPDATE app.shift SET revoked_at = clock_timestamp()
    WHERE id = this AND executor_id = sec.tenant() AND sec.may_act() AND revoked_at IS NULL
      AND ends_at > clock_timestamp();
    IF NOT FOUND THEN
        RAISE EXCEPTION 'not a shift that you may end' USING ERRCODE = 'KS001';
    END IF;
    UPDATE app.stop SET shift_id = NULL WHERE shift_id = this AND state IN ('planned', 'on_the_way');
END $$;

ALTER FUNCTION app.shift_revoke(this bigint) OWNER TO ksbb_engine;

CREATE FUNCTION app.shipment_cancel(this bigint, why text) RETURNS void
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'pg_catalog', 'public', 'pg_temp'
    AS $$
DECLARE trip app.shipment := app.shipment_lock(this);
BEGIN
    IF trip.state <> 'planned' THEN
        RAISE EXCEPTION 'the shipment is not planned' USING ERRCODE = 'KS001';
    END IF;
    PERFORM FROM app.pledge WHERE pledge.id IN (SELECT pledge_id FROM app.load WHERE shipment_id = this)
    ORDER BY pledge.id FOR NO KEY UPDATE;
    UPDATE app.allocation SET loaded = allocation.loaded - load.quantity
    FROM app.load WHERE load.shipment_id = this AND NOT load.cancelled AND allocation.id = load.allocation_id;
    UPDATE app.load SET cancelled = true WHERE shipment_id = this;
    UPDATE app.stop SET state = 'cancelled' WHERE shipment_id = this;
    UPDATE app.shipment SET state = 'cancelled', reason = why WHERE id = this;
END $$;

ALTER FUNCTION app.shipment_cancel(this bigint, why text) OWNER TO ksbb_engine;

CREATE FUNCTION app.shipment_consent(this bigint, why text, consents boolean) RETURNS void
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'pg_catalog', 'public', 'pg_temp'
    AS $$
DECLARE trip app.shipment;
BEGIN
    SELECT * INTO trip FROM app.shipment WHERE id = this FOR NO KEY UPDATE;
    IF trip IS NULL OR trip.state <> 'planned' OR NOT coalesce(sec.is_pemprov() AND sec.may_act(), false)
       OR consents = (trip.consented_on IS NOT NULL)
       OR (consents AND NOT app.lacks_agreement(trip.executor_id)) THEN
        RAISE EXCEPTION 'not a shipment to which you may consent' USING ERRCODE = 'KS001';
    END IF;
    UPDATE app.shipment SET consented_on = CASE WHEN consents THEN app.today() END,
                            consent_reason = CASE WHEN consents THEN why END
    WHERE id = this;
END $$;

ALTER FUNCTION app.shipment_consent(this bigint, why text, consents boolean) OWNER TO ksbb_engine;

CREATE FUNCTION app.shipment_dispatch(this bigint, left_on date, loads bigint[], quantities integer[], late text) RETURNS TABLE(refusal text, load_id bigint, requested bigint, remaining bigint)
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'pg_catalog', 'public', 'pg_temp'
    AS $$
#variable_conflict use_column
DECLARE trip app.shipment := app.shipment_lock(this);
BEGIN
    IF trip.state <> 'planned' OR left_on > app.today() THEN
        RAISE EXCEPTION 'the shipment is not planned' USING ERRCODE = 'KS001';
    END IF;
    IF left_on < app.today() AND nullif(late, '') IS NULL THEN
        RAISE EXCEPTION 'what left earlier needs a reason' USING ERRCODE = 'KS002';
    END IF;
    IF left_on < app.today() - 7 AND sec.role() <> 'OWNER' THEN
        RAISE EXCEPTION 'what is older than a week is recorded by an owner' USING ERRCODE = 'KS001';
    END IF;
    IF trip.consented_on IS NULL AND app.lacks_agreement(trip.executor_id) THEN
        RAISE EXCEPTION 'no agreement in force, and no consent'
            USING ERRCODE = 'check_violation', CONSTRAINT = 'consent_is_missing';
    END IF;
    RETURN QUERY SELECT * FROM app.shipment_leave(this, left_on, loads, quantities, late);
END $$;

ALTER FUNCTION app.shipment_dispatch(this bigint, left_on date, loads bigint[], quantities integer[], late text) OWNER TO ksbb_engine;

CREATE FUNCTION app.shipment_drove() RETURNS trigger
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'pg_catalog', 'public', 'pg_temp'
    AS $$
BEGIN
    IF NOT EXISTS (SELECT FROM app.shipment
                   WHERE shipment.id = NEW.drove_id AND shipment.executor_id = NEW.executor_id
                     AND shipment.state = 'cancelled') THEN
        RAISE EXCEPTION 'not a cancelled shipment of yours' USING ERRCODE = 'KS001';
    END IF;
    RETURN NEW;
END $$;

ALTER FUNCTION app.shipment_drove() OWNER TO ksbb_engine;

CREATE FUNCTION app.shipment_leave(this bigint, left_on date, loads bigint[], quantities integer[], late text) RETURNS TABLE(refusal text, load_id bigint, requested bigint, remaining bigint)
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'pg_catalog', 'public', 'pg_temp'
    AS $$
#variable_conflict use_column
DECLARE
    lines bigint[];
    lacking record;
    lots bigint[];
    counts bigint[];
    leaving bigint[];
    replacing int;
    effective date;
BEGIN
    PERFORM FROM app.pledge
    WHERE pledge.id IN (SELECT load.pledge_id FROM app.load WHERE load.shipment_id = this)
    ORDER BY pledge.id FOR NO KEY UPDATE;
    lines := ARRAY(SELECT DISTINCT load.line_id FROM app.load WHERE load.shipment_id = this);
    PERFORM FROM app.lot WHERE lot.line_id = ANY (lines) AND lot.stock > 0
    ORDER BY lot.id FOR NO KEY UPDATE;
    UPDATE app.load SET dispatched = coalesce(fewer.quantity, load.quantity)
    FROM app.load AS own
    LEFT JOIN unnest(loads, quantities) AS fewer (load_id, quantity) ON fewer.load_id = own.id
    WHERE own.id = load.id AND load.shipment_id = this AND NOT load.cancelled;
    -- Nothing is dispatched in the books before it was committed.
    SELECT greatest(left_on, max(allocation.committed_on)) INTO effective
    FROM app.load JOIN app.allocation ON allocation.id = load.allocation_id
    WHERE load.shipment_id = this AND load.dispatched > 0;
    -- What is not stocked is born now: as many packages as the line's lots lack.
    FOR lacking IN
        SELECT wanted.line_id, wanted.packages - depot.stock AS packages
        FROM (SELECT load.line_id, sum(load.dispatched) AS packages
              FROM app.load JOIN pub.package ON package.id = load.package_id
              JOIN app.organisation ON organisation.id = load.executor_id
              WHERE load.shipment_id = this
                AND (package.every = 'DAY' OR organisation.kind = 'DONOR')
              GROUP BY load.line_id) AS wanted
        CROSS JOIN LATERAL (SELECT coalesce(sum(lot.stock), 0) AS stock FROM app.lot
                            WHERE lot.line_id = wanted.line_id AND lot.stock > 0) AS depot
        WHERE wanted.packages > depot.stock ORDER BY wanted.line_id
    LOOP
        -- What exceeds the line replaces damaged and missing packages, the oldest first.
        WITH owed AS (
            SELECT discrepancy.id, discrepancy.damaged + discrepancy.missing - discrepancy.replaced AS packages,
                   sum(discrepancy.damaged + discrepancy.missing - discrepancy.replaced)
                       OVER (ORDER BY discrepancy.id) AS upto
            FROM app.discrepancy WHERE line_id = lacking.line_id AND state = 'replaced'
        ), brought AS (
            UPDATE app.discrepancy SET replaced = replaced + given.packages
            FROM (SELECT owed.id, least(owed.packages, excess.packages - (owed.upto - owed.packages)) AS packages
                  FROM owed CROSS JOIN LATERAL (
                      SELECT stocked + lacking.packages - quantity - replaced AS packages
                      FROM app.pledge_line WHERE id = lacking.line_id) AS excess) AS given
            WHERE discrepancy.id = given.id AND given.packages > 0
            RETURNING given.packages
        )
        SELECT coalesce(sum(packages), 0) INTO replacing FROM brought;
        UPDATE app.pledge_line SET stocked = stocked + lacking.packages, replaced = replaced + replacing
        WHERE id = lacking.line_id;
        SELECT array_agg(made.lot_id), array_agg(made.quantity) INTO lots, counts
        FROM app.lots_make(lacking.line_id, NULL, lacking.packages::int, replacing, left_on, NULL) AS made;
        PERFORM app.lots_move('receive_goods', 'shipment', this, 'supplier', 'stock', lots, counts,
                              effective, late);
    END LOOP;
    RETURN QUERY
        SELECT checked.refusal, checked.load_id, checked.requested, checked.remaining FROM (
            SELECT CASE WHEN allocation.state <> 'committed' THEN 'UNCOMMITTED'
                        WHEN depot.stock < leaving.requested THEN 'STOCK' END AS refusal,
                   leaving.id AS load_id, leaving.requested, depot.stock AS remaining
            FROM (SELECT load.id, load.allocation_id, load.line_id,
                         sum(load.dispatched) OVER (PARTITION BY load.line_id)::bigint AS requested
                  FROM app.load WHERE load.shipment_id = this AND load.dispatched > 0) AS leaving
            JOIN app.allocation ON allocation.id = leaving.allocation_id
            CROSS JOIN LATERAL (SELECT coalesce(sum(lot.stock), 0)::bigint AS stock FROM app.lot
                                WHERE lot.line_id = leaving.line_id AND lot.stock > 0) AS depot)
            AS checked
        WHERE checked.refusal IS NOT NULL ORDER BY checked.load_id;
    IF FOUND THEN
        RETURN;
    END IF;
    -- Each line's lots and loads stand on one scale of packages; where they overlap, a load takes.
    INSERT INTO app.load_lot (load_id, lot_id, stop_id, line_id, donor_id, executor_id, funder_id, quantity)
    SELECT leaving.id, depot.id, leaving.stop_id, leaving.line_id, leaving.donor_id,
           leaving.executor_id, depot.funder_id,
           least(leaving.upto, depot.upto)
           - greatest(leaving.upto - leaving.dispatched, depot.upto - depot.stock)
    FROM (SELECT load.*, sum(load.dispatched) OVER (PARTITION BY load.line_id ORDER BY load.id) AS upto
          FROM app.load WHERE load.shipment_id = this AND load.dispatched > 0) AS leaving
    JOIN (SELECT lot.*,
                 sum(lot.stock) OVER (PARTITION BY lot.line_id
                                      ORDER BY lot.expires_on NULLS LAST, lot.received_on, lot.id) AS upto
          FROM app.lot WHERE lot.line_id = ANY (lines) AND lot.stock > 0) AS depot
        ON depot.line_id = leaving.line_id AND depot.upto > leaving.upto - leaving.dispatched
        AND depot.upto - depot.stock < leaving.upto;
    SELECT array_agg(load_lot.lot_id), array_agg(load_lot.quantity::bigint) INTO lots, counts
    FROM app.load_lot JOIN app.load ON load.id = load_lot.load_id WHERE load.shipment_id = this;
    PERFORM app.lots_move('dispatch', 'shipment', this, 'stock', 'in_transit', lots, counts,
                          effective, late);
    UPDATE app.allocation SET dispatched = allocation.dispatched + load.dispatched,
                              loaded = allocation.loaded - (load.quantity - load.dispatched)
    FROM app.load
    WHERE load.shipment_id = this AND NOT load.cancelled AND allocation.id = load.allocation_id;
    SELECT array_agg(load.id ORDER BY load.id), array_agg(load.dispatched::bigint ORDER BY load.id)
    INTO leaving, counts
    FROM app.load WHERE load.shipment_id = this AND load.dispatched > 0;
    PERFORM app.loads_post('dispatch', 'shipment', this, 'committed', 'dispatched', leaving, counts,
                           effective, late);
    INSERT INTO pub.delivery (load_id, stop_id, allocation_id, need_id, unit_id, phase_id, package_id,
        giver_id, executor_id, dispatched, dispatched_on, state,
        late, recorded_late_on)
    SELECT load.id, load.stop_id, load.allocation_id, load.need_id, load.unit_id, allocation.phase_id,
           load.package_id, load.donor_id, load.executor_id, load.dispatched, effective, 'on_the_way',
           late IS NOT NULL, CASE WHEN late IS NOT NULL THEN app.today() END
    FROM app.load JOIN app.allocation ON allocation.id = load.allocation_id
    WHERE load.shipment_id = this AND load.dispatched > 0;
    UPDATE app.stop SET state = CASE WHEN EXISTS (
            SELECT FROM app.load WHERE load.stop_id = stop.id AND load.dispatched > 0)
        THEN 'on_the_way' ELSE 'cancelled' END
    WHERE stop.shipment_id = this;
    UPDATE app.shipment SET state = 'dispatched', dispatched_on = left_on, late_reason = late
    WHERE id = this;
END $$;

ALTER FUNCTION app.shipment_leave(this bigint, left_on date, loads bigint[], quantities integer[], late text) OWNER TO ksbb_engine;

CREATE TABLE app.shipment (
    id bigint NOT NULL,
    number text DEFAULT ''::text NOT NULL,
    executor_id bigint NOT NULL,
    day date NOT NULL,
    slot_starts text NOT NULL,
    slot_ends text NOT NULL,
    vehicle text DEFAULT ''::text NOT NULL,
    in_charge text DEFAULT ''::text NOT NULL,
    mode text NOT NULL,
    mode_reason text,
    crowd_plan text,
    note text DEFAULT ''::text NOT NULL,
    state text NOT NULL,
    reason text,
    dispatched_on date,
    late_reason text,
    created_by bigint NOT NULL,
    recorded timestamp with time zone DEFAULT app.now() NOT NULL,
    consented_on date,
    consent_reason text,
    drove_id bigint,
    early_id bigint,
    CONSTRAINT shipment_check CHECK ((slot_starts < slot_ends)),
    CONSTRAINT shipment_check1 CHECK (((mode = 'PICKUP_POINT'::text) = (mode_reason IS NOT NULL))),
    CONSTRAINT shipment_check2 CHECK (((mode = 'PICKUP_POINT'::text) = (crowd_plan IS NOT NULL))),
    CONSTRAINT shipment_check3 CHECK (((state = ANY (ARRAY['dispatched'::text, 'closed'::text])) = (dispatched_on IS NOT NULL))),
    CONSTRAINT shipment_consent CHECK (((consented_on IS NULL) = (consent_reason IS NULL))),
    CONSTRAINT shipment_consent_reason_check CHECK (((length(consent_reason) >= 1) AND (length(consent_reason) <= 500))),
    CONSTRAINT shipment_crowd_plan_check CHECK (((length(crowd_plan) >= 1) AND (length(crowd_plan) <= 500))),
    CONSTRAINT shipment_in_charge_check CHECK ((length(in_charge) <= 80)),
    CONSTRAINT shipment_late_reason_check CHECK (((length(late_reason) >= 1) AND (length(late_reason) <= 500))),
    CONSTRAINT shipment_mode_check CHECK ((mode = ANY (ARRAY['DOORSTEP'::text, 'PICKUP_POINT'::text]))),
    CONSTRAINT shipment_mode_reason_check CHECK (((length(mode_reason) >= 1) AND (length(mode_reason) <= 500))),
    CONSTRAINT shipment_note_check CHECK ((length(note) <= 2000)),
    CONSTRAINT shipment_slot_ends_check CHECK ((slot_ends ~ '^([01][0-9]|2[0-3]):[0-5][0-9]$'::text)),
    CONSTRAINT shipment_slot_starts_check CHECK ((slot_starts ~ '^([01][0-9]|2[0-3]):[0-5][0-9]$'::text)),
    CONSTRAINT shipment_state_check CHECK ((state = ANY (ARRAY['planned'::text, 'dispatched'::text, 'closed'::text, 'cancelled'::text]))),
    CONSTRAINT shipment_vehicle_check CHECK ((length(vehicle) <= 80))
);

ALTER TABLE ONLY app.shipment FORCE ROW LEVEL SECURITY;

ALTER TABLE app.shipment OWNER TO ksbb_owner;

CREATE FUNCTION app.shipment_lock(this bigint) RETURNS app.shipment
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'pg_catalog', 'public', 'pg_temp'
    AS $$
DECLARE found app.shipment;
BEGIN
    SELECT * INTO found FROM app.shipment
    WHERE id = this AND executor_id = sec.tenant() AND sec.may_act() FOR NO KEY UPDATE;
    IF found IS NULL THEN
        RAISE EXCEPTION 'not a shipment of yours' USING ERRCODE = 'KS001';
    END IF;
    RETURN found;
END $$;

ALTER FUNCTION app.shipment_lock(this bigint) OWNER TO ksbb_engine;

CREATE FUNCTION app.shipment_numbered() RETURNS trigger
    LANGUAGE plpgsql
    SET search_path TO 'pg_catalog', 'public', 'pg_temp'
    AS $$
BEGIN
    NEW.number := 'KR-' || extract(year FROM app.today()) || '-' || lpad(NEW.id::text, 6, '0');
    RETURN NEW;
END $$;

ALTER FUNCTION app.shipment_numbered() OWNER TO ksbb_owner;

CREATE TABLE app.slip_code (
    id bigint NOT NULL,
    slip_id bigint NOT NULL,
    code_hmac bytea NOT NULL,
    stop_id bigint,
    used_at timestamp with time zone,
    CONSTRAINT slip_code_check CHECK (((stop_id IS NULL) = (used_at IS NULL))),
    CONSTRAINT slip_code_code_hmac_check CHECK ((length(code_hmac) = 32))
);

ALTER TABLE ONLY app.slip_code FORCE ROW LEVEL SECURITY;

ALTER TABLE app.slip_code OWNER TO ksbb_owner;

CREATE FUNCTION app.slip_code_problem(code app.slip_code) RETURNS text
    LANGUAGE sql STABLE SECURITY DEFINER
    SET search_path TO 'pg_catalog', 'public', 'pg_temp'
    AS $$
    SELECT CASE WHEN code IS NULL THEN 'UNKNOWN'
                WHEN code.used_at > clock_timestamp() - interval '24 hours' THEN 'CORRECTS'
                WHEN code.used_at IS NOT NULL THEN 'USED'
                WHEN slip.void_on IS NOT NULL THEN 'VOID'
                WHEN phase.ends_on + 14 < app.today() THEN 'EXPIRED' END
    FROM (SELECT) AS one
    LEFT JOIN app.slip ON slip.id = code.slip_id
    LEFT JOIN pub.phase ON phase.id = slip.phase_id
$$;

ALTER FUNCTION app.slip_code_problem(code app.slip_code) OWNER TO ksbb_engine;

CREATE FUNCTION app.slip_expected(this bigint) RETURNS integer
    LANGUAGE sql STABLE SECURITY DEFINER
    SET search_path TO 'pg_catalog', 'public', 'pg_temp'
    AS $$
    SELECT count(DISTINCT allocation.pledge_id)::int FROM app.slip
    JOIN app.allocation ON allocation.unit_id = slip.unit_id
                       AND allocation.phase_id = slip.phase_id AND allocation.state = 'committed'
    WHERE slip.id = this
      AND (coalesce(sec.is_pemprov(), false) OR coalesce(slip.area_id = ANY (sec.areas()), false))
$$;

ALTER FUNCTION app.slip_expected(this bigint) OWNER TO ksbb_engine;

CREATE FUNCTION app.slip_issue(this bigint, token_hash bytea, codes bytea[]) RETURNS void
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'pg_catalog', 'public', 'pg_temp'
    AS $$
#variable_conflict use_variable
DECLARE slip app.slip;
BEGIN
    SELECT * INTO slip FROM app.slip s WHERE s.id = this FOR UPDATE;
    IF slip IS NULL OR slip.void_on IS NOT NULL
       OR EXISTS (SELECT FROM app.slip_code WHERE slip_code.slip_id = this)
       OR NOT (coalesce(sec.is_pemprov() AND sec.may_act(), false)
               OR coalesce(slip.area_id = ANY (sec.areas()), false)) THEN
        RAISE EXCEPTION 'not a slip that waits for its codes' USING ERRCODE = 'KS001';
    END IF;
    UPDATE app.slip s SET token_hash = slip_issue.token_hash WHERE s.id = this;
    INSERT INTO app.slip_code (slip_id, code_hmac) SELECT this, code FROM unnest(codes) AS code;
END $$;

ALTER FUNCTION app.slip_issue(this bigint, token_hash bytea, codes bytea[]) OWNER TO ksbb_engine;

CREATE FUNCTION app.slip_place(token_hash bytea, unit_code text, source text) RETURNS TABLE(unit_id bigint, code text, name text, kelurahan text, slowed boolean)
    LANGUAGE sql STABLE SECURITY DEFINER
    SET search_path TO 'pg_catalog', 'public', 'pg_temp'
    AS $$
    SELECT unit.id, unit.code, unit.name, area.name,
           sec.attempts('SLIP_UNIT', unit.id::text) >= 10 OR sec.attempts('SLIP_SOURCE', source) >= 30
    FROM pub.unit JOIN pub.area ON area.id = unit.area_id
    WHERE unit.id = (SELECT s.unit_id FROM app.slip s WHERE s.token_hash = slip_place.token_hash)
       OR (slip_place.token_hash IS NULL AND unit.code = unit_code)
$$;

ALTER FUNCTION app.slip_place(token_hash bytea, unit_code text, source text) OWNER TO ksbb_engine;

CREATE FUNCTION app.slip_print(unit bigint, phase bigint) RETURNS bigint
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'pg_catalog', 'public', 'pg_temp'
    AS $$
DECLARE
    area bigint := (SELECT u.area_id FROM pub.unit u WHERE u.id = unit);
    made bigint;
BEGIN
    IF area IS NULL OR NOT EXISTS (SELECT FROM pub.phase p WHERE p.id = phase)
       OR NOT (coalesce(sec.is_pemprov() AND sec.may_act(), false)
               OR coalesce(area = ANY (sec.areas()), false)) THEN
        RAISE EXCEPTION 'not a unit that you may print slips for' USING ERRCODE = 'KS001';
    END IF;
    PERFORM pg_advisory_xact_lock(hashtext('ksbb slip ' || unit || ' ' || phase));
    UPDATE app.slip SET void_on = app.today()
    WHERE slip.unit_id = unit AND slip.phase_id = phase AND slip.void_on IS NULL;
    INSERT INTO app.slip (unit_id, phase_id, area_id, token_hash, printed_by)
    VALUES (unit, phase, area, gen_random_bytes(32), sec.person()) RETURNING id INTO made;
    RETURN made;
END $$;

ALTER FUNCTION app.slip_print(unit bigint, phase bigint) OWNER TO ksbb_engine;

CREATE FUNCTION app.slip_receipt(stop bigint) RETURNS TABLE(match text, correct_until timestamp with time zone)
    LANGUAGE sql STABLE SECURITY DEFINER
    SET search_path TO 'pg_catalog', 'public', 'pg_temp'
    AS $$
    SELECT coalesce((SELECT app.handover_match(handover.id) FROM app.handover
                     WHERE handover.stop_id = stop
                       AND handover.state NOT IN ('second_report', 'superseded')), 'NONE'),
           slip_code.used_at + interval '24 hours'
    FROM app.slip_code WHERE slip_code.slip_id = sec.slip() AND slip_code.stop_id = stop
$$;

ALTER FUNCTION app.slip_receipt(stop bigint) OWNER TO ksbb_engine;

CREATE FUNCTION app.slip_stops() RETURNS TABLE(stop_id bigint, executor text, dispatched_on date, package_id bigint, package text, confirmed boolean)
    LANGUAGE sql STABLE SECURITY DEFINER
    SET search_path TO 'pg_catalog', 'public', 'pg_temp'
    AS $$
    SELECT DISTINCT stop.id, organisation.name, shipment.dispatched_on, package.id, package.name,
           EXISTS (SELECT FROM app.slip_code WHERE slip_code.stop_id = stop.id)
    FROM app.stop
    JOIN app.shipment ON shipment.id = stop.shipment_id
    JOIN app.organisation ON organisation.id = stop.executor_id
    JOIN app.load ON load.stop_id = stop.id AND load.dispatched > 0
    JOIN pub.package ON package.id = load.package_id
    LEFT JOIN app.handover ON handover.stop_id = stop.id AND handover.state NOT IN ('second_report', 'superseded')
    WHERE stop.unit_id = (SELECT sec.slip_unit()) AND stop.state IN ('on_the_way', 'handed_over')
      AND coalesce(handover.state, 'reported') NOT IN ('failed', 'resolved', 'verified')
      AND (handover.id IS NULL OR handover.state = 'reported' OR shipment.dispatched_on >= app.today() - 30)
    ORDER BY shipment.dispatched_on DESC, stop.id, package.id
$$;

ALTER FUNCTION app.slip_stops() OWNER TO ksbb_engine;

CREATE FUNCTION app.slip_try(unit bigint, code_hmac bytea, source text) RETURNS TABLE(problem text, slip_id bigint, stop_id bigint)
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'pg_catalog', 'public', 'pg_temp'
    AS $$
#variable_conflict use_column
DECLARE found app.slip_code;
BEGIN
    SELECT c.* INTO found FROM app.slip_code c JOIN app.slip ON slip.id = c.slip_id
    WHERE slip.unit_id = unit AND c.code_hmac = slip_try.code_hmac;
    IF found.id IS NULL THEN
        PERFORM sec.count_attempt('SLIP_UNIT', unit::text, 10),
                sec.count_attempt('SLIP_SOURCE', source, 30);
    END IF;
    RETURN QUERY SELECT app.slip_code_problem(found), found.slip_id, found.stop_id;
END $$;

ALTER FUNCTION app.slip_try(unit bigint, code_hmac bytea, source text) OWNER TO ksbb_engine;

CREATE FUNCTION app.slip_use(stop bigint, code_hmac bytea) RETURNS text
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'pg_catalog', 'public', 'pg_temp'
    AS $$
#variable_conflict use_column
DECLARE
    place app.stop;
    code app.slip_code;
    problem text;
BEGIN
    SELECT * INTO place FROM app.stop t WHERE t.id = slip_use.stop;
    IF NOT coalesce(place.unit_id = sec.slip_unit() OR app.stop_courier(place), false) THEN
        RAISE EXCEPTION 'not a delivery that you may confirm' USING ERRCODE = 'KS001';
    END IF;
    -- Two codes for one stop wait for each other here, one code for two stops at its own row.
    place := app.handover_lock(slip_use.stop);
    SELECT c.* INTO code FROM app.slip_code c JOIN app.slip ON slip.id = c.slip_id
    WHERE slip.unit_id = place.unit_id AND c.code_hmac = slip_use.code_hmac
      AND (sec.slip() IS NULL OR slip.id = sec.slip())
    FOR UPDATE OF c;
    problem := app.slip_code_problem(code);
    IF problem = 'CORRECTS' THEN
        RETURN CASE WHEN code.stop_id <> slip_use.stop THEN 'USED' END;
    ELSIF problem IS NOT NULL THEN
        RETURN problem;
    ELSIF EXISTS (SELECT FROM app.slip_code c WHERE c.stop_id = slip_use.stop) THEN
        RETURN 'CONFIRMED';
    END IF;
    UPDATE app.slip_code c SET stop_id = slip_use.stop, used_at = clock_timestamp() WHERE c.id = code.id;
    RETURN NULL;
END $$;

ALTER FUNCTION app.slip_use(stop bigint, code_hmac bytea) OWNER TO ksbb_engine;

CREATE FUNCTION app.step_guard() RETURNS trigger
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'pg_catalog', 'public', 'pg_temp'
    AS $$
DECLARE
    row jsonb := to_jsonb(NEW);
    claims text[] := sec.claims();
    tenant bigint := coalesce(claims[1]::bigint, 0);
    person bigint := coalesce(sec.person(), 0);
    giver bigint := (row ->> TG_ARGV[1])::bigint;
    executor bigint := (row ->> TG_ARGV[2])::bigint;
    old_state text := '';
    reason_given text := nullif(row ->> 'reason', '');
    parties text[] := '{ANYBODY}';
    allowed app.transition;
BEGIN
    IF TG_OP = 'UPDATE' THEN
        IF OLD.state = NEW.state THEN
            RETURN NULL;
        END IF;
        old_state := OLD.state;
    END IF;
    -- In order of precedence: the first that may is written as the acting party.
    IF session_user = 'ksbb_worker' OR (TG_NARGS > 3 AND reason_given = 'LAPSED') THEN
        parties := '{SYSTEM}';
    ELSIF claims[4] IN ('OWNER', 'OPERATOR') THEN
        IF tenant = giver THEN parties := array_append(parties, 'GIVER'); END IF;
        IF tenant = executor THEN parties := array_append(parties, 'EXECUTOR'); END IF;
        IF claims[3] = 'PEMPROV' THEN parties := array_append(parties, 'PEMPROV'); END IF;
    ELSIF claims[4] = 'FIELD' THEN
        IF tenant = executor THEN parties := array_append(parties, 'FIELD'); END IF;
    ELSIF claims[4] IN ('KELURAHAN', 'VERIFIER') THEN
        IF claims[3] = 'PEMPROV' THEN parties := array_append(parties, claims[4]); END IF;
    ELSIF claims[6] = 'SLIP' THEN
        parties := array_append(parties, 'UNIT');
    END IF;
    -- What follows by itself from what a party did.
    IF TG_NARGS > 3 AND NOT 'SYSTEM' = ANY (parties) THEN
        parties := array_append(parties, 'SYSTEM');
    END IF;
    SELECT * INTO allowed FROM app.transition
    WHERE transition.thing = TG_ARGV[0] AND transition.from_state = old_state
      AND transition.to_state = NEW.state
      AND transition.party = ANY (parties)
    ORDER BY array_position('{PEMPROV,GIVER,EXECUTOR,FIELD,KELURAHAN,VERIFIER,UNIT,ANYBODY,SYSTEM}'::text[],
                            transition.party)
    LIMIT 1;
    IF allowed IS NULL THEN
        RAISE EXCEPTION '% may not go from % to % by %', TG_ARGV[0], old_state, NEW.state, parties
            USING ERRCODE = 'KS001';
    END IF;
    IF allowed.reason_required AND reason_given IS NULL THEN
        RAISE EXCEPTION '% to % needs a reason', TG_ARGV[0], NEW.state USING ERRCODE = 'KS002';
    END IF;
    IF allowed.another_person AND person = (row ->> 'created_by')::bigint THEN
        RAISE EXCEPTION 'who approves is not who wrote' USING ERRCODE = 'KS003';
    END IF;
    INSERT INTO app.step (thing, thing_id, from_state, to_state, party, tenant_id, actor, actor_id, reason,
                          effective, recorded, giver_id, executor_id)
    VALUES (TG_ARGV[0], NEW.id, old_state, NEW.state, allowed.party, tenant,
            coalesce(claims[6], 'SYSTEM'), coalesce(claims[2]::bigint, 0), reason_given,
            app.today(), app.now(), giver, executor);
    RETURN NULL;
END $$;

ALTER FUNCTION app.step_guard() OWNER TO ksbb_engine;

CREATE FUNCTION app.stop_audience(stop bigint) RETURNS TABLE(party text, organisation_id bigint, person_id bigint, area_id bigint, refs jsonb)
    LANGUAGE sql STABLE SECURITY DEFINER
    SET search_path TO 'pg_catalog', 'public', 'pg_temp'
    AS $$
    SELECT 'GIVER', load.donor_id, NULL::bigint, NULL::bigint,
           jsonb_build_object('shipment_id', min(load.shipment_id), 'unit_id', min(load.unit_id),
                              'packages', sum(load.dispatched),
                              'pledge_id', CASE WHEN count(DISTINCT load.pledge_id) = 1
                                                THEN min(load.pledge_id) END)
    FROM app.load WHERE load.stop_id = stop AND load.dispatched > 0 GROUP BY load.donor_id
    UNION ALL
    SELECT side.party, side.organisation_id, NULL, side.area_id,
           jsonb_build_object('shipment_id', place.shipment_id, 'unit_id', place.unit_id, 'packages',
                              (SELECT sum(load.dispatched) FROM app.load WHERE load.stop_id = place.id))
    FROM app.stop AS place
    CROSS JOIN app.organisation AS pemprov
    CROSS JOIN LATERAL (VALUES ('EXECUTOR', place.executor_id, NULL::bigint),
                               ('OFFICER', pemprov.id, place.area_id),
                               ('PEMPROV', pemprov.id, NULL)) AS side (party, organisation_id, area_id)
    WHERE place.id = stop AND pemprov.kind = 'PEMPROV'
$$;

ALTER FUNCTION app.stop_audience(stop bigint) OWNER TO ksbb_engine;

CREATE FUNCTION app.stop_courier(place app.stop) RETURNS boolean
    LANGUAGE sql STABLE
    SET search_path TO 'pg_catalog', 'public', 'pg_temp'
    AS $$
    SELECT coalesce(place.executor_id = sec.tenant() AND sec.may_act(), false)
        OR coalesce(place.courier_id = sec.courier(), false)
        OR coalesce(place.shift_id = sec.shift()
                    AND (app.shift_is_on(sec.shift())
                         OR EXISTS (SELECT FROM app.handover WHERE handover.stop_id = place.id
                                    AND handover.actor = 'SHIFT' AND handover.actor_id = sec.shift())), false)
$$;

ALTER FUNCTION app.stop_courier(place app.stop) OWNER TO ksbb_owner;

CREATE FUNCTION app.stop_guard() RETURNS trigger
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'pg_catalog', 'public', 'pg_temp'
    AS $$
DECLARE planned boolean;
BEGIN
    SELECT state = 'planned' INTO planned FROM app.shipment
    WHERE id = NEW.shipment_id
      -- The trip of an early delivery is made by the engine, when the Pemprov commits the pledge.
      AND (executor_id = sec.tenant()
           OR early_id IN (SELECT early_delivery.id FROM app.early_delivery WHERE early_delivery.state = 'waiting'))
    FOR NO KEY UPDATE;
    IF planned IS NULL OR (NOT planned AND (TG_OP = 'INSERT' OR NEW.position <> OLD.position
                                            OR NEW.state NOT IN ('planned', 'on_the_way'))) THEN
        RAISE EXCEPTION 'not a stop that you may change' USING ERRCODE = 'KS001';
    END IF;
    IF TG_OP = 'INSERT' AND NEW.area_id IS DISTINCT FROM (SELECT area_id FROM pub.unit
                                                          WHERE id = NEW.unit_id) THEN
        RAISE EXCEPTION 'not the kelurahan of the unit' USING ERRCODE = 'KS001';
    END IF;
    -- A new stop of a trip joins the trip's shift.
    IF TG_OP = 'INSERT' THEN
        SELECT max(x.shift_id) INTO NEW.shift_id FROM app.shift_shipment x
        WHERE x.shipment_id = NEW.shipment_id AND app.shift_is_on(x.shift_id);
    END IF;
    IF NEW.courier_id IS NOT NULL AND NOT EXISTS (
        SELECT FROM app.membership WHERE person_id = NEW.courier_id
           AND organisation_id = NEW.executor_id AND role IN ('OWNER', 'OPERATOR', 'FIELD')) THEN
        RAISE EXCEPTION 'not a courier of yours' USING ERRCODE = 'KS001';
    END IF;
    RETURN NEW;
END $$;

ALTER FUNCTION app.stop_guard() OWNER TO ksbb_engine;

CREATE FUNCTION app.submission_limited(source text) RETURNS text
    LANGUAGE sql SECURITY DEFINER
    SET search_path TO 'pg_catalog', 'public', 'pg_temp'
    AS $$
    SELECT CASE WHEN NOT sec.count_attempt('SUBMISSION_SOURCE', source, 20) THEN 'SOURCE_LIMITED'
                WHEN NOT sec.count_attempt('SUBMISSION_ALL', '', 500) THEN 'ALL_LIMITED' END
$$;

ALTER FUNCTION app.submission_limited(source text) OWNER TO ksbb_engine;

CREATE FUNCTION app.today() RETURNS date
    LANGUAGE sql
    AS $$ SELECT (app.now() AT TIME ZONE 'Asia/Jakarta')::date $$;

ALTER FUNCTION app.today() OWNER TO ksbb_owner;

CREATE FUNCTION app.tracked_deliveries(code text) RETURNS TABLE(load_id bigint)
    LANGUAGE sql STABLE SECURITY DEFINER
    SET search_path TO 'pg_catalog', 'public', 'pg_temp'
    AS $$
    SELECT delivery.load_id
    FROM app.pledge
    JOIN pub.commitment ON commitment.pledge_id = pledge.id
    JOIN pub.delivery ON delivery.allocation_id = commitment.allocation_id
    WHERE pledge.public_code = app.normalise_code(code)
$$;

ALTER FUNCTION app.tracked_deliveries(code text) OWNER TO ksbb_engine;

CREATE FUNCTION app.tracked_parts(code text) RETURNS TABLE(package_id bigint, unit_id bigint, quantity integer, state text, since date, window_starts date, window_ends date)
    LANGUAGE sql STABLE SECURITY DEFINER
    SET search_path TO 'pg_catalog', 'public', 'pg_temp'
    AS $$
    WITH tracked AS (
        SELECT pledge.*, app.hold_expired_on(pledge.id) AS hold_expired_on
        FROM app.pledge WHERE pledge.public_code = app.normalise_code(code))
    SELECT allocation.package_id, allocation.unit_id, allocation.quantity,
           CASE WHEN allocation.state = 'held' AND tracked.hold_expired_on IS NOT NULL
                THEN 'released'
                -- Of what was released in parts, nothing is left.
                WHEN allocation.released = allocation.quantity THEN 'released' ELSE allocation.state END,
           CASE WHEN allocation.released = allocation.quantity AND allocation.released_on IS NULL
                THEN (SELECT max(release.effective) FROM pub.release
                      WHERE release.allocation_id = allocation.id AND release.reversed_on IS NULL)
                WHEN allocation.state = 'held' THEN tracked.hold_expired_on
                WHEN allocation.state = 'released' THEN allocation.released_on
                ELSE allocation.committed_on END,
           allocation.window_starts, allocation.window_ends
    FROM tracked JOIN app.allocation ON allocation.pledge_id = tracked.id
    UNION ALL
    -- What is promised and has no unit yet.
    SELECT pledge_line.package_id, NULL, pledge_line.quantity - pledge_line.allocated, 'held',
           NULL, NULL, NULL
    FROM tracked JOIN app.pledge_line ON pledge_line.pledge_id = tracked.id
    WHERE pledge_line.quantity > pledge_line.allocated
      AND NOT EXISTS (SELECT FROM app.closing
                      WHERE closing.line_id = pledge_line.id AND closing.state <> 'taken_back')
      AND tracked.state IN ('submitted', 'accepted', 'committed')
      AND tracked.hold_expired_on IS NULL
$$;

ALTER FUNCTION app.tracked_parts(code text) OWNER TO ksbb_engine;

CREATE FUNCTION app.tracked_pledge(code text) RETURNS TABLE(number text, public_code text, state text, channel text, phase_id bigint, giver_id bigint, executor_id bigint, submitted_on date, as_of timestamp with time zone)
    LANGUAGE sql STABLE SECURITY DEFINER
    SET search_path TO 'pg_catalog', 'public', 'pg_temp'
    AS $$
    SELECT pledge.number, pledge.public_code,
           CASE WHEN app.hold_expired_on(pledge.id) IS NULL THEN pledge.state ELSE 'lapsed' END,
           pledge.channel, pledge.phase_id, pledge.donor_id, pledge.executor_id,
           (pledge.submitted_at AT TIME ZONE 'Asia/Jakarta')::date, app.now()
    FROM app.pledge WHERE pledge.public_code = app.normalise_code(code)
$$;

ALTER FUNCTION app.tracked_pledge(code text) OWNER TO ksbb_engine;

CREATE FUNCTION app.tracked_steps(code text) RETURNS TABLE(step_number bigint, to_state text, party text, organisation_id bigint, day date)
    LANGUAGE sql STABLE SECURITY DEFINER
    SET search_path TO 'pg_catalog', 'public', 'pg_temp'
    AS $$
    WITH tracked AS (
        SELECT pledge.id, app.hold_expired_on(pledge.id) AS hold_expired_on
        FROM app.pledge WHERE pledge.public_code = app.normalise_code(code)),
    timeline AS (
        SELECT step.id, step.to_state, step.party, step.tenant_id, step.effective
        FROM tracked JOIN app.step ON step.thing = 'pledge' AND step.thing_id = tracked.id
        UNION ALL
        -- After all others: the worker will write it.
        SELECT 9223372036854775807, 'lapsed', 'SYSTEM', 0, tracked.hold_expired_on
        FROM tracked WHERE tracked.hold_expired_on IS NOT NULL)
    SELECT row_number() OVER (ORDER BY timeline.id), timeline.to_state, timeline.party,
           timeline.tenant_id, timeline.effective
    FROM timeline
$$;

ALTER FUNCTION app.tracked_steps(code text) OWNER TO ksbb_engine;

CREATE FUNCTION app.unit_contact_end(this bigint) RETURNS void
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'pg_catalog', 'public', 'pg_temp'
    AS $$
BEGIN
    UPDATE app.unit_contact SET ended_on = app.today(), name = NULL, role = NULL, phone = NULL
    WHERE id = this AND ended_on IS NULL
      AND coalesce((sec.is_pemprov() AND sec.may_act()) OR area_id = ANY (sec.areas()), false);
    IF NOT FOUND THEN
        RAISE EXCEPTION 'not a contact that you may forget' USING ERRCODE = 'KS001';
    END IF;
END $$;

ALTER FUNCTION app.unit_contact_end(this bigint) OWNER TO ksbb_engine;

CREATE FUNCTION app.unit_contact_request(unit bigint, purpose text) RETURNS bigint
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'pg_catalog', 'public', 'pg_temp'
    AS $$
DECLARE made bigint;
BEGIN
    IF NOT coalesce(
        (sec.is_pemprov() AND sec.may_act())
        OR (SELECT own.area_id FROM pub.unit AS own WHERE own.id = unit) = ANY (sec.areas())
        OR (sec.may_act() AND EXISTS (
            SELECT FROM app.allocation
            WHERE allocation.unit_id = unit AND allocation.executor_id = sec.tenant()
              AND allocation.state = 'committed')), false) THEN
        RAISE EXCEPTION 'not a unit to which you deliver' USING ERRCODE = 'check_violation',
            CONSTRAINT = 'contact_is_for_who_delivers';
    END IF;
    INSERT INTO app.contact_request (contact_id, unit_id, organisation_id, person_id, purpose)
    SELECT contact.id, unit, sec.organisation(), sec.person(), unit_contact_request.purpose
    FROM app.unit_contact AS contact WHERE contact.unit_id = unit AND contact.ended_on IS NULL
    RETURNING id INTO made;
    RETURN made;
END $$;

ALTER FUNCTION app.unit_contact_request(unit bigint, purpose text) OWNER TO ksbb_engine;

CREATE FUNCTION app.unit_contact_requested(request bigint) RETURNS jsonb
    LANGUAGE sql STABLE SECURITY DEFINER
    SET search_path TO 'pg_catalog', 'public', 'pg_temp'
    AS $$
    SELECT jsonb_build_object('name', contact.name, 'role', contact.role, 'phone', contact.phone)
    FROM app.contact_request AS requested JOIN app.unit_contact AS contact ON contact.id = requested.contact_id
    WHERE requested.id = request AND requested.person_id = sec.person() AND contact.ended_on IS NULL
      AND requested.requested_at > clock_timestamp() - interval '1 day'
$$;

ALTER FUNCTION app.unit_contact_requested(request bigint) OWNER TO ksbb_engine;

CREATE FUNCTION app.unit_contact_set(unit bigint, name text, role text, phone text) RETURNS bigint
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'pg_catalog', 'public', 'pg_temp'
    AS $$
DECLARE
    area bigint;
    made bigint;
BEGIN
    SELECT own.area_id INTO area FROM pub.unit AS own WHERE own.id = unit FOR KEY SHARE;
    IF NOT coalesce((sec.is_pemprov() AND sec.may_act()) OR area = ANY (sec.areas()), false) THEN
        RAISE EXCEPTION 'not a unit whose contact you may write' USING ERRCODE = 'KS001';
    END IF;
    PERFORM pg_advisory_xact_lock(hashtext('ksbb contact ' || unit));
    UPDATE app.unit_contact AS old SET ended_on = app.today(), name = NULL, role = NULL, phone = NULL
    WHERE old.unit_id = unit AND old.ended_on IS NULL;
    INSERT INTO app.unit_contact (unit_id, area_id, name, role, phone, created_by)
    VALUES (unit, area, unit_contact_set.name, unit_contact_set.role, unit_contact_set.phone, sec.person())
    RETURNING id INTO made;
    RETURN made;
END $$;

ALTER FUNCTION app.unit_contact_set(unit bigint, name text, role text, phone text) OWNER TO ksbb_engine;

CREATE FUNCTION app.verification_assign(this bigint, verifier bigint) RETURNS void
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'pg_catalog', 'public', 'pg_temp'
    AS $$
DECLARE own app.verification;
BEGIN
    SELECT * INTO own FROM app.verification WHERE id = this FOR NO KEY UPDATE;
    IF own IS NULL OR own.state <> 'drawn' OR NOT coalesce(sec.is_pemprov() AND sec.may_act(), false) THEN
        RAISE EXCEPTION 'not a delivery that you may give to a verifier' USING ERRCODE = 'KS001';
    END IF;
    IF NOT app.verifier_may(verifier, own.stop_id) THEN
        RAISE EXCEPTION 'who verifies is no party' USING ERRCODE = 'check_violation',
            CONSTRAINT = 'verifier_is_no_party';
    END IF;
    UPDATE app.verification SET verifier_id = verifier WHERE id = this;
END $$;

ALTER FUNCTION app.verification_assign(this bigint, verifier bigint) OWNER TO ksbb_engine;

CREATE FUNCTION app.verifier_may(person bigint, stop bigint) RETURNS boolean
    LANGUAGE sql STABLE SECURITY DEFINER
    SET search_path TO 'pg_catalog', 'public', 'pg_temp'
    AS $$
    SELECT EXISTS (
               SELECT FROM app.membership JOIN app.organisation ON organisation.id = membership.organisation_id
               WHERE membership.person_id = verifier_may.person AND membership.role = 'VERIFIER'
                 AND organisation.kind = 'PEMPROV'
                 AND (membership.ends_on IS NULL OR membership.ends_on > app.today()))
       AND NOT EXISTS (
               SELECT FROM app.membership
               WHERE membership.person_id = verifier_may.person AND membership.organisation_id IN (
                   SELECT load.executor_id FROM app.load WHERE load.stop_id = verifier_may.stop
                   UNION ALL
                   SELECT load.donor_id FROM app.load WHERE load.stop_id = verifier_may.stop)
                 AND membership.role <> 'VERIFIER')
       AND NOT EXISTS (
               SELECT FROM app.handover WHERE handover.stop_id = verifier_may.stop
                 AND (handover.actor, handover.actor_id) = ('PERSON', verifier_may.person)
               UNION ALL
               SELECT FROM app.proof WHERE proof.stop_id = verifier_may.stop
                 AND (proof.actor, proof.actor_id) = ('PERSON', verifier_may.person))
$$;

ALTER FUNCTION app.verifier_may(person bigint, stop bigint) OWNER TO ksbb_engine;

CREATE FUNCTION app.warn_of_endings() RETURNS integer
    LANGUAGE plpgsql
    SET search_path TO 'pg_catalog', 'public', 'pg_temp'
    AS $$
DECLARE
    ending record;
    today date := app.today();
    count int := 0;
BEGIN
    FOR ending IN
        UPDATE app.agreement SET warned_days = due.days FROM (
            SELECT id, CASE WHEN ends_on - today <= 1 THEN 1 WHEN ends_on - today <= 7 THEN 7 ELSE 30 END AS days
            FROM app.agreement WHERE state = 'active' AND ends_on BETWEEN today AND today + 30
            ORDER BY id FOR NO KEY UPDATE SKIP LOCKED) AS due
        WHERE agreement.id = due.id AND coalesce(agreement.warned_days, 1000) > due.days
        RETURNING agreement.id, aggregator_id, ends_on - today AS days
    LOOP
        PERFORM app.record_event('AgreementEnding', 'warn_of_agreement', 'agreement', ending.id,
            ending.aggregator_id, jsonb_build_object('days', ending.days), jsonb_build_object('days', ending.days));
        count := count + 1;
    END LOOP;
    FOR ending IN
        UPDATE app.permit SET warned_days = due.days FROM (
            SELECT id, CASE WHEN ends_on - today <= 1 THEN 1 WHEN ends_on - today <= 7 THEN 7 ELSE 30 END AS days
            FROM app.permit WHERE state = 'active' AND ends_on BETWEEN today AND today + 30
            ORDER BY id FOR NO KEY UPDATE SKIP LOCKED) AS due
        WHERE permit.id = due.id AND coalesce(permit.warned_days, 1000) > due.days
        RETURNING permit.id, aggregator_id, ends_on - today AS days
    LOOP
        PERFORM app.record_event('PermitEnding', 'warn_of_permit', 'permit', ending.id,
            ending.aggregator_id, jsonb_build_object('days', ending.days), jsonb_build_object('days', ending.days));
        count := count + 1;
    END LOOP;
    RETURN count;
END $$;

ALTER FUNCTION app.warn_of_endings() OWNER TO ksbb_owner;

CREATE FUNCTION app.withdrawal_answer(this bigint, answer text, why text) RETURNS integer
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'pg_catalog', 'public', 'pg_temp'
    AS $$
DECLARE
    request app.withdrawal;
    whole bigint[];
    parts bigint[];
    rest int[];
    freed int;
BEGIN
    SELECT * INTO request FROM app.withdrawal WHERE id = this;
    PERFORM app.pledge_lock(request.pledge_id);
    SELECT * INTO request FROM app.withdrawal WHERE id = this FOR NO KEY UPDATE;
    IF request IS NULL OR request.state <> 'requested' OR NOT coalesce(sec.may_act(), false)
       OR NOT coalesce(CASE WHEN answer = 'taken_back' THEN request.donor_id = sec.tenant()
                            WHEN sec.is_pemprov() THEN true
                            ELSE request.executor_id = sec.tenant() AND request.executor_id <> request.donor_id
                                 AND app.today() <= request.due_on END, false) THEN
        RAISE EXCEPTION 'not a request that you may answer' USING ERRCODE = 'KS001';
    END IF;
    IF answer <> 'agreed' THEN
        UPDATE app.withdrawal SET state = answer, reason = why, answered_on = app.today() WHERE id = this;
        RETURN 0;
    END IF;
    SELECT array_agg(id ORDER BY id) FILTER (WHERE loaded = 0),
           array_agg(id ORDER BY id) FILTER (WHERE loaded > 0 AND quantity - released > loaded),
           array_agg(quantity - released - loaded ORDER BY id)
               FILTER (WHERE loaded > 0 AND quantity - released > loaded),
           coalesce(sum(quantity - released - loaded), 0)
    INTO whole, parts, rest, freed
    FROM app.allocation WHERE pledge_id = request.pledge_id AND state IN ('held', 'committed');
    UPDATE app.withdrawal SET state = answer, reason = why, answered_on = app.today(), packages = freed
    WHERE id = this;
    IF parts IS NOT NULL THEN
        PERFORM app.allocations_shrink(parts, rest, 'WITHDRAWN', 'withdraw', why);
    END IF;
    IF NOT EXISTS (SELECT FROM app.allocation WHERE pledge_id = request.pledge_id AND loaded > 0) THEN
        UPDATE app.pledge SET state = 'withdrawn', reason = why WHERE id = request.pledge_id;
    END IF;
    IF whole IS NOT NULL THEN
        PERFORM app.allocations_release(whole, 'withdraw', why);
    END IF;
    RETURN freed;
END $$;

ALTER FUNCTION app.withdrawal_answer(this bigint, answer text, why text) OWNER TO ksbb_engine;

CREATE FUNCTION app.withdrawal_needs_consent(pledge bigint) RETURNS boolean
    LANGUAGE sql STABLE SECURITY DEFINER
    SET search_path TO 'pg_catalog', 'public', 'pg_temp'
    AS $$
    SELECT EXISTS (
        SELECT FROM app.allocation
        WHERE allocation.pledge_id = withdrawal_needs_consent.pledge
          AND allocation.state IN ('held', 'committed', 'fulfilled')
          AND (allocation.loaded > 0 OR EXISTS (
              SELECT FROM app.step
              WHERE step.thing = 'allocation' AND step.thing_id = allocation.id
                AND step.from_state = '' AND step.party = 'EXECUTOR')))
$$;

ALTER FUNCTION app.withdrawal_needs_consent(pledge bigint) OWNER TO ksbb_engine;

CREATE FUNCTION app.withdrawal_request(pledge bigint, why text) RETURNS bigint
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'pg_catalog', 'public', 'pg_temp'
    AS $$
DECLARE
    request app.pledge;
    made bigint;
BEGIN
    PERFORM app.pledge_lock(pledge);
    SELECT * INTO request FROM app.pledge WHERE id = withdrawal_request.pledge;
    IF NOT coalesce(request.donor_id = sec.tenant() AND sec.may_act(), false)
       OR request.state NOT IN ('accepted', 'committed') OR NOT app.withdrawal_needs_consent(pledge)
       OR EXISTS (SELECT FROM app.withdrawal
                  WHERE withdrawal.pledge_id = withdrawal_request.pledge
                    AND withdrawal.state IN ('requested', 'agreed')) THEN
        RAISE EXCEPTION 'not a pledge whose withdrawal you may ask for' USING ERRCODE = 'KS001';
    END IF;
    INSERT INTO app.withdrawal (pledge_id, donor_id, executor_id, phase_id, state, reason, due_on, created_by)
    VALUES (request.id, request.donor_id, request.executor_id, request.phase_id, 'requested', why, app.today() + 3,
            sec.person())
    RETURNING id INTO made;
    RETURN made;
END $$;

ALTER FUNCTION app.withdrawal_request(pledge bigint, why text) OWNER TO ksbb_engine;

CREATE FUNCTION app.working_day_after(day date, days integer) RETURNS date
    LANGUAGE sql IMMUTABLE PARALLEL SAFE
    SET search_path TO 'pg_catalog', 'pg_temp'
    AS $$
    SELECT later::date FROM generate_series(day + 1, day + 2 * days + 2, '1 day') AS later
    WHERE extract(isodow FROM later) < 6 ORDER BY later OFFSET days - 1 LIMIT 1
$$;

ALTER FUNCTION app.working_day_after(day date, days integer) OWNER TO ksbb_owner;

CREATE FUNCTION ledger.apply_ladder_changes(at_most integer DEFAULT 20000) RETURNS integer
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'pg_catalog', 'public', 'pg_temp'
    AS $$
DECLARE applied int;
BEGIN
    -- One at a time: two would upsert the same cells in different orders.
    PERFORM pg_advisory_xact_lock(hashtext('ksbb ladder'));
    WITH waiting AS (
        DELETE FROM pub.ladder_change
        WHERE id IN (SELECT id FROM pub.ladder_change ORDER BY id LIMIT at_most)
        RETURNING *
    ), change AS (
        SELECT level.area_id, waiting.unit_kind, waiting.giver_id, waiting.executor_id, waiting.day,
               waiting.phase_id, waiting.package_id, waiting.rung, sum(waiting.quantity) AS quantity
        FROM waiting JOIN pub.area ON area.id = waiting.area_id
        CROSS JOIN LATERAL (VALUES (area.id), (area.kecamatan_id), (area.kota_id), (area.provinsi_id))
            AS level (area_id)
        WHERE level.area_id IS NOT NULL
        GROUP BY 1, 2, 3, 4, 5, 6, 7, 8
    ), upserted AS (
        INSERT INTO pub.ladder AS base (area_id, unit_kind, giver_id, executor_id, day, phase_id,
                                        package_id, rung, quantity)
        SELECT * FROM change
        ON CONFLICT (area_id, rung, package_id, phase_id, day, giver_id, executor_id, unit_kind)
        DO UPDATE SET quantity = base.quantity + excluded.quantity
    )
    SELECT count(*) INTO applied FROM waiting;
    RETURN applied;
END $$;

ALTER FUNCTION ledger.apply_ladder_changes(at_most integer) OWNER TO ksbb_engine;

CREATE FUNCTION ledger.balance() RETURNS trigger
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'pg_catalog', 'public', 'pg_temp'
    AS $$
BEGIN
    IF EXISTS (SELECT FROM inserted JOIN ledger.journal ON journal.id = inserted.journal_id
               WHERE journal.xid <> pg_current_xact_id()) THEN
        RAISE EXCEPTION 'a transfer joins only a journal of its own transaction'
            USING ERRCODE = 'integrity_constraint_violation';
    END IF;
    PERFORM FROM ledger.account
    WHERE account.id IN (SELECT from_account FROM inserted UNION SELECT to_account FROM inserted)
      AND account.kind NOT IN ('promise', 'withdrawn', 'outside', 'supplier')
    ORDER BY account.id FOR NO KEY UPDATE;
    UPDATE ledger.account SET balance = account.balance + moved.quantity
    FROM (SELECT account_id, sum(quantity) AS quantity
          FROM (SELECT from_account AS account_id, -quantity AS quantity FROM inserted
                UNION ALL SELECT to_account, quantity FROM inserted) AS posting
          GROUP BY account_id) AS moved
    WHERE account.id = moved.account_id
      AND account.kind NOT IN ('promise', 'withdrawn', 'outside', 'supplier');
    RETURN NULL;
END $$;

ALTER FUNCTION ledger.balance() OWNER TO ksbb_engine;

CREATE FUNCTION ledger.post_money(keeper bigint, counterparty bigint, action text, thing text, thing_id bigint, from_kind text, to_kind text, contribution bigint, amount bigint, effective date, reason text) RETURNS bigint
    LANGUAGE plpgsql
    SET search_path TO 'pg_catalog', 'public', 'pg_temp'
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

ALTER FUNCTION ledger.post_money(keeper bigint, counterparty bigint, action text, thing text, thing_id bigint, from_kind text, to_kind text, contribution bigint, amount bigint, effective date, reason text) OWNER TO ksbb_owner;

CREATE FUNCTION ledger.post_packages(book text, giver bigint, executor bigint, action text, thing text, thing_id bigint, from_kind text, to_kind text, subjects bigint[], commodities text[], quantities bigint[], author bigint, effective date, reason text) RETURNS bigint
    LANGUAGE plpgsql
    SET search_path TO 'pg_catalog', 'public', 'pg_temp'
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

ALTER FUNCTION ledger.post_packages(book text, giver bigint, executor bigint, action text, thing text, thing_id bigint, from_kind text, to_kind text, subjects bigint[], commodities text[], quantities bigint[], author bigint, effective date, reason text) OWNER TO ksbb_owner;

CREATE FUNCTION ledger.reversal_mirrors() RETURNS trigger
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'pg_catalog', 'public', 'pg_temp'
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

CREATE FUNCTION ledger.reverse(this bigint, author bigint, why text) RETURNS bigint
    LANGUAGE plpgsql
    SET search_path TO 'pg_catalog', 'public', 'pg_temp'
    AS $$
DECLARE
    original ledger.journal;
    mirror bigint;
BEGIN
    SELECT * INTO STRICT original FROM ledger.journal WHERE id = this;
    INSERT INTO ledger.journal (tenant_id, counterparty_id, action, thing, thing_id, effective, reverses, reason)
    VALUES (author, CASE WHEN author = original.tenant_id THEN original.counterparty_id ELSE original.tenant_id END,
            original.action, original.thing, original.thing_id, original.effective, this, why)
    RETURNING id INTO mirror;
    INSERT INTO ledger.transfer (journal_id, book, commodity, quantity,
        from_account, from_tenant, from_counterparty, to_account, to_tenant, to_counterparty)
    SELECT mirror, book, commodity, quantity, to_account, to_tenant, to_counterparty,
           from_account, from_tenant, from_counterparty
    FROM ledger.transfer WHERE journal_id = this;
    RETURN mirror;
END $$;

ALTER FUNCTION ledger.reverse(this bigint, author bigint, why text) OWNER TO ksbb_owner;

CREATE FUNCTION ledger.roll_up() RETURNS trigger
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'pg_catalog', 'public', 'pg_temp'
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

ALTER FUNCTION ledger.roll_up() OWNER TO ksbb_engine;

CREATE FUNCTION ledger.rung_height(kind text) RETURNS integer
    LANGUAGE sql IMMUTABLE PARALLEL SAFE
    AS $$ SELECT coalesce(array_position('{pledged,committed,dispatched,received,verified}', kind), 0) $$;

ALTER FUNCTION ledger.rung_height(kind text) OWNER TO ksbb_owner;

CREATE FUNCTION pub.area_renamed() RETURNS trigger
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'pg_catalog', 'public', 'pg_temp'
    AS $$
BEGIN
    UPDATE pub.unit SET area_id = unit.area_id
    FROM pub.area
    WHERE unit.area_id = area.id AND NEW.id IN (area.id, area.kecamatan_id, area.kota_id);
    RETURN NULL;
END $$;

ALTER FUNCTION pub.area_renamed() OWNER TO ksbb_engine;

CREATE FUNCTION pub.map_changed() RETURNS trigger
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'pg_catalog', 'public', 'pg_temp'
    AS $$
BEGIN
    UPDATE pub.map_version SET version = version + 1;
    RETURN NULL;
END $$;

ALTER FUNCTION pub.map_changed() OWNER TO ksbb_engine;

CREATE FUNCTION pub.outlines_draw() RETURNS void
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'pg_catalog', 'public', 'pg_temp'
    AS $$
BEGIN
    DELETE FROM pub.outline;
    -- A unit of the picture is 32 m; tiles of zoom 11, 13 and 14 have pixels of 38, 10 and 5 m.
    PERFORM pub.outlines_draw_layer('area', 32, '{0}', '{180}');
    PERFORM pub.outlines_draw_layer('area', 1, '{1,2,3}', '{40,12,2}');
    PERFORM pub.outlines_draw_layer('unit', 1, '{2,3}', '{12,2}');
END $$;

ALTER FUNCTION pub.outlines_draw() OWNER TO ksbb_engine;

CREATE FUNCTION pub.outlines_draw_layer(layer text, grid double precision, details integer[], tolerances double precision[]) RETURNS void
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'pg_catalog', 'public', 'pg_temp'
    AS $$
DECLARE
    of_area boolean := layer = 'area';
BEGIN
    WITH source AS MATERIALIZED (
        SELECT area.id, area.boundary FROM pub.area
        WHERE of_area AND area.level = 'KELURAHAN' AND area.boundary IS NOT NULL
        UNION ALL
        SELECT unit_boundary.unit_id, unit_boundary.boundary FROM pub.unit_boundary WHERE NOT of_area
    ),
    arc AS MATERIALIZED (
        SELECT (ST_Dump(ST_LineMerge(ST_UnaryUnion(ST_Collect(ST_Boundary(
                   ST_CollectionExtract(ST_MakeValid(
                       ST_SnapToGrid(ST_Transform(source.boundary, 3857), grid)), 3)) ORDER BY source.id),
               grid)))).geom AS line
        FROM source
    ),
    wanted AS (SELECT * FROM unnest(details, tolerances) AS each (detail, tolerance)),
    simplified AS (
        SELECT wanted.detail,
               ST_UnaryUnion(ST_Collect(ST_SimplifyVW(line, tolerance * tolerance)), grid) AS lines
        FROM arc CROSS JOIN wanted GROUP BY wanted.detail
    ),
    face AS MATERIALIZED (
        SELECT cut.detail, (ST_Dump(cut.faces)).geom AS shape
        FROM (SELECT simplified.detail, ST_Polygonize(simplified.lines) AS faces
              FROM simplified GROUP BY simplified.detail) AS cut
    ),
    owned AS (
        SELECT face.detail, face.shape, CASE WHEN of_area THEN (
                   SELECT area.id FROM pub.area
                   WHERE area.level = 'KELURAHAN' AND ST_Covers(area.boundary, point.inside)
                   ORDER BY area.id LIMIT 1
               ) ELSE (
                   SELECT unit_boundary.unit_id FROM pub.unit_boundary
                   WHERE ST_Covers(unit_boundary.boundary, point.inside)
                   ORDER BY unit_boundary.unit_id LIMIT 1
               ) END AS owner
        FROM face CROSS JOIN LATERAL (
            SELECT ST_Transform(ST_PointOnSurface(face.shape), 4326) AS inside) AS point
    ),
    drawn AS (
        SELECT owned.owner, owned.detail, ST_Multi(ST_Union(owned.shape)) AS shape
        FROM owned WHERE owned.owner IS NOT NULL GROUP BY owned.owner, owned.detail
    )
    INSERT INTO pub.outline (area_id, unit_id, detail, shape)
    SELECT CASE WHEN of_area THEN source.id END, CASE WHEN NOT of_area THEN source.id END,
           wanted.detail,
           coalesce(drawn.shape, ST_Multi(ST_CollectionExtract(ST_MakeValid(
               ST_SnapToGrid(ST_Transform(source.boundary, 3857), 1)), 3)))
    FROM source CROSS JOIN wanted
    LEFT JOIN drawn ON drawn.owner = source.id AND drawn.detail = wanted.detail
    ORDER BY source.id, wanted.detail;
END $$;

ALTER FUNCTION pub.outlines_draw_layer(layer text, grid double precision, details integer[], tolerances double precision[]) OWNER TO ksbb_engine;

CREATE FUNCTION pub.sample_draws(seal bytea, stop bigint, chance integer) RETURNS boolean
    LANGUAGE sql IMMUTABLE PARALLEL SAFE
    AS $$
    SELECT ('x' || left(encode(sha256(convert_to(encode(seal, 'hex') || ':' || stop, 'UTF8')), 'hex'), 8))
               ::bit(32)::bigint
           < chance::bigint * 4294967296 / 1000000
$$;

ALTER FUNCTION pub.sample_draws(seal bytea, stop bigint, chance integer) OWNER TO ksbb_owner;

CREATE FUNCTION pub.sample_list_hash(this bigint) RETURNS bytea
    LANGUAGE sql STABLE
    SET search_path TO 'pg_catalog', 'public', 'pg_temp'
    AS $$
    SELECT sha256(convert_to(coalesce(string_agg(stop_id || ';' || chance || E'\n', '' ORDER BY stop_id), ''),
                             'UTF8'))
    FROM pub.sample_entry WHERE sample_id = this
$$;

ALTER FUNCTION pub.sample_list_hash(this bigint) OWNER TO ksbb_owner;

CREATE FUNCTION pub.search_depth(searched text, phrase text) RETURNS integer
    LANGUAGE sql IMMUTABLE PARALLEL SAFE
    AS $$ SELECT coalesce(nullif(strpos(searched, phrase), 0), 10000) $$;

ALTER FUNCTION pub.search_depth(searched text, phrase text) OWNER TO ksbb_owner;

CREATE FUNCTION pub.search_longest(typed text) RETURNS text
    LANGUAGE sql IMMUTABLE PARALLEL SAFE
    AS $$
    SELECT coalesce((SELECT word FROM unnest(pub.search_words(typed)) AS word
                     ORDER BY length(word) DESC, word LIMIT 1), '%')
$$;

ALTER FUNCTION pub.search_longest(typed text) OWNER TO ksbb_owner;

CREATE FUNCTION pub.search_phrase(typed text) RETURNS text
    LANGUAGE sql IMMUTABLE PARALLEL SAFE
    AS $$
    SELECT btrim(regexp_replace(regexp_replace(
        lower(left(typed, 200)), '\mrw[\s.-]*0*\d{1,3}\M', ' ', 'g'), '[\s,;]+', ' ', 'g'))
$$;

ALTER FUNCTION pub.search_phrase(typed text) OWNER TO ksbb_owner;

CREATE FUNCTION pub.search_words(typed text) RETURNS text[]
    LANGUAGE sql IMMUTABLE PARALLEL SAFE
    AS $$
    SELECT coalesce(array_agg(pattern), '{}') FROM (
        SELECT '%rw ' || found[1]::int || ' %' AS pattern
        FROM regexp_matches(lower(left(typed, 200)), '\mrw[\s.-]*0*(\d{1,3})\M', 'g') AS found
        UNION ALL
        SELECT '%' || regexp_replace(word, '([\\%_])', '\\\1', 'g') || '%'
        FROM regexp_split_to_table(
            regexp_replace(lower(left(typed, 200)), '\mrw[\s.-]*0*\d{1,3}\M', ' ', 'g'),
            '[\s,;]+') AS word
        WHERE word <> ''
        LIMIT 8) words
$$;

ALTER FUNCTION pub.search_words(typed text) OWNER TO ksbb_owner;

CREATE FUNCTION pub.snapshot_latest() RETURNS trigger
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'pg_catalog', 'public', 'pg_temp'
    AS $$
BEGIN
    UPDATE pub.unit
    SET families = latest.families, people = latest.people, snapshot_id = latest.id,
        is_example = latest.is_example
    FROM (SELECT DISTINCT ON (unit_id) * FROM pub.snapshot
          WHERE unit_id IN (SELECT unit_id FROM inserted)
          ORDER BY unit_id, day DESC, id DESC) AS latest
    WHERE unit.id = latest.unit_id;
    RETURN NULL;
END $$;

ALTER FUNCTION pub.snapshot_latest() OWNER TO ksbb_engine;

CREATE FUNCTION pub.unit_search() RETURNS trigger
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'pg_catalog', 'public', 'pg_temp'
    AS $$
BEGIN
    SELECT lower(concat_ws(' ', NEW.name,
                           CASE WHEN NEW.kind = 'RW' THEN 'rw ' || NEW.rw_number END,
                           kelurahan.name, kecamatan.name, kota.name, NEW.address, NEW.code))
    INTO NEW.search
    FROM pub.area AS kelurahan
    LEFT JOIN pub.area AS kecamatan ON kecamatan.id = kelurahan.kecamatan_id
    LEFT JOIN pub.area AS kota ON kota.id = kelurahan.kota_id
    WHERE kelurahan.id = NEW.area_id AND kelurahan.level = 'KELURAHAN';
    IF NOT FOUND THEN
        RAISE EXCEPTION 'unit % does not stand in a kelurahan', NEW.code
            USING ERRCODE = 'foreign_key_violation';
    END IF;
    RETURN NEW;
END $$;

ALTER FUNCTION pub.unit_search() OWNER TO ksbb_engine;

CREATE FUNCTION sec.acting_role(role text, state text) RETURNS text
    LANGUAGE sql IMMUTABLE PARALLEL SAFE
    AS $$ SELECT CASE WHEN state IN ('suspended', 'rejected') AND role IN ('OWNER', 'OPERATOR') THEN 'VIEWER' ELSE role END $$;

ALTER FUNCTION sec.acting_role(role text, state text) OWNER TO ksbb_owner;

CREATE FUNCTION sec.actor() RETURNS text
    LANGUAGE sql STABLE PARALLEL SAFE
    AS $$ SELECT (sec.claims())[6] $$;

ALTER FUNCTION sec.actor() OWNER TO ksbb_owner;

CREATE FUNCTION sec.actor_id() RETURNS bigint
    LANGUAGE sql STABLE PARALLEL SAFE
    AS $$ SELECT (sec.claims())[2]::bigint $$;

ALTER FUNCTION sec.actor_id() OWNER TO ksbb_owner;

CREATE FUNCTION sec.areas() RETURNS bigint[]
    LANGUAGE sql STABLE SECURITY DEFINER
    SET search_path TO 'pg_catalog', 'public', 'pg_temp'
    AS $$
    SELECT CASE WHEN sec.role() = 'KELURAHAN'
                THEN ARRAY(SELECT area_id FROM app.officer_area
                           WHERE person_id = sec.person() AND ended_on IS NULL) END
$$;

ALTER FUNCTION sec.areas() OWNER TO ksbb_engine;

CREATE FUNCTION sec.attempts(what text, subject text) RETURNS integer
    LANGUAGE plpgsql STABLE SECURITY DEFINER
    SET search_path TO 'pg_catalog', 'public', 'pg_temp'
    AS $$
DECLARE
    digest bytea := hmac(convert_to(what || ' ' || subject, 'UTF8'),
                         (SELECT value FROM sec.key), 'sha256');
BEGIN
    RETURN coalesce((SELECT attempt.count FROM sec.attempt
                     WHERE attempt.kind = what
                       AND attempt.bucket = get_byte(digest, 0) * 256 + get_byte(digest, 1)
                       AND attempt.since > clock_timestamp() - interval '1 hour'), 0);
END $$;

ALTER FUNCTION sec.attempts(what text, subject text) OWNER TO ksbb_engine;

CREATE FUNCTION sec.claims() RETURNS text[]
    LANGUAGE plpgsql STABLE SECURITY DEFINER PARALLEL SAFE
    SET search_path TO 'pg_catalog', 'public', 'pg_temp'
    AS $$
DECLARE
    ctx text := current_setting('app.ctx', true);
    body text;
    parts text[];
BEGIN
    -- After a transaction that had set it, the setting is '' and not NULL.
    IF ctx IS NULL OR ctx = '' THEN
        RETURN NULL;
    END IF;
    body := left(ctx, -64);
    IF hmac(convert_to(body, 'UTF8'), (SELECT value FROM sec.key), 'sha256')
       IS DISTINCT FROM decode(right(ctx, 64), 'hex') THEN
        RAISE EXCEPTION 'context is forged' USING ERRCODE = 'insufficient_privilege';
    END IF;
    parts := string_to_array(body, '|');
    IF parts[5]::bigint < extract(epoch FROM clock_timestamp()) THEN
        RAISE EXCEPTION 'context has expired' USING ERRCODE = 'insufficient_privilege';
    END IF;
    RETURN parts;
END $$;

ALTER FUNCTION sec.claims() OWNER TO ksbb_engine;

CREATE FUNCTION sec.count_attempt(what text, subject text, at_most integer) RETURNS boolean
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'pg_catalog', 'public', 'pg_temp'
    AS $$
DECLARE
    digest bytea := hmac(convert_to(what || ' ' || subject, 'UTF8'),
                         (SELECT value FROM sec.key), 'sha256');
    moment timestamptz := clock_timestamp();
    counted int;
BEGIN
    INSERT INTO sec.attempt (kind, bucket, since, count)
    VALUES (what, get_byte(digest, 0) * 256 + get_byte(digest, 1), moment, 1)
    ON CONFLICT (kind, bucket) DO UPDATE
    SET since = CASE WHEN attempt.since <= moment - interval '1 hour' THEN moment ELSE attempt.since END,
        count = CASE WHEN attempt.since <= moment - interval '1 hour' THEN 1
                     ELSE least(attempt.count + 1, 1000000) END
    RETURNING attempt.count INTO counted;
    RETURN counted <= at_most;
END $$;

ALTER FUNCTION sec.count_attempt(what text, subject text, at_most integer) OWNER TO ksbb_engine;

CREATE FUNCTION sec.courier() RETURNS bigint
    LANGUAGE sql STABLE PARALLEL SAFE
    AS $$
    SELECT CASE WHEN claims[6] = 'PERSON' AND claims[4] = 'FIELD' THEN claims[2]::bigint END FROM (SELECT sec.claims()) AS context (claims)
$$;

ALTER FUNCTION sec.courier() OWNER TO ksbb_owner;

CREATE FUNCTION sec.courier_stops() RETURNS bigint[]
    LANGUAGE sql STABLE SECURITY DEFINER
    SET search_path TO 'pg_catalog', 'public', 'pg_temp'
    AS $$
    SELECT CASE WHEN coalesce(sec.courier(), sec.shift()) IS NOT NULL
                THEN ARRAY(SELECT id FROM app.stop WHERE courier_id = sec.courier()
                           UNION ALL SELECT id FROM app.stop WHERE shift_id = sec.shift()) END
$$;

ALTER FUNCTION sec.courier_stops() OWNER TO ksbb_engine;

CREATE FUNCTION sec.delete_expired() RETURNS void
    LANGUAGE sql SECURITY DEFINER
    SET search_path TO 'pg_catalog', 'public', 'pg_temp'
    AS $$
    DELETE FROM sec.session WHERE last_seen < clock_timestamp() - interval '30 days';
    DELETE FROM sec.mail_link WHERE expires_at < clock_timestamp() - interval '1 day';
    DELETE FROM sec.attempt WHERE since <= clock_timestamp() - interval '1 hour';
$$;

ALTER FUNCTION sec.delete_expired() OWNER TO ksbb_engine;

CREATE FUNCTION sec.demo_people() RETURNS TABLE(id bigint, name text, email text, organisation_id bigint, organisation text, kind text, state text, is_example boolean, role text)
    LANGUAGE sql SECURITY DEFINER
    SET search_path TO 'pg_catalog', 'public', 'pg_temp'
    AS $$
    SELECT person.id, person.name, person.email, organisation.id, organisation.name,
           organisation.kind, organisation.state, organisation.is_example, membership.role
    FROM pub.clock
    JOIN app.demo_person ON clock.demo
    JOIN app.person ON person.id = demo_person.person_id
    LEFT JOIN app.membership ON membership.person_id = person.id
        AND (membership.ends_on IS NULL OR membership.ends_on >= app.today())
    LEFT JOIN app.organisation ON organisation.id = membership.organisation_id
    ORDER BY array_position('{PEMPROV,AGGREGATOR,DONOR}'::text[], organisation.kind),
        organisation.id, membership.id, person.id
$$;

ALTER FUNCTION sec.demo_people() OWNER TO ksbb_engine;

CREATE FUNCTION sec.demo_sign_in(person bigint, token bytea, agent text) RETURNS boolean
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'pg_catalog', 'public', 'pg_temp'
    AS $$
BEGIN
    IF NOT EXISTS (SELECT FROM pub.clock JOIN app.demo_person ON clock.demo
                   WHERE demo_person.person_id = person) THEN
        RETURN false;
    END IF;
    PERFORM sec.session_open(person, token, agent);
    RETURN true;
END $$;

ALTER FUNCTION sec.demo_sign_in(person bigint, token bytea, agent text) OWNER TO ksbb_engine;

CREATE FUNCTION sec.device_viewer(token_hash bytea) RETURNS TABLE(actor text, actor_id bigint, organisation_id bigint, kind text, locale text, organisation text, label text, ends_at timestamp with time zone, is_over boolean)
    LANGUAGE sql STABLE SECURITY DEFINER
    SET search_path TO 'pg_catalog', 'public', 'pg_temp'
    AS $$
    SELECT 'SHIFT', s.id, o.id, o.kind, 'id', o.name, s.label, least(s.revoked_at, s.ends_at),
           NOT app.shift_is_on(s.id)
    FROM app.device d
    JOIN app.shift s ON s.id = d.shift_id
    JOIN app.organisation o ON o.id = s.executor_id
    WHERE d.token_hash = device_viewer.token_hash
      AND least(s.revoked_at, s.ends_at) > clock_timestamp() - interval '14 days'
    UNION ALL
    SELECT 'PERSON', p.id, o.id, o.kind, p.locale, o.name, coalesce(nullif(p.name, ''), p.email), d.ends_at,
           false
    FROM app.device d
    JOIN app.person p ON p.id = d.person_id
    JOIN app.organisation o ON o.id = d.executor_id
    JOIN app.membership m ON m.person_id = p.id AND m.organisation_id = o.id AND m.role = 'FIELD'
        AND (m.ends_on IS NULL OR m.ends_on >= app.today())
    WHERE d.token_hash = device_viewer.token_hash AND d.ends_at > clock_timestamp()
$$;

ALTER FUNCTION sec.device_viewer(token_hash bytea) OWNER TO ksbb_engine;

CREATE FUNCTION sec.file_link(file uuid, media text) RETURNS text
    LANGUAGE sql STABLE SECURITY DEFINER
    SET search_path TO 'pg_catalog', 'public', 'pg_temp'
    AS $$
    SELECT '/files/' || name || '?until=' || until || '&signature='
           || encode(hmac(convert_to(name || ' ' || until, 'UTF8'),
                          hmac('files'::bytea, (SELECT value FROM sec.key), 'sha256'), 'sha256'), 'hex')
    FROM (SELECT file || CASE media WHEN 'image/jpeg' THEN '.jpg' ELSE '.pdf' END AS name,
                 (floor(extract(epoch FROM clock_timestamp()) / 300)::bigint + 2) * 300 AS until) AS link
$$;

ALTER FUNCTION sec.file_link(file uuid, media text) OWNER TO ksbb_engine;

CREATE FUNCTION sec.invitation_details(invitation bytea) RETURNS TABLE(email text, role text, organisation text, known boolean)
    LANGUAGE sql SECURITY DEFINER
    SET search_path TO 'pg_catalog', 'public', 'pg_temp'
    AS $$
    SELECT open_invitation.email, open_invitation.role, organisation.name,
           EXISTS (SELECT FROM app.person WHERE person.email = open_invitation.email)
    FROM app.open_invitation(invitation)
    JOIN app.organisation ON organisation.id = open_invitation.organisation_id
$$;

ALTER FUNCTION sec.invitation_details(invitation bytea) OWNER TO ksbb_engine;

CREATE FUNCTION sec.invitation_sign_in(invitation bytea, token bytea, agent text) RETURNS bigint
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'pg_catalog', 'public', 'pg_temp'
    AS $$
DECLARE
    person bigint;
BEGIN
    INSERT INTO app.person (email)
    SELECT open_invitation.email FROM app.open_invitation(invitation)
    ON CONFLICT (email) DO NOTHING
    RETURNING id INTO person;
    IF NOT FOUND THEN
        RETURN NULL;
    END IF;
    PERFORM sec.session_open(person, token, agent);
    RETURN person;
END $$;

ALTER FUNCTION sec.invitation_sign_in(invitation bytea, token bytea, agent text) OWNER TO ksbb_engine;

CREATE FUNCTION sec.is_pemprov() RETURNS boolean
    LANGUAGE sql STABLE PARALLEL SAFE
    AS $$
    SELECT claims[3] = 'PEMPROV' AND claims[4] IN ('OWNER', 'OPERATOR', 'VIEWER')
    FROM (SELECT sec.claims()) AS context (claims)
$$;

ALTER FUNCTION sec.is_pemprov() OWNER TO ksbb_owner;

CREATE FUNCTION sec.link_email(link bytea) RETURNS text
    LANGUAGE sql SECURITY DEFINER
    SET search_path TO 'pg_catalog', 'public', 'pg_temp'
    AS $$
    SELECT mail_link.email FROM sec.mail_link
    WHERE mail_link.hash = link AND mail_link.used_at IS NULL
      AND mail_link.expires_at > clock_timestamp()
$$;

ALTER FUNCTION sec.link_email(link bytea) OWNER TO ksbb_engine;

CREATE FUNCTION sec.link_request(address text, source text, invitation text DEFAULT NULL::text) RETURNS text
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'pg_catalog', 'public', 'pg_temp'
    AS $$
DECLARE
    token text := sec.new_token();
    until timestamptz;
BEGIN
    IF NOT sec.count_attempt('LINK_SOURCE', source, 100) THEN
        RETURN 'SOURCE_LIMITED';
    END IF;
    IF NOT sec.count_attempt('LINK_ADDRESS', address, 5) THEN
        RETURN 'ADDRESS_LIMITED';
    END IF;
    INSERT INTO sec.mail_link (hash, email)
    VALUES (sha256(convert_to(token, 'UTF8')), address) RETURNING expires_at INTO until;
    INSERT INTO app.mail (recipient, template, facts, expires_at)
    VALUES (address, 'SIGN_IN',
            jsonb_strip_nulls(jsonb_build_object('token', token, 'invitation', invitation)), until);
    RETURN 'SENT';
END $$;

ALTER FUNCTION sec.link_request(address text, source text, invitation text) OWNER TO ksbb_engine;

CREATE FUNCTION sec.link_sign_in(link bytea, token bytea, agent text) RETURNS bigint
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'pg_catalog', 'public', 'pg_temp'
    AS $$
DECLARE
    address text;
    person bigint;
BEGIN
    UPDATE sec.mail_link SET used_at = clock_timestamp()
    WHERE mail_link.hash = link AND mail_link.used_at IS NULL
      AND mail_link.expires_at > clock_timestamp()
    RETURNING mail_link.email INTO address;
    IF NOT FOUND THEN
        RETURN NULL;
    END IF;
    person := sec.person_for_email(address);
    PERFORM sec.session_open(person, token, agent);
    RETURN person;
END $$;

ALTER FUNCTION sec.link_sign_in(link bytea, token bytea, agent text) OWNER TO ksbb_engine;

CREATE FUNCTION sec.may_act() RETURNS boolean
    LANGUAGE sql STABLE PARALLEL SAFE
    AS $$ SELECT (sec.claims())[4] IN ('OWNER', 'OPERATOR') $$;

ALTER FUNCTION sec.may_act() OWNER TO ksbb_owner;

CREATE FUNCTION sec.new_token() RETURNS text
    LANGUAGE sql
    SET search_path TO 'pg_catalog', 'public', 'pg_temp'
    AS $$ SELECT translate(rtrim(encode(gen_random_bytes(32), 'base64'), '='), '+/', '-_') $$;

ALTER FUNCTION sec.new_token() OWNER TO ksbb_owner;

CREATE FUNCTION sec.organisation() RETURNS bigint
    LANGUAGE sql STABLE PARALLEL SAFE
    AS $$ SELECT (sec.claims())[1]::bigint $$;

ALTER FUNCTION sec.organisation() OWNER TO ksbb_owner;

CREATE FUNCTION sec.organisation_kind() RETURNS text
    LANGUAGE sql STABLE PARALLEL SAFE
    AS $$ SELECT (sec.claims())[3] $$;

ALTER FUNCTION sec.organisation_kind() OWNER TO ksbb_owner;

CREATE FUNCTION sec.own_sessions() RETURNS TABLE(id bigint, created_at timestamp with time zone, last_seen timestamp with time zone, user_agent text, organisation text)
    LANGUAGE sql SECURITY DEFINER
    SET search_path TO 'pg_catalog', 'public', 'pg_temp'
    AS $$
    SELECT session.id, session.created_at, session.last_seen, session.user_agent, organisation.name
    FROM sec.session LEFT JOIN app.organisation ON organisation.id = session.organisation_id
    WHERE session.person_id = sec.person() AND session.revoked_at IS NULL
      AND session.last_seen > clock_timestamp() - interval '30 minutes'
      AND session.created_at > clock_timestamp() - CASE WHEN organisation.kind = 'PEMPROV' THEN interval '8 hours'
                                                  ELSE interval '12 hours' END
    ORDER BY session.id DESC
$$;

ALTER FUNCTION sec.own_sessions() OWNER TO ksbb_engine;

CREATE FUNCTION sec.person() RETURNS bigint
    LANGUAGE sql STABLE PARALLEL SAFE
    AS $$
    SELECT CASE WHEN claims[6] = 'PERSON' THEN claims[2]::bigint WHEN claims IS NOT NULL THEN 0 END
    FROM (SELECT sec.claims()) AS context (claims)
$$;

ALTER FUNCTION sec.person() OWNER TO ksbb_owner;

CREATE FUNCTION sec.person_for_email(address text) RETURNS bigint
    LANGUAGE sql SECURITY DEFINER
    SET search_path TO 'pg_catalog', 'public', 'pg_temp'
    AS $$
    INSERT INTO app.person (email) VALUES (address) ON CONFLICT (email) DO NOTHING;
    SELECT id FROM app.person WHERE email = address
$$;

ALTER FUNCTION sec.person_for_email(address text) OWNER TO ksbb_engine;

CREATE FUNCTION sec.role() RETURNS text
    LANGUAGE sql STABLE PARALLEL SAFE
    AS $$ SELECT (sec.claims())[4] $$;

ALTER FUNCTION sec.role() OWNER TO ksbb_owner;

CREATE FUNCTION sec.session_close(token bytea) RETURNS void
    LANGUAGE sql SECURITY DEFINER
    SET search_path TO 'pg_catalog', 'public', 'pg_temp'
    AS $$
    UPDATE sec.session SET revoked_at = clock_timestamp()
    WHERE token_hash = token AND revoked_at IS NULL
$$;

ALTER FUNCTION sec.session_close(token bytea) OWNER TO ksbb_engine;

CREATE FUNCTION sec.session_memberships(token bytea) RETURNS TABLE(id bigint, organisation_id bigint, organisation text, kind text, state text, is_example boolean, role text, ends_on date)
    LANGUAGE sql SECURITY DEFINER
    SET search_path TO 'pg_catalog', 'public', 'pg_temp'
    AS $$
    SELECT membership.id, organisation.id, organisation.name, organisation.kind,
           organisation.state, organisation.is_example, membership.role, membership.ends_on
    FROM sec.session_viewer(token) AS viewer
    JOIN app.membership ON membership.person_id = viewer.person_id
        AND (membership.ends_on IS NULL OR membership.ends_on >= app.today())
    JOIN app.organisation ON organisation.id = membership.organisation_id
    ORDER BY organisation.name, organisation.id
$$;

ALTER FUNCTION sec.session_memberships(token bytea) OWNER TO ksbb_engine;

CREATE FUNCTION sec.session_open(person bigint, token bytea, agent text) RETURNS void
    LANGUAGE sql SECURITY DEFINER
    SET search_path TO 'pg_catalog', 'public', 'pg_temp'
    AS $$
    INSERT INTO sec.session (token_hash, person_id, organisation_id, user_agent)
    SELECT token, person, CASE WHEN count(*) = 1 THEN min(membership.organisation_id) END, left(agent, 200)
    FROM app.membership
    WHERE membership.person_id = person
      AND (membership.ends_on IS NULL OR membership.ends_on >= app.today())
$$;

ALTER FUNCTION sec.session_open(person bigint, token bytea, agent text) OWNER TO ksbb_engine;

CREATE FUNCTION sec.session_revoke(session_id bigint) RETURNS boolean
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'pg_catalog', 'public', 'pg_temp'
    AS $$
BEGIN
    UPDATE sec.session SET revoked_at = clock_timestamp()
    WHERE session.id = session_id AND session.person_id = sec.person()
      AND session.revoked_at IS NULL;
    RETURN FOUND;
END $$;

ALTER FUNCTION sec.session_revoke(session_id bigint) OWNER TO ksbb_engine;

CREATE FUNCTION sec.session_switch(token bytea, next_token bytea, organisation bigint) RETURNS boolean
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'pg_catalog', 'public', 'pg_temp'
    AS $$
DECLARE
    person bigint := (SELECT viewer.person_id FROM sec.session_viewer(token) AS viewer);
BEGIN
    IF person IS NULL OR (organisation <> 0 AND NOT EXISTS (
        SELECT FROM app.membership
        WHERE membership.person_id = person AND membership.organisation_id = organisation
          AND (membership.ends_on IS NULL OR membership.ends_on >= app.today())))
    THEN
        RETURN false;
    END IF;
    UPDATE sec.session SET token_hash = next_token, organisation_id = nullif(organisation, 0)
    WHERE session.token_hash = token;
    -- The Pemprov's day is shorter: the session may be over by the other organisation's hours.
    RETURN EXISTS (SELECT FROM sec.session_viewer(next_token));
END $$;

ALTER FUNCTION sec.session_switch(token bytea, next_token bytea, organisation bigint) OWNER TO ksbb_engine;

CREATE FUNCTION sec.session_viewer(token bytea, used boolean DEFAULT true) RETURNS TABLE(person_id bigint, organisation_id bigint, kind text, role text, locale text, name text, email text)
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'pg_catalog', 'public', 'pg_temp'
    AS $$
#variable_conflict use_column
DECLARE
    moment timestamptz := clock_timestamp();
    found_session bigint;
    seen timestamptz;
BEGIN
    SELECT session.id, session.last_seen, session.person_id, coalesce(organisation.id, 0),
           organisation.kind, sec.acting_role(membership.role, organisation.state), person.locale,
           person.name, person.email
    INTO found_session, seen, person_id, organisation_id, kind, role, locale, name, email
    FROM sec.session
    JOIN app.person ON person.id = session.person_id
    LEFT JOIN app.membership ON membership.person_id = session.person_id
        AND membership.organisation_id = session.organisation_id
        AND (membership.ends_on IS NULL OR membership.ends_on >= app.today())
    LEFT JOIN app.organisation ON organisation.id = membership.organisation_id
    WHERE session.token_hash = token AND session.revoked_at IS NULL
      AND session.last_seen > moment - interval '30 minutes'
      AND session.created_at > moment - CASE WHEN organisation.kind = 'PEMPROV' THEN interval '8 hours'
                                       ELSE interval '12 hours' END;
    IF NOT FOUND THEN
        RETURN;
    END IF;
    IF used AND seen < moment - interval '1 minute' THEN
        -- Requests of one page come together: one of them writes, the others need not wait.
        UPDATE sec.session SET last_seen = moment
        WHERE id = (SELECT session.id FROM sec.session WHERE session.id = found_session
                    FOR NO KEY UPDATE SKIP LOCKED);
    END IF;
    RETURN NEXT;
END $$;

ALTER FUNCTION sec.session_viewer(token bytea, used boolean) OWNER TO ksbb_engine;

CREATE FUNCTION sec.shift() RETURNS bigint
    LANGUAGE sql STABLE PARALLEL SAFE
    AS $$
    SELECT CASE WHEN claims[6] = 'SHIFT' THEN claims[2]::bigint END FROM (SELECT sec.claims()) AS context (claims)
$$;

ALTER FUNCTION sec.shift() OWNER TO ksbb_owner;

CREATE FUNCTION sec.shift_of(token_hash bytea) RETURNS TABLE(shift_id bigint, executor_id bigint, kind text)
    LANGUAGE sql STABLE SECURITY DEFINER
    SET search_path TO 'pg_catalog', 'public', 'pg_temp'
    AS $$
    SELECT s.id, s.executor_id, organisation.kind FROM app.shift s JOIN app.organisation ON organisation.id = s.executor_id
    WHERE s.token_hash = shift_of.token_hash
$$;

ALTER FUNCTION sec.shift_of(token_hash bytea) OWNER TO ksbb_engine;

CREATE FUNCTION sec.slip() RETURNS bigint
    LANGUAGE sql STABLE PARALLEL SAFE
    AS $$
    SELECT CASE WHEN claims[6] = 'SLIP' THEN claims[2]::bigint END FROM (SELECT sec.claims()) AS context (claims)
$$;

ALTER FUNCTION sec.slip() OWNER TO ksbb_owner;

CREATE FUNCTION sec.slip_unit() RETURNS bigint
    LANGUAGE sql STABLE SECURITY DEFINER
    SET search_path TO 'pg_catalog', 'public', 'pg_temp'
    AS $$ SELECT unit_id FROM app.slip WHERE id = sec.slip() $$;

ALTER FUNCTION sec.slip_unit() OWNER TO ksbb_engine;

CREATE FUNCTION sec.tenant() RETURNS bigint
    LANGUAGE sql STABLE PARALLEL SAFE
    AS $$
    SELECT CASE WHEN claims[4] IN ('OWNER', 'OPERATOR', 'VIEWER') THEN claims[1]::bigint
                WHEN claims IS NOT NULL THEN 0 END
    FROM (SELECT sec.claims()) AS context (claims)
$$;

ALTER FUNCTION sec.tenant() OWNER TO ksbb_owner;

CREATE FUNCTION sec.verifier_stops() RETURNS bigint[]
    LANGUAGE sql STABLE SECURITY DEFINER
    SET search_path TO 'pg_catalog', 'public', 'pg_temp'
    AS $$
    SELECT CASE WHEN sec.role() = 'VERIFIER'
                THEN ARRAY(SELECT stop_id FROM app.verification WHERE verifier_id = sec.person()) END
$$;

ALTER FUNCTION sec.verifier_stops() OWNER TO ksbb_engine;

CREATE TABLE app.agreement (
    id bigint NOT NULL,
    aggregator_id bigint NOT NULL,
    number text NOT NULL,
    starts_on date NOT NULL,
    ends_on date NOT NULL,
    state text NOT NULL,
    reason text,
    created_by bigint NOT NULL,
    created_at timestamp with time zone DEFAULT app.now() NOT NULL,
    warned_days integer,
    CONSTRAINT agreement_check CHECK ((starts_on <= ends_on)),
    CONSTRAINT agreement_number_check CHECK ((number <> ''::text)),
    CONSTRAINT agreement_state_check CHECK ((state = ANY (ARRAY['draft'::text, 'submitted'::text, 'active'::text, 'suspended'::text, 'expired'::text, 'terminated'::text]))),
    CONSTRAINT agreement_warned_days_check CHECK ((warned_days = ANY (ARRAY[30, 7, 1])))
);

ALTER TABLE ONLY app.agreement FORCE ROW LEVEL SECURITY;

ALTER TABLE app.agreement OWNER TO ksbb_owner;

ALTER TABLE app.agreement ALTER COLUMN id ADD GENERATED ALWAYS AS IDENTITY (
    SEQUENCE NAME app.agreement_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE app.allocation (
    id bigint NOT NULL,
    line_id bigint NOT NULL,
    pledge_id bigint NOT NULL,
    donor_id bigint NOT NULL,
    executor_id bigint NOT NULL,
    need_id bigint NOT NULL,
    unit_id bigint NOT NULL,
    phase_id bigint NOT NULL,
    package_id bigint NOT NULL,
    quantity integer NOT NULL,
    loaded integer DEFAULT 0 NOT NULL,
    dispatched integer DEFAULT 0 NOT NULL,
    received integer DEFAULT 0 NOT NULL,
    released integer DEFAULT 0 NOT NULL,
    state text NOT NULL,
    reason text,
    expires_at timestamp with time zone,
    window_starts date,
    window_ends date,
    committed_on date,
    released_on date,
    created_by bigint NOT NULL,
    CONSTRAINT allocation_check CHECK (((state <> 'released'::text) OR (released = quantity))),
    CONSTRAINT allocation_check1 CHECK ((window_starts <= window_ends)),
    CONSTRAINT allocation_check2 CHECK (((expires_at IS NULL) OR (state = ANY (ARRAY['held'::text, 'released'::text])))),
    CONSTRAINT allocation_dispatched CHECK ((dispatched <= loaded)),
    CONSTRAINT allocation_dispatched_check CHECK ((dispatched >= 0)),
    CONSTRAINT allocation_loaded CHECK ((loaded <= (quantity - released))),
    CONSTRAINT allocation_loaded_check CHECK ((loaded >= 0)),
    CONSTRAINT allocation_quantity_check CHECK ((quantity > 0)),
    CONSTRAINT allocation_received CHECK ((received <= dispatched)),
    CONSTRAINT allocation_received_check CHECK ((received >= 0)),
    CONSTRAINT allocation_released_check CHECK ((released >= 0)),
    CONSTRAINT allocation_state_check CHECK ((state = ANY (ARRAY['held'::text, 'committed'::text, 'fulfilled'::text, 'released'::text])))
);

ALTER TABLE ONLY app.allocation FORCE ROW LEVEL SECURITY;

ALTER TABLE app.allocation OWNER TO ksbb_owner;

ALTER TABLE app.allocation ALTER COLUMN id ADD GENERATED ALWAYS AS IDENTITY (
    SEQUENCE NAME app.allocation_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

ALTER TABLE app.audit ALTER COLUMN id ADD GENERATED ALWAYS AS IDENTITY (
    SEQUENCE NAME app.audit_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE app.audit_unsealed (
    audit_id bigint NOT NULL
);

ALTER TABLE ONLY app.audit_unsealed FORCE ROW LEVEL SECURITY;

ALTER TABLE app.audit_unsealed OWNER TO ksbb_owner;

CREATE TABLE app.bast (
    id bigint NOT NULL,
    year integer NOT NULL,
    sequence integer NOT NULL,
    number text GENERATED ALWAYS AS (((((('BAST/'::text || lpad((executor_id)::text, GREATEST(4, length((executor_id)::text)), '0'::text)) || '/'::text) || (year)::text) || '/'::text) || lpad((sequence)::text, GREATEST(6, length((sequence)::text)), '0'::text))) STORED NOT NULL,
    handover_id bigint NOT NULL,
    stop_id bigint NOT NULL,
    executor_id bigint NOT NULL,
    area_id bigint NOT NULL,
    programme_id bigint NOT NULL,
    recorded timestamp with time zone DEFAULT app.now() NOT NULL,
    CONSTRAINT bast_sequence_check CHECK ((sequence > 0))
);

ALTER TABLE ONLY app.bast FORCE ROW LEVEL SECURITY;

ALTER TABLE app.bast OWNER TO ksbb_owner;

CREATE TABLE app.bast_due (
    handover_id bigint NOT NULL,
    due timestamp with time zone DEFAULT clock_timestamp() NOT NULL,
    attempts integer DEFAULT 0 NOT NULL,
    error text
);

ALTER TABLE ONLY app.bast_due FORCE ROW LEVEL SECURITY;

ALTER TABLE app.bast_due OWNER TO ksbb_owner;

CREATE TABLE app.bast_file (
    id bigint NOT NULL,
    version_id bigint NOT NULL,
    executor_id bigint NOT NULL,
    area_id bigint NOT NULL,
    programme_id bigint NOT NULL,
    kind text NOT NULL,
    file uuid DEFAULT gen_random_uuid() NOT NULL,
    sha256 bytea NOT NULL,
    size integer NOT NULL,
    verdict jsonb,
    revocation bytea[],
    actor text NOT NULL,
    actor_id bigint NOT NULL,
    recorded timestamp with time zone DEFAULT app.now() NOT NULL,
    erased_at timestamp with time zone,
    deleted_at timestamp with time zone,
    CONSTRAINT bast_file_check CHECK (((kind = 'SIGNED'::text) = (verdict IS NOT NULL))),
    CONSTRAINT bast_file_check1 CHECK (((kind = 'SIGNED'::text) = (revocation IS NOT NULL))),
    CONSTRAINT bast_file_check2 CHECK (((erased_at IS NULL) OR (kind = 'SIGNED'::text))),
    CONSTRAINT bast_file_check3 CHECK (((deleted_at IS NULL) OR (erased_at IS NOT NULL))),
    CONSTRAINT bast_file_kind_check CHECK ((kind = ANY (ARRAY['ISSUED'::text, 'SIGNED'::text]))),
    CONSTRAINT bast_file_sha256_check CHECK ((length(sha256) = 32)),
    CONSTRAINT bast_file_size_check CHECK (((size >= 1) AND (size <= 10000000)))
);

ALTER TABLE ONLY app.bast_file FORCE ROW LEVEL SECURITY;

ALTER TABLE app.bast_file OWNER TO ksbb_owner;

ALTER TABLE app.bast_file ALTER COLUMN id ADD GENERATED ALWAYS AS IDENTITY (
    SEQUENCE NAME app.bast_file_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

ALTER TABLE app.bast ALTER COLUMN id ADD GENERATED ALWAYS AS IDENTITY (
    SEQUENCE NAME app.bast_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE app.bast_series (
    executor_id bigint NOT NULL,
    year integer NOT NULL,
    last integer NOT NULL,
    CONSTRAINT bast_series_last_check CHECK ((last > 0))
);

ALTER TABLE ONLY app.bast_series FORCE ROW LEVEL SECURITY;

ALTER TABLE app.bast_series OWNER TO ksbb_owner;

CREATE TABLE app.bast_version (
    id bigint NOT NULL,
    bast_id bigint NOT NULL,
    executor_id bigint NOT NULL,
    area_id bigint NOT NULL,
    programme_id bigint NOT NULL,
    version integer NOT NULL,
    extract_for_id bigint,
    state text NOT NULL,
    code text NOT NULL,
    data text NOT NULL,
    data_sha256 bytea NOT NULL,
    recorded timestamp with time zone DEFAULT app.now() NOT NULL,
    CONSTRAINT bast_data_hash CHECK ((data_sha256 = sha256(convert_to(data, 'UTF8'::name)))),
    CONSTRAINT bast_version_check CHECK (((extract_for_id IS NULL) OR (state <> 'countersigned'::text))),
    CONSTRAINT bast_version_state_check CHECK ((state = ANY (ARRAY['draft'::text, 'countersigned'::text, 'superseded'::text]))),
    CONSTRAINT bast_version_version_check CHECK ((version > 0))
);

ALTER TABLE ONLY app.bast_version FORCE ROW LEVEL SECURITY;

ALTER TABLE app.bast_version OWNER TO ksbb_owner;

ALTER TABLE app.bast_version ALTER COLUMN id ADD GENERATED ALWAYS AS IDENTITY (
    SEQUENCE NAME app.bast_version_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE app.closing (
    id bigint NOT NULL,
    line_id bigint NOT NULL,
    pledge_id bigint NOT NULL,
    donor_id bigint NOT NULL,
    executor_id bigint NOT NULL,
    phase_id bigint NOT NULL,
    package_id bigint NOT NULL,
    state text NOT NULL,
    reason text,
    promised integer NOT NULL,
    came integer NOT NULL,
    packages integer NOT NULL,
    journal_id bigint,
    closed_on date DEFAULT app.today() NOT NULL,
    created_by bigint NOT NULL,
    CONSTRAINT closing_came_check CHECK ((came >= 0)),
    CONSTRAINT closing_check CHECK ((came < promised)),
    CONSTRAINT closing_check1 CHECK (((packages = 0) = (journal_id IS NULL))),
    CONSTRAINT closing_packages_check CHECK ((packages >= 0)),
    CONSTRAINT closing_promised_check CHECK ((promised > 0)),
    CONSTRAINT closing_state_check CHECK ((state = ANY (ARRAY['closed'::text, 'contested'::text, 'upheld'::text, 'overruled'::text, 'taken_back'::text])))
);

ALTER TABLE ONLY app.closing FORCE ROW LEVEL SECURITY;

ALTER TABLE app.closing OWNER TO ksbb_owner;

ALTER TABLE app.closing ALTER COLUMN id ADD GENERATED ALWAYS AS IDENTITY (
    SEQUENCE NAME app.closing_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE app.complaint (
    id bigint NOT NULL,
    code text DEFAULT app.public_code() NOT NULL,
    key uuid NOT NULL,
    request_hash bytea NOT NULL,
    pemprov_id bigint NOT NULL,
    about text NOT NULL,
    subject text NOT NULL,
    unit_id bigint,
    organisation_id bigint,
    problem text NOT NULL,
    description text NOT NULL,
    state text NOT NULL,
    reason text,
    received_at timestamp with time zone DEFAULT app.now() NOT NULL,
    CONSTRAINT complaint_about_check CHECK ((about = ANY (ARRAY['UNIT'::text, 'ORGANISATION'::text, 'PLEDGE'::text, 'FIGURE'::text, 'OTHER'::text]))),
    CONSTRAINT complaint_check CHECK (((unit_id IS NULL) OR (about = 'UNIT'::text))),
    CONSTRAINT complaint_check1 CHECK (((organisation_id IS NULL) OR (about = 'ORGANISATION'::text))),
    CONSTRAINT complaint_description_check CHECK (((length(description) >= 10) AND (length(description) <= 2000))),
    CONSTRAINT complaint_problem_check CHECK ((problem = ANY (ARRAY['NOT_RECEIVED'::text, 'SHORT'::text, 'WRONG_TARGET'::text, 'MONEY_ASKED'::text, 'CROWD'::text, 'WRONG_FIGURE'::text, 'OTHER'::text]))),
    CONSTRAINT complaint_reason_check CHECK ((length(reason) <= 2000)),
    CONSTRAINT complaint_state_check CHECK ((state = ANY (ARRAY['received'::text, 'in_hand'::text, 'answered'::text, 'closed'::text]))),
    CONSTRAINT complaint_subject_check CHECK ((length(subject) <= 200))
);

ALTER TABLE ONLY app.complaint FORCE ROW LEVEL SECURITY;

ALTER TABLE app.complaint OWNER TO ksbb_owner;

ALTER TABLE app.complaint ALTER COLUMN id ADD GENERATED ALWAYS AS IDENTITY (
    SEQUENCE NAME app.complaint_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE app.contact_request (
    id bigint NOT NULL,
    contact_id bigint NOT NULL,
    unit_id bigint NOT NULL,
    organisation_id bigint NOT NULL,
    person_id bigint NOT NULL,
    purpose text NOT NULL,
    requested_at timestamp with time zone DEFAULT clock_timestamp() NOT NULL,
    CONSTRAINT contact_request_purpose_check CHECK (((length(purpose) >= 1) AND (length(purpose) <= 500)))
);

ALTER TABLE ONLY app.contact_request FORCE ROW LEVEL SECURITY;

ALTER TABLE app.contact_request OWNER TO ksbb_owner;

ALTER TABLE app.contact_request ALTER COLUMN id ADD GENERATED ALWAYS AS IDENTITY (
    SEQUENCE NAME app.contact_request_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE app.contribution (
    id bigint NOT NULL,
    number text DEFAULT ''::text NOT NULL,
    donor_id bigint NOT NULL,
    executor_id bigint NOT NULL,
    intended bigint NOT NULL,
    received bigint,
    funded bigint DEFAULT 0 NOT NULL,
    state text NOT NULL,
    reason text,
    note text DEFAULT ''::text NOT NULL,
    bank_reference text,
    intended_on date DEFAULT app.today() NOT NULL,
    received_on date,
    created_by bigint NOT NULL,
    CONSTRAINT contribution_check CHECK ((donor_id <> executor_id)),
    CONSTRAINT contribution_check1 CHECK (((state = ANY (ARRAY['intended'::text, 'withdrawn'::text])) = (received IS NULL))),
    CONSTRAINT contribution_check2 CHECK (((received IS NULL) = (received_on IS NULL))),
    CONSTRAINT contribution_funded_check CHECK ((funded >= 0)),
    CONSTRAINT contribution_intended_check CHECK ((intended > 0)),
    CONSTRAINT contribution_note_check CHECK ((length(note) <= 2000)),
    CONSTRAINT contribution_received_check CHECK ((received > 0)),
    CONSTRAINT contribution_state_check CHECK ((state = ANY (ARRAY['intended'::text, 'received'::text, 'spent'::text, 'returned'::text, 'withdrawn'::text]))),
    CONSTRAINT contribution_within_received CHECK ((funded <= COALESCE(received, (0)::bigint)))
);

ALTER TABLE ONLY app.contribution FORCE ROW LEVEL SECURITY;

ALTER TABLE app.contribution OWNER TO ksbb_owner;

ALTER TABLE app.contribution ALTER COLUMN id ADD GENERATED ALWAYS AS IDENTITY (
    SEQUENCE NAME app.contribution_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE app.demo_person (
    person_id bigint NOT NULL
);

ALTER TABLE ONLY app.demo_person FORCE ROW LEVEL SECURITY;

ALTER TABLE app.demo_person OWNER TO ksbb_owner;

CREATE TABLE app.device (
    id bigint NOT NULL,
    executor_id bigint NOT NULL,
    shift_id bigint,
    person_id bigint,
    token_hash bytea NOT NULL,
    opened_at timestamp with time zone DEFAULT clock_timestamp() NOT NULL,
    ends_at timestamp with time zone DEFAULT (clock_timestamp() + '96:00:00'::interval) NOT NULL,
    heard_at timestamp with time zone DEFAULT clock_timestamp() NOT NULL,
    sequence integer DEFAULT 0 NOT NULL,
    waiting integer DEFAULT 0 NOT NULL,
    refused integer DEFAULT 0 NOT NULL,
    arrived integer DEFAULT 0 NOT NULL,
    photos integer DEFAULT 0 NOT NULL,
    CONSTRAINT device_arrived_check CHECK ((arrived >= 0)),
    CONSTRAINT device_check CHECK ((num_nonnulls(shift_id, person_id) = 1)),
    CONSTRAINT device_photos_check CHECK ((photos >= 0)),
    CONSTRAINT device_refused_check CHECK ((refused >= 0)),
    CONSTRAINT device_sequence_check CHECK ((sequence >= 0)),
    CONSTRAINT device_token_hash_check CHECK ((length(token_hash) = 32)),
    CONSTRAINT device_waiting_check CHECK ((waiting >= 0))
);

ALTER TABLE ONLY app.device FORCE ROW LEVEL SECURITY;

ALTER TABLE app.device OWNER TO ksbb_owner;

ALTER TABLE app.device ALTER COLUMN id ADD GENERATED ALWAYS AS IDENTITY (
    SEQUENCE NAME app.device_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE app.discrepancy (
    id bigint NOT NULL,
    handover_id bigint NOT NULL,
    load_id bigint NOT NULL,
    stop_id bigint NOT NULL,
    line_id bigint NOT NULL,
    donor_id bigint NOT NULL,
    executor_id bigint NOT NULL,
    damaged integer NOT NULL,
    missing integer NOT NULL,
    replaced integer DEFAULT 0 NOT NULL,
    state text NOT NULL,
    reason text,
    opened_on date NOT NULL,
    due_on date NOT NULL,
    settled_on date,
    spoiled boolean DEFAULT false NOT NULL,
    CONSTRAINT discrepancy_check CHECK (((damaged + missing) > 0)),
    CONSTRAINT discrepancy_check1 CHECK ((replaced <= (damaged + missing))),
    CONSTRAINT discrepancy_damaged_check CHECK ((damaged >= 0)),
    CONSTRAINT discrepancy_missing_check CHECK ((missing >= 0)),
    CONSTRAINT discrepancy_replaced_check CHECK ((replaced >= 0)),
    CONSTRAINT discrepancy_spoiled CHECK (((NOT spoiled) OR (missing = 0))),
    CONSTRAINT discrepancy_state_check CHECK ((state = ANY (ARRAY['open'::text, 'replaced'::text, 'returned_to_need'::text, 'written_off'::text, 'void'::text])))
);

ALTER TABLE ONLY app.discrepancy FORCE ROW LEVEL SECURITY;

ALTER TABLE app.discrepancy OWNER TO ksbb_owner;

ALTER TABLE app.discrepancy ALTER COLUMN id ADD GENERATED ALWAYS AS IDENTITY (
    SEQUENCE NAME app.discrepancy_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE app.dispute_message (
    id bigint NOT NULL,
    handover_id bigint NOT NULL,
    stop_id bigint NOT NULL,
    executor_id bigint NOT NULL,
    area_id bigint NOT NULL,
    party text NOT NULL,
    organisation_id bigint NOT NULL,
    body text NOT NULL,
    corrects_id bigint,
    created_by bigint NOT NULL,
    recorded timestamp with time zone DEFAULT app.now() NOT NULL,
    CONSTRAINT dispute_message_body_check CHECK (((length(btrim(body)) > 0) AND (length(body) <= 2000))),
    CONSTRAINT dispute_message_check CHECK (((party <> 'EXECUTOR'::text) OR (organisation_id = executor_id))),
    CONSTRAINT dispute_message_check1 CHECK ((corrects_id < id)),
    CONSTRAINT dispute_message_party_check CHECK ((party = ANY (ARRAY['EXECUTOR'::text, 'KELURAHAN'::text, 'PEMPROV'::text])))
);

ALTER TABLE ONLY app.dispute_message FORCE ROW LEVEL SECURITY;

ALTER TABLE app.dispute_message OWNER TO ksbb_owner;

ALTER TABLE app.dispute_message ALTER COLUMN id ADD GENERATED ALWAYS AS IDENTITY (
    SEQUENCE NAME app.dispute_message_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE app.early_delivery (
    id bigint NOT NULL,
    allocation_id bigint NOT NULL,
    line_id bigint NOT NULL,
    pledge_id bigint NOT NULL,
    donor_id bigint NOT NULL,
    executor_id bigint NOT NULL,
    need_id bigint NOT NULL,
    unit_id bigint NOT NULL,
    package_id bigint NOT NULL,
    state text NOT NULL,
    reason text,
    happened_on date NOT NULL,
    good integer NOT NULL,
    damaged integer NOT NULL,
    missing integer NOT NULL,
    late_reason text NOT NULL,
    receiver text DEFAULT ''::text NOT NULL,
    note text DEFAULT ''::text NOT NULL,
    vehicle text DEFAULT ''::text NOT NULL,
    created_by bigint NOT NULL,
    recorded timestamp with time zone DEFAULT app.now() NOT NULL,
    CONSTRAINT early_delivery_check CHECK ((donor_id = executor_id)),
    CONSTRAINT early_delivery_check1 CHECK ((((good + damaged) + missing) > 0)),
    CONSTRAINT early_delivery_damaged_check CHECK ((damaged >= 0)),
    CONSTRAINT early_delivery_good_check CHECK ((good >= 0)),
    CONSTRAINT early_delivery_happened CHECK ((happened_on <= ((recorded AT TIME ZONE 'Asia/Jakarta'::text))::date)),
    CONSTRAINT early_delivery_late_reason_check CHECK (((length(late_reason) >= 1) AND (length(late_reason) <= 500))),
    CONSTRAINT early_delivery_missing_check CHECK ((missing >= 0)),
    CONSTRAINT early_delivery_note_check CHECK ((length(note) <= 2000)),
    CONSTRAINT early_delivery_reason_check CHECK (((length(reason) >= 1) AND (length(reason) <= 1000))),
    CONSTRAINT early_delivery_receiver_check CHECK ((length(receiver) <= 80)),
    CONSTRAINT early_delivery_state_check CHECK ((state = ANY (ARRAY['waiting'::text, 'booked'::text, 'ended'::text, 'taken_back'::text]))),
    CONSTRAINT early_delivery_vehicle_check CHECK ((length(vehicle) <= 80))
);

ALTER TABLE ONLY app.early_delivery FORCE ROW LEVEL SECURITY;

ALTER TABLE app.early_delivery OWNER TO ksbb_owner;

ALTER TABLE app.early_delivery ALTER COLUMN id ADD GENERATED ALWAYS AS IDENTITY (
    SEQUENCE NAME app.early_delivery_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE app.evidence (
    id bigint NOT NULL,
    handover_id bigint,
    proof_id bigint,
    goods_receipt_id bigint,
    stop_id bigint,
    area_id bigint,
    executor_id bigint NOT NULL,
    programme_id bigint NOT NULL,
    kind text NOT NULL,
    state text NOT NULL,
    reason text,
    file uuid DEFAULT gen_random_uuid() NOT NULL,
    sha256 bytea NOT NULL,
    size integer NOT NULL,
    media text NOT NULL,
    actor text NOT NULL,
    actor_id bigint NOT NULL,
    recorded timestamp with time zone DEFAULT app.now() NOT NULL,
    deleted_at timestamp with time zone,
    entry_id bigint,
    CONSTRAINT evidence_check CHECK ((num_nonnulls(COALESCE(handover_id, entry_id), proof_id, goods_receipt_id) = 1)),
    CONSTRAINT evidence_check1 CHECK (((goods_receipt_id IS NULL) = (stop_id IS NOT NULL))),
    CONSTRAINT evidence_check2 CHECK (((goods_receipt_id IS NULL) = (area_id IS NOT NULL))),
    CONSTRAINT evidence_check3 CHECK (
CASE
    WHEN (COALESCE(handover_id, entry_id) IS NOT NULL) THEN (kind = ANY (ARRAY['STACK_PHOTO'::text, 'SIGNATURE'::text, 'PAPER'::text]))
    WHEN (proof_id IS NOT NULL) THEN (kind = ANY (ARRAY['SIGNATURE'::text, 'PAPER'::text]))
    ELSE (kind = ANY (ARRAY['STACK_PHOTO'::text, 'DOCUMENT'::text]))
END),
    CONSTRAINT evidence_check4 CHECK (((media = 'image/jpeg'::text) OR (kind = ANY (ARRAY['PAPER'::text, 'DOCUMENT'::text])))),
    CONSTRAINT evidence_check5 CHECK (((state = 'erased'::text) OR (deleted_at IS NULL))),
    CONSTRAINT evidence_media_check CHECK ((media = ANY (ARRAY['image/jpeg'::text, 'application/pdf'::text]))),
    CONSTRAINT evidence_sha256_check CHECK ((length(sha256) = 32)),
    CONSTRAINT evidence_size_check CHECK (((size >= 1) AND (size <= 12000000))),
    CONSTRAINT evidence_state_check CHECK ((state = ANY (ARRAY['stored'::text, 'erased'::text])))
);

ALTER TABLE ONLY app.evidence FORCE ROW LEVEL SECURITY;

ALTER TABLE app.evidence OWNER TO ksbb_owner;

ALTER TABLE app.evidence ALTER COLUMN id ADD GENERATED ALWAYS AS IDENTITY (
    SEQUENCE NAME app.evidence_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE app.field_count (
    entry_id bigint NOT NULL,
    executor_id bigint NOT NULL,
    package_id bigint NOT NULL,
    good integer NOT NULL,
    damaged integer NOT NULL,
    missing integer NOT NULL,
    brought_back integer NOT NULL,
    surplus integer NOT NULL,
    CONSTRAINT field_count_brought_back_check CHECK ((brought_back >= 0)),
    CONSTRAINT field_count_damaged_check CHECK ((damaged >= 0)),
    CONSTRAINT field_count_good_check CHECK ((good >= 0)),
    CONSTRAINT field_count_missing_check CHECK ((missing >= 0)),
    CONSTRAINT field_count_surplus_check CHECK ((surplus >= 0))
);

ALTER TABLE ONLY app.field_count FORCE ROW LEVEL SECURITY;

ALTER TABLE app.field_count OWNER TO ksbb_owner;

CREATE TABLE app.field_entry (
    id bigint NOT NULL,
    executor_id bigint NOT NULL,
    device_id bigint NOT NULL,
    stop_id bigint NOT NULL,
    area_id bigint NOT NULL,
    state text NOT NULL,
    reason text,
    problem text NOT NULL,
    happened_on date NOT NULL,
    happened_at timestamp with time zone NOT NULL,
    drift_seconds integer,
    receiver text DEFAULT ''::text NOT NULL,
    note text DEFAULT ''::text NOT NULL,
    failed_because text DEFAULT ''::text NOT NULL,
    handover_id bigint,
    actor text NOT NULL,
    actor_id bigint NOT NULL,
    recorded timestamp with time zone DEFAULT app.now() NOT NULL,
    CONSTRAINT field_entry_check CHECK (((state = 'recorded'::text) = (handover_id IS NOT NULL))),
    CONSTRAINT field_entry_failed_because_check CHECK ((length(failed_because) <= 500)),
    CONSTRAINT field_entry_note_check CHECK ((length(note) <= 2000)),
    CONSTRAINT field_entry_problem_check CHECK ((length(problem) <= 1000)),
    CONSTRAINT field_entry_receiver_check CHECK ((length(receiver) <= 80)),
    CONSTRAINT field_entry_state_check CHECK ((state = ANY (ARRAY['waiting'::text, 'recorded'::text, 'dismissed'::text])))
);

ALTER TABLE ONLY app.field_entry FORCE ROW LEVEL SECURITY;

ALTER TABLE app.field_entry OWNER TO ksbb_owner;

ALTER TABLE app.field_entry ALTER COLUMN id ADD GENERATED ALWAYS AS IDENTITY (
    SEQUENCE NAME app.field_entry_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE app.funding (
    id bigint NOT NULL,
    line_id bigint NOT NULL,
    pledge_id bigint NOT NULL,
    package_id bigint NOT NULL,
    contribution_id bigint NOT NULL,
    donor_id bigint NOT NULL,
    executor_id bigint NOT NULL,
    amount bigint NOT NULL,
    packages integer NOT NULL,
    released_on date,
    CONSTRAINT funding_amount_check CHECK ((amount > 0)),
    CONSTRAINT funding_packages_check CHECK ((packages > 0))
);

ALTER TABLE ONLY app.funding FORCE ROW LEVEL SECURITY;

ALTER TABLE app.funding OWNER TO ksbb_owner;

ALTER TABLE app.funding ALTER COLUMN id ADD GENERATED ALWAYS AS IDENTITY (
    SEQUENCE NAME app.funding_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE app.goods_receipt (
    id bigint NOT NULL,
    number text DEFAULT ''::text NOT NULL,
    line_id bigint NOT NULL,
    pledge_id bigint NOT NULL,
    donor_id bigint NOT NULL,
    executor_id bigint NOT NULL,
    phase_id bigint NOT NULL,
    package_id bigint NOT NULL,
    source text NOT NULL,
    quantity integer NOT NULL,
    damaged integer DEFAULT 0 NOT NULL,
    supplier text,
    document text,
    price bigint,
    discrepancy_id bigint,
    received_on date NOT NULL,
    expires_on date,
    note text DEFAULT ''::text NOT NULL,
    state text NOT NULL,
    reason text,
    created_by bigint NOT NULL,
    recorded timestamp with time zone DEFAULT app.now() NOT NULL,
    late_reason text,
    CONSTRAINT goods_receipt_check CHECK ((expires_on >= received_on)),
    CONSTRAINT goods_receipt_check1 CHECK (((source <> 'DONOR'::text) OR (donor_id <> executor_id))),
    CONSTRAINT goods_receipt_check2 CHECK (((source <> 'SUPPLIER'::text) OR (donor_id = executor_id))),
    CONSTRAINT goods_receipt_check3 CHECK (((source = 'SUPPLIER'::text) = (supplier IS NOT NULL))),
    CONSTRAINT goods_receipt_check4 CHECK (((source = 'SUPPLIER'::text) OR ((document IS NULL) AND (price IS NULL)))),
    CONSTRAINT goods_receipt_check5 CHECK (((source = 'REPLACEMENT'::text) = (discrepancy_id IS NOT NULL))),
    CONSTRAINT goods_receipt_damaged_check CHECK (((damaged >= 0) AND (damaged <= 10000000))),
    CONSTRAINT goods_receipt_document_check CHECK (((length(document) >= 1) AND (length(document) <= 200))),
    CONSTRAINT goods_receipt_late_reason_check CHECK (((length(late_reason) >= 1) AND (length(late_reason) <= 500))),
    CONSTRAINT goods_receipt_note_check CHECK ((length(note) <= 2000)),
    CONSTRAINT goods_receipt_price_check CHECK (((price >= 1) AND (price <= 1000000000))),
    CONSTRAINT goods_receipt_quantity_check CHECK (((quantity >= 1) AND (quantity <= 10000000))),
    CONSTRAINT goods_receipt_source_check CHECK ((source = ANY (ARRAY['DONOR'::text, 'SUPPLIER'::text, 'REPLACEMENT'::text]))),
    CONSTRAINT goods_receipt_state_check CHECK ((state = ANY (ARRAY['recorded'::text, 'reversed'::text]))),
    CONSTRAINT goods_receipt_supplier_check CHECK (((length(supplier) >= 1) AND (length(supplier) <= 200)))
);

ALTER TABLE ONLY app.goods_receipt FORCE ROW LEVEL SECURITY;

ALTER TABLE app.goods_receipt OWNER TO ksbb_owner;

ALTER TABLE app.goods_receipt ALTER COLUMN id ADD GENERATED ALWAYS AS IDENTITY (
    SEQUENCE NAME app.goods_receipt_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE app.handover (
    id bigint NOT NULL,
    stop_id bigint NOT NULL,
    shipment_id bigint NOT NULL,
    executor_id bigint NOT NULL,
    unit_id bigint NOT NULL,
    area_id bigint NOT NULL,
    state text NOT NULL,
    reason text,
    happened_on date NOT NULL,
    happened_at timestamp with time zone,
    drift_seconds integer,
    receiver text DEFAULT ''::text NOT NULL,
    note text DEFAULT ''::text NOT NULL,
    late_reason text,
    corrects_id bigint,
    actor text NOT NULL,
    actor_id bigint NOT NULL,
    recorded timestamp with time zone DEFAULT app.now() NOT NULL,
    disputed_on date,
    due_on date,
    CONSTRAINT dispute_is_due CHECK (((state <> 'disputed'::text) OR (due_on IS NOT NULL))),
    CONSTRAINT due_after_opening CHECK ((((disputed_on IS NULL) = (due_on IS NULL)) AND (due_on > disputed_on))),
    CONSTRAINT handover_late_reason_check CHECK (((length(late_reason) >= 1) AND (length(late_reason) <= 500))),
    CONSTRAINT handover_note_check CHECK ((length(note) <= 2000)),
    CONSTRAINT handover_receiver_check CHECK ((length(receiver) <= 80)),
    CONSTRAINT handover_state_check CHECK ((state = ANY (ARRAY['reported'::text, 'proven'::text, 'verified'::text, 'disputed'::text, 'resolved'::text, 'second_report'::text, 'superseded'::text, 'failed'::text])))
);

ALTER TABLE ONLY app.handover FORCE ROW LEVEL SECURITY;

ALTER TABLE app.handover OWNER TO ksbb_owner;

CREATE TABLE app.handover_count (
    handover_id bigint NOT NULL,
    stop_id bigint NOT NULL,
    executor_id bigint NOT NULL,
    area_id bigint NOT NULL,
    package_id bigint NOT NULL,
    sent integer NOT NULL,
    good integer NOT NULL,
    damaged integer NOT NULL,
    missing integer NOT NULL,
    brought_back integer NOT NULL,
    surplus integer DEFAULT 0 NOT NULL,
    CONSTRAINT handover_accounts_for_all CHECK (((((good + damaged) + missing) + brought_back) = sent)),
    CONSTRAINT handover_count_brought_back_check CHECK ((brought_back >= 0)),
    CONSTRAINT handover_count_damaged_check CHECK ((damaged >= 0)),
    CONSTRAINT handover_count_good_check CHECK ((good >= 0)),
    CONSTRAINT handover_count_missing_check CHECK ((missing >= 0)),
    CONSTRAINT handover_count_sent_check CHECK ((sent >= 0)),
    CONSTRAINT handover_count_surplus_check CHECK ((surplus >= 0))
);

ALTER TABLE ONLY app.handover_count FORCE ROW LEVEL SECURITY;

ALTER TABLE app.handover_count OWNER TO ksbb_owner;

ALTER TABLE app.handover ALTER COLUMN id ADD GENERATED ALWAYS AS IDENTITY (
    SEQUENCE NAME app.handover_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE app.handover_line (
    handover_id bigint NOT NULL,
    load_id bigint NOT NULL,
    stop_id bigint NOT NULL,
    line_id bigint NOT NULL,
    donor_id bigint NOT NULL,
    executor_id bigint NOT NULL,
    sent integer NOT NULL,
    good integer NOT NULL,
    damaged integer NOT NULL,
    missing integer NOT NULL,
    brought_back integer NOT NULL,
    undecided integer DEFAULT 0 NOT NULL,
    spoiled integer DEFAULT 0 NOT NULL,
    CONSTRAINT handover_line_brought_back_check CHECK ((brought_back >= 0)),
    CONSTRAINT handover_line_damaged_check CHECK ((damaged >= 0)),
    CONSTRAINT handover_line_good_check CHECK ((good >= 0)),
    CONSTRAINT handover_line_missing_check CHECK ((missing >= 0)),
    CONSTRAINT handover_line_sent_check CHECK ((sent > 0)),
    CONSTRAINT handover_line_spoiled CHECK (((spoiled = 0) OR (spoiled = brought_back))),
    CONSTRAINT handover_line_undecided_check CHECK ((undecided >= 0)),
    CONSTRAINT line_accounts_for_all CHECK ((((((good + damaged) + missing) + brought_back) + undecided) = sent))
);

ALTER TABLE ONLY app.handover_line FORCE ROW LEVEL SECURITY;

ALTER TABLE app.handover_line OWNER TO ksbb_owner;

CREATE TABLE app.handover_lot (
    handover_id bigint NOT NULL,
    load_id bigint NOT NULL,
    lot_id bigint NOT NULL,
    donor_id bigint NOT NULL,
    executor_id bigint NOT NULL,
    funder_id bigint,
    sent integer NOT NULL,
    good integer NOT NULL,
    damaged integer NOT NULL,
    missing integer NOT NULL,
    brought_back integer NOT NULL,
    undecided integer DEFAULT 0 NOT NULL,
    spoiled integer DEFAULT 0 NOT NULL,
    CONSTRAINT handover_lot_brought_back_check CHECK ((brought_back >= 0)),
    CONSTRAINT handover_lot_damaged_check CHECK ((damaged >= 0)),
    CONSTRAINT handover_lot_good_check CHECK ((good >= 0)),
    CONSTRAINT handover_lot_missing_check CHECK ((missing >= 0)),
    CONSTRAINT handover_lot_sent_check CHECK ((sent > 0)),
    CONSTRAINT handover_lot_spoiled CHECK (((spoiled = 0) OR (spoiled = brought_back))),
    CONSTRAINT handover_lot_undecided_check CHECK ((undecided >= 0)),
    CONSTRAINT lot_accounts_for_all CHECK ((((((good + damaged) + missing) + brought_back) + undecided) = sent))
);

ALTER TABLE ONLY app.handover_lot FORCE ROW LEVEL SECURITY;

ALTER TABLE app.handover_lot OWNER TO ksbb_owner;

CREATE TABLE app.idempotency (
    tenant_id bigint NOT NULL,
    actor text NOT NULL,
    actor_id bigint NOT NULL,
    key uuid NOT NULL,
    request_hash bytea NOT NULL,
    result jsonb,
    at timestamp with time zone DEFAULT clock_timestamp() NOT NULL,
    CONSTRAINT idempotency_actor_check CHECK ((actor = ANY (ARRAY['PERSON'::text, 'SHIFT'::text, 'SLIP'::text, 'CLIENT'::text]))),
    CONSTRAINT idempotency_actor_id_check CHECK ((actor_id <> 0))
);

ALTER TABLE ONLY app.idempotency FORCE ROW LEVEL SECURITY;

ALTER TABLE app.idempotency OWNER TO ksbb_owner;

CREATE TABLE app.inbox_entry (
    id bigint NOT NULL,
    person_id bigint NOT NULL,
    organisation_id bigint NOT NULL,
    kind text NOT NULL,
    event uuid NOT NULL,
    recorded timestamp with time zone NOT NULL,
    read_at timestamp with time zone,
    by_id bigint,
    pledge_id bigint,
    contribution_id bigint,
    shipment_id bigint,
    handover_id bigint,
    unit_id bigint,
    subject_id bigint,
    packages integer,
    amount bigint,
    day date,
    days integer,
    detail text,
    CONSTRAINT inbox_entry_amount_check CHECK ((amount > 0)),
    CONSTRAINT inbox_entry_days_check CHECK ((days >= 0)),
    CONSTRAINT inbox_entry_detail_check CHECK ((detail ~ '^[A-Z_]+$'::text)),
    CONSTRAINT inbox_entry_kind_check CHECK ((kind ~ '^[A-Z_]+$'::text)),
    CONSTRAINT inbox_entry_packages_check CHECK ((packages >= 0))
);

ALTER TABLE ONLY app.inbox_entry FORCE ROW LEVEL SECURITY;

ALTER TABLE app.inbox_entry OWNER TO ksbb_owner;

ALTER TABLE app.inbox_entry ALTER COLUMN id ADD GENERATED ALWAYS AS IDENTITY (
    SEQUENCE NAME app.inbox_entry_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

ALTER TABLE app.invitation ALTER COLUMN id ADD GENERATED ALWAYS AS IDENTITY (
    SEQUENCE NAME app.invitation_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE app.load (
    id bigint NOT NULL,
    stop_id bigint NOT NULL,
    shipment_id bigint NOT NULL,
    allocation_id bigint NOT NULL,
    line_id bigint NOT NULL,
    pledge_id bigint NOT NULL,
    donor_id bigint NOT NULL,
    executor_id bigint NOT NULL,
    need_id bigint NOT NULL,
    unit_id bigint NOT NULL,
    area_id bigint NOT NULL,
    package_id bigint NOT NULL,
    quantity integer NOT NULL,
    dispatched integer,
    cancelled boolean DEFAULT false NOT NULL,
    CONSTRAINT load_check CHECK (((dispatched >= 0) AND (dispatched <= quantity))),
    CONSTRAINT load_quantity_check CHECK ((quantity > 0))
);

ALTER TABLE ONLY app.load FORCE ROW LEVEL SECURITY;

ALTER TABLE app.load OWNER TO ksbb_owner;

ALTER TABLE app.load ALTER COLUMN id ADD GENERATED ALWAYS AS IDENTITY (
    SEQUENCE NAME app.load_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE app.load_lot (
    load_id bigint NOT NULL,
    lot_id bigint NOT NULL,
    stop_id bigint NOT NULL,
    line_id bigint NOT NULL,
    donor_id bigint NOT NULL,
    executor_id bigint NOT NULL,
    funder_id bigint,
    quantity integer NOT NULL,
    CONSTRAINT load_lot_quantity_check CHECK ((quantity > 0))
);

ALTER TABLE ONLY app.load_lot FORCE ROW LEVEL SECURITY;

ALTER TABLE app.load_lot OWNER TO ksbb_owner;

CREATE TABLE app.look (
    id bigint NOT NULL,
    verification_id bigint NOT NULL,
    stop_id bigint NOT NULL,
    executor_id bigint NOT NULL,
    handover_id bigint NOT NULL,
    agrees boolean NOT NULL,
    visited_on date NOT NULL,
    note text DEFAULT ''::text NOT NULL,
    reason text,
    verifier_id bigint NOT NULL,
    recorded timestamp with time zone DEFAULT app.now() NOT NULL,
    CONSTRAINT look_note_check CHECK ((length(note) <= 2000)),
    CONSTRAINT look_reason_check CHECK (((length(reason) >= 1) AND (length(reason) <= 500)))
);

ALTER TABLE ONLY app.look FORCE ROW LEVEL SECURITY;

ALTER TABLE app.look OWNER TO ksbb_owner;

CREATE TABLE app.look_count (
    look_id bigint NOT NULL,
    stop_id bigint NOT NULL,
    executor_id bigint NOT NULL,
    package_id bigint NOT NULL,
    good_before integer NOT NULL,
    damaged_before integer NOT NULL,
    missing_before integer NOT NULL,
    brought_back integer NOT NULL,
    good integer NOT NULL,
    damaged integer NOT NULL,
    CONSTRAINT look_count_brought_back_check CHECK ((brought_back >= 0)),
    CONSTRAINT look_count_damaged_before_check CHECK ((damaged_before >= 0)),
    CONSTRAINT look_count_damaged_check CHECK (((damaged >= 0) AND (damaged <= 10000000))),
    CONSTRAINT look_count_good_before_check CHECK ((good_before >= 0)),
    CONSTRAINT look_count_good_check CHECK (((good >= 0) AND (good <= 10000000))),
    CONSTRAINT look_count_missing_before_check CHECK ((missing_before >= 0))
);

ALTER TABLE ONLY app.look_count FORCE ROW LEVEL SECURITY;

ALTER TABLE app.look_count OWNER TO ksbb_owner;

ALTER TABLE app.look ALTER COLUMN id ADD GENERATED ALWAYS AS IDENTITY (
    SEQUENCE NAME app.look_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE app.lot (
    id bigint NOT NULL,
    receipt_id bigint,
    line_id bigint NOT NULL,
    pledge_id bigint NOT NULL,
    donor_id bigint NOT NULL,
    executor_id bigint NOT NULL,
    phase_id bigint NOT NULL,
    package_id bigint NOT NULL,
    version_id bigint NOT NULL,
    funding_id bigint,
    funder_id bigint,
    quantity integer NOT NULL,
    stock integer NOT NULL,
    received_on date NOT NULL,
    expires_on date,
    CONSTRAINT lot_check CHECK ((stock <= quantity)),
    CONSTRAINT lot_check1 CHECK (((funding_id IS NULL) = (funder_id IS NULL))),
    CONSTRAINT lot_quantity_check CHECK ((quantity > 0)),
    CONSTRAINT lot_stock_check CHECK ((stock >= 0))
);

ALTER TABLE ONLY app.lot FORCE ROW LEVEL SECURITY;

ALTER TABLE app.lot OWNER TO ksbb_owner;

ALTER TABLE app.lot ALTER COLUMN id ADD GENERATED ALWAYS AS IDENTITY (
    SEQUENCE NAME app.lot_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE app.mail (
    id bigint NOT NULL,
    recipient text NOT NULL,
    template text NOT NULL,
    facts jsonb NOT NULL,
    event uuid,
    state text DEFAULT 'waiting'::text NOT NULL,
    created_at timestamp with time zone DEFAULT clock_timestamp() NOT NULL,
    due timestamp with time zone DEFAULT clock_timestamp() NOT NULL,
    expires_at timestamp with time zone DEFAULT (clock_timestamp() + '3 days'::interval) NOT NULL,
    attempts integer DEFAULT 0 NOT NULL,
    error text,
    done_at timestamp with time zone,
    CONSTRAINT mail_check CHECK (((state = 'waiting'::text) = (done_at IS NULL))),
    CONSTRAINT mail_check1 CHECK (((state = 'waiting'::text) OR (facts = '{}'::jsonb))),
    CONSTRAINT mail_recipient_check CHECK ((recipient ~ '^[^@\s]+@[^@\s]+$'::text)),
    CONSTRAINT mail_state_check CHECK ((state = ANY (ARRAY['waiting'::text, 'sent'::text, 'failed'::text]))),
    CONSTRAINT mail_template_check CHECK ((template ~ '^[A-Z_]+$'::text))
);

ALTER TABLE ONLY app.mail FORCE ROW LEVEL SECURITY;

ALTER TABLE app.mail OWNER TO ksbb_owner;

ALTER TABLE app.mail ALTER COLUMN id ADD GENERATED ALWAYS AS IDENTITY (
    SEQUENCE NAME app.mail_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE app.membership (
    id bigint NOT NULL,
    organisation_id bigint NOT NULL,
    person_id bigint NOT NULL,
    role text NOT NULL,
    since date DEFAULT app.today() NOT NULL,
    ends_on date,
    created_by bigint NOT NULL,
    CONSTRAINT membership_role_check CHECK ((role = ANY (ARRAY['OWNER'::text, 'OPERATOR'::text, 'VIEWER'::text, 'FIELD'::text, 'KELURAHAN'::text, 'VERIFIER'::text])))
);

ALTER TABLE ONLY app.membership FORCE ROW LEVEL SECURITY;

ALTER TABLE app.membership OWNER TO ksbb_owner;

ALTER TABLE app.membership ALTER COLUMN id ADD GENERATED ALWAYS AS IDENTITY (
    SEQUENCE NAME app.membership_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE app.need_target (
    id bigint NOT NULL,
    need_id bigint NOT NULL,
    old_target integer,
    new_target integer NOT NULL,
    reason text,
    person_id bigint NOT NULL,
    effective date NOT NULL,
    recorded timestamp with time zone NOT NULL
);

ALTER TABLE ONLY app.need_target FORCE ROW LEVEL SECURITY;

ALTER TABLE app.need_target OWNER TO ksbb_owner;

ALTER TABLE app.need_target ALTER COLUMN id ADD GENERATED ALWAYS AS IDENTITY (
    SEQUENCE NAME app.need_target_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE app.notification_setting (
    person_id bigint NOT NULL,
    kind text NOT NULL,
    inbox boolean NOT NULL,
    mail boolean NOT NULL,
    CONSTRAINT notification_setting_kind_check CHECK ((kind ~ '^[A-Z_]+$'::text))
);

ALTER TABLE ONLY app.notification_setting FORCE ROW LEVEL SECURITY;

ALTER TABLE app.notification_setting OWNER TO ksbb_owner;

CREATE TABLE app.officer_area (
    person_id bigint NOT NULL,
    area_id bigint NOT NULL,
    created_by bigint NOT NULL,
    ended_on date
);

ALTER TABLE ONLY app.officer_area FORCE ROW LEVEL SECURITY;

ALTER TABLE app.officer_area OWNER TO ksbb_owner;

CREATE TABLE app.organisation (
    id bigint NOT NULL,
    kind text NOT NULL,
    name text NOT NULL,
    is_example boolean DEFAULT false NOT NULL,
    about text DEFAULT ''::text NOT NULL,
    contact_email text DEFAULT ''::text NOT NULL,
    contact_phone text DEFAULT ''::text NOT NULL,
    state text NOT NULL,
    reason text,
    applied_at timestamp with time zone DEFAULT app.now() NOT NULL,
    created_by bigint NOT NULL,
    CONSTRAINT organisation_about_check CHECK ((length(about) <= 2000)),
    CONSTRAINT organisation_check CHECK (((kind <> 'PEMPROV'::text) OR (state = 'verified'::text))),
    CONSTRAINT organisation_kind_check CHECK ((kind = ANY (ARRAY['PEMPROV'::text, 'AGGREGATOR'::text, 'DONOR'::text]))),
    CONSTRAINT organisation_name_check CHECK (((length(name) >= 2) AND (length(name) <= 200))),
    CONSTRAINT organisation_state_check CHECK ((state = ANY (ARRAY['applied'::text, 'verified'::text, 'rejected'::text, 'suspended'::text])))
);

ALTER TABLE ONLY app.organisation FORCE ROW LEVEL SECURITY;

ALTER TABLE app.organisation OWNER TO ksbb_owner;

ALTER TABLE app.organisation ALTER COLUMN id ADD GENERATED ALWAYS AS IDENTITY (
    SEQUENCE NAME app.organisation_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE app.outbox (
    id bigint NOT NULL,
    event uuid DEFAULT gen_random_uuid() NOT NULL,
    kind text NOT NULL,
    tenant_id bigint NOT NULL,
    counterparty_id bigint,
    thing text NOT NULL,
    thing_id bigint NOT NULL,
    payload jsonb DEFAULT '{}'::jsonb NOT NULL,
    recorded timestamp with time zone DEFAULT app.now() NOT NULL,
    handled_at timestamp with time zone,
    attempts integer DEFAULT 0 NOT NULL,
    due timestamp with time zone DEFAULT clock_timestamp() NOT NULL,
    error text
);

ALTER TABLE ONLY app.outbox FORCE ROW LEVEL SECURITY;

ALTER TABLE app.outbox OWNER TO ksbb_owner;

ALTER TABLE app.outbox ALTER COLUMN id ADD GENERATED ALWAYS AS IDENTITY (
    SEQUENCE NAME app.outbox_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE app.permit (
    id bigint NOT NULL,
    aggregator_id bigint NOT NULL,
    number text NOT NULL,
    issuer text NOT NULL,
    starts_on date NOT NULL,
    ends_on date NOT NULL,
    cost_cap integer DEFAULT 100 NOT NULL,
    state text NOT NULL,
    reason text,
    created_by bigint NOT NULL,
    created_at timestamp with time zone DEFAULT app.now() NOT NULL,
    warned_days integer,
    CONSTRAINT permit_check CHECK ((starts_on <= ends_on)),
    CONSTRAINT permit_cost_cap_check CHECK (((cost_cap >= 0) AND (cost_cap <= 100))),
    CONSTRAINT permit_issuer_check CHECK ((issuer <> ''::text)),
    CONSTRAINT permit_number_check CHECK ((number <> ''::text)),
    CONSTRAINT permit_state_check CHECK ((state = ANY (ARRAY['draft'::text, 'submitted'::text, 'active'::text, 'suspended'::text, 'expired'::text, 'terminated'::text]))),
    CONSTRAINT permit_warned_days_check CHECK ((warned_days = ANY (ARRAY[30, 7, 1])))
);

ALTER TABLE ONLY app.permit FORCE ROW LEVEL SECURITY;

ALTER TABLE app.permit OWNER TO ksbb_owner;

ALTER TABLE app.permit ALTER COLUMN id ADD GENERATED ALWAYS AS IDENTITY (
    SEQUENCE NAME app.permit_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE app.person (
    id bigint NOT NULL,
    email text NOT NULL,
    name text DEFAULT ''::text NOT NULL,
    locale text DEFAULT 'id'::text NOT NULL,
    created_at timestamp with time zone DEFAULT clock_timestamp() NOT NULL,
    CONSTRAINT person_email_check CHECK (((email = lower(email)) AND (email ~ '^[^@\s]+@[^@\s]+$'::text))),
    CONSTRAINT person_locale_check CHECK ((locale = ANY (ARRAY['id'::text, 'en'::text])))
);

ALTER TABLE ONLY app.person FORCE ROW LEVEL SECURITY;

ALTER TABLE app.person OWNER TO ksbb_owner;

ALTER TABLE app.person ALTER COLUMN id ADD GENERATED ALWAYS AS IDENTITY (
    SEQUENCE NAME app.person_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE app.pledge (
    id bigint NOT NULL,
    number text DEFAULT ''::text NOT NULL,
    public_code text DEFAULT app.public_code() NOT NULL,
    donor_id bigint NOT NULL,
    executor_id bigint NOT NULL,
    aggregator_id bigint,
    channel text NOT NULL,
    phase_id bigint NOT NULL,
    state text NOT NULL,
    reason text,
    note text DEFAULT ''::text NOT NULL,
    statement text NOT NULL,
    created_by bigint NOT NULL,
    submitted_at timestamp with time zone DEFAULT app.now() NOT NULL,
    waits_since timestamp with time zone DEFAULT app.now() NOT NULL,
    xid xid8 DEFAULT pg_current_xact_id() NOT NULL,
    CONSTRAINT pledge_channel_check CHECK ((channel = ANY (ARRAY['DIRECT'::text, 'VIA_AGGREGATOR'::text, 'VIA_PEMPROV'::text]))),
    CONSTRAINT pledge_check CHECK (
CASE channel
    WHEN 'DIRECT'::text THEN ((executor_id = donor_id) AND (aggregator_id IS NULL))
    WHEN 'VIA_AGGREGATOR'::text THEN ((aggregator_id IS NOT NULL) AND (executor_id = aggregator_id) AND (donor_id <> aggregator_id))
    ELSE ((aggregator_id IS NULL) AND (executor_id <> donor_id))
END),
    CONSTRAINT pledge_note_check CHECK ((length(note) <= 2000)),
    CONSTRAINT pledge_state_check CHECK ((state = ANY (ARRAY['submitted'::text, 'accepted'::text, 'committed'::text, 'completed'::text, 'rejected'::text, 'withdrawn'::text, 'lapsed'::text]))),
    CONSTRAINT pledge_statement_check CHECK ((statement <> ''::text))
);

ALTER TABLE ONLY app.pledge FORCE ROW LEVEL SECURITY;

ALTER TABLE app.pledge OWNER TO ksbb_owner;

ALTER TABLE app.pledge ALTER COLUMN id ADD GENERATED ALWAYS AS IDENTITY (
    SEQUENCE NAME app.pledge_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE app.pledge_line (
    id bigint NOT NULL,
    pledge_id bigint NOT NULL,
    donor_id bigint NOT NULL,
    executor_id bigint NOT NULL,
    phase_id bigint NOT NULL,
    package_id bigint NOT NULL,
    version_id bigint NOT NULL,
    quantity integer NOT NULL,
    allocated integer DEFAULT 0 NOT NULL,
    stocked integer DEFAULT 0 NOT NULL,
    replaced integer DEFAULT 0 NOT NULL,
    CONSTRAINT pledge_line_allocated_check CHECK ((allocated >= 0)),
    CONSTRAINT pledge_line_quantity_check CHECK (((quantity >= 1) AND (quantity <= 10000000))),
    CONSTRAINT pledge_line_replaced_check CHECK ((replaced >= 0)),
    CONSTRAINT pledge_line_stock_within_quantity CHECK ((stocked <= (quantity + replaced))),
    CONSTRAINT pledge_line_stocked_check CHECK ((stocked >= 0)),
    CONSTRAINT pledge_line_within_quantity CHECK ((allocated <= quantity))
);

ALTER TABLE ONLY app.pledge_line FORCE ROW LEVEL SECURITY;

ALTER TABLE app.pledge_line OWNER TO ksbb_owner;

ALTER TABLE app.pledge_line ALTER COLUMN id ADD GENERATED ALWAYS AS IDENTITY (
    SEQUENCE NAME app.pledge_line_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE app.proof (
    id bigint NOT NULL,
    stop_id bigint NOT NULL,
    executor_id bigint NOT NULL,
    area_id bigint NOT NULL,
    handover_id bigint,
    method text NOT NULL,
    side text GENERATED ALWAYS AS (
CASE
    WHEN (method = ANY (ARRAY['CODE'::text, 'KELURAHAN'::text])) THEN 'UNIT'::text
    ELSE 'EXECUTOR'::text
END) STORED NOT NULL,
    message text DEFAULT ''::text NOT NULL,
    happened_on date NOT NULL,
    superseded_by bigint,
    actor text NOT NULL,
    actor_id bigint NOT NULL,
    recorded timestamp with time zone DEFAULT app.now() NOT NULL,
    CONSTRAINT proof_message_check CHECK ((length(message) <= 1000)),
    CONSTRAINT proof_method_check CHECK ((method = ANY (ARRAY['CODE'::text, 'KELURAHAN'::text, 'COURIER_CODE'::text, 'SIGNATURE'::text, 'PAPER'::text])))
);

ALTER TABLE ONLY app.proof FORCE ROW LEVEL SECURITY;

ALTER TABLE app.proof OWNER TO ksbb_owner;

CREATE TABLE app.proof_count (
    proof_id bigint NOT NULL,
    stop_id bigint NOT NULL,
    executor_id bigint NOT NULL,
    package_id bigint NOT NULL,
    good integer NOT NULL,
    damaged integer NOT NULL,
    CONSTRAINT proof_count_damaged_check CHECK (((damaged >= 0) AND (damaged <= 10000000))),
    CONSTRAINT proof_count_good_check CHECK (((good >= 0) AND (good <= 10000000)))
);

ALTER TABLE ONLY app.proof_count FORCE ROW LEVEL SECURITY;

ALTER TABLE app.proof_count OWNER TO ksbb_owner;

ALTER TABLE app.proof ALTER COLUMN id ADD GENERATED ALWAYS AS IDENTITY (
    SEQUENCE NAME app.proof_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE app.proposal (
    id bigint NOT NULL,
    code text DEFAULT app.public_code() NOT NULL,
    key uuid NOT NULL,
    request_hash bytea NOT NULL,
    pemprov_id bigint NOT NULL,
    unit_id bigint NOT NULL,
    families integer NOT NULL,
    people integer NOT NULL,
    source text NOT NULL,
    day date NOT NULL,
    remark text NOT NULL,
    state text NOT NULL,
    reason text,
    previous_snapshot_id bigint,
    snapshot_id bigint,
    received_at timestamp with time zone DEFAULT app.now() NOT NULL,
    CONSTRAINT proposal_check CHECK (((people >= families) AND (people <= 100000))),
    CONSTRAINT proposal_check1 CHECK (((state = 'accepted'::text) = (snapshot_id IS NOT NULL))),
    CONSTRAINT proposal_families_check CHECK (((families >= 0) AND (families <= 20000))),
    CONSTRAINT proposal_reason_check CHECK ((length(reason) <= 2000)),
    CONSTRAINT proposal_remark_check CHECK ((length(remark) <= 1000)),
    CONSTRAINT proposal_source_check CHECK ((source = ANY (ARRAY['RT_RW'::text, 'KELURAHAN'::text, 'INSTITUTION'::text, 'RESIDENT'::text]))),
    CONSTRAINT proposal_state_check CHECK ((state = ANY (ARRAY['received'::text, 'accepted'::text, 'declined'::text])))
);

ALTER TABLE ONLY app.proposal FORCE ROW LEVEL SECURITY;

ALTER TABLE app.proposal OWNER TO ksbb_owner;

ALTER TABLE app.proposal ALTER COLUMN id ADD GENERATED ALWAYS AS IDENTITY (
    SEQUENCE NAME app.proposal_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE app.reassignment (
    id bigint NOT NULL,
    pledge_id bigint NOT NULL,
    donor_id bigint NOT NULL,
    executor_id bigint NOT NULL,
    phase_id bigint NOT NULL,
    state text NOT NULL,
    reason text,
    packages integer NOT NULL,
    releases bigint[] NOT NULL,
    journal_id bigint NOT NULL,
    released_on date DEFAULT app.today() NOT NULL,
    created_by bigint NOT NULL,
    CONSTRAINT reassignment_packages_check CHECK ((packages > 0)),
    CONSTRAINT reassignment_state_check CHECK ((state = ANY (ARRAY['released'::text, 'taken_back'::text])))
);

ALTER TABLE ONLY app.reassignment FORCE ROW LEVEL SECURITY;

ALTER TABLE app.reassignment OWNER TO ksbb_owner;

ALTER TABLE app.reassignment ALTER COLUMN id ADD GENERATED ALWAYS AS IDENTITY (
    SEQUENCE NAME app.reassignment_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE app.reporter (
    id bigint NOT NULL,
    complaint_id bigint,
    proposal_id bigint,
    contact text NOT NULL,
    kept_until timestamp with time zone DEFAULT (clock_timestamp() + '180 days'::interval) NOT NULL,
    CONSTRAINT reporter_check CHECK ((num_nonnulls(complaint_id, proposal_id) = 1)),
    CONSTRAINT reporter_contact_check CHECK (((length(contact) >= 3) AND (length(contact) <= 254)))
);

ALTER TABLE ONLY app.reporter FORCE ROW LEVEL SECURITY;

ALTER TABLE app.reporter OWNER TO ksbb_owner;

ALTER TABLE app.reporter ALTER COLUMN id ADD GENERATED ALWAYS AS IDENTITY (
    SEQUENCE NAME app.reporter_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE app.seal (
    number bigint NOT NULL,
    previous_hash bytea NOT NULL,
    rows_hash bytea NOT NULL,
    hash bytea NOT NULL,
    audit_ids bigint[] NOT NULL,
    at timestamp with time zone DEFAULT clock_timestamp() NOT NULL
);

ALTER TABLE ONLY app.seal FORCE ROW LEVEL SECURITY;

ALTER TABLE app.seal OWNER TO ksbb_owner;

CREATE TABLE app.shift (
    id bigint NOT NULL,
    executor_id bigint NOT NULL,
    label text NOT NULL,
    token_hash bytea NOT NULL,
    created_at timestamp with time zone DEFAULT clock_timestamp() NOT NULL,
    ends_at timestamp with time zone DEFAULT (clock_timestamp() + '96:00:00'::interval) NOT NULL,
    revoked_at timestamp with time zone,
    created_by bigint NOT NULL,
    CONSTRAINT shift_label_check CHECK (((length(label) >= 1) AND (length(label) <= 80))),
    CONSTRAINT shift_token_hash_check CHECK ((length(token_hash) = 32))
);

ALTER TABLE ONLY app.shift FORCE ROW LEVEL SECURITY;

ALTER TABLE app.shift OWNER TO ksbb_owner;

ALTER TABLE app.shift ALTER COLUMN id ADD GENERATED ALWAYS AS IDENTITY (
    SEQUENCE NAME app.shift_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE app.shift_shipment (
    shift_id bigint NOT NULL,
    shipment_id bigint NOT NULL,
    executor_id bigint NOT NULL
);

ALTER TABLE ONLY app.shift_shipment FORCE ROW LEVEL SECURITY;

ALTER TABLE app.shift_shipment OWNER TO ksbb_owner;

ALTER TABLE app.shipment ALTER COLUMN id ADD GENERATED ALWAYS AS IDENTITY (
    SEQUENCE NAME app.shipment_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE app.slip (
    id bigint NOT NULL,
    unit_id bigint NOT NULL,
    phase_id bigint NOT NULL,
    area_id bigint NOT NULL,
    token_hash bytea NOT NULL,
    printed_on date DEFAULT app.today() NOT NULL,
    printed_by bigint NOT NULL,
    void_on date,
    CONSTRAINT slip_token_hash_check CHECK ((length(token_hash) = 32))
);

ALTER TABLE ONLY app.slip FORCE ROW LEVEL SECURITY;

ALTER TABLE app.slip OWNER TO ksbb_owner;

ALTER TABLE app.slip_code ALTER COLUMN id ADD GENERATED ALWAYS AS IDENTITY (
    SEQUENCE NAME app.slip_code_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

ALTER TABLE app.slip ALTER COLUMN id ADD GENERATED ALWAYS AS IDENTITY (
    SEQUENCE NAME app.slip_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE app.step (
    id bigint NOT NULL,
    thing text NOT NULL,
    thing_id bigint NOT NULL,
    from_state text NOT NULL,
    to_state text NOT NULL,
    party text NOT NULL,
    tenant_id bigint NOT NULL,
    actor text NOT NULL,
    actor_id bigint NOT NULL,
    person_id bigint GENERATED ALWAYS AS (
CASE actor
    WHEN 'PERSON'::text THEN actor_id
    ELSE (0)::bigint
END) STORED NOT NULL,
    reason text,
    effective date NOT NULL,
    recorded timestamp with time zone NOT NULL,
    giver_id bigint NOT NULL,
    executor_id bigint NOT NULL,
    CONSTRAINT step_actor_check CHECK ((actor = ANY (ARRAY['SYSTEM'::text, 'PERSON'::text, 'SHIFT'::text, 'SLIP'::text, 'CLIENT'::text])))
);

ALTER TABLE ONLY app.step FORCE ROW LEVEL SECURITY;

ALTER TABLE app.step OWNER TO ksbb_owner;

ALTER TABLE app.step ALTER COLUMN id ADD GENERATED ALWAYS AS IDENTITY (
    SEQUENCE NAME app.step_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

ALTER TABLE app.stop ALTER COLUMN id ADD GENERATED ALWAYS AS IDENTITY (
    SEQUENCE NAME app.stop_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE app.transition (
    thing text NOT NULL,
    from_state text NOT NULL,
    to_state text NOT NULL,
    party text NOT NULL,
    reason_required boolean DEFAULT false NOT NULL,
    another_person boolean DEFAULT false NOT NULL,
    CONSTRAINT transition_party_check CHECK ((party = ANY (ARRAY['ANYBODY'::text, 'GIVER'::text, 'EXECUTOR'::text, 'PEMPROV'::text, 'FIELD'::text, 'UNIT'::text, 'KELURAHAN'::text, 'VERIFIER'::text, 'SYSTEM'::text])))
);

ALTER TABLE ONLY app.transition FORCE ROW LEVEL SECURITY;

ALTER TABLE app.transition OWNER TO ksbb_owner;

CREATE TABLE app.unit_contact (
    id bigint NOT NULL,
    unit_id bigint NOT NULL,
    area_id bigint NOT NULL,
    name text,
    role text,
    phone text,
    since date DEFAULT app.today() NOT NULL,
    ended_on date,
    created_by bigint NOT NULL,
    CONSTRAINT unit_contact_check CHECK (((ended_on IS NULL) = (phone IS NOT NULL))),
    CONSTRAINT unit_contact_check1 CHECK (((name IS NULL) = (phone IS NULL))),
    CONSTRAINT unit_contact_check2 CHECK (((role IS NULL) = (phone IS NULL))),
    CONSTRAINT unit_contact_name_check CHECK (((length(name) >= 1) AND (length(name) <= 120))),
    CONSTRAINT unit_contact_phone_check CHECK ((phone ~ '^\+?[0-9]{8,15}$'::text)),
    CONSTRAINT unit_contact_role_check CHECK (((length(role) >= 1) AND (length(role) <= 80)))
);

ALTER TABLE ONLY app.unit_contact FORCE ROW LEVEL SECURITY;

ALTER TABLE app.unit_contact OWNER TO ksbb_owner;

ALTER TABLE app.unit_contact ALTER COLUMN id ADD GENERATED ALWAYS AS IDENTITY (
    SEQUENCE NAME app.unit_contact_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE app.verification (
    id bigint NOT NULL,
    stop_id bigint NOT NULL,
    executor_id bigint NOT NULL,
    area_id bigint NOT NULL,
    state text NOT NULL,
    reason text,
    verifier_id bigint,
    recorded timestamp with time zone DEFAULT app.now() NOT NULL,
    CONSTRAINT verification_state_check CHECK ((state = ANY (ARRAY['drawn'::text, 'agrees'::text, 'differs'::text])))
);

ALTER TABLE ONLY app.verification FORCE ROW LEVEL SECURITY;

ALTER TABLE app.verification OWNER TO ksbb_owner;

ALTER TABLE app.verification ALTER COLUMN id ADD GENERATED ALWAYS AS IDENTITY (
    SEQUENCE NAME app.verification_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE app.withdrawal (
    id bigint NOT NULL,
    pledge_id bigint NOT NULL,
    donor_id bigint NOT NULL,
    executor_id bigint NOT NULL,
    phase_id bigint NOT NULL,
    state text NOT NULL,
    reason text,
    requested_on date DEFAULT app.today() NOT NULL,
    due_on date NOT NULL,
    answered_on date,
    packages integer,
    created_by bigint NOT NULL,
    CONSTRAINT withdrawal_check CHECK ((due_on >= requested_on)),
    CONSTRAINT withdrawal_check1 CHECK (((state = 'requested'::text) = (answered_on IS NULL))),
    CONSTRAINT withdrawal_check2 CHECK (((state = 'agreed'::text) = (packages IS NOT NULL))),
    CONSTRAINT withdrawal_packages_check CHECK ((packages >= 0)),
    CONSTRAINT withdrawal_state_check CHECK ((state = ANY (ARRAY['requested'::text, 'agreed'::text, 'refused'::text, 'taken_back'::text])))
);

ALTER TABLE ONLY app.withdrawal FORCE ROW LEVEL SECURITY;

ALTER TABLE app.withdrawal OWNER TO ksbb_owner;

ALTER TABLE app.withdrawal ALTER COLUMN id ADD GENERATED ALWAYS AS IDENTITY (
    SEQUENCE NAME app.withdrawal_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE ledger.account (
    id bigint NOT NULL,
    book text NOT NULL,
    tenant_id bigint NOT NULL,
    counterparty_id bigint NOT NULL,
    kind text NOT NULL,
    commodity text NOT NULL,
    subject bigint NOT NULL,
    balance bigint DEFAULT 0 NOT NULL,
    CONSTRAINT account_balance_check CHECK ((balance >= 0)),
    CONSTRAINT account_book_check CHECK ((book = ANY (ARRAY['PROMISE'::text, 'MONEY'::text, 'GOODS'::text]))),
    CONSTRAINT account_check CHECK (
CASE book
    WHEN 'PROMISE'::text THEN (kind = ANY (ARRAY['promise'::text, 'pledged'::text, 'committed'::text, 'dispatched'::text, 'received'::text, 'verified'::text, 'withdrawn'::text]))
    WHEN 'MONEY'::text THEN (kind = ANY (ARRAY['outside'::text, 'intended'::text, 'received'::text, 'committed'::text, 'spent'::text, 'returned'::text]))
    ELSE (kind = ANY (ARRAY['supplier'::text, 'stock'::text, 'in_transit'::text, 'received_by_unit'::text, 'damaged'::text, 'missing'::text, 'returned'::text]))
END),
    CONSTRAINT account_check1 CHECK (((book = 'MONEY'::text) = (commodity = 'IDR'::text)))
)
WITH (fillfactor='80');

ALTER TABLE ONLY ledger.account FORCE ROW LEVEL SECURITY;

ALTER TABLE ledger.account OWNER TO ksbb_owner;

ALTER TABLE ledger.account ALTER COLUMN id ADD GENERATED ALWAYS AS IDENTITY (
    SEQUENCE NAME ledger.account_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE ledger.journal (
    id bigint NOT NULL,
    tenant_id bigint NOT NULL,
    counterparty_id bigint NOT NULL,
    action text NOT NULL,
    thing text NOT NULL,
    thing_id bigint NOT NULL,
    effective date NOT NULL,
    recorded timestamp with time zone DEFAULT app.now() NOT NULL,
    xid xid8 DEFAULT pg_current_xact_id() NOT NULL,
    reverses bigint,
    reason text,
    CONSTRAINT journal_action_check CHECK ((action <> ''::text)),
    CONSTRAINT journal_check CHECK (((reverses IS NULL) OR (reason <> ''::text)))
);

ALTER TABLE ONLY ledger.journal FORCE ROW LEVEL SECURITY;

ALTER TABLE ledger.journal OWNER TO ksbb_owner;

ALTER TABLE ledger.journal ALTER COLUMN id ADD GENERATED ALWAYS AS IDENTITY (
    SEQUENCE NAME ledger.journal_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE ledger.transfer (
    id bigint NOT NULL,
    journal_id bigint NOT NULL,
    book text NOT NULL,
    commodity text NOT NULL,
    quantity bigint NOT NULL,
    from_account bigint NOT NULL,
    from_tenant bigint NOT NULL,
    from_counterparty bigint NOT NULL,
    to_account bigint NOT NULL,
    to_tenant bigint NOT NULL,
    to_counterparty bigint NOT NULL,
    CONSTRAINT transfer_check CHECK ((from_account <> to_account)),
    CONSTRAINT transfer_quantity_check CHECK ((quantity > 0))
);

ALTER TABLE ONLY ledger.transfer FORCE ROW LEVEL SECURITY;

ALTER TABLE ledger.transfer OWNER TO ksbb_owner;

CREATE VIEW ledger.posting WITH (security_invoker='true') AS
 SELECT transfer.id AS transfer_id,
    transfer.journal_id,
    transfer.from_account AS account_id,
    transfer.commodity,
    (- transfer.quantity) AS quantity
   FROM ledger.transfer
UNION ALL
 SELECT transfer.id AS transfer_id,
    transfer.journal_id,
    transfer.to_account AS account_id,
    transfer.commodity,
    transfer.quantity
   FROM ledger.transfer;

ALTER TABLE ledger.posting OWNER TO ksbb_owner;

ALTER TABLE ledger.transfer ALTER COLUMN id ADD GENERATED ALWAYS AS IDENTITY (
    SEQUENCE NAME ledger.transfer_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE pub.area (
    id bigint NOT NULL,
    code text NOT NULL,
    level text NOT NULL,
    name text NOT NULL,
    kabupaten boolean DEFAULT false NOT NULL,
    parent_id bigint,
    provinsi_id bigint,
    kota_id bigint,
    kecamatan_id bigint,
    point public.geography(Point,4326),
    boundary public.geometry(MultiPolygon,4326),
    boundary_source text,
    CONSTRAINT area_boundary_source_check CHECK ((boundary_source = ANY (ARRAY['IMPORTED'::text, 'JOINED'::text, 'DRAWN'::text]))),
    CONSTRAINT area_check CHECK (((boundary IS NULL) = (boundary_source IS NULL))),
    CONSTRAINT area_check1 CHECK (((level = 'PROVINSI'::text) = (parent_id IS NULL))),
    CONSTRAINT area_check2 CHECK (((level = 'PROVINSI'::text) = (provinsi_id IS NULL))),
    CONSTRAINT area_check3 CHECK (((level = ANY (ARRAY['PROVINSI'::text, 'KOTA'::text])) = (kota_id IS NULL))),
    CONSTRAINT area_check4 CHECK (((level = 'KELURAHAN'::text) = (kecamatan_id IS NOT NULL))),
    CONSTRAINT area_check5 CHECK ((parent_id = COALESCE(kecamatan_id, kota_id, provinsi_id))),
    CONSTRAINT area_code_check CHECK ((code ~ '^[0-9]{2}(\.[0-9]{2}(\.[0-9]{2}(\.[0-9]{4})?)?)?$'::text)),
    CONSTRAINT area_level_check CHECK ((level = ANY (ARRAY['PROVINSI'::text, 'KOTA'::text, 'KECAMATAN'::text, 'KELURAHAN'::text]))),
    CONSTRAINT area_name_check CHECK ((name <> ''::text))
);

ALTER TABLE pub.area OWNER TO ksbb_owner;

ALTER TABLE pub.area ALTER COLUMN id ADD GENERATED ALWAYS AS IDENTITY (
    SEQUENCE NAME pub.area_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE pub.clock (
    only_row boolean DEFAULT true NOT NULL,
    demo boolean DEFAULT false NOT NULL,
    shift interval DEFAULT '00:00:00'::interval NOT NULL,
    opened_at timestamp with time zone,
    CONSTRAINT clock_check CHECK ((demo OR ((shift = '00:00:00'::interval) AND (opened_at IS NULL)))),
    CONSTRAINT clock_only_row_check CHECK (only_row)
);

ALTER TABLE pub.clock OWNER TO ksbb_owner;

CREATE TABLE pub.commitment (
    allocation_id bigint NOT NULL,
    pledge_id bigint NOT NULL,
    need_id bigint NOT NULL,
    unit_id bigint NOT NULL,
    phase_id bigint NOT NULL,
    package_id bigint NOT NULL,
    giver_id bigint NOT NULL,
    executor_id bigint NOT NULL,
    quantity integer NOT NULL,
    committed_on date NOT NULL,
    committed_recorded timestamp with time zone NOT NULL,
    released_on date,
    released_recorded timestamp with time zone,
    CONSTRAINT commitment_check CHECK (((released_on IS NULL) = (released_recorded IS NULL))),
    CONSTRAINT commitment_check1 CHECK ((released_on >= committed_on)),
    CONSTRAINT commitment_quantity_check CHECK ((quantity > 0))
);

ALTER TABLE pub.commitment OWNER TO ksbb_owner;

CREATE TABLE pub.delivery (
    load_id bigint NOT NULL,
    stop_id bigint NOT NULL,
    allocation_id bigint NOT NULL,
    need_id bigint NOT NULL,
    unit_id bigint NOT NULL,
    phase_id bigint NOT NULL,
    package_id bigint NOT NULL,
    giver_id bigint NOT NULL,
    executor_id bigint NOT NULL,
    dispatched integer NOT NULL,
    dispatched_on date NOT NULL,
    state text NOT NULL,
    good integer DEFAULT 0 NOT NULL,
    damaged integer DEFAULT 0 NOT NULL,
    missing integer DEFAULT 0 NOT NULL,
    brought_back integer DEFAULT 0 NOT NULL,
    received integer DEFAULT 0 NOT NULL,
    happened_on date,
    received_on date,
    proven_by text,
    proven_how text,
    verified_on date,
    unsettled integer DEFAULT 0 NOT NULL,
    recorded timestamp with time zone DEFAULT app.now() NOT NULL,
    corrected boolean DEFAULT false NOT NULL,
    received_before integer,
    late boolean DEFAULT false NOT NULL,
    recorded_late_on date,
    CONSTRAINT corrected_if_it_was_otherwise CHECK (((received_before IS NULL) OR corrected)),
    CONSTRAINT delivery_brought_back_check CHECK ((brought_back >= 0)),
    CONSTRAINT delivery_check CHECK (((((good + damaged) + missing) + brought_back) <= dispatched)),
    CONSTRAINT delivery_check1 CHECK ((received <= good)),
    CONSTRAINT delivery_check2 CHECK (((received_on IS NULL) = (proven_by IS NULL))),
    CONSTRAINT delivery_check3 CHECK (((proven_how IS NULL) = (proven_by IS NULL))),
    CONSTRAINT delivery_damaged_check CHECK ((damaged >= 0)),
    CONSTRAINT delivery_dispatched_check CHECK ((dispatched > 0)),
    CONSTRAINT delivery_good_check CHECK ((good >= 0)),
    CONSTRAINT delivery_missing_check CHECK ((missing >= 0)),
    CONSTRAINT delivery_proven_by_check CHECK ((proven_by = ANY (ARRAY['UNIT'::text, 'EXECUTOR'::text]))),
    CONSTRAINT delivery_proven_how_check CHECK ((proven_how = ANY (ARRAY['CODE'::text, 'KELURAHAN'::text, 'COURIER_CODE'::text, 'SIGNATURE'::text, 'PAPER'::text]))),
    CONSTRAINT delivery_received_before_check CHECK ((received_before >= 0)),
    CONSTRAINT delivery_received_check CHECK ((received >= 0)),
    CONSTRAINT delivery_state_check CHECK ((state = ANY (ARRAY['on_the_way'::text, 'reported'::text, 'received'::text, 'disputed'::text, 'failed'::text]))),
    CONSTRAINT delivery_unsettled_check CHECK ((unsettled >= 0)),
    CONSTRAINT late_if_recorded_late CHECK ((late = (recorded_late_on IS NOT NULL)))
);

ALTER TABLE pub.delivery OWNER TO ksbb_owner;

CREATE TABLE pub.gift (
    contribution_id bigint NOT NULL,
    giver_id bigint NOT NULL,
    aggregator_id bigint NOT NULL,
    amount bigint NOT NULL,
    received_on date NOT NULL,
    recorded timestamp with time zone NOT NULL,
    CONSTRAINT gift_amount_check CHECK ((amount > 0))
);

ALTER TABLE pub.gift OWNER TO ksbb_owner;

CREATE TABLE pub.ladder (
    area_id bigint NOT NULL,
    unit_kind text NOT NULL,
    giver_id bigint NOT NULL,
    executor_id bigint NOT NULL,
    day date NOT NULL,
    phase_id bigint NOT NULL,
    package_id bigint NOT NULL,
    rung text NOT NULL,
    quantity bigint NOT NULL,
    CONSTRAINT ladder_rung_check CHECK ((rung = ANY (ARRAY['pledged'::text, 'committed'::text, 'dispatched'::text, 'received'::text, 'received_by_unit'::text, 'verified'::text])))
);

ALTER TABLE pub.ladder OWNER TO ksbb_owner;

CREATE TABLE pub.ladder_change (
    id bigint NOT NULL,
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

ALTER TABLE pub.ladder_change ALTER COLUMN id ADD GENERATED ALWAYS AS IDENTITY (
    SEQUENCE NAME pub.ladder_change_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE pub.map_version (
    only_row boolean DEFAULT true NOT NULL,
    version bigint NOT NULL,
    CONSTRAINT map_version_only_row_check CHECK (only_row)
);

ALTER TABLE pub.map_version OWNER TO ksbb_owner;

CREATE TABLE pub.need (
    id bigint NOT NULL,
    unit_id bigint NOT NULL,
    phase_id bigint NOT NULL,
    package_id bigint NOT NULL,
    snapshot_id bigint NOT NULL,
    target integer NOT NULL,
    held integer DEFAULT 0 NOT NULL,
    committed integer DEFAULT 0 NOT NULL,
    state text DEFAULT 'published'::text NOT NULL,
    reason text,
    published_on date DEFAULT app.today() NOT NULL,
    created_by bigint NOT NULL,
    CONSTRAINT need_capacity CHECK (((held + committed) <= target)),
    CONSTRAINT need_committed_check CHECK ((committed >= 0)),
    CONSTRAINT need_held_check CHECK ((held >= 0)),
    CONSTRAINT need_state_check CHECK ((state = ANY (ARRAY['published'::text, 'closed'::text]))),
    CONSTRAINT need_target_check CHECK ((target > 0))
)
WITH (fillfactor='70');

ALTER TABLE pub.need OWNER TO ksbb_owner;

ALTER TABLE pub.need ALTER COLUMN id ADD GENERATED ALWAYS AS IDENTITY (
    SEQUENCE NAME pub.need_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE pub.need_total (
    area_id bigint NOT NULL,
    phase_id bigint NOT NULL,
    package_id bigint NOT NULL,
    unit_kind text NOT NULL,
    target bigint NOT NULL,
    needs integer NOT NULL
);

ALTER TABLE pub.need_total OWNER TO ksbb_owner;

CREATE TABLE pub.organisation (
    id bigint NOT NULL,
    kind text NOT NULL,
    name text NOT NULL,
    about text DEFAULT ''::text NOT NULL,
    is_example boolean DEFAULT false NOT NULL,
    verified boolean DEFAULT true NOT NULL,
    verified_on date NOT NULL
);

ALTER TABLE pub.organisation OWNER TO ksbb_owner;

CREATE TABLE pub.outline (
    id bigint NOT NULL,
    area_id bigint,
    unit_id bigint,
    detail smallint NOT NULL,
    shape public.geometry(MultiPolygon,3857) NOT NULL,
    CONSTRAINT outline_check CHECK ((num_nonnulls(area_id, unit_id) = 1)),
    CONSTRAINT outline_detail_check CHECK (((detail >= 0) AND (detail <= 3)))
);

ALTER TABLE pub.outline OWNER TO ksbb_owner;

ALTER TABLE pub.outline ALTER COLUMN id ADD GENERATED ALWAYS AS IDENTITY (
    SEQUENCE NAME pub.outline_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE pub.package (
    id bigint NOT NULL,
    programme_id bigint NOT NULL,
    code text NOT NULL,
    name text NOT NULL,
    per text NOT NULL,
    every text NOT NULL,
    CONSTRAINT package_every_check CHECK ((every = ANY (ARRAY['WEEK'::text, 'DAY'::text, 'ONCE'::text]))),
    CONSTRAINT package_per_check CHECK ((per = ANY (ARRAY['FAMILY'::text, 'PERSON'::text])))
);

ALTER TABLE pub.package OWNER TO ksbb_owner;

ALTER TABLE pub.package ALTER COLUMN id ADD GENERATED ALWAYS AS IDENTITY (
    SEQUENCE NAME pub.package_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE pub.package_version (
    id bigint NOT NULL,
    package_id bigint NOT NULL,
    number integer NOT NULL,
    price bigint NOT NULL,
    contents jsonb NOT NULL,
    since date NOT NULL,
    CONSTRAINT package_version_number_check CHECK ((number > 0)),
    CONSTRAINT package_version_price_check CHECK ((price > 0))
);

ALTER TABLE pub.package_version OWNER TO ksbb_owner;

ALTER TABLE pub.package_version ALTER COLUMN id ADD GENERATED ALWAYS AS IDENTITY (
    SEQUENCE NAME pub.package_version_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE pub.phase (
    id bigint NOT NULL,
    programme_id bigint NOT NULL,
    number integer NOT NULL,
    name text NOT NULL,
    starts_on date NOT NULL,
    ends_on date NOT NULL,
    CONSTRAINT phase_check CHECK ((starts_on <= ends_on)),
    CONSTRAINT phase_number_check CHECK ((number > 0))
);

ALTER TABLE pub.phase OWNER TO ksbb_owner;

ALTER TABLE pub.phase ALTER COLUMN id ADD GENERATED ALWAYS AS IDENTITY (
    SEQUENCE NAME pub.phase_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE pub.phase_package (
    phase_id bigint NOT NULL,
    package_id bigint NOT NULL,
    times integer NOT NULL,
    CONSTRAINT phase_package_times_check CHECK ((times > 0))
);

ALTER TABLE pub.phase_package OWNER TO ksbb_owner;

CREATE TABLE pub.programme (
    id bigint NOT NULL,
    code text NOT NULL,
    name text NOT NULL,
    people_per_family integer DEFAULT 4 NOT NULL,
    auto_commit boolean DEFAULT false NOT NULL,
    hold_hours integer DEFAULT 72 NOT NULL,
    newcomer_limit integer DEFAULT 1000 NOT NULL,
    settlement_days integer DEFAULT 7 NOT NULL,
    verified_weekly integer DEFAULT 21 NOT NULL,
    dispute_days integer DEFAULT 3 NOT NULL,
    CONSTRAINT programme_dispute_days_check CHECK (((dispute_days >= 1) AND (dispute_days <= 60))),
    CONSTRAINT programme_hold_hours_check CHECK ((hold_hours > 0)),
    CONSTRAINT programme_newcomer_limit_check CHECK ((newcomer_limit > 0)),
    CONSTRAINT programme_people_per_family_check CHECK ((people_per_family > 0)),
    CONSTRAINT programme_settlement_days_check CHECK ((settlement_days > 0)),
    CONSTRAINT programme_verified_weekly_check CHECK ((verified_weekly > 0))
);

ALTER TABLE pub.programme OWNER TO ksbb_owner;

ALTER TABLE pub.programme ALTER COLUMN id ADD GENERATED ALWAYS AS IDENTITY (
    SEQUENCE NAME pub.programme_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE pub.release (
    id bigint NOT NULL,
    allocation_id bigint NOT NULL,
    quantity integer NOT NULL,
    cause text NOT NULL,
    effective date NOT NULL,
    recorded timestamp with time zone DEFAULT app.now() NOT NULL,
    reversed_on date,
    CONSTRAINT release_cause_check CHECK ((cause = ANY (ARRAY['RETURNED_TO_NEED'::text, 'WRITTEN_OFF'::text, 'WITHDRAWN'::text, 'CLOSED_SHORT'::text, 'REASSIGNED'::text]))),
    CONSTRAINT release_quantity_check CHECK ((quantity > 0))
);

ALTER TABLE pub.release OWNER TO ksbb_owner;

ALTER TABLE pub.release ALTER COLUMN id ADD GENERATED ALWAYS AS IDENTITY (
    SEQUENCE NAME pub.release_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE pub.sample (
    id bigint NOT NULL,
    day date NOT NULL,
    quota integer NOT NULL,
    list_hash bytea,
    listed_at timestamp with time zone DEFAULT app.now() NOT NULL,
    seal_number bigint NOT NULL,
    drawn_at timestamp with time zone,
    CONSTRAINT sample_list_hash_check CHECK ((length(list_hash) = 32)),
    CONSTRAINT sample_quota_check CHECK ((quota > 0))
);

ALTER TABLE pub.sample OWNER TO ksbb_owner;

CREATE TABLE pub.sample_entry (
    stop_id bigint NOT NULL,
    sample_id bigint NOT NULL,
    executor_id bigint NOT NULL,
    unit_id bigint NOT NULL,
    weight integer NOT NULL,
    chance integer NOT NULL,
    drawn boolean,
    CONSTRAINT sample_entry_chance_check CHECK (((chance >= 30000) AND (chance <= 1000000))),
    CONSTRAINT sample_entry_weight_check CHECK ((weight > 0))
);

ALTER TABLE pub.sample_entry OWNER TO ksbb_owner;

ALTER TABLE pub.sample ALTER COLUMN id ADD GENERATED ALWAYS AS IDENTITY (
    SEQUENCE NAME pub.sample_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE pub.seal (
    number bigint NOT NULL,
    hash bytea NOT NULL,
    sealed_at timestamp with time zone DEFAULT clock_timestamp() NOT NULL,
    CONSTRAINT seal_hash_check CHECK ((length(hash) = 32))
);

ALTER TABLE pub.seal OWNER TO ksbb_owner;

CREATE TABLE pub.share (
    package_id bigint NOT NULL,
    unit_kind text NOT NULL,
    permille integer NOT NULL,
    CONSTRAINT share_permille_check CHECK (((permille >= 0) AND (permille <= 1000)))
);

ALTER TABLE pub.share OWNER TO ksbb_owner;

CREATE TABLE pub.snapshot (
    id bigint NOT NULL,
    unit_id bigint NOT NULL,
    families integer NOT NULL,
    people integer NOT NULL,
    source text NOT NULL,
    day date NOT NULL,
    is_example boolean DEFAULT false NOT NULL,
    recorded timestamp with time zone DEFAULT app.now() NOT NULL,
    CONSTRAINT snapshot_families_check CHECK ((families >= 0)),
    CONSTRAINT snapshot_people_check CHECK ((people >= 0)),
    CONSTRAINT snapshot_source_check CHECK ((source <> ''::text))
);

ALTER TABLE pub.snapshot OWNER TO ksbb_owner;

ALTER TABLE pub.snapshot ALTER COLUMN id ADD GENERATED ALWAYS AS IDENTITY (
    SEQUENCE NAME pub.snapshot_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE pub.unit (
    id bigint NOT NULL,
    kind text NOT NULL,
    code text NOT NULL,
    name text NOT NULL,
    rw_number integer,
    area_id bigint NOT NULL,
    address text,
    point public.geography(Point,4326),
    families integer,
    people integer,
    snapshot_id bigint,
    is_example boolean DEFAULT false NOT NULL,
    search text DEFAULT ''::text NOT NULL,
    CONSTRAINT unit_check CHECK (((kind = 'RW'::text) = (rw_number IS NOT NULL))),
    CONSTRAINT unit_code_check CHECK ((code <> ''::text)),
    CONSTRAINT unit_families_check CHECK ((families >= 0)),
    CONSTRAINT unit_kind_check CHECK ((kind = ANY (ARRAY['RW'::text, 'PESANTREN'::text, 'PANTI_ASUHAN'::text, 'PANTI_JOMPO'::text, 'PANTI_DISABILITAS'::text, 'PANTI_SOSIAL'::text]))),
    CONSTRAINT unit_name_check CHECK ((name <> ''::text)),
    CONSTRAINT unit_people_check CHECK ((people >= 0)),
    CONSTRAINT unit_rw_number_check CHECK (((rw_number >= 1) AND (rw_number <= 999)))
);

ALTER TABLE pub.unit OWNER TO ksbb_owner;

CREATE TABLE pub.unit_boundary (
    unit_id bigint NOT NULL,
    boundary public.geometry(MultiPolygon,4326) NOT NULL,
    source text NOT NULL,
    CONSTRAINT unit_boundary_source_check CHECK ((source = ANY (ARRAY['IMPORTED'::text, 'DRAWN'::text])))
);

ALTER TABLE pub.unit_boundary OWNER TO ksbb_owner;

ALTER TABLE pub.unit ALTER COLUMN id ADD GENERATED ALWAYS AS IDENTITY (
    SEQUENCE NAME pub.unit_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE public.migration (
    version_num character varying(32) NOT NULL
);

ALTER TABLE public.migration OWNER TO postgres;

CREATE TABLE public.migration_file (
    path text NOT NULL,
    hash text NOT NULL,
    definition text,
    applied_at timestamp with time zone DEFAULT clock_timestamp() NOT NULL
);

ALTER TABLE public.migration_file OWNER TO postgres;

CREATE TABLE sec.attempt (
    kind text NOT NULL,
    bucket integer NOT NULL,
    since timestamp with time zone NOT NULL,
    count integer NOT NULL,
    CONSTRAINT attempt_bucket_check CHECK (((bucket >= 0) AND (bucket <= 65535))),
    CONSTRAINT attempt_count_check CHECK ((count > 0)),
    CONSTRAINT attempt_kind_check CHECK ((kind = ANY (ARRAY['LINK_ADDRESS'::text, 'LINK_SOURCE'::text, 'INVITATION_ADDRESS'::text, 'INVITATION_TENANT'::text, 'SUBMISSION_SOURCE'::text, 'SUBMISSION_ALL'::text, 'SLIP_UNIT'::text, 'SLIP_SOURCE'::text, 'BAST_SOURCE'::text])))
);

ALTER TABLE ONLY sec.attempt FORCE ROW LEVEL SECURITY;

ALTER TABLE sec.attempt OWNER TO ksbb_owner;

CREATE TABLE sec.key (
    only_row boolean DEFAULT true NOT NULL,
    value bytea NOT NULL,
    CONSTRAINT key_only_row_check CHECK (only_row)
);

ALTER TABLE ONLY sec.key FORCE ROW LEVEL SECURITY;

ALTER TABLE sec.key OWNER TO ksbb_owner;

CREATE TABLE sec.mail_link (
    hash bytea NOT NULL,
    email text NOT NULL,
    created_at timestamp with time zone DEFAULT clock_timestamp() NOT NULL,
    expires_at timestamp with time zone DEFAULT (clock_timestamp() + '00:15:00'::interval) NOT NULL,
    used_at timestamp with time zone,
    CONSTRAINT mail_link_email_check CHECK (((email = lower(email)) AND (email ~ '^[^@\s]+@[^@\s]+$'::text))),
    CONSTRAINT mail_link_hash_check CHECK ((length(hash) = 32))
);

ALTER TABLE ONLY sec.mail_link FORCE ROW LEVEL SECURITY;

ALTER TABLE sec.mail_link OWNER TO ksbb_owner;

CREATE TABLE sec.session (
    id bigint NOT NULL,
    token_hash bytea NOT NULL,
    person_id bigint NOT NULL,
    organisation_id bigint,
    created_at timestamp with time zone DEFAULT clock_timestamp() NOT NULL,
    last_seen timestamp with time zone DEFAULT clock_timestamp() NOT NULL,
    revoked_at timestamp with time zone,
    user_agent text NOT NULL,
    CONSTRAINT session_token_hash_check CHECK ((length(token_hash) = 32)),
    CONSTRAINT session_user_agent_check CHECK ((length(user_agent) <= 200))
);

ALTER TABLE ONLY sec.session FORCE ROW LEVEL SECURITY;

ALTER TABLE sec.session OWNER TO ksbb_owner;

ALTER TABLE sec.session ALTER COLUMN id ADD GENERATED ALWAYS AS IDENTITY (
    SEQUENCE NAME sec.session_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

ALTER TABLE ONLY app.agreement
    ADD CONSTRAINT agreement_aggregator_id_daterange_excl EXCLUDE USING gist (aggregator_id WITH =, daterange(starts_on, ends_on, '[]'::text) WITH &&) WHERE ((state = ANY (ARRAY['active'::text, 'suspended'::text])));

ALTER TABLE ONLY app.agreement
    ADD CONSTRAINT agreement_pkey PRIMARY KEY (id);

ALTER TABLE ONLY app.allocation
    ADD CONSTRAINT allocation_id_line_id_pledge_id_donor_id_executor_id_need_i_key UNIQUE (id, line_id, pledge_id, donor_id, executor_id, need_id, unit_id, package_id);

ALTER TABLE ONLY app.allocation
    ADD CONSTRAINT allocation_pkey PRIMARY KEY (id);

ALTER TABLE ONLY app.audit
    ADD CONSTRAINT audit_event_key UNIQUE (event);

ALTER TABLE ONLY app.audit
    ADD CONSTRAINT audit_pkey PRIMARY KEY (id);

ALTER TABLE ONLY app.audit_unsealed
    ADD CONSTRAINT audit_unsealed_pkey PRIMARY KEY (audit_id);

ALTER TABLE ONLY app.bast_due
    ADD CONSTRAINT bast_due_pkey PRIMARY KEY (handover_id);

ALTER TABLE ONLY app.bast
    ADD CONSTRAINT bast_executor_id_year_sequence_key UNIQUE (executor_id, year, sequence);

ALTER TABLE ONLY app.bast_file
    ADD CONSTRAINT bast_file_file_key UNIQUE (file);

ALTER TABLE ONLY app.bast_file
    ADD CONSTRAINT bast_file_pkey PRIMARY KEY (id);

ALTER TABLE ONLY app.bast
    ADD CONSTRAINT bast_handover_id_key UNIQUE (handover_id);

ALTER TABLE ONLY app.bast
    ADD CONSTRAINT bast_id_executor_id_area_id_programme_id_key UNIQUE (id, executor_id, area_id, programme_id);

ALTER TABLE ONLY app.bast
    ADD CONSTRAINT bast_number_key UNIQUE (number);

ALTER TABLE ONLY app.bast
    ADD CONSTRAINT bast_pkey PRIMARY KEY (id);

ALTER TABLE ONLY app.bast_series
    ADD CONSTRAINT bast_series_pkey PRIMARY KEY (executor_id, year);

ALTER TABLE ONLY app.bast_version
    ADD CONSTRAINT bast_version_bast_id_version_extract_for_id_key UNIQUE NULLS NOT DISTINCT (bast_id, version, extract_for_id);

ALTER TABLE ONLY app.bast_version
    ADD CONSTRAINT bast_version_code_key UNIQUE (code);

ALTER TABLE ONLY app.bast_version
    ADD CONSTRAINT bast_version_id_executor_id_area_id_programme_id_key UNIQUE (id, executor_id, area_id, programme_id);

ALTER TABLE ONLY app.bast_version
    ADD CONSTRAINT bast_version_pkey PRIMARY KEY (id);

ALTER TABLE ONLY app.closing
    ADD CONSTRAINT closing_pkey PRIMARY KEY (id);

ALTER TABLE ONLY app.complaint
    ADD CONSTRAINT complaint_code_key UNIQUE (code);

ALTER TABLE ONLY app.complaint
    ADD CONSTRAINT complaint_key_key UNIQUE (key);

ALTER TABLE ONLY app.complaint
    ADD CONSTRAINT complaint_pkey PRIMARY KEY (id);

ALTER TABLE ONLY app.contact_request
    ADD CONSTRAINT contact_request_pkey PRIMARY KEY (id);

ALTER TABLE ONLY app.contribution
    ADD CONSTRAINT contribution_id_donor_id_executor_id_key UNIQUE (id, donor_id, executor_id);

ALTER TABLE ONLY app.contribution
    ADD CONSTRAINT contribution_number_key UNIQUE (number);

ALTER TABLE ONLY app.contribution
    ADD CONSTRAINT contribution_pkey PRIMARY KEY (id);

ALTER TABLE ONLY app.demo_person
    ADD CONSTRAINT demo_person_pkey PRIMARY KEY (person_id);

ALTER TABLE ONLY app.device
    ADD CONSTRAINT device_id_executor_id_key UNIQUE (id, executor_id);

ALTER TABLE ONLY app.device
    ADD CONSTRAINT device_pkey PRIMARY KEY (id);

ALTER TABLE ONLY app.device
    ADD CONSTRAINT device_shift_id_key UNIQUE (shift_id);

ALTER TABLE ONLY app.device
    ADD CONSTRAINT device_token_hash_key UNIQUE (token_hash);

ALTER TABLE ONLY app.discrepancy
    ADD CONSTRAINT discrepancy_handover_load UNIQUE (handover_id, load_id, spoiled);

ALTER TABLE ONLY app.discrepancy
    ADD CONSTRAINT discrepancy_id_line_id_donor_id_executor_id_key UNIQUE (id, line_id, donor_id, executor_id);

ALTER TABLE ONLY app.discrepancy
    ADD CONSTRAINT discrepancy_pkey PRIMARY KEY (id);

ALTER TABLE ONLY app.dispute_message
    ADD CONSTRAINT dispute_message_id_handover_id_party_created_by_key UNIQUE (id, handover_id, party, created_by);

ALTER TABLE ONLY app.dispute_message
    ADD CONSTRAINT dispute_message_pkey PRIMARY KEY (id);

ALTER TABLE ONLY app.early_delivery
    ADD CONSTRAINT early_delivery_id_executor_id_key UNIQUE (id, executor_id);

ALTER TABLE ONLY app.early_delivery
    ADD CONSTRAINT early_delivery_pkey PRIMARY KEY (id);

ALTER TABLE ONLY app.evidence
    ADD CONSTRAINT evidence_file_key UNIQUE (file);

ALTER TABLE ONLY app.evidence
    ADD CONSTRAINT evidence_pkey PRIMARY KEY (id);

ALTER TABLE ONLY app.field_count
    ADD CONSTRAINT field_count_pkey PRIMARY KEY (entry_id, package_id);

ALTER TABLE ONLY app.field_entry
    ADD CONSTRAINT field_entry_id_stop_id_executor_id_area_id_key UNIQUE (id, stop_id, executor_id, area_id);

ALTER TABLE ONLY app.field_entry
    ADD CONSTRAINT field_entry_pkey PRIMARY KEY (id);

ALTER TABLE ONLY app.funding
    ADD CONSTRAINT funding_id_line_id_donor_id_executor_id_key UNIQUE (id, line_id, donor_id, executor_id);

ALTER TABLE ONLY app.funding
    ADD CONSTRAINT funding_line_id_contribution_id_key UNIQUE (line_id, contribution_id);

ALTER TABLE ONLY app.funding
    ADD CONSTRAINT funding_pkey PRIMARY KEY (id);

ALTER TABLE ONLY app.goods_receipt
    ADD CONSTRAINT goods_receipt_executor_key UNIQUE (id, executor_id);

ALTER TABLE ONLY app.goods_receipt
    ADD CONSTRAINT goods_receipt_id_line_id_donor_id_executor_id_key UNIQUE (id, line_id, donor_id, executor_id);

ALTER TABLE ONLY app.goods_receipt
    ADD CONSTRAINT goods_receipt_number_key UNIQUE (number);

ALTER TABLE ONLY app.goods_receipt
    ADD CONSTRAINT goods_receipt_pkey PRIMARY KEY (id);

ALTER TABLE ONLY app.handover_count
    ADD CONSTRAINT handover_count_pkey PRIMARY KEY (handover_id, package_id);

ALTER TABLE ONLY app.handover
    ADD CONSTRAINT handover_id_stop_id_executor_id_area_id_key UNIQUE (id, stop_id, executor_id, area_id);

ALTER TABLE ONLY app.handover
    ADD CONSTRAINT handover_id_stop_id_executor_id_key UNIQUE (id, stop_id, executor_id);

ALTER TABLE ONLY app.handover_line
    ADD CONSTRAINT handover_line_handover_id_load_id_donor_id_executor_id_key UNIQUE (handover_id, load_id, donor_id, executor_id);

ALTER TABLE ONLY app.handover_line
    ADD CONSTRAINT handover_line_pkey PRIMARY KEY (handover_id, load_id);

ALTER TABLE ONLY app.handover_lot
    ADD CONSTRAINT handover_lot_pkey PRIMARY KEY (handover_id, load_id, lot_id);

ALTER TABLE ONLY app.handover
    ADD CONSTRAINT handover_pkey PRIMARY KEY (id);

ALTER TABLE ONLY app.idempotency
    ADD CONSTRAINT idempotency_pkey PRIMARY KEY (actor, actor_id, key);

ALTER TABLE ONLY app.inbox_entry
    ADD CONSTRAINT inbox_entry_event_person_id_organisation_id_key UNIQUE (event, person_id, organisation_id);

ALTER TABLE ONLY app.inbox_entry
    ADD CONSTRAINT inbox_entry_pkey PRIMARY KEY (id);

ALTER TABLE ONLY app.invitation
    ADD CONSTRAINT invitation_pkey PRIMARY KEY (id);

ALTER TABLE ONLY app.invitation
    ADD CONSTRAINT invitation_token_hash_key UNIQUE (token_hash);

ALTER TABLE ONLY app.load
    ADD CONSTRAINT load_id_stop_id_line_id_donor_id_executor_id_key UNIQUE (id, stop_id, line_id, donor_id, executor_id);

ALTER TABLE ONLY app.load_lot
    ADD CONSTRAINT load_lot_load_id_lot_id_donor_id_executor_id_key UNIQUE (load_id, lot_id, donor_id, executor_id);

ALTER TABLE ONLY app.load_lot
    ADD CONSTRAINT load_lot_pkey PRIMARY KEY (load_id, lot_id);

ALTER TABLE ONLY app.load
    ADD CONSTRAINT load_pkey PRIMARY KEY (id);

ALTER TABLE ONLY app.load
    ADD CONSTRAINT load_stop_id_allocation_id_key UNIQUE (stop_id, allocation_id);

ALTER TABLE ONLY app.look_count
    ADD CONSTRAINT look_count_pkey PRIMARY KEY (look_id, package_id);

ALTER TABLE ONLY app.look
    ADD CONSTRAINT look_id_stop_id_executor_id_key UNIQUE (id, stop_id, executor_id);

ALTER TABLE ONLY app.look
    ADD CONSTRAINT look_pkey PRIMARY KEY (id);

ALTER TABLE ONLY app.lot
    ADD CONSTRAINT lot_id_line_id_donor_id_executor_id_key UNIQUE (id, line_id, donor_id, executor_id);

ALTER TABLE ONLY app.lot
    ADD CONSTRAINT lot_pkey PRIMARY KEY (id);

ALTER TABLE ONLY app.mail
    ADD CONSTRAINT mail_event_recipient_key UNIQUE (event, recipient);

ALTER TABLE ONLY app.mail
    ADD CONSTRAINT mail_pkey PRIMARY KEY (id);

ALTER TABLE ONLY app.membership
    ADD CONSTRAINT membership_organisation_id_person_id_key UNIQUE (organisation_id, person_id);

ALTER TABLE ONLY app.membership
    ADD CONSTRAINT membership_pkey PRIMARY KEY (id);

ALTER TABLE ONLY app.need_target
    ADD CONSTRAINT need_target_pkey PRIMARY KEY (id);

ALTER TABLE ONLY app.notification_setting
    ADD CONSTRAINT notification_setting_pkey PRIMARY KEY (person_id, kind);

ALTER TABLE ONLY app.officer_area
    ADD CONSTRAINT officer_area_pkey PRIMARY KEY (person_id, area_id);

ALTER TABLE ONLY app.organisation
    ADD CONSTRAINT organisation_pkey PRIMARY KEY (id);

ALTER TABLE ONLY app.outbox
    ADD CONSTRAINT outbox_event_key UNIQUE (event);

ALTER TABLE ONLY app.outbox
    ADD CONSTRAINT outbox_pkey PRIMARY KEY (id);

ALTER TABLE ONLY app.permit
    ADD CONSTRAINT permit_aggregator_id_daterange_excl EXCLUDE USING gist (aggregator_id WITH =, daterange(starts_on, ends_on, '[]'::text) WITH &&) WHERE ((state = ANY (ARRAY['active'::text, 'suspended'::text])));

ALTER TABLE ONLY app.permit
    ADD CONSTRAINT permit_pkey PRIMARY KEY (id);

ALTER TABLE ONLY app.person
    ADD CONSTRAINT person_email_key UNIQUE (email);

ALTER TABLE ONLY app.person
    ADD CONSTRAINT person_pkey PRIMARY KEY (id);

ALTER TABLE ONLY app.pledge
    ADD CONSTRAINT pledge_id_donor_id_executor_id_phase_id_key UNIQUE (id, donor_id, executor_id, phase_id);

ALTER TABLE ONLY app.pledge_line
    ADD CONSTRAINT pledge_line_id_pledge_id_donor_id_executor_id_phase_id_pack_key UNIQUE (id, pledge_id, donor_id, executor_id, phase_id, package_id);

ALTER TABLE ONLY app.pledge_line
    ADD CONSTRAINT pledge_line_id_pledge_id_donor_id_package_id_key UNIQUE (id, pledge_id, donor_id, package_id);

ALTER TABLE ONLY app.pledge_line
    ADD CONSTRAINT pledge_line_pkey PRIMARY KEY (id);

ALTER TABLE ONLY app.pledge_line
    ADD CONSTRAINT pledge_line_pledge_id_package_id_key UNIQUE (pledge_id, package_id);

ALTER TABLE ONLY app.pledge
    ADD CONSTRAINT pledge_number_key UNIQUE (number);

ALTER TABLE ONLY app.pledge
    ADD CONSTRAINT pledge_pkey PRIMARY KEY (id);

ALTER TABLE ONLY app.pledge
    ADD CONSTRAINT pledge_public_code_key UNIQUE (public_code);

ALTER TABLE ONLY app.proof
    ADD CONSTRAINT proof_area_key UNIQUE (id, stop_id, executor_id, area_id);

ALTER TABLE ONLY app.proof_count
    ADD CONSTRAINT proof_count_pkey PRIMARY KEY (proof_id, package_id);

ALTER TABLE ONLY app.proof
    ADD CONSTRAINT proof_id_stop_id_executor_id_key UNIQUE (id, stop_id, executor_id);

ALTER TABLE ONLY app.proof
    ADD CONSTRAINT proof_pkey PRIMARY KEY (id);

ALTER TABLE ONLY app.proposal
    ADD CONSTRAINT proposal_code_key UNIQUE (code);

ALTER TABLE ONLY app.proposal
    ADD CONSTRAINT proposal_key_key UNIQUE (key);

ALTER TABLE ONLY app.proposal
    ADD CONSTRAINT proposal_pkey PRIMARY KEY (id);

ALTER TABLE ONLY app.proposal
    ADD CONSTRAINT proposal_snapshot_id_key UNIQUE (snapshot_id);

ALTER TABLE ONLY app.reassignment
    ADD CONSTRAINT reassignment_pkey PRIMARY KEY (id);

ALTER TABLE ONLY app.reporter
    ADD CONSTRAINT reporter_complaint_id_key UNIQUE (complaint_id);

ALTER TABLE ONLY app.reporter
    ADD CONSTRAINT reporter_pkey PRIMARY KEY (id);

ALTER TABLE ONLY app.reporter
    ADD CONSTRAINT reporter_proposal_id_key UNIQUE (proposal_id);

ALTER TABLE ONLY app.seal
    ADD CONSTRAINT seal_hash_key UNIQUE (hash);

ALTER TABLE ONLY app.seal
    ADD CONSTRAINT seal_pkey PRIMARY KEY (number);

ALTER TABLE ONLY app.shift
    ADD CONSTRAINT shift_id_executor_id_key UNIQUE (id, executor_id);

ALTER TABLE ONLY app.shift
    ADD CONSTRAINT shift_pkey PRIMARY KEY (id);

ALTER TABLE ONLY app.shift_shipment
    ADD CONSTRAINT shift_shipment_pkey PRIMARY KEY (shift_id, shipment_id);

ALTER TABLE ONLY app.shift
    ADD CONSTRAINT shift_token_hash_key UNIQUE (token_hash);

ALTER TABLE ONLY app.shipment
    ADD CONSTRAINT shipment_early_id_key UNIQUE (early_id);

ALTER TABLE ONLY app.shipment
    ADD CONSTRAINT shipment_id_executor_id_key UNIQUE (id, executor_id);

ALTER TABLE ONLY app.shipment
    ADD CONSTRAINT shipment_number_key UNIQUE (number);

ALTER TABLE ONLY app.shipment
    ADD CONSTRAINT shipment_pkey PRIMARY KEY (id);

ALTER TABLE ONLY app.slip_code
    ADD CONSTRAINT slip_code_pkey PRIMARY KEY (id);

ALTER TABLE ONLY app.slip_code
    ADD CONSTRAINT slip_code_slip_id_code_hmac_key UNIQUE (slip_id, code_hmac);

ALTER TABLE ONLY app.slip
    ADD CONSTRAINT slip_pkey PRIMARY KEY (id);

ALTER TABLE ONLY app.slip
    ADD CONSTRAINT slip_token_hash_key UNIQUE (token_hash);

ALTER TABLE ONLY app.step
    ADD CONSTRAINT step_pkey PRIMARY KEY (id);

ALTER TABLE ONLY app.stop
    ADD CONSTRAINT stop_id_executor_id_area_id_key UNIQUE (id, executor_id, area_id);

ALTER TABLE ONLY app.stop
    ADD CONSTRAINT stop_id_shipment_id_executor_id_unit_id_area_id_key UNIQUE (id, shipment_id, executor_id, unit_id, area_id);

ALTER TABLE ONLY app.stop
    ADD CONSTRAINT stop_pkey PRIMARY KEY (id);

ALTER TABLE ONLY app.stop
    ADD CONSTRAINT stop_position UNIQUE (shipment_id, "position") DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY app.stop
    ADD CONSTRAINT stop_shipment_id_unit_id_key UNIQUE (shipment_id, unit_id);

ALTER TABLE ONLY app.transition
    ADD CONSTRAINT transition_pkey PRIMARY KEY (thing, from_state, to_state, party);

ALTER TABLE ONLY app.unit_contact
    ADD CONSTRAINT unit_contact_pkey PRIMARY KEY (id);

ALTER TABLE ONLY app.verification
    ADD CONSTRAINT verification_id_stop_id_executor_id_key UNIQUE (id, stop_id, executor_id);

ALTER TABLE ONLY app.verification
    ADD CONSTRAINT verification_pkey PRIMARY KEY (id);

ALTER TABLE ONLY app.verification
    ADD CONSTRAINT verification_stop_id_key UNIQUE (stop_id);

ALTER TABLE ONLY app.withdrawal
    ADD CONSTRAINT withdrawal_pkey PRIMARY KEY (id);

ALTER TABLE ONLY ledger.account
    ADD CONSTRAINT account_id_book_tenant_id_counterparty_id_commodity_key UNIQUE (id, book, tenant_id, counterparty_id, commodity);

ALTER TABLE ONLY ledger.account
    ADD CONSTRAINT account_pkey PRIMARY KEY (id);

ALTER TABLE ONLY ledger.account
    ADD CONSTRAINT account_tenant_id_counterparty_id_book_kind_commodity_subje_key UNIQUE (tenant_id, counterparty_id, book, kind, commodity, subject);

ALTER TABLE ONLY ledger.journal
    ADD CONSTRAINT journal_pkey PRIMARY KEY (id);

ALTER TABLE ONLY ledger.journal
    ADD CONSTRAINT journal_reverses_key UNIQUE (reverses);

ALTER TABLE ONLY ledger.transfer
    ADD CONSTRAINT transfer_pkey PRIMARY KEY (id);

ALTER TABLE ONLY pub.area
    ADD CONSTRAINT area_code_key UNIQUE (code);

ALTER TABLE ONLY pub.area
    ADD CONSTRAINT area_pkey PRIMARY KEY (id);

ALTER TABLE ONLY pub.clock
    ADD CONSTRAINT clock_pkey PRIMARY KEY (only_row);

ALTER TABLE ONLY pub.commitment
    ADD CONSTRAINT commitment_pkey PRIMARY KEY (allocation_id);

ALTER TABLE ONLY pub.delivery
    ADD CONSTRAINT delivery_pkey PRIMARY KEY (load_id);

ALTER TABLE ONLY pub.gift
    ADD CONSTRAINT gift_pkey PRIMARY KEY (contribution_id);

ALTER TABLE ONLY pub.ladder_change
    ADD CONSTRAINT ladder_change_pkey PRIMARY KEY (id);

ALTER TABLE ONLY pub.ladder
    ADD CONSTRAINT ladder_pkey PRIMARY KEY (area_id, rung, package_id, phase_id, day, giver_id, executor_id, unit_kind);

ALTER TABLE ONLY pub.map_version
    ADD CONSTRAINT map_version_pkey PRIMARY KEY (only_row);

ALTER TABLE ONLY pub.need
    ADD CONSTRAINT need_id_unit_id_phase_id_package_id_key UNIQUE (id, unit_id, phase_id, package_id);

ALTER TABLE ONLY pub.need
    ADD CONSTRAINT need_pkey PRIMARY KEY (id);

ALTER TABLE ONLY pub.need_total
    ADD CONSTRAINT need_total_pkey PRIMARY KEY (area_id, phase_id, package_id, unit_kind);

ALTER TABLE ONLY pub.need
    ADD CONSTRAINT need_unit_id_phase_id_package_id_key UNIQUE (unit_id, phase_id, package_id);

ALTER TABLE ONLY pub.organisation
    ADD CONSTRAINT organisation_pkey PRIMARY KEY (id);

ALTER TABLE ONLY pub.outline
    ADD CONSTRAINT outline_area_id_detail_key UNIQUE (area_id, detail);

ALTER TABLE ONLY pub.outline
    ADD CONSTRAINT outline_pkey PRIMARY KEY (id);

ALTER TABLE ONLY pub.outline
    ADD CONSTRAINT outline_unit_id_detail_key UNIQUE (unit_id, detail);

ALTER TABLE ONLY pub.package
    ADD CONSTRAINT package_code_key UNIQUE (code);

ALTER TABLE ONLY pub.package
    ADD CONSTRAINT package_pkey PRIMARY KEY (id);

ALTER TABLE ONLY pub.package_version
    ADD CONSTRAINT package_version_package_id_number_key UNIQUE (package_id, number);

ALTER TABLE ONLY pub.package_version
    ADD CONSTRAINT package_version_pkey PRIMARY KEY (id);

ALTER TABLE ONLY pub.phase_package
    ADD CONSTRAINT phase_package_pkey PRIMARY KEY (phase_id, package_id);

ALTER TABLE ONLY pub.phase
    ADD CONSTRAINT phase_pkey PRIMARY KEY (id);

ALTER TABLE ONLY pub.phase
    ADD CONSTRAINT phase_programme_id_daterange_excl EXCLUDE USING gist (programme_id WITH =, daterange(starts_on, ends_on, '[]'::text) WITH &&);

ALTER TABLE ONLY pub.phase
    ADD CONSTRAINT phase_programme_id_number_key UNIQUE (programme_id, number);

ALTER TABLE ONLY pub.programme
    ADD CONSTRAINT programme_code_key UNIQUE (code);

ALTER TABLE ONLY pub.programme
    ADD CONSTRAINT programme_pkey PRIMARY KEY (id);

ALTER TABLE ONLY pub.release
    ADD CONSTRAINT release_pkey PRIMARY KEY (id);

ALTER TABLE ONLY pub.sample
    ADD CONSTRAINT sample_day_key UNIQUE (day);

ALTER TABLE ONLY pub.sample_entry
    ADD CONSTRAINT sample_entry_pkey PRIMARY KEY (stop_id);

ALTER TABLE ONLY pub.sample
    ADD CONSTRAINT sample_pkey PRIMARY KEY (id);

ALTER TABLE ONLY pub.seal
    ADD CONSTRAINT seal_hash_key UNIQUE (hash);

ALTER TABLE ONLY pub.seal
    ADD CONSTRAINT seal_pkey PRIMARY KEY (number);

ALTER TABLE ONLY pub.share
    ADD CONSTRAINT share_pkey PRIMARY KEY (package_id, unit_kind);

ALTER TABLE ONLY pub.snapshot
    ADD CONSTRAINT snapshot_pkey PRIMARY KEY (id);

ALTER TABLE ONLY pub.snapshot
    ADD CONSTRAINT snapshot_unit_id_day_source_key UNIQUE (unit_id, day, source);

ALTER TABLE ONLY pub.unit_boundary
    ADD CONSTRAINT unit_boundary_pkey PRIMARY KEY (unit_id);

ALTER TABLE ONLY pub.unit
    ADD CONSTRAINT unit_code_key UNIQUE (code);

ALTER TABLE ONLY pub.unit
    ADD CONSTRAINT unit_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.migration_file
    ADD CONSTRAINT migration_file_pkey PRIMARY KEY (path);

ALTER TABLE ONLY public.migration
    ADD CONSTRAINT migration_pkc PRIMARY KEY (version_num);

ALTER TABLE ONLY sec.attempt
    ADD CONSTRAINT attempt_pkey PRIMARY KEY (kind, bucket);

ALTER TABLE ONLY sec.key
    ADD CONSTRAINT key_pkey PRIMARY KEY (only_row);

ALTER TABLE ONLY sec.mail_link
    ADD CONSTRAINT mail_link_pkey PRIMARY KEY (hash);

ALTER TABLE ONLY sec.session
    ADD CONSTRAINT session_pkey PRIMARY KEY (id);

ALTER TABLE ONLY sec.session
    ADD CONSTRAINT session_token_hash_key UNIQUE (token_hash);

CREATE INDEX agreement_aggregator ON app.agreement USING btree (aggregator_id, id);

CREATE INDEX allocation_donor ON app.allocation USING btree (donor_id, id);

CREATE INDEX allocation_executor ON app.allocation USING btree (executor_id, id);

CREATE INDEX allocation_expiring ON app.allocation USING btree (need_id, expires_at) WHERE (state = 'held'::text);

CREATE INDEX allocation_line ON app.allocation USING btree (line_id);

CREATE INDEX allocation_pledge ON app.allocation USING btree (pledge_id, id);

CREATE INDEX allocation_unit ON app.allocation USING btree (unit_id, id);

CREATE INDEX audit_action ON app.audit USING btree (action, id);

CREATE INDEX audit_recorded ON app.audit USING btree (recorded, id);

CREATE INDEX audit_tenant ON app.audit USING btree (tenant_id, id);

CREATE INDEX audit_thing ON app.audit USING btree (thing, thing_id, id);

CREATE INDEX bast_area ON app.bast USING btree (area_id, id);

CREATE INDEX bast_due_due ON app.bast_due USING btree (due);

CREATE INDEX bast_file_area ON app.bast_file USING btree (area_id, id);

CREATE INDEX bast_file_executor ON app.bast_file USING btree (executor_id, id);

CREATE UNIQUE INDEX bast_file_issued ON app.bast_file USING btree (version_id) WHERE (kind = 'ISSUED'::text);

CREATE INDEX bast_file_signed ON app.bast_file USING btree (programme_id, id) WHERE ((kind = 'SIGNED'::text) AND (erased_at IS NULL));

CREATE INDEX bast_file_to_delete ON app.bast_file USING btree (id) WHERE ((erased_at IS NOT NULL) AND (deleted_at IS NULL));

CREATE INDEX bast_file_version ON app.bast_file USING btree (version_id, id);

CREATE INDEX bast_version_area ON app.bast_version USING btree (area_id, id);

CREATE UNIQUE INDEX bast_version_current ON app.bast_version USING btree (bast_id, extract_for_id) NULLS NOT DISTINCT WHERE (state <> 'superseded'::text);

CREATE INDEX bast_version_executor ON app.bast_version USING btree (executor_id, id);

CREATE INDEX bast_version_extract_for ON app.bast_version USING btree (extract_for_id, bast_id);

CREATE INDEX closing_contested ON app.closing USING btree (id) WHERE (state = 'contested'::text);

CREATE INDEX closing_donor ON app.closing USING btree (donor_id, id);

CREATE INDEX closing_executor ON app.closing USING btree (executor_id, id);

CREATE UNIQUE INDEX closing_in_force ON app.closing USING btree (line_id) WHERE (state <> 'taken_back'::text);

CREATE INDEX closing_pledge ON app.closing USING btree (pledge_id, id);

CREATE INDEX complaint_organisation ON app.complaint USING btree (organisation_id);

CREATE INDEX complaint_pemprov ON app.complaint USING btree (pemprov_id);

CREATE INDEX complaint_state ON app.complaint USING btree (state, received_at, id);

CREATE INDEX complaint_unit ON app.complaint USING btree (unit_id);

CREATE INDEX contact_request_organisation ON app.contact_request USING btree (organisation_id, id);

CREATE INDEX contact_request_person ON app.contact_request USING btree (person_id, id);

CREATE INDEX contact_request_unit ON app.contact_request USING btree (unit_id, id);

CREATE INDEX contribution_donor ON app.contribution USING btree (donor_id, id);

CREATE INDEX contribution_donor_amount ON app.contribution USING btree (donor_id, COALESCE(received, intended), id);

CREATE INDEX contribution_executor ON app.contribution USING btree (executor_id, id);

CREATE INDEX contribution_executor_amount ON app.contribution USING btree (executor_id, COALESCE(received, intended), id);

CREATE INDEX device_executor ON app.device USING btree (executor_id, id);

CREATE INDEX device_person ON app.device USING btree (person_id, id);

CREATE INDEX discrepancy_donor ON app.discrepancy USING btree (donor_id, id);

CREATE INDEX discrepancy_executor ON app.discrepancy USING btree (executor_id, id);

CREATE INDEX discrepancy_load ON app.discrepancy USING btree (load_id);

CREATE INDEX discrepancy_open ON app.discrepancy USING btree (due_on, id) WHERE (state = 'open'::text);

CREATE INDEX dispute_message_area ON app.dispute_message USING btree (area_id, id);

CREATE UNIQUE INDEX dispute_message_corrected_once ON app.dispute_message USING btree (corrects_id);

CREATE INDEX dispute_message_executor ON app.dispute_message USING btree (executor_id, id);

CREATE INDEX dispute_message_handover ON app.dispute_message USING btree (handover_id, id);

CREATE INDEX early_delivery_allocation ON app.early_delivery USING btree (allocation_id);

CREATE INDEX early_delivery_donor ON app.early_delivery USING btree (donor_id, id);

CREATE INDEX early_delivery_executor ON app.early_delivery USING btree (executor_id);

CREATE INDEX early_delivery_pledge ON app.early_delivery USING btree (pledge_id, id);

CREATE INDEX evidence_area ON app.evidence USING btree (area_id, id);

CREATE INDEX evidence_entry ON app.evidence USING btree (entry_id, id);

CREATE INDEX evidence_executor ON app.evidence USING btree (executor_id, id);

CREATE INDEX evidence_goods_receipt ON app.evidence USING btree (goods_receipt_id, id);

CREATE INDEX evidence_handover ON app.evidence USING btree (handover_id, id);

CREATE INDEX evidence_proof ON app.evidence USING btree (proof_id, id);

CREATE INDEX evidence_stop ON app.evidence USING btree (stop_id, id);

CREATE INDEX evidence_stored ON app.evidence USING btree (programme_id, id) WHERE (state = 'stored'::text);

CREATE INDEX evidence_to_delete ON app.evidence USING btree (id) WHERE ((state = 'erased'::text) AND (deleted_at IS NULL));

CREATE INDEX field_count_executor ON app.field_count USING btree (executor_id, entry_id);

CREATE INDEX field_entry_actor ON app.field_entry USING btree (actor_id, actor);

CREATE INDEX field_entry_device ON app.field_entry USING btree (device_id, id);

CREATE INDEX field_entry_executor ON app.field_entry USING btree (executor_id, id);

CREATE INDEX field_entry_stop ON app.field_entry USING btree (stop_id, id);

CREATE INDEX funding_contribution ON app.funding USING btree (contribution_id);

CREATE INDEX funding_donor ON app.funding USING btree (donor_id, id);

CREATE INDEX funding_executor ON app.funding USING btree (executor_id, id);

CREATE INDEX funding_pledge ON app.funding USING btree (pledge_id);

CREATE INDEX goods_receipt_donor ON app.goods_receipt USING btree (donor_id, id);

CREATE INDEX goods_receipt_executor ON app.goods_receipt USING btree (executor_id, id);

CREATE INDEX goods_receipt_line ON app.goods_receipt USING btree (line_id);

CREATE INDEX handover_area ON app.handover USING btree (area_id, id);

CREATE INDEX handover_count_area ON app.handover_count USING btree (area_id);

CREATE INDEX handover_count_executor ON app.handover_count USING btree (executor_id, handover_id);

CREATE INDEX handover_count_stop ON app.handover_count USING btree (stop_id);

CREATE UNIQUE INDEX handover_counting ON app.handover USING btree (stop_id) WHERE (state <> ALL (ARRAY['second_report'::text, 'superseded'::text]));

CREATE INDEX handover_disputed ON app.handover USING btree (due_on, id) WHERE (state = 'disputed'::text);

CREATE INDEX handover_executor ON app.handover USING btree (executor_id, id);

CREATE INDEX handover_line_donor ON app.handover_line USING btree (donor_id, handover_id);

CREATE INDEX handover_line_executor ON app.handover_line USING btree (executor_id, handover_id);

CREATE INDEX handover_line_load ON app.handover_line USING btree (load_id);

CREATE INDEX handover_lot_donor ON app.handover_lot USING btree (donor_id, handover_id);

CREATE INDEX handover_lot_executor ON app.handover_lot USING btree (executor_id, handover_id);

CREATE INDEX handover_lot_funder ON app.handover_lot USING btree (funder_id, handover_id);

CREATE INDEX handover_lot_lot ON app.handover_lot USING btree (lot_id);

CREATE INDEX handover_recorded ON app.handover USING btree (recorded);

CREATE INDEX handover_stop ON app.handover USING btree (stop_id, id);

CREATE INDEX handover_unit ON app.handover USING btree (unit_id, id);

CREATE INDEX inbox_entry_person ON app.inbox_entry USING btree (person_id, organisation_id, id);

CREATE INDEX inbox_entry_unread ON app.inbox_entry USING btree (person_id, organisation_id) WHERE (read_at IS NULL);

CREATE INDEX invitation_organisation ON app.invitation USING btree (organisation_id, id);

CREATE INDEX load_allocation ON app.load USING btree (allocation_id);

CREATE INDEX load_area ON app.load USING btree (area_id, id);

CREATE INDEX load_donor ON app.load USING btree (donor_id, id);

CREATE INDEX load_executor ON app.load USING btree (executor_id, id);

CREATE INDEX load_lot_donor ON app.load_lot USING btree (donor_id, load_id);

CREATE INDEX load_lot_executor ON app.load_lot USING btree (executor_id, load_id);

CREATE INDEX load_lot_funder ON app.load_lot USING btree (funder_id, load_id);

CREATE INDEX load_lot_lot ON app.load_lot USING btree (lot_id);

CREATE INDEX load_shipment ON app.load USING btree (shipment_id);

CREATE INDEX load_stop ON app.load USING btree (stop_id, id);

CREATE INDEX look_count_executor ON app.look_count USING btree (executor_id, look_id);

CREATE INDEX look_executor ON app.look USING btree (executor_id, id);

CREATE INDEX look_handover ON app.look USING btree (handover_id, id);

CREATE INDEX look_verification ON app.look USING btree (verification_id, id);

CREATE INDEX lot_donor ON app.lot USING btree (donor_id, id);

CREATE INDEX lot_executor ON app.lot USING btree (executor_id, id);

CREATE INDEX lot_funder ON app.lot USING btree (funder_id, id);

CREATE INDEX lot_in_stock ON app.lot USING btree (line_id, expires_on, id) WHERE (stock > 0);

CREATE INDEX lot_receipt ON app.lot USING btree (receipt_id);

CREATE INDEX mail_done ON app.mail USING btree (done_at) WHERE (state <> 'waiting'::text);

CREATE INDEX mail_waiting ON app.mail USING btree (due) WHERE (state = 'waiting'::text);

CREATE INDEX membership_person ON app.membership USING btree (person_id);

CREATE INDEX need_target_need ON app.need_target USING btree (need_id, id);

CREATE INDEX officer_area_area ON app.officer_area USING btree (area_id, person_id);

CREATE INDEX organisation_applied ON app.organisation USING btree (applied_at, id);

CREATE INDEX organisation_name ON app.organisation USING btree (name, id);

CREATE UNIQUE INDEX organisation_one_pemprov ON app.organisation USING btree (kind) WHERE (kind = 'PEMPROV'::text);

CREATE INDEX organisation_state ON app.organisation USING btree (state, id);

CREATE INDEX outbox_waiting ON app.outbox USING btree (due) WHERE (handled_at IS NULL);

CREATE INDEX permit_aggregator ON app.permit USING btree (aggregator_id, id);

CREATE INDEX pledge_donor ON app.pledge USING btree (donor_id, id);

CREATE INDEX pledge_donor_waits ON app.pledge USING btree (donor_id, waits_since, id);

CREATE INDEX pledge_executor ON app.pledge USING btree (executor_id, id);

CREATE INDEX pledge_executor_waits ON app.pledge USING btree (executor_id, waits_since, id);

CREATE INDEX pledge_line_donor ON app.pledge_line USING btree (donor_id, id);

CREATE INDEX pledge_line_executor ON app.pledge_line USING btree (executor_id, id);

CREATE INDEX pledge_waiting ON app.pledge USING btree (waits_since, id) WHERE (state = ANY (ARRAY['submitted'::text, 'accepted'::text]));

CREATE INDEX proof_area ON app.proof USING btree (area_id, id);

CREATE INDEX proof_count_executor ON app.proof_count USING btree (executor_id, proof_id);

CREATE INDEX proof_count_stop ON app.proof_count USING btree (stop_id);

CREATE INDEX proof_executor ON app.proof USING btree (executor_id, id);

CREATE INDEX proof_handover ON app.proof USING btree (handover_id);

CREATE INDEX proof_stop ON app.proof USING btree (stop_id, id);

CREATE INDEX proposal_pemprov ON app.proposal USING btree (pemprov_id);

CREATE INDEX proposal_previous_snapshot ON app.proposal USING btree (previous_snapshot_id);

CREATE INDEX proposal_state ON app.proposal USING btree (state, received_at, id);

CREATE INDEX proposal_unit ON app.proposal USING btree (unit_id);

CREATE INDEX reassignment_donor ON app.reassignment USING btree (donor_id, id);

CREATE INDEX reassignment_executor ON app.reassignment USING btree (executor_id, id);

CREATE INDEX reassignment_pledge ON app.reassignment USING btree (pledge_id, id);

CREATE INDEX reporter_kept_until ON app.reporter USING btree (kept_until);

CREATE INDEX shift_executor ON app.shift USING btree (executor_id, id);

CREATE INDEX shift_shipment_executor ON app.shift_shipment USING btree (executor_id, shift_id);

CREATE INDEX shift_shipment_shipment ON app.shift_shipment USING btree (shipment_id, shift_id);

CREATE INDEX shipment_drove ON app.shipment USING btree (drove_id);

CREATE INDEX shipment_executor ON app.shipment USING btree (executor_id, day, id);

CREATE INDEX slip_area ON app.slip USING btree (area_id, id);

CREATE INDEX slip_code_stop ON app.slip_code USING btree (stop_id);

CREATE UNIQUE INDEX slip_valid ON app.slip USING btree (unit_id, phase_id) WHERE (void_on IS NULL);

CREATE INDEX step_executor ON app.step USING btree (executor_id, id);

CREATE INDEX step_giver ON app.step USING btree (giver_id, id);

CREATE INDEX step_thing ON app.step USING btree (thing, thing_id, id);

CREATE INDEX stop_area ON app.stop USING btree (area_id, id);

CREATE INDEX stop_courier ON app.stop USING btree (courier_id, id);

CREATE INDEX stop_executor ON app.stop USING btree (executor_id, id);

CREATE INDEX stop_shift ON app.stop USING btree (shift_id, id);

CREATE INDEX stop_unit ON app.stop USING btree (unit_id, id);

CREATE INDEX unit_contact_area ON app.unit_contact USING btree (area_id, id);

CREATE UNIQUE INDEX unit_contact_current ON app.unit_contact USING btree (unit_id) WHERE (ended_on IS NULL);

CREATE INDEX verification_executor ON app.verification USING btree (executor_id, id);

CREATE INDEX verification_state ON app.verification USING btree (state, id);

CREATE INDEX verification_verifier ON app.verification USING btree (verifier_id, id);

CREATE INDEX withdrawal_donor ON app.withdrawal USING btree (donor_id, id);

CREATE INDEX withdrawal_due ON app.withdrawal USING btree (due_on, id) WHERE (state = 'requested'::text);

CREATE INDEX withdrawal_executor ON app.withdrawal USING btree (executor_id, id);

CREATE UNIQUE INDEX withdrawal_open ON app.withdrawal USING btree (pledge_id) WHERE (state = 'requested'::text);

CREATE INDEX withdrawal_pledge ON app.withdrawal USING btree (pledge_id, id);

CREATE INDEX account_counterparty ON ledger.account USING btree (counterparty_id, id);

CREATE INDEX account_subject ON ledger.account USING btree (book, subject);

CREATE INDEX journal_counterparty ON ledger.journal USING btree (counterparty_id, id);

CREATE INDEX journal_tenant ON ledger.journal USING btree (tenant_id, id);

CREATE INDEX journal_thing ON ledger.journal USING btree (thing, thing_id);

CREATE INDEX transfer_from ON ledger.transfer USING btree (from_account);

CREATE INDEX transfer_from_counterparty ON ledger.transfer USING btree (from_counterparty, id);

CREATE INDEX transfer_from_tenant ON ledger.transfer USING btree (from_tenant, id);

CREATE INDEX transfer_journal ON ledger.transfer USING btree (journal_id);

CREATE INDEX transfer_to ON ledger.transfer USING btree (to_account);

CREATE INDEX transfer_to_counterparty ON ledger.transfer USING btree (to_counterparty, id);

CREATE INDEX transfer_to_tenant ON ledger.transfer USING btree (to_tenant, id);

CREATE INDEX area_boundary ON pub.area USING gist (boundary);

CREATE INDEX area_kecamatan ON pub.area USING btree (kecamatan_id);

CREATE INDEX area_kota ON pub.area USING btree (kota_id);

CREATE INDEX area_level ON pub.area USING btree (level, code);

CREATE INDEX area_name ON pub.area USING gin (name public.gin_trgm_ops);

CREATE INDEX area_parent ON pub.area USING btree (parent_id);

CREATE INDEX commitment_day ON pub.commitment USING btree (committed_on);

CREATE INDEX commitment_executor ON pub.commitment USING btree (executor_id, allocation_id);

CREATE INDEX commitment_giver ON pub.commitment USING btree (giver_id, allocation_id);

CREATE INDEX commitment_pledge ON pub.commitment USING btree (pledge_id);

CREATE INDEX commitment_unit ON pub.commitment USING btree (unit_id);

CREATE INDEX delivery_allocation ON pub.delivery USING btree (allocation_id);

CREATE INDEX delivery_day ON pub.delivery USING btree (dispatched_on);

CREATE INDEX delivery_executor ON pub.delivery USING btree (executor_id, load_id);

CREATE INDEX delivery_giver ON pub.delivery USING btree (giver_id, load_id);

CREATE INDEX delivery_received ON pub.delivery USING btree (received_on);

CREATE INDEX delivery_stop ON pub.delivery USING btree (stop_id);

CREATE INDEX delivery_unit ON pub.delivery USING btree (unit_id, load_id);

CREATE INDEX gift_aggregator ON pub.gift USING btree (aggregator_id);

CREATE INDEX gift_giver ON pub.gift USING btree (giver_id);

CREATE INDEX ladder_executor ON pub.ladder USING btree (executor_id, area_id);

CREATE INDEX ladder_giver ON pub.ladder USING btree (giver_id, area_id);

CREATE INDEX need_phase ON pub.need USING btree (phase_id, package_id, unit_id);

CREATE INDEX organisation_kind ON pub.organisation USING btree (kind, id);

CREATE INDEX outline_shape ON pub.outline USING gist (detail, shape);

CREATE INDEX release_allocation ON pub.release USING btree (allocation_id);

CREATE INDEX release_day ON pub.release USING btree (effective);

CREATE INDEX sample_entry_executor ON pub.sample_entry USING btree (executor_id, stop_id);

CREATE INDEX sample_entry_sample ON pub.sample_entry USING btree (sample_id, stop_id);

CREATE INDEX snapshot_unit ON pub.snapshot USING btree (unit_id, day DESC, id DESC);

CREATE INDEX unit_area ON pub.unit USING btree (area_id, kind);

CREATE INDEX unit_boundary_boundary ON pub.unit_boundary USING gist (boundary);

CREATE INDEX unit_families ON pub.unit USING btree ((
CASE
    WHEN (families >= 5) THEN families
    ELSE NULL::integer
END) DESC NULLS LAST, id);

CREATE INDEX unit_kind ON pub.unit USING btree (kind, id);

CREATE INDEX unit_kind_point ON pub.unit USING gist (kind, point);

CREATE INDEX unit_point ON pub.unit USING gist (point);

CREATE INDEX unit_search ON pub.unit USING gin (search public.gin_trgm_ops);

CREATE INDEX mail_link_expires ON sec.mail_link USING btree (expires_at);

CREATE INDEX session_last_seen ON sec.session USING btree (last_seen);

CREATE INDEX session_organisation ON sec.session USING btree (organisation_id);

CREATE INDEX session_person ON sec.session USING btree (person_id, id);

CREATE TRIGGER answered AFTER UPDATE OF state ON app.complaint FOR EACH ROW WHEN ((new.state = ANY (ARRAY['answered'::text, 'closed'::text]))) EXECUTE FUNCTION app.reporter_answered();

CREATE TRIGGER answered AFTER UPDATE OF state ON app.proposal FOR EACH ROW WHEN ((new.state = ANY (ARRAY['accepted'::text, 'declined'::text]))) EXECUTE FUNCTION app.reporter_answered();

CREATE TRIGGER booked AFTER INSERT ON app.contribution FOR EACH ROW EXECUTE FUNCTION app.contribution_booked();

CREATE TRIGGER booked AFTER INSERT ON app.funding FOR EACH ROW EXECUTE FUNCTION app.funding_booked();

CREATE TRIGGER booked AFTER INSERT ON app.goods_receipt FOR EACH ROW EXECUTE FUNCTION app.goods_receipt_booked();

CREATE TRIGGER booked_back AFTER UPDATE OF state ON app.goods_receipt FOR EACH ROW WHEN ((old.state <> new.state)) EXECUTE FUNCTION app.goods_receipt_booked();

CREATE TRIGGER booked_later AFTER UPDATE OF state ON app.contribution FOR EACH ROW WHEN ((old.state <> new.state)) EXECUTE FUNCTION app.contribution_booked();

CREATE CONSTRAINT TRIGGER consistent AFTER INSERT OR UPDATE OF state ON app.pledge DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION app.pledge_consistent();

CREATE TRIGGER counted AFTER INSERT OR UPDATE OF state, damaged, missing ON app.discrepancy FOR EACH ROW EXECUTE FUNCTION app.discrepancy_counted();

CREATE TRIGGER documents AFTER INSERT OR UPDATE OF state ON app.handover FOR EACH ROW WHEN ((new.state = ANY (ARRAY['proven'::text, 'verified'::text, 'disputed'::text, 'resolved'::text]))) EXECUTE FUNCTION app.bast_due_by_handover();

CREATE TRIGGER documents AFTER INSERT OR UPDATE OF handover_id, superseded_by ON app.proof FOR EACH ROW WHEN ((new.handover_id IS NOT NULL)) EXECUTE FUNCTION app.bast_due_by_proof();

CREATE TRIGGER drove BEFORE INSERT ON app.shipment FOR EACH ROW WHEN ((new.drove_id IS NOT NULL)) EXECUTE FUNCTION app.shipment_drove();

CREATE TRIGGER due BEFORE UPDATE OF state ON app.handover FOR EACH ROW WHEN (((new.state = 'disputed'::text) AND (old.state <> 'disputed'::text))) EXECUTE FUNCTION app.dispute_due();

CREATE TRIGGER early_deliveries AFTER UPDATE OF state ON app.pledge FOR EACH ROW WHEN ((new.state = ANY (ARRAY['rejected'::text, 'withdrawn'::text, 'lapsed'::text]))) EXECUTE FUNCTION app.early_deliveries_end();

CREATE TRIGGER funding_released AFTER UPDATE OF state ON app.pledge FOR EACH ROW WHEN ((new.state = ANY (ARRAY['rejected'::text, 'withdrawn'::text, 'lapsed'::text]))) EXECUTE FUNCTION app.funding_released();

CREATE TRIGGER guard BEFORE INSERT OR UPDATE ON app.contribution FOR EACH ROW EXECUTE FUNCTION app.contribution_guard();

CREATE TRIGGER guard BEFORE INSERT ON app.funding FOR EACH ROW EXECUTE FUNCTION app.funding_guard();

CREATE TRIGGER guard BEFORE INSERT OR UPDATE OF state ON app.goods_receipt FOR EACH ROW EXECUTE FUNCTION app.goods_receipt_guard();

CREATE TRIGGER guard BEFORE UPDATE ON app.membership FOR EACH ROW EXECUTE FUNCTION app.membership_guard();

CREATE TRIGGER guard BEFORE INSERT OR UPDATE ON app.officer_area FOR EACH ROW EXECUTE FUNCTION app.officer_area_guard();

CREATE TRIGGER guard BEFORE INSERT OR UPDATE OF state ON app.pledge FOR EACH ROW EXECUTE FUNCTION app.pledge_guard();

CREATE TRIGGER guard BEFORE INSERT ON app.pledge_line FOR EACH ROW EXECUTE FUNCTION app.pledge_line_guard();

CREATE TRIGGER guard BEFORE UPDATE ON app.proposal FOR EACH ROW EXECUTE FUNCTION app.proposal_guard();

CREATE TRIGGER guard BEFORE INSERT OR UPDATE OF "position", courier_id ON app.stop FOR EACH ROW EXECUTE FUNCTION app.stop_guard();

CREATE TRIGGER immutable BEFORE DELETE OR UPDATE ON app.audit FOR EACH ROW EXECUTE FUNCTION app.immutable();

CREATE TRIGGER immutable BEFORE DELETE OR UPDATE ON app.bast FOR EACH ROW EXECUTE FUNCTION app.immutable();

CREATE TRIGGER immutable BEFORE DELETE OR UPDATE ON app.contact_request FOR EACH ROW EXECUTE FUNCTION app.immutable();

CREATE TRIGGER immutable BEFORE DELETE OR UPDATE ON app.dispute_message FOR EACH ROW EXECUTE FUNCTION app.immutable();

CREATE TRIGGER immutable BEFORE DELETE OR UPDATE ON app.handover_count FOR EACH ROW EXECUTE FUNCTION app.immutable();

CREATE TRIGGER immutable BEFORE DELETE OR UPDATE ON app.look FOR EACH ROW EXECUTE FUNCTION app.immutable();

CREATE TRIGGER immutable BEFORE DELETE OR UPDATE ON app.look_count FOR EACH ROW EXECUTE FUNCTION app.immutable();

CREATE TRIGGER immutable BEFORE DELETE OR UPDATE ON app.need_target FOR EACH ROW EXECUTE FUNCTION app.immutable();

CREATE TRIGGER immutable BEFORE DELETE OR UPDATE ON app.proof_count FOR EACH ROW EXECUTE FUNCTION app.immutable();

CREATE TRIGGER immutable BEFORE DELETE OR UPDATE ON app.seal FOR EACH ROW EXECUTE FUNCTION app.immutable();

CREATE TRIGGER immutable BEFORE DELETE OR UPDATE ON app.step FOR EACH ROW EXECUTE FUNCTION app.immutable();

CREATE TRIGGER immutable_whole BEFORE TRUNCATE ON app.audit FOR EACH STATEMENT EXECUTE FUNCTION app.immutable();

CREATE TRIGGER immutable_whole BEFORE TRUNCATE ON app.bast FOR EACH STATEMENT EXECUTE FUNCTION app.immutable();

CREATE TRIGGER immutable_whole BEFORE TRUNCATE ON app.contact_request FOR EACH STATEMENT EXECUTE FUNCTION app.immutable();

CREATE TRIGGER immutable_whole BEFORE TRUNCATE ON app.dispute_message FOR EACH STATEMENT EXECUTE FUNCTION app.immutable();

CREATE TRIGGER immutable_whole BEFORE TRUNCATE ON app.handover_count FOR EACH STATEMENT EXECUTE FUNCTION app.immutable();

CREATE TRIGGER immutable_whole BEFORE TRUNCATE ON app.look FOR EACH STATEMENT EXECUTE FUNCTION app.immutable();

CREATE TRIGGER immutable_whole BEFORE TRUNCATE ON app.look_count FOR EACH STATEMENT EXECUTE FUNCTION app.immutable();

CREATE TRIGGER immutable_whole BEFORE TRUNCATE ON app.need_target FOR EACH STATEMENT EXECUTE FUNCTION app.immutable();

CREATE TRIGGER immutable_whole BEFORE TRUNCATE ON app.proof_count FOR EACH STATEMENT EXECUTE FUNCTION app.immutable();

CREATE TRIGGER immutable_whole BEFORE TRUNCATE ON app.seal FOR EACH STATEMENT EXECUTE FUNCTION app.immutable();

CREATE TRIGGER immutable_whole BEFORE TRUNCATE ON app.step FOR EACH STATEMENT EXECUTE FUNCTION app.immutable();

CREATE TRIGGER moved AFTER UPDATE OF state ON app.handover FOR EACH ROW WHEN ((old.state <> new.state)) EXECUTE FUNCTION app.handover_moved();

CREATE TRIGGER numbered BEFORE INSERT ON app.contribution FOR EACH ROW EXECUTE FUNCTION app.contribution_numbered();

CREATE TRIGGER numbered BEFORE INSERT ON app.goods_receipt FOR EACH ROW EXECUTE FUNCTION app.goods_receipt_numbered();

CREATE TRIGGER numbered BEFORE INSERT ON app.pledge FOR EACH ROW EXECUTE FUNCTION app.pledge_numbered();

CREATE TRIGGER numbered BEFORE INSERT ON app.shipment FOR EACH ROW EXECUTE FUNCTION app.shipment_numbered();

CREATE TRIGGER opened AFTER INSERT OR UPDATE OF state ON app.discrepancy FOR EACH ROW EXECUTE FUNCTION app.discrepancy_opened();

CREATE TRIGGER published AFTER INSERT OR UPDATE OF state ON app.contribution FOR EACH ROW WHEN ((new.state = 'received'::text)) EXECUTE FUNCTION app.gift_published();

CREATE TRIGGER published AFTER INSERT OR UPDATE ON app.organisation FOR EACH ROW EXECUTE FUNCTION app.organisation_published();

CREATE TRIGGER queue AFTER INSERT ON app.audit REFERENCING NEW TABLE AS inserted FOR EACH STATEMENT EXECUTE FUNCTION app.audit_queue();

CREATE TRIGGER reason BEFORE UPDATE OF reason ON app.agreement FOR EACH ROW EXECUTE FUNCTION app.reason_guard();

CREATE TRIGGER reason BEFORE UPDATE OF reason ON app.closing FOR EACH ROW EXECUTE FUNCTION app.reason_guard();

CREATE TRIGGER reason BEFORE UPDATE OF reason ON app.complaint FOR EACH ROW EXECUTE FUNCTION app.reason_guard();

CREATE TRIGGER reason BEFORE UPDATE OF reason ON app.discrepancy FOR EACH ROW EXECUTE FUNCTION app.reason_guard();

CREATE TRIGGER reason BEFORE UPDATE OF reason ON app.early_delivery FOR EACH ROW EXECUTE FUNCTION app.reason_guard();

CREATE TRIGGER reason BEFORE UPDATE OF reason ON app.evidence FOR EACH ROW EXECUTE FUNCTION app.reason_guard();

CREATE TRIGGER reason BEFORE UPDATE OF reason ON app.field_entry FOR EACH ROW EXECUTE FUNCTION app.reason_guard();

CREATE TRIGGER reason BEFORE UPDATE OF reason ON app.goods_receipt FOR EACH ROW EXECUTE FUNCTION app.reason_guard();

CREATE TRIGGER reason BEFORE UPDATE OF reason ON app.handover FOR EACH ROW EXECUTE FUNCTION app.reason_guard();

CREATE TRIGGER reason BEFORE UPDATE OF reason ON app.organisation FOR EACH ROW EXECUTE FUNCTION app.reason_guard();

CREATE TRIGGER reason BEFORE UPDATE OF reason ON app.permit FOR EACH ROW EXECUTE FUNCTION app.reason_guard();

CREATE TRIGGER reason BEFORE UPDATE OF reason ON app.pledge FOR EACH ROW EXECUTE FUNCTION app.reason_guard();

CREATE TRIGGER reason BEFORE UPDATE OF reason ON app.proposal FOR EACH ROW EXECUTE FUNCTION app.reason_guard();

CREATE TRIGGER reason BEFORE UPDATE OF reason ON app.reassignment FOR EACH ROW EXECUTE FUNCTION app.reason_guard();

CREATE TRIGGER reason BEFORE UPDATE OF reason ON app.shipment FOR EACH ROW EXECUTE FUNCTION app.reason_guard();

CREATE TRIGGER reason BEFORE UPDATE OF reason ON app.stop FOR EACH ROW EXECUTE FUNCTION app.reason_guard();

CREATE TRIGGER reason BEFORE UPDATE OF reason ON app.verification FOR EACH ROW EXECUTE FUNCTION app.reason_guard();

CREATE TRIGGER reason BEFORE UPDATE OF reason ON app.withdrawal FOR EACH ROW EXECUTE FUNCTION app.reason_guard();

CREATE TRIGGER stamp BEFORE INSERT ON app.audit FOR EACH ROW EXECUTE FUNCTION app.audit_stamp();

CREATE TRIGGER step AFTER INSERT OR UPDATE OF state ON app.agreement FOR EACH ROW EXECUTE FUNCTION app.step_guard('agreement', 'aggregator_id', 'aggregator_id');

CREATE TRIGGER step AFTER INSERT OR UPDATE OF state ON app.allocation FOR EACH ROW EXECUTE FUNCTION app.step_guard('allocation', 'donor_id', 'executor_id', 'engine');

CREATE TRIGGER step AFTER INSERT OR UPDATE OF state ON app.bast_version FOR EACH ROW EXECUTE FUNCTION app.step_guard('bast_version', 'executor_id', 'executor_id', 'engine');

CREATE TRIGGER step AFTER INSERT OR UPDATE OF state ON app.closing FOR EACH ROW EXECUTE FUNCTION app.step_guard('closing', 'donor_id', 'executor_id', 'engine');

CREATE TRIGGER step AFTER INSERT OR UPDATE OF state ON app.complaint FOR EACH ROW EXECUTE FUNCTION app.step_guard('complaint', 'pemprov_id', 'pemprov_id');

CREATE TRIGGER step AFTER INSERT OR UPDATE OF state ON app.contribution FOR EACH ROW EXECUTE FUNCTION app.step_guard('contribution', 'donor_id', 'executor_id');

CREATE TRIGGER step AFTER INSERT OR UPDATE OF state ON app.discrepancy FOR EACH ROW EXECUTE FUNCTION app.step_guard('discrepancy', 'donor_id', 'executor_id', 'engine');

CREATE TRIGGER step AFTER INSERT OR UPDATE OF state ON app.early_delivery FOR EACH ROW EXECUTE FUNCTION app.step_guard('early_delivery', 'donor_id', 'executor_id', 'engine');

CREATE TRIGGER step AFTER INSERT OR UPDATE OF state ON app.evidence FOR EACH ROW EXECUTE FUNCTION app.step_guard('evidence', 'executor_id', 'executor_id', 'engine');

CREATE TRIGGER step AFTER INSERT OR UPDATE OF state ON app.field_entry FOR EACH ROW EXECUTE FUNCTION app.step_guard('field_entry', 'executor_id', 'executor_id');

CREATE TRIGGER step AFTER INSERT OR UPDATE OF state ON app.goods_receipt FOR EACH ROW EXECUTE FUNCTION app.step_guard('goods_receipt', 'donor_id', 'executor_id');

CREATE TRIGGER step AFTER INSERT OR UPDATE OF state ON app.handover FOR EACH ROW EXECUTE FUNCTION app.step_guard('handover', 'executor_id', 'executor_id', 'engine');

CREATE TRIGGER step AFTER INSERT OR UPDATE OF state ON app.organisation FOR EACH ROW EXECUTE FUNCTION app.step_guard('organisation', 'id', 'id');

CREATE TRIGGER step AFTER INSERT OR UPDATE OF state ON app.permit FOR EACH ROW EXECUTE FUNCTION app.step_guard('permit', 'aggregator_id', 'aggregator_id');

CREATE TRIGGER step AFTER INSERT OR UPDATE OF state ON app.pledge FOR EACH ROW EXECUTE FUNCTION app.step_guard('pledge', 'donor_id', 'executor_id');

CREATE TRIGGER step AFTER INSERT OR UPDATE OF state ON app.proposal FOR EACH ROW EXECUTE FUNCTION app.step_guard('proposal', 'pemprov_id', 'pemprov_id');

CREATE TRIGGER step AFTER INSERT OR UPDATE OF state ON app.reassignment FOR EACH ROW EXECUTE FUNCTION app.step_guard('reassignment', 'donor_id', 'executor_id', 'engine');

CREATE TRIGGER step AFTER INSERT OR UPDATE OF state ON app.shipment FOR EACH ROW EXECUTE FUNCTION app.step_guard('shipment', 'executor_id', 'executor_id', 'engine');

CREATE TRIGGER step AFTER INSERT OR UPDATE OF state ON app.stop FOR EACH ROW EXECUTE FUNCTION app.step_guard('stop', 'executor_id', 'executor_id', 'engine');

CREATE TRIGGER step AFTER INSERT OR UPDATE OF state ON app.verification FOR EACH ROW EXECUTE FUNCTION app.step_guard('verification', 'executor_id', 'executor_id', 'engine');

CREATE TRIGGER step AFTER INSERT OR UPDATE OF state ON app.withdrawal FOR EACH ROW EXECUTE FUNCTION app.step_guard('withdrawal', 'donor_id', 'executor_id', 'engine');

CREATE CONSTRAINT TRIGGER stocked AFTER UPDATE OF stock ON app.lot DEFERRABLE INITIALLY DEFERRED FOR EACH ROW WHEN ((new.stock > old.stock)) EXECUTE FUNCTION app.lot_stocked();

CREATE TRIGGER balance AFTER INSERT ON ledger.transfer REFERENCING NEW TABLE AS inserted FOR EACH STATEMENT EXECUTE FUNCTION ledger.balance();

CREATE TRIGGER immutable BEFORE DELETE OR UPDATE ON ledger.journal FOR EACH ROW EXECUTE FUNCTION app.immutable();

CREATE TRIGGER immutable BEFORE DELETE OR UPDATE ON ledger.transfer FOR EACH ROW EXECUTE FUNCTION app.immutable();

CREATE TRIGGER immutable_whole BEFORE TRUNCATE ON ledger.journal FOR EACH STATEMENT EXECUTE FUNCTION app.immutable();

CREATE TRIGGER immutable_whole BEFORE TRUNCATE ON ledger.transfer FOR EACH STATEMENT EXECUTE FUNCTION app.immutable();

CREATE CONSTRAINT TRIGGER reversal_mirrors AFTER INSERT ON ledger.journal DEFERRABLE INITIALLY DEFERRED FOR EACH ROW WHEN ((new.reverses IS NOT NULL)) EXECUTE FUNCTION ledger.reversal_mirrors();

CREATE TRIGGER roll_up AFTER INSERT ON ledger.transfer REFERENCING NEW TABLE AS inserted FOR EACH STATEMENT EXECUTE FUNCTION ledger.roll_up();

CREATE TRIGGER changed AFTER INSERT OR DELETE OR UPDATE ON pub.outline FOR EACH STATEMENT EXECUTE FUNCTION pub.map_changed();

CREATE TRIGGER counted AFTER UPDATE OF received, received_on, proven_by ON pub.delivery FOR EACH ROW EXECUTE FUNCTION app.delivery_counted();

CREATE TRIGGER counted AFTER INSERT ON pub.need REFERENCING NEW TABLE AS inserted FOR EACH STATEMENT EXECUTE FUNCTION app.need_counted();

CREATE TRIGGER guard BEFORE INSERT OR DELETE OR UPDATE ON pub.area FOR EACH STATEMENT EXECUTE FUNCTION app.registry_guard();

CREATE TRIGGER guard BEFORE INSERT OR DELETE OR UPDATE ON pub.package FOR EACH STATEMENT EXECUTE FUNCTION app.registry_guard();

CREATE TRIGGER guard BEFORE INSERT OR DELETE OR UPDATE ON pub.package_version FOR EACH STATEMENT EXECUTE FUNCTION app.registry_guard();

CREATE TRIGGER guard BEFORE INSERT OR DELETE OR UPDATE ON pub.phase FOR EACH STATEMENT EXECUTE FUNCTION app.registry_guard();

CREATE TRIGGER guard BEFORE INSERT OR DELETE OR UPDATE ON pub.phase_package FOR EACH STATEMENT EXECUTE FUNCTION app.registry_guard();

CREATE TRIGGER guard BEFORE INSERT OR DELETE OR UPDATE ON pub.programme FOR EACH STATEMENT EXECUTE FUNCTION app.registry_guard();

CREATE TRIGGER guard BEFORE INSERT OR DELETE OR UPDATE ON pub.share FOR EACH STATEMENT EXECUTE FUNCTION app.registry_guard();

CREATE TRIGGER guard BEFORE INSERT OR DELETE OR UPDATE ON pub.snapshot FOR EACH STATEMENT EXECUTE FUNCTION app.registry_guard();

CREATE TRIGGER guard BEFORE INSERT OR DELETE OR UPDATE ON pub.unit FOR EACH STATEMENT EXECUTE FUNCTION app.registry_guard();

CREATE TRIGGER guard BEFORE INSERT OR DELETE OR UPDATE ON pub.unit_boundary FOR EACH STATEMENT EXECUTE FUNCTION app.registry_guard();

CREATE TRIGGER guard_insert AFTER INSERT ON pub.need FOR EACH ROW EXECUTE FUNCTION app.need_guard();

CREATE TRIGGER guard_update AFTER UPDATE OF target, state, reason ON pub.need FOR EACH ROW EXECUTE FUNCTION app.need_guard();

CREATE TRIGGER immutable BEFORE DELETE OR UPDATE ON pub.package_version FOR EACH ROW EXECUTE FUNCTION app.immutable();

CREATE TRIGGER immutable BEFORE DELETE OR UPDATE ON pub.snapshot FOR EACH ROW EXECUTE FUNCTION app.immutable();

CREATE TRIGGER immutable_whole BEFORE TRUNCATE ON pub.package_version FOR EACH STATEMENT EXECUTE FUNCTION app.immutable();

CREATE TRIGGER immutable_whole BEFORE TRUNCATE ON pub.snapshot FOR EACH STATEMENT EXECUTE FUNCTION app.immutable();

CREATE TRIGGER latest AFTER INSERT ON pub.snapshot REFERENCING NEW TABLE AS inserted FOR EACH STATEMENT EXECUTE FUNCTION pub.snapshot_latest();

CREATE TRIGGER map_changed AFTER UPDATE OF code, name, point ON pub.area FOR EACH STATEMENT EXECUTE FUNCTION pub.map_changed();

CREATE TRIGGER map_changed AFTER INSERT OR DELETE OR UPDATE OF kind, code, point ON pub.unit FOR EACH STATEMENT EXECUTE FUNCTION pub.map_changed();

CREATE TRIGGER recounted AFTER UPDATE OF target ON pub.need FOR EACH ROW WHEN ((old.target <> new.target)) EXECUTE FUNCTION app.need_recounted();

CREATE TRIGGER renamed AFTER UPDATE OF name ON pub.area FOR EACH ROW WHEN ((old.name IS DISTINCT FROM new.name)) EXECUTE FUNCTION pub.area_renamed();

CREATE TRIGGER search BEFORE INSERT OR UPDATE OF name, rw_number, area_id, address, code ON pub.unit FOR EACH ROW EXECUTE FUNCTION pub.unit_search();

ALTER TABLE ONLY app.agreement
    ADD CONSTRAINT agreement_aggregator_id_fkey FOREIGN KEY (aggregator_id) REFERENCES pub.organisation(id);

ALTER TABLE ONLY app.allocation
    ADD CONSTRAINT allocation_line_id_pledge_id_donor_id_executor_id_phase_id_fkey FOREIGN KEY (line_id, pledge_id, donor_id, executor_id, phase_id, package_id) REFERENCES app.pledge_line(id, pledge_id, donor_id, executor_id, phase_id, package_id);

ALTER TABLE ONLY app.allocation
    ADD CONSTRAINT allocation_need_id_unit_id_phase_id_package_id_fkey FOREIGN KEY (need_id, unit_id, phase_id, package_id) REFERENCES pub.need(id, unit_id, phase_id, package_id);

ALTER TABLE ONLY app.audit_unsealed
    ADD CONSTRAINT audit_unsealed_audit_id_fkey FOREIGN KEY (audit_id) REFERENCES app.audit(id);

ALTER TABLE ONLY app.bast_due
    ADD CONSTRAINT bast_due_handover_id_fkey FOREIGN KEY (handover_id) REFERENCES app.handover(id);

ALTER TABLE ONLY app.bast_file
    ADD CONSTRAINT bast_file_version_id_executor_id_area_id_programme_id_fkey FOREIGN KEY (version_id, executor_id, area_id, programme_id) REFERENCES app.bast_version(id, executor_id, area_id, programme_id);

ALTER TABLE ONLY app.bast
    ADD CONSTRAINT bast_handover_id_stop_id_executor_id_area_id_fkey FOREIGN KEY (handover_id, stop_id, executor_id, area_id) REFERENCES app.handover(id, stop_id, executor_id, area_id);

ALTER TABLE ONLY app.bast
    ADD CONSTRAINT bast_programme_id_fkey FOREIGN KEY (programme_id) REFERENCES pub.programme(id);

ALTER TABLE ONLY app.bast_series
    ADD CONSTRAINT bast_series_executor_id_fkey FOREIGN KEY (executor_id) REFERENCES app.organisation(id);

ALTER TABLE ONLY app.bast_version
    ADD CONSTRAINT bast_version_bast_id_executor_id_area_id_programme_id_fkey FOREIGN KEY (bast_id, executor_id, area_id, programme_id) REFERENCES app.bast(id, executor_id, area_id, programme_id);

ALTER TABLE ONLY app.bast_version
    ADD CONSTRAINT bast_version_extract_for_id_fkey FOREIGN KEY (extract_for_id) REFERENCES app.organisation(id);

ALTER TABLE ONLY app.closing
    ADD CONSTRAINT closing_journal_id_fkey FOREIGN KEY (journal_id) REFERENCES ledger.journal(id);

ALTER TABLE ONLY app.closing
    ADD CONSTRAINT closing_line_id_pledge_id_donor_id_executor_id_phase_id_pa_fkey FOREIGN KEY (line_id, pledge_id, donor_id, executor_id, phase_id, package_id) REFERENCES app.pledge_line(id, pledge_id, donor_id, executor_id, phase_id, package_id);

ALTER TABLE ONLY app.complaint
    ADD CONSTRAINT complaint_organisation_id_fkey FOREIGN KEY (organisation_id) REFERENCES pub.organisation(id);

ALTER TABLE ONLY app.complaint
    ADD CONSTRAINT complaint_pemprov_id_fkey FOREIGN KEY (pemprov_id) REFERENCES app.organisation(id);

ALTER TABLE ONLY app.complaint
    ADD CONSTRAINT complaint_unit_id_fkey FOREIGN KEY (unit_id) REFERENCES pub.unit(id);

ALTER TABLE ONLY app.contact_request
    ADD CONSTRAINT contact_request_contact_id_fkey FOREIGN KEY (contact_id) REFERENCES app.unit_contact(id);

ALTER TABLE ONLY app.contact_request
    ADD CONSTRAINT contact_request_organisation_id_fkey FOREIGN KEY (organisation_id) REFERENCES app.organisation(id);

ALTER TABLE ONLY app.contact_request
    ADD CONSTRAINT contact_request_person_id_fkey FOREIGN KEY (person_id) REFERENCES app.person(id);

ALTER TABLE ONLY app.contact_request
    ADD CONSTRAINT contact_request_unit_id_fkey FOREIGN KEY (unit_id) REFERENCES pub.unit(id);

ALTER TABLE ONLY app.contribution
    ADD CONSTRAINT contribution_donor_id_fkey FOREIGN KEY (donor_id) REFERENCES app.organisation(id);

ALTER TABLE ONLY app.contribution
    ADD CONSTRAINT contribution_executor_id_fkey FOREIGN KEY (executor_id) REFERENCES app.organisation(id);

ALTER TABLE ONLY app.demo_person
    ADD CONSTRAINT demo_person_person_id_fkey FOREIGN KEY (person_id) REFERENCES app.person(id);

ALTER TABLE ONLY app.device
    ADD CONSTRAINT device_executor_id_fkey FOREIGN KEY (executor_id) REFERENCES app.organisation(id);

ALTER TABLE ONLY app.device
    ADD CONSTRAINT device_person_id_fkey FOREIGN KEY (person_id) REFERENCES app.person(id);

ALTER TABLE ONLY app.device
    ADD CONSTRAINT device_shift_id_executor_id_fkey FOREIGN KEY (shift_id, executor_id) REFERENCES app.shift(id, executor_id);

ALTER TABLE ONLY app.discrepancy
    ADD CONSTRAINT discrepancy_handover_id_load_id_donor_id_executor_id_fkey FOREIGN KEY (handover_id, load_id, donor_id, executor_id) REFERENCES app.handover_line(handover_id, load_id, donor_id, executor_id);

ALTER TABLE ONLY app.discrepancy
    ADD CONSTRAINT discrepancy_load_id_stop_id_line_id_donor_id_executor_id_fkey FOREIGN KEY (load_id, stop_id, line_id, donor_id, executor_id) REFERENCES app.load(id, stop_id, line_id, donor_id, executor_id);

ALTER TABLE ONLY app.dispute_message
    ADD CONSTRAINT dispute_message_corrects_id_handover_id_party_created_by_fkey FOREIGN KEY (corrects_id, handover_id, party, created_by) REFERENCES app.dispute_message(id, handover_id, party, created_by);

ALTER TABLE ONLY app.dispute_message
    ADD CONSTRAINT dispute_message_created_by_fkey FOREIGN KEY (created_by) REFERENCES app.person(id);

ALTER TABLE ONLY app.dispute_message
    ADD CONSTRAINT dispute_message_handover_id_stop_id_executor_id_area_id_fkey FOREIGN KEY (handover_id, stop_id, executor_id, area_id) REFERENCES app.handover(id, stop_id, executor_id, area_id);

ALTER TABLE ONLY app.dispute_message
    ADD CONSTRAINT dispute_message_organisation_id_fkey FOREIGN KEY (organisation_id) REFERENCES app.organisation(id);

ALTER TABLE ONLY app.early_delivery
    ADD CONSTRAINT early_delivery_allocation_id_line_id_pledge_id_donor_id_ex_fkey FOREIGN KEY (allocation_id, line_id, pledge_id, donor_id, executor_id, need_id, unit_id, package_id) REFERENCES app.allocation(id, line_id, pledge_id, donor_id, executor_id, need_id, unit_id, package_id);

ALTER TABLE ONLY app.evidence
    ADD CONSTRAINT evidence_entry_id_stop_id_executor_id_area_id_fkey FOREIGN KEY (entry_id, stop_id, executor_id, area_id) REFERENCES app.field_entry(id, stop_id, executor_id, area_id);

ALTER TABLE ONLY app.evidence
    ADD CONSTRAINT evidence_goods_receipt_id_executor_id_fkey FOREIGN KEY (goods_receipt_id, executor_id) REFERENCES app.goods_receipt(id, executor_id);

ALTER TABLE ONLY app.evidence
    ADD CONSTRAINT evidence_handover_id_stop_id_executor_id_area_id_fkey FOREIGN KEY (handover_id, stop_id, executor_id, area_id) REFERENCES app.handover(id, stop_id, executor_id, area_id);

ALTER TABLE ONLY app.evidence
    ADD CONSTRAINT evidence_programme_id_fkey FOREIGN KEY (programme_id) REFERENCES pub.programme(id);

ALTER TABLE ONLY app.evidence
    ADD CONSTRAINT evidence_proof_id_stop_id_executor_id_area_id_fkey FOREIGN KEY (proof_id, stop_id, executor_id, area_id) REFERENCES app.proof(id, stop_id, executor_id, area_id);

ALTER TABLE ONLY app.field_count
    ADD CONSTRAINT field_count_entry_id_fkey FOREIGN KEY (entry_id) REFERENCES app.field_entry(id);

ALTER TABLE ONLY app.field_count
    ADD CONSTRAINT field_count_package_id_fkey FOREIGN KEY (package_id) REFERENCES pub.package(id);

ALTER TABLE ONLY app.field_entry
    ADD CONSTRAINT field_entry_device_id_executor_id_fkey FOREIGN KEY (device_id, executor_id) REFERENCES app.device(id, executor_id);

ALTER TABLE ONLY app.field_entry
    ADD CONSTRAINT field_entry_handover_id_stop_id_executor_id_area_id_fkey FOREIGN KEY (handover_id, stop_id, executor_id, area_id) REFERENCES app.handover(id, stop_id, executor_id, area_id);

ALTER TABLE ONLY app.field_entry
    ADD CONSTRAINT field_entry_stop_id_executor_id_area_id_fkey FOREIGN KEY (stop_id, executor_id, area_id) REFERENCES app.stop(id, executor_id, area_id);

ALTER TABLE ONLY app.funding
    ADD CONSTRAINT funding_contribution_id_donor_id_executor_id_fkey FOREIGN KEY (contribution_id, donor_id, executor_id) REFERENCES app.contribution(id, donor_id, executor_id);

ALTER TABLE ONLY app.funding
    ADD CONSTRAINT funding_line_id_pledge_id_executor_id_package_id_fkey FOREIGN KEY (line_id, pledge_id, executor_id, package_id) REFERENCES app.pledge_line(id, pledge_id, donor_id, package_id);

ALTER TABLE ONLY app.funding
    ADD CONSTRAINT funding_package_id_fkey FOREIGN KEY (package_id) REFERENCES pub.package(id);

ALTER TABLE ONLY app.goods_receipt
    ADD CONSTRAINT goods_receipt_discrepancy FOREIGN KEY (discrepancy_id, line_id, donor_id, executor_id) REFERENCES app.discrepancy(id, line_id, donor_id, executor_id);

ALTER TABLE ONLY app.goods_receipt
    ADD CONSTRAINT goods_receipt_line_id_pledge_id_donor_id_executor_id_phase_fkey FOREIGN KEY (line_id, pledge_id, donor_id, executor_id, phase_id, package_id) REFERENCES app.pledge_line(id, pledge_id, donor_id, executor_id, phase_id, package_id);

ALTER TABLE ONLY app.handover
    ADD CONSTRAINT handover_corrects_id_fkey FOREIGN KEY (corrects_id) REFERENCES app.handover(id);

ALTER TABLE ONLY app.handover_count
    ADD CONSTRAINT handover_count_handover_id_stop_id_executor_id_area_id_fkey FOREIGN KEY (handover_id, stop_id, executor_id, area_id) REFERENCES app.handover(id, stop_id, executor_id, area_id);

ALTER TABLE ONLY app.handover_count
    ADD CONSTRAINT handover_count_package_id_fkey FOREIGN KEY (package_id) REFERENCES pub.package(id);

ALTER TABLE ONLY app.handover_line
    ADD CONSTRAINT handover_line_handover_id_fkey FOREIGN KEY (handover_id) REFERENCES app.handover(id);

ALTER TABLE ONLY app.handover_line
    ADD CONSTRAINT handover_line_load_id_stop_id_line_id_donor_id_executor_id_fkey FOREIGN KEY (load_id, stop_id, line_id, donor_id, executor_id) REFERENCES app.load(id, stop_id, line_id, donor_id, executor_id);

ALTER TABLE ONLY app.handover_lot
    ADD CONSTRAINT handover_lot_funder_id_fkey FOREIGN KEY (funder_id) REFERENCES app.organisation(id);

ALTER TABLE ONLY app.handover_lot
    ADD CONSTRAINT handover_lot_handover_id_load_id_donor_id_executor_id_fkey FOREIGN KEY (handover_id, load_id, donor_id, executor_id) REFERENCES app.handover_line(handover_id, load_id, donor_id, executor_id);

ALTER TABLE ONLY app.handover_lot
    ADD CONSTRAINT handover_lot_load_id_lot_id_donor_id_executor_id_fkey FOREIGN KEY (load_id, lot_id, donor_id, executor_id) REFERENCES app.load_lot(load_id, lot_id, donor_id, executor_id);

ALTER TABLE ONLY app.handover
    ADD CONSTRAINT handover_stop_id_shipment_id_executor_id_unit_id_area_id_fkey FOREIGN KEY (stop_id, shipment_id, executor_id, unit_id, area_id) REFERENCES app.stop(id, shipment_id, executor_id, unit_id, area_id);

ALTER TABLE ONLY app.inbox_entry
    ADD CONSTRAINT inbox_entry_by_id_fkey FOREIGN KEY (by_id) REFERENCES app.organisation(id);

ALTER TABLE ONLY app.inbox_entry
    ADD CONSTRAINT inbox_entry_contribution_id_fkey FOREIGN KEY (contribution_id) REFERENCES app.contribution(id);

ALTER TABLE ONLY app.inbox_entry
    ADD CONSTRAINT inbox_entry_event_fkey FOREIGN KEY (event) REFERENCES app.audit(event);

ALTER TABLE ONLY app.inbox_entry
    ADD CONSTRAINT inbox_entry_handover_id_fkey FOREIGN KEY (handover_id) REFERENCES app.handover(id);

ALTER TABLE ONLY app.inbox_entry
    ADD CONSTRAINT inbox_entry_organisation_id_person_id_fkey FOREIGN KEY (organisation_id, person_id) REFERENCES app.membership(organisation_id, person_id);

ALTER TABLE ONLY app.inbox_entry
    ADD CONSTRAINT inbox_entry_pledge_id_fkey FOREIGN KEY (pledge_id) REFERENCES app.pledge(id);

ALTER TABLE ONLY app.inbox_entry
    ADD CONSTRAINT inbox_entry_shipment_id_fkey FOREIGN KEY (shipment_id) REFERENCES app.shipment(id);

ALTER TABLE ONLY app.inbox_entry
    ADD CONSTRAINT inbox_entry_subject_id_fkey FOREIGN KEY (subject_id) REFERENCES app.organisation(id);

ALTER TABLE ONLY app.inbox_entry
    ADD CONSTRAINT inbox_entry_unit_id_fkey FOREIGN KEY (unit_id) REFERENCES pub.unit(id);

ALTER TABLE ONLY app.invitation
    ADD CONSTRAINT invitation_organisation_id_fkey FOREIGN KEY (organisation_id) REFERENCES app.organisation(id);

ALTER TABLE ONLY app.load
    ADD CONSTRAINT load_allocation_id_line_id_pledge_id_donor_id_executor_id__fkey FOREIGN KEY (allocation_id, line_id, pledge_id, donor_id, executor_id, need_id, unit_id, package_id) REFERENCES app.allocation(id, line_id, pledge_id, donor_id, executor_id, need_id, unit_id, package_id);

ALTER TABLE ONLY app.load_lot
    ADD CONSTRAINT load_lot_funder_id_fkey FOREIGN KEY (funder_id) REFERENCES app.organisation(id);

ALTER TABLE ONLY app.load_lot
    ADD CONSTRAINT load_lot_load_id_stop_id_line_id_donor_id_executor_id_fkey FOREIGN KEY (load_id, stop_id, line_id, donor_id, executor_id) REFERENCES app.load(id, stop_id, line_id, donor_id, executor_id);

ALTER TABLE ONLY app.load_lot
    ADD CONSTRAINT load_lot_lot_id_line_id_donor_id_executor_id_fkey FOREIGN KEY (lot_id, line_id, donor_id, executor_id) REFERENCES app.lot(id, line_id, donor_id, executor_id);

ALTER TABLE ONLY app.load
    ADD CONSTRAINT load_stop_id_shipment_id_executor_id_unit_id_area_id_fkey FOREIGN KEY (stop_id, shipment_id, executor_id, unit_id, area_id) REFERENCES app.stop(id, shipment_id, executor_id, unit_id, area_id);

ALTER TABLE ONLY app.look_count
    ADD CONSTRAINT look_count_look_id_stop_id_executor_id_fkey FOREIGN KEY (look_id, stop_id, executor_id) REFERENCES app.look(id, stop_id, executor_id);

ALTER TABLE ONLY app.look_count
    ADD CONSTRAINT look_count_package_id_fkey FOREIGN KEY (package_id) REFERENCES pub.package(id);

ALTER TABLE ONLY app.look
    ADD CONSTRAINT look_handover_id_fkey FOREIGN KEY (handover_id) REFERENCES app.handover(id);

ALTER TABLE ONLY app.look
    ADD CONSTRAINT look_verification_id_stop_id_executor_id_fkey FOREIGN KEY (verification_id, stop_id, executor_id) REFERENCES app.verification(id, stop_id, executor_id);

ALTER TABLE ONLY app.look
    ADD CONSTRAINT look_verifier_id_fkey FOREIGN KEY (verifier_id) REFERENCES app.person(id);

ALTER TABLE ONLY app.lot
    ADD CONSTRAINT lot_funding_id_line_id_funder_id_executor_id_fkey FOREIGN KEY (funding_id, line_id, funder_id, executor_id) REFERENCES app.funding(id, line_id, donor_id, executor_id);

ALTER TABLE ONLY app.lot
    ADD CONSTRAINT lot_line_id_pledge_id_donor_id_executor_id_phase_id_packag_fkey FOREIGN KEY (line_id, pledge_id, donor_id, executor_id, phase_id, package_id) REFERENCES app.pledge_line(id, pledge_id, donor_id, executor_id, phase_id, package_id);

ALTER TABLE ONLY app.lot
    ADD CONSTRAINT lot_receipt_id_line_id_donor_id_executor_id_fkey FOREIGN KEY (receipt_id, line_id, donor_id, executor_id) REFERENCES app.goods_receipt(id, line_id, donor_id, executor_id);

ALTER TABLE ONLY app.lot
    ADD CONSTRAINT lot_version_id_fkey FOREIGN KEY (version_id) REFERENCES pub.package_version(id);

ALTER TABLE ONLY app.membership
    ADD CONSTRAINT membership_organisation_id_fkey FOREIGN KEY (organisation_id) REFERENCES app.organisation(id);

ALTER TABLE ONLY app.membership
    ADD CONSTRAINT membership_person_id_fkey FOREIGN KEY (person_id) REFERENCES app.person(id);

ALTER TABLE ONLY app.need_target
    ADD CONSTRAINT need_target_need_id_fkey FOREIGN KEY (need_id) REFERENCES pub.need(id);

ALTER TABLE ONLY app.notification_setting
    ADD CONSTRAINT notification_setting_person_id_fkey FOREIGN KEY (person_id) REFERENCES app.person(id);

ALTER TABLE ONLY app.officer_area
    ADD CONSTRAINT officer_area_area_id_fkey FOREIGN KEY (area_id) REFERENCES pub.area(id);

ALTER TABLE ONLY app.officer_area
    ADD CONSTRAINT officer_area_person_id_fkey FOREIGN KEY (person_id) REFERENCES app.person(id);

ALTER TABLE ONLY app.permit
    ADD CONSTRAINT permit_aggregator_id_fkey FOREIGN KEY (aggregator_id) REFERENCES pub.organisation(id);

ALTER TABLE ONLY app.pledge
    ADD CONSTRAINT pledge_aggregator_id_fkey FOREIGN KEY (aggregator_id) REFERENCES app.organisation(id);

ALTER TABLE ONLY app.pledge
    ADD CONSTRAINT pledge_donor_id_fkey FOREIGN KEY (donor_id) REFERENCES app.organisation(id);

ALTER TABLE ONLY app.pledge
    ADD CONSTRAINT pledge_executor_id_fkey FOREIGN KEY (executor_id) REFERENCES app.organisation(id);

ALTER TABLE ONLY app.pledge_line
    ADD CONSTRAINT pledge_line_package_id_fkey FOREIGN KEY (package_id) REFERENCES pub.package(id);

ALTER TABLE ONLY app.pledge_line
    ADD CONSTRAINT pledge_line_pledge_id_donor_id_executor_id_phase_id_fkey FOREIGN KEY (pledge_id, donor_id, executor_id, phase_id) REFERENCES app.pledge(id, donor_id, executor_id, phase_id);

ALTER TABLE ONLY app.pledge_line
    ADD CONSTRAINT pledge_line_version_id_fkey FOREIGN KEY (version_id) REFERENCES pub.package_version(id);

ALTER TABLE ONLY app.pledge
    ADD CONSTRAINT pledge_phase_id_fkey FOREIGN KEY (phase_id) REFERENCES pub.phase(id);

ALTER TABLE ONLY app.proof_count
    ADD CONSTRAINT proof_count_package_id_fkey FOREIGN KEY (package_id) REFERENCES pub.package(id);

ALTER TABLE ONLY app.proof_count
    ADD CONSTRAINT proof_count_proof_id_stop_id_executor_id_fkey FOREIGN KEY (proof_id, stop_id, executor_id) REFERENCES app.proof(id, stop_id, executor_id);

ALTER TABLE ONLY app.proof
    ADD CONSTRAINT proof_handover_id_stop_id_executor_id_fkey FOREIGN KEY (handover_id, stop_id, executor_id) REFERENCES app.handover(id, stop_id, executor_id);

ALTER TABLE ONLY app.proof
    ADD CONSTRAINT proof_stop_id_executor_id_area_id_fkey FOREIGN KEY (stop_id, executor_id, area_id) REFERENCES app.stop(id, executor_id, area_id);

ALTER TABLE ONLY app.proof
    ADD CONSTRAINT proof_superseded_by_fkey FOREIGN KEY (superseded_by) REFERENCES app.proof(id);

ALTER TABLE ONLY app.proposal
    ADD CONSTRAINT proposal_pemprov_id_fkey FOREIGN KEY (pemprov_id) REFERENCES app.organisation(id);

ALTER TABLE ONLY app.proposal
    ADD CONSTRAINT proposal_previous_snapshot_id_fkey FOREIGN KEY (previous_snapshot_id) REFERENCES pub.snapshot(id);

ALTER TABLE ONLY app.proposal
    ADD CONSTRAINT proposal_snapshot_id_fkey FOREIGN KEY (snapshot_id) REFERENCES pub.snapshot(id);

ALTER TABLE ONLY app.proposal
    ADD CONSTRAINT proposal_unit_id_fkey FOREIGN KEY (unit_id) REFERENCES pub.unit(id);

ALTER TABLE ONLY app.reassignment
    ADD CONSTRAINT reassignment_journal_id_fkey FOREIGN KEY (journal_id) REFERENCES ledger.journal(id);

ALTER TABLE ONLY app.reassignment
    ADD CONSTRAINT reassignment_pledge_id_donor_id_executor_id_phase_id_fkey FOREIGN KEY (pledge_id, donor_id, executor_id, phase_id) REFERENCES app.pledge(id, donor_id, executor_id, phase_id);

ALTER TABLE ONLY app.reporter
    ADD CONSTRAINT reporter_complaint_id_fkey FOREIGN KEY (complaint_id) REFERENCES app.complaint(id);

ALTER TABLE ONLY app.reporter
    ADD CONSTRAINT reporter_proposal_id_fkey FOREIGN KEY (proposal_id) REFERENCES app.proposal(id);

ALTER TABLE ONLY app.shift
    ADD CONSTRAINT shift_executor_id_fkey FOREIGN KEY (executor_id) REFERENCES app.organisation(id);

ALTER TABLE ONLY app.shift_shipment
    ADD CONSTRAINT shift_shipment_shift_id_executor_id_fkey FOREIGN KEY (shift_id, executor_id) REFERENCES app.shift(id, executor_id);

ALTER TABLE ONLY app.shift_shipment
    ADD CONSTRAINT shift_shipment_shipment_id_executor_id_fkey FOREIGN KEY (shipment_id, executor_id) REFERENCES app.shipment(id, executor_id);

ALTER TABLE ONLY app.shipment
    ADD CONSTRAINT shipment_drove FOREIGN KEY (drove_id, executor_id) REFERENCES app.shipment(id, executor_id);

ALTER TABLE ONLY app.shipment
    ADD CONSTRAINT shipment_early FOREIGN KEY (early_id, executor_id) REFERENCES app.early_delivery(id, executor_id);

ALTER TABLE ONLY app.shipment
    ADD CONSTRAINT shipment_executor_id_fkey FOREIGN KEY (executor_id) REFERENCES app.organisation(id);

ALTER TABLE ONLY app.slip
    ADD CONSTRAINT slip_area_id_fkey FOREIGN KEY (area_id) REFERENCES pub.area(id);

ALTER TABLE ONLY app.slip_code
    ADD CONSTRAINT slip_code_slip_id_fkey FOREIGN KEY (slip_id) REFERENCES app.slip(id);

ALTER TABLE ONLY app.slip_code
    ADD CONSTRAINT slip_code_stop_id_fkey FOREIGN KEY (stop_id) REFERENCES app.stop(id);

ALTER TABLE ONLY app.slip
    ADD CONSTRAINT slip_phase_id_fkey FOREIGN KEY (phase_id) REFERENCES pub.phase(id);

ALTER TABLE ONLY app.slip
    ADD CONSTRAINT slip_unit_id_fkey FOREIGN KEY (unit_id) REFERENCES pub.unit(id);

ALTER TABLE ONLY app.stop
    ADD CONSTRAINT stop_area_id_fkey FOREIGN KEY (area_id) REFERENCES pub.area(id);

ALTER TABLE ONLY app.stop
    ADD CONSTRAINT stop_courier_id_fkey FOREIGN KEY (courier_id) REFERENCES app.person(id);

ALTER TABLE ONLY app.stop
    ADD CONSTRAINT stop_shift_id_executor_id_fkey FOREIGN KEY (shift_id, executor_id) REFERENCES app.shift(id, executor_id);

ALTER TABLE ONLY app.stop
    ADD CONSTRAINT stop_shipment_id_executor_id_fkey FOREIGN KEY (shipment_id, executor_id) REFERENCES app.shipment(id, executor_id);

ALTER TABLE ONLY app.stop
    ADD CONSTRAINT stop_unit_id_fkey FOREIGN KEY (unit_id) REFERENCES pub.unit(id);

ALTER TABLE ONLY app.unit_contact
    ADD CONSTRAINT unit_contact_area_id_fkey FOREIGN KEY (area_id) REFERENCES pub.area(id);

ALTER TABLE ONLY app.unit_contact
    ADD CONSTRAINT unit_contact_unit_id_fkey FOREIGN KEY (unit_id) REFERENCES pub.unit(id);

ALTER TABLE ONLY app.verification
    ADD CONSTRAINT verification_stop_id_executor_id_area_id_fkey FOREIGN KEY (stop_id, executor_id, area_id) REFERENCES app.stop(id, executor_id, area_id);

ALTER TABLE ONLY app.verification
    ADD CONSTRAINT verification_stop_id_fkey FOREIGN KEY (stop_id) REFERENCES pub.sample_entry(stop_id);

ALTER TABLE ONLY app.verification
    ADD CONSTRAINT verification_verifier_id_fkey FOREIGN KEY (verifier_id) REFERENCES app.person(id);

ALTER TABLE ONLY app.withdrawal
    ADD CONSTRAINT withdrawal_pledge_id_donor_id_executor_id_phase_id_fkey FOREIGN KEY (pledge_id, donor_id, executor_id, phase_id) REFERENCES app.pledge(id, donor_id, executor_id, phase_id);

ALTER TABLE ONLY ledger.account
    ADD CONSTRAINT account_counterparty_id_fkey FOREIGN KEY (counterparty_id) REFERENCES app.organisation(id);

ALTER TABLE ONLY ledger.account
    ADD CONSTRAINT account_tenant_id_fkey FOREIGN KEY (tenant_id) REFERENCES app.organisation(id);

ALTER TABLE ONLY ledger.journal
    ADD CONSTRAINT journal_counterparty_id_fkey FOREIGN KEY (counterparty_id) REFERENCES app.organisation(id);

ALTER TABLE ONLY ledger.journal
    ADD CONSTRAINT journal_reverses_fkey FOREIGN KEY (reverses) REFERENCES ledger.journal(id);

ALTER TABLE ONLY ledger.journal
    ADD CONSTRAINT journal_tenant_id_fkey FOREIGN KEY (tenant_id) REFERENCES app.organisation(id);

ALTER TABLE ONLY ledger.transfer
    ADD CONSTRAINT transfer_from_account_book_from_tenant_from_counterparty_c_fkey FOREIGN KEY (from_account, book, from_tenant, from_counterparty, commodity) REFERENCES ledger.account(id, book, tenant_id, counterparty_id, commodity);

ALTER TABLE ONLY ledger.transfer
    ADD CONSTRAINT transfer_journal_id_fkey FOREIGN KEY (journal_id) REFERENCES ledger.journal(id);

ALTER TABLE ONLY ledger.transfer
    ADD CONSTRAINT transfer_to_account_book_to_tenant_to_counterparty_commodi_fkey FOREIGN KEY (to_account, book, to_tenant, to_counterparty, commodity) REFERENCES ledger.account(id, book, tenant_id, counterparty_id, commodity);

ALTER TABLE ONLY pub.area
    ADD CONSTRAINT area_kecamatan_id_fkey FOREIGN KEY (kecamatan_id) REFERENCES pub.area(id);

ALTER TABLE ONLY pub.area
    ADD CONSTRAINT area_kota_id_fkey FOREIGN KEY (kota_id) REFERENCES pub.area(id);

ALTER TABLE ONLY pub.area
    ADD CONSTRAINT area_parent_id_fkey FOREIGN KEY (parent_id) REFERENCES pub.area(id);

ALTER TABLE ONLY pub.area
    ADD CONSTRAINT area_provinsi_id_fkey FOREIGN KEY (provinsi_id) REFERENCES pub.area(id);

ALTER TABLE ONLY pub.commitment
    ADD CONSTRAINT commitment_allocation_id_fkey FOREIGN KEY (allocation_id) REFERENCES app.allocation(id);

ALTER TABLE ONLY pub.commitment
    ADD CONSTRAINT commitment_executor_id_fkey FOREIGN KEY (executor_id) REFERENCES pub.organisation(id);

ALTER TABLE ONLY pub.commitment
    ADD CONSTRAINT commitment_giver_id_fkey FOREIGN KEY (giver_id) REFERENCES pub.organisation(id);

ALTER TABLE ONLY pub.commitment
    ADD CONSTRAINT commitment_need_id_fkey FOREIGN KEY (need_id) REFERENCES pub.need(id);

ALTER TABLE ONLY pub.commitment
    ADD CONSTRAINT commitment_package_id_fkey FOREIGN KEY (package_id) REFERENCES pub.package(id);

ALTER TABLE ONLY pub.commitment
    ADD CONSTRAINT commitment_phase_id_fkey FOREIGN KEY (phase_id) REFERENCES pub.phase(id);

ALTER TABLE ONLY pub.commitment
    ADD CONSTRAINT commitment_pledge_id_fkey FOREIGN KEY (pledge_id) REFERENCES app.pledge(id);

ALTER TABLE ONLY pub.commitment
    ADD CONSTRAINT commitment_unit_id_fkey FOREIGN KEY (unit_id) REFERENCES pub.unit(id);

ALTER TABLE ONLY pub.delivery
    ADD CONSTRAINT delivery_allocation_id_fkey FOREIGN KEY (allocation_id) REFERENCES pub.commitment(allocation_id);

ALTER TABLE ONLY pub.delivery
    ADD CONSTRAINT delivery_executor_id_fkey FOREIGN KEY (executor_id) REFERENCES pub.organisation(id);

ALTER TABLE ONLY pub.delivery
    ADD CONSTRAINT delivery_giver_id_fkey FOREIGN KEY (giver_id) REFERENCES pub.organisation(id);

ALTER TABLE ONLY pub.delivery
    ADD CONSTRAINT delivery_load_id_fkey FOREIGN KEY (load_id) REFERENCES app.load(id);

ALTER TABLE ONLY pub.delivery
    ADD CONSTRAINT delivery_need_id_fkey FOREIGN KEY (need_id) REFERENCES pub.need(id);

ALTER TABLE ONLY pub.delivery
    ADD CONSTRAINT delivery_package_id_fkey FOREIGN KEY (package_id) REFERENCES pub.package(id);

ALTER TABLE ONLY pub.delivery
    ADD CONSTRAINT delivery_phase_id_fkey FOREIGN KEY (phase_id) REFERENCES pub.phase(id);

ALTER TABLE ONLY pub.delivery
    ADD CONSTRAINT delivery_stop_id_fkey FOREIGN KEY (stop_id) REFERENCES app.stop(id);

ALTER TABLE ONLY pub.delivery
    ADD CONSTRAINT delivery_unit_id_fkey FOREIGN KEY (unit_id) REFERENCES pub.unit(id);

ALTER TABLE ONLY pub.gift
    ADD CONSTRAINT gift_aggregator_id_fkey FOREIGN KEY (aggregator_id) REFERENCES pub.organisation(id);

ALTER TABLE ONLY pub.gift
    ADD CONSTRAINT gift_contribution_id_fkey FOREIGN KEY (contribution_id) REFERENCES app.contribution(id);

ALTER TABLE ONLY pub.gift
    ADD CONSTRAINT gift_giver_id_fkey FOREIGN KEY (giver_id) REFERENCES pub.organisation(id);

ALTER TABLE ONLY pub.ladder
    ADD CONSTRAINT ladder_area_id_fkey FOREIGN KEY (area_id) REFERENCES pub.area(id);

ALTER TABLE ONLY pub.need
    ADD CONSTRAINT need_package_id_fkey FOREIGN KEY (package_id) REFERENCES pub.package(id);

ALTER TABLE ONLY pub.need
    ADD CONSTRAINT need_phase_id_fkey FOREIGN KEY (phase_id) REFERENCES pub.phase(id);

ALTER TABLE ONLY pub.need
    ADD CONSTRAINT need_snapshot_id_fkey FOREIGN KEY (snapshot_id) REFERENCES pub.snapshot(id);

ALTER TABLE ONLY pub.need_total
    ADD CONSTRAINT need_total_area_id_fkey FOREIGN KEY (area_id) REFERENCES pub.area(id);

ALTER TABLE ONLY pub.need_total
    ADD CONSTRAINT need_total_package_id_fkey FOREIGN KEY (package_id) REFERENCES pub.package(id);

ALTER TABLE ONLY pub.need_total
    ADD CONSTRAINT need_total_phase_id_fkey FOREIGN KEY (phase_id) REFERENCES pub.phase(id);

ALTER TABLE ONLY pub.need
    ADD CONSTRAINT need_unit_id_fkey FOREIGN KEY (unit_id) REFERENCES pub.unit(id);

ALTER TABLE ONLY pub.organisation
    ADD CONSTRAINT organisation_id_fkey FOREIGN KEY (id) REFERENCES app.organisation(id);

ALTER TABLE ONLY pub.outline
    ADD CONSTRAINT outline_area_id_fkey FOREIGN KEY (area_id) REFERENCES pub.area(id);

ALTER TABLE ONLY pub.outline
    ADD CONSTRAINT outline_unit_id_fkey FOREIGN KEY (unit_id) REFERENCES pub.unit(id);

ALTER TABLE ONLY pub.package
    ADD CONSTRAINT package_programme_id_fkey FOREIGN KEY (programme_id) REFERENCES pub.programme(id);

ALTER TABLE ONLY pub.package_version
    ADD CONSTRAINT package_version_package_id_fkey FOREIGN KEY (package_id) REFERENCES pub.package(id);

ALTER TABLE ONLY pub.phase_package
    ADD CONSTRAINT phase_package_package_id_fkey FOREIGN KEY (package_id) REFERENCES pub.package(id);

ALTER TABLE ONLY pub.phase_package
    ADD CONSTRAINT phase_package_phase_id_fkey FOREIGN KEY (phase_id) REFERENCES pub.phase(id);

ALTER TABLE ONLY pub.phase
    ADD CONSTRAINT phase_programme_id_fkey FOREIGN KEY (programme_id) REFERENCES pub.programme(id);

ALTER TABLE ONLY pub.release
    ADD CONSTRAINT release_allocation_id_fkey FOREIGN KEY (allocation_id) REFERENCES pub.commitment(allocation_id);

ALTER TABLE ONLY pub.sample_entry
    ADD CONSTRAINT sample_entry_executor_id_fkey FOREIGN KEY (executor_id) REFERENCES pub.organisation(id);

ALTER TABLE ONLY pub.sample_entry
    ADD CONSTRAINT sample_entry_sample_id_fkey FOREIGN KEY (sample_id) REFERENCES pub.sample(id);

ALTER TABLE ONLY pub.sample_entry
    ADD CONSTRAINT sample_entry_stop_id_fkey FOREIGN KEY (stop_id) REFERENCES app.stop(id);

ALTER TABLE ONLY pub.sample_entry
    ADD CONSTRAINT sample_entry_unit_id_fkey FOREIGN KEY (unit_id) REFERENCES pub.unit(id);

ALTER TABLE ONLY pub.share
    ADD CONSTRAINT share_package_id_fkey FOREIGN KEY (package_id) REFERENCES pub.package(id);

ALTER TABLE ONLY pub.snapshot
    ADD CONSTRAINT snapshot_unit_id_fkey FOREIGN KEY (unit_id) REFERENCES pub.unit(id);

ALTER TABLE ONLY pub.unit
    ADD CONSTRAINT unit_area_id_fkey FOREIGN KEY (area_id) REFERENCES pub.area(id);

ALTER TABLE ONLY pub.unit_boundary
    ADD CONSTRAINT unit_boundary_unit_id_fkey FOREIGN KEY (unit_id) REFERENCES pub.unit(id);

ALTER TABLE ONLY pub.unit
    ADD CONSTRAINT unit_snapshot_id_fkey FOREIGN KEY (snapshot_id) REFERENCES pub.snapshot(id);

ALTER TABLE ONLY sec.session
    ADD CONSTRAINT session_organisation_id_fkey FOREIGN KEY (organisation_id) REFERENCES app.organisation(id);

ALTER TABLE ONLY sec.session
    ADD CONSTRAINT session_person_id_fkey FOREIGN KEY (person_id) REFERENCES app.person(id);

ALTER TABLE app.agreement ENABLE ROW LEVEL SECURITY;

ALTER TABLE app.allocation ENABLE ROW LEVEL SECURITY;

ALTER TABLE app.audit ENABLE ROW LEVEL SECURITY;

ALTER TABLE app.audit_unsealed ENABLE ROW LEVEL SECURITY;

ALTER TABLE app.bast ENABLE ROW LEVEL SECURITY;

ALTER TABLE app.bast_due ENABLE ROW LEVEL SECURITY;

ALTER TABLE app.bast_file ENABLE ROW LEVEL SECURITY;

ALTER TABLE app.bast_series ENABLE ROW LEVEL SECURITY;

ALTER TABLE app.bast_version ENABLE ROW LEVEL SECURITY;

ALTER TABLE app.closing ENABLE ROW LEVEL SECURITY;

CREATE POLICY colleagues_select ON app.person FOR SELECT TO ksbb_gov, ksbb_tenant USING (((id = ( SELECT sec.person() AS person)) OR (id IN ( SELECT membership.person_id
   FROM app.membership
  WHERE (membership.organisation_id = ( SELECT sec.tenant() AS tenant))))));

ALTER TABLE app.complaint ENABLE ROW LEVEL SECURITY;

ALTER TABLE app.contact_request ENABLE ROW LEVEL SECURITY;

ALTER TABLE app.contribution ENABLE ROW LEVEL SECURITY;

CREATE POLICY courier_select ON app.evidence FOR SELECT TO ksbb_tenant USING ((stop_id = ANY (( SELECT sec.courier_stops() AS courier_stops)::bigint[])));

CREATE POLICY courier_select ON app.field_entry FOR SELECT TO ksbb_tenant USING (((actor_id = ( SELECT sec.actor_id() AS actor_id)) AND (actor = ( SELECT sec.actor() AS actor)) AND (( SELECT sec.role() AS role) = 'FIELD'::text)));

CREATE POLICY courier_select ON app.handover FOR SELECT TO ksbb_tenant USING ((stop_id = ANY (( SELECT sec.courier_stops() AS courier_stops)::bigint[])));

CREATE POLICY courier_select ON app.handover_count FOR SELECT TO ksbb_tenant USING ((stop_id = ANY (( SELECT sec.courier_stops() AS courier_stops)::bigint[])));

CREATE POLICY courier_select ON app.load FOR SELECT TO ksbb_tenant USING ((stop_id = ANY (( SELECT sec.courier_stops() AS courier_stops)::bigint[])));

CREATE POLICY courier_select ON app.proof FOR SELECT TO ksbb_tenant USING ((stop_id = ANY (( SELECT sec.courier_stops() AS courier_stops)::bigint[])));

CREATE POLICY courier_select ON app.shipment FOR SELECT TO ksbb_tenant USING ((id IN ( SELECT s.shipment_id
   FROM app.stop s
  WHERE ((s.courier_id = ( SELECT sec.courier() AS courier)) OR (s.shift_id = ( SELECT sec.shift() AS shift))))));

CREATE POLICY courier_select ON app.stop FOR SELECT TO ksbb_tenant USING (((courier_id = ( SELECT sec.courier() AS courier)) OR (shift_id = ( SELECT sec.shift() AS shift))));

ALTER TABLE app.demo_person ENABLE ROW LEVEL SECURITY;

ALTER TABLE app.device ENABLE ROW LEVEL SECURITY;

ALTER TABLE app.discrepancy ENABLE ROW LEVEL SECURITY;

ALTER TABLE app.dispute_message ENABLE ROW LEVEL SECURITY;

ALTER TABLE app.early_delivery ENABLE ROW LEVEL SECURITY;

CREATE POLICY engine_delete ON app.audit_unsealed FOR DELETE TO ksbb_engine USING (true);

CREATE POLICY engine_delete ON app.reporter FOR DELETE TO ksbb_engine USING (true);

CREATE POLICY engine_insert ON app.allocation FOR INSERT TO ksbb_engine WITH CHECK (true);

CREATE POLICY engine_insert ON app.audit FOR INSERT TO ksbb_engine WITH CHECK (true);

CREATE POLICY engine_insert ON app.audit_unsealed FOR INSERT TO ksbb_engine WITH CHECK (true);

CREATE POLICY engine_insert ON app.bast FOR INSERT TO ksbb_engine WITH CHECK (true);

CREATE POLICY engine_insert ON app.bast_due FOR INSERT TO ksbb_engine WITH CHECK (true);

CREATE POLICY engine_insert ON app.bast_file FOR INSERT TO ksbb_engine WITH CHECK (true);

CREATE POLICY engine_insert ON app.bast_series FOR INSERT TO ksbb_engine WITH CHECK (true);

CREATE POLICY engine_insert ON app.bast_version FOR INSERT TO ksbb_engine WITH CHECK (true);

CREATE POLICY engine_insert ON app.closing FOR INSERT TO ksbb_engine WITH CHECK (true);

CREATE POLICY engine_insert ON app.complaint FOR INSERT TO ksbb_engine WITH CHECK (true);

CREATE POLICY engine_insert ON app.contact_request FOR INSERT TO ksbb_engine WITH CHECK (true);

CREATE POLICY engine_insert ON app.demo_person FOR INSERT TO ksbb_engine WITH CHECK (true);

CREATE POLICY engine_insert ON app.device FOR INSERT TO ksbb_engine WITH CHECK (true);

CREATE POLICY engine_insert ON app.discrepancy FOR INSERT TO ksbb_engine WITH CHECK (true);

CREATE POLICY engine_insert ON app.dispute_message FOR INSERT TO ksbb_engine WITH CHECK (true);

CREATE POLICY engine_insert ON app.early_delivery FOR INSERT TO ksbb_engine WITH CHECK (true);

CREATE POLICY engine_insert ON app.evidence FOR INSERT TO ksbb_engine WITH CHECK (true);

CREATE POLICY engine_insert ON app.field_count FOR INSERT TO ksbb_engine WITH CHECK (true);

CREATE POLICY engine_insert ON app.field_entry FOR INSERT TO ksbb_engine WITH CHECK (true);

CREATE POLICY engine_insert ON app.handover FOR INSERT TO ksbb_engine WITH CHECK (true);

CREATE POLICY engine_insert ON app.handover_count FOR INSERT TO ksbb_engine WITH CHECK (true);

CREATE POLICY engine_insert ON app.handover_line FOR INSERT TO ksbb_engine WITH CHECK (true);

CREATE POLICY engine_insert ON app.handover_lot FOR INSERT TO ksbb_engine WITH CHECK (true);

CREATE POLICY engine_insert ON app.load FOR INSERT TO ksbb_engine WITH CHECK (true);

CREATE POLICY engine_insert ON app.load_lot FOR INSERT TO ksbb_engine WITH CHECK (true);

CREATE POLICY engine_insert ON app.look FOR INSERT TO ksbb_engine WITH CHECK (true);

CREATE POLICY engine_insert ON app.look_count FOR INSERT TO ksbb_engine WITH CHECK (true);

CREATE POLICY engine_insert ON app.lot FOR INSERT TO ksbb_engine WITH CHECK (true);

CREATE POLICY engine_insert ON app.mail FOR INSERT TO ksbb_engine, ksbb_worker WITH CHECK (true);

CREATE POLICY engine_insert ON app.membership FOR INSERT TO ksbb_engine, ksbb_worker WITH CHECK (true);

CREATE POLICY engine_insert ON app.need_target FOR INSERT TO ksbb_engine WITH CHECK (true);

CREATE POLICY engine_insert ON app.officer_area FOR INSERT TO ksbb_engine WITH CHECK (true);

CREATE POLICY engine_insert ON app.organisation FOR INSERT TO ksbb_engine, ksbb_worker WITH CHECK (true);

CREATE POLICY engine_insert ON app.outbox FOR INSERT TO ksbb_engine, ksbb_worker WITH CHECK (true);

CREATE POLICY engine_insert ON app.person FOR INSERT TO ksbb_engine, ksbb_worker WITH CHECK (true);

CREATE POLICY engine_insert ON app.proof FOR INSERT TO ksbb_engine WITH CHECK (true);

CREATE POLICY engine_insert ON app.proof_count FOR INSERT TO ksbb_engine WITH CHECK (true);

CREATE POLICY engine_insert ON app.proposal FOR INSERT TO ksbb_engine WITH CHECK (true);

CREATE POLICY engine_insert ON app.reassignment FOR INSERT TO ksbb_engine WITH CHECK (true);

CREATE POLICY engine_insert ON app.reporter FOR INSERT TO ksbb_engine WITH CHECK (true);

CREATE POLICY engine_insert ON app.seal FOR INSERT TO ksbb_engine WITH CHECK (true);

CREATE POLICY engine_insert ON app.shift FOR INSERT TO ksbb_engine WITH CHECK (true);

CREATE POLICY engine_insert ON app.shift_shipment FOR INSERT TO ksbb_engine WITH CHECK (true);

CREATE POLICY engine_insert ON app.shipment FOR INSERT TO ksbb_engine WITH CHECK ((early_id IS NOT NULL));

CREATE POLICY engine_insert ON app.slip FOR INSERT TO ksbb_engine WITH CHECK (true);

CREATE POLICY engine_insert ON app.slip_code FOR INSERT TO ksbb_engine WITH CHECK (true);

CREATE POLICY engine_insert ON app.step FOR INSERT TO ksbb_engine WITH CHECK (true);

CREATE POLICY engine_insert ON app.stop FOR INSERT TO ksbb_engine WITH CHECK (true);

CREATE POLICY engine_insert ON app.unit_contact FOR INSERT TO ksbb_engine WITH CHECK (true);

CREATE POLICY engine_insert ON app.verification FOR INSERT TO ksbb_engine WITH CHECK (true);

CREATE POLICY engine_insert ON app.withdrawal FOR INSERT TO ksbb_engine WITH CHECK (true);

CREATE POLICY engine_select ON app.agreement FOR SELECT TO ksbb_engine, ksbb_worker USING (true);

CREATE POLICY engine_select ON app.allocation FOR SELECT TO ksbb_engine, ksbb_worker USING (true);

CREATE POLICY engine_select ON app.audit FOR SELECT TO ksbb_engine, ksbb_worker USING (true);

CREATE POLICY engine_select ON app.audit_unsealed FOR SELECT TO ksbb_engine USING (true);

CREATE POLICY engine_select ON app.bast FOR SELECT TO ksbb_engine, ksbb_worker USING (true);

CREATE POLICY engine_select ON app.bast_due FOR SELECT TO ksbb_engine, ksbb_worker USING (true);

CREATE POLICY engine_select ON app.bast_file FOR SELECT TO ksbb_engine, ksbb_worker USING (true);

CREATE POLICY engine_select ON app.bast_series FOR SELECT TO ksbb_engine, ksbb_worker USING (true);

CREATE POLICY engine_select ON app.bast_version FOR SELECT TO ksbb_engine, ksbb_worker USING (true);

CREATE POLICY engine_select ON app.closing FOR SELECT TO ksbb_engine, ksbb_worker USING (true);

CREATE POLICY engine_select ON app.complaint FOR SELECT TO ksbb_engine, ksbb_worker USING (true);

CREATE POLICY engine_select ON app.contact_request FOR SELECT TO ksbb_engine, ksbb_worker USING (true);

CREATE POLICY engine_select ON app.contribution FOR SELECT TO ksbb_engine, ksbb_worker USING (true);

CREATE POLICY engine_select ON app.demo_person FOR SELECT TO ksbb_engine, ksbb_worker USING (true);

CREATE POLICY engine_select ON app.device FOR SELECT TO ksbb_engine USING (true);

CREATE POLICY engine_select ON app.discrepancy FOR SELECT TO ksbb_engine, ksbb_worker USING (true);

CREATE POLICY engine_select ON app.dispute_message FOR SELECT TO ksbb_engine, ksbb_worker USING (true);

CREATE POLICY engine_select ON app.early_delivery FOR SELECT TO ksbb_engine, ksbb_worker USING (true);

CREATE POLICY engine_select ON app.evidence FOR SELECT TO ksbb_engine, ksbb_worker USING (true);

CREATE POLICY engine_select ON app.field_count FOR SELECT TO ksbb_engine USING (true);

CREATE POLICY engine_select ON app.field_entry FOR SELECT TO ksbb_engine, ksbb_worker USING (true);

CREATE POLICY engine_select ON app.funding FOR SELECT TO ksbb_engine, ksbb_worker USING (true);

CREATE POLICY engine_select ON app.goods_receipt FOR SELECT TO ksbb_engine, ksbb_worker USING (true);

CREATE POLICY engine_select ON app.handover FOR SELECT TO ksbb_engine, ksbb_worker USING (true);

CREATE POLICY engine_select ON app.handover_count FOR SELECT TO ksbb_engine, ksbb_worker USING (true);

CREATE POLICY engine_select ON app.handover_line FOR SELECT TO ksbb_engine, ksbb_worker USING (true);

CREATE POLICY engine_select ON app.handover_lot FOR SELECT TO ksbb_engine, ksbb_worker USING (true);

CREATE POLICY engine_select ON app.invitation FOR SELECT TO ksbb_engine USING (true);

CREATE POLICY engine_select ON app.load FOR SELECT TO ksbb_engine, ksbb_worker USING (true);

CREATE POLICY engine_select ON app.load_lot FOR SELECT TO ksbb_engine, ksbb_worker USING (true);

CREATE POLICY engine_select ON app.look FOR SELECT TO ksbb_engine, ksbb_worker USING (true);

CREATE POLICY engine_select ON app.look_count FOR SELECT TO ksbb_engine, ksbb_worker USING (true);

CREATE POLICY engine_select ON app.lot FOR SELECT TO ksbb_engine, ksbb_worker USING (true);

CREATE POLICY engine_select ON app.mail FOR SELECT TO ksbb_engine, ksbb_worker USING (true);

CREATE POLICY engine_select ON app.membership FOR SELECT TO ksbb_engine, ksbb_worker USING (true);

CREATE POLICY engine_select ON app.need_target FOR SELECT TO ksbb_engine, ksbb_worker USING (true);

CREATE POLICY engine_select ON app.officer_area FOR SELECT TO ksbb_engine, ksbb_worker USING (true);

CREATE POLICY engine_select ON app.organisation FOR SELECT TO ksbb_engine, ksbb_worker USING (true);

CREATE POLICY engine_select ON app.permit FOR SELECT TO ksbb_engine, ksbb_worker USING (true);

CREATE POLICY engine_select ON app.person FOR SELECT TO ksbb_engine, ksbb_worker USING (true);

CREATE POLICY engine_select ON app.pledge FOR SELECT TO ksbb_engine, ksbb_worker USING (true);

CREATE POLICY engine_select ON app.pledge_line FOR SELECT TO ksbb_engine, ksbb_worker USING (true);

CREATE POLICY engine_select ON app.proof FOR SELECT TO ksbb_engine, ksbb_worker USING (true);

CREATE POLICY engine_select ON app.proof_count FOR SELECT TO ksbb_engine, ksbb_worker USING (true);

CREATE POLICY engine_select ON app.proposal FOR SELECT TO ksbb_engine, ksbb_worker USING (true);

CREATE POLICY engine_select ON app.reassignment FOR SELECT TO ksbb_engine, ksbb_worker USING (true);

CREATE POLICY engine_select ON app.reporter FOR SELECT TO ksbb_engine, ksbb_worker USING (true);

CREATE POLICY engine_select ON app.seal FOR SELECT TO ksbb_engine, ksbb_worker USING (true);

CREATE POLICY engine_select ON app.shift FOR SELECT TO ksbb_engine USING (true);

CREATE POLICY engine_select ON app.shift_shipment FOR SELECT TO ksbb_engine USING (true);

CREATE POLICY engine_select ON app.shipment FOR SELECT TO ksbb_engine, ksbb_worker USING (true);

CREATE POLICY engine_select ON app.slip FOR SELECT TO ksbb_engine, ksbb_worker USING (true);

CREATE POLICY engine_select ON app.slip_code FOR SELECT TO ksbb_engine, ksbb_worker USING (true);

CREATE POLICY engine_select ON app.step FOR SELECT TO ksbb_engine, ksbb_worker USING (true);

CREATE POLICY engine_select ON app.stop FOR SELECT TO ksbb_engine, ksbb_worker USING (true);

CREATE POLICY engine_select ON app.unit_contact FOR SELECT TO ksbb_engine, ksbb_worker USING (true);

CREATE POLICY engine_select ON app.verification FOR SELECT TO ksbb_engine, ksbb_worker USING (true);

CREATE POLICY engine_select ON app.withdrawal FOR SELECT TO ksbb_engine, ksbb_worker USING (true);

CREATE POLICY engine_update ON app.allocation FOR UPDATE TO ksbb_engine USING (true) WITH CHECK (true);

CREATE POLICY engine_update ON app.audit_unsealed FOR UPDATE TO ksbb_engine USING (true) WITH CHECK (true);

CREATE POLICY engine_update ON app.bast_due FOR UPDATE TO ksbb_engine, ksbb_worker USING (true) WITH CHECK (true);

CREATE POLICY engine_update ON app.bast_file FOR UPDATE TO ksbb_engine USING (true) WITH CHECK (true);

CREATE POLICY engine_update ON app.bast_series FOR UPDATE TO ksbb_engine USING (true) WITH CHECK (true);

CREATE POLICY engine_update ON app.bast_version FOR UPDATE TO ksbb_engine USING (true) WITH CHECK (true);

CREATE POLICY engine_update ON app.closing FOR UPDATE TO ksbb_engine USING (true) WITH CHECK (true);

CREATE POLICY engine_update ON app.contribution FOR UPDATE TO ksbb_engine USING (true) WITH CHECK (true);

CREATE POLICY engine_update ON app.device FOR UPDATE TO ksbb_engine USING (true) WITH CHECK (true);

CREATE POLICY engine_update ON app.discrepancy FOR UPDATE TO ksbb_engine USING (true) WITH CHECK (true);

CREATE POLICY engine_update ON app.early_delivery FOR UPDATE TO ksbb_engine USING (true) WITH CHECK (true);

CREATE POLICY engine_update ON app.evidence FOR UPDATE TO ksbb_engine USING (true) WITH CHECK (true);

CREATE POLICY engine_update ON app.field_entry FOR UPDATE TO ksbb_engine USING (true) WITH CHECK (true);

CREATE POLICY engine_update ON app.funding FOR UPDATE TO ksbb_engine USING (true) WITH CHECK (true);

CREATE POLICY engine_update ON app.handover FOR UPDATE TO ksbb_engine USING (true) WITH CHECK (true);

CREATE POLICY engine_update ON app.handover_line FOR UPDATE TO ksbb_engine USING (true) WITH CHECK (true);

CREATE POLICY engine_update ON app.handover_lot FOR UPDATE TO ksbb_engine USING (true) WITH CHECK (true);

CREATE POLICY engine_update ON app.invitation FOR UPDATE TO ksbb_engine USING (true) WITH CHECK (true);

CREATE POLICY engine_update ON app.load FOR UPDATE TO ksbb_engine USING (true) WITH CHECK (true);

CREATE POLICY engine_update ON app.lot FOR UPDATE TO ksbb_engine USING (true) WITH CHECK (true);

CREATE POLICY engine_update ON app.membership FOR UPDATE TO ksbb_engine USING (true) WITH CHECK (true);

CREATE POLICY engine_update ON app.officer_area FOR UPDATE TO ksbb_engine USING (true) WITH CHECK (true);

CREATE POLICY engine_update ON app.pledge FOR UPDATE TO ksbb_engine USING (true) WITH CHECK (true);

CREATE POLICY engine_update ON app.pledge_line FOR UPDATE TO ksbb_engine USING (true) WITH CHECK (true);

CREATE POLICY engine_update ON app.proof FOR UPDATE TO ksbb_engine USING (true) WITH CHECK (true);

CREATE POLICY engine_update ON app.reassignment FOR UPDATE TO ksbb_engine USING (true) WITH CHECK (true);

CREATE POLICY engine_update ON app.reporter FOR UPDATE TO ksbb_engine USING (true) WITH CHECK (true);

CREATE POLICY engine_update ON app.shift FOR UPDATE TO ksbb_engine USING (true) WITH CHECK (true);

CREATE POLICY engine_update ON app.shipment FOR UPDATE TO ksbb_engine USING (true) WITH CHECK (true);

CREATE POLICY engine_update ON app.slip FOR UPDATE TO ksbb_engine USING (true) WITH CHECK (true);

CREATE POLICY engine_update ON app.slip_code FOR UPDATE TO ksbb_engine USING (true) WITH CHECK (true);

CREATE POLICY engine_update ON app.stop FOR UPDATE TO ksbb_engine USING (true) WITH CHECK (true);

CREATE POLICY engine_update ON app.unit_contact FOR UPDATE TO ksbb_engine USING (true) WITH CHECK (true);

CREATE POLICY engine_update ON app.verification FOR UPDATE TO ksbb_engine USING (true) WITH CHECK (true);

CREATE POLICY engine_update ON app.withdrawal FOR UPDATE TO ksbb_engine USING (true) WITH CHECK (true);

CREATE POLICY everybody_select ON app.transition FOR SELECT TO ksbb_engine, ksbb_gov, ksbb_tenant, ksbb_worker USING (true);

ALTER TABLE app.evidence ENABLE ROW LEVEL SECURITY;

CREATE POLICY executor_insert ON app.funding FOR INSERT TO ksbb_tenant WITH CHECK (((executor_id = ( SELECT sec.tenant() AS tenant)) AND ( SELECT sec.may_act() AS may_act)));

CREATE POLICY executor_insert ON app.goods_receipt FOR INSERT TO ksbb_tenant WITH CHECK (((executor_id = ( SELECT sec.tenant() AS tenant)) AND (state = 'recorded'::text) AND (created_by = ( SELECT sec.person() AS person)) AND ( SELECT sec.may_act() AS may_act)));

CREATE POLICY executor_insert ON app.shipment FOR INSERT TO ksbb_tenant WITH CHECK (((executor_id = ( SELECT sec.tenant() AS tenant)) AND (state = 'planned'::text) AND (created_by = ( SELECT sec.person() AS person)) AND ( SELECT sec.may_act() AS may_act)));

CREATE POLICY executor_insert ON app.stop FOR INSERT TO ksbb_tenant WITH CHECK (((executor_id = ( SELECT sec.tenant() AS tenant)) AND (state = 'planned'::text) AND (created_by = ( SELECT sec.person() AS person)) AND ( SELECT sec.may_act() AS may_act)));

CREATE POLICY executor_select ON app.device FOR SELECT TO ksbb_tenant USING ((executor_id = ( SELECT sec.tenant() AS tenant)));

CREATE POLICY executor_select ON app.evidence FOR SELECT TO ksbb_tenant USING ((executor_id = ( SELECT sec.tenant() AS tenant)));

CREATE POLICY executor_select ON app.field_count FOR SELECT TO ksbb_tenant USING ((executor_id = ( SELECT sec.tenant() AS tenant)));

CREATE POLICY executor_select ON app.field_entry FOR SELECT TO ksbb_tenant USING ((executor_id = ( SELECT sec.tenant() AS tenant)));

CREATE POLICY executor_select ON app.handover_count FOR SELECT TO ksbb_tenant USING ((executor_id = ( SELECT sec.tenant() AS tenant)));

CREATE POLICY executor_select ON app.look FOR SELECT TO ksbb_tenant USING ((executor_id = ( SELECT sec.tenant() AS tenant)));

CREATE POLICY executor_select ON app.look_count FOR SELECT TO ksbb_tenant USING ((executor_id = ( SELECT sec.tenant() AS tenant)));

CREATE POLICY executor_select ON app.proof FOR SELECT TO ksbb_tenant USING ((executor_id = ( SELECT sec.tenant() AS tenant)));

CREATE POLICY executor_select ON app.proof_count FOR SELECT TO ksbb_tenant USING ((executor_id = ( SELECT sec.tenant() AS tenant)));

CREATE POLICY executor_select ON app.shift FOR SELECT TO ksbb_tenant USING ((executor_id = ( SELECT sec.tenant() AS tenant)));

CREATE POLICY executor_select ON app.shift_shipment FOR SELECT TO ksbb_tenant USING ((executor_id = ( SELECT sec.tenant() AS tenant)));

CREATE POLICY executor_select ON app.verification FOR SELECT TO ksbb_tenant USING ((executor_id = ( SELECT sec.tenant() AS tenant)));

CREATE POLICY executor_update ON app.goods_receipt FOR UPDATE TO ksbb_tenant USING (((executor_id = ( SELECT sec.tenant() AS tenant)) AND ( SELECT sec.may_act() AS may_act))) WITH CHECK (((executor_id = ( SELECT sec.tenant() AS tenant)) AND ( SELECT sec.may_act() AS may_act)));

CREATE POLICY executor_update ON app.shipment FOR UPDATE TO ksbb_tenant USING (((executor_id = ( SELECT sec.tenant() AS tenant)) AND ( SELECT sec.may_act() AS may_act) AND (state = 'planned'::text))) WITH CHECK (((executor_id = ( SELECT sec.tenant() AS tenant)) AND ( SELECT sec.may_act() AS may_act) AND (state = 'planned'::text)));

CREATE POLICY executor_update ON app.stop FOR UPDATE TO ksbb_tenant USING (((executor_id = ( SELECT sec.tenant() AS tenant)) AND ( SELECT sec.may_act() AS may_act))) WITH CHECK (((executor_id = ( SELECT sec.tenant() AS tenant)) AND ( SELECT sec.may_act() AS may_act)));

ALTER TABLE app.field_count ENABLE ROW LEVEL SECURITY;

ALTER TABLE app.field_entry ENABLE ROW LEVEL SECURITY;

ALTER TABLE app.funding ENABLE ROW LEVEL SECURITY;

CREATE POLICY giver_insert ON app.pledge FOR INSERT TO ksbb_tenant WITH CHECK (((donor_id = ( SELECT sec.tenant() AS tenant)) AND (state = 'submitted'::text) AND (created_by = ( SELECT sec.person() AS person)) AND ( SELECT sec.may_act() AS may_act)));

CREATE POLICY giver_insert ON app.pledge_line FOR INSERT TO ksbb_tenant WITH CHECK (((donor_id = ( SELECT sec.tenant() AS tenant)) AND ( SELECT sec.may_act() AS may_act)));

CREATE POLICY giver_select ON app.evidence FOR SELECT TO ksbb_tenant USING (((kind = 'STACK_PHOTO'::text) AND ((handover_id IN ( SELECT l.handover_id
   FROM app.handover_line l
  WHERE (l.donor_id = ( SELECT sec.tenant() AS tenant)))) OR (goods_receipt_id IN ( SELECT r.id
   FROM app.goods_receipt r
  WHERE (r.donor_id = ( SELECT sec.tenant() AS tenant)))))));

ALTER TABLE app.goods_receipt ENABLE ROW LEVEL SECURITY;

CREATE POLICY gov_insert ON app.goods_receipt FOR INSERT TO ksbb_gov WITH CHECK (((executor_id = ( SELECT sec.tenant() AS tenant)) AND (state = 'recorded'::text) AND (created_by = ( SELECT sec.person() AS person)) AND ( SELECT sec.may_act() AS may_act)));

CREATE POLICY gov_insert ON app.officer_area FOR INSERT TO ksbb_gov WITH CHECK ((( SELECT sec.is_pemprov() AS is_pemprov) AND (( SELECT sec.role() AS role) = 'OWNER'::text) AND (created_by = ( SELECT sec.person() AS person))));

CREATE POLICY gov_insert ON app.shipment FOR INSERT TO ksbb_gov WITH CHECK (((executor_id = ( SELECT sec.tenant() AS tenant)) AND (state = 'planned'::text) AND (created_by = ( SELECT sec.person() AS person)) AND ( SELECT sec.may_act() AS may_act)));

CREATE POLICY gov_insert ON app.stop FOR INSERT TO ksbb_gov WITH CHECK (((executor_id = ( SELECT sec.tenant() AS tenant)) AND (state = 'planned'::text) AND (created_by = ( SELECT sec.person() AS person)) AND ( SELECT sec.may_act() AS may_act)));

CREATE POLICY gov_select ON app.agreement FOR SELECT TO ksbb_gov USING (( SELECT sec.is_pemprov() AS is_pemprov));

CREATE POLICY gov_select ON app.allocation FOR SELECT TO ksbb_gov USING (( SELECT sec.is_pemprov() AS is_pemprov));

CREATE POLICY gov_select ON app.audit FOR SELECT TO ksbb_gov USING (( SELECT sec.is_pemprov() AS is_pemprov));

CREATE POLICY gov_select ON app.bast FOR SELECT TO ksbb_gov USING (( SELECT sec.is_pemprov() AS is_pemprov));

CREATE POLICY gov_select ON app.bast_file FOR SELECT TO ksbb_gov USING (( SELECT sec.is_pemprov() AS is_pemprov));

CREATE POLICY gov_select ON app.bast_version FOR SELECT TO ksbb_gov USING (( SELECT sec.is_pemprov() AS is_pemprov));

CREATE POLICY gov_select ON app.closing FOR SELECT TO ksbb_gov USING (( SELECT sec.is_pemprov() AS is_pemprov));

CREATE POLICY gov_select ON app.contribution FOR SELECT TO ksbb_gov USING (( SELECT sec.is_pemprov() AS is_pemprov));

CREATE POLICY gov_select ON app.device FOR SELECT TO ksbb_gov USING (( SELECT sec.is_pemprov() AS is_pemprov));

CREATE POLICY gov_select ON app.discrepancy FOR SELECT TO ksbb_gov USING (( SELECT sec.is_pemprov() AS is_pemprov));

CREATE POLICY gov_select ON app.dispute_message FOR SELECT TO ksbb_gov USING (( SELECT sec.is_pemprov() AS is_pemprov));

CREATE POLICY gov_select ON app.early_delivery FOR SELECT TO ksbb_gov USING (( SELECT sec.is_pemprov() AS is_pemprov));

CREATE POLICY gov_select ON app.evidence FOR SELECT TO ksbb_gov USING (( SELECT sec.is_pemprov() AS is_pemprov));

CREATE POLICY gov_select ON app.field_count FOR SELECT TO ksbb_gov USING (( SELECT sec.is_pemprov() AS is_pemprov));

CREATE POLICY gov_select ON app.field_entry FOR SELECT TO ksbb_gov USING (( SELECT sec.is_pemprov() AS is_pemprov));

CREATE POLICY gov_select ON app.funding FOR SELECT TO ksbb_gov USING (( SELECT sec.is_pemprov() AS is_pemprov));

CREATE POLICY gov_select ON app.goods_receipt FOR SELECT TO ksbb_gov USING (( SELECT sec.is_pemprov() AS is_pemprov));

CREATE POLICY gov_select ON app.handover FOR SELECT TO ksbb_gov USING (( SELECT sec.is_pemprov() AS is_pemprov));

CREATE POLICY gov_select ON app.handover_count FOR SELECT TO ksbb_gov USING (( SELECT sec.is_pemprov() AS is_pemprov));

CREATE POLICY gov_select ON app.handover_line FOR SELECT TO ksbb_gov USING (( SELECT sec.is_pemprov() AS is_pemprov));

CREATE POLICY gov_select ON app.handover_lot FOR SELECT TO ksbb_gov USING (( SELECT sec.is_pemprov() AS is_pemprov));

CREATE POLICY gov_select ON app.load FOR SELECT TO ksbb_gov USING (( SELECT sec.is_pemprov() AS is_pemprov));

CREATE POLICY gov_select ON app.load_lot FOR SELECT TO ksbb_gov USING (( SELECT sec.is_pemprov() AS is_pemprov));

CREATE POLICY gov_select ON app.look FOR SELECT TO ksbb_gov USING (( SELECT sec.is_pemprov() AS is_pemprov));

CREATE POLICY gov_select ON app.look_count FOR SELECT TO ksbb_gov USING (( SELECT sec.is_pemprov() AS is_pemprov));

CREATE POLICY gov_select ON app.lot FOR SELECT TO ksbb_gov USING (( SELECT sec.is_pemprov() AS is_pemprov));

CREATE POLICY gov_select ON app.need_target FOR SELECT TO ksbb_gov USING (( SELECT sec.is_pemprov() AS is_pemprov));

CREATE POLICY gov_select ON app.officer_area FOR SELECT TO ksbb_gov USING (( SELECT sec.is_pemprov() AS is_pemprov));

CREATE POLICY gov_select ON app.organisation FOR SELECT TO ksbb_gov USING (( SELECT sec.is_pemprov() AS is_pemprov));

CREATE POLICY gov_select ON app.permit FOR SELECT TO ksbb_gov USING (( SELECT sec.is_pemprov() AS is_pemprov));

CREATE POLICY gov_select ON app.pledge FOR SELECT TO ksbb_gov USING (( SELECT sec.is_pemprov() AS is_pemprov));

CREATE POLICY gov_select ON app.pledge_line FOR SELECT TO ksbb_gov USING (( SELECT sec.is_pemprov() AS is_pemprov));

CREATE POLICY gov_select ON app.proof FOR SELECT TO ksbb_gov USING (( SELECT sec.is_pemprov() AS is_pemprov));

CREATE POLICY gov_select ON app.proof_count FOR SELECT TO ksbb_gov USING (( SELECT sec.is_pemprov() AS is_pemprov));

CREATE POLICY gov_select ON app.reassignment FOR SELECT TO ksbb_gov USING (( SELECT sec.is_pemprov() AS is_pemprov));

CREATE POLICY gov_select ON app.seal FOR SELECT TO ksbb_gov USING (( SELECT sec.is_pemprov() AS is_pemprov));

CREATE POLICY gov_select ON app.shift FOR SELECT TO ksbb_gov USING (( SELECT sec.is_pemprov() AS is_pemprov));

CREATE POLICY gov_select ON app.shift_shipment FOR SELECT TO ksbb_gov USING (( SELECT sec.is_pemprov() AS is_pemprov));

CREATE POLICY gov_select ON app.shipment FOR SELECT TO ksbb_gov USING (( SELECT sec.is_pemprov() AS is_pemprov));

CREATE POLICY gov_select ON app.step FOR SELECT TO ksbb_gov USING (( SELECT sec.is_pemprov() AS is_pemprov));

CREATE POLICY gov_select ON app.stop FOR SELECT TO ksbb_gov USING (( SELECT sec.is_pemprov() AS is_pemprov));

CREATE POLICY gov_select ON app.verification FOR SELECT TO ksbb_gov USING (( SELECT sec.is_pemprov() AS is_pemprov));

CREATE POLICY gov_select ON app.withdrawal FOR SELECT TO ksbb_gov USING (( SELECT sec.is_pemprov() AS is_pemprov));

CREATE POLICY gov_update ON app.agreement FOR UPDATE TO ksbb_gov USING ((( SELECT sec.is_pemprov() AS is_pemprov) AND ( SELECT sec.may_act() AS may_act))) WITH CHECK ((( SELECT sec.is_pemprov() AS is_pemprov) AND ( SELECT sec.may_act() AS may_act)));

CREATE POLICY gov_update ON app.complaint FOR UPDATE TO ksbb_gov USING ((( SELECT sec.is_pemprov() AS is_pemprov) AND ( SELECT sec.may_act() AS may_act))) WITH CHECK ((( SELECT sec.is_pemprov() AS is_pemprov) AND ( SELECT sec.may_act() AS may_act)));

CREATE POLICY gov_update ON app.goods_receipt FOR UPDATE TO ksbb_gov USING (((executor_id = ( SELECT sec.tenant() AS tenant)) AND ( SELECT sec.may_act() AS may_act))) WITH CHECK (((executor_id = ( SELECT sec.tenant() AS tenant)) AND ( SELECT sec.may_act() AS may_act)));

CREATE POLICY gov_update ON app.officer_area FOR UPDATE TO ksbb_gov USING ((( SELECT sec.is_pemprov() AS is_pemprov) AND (( SELECT sec.role() AS role) = 'OWNER'::text))) WITH CHECK ((( SELECT sec.is_pemprov() AS is_pemprov) AND (( SELECT sec.role() AS role) = 'OWNER'::text)));

CREATE POLICY gov_update ON app.organisation FOR UPDATE TO ksbb_gov USING ((( SELECT sec.is_pemprov() AS is_pemprov) AND ( SELECT sec.may_act() AS may_act))) WITH CHECK ((( SELECT sec.is_pemprov() AS is_pemprov) AND ( SELECT sec.may_act() AS may_act)));

CREATE POLICY gov_update ON app.permit FOR UPDATE TO ksbb_gov USING ((( SELECT sec.is_pemprov() AS is_pemprov) AND ( SELECT sec.may_act() AS may_act))) WITH CHECK ((( SELECT sec.is_pemprov() AS is_pemprov) AND ( SELECT sec.may_act() AS may_act)));

CREATE POLICY gov_update ON app.pledge FOR UPDATE TO ksbb_gov USING ((( SELECT sec.is_pemprov() AS is_pemprov) AND ( SELECT sec.may_act() AS may_act))) WITH CHECK ((( SELECT sec.is_pemprov() AS is_pemprov) AND ( SELECT sec.may_act() AS may_act)));

CREATE POLICY gov_update ON app.proposal FOR UPDATE TO ksbb_gov USING ((( SELECT sec.is_pemprov() AS is_pemprov) AND ( SELECT sec.may_act() AS may_act))) WITH CHECK ((( SELECT sec.is_pemprov() AS is_pemprov) AND ( SELECT sec.may_act() AS may_act)));

CREATE POLICY gov_update ON app.shipment FOR UPDATE TO ksbb_gov USING (((executor_id = ( SELECT sec.tenant() AS tenant)) AND ( SELECT sec.may_act() AS may_act) AND (state = 'planned'::text))) WITH CHECK (((executor_id = ( SELECT sec.tenant() AS tenant)) AND ( SELECT sec.may_act() AS may_act) AND (state = 'planned'::text)));

CREATE POLICY gov_update ON app.stop FOR UPDATE TO ksbb_gov USING (((executor_id = ( SELECT sec.tenant() AS tenant)) AND ( SELECT sec.may_act() AS may_act))) WITH CHECK (((executor_id = ( SELECT sec.tenant() AS tenant)) AND ( SELECT sec.may_act() AS may_act)));

ALTER TABLE app.handover ENABLE ROW LEVEL SECURITY;

ALTER TABLE app.handover_count ENABLE ROW LEVEL SECURITY;

ALTER TABLE app.handover_line ENABLE ROW LEVEL SECURITY;

ALTER TABLE app.handover_lot ENABLE ROW LEVEL SECURITY;

ALTER TABLE app.idempotency ENABLE ROW LEVEL SECURITY;

ALTER TABLE app.inbox_entry ENABLE ROW LEVEL SECURITY;

ALTER TABLE app.invitation ENABLE ROW LEVEL SECURITY;

ALTER TABLE app.load ENABLE ROW LEVEL SECURITY;

ALTER TABLE app.load_lot ENABLE ROW LEVEL SECURITY;

ALTER TABLE app.look ENABLE ROW LEVEL SECURITY;

ALTER TABLE app.look_count ENABLE ROW LEVEL SECURITY;

ALTER TABLE app.lot ENABLE ROW LEVEL SECURITY;

ALTER TABLE app.mail ENABLE ROW LEVEL SECURITY;

ALTER TABLE app.membership ENABLE ROW LEVEL SECURITY;

ALTER TABLE app.need_target ENABLE ROW LEVEL SECURITY;

ALTER TABLE app.notification_setting ENABLE ROW LEVEL SECURITY;

ALTER TABLE app.officer_area ENABLE ROW LEVEL SECURITY;

CREATE POLICY officer_select ON app.bast FOR SELECT TO ksbb_gov USING ((area_id = ANY (( SELECT sec.areas() AS areas)::bigint[])));

CREATE POLICY officer_select ON app.bast_file FOR SELECT TO ksbb_gov USING ((area_id = ANY (( SELECT sec.areas() AS areas)::bigint[])));

CREATE POLICY officer_select ON app.bast_version FOR SELECT TO ksbb_gov USING ((area_id = ANY (( SELECT sec.areas() AS areas)::bigint[])));

CREATE POLICY officer_select ON app.dispute_message FOR SELECT TO ksbb_gov USING ((area_id = ANY (( SELECT sec.areas() AS areas)::bigint[])));

CREATE POLICY officer_select ON app.evidence FOR SELECT TO ksbb_gov USING ((area_id = ANY (( SELECT sec.areas() AS areas)::bigint[])));

CREATE POLICY officer_select ON app.handover FOR SELECT TO ksbb_gov USING ((area_id = ANY (( SELECT sec.areas() AS areas)::bigint[])));

CREATE POLICY officer_select ON app.handover_count FOR SELECT TO ksbb_gov USING ((area_id = ANY (( SELECT sec.areas() AS areas)::bigint[])));

CREATE POLICY officer_select ON app.load FOR SELECT TO ksbb_gov USING ((area_id = ANY (( SELECT sec.areas() AS areas)::bigint[])));

CREATE POLICY officer_select ON app.look FOR SELECT TO ksbb_gov USING ((stop_id IN ( SELECT stop.id
   FROM app.stop
  WHERE (stop.area_id = ANY (( SELECT sec.areas() AS areas)::bigint[])))));

CREATE POLICY officer_select ON app.look_count FOR SELECT TO ksbb_gov USING ((stop_id IN ( SELECT stop.id
   FROM app.stop
  WHERE (stop.area_id = ANY (( SELECT sec.areas() AS areas)::bigint[])))));

CREATE POLICY officer_select ON app.organisation FOR SELECT TO ksbb_gov USING (((id = ( SELECT sec.organisation() AS organisation)) AND (( SELECT sec.organisation_kind() AS organisation_kind) = 'PEMPROV'::text)));

CREATE POLICY officer_select ON app.proof FOR SELECT TO ksbb_gov USING ((area_id = ANY (( SELECT sec.areas() AS areas)::bigint[])));

CREATE POLICY officer_select ON app.proof_count FOR SELECT TO ksbb_gov USING ((stop_id IN ( SELECT s.id
   FROM app.stop s
  WHERE (s.area_id = ANY (( SELECT sec.areas() AS areas)::bigint[])))));

CREATE POLICY officer_select ON app.shipment FOR SELECT TO ksbb_gov USING ((id IN ( SELECT s.shipment_id
   FROM app.stop s
  WHERE (s.area_id = ANY (( SELECT sec.areas() AS areas)::bigint[])))));

CREATE POLICY officer_select ON app.slip FOR SELECT TO ksbb_gov USING ((area_id = ANY (( SELECT sec.areas() AS areas)::bigint[])));

CREATE POLICY officer_select ON app.stop FOR SELECT TO ksbb_gov USING ((area_id = ANY (( SELECT sec.areas() AS areas)::bigint[])));

CREATE POLICY officer_select ON app.unit_contact FOR SELECT TO ksbb_gov USING ((area_id = ANY (( SELECT sec.areas() AS areas)::bigint[])));

ALTER TABLE app.organisation ENABLE ROW LEVEL SECURITY;

ALTER TABLE app.outbox ENABLE ROW LEVEL SECURITY;

CREATE POLICY own_insert ON app.agreement FOR INSERT TO ksbb_tenant WITH CHECK (((aggregator_id = ( SELECT sec.tenant() AS tenant)) AND (state = 'submitted'::text) AND (created_by = ( SELECT sec.person() AS person)) AND (( SELECT sec.organisation_kind() AS organisation_kind) = 'AGGREGATOR'::text)));

CREATE POLICY own_insert ON app.idempotency FOR INSERT TO ksbb_gov, ksbb_tenant WITH CHECK (((tenant_id = ( SELECT sec.organisation() AS organisation)) AND (actor = ( SELECT sec.actor() AS actor)) AND (actor_id = ( SELECT sec.actor_id() AS actor_id)) AND (actor_id <> 0)));

CREATE POLICY own_insert ON app.invitation FOR INSERT TO ksbb_gov, ksbb_tenant WITH CHECK (((organisation_id = ( SELECT sec.tenant() AS tenant)) AND (( SELECT sec.role() AS role) = 'OWNER'::text) AND (created_by = ( SELECT sec.person() AS person)) AND ((role <> ALL (ARRAY['KELURAHAN'::text, 'VERIFIER'::text])) OR ( SELECT sec.is_pemprov() AS is_pemprov))));

CREATE POLICY own_insert ON app.notification_setting FOR INSERT TO ksbb_gov, ksbb_tenant WITH CHECK ((person_id = ( SELECT sec.person() AS person)));

CREATE POLICY own_insert ON app.permit FOR INSERT TO ksbb_tenant WITH CHECK (((aggregator_id = ( SELECT sec.tenant() AS tenant)) AND (state = 'submitted'::text) AND (created_by = ( SELECT sec.person() AS person)) AND (( SELECT sec.organisation_kind() AS organisation_kind) = 'AGGREGATOR'::text)));

CREATE POLICY own_select ON app.agreement FOR SELECT TO ksbb_tenant USING ((aggregator_id = ( SELECT sec.tenant() AS tenant)));

CREATE POLICY own_select ON app.audit FOR SELECT TO ksbb_tenant USING (((tenant_id = ( SELECT sec.tenant() AS tenant)) AND (tenant_id <> 0)));

CREATE POLICY own_select ON app.contact_request FOR SELECT TO ksbb_gov, ksbb_tenant USING ((organisation_id = ( SELECT sec.tenant() AS tenant)));

CREATE POLICY own_select ON app.idempotency FOR SELECT TO ksbb_gov, ksbb_tenant USING (((actor = ( SELECT sec.actor() AS actor)) AND (actor_id = ( SELECT sec.actor_id() AS actor_id))));

CREATE POLICY own_select ON app.inbox_entry FOR SELECT TO ksbb_gov, ksbb_tenant USING (((person_id = ( SELECT sec.person() AS person)) AND (organisation_id = ( SELECT sec.organisation() AS organisation))));

CREATE POLICY own_select ON app.invitation FOR SELECT TO ksbb_gov, ksbb_tenant USING ((organisation_id = ( SELECT sec.tenant() AS tenant)));

CREATE POLICY own_select ON app.membership FOR SELECT TO ksbb_gov, ksbb_tenant USING (((organisation_id = ( SELECT sec.tenant() AS tenant)) OR ((person_id = ( SELECT sec.person() AS person)) AND ((ends_on IS NULL) OR (ends_on >= ( SELECT app.today() AS today))))));

CREATE POLICY own_select ON app.notification_setting FOR SELECT TO ksbb_gov, ksbb_tenant USING ((person_id = ( SELECT sec.person() AS person)));

CREATE POLICY own_select ON app.officer_area FOR SELECT TO ksbb_gov, ksbb_tenant USING ((person_id = ( SELECT sec.person() AS person)));

CREATE POLICY own_select ON app.organisation FOR SELECT TO ksbb_tenant USING (((id = ( SELECT sec.tenant() AS tenant)) OR (id IN ( SELECT membership.organisation_id
   FROM app.membership
  WHERE ((membership.person_id = ( SELECT sec.person() AS person)) AND ((membership.ends_on IS NULL) OR (membership.ends_on >= ( SELECT app.today() AS today))))))));

CREATE POLICY own_select ON app.permit FOR SELECT TO ksbb_tenant USING ((aggregator_id = ( SELECT sec.tenant() AS tenant)));

CREATE POLICY own_update ON app.idempotency FOR UPDATE TO ksbb_gov, ksbb_tenant USING (((actor = ( SELECT sec.actor() AS actor)) AND (actor_id = ( SELECT sec.actor_id() AS actor_id)) AND (result IS NULL))) WITH CHECK (((actor = ( SELECT sec.actor() AS actor)) AND (actor_id = ( SELECT sec.actor_id() AS actor_id))));

CREATE POLICY own_update ON app.inbox_entry FOR UPDATE TO ksbb_gov, ksbb_tenant USING (((person_id = ( SELECT sec.person() AS person)) AND (organisation_id = ( SELECT sec.organisation() AS organisation)))) WITH CHECK (((person_id = ( SELECT sec.person() AS person)) AND (organisation_id = ( SELECT sec.organisation() AS organisation))));

CREATE POLICY own_update ON app.membership FOR UPDATE TO ksbb_gov, ksbb_tenant USING (((organisation_id = ( SELECT sec.tenant() AS tenant)) AND (( SELECT sec.role() AS role) = 'OWNER'::text))) WITH CHECK (((organisation_id = ( SELECT sec.tenant() AS tenant)) AND (( SELECT sec.role() AS role) = 'OWNER'::text) AND ((role <> ALL (ARRAY['KELURAHAN'::text, 'VERIFIER'::text])) OR ( SELECT sec.is_pemprov() AS is_pemprov))));

CREATE POLICY own_update ON app.notification_setting FOR UPDATE TO ksbb_gov, ksbb_tenant USING ((person_id = ( SELECT sec.person() AS person))) WITH CHECK ((person_id = ( SELECT sec.person() AS person)));

CREATE POLICY own_update ON app.organisation FOR UPDATE TO ksbb_tenant USING (((id = ( SELECT sec.tenant() AS tenant)) AND ( SELECT sec.may_act() AS may_act))) WITH CHECK (((id = ( SELECT sec.tenant() AS tenant)) AND ( SELECT sec.may_act() AS may_act)));

CREATE POLICY own_update ON app.person FOR UPDATE TO ksbb_gov, ksbb_tenant USING ((id = ( SELECT sec.person() AS person))) WITH CHECK ((id = ( SELECT sec.person() AS person)));

CREATE POLICY parties_insert ON app.contribution FOR INSERT TO ksbb_tenant WITH CHECK (((created_by = ( SELECT sec.person() AS person)) AND ( SELECT sec.may_act() AS may_act) AND (((donor_id = ( SELECT sec.tenant() AS tenant)) AND (state = 'intended'::text)) OR ((executor_id = ( SELECT sec.tenant() AS tenant)) AND (state = 'received'::text)))));

CREATE POLICY parties_select ON app.allocation FOR SELECT TO ksbb_tenant USING (((donor_id = ( SELECT sec.tenant() AS tenant)) OR (executor_id = ( SELECT sec.tenant() AS tenant))));

CREATE POLICY parties_select ON app.bast FOR SELECT TO ksbb_tenant USING (((executor_id = ( SELECT sec.tenant() AS tenant)) OR (id IN ( SELECT v.bast_id
   FROM app.bast_version v
  WHERE (v.extract_for_id = ( SELECT sec.tenant() AS tenant))))));

CREATE POLICY parties_select ON app.bast_file FOR SELECT TO ksbb_tenant USING (((executor_id = ( SELECT sec.tenant() AS tenant)) OR (version_id IN ( SELECT v.id
   FROM app.bast_version v
  WHERE (v.extract_for_id = ( SELECT sec.tenant() AS tenant))))));

CREATE POLICY parties_select ON app.bast_version FOR SELECT TO ksbb_tenant USING (((executor_id = ( SELECT sec.tenant() AS tenant)) OR (extract_for_id = ( SELECT sec.tenant() AS tenant))));

CREATE POLICY parties_select ON app.closing FOR SELECT TO ksbb_tenant USING (((donor_id = ( SELECT sec.tenant() AS tenant)) OR (executor_id = ( SELECT sec.tenant() AS tenant))));

CREATE POLICY parties_select ON app.contribution FOR SELECT TO ksbb_tenant USING (((donor_id = ( SELECT sec.tenant() AS tenant)) OR (executor_id = ( SELECT sec.tenant() AS tenant))));

CREATE POLICY parties_select ON app.discrepancy FOR SELECT TO ksbb_tenant USING (((donor_id = ( SELECT sec.tenant() AS tenant)) OR (executor_id = ( SELECT sec.tenant() AS tenant))));

CREATE POLICY parties_select ON app.dispute_message FOR SELECT TO ksbb_tenant USING (((executor_id = ( SELECT sec.tenant() AS tenant)) OR (handover_id IN ( SELECT line.handover_id
   FROM app.handover_line line
  WHERE (line.donor_id = ( SELECT sec.tenant() AS tenant))))));

CREATE POLICY parties_select ON app.early_delivery FOR SELECT TO ksbb_tenant USING ((donor_id = ( SELECT sec.tenant() AS tenant)));

CREATE POLICY parties_select ON app.funding FOR SELECT TO ksbb_tenant USING (((donor_id = ( SELECT sec.tenant() AS tenant)) OR (executor_id = ( SELECT sec.tenant() AS tenant))));

CREATE POLICY parties_select ON app.goods_receipt FOR SELECT TO ksbb_tenant USING (((donor_id = ( SELECT sec.tenant() AS tenant)) OR (executor_id = ( SELECT sec.tenant() AS tenant))));

CREATE POLICY parties_select ON app.handover FOR SELECT TO ksbb_tenant USING (((executor_id = ( SELECT sec.tenant() AS tenant)) OR (id IN ( SELECT l.handover_id
   FROM app.handover_line l
  WHERE (l.donor_id = ( SELECT sec.tenant() AS tenant))))));

CREATE POLICY parties_select ON app.handover_line FOR SELECT TO ksbb_tenant USING (((donor_id = ( SELECT sec.tenant() AS tenant)) OR (executor_id = ( SELECT sec.tenant() AS tenant))));

CREATE POLICY parties_select ON app.handover_lot FOR SELECT TO ksbb_tenant USING (((donor_id = ( SELECT sec.tenant() AS tenant)) OR (executor_id = ( SELECT sec.tenant() AS tenant)) OR (funder_id = ( SELECT sec.tenant() AS tenant))));

CREATE POLICY parties_select ON app.load FOR SELECT TO ksbb_tenant USING (((donor_id = ( SELECT sec.tenant() AS tenant)) OR (executor_id = ( SELECT sec.tenant() AS tenant))));

CREATE POLICY parties_select ON app.load_lot FOR SELECT TO ksbb_tenant USING (((donor_id = ( SELECT sec.tenant() AS tenant)) OR (executor_id = ( SELECT sec.tenant() AS tenant)) OR (funder_id = ( SELECT sec.tenant() AS tenant))));

CREATE POLICY parties_select ON app.lot FOR SELECT TO ksbb_tenant USING (((donor_id = ( SELECT sec.tenant() AS tenant)) OR (executor_id = ( SELECT sec.tenant() AS tenant)) OR (funder_id = ( SELECT sec.tenant() AS tenant))));

CREATE POLICY parties_select ON app.pledge FOR SELECT TO ksbb_tenant USING (((donor_id = ( SELECT sec.tenant() AS tenant)) OR (executor_id = ( SELECT sec.tenant() AS tenant))));

CREATE POLICY parties_select ON app.pledge_line FOR SELECT TO ksbb_tenant USING (((donor_id = ( SELECT sec.tenant() AS tenant)) OR (executor_id = ( SELECT sec.tenant() AS tenant))));

CREATE POLICY parties_select ON app.reassignment FOR SELECT TO ksbb_tenant USING (((donor_id = ( SELECT sec.tenant() AS tenant)) OR (executor_id = ( SELECT sec.tenant() AS tenant))));

CREATE POLICY parties_select ON app.shipment FOR SELECT TO ksbb_tenant USING (((executor_id = ( SELECT sec.tenant() AS tenant)) OR (id IN ( SELECT l.shipment_id
   FROM app.load l
  WHERE (l.donor_id = ( SELECT sec.tenant() AS tenant))))));

CREATE POLICY parties_select ON app.step FOR SELECT TO ksbb_tenant USING (((giver_id = ( SELECT sec.tenant() AS tenant)) OR (executor_id = ( SELECT sec.tenant() AS tenant))));

CREATE POLICY parties_select ON app.stop FOR SELECT TO ksbb_tenant USING (((executor_id = ( SELECT sec.tenant() AS tenant)) OR (id IN ( SELECT l.stop_id
   FROM app.load l
  WHERE (l.donor_id = ( SELECT sec.tenant() AS tenant))))));

CREATE POLICY parties_select ON app.withdrawal FOR SELECT TO ksbb_tenant USING (((donor_id = ( SELECT sec.tenant() AS tenant)) OR (executor_id = ( SELECT sec.tenant() AS tenant))));

CREATE POLICY parties_update ON app.contribution FOR UPDATE TO ksbb_tenant USING ((((donor_id = ( SELECT sec.tenant() AS tenant)) OR (executor_id = ( SELECT sec.tenant() AS tenant))) AND ( SELECT sec.may_act() AS may_act))) WITH CHECK ((( SELECT sec.may_act() AS may_act) AND ((executor_id = ( SELECT sec.tenant() AS tenant)) OR ((donor_id = ( SELECT sec.tenant() AS tenant)) AND (state = 'withdrawn'::text)))));

CREATE POLICY parties_update ON app.pledge FOR UPDATE TO ksbb_tenant USING ((((donor_id = ( SELECT sec.tenant() AS tenant)) OR (executor_id = ( SELECT sec.tenant() AS tenant))) AND ( SELECT sec.may_act() AS may_act))) WITH CHECK ((((donor_id = ( SELECT sec.tenant() AS tenant)) OR (executor_id = ( SELECT sec.tenant() AS tenant))) AND ( SELECT sec.may_act() AS may_act)));

CREATE POLICY pemprov_select ON app.complaint FOR SELECT TO ksbb_gov, ksbb_tenant USING (( SELECT sec.is_pemprov() AS is_pemprov));

CREATE POLICY pemprov_select ON app.contact_request FOR SELECT TO ksbb_gov, ksbb_tenant USING (( SELECT sec.is_pemprov() AS is_pemprov));

CREATE POLICY pemprov_select ON app.proposal FOR SELECT TO ksbb_gov, ksbb_tenant USING (( SELECT sec.is_pemprov() AS is_pemprov));

CREATE POLICY pemprov_select ON app.reporter FOR SELECT TO ksbb_gov, ksbb_tenant USING ((( SELECT sec.is_pemprov() AS is_pemprov) AND ( SELECT sec.may_act() AS may_act)));

CREATE POLICY pemprov_select ON app.slip FOR SELECT TO ksbb_gov, ksbb_tenant USING (( SELECT sec.is_pemprov() AS is_pemprov));

CREATE POLICY pemprov_select ON app.unit_contact FOR SELECT TO ksbb_gov, ksbb_tenant USING (( SELECT sec.is_pemprov() AS is_pemprov));

ALTER TABLE app.permit ENABLE ROW LEVEL SECURITY;

ALTER TABLE app.person ENABLE ROW LEVEL SECURITY;

ALTER TABLE app.pledge ENABLE ROW LEVEL SECURITY;

ALTER TABLE app.pledge_line ENABLE ROW LEVEL SECURITY;

ALTER TABLE app.proof ENABLE ROW LEVEL SECURITY;

ALTER TABLE app.proof_count ENABLE ROW LEVEL SECURITY;

ALTER TABLE app.proposal ENABLE ROW LEVEL SECURITY;

ALTER TABLE app.reassignment ENABLE ROW LEVEL SECURITY;

ALTER TABLE app.reporter ENABLE ROW LEVEL SECURITY;

CREATE POLICY requester_select ON app.contact_request FOR SELECT TO ksbb_gov, ksbb_tenant USING ((person_id = ( SELECT sec.person() AS person)));

ALTER TABLE app.seal ENABLE ROW LEVEL SECURITY;

ALTER TABLE app.shift ENABLE ROW LEVEL SECURITY;

ALTER TABLE app.shift_shipment ENABLE ROW LEVEL SECURITY;

ALTER TABLE app.shipment ENABLE ROW LEVEL SECURITY;

ALTER TABLE app.slip ENABLE ROW LEVEL SECURITY;

ALTER TABLE app.slip_code ENABLE ROW LEVEL SECURITY;

ALTER TABLE app.step ENABLE ROW LEVEL SECURITY;

ALTER TABLE app.stop ENABLE ROW LEVEL SECURITY;

ALTER TABLE app.transition ENABLE ROW LEVEL SECURITY;

ALTER TABLE app.unit_contact ENABLE ROW LEVEL SECURITY;

ALTER TABLE app.verification ENABLE ROW LEVEL SECURITY;

CREATE POLICY verifier_select ON app.evidence FOR SELECT TO ksbb_gov USING ((stop_id = ANY (( SELECT sec.verifier_stops() AS verifier_stops)::bigint[])));

CREATE POLICY verifier_select ON app.handover FOR SELECT TO ksbb_gov USING ((stop_id = ANY (( SELECT sec.verifier_stops() AS verifier_stops)::bigint[])));

CREATE POLICY verifier_select ON app.handover_count FOR SELECT TO ksbb_gov USING ((stop_id = ANY (( SELECT sec.verifier_stops() AS verifier_stops)::bigint[])));

CREATE POLICY verifier_select ON app.look FOR SELECT TO ksbb_gov USING ((stop_id = ANY (( SELECT sec.verifier_stops() AS verifier_stops)::bigint[])));

CREATE POLICY verifier_select ON app.look_count FOR SELECT TO ksbb_gov USING ((stop_id = ANY (( SELECT sec.verifier_stops() AS verifier_stops)::bigint[])));

CREATE POLICY verifier_select ON app.proof FOR SELECT TO ksbb_gov USING ((stop_id = ANY (( SELECT sec.verifier_stops() AS verifier_stops)::bigint[])));

CREATE POLICY verifier_select ON app.stop FOR SELECT TO ksbb_gov USING ((id = ANY (( SELECT sec.verifier_stops() AS verifier_stops)::bigint[])));

CREATE POLICY verifier_select ON app.verification FOR SELECT TO ksbb_gov USING ((stop_id = ANY (( SELECT sec.verifier_stops() AS verifier_stops)::bigint[])));

CREATE POLICY warning_update ON app.agreement FOR UPDATE TO ksbb_worker USING ((state = 'active'::text)) WITH CHECK ((state = 'active'::text));

CREATE POLICY warning_update ON app.permit FOR UPDATE TO ksbb_worker USING ((state = 'active'::text)) WITH CHECK ((state = 'active'::text));

ALTER TABLE app.withdrawal ENABLE ROW LEVEL SECURITY;

CREATE POLICY worker_delete ON app.bast_due FOR DELETE TO ksbb_worker USING (true);

CREATE POLICY worker_delete ON app.mail FOR DELETE TO ksbb_worker USING (true);

CREATE POLICY worker_insert ON app.inbox_entry FOR INSERT TO ksbb_worker WITH CHECK (true);

CREATE POLICY worker_select ON app.audit_unsealed FOR SELECT TO ksbb_worker USING (true);

CREATE POLICY worker_select ON app.inbox_entry FOR SELECT TO ksbb_worker USING (true);

CREATE POLICY worker_select ON app.notification_setting FOR SELECT TO ksbb_worker USING (true);

CREATE POLICY worker_select ON app.outbox FOR SELECT TO ksbb_worker USING (true);

CREATE POLICY worker_update ON app.agreement FOR UPDATE TO ksbb_worker USING (true) WITH CHECK ((state = 'expired'::text));

CREATE POLICY worker_update ON app.bast_file FOR UPDATE TO ksbb_worker USING ((erased_at IS NOT NULL)) WITH CHECK ((erased_at IS NOT NULL));

CREATE POLICY worker_update ON app.evidence FOR UPDATE TO ksbb_worker USING ((state = 'erased'::text)) WITH CHECK ((state = 'erased'::text));

CREATE POLICY worker_update ON app.mail FOR UPDATE TO ksbb_worker USING (true) WITH CHECK (true);

CREATE POLICY worker_update ON app.outbox FOR UPDATE TO ksbb_worker USING (true) WITH CHECK (true);

CREATE POLICY worker_update ON app.permit FOR UPDATE TO ksbb_worker USING (true) WITH CHECK ((state = 'expired'::text));

ALTER TABLE ledger.account ENABLE ROW LEVEL SECURITY;

CREATE POLICY engine_insert ON ledger.account FOR INSERT TO ksbb_engine WITH CHECK (true);

CREATE POLICY engine_insert ON ledger.journal FOR INSERT TO ksbb_engine WITH CHECK (true);

CREATE POLICY engine_insert ON ledger.transfer FOR INSERT TO ksbb_engine WITH CHECK (true);

CREATE POLICY engine_select ON ledger.account FOR SELECT TO ksbb_engine, ksbb_worker USING (true);

CREATE POLICY engine_select ON ledger.journal FOR SELECT TO ksbb_engine, ksbb_worker USING (true);

CREATE POLICY engine_select ON ledger.transfer FOR SELECT TO ksbb_engine, ksbb_worker USING (true);

CREATE POLICY engine_update ON ledger.account FOR UPDATE TO ksbb_engine USING (true) WITH CHECK (true);

CREATE POLICY gov_select ON ledger.account FOR SELECT TO ksbb_gov USING (( SELECT sec.is_pemprov() AS is_pemprov));

CREATE POLICY gov_select ON ledger.journal FOR SELECT TO ksbb_gov USING (( SELECT sec.is_pemprov() AS is_pemprov));

CREATE POLICY gov_select ON ledger.transfer FOR SELECT TO ksbb_gov USING (( SELECT sec.is_pemprov() AS is_pemprov));

ALTER TABLE ledger.journal ENABLE ROW LEVEL SECURITY;

CREATE POLICY parties_select ON ledger.account FOR SELECT TO ksbb_tenant USING (((tenant_id = ( SELECT sec.tenant() AS tenant)) OR (counterparty_id = ( SELECT sec.tenant() AS tenant))));

CREATE POLICY parties_select ON ledger.journal FOR SELECT TO ksbb_tenant USING (((tenant_id = ( SELECT sec.tenant() AS tenant)) OR (counterparty_id = ( SELECT sec.tenant() AS tenant))));

CREATE POLICY parties_select ON ledger.transfer FOR SELECT TO ksbb_tenant USING (((from_tenant = ( SELECT sec.tenant() AS tenant)) OR (to_tenant = ( SELECT sec.tenant() AS tenant)) OR (from_counterparty = ( SELECT sec.tenant() AS tenant)) OR (to_counterparty = ( SELECT sec.tenant() AS tenant))));

ALTER TABLE ledger.transfer ENABLE ROW LEVEL SECURITY;

ALTER TABLE sec.attempt ENABLE ROW LEVEL SECURITY;

CREATE POLICY engine_delete ON sec.attempt FOR DELETE TO ksbb_engine USING (true);

CREATE POLICY engine_delete ON sec.mail_link FOR DELETE TO ksbb_engine USING (true);

CREATE POLICY engine_delete ON sec.session FOR DELETE TO ksbb_engine USING (true);

CREATE POLICY engine_insert ON sec.attempt FOR INSERT TO ksbb_engine WITH CHECK (true);

CREATE POLICY engine_insert ON sec.mail_link FOR INSERT TO ksbb_engine WITH CHECK (true);

CREATE POLICY engine_insert ON sec.session FOR INSERT TO ksbb_engine WITH CHECK (true);

CREATE POLICY engine_select ON sec.attempt FOR SELECT TO ksbb_engine USING (true);

CREATE POLICY engine_select ON sec.key FOR SELECT TO ksbb_engine USING (true);

CREATE POLICY engine_select ON sec.mail_link FOR SELECT TO ksbb_engine USING (true);

CREATE POLICY engine_select ON sec.session FOR SELECT TO ksbb_engine USING (true);

CREATE POLICY engine_update ON sec.attempt FOR UPDATE TO ksbb_engine USING (true) WITH CHECK (true);

CREATE POLICY engine_update ON sec.mail_link FOR UPDATE TO ksbb_engine USING (true) WITH CHECK (true);

CREATE POLICY engine_update ON sec.session FOR UPDATE TO ksbb_engine USING (true) WITH CHECK (true);

ALTER TABLE sec.key ENABLE ROW LEVEL SECURITY;

ALTER TABLE sec.mail_link ENABLE ROW LEVEL SECURITY;

ALTER TABLE sec.session ENABLE ROW LEVEL SECURITY;

GRANT ALL ON SCHEMA app TO ksbb_engine;
GRANT USAGE ON SCHEMA app TO ksbb_worker;
GRANT USAGE ON SCHEMA app TO ksbb_tenant;
GRANT USAGE ON SCHEMA app TO ksbb_gov;
GRANT USAGE ON SCHEMA app TO ksbb_public;

GRANT ALL ON SCHEMA ledger TO ksbb_engine;
GRANT USAGE ON SCHEMA ledger TO ksbb_worker;
GRANT USAGE ON SCHEMA ledger TO ksbb_tenant;
GRANT USAGE ON SCHEMA ledger TO ksbb_gov;

GRANT ALL ON SCHEMA pub TO ksbb_engine;
GRANT USAGE ON SCHEMA pub TO ksbb_worker;
GRANT USAGE ON SCHEMA pub TO ksbb_tenant;
GRANT USAGE ON SCHEMA pub TO ksbb_gov;
GRANT USAGE ON SCHEMA pub TO ksbb_public;

GRANT ALL ON SCHEMA sec TO ksbb_engine;
GRANT USAGE ON SCHEMA sec TO ksbb_worker;
GRANT USAGE ON SCHEMA sec TO ksbb_tenant;
GRANT USAGE ON SCHEMA sec TO ksbb_gov;
GRANT USAGE ON SCHEMA sec TO ksbb_public;

REVOKE ALL ON FUNCTION app.agreement_in_force(aggregator bigint) FROM PUBLIC;
GRANT ALL ON FUNCTION app.agreement_in_force(aggregator bigint) TO ksbb_public;
GRANT ALL ON FUNCTION app.agreement_in_force(aggregator bigint) TO ksbb_tenant;
GRANT ALL ON FUNCTION app.agreement_in_force(aggregator bigint) TO ksbb_gov;
GRANT ALL ON FUNCTION app.agreement_in_force(aggregator bigint) TO ksbb_worker;

REVOKE ALL ON FUNCTION app.allocations_release(ids bigint[], action text, reason text) FROM PUBLIC;

REVOKE ALL ON FUNCTION app.allocations_settled(ids bigint[]) FROM PUBLIC;

REVOKE ALL ON FUNCTION app.allocations_shrink(ids bigint[], quantities integer[], why text, action text, reason text) FROM PUBLIC;

REVOKE ALL ON FUNCTION app.allocations_withdraw(this bigint, ids bigint[]) FROM PUBLIC;
GRANT ALL ON FUNCTION app.allocations_withdraw(this bigint, ids bigint[]) TO ksbb_tenant;
GRANT ALL ON FUNCTION app.allocations_withdraw(this bigint, ids bigint[]) TO ksbb_gov;

REVOKE ALL ON FUNCTION app.assign_verifiers() FROM PUBLIC;
GRANT ALL ON FUNCTION app.assign_verifiers() TO ksbb_worker;

GRANT SELECT ON TABLE app.audit TO ksbb_tenant;
GRANT SELECT ON TABLE app.audit TO ksbb_gov;
GRANT SELECT ON TABLE app.audit TO ksbb_worker;
GRANT SELECT ON TABLE app.audit TO ksbb_engine;

GRANT INSERT(event) ON TABLE app.audit TO ksbb_engine;

GRANT INSERT(action) ON TABLE app.audit TO ksbb_engine;

GRANT INSERT(thing) ON TABLE app.audit TO ksbb_engine;

GRANT INSERT(thing_id) ON TABLE app.audit TO ksbb_engine;

GRANT INSERT(facts) ON TABLE app.audit TO ksbb_engine;

REVOKE ALL ON FUNCTION app.audit_hash(a app.audit) FROM PUBLIC;
GRANT ALL ON FUNCTION app.audit_hash(a app.audit) TO ksbb_engine;
GRANT ALL ON FUNCTION app.audit_hash(a app.audit) TO ksbb_tenant;
GRANT ALL ON FUNCTION app.audit_hash(a app.audit) TO ksbb_gov;
GRANT ALL ON FUNCTION app.audit_hash(a app.audit) TO ksbb_worker;

REVOKE ALL ON FUNCTION app.audit_queue() FROM PUBLIC;

REVOKE ALL ON FUNCTION app.audit_stamp() FROM PUBLIC;

REVOKE ALL ON FUNCTION app.bast_by_code(code text, source text) FROM PUBLIC;
GRANT ALL ON FUNCTION app.bast_by_code(code text, source text) TO ksbb_tenant;

REVOKE ALL ON FUNCTION app.bast_changed(this bigint) FROM PUBLIC;
GRANT ALL ON FUNCTION app.bast_changed(this bigint) TO ksbb_worker;

REVOKE ALL ON FUNCTION app.bast_due_by_handover() FROM PUBLIC;

REVOKE ALL ON FUNCTION app.bast_due_by_proof() FROM PUBLIC;

REVOKE ALL ON FUNCTION app.bast_facts(this bigint) FROM PUBLIC;
GRANT ALL ON FUNCTION app.bast_facts(this bigint) TO ksbb_worker;

REVOKE ALL ON FUNCTION app.bast_issue(bast bigint, version integer, donor bigint, code text, data text, file uuid, sha256 bytea, size integer) FROM PUBLIC;
GRANT ALL ON FUNCTION app.bast_issue(bast bigint, version integer, donor bigint, code text, data text, file uuid, sha256 bytea, size integer) TO ksbb_worker;

REVOKE ALL ON FUNCTION app.bast_open(this bigint) FROM PUBLIC;
GRANT ALL ON FUNCTION app.bast_open(this bigint) TO ksbb_worker;

REVOKE ALL ON FUNCTION app.bast_sign(this bigint, sha256 bytea, size integer, verdict jsonb, revocation bytea[]) FROM PUBLIC;
GRANT ALL ON FUNCTION app.bast_sign(this bigint, sha256 bytea, size integer, verdict jsonb, revocation bytea[]) TO ksbb_tenant;
GRANT ALL ON FUNCTION app.bast_sign(this bigint, sha256 bytea, size integer, verdict jsonb, revocation bytea[]) TO ksbb_gov;

REVOKE ALL ON FUNCTION app.clock_set(moment timestamp with time zone) FROM PUBLIC;
GRANT ALL ON FUNCTION app.clock_set(moment timestamp with time zone) TO ksbb_worker;

REVOKE ALL ON FUNCTION app.closing_move(this bigint, becomes text, why text) FROM PUBLIC;
GRANT ALL ON FUNCTION app.closing_move(this bigint, becomes text, why text) TO ksbb_tenant;
GRANT ALL ON FUNCTION app.closing_move(this bigint, becomes text, why text) TO ksbb_gov;

REVOKE ALL ON FUNCTION app.closing_parts(this bigint) FROM PUBLIC;
GRANT ALL ON FUNCTION app.closing_parts(this bigint) TO ksbb_tenant;
GRANT ALL ON FUNCTION app.closing_parts(this bigint) TO ksbb_gov;
GRANT ALL ON FUNCTION app.closing_parts(this bigint) TO ksbb_engine;

REVOKE ALL ON FUNCTION app.closing_take_back(this bigint, why text) FROM PUBLIC;
GRANT ALL ON FUNCTION app.closing_take_back(this bigint, why text) TO ksbb_tenant;
GRANT ALL ON FUNCTION app.closing_take_back(this bigint, why text) TO ksbb_gov;

REVOKE ALL ON FUNCTION app.complaint_status(typed text) FROM PUBLIC;
GRANT ALL ON FUNCTION app.complaint_status(typed text) TO ksbb_public;
GRANT ALL ON FUNCTION app.complaint_status(typed text) TO ksbb_tenant;
GRANT ALL ON FUNCTION app.complaint_status(typed text) TO ksbb_gov;

REVOKE ALL ON FUNCTION app.complaint_submit(form_key uuid, source text, fields jsonb) FROM PUBLIC;
GRANT ALL ON FUNCTION app.complaint_submit(form_key uuid, source text, fields jsonb) TO ksbb_public;

REVOKE ALL ON FUNCTION app.contribution_booked() FROM PUBLIC;

REVOKE ALL ON FUNCTION app.contribution_guard() FROM PUBLIC;

REVOKE ALL ON FUNCTION app.contribution_numbered() FROM PUBLIC;
GRANT ALL ON FUNCTION app.contribution_numbered() TO ksbb_tenant;
GRANT ALL ON FUNCTION app.contribution_numbered() TO ksbb_gov;
GRANT ALL ON FUNCTION app.contribution_numbered() TO ksbb_worker;

REVOKE ALL ON FUNCTION app.count_shares(parts bigint[], sent bigint[], good bigint, damaged bigint, missing bigint, brought_back bigint) FROM PUBLIC;
GRANT ALL ON FUNCTION app.count_shares(parts bigint[], sent bigint[], good bigint, damaged bigint, missing bigint, brought_back bigint) TO ksbb_engine;

REVOKE ALL ON FUNCTION app.delivery_counted() FROM PUBLIC;

REVOKE ALL ON FUNCTION app.delivery_verify(this bigint, visited date, note text, counts jsonb, why text) FROM PUBLIC;
GRANT ALL ON FUNCTION app.delivery_verify(this bigint, visited date, note text, counts jsonb, why text) TO ksbb_gov;

REVOKE ALL ON FUNCTION app.demo_person_add(email text, name text) FROM PUBLIC;
GRANT ALL ON FUNCTION app.demo_person_add(email text, name text) TO ksbb_worker;

REVOKE ALL ON FUNCTION app.device_heard(token_hash bytea, sequence integer, waiting integer, refused integer, arrived integer, photos integer) FROM PUBLIC;
GRANT ALL ON FUNCTION app.device_heard(token_hash bytea, sequence integer, waiting integer, refused integer, arrived integer, photos integer) TO ksbb_tenant;

REVOKE ALL ON FUNCTION app.device_open(token_hash bytea) FROM PUBLIC;
GRANT ALL ON FUNCTION app.device_open(token_hash bytea) TO ksbb_tenant;

REVOKE ALL ON FUNCTION app.discrepancies_open(this bigint, of_spoiled boolean, effective date) FROM PUBLIC;

REVOKE ALL ON FUNCTION app.discrepancy_counted() FROM PUBLIC;

REVOKE ALL ON FUNCTION app.discrepancy_opened() FROM PUBLIC;

REVOKE ALL ON FUNCTION app.discrepancy_reopen(this bigint, why text) FROM PUBLIC;
GRANT ALL ON FUNCTION app.discrepancy_reopen(this bigint, why text) TO ksbb_tenant;
GRANT ALL ON FUNCTION app.discrepancy_reopen(this bigint, why text) TO ksbb_gov;

REVOKE ALL ON FUNCTION app.discrepancy_settle(this bigint, settlement text, why text) FROM PUBLIC;
GRANT ALL ON FUNCTION app.discrepancy_settle(this bigint, settlement text, why text) TO ksbb_tenant;
GRANT ALL ON FUNCTION app.discrepancy_settle(this bigint, settlement text, why text) TO ksbb_gov;

REVOKE ALL ON FUNCTION app.dispute_due() FROM PUBLIC;

REVOKE ALL ON FUNCTION app.dispute_write(this bigint, body text, corrects bigint) FROM PUBLIC;
GRANT ALL ON FUNCTION app.dispute_write(this bigint, body text, corrects bigint) TO ksbb_tenant;
GRANT ALL ON FUNCTION app.dispute_write(this bigint, body text, corrects bigint) TO ksbb_gov;

REVOKE ALL ON FUNCTION app.draw_sample() FROM PUBLIC;
GRANT ALL ON FUNCTION app.draw_sample() TO ksbb_worker;

REVOKE ALL ON FUNCTION app.early_deliveries_book(this bigint) FROM PUBLIC;

REVOKE ALL ON FUNCTION app.early_deliveries_end() FROM PUBLIC;

REVOKE ALL ON FUNCTION app.early_delivery_record(allocation bigint, day date, good integer, damaged integer, missing integer, why text, receiver text, note text, vehicle text) FROM PUBLIC;
GRANT ALL ON FUNCTION app.early_delivery_record(allocation bigint, day date, good integer, damaged integer, missing integer, why text, receiver text, note text, vehicle text) TO ksbb_tenant;
GRANT ALL ON FUNCTION app.early_delivery_record(allocation bigint, day date, good integer, damaged integer, missing integer, why text, receiver text, note text, vehicle text) TO ksbb_gov;

REVOKE ALL ON FUNCTION app.early_delivery_take_back(this bigint, why text) FROM PUBLIC;
GRANT ALL ON FUNCTION app.early_delivery_take_back(this bigint, why text) TO ksbb_tenant;
GRANT ALL ON FUNCTION app.early_delivery_take_back(this bigint, why text) TO ksbb_gov;

REVOKE ALL ON FUNCTION app.erase_old_documents(at_most integer) FROM PUBLIC;
GRANT ALL ON FUNCTION app.erase_old_documents(at_most integer) TO ksbb_worker;

REVOKE ALL ON FUNCTION app.erase_old_evidence(at_most integer) FROM PUBLIC;
GRANT ALL ON FUNCTION app.erase_old_evidence(at_most integer) TO ksbb_worker;

REVOKE ALL ON FUNCTION app.erase_reporter_contacts(at_most integer) FROM PUBLIC;
GRANT ALL ON FUNCTION app.erase_reporter_contacts(at_most integer) TO ksbb_worker;

REVOKE ALL ON FUNCTION app.erase_unit_contacts(at_most integer) FROM PUBLIC;
GRANT ALL ON FUNCTION app.erase_unit_contacts(at_most integer) TO ksbb_worker;

REVOKE ALL ON FUNCTION app.event_audience(thing text, thing_id bigint) FROM PUBLIC;
GRANT ALL ON FUNCTION app.event_audience(thing text, thing_id bigint) TO ksbb_worker;

REVOKE ALL ON FUNCTION app.event_parties(thing text, thing_id bigint) FROM PUBLIC;

REVOKE ALL ON FUNCTION app.event_write(kind text, action text, thing text, thing_id bigint, counterparty_id bigint, payload jsonb, facts jsonb) FROM PUBLIC;

REVOKE ALL ON FUNCTION app.evidence_attach(thing text, thing_id bigint, kind text, sha256 bytea, size integer, media text) FROM PUBLIC;
GRANT ALL ON FUNCTION app.evidence_attach(thing text, thing_id bigint, kind text, sha256 bytea, size integer, media text) TO ksbb_tenant;
GRANT ALL ON FUNCTION app.evidence_attach(thing text, thing_id bigint, kind text, sha256 bytea, size integer, media text) TO ksbb_gov;

REVOKE ALL ON FUNCTION app.evidence_erase(this bigint, why text) FROM PUBLIC;
GRANT ALL ON FUNCTION app.evidence_erase(this bigint, why text) TO ksbb_gov;

REVOKE ALL ON FUNCTION app.expire_agreements(at_most integer) FROM PUBLIC;
GRANT ALL ON FUNCTION app.expire_agreements(at_most integer) TO ksbb_worker;

REVOKE ALL ON FUNCTION app.field_entry_decide(this bigint, handover bigint, why text) FROM PUBLIC;
GRANT ALL ON FUNCTION app.field_entry_decide(this bigint, handover bigint, why text) TO ksbb_tenant;
GRANT ALL ON FUNCTION app.field_entry_decide(this bigint, handover bigint, why text) TO ksbb_gov;

REVOKE ALL ON FUNCTION app.field_entry_keep(stop bigint, problem text, happened_on date, happened_at timestamp with time zone, drift integer, receiver text, note text, failed_because text, counts jsonb) FROM PUBLIC;
GRANT ALL ON FUNCTION app.field_entry_keep(stop bigint, problem text, happened_on date, happened_at timestamp with time zone, drift integer, receiver text, note text, failed_because text, counts jsonb) TO ksbb_tenant;

REVOKE ALL ON FUNCTION app.funding_booked() FROM PUBLIC;

REVOKE ALL ON FUNCTION app.funding_guard() FROM PUBLIC;

REVOKE ALL ON FUNCTION app.funding_released() FROM PUBLIC;

REVOKE ALL ON FUNCTION app.gift_published() FROM PUBLIC;

REVOKE ALL ON FUNCTION app.goods_receipt_booked() FROM PUBLIC;

REVOKE ALL ON FUNCTION app.goods_receipt_guard() FROM PUBLIC;

REVOKE ALL ON FUNCTION app.goods_receipt_numbered() FROM PUBLIC;
GRANT ALL ON FUNCTION app.goods_receipt_numbered() TO ksbb_tenant;
GRANT ALL ON FUNCTION app.goods_receipt_numbered() TO ksbb_gov;
GRANT ALL ON FUNCTION app.goods_receipt_numbered() TO ksbb_worker;

REVOKE ALL ON FUNCTION app.handover_decide(this bigint, counts jsonb, why text) FROM PUBLIC;
GRANT ALL ON FUNCTION app.handover_decide(this bigint, counts jsonb, why text) TO ksbb_tenant;
GRANT ALL ON FUNCTION app.handover_decide(this bigint, counts jsonb, why text) TO ksbb_gov;

REVOKE ALL ON FUNCTION app.handover_divide(this bigint, counts jsonb) FROM PUBLIC;

GRANT SELECT ON TABLE app.stop TO ksbb_tenant;
GRANT SELECT ON TABLE app.stop TO ksbb_gov;
GRANT SELECT ON TABLE app.stop TO ksbb_worker;
GRANT SELECT,INSERT ON TABLE app.stop TO ksbb_engine;

GRANT INSERT(shipment_id) ON TABLE app.stop TO ksbb_tenant;
GRANT INSERT(shipment_id) ON TABLE app.stop TO ksbb_gov;

GRANT INSERT(executor_id) ON TABLE app.stop TO ksbb_tenant;
GRANT INSERT(executor_id) ON TABLE app.stop TO ksbb_gov;

GRANT INSERT(unit_id) ON TABLE app.stop TO ksbb_tenant;
GRANT INSERT(unit_id) ON TABLE app.stop TO ksbb_gov;

GRANT INSERT(area_id) ON TABLE app.stop TO ksbb_tenant;
GRANT INSERT(area_id) ON TABLE app.stop TO ksbb_gov;

GRANT INSERT("position"),UPDATE("position") ON TABLE app.stop TO ksbb_tenant;
GRANT INSERT("position"),UPDATE("position") ON TABLE app.stop TO ksbb_gov;

GRANT INSERT(state) ON TABLE app.stop TO ksbb_tenant;
GRANT INSERT(state) ON TABLE app.stop TO ksbb_gov;
GRANT UPDATE(state) ON TABLE app.stop TO ksbb_engine;

GRANT UPDATE(reason) ON TABLE app.stop TO ksbb_engine;

GRANT INSERT(courier_id),UPDATE(courier_id) ON TABLE app.stop TO ksbb_tenant;
GRANT INSERT(courier_id),UPDATE(courier_id) ON TABLE app.stop TO ksbb_gov;

GRANT UPDATE(shift_id) ON TABLE app.stop TO ksbb_engine;

GRANT INSERT(distribution_plan),UPDATE(distribution_plan) ON TABLE app.stop TO ksbb_tenant;
GRANT INSERT(distribution_plan),UPDATE(distribution_plan) ON TABLE app.stop TO ksbb_gov;

GRANT INSERT(created_by) ON TABLE app.stop TO ksbb_tenant;
GRANT INSERT(created_by) ON TABLE app.stop TO ksbb_gov;

REVOKE ALL ON FUNCTION app.handover_lock(stop bigint) FROM PUBLIC;

REVOKE ALL ON FUNCTION app.handover_match(this bigint) FROM PUBLIC;

REVOKE ALL ON FUNCTION app.handover_moved() FROM PUBLIC;

REVOKE ALL ON FUNCTION app.handover_post(this bigint, day date, why text) FROM PUBLIC;

REVOKE ALL ON FUNCTION app.handover_published(this bigint) FROM PUBLIC;

REVOKE ALL ON FUNCTION app.handover_record(place app.stop, day date, device_time timestamp with time zone, drift integer, receiver text, note text, late text, counts jsonb, failed_because text, actor text, actor_id bigint) FROM PUBLIC;

REVOKE ALL ON FUNCTION app.handover_report(this bigint, day date, device_time timestamp with time zone, drift integer, receiver text, note text, late text, counts jsonb, failed_because text) FROM PUBLIC;
GRANT ALL ON FUNCTION app.handover_report(this bigint, day date, device_time timestamp with time zone, drift integer, receiver text, note text, late text, counts jsonb, failed_because text) TO ksbb_tenant;
GRANT ALL ON FUNCTION app.handover_report(this bigint, day date, device_time timestamp with time zone, drift integer, receiver text, note text, late text, counts jsonb, failed_because text) TO ksbb_gov;

REVOKE ALL ON FUNCTION app.handover_spoil(this bigint, effective date, why text) FROM PUBLIC;

REVOKE ALL ON FUNCTION app.handover_supersede(this bigint, why text) FROM PUBLIC;
GRANT ALL ON FUNCTION app.handover_supersede(this bigint, why text) TO ksbb_tenant;
GRANT ALL ON FUNCTION app.handover_supersede(this bigint, why text) TO ksbb_gov;

REVOKE ALL ON FUNCTION app.handover_unpost(this bigint, why text) FROM PUBLIC;

REVOKE ALL ON FUNCTION app.handover_verified(this bigint, yes boolean, why text) FROM PUBLIC;

REVOKE ALL ON FUNCTION app.handover_weigh(this bigint) FROM PUBLIC;

REVOKE ALL ON FUNCTION app.hold_expired_on(this bigint) FROM PUBLIC;
GRANT ALL ON FUNCTION app.hold_expired_on(this bigint) TO ksbb_engine;

REVOKE ALL ON FUNCTION app.holds_renew(this bigint) FROM PUBLIC;
GRANT ALL ON FUNCTION app.holds_renew(this bigint) TO ksbb_tenant;
GRANT ALL ON FUNCTION app.holds_renew(this bigint) TO ksbb_gov;

REVOKE ALL ON FUNCTION app.immutable() FROM PUBLIC;
GRANT ALL ON FUNCTION app.immutable() TO ksbb_engine;

REVOKE ALL ON FUNCTION app.invitation_accept(hash bytea) FROM PUBLIC;
GRANT ALL ON FUNCTION app.invitation_accept(hash bytea) TO ksbb_tenant;
GRANT ALL ON FUNCTION app.invitation_accept(hash bytea) TO ksbb_gov;

REVOKE ALL ON FUNCTION app.invitation_mail(this bigint) FROM PUBLIC;
GRANT ALL ON FUNCTION app.invitation_mail(this bigint) TO ksbb_tenant;
GRANT ALL ON FUNCTION app.invitation_mail(this bigint) TO ksbb_gov;

REVOKE ALL ON FUNCTION app.is_demo() FROM PUBLIC;
GRANT ALL ON FUNCTION app.is_demo() TO ksbb_engine;
GRANT ALL ON FUNCTION app.is_demo() TO ksbb_public;
GRANT ALL ON FUNCTION app.is_demo() TO ksbb_tenant;
GRANT ALL ON FUNCTION app.is_demo() TO ksbb_gov;
GRANT ALL ON FUNCTION app.is_demo() TO ksbb_worker;

REVOKE ALL ON FUNCTION app.lacks_agreement(executor bigint) FROM PUBLIC;
GRANT ALL ON FUNCTION app.lacks_agreement(executor bigint) TO ksbb_tenant;
GRANT ALL ON FUNCTION app.lacks_agreement(executor bigint) TO ksbb_gov;

REVOKE ALL ON FUNCTION app.lapse_pledges(at_most integer) FROM PUBLIC;
GRANT ALL ON FUNCTION app.lapse_pledges(at_most integer) TO ksbb_worker;

REVOKE ALL ON FUNCTION app.line_close_short(this bigint, why text) FROM PUBLIC;
GRANT ALL ON FUNCTION app.line_close_short(this bigint, why text) TO ksbb_tenant;
GRANT ALL ON FUNCTION app.line_close_short(this bigint, why text) TO ksbb_gov;

REVOKE ALL ON FUNCTION app.list_sample() FROM PUBLIC;
GRANT ALL ON FUNCTION app.list_sample() TO ksbb_worker;

REVOKE ALL ON FUNCTION app.loads_plan(shipment bigint, stops bigint[], allocations bigint[], quantities integer[]) FROM PUBLIC;
GRANT ALL ON FUNCTION app.loads_plan(shipment bigint, stops bigint[], allocations bigint[], quantities integer[]) TO ksbb_tenant;
GRANT ALL ON FUNCTION app.loads_plan(shipment bigint, stops bigint[], allocations bigint[], quantities integer[]) TO ksbb_gov;

REVOKE ALL ON FUNCTION app.loads_post(action text, thing text, thing_id bigint, from_kind text, to_kind text, loads bigint[], quantities bigint[], effective date, reason text) FROM PUBLIC;

REVOKE ALL ON FUNCTION app.loads_remove(shipment bigint, loads bigint[]) FROM PUBLIC;
GRANT ALL ON FUNCTION app.loads_remove(shipment bigint, loads bigint[]) TO ksbb_tenant;
GRANT ALL ON FUNCTION app.loads_remove(shipment bigint, loads bigint[]) TO ksbb_gov;

REVOKE ALL ON FUNCTION app.lot_stocked() FROM PUBLIC;

REVOKE ALL ON FUNCTION app.lots_make(this bigint, receipt bigint, packages integer, replacing integer, came_on date, expiry date) FROM PUBLIC;

REVOKE ALL ON FUNCTION app.lots_move(action text, thing text, thing_id bigint, from_kind text, to_kind text, lots bigint[], quantities bigint[], effective date, reason text) FROM PUBLIC;

REVOKE ALL ON FUNCTION app.mail_queue(recipient text, template text, facts jsonb) FROM PUBLIC;
GRANT ALL ON FUNCTION app.mail_queue(recipient text, template text, facts jsonb) TO ksbb_worker;

REVOKE ALL ON FUNCTION app.membership_guard() FROM PUBLIC;

REVOKE ALL ON FUNCTION app.need_counted() FROM PUBLIC;

REVOKE ALL ON FUNCTION app.need_guard() FROM PUBLIC;

REVOKE ALL ON FUNCTION app.need_recounted() FROM PUBLIC;

REVOKE ALL ON FUNCTION app.needs_commit(this bigint) FROM PUBLIC;
GRANT ALL ON FUNCTION app.needs_commit(this bigint) TO ksbb_tenant;
GRANT ALL ON FUNCTION app.needs_commit(this bigint) TO ksbb_gov;

REVOKE ALL ON FUNCTION app.needs_release(this bigint) FROM PUBLIC;
GRANT ALL ON FUNCTION app.needs_release(this bigint) TO ksbb_tenant;
GRANT ALL ON FUNCTION app.needs_release(this bigint) TO ksbb_gov;
GRANT ALL ON FUNCTION app.needs_release(this bigint) TO ksbb_worker;

REVOKE ALL ON FUNCTION app.needs_reserve(this bigint, lines bigint[], needs bigint[], quantities integer[], starts date, ends date) FROM PUBLIC;
GRANT ALL ON FUNCTION app.needs_reserve(this bigint, lines bigint[], needs bigint[], quantities integer[], starts date, ends date) TO ksbb_tenant;
GRANT ALL ON FUNCTION app.needs_reserve(this bigint, lines bigint[], needs bigint[], quantities integer[], starts date, ends date) TO ksbb_gov;

REVOKE ALL ON FUNCTION app.normalise_code(typed text) FROM PUBLIC;
GRANT ALL ON FUNCTION app.normalise_code(typed text) TO ksbb_engine;
GRANT ALL ON FUNCTION app.normalise_code(typed text) TO ksbb_tenant;
GRANT ALL ON FUNCTION app.normalise_code(typed text) TO ksbb_gov;

REVOKE ALL ON FUNCTION app.now() FROM PUBLIC;
GRANT ALL ON FUNCTION app.now() TO ksbb_engine;
GRANT ALL ON FUNCTION app.now() TO ksbb_public;
GRANT ALL ON FUNCTION app.now() TO ksbb_tenant;
GRANT ALL ON FUNCTION app.now() TO ksbb_gov;
GRANT ALL ON FUNCTION app.now() TO ksbb_worker;

REVOKE ALL ON FUNCTION app.officer_area_guard() FROM PUBLIC;

GRANT SELECT ON TABLE app.invitation TO ksbb_engine;

GRANT SELECT(id) ON TABLE app.invitation TO ksbb_tenant;
GRANT SELECT(id) ON TABLE app.invitation TO ksbb_gov;

GRANT SELECT(organisation_id),INSERT(organisation_id) ON TABLE app.invitation TO ksbb_tenant;
GRANT SELECT(organisation_id),INSERT(organisation_id) ON TABLE app.invitation TO ksbb_gov;

GRANT SELECT(email),INSERT(email) ON TABLE app.invitation TO ksbb_tenant;
GRANT SELECT(email),INSERT(email) ON TABLE app.invitation TO ksbb_gov;

GRANT SELECT(role),INSERT(role) ON TABLE app.invitation TO ksbb_tenant;
GRANT SELECT(role),INSERT(role) ON TABLE app.invitation TO ksbb_gov;

GRANT UPDATE(token_hash) ON TABLE app.invitation TO ksbb_engine;

GRANT SELECT(expires_at) ON TABLE app.invitation TO ksbb_tenant;
GRANT SELECT(expires_at) ON TABLE app.invitation TO ksbb_gov;

GRANT SELECT(accepted_at) ON TABLE app.invitation TO ksbb_tenant;
GRANT SELECT(accepted_at) ON TABLE app.invitation TO ksbb_gov;
GRANT UPDATE(accepted_at) ON TABLE app.invitation TO ksbb_engine;

GRANT SELECT(ends_on),INSERT(ends_on) ON TABLE app.invitation TO ksbb_tenant;
GRANT SELECT(ends_on),INSERT(ends_on) ON TABLE app.invitation TO ksbb_gov;

GRANT SELECT(area_ids),INSERT(area_ids) ON TABLE app.invitation TO ksbb_tenant;
GRANT SELECT(area_ids),INSERT(area_ids) ON TABLE app.invitation TO ksbb_gov;

GRANT SELECT(created_by),INSERT(created_by) ON TABLE app.invitation TO ksbb_tenant;
GRANT SELECT(created_by),INSERT(created_by) ON TABLE app.invitation TO ksbb_gov;

GRANT SELECT(created_at) ON TABLE app.invitation TO ksbb_tenant;
GRANT SELECT(created_at) ON TABLE app.invitation TO ksbb_gov;

REVOKE ALL ON FUNCTION app.open_invitation(hash bytea) FROM PUBLIC;

REVOKE ALL ON FUNCTION app.organisation_apply(kind text, name text, about text, email text, phone text) FROM PUBLIC;
GRANT ALL ON FUNCTION app.organisation_apply(kind text, name text, about text, email text, phone text) TO ksbb_tenant;

REVOKE ALL ON FUNCTION app.organisation_published() FROM PUBLIC;

REVOKE ALL ON FUNCTION app.permit_in_force(aggregator bigint) FROM PUBLIC;
GRANT ALL ON FUNCTION app.permit_in_force(aggregator bigint) TO ksbb_public;
GRANT ALL ON FUNCTION app.permit_in_force(aggregator bigint) TO ksbb_tenant;
GRANT ALL ON FUNCTION app.permit_in_force(aggregator bigint) TO ksbb_gov;
GRANT ALL ON FUNCTION app.permit_in_force(aggregator bigint) TO ksbb_worker;

REVOKE ALL ON FUNCTION app.pledge_consistent() FROM PUBLIC;

REVOKE ALL ON FUNCTION app.pledge_guard() FROM PUBLIC;

REVOKE ALL ON FUNCTION app.pledge_line_guard() FROM PUBLIC;

REVOKE ALL ON FUNCTION app.pledge_lock(this bigint) FROM PUBLIC;
GRANT ALL ON FUNCTION app.pledge_lock(this bigint) TO ksbb_tenant;
GRANT ALL ON FUNCTION app.pledge_lock(this bigint) TO ksbb_gov;
GRANT ALL ON FUNCTION app.pledge_lock(this bigint) TO ksbb_worker;

REVOKE ALL ON FUNCTION app.pledge_numbered() FROM PUBLIC;
GRANT ALL ON FUNCTION app.pledge_numbered() TO ksbb_tenant;
GRANT ALL ON FUNCTION app.pledge_numbered() TO ksbb_gov;
GRANT ALL ON FUNCTION app.pledge_numbered() TO ksbb_worker;

REVOKE ALL ON FUNCTION app.pledge_reassign(this bigint, why text) FROM PUBLIC;
GRANT ALL ON FUNCTION app.pledge_reassign(this bigint, why text) TO ksbb_gov;

REVOKE ALL ON FUNCTION app.proof_record(stop bigint, how text, day date, message text, counts jsonb) FROM PUBLIC;
GRANT ALL ON FUNCTION app.proof_record(stop bigint, how text, day date, message text, counts jsonb) TO ksbb_tenant;
GRANT ALL ON FUNCTION app.proof_record(stop bigint, how text, day date, message text, counts jsonb) TO ksbb_gov;

REVOKE ALL ON FUNCTION app.proposal_guard() FROM PUBLIC;

REVOKE ALL ON FUNCTION app.proposal_status(typed text) FROM PUBLIC;
GRANT ALL ON FUNCTION app.proposal_status(typed text) TO ksbb_public;
GRANT ALL ON FUNCTION app.proposal_status(typed text) TO ksbb_tenant;
GRANT ALL ON FUNCTION app.proposal_status(typed text) TO ksbb_gov;

REVOKE ALL ON FUNCTION app.proposal_submit(form_key uuid, source text, unit_code text, fields jsonb) FROM PUBLIC;
GRANT ALL ON FUNCTION app.proposal_submit(form_key uuid, source text, unit_code text, fields jsonb) TO ksbb_public;

REVOKE ALL ON FUNCTION app.public_code() FROM PUBLIC;
GRANT ALL ON FUNCTION app.public_code() TO ksbb_tenant;
GRANT ALL ON FUNCTION app.public_code() TO ksbb_gov;
GRANT ALL ON FUNCTION app.public_code() TO ksbb_worker;
GRANT ALL ON FUNCTION app.public_code() TO ksbb_engine;

REVOKE ALL ON FUNCTION app.reason_guard() FROM PUBLIC;

REVOKE ALL ON FUNCTION app.reassignment_take_back(this bigint, why text) FROM PUBLIC;
GRANT ALL ON FUNCTION app.reassignment_take_back(this bigint, why text) TO ksbb_gov;

REVOKE ALL ON FUNCTION app.record_event(kind text, action text, thing text, thing_id bigint, counterparty_id bigint, payload jsonb, facts jsonb) FROM PUBLIC;
GRANT ALL ON FUNCTION app.record_event(kind text, action text, thing text, thing_id bigint, counterparty_id bigint, payload jsonb, facts jsonb) TO ksbb_tenant;
GRANT ALL ON FUNCTION app.record_event(kind text, action text, thing text, thing_id bigint, counterparty_id bigint, payload jsonb, facts jsonb) TO ksbb_gov;
GRANT ALL ON FUNCTION app.record_event(kind text, action text, thing text, thing_id bigint, counterparty_id bigint, payload jsonb, facts jsonb) TO ksbb_worker;

REVOKE ALL ON FUNCTION app.registry_guard() FROM PUBLIC;

REVOKE ALL ON FUNCTION app.releases_take_back(releases bigint[], journal bigint, why text) FROM PUBLIC;

REVOKE ALL ON FUNCTION app.reporter_answered() FROM PUBLIC;

REVOKE ALL ON FUNCTION app.require_agreement(executor bigint) FROM PUBLIC;

REVOKE ALL ON FUNCTION app.sample_is_certain(stop bigint) FROM PUBLIC;

REVOKE ALL ON FUNCTION app.sample_weight(stop bigint) FROM PUBLIC;

REVOKE ALL ON FUNCTION app.seal_audit(at_most integer) FROM PUBLIC;
GRANT ALL ON FUNCTION app.seal_audit(at_most integer) TO ksbb_worker;

REVOKE ALL ON FUNCTION app.shares(total bigint, weights bigint[]) FROM PUBLIC;
GRANT ALL ON FUNCTION app.shares(total bigint, weights bigint[]) TO ksbb_engine;

REVOKE ALL ON FUNCTION app.shift_is_on(this bigint) FROM PUBLIC;
GRANT ALL ON FUNCTION app.shift_is_on(this bigint) TO ksbb_tenant;
GRANT ALL ON FUNCTION app.shift_is_on(this bigint) TO ksbb_gov;

REVOKE ALL ON FUNCTION app.shift_open(label text, shipments bigint[], token_hash bytea) FROM PUBLIC;
GRANT ALL ON FUNCTION app.shift_open(label text, shipments bigint[], token_hash bytea) TO ksbb_tenant;
GRANT ALL ON FUNCTION app.shift_open(label text, shipments bigint[], token_hash bytea) TO ksbb_gov;

REVOKE ALL ON FUNCTION app.shift_revoke(this bigint) FROM PUBLIC;
GRANT ALL ON FUNCTION app.shift_revoke(this bigint) TO ksbb_tenant;
GRANT ALL ON FUNCTION app.shift_revoke(this bigint) TO ksbb_gov;

REVOKE ALL ON FUNCTION app.shipment_cancel(this bigint, why text) FROM PUBLIC;
GRANT ALL ON FUNCTION app.shipment_cancel(this bigint, why text) TO ksbb_tenant;
GRANT ALL ON FUNCTION app.shipment_cancel(this bigint, why text) TO ksbb_gov;

REVOKE ALL ON FUNCTION app.shipment_consent(this bigint, why text, consents boolean) FROM PUBLIC;
GRANT ALL ON FUNCTION app.shipment_consent(this bigint, why text, consents boolean) TO ksbb_gov;

REVOKE ALL ON FUNCTION app.shipment_dispatch(this bigint, left_on date, loads bigint[], quantities integer[], late text) FROM PUBLIC;
GRANT ALL ON FUNCTION app.shipment_dispatch(this bigint, left_on date, loads bigint[], quantities integer[], late text) TO ksbb_tenant;
GRANT ALL ON FUNCTION app.shipment_dispatch(this bigint, left_on date, loads bigint[], quantities integer[], late text) TO ksbb_gov;

REVOKE ALL ON FUNCTION app.shipment_drove() FROM PUBLIC;

REVOKE ALL ON FUNCTION app.shipment_leave(this bigint, left_on date, loads bigint[], quantities integer[], late text) FROM PUBLIC;

GRANT SELECT ON TABLE app.shipment TO ksbb_tenant;
GRANT SELECT ON TABLE app.shipment TO ksbb_gov;
GRANT SELECT ON TABLE app.shipment TO ksbb_worker;
GRANT SELECT,INSERT ON TABLE app.shipment TO ksbb_engine;

GRANT INSERT(executor_id) ON TABLE app.shipment TO ksbb_tenant;
GRANT INSERT(executor_id) ON TABLE app.shipment TO ksbb_gov;

GRANT INSERT(day),UPDATE(day) ON TABLE app.shipment TO ksbb_tenant;
GRANT INSERT(day),UPDATE(day) ON TABLE app.shipment TO ksbb_gov;

GRANT INSERT(slot_starts),UPDATE(slot_starts) ON TABLE app.shipment TO ksbb_tenant;
GRANT INSERT(slot_starts),UPDATE(slot_starts) ON TABLE app.shipment TO ksbb_gov;

GRANT INSERT(slot_ends),UPDATE(slot_ends) ON TABLE app.shipment TO ksbb_tenant;
GRANT INSERT(slot_ends),UPDATE(slot_ends) ON TABLE app.shipment TO ksbb_gov;

GRANT INSERT(vehicle),UPDATE(vehicle) ON TABLE app.shipment TO ksbb_tenant;
GRANT INSERT(vehicle),UPDATE(vehicle) ON TABLE app.shipment TO ksbb_gov;

GRANT INSERT(in_charge),UPDATE(in_charge) ON TABLE app.shipment TO ksbb_tenant;
GRANT INSERT(in_charge),UPDATE(in_charge) ON TABLE app.shipment TO ksbb_gov;

GRANT INSERT(mode),UPDATE(mode) ON TABLE app.shipment TO ksbb_tenant;
GRANT INSERT(mode),UPDATE(mode) ON TABLE app.shipment TO ksbb_gov;

GRANT INSERT(mode_reason),UPDATE(mode_reason) ON TABLE app.shipment TO ksbb_tenant;
GRANT INSERT(mode_reason),UPDATE(mode_reason) ON TABLE app.shipment TO ksbb_gov;

GRANT INSERT(crowd_plan),UPDATE(crowd_plan) ON TABLE app.shipment TO ksbb_tenant;
GRANT INSERT(crowd_plan),UPDATE(crowd_plan) ON TABLE app.shipment TO ksbb_gov;

GRANT INSERT(note),UPDATE(note) ON TABLE app.shipment TO ksbb_tenant;
GRANT INSERT(note),UPDATE(note) ON TABLE app.shipment TO ksbb_gov;

GRANT INSERT(state) ON TABLE app.shipment TO ksbb_tenant;
GRANT INSERT(state) ON TABLE app.shipment TO ksbb_gov;
GRANT UPDATE(state) ON TABLE app.shipment TO ksbb_engine;

GRANT UPDATE(reason) ON TABLE app.shipment TO ksbb_engine;

GRANT UPDATE(dispatched_on) ON TABLE app.shipment TO ksbb_engine;

GRANT UPDATE(late_reason) ON TABLE app.shipment TO ksbb_engine;

GRANT INSERT(created_by) ON TABLE app.shipment TO ksbb_tenant;
GRANT INSERT(created_by) ON TABLE app.shipment TO ksbb_gov;

GRANT UPDATE(consented_on) ON TABLE app.shipment TO ksbb_engine;

GRANT UPDATE(consent_reason) ON TABLE app.shipment TO ksbb_engine;

GRANT INSERT(drove_id) ON TABLE app.shipment TO ksbb_tenant;
GRANT INSERT(drove_id) ON TABLE app.shipment TO ksbb_gov;

REVOKE ALL ON FUNCTION app.shipment_lock(this bigint) FROM PUBLIC;
GRANT ALL ON FUNCTION app.shipment_lock(this bigint) TO ksbb_tenant;
GRANT ALL ON FUNCTION app.shipment_lock(this bigint) TO ksbb_gov;

REVOKE ALL ON FUNCTION app.shipment_numbered() FROM PUBLIC;
GRANT ALL ON FUNCTION app.shipment_numbered() TO ksbb_tenant;
GRANT ALL ON FUNCTION app.shipment_numbered() TO ksbb_gov;
GRANT ALL ON FUNCTION app.shipment_numbered() TO ksbb_worker;

GRANT SELECT ON TABLE app.slip_code TO ksbb_worker;
GRANT SELECT,INSERT ON TABLE app.slip_code TO ksbb_engine;

GRANT UPDATE(stop_id) ON TABLE app.slip_code TO ksbb_engine;

GRANT UPDATE(used_at) ON TABLE app.slip_code TO ksbb_engine;

REVOKE ALL ON FUNCTION app.slip_code_problem(code app.slip_code) FROM PUBLIC;

REVOKE ALL ON FUNCTION app.slip_expected(this bigint) FROM PUBLIC;
GRANT ALL ON FUNCTION app.slip_expected(this bigint) TO ksbb_gov;

REVOKE ALL ON FUNCTION app.slip_issue(this bigint, token_hash bytea, codes bytea[]) FROM PUBLIC;
GRANT ALL ON FUNCTION app.slip_issue(this bigint, token_hash bytea, codes bytea[]) TO ksbb_gov;

REVOKE ALL ON FUNCTION app.slip_place(token_hash bytea, unit_code text, source text) FROM PUBLIC;
GRANT ALL ON FUNCTION app.slip_place(token_hash bytea, unit_code text, source text) TO ksbb_tenant;
GRANT ALL ON FUNCTION app.slip_place(token_hash bytea, unit_code text, source text) TO ksbb_gov;

REVOKE ALL ON FUNCTION app.slip_print(unit bigint, phase bigint) FROM PUBLIC;
GRANT ALL ON FUNCTION app.slip_print(unit bigint, phase bigint) TO ksbb_gov;

REVOKE ALL ON FUNCTION app.slip_receipt(stop bigint) FROM PUBLIC;
GRANT ALL ON FUNCTION app.slip_receipt(stop bigint) TO ksbb_tenant;

REVOKE ALL ON FUNCTION app.slip_stops() FROM PUBLIC;
GRANT ALL ON FUNCTION app.slip_stops() TO ksbb_tenant;

REVOKE ALL ON FUNCTION app.slip_try(unit bigint, code_hmac bytea, source text) FROM PUBLIC;
GRANT ALL ON FUNCTION app.slip_try(unit bigint, code_hmac bytea, source text) TO ksbb_tenant;
GRANT ALL ON FUNCTION app.slip_try(unit bigint, code_hmac bytea, source text) TO ksbb_gov;

REVOKE ALL ON FUNCTION app.slip_use(stop bigint, code_hmac bytea) FROM PUBLIC;
GRANT ALL ON FUNCTION app.slip_use(stop bigint, code_hmac bytea) TO ksbb_tenant;
GRANT ALL ON FUNCTION app.slip_use(stop bigint, code_hmac bytea) TO ksbb_gov;

REVOKE ALL ON FUNCTION app.step_guard() FROM PUBLIC;

REVOKE ALL ON FUNCTION app.stop_audience(stop bigint) FROM PUBLIC;

REVOKE ALL ON FUNCTION app.stop_courier(place app.stop) FROM PUBLIC;
GRANT ALL ON FUNCTION app.stop_courier(place app.stop) TO ksbb_engine;

REVOKE ALL ON FUNCTION app.stop_guard() FROM PUBLIC;

REVOKE ALL ON FUNCTION app.submission_limited(source text) FROM PUBLIC;

REVOKE ALL ON FUNCTION app.today() FROM PUBLIC;
GRANT ALL ON FUNCTION app.today() TO ksbb_engine;
GRANT ALL ON FUNCTION app.today() TO ksbb_public;
GRANT ALL ON FUNCTION app.today() TO ksbb_tenant;
GRANT ALL ON FUNCTION app.today() TO ksbb_gov;
GRANT ALL ON FUNCTION app.today() TO ksbb_worker;

REVOKE ALL ON FUNCTION app.tracked_deliveries(code text) FROM PUBLIC;
GRANT ALL ON FUNCTION app.tracked_deliveries(code text) TO ksbb_public;
GRANT ALL ON FUNCTION app.tracked_deliveries(code text) TO ksbb_tenant;
GRANT ALL ON FUNCTION app.tracked_deliveries(code text) TO ksbb_gov;

REVOKE ALL ON FUNCTION app.tracked_parts(code text) FROM PUBLIC;
GRANT ALL ON FUNCTION app.tracked_parts(code text) TO ksbb_public;
GRANT ALL ON FUNCTION app.tracked_parts(code text) TO ksbb_tenant;
GRANT ALL ON FUNCTION app.tracked_parts(code text) TO ksbb_gov;

REVOKE ALL ON FUNCTION app.tracked_pledge(code text) FROM PUBLIC;
GRANT ALL ON FUNCTION app.tracked_pledge(code text) TO ksbb_public;
GRANT ALL ON FUNCTION app.tracked_pledge(code text) TO ksbb_tenant;
GRANT ALL ON FUNCTION app.tracked_pledge(code text) TO ksbb_gov;

REVOKE ALL ON FUNCTION app.tracked_steps(code text) FROM PUBLIC;
GRANT ALL ON FUNCTION app.tracked_steps(code text) TO ksbb_public;
GRANT ALL ON FUNCTION app.tracked_steps(code text) TO ksbb_tenant;
GRANT ALL ON FUNCTION app.tracked_steps(code text) TO ksbb_gov;

REVOKE ALL ON FUNCTION app.unit_contact_end(this bigint) FROM PUBLIC;
GRANT ALL ON FUNCTION app.unit_contact_end(this bigint) TO ksbb_gov;

REVOKE ALL ON FUNCTION app.unit_contact_request(unit bigint, purpose text) FROM PUBLIC;
GRANT ALL ON FUNCTION app.unit_contact_request(unit bigint, purpose text) TO ksbb_gov;
GRANT ALL ON FUNCTION app.unit_contact_request(unit bigint, purpose text) TO ksbb_tenant;

REVOKE ALL ON FUNCTION app.unit_contact_requested(request bigint) FROM PUBLIC;
GRANT ALL ON FUNCTION app.unit_contact_requested(request bigint) TO ksbb_gov;
GRANT ALL ON FUNCTION app.unit_contact_requested(request bigint) TO ksbb_tenant;

REVOKE ALL ON FUNCTION app.unit_contact_set(unit bigint, name text, role text, phone text) FROM PUBLIC;
GRANT ALL ON FUNCTION app.unit_contact_set(unit bigint, name text, role text, phone text) TO ksbb_gov;

REVOKE ALL ON FUNCTION app.verification_assign(this bigint, verifier bigint) FROM PUBLIC;
GRANT ALL ON FUNCTION app.verification_assign(this bigint, verifier bigint) TO ksbb_gov;

REVOKE ALL ON FUNCTION app.verifier_may(person bigint, stop bigint) FROM PUBLIC;

REVOKE ALL ON FUNCTION app.warn_of_endings() FROM PUBLIC;
GRANT ALL ON FUNCTION app.warn_of_endings() TO ksbb_worker;

REVOKE ALL ON FUNCTION app.withdrawal_answer(this bigint, answer text, why text) FROM PUBLIC;
GRANT ALL ON FUNCTION app.withdrawal_answer(this bigint, answer text, why text) TO ksbb_tenant;
GRANT ALL ON FUNCTION app.withdrawal_answer(this bigint, answer text, why text) TO ksbb_gov;

REVOKE ALL ON FUNCTION app.withdrawal_needs_consent(pledge bigint) FROM PUBLIC;
GRANT ALL ON FUNCTION app.withdrawal_needs_consent(pledge bigint) TO ksbb_tenant;
GRANT ALL ON FUNCTION app.withdrawal_needs_consent(pledge bigint) TO ksbb_gov;

REVOKE ALL ON FUNCTION app.withdrawal_request(pledge bigint, why text) FROM PUBLIC;
GRANT ALL ON FUNCTION app.withdrawal_request(pledge bigint, why text) TO ksbb_tenant;
GRANT ALL ON FUNCTION app.withdrawal_request(pledge bigint, why text) TO ksbb_gov;

REVOKE ALL ON FUNCTION app.working_day_after(day date, days integer) FROM PUBLIC;
GRANT ALL ON FUNCTION app.working_day_after(day date, days integer) TO ksbb_engine;

REVOKE ALL ON FUNCTION ledger.apply_ladder_changes(at_most integer) FROM PUBLIC;
GRANT ALL ON FUNCTION ledger.apply_ladder_changes(at_most integer) TO ksbb_worker;

REVOKE ALL ON FUNCTION ledger.balance() FROM PUBLIC;

REVOKE ALL ON FUNCTION ledger.post_money(keeper bigint, counterparty bigint, action text, thing text, thing_id bigint, from_kind text, to_kind text, contribution bigint, amount bigint, effective date, reason text) FROM PUBLIC;
GRANT ALL ON FUNCTION ledger.post_money(keeper bigint, counterparty bigint, action text, thing text, thing_id bigint, from_kind text, to_kind text, contribution bigint, amount bigint, effective date, reason text) TO ksbb_engine;

REVOKE ALL ON FUNCTION ledger.post_packages(book text, giver bigint, executor bigint, action text, thing text, thing_id bigint, from_kind text, to_kind text, subjects bigint[], commodities text[], quantities bigint[], author bigint, effective date, reason text) FROM PUBLIC;
GRANT ALL ON FUNCTION ledger.post_packages(book text, giver bigint, executor bigint, action text, thing text, thing_id bigint, from_kind text, to_kind text, subjects bigint[], commodities text[], quantities bigint[], author bigint, effective date, reason text) TO ksbb_engine;

REVOKE ALL ON FUNCTION ledger.reversal_mirrors() FROM PUBLIC;

REVOKE ALL ON FUNCTION ledger.reverse(this bigint, author bigint, why text) FROM PUBLIC;
GRANT ALL ON FUNCTION ledger.reverse(this bigint, author bigint, why text) TO ksbb_engine;

REVOKE ALL ON FUNCTION ledger.roll_up() FROM PUBLIC;

REVOKE ALL ON FUNCTION ledger.rung_height(kind text) FROM PUBLIC;
GRANT ALL ON FUNCTION ledger.rung_height(kind text) TO ksbb_engine;
GRANT ALL ON FUNCTION ledger.rung_height(kind text) TO ksbb_worker;
GRANT ALL ON FUNCTION ledger.rung_height(kind text) TO ksbb_tenant;
GRANT ALL ON FUNCTION ledger.rung_height(kind text) TO ksbb_gov;

REVOKE ALL ON FUNCTION pub.area_renamed() FROM PUBLIC;

REVOKE ALL ON FUNCTION pub.map_changed() FROM PUBLIC;

REVOKE ALL ON FUNCTION pub.outlines_draw() FROM PUBLIC;
GRANT ALL ON FUNCTION pub.outlines_draw() TO ksbb_gov;
GRANT ALL ON FUNCTION pub.outlines_draw() TO ksbb_worker;

REVOKE ALL ON FUNCTION pub.outlines_draw_layer(layer text, grid double precision, details integer[], tolerances double precision[]) FROM PUBLIC;

REVOKE ALL ON FUNCTION pub.sample_draws(seal bytea, stop bigint, chance integer) FROM PUBLIC;
GRANT ALL ON FUNCTION pub.sample_draws(seal bytea, stop bigint, chance integer) TO ksbb_public;
GRANT ALL ON FUNCTION pub.sample_draws(seal bytea, stop bigint, chance integer) TO ksbb_tenant;
GRANT ALL ON FUNCTION pub.sample_draws(seal bytea, stop bigint, chance integer) TO ksbb_gov;
GRANT ALL ON FUNCTION pub.sample_draws(seal bytea, stop bigint, chance integer) TO ksbb_worker;
GRANT ALL ON FUNCTION pub.sample_draws(seal bytea, stop bigint, chance integer) TO ksbb_engine;

REVOKE ALL ON FUNCTION pub.sample_list_hash(this bigint) FROM PUBLIC;
GRANT ALL ON FUNCTION pub.sample_list_hash(this bigint) TO ksbb_public;
GRANT ALL ON FUNCTION pub.sample_list_hash(this bigint) TO ksbb_tenant;
GRANT ALL ON FUNCTION pub.sample_list_hash(this bigint) TO ksbb_gov;
GRANT ALL ON FUNCTION pub.sample_list_hash(this bigint) TO ksbb_worker;
GRANT ALL ON FUNCTION pub.sample_list_hash(this bigint) TO ksbb_engine;

REVOKE ALL ON FUNCTION pub.search_depth(searched text, phrase text) FROM PUBLIC;
GRANT ALL ON FUNCTION pub.search_depth(searched text, phrase text) TO ksbb_engine;
GRANT ALL ON FUNCTION pub.search_depth(searched text, phrase text) TO ksbb_public;
GRANT ALL ON FUNCTION pub.search_depth(searched text, phrase text) TO ksbb_tenant;
GRANT ALL ON FUNCTION pub.search_depth(searched text, phrase text) TO ksbb_gov;
GRANT ALL ON FUNCTION pub.search_depth(searched text, phrase text) TO ksbb_worker;

REVOKE ALL ON FUNCTION pub.search_longest(typed text) FROM PUBLIC;
GRANT ALL ON FUNCTION pub.search_longest(typed text) TO ksbb_engine;
GRANT ALL ON FUNCTION pub.search_longest(typed text) TO ksbb_public;
GRANT ALL ON FUNCTION pub.search_longest(typed text) TO ksbb_tenant;
GRANT ALL ON FUNCTION pub.search_longest(typed text) TO ksbb_gov;
GRANT ALL ON FUNCTION pub.search_longest(typed text) TO ksbb_worker;

REVOKE ALL ON FUNCTION pub.search_phrase(typed text) FROM PUBLIC;
GRANT ALL ON FUNCTION pub.search_phrase(typed text) TO ksbb_engine;
GRANT ALL ON FUNCTION pub.search_phrase(typed text) TO ksbb_public;
GRANT ALL ON FUNCTION pub.search_phrase(typed text) TO ksbb_tenant;
GRANT ALL ON FUNCTION pub.search_phrase(typed text) TO ksbb_gov;
GRANT ALL ON FUNCTION pub.search_phrase(typed text) TO ksbb_worker;

REVOKE ALL ON FUNCTION pub.search_words(typed text) FROM PUBLIC;
GRANT ALL ON FUNCTION pub.search_words(typed text) TO ksbb_engine;
GRANT ALL ON FUNCTION pub.search_words(typed text) TO ksbb_public;
GRANT ALL ON FUNCTION pub.search_words(typed text) TO ksbb_tenant;
GRANT ALL ON FUNCTION pub.search_words(typed text) TO ksbb_gov;
GRANT ALL ON FUNCTION pub.search_words(typed text) TO ksbb_worker;

REVOKE ALL ON FUNCTION pub.snapshot_latest() FROM PUBLIC;

REVOKE ALL ON FUNCTION pub.unit_search() FROM PUBLIC;

REVOKE ALL ON FUNCTION sec.acting_role(role text, state text) FROM PUBLIC;
GRANT ALL ON FUNCTION sec.acting_role(role text, state text) TO ksbb_engine;

REVOKE ALL ON FUNCTION sec.actor() FROM PUBLIC;
GRANT ALL ON FUNCTION sec.actor() TO ksbb_engine;
GRANT ALL ON FUNCTION sec.actor() TO ksbb_public;
GRANT ALL ON FUNCTION sec.actor() TO ksbb_tenant;
GRANT ALL ON FUNCTION sec.actor() TO ksbb_gov;
GRANT ALL ON FUNCTION sec.actor() TO ksbb_worker;

REVOKE ALL ON FUNCTION sec.actor_id() FROM PUBLIC;
GRANT ALL ON FUNCTION sec.actor_id() TO ksbb_engine;
GRANT ALL ON FUNCTION sec.actor_id() TO ksbb_public;
GRANT ALL ON FUNCTION sec.actor_id() TO ksbb_tenant;
GRANT ALL ON FUNCTION sec.actor_id() TO ksbb_gov;
GRANT ALL ON FUNCTION sec.actor_id() TO ksbb_worker;

REVOKE ALL ON FUNCTION sec.areas() FROM PUBLIC;
GRANT ALL ON FUNCTION sec.areas() TO ksbb_owner;
GRANT ALL ON FUNCTION sec.areas() TO ksbb_public;
GRANT ALL ON FUNCTION sec.areas() TO ksbb_tenant;
GRANT ALL ON FUNCTION sec.areas() TO ksbb_gov;
GRANT ALL ON FUNCTION sec.areas() TO ksbb_worker;

REVOKE ALL ON FUNCTION sec.attempts(what text, subject text) FROM PUBLIC;

REVOKE ALL ON FUNCTION sec.claims() FROM PUBLIC;
GRANT ALL ON FUNCTION sec.claims() TO ksbb_owner;
GRANT ALL ON FUNCTION sec.claims() TO ksbb_public;
GRANT ALL ON FUNCTION sec.claims() TO ksbb_tenant;
GRANT ALL ON FUNCTION sec.claims() TO ksbb_gov;
GRANT ALL ON FUNCTION sec.claims() TO ksbb_worker;

REVOKE ALL ON FUNCTION sec.count_attempt(what text, subject text, at_most integer) FROM PUBLIC;

REVOKE ALL ON FUNCTION sec.courier() FROM PUBLIC;
GRANT ALL ON FUNCTION sec.courier() TO ksbb_engine;
GRANT ALL ON FUNCTION sec.courier() TO ksbb_public;
GRANT ALL ON FUNCTION sec.courier() TO ksbb_tenant;
GRANT ALL ON FUNCTION sec.courier() TO ksbb_gov;
GRANT ALL ON FUNCTION sec.courier() TO ksbb_worker;

REVOKE ALL ON FUNCTION sec.courier_stops() FROM PUBLIC;
GRANT ALL ON FUNCTION sec.courier_stops() TO ksbb_owner;
GRANT ALL ON FUNCTION sec.courier_stops() TO ksbb_public;
GRANT ALL ON FUNCTION sec.courier_stops() TO ksbb_tenant;
GRANT ALL ON FUNCTION sec.courier_stops() TO ksbb_gov;
GRANT ALL ON FUNCTION sec.courier_stops() TO ksbb_worker;

REVOKE ALL ON FUNCTION sec.delete_expired() FROM PUBLIC;
GRANT ALL ON FUNCTION sec.delete_expired() TO ksbb_worker;

REVOKE ALL ON FUNCTION sec.demo_people() FROM PUBLIC;
GRANT ALL ON FUNCTION sec.demo_people() TO ksbb_tenant;

REVOKE ALL ON FUNCTION sec.demo_sign_in(person bigint, token bytea, agent text) FROM PUBLIC;
GRANT ALL ON FUNCTION sec.demo_sign_in(person bigint, token bytea, agent text) TO ksbb_tenant;

REVOKE ALL ON FUNCTION sec.device_viewer(token_hash bytea) FROM PUBLIC;
GRANT ALL ON FUNCTION sec.device_viewer(token_hash bytea) TO ksbb_tenant;

REVOKE ALL ON FUNCTION sec.file_link(file uuid, media text) FROM PUBLIC;
GRANT ALL ON FUNCTION sec.file_link(file uuid, media text) TO ksbb_tenant;
GRANT ALL ON FUNCTION sec.file_link(file uuid, media text) TO ksbb_gov;

REVOKE ALL ON FUNCTION sec.invitation_details(invitation bytea) FROM PUBLIC;
GRANT ALL ON FUNCTION sec.invitation_details(invitation bytea) TO ksbb_tenant;

REVOKE ALL ON FUNCTION sec.invitation_sign_in(invitation bytea, token bytea, agent text) FROM PUBLIC;
GRANT ALL ON FUNCTION sec.invitation_sign_in(invitation bytea, token bytea, agent text) TO ksbb_tenant;

REVOKE ALL ON FUNCTION sec.is_pemprov() FROM PUBLIC;
GRANT ALL ON FUNCTION sec.is_pemprov() TO ksbb_engine;
GRANT ALL ON FUNCTION sec.is_pemprov() TO ksbb_public;
GRANT ALL ON FUNCTION sec.is_pemprov() TO ksbb_tenant;
GRANT ALL ON FUNCTION sec.is_pemprov() TO ksbb_gov;
GRANT ALL ON FUNCTION sec.is_pemprov() TO ksbb_worker;

REVOKE ALL ON FUNCTION sec.link_email(link bytea) FROM PUBLIC;
GRANT ALL ON FUNCTION sec.link_email(link bytea) TO ksbb_tenant;

REVOKE ALL ON FUNCTION sec.link_request(address text, source text, invitation text) FROM PUBLIC;
GRANT ALL ON FUNCTION sec.link_request(address text, source text, invitation text) TO ksbb_tenant;

REVOKE ALL ON FUNCTION sec.link_sign_in(link bytea, token bytea, agent text) FROM PUBLIC;
GRANT ALL ON FUNCTION sec.link_sign_in(link bytea, token bytea, agent text) TO ksbb_tenant;

REVOKE ALL ON FUNCTION sec.may_act() FROM PUBLIC;
GRANT ALL ON FUNCTION sec.may_act() TO ksbb_engine;
GRANT ALL ON FUNCTION sec.may_act() TO ksbb_public;
GRANT ALL ON FUNCTION sec.may_act() TO ksbb_tenant;
GRANT ALL ON FUNCTION sec.may_act() TO ksbb_gov;
GRANT ALL ON FUNCTION sec.may_act() TO ksbb_worker;

REVOKE ALL ON FUNCTION sec.new_token() FROM PUBLIC;
GRANT ALL ON FUNCTION sec.new_token() TO ksbb_engine;

REVOKE ALL ON FUNCTION sec.organisation() FROM PUBLIC;
GRANT ALL ON FUNCTION sec.organisation() TO ksbb_engine;
GRANT ALL ON FUNCTION sec.organisation() TO ksbb_public;
GRANT ALL ON FUNCTION sec.organisation() TO ksbb_tenant;
GRANT ALL ON FUNCTION sec.organisation() TO ksbb_gov;
GRANT ALL ON FUNCTION sec.organisation() TO ksbb_worker;

REVOKE ALL ON FUNCTION sec.organisation_kind() FROM PUBLIC;
GRANT ALL ON FUNCTION sec.organisation_kind() TO ksbb_engine;
GRANT ALL ON FUNCTION sec.organisation_kind() TO ksbb_public;
GRANT ALL ON FUNCTION sec.organisation_kind() TO ksbb_tenant;
GRANT ALL ON FUNCTION sec.organisation_kind() TO ksbb_gov;
GRANT ALL ON FUNCTION sec.organisation_kind() TO ksbb_worker;

REVOKE ALL ON FUNCTION sec.own_sessions() FROM PUBLIC;
GRANT ALL ON FUNCTION sec.own_sessions() TO ksbb_tenant;
GRANT ALL ON FUNCTION sec.own_sessions() TO ksbb_gov;

REVOKE ALL ON FUNCTION sec.person() FROM PUBLIC;
GRANT ALL ON FUNCTION sec.person() TO ksbb_engine;
GRANT ALL ON FUNCTION sec.person() TO ksbb_public;
GRANT ALL ON FUNCTION sec.person() TO ksbb_tenant;
GRANT ALL ON FUNCTION sec.person() TO ksbb_gov;
GRANT ALL ON FUNCTION sec.person() TO ksbb_worker;

REVOKE ALL ON FUNCTION sec.person_for_email(address text) FROM PUBLIC;

REVOKE ALL ON FUNCTION sec.role() FROM PUBLIC;
GRANT ALL ON FUNCTION sec.role() TO ksbb_engine;
GRANT ALL ON FUNCTION sec.role() TO ksbb_public;
GRANT ALL ON FUNCTION sec.role() TO ksbb_tenant;
GRANT ALL ON FUNCTION sec.role() TO ksbb_gov;
GRANT ALL ON FUNCTION sec.role() TO ksbb_worker;

REVOKE ALL ON FUNCTION sec.session_close(token bytea) FROM PUBLIC;
GRANT ALL ON FUNCTION sec.session_close(token bytea) TO ksbb_tenant;

REVOKE ALL ON FUNCTION sec.session_memberships(token bytea) FROM PUBLIC;
GRANT ALL ON FUNCTION sec.session_memberships(token bytea) TO ksbb_tenant;

REVOKE ALL ON FUNCTION sec.session_open(person bigint, token bytea, agent text) FROM PUBLIC;

REVOKE ALL ON FUNCTION sec.session_revoke(session_id bigint) FROM PUBLIC;
GRANT ALL ON FUNCTION sec.session_revoke(session_id bigint) TO ksbb_tenant;
GRANT ALL ON FUNCTION sec.session_revoke(session_id bigint) TO ksbb_gov;

REVOKE ALL ON FUNCTION sec.session_switch(token bytea, next_token bytea, organisation bigint) FROM PUBLIC;
GRANT ALL ON FUNCTION sec.session_switch(token bytea, next_token bytea, organisation bigint) TO ksbb_tenant;

REVOKE ALL ON FUNCTION sec.session_viewer(token bytea, used boolean) FROM PUBLIC;
GRANT ALL ON FUNCTION sec.session_viewer(token bytea, used boolean) TO ksbb_tenant;

REVOKE ALL ON FUNCTION sec.shift() FROM PUBLIC;
GRANT ALL ON FUNCTION sec.shift() TO ksbb_engine;
GRANT ALL ON FUNCTION sec.shift() TO ksbb_public;
GRANT ALL ON FUNCTION sec.shift() TO ksbb_tenant;
GRANT ALL ON FUNCTION sec.shift() TO ksbb_gov;
GRANT ALL ON FUNCTION sec.shift() TO ksbb_worker;

REVOKE ALL ON FUNCTION sec.shift_of(token_hash bytea) FROM PUBLIC;
GRANT ALL ON FUNCTION sec.shift_of(token_hash bytea) TO ksbb_tenant;

REVOKE ALL ON FUNCTION sec.slip() FROM PUBLIC;
GRANT ALL ON FUNCTION sec.slip() TO ksbb_engine;
GRANT ALL ON FUNCTION sec.slip() TO ksbb_public;
GRANT ALL ON FUNCTION sec.slip() TO ksbb_tenant;
GRANT ALL ON FUNCTION sec.slip() TO ksbb_gov;
GRANT ALL ON FUNCTION sec.slip() TO ksbb_worker;

REVOKE ALL ON FUNCTION sec.slip_unit() FROM PUBLIC;
GRANT ALL ON FUNCTION sec.slip_unit() TO ksbb_owner;
GRANT ALL ON FUNCTION sec.slip_unit() TO ksbb_public;
GRANT ALL ON FUNCTION sec.slip_unit() TO ksbb_tenant;
GRANT ALL ON FUNCTION sec.slip_unit() TO ksbb_gov;
GRANT ALL ON FUNCTION sec.slip_unit() TO ksbb_worker;

REVOKE ALL ON FUNCTION sec.tenant() FROM PUBLIC;
GRANT ALL ON FUNCTION sec.tenant() TO ksbb_engine;
GRANT ALL ON FUNCTION sec.tenant() TO ksbb_public;
GRANT ALL ON FUNCTION sec.tenant() TO ksbb_tenant;
GRANT ALL ON FUNCTION sec.tenant() TO ksbb_gov;
GRANT ALL ON FUNCTION sec.tenant() TO ksbb_worker;

REVOKE ALL ON FUNCTION sec.verifier_stops() FROM PUBLIC;
GRANT ALL ON FUNCTION sec.verifier_stops() TO ksbb_gov;

GRANT SELECT ON TABLE app.agreement TO ksbb_tenant;
GRANT SELECT ON TABLE app.agreement TO ksbb_gov;
GRANT SELECT ON TABLE app.agreement TO ksbb_worker;
GRANT SELECT ON TABLE app.agreement TO ksbb_engine;

GRANT INSERT(aggregator_id) ON TABLE app.agreement TO ksbb_tenant;

GRANT INSERT(number) ON TABLE app.agreement TO ksbb_tenant;

GRANT INSERT(starts_on) ON TABLE app.agreement TO ksbb_tenant;

GRANT INSERT(ends_on) ON TABLE app.agreement TO ksbb_tenant;

GRANT INSERT(state) ON TABLE app.agreement TO ksbb_tenant;
GRANT UPDATE(state) ON TABLE app.agreement TO ksbb_gov;
GRANT UPDATE(state) ON TABLE app.agreement TO ksbb_worker;

GRANT UPDATE(reason) ON TABLE app.agreement TO ksbb_gov;
GRANT UPDATE(reason) ON TABLE app.agreement TO ksbb_worker;

GRANT INSERT(created_by) ON TABLE app.agreement TO ksbb_tenant;

GRANT UPDATE(warned_days) ON TABLE app.agreement TO ksbb_worker;

GRANT SELECT ON TABLE app.allocation TO ksbb_tenant;
GRANT SELECT ON TABLE app.allocation TO ksbb_gov;
GRANT SELECT ON TABLE app.allocation TO ksbb_worker;
GRANT SELECT,INSERT ON TABLE app.allocation TO ksbb_engine;

GRANT UPDATE(loaded) ON TABLE app.allocation TO ksbb_engine;

GRANT UPDATE(dispatched) ON TABLE app.allocation TO ksbb_engine;

GRANT UPDATE(received) ON TABLE app.allocation TO ksbb_engine;

GRANT UPDATE(released) ON TABLE app.allocation TO ksbb_engine;

GRANT UPDATE(state) ON TABLE app.allocation TO ksbb_engine;

GRANT UPDATE(reason) ON TABLE app.allocation TO ksbb_engine;

GRANT UPDATE(expires_at) ON TABLE app.allocation TO ksbb_engine;

GRANT UPDATE(committed_on) ON TABLE app.allocation TO ksbb_engine;

GRANT UPDATE(released_on) ON TABLE app.allocation TO ksbb_engine;

GRANT SELECT,INSERT,DELETE ON TABLE app.audit_unsealed TO ksbb_engine;
GRANT SELECT ON TABLE app.audit_unsealed TO ksbb_worker;

GRANT UPDATE(audit_id) ON TABLE app.audit_unsealed TO ksbb_engine;

GRANT SELECT ON TABLE app.bast TO ksbb_tenant;
GRANT SELECT ON TABLE app.bast TO ksbb_gov;
GRANT SELECT ON TABLE app.bast TO ksbb_worker;
GRANT SELECT,INSERT ON TABLE app.bast TO ksbb_engine;

GRANT SELECT,DELETE ON TABLE app.bast_due TO ksbb_worker;
GRANT SELECT,INSERT ON TABLE app.bast_due TO ksbb_engine;

GRANT UPDATE(due) ON TABLE app.bast_due TO ksbb_engine;
GRANT UPDATE(due) ON TABLE app.bast_due TO ksbb_worker;

GRANT UPDATE(attempts) ON TABLE app.bast_due TO ksbb_engine;
GRANT UPDATE(attempts) ON TABLE app.bast_due TO ksbb_worker;

GRANT UPDATE(error) ON TABLE app.bast_due TO ksbb_engine;
GRANT UPDATE(error) ON TABLE app.bast_due TO ksbb_worker;

GRANT SELECT ON TABLE app.bast_file TO ksbb_tenant;
GRANT SELECT ON TABLE app.bast_file TO ksbb_gov;
GRANT SELECT ON TABLE app.bast_file TO ksbb_worker;
GRANT SELECT,INSERT ON TABLE app.bast_file TO ksbb_engine;

GRANT UPDATE(verdict) ON TABLE app.bast_file TO ksbb_engine;

GRANT UPDATE(revocation) ON TABLE app.bast_file TO ksbb_engine;

GRANT UPDATE(erased_at) ON TABLE app.bast_file TO ksbb_engine;

GRANT UPDATE(deleted_at) ON TABLE app.bast_file TO ksbb_worker;

GRANT SELECT ON TABLE app.bast_series TO ksbb_worker;
GRANT SELECT,INSERT ON TABLE app.bast_series TO ksbb_engine;

GRANT UPDATE(last) ON TABLE app.bast_series TO ksbb_engine;

GRANT SELECT ON TABLE app.bast_version TO ksbb_tenant;
GRANT SELECT ON TABLE app.bast_version TO ksbb_gov;
GRANT SELECT ON TABLE app.bast_version TO ksbb_worker;
GRANT SELECT,INSERT ON TABLE app.bast_version TO ksbb_engine;

GRANT UPDATE(state) ON TABLE app.bast_version TO ksbb_engine;

GRANT SELECT ON TABLE app.closing TO ksbb_tenant;
GRANT SELECT ON TABLE app.closing TO ksbb_gov;
GRANT SELECT ON TABLE app.closing TO ksbb_worker;
GRANT SELECT,INSERT ON TABLE app.closing TO ksbb_engine;

GRANT UPDATE(state) ON TABLE app.closing TO ksbb_engine;

GRANT UPDATE(reason) ON TABLE app.closing TO ksbb_engine;

GRANT SELECT,INSERT ON TABLE app.complaint TO ksbb_engine;
GRANT SELECT ON TABLE app.complaint TO ksbb_worker;

GRANT SELECT(id) ON TABLE app.complaint TO ksbb_tenant;
GRANT SELECT(id) ON TABLE app.complaint TO ksbb_gov;

GRANT SELECT(code) ON TABLE app.complaint TO ksbb_tenant;
GRANT SELECT(code) ON TABLE app.complaint TO ksbb_gov;

GRANT SELECT(pemprov_id) ON TABLE app.complaint TO ksbb_tenant;
GRANT SELECT(pemprov_id) ON TABLE app.complaint TO ksbb_gov;

GRANT SELECT(about) ON TABLE app.complaint TO ksbb_tenant;
GRANT SELECT(about) ON TABLE app.complaint TO ksbb_gov;

GRANT SELECT(subject) ON TABLE app.complaint TO ksbb_tenant;
GRANT SELECT(subject) ON TABLE app.complaint TO ksbb_gov;

GRANT SELECT(unit_id) ON TABLE app.complaint TO ksbb_tenant;
GRANT SELECT(unit_id) ON TABLE app.complaint TO ksbb_gov;

GRANT SELECT(organisation_id) ON TABLE app.complaint TO ksbb_tenant;
GRANT SELECT(organisation_id) ON TABLE app.complaint TO ksbb_gov;

GRANT SELECT(problem) ON TABLE app.complaint TO ksbb_tenant;
GRANT SELECT(problem) ON TABLE app.complaint TO ksbb_gov;

GRANT SELECT(description) ON TABLE app.complaint TO ksbb_tenant;
GRANT SELECT(description) ON TABLE app.complaint TO ksbb_gov;

GRANT SELECT(state) ON TABLE app.complaint TO ksbb_tenant;
GRANT SELECT(state),UPDATE(state) ON TABLE app.complaint TO ksbb_gov;

GRANT SELECT(reason) ON TABLE app.complaint TO ksbb_tenant;
GRANT SELECT(reason),UPDATE(reason) ON TABLE app.complaint TO ksbb_gov;

GRANT SELECT(received_at) ON TABLE app.complaint TO ksbb_tenant;
GRANT SELECT(received_at) ON TABLE app.complaint TO ksbb_gov;

GRANT SELECT ON TABLE app.contact_request TO ksbb_gov;
GRANT SELECT ON TABLE app.contact_request TO ksbb_tenant;
GRANT SELECT ON TABLE app.contact_request TO ksbb_worker;
GRANT SELECT,INSERT ON TABLE app.contact_request TO ksbb_engine;

GRANT SELECT ON TABLE app.contribution TO ksbb_tenant;
GRANT SELECT ON TABLE app.contribution TO ksbb_gov;
GRANT SELECT ON TABLE app.contribution TO ksbb_worker;
GRANT SELECT ON TABLE app.contribution TO ksbb_engine;

GRANT INSERT(donor_id) ON TABLE app.contribution TO ksbb_tenant;

GRANT INSERT(executor_id) ON TABLE app.contribution TO ksbb_tenant;

GRANT INSERT(intended) ON TABLE app.contribution TO ksbb_tenant;

GRANT INSERT(received),UPDATE(received) ON TABLE app.contribution TO ksbb_tenant;

GRANT UPDATE(funded) ON TABLE app.contribution TO ksbb_engine;

GRANT INSERT(state),UPDATE(state) ON TABLE app.contribution TO ksbb_tenant;

GRANT UPDATE(reason) ON TABLE app.contribution TO ksbb_tenant;

GRANT INSERT(note) ON TABLE app.contribution TO ksbb_tenant;

GRANT INSERT(bank_reference),UPDATE(bank_reference) ON TABLE app.contribution TO ksbb_tenant;

GRANT INSERT(created_by) ON TABLE app.contribution TO ksbb_tenant;

GRANT SELECT,INSERT ON TABLE app.demo_person TO ksbb_engine;
GRANT SELECT ON TABLE app.demo_person TO ksbb_worker;

GRANT SELECT,INSERT ON TABLE app.device TO ksbb_engine;

GRANT SELECT(id) ON TABLE app.device TO ksbb_tenant;
GRANT SELECT(id) ON TABLE app.device TO ksbb_gov;

GRANT SELECT(executor_id) ON TABLE app.device TO ksbb_tenant;
GRANT SELECT(executor_id) ON TABLE app.device TO ksbb_gov;

GRANT SELECT(shift_id) ON TABLE app.device TO ksbb_tenant;
GRANT SELECT(shift_id) ON TABLE app.device TO ksbb_gov;

GRANT SELECT(person_id) ON TABLE app.device TO ksbb_tenant;
GRANT SELECT(person_id) ON TABLE app.device TO ksbb_gov;

GRANT SELECT(opened_at) ON TABLE app.device TO ksbb_tenant;
GRANT SELECT(opened_at) ON TABLE app.device TO ksbb_gov;

GRANT SELECT(ends_at) ON TABLE app.device TO ksbb_tenant;
GRANT SELECT(ends_at) ON TABLE app.device TO ksbb_gov;
GRANT UPDATE(ends_at) ON TABLE app.device TO ksbb_engine;

GRANT SELECT(heard_at) ON TABLE app.device TO ksbb_tenant;
GRANT SELECT(heard_at) ON TABLE app.device TO ksbb_gov;
GRANT UPDATE(heard_at) ON TABLE app.device TO ksbb_engine;

GRANT SELECT(sequence) ON TABLE app.device TO ksbb_tenant;
GRANT SELECT(sequence) ON TABLE app.device TO ksbb_gov;
GRANT UPDATE(sequence) ON TABLE app.device TO ksbb_engine;

GRANT SELECT(waiting) ON TABLE app.device TO ksbb_tenant;
GRANT SELECT(waiting) ON TABLE app.device TO ksbb_gov;
GRANT UPDATE(waiting) ON TABLE app.device TO ksbb_engine;

GRANT SELECT(refused) ON TABLE app.device TO ksbb_tenant;
GRANT SELECT(refused) ON TABLE app.device TO ksbb_gov;
GRANT UPDATE(refused) ON TABLE app.device TO ksbb_engine;

GRANT SELECT(arrived) ON TABLE app.device TO ksbb_tenant;
GRANT SELECT(arrived) ON TABLE app.device TO ksbb_gov;
GRANT UPDATE(arrived) ON TABLE app.device TO ksbb_engine;

GRANT SELECT(photos) ON TABLE app.device TO ksbb_tenant;
GRANT SELECT(photos) ON TABLE app.device TO ksbb_gov;
GRANT UPDATE(photos) ON TABLE app.device TO ksbb_engine;

GRANT SELECT ON TABLE app.discrepancy TO ksbb_tenant;
GRANT SELECT ON TABLE app.discrepancy TO ksbb_gov;
GRANT SELECT ON TABLE app.discrepancy TO ksbb_worker;
GRANT SELECT,INSERT ON TABLE app.discrepancy TO ksbb_engine;

GRANT UPDATE(damaged) ON TABLE app.discrepancy TO ksbb_engine;

GRANT UPDATE(missing) ON TABLE app.discrepancy TO ksbb_engine;

GRANT UPDATE(replaced) ON TABLE app.discrepancy TO ksbb_engine;

GRANT UPDATE(state) ON TABLE app.discrepancy TO ksbb_engine;

GRANT UPDATE(reason) ON TABLE app.discrepancy TO ksbb_engine;

GRANT UPDATE(settled_on) ON TABLE app.discrepancy TO ksbb_engine;

GRANT SELECT ON TABLE app.dispute_message TO ksbb_tenant;
GRANT SELECT ON TABLE app.dispute_message TO ksbb_gov;
GRANT SELECT ON TABLE app.dispute_message TO ksbb_worker;
GRANT SELECT,INSERT ON TABLE app.dispute_message TO ksbb_engine;

GRANT SELECT ON TABLE app.early_delivery TO ksbb_tenant;
GRANT SELECT ON TABLE app.early_delivery TO ksbb_gov;
GRANT SELECT ON TABLE app.early_delivery TO ksbb_worker;
GRANT SELECT,INSERT ON TABLE app.early_delivery TO ksbb_engine;

GRANT UPDATE(state) ON TABLE app.early_delivery TO ksbb_engine;

GRANT UPDATE(reason) ON TABLE app.early_delivery TO ksbb_engine;

GRANT SELECT ON TABLE app.evidence TO ksbb_tenant;
GRANT SELECT ON TABLE app.evidence TO ksbb_gov;
GRANT SELECT ON TABLE app.evidence TO ksbb_worker;
GRANT SELECT,INSERT ON TABLE app.evidence TO ksbb_engine;

GRANT UPDATE(handover_id) ON TABLE app.evidence TO ksbb_engine;

GRANT UPDATE(state) ON TABLE app.evidence TO ksbb_engine;

GRANT UPDATE(reason) ON TABLE app.evidence TO ksbb_engine;

GRANT UPDATE(deleted_at) ON TABLE app.evidence TO ksbb_worker;

GRANT SELECT ON TABLE app.field_count TO ksbb_tenant;
GRANT SELECT ON TABLE app.field_count TO ksbb_gov;
GRANT SELECT,INSERT ON TABLE app.field_count TO ksbb_engine;

GRANT SELECT ON TABLE app.field_entry TO ksbb_tenant;
GRANT SELECT ON TABLE app.field_entry TO ksbb_gov;
GRANT SELECT ON TABLE app.field_entry TO ksbb_worker;
GRANT SELECT,INSERT ON TABLE app.field_entry TO ksbb_engine;

GRANT UPDATE(state) ON TABLE app.field_entry TO ksbb_engine;

GRANT UPDATE(reason) ON TABLE app.field_entry TO ksbb_engine;

GRANT UPDATE(handover_id) ON TABLE app.field_entry TO ksbb_engine;

GRANT SELECT ON TABLE app.funding TO ksbb_tenant;
GRANT SELECT ON TABLE app.funding TO ksbb_gov;
GRANT SELECT ON TABLE app.funding TO ksbb_worker;
GRANT SELECT ON TABLE app.funding TO ksbb_engine;

GRANT INSERT(line_id) ON TABLE app.funding TO ksbb_tenant;

GRANT INSERT(pledge_id) ON TABLE app.funding TO ksbb_tenant;

GRANT INSERT(package_id) ON TABLE app.funding TO ksbb_tenant;

GRANT INSERT(contribution_id) ON TABLE app.funding TO ksbb_tenant;

GRANT INSERT(donor_id) ON TABLE app.funding TO ksbb_tenant;

GRANT INSERT(executor_id) ON TABLE app.funding TO ksbb_tenant;

GRANT INSERT(amount) ON TABLE app.funding TO ksbb_tenant;

GRANT INSERT(packages) ON TABLE app.funding TO ksbb_tenant;

GRANT UPDATE(released_on) ON TABLE app.funding TO ksbb_engine;

GRANT SELECT ON TABLE app.goods_receipt TO ksbb_tenant;
GRANT SELECT ON TABLE app.goods_receipt TO ksbb_gov;
GRANT SELECT ON TABLE app.goods_receipt TO ksbb_worker;
GRANT SELECT ON TABLE app.goods_receipt TO ksbb_engine;

GRANT INSERT(line_id) ON TABLE app.goods_receipt TO ksbb_tenant;
GRANT INSERT(line_id) ON TABLE app.goods_receipt TO ksbb_gov;

GRANT INSERT(pledge_id) ON TABLE app.goods_receipt TO ksbb_tenant;
GRANT INSERT(pledge_id) ON TABLE app.goods_receipt TO ksbb_gov;

GRANT INSERT(donor_id) ON TABLE app.goods_receipt TO ksbb_tenant;
GRANT INSERT(donor_id) ON TABLE app.goods_receipt TO ksbb_gov;

GRANT INSERT(executor_id) ON TABLE app.goods_receipt TO ksbb_tenant;
GRANT INSERT(executor_id) ON TABLE app.goods_receipt TO ksbb_gov;

GRANT INSERT(phase_id) ON TABLE app.goods_receipt TO ksbb_tenant;
GRANT INSERT(phase_id) ON TABLE app.goods_receipt TO ksbb_gov;

GRANT INSERT(package_id) ON TABLE app.goods_receipt TO ksbb_tenant;
GRANT INSERT(package_id) ON TABLE app.goods_receipt TO ksbb_gov;

GRANT INSERT(source) ON TABLE app.goods_receipt TO ksbb_tenant;
GRANT INSERT(source) ON TABLE app.goods_receipt TO ksbb_gov;

GRANT INSERT(quantity) ON TABLE app.goods_receipt TO ksbb_tenant;
GRANT INSERT(quantity) ON TABLE app.goods_receipt TO ksbb_gov;

GRANT INSERT(damaged) ON TABLE app.goods_receipt TO ksbb_tenant;
GRANT INSERT(damaged) ON TABLE app.goods_receipt TO ksbb_gov;

GRANT INSERT(supplier) ON TABLE app.goods_receipt TO ksbb_tenant;
GRANT INSERT(supplier) ON TABLE app.goods_receipt TO ksbb_gov;

GRANT INSERT(document) ON TABLE app.goods_receipt TO ksbb_tenant;
GRANT INSERT(document) ON TABLE app.goods_receipt TO ksbb_gov;

GRANT INSERT(price) ON TABLE app.goods_receipt TO ksbb_tenant;
GRANT INSERT(price) ON TABLE app.goods_receipt TO ksbb_gov;

GRANT INSERT(discrepancy_id) ON TABLE app.goods_receipt TO ksbb_tenant;
GRANT INSERT(discrepancy_id) ON TABLE app.goods_receipt TO ksbb_gov;

GRANT INSERT(received_on) ON TABLE app.goods_receipt TO ksbb_tenant;
GRANT INSERT(received_on) ON TABLE app.goods_receipt TO ksbb_gov;

GRANT INSERT(expires_on) ON TABLE app.goods_receipt TO ksbb_tenant;
GRANT INSERT(expires_on) ON TABLE app.goods_receipt TO ksbb_gov;

GRANT INSERT(note) ON TABLE app.goods_receipt TO ksbb_tenant;
GRANT INSERT(note) ON TABLE app.goods_receipt TO ksbb_gov;

GRANT INSERT(state),UPDATE(state) ON TABLE app.goods_receipt TO ksbb_tenant;
GRANT INSERT(state),UPDATE(state) ON TABLE app.goods_receipt TO ksbb_gov;

GRANT UPDATE(reason) ON TABLE app.goods_receipt TO ksbb_tenant;
GRANT UPDATE(reason) ON TABLE app.goods_receipt TO ksbb_gov;

GRANT INSERT(created_by) ON TABLE app.goods_receipt TO ksbb_tenant;
GRANT INSERT(created_by) ON TABLE app.goods_receipt TO ksbb_gov;

GRANT INSERT(late_reason) ON TABLE app.goods_receipt TO ksbb_tenant;
GRANT INSERT(late_reason) ON TABLE app.goods_receipt TO ksbb_gov;

GRANT SELECT ON TABLE app.handover TO ksbb_tenant;
GRANT SELECT ON TABLE app.handover TO ksbb_gov;
GRANT SELECT ON TABLE app.handover TO ksbb_worker;
GRANT SELECT,INSERT ON TABLE app.handover TO ksbb_engine;

GRANT UPDATE(state) ON TABLE app.handover TO ksbb_engine;

GRANT UPDATE(reason) ON TABLE app.handover TO ksbb_engine;

GRANT SELECT ON TABLE app.handover_count TO ksbb_tenant;
GRANT SELECT ON TABLE app.handover_count TO ksbb_gov;
GRANT SELECT ON TABLE app.handover_count TO ksbb_worker;
GRANT SELECT,INSERT ON TABLE app.handover_count TO ksbb_engine;

GRANT SELECT ON TABLE app.handover_line TO ksbb_tenant;
GRANT SELECT ON TABLE app.handover_line TO ksbb_gov;
GRANT SELECT ON TABLE app.handover_line TO ksbb_worker;
GRANT SELECT,INSERT ON TABLE app.handover_line TO ksbb_engine;

GRANT UPDATE(good) ON TABLE app.handover_line TO ksbb_engine;

GRANT UPDATE(damaged) ON TABLE app.handover_line TO ksbb_engine;

GRANT UPDATE(missing) ON TABLE app.handover_line TO ksbb_engine;

GRANT UPDATE(brought_back) ON TABLE app.handover_line TO ksbb_engine;

GRANT UPDATE(undecided) ON TABLE app.handover_line TO ksbb_engine;

GRANT UPDATE(spoiled) ON TABLE app.handover_line TO ksbb_engine;

GRANT SELECT ON TABLE app.handover_lot TO ksbb_tenant;
GRANT SELECT ON TABLE app.handover_lot TO ksbb_gov;
GRANT SELECT ON TABLE app.handover_lot TO ksbb_worker;
GRANT SELECT,INSERT ON TABLE app.handover_lot TO ksbb_engine;

GRANT UPDATE(good) ON TABLE app.handover_lot TO ksbb_engine;

GRANT UPDATE(damaged) ON TABLE app.handover_lot TO ksbb_engine;

GRANT UPDATE(missing) ON TABLE app.handover_lot TO ksbb_engine;

GRANT UPDATE(brought_back) ON TABLE app.handover_lot TO ksbb_engine;

GRANT UPDATE(undecided) ON TABLE app.handover_lot TO ksbb_engine;

GRANT UPDATE(spoiled) ON TABLE app.handover_lot TO ksbb_engine;

GRANT SELECT,INSERT ON TABLE app.idempotency TO ksbb_tenant;
GRANT SELECT,INSERT ON TABLE app.idempotency TO ksbb_gov;

GRANT UPDATE(result) ON TABLE app.idempotency TO ksbb_tenant;
GRANT UPDATE(result) ON TABLE app.idempotency TO ksbb_gov;

GRANT SELECT ON TABLE app.inbox_entry TO ksbb_tenant;
GRANT SELECT ON TABLE app.inbox_entry TO ksbb_gov;
GRANT SELECT ON TABLE app.inbox_entry TO ksbb_worker;

GRANT INSERT(person_id) ON TABLE app.inbox_entry TO ksbb_worker;

GRANT INSERT(organisation_id) ON TABLE app.inbox_entry TO ksbb_worker;

GRANT INSERT(kind) ON TABLE app.inbox_entry TO ksbb_worker;

GRANT INSERT(event) ON TABLE app.inbox_entry TO ksbb_worker;

GRANT INSERT(recorded) ON TABLE app.inbox_entry TO ksbb_worker;

GRANT UPDATE(read_at) ON TABLE app.inbox_entry TO ksbb_tenant;
GRANT UPDATE(read_at) ON TABLE app.inbox_entry TO ksbb_gov;

GRANT INSERT(by_id) ON TABLE app.inbox_entry TO ksbb_worker;

GRANT INSERT(pledge_id) ON TABLE app.inbox_entry TO ksbb_worker;

GRANT INSERT(contribution_id) ON TABLE app.inbox_entry TO ksbb_worker;

GRANT INSERT(shipment_id) ON TABLE app.inbox_entry TO ksbb_worker;

GRANT INSERT(handover_id) ON TABLE app.inbox_entry TO ksbb_worker;

GRANT INSERT(unit_id) ON TABLE app.inbox_entry TO ksbb_worker;

GRANT INSERT(subject_id) ON TABLE app.inbox_entry TO ksbb_worker;

GRANT INSERT(packages) ON TABLE app.inbox_entry TO ksbb_worker;

GRANT INSERT(amount) ON TABLE app.inbox_entry TO ksbb_worker;

GRANT INSERT(day) ON TABLE app.inbox_entry TO ksbb_worker;

GRANT INSERT(days) ON TABLE app.inbox_entry TO ksbb_worker;

GRANT INSERT(detail) ON TABLE app.inbox_entry TO ksbb_worker;

GRANT SELECT ON TABLE app.load TO ksbb_tenant;
GRANT SELECT ON TABLE app.load TO ksbb_gov;
GRANT SELECT ON TABLE app.load TO ksbb_worker;
GRANT SELECT,INSERT ON TABLE app.load TO ksbb_engine;

GRANT UPDATE(quantity) ON TABLE app.load TO ksbb_engine;

GRANT UPDATE(dispatched) ON TABLE app.load TO ksbb_engine;

GRANT UPDATE(cancelled) ON TABLE app.load TO ksbb_engine;

GRANT SELECT ON TABLE app.load_lot TO ksbb_tenant;
GRANT SELECT ON TABLE app.load_lot TO ksbb_gov;
GRANT SELECT ON TABLE app.load_lot TO ksbb_worker;
GRANT SELECT,INSERT ON TABLE app.load_lot TO ksbb_engine;

GRANT SELECT ON TABLE app.look TO ksbb_tenant;
GRANT SELECT ON TABLE app.look TO ksbb_gov;
GRANT SELECT ON TABLE app.look TO ksbb_worker;
GRANT SELECT,INSERT ON TABLE app.look TO ksbb_engine;

GRANT SELECT ON TABLE app.look_count TO ksbb_tenant;
GRANT SELECT ON TABLE app.look_count TO ksbb_gov;
GRANT SELECT ON TABLE app.look_count TO ksbb_worker;
GRANT SELECT,INSERT ON TABLE app.look_count TO ksbb_engine;

GRANT SELECT ON TABLE app.lot TO ksbb_tenant;
GRANT SELECT ON TABLE app.lot TO ksbb_gov;
GRANT SELECT ON TABLE app.lot TO ksbb_worker;
GRANT SELECT,INSERT ON TABLE app.lot TO ksbb_engine;

GRANT UPDATE(stock) ON TABLE app.lot TO ksbb_engine;

GRANT SELECT ON TABLE app.mail TO ksbb_engine;
GRANT SELECT,DELETE ON TABLE app.mail TO ksbb_worker;

GRANT INSERT(recipient) ON TABLE app.mail TO ksbb_engine;
GRANT INSERT(recipient) ON TABLE app.mail TO ksbb_worker;

GRANT INSERT(template) ON TABLE app.mail TO ksbb_engine;
GRANT INSERT(template) ON TABLE app.mail TO ksbb_worker;

GRANT INSERT(facts) ON TABLE app.mail TO ksbb_engine;
GRANT INSERT(facts),UPDATE(facts) ON TABLE app.mail TO ksbb_worker;

GRANT INSERT(event) ON TABLE app.mail TO ksbb_engine;
GRANT INSERT(event) ON TABLE app.mail TO ksbb_worker;

GRANT UPDATE(state) ON TABLE app.mail TO ksbb_worker;

GRANT UPDATE(due) ON TABLE app.mail TO ksbb_worker;

GRANT INSERT(expires_at) ON TABLE app.mail TO ksbb_engine;
GRANT INSERT(expires_at) ON TABLE app.mail TO ksbb_worker;

GRANT UPDATE(attempts) ON TABLE app.mail TO ksbb_worker;

GRANT UPDATE(error) ON TABLE app.mail TO ksbb_worker;

GRANT UPDATE(done_at) ON TABLE app.mail TO ksbb_worker;

GRANT SELECT ON TABLE app.membership TO ksbb_tenant;
GRANT SELECT ON TABLE app.membership TO ksbb_gov;
GRANT SELECT,INSERT ON TABLE app.membership TO ksbb_engine;
GRANT SELECT,INSERT ON TABLE app.membership TO ksbb_worker;

GRANT UPDATE(role) ON TABLE app.membership TO ksbb_tenant;
GRANT UPDATE(role) ON TABLE app.membership TO ksbb_gov;
GRANT UPDATE(role) ON TABLE app.membership TO ksbb_engine;

GRANT UPDATE(ends_on) ON TABLE app.membership TO ksbb_tenant;
GRANT UPDATE(ends_on) ON TABLE app.membership TO ksbb_gov;
GRANT UPDATE(ends_on) ON TABLE app.membership TO ksbb_engine;

GRANT SELECT ON TABLE app.need_target TO ksbb_gov;
GRANT SELECT ON TABLE app.need_target TO ksbb_worker;
GRANT SELECT,INSERT ON TABLE app.need_target TO ksbb_engine;

GRANT SELECT ON TABLE app.notification_setting TO ksbb_tenant;
GRANT SELECT ON TABLE app.notification_setting TO ksbb_gov;
GRANT SELECT ON TABLE app.notification_setting TO ksbb_worker;

GRANT INSERT(person_id) ON TABLE app.notification_setting TO ksbb_tenant;
GRANT INSERT(person_id) ON TABLE app.notification_setting TO ksbb_gov;

GRANT INSERT(kind) ON TABLE app.notification_setting TO ksbb_tenant;
GRANT INSERT(kind) ON TABLE app.notification_setting TO ksbb_gov;

GRANT INSERT(inbox),UPDATE(inbox) ON TABLE app.notification_setting TO ksbb_tenant;
GRANT INSERT(inbox),UPDATE(inbox) ON TABLE app.notification_setting TO ksbb_gov;

GRANT INSERT(mail),UPDATE(mail) ON TABLE app.notification_setting TO ksbb_tenant;
GRANT INSERT(mail),UPDATE(mail) ON TABLE app.notification_setting TO ksbb_gov;

GRANT SELECT ON TABLE app.officer_area TO ksbb_gov;
GRANT SELECT ON TABLE app.officer_area TO ksbb_tenant;
GRANT SELECT ON TABLE app.officer_area TO ksbb_engine;
GRANT SELECT ON TABLE app.officer_area TO ksbb_worker;

GRANT INSERT(person_id) ON TABLE app.officer_area TO ksbb_gov;
GRANT INSERT(person_id) ON TABLE app.officer_area TO ksbb_engine;

GRANT INSERT(area_id) ON TABLE app.officer_area TO ksbb_gov;
GRANT INSERT(area_id) ON TABLE app.officer_area TO ksbb_engine;

GRANT INSERT(created_by) ON TABLE app.officer_area TO ksbb_gov;
GRANT INSERT(created_by) ON TABLE app.officer_area TO ksbb_engine;

GRANT UPDATE(ended_on) ON TABLE app.officer_area TO ksbb_gov;
GRANT UPDATE(ended_on) ON TABLE app.officer_area TO ksbb_engine;

GRANT SELECT ON TABLE app.organisation TO ksbb_tenant;
GRANT SELECT ON TABLE app.organisation TO ksbb_gov;
GRANT SELECT,INSERT ON TABLE app.organisation TO ksbb_engine;
GRANT SELECT,INSERT ON TABLE app.organisation TO ksbb_worker;

GRANT UPDATE(name) ON TABLE app.organisation TO ksbb_gov;

GRANT UPDATE(is_example) ON TABLE app.organisation TO ksbb_gov;

GRANT UPDATE(about) ON TABLE app.organisation TO ksbb_tenant;
GRANT UPDATE(about) ON TABLE app.organisation TO ksbb_gov;

GRANT UPDATE(contact_email) ON TABLE app.organisation TO ksbb_tenant;
GRANT UPDATE(contact_email) ON TABLE app.organisation TO ksbb_gov;

GRANT UPDATE(contact_phone) ON TABLE app.organisation TO ksbb_tenant;
GRANT UPDATE(contact_phone) ON TABLE app.organisation TO ksbb_gov;

GRANT UPDATE(state) ON TABLE app.organisation TO ksbb_gov;

GRANT UPDATE(reason) ON TABLE app.organisation TO ksbb_gov;

GRANT SELECT ON TABLE app.outbox TO ksbb_worker;

GRANT INSERT(event) ON TABLE app.outbox TO ksbb_engine;
GRANT INSERT(event) ON TABLE app.outbox TO ksbb_worker;

GRANT INSERT(kind) ON TABLE app.outbox TO ksbb_engine;
GRANT INSERT(kind) ON TABLE app.outbox TO ksbb_worker;

GRANT INSERT(tenant_id) ON TABLE app.outbox TO ksbb_engine;
GRANT INSERT(tenant_id) ON TABLE app.outbox TO ksbb_worker;

GRANT INSERT(counterparty_id) ON TABLE app.outbox TO ksbb_engine;
GRANT INSERT(counterparty_id) ON TABLE app.outbox TO ksbb_worker;

GRANT INSERT(thing) ON TABLE app.outbox TO ksbb_engine;
GRANT INSERT(thing) ON TABLE app.outbox TO ksbb_worker;

GRANT INSERT(thing_id) ON TABLE app.outbox TO ksbb_engine;
GRANT INSERT(thing_id) ON TABLE app.outbox TO ksbb_worker;

GRANT INSERT(payload) ON TABLE app.outbox TO ksbb_engine;
GRANT INSERT(payload) ON TABLE app.outbox TO ksbb_worker;

GRANT UPDATE(handled_at) ON TABLE app.outbox TO ksbb_worker;

GRANT UPDATE(attempts) ON TABLE app.outbox TO ksbb_worker;

GRANT UPDATE(due) ON TABLE app.outbox TO ksbb_worker;

GRANT UPDATE(error) ON TABLE app.outbox TO ksbb_worker;

GRANT SELECT ON TABLE app.permit TO ksbb_tenant;
GRANT SELECT ON TABLE app.permit TO ksbb_gov;
GRANT SELECT ON TABLE app.permit TO ksbb_worker;
GRANT SELECT ON TABLE app.permit TO ksbb_engine;

GRANT INSERT(aggregator_id) ON TABLE app.permit TO ksbb_tenant;

GRANT INSERT(number) ON TABLE app.permit TO ksbb_tenant;

GRANT INSERT(issuer) ON TABLE app.permit TO ksbb_tenant;

GRANT INSERT(starts_on) ON TABLE app.permit TO ksbb_tenant;

GRANT INSERT(ends_on) ON TABLE app.permit TO ksbb_tenant;

GRANT INSERT(cost_cap) ON TABLE app.permit TO ksbb_tenant;

GRANT INSERT(state) ON TABLE app.permit TO ksbb_tenant;
GRANT UPDATE(state) ON TABLE app.permit TO ksbb_gov;
GRANT UPDATE(state) ON TABLE app.permit TO ksbb_worker;

GRANT UPDATE(reason) ON TABLE app.permit TO ksbb_gov;
GRANT UPDATE(reason) ON TABLE app.permit TO ksbb_worker;

GRANT INSERT(created_by) ON TABLE app.permit TO ksbb_tenant;

GRANT UPDATE(warned_days) ON TABLE app.permit TO ksbb_worker;

GRANT SELECT ON TABLE app.person TO ksbb_tenant;
GRANT SELECT ON TABLE app.person TO ksbb_gov;
GRANT SELECT,INSERT ON TABLE app.person TO ksbb_engine;
GRANT SELECT,INSERT ON TABLE app.person TO ksbb_worker;

GRANT UPDATE(name) ON TABLE app.person TO ksbb_tenant;
GRANT UPDATE(name) ON TABLE app.person TO ksbb_gov;

GRANT UPDATE(locale) ON TABLE app.person TO ksbb_tenant;
GRANT UPDATE(locale) ON TABLE app.person TO ksbb_gov;

GRANT SELECT ON TABLE app.pledge TO ksbb_tenant;
GRANT SELECT ON TABLE app.pledge TO ksbb_gov;
GRANT SELECT ON TABLE app.pledge TO ksbb_worker;
GRANT SELECT ON TABLE app.pledge TO ksbb_engine;

GRANT INSERT(donor_id) ON TABLE app.pledge TO ksbb_tenant;

GRANT INSERT(executor_id) ON TABLE app.pledge TO ksbb_tenant;

GRANT INSERT(aggregator_id) ON TABLE app.pledge TO ksbb_tenant;

GRANT INSERT(channel) ON TABLE app.pledge TO ksbb_tenant;

GRANT INSERT(phase_id) ON TABLE app.pledge TO ksbb_tenant;

GRANT INSERT(state),UPDATE(state) ON TABLE app.pledge TO ksbb_tenant;
GRANT UPDATE(state) ON TABLE app.pledge TO ksbb_gov;
GRANT UPDATE(state) ON TABLE app.pledge TO ksbb_engine;

GRANT UPDATE(reason) ON TABLE app.pledge TO ksbb_tenant;
GRANT UPDATE(reason) ON TABLE app.pledge TO ksbb_gov;
GRANT UPDATE(reason) ON TABLE app.pledge TO ksbb_engine;

GRANT INSERT(note) ON TABLE app.pledge TO ksbb_tenant;

GRANT INSERT(statement) ON TABLE app.pledge TO ksbb_tenant;

GRANT INSERT(created_by) ON TABLE app.pledge TO ksbb_tenant;

GRANT SELECT ON TABLE app.pledge_line TO ksbb_tenant;
GRANT SELECT ON TABLE app.pledge_line TO ksbb_gov;
GRANT SELECT ON TABLE app.pledge_line TO ksbb_worker;
GRANT SELECT ON TABLE app.pledge_line TO ksbb_engine;

GRANT INSERT(pledge_id) ON TABLE app.pledge_line TO ksbb_tenant;

GRANT INSERT(donor_id) ON TABLE app.pledge_line TO ksbb_tenant;

GRANT INSERT(executor_id) ON TABLE app.pledge_line TO ksbb_tenant;

GRANT INSERT(phase_id) ON TABLE app.pledge_line TO ksbb_tenant;

GRANT INSERT(package_id) ON TABLE app.pledge_line TO ksbb_tenant;

GRANT INSERT(version_id) ON TABLE app.pledge_line TO ksbb_tenant;

GRANT INSERT(quantity) ON TABLE app.pledge_line TO ksbb_tenant;

GRANT UPDATE(allocated) ON TABLE app.pledge_line TO ksbb_engine;

GRANT UPDATE(stocked) ON TABLE app.pledge_line TO ksbb_engine;

GRANT UPDATE(replaced) ON TABLE app.pledge_line TO ksbb_engine;

GRANT SELECT ON TABLE app.proof TO ksbb_tenant;
GRANT SELECT ON TABLE app.proof TO ksbb_gov;
GRANT SELECT ON TABLE app.proof TO ksbb_worker;
GRANT SELECT,INSERT ON TABLE app.proof TO ksbb_engine;

GRANT UPDATE(handover_id) ON TABLE app.proof TO ksbb_engine;

GRANT UPDATE(superseded_by) ON TABLE app.proof TO ksbb_engine;

GRANT SELECT ON TABLE app.proof_count TO ksbb_tenant;
GRANT SELECT ON TABLE app.proof_count TO ksbb_gov;
GRANT SELECT ON TABLE app.proof_count TO ksbb_worker;
GRANT SELECT,INSERT ON TABLE app.proof_count TO ksbb_engine;

GRANT SELECT,INSERT ON TABLE app.proposal TO ksbb_engine;
GRANT SELECT ON TABLE app.proposal TO ksbb_worker;

GRANT SELECT(id) ON TABLE app.proposal TO ksbb_tenant;
GRANT SELECT(id) ON TABLE app.proposal TO ksbb_gov;

GRANT SELECT(code) ON TABLE app.proposal TO ksbb_tenant;
GRANT SELECT(code) ON TABLE app.proposal TO ksbb_gov;

GRANT SELECT(pemprov_id) ON TABLE app.proposal TO ksbb_tenant;
GRANT SELECT(pemprov_id) ON TABLE app.proposal TO ksbb_gov;

GRANT SELECT(unit_id) ON TABLE app.proposal TO ksbb_tenant;
GRANT SELECT(unit_id) ON TABLE app.proposal TO ksbb_gov;

GRANT SELECT(families) ON TABLE app.proposal TO ksbb_tenant;
GRANT SELECT(families) ON TABLE app.proposal TO ksbb_gov;

GRANT SELECT(people) ON TABLE app.proposal TO ksbb_tenant;
GRANT SELECT(people) ON TABLE app.proposal TO ksbb_gov;

GRANT SELECT(source) ON TABLE app.proposal TO ksbb_tenant;
GRANT SELECT(source) ON TABLE app.proposal TO ksbb_gov;

GRANT SELECT(day) ON TABLE app.proposal TO ksbb_tenant;
GRANT SELECT(day) ON TABLE app.proposal TO ksbb_gov;

GRANT SELECT(remark) ON TABLE app.proposal TO ksbb_tenant;
GRANT SELECT(remark) ON TABLE app.proposal TO ksbb_gov;

GRANT SELECT(state) ON TABLE app.proposal TO ksbb_tenant;
GRANT SELECT(state),UPDATE(state) ON TABLE app.proposal TO ksbb_gov;

GRANT SELECT(reason) ON TABLE app.proposal TO ksbb_tenant;
GRANT SELECT(reason),UPDATE(reason) ON TABLE app.proposal TO ksbb_gov;

GRANT SELECT(previous_snapshot_id) ON TABLE app.proposal TO ksbb_tenant;
GRANT SELECT(previous_snapshot_id) ON TABLE app.proposal TO ksbb_gov;

GRANT SELECT(snapshot_id) ON TABLE app.proposal TO ksbb_tenant;
GRANT SELECT(snapshot_id),UPDATE(snapshot_id) ON TABLE app.proposal TO ksbb_gov;

GRANT SELECT(received_at) ON TABLE app.proposal TO ksbb_tenant;
GRANT SELECT(received_at) ON TABLE app.proposal TO ksbb_gov;

GRANT SELECT ON TABLE app.reassignment TO ksbb_tenant;
GRANT SELECT ON TABLE app.reassignment TO ksbb_gov;
GRANT SELECT ON TABLE app.reassignment TO ksbb_worker;
GRANT SELECT,INSERT ON TABLE app.reassignment TO ksbb_engine;

GRANT UPDATE(state) ON TABLE app.reassignment TO ksbb_engine;

GRANT UPDATE(reason) ON TABLE app.reassignment TO ksbb_engine;

GRANT SELECT ON TABLE app.reporter TO ksbb_tenant;
GRANT SELECT ON TABLE app.reporter TO ksbb_gov;
GRANT SELECT,INSERT,DELETE ON TABLE app.reporter TO ksbb_engine;
GRANT SELECT ON TABLE app.reporter TO ksbb_worker;

GRANT UPDATE(kept_until) ON TABLE app.reporter TO ksbb_engine;

GRANT SELECT,INSERT ON TABLE app.seal TO ksbb_engine;
GRANT SELECT ON TABLE app.seal TO ksbb_worker;
GRANT SELECT ON TABLE app.seal TO ksbb_gov;

GRANT SELECT,INSERT ON TABLE app.shift TO ksbb_engine;

GRANT SELECT(id) ON TABLE app.shift TO ksbb_tenant;
GRANT SELECT(id) ON TABLE app.shift TO ksbb_gov;

GRANT SELECT(executor_id) ON TABLE app.shift TO ksbb_tenant;
GRANT SELECT(executor_id) ON TABLE app.shift TO ksbb_gov;

GRANT SELECT(label) ON TABLE app.shift TO ksbb_tenant;
GRANT SELECT(label) ON TABLE app.shift TO ksbb_gov;

GRANT SELECT(created_at) ON TABLE app.shift TO ksbb_tenant;
GRANT SELECT(created_at) ON TABLE app.shift TO ksbb_gov;

GRANT SELECT(ends_at) ON TABLE app.shift TO ksbb_tenant;
GRANT SELECT(ends_at) ON TABLE app.shift TO ksbb_gov;

GRANT SELECT(revoked_at) ON TABLE app.shift TO ksbb_tenant;
GRANT SELECT(revoked_at) ON TABLE app.shift TO ksbb_gov;
GRANT UPDATE(revoked_at) ON TABLE app.shift TO ksbb_engine;

GRANT SELECT(created_by) ON TABLE app.shift TO ksbb_tenant;
GRANT SELECT(created_by) ON TABLE app.shift TO ksbb_gov;

GRANT SELECT ON TABLE app.shift_shipment TO ksbb_tenant;
GRANT SELECT ON TABLE app.shift_shipment TO ksbb_gov;
GRANT SELECT,INSERT ON TABLE app.shift_shipment TO ksbb_engine;

GRANT SELECT ON TABLE app.slip TO ksbb_worker;
GRANT SELECT,INSERT ON TABLE app.slip TO ksbb_engine;

GRANT SELECT(id) ON TABLE app.slip TO ksbb_gov;
GRANT SELECT(id) ON TABLE app.slip TO ksbb_tenant;

GRANT SELECT(unit_id) ON TABLE app.slip TO ksbb_gov;
GRANT SELECT(unit_id) ON TABLE app.slip TO ksbb_tenant;

GRANT SELECT(phase_id) ON TABLE app.slip TO ksbb_gov;
GRANT SELECT(phase_id) ON TABLE app.slip TO ksbb_tenant;

GRANT SELECT(area_id) ON TABLE app.slip TO ksbb_gov;
GRANT SELECT(area_id) ON TABLE app.slip TO ksbb_tenant;

GRANT UPDATE(token_hash) ON TABLE app.slip TO ksbb_engine;

GRANT SELECT(printed_on) ON TABLE app.slip TO ksbb_gov;
GRANT SELECT(printed_on) ON TABLE app.slip TO ksbb_tenant;

GRANT SELECT(printed_by) ON TABLE app.slip TO ksbb_gov;
GRANT SELECT(printed_by) ON TABLE app.slip TO ksbb_tenant;

GRANT SELECT(void_on) ON TABLE app.slip TO ksbb_gov;
GRANT SELECT(void_on) ON TABLE app.slip TO ksbb_tenant;
GRANT UPDATE(void_on) ON TABLE app.slip TO ksbb_engine;

GRANT SELECT ON TABLE app.step TO ksbb_tenant;
GRANT SELECT ON TABLE app.step TO ksbb_gov;
GRANT SELECT,INSERT ON TABLE app.step TO ksbb_engine;
GRANT SELECT ON TABLE app.step TO ksbb_worker;

GRANT SELECT ON TABLE app.transition TO ksbb_engine;
GRANT SELECT ON TABLE app.transition TO ksbb_worker;
GRANT SELECT ON TABLE app.transition TO ksbb_gov;
GRANT SELECT ON TABLE app.transition TO ksbb_tenant;

GRANT SELECT,INSERT ON TABLE app.unit_contact TO ksbb_engine;

GRANT SELECT(id) ON TABLE app.unit_contact TO ksbb_gov;
GRANT SELECT(id) ON TABLE app.unit_contact TO ksbb_tenant;
GRANT SELECT(id) ON TABLE app.unit_contact TO ksbb_worker;

GRANT SELECT(unit_id) ON TABLE app.unit_contact TO ksbb_gov;
GRANT SELECT(unit_id) ON TABLE app.unit_contact TO ksbb_tenant;
GRANT SELECT(unit_id) ON TABLE app.unit_contact TO ksbb_worker;

GRANT SELECT(area_id) ON TABLE app.unit_contact TO ksbb_gov;
GRANT SELECT(area_id) ON TABLE app.unit_contact TO ksbb_tenant;
GRANT SELECT(area_id) ON TABLE app.unit_contact TO ksbb_worker;

GRANT UPDATE(name) ON TABLE app.unit_contact TO ksbb_engine;

GRANT UPDATE(role) ON TABLE app.unit_contact TO ksbb_engine;

GRANT UPDATE(phone) ON TABLE app.unit_contact TO ksbb_engine;

GRANT SELECT(since) ON TABLE app.unit_contact TO ksbb_gov;
GRANT SELECT(since) ON TABLE app.unit_contact TO ksbb_tenant;
GRANT SELECT(since) ON TABLE app.unit_contact TO ksbb_worker;

GRANT SELECT(ended_on) ON TABLE app.unit_contact TO ksbb_gov;
GRANT SELECT(ended_on) ON TABLE app.unit_contact TO ksbb_tenant;
GRANT SELECT(ended_on) ON TABLE app.unit_contact TO ksbb_worker;
GRANT UPDATE(ended_on) ON TABLE app.unit_contact TO ksbb_engine;

GRANT SELECT(created_by) ON TABLE app.unit_contact TO ksbb_gov;
GRANT SELECT(created_by) ON TABLE app.unit_contact TO ksbb_tenant;
GRANT SELECT(created_by) ON TABLE app.unit_contact TO ksbb_worker;

GRANT SELECT ON TABLE app.verification TO ksbb_tenant;
GRANT SELECT ON TABLE app.verification TO ksbb_gov;
GRANT SELECT ON TABLE app.verification TO ksbb_worker;
GRANT SELECT,INSERT ON TABLE app.verification TO ksbb_engine;

GRANT UPDATE(state) ON TABLE app.verification TO ksbb_engine;

GRANT UPDATE(reason) ON TABLE app.verification TO ksbb_engine;

GRANT UPDATE(verifier_id) ON TABLE app.verification TO ksbb_engine;

GRANT SELECT ON TABLE app.withdrawal TO ksbb_tenant;
GRANT SELECT ON TABLE app.withdrawal TO ksbb_gov;
GRANT SELECT ON TABLE app.withdrawal TO ksbb_worker;
GRANT SELECT,INSERT ON TABLE app.withdrawal TO ksbb_engine;

GRANT UPDATE(state) ON TABLE app.withdrawal TO ksbb_engine;

GRANT UPDATE(reason) ON TABLE app.withdrawal TO ksbb_engine;

GRANT UPDATE(answered_on) ON TABLE app.withdrawal TO ksbb_engine;

GRANT UPDATE(packages) ON TABLE app.withdrawal TO ksbb_engine;

GRANT SELECT ON TABLE ledger.account TO ksbb_tenant;
GRANT SELECT ON TABLE ledger.account TO ksbb_gov;
GRANT SELECT ON TABLE ledger.account TO ksbb_worker;
GRANT SELECT ON TABLE ledger.account TO ksbb_engine;

GRANT INSERT(book) ON TABLE ledger.account TO ksbb_engine;

GRANT INSERT(tenant_id) ON TABLE ledger.account TO ksbb_engine;

GRANT INSERT(counterparty_id) ON TABLE ledger.account TO ksbb_engine;

GRANT INSERT(kind) ON TABLE ledger.account TO ksbb_engine;

GRANT INSERT(commodity) ON TABLE ledger.account TO ksbb_engine;

GRANT INSERT(subject) ON TABLE ledger.account TO ksbb_engine;

GRANT UPDATE(balance) ON TABLE ledger.account TO ksbb_engine;

GRANT SELECT ON TABLE ledger.journal TO ksbb_tenant;
GRANT SELECT ON TABLE ledger.journal TO ksbb_gov;
GRANT SELECT ON TABLE ledger.journal TO ksbb_worker;
GRANT SELECT ON TABLE ledger.journal TO ksbb_engine;

GRANT INSERT(tenant_id) ON TABLE ledger.journal TO ksbb_engine;

GRANT INSERT(counterparty_id) ON TABLE ledger.journal TO ksbb_engine;

GRANT INSERT(action) ON TABLE ledger.journal TO ksbb_engine;

GRANT INSERT(thing) ON TABLE ledger.journal TO ksbb_engine;

GRANT INSERT(thing_id) ON TABLE ledger.journal TO ksbb_engine;

GRANT INSERT(effective) ON TABLE ledger.journal TO ksbb_engine;

GRANT INSERT(reverses) ON TABLE ledger.journal TO ksbb_engine;

GRANT INSERT(reason) ON TABLE ledger.journal TO ksbb_engine;

GRANT SELECT ON TABLE ledger.transfer TO ksbb_tenant;
GRANT SELECT ON TABLE ledger.transfer TO ksbb_gov;
GRANT SELECT ON TABLE ledger.transfer TO ksbb_worker;
GRANT SELECT ON TABLE ledger.transfer TO ksbb_engine;

GRANT INSERT(journal_id) ON TABLE ledger.transfer TO ksbb_engine;

GRANT INSERT(book) ON TABLE ledger.transfer TO ksbb_engine;

GRANT INSERT(commodity) ON TABLE ledger.transfer TO ksbb_engine;

GRANT INSERT(quantity) ON TABLE ledger.transfer TO ksbb_engine;

GRANT INSERT(from_account) ON TABLE ledger.transfer TO ksbb_engine;

GRANT INSERT(from_tenant) ON TABLE ledger.transfer TO ksbb_engine;

GRANT INSERT(from_counterparty) ON TABLE ledger.transfer TO ksbb_engine;

GRANT INSERT(to_account) ON TABLE ledger.transfer TO ksbb_engine;

GRANT INSERT(to_tenant) ON TABLE ledger.transfer TO ksbb_engine;

GRANT INSERT(to_counterparty) ON TABLE ledger.transfer TO ksbb_engine;

GRANT SELECT ON TABLE ledger.posting TO ksbb_tenant;
GRANT SELECT ON TABLE ledger.posting TO ksbb_gov;
GRANT SELECT ON TABLE ledger.posting TO ksbb_worker;
GRANT SELECT ON TABLE ledger.posting TO ksbb_engine;

GRANT SELECT ON TABLE pub.area TO ksbb_public;
GRANT SELECT ON TABLE pub.area TO ksbb_tenant;
GRANT SELECT,INSERT ON TABLE pub.area TO ksbb_gov;
GRANT SELECT,INSERT ON TABLE pub.area TO ksbb_worker;
GRANT SELECT ON TABLE pub.area TO ksbb_engine;

GRANT UPDATE(level) ON TABLE pub.area TO ksbb_gov;
GRANT UPDATE(level) ON TABLE pub.area TO ksbb_worker;

GRANT UPDATE(name) ON TABLE pub.area TO ksbb_gov;
GRANT UPDATE(name) ON TABLE pub.area TO ksbb_worker;

GRANT UPDATE(kabupaten) ON TABLE pub.area TO ksbb_gov;
GRANT UPDATE(kabupaten) ON TABLE pub.area TO ksbb_worker;

GRANT UPDATE(parent_id) ON TABLE pub.area TO ksbb_gov;
GRANT UPDATE(parent_id) ON TABLE pub.area TO ksbb_worker;

GRANT UPDATE(provinsi_id) ON TABLE pub.area TO ksbb_gov;
GRANT UPDATE(provinsi_id) ON TABLE pub.area TO ksbb_worker;

GRANT UPDATE(kota_id) ON TABLE pub.area TO ksbb_gov;
GRANT UPDATE(kota_id) ON TABLE pub.area TO ksbb_worker;

GRANT UPDATE(kecamatan_id) ON TABLE pub.area TO ksbb_gov;
GRANT UPDATE(kecamatan_id) ON TABLE pub.area TO ksbb_worker;

GRANT UPDATE(point) ON TABLE pub.area TO ksbb_gov;
GRANT UPDATE(point) ON TABLE pub.area TO ksbb_worker;

GRANT UPDATE(boundary) ON TABLE pub.area TO ksbb_gov;
GRANT UPDATE(boundary) ON TABLE pub.area TO ksbb_worker;

GRANT UPDATE(boundary_source) ON TABLE pub.area TO ksbb_gov;
GRANT UPDATE(boundary_source) ON TABLE pub.area TO ksbb_worker;

GRANT SELECT ON TABLE pub.clock TO ksbb_public;
GRANT SELECT ON TABLE pub.clock TO ksbb_tenant;
GRANT SELECT ON TABLE pub.clock TO ksbb_gov;
GRANT SELECT ON TABLE pub.clock TO ksbb_worker;
GRANT SELECT ON TABLE pub.clock TO ksbb_engine;

GRANT UPDATE(demo) ON TABLE pub.clock TO ksbb_engine;

GRANT UPDATE(shift) ON TABLE pub.clock TO ksbb_engine;

GRANT SELECT ON TABLE pub.commitment TO ksbb_public;
GRANT SELECT ON TABLE pub.commitment TO ksbb_tenant;
GRANT SELECT ON TABLE pub.commitment TO ksbb_gov;
GRANT SELECT ON TABLE pub.commitment TO ksbb_worker;
GRANT SELECT,INSERT ON TABLE pub.commitment TO ksbb_engine;

GRANT UPDATE(released_on) ON TABLE pub.commitment TO ksbb_engine;

GRANT UPDATE(released_recorded) ON TABLE pub.commitment TO ksbb_engine;

GRANT SELECT ON TABLE pub.delivery TO ksbb_public;
GRANT SELECT ON TABLE pub.delivery TO ksbb_tenant;
GRANT SELECT ON TABLE pub.delivery TO ksbb_gov;
GRANT SELECT ON TABLE pub.delivery TO ksbb_worker;
GRANT SELECT,INSERT ON TABLE pub.delivery TO ksbb_engine;

GRANT UPDATE(state) ON TABLE pub.delivery TO ksbb_engine;

GRANT UPDATE(good) ON TABLE pub.delivery TO ksbb_engine;

GRANT UPDATE(damaged) ON TABLE pub.delivery TO ksbb_engine;

GRANT UPDATE(missing) ON TABLE pub.delivery TO ksbb_engine;

GRANT UPDATE(brought_back) ON TABLE pub.delivery TO ksbb_engine;

GRANT UPDATE(received) ON TABLE pub.delivery TO ksbb_engine;

GRANT UPDATE(happened_on) ON TABLE pub.delivery TO ksbb_engine;

GRANT UPDATE(received_on) ON TABLE pub.delivery TO ksbb_engine;

GRANT UPDATE(proven_by) ON TABLE pub.delivery TO ksbb_engine;

GRANT UPDATE(proven_how) ON TABLE pub.delivery TO ksbb_engine;

GRANT UPDATE(verified_on) ON TABLE pub.delivery TO ksbb_engine;

GRANT UPDATE(unsettled) ON TABLE pub.delivery TO ksbb_engine;

GRANT UPDATE(corrected) ON TABLE pub.delivery TO ksbb_engine;

GRANT UPDATE(received_before) ON TABLE pub.delivery TO ksbb_engine;

GRANT UPDATE(late) ON TABLE pub.delivery TO ksbb_engine;

GRANT UPDATE(recorded_late_on) ON TABLE pub.delivery TO ksbb_engine;

GRANT SELECT ON TABLE pub.gift TO ksbb_public;
GRANT SELECT ON TABLE pub.gift TO ksbb_tenant;
GRANT SELECT ON TABLE pub.gift TO ksbb_gov;
GRANT SELECT ON TABLE pub.gift TO ksbb_worker;
GRANT SELECT,INSERT ON TABLE pub.gift TO ksbb_engine;

GRANT SELECT ON TABLE pub.ladder TO ksbb_public;
GRANT SELECT ON TABLE pub.ladder TO ksbb_tenant;
GRANT SELECT ON TABLE pub.ladder TO ksbb_gov;
GRANT SELECT ON TABLE pub.ladder TO ksbb_worker;
GRANT SELECT,INSERT ON TABLE pub.ladder TO ksbb_engine;

GRANT UPDATE(quantity) ON TABLE pub.ladder TO ksbb_engine;

GRANT SELECT ON TABLE pub.ladder_change TO ksbb_public;
GRANT SELECT ON TABLE pub.ladder_change TO ksbb_tenant;
GRANT SELECT ON TABLE pub.ladder_change TO ksbb_gov;
GRANT SELECT ON TABLE pub.ladder_change TO ksbb_worker;
GRANT SELECT,INSERT,DELETE ON TABLE pub.ladder_change TO ksbb_engine;

GRANT SELECT ON TABLE pub.map_version TO ksbb_public;
GRANT SELECT ON TABLE pub.map_version TO ksbb_tenant;
GRANT SELECT ON TABLE pub.map_version TO ksbb_gov;
GRANT SELECT ON TABLE pub.map_version TO ksbb_worker;
GRANT SELECT ON TABLE pub.map_version TO ksbb_engine;

GRANT UPDATE(version) ON TABLE pub.map_version TO ksbb_engine;

GRANT SELECT ON TABLE pub.need TO ksbb_public;
GRANT SELECT ON TABLE pub.need TO ksbb_tenant;
GRANT SELECT ON TABLE pub.need TO ksbb_gov;
GRANT SELECT ON TABLE pub.need TO ksbb_worker;
GRANT SELECT ON TABLE pub.need TO ksbb_engine;

GRANT INSERT(unit_id) ON TABLE pub.need TO ksbb_gov;

GRANT INSERT(phase_id) ON TABLE pub.need TO ksbb_gov;

GRANT INSERT(package_id) ON TABLE pub.need TO ksbb_gov;

GRANT INSERT(snapshot_id) ON TABLE pub.need TO ksbb_gov;

GRANT INSERT(target),UPDATE(target) ON TABLE pub.need TO ksbb_gov;

GRANT UPDATE(held) ON TABLE pub.need TO ksbb_engine;

GRANT UPDATE(committed) ON TABLE pub.need TO ksbb_engine;

GRANT UPDATE(state) ON TABLE pub.need TO ksbb_gov;

GRANT UPDATE(reason) ON TABLE pub.need TO ksbb_gov;

GRANT INSERT(created_by) ON TABLE pub.need TO ksbb_gov;

GRANT SELECT ON TABLE pub.need_total TO ksbb_public;
GRANT SELECT ON TABLE pub.need_total TO ksbb_tenant;
GRANT SELECT ON TABLE pub.need_total TO ksbb_gov;
GRANT SELECT ON TABLE pub.need_total TO ksbb_worker;
GRANT SELECT,INSERT ON TABLE pub.need_total TO ksbb_engine;

GRANT UPDATE(target) ON TABLE pub.need_total TO ksbb_engine;

GRANT UPDATE(needs) ON TABLE pub.need_total TO ksbb_engine;

GRANT SELECT ON TABLE pub.organisation TO ksbb_public;
GRANT SELECT ON TABLE pub.organisation TO ksbb_tenant;
GRANT SELECT ON TABLE pub.organisation TO ksbb_gov;
GRANT SELECT ON TABLE pub.organisation TO ksbb_worker;
GRANT SELECT,INSERT ON TABLE pub.organisation TO ksbb_engine;

GRANT UPDATE(name) ON TABLE pub.organisation TO ksbb_engine;

GRANT UPDATE(about) ON TABLE pub.organisation TO ksbb_engine;

GRANT UPDATE(is_example) ON TABLE pub.organisation TO ksbb_engine;

GRANT UPDATE(verified) ON TABLE pub.organisation TO ksbb_engine;

GRANT SELECT ON TABLE pub.outline TO ksbb_public;
GRANT SELECT ON TABLE pub.outline TO ksbb_tenant;
GRANT SELECT ON TABLE pub.outline TO ksbb_gov;
GRANT SELECT ON TABLE pub.outline TO ksbb_worker;
GRANT SELECT,INSERT,DELETE ON TABLE pub.outline TO ksbb_engine;

GRANT SELECT ON TABLE pub.package TO ksbb_public;
GRANT SELECT ON TABLE pub.package TO ksbb_tenant;
GRANT SELECT,INSERT ON TABLE pub.package TO ksbb_gov;
GRANT SELECT,INSERT ON TABLE pub.package TO ksbb_worker;
GRANT SELECT ON TABLE pub.package TO ksbb_engine;

GRANT SELECT ON TABLE pub.package_version TO ksbb_public;
GRANT SELECT ON TABLE pub.package_version TO ksbb_tenant;
GRANT SELECT,INSERT ON TABLE pub.package_version TO ksbb_gov;
GRANT SELECT,INSERT ON TABLE pub.package_version TO ksbb_worker;
GRANT SELECT ON TABLE pub.package_version TO ksbb_engine;

GRANT SELECT ON TABLE pub.phase TO ksbb_public;
GRANT SELECT ON TABLE pub.phase TO ksbb_tenant;
GRANT SELECT,INSERT ON TABLE pub.phase TO ksbb_gov;
GRANT SELECT,INSERT ON TABLE pub.phase TO ksbb_worker;
GRANT SELECT ON TABLE pub.phase TO ksbb_engine;

GRANT SELECT ON TABLE pub.phase_package TO ksbb_public;
GRANT SELECT ON TABLE pub.phase_package TO ksbb_tenant;
GRANT SELECT,INSERT ON TABLE pub.phase_package TO ksbb_gov;
GRANT SELECT,INSERT ON TABLE pub.phase_package TO ksbb_worker;
GRANT SELECT ON TABLE pub.phase_package TO ksbb_engine;

GRANT UPDATE(times) ON TABLE pub.phase_package TO ksbb_gov;

GRANT SELECT ON TABLE pub.programme TO ksbb_public;
GRANT SELECT ON TABLE pub.programme TO ksbb_tenant;
GRANT SELECT,INSERT ON TABLE pub.programme TO ksbb_gov;
GRANT SELECT,INSERT ON TABLE pub.programme TO ksbb_worker;
GRANT SELECT ON TABLE pub.programme TO ksbb_engine;

GRANT UPDATE(auto_commit) ON TABLE pub.programme TO ksbb_gov;

GRANT UPDATE(hold_hours) ON TABLE pub.programme TO ksbb_gov;

GRANT UPDATE(newcomer_limit) ON TABLE pub.programme TO ksbb_gov;

GRANT SELECT ON TABLE pub.release TO ksbb_public;
GRANT SELECT ON TABLE pub.release TO ksbb_tenant;
GRANT SELECT ON TABLE pub.release TO ksbb_gov;
GRANT SELECT ON TABLE pub.release TO ksbb_worker;
GRANT SELECT,INSERT ON TABLE pub.release TO ksbb_engine;

GRANT UPDATE(reversed_on) ON TABLE pub.release TO ksbb_engine;

GRANT SELECT ON TABLE pub.sample TO ksbb_public;
GRANT SELECT ON TABLE pub.sample TO ksbb_tenant;
GRANT SELECT ON TABLE pub.sample TO ksbb_gov;
GRANT SELECT ON TABLE pub.sample TO ksbb_worker;
GRANT SELECT,INSERT ON TABLE pub.sample TO ksbb_engine;

GRANT UPDATE(list_hash) ON TABLE pub.sample TO ksbb_engine;

GRANT UPDATE(drawn_at) ON TABLE pub.sample TO ksbb_engine;

GRANT SELECT ON TABLE pub.sample_entry TO ksbb_public;
GRANT SELECT ON TABLE pub.sample_entry TO ksbb_tenant;
GRANT SELECT ON TABLE pub.sample_entry TO ksbb_gov;
GRANT SELECT ON TABLE pub.sample_entry TO ksbb_worker;
GRANT SELECT,INSERT ON TABLE pub.sample_entry TO ksbb_engine;

GRANT UPDATE(drawn) ON TABLE pub.sample_entry TO ksbb_engine;

GRANT SELECT ON TABLE pub.seal TO ksbb_public;
GRANT SELECT ON TABLE pub.seal TO ksbb_tenant;
GRANT SELECT ON TABLE pub.seal TO ksbb_gov;
GRANT SELECT ON TABLE pub.seal TO ksbb_worker;
GRANT SELECT,INSERT ON TABLE pub.seal TO ksbb_engine;

GRANT SELECT ON TABLE pub.share TO ksbb_public;
GRANT SELECT ON TABLE pub.share TO ksbb_tenant;
GRANT SELECT,INSERT ON TABLE pub.share TO ksbb_gov;
GRANT SELECT,INSERT ON TABLE pub.share TO ksbb_worker;
GRANT SELECT ON TABLE pub.share TO ksbb_engine;

GRANT UPDATE(permille) ON TABLE pub.share TO ksbb_gov;

GRANT SELECT ON TABLE pub.snapshot TO ksbb_public;
GRANT SELECT ON TABLE pub.snapshot TO ksbb_tenant;
GRANT SELECT,INSERT ON TABLE pub.snapshot TO ksbb_gov;
GRANT SELECT,INSERT ON TABLE pub.snapshot TO ksbb_worker;
GRANT SELECT ON TABLE pub.snapshot TO ksbb_engine;

GRANT SELECT ON TABLE pub.unit TO ksbb_public;
GRANT SELECT ON TABLE pub.unit TO ksbb_tenant;
GRANT SELECT,INSERT ON TABLE pub.unit TO ksbb_gov;
GRANT SELECT,INSERT ON TABLE pub.unit TO ksbb_worker;
GRANT SELECT ON TABLE pub.unit TO ksbb_engine;

GRANT UPDATE(kind) ON TABLE pub.unit TO ksbb_gov;
GRANT UPDATE(kind) ON TABLE pub.unit TO ksbb_worker;

GRANT UPDATE(name) ON TABLE pub.unit TO ksbb_gov;
GRANT UPDATE(name) ON TABLE pub.unit TO ksbb_worker;

GRANT UPDATE(rw_number) ON TABLE pub.unit TO ksbb_gov;
GRANT UPDATE(rw_number) ON TABLE pub.unit TO ksbb_worker;

GRANT UPDATE(area_id) ON TABLE pub.unit TO ksbb_engine;
GRANT UPDATE(area_id) ON TABLE pub.unit TO ksbb_gov;
GRANT UPDATE(area_id) ON TABLE pub.unit TO ksbb_worker;

GRANT UPDATE(address) ON TABLE pub.unit TO ksbb_gov;
GRANT UPDATE(address) ON TABLE pub.unit TO ksbb_worker;

GRANT UPDATE(point) ON TABLE pub.unit TO ksbb_gov;
GRANT UPDATE(point) ON TABLE pub.unit TO ksbb_worker;

GRANT UPDATE(families) ON TABLE pub.unit TO ksbb_engine;

GRANT UPDATE(people) ON TABLE pub.unit TO ksbb_engine;

GRANT UPDATE(snapshot_id) ON TABLE pub.unit TO ksbb_engine;

GRANT UPDATE(is_example) ON TABLE pub.unit TO ksbb_engine;

GRANT SELECT ON TABLE pub.unit_boundary TO ksbb_public;
GRANT SELECT ON TABLE pub.unit_boundary TO ksbb_tenant;
GRANT SELECT,INSERT,DELETE ON TABLE pub.unit_boundary TO ksbb_gov;
GRANT SELECT,INSERT,DELETE ON TABLE pub.unit_boundary TO ksbb_worker;
GRANT SELECT ON TABLE pub.unit_boundary TO ksbb_engine;

GRANT UPDATE(boundary) ON TABLE pub.unit_boundary TO ksbb_gov;
GRANT UPDATE(boundary) ON TABLE pub.unit_boundary TO ksbb_worker;

GRANT UPDATE(source) ON TABLE pub.unit_boundary TO ksbb_gov;
GRANT UPDATE(source) ON TABLE pub.unit_boundary TO ksbb_worker;

GRANT SELECT,INSERT,DELETE ON TABLE sec.attempt TO ksbb_engine;

GRANT UPDATE(since) ON TABLE sec.attempt TO ksbb_engine;

GRANT UPDATE(count) ON TABLE sec.attempt TO ksbb_engine;

GRANT SELECT ON TABLE sec.key TO ksbb_engine;

GRANT SELECT,INSERT,DELETE ON TABLE sec.mail_link TO ksbb_engine;

GRANT UPDATE(used_at) ON TABLE sec.mail_link TO ksbb_engine;

GRANT SELECT,INSERT,DELETE ON TABLE sec.session TO ksbb_engine;

GRANT UPDATE(token_hash) ON TABLE sec.session TO ksbb_engine;

GRANT UPDATE(organisation_id) ON TABLE sec.session TO ksbb_engine;

GRANT UPDATE(last_seen) ON TABLE sec.session TO ksbb_engine;

GRANT UPDATE(revoked_at) ON TABLE sec.session TO ksbb_engine;

ALTER DEFAULT PRIVILEGES FOR ROLE ksbb_engine REVOKE ALL ON FUNCTIONS  FROM PUBLIC;

ALTER DEFAULT PRIVILEGES FOR ROLE ksbb_owner REVOKE ALL ON FUNCTIONS  FROM PUBLIC;

ALTER DEFAULT PRIVILEGES FOR ROLE postgres REVOKE ALL ON FUNCTIONS  FROM PUBLIC;
