-- Files that belong to a handover, a proof or a goods receipt. The bytes are in the file store, under
-- the name in `file`; this row keeps their hash for ever.

ALTER TABLE app.goods_receipt ADD CONSTRAINT goods_receipt_executor_key UNIQUE (id, executor_id);
ALTER TABLE app.proof ADD CONSTRAINT proof_area_key UNIQUE (id, stop_id, executor_id, area_id);

CREATE TABLE app.evidence (
    id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    -- What it belongs to: one of the three.
    handover_id bigint,
    proof_id bigint,
    goods_receipt_id bigint,
    -- Of a handover or a proof.
    stop_id bigint,
    area_id bigint,
    executor_id bigint NOT NULL,
    programme_id bigint NOT NULL REFERENCES pub.programme (id),
    kind text NOT NULL,
    state text NOT NULL CHECK (state IN ('stored', 'erased')),
    -- Why it was erased.
    reason text,
    file uuid NOT NULL UNIQUE DEFAULT gen_random_uuid(),
    sha256 bytea NOT NULL CHECK (length(sha256) = 32),
    size int NOT NULL CHECK (size BETWEEN 1 AND 12000000),
    media text NOT NULL CHECK (media IN ('image/jpeg', 'application/pdf')),
    actor text NOT NULL,
    actor_id bigint NOT NULL,
    recorded timestamptz NOT NULL DEFAULT app.now(),
    -- When the bytes of an erased file were deleted, in real time.
    deleted_at timestamptz,
    CHECK (num_nonnulls(handover_id, proof_id, goods_receipt_id) = 1),
    CHECK ((goods_receipt_id IS NULL) = (stop_id IS NOT NULL)),
    CHECK ((goods_receipt_id IS NULL) = (area_id IS NOT NULL)),
    CHECK (CASE WHEN handover_id IS NOT NULL THEN kind IN ('STACK_PHOTO', 'SIGNATURE', 'PAPER')
                WHEN proof_id IS NOT NULL THEN kind IN ('SIGNATURE', 'PAPER')
                ELSE kind IN ('STACK_PHOTO', 'DOCUMENT') END),
    CHECK (media = 'image/jpeg' OR kind IN ('PAPER', 'DOCUMENT')),
    CHECK (state = 'erased' OR deleted_at IS NULL),
    FOREIGN KEY (handover_id, stop_id, executor_id, area_id)
        REFERENCES app.handover (id, stop_id, executor_id, area_id),
    FOREIGN KEY (proof_id, stop_id, executor_id, area_id)
        REFERENCES app.proof (id, stop_id, executor_id, area_id),
    FOREIGN KEY (goods_receipt_id, executor_id) REFERENCES app.goods_receipt (id, executor_id)
);
ALTER TABLE app.evidence OWNER TO ksbb_owner;
CREATE INDEX evidence_handover ON app.evidence (handover_id, id);
CREATE INDEX evidence_proof ON app.evidence (proof_id, id);
CREATE INDEX evidence_goods_receipt ON app.evidence (goods_receipt_id, id);
CREATE INDEX evidence_executor ON app.evidence (executor_id, id);
CREATE INDEX evidence_stop ON app.evidence (stop_id, id);
CREATE INDEX evidence_area ON app.evidence (area_id, id);
CREATE INDEX evidence_stored ON app.evidence (programme_id, id) WHERE state = 'stored';
CREATE INDEX evidence_to_delete ON app.evidence (id) WHERE state = 'erased' AND deleted_at IS NULL;

INSERT INTO app.transition (thing, from_state, to_state, party, reason_required, another_person) VALUES
    ('evidence', '', 'stored', 'EXECUTOR', false, false),
    ('evidence', '', 'stored', 'FIELD', false, false),
    ('evidence', '', 'stored', 'KELURAHAN', false, false),
    ('evidence', 'stored', 'erased', 'PEMPROV', true, false),
    ('evidence', 'stored', 'erased', 'SYSTEM', true, false);
CREATE TRIGGER reason BEFORE UPDATE OF reason ON app.evidence
    FOR EACH ROW EXECUTE FUNCTION app.reason_guard();
CREATE TRIGGER step AFTER INSERT OR UPDATE OF state ON app.evidence
    FOR EACH ROW EXECUTE FUNCTION app.step_guard('evidence', 'executor_id', 'executor_id', 'engine');

CREATE FUNCTION app.evidence_attach(thing text, thing_id bigint, kind text, sha256 bytea, size int,
    media text) RETURNS bigint LANGUAGE plpgsql AS 'placeholder';
ALTER FUNCTION app.evidence_attach OWNER TO ksbb_engine;
GRANT EXECUTE ON FUNCTION app.evidence_attach TO ksbb_tenant, ksbb_gov;

CREATE FUNCTION app.evidence_erase(this bigint, why text) RETURNS void
    LANGUAGE plpgsql AS 'placeholder';
ALTER FUNCTION app.evidence_erase OWNER TO ksbb_engine;
GRANT EXECUTE ON FUNCTION app.evidence_erase TO ksbb_gov;

CREATE FUNCTION app.erase_old_evidence(at_most int) RETURNS int LANGUAGE plpgsql AS 'placeholder';
ALTER FUNCTION app.erase_old_evidence OWNER TO ksbb_engine;
GRANT EXECUTE ON FUNCTION app.erase_old_evidence TO ksbb_worker;

CREATE FUNCTION sec.file_link(file uuid, media text) RETURNS text LANGUAGE plpgsql AS 'placeholder';
ALTER FUNCTION sec.file_link OWNER TO ksbb_engine;
GRANT EXECUTE ON FUNCTION sec.file_link TO ksbb_tenant, ksbb_gov;

ALTER TABLE app.evidence ENABLE ROW LEVEL SECURITY;
ALTER TABLE app.evidence FORCE ROW LEVEL SECURITY;
CREATE POLICY executor_select ON app.evidence FOR SELECT TO ksbb_tenant
    USING (executor_id = (SELECT sec.tenant()));
CREATE POLICY courier_select ON app.evidence FOR SELECT TO ksbb_tenant
    USING (stop_id = ANY ((SELECT sec.courier_stops())::bigint[]));
-- Givers see photos of the stack of their own packages: no signature, no paper, no invoice.
CREATE POLICY giver_select ON app.evidence FOR SELECT TO ksbb_tenant
    USING (kind = 'STACK_PHOTO'
           AND (handover_id IN (SELECT l.handover_id FROM app.handover_line l
                                WHERE l.donor_id = (SELECT sec.tenant()))
                OR goods_receipt_id IN (SELECT r.id FROM app.goods_receipt r
                                        WHERE r.donor_id = (SELECT sec.tenant()))));
CREATE POLICY gov_select ON app.evidence FOR SELECT TO ksbb_gov USING ((SELECT sec.is_pemprov()));
CREATE POLICY officer_select ON app.evidence FOR SELECT TO ksbb_gov
    USING (area_id = ANY ((SELECT sec.areas())::bigint[]));
CREATE POLICY engine_select ON app.evidence FOR SELECT TO ksbb_engine, ksbb_worker USING (true);
CREATE POLICY engine_insert ON app.evidence FOR INSERT TO ksbb_engine WITH CHECK (true);
CREATE POLICY engine_update ON app.evidence FOR UPDATE TO ksbb_engine USING (true) WITH CHECK (true);
CREATE POLICY worker_update ON app.evidence FOR UPDATE TO ksbb_worker
    USING (state = 'erased') WITH CHECK (state = 'erased');
GRANT SELECT ON app.evidence TO ksbb_tenant, ksbb_gov, ksbb_worker, ksbb_engine;
GRANT INSERT, UPDATE (state, reason) ON app.evidence TO ksbb_engine;
GRANT UPDATE (deleted_at) ON app.evidence TO ksbb_worker;
