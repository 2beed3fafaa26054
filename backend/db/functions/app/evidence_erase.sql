-- The Pemprov erases a file with a reason, as one that shows a face. Its hash stays; the worker deletes
-- the bytes.
CREATE OR REPLACE FUNCTION app.evidence_erase(this bigint, why text) RETURNS void
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp
AS $$
BEGIN
    IF NOT coalesce(sec.is_pemprov() AND sec.may_act(), false) THEN
        RAISE EXCEPTION 'only the Pemprov erases evidence' USING ERRCODE = 'KS001';
    END IF;
    UPDATE app.evidence SET state = 'erased', reason = why WHERE id = this AND state = 'stored';
    IF NOT FOUND THEN
        RAISE EXCEPTION 'it is erased already' USING ERRCODE = 'KS001';
    END IF;
END $$;
