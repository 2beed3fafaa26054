-- After acceptance a hold waits for the Pemprov and no longer runs out.
CREATE OR REPLACE FUNCTION app.holds_renew(this bigint) RETURNS void
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp
AS $$
BEGIN
    PERFORM app.pledge_lock(this);
    UPDATE app.allocation SET expires_at = NULL
    FROM app.pledge
    WHERE pledge.id = this AND pledge.state = 'accepted' AND allocation.pledge_id = this
      AND allocation.state = 'held';
END $$;
