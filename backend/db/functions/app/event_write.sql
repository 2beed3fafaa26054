-- One event and one audit row for one change; the same id on both. No login may call it: an event that a
-- person records goes through app.record_event(), which checks whose thing it is.
CREATE OR REPLACE FUNCTION app.event_write(kind text, action text, thing text, thing_id bigint,
    counterparty_id bigint, payload jsonb, facts jsonb) RETURNS void
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp
AS $$
DECLARE
    event uuid := gen_random_uuid();
BEGIN
    INSERT INTO app.outbox (event, kind, tenant_id, counterparty_id, thing, thing_id, payload)
    VALUES (event, kind, coalesce(sec.organisation(), 0), counterparty_id, thing, thing_id, payload);
    INSERT INTO app.audit (event, action, thing, thing_id, facts)
    VALUES (event, action, thing, thing_id, facts);
END $$;
