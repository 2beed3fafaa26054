-- What a pledge holds becomes committed, and what was delivered before that is booked. Returns how many packages; its state is the caller's.
CREATE OR REPLACE FUNCTION app.needs_commit(this bigint) RETURNS bigint
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp
AS $$
DECLARE
    pledge app.pledge;
    allocations bigint[];
    needs bigint[];
    codes text[];
    quantities bigint[];
    today date := app.today();
BEGIN
    IF app.pledge_lock(this) > 0 THEN
        RAISE EXCEPTION 'holds of the pledge have lapsed' USING ERRCODE = 'KS004';
    END IF;
    SELECT * INTO pledge FROM app.pledge WHERE id = this;
    IF pledge.state <> 'committed' THEN
        RAISE EXCEPTION 'the pledge is not committed' USING ERRCODE = 'KS001';
    END IF;
    IF NOT coalesce(sec.is_pemprov(), false)
       AND NOT (SELECT programme.auto_commit FROM pub.phase
                JOIN pub.programme ON programme.id = phase.programme_id
                WHERE phase.id = pledge.phase_id) THEN
        RAISE EXCEPTION 'a pledge is committed by the Pemprov' USING ERRCODE = 'KS001';
    END IF;
    SELECT array_agg(allocation.id ORDER BY allocation.id),
           array_agg(allocation.need_id ORDER BY allocation.id),
           array_agg(package.code ORDER BY allocation.id),
           array_agg(allocation.quantity::bigint ORDER BY allocation.id)
    INTO allocations, needs, codes, quantities
    FROM app.allocation JOIN pub.package ON package.id = allocation.package_id
    WHERE allocation.pledge_id = this AND allocation.state = 'held';
    IF allocations IS NULL THEN
        RETURN 0;
    END IF;
    UPDATE pub.need
    SET held = need.held - moved.quantity, committed = need.committed + moved.quantity
    FROM (SELECT need_id, sum(quantity) AS quantity
          FROM unnest(needs, quantities) AS line (need_id, quantity) GROUP BY need_id) AS moved
    WHERE need.id = moved.need_id;
    UPDATE app.allocation SET state = 'committed', committed_on = today, expires_at = NULL
    WHERE id = ANY (allocations);
    PERFORM ledger.post_packages('PROMISE', pledge.donor_id, pledge.executor_id, 'commit', 'pledge', pledge.id,
        'pledged', 'committed', needs, codes, quantities, sec.tenant(), today, NULL);
    INSERT INTO pub.commitment (allocation_id, pledge_id, need_id, unit_id, phase_id, package_id,
        giver_id, executor_id, quantity, committed_on, committed_recorded)
    SELECT id, pledge_id, need_id, unit_id, phase_id, package_id, donor_id, executor_id, quantity,
           today, app.now()
    FROM app.allocation WHERE id = ANY (allocations);
    PERFORM app.early_deliveries_book(this);
    RETURN (SELECT sum(quantity) FROM unnest(quantities) AS quantity);
END $$;
