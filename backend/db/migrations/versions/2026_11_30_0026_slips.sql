-- Slips are printed for units, and their codes confirm deliveries. The tables are of revision 0020.

-- A slip gets its token and its codes when its page is shown; until then the token is nobody's.
GRANT UPDATE (token_hash) ON app.slip TO ksbb_engine;

-- Wrong codes are counted, for the unit and for the network that they come from.
ALTER TABLE sec.attempt DROP CONSTRAINT attempt_kind_check;
ALTER TABLE sec.attempt ADD CONSTRAINT attempt_kind_check CHECK (kind IN (
    'LINK_ADDRESS', 'LINK_SOURCE', 'INVITATION_ADDRESS', 'INVITATION_TENANT', 'SUBMISSION_SOURCE',
    'SUBMISSION_ALL', 'SLIP_UNIT', 'SLIP_SOURCE'));

CREATE FUNCTION sec.attempts(what text, subject text) RETURNS int
    LANGUAGE plpgsql AS 'placeholder';
ALTER FUNCTION sec.attempts OWNER TO ksbb_engine;

CREATE FUNCTION app.slip_print(unit bigint, phase bigint) RETURNS bigint
    LANGUAGE plpgsql AS 'placeholder';
ALTER FUNCTION app.slip_print OWNER TO ksbb_engine;
GRANT EXECUTE ON FUNCTION app.slip_print TO ksbb_gov;

CREATE FUNCTION app.slip_expected(this bigint) RETURNS int
    LANGUAGE plpgsql AS 'placeholder';
ALTER FUNCTION app.slip_expected OWNER TO ksbb_engine;
GRANT EXECUTE ON FUNCTION app.slip_expected TO ksbb_gov;

CREATE FUNCTION app.slip_issue(this bigint, token_hash bytea, codes bytea[]) RETURNS void
    LANGUAGE plpgsql AS 'placeholder';
ALTER FUNCTION app.slip_issue OWNER TO ksbb_engine;
GRANT EXECUTE ON FUNCTION app.slip_issue TO ksbb_gov;

CREATE FUNCTION app.slip_place(token_hash bytea, unit_code text, source text)
    RETURNS TABLE (unit_id bigint, code text, name text, kelurahan text, slowed boolean)
    LANGUAGE plpgsql AS 'placeholder';
ALTER FUNCTION app.slip_place OWNER TO ksbb_engine;
GRANT EXECUTE ON FUNCTION app.slip_place TO ksbb_tenant, ksbb_gov;

-- What a code is worth: NULL (it may be used), CORRECTS (its stop may be corrected), UNKNOWN, VOID,
-- EXPIRED, USED.
CREATE FUNCTION app.slip_code_problem(code app.slip_code) RETURNS text
    LANGUAGE plpgsql AS 'placeholder';
ALTER FUNCTION app.slip_code_problem OWNER TO ksbb_engine;

CREATE FUNCTION app.slip_try(unit bigint, code_hmac bytea, source text)
    RETURNS TABLE (problem text, slip_id bigint, stop_id bigint)
    LANGUAGE plpgsql AS 'placeholder';
ALTER FUNCTION app.slip_try OWNER TO ksbb_engine;
GRANT EXECUTE ON FUNCTION app.slip_try TO ksbb_tenant, ksbb_gov;

CREATE FUNCTION app.slip_stops() RETURNS TABLE (stop_id bigint, executor text, dispatched_on date,
    package_id bigint, package text, confirmed boolean)
    LANGUAGE plpgsql AS 'placeholder';
ALTER FUNCTION app.slip_stops OWNER TO ksbb_engine;
GRANT EXECUTE ON FUNCTION app.slip_stops TO ksbb_tenant;

CREATE FUNCTION app.slip_receipt(stop bigint) RETURNS TABLE (match text, correct_until timestamptz)
    LANGUAGE plpgsql AS 'placeholder';
ALTER FUNCTION app.slip_receipt OWNER TO ksbb_engine;
GRANT EXECUTE ON FUNCTION app.slip_receipt TO ksbb_tenant;

CREATE FUNCTION app.slip_use(stop bigint, code_hmac bytea) RETURNS text
    LANGUAGE plpgsql AS 'placeholder';
ALTER FUNCTION app.slip_use OWNER TO ksbb_engine;
GRANT EXECUTE ON FUNCTION app.slip_use TO ksbb_tenant, ksbb_gov;
