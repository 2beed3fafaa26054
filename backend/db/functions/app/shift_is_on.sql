-- Whether a shift may report: it has neither ended nor been revoked. It finishes its stops also where its
-- organisation was suspended meanwhile: what happened is never refused.
CREATE OR REPLACE FUNCTION app.shift_is_on(this bigint) RETURNS boolean LANGUAGE sql STABLE
SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp
AS $$
    SELECT EXISTS (SELECT FROM app.shift
                   WHERE shift.id = this AND shift.revoked_at IS NULL AND shift.ends_at > clock_timestamp())
$$;
