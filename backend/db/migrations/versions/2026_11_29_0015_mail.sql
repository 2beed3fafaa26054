-- Mail on its way out. Facts may hold tokens, so they are wiped once the mail went or failed.
CREATE TABLE app.mail (
    id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    recipient text NOT NULL CHECK (recipient ~ '^[^@\s]+@[^@\s]+$'),
    template text NOT NULL CHECK (template ~ '^[A-Z_]+$'),
    facts jsonb NOT NULL,
    -- The event that asked for it: delivered twice, it still makes one mail.
    event uuid,
    state text NOT NULL DEFAULT 'waiting' CHECK (state IN ('waiting', 'sent', 'failed')),
    created_at timestamptz NOT NULL DEFAULT clock_timestamp(),
    due timestamptz NOT NULL DEFAULT clock_timestamp(),
    expires_at timestamptz NOT NULL DEFAULT clock_timestamp() + interval '3 days',
    attempts int NOT NULL DEFAULT 0,
    error text,
    done_at timestamptz,
    UNIQUE (event, recipient),
    CHECK ((state = 'waiting') = (done_at IS NULL)),
    CHECK (state = 'waiting' OR facts = '{}')
);
ALTER TABLE app.mail OWNER TO ksbb_owner;
CREATE INDEX mail_waiting ON app.mail (due) WHERE state = 'waiting';
CREATE INDEX mail_done ON app.mail (done_at) WHERE state <> 'waiting';
ALTER TABLE app.mail ENABLE ROW LEVEL SECURITY;
ALTER TABLE app.mail FORCE ROW LEVEL SECURITY;
CREATE POLICY engine_select ON app.mail FOR SELECT TO ksbb_engine, ksbb_worker USING (true);
CREATE POLICY engine_insert ON app.mail FOR INSERT TO ksbb_engine, ksbb_worker WITH CHECK (true);
CREATE POLICY worker_update ON app.mail FOR UPDATE TO ksbb_worker USING (true) WITH CHECK (true);
CREATE POLICY worker_delete ON app.mail FOR DELETE TO ksbb_worker USING (true);
GRANT SELECT ON app.mail TO ksbb_engine, ksbb_worker;
GRANT INSERT (recipient, template, facts, event, expires_at) ON app.mail TO ksbb_engine, ksbb_worker;
GRANT UPDATE (facts, state, due, attempts, error, done_at) ON app.mail TO ksbb_worker;
GRANT DELETE ON app.mail TO ksbb_worker;

CREATE FUNCTION app.mail_queue(recipient text, template text, facts jsonb) RETURNS void
    LANGUAGE plpgsql AS 'placeholder';
ALTER FUNCTION app.mail_queue OWNER TO ksbb_engine;
GRANT EXECUTE ON FUNCTION app.mail_queue TO ksbb_worker;

CREATE FUNCTION app.invitation_mail(this bigint) RETURNS void LANGUAGE plpgsql AS 'placeholder';
ALTER FUNCTION app.invitation_mail OWNER TO ksbb_engine;
GRANT EXECUTE ON FUNCTION app.invitation_mail TO ksbb_tenant, ksbb_gov;
