-- Who may hear of an event of this thing, by the part they have in it, and what their entry refers to; who
-- does hear of it is in ksbb.domain.inbox.kinds. An officer hears of an area, a verifier is a person; the
-- others are all who act for an organisation.
CREATE OR REPLACE FUNCTION app.event_audience(thing text, thing_id bigint)
RETURNS TABLE (party text, organisation_id bigint, person_id bigint, area_id bigint, refs jsonb)
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp
AS $$
#variable_conflict use_variable
DECLARE
    pemprov bigint := (SELECT organisation.id FROM app.organisation WHERE organisation.kind = 'PEMPROV');
BEGIN
    CASE thing
    WHEN 'pledge' THEN RETURN QUERY
        SELECT side.party, side.id, NULL::bigint, NULL::bigint, jsonb_build_object('pledge_id', pledge.id)
        FROM app.pledge CROSS JOIN LATERAL (
            VALUES ('GIVER', pledge.donor_id), ('EXECUTOR', pledge.executor_id)) AS side (party, id)
        WHERE pledge.id = thing_id;
    WHEN 'withdrawal' THEN RETURN QUERY
        SELECT side.party, side.id, NULL::bigint, NULL::bigint,
               jsonb_build_object('pledge_id', withdrawal.pledge_id)
        FROM app.withdrawal CROSS JOIN LATERAL (
            VALUES ('GIVER', withdrawal.donor_id), ('EXECUTOR', withdrawal.executor_id),
                   ('PEMPROV', pemprov)) AS side (party, id)
        WHERE withdrawal.id = thing_id;
    WHEN 'closing' THEN RETURN QUERY
        SELECT side.party, side.id, NULL::bigint, NULL::bigint,
               jsonb_build_object('pledge_id', closing.pledge_id,
                                  'packages', closing.promised - closing.came)
        FROM app.closing CROSS JOIN LATERAL (
            VALUES ('GIVER', closing.donor_id), ('EXECUTOR', closing.executor_id),
                   ('PEMPROV', pemprov)) AS side (party, id)
        WHERE closing.id = thing_id;
    WHEN 'reassignment' THEN RETURN QUERY
        SELECT side.party, side.id, NULL::bigint, NULL::bigint,
               jsonb_build_object('pledge_id', reassignment.pledge_id, 'packages', reassignment.packages)
        FROM app.reassignment CROSS JOIN LATERAL (
            VALUES ('GIVER', reassignment.donor_id), ('EXECUTOR', reassignment.executor_id)) AS side (party, id)
        WHERE reassignment.id = thing_id;
    WHEN 'contribution' THEN RETURN QUERY
        SELECT side.party, side.id, NULL::bigint, NULL::bigint,
               jsonb_build_object('contribution_id', contribution.id,
                                  'amount', coalesce(contribution.received, contribution.intended))
        FROM app.contribution CROSS JOIN LATERAL (
            VALUES ('GIVER', contribution.donor_id), ('AGGREGATOR', contribution.executor_id)) AS side (party, id)
        WHERE contribution.id = thing_id;
    WHEN 'goods_receipt' THEN RETURN QUERY
        SELECT 'GIVER', receipt.donor_id, NULL::bigint, NULL::bigint,
               jsonb_build_object('pledge_id', receipt.pledge_id, 'packages', receipt.quantity)
        FROM app.goods_receipt AS receipt WHERE receipt.id = thing_id;
    WHEN 'shipment' THEN RETURN QUERY
        SELECT 'GIVER', load.donor_id, NULL::bigint, NULL::bigint,
               jsonb_build_object('shipment_id', thing_id, 'packages', sum(load.dispatched),
                   'pledge_id', CASE WHEN count(DISTINCT load.pledge_id) = 1 THEN min(load.pledge_id) END,
                   'unit_id', CASE WHEN count(DISTINCT load.unit_id) = 1 THEN min(load.unit_id) END)
        FROM app.load WHERE load.shipment_id = thing_id AND load.dispatched > 0 GROUP BY load.donor_id
        UNION ALL
        SELECT 'OFFICER', pemprov, NULL, load.area_id,
               jsonb_build_object('shipment_id', thing_id, 'packages', sum(load.dispatched),
                   'unit_id', CASE WHEN count(DISTINCT load.unit_id) = 1 THEN min(load.unit_id) END)
        FROM app.load WHERE load.shipment_id = thing_id AND load.dispatched > 0 GROUP BY load.area_id;
    WHEN 'handover' THEN RETURN QUERY
        SELECT around.party, around.organisation_id, around.person_id, around.area_id,
               around.refs || jsonb_build_object('handover_id', thing_id)
        FROM app.handover CROSS JOIN LATERAL app.stop_audience(handover.stop_id) AS around
        WHERE handover.id = thing_id;
    WHEN 'dispute_message' THEN RETURN QUERY
        SELECT around.party, around.organisation_id, around.person_id, around.area_id,
               around.refs || jsonb_build_object('handover_id', message.handover_id)
        FROM app.dispute_message AS message CROSS JOIN LATERAL app.stop_audience(message.stop_id) AS around
        WHERE message.id = thing_id;
    WHEN 'discrepancy' THEN RETURN QUERY
        SELECT side.party, side.id, NULL::bigint, NULL::bigint,
               jsonb_build_object('shipment_id', load.shipment_id, 'unit_id', load.unit_id,
                   'handover_id', discrepancy.handover_id, 'packages', discrepancy.damaged + discrepancy.missing,
                   'pledge_id', CASE WHEN side.party = 'GIVER' THEN load.pledge_id END)
        FROM app.discrepancy JOIN app.load ON load.id = discrepancy.load_id CROSS JOIN LATERAL (
            VALUES ('GIVER', discrepancy.donor_id), ('EXECUTOR', discrepancy.executor_id)) AS side (party, id)
        WHERE discrepancy.id = thing_id;
    WHEN 'verification' THEN RETURN QUERY
        SELECT around.party, around.organisation_id, around.person_id, around.area_id, around.refs
        FROM app.verification CROSS JOIN LATERAL app.stop_audience(verification.stop_id) AS around
        WHERE verification.id = thing_id
        UNION ALL
        SELECT 'VERIFIER', pemprov, verification.verifier_id, NULL,
               jsonb_build_object('unit_id', stop.unit_id)
        FROM app.verification JOIN app.stop ON stop.id = verification.stop_id
        WHERE verification.id = thing_id;
    WHEN 'sample' THEN RETURN QUERY
        SELECT DISTINCT 'EXECUTOR', entry.executor_id, NULL::bigint, NULL::bigint,
               jsonb_build_object('day', sample.day)
        FROM pub.sample JOIN pub.sample_entry AS entry ON entry.sample_id = sample.id AND entry.drawn
        WHERE sample.id = thing_id;
    WHEN 'bast_version' THEN RETURN QUERY
        SELECT around.party, around.organisation_id, NULL::bigint, NULL::bigint,
               around.refs || jsonb_build_object('handover_id', bast.handover_id)
        FROM app.bast_version AS version JOIN app.bast ON bast.id = version.bast_id
        CROSS JOIN LATERAL app.stop_audience(bast.stop_id) AS around
        WHERE version.id = thing_id AND around.organisation_id = coalesce(version.extract_for_id, bast.executor_id)
          AND around.party = CASE WHEN version.extract_for_id IS NULL THEN 'EXECUTOR' ELSE 'GIVER' END;
    WHEN 'agreement' THEN RETURN QUERY
        SELECT side.party, side.id, NULL::bigint, NULL::bigint,
               jsonb_build_object('subject_id', agreement.aggregator_id, 'day', agreement.ends_on)
        FROM app.agreement CROSS JOIN LATERAL (
            VALUES ('AGGREGATOR', agreement.aggregator_id), ('PEMPROV', pemprov)) AS side (party, id)
        WHERE agreement.id = thing_id;
    WHEN 'permit' THEN RETURN QUERY
        SELECT side.party, side.id, NULL::bigint, NULL::bigint,
               jsonb_build_object('subject_id', permit.aggregator_id, 'day', permit.ends_on)
        FROM app.permit CROSS JOIN LATERAL (
            VALUES ('AGGREGATOR', permit.aggregator_id), ('PEMPROV', pemprov)) AS side (party, id)
        WHERE permit.id = thing_id;
    WHEN 'organisation' THEN RETURN QUERY
        SELECT side.party, side.id, NULL::bigint, NULL::bigint, jsonb_build_object('subject_id', thing_id)
        FROM (VALUES ('SUBJECT', thing_id), ('PEMPROV', pemprov)) AS side (party, id);
    ELSE
        RETURN;
    END CASE;
END $$;
