-- An allocation of which everything was received or released is fulfilled; it is committed again if a
-- correction says otherwise.
CREATE OR REPLACE FUNCTION app.allocations_settled(ids bigint[]) RETURNS void
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp
AS $$
BEGIN
    UPDATE app.allocation SET state = 'fulfilled'
    WHERE id = ANY (ids) AND state = 'committed' AND received + released = quantity;
    UPDATE app.allocation SET state = 'committed'
    WHERE id = ANY (ids) AND state = 'fulfilled' AND received + released < quantity;
END $$;
