-- BAST (berita acara serah terima): the numbered document of each proven handover, its versions, and the
-- files that were made of them or came back signed.

-- The last number that an issuer has given in a year.
CREATE TABLE app.bast_series (
    executor_id bigint NOT NULL REFERENCES app.organisation (id),
    year int NOT NULL,
    last int NOT NULL CHECK (last > 0),
    PRIMARY KEY (executor_id, year)
);
ALTER TABLE app.bast_series OWNER TO ksbb_owner;

CREATE TABLE app.bast (
    id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    year int NOT NULL,
    sequence int NOT NULL CHECK (sequence > 0),
    -- The four digits of the issuer are the code under which it gives numbers.
    number text NOT NULL UNIQUE GENERATED ALWAYS AS (
        'BAST/' || lpad(executor_id::text, greatest(4, length(executor_id::text)), '0') || '/' || year::text
        || '/' || lpad(sequence::text, greatest(6, length(sequence::text)), '0')) STORED,
    handover_id bigint NOT NULL UNIQUE,
    stop_id bigint NOT NULL,
    executor_id bigint NOT NULL,
    -- The kelurahan of the unit.
    area_id bigint NOT NULL,
    programme_id bigint NOT NULL REFERENCES pub.programme (id),
    recorded timestamptz NOT NULL DEFAULT app.now(),
    UNIQUE (executor_id, year, sequence),
    UNIQUE (id, executor_id, area_id, programme_id),
    FOREIGN KEY (handover_id, stop_id, executor_id, area_id)
        REFERENCES app.handover (id, stop_id, executor_id, area_id)
);
ALTER TABLE app.bast OWNER TO ksbb_owner;
CREATE INDEX bast_area ON app.bast (area_id, id);

-- What a document says: the whole, for the parties of the handover, and an extract for each donor.
CREATE TABLE app.bast_version (
    id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    bast_id bigint NOT NULL,
    executor_id bigint NOT NULL,
    area_id bigint NOT NULL,
    programme_id bigint NOT NULL,
    version int NOT NULL CHECK (version > 0),
    -- Of an extract: whose share it shows. NULL: it is the whole.
    extract_for_id bigint REFERENCES app.organisation (id),
    state text NOT NULL CHECK (state IN ('draft', 'countersigned', 'superseded')),
    -- In its address, /bast/{code}.
    code text NOT NULL UNIQUE,
    -- Its canonical JSON: sorted keys, no spaces, UTF-8.
    data text NOT NULL,
    data_sha256 bytea NOT NULL,
    recorded timestamptz NOT NULL DEFAULT app.now(),
    CONSTRAINT bast_data_hash CHECK (data_sha256 = sha256(convert_to(data, 'UTF8'))),
    CHECK (extract_for_id IS NULL OR state <> 'countersigned'),
    UNIQUE NULLS NOT DISTINCT (bast_id, version, extract_for_id),
    UNIQUE (id, executor_id, area_id, programme_id),
    FOREIGN KEY (bast_id, executor_id, area_id, programme_id)
        REFERENCES app.bast (id, executor_id, area_id, programme_id)
);
ALTER TABLE app.bast_version OWNER TO ksbb_owner;
CREATE INDEX bast_version_executor ON app.bast_version (executor_id, id);
CREATE INDEX bast_version_extract_for ON app.bast_version (extract_for_id, bast_id);
CREATE INDEX bast_version_area ON app.bast_version (area_id, id);
CREATE UNIQUE INDEX bast_version_current ON app.bast_version (bast_id, extract_for_id) NULLS NOT DISTINCT
    WHERE state <> 'superseded';

-- Files of a version: the one that was issued, and copies that came back signed. The bytes are in the
-- file store, under the name in `file`; this row keeps their hash for ever.
CREATE TABLE app.bast_file (
    id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    version_id bigint NOT NULL,
    executor_id bigint NOT NULL,
    area_id bigint NOT NULL,
    programme_id bigint NOT NULL,
    kind text NOT NULL CHECK (kind IN ('ISSUED', 'SIGNED')),
    file uuid NOT NULL UNIQUE DEFAULT gen_random_uuid(),
    sha256 bytea NOT NULL CHECK (length(sha256) = 32),
    size int NOT NULL CHECK (size BETWEEN 1 AND 10000000),
    -- Of a signed copy: what was checked on the day of receipt, and the revocation lists and answers of that day.
    verdict jsonb,
    revocation bytea[],
    actor text NOT NULL,
    actor_id bigint NOT NULL,
    recorded timestamptz NOT NULL DEFAULT app.now(),
    -- When it was erased, and when its bytes were deleted (in real time).
    erased_at timestamptz,
    deleted_at timestamptz,
    CHECK ((kind = 'SIGNED') = (verdict IS NOT NULL)),
    CHECK ((kind = 'SIGNED') = (revocation IS NOT NULL)),
    -- What was issued names no person and stays.
    CHECK (erased_at IS NULL OR kind = 'SIGNED'),
    CHECK (deleted_at IS NULL OR erased_at IS NOT NULL),
    FOREIGN KEY (version_id, executor_id, area_id, programme_id)
        REFERENCES app.bast_version (id, executor_id, area_id, programme_id)
);
ALTER TABLE app.bast_file OWNER TO ksbb_owner;
CREATE INDEX bast_file_version ON app.bast_file (version_id, id);
CREATE INDEX bast_file_executor ON app.bast_file (executor_id, id);
CREATE INDEX bast_file_area ON app.bast_file (area_id, id);
CREATE UNIQUE INDEX bast_file_issued ON app.bast_file (version_id) WHERE kind = 'ISSUED';
CREATE INDEX bast_file_signed ON app.bast_file (programme_id, id) WHERE kind = 'SIGNED' AND erased_at IS NULL;
CREATE INDEX bast_file_to_delete ON app.bast_file (id) WHERE erased_at IS NOT NULL AND deleted_at IS NULL;

-- Handovers whose documents the worker has to look at.
CREATE TABLE app.bast_due (
    handover_id bigint PRIMARY KEY REFERENCES app.handover (id),
    due timestamptz NOT NULL DEFAULT clock_timestamp(),
    attempts int NOT NULL DEFAULT 0,
    error text
);
ALTER TABLE app.bast_due OWNER TO ksbb_owner;
CREATE INDEX bast_due_due ON app.bast_due (due);

CREATE TRIGGER immutable BEFORE UPDATE OR DELETE ON app.bast
    FOR EACH ROW EXECUTE FUNCTION app.immutable();
CREATE TRIGGER immutable_whole BEFORE TRUNCATE ON app.bast
    FOR EACH STATEMENT EXECUTE FUNCTION app.immutable();

INSERT INTO app.transition (thing, from_state, to_state, party, reason_required, another_person) VALUES
    ('bast_version', '', 'draft', 'SYSTEM', false, false),
    ('bast_version', 'draft', 'superseded', 'SYSTEM', false, false),
    ('bast_version', 'countersigned', 'superseded', 'SYSTEM', false, false),
    ('bast_version', 'draft', 'countersigned', 'EXECUTOR', false, false),
    ('bast_version', 'draft', 'countersigned', 'KELURAHAN', false, false),
    ('bast_version', 'draft', 'countersigned', 'PEMPROV', false, false);
CREATE TRIGGER step AFTER INSERT OR UPDATE OF state ON app.bast_version
    FOR EACH ROW EXECUTE FUNCTION app.step_guard('bast_version', 'executor_id', 'executor_id', 'engine');

-- A handover was proven, corrected or decided: the worker looks whether its document says so.
CREATE FUNCTION app.bast_due_by_handover() RETURNS trigger LANGUAGE plpgsql AS 'placeholder';
ALTER FUNCTION app.bast_due_by_handover OWNER TO ksbb_engine;
CREATE TRIGGER documents AFTER INSERT OR UPDATE OF state ON app.handover
    FOR EACH ROW WHEN (NEW.state IN ('proven', 'verified', 'disputed', 'resolved'))
    EXECUTE FUNCTION app.bast_due_by_handover();
CREATE FUNCTION app.bast_due_by_proof() RETURNS trigger LANGUAGE plpgsql AS 'placeholder';
ALTER FUNCTION app.bast_due_by_proof OWNER TO ksbb_engine;
CREATE TRIGGER documents AFTER INSERT OR UPDATE OF handover_id, superseded_by ON app.proof
    FOR EACH ROW WHEN (NEW.handover_id IS NOT NULL) EXECUTE FUNCTION app.bast_due_by_proof();

CREATE FUNCTION app.bast_facts(this bigint) RETURNS TABLE (donor_id bigint, facts jsonb)
    LANGUAGE plpgsql AS 'placeholder';
ALTER FUNCTION app.bast_facts OWNER TO ksbb_engine;
GRANT EXECUTE ON FUNCTION app.bast_facts TO ksbb_worker;

CREATE FUNCTION app.bast_changed(this bigint) RETURNS boolean LANGUAGE plpgsql AS 'placeholder';
ALTER FUNCTION app.bast_changed OWNER TO ksbb_engine;
GRANT EXECUTE ON FUNCTION app.bast_changed TO ksbb_worker;

CREATE FUNCTION app.bast_open(this bigint) RETURNS TABLE (bast_id bigint, number text, version int, day date)
    LANGUAGE plpgsql AS 'placeholder';
ALTER FUNCTION app.bast_open OWNER TO ksbb_engine;
GRANT EXECUTE ON FUNCTION app.bast_open TO ksbb_worker;

CREATE FUNCTION app.bast_issue(bast bigint, version int, donor bigint, code text, data text, file uuid,
    sha256 bytea, size int) RETURNS bigint LANGUAGE plpgsql AS 'placeholder';
ALTER FUNCTION app.bast_issue OWNER TO ksbb_engine;
GRANT EXECUTE ON FUNCTION app.bast_issue TO ksbb_worker;

CREATE FUNCTION app.bast_sign(this bigint, sha256 bytea, size int, verdict jsonb, revocation bytea[])
    RETURNS bigint LANGUAGE plpgsql AS 'placeholder';
ALTER FUNCTION app.bast_sign OWNER TO ksbb_engine;
GRANT EXECUTE ON FUNCTION app.bast_sign TO ksbb_tenant, ksbb_gov;

CREATE FUNCTION app.bast_by_code(code text, source text) RETURNS jsonb
    LANGUAGE plpgsql AS 'placeholder';
ALTER FUNCTION app.bast_by_code OWNER TO ksbb_engine;
GRANT EXECUTE ON FUNCTION app.bast_by_code TO ksbb_tenant;

CREATE FUNCTION app.erase_old_documents(at_most int) RETURNS int LANGUAGE plpgsql AS 'placeholder';
ALTER FUNCTION app.erase_old_documents OWNER TO ksbb_engine;
GRANT EXECUTE ON FUNCTION app.erase_old_documents TO ksbb_worker;

-- Codes of documents that nobody knows are counted, for the network that they come from.
ALTER TABLE sec.attempt DROP CONSTRAINT attempt_kind_check;
ALTER TABLE sec.attempt ADD CONSTRAINT attempt_kind_check CHECK (kind IN (
    'LINK_ADDRESS', 'LINK_SOURCE', 'INVITATION_ADDRESS', 'INVITATION_TENANT', 'SUBMISSION_SOURCE',
    'SUBMISSION_ALL', 'SLIP_UNIT', 'SLIP_SOURCE', 'BAST_SOURCE'));

ALTER TABLE app.bast_series ENABLE ROW LEVEL SECURITY;
ALTER TABLE app.bast_series FORCE ROW LEVEL SECURITY;
ALTER TABLE app.bast ENABLE ROW LEVEL SECURITY;
ALTER TABLE app.bast FORCE ROW LEVEL SECURITY;
ALTER TABLE app.bast_version ENABLE ROW LEVEL SECURITY;
ALTER TABLE app.bast_version FORCE ROW LEVEL SECURITY;
ALTER TABLE app.bast_file ENABLE ROW LEVEL SECURITY;
ALTER TABLE app.bast_file FORCE ROW LEVEL SECURITY;
ALTER TABLE app.bast_due ENABLE ROW LEVEL SECURITY;
ALTER TABLE app.bast_due FORCE ROW LEVEL SECURITY;

CREATE POLICY engine_select ON app.bast_series FOR SELECT TO ksbb_engine, ksbb_worker USING (true);
CREATE POLICY engine_insert ON app.bast_series FOR INSERT TO ksbb_engine WITH CHECK (true);
CREATE POLICY engine_update ON app.bast_series FOR UPDATE TO ksbb_engine USING (true) WITH CHECK (true);
GRANT SELECT ON app.bast_series TO ksbb_worker, ksbb_engine;
GRANT INSERT, UPDATE (last) ON app.bast_series TO ksbb_engine;

-- The executor sees the whole and every extract, a donor its own extract and nothing else.
CREATE POLICY parties_select ON app.bast FOR SELECT TO ksbb_tenant
    USING (executor_id = (SELECT sec.tenant())
           OR id IN (SELECT v.bast_id FROM app.bast_version v WHERE v.extract_for_id = (SELECT sec.tenant())));
CREATE POLICY parties_select ON app.bast_version FOR SELECT TO ksbb_tenant
    USING (executor_id = (SELECT sec.tenant()) OR extract_for_id = (SELECT sec.tenant()));
CREATE POLICY parties_select ON app.bast_file FOR SELECT TO ksbb_tenant
    USING (executor_id = (SELECT sec.tenant())
           OR version_id IN (SELECT v.id FROM app.bast_version v WHERE v.extract_for_id = (SELECT sec.tenant())));
CREATE POLICY gov_select ON app.bast FOR SELECT TO ksbb_gov USING ((SELECT sec.is_pemprov()));
CREATE POLICY gov_select ON app.bast_version FOR SELECT TO ksbb_gov USING ((SELECT sec.is_pemprov()));
CREATE POLICY gov_select ON app.bast_file FOR SELECT TO ksbb_gov USING ((SELECT sec.is_pemprov()));
CREATE POLICY officer_select ON app.bast FOR SELECT TO ksbb_gov
    USING (area_id = ANY ((SELECT sec.areas())::bigint[]));
CREATE POLICY officer_select ON app.bast_version FOR SELECT TO ksbb_gov
    USING (area_id = ANY ((SELECT sec.areas())::bigint[]));
CREATE POLICY officer_select ON app.bast_file FOR SELECT TO ksbb_gov
    USING (area_id = ANY ((SELECT sec.areas())::bigint[]));
CREATE POLICY engine_select ON app.bast FOR SELECT TO ksbb_engine, ksbb_worker USING (true);
CREATE POLICY engine_select ON app.bast_version FOR SELECT TO ksbb_engine, ksbb_worker USING (true);
CREATE POLICY engine_select ON app.bast_file FOR SELECT TO ksbb_engine, ksbb_worker USING (true);
CREATE POLICY engine_insert ON app.bast FOR INSERT TO ksbb_engine WITH CHECK (true);
CREATE POLICY engine_insert ON app.bast_version FOR INSERT TO ksbb_engine WITH CHECK (true);
CREATE POLICY engine_insert ON app.bast_file FOR INSERT TO ksbb_engine WITH CHECK (true);
CREATE POLICY engine_update ON app.bast_version FOR UPDATE TO ksbb_engine USING (true) WITH CHECK (true);
CREATE POLICY engine_update ON app.bast_file FOR UPDATE TO ksbb_engine USING (true) WITH CHECK (true);
CREATE POLICY worker_update ON app.bast_file FOR UPDATE TO ksbb_worker
    USING (erased_at IS NOT NULL) WITH CHECK (erased_at IS NOT NULL);
GRANT SELECT ON app.bast, app.bast_version, app.bast_file TO ksbb_tenant, ksbb_gov, ksbb_worker, ksbb_engine;
GRANT INSERT ON app.bast, app.bast_version, app.bast_file TO ksbb_engine;
GRANT UPDATE (state) ON app.bast_version TO ksbb_engine;
GRANT UPDATE (erased_at, verdict, revocation) ON app.bast_file TO ksbb_engine;
GRANT UPDATE (deleted_at) ON app.bast_file TO ksbb_worker;

CREATE POLICY engine_select ON app.bast_due FOR SELECT TO ksbb_engine, ksbb_worker USING (true);
CREATE POLICY engine_insert ON app.bast_due FOR INSERT TO ksbb_engine WITH CHECK (true);
CREATE POLICY engine_update ON app.bast_due FOR UPDATE TO ksbb_engine, ksbb_worker USING (true) WITH CHECK (true);
CREATE POLICY worker_delete ON app.bast_due FOR DELETE TO ksbb_worker USING (true);
GRANT SELECT ON app.bast_due TO ksbb_worker, ksbb_engine;
GRANT INSERT, UPDATE (due, attempts, error) ON app.bast_due TO ksbb_engine;
GRANT UPDATE (due, attempts, error), DELETE ON app.bast_due TO ksbb_worker;
