-- A pledge that ends releases the money that was bound to it, in the same transaction.
CREATE OR REPLACE FUNCTION app.funding_released() RETURNS trigger LANGUAGE plpgsql
SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp
AS $$
DECLARE bound app.funding;
BEGIN
    FOR bound IN SELECT * FROM app.funding WHERE pledge_id = NEW.id AND released_on IS NULL
             ORDER BY contribution_id, id
    LOOP
        UPDATE app.contribution SET funded = funded - bound.amount WHERE id = bound.contribution_id;
        PERFORM ledger.post_money(bound.executor_id, bound.donor_id, 'release', 'pledge', NEW.id,
            'committed', 'received', bound.contribution_id, bound.amount, app.today(), NEW.reason);
        UPDATE app.funding SET released_on = app.today() WHERE id = bound.id;
    END LOOP;
    RETURN NULL;
END $$;
