-- Adds waiting changes to the ladder of every level of areas, in one statement. Returns how many.
CREATE OR REPLACE FUNCTION ledger.apply_ladder_changes(at_most int DEFAULT 20000) RETURNS int LANGUAGE plpgsql
SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp
AS $$
DECLARE applied int;
BEGIN
    -- One at a time: two would upsert the same cells in different orders.
    PERFORM pg_advisory_xact_lock(hashtext('ksbb ladder'));
    WITH waiting AS (
        DELETE FROM pub.ladder_change
        WHERE id IN (SELECT id FROM pub.ladder_change ORDER BY id LIMIT at_most)
        RETURNING *
    ), change AS (
        SELECT level.area_id, waiting.unit_kind, waiting.giver_id, waiting.executor_id, waiting.day,
               waiting.phase_id, waiting.package_id, waiting.rung, sum(waiting.quantity) AS quantity
        FROM waiting JOIN pub.area ON area.id = waiting.area_id
        CROSS JOIN LATERAL (VALUES (area.id), (area.kecamatan_id), (area.kota_id), (area.provinsi_id))
            AS level (area_id)
        WHERE level.area_id IS NOT NULL
        GROUP BY 1, 2, 3, 4, 5, 6, 7, 8
    ), upserted AS (
        INSERT INTO pub.ladder AS base (area_id, unit_kind, giver_id, executor_id, day, phase_id,
                                        package_id, rung, quantity)
        SELECT * FROM change
        ON CONFLICT (area_id, rung, package_id, phase_id, day, giver_id, executor_id, unit_kind)
        DO UPDATE SET quantity = base.quantity + excluded.quantity
    )
    SELECT count(*) INTO applied FROM waiting;
    RETURN applied;
END $$;
