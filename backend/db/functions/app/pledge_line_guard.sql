-- A line joins only a pledge that is being submitted: who accepts or commits one knows what it
-- is. Checked before any unique index, whose error would show what another's pledge holds.
CREATE OR REPLACE FUNCTION app.pledge_line_guard() RETURNS trigger LANGUAGE plpgsql
SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp
AS $$
BEGIN
    IF NOT EXISTS (SELECT FROM app.pledge
                   WHERE id = NEW.pledge_id AND donor_id = NEW.donor_id AND donor_id = sec.tenant()
                     AND state = 'submitted' AND xid = pg_current_xact_id()) THEN
        RAISE EXCEPTION 'a line joins only a pledge of its own transaction'
            USING ERRCODE = 'KS001';
    END IF;
    IF NEW.version_id IS DISTINCT FROM (
        SELECT id FROM pub.package_version
        WHERE package_id = NEW.package_id AND since <= app.today() ORDER BY number DESC LIMIT 1) THEN
        RAISE EXCEPTION 'not the version of the package in force' USING ERRCODE = 'KS001';
    END IF;
    RETURN NEW;
END $$;
