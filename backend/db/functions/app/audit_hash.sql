-- The hash of an audit row; the sealer chains them.
CREATE OR REPLACE FUNCTION app.audit_hash(a app.audit) RETURNS bytea LANGUAGE sql IMMUTABLE
SET search_path = pg_catalog, public, pg_temp
AS $$
    SELECT sha256(convert_to(concat_ws('|', a.id, a.event, a.tenant_id, a.actor, a.actor_id, a.role, a.action,
        a.thing, a.thing_id, a.facts::text, extract(epoch FROM a.recorded), extract(epoch FROM a.at)),
        'UTF8'))
$$;
