-- Keeps a unit's search text. People type "rw 05 kebayoran lama utara", "kebayoran lama rw 5",
-- "panti ...".
CREATE OR REPLACE FUNCTION pub.unit_search() RETURNS trigger LANGUAGE plpgsql
SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp
AS $$
BEGIN
    SELECT lower(concat_ws(' ', NEW.name,
                           CASE WHEN NEW.kind = 'RW' THEN 'rw ' || NEW.rw_number END,
                           kelurahan.name, kecamatan.name, kota.name, NEW.address, NEW.code))
    INTO NEW.search
    FROM pub.area AS kelurahan
    LEFT JOIN pub.area AS kecamatan ON kecamatan.id = kelurahan.kecamatan_id
    LEFT JOIN pub.area AS kota ON kota.id = kelurahan.kota_id
    WHERE kelurahan.id = NEW.area_id AND kelurahan.level = 'KELURAHAN';
    IF NOT FOUND THEN
        RAISE EXCEPTION 'unit % does not stand in a kelurahan', NEW.code
            USING ERRCODE = 'foreign_key_violation';
    END IF;
    RETURN NEW;
END $$;
