-- Schemas, the signed context, the domain's clock.
--
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
    only_row boolean PRIMARY KEY DEFAULT true CHECK (only_row),
    value bytea NOT NULL
);
ALTER TABLE sec.key OWNER TO ksbb_owner;
ALTER TABLE sec.key ENABLE ROW LEVEL SECURITY;
ALTER TABLE sec.key FORCE ROW LEVEL SECURITY;
CREATE POLICY engine_select ON sec.key FOR SELECT TO ksbb_engine USING (true);
GRANT SELECT ON sec.key TO ksbb_engine;

CREATE FUNCTION sec.claims() RETURNS text[] LANGUAGE plpgsql AS 'placeholder';
ALTER FUNCTION sec.claims OWNER TO ksbb_engine;

CREATE FUNCTION sec.actor() RETURNS text LANGUAGE plpgsql AS 'placeholder';
CREATE FUNCTION sec.actor_id() RETURNS bigint LANGUAGE plpgsql AS 'placeholder';
CREATE FUNCTION sec.organisation() RETURNS bigint LANGUAGE plpgsql AS 'placeholder';
CREATE FUNCTION sec.courier() RETURNS bigint LANGUAGE plpgsql AS 'placeholder';
CREATE FUNCTION sec.shift() RETURNS bigint LANGUAGE plpgsql AS 'placeholder';
CREATE FUNCTION sec.slip() RETURNS bigint LANGUAGE plpgsql AS 'placeholder';
CREATE FUNCTION sec.slip_unit() RETURNS bigint LANGUAGE plpgsql AS 'placeholder';
CREATE FUNCTION sec.areas() RETURNS bigint[] LANGUAGE plpgsql AS 'placeholder';
CREATE FUNCTION sec.courier_stops() RETURNS bigint[] LANGUAGE plpgsql AS 'placeholder';
ALTER FUNCTION sec.courier_stops OWNER TO ksbb_engine;
ALTER FUNCTION sec.actor OWNER TO ksbb_owner;
ALTER FUNCTION sec.actor_id OWNER TO ksbb_owner;
ALTER FUNCTION sec.organisation OWNER TO ksbb_owner;
ALTER FUNCTION sec.courier OWNER TO ksbb_owner;
ALTER FUNCTION sec.shift OWNER TO ksbb_owner;
ALTER FUNCTION sec.slip OWNER TO ksbb_owner;
ALTER FUNCTION sec.slip_unit OWNER TO ksbb_engine;
ALTER FUNCTION sec.areas OWNER TO ksbb_engine;
CREATE FUNCTION sec.tenant() RETURNS bigint LANGUAGE plpgsql AS 'placeholder';
CREATE FUNCTION sec.person() RETURNS bigint LANGUAGE plpgsql AS 'placeholder';
CREATE FUNCTION sec.organisation_kind() RETURNS text LANGUAGE plpgsql AS 'placeholder';
CREATE FUNCTION sec.role() RETURNS text LANGUAGE plpgsql AS 'placeholder';
CREATE FUNCTION sec.is_pemprov() RETURNS boolean LANGUAGE plpgsql AS 'placeholder';
CREATE FUNCTION sec.may_act() RETURNS boolean LANGUAGE plpgsql AS 'placeholder';
ALTER FUNCTION sec.tenant OWNER TO ksbb_owner;
ALTER FUNCTION sec.person OWNER TO ksbb_owner;
ALTER FUNCTION sec.organisation_kind OWNER TO ksbb_owner;
ALTER FUNCTION sec.role OWNER TO ksbb_owner;
ALTER FUNCTION sec.is_pemprov OWNER TO ksbb_owner;
ALTER FUNCTION sec.may_act OWNER TO ksbb_owner;
GRANT EXECUTE ON FUNCTION sec.claims, sec.actor, sec.actor_id, sec.organisation, sec.courier,
    sec.shift, sec.slip, sec.slip_unit, sec.areas, sec.courier_stops, sec.tenant, sec.person,
    sec.organisation_kind, sec.role, sec.is_pemprov,
    sec.may_act TO ksbb_owner, ksbb_engine, ksbb_public, ksbb_tenant, ksbb_gov, ksbb_worker;

-- One clock for every rule of the domain. In production the shift is zero and stays so; the
-- demo shifts it to 24 April 2020 and onwards. Sessions and tokens use real time.
CREATE TABLE pub.clock (
    only_row boolean PRIMARY KEY DEFAULT true CHECK (only_row),
    demo boolean NOT NULL DEFAULT false,
    shift interval NOT NULL DEFAULT '0',
    -- When the demo was complete, in real time; until then it is no demo yet.
    opened_at timestamptz,
    CHECK (demo OR (shift = '0'::interval AND opened_at IS NULL))
);
ALTER TABLE pub.clock OWNER TO ksbb_owner;
INSERT INTO pub.clock DEFAULT VALUES;
GRANT SELECT ON pub.clock TO ksbb_public, ksbb_tenant, ksbb_gov, ksbb_worker, ksbb_engine;
GRANT UPDATE (demo, shift) ON pub.clock TO ksbb_engine;

CREATE FUNCTION app.now() RETURNS timestamptz LANGUAGE plpgsql AS 'placeholder';
CREATE FUNCTION app.today() RETURNS date LANGUAGE plpgsql AS 'placeholder';
CREATE FUNCTION app.is_demo() RETURNS boolean LANGUAGE plpgsql AS 'placeholder';
ALTER FUNCTION app.now OWNER TO ksbb_owner;
ALTER FUNCTION app.today OWNER TO ksbb_owner;
ALTER FUNCTION app.is_demo OWNER TO ksbb_owner;
GRANT EXECUTE ON FUNCTION app.now, app.today, app.is_demo TO ksbb_owner, ksbb_engine, ksbb_public,
    ksbb_tenant, ksbb_gov, ksbb_worker;

CREATE FUNCTION app.clock_set(moment timestamptz) RETURNS timestamptz
    LANGUAGE plpgsql AS 'placeholder';
ALTER FUNCTION app.clock_set OWNER TO ksbb_engine;
GRANT EXECUTE ON FUNCTION app.clock_set TO ksbb_worker;

CREATE FUNCTION app.immutable() RETURNS trigger LANGUAGE plpgsql AS 'placeholder';
ALTER FUNCTION app.immutable OWNER TO ksbb_owner;
GRANT EXECUTE ON FUNCTION app.immutable TO ksbb_owner, ksbb_engine;
