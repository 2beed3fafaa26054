-- Takes capacity for a pledge, or takes nothing and says why: one row for each refusal.
-- Elements of the arrays belong together. An empty answer means that all was taken.
CREATE OR REPLACE FUNCTION app.needs_reserve(this bigint, lines bigint[], needs bigint[],
    quantities int[], starts date, ends date)
RETURNS TABLE (refusal text, need_id bigint, requested bigint, remaining bigint)
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp
AS $$
#variable_conflict use_column
DECLARE
    pledge app.pledge;
    programme pub.programme;
    phase pub.phase;
    tenant bigint := sec.tenant();
    instant timestamptz;
    on_day date;
    expired bigint[];
    held_by_donor bigint;
    requested_total bigint := (SELECT sum(quantity) FROM unnest(quantities) AS quantity);
    codes text[];
BEGIN
    SELECT * INTO pledge FROM app.pledge WHERE id = this FOR NO KEY UPDATE;
    IF pledge IS NULL OR tenant IS NULL OR sec.role() NOT IN ('OWNER', 'OPERATOR')
       OR NOT ((tenant = pledge.executor_id AND pledge.state IN ('accepted', 'committed'))
               OR (tenant = pledge.donor_id AND pledge.state = 'submitted')) THEN
        RAISE EXCEPTION 'not a pledge that you may allocate' USING ERRCODE = 'KS001';
    END IF;
    PERFORM app.require_agreement(pledge.executor_id);
    SELECT * INTO phase FROM pub.phase WHERE id = pledge.phase_id;
    SELECT * INTO programme FROM pub.programme WHERE id = phase.programme_id;
    IF EXISTS (SELECT FROM app.withdrawal WHERE withdrawal.pledge_id = pledge.id
               AND withdrawal.state IN ('requested', 'agreed')) THEN
        RAISE EXCEPTION 'its giver withdraws it' USING ERRCODE = 'KS001';
    END IF;
    IF EXISTS (SELECT FROM app.closing
               WHERE closing.line_id = ANY (lines) AND closing.state <> 'taken_back') THEN
        RAISE EXCEPTION 'the line was closed short'
            USING ERRCODE = 'check_violation', CONSTRAINT = 'line_is_closed';
    END IF;
    -- A donor of whom nothing was committed yet holds little: counted under its own lock.
    IF EXISTS (SELECT FROM app.organisation WHERE id = pledge.donor_id AND kind = 'DONOR')
       AND NOT EXISTS (SELECT FROM app.allocation
                       WHERE donor_id = pledge.donor_id AND committed_on IS NOT NULL) THEN
        PERFORM pg_advisory_xact_lock(hashtextextended('ksbb newcomer', pledge.donor_id));
        SELECT coalesce(sum(quantity), 0) INTO held_by_donor FROM app.allocation
        WHERE donor_id = pledge.donor_id AND phase_id = pledge.phase_id AND state = 'held'
          AND (expires_at IS NULL OR expires_at > app.now());
        IF held_by_donor + requested_total > programme.newcomer_limit THEN
            RETURN QUERY SELECT 'NEWCOMER_LIMIT', NULL::bigint, requested_total,
                                greatest(programme.newcomer_limit - held_by_donor, 0);
            RETURN;
        END IF;
    END IF;
    PERFORM FROM pub.need WHERE id = ANY (needs) ORDER BY id FOR NO KEY UPDATE;
    -- The clock after the locks: a hold that expired while we waited is gone.
    instant := app.now();
    on_day := (instant AT TIME ZONE 'Asia/Jakarta')::date;
    SELECT array_agg(id) INTO expired FROM app.allocation
    WHERE need_id = ANY (needs) AND state = 'held' AND expires_at <= instant;
    IF expired IS NOT NULL THEN
        PERFORM app.allocations_release(expired, 'lapse', 'LAPSED');
    END IF;
    RETURN QUERY
        SELECT checked.refusal, checked.need_id, checked.requested, checked.remaining FROM (
            SELECT CASE WHEN need.id IS NULL OR need.phase_id <> pledge.phase_id
                             OR pledge_line.id IS NULL THEN 'UNKNOWN'
                        WHEN need.state = 'closed' OR on_day > phase.ends_on THEN 'CLOSED'
                        WHEN wanted.requested > need.target - need.held - need.committed THEN 'MET'
                   END AS refusal,
                   wanted.need_id, wanted.requested,
                   (need.target - need.held - need.committed)::bigint AS remaining
            FROM (SELECT share.need_id, share.line_id,
                         sum(sum(share.quantity)) OVER (PARTITION BY share.need_id)::bigint
                             AS requested
                  FROM unnest(lines, needs, quantities) AS share (line_id, need_id, quantity)
                  GROUP BY share.need_id, share.line_id) AS wanted
            LEFT JOIN pub.need ON need.id = wanted.need_id
            LEFT JOIN app.pledge_line ON pledge_line.id = wanted.line_id
                AND pledge_line.pledge_id = pledge.id
                AND pledge_line.package_id = need.package_id) AS checked
        WHERE checked.refusal IS NOT NULL ORDER BY checked.need_id;
    IF FOUND THEN
        RETURN;
    END IF;
    UPDATE pub.need SET held = need.held + added.quantity
    FROM (SELECT share.need_id, sum(share.quantity) AS quantity
          FROM unnest(needs, quantities) AS share (need_id, quantity) GROUP BY share.need_id) AS added
    WHERE need.id = added.need_id;
    UPDATE app.pledge_line SET allocated = pledge_line.allocated + added.quantity
    FROM (SELECT share.line_id, sum(share.quantity) AS quantity
          FROM unnest(lines, quantities) AS share (line_id, quantity) GROUP BY share.line_id) AS added
    WHERE pledge_line.id = added.line_id;
    INSERT INTO app.allocation (line_id, pledge_id, donor_id, executor_id, need_id, unit_id, phase_id,
        package_id, quantity, state, expires_at, window_starts, window_ends, created_by)
    SELECT share.line_id, pledge.id, pledge.donor_id, pledge.executor_id, need.id, need.unit_id,
           need.phase_id, need.package_id, share.quantity, 'held',
           CASE WHEN pledge.channel = 'VIA_AGGREGATOR' AND pledge.state = 'submitted'
                THEN instant + make_interval(hours => programme.hold_hours) END,
           starts, ends, sec.person()
    FROM unnest(lines, needs, quantities) AS share (line_id, need_id, quantity)
    JOIN pub.need ON need.id = share.need_id
    ORDER BY need.id;
    SELECT array_agg(package.code ORDER BY share.position) INTO codes
    FROM unnest(needs) WITH ORDINALITY AS share (need_id, position)
    JOIN pub.need ON need.id = share.need_id JOIN pub.package ON package.id = need.package_id;
    PERFORM ledger.post_packages('PROMISE', pledge.donor_id, pledge.executor_id, 'pledge', 'pledge', pledge.id,
        'promise', 'pledged', needs, codes, quantities::bigint[], tenant, on_day, NULL);
END $$;
