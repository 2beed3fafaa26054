-- Moves the totals of every area level when a target changes.
CREATE OR REPLACE FUNCTION app.need_recounted() RETURNS trigger LANGUAGE plpgsql
SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp
AS $$
BEGIN
    UPDATE pub.need_total SET target = need_total.target + NEW.target - OLD.target
    FROM pub.unit JOIN pub.area ON area.id = unit.area_id
    WHERE unit.id = NEW.unit_id AND need_total.unit_kind = unit.kind
      AND need_total.phase_id = NEW.phase_id AND need_total.package_id = NEW.package_id
      AND need_total.area_id IN (area.id, area.kecamatan_id, area.kota_id, area.provinsi_id);
    RETURN NULL;
END $$;
