-- Takes in a complaint. `form_key`: the idempotency key of the form. `source`: the network it comes
-- from. `fields`: about, subject, problem, description and contact as texts, which Python's rules
-- have checked. Returns RECEIVED and its code; KEY_REUSED, SOURCE_LIMITED or ALL_LIMITED without one.
-- The same form again gives the same code and counts as nothing new.
CREATE OR REPLACE FUNCTION app.complaint_submit(form_key uuid, source text, fields jsonb)
RETURNS TABLE (outcome text, code text)
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp
AS $$
#variable_conflict use_column
DECLARE
    digest bytea := sha256(convert_to(fields::text, 'UTF8'));
    named text := btrim(fields ->> 'subject');
    made bigint;
BEGIN
    -- A twin of this request waits here until we have finished.
    PERFORM pg_advisory_xact_lock(hashtextextended('ksbb submission ' || form_key::text, 0));
    SELECT CASE WHEN complaint.request_hash = digest THEN 'RECEIVED' ELSE 'KEY_REUSED' END,
           CASE WHEN complaint.request_hash = digest THEN complaint.code END
    INTO outcome, code FROM app.complaint WHERE complaint.key = form_key;
    IF NOT FOUND THEN
        outcome := app.submission_limited(source);
        IF outcome IS NULL THEN
            INSERT INTO app.complaint (key, request_hash, pemprov_id, about, subject, unit_id,
                                       organisation_id, problem, description, state)
            SELECT form_key, digest, organisation.id, fields ->> 'about', fields ->> 'subject',
                   (SELECT unit.id FROM pub.unit
                    WHERE fields ->> 'about' = 'UNIT' AND unit.code = named),
                   (SELECT profile.id FROM pub.organisation AS profile
                    WHERE fields ->> 'about' = 'ORGANISATION' AND lower(profile.name) = lower(named)
                    ORDER BY profile.id LIMIT 1),
                   fields ->> 'problem', fields ->> 'description', 'received'
            FROM app.organisation WHERE organisation.kind = 'PEMPROV'
            RETURNING 'RECEIVED', complaint.code, complaint.id INTO STRICT outcome, code, made;
            INSERT INTO app.reporter (complaint_id, contact)
            SELECT made, fields ->> 'contact' WHERE fields ->> 'contact' <> '';
            -- The text and the contact stay out of the audit: they are not ours to publish there.
            PERFORM app.record_event('ComplaintReceived', 'submit_complaint', 'complaint', made, NULL,
                               facts, facts)
            FROM jsonb_build_object('about', fields ->> 'about', 'problem', fields ->> 'problem')
                AS facts;
        END IF;
    END IF;
    RETURN NEXT;
END $$;
