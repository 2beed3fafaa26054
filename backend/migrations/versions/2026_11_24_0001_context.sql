-- Who owns: ksbb_owner the tables, ksbb_engine the few functions that may move what is not
-- the caller's own. Neither can log in. Logins get table grants and row policies only.

CREATE EXTENSION IF NOT EXISTS postgis;
CREATE EXTENSION IF NOT EXISTS pgcrypto;
CREATE EXTENSION IF NOT EXISTS btree_gist;
CREATE EXTENSION IF NOT EXISTS pg_trgm;

REVOKE CREATE ON SCHEMA public FROM PUBLIC;
ALTER DEFAULT PRIVILEGES REVOKE EXECUTE ON FUNCTIONS FROM PUBLIC;
ALTER DEFAULT PRIVILEGES FOR ROLE ksbb_owner REVOKE EXECUTE ON FUNCTIONS FROM PUBLIC;
ALTER DEFAULT PRIVILEGES FOR ROLE ksbb_engine REVOKE EXECUTE ON FUNCTIONS FROM PUBLIC;

CREATE SCHEMA sec AUTHORIZATION ksbb_owner;
CREATE SCHEMA pub AUTHORIZATION ksbb_owner;
CREATE SCHEMA app AUTHORIZATION ksbb_owner;
CREATE SCHEMA ledger AUTHORIZATION ksbb_owner;
GRANT USAGE ON SCHEMA sec, pub, app, ledger TO ksbb_engine, ksbb_worker, ksbb_tenant, ksbb_gov;
GRANT USAGE ON SCHEMA sec, pub, app TO ksbb_public;
GRANT CREATE ON SCHEMA sec, app, ledger, pub TO ksbb_engine;

-- The key that signs app.ctx. Only the engine reads it, and only inside sec.claims().
CREATE TABLE sec.key (
    one boolean PRIMARY KEY DEFAULT true CHECK (one),
    value bytea NOT NULL
);
ALTER TABLE sec.key OWNER TO ksbb_owner;
ALTER TABLE sec.key ENABLE ROW LEVEL SECURITY;
ALTER TABLE sec.key FORCE ROW LEVEL SECURITY;
CREATE POLICY engine_reads ON sec.key FOR SELECT TO ksbb_engine USING (true);
GRANT SELECT ON sec.key TO ksbb_engine;

-- The claims of app.ctx after their signature was checked:
-- {organisation, person, kind, role, expires}. No context: NULL. Forged or expired: an error.
CREATE FUNCTION sec.claims() RETURNS text[]
LANGUAGE plpgsql STABLE PARALLEL SAFE SECURITY DEFINER
SET search_path = pg_catalog, public, pg_temp
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

CREATE FUNCTION sec.tenant() RETURNS bigint LANGUAGE sql STABLE PARALLEL SAFE
AS $$ SELECT (sec.claims())[1]::bigint $$;
CREATE FUNCTION sec.person() RETURNS bigint LANGUAGE sql STABLE PARALLEL SAFE
AS $$ SELECT (sec.claims())[2]::bigint $$;
CREATE FUNCTION sec.kind() RETURNS text LANGUAGE sql STABLE PARALLEL SAFE
AS $$ SELECT (sec.claims())[3] $$;
CREATE FUNCTION sec.role() RETURNS text LANGUAGE sql STABLE PARALLEL SAFE
AS $$ SELECT (sec.claims())[4] $$;
CREATE FUNCTION sec.pemprov() RETURNS boolean LANGUAGE sql STABLE PARALLEL SAFE
AS $$ SELECT (sec.claims())[3] = 'PEMPROV' $$;
-- Whether this role may change things in the name of its organisation.
CREATE FUNCTION sec.acts() RETURNS boolean LANGUAGE sql STABLE PARALLEL SAFE
AS $$ SELECT (sec.claims())[4] IN ('OWNER', 'OPERATOR') $$;
ALTER FUNCTION sec.tenant() OWNER TO ksbb_owner;
ALTER FUNCTION sec.person() OWNER TO ksbb_owner;
ALTER FUNCTION sec.kind() OWNER TO ksbb_owner;
ALTER FUNCTION sec.role() OWNER TO ksbb_owner;
ALTER FUNCTION sec.pemprov() OWNER TO ksbb_owner;
ALTER FUNCTION sec.acts() OWNER TO ksbb_owner;
GRANT EXECUTE ON FUNCTION
    sec.claims(), sec.tenant(), sec.person(), sec.kind(), sec.role(), sec.pemprov(), sec.acts()
    TO ksbb_owner, ksbb_engine, ksbb_public, ksbb_tenant, ksbb_gov, ksbb_worker;

-- One clock for every rule of the domain. In production the shift is zero and stays so; the
-- demo shifts it to 24 April 2020 and onwards. Sessions and tokens use real time.
CREATE TABLE pub.clock (
    one boolean PRIMARY KEY DEFAULT true CHECK (one),
    demo boolean NOT NULL DEFAULT false,
    shift interval NOT NULL DEFAULT '0',
    -- When the demo's story had been told to its end, in real time; until then it is no demo yet.
    opened_at timestamptz,
    CHECK (demo OR (shift = '0'::interval AND opened_at IS NULL))
);
ALTER TABLE pub.clock OWNER TO ksbb_owner;
INSERT INTO pub.clock DEFAULT VALUES;
GRANT SELECT ON pub.clock TO ksbb_public, ksbb_tenant, ksbb_gov, ksbb_worker, ksbb_engine;
GRANT UPDATE (demo, shift) ON pub.clock TO ksbb_engine;

CREATE FUNCTION app.now() RETURNS timestamptz LANGUAGE sql VOLATILE
AS $$ SELECT clock_timestamp() + shift FROM pub.clock $$;
CREATE FUNCTION app.today() RETURNS date LANGUAGE sql VOLATILE
AS $$ SELECT (app.now() AT TIME ZONE 'Asia/Jakarta')::date $$;
CREATE FUNCTION app.demo() RETURNS boolean LANGUAGE sql STABLE AS $$ SELECT demo FROM pub.clock $$;
ALTER FUNCTION app.now() OWNER TO ksbb_owner;
ALTER FUNCTION app.today() OWNER TO ksbb_owner;
ALTER FUNCTION app.demo() OWNER TO ksbb_owner;
GRANT EXECUTE ON FUNCTION app.now(), app.today(), app.demo()
    TO ksbb_owner, ksbb_engine, ksbb_public, ksbb_tenant, ksbb_gov, ksbb_worker;

-- Moves the demo's clock. Only the worker's login, and only where the demo was switched on
-- by the administrator (UPDATE pub.clock SET demo = true).
CREATE FUNCTION app.clock_set(moment timestamptz) RETURNS timestamptz
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp
AS $$
BEGIN
    UPDATE pub.clock SET shift = moment - clock_timestamp() WHERE demo;
    IF NOT FOUND THEN
        RAISE EXCEPTION 'the clock moves only in a demo' USING ERRCODE = 'insufficient_privilege';
    END IF;
    RETURN moment;
END $$;
ALTER FUNCTION app.clock_set(timestamptz) OWNER TO ksbb_engine;
GRANT EXECUTE ON FUNCTION app.clock_set(timestamptz) TO ksbb_worker;
