-- The executor closes a line of which too little came within 7 days of its first commitment, and not before its
-- phase begins: what did not come is released, the youngest allocations first, and the line gets no further ones. Returns the closing.
CREATE OR REPLACE FUNCTION app.line_close_short(this bigint, why text) RETURNS bigint
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp
AS $$
DECLARE
    line app.pledge_line;
    pledge app.pledge;
    ids bigint[];
    parts int[];
    posted bigint;
    made bigint;
BEGIN
    SELECT * INTO line FROM app.pledge_line WHERE id = this;
    PERFORM app.pledge_lock(line.pledge_id);
    SELECT * INTO line FROM app.pledge_line WHERE id = this;
    SELECT * INTO pledge FROM app.pledge WHERE id = line.pledge_id;
    IF NOT coalesce(pledge.executor_id = sec.tenant() AND sec.may_act(), false) OR pledge.state <> 'committed'
       OR (SELECT kind FROM app.organisation WHERE id = pledge.executor_id) = 'DONOR'
       OR line.stocked - line.replaced >= line.quantity
       OR EXISTS (SELECT FROM app.closing WHERE closing.line_id = this AND closing.state <> 'taken_back')
       OR EXISTS (SELECT FROM app.withdrawal WHERE withdrawal.pledge_id = pledge.id
                  AND withdrawal.state IN ('requested', 'agreed'))
       OR EXISTS (SELECT FROM app.allocation WHERE allocation.line_id = this AND allocation.state = 'held')
       OR app.today() < (SELECT phase.starts_on FROM pub.phase WHERE phase.id = pledge.phase_id)
       OR NOT EXISTS (SELECT FROM app.allocation
                      WHERE allocation.line_id = this AND allocation.committed_on <= app.today() - 7) THEN
        RAISE EXCEPTION 'not a line that you may close short' USING ERRCODE = 'KS001';
    END IF;
    SELECT array_agg(part.allocation_id ORDER BY part.allocation_id),
           array_agg(part.quantity ORDER BY part.allocation_id)
    INTO ids, parts FROM app.closing_parts(this) AS part;
    IF ids IS NOT NULL THEN
        PERFORM app.allocations_shrink(ids, parts, 'CLOSED_SHORT', 'close_short', why);
        SELECT max(journal.id) INTO posted FROM ledger.journal
        WHERE journal.thing = 'pledge' AND journal.thing_id = pledge.id AND journal.action = 'close_short';
    END IF;
    INSERT INTO app.closing (line_id, pledge_id, donor_id, executor_id, phase_id, package_id, state, reason,
                             promised, came, packages, journal_id, created_by)
    VALUES (line.id, line.pledge_id, line.donor_id, line.executor_id, line.phase_id, line.package_id, 'closed', why,
            line.quantity, line.stocked - line.replaced,
            coalesce((SELECT sum(part) FROM unnest(parts) AS part), 0), posted, sec.person())
    RETURNING id INTO made;
    RETURN made;
END $$;
