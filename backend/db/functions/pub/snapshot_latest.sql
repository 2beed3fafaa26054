-- Keeps the latest snapshot's figures on the unit.
CREATE OR REPLACE FUNCTION pub.snapshot_latest() RETURNS trigger LANGUAGE plpgsql
SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp
AS $$
BEGIN
    UPDATE pub.unit
    SET families = latest.families, people = latest.people, snapshot_id = latest.id,
        is_example = latest.is_example
    FROM (SELECT DISTINCT ON (unit_id) * FROM pub.snapshot
          WHERE unit_id IN (SELECT unit_id FROM inserted)
          ORDER BY unit_id, day DESC, id DESC) AS latest
    WHERE unit.id = latest.unit_id;
    RETURN NULL;
END $$;
