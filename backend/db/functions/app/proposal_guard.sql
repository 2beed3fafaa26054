-- What was accepted is in the registry as it was proposed, of that unit and in no other's place.
CREATE OR REPLACE FUNCTION app.proposal_guard() RETURNS trigger LANGUAGE plpgsql
SET search_path = pg_catalog, public, pg_temp
AS $$
BEGIN
    IF OLD.state <> 'received' OR (NEW.snapshot_id IS NOT NULL AND NOT EXISTS (
        SELECT FROM pub.snapshot
        WHERE snapshot.id = NEW.snapshot_id AND snapshot.unit_id = NEW.unit_id
          AND snapshot.day = NEW.day
          AND snapshot.families = NEW.families AND snapshot.people = NEW.people
          AND NOT snapshot.is_example)) THEN
        RAISE EXCEPTION 'a proposal is accepted as it is' USING ERRCODE = 'KS001';
    END IF;
    RETURN NEW;
END $$;
