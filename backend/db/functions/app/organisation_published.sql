-- Keeps the public profile of an organisation that was verified once.
CREATE OR REPLACE FUNCTION app.organisation_published() RETURNS trigger LANGUAGE plpgsql
SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp
AS $$
BEGIN
    IF NEW.state = 'verified' THEN
        INSERT INTO pub.organisation (id, kind, name, about, is_example, verified, verified_on)
        VALUES (NEW.id, NEW.kind, NEW.name, NEW.about, NEW.is_example, true, app.today())
        ON CONFLICT (id) DO UPDATE
        SET name = excluded.name, about = excluded.about, is_example = excluded.is_example, verified = true;
    ELSE
        UPDATE pub.organisation SET verified = false WHERE id = NEW.id;
    END IF;
    RETURN NULL;
END $$;
