-- What anybody may know of a document whose code they have: {"slowed": ..., "document": {...}}. Never a
-- person. An unknown code is counted for the network; it is slowed after 30 within the hour.
CREATE OR REPLACE FUNCTION app.bast_by_code(code text, source text) RETURNS jsonb
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp
AS $$
#variable_conflict use_variable
DECLARE
    found jsonb;
BEGIN
    SELECT jsonb_build_object(
        'number', b.number, 'version', v.version, 'code', v.code, 'state', v.state,
        'executor', f.facts -> 'executor', 'giver', f.facts -> 'giver', 'unit', f.facts -> 'unit',
        'happened_on', f.facts -> 'happened_on', 'recorded_on', f.facts -> 'recorded_on',
        'disputed', f.facts -> 'disputed', 'decided', f.facts -> 'decided', 'proofs', f.facts -> 'proofs',
        'lines', f.facts -> 'lines', 'issued_at', v.data::jsonb -> 'issued_at',
        'data_sha256', encode(v.data_sha256, 'hex'), 'demo', f.facts -> 'demo',
        'files', (SELECT jsonb_agg(jsonb_build_object('kind', x.kind, 'sha256', encode(x.sha256, 'hex'),
                                                      'version', y.version, 'on', (x.recorded AT TIME ZONE 'Asia/Jakarta')::date)
                                   ORDER BY x.id DESC)
                  FROM app.bast_version y JOIN app.bast_file x ON x.version_id = y.id
                  WHERE y.bast_id = v.bast_id AND y.extract_for_id IS NOT DISTINCT FROM v.extract_for_id),
        'current', (SELECT jsonb_build_object('code', y.code, 'version', y.version) FROM app.bast_version y
                    WHERE y.bast_id = v.bast_id AND y.extract_for_id IS NOT DISTINCT FROM v.extract_for_id
                      AND y.state <> 'superseded'))
    INTO found
    FROM app.bast_version v JOIN app.bast b ON b.id = v.bast_id
    CROSS JOIN LATERAL (SELECT v.data::jsonb -> 'facts' AS facts) f
    WHERE v.code = app.normalise_code(bast_by_code.code);
    IF found IS NULL THEN
        PERFORM sec.count_attempt('BAST_SOURCE', source, 30);
    END IF;
    RETURN jsonb_build_object('slowed', sec.attempts('BAST_SOURCE', source) >= 30, 'document', found);
END $$;
