-- Seals what is finished: the rows that wait, in id order, into the next link of the chain.
-- Returns how many. One sealer at a time.
CREATE OR REPLACE FUNCTION app.seal_audit(at_most int DEFAULT 10000) RETURNS int LANGUAGE plpgsql
SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp
AS $$
DECLARE
    ids bigint[];
    root bytea;
    last app.seal;
BEGIN
    PERFORM pg_advisory_xact_lock(hashtext('ksbb seal'));
    SELECT array_agg(audit_id ORDER BY audit_id) INTO ids FROM (
        SELECT audit_id FROM app.audit_unsealed ORDER BY audit_id
        LIMIT at_most FOR UPDATE SKIP LOCKED) waiting;
    IF ids IS NULL THEN
        RETURN 0;
    END IF;
    SELECT sha256(string_agg(hash, ''::bytea ORDER BY id)) INTO root FROM app.audit WHERE id = ANY (ids);
    SELECT * INTO last FROM app.seal ORDER BY number DESC LIMIT 1;
    WITH sealed AS (
        INSERT INTO app.seal (number, previous_hash, rows_hash, hash, audit_ids)
        VALUES (coalesce(last.number, 0) + 1, coalesce(last.hash, ''::bytea), root,
                sha256(coalesce(last.hash, ''::bytea) || root), ids)
        RETURNING number, hash)
    INSERT INTO pub.seal (number, hash) SELECT number, hash FROM sealed;
    DELETE FROM app.audit_unsealed WHERE audit_id = ANY (ids);
    RETURN cardinality(ids);
END $$;
