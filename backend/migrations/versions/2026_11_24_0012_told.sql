-- What people tell the Pemprov without an account: complaints, and proposals of newer data of a
-- unit. Nobody signs in for it, so nobody's policy could allow it: two functions of the engine take
-- it in, and two answer how it stands to whoever knows the code.

INSERT INTO app.transition (thing, was, becomes, party, reason_required) VALUES
    ('complaint', '', 'received', 'ANYBODY', false),
    ('complaint', 'received', 'in_hand', 'PEMPROV', false),
    ('complaint', 'received', 'closed', 'PEMPROV', true),
    ('complaint', 'in_hand', 'answered', 'PEMPROV', true),
    ('complaint', 'in_hand', 'closed', 'PEMPROV', true),
    ('proposal', '', 'received', 'ANYBODY', false),
    ('proposal', 'received', 'accepted', 'PEMPROV', false),
    ('proposal', 'received', 'declined', 'PEMPROV', true);

CREATE TABLE app.complaint (
    id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    code text NOT NULL UNIQUE DEFAULT app.public_code(),
    -- Of the form that sent it, and what that form said: sent twice, it is still one complaint.
    key uuid NOT NULL UNIQUE,
    request_hash bytea NOT NULL,
    -- Who answers: the other party of its steps.
    pemprov_id bigint NOT NULL REFERENCES app.organisation (id),
    about text NOT NULL CHECK (about IN ('UNIT', 'ORGANISATION', 'PLEDGE', 'FIGURE', 'OTHER')),
    -- As it was typed: a code, a name, an address of a page.
    subject text NOT NULL CHECK (length(subject) <= 200),
    unit_id bigint REFERENCES pub.unit (id),
    organisation_id bigint REFERENCES pub.organisation (id),
    happened text NOT NULL CHECK (happened IN ('NOT_RECEIVED', 'SHORT', 'WRONG_TARGET',
                                               'MONEY_ASKED', 'CROWD', 'WRONG_FIGURE', 'OTHER')),
    told text NOT NULL CHECK (length(told) BETWEEN 10 AND 2000),
    state text NOT NULL CHECK (state IN ('received', 'in_hand', 'answered', 'closed')),
    -- The Pemprov's answer, or why it was closed without one.
    reason text CHECK (length(reason) <= 2000),
    received_at timestamptz NOT NULL DEFAULT app.now(),
    CHECK (unit_id IS NULL OR about = 'UNIT'),
    CHECK (organisation_id IS NULL OR about = 'ORGANISATION')
);
ALTER TABLE app.complaint OWNER TO ksbb_owner;
CREATE INDEX complaint_state ON app.complaint (state, received_at, id);
CREATE INDEX complaint_pemprov ON app.complaint (pemprov_id);
CREATE INDEX complaint_unit ON app.complaint (unit_id);
CREATE INDEX complaint_organisation ON app.complaint (organisation_id);

CREATE TABLE app.proposal (
    id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    code text NOT NULL UNIQUE DEFAULT app.public_code(),
    key uuid NOT NULL UNIQUE,
    request_hash bytea NOT NULL,
    pemprov_id bigint NOT NULL REFERENCES app.organisation (id),
    unit_id bigint NOT NULL REFERENCES pub.unit (id),
    families int NOT NULL CHECK (families BETWEEN 0 AND 20000),
    people int NOT NULL CHECK (people BETWEEN families AND 100000),
    -- Who knows the figures, never a name: it is published with them.
    source text NOT NULL CHECK (source IN ('RT_RW', 'KELURAHAN', 'INSTITUTION', 'RESIDENT')),
    day date NOT NULL,
    remark text NOT NULL CHECK (length(remark) <= 1000),
    state text NOT NULL CHECK (state IN ('received', 'accepted', 'declined')),
    reason text CHECK (length(reason) <= 2000),
    -- The latest data when it was proposed, and what was made of it.
    before_id bigint REFERENCES pub.snapshot (id),
    snapshot_id bigint UNIQUE REFERENCES pub.snapshot (id),
    received_at timestamptz NOT NULL DEFAULT app.now(),
    CHECK ((state = 'accepted') = (snapshot_id IS NOT NULL))
);
ALTER TABLE app.proposal OWNER TO ksbb_owner;
CREATE INDEX proposal_state ON app.proposal (state, received_at, id);
CREATE INDEX proposal_pemprov ON app.proposal (pemprov_id);
CREATE INDEX proposal_unit ON app.proposal (unit_id);
CREATE INDEX proposal_before ON app.proposal (before_id);

-- How whoever told something can be reached, apart from what they told: it goes 30 days after the
-- answer, and after 180 days at the latest. Real time: a demo's people are made up, a visitor isn't.
CREATE TABLE app.reporter (
    id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    complaint_id bigint UNIQUE REFERENCES app.complaint (id),
    proposal_id bigint UNIQUE REFERENCES app.proposal (id),
    contact text NOT NULL CHECK (length(contact) BETWEEN 3 AND 254),
    kept_until timestamptz NOT NULL DEFAULT clock_timestamp() + interval '180 days',
    CHECK (num_nonnulls(complaint_id, proposal_id) = 1)
);
ALTER TABLE app.reporter OWNER TO ksbb_owner;
CREATE INDEX reporter_kept_until ON app.reporter (kept_until);

CREATE TRIGGER step AFTER INSERT OR UPDATE OF state ON app.complaint
    FOR EACH ROW EXECUTE FUNCTION app.step_guard('complaint', 'pemprov_id', 'pemprov_id');
CREATE TRIGGER reason BEFORE UPDATE OF reason ON app.complaint
    FOR EACH ROW EXECUTE FUNCTION app.reason_guard();
CREATE TRIGGER step AFTER INSERT OR UPDATE OF state ON app.proposal
    FOR EACH ROW EXECUTE FUNCTION app.step_guard('proposal', 'pemprov_id', 'pemprov_id');
CREATE TRIGGER reason BEFORE UPDATE OF reason ON app.proposal
    FOR EACH ROW EXECUTE FUNCTION app.reason_guard();

-- What was accepted is in the registry as it was proposed, of that unit and in no other's place.
CREATE FUNCTION app.proposal_guard() RETURNS trigger LANGUAGE plpgsql
SET search_path = pg_catalog, public, pg_temp
AS $$
BEGIN
    IF OLD.state <> 'received' OR (NEW.snapshot_id IS NOT NULL AND NOT EXISTS (
        SELECT FROM pub.snapshot s
        WHERE s.id = NEW.snapshot_id AND s.unit_id = NEW.unit_id AND s.day = NEW.day
          AND s.families = NEW.families AND s.people = NEW.people AND NOT s.example)) THEN
        RAISE EXCEPTION 'a proposal is accepted as it is' USING ERRCODE = 'KS001';
    END IF;
    RETURN NEW;
END $$;
ALTER FUNCTION app.proposal_guard() OWNER TO ksbb_owner;
CREATE TRIGGER guard BEFORE UPDATE ON app.proposal
    FOR EACH ROW EXECUTE FUNCTION app.proposal_guard();

-- Once it was answered, there is not much left to ask.
CREATE FUNCTION app.reporter_answered() RETURNS trigger LANGUAGE plpgsql
SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp
AS $$
BEGIN
    UPDATE app.reporter
    SET kept_until = least(kept_until, clock_timestamp() + interval '30 days')
    WHERE CASE TG_TABLE_NAME WHEN 'complaint' THEN complaint_id ELSE proposal_id END = NEW.id;
    RETURN NULL;
END $$;
ALTER FUNCTION app.reporter_answered() OWNER TO ksbb_engine;
CREATE TRIGGER answered AFTER UPDATE OF state ON app.complaint
    FOR EACH ROW WHEN (NEW.state IN ('answered', 'closed'))
    EXECUTE FUNCTION app.reporter_answered();
CREATE TRIGGER answered AFTER UPDATE OF state ON app.proposal
    FOR EACH ROW WHEN (NEW.state IN ('accepted', 'declined'))
    EXECUTE FUNCTION app.reporter_answered();

ALTER TABLE app.complaint ENABLE ROW LEVEL SECURITY;
ALTER TABLE app.complaint FORCE ROW LEVEL SECURITY;
ALTER TABLE app.proposal ENABLE ROW LEVEL SECURITY;
ALTER TABLE app.proposal FORCE ROW LEVEL SECURITY;
ALTER TABLE app.reporter ENABLE ROW LEVEL SECURITY;
ALTER TABLE app.reporter FORCE ROW LEVEL SECURITY;

-- Tenants may ask, as for any other thing of the graph, and find nothing.
CREATE POLICY pemprov_select ON app.complaint FOR SELECT TO ksbb_tenant, ksbb_gov
    USING ((SELECT sec.pemprov()));
CREATE POLICY gov_update ON app.complaint FOR UPDATE TO ksbb_gov
    USING ((SELECT sec.pemprov()) AND (SELECT sec.acts()))
    WITH CHECK ((SELECT sec.pemprov()) AND (SELECT sec.acts()));
CREATE POLICY engine_select ON app.complaint FOR SELECT TO ksbb_engine, ksbb_worker USING (true);
CREATE POLICY engine_insert ON app.complaint FOR INSERT TO ksbb_engine WITH CHECK (true);
GRANT SELECT (id, code, pemprov_id, about, subject, unit_id, organisation_id, happened, told, state,
              reason, received_at) ON app.complaint TO ksbb_tenant, ksbb_gov;
GRANT SELECT ON app.complaint TO ksbb_engine, ksbb_worker;
GRANT UPDATE (state, reason) ON app.complaint TO ksbb_gov;
GRANT INSERT ON app.complaint TO ksbb_engine;

CREATE POLICY pemprov_select ON app.proposal FOR SELECT TO ksbb_tenant, ksbb_gov
    USING ((SELECT sec.pemprov()));
CREATE POLICY gov_update ON app.proposal FOR UPDATE TO ksbb_gov
    USING ((SELECT sec.pemprov()) AND (SELECT sec.acts()))
    WITH CHECK ((SELECT sec.pemprov()) AND (SELECT sec.acts()));
CREATE POLICY engine_select ON app.proposal FOR SELECT TO ksbb_engine, ksbb_worker USING (true);
CREATE POLICY engine_insert ON app.proposal FOR INSERT TO ksbb_engine WITH CHECK (true);
GRANT SELECT (id, code, pemprov_id, unit_id, families, people, source, day, remark, state, reason,
              before_id, snapshot_id, received_at) ON app.proposal TO ksbb_tenant, ksbb_gov;
GRANT SELECT ON app.proposal TO ksbb_engine, ksbb_worker;
GRANT UPDATE (state, reason, snapshot_id) ON app.proposal TO ksbb_gov;
GRANT INSERT ON app.proposal TO ksbb_engine;

-- Who only looks (an auditor) needs no telephone number.
CREATE POLICY pemprov_select ON app.reporter FOR SELECT TO ksbb_tenant, ksbb_gov
    USING ((SELECT sec.pemprov()) AND (SELECT sec.acts()));
CREATE POLICY engine_select ON app.reporter FOR SELECT TO ksbb_engine, ksbb_worker USING (true);
CREATE POLICY engine_insert ON app.reporter FOR INSERT TO ksbb_engine WITH CHECK (true);
CREATE POLICY engine_update ON app.reporter FOR UPDATE TO ksbb_engine
    USING (true) WITH CHECK (true);
CREATE POLICY engine_delete ON app.reporter FOR DELETE TO ksbb_engine USING (true);
GRANT SELECT ON app.reporter TO ksbb_tenant, ksbb_gov, ksbb_engine, ksbb_worker;
GRANT INSERT, DELETE, UPDATE (kept_until) ON app.reporter TO ksbb_engine;

-- Whether one more may be told from this network, and at all: 20 and 500 within an hour. Many
-- telephones share one address of their network, so the first is no small number.
CREATE FUNCTION app.told_limited(source text) RETURNS text
LANGUAGE sql VOLATILE SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp
AS $$
    SELECT CASE WHEN NOT sec.allow('TOLD_SOURCE', source, 20) THEN 'SOURCE_LIMITED'
                WHEN NOT sec.allow('TOLD_ALL', '', 500) THEN 'ALL_LIMITED' END
$$;
ALTER FUNCTION app.told_limited(text) OWNER TO ksbb_engine;

-- Takes in a complaint. `form`: the form's key. `source`: the network it comes from. `said`:
-- about, subject, happened, told and contact as texts, judged by the program's rules before.
-- Returns TOLD and its code; KEY_REUSED, SOURCE_LIMITED or ALL_LIMITED without one. The same form
-- again gives the same code and counts as nothing new.
CREATE FUNCTION app.complaint_make(form uuid, source text, said jsonb)
RETURNS TABLE (outcome text, code text)
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp
AS $$
#variable_conflict use_column
DECLARE
    digest bytea := sha256(convert_to(said::text, 'UTF8'));
    named text := btrim(said ->> 'subject');
    made bigint;
BEGIN
    -- A twin of this request waits here until we have finished.
    PERFORM pg_advisory_xact_lock(hashtextextended('ksbb told ' || form::text, 0));
    SELECT CASE WHEN c.request_hash = digest THEN 'TOLD' ELSE 'KEY_REUSED' END,
           CASE WHEN c.request_hash = digest THEN c.code END
    INTO outcome, code FROM app.complaint c WHERE c.key = form;
    IF NOT FOUND THEN
        outcome := app.told_limited(source);
        IF outcome IS NULL THEN
            INSERT INTO app.complaint (key, request_hash, pemprov_id, about, subject, unit_id,
                                       organisation_id, happened, told, state)
            SELECT form, digest, o.id, said ->> 'about', said ->> 'subject',
                   (SELECT u.id FROM pub.unit u WHERE said ->> 'about' = 'UNIT' AND u.code = named),
                   (SELECT p.id FROM pub.organisation p
                    WHERE said ->> 'about' = 'ORGANISATION' AND lower(p.name) = lower(named)
                    ORDER BY p.id LIMIT 1),
                   said ->> 'happened', said ->> 'told', 'received'
            FROM app.organisation o WHERE o.kind = 'PEMPROV'
            RETURNING 'TOLD', complaint.code, complaint.id INTO STRICT outcome, code, made;
            INSERT INTO app.reporter (complaint_id, contact)
            SELECT made, said ->> 'contact' WHERE said ->> 'contact' <> '';
            -- What was told and by whom stays out of the trail: it is not ours to publish there.
            PERFORM app.record('ComplaintReceived', 'tell_complaint', 'complaint', made, NULL,
                               facts, facts)
            FROM jsonb_build_object('about', said ->> 'about', 'happened', said ->> 'happened')
                AS facts;
        END IF;
    END IF;
    RETURN NEXT;
END $$;
ALTER FUNCTION app.complaint_make(uuid, text, jsonb) OWNER TO ksbb_engine;
GRANT EXECUTE ON FUNCTION app.complaint_make(uuid, text, jsonb) TO ksbb_public;

-- Takes in a proposal: as above; `unit` is the code of a unit, `said` families, people, source,
-- day, remark and contact. Also UNKNOWN where there is no such unit.
CREATE FUNCTION app.proposal_make(form uuid, source text, unit text, said jsonb)
RETURNS TABLE (outcome text, code text)
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp
AS $$
#variable_conflict use_column
DECLARE
    digest bytea := sha256(convert_to(unit || ' ' || said::text, 'UTF8'));
    made bigint;
BEGIN
    PERFORM pg_advisory_xact_lock(hashtextextended('ksbb told ' || form::text, 0));
    SELECT CASE WHEN p.request_hash = digest THEN 'TOLD' ELSE 'KEY_REUSED' END,
           CASE WHEN p.request_hash = digest THEN p.code END
    INTO outcome, code FROM app.proposal p WHERE p.key = form;
    IF NOT FOUND THEN
        outcome := app.told_limited(source);
        IF outcome IS NULL THEN
            INSERT INTO app.proposal (key, request_hash, pemprov_id, unit_id, families, people,
                                      source, day, remark, before_id, state)
            SELECT form, digest, o.id, u.id, (said ->> 'families')::int, (said ->> 'people')::int,
                   said ->> 'source', (said ->> 'day')::date, said ->> 'remark', u.snapshot_id,
                   'received'
            FROM app.organisation o, pub.unit u WHERE o.kind = 'PEMPROV' AND u.code = unit
            RETURNING 'TOLD', proposal.code, proposal.id INTO outcome, code, made;
            IF NOT FOUND THEN
                outcome := 'UNKNOWN';
            ELSE
                INSERT INTO app.reporter (proposal_id, contact)
                SELECT made, said ->> 'contact' WHERE said ->> 'contact' <> '';
                PERFORM app.record('ProposalReceived', 'tell_proposal', 'proposal', made, NULL,
                                   facts, facts)
                FROM jsonb_build_object('unit', unit) AS facts;
            END IF;
        END IF;
    END IF;
    RETURN NEXT;
END $$;
ALTER FUNCTION app.proposal_make(uuid, text, text, jsonb) OWNER TO ksbb_engine;
GRANT EXECUTE ON FUNCTION app.proposal_make(uuid, text, text, jsonb) TO ksbb_public;

-- A code as it was typed or read aloud.
CREATE FUNCTION app.code_typed(typed text) RETURNS text LANGUAGE sql IMMUTABLE PARALLEL SAFE
SET search_path = pg_catalog, pg_temp
AS $$ SELECT upper(regexp_replace(left(typed, 40), '[\s.-]', '', 'g')) $$;
ALTER FUNCTION app.code_typed(text) OWNER TO ksbb_owner;
GRANT EXECUTE ON FUNCTION app.code_typed(text) TO ksbb_engine, ksbb_tenant, ksbb_gov;

-- How a complaint stands, for whoever knows its code; no row for anybody else. Never what was told
-- and never by whom.
CREATE FUNCTION app.complaint_status(typed text)
RETURNS TABLE (code text, about text, happened text, state text, unit_id bigint,
               organisation_id bigint, received_at timestamptz, in_hand_at timestamptz, answered_at timestamptz,
               answer text)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp
AS $$
    SELECT c.code, c.about, c.happened, c.state, c.unit_id, c.organisation_id, c.received_at,
           (SELECT s.recorded FROM app.step s
            WHERE s.thing = 'complaint' AND s.thing_id = c.id AND s.becomes = 'in_hand'),
           (SELECT s.recorded FROM app.step s
            WHERE s.thing = 'complaint' AND s.thing_id = c.id
              AND s.becomes IN ('answered', 'closed')),
           c.reason
    FROM app.complaint c WHERE c.code = app.code_typed(typed)
$$;
ALTER FUNCTION app.complaint_status(text) OWNER TO ksbb_engine;
GRANT EXECUTE ON FUNCTION app.complaint_status(text) TO ksbb_public, ksbb_tenant, ksbb_gov;

CREATE FUNCTION app.proposal_status(typed text)
RETURNS TABLE (code text, state text, unit_id bigint, received_at timestamptz,
               answered_at timestamptz, answer text)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp
AS $$
    SELECT p.code, p.state, p.unit_id, p.received_at,
           (SELECT s.recorded FROM app.step s
            WHERE s.thing = 'proposal' AND s.thing_id = p.id AND s.was = 'received'),
           p.reason
    FROM app.proposal p WHERE p.code = app.code_typed(typed)
$$;
ALTER FUNCTION app.proposal_status(text) OWNER TO ksbb_engine;
GRANT EXECUTE ON FUNCTION app.proposal_status(text) TO ksbb_public, ksbb_tenant, ksbb_gov;

-- Forgets how people can be reached once that has been kept long enough. Returns how many.
CREATE FUNCTION app.forget_reporters(at_most int) RETURNS int LANGUAGE plpgsql
SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp
AS $$
DECLARE
    gone int;
BEGIN
    DELETE FROM app.reporter WHERE id IN (
        SELECT r.id FROM app.reporter r WHERE r.kept_until <= clock_timestamp()
        ORDER BY r.kept_until LIMIT at_most);
    GET DIAGNOSTICS gone = ROW_COUNT;
    RETURN gone;
END $$;
ALTER FUNCTION app.forget_reporters(int) OWNER TO ksbb_engine;
GRANT EXECUTE ON FUNCTION app.forget_reporters(int) TO ksbb_worker;
