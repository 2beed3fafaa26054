-- What the document of a handover has to say: the whole (donor NULL), and for each donor that is not the
-- executor its share alone. No row if the handover is not proven. Never the name of a person.
CREATE OR REPLACE FUNCTION app.bast_facts(this bigint) RETURNS TABLE (donor_id bigint, facts jsonb)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp
AS $$
    WITH h AS (
        SELECT * FROM app.handover
        WHERE id = this AND state IN ('proven', 'verified', 'disputed', 'resolved')
    ), common AS (
        SELECT jsonb_build_object(
            'executor', executor.name,
            'unit', jsonb_build_object('code', unit.code, 'name', unit.name, 'kelurahan', kelurahan.name,
                                       'kecamatan', kecamatan.name, 'kota', kota.name),
            'programme', (SELECT max(programme.name) FROM app.load l JOIN pub.need n ON n.id = l.need_id
                          JOIN pub.phase ON phase.id = n.phase_id
                          JOIN pub.programme ON programme.id = phase.programme_id
                          WHERE l.stop_id = h.stop_id),
            'shipment', shipment.number,
            'happened_on', h.happened_on,
            'recorded_on', (h.recorded AT TIME ZONE 'Asia/Jakarta')::date,
            'receiver', h.receiver,
            'disputed', h.state = 'disputed',
            'decided', EXISTS (SELECT FROM app.step WHERE step.thing = 'handover' AND step.thing_id = h.id
                               AND step.to_state = 'resolved') AND h.state <> 'disputed',
            'proofs', (SELECT jsonb_agg(DISTINCT jsonb_build_object('method', proof.method, 'side', proof.side,
                                                                    'on', proof.happened_on))
                       FROM app.proof WHERE proof.handover_id = h.id AND proof.superseded_by IS NULL),
            'demo', app.is_demo()) AS facts
        FROM h
        JOIN app.shipment ON shipment.id = h.shipment_id
        JOIN pub.organisation AS executor ON executor.id = h.executor_id
        JOIN pub.unit ON unit.id = h.unit_id
        JOIN pub.area AS kelurahan ON kelurahan.id = unit.area_id
        LEFT JOIN pub.area AS kecamatan ON kecamatan.id = kelurahan.kecamatan_id
        LEFT JOIN pub.area AS kota ON kota.id = kelurahan.kota_id
    ), line AS (
        SELECT l.donor_id AS giver, o.package_id, l.sent, l.good, l.damaged, l.missing, l.brought_back,
               l.undecided
        FROM h JOIN app.handover_line l ON l.handover_id = h.id JOIN app.load o ON o.id = l.load_id
    ), counted AS (
        SELECT CASE WHEN GROUPING(giver) = 0 THEN giver END AS giver, package_id,
               sum(sent) AS sent, sum(good) AS good, sum(damaged) AS damaged, sum(missing) AS missing,
               sum(brought_back) AS brought_back, sum(undecided) AS undecided
        FROM line GROUP BY GROUPING SETS ((package_id), (giver, package_id))
    ), lines AS (
        SELECT c.giver, jsonb_agg(jsonb_build_object(
            'code', package.code, 'package', package.name, 'sent', c.sent, 'good', c.good, 'damaged', c.damaged,
            'missing', c.missing, 'brought_back', c.brought_back, 'undecided', c.undecided,
            -- What came on top of it is nobody's share.
            'surplus', CASE WHEN c.giver IS NULL THEN coalesce(n.surplus, 0) ELSE 0 END)
            ORDER BY package.id) AS lines
        FROM counted c JOIN pub.package ON package.id = c.package_id
        LEFT JOIN app.handover_count n ON n.handover_id = this AND n.package_id = c.package_id
        GROUP BY c.giver
    )
    SELECT lines.giver,
           common.facts || jsonb_build_object('lines', lines.lines, 'giver', giver.name)
    FROM common CROSS JOIN lines
    LEFT JOIN pub.organisation AS giver ON giver.id = lines.giver
    WHERE lines.giver IS NULL OR lines.giver <> (SELECT h.executor_id FROM h)
    ORDER BY lines.giver NULLS FIRST
$$;
