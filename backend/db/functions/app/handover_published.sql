-- Renews the public rows of a handover's loads.
CREATE OR REPLACE FUNCTION app.handover_published(this bigint) RETURNS void
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp
AS $$
BEGIN
    UPDATE pub.delivery
    SET state = shown.state, good = shown.good, damaged = shown.damaged, missing = shown.missing,
        brought_back = shown.brought_back, received = shown.received, happened_on = shown.happened_on,
        received_on = shown.received_on, proven_by = shown.proven_by, proven_how = shown.proven_how,
        late = delivery.late OR shown.late_on IS NOT NULL,
        recorded_late_on = coalesce(shown.late_on, delivery.recorded_late_on),
        corrected = delivery.corrected OR (delivery.received_on IS NOT NULL AND delivery.received <> shown.received),
        received_before = CASE
            WHEN NOT delivery.corrected AND delivery.received_on IS NOT NULL AND delivery.received <> shown.received
            THEN delivery.received ELSE delivery.received_before END
    FROM (
        SELECT line.load_id, line.good, line.damaged, line.missing, line.brought_back, handover.happened_on,
               CASE WHEN handover.late_reason IS NOT NULL
                    THEN (handover.recorded AT TIME ZONE 'Asia/Jakarta')::date END AS late_on,
               CASE WHEN handover.state = 'reported' THEN 'reported' WHEN handover.state = 'disputed' THEN 'disputed'
                    WHEN handover.state = 'failed' OR line.brought_back = line.sent THEN 'failed' ELSE 'received'
               END AS state,
               CASE WHEN proofs.proven_by IS NULL THEN 0 ELSE line.good END AS received,
               CASE WHEN proofs.proven_by IS NOT NULL THEN greatest(handover.happened_on, own.dispatched_on) END
                   AS received_on,
               proofs.proven_by, CASE WHEN proofs.proven_by IS NOT NULL THEN proofs.how END AS proven_how
        FROM app.handover
        JOIN app.handover_line AS line ON line.handover_id = handover.id
        JOIN pub.delivery AS own ON own.load_id = line.load_id
        CROSS JOIN LATERAL (
            SELECT CASE WHEN handover.state NOT IN ('proven', 'verified', 'disputed', 'resolved') THEN NULL
                        WHEN bool_or(proof.side = 'UNIT') THEN 'UNIT' ELSE 'EXECUTOR' END AS proven_by,
                   (array_agg(proof.method ORDER BY array_position(
                       '{CODE,KELURAHAN,COURIER_CODE,SIGNATURE,PAPER}', proof.method)))[1] AS how
            FROM app.proof WHERE proof.handover_id = handover.id AND proof.superseded_by IS NULL) AS proofs
        WHERE handover.id = this AND handover.state NOT IN ('superseded', 'second_report')) AS shown
    WHERE delivery.load_id = shown.load_id;
    UPDATE pub.delivery
    SET state = 'on_the_way', good = 0, damaged = 0, missing = 0, brought_back = 0, received = 0,
        happened_on = NULL, received_on = NULL, proven_by = NULL, proven_how = NULL
    FROM app.handover JOIN app.handover_line AS line ON line.handover_id = handover.id
    WHERE handover.id = this AND handover.state = 'superseded' AND delivery.load_id = line.load_id;
END $$;
