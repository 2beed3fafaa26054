-- A new version of the maps: nobody keeps an old picture or tile.
CREATE OR REPLACE FUNCTION pub.map_changed() RETURNS trigger LANGUAGE plpgsql
SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp
AS $$
BEGIN
    UPDATE pub.map_version SET version = version + 1;
    RETURN NULL;
END $$;
