-- Adds new needs to the totals of every area level.
CREATE OR REPLACE FUNCTION app.need_counted() RETURNS trigger LANGUAGE plpgsql
SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp
AS $$
BEGIN
    INSERT INTO pub.need_total AS base (area_id, phase_id, package_id, unit_kind, target, needs)
    SELECT level.area_id, need.phase_id, need.package_id, unit.kind, sum(need.target), count(*)
    FROM inserted AS need
    JOIN pub.unit ON unit.id = need.unit_id
    JOIN pub.area ON area.id = unit.area_id
    CROSS JOIN LATERAL (VALUES (area.id), (area.kecamatan_id), (area.kota_id), (area.provinsi_id))
        AS level (area_id)
    WHERE level.area_id IS NOT NULL
    GROUP BY 1, 2, 3, 4 ORDER BY 1, 2, 3, 4
    ON CONFLICT (area_id, phase_id, package_id, unit_kind) DO UPDATE
    SET target = base.target + excluded.target, needs = base.needs + excluded.needs;
    RETURN NULL;
END $$;
