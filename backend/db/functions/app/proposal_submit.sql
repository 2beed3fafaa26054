-- Takes in a proposal as app.complaint_submit takes in a complaint. `unit_code`: the code of a unit.
-- `fields`: families, people, source, day, remark and contact. Also UNKNOWN where there is no such
-- unit.
CREATE OR REPLACE FUNCTION app.proposal_submit(form_key uuid, source text, unit_code text, fields jsonb)
RETURNS TABLE (outcome text, code text)
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp
AS $$
#variable_conflict use_column
DECLARE
    digest bytea := sha256(convert_to(unit_code || ' ' || fields::text, 'UTF8'));
    made bigint;
BEGIN
    PERFORM pg_advisory_xact_lock(hashtextextended('ksbb submission ' || form_key::text, 0));
    SELECT CASE WHEN proposal.request_hash = digest THEN 'RECEIVED' ELSE 'KEY_REUSED' END,
           CASE WHEN proposal.request_hash = digest THEN proposal.code END
    INTO outcome, code FROM app.proposal WHERE proposal.key = form_key;
    IF NOT FOUND THEN
        outcome := app.submission_limited(source);
        IF outcome IS NULL THEN
            INSERT INTO app.proposal (key, request_hash, pemprov_id, unit_id, families, people,
                                      source, day, remark, previous_snapshot_id, state)
            SELECT form_key, digest, organisation.id, unit.id, (fields ->> 'families')::int,
                   (fields ->> 'people')::int,
                   fields ->> 'source', (fields ->> 'day')::date, fields ->> 'remark', unit.snapshot_id,
                   'received'
            FROM app.organisation, pub.unit
            WHERE organisation.kind = 'PEMPROV' AND unit.code = unit_code
            RETURNING 'RECEIVED', proposal.code, proposal.id INTO outcome, code, made;
            IF NOT FOUND THEN
                outcome := 'UNKNOWN';
            ELSE
                INSERT INTO app.reporter (proposal_id, contact)
                SELECT made, fields ->> 'contact' WHERE fields ->> 'contact' <> '';
                PERFORM app.record_event('ProposalReceived', 'submit_proposal', 'proposal', made, NULL,
                                   facts, facts)
                FROM jsonb_build_object('unit', unit_code) AS facts;
            END IF;
        END IF;
    END IF;
    RETURN NEXT;
END $$;
