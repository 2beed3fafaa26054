-- The Pemprov releases, for other pledges, what an aggregator without an agreement in force has committed of a
-- pledge and not loaded. Holds of it are released too. Returns the reassignment.
CREATE OR REPLACE FUNCTION app.pledge_reassign(this bigint, why text) RETURNS bigint
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp
AS $$
DECLARE
    pledge app.pledge;
    held bigint[];
    ids bigint[];
    parts int[];
    made bigint;
BEGIN
    PERFORM app.pledge_lock(this);
    SELECT * INTO pledge FROM app.pledge WHERE id = this;
    SELECT array_agg(id ORDER BY id) FILTER (WHERE state = 'held'),
           array_agg(id ORDER BY id) FILTER (WHERE state = 'committed'),
           array_agg(quantity - released - loaded ORDER BY id) FILTER (WHERE state = 'committed')
    INTO held, ids, parts
    FROM app.allocation
    WHERE pledge_id = this AND state IN ('held', 'committed') AND quantity - released > loaded;
    IF NOT coalesce(sec.is_pemprov() AND sec.may_act(), false) OR pledge.state <> 'committed' OR ids IS NULL
       OR NOT app.lacks_agreement(pledge.executor_id) THEN
        RAISE EXCEPTION 'not a pledge that you may reassign' USING ERRCODE = 'KS001';
    END IF;
    PERFORM app.allocations_shrink(ids, parts, 'REASSIGNED', 'reassign', why);
    INSERT INTO app.reassignment (pledge_id, donor_id, executor_id, phase_id, state, reason, packages, releases,
                                  journal_id, created_by)
    VALUES (pledge.id, pledge.donor_id, pledge.executor_id, pledge.phase_id, 'released', why,
            (SELECT sum(part) FROM unnest(parts) AS part),
            ARRAY(SELECT max(release.id) FROM pub.release
                  WHERE release.allocation_id = ANY (ids) AND release.cause = 'REASSIGNED'
                  GROUP BY release.allocation_id),
            (SELECT max(journal.id) FROM ledger.journal
             WHERE journal.thing = 'pledge' AND journal.thing_id = this AND journal.action = 'reassign'),
            sec.person())
    RETURNING id INTO made;
    IF held IS NOT NULL THEN
        PERFORM app.allocations_release(held, 'reassign', why);
    END IF;
    RETURN made;
END $$;
