-- Opens a discrepancy for each load of a handover of which packages are damaged or missing; with `of_spoiled`,
-- for ready meals that were brought back. One that was void opens again. Only the engine may call it.
CREATE OR REPLACE FUNCTION app.discrepancies_open(this bigint, of_spoiled boolean, effective date) RETURNS void
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp
AS $$
BEGIN
    INSERT INTO app.discrepancy (handover_id, load_id, stop_id, line_id, donor_id, executor_id, damaged, missing,
        spoiled, state, opened_on, due_on)
    SELECT line.handover_id, line.load_id, line.stop_id, line.line_id, line.donor_id, line.executor_id,
           lost.damaged, lost.missing, of_spoiled, 'open', discrepancies_open.effective,
           app.today() + programme.settlement_days
    FROM app.handover_line AS line
    CROSS JOIN LATERAL (
        SELECT CASE WHEN of_spoiled THEN line.spoiled ELSE line.damaged END AS damaged,
               CASE WHEN of_spoiled THEN 0 ELSE line.missing END AS missing) AS lost
    JOIN app.load ON load.id = line.load_id
    JOIN app.allocation ON allocation.id = load.allocation_id
    JOIN pub.phase ON phase.id = allocation.phase_id
    JOIN pub.programme ON programme.id = phase.programme_id
    WHERE line.handover_id = this AND lost.damaged + lost.missing > 0
    ON CONFLICT (handover_id, load_id, spoiled) DO UPDATE
    SET damaged = excluded.damaged, missing = excluded.missing, state = 'open';
END $$;
