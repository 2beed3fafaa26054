-- Stores a version of a document, or a donor's extract of it, with the file that was made of it. What
-- stood before is superseded. Returns the version's row.
CREATE OR REPLACE FUNCTION app.bast_issue(bast bigint, version int, donor bigint, code text, data text,
    file uuid, sha256 bytea, size int) RETURNS bigint
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp
AS $$
#variable_conflict use_variable
DECLARE
    b app.bast;
    made bigint;
BEGIN
    SELECT * INTO b FROM app.bast WHERE id = bast;
    UPDATE app.bast_version v SET state = 'superseded'
    WHERE v.bast_id = bast AND v.extract_for_id IS NOT DISTINCT FROM donor AND v.state <> 'superseded';
    INSERT INTO app.bast_version (bast_id, executor_id, area_id, programme_id, version, extract_for_id, state, code,
                                  data, data_sha256)
    VALUES (bast, b.executor_id, b.area_id, b.programme_id, version, donor, 'draft', code, data,
            pg_catalog.sha256(convert_to(data, 'UTF8')))
    RETURNING id INTO made;
    INSERT INTO app.bast_file (version_id, executor_id, area_id, programme_id, kind, file, sha256, size, actor,
                               actor_id)
    VALUES (made, b.executor_id, b.area_id, b.programme_id, 'ISSUED', file, sha256, size, 'SYSTEM', 0);
    PERFORM app.record_event('BastIssued', 'issue_bast', 'bast_version', made, coalesce(donor, b.executor_id),
                             jsonb_build_object('number', b.number, 'version', version),
                             jsonb_build_object('number', b.number, 'version', version,
                                                'sha256', encode(sha256, 'hex')));
    RETURN made;
END $$;
