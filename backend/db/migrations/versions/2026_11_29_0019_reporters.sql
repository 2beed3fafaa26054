-- How to reach who sent a complaint or a proposal, apart from what they wrote: deleted 30 days after
-- the answer, and after 180 days at the latest. Real time: a demo's people are made up, a visitor isn't.
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

CREATE FUNCTION app.reporter_answered() RETURNS trigger LANGUAGE plpgsql AS 'placeholder';
ALTER FUNCTION app.reporter_answered OWNER TO ksbb_engine;
CREATE TRIGGER answered AFTER UPDATE OF state ON app.complaint
    FOR EACH ROW WHEN (NEW.state IN ('answered', 'closed'))
    EXECUTE FUNCTION app.reporter_answered();
CREATE TRIGGER answered AFTER UPDATE OF state ON app.proposal
    FOR EACH ROW WHEN (NEW.state IN ('accepted', 'declined'))
    EXECUTE FUNCTION app.reporter_answered();

ALTER TABLE app.reporter ENABLE ROW LEVEL SECURITY;
ALTER TABLE app.reporter FORCE ROW LEVEL SECURITY;

-- Who only looks (an auditor) needs no telephone number.
CREATE POLICY pemprov_select ON app.reporter FOR SELECT TO ksbb_tenant, ksbb_gov
    USING ((SELECT sec.is_pemprov()) AND (SELECT sec.may_act()));
CREATE POLICY engine_select ON app.reporter FOR SELECT TO ksbb_engine, ksbb_worker USING (true);
CREATE POLICY engine_insert ON app.reporter FOR INSERT TO ksbb_engine WITH CHECK (true);
CREATE POLICY engine_update ON app.reporter FOR UPDATE TO ksbb_engine
    USING (true) WITH CHECK (true);
CREATE POLICY engine_delete ON app.reporter FOR DELETE TO ksbb_engine USING (true);
GRANT SELECT ON app.reporter TO ksbb_tenant, ksbb_gov, ksbb_engine, ksbb_worker;
GRANT INSERT, DELETE, UPDATE (kept_until) ON app.reporter TO ksbb_engine;

CREATE FUNCTION app.erase_reporter_contacts(at_most int) RETURNS int LANGUAGE plpgsql AS 'placeholder';
ALTER FUNCTION app.erase_reporter_contacts OWNER TO ksbb_engine;
GRANT EXECUTE ON FUNCTION app.erase_reporter_contacts TO ksbb_worker;
