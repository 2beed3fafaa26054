-- Packages of a line become lots by the money that paid for them, whether they were counted in or are born when
-- a trip leaves.
CREATE FUNCTION app.lots_make(this bigint, receipt bigint, packages int, replacing int, came_on date, expiry date)
    RETURNS TABLE (lot_id bigint, quantity bigint) LANGUAGE plpgsql AS 'placeholder';
ALTER FUNCTION app.lots_make OWNER TO ksbb_engine;
