-- Names of areas stand in what people search by: a new one follows into the units.
CREATE OR REPLACE FUNCTION pub.area_renamed() RETURNS trigger LANGUAGE plpgsql
SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp
AS $$
BEGIN
    UPDATE pub.unit SET area_id = unit.area_id
    FROM pub.area
    WHERE unit.area_id = area.id AND NEW.id IN (area.id, area.kecamatan_id, area.kota_id);
    RETURN NULL;
END $$;
