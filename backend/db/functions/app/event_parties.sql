-- Whom a thing concerns: the organisations and the actor that may record an event of it, and the
-- organisations that may be the counterparty of that event. No row: there is no such thing.
CREATE OR REPLACE FUNCTION app.event_parties(thing text, thing_id bigint)
RETURNS TABLE (organisations bigint[], actor text, actor_id bigint)
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp
AS $$
#variable_conflict use_variable
BEGIN
    CASE thing
    WHEN 'pledge' THEN RETURN QUERY
        SELECT ARRAY[pledge.donor_id, pledge.executor_id], NULL::text, NULL::bigint FROM app.pledge
        WHERE pledge.id = thing_id;
    WHEN 'withdrawal' THEN RETURN QUERY
        SELECT ARRAY[withdrawal.donor_id, withdrawal.executor_id], NULL::text, NULL::bigint
        FROM app.withdrawal WHERE withdrawal.id = thing_id;
    WHEN 'closing' THEN RETURN QUERY
        SELECT ARRAY[closing.donor_id, closing.executor_id], NULL::text, NULL::bigint
        FROM app.closing WHERE closing.id = thing_id;
    WHEN 'reassignment' THEN RETURN QUERY
        SELECT ARRAY[reassignment.donor_id, reassignment.executor_id], NULL::text, NULL::bigint
        FROM app.reassignment WHERE reassignment.id = thing_id;
    WHEN 'contribution' THEN RETURN QUERY
        SELECT ARRAY[contribution.donor_id, contribution.executor_id], NULL::text, NULL::bigint
        FROM app.contribution
        WHERE contribution.id = thing_id;
    WHEN 'goods_receipt' THEN RETURN QUERY
        SELECT ARRAY[goods_receipt.donor_id, goods_receipt.executor_id], NULL::text, NULL::bigint FROM app.goods_receipt
        WHERE goods_receipt.id = thing_id;
    WHEN 'shipment' THEN RETURN QUERY
        SELECT ARRAY[shipment.executor_id] || ARRAY(SELECT DISTINCT load.donor_id FROM app.load
                                             WHERE load.shipment_id = shipment.id), NULL::text, NULL::bigint
        FROM app.shipment WHERE shipment.id = thing_id;
    WHEN 'handover' THEN RETURN QUERY
        SELECT ARRAY[handover.executor_id] || ARRAY(SELECT DISTINCT load.donor_id FROM app.load
                                             WHERE load.stop_id = handover.stop_id),
               coalesce(mover.actor, handover.actor), coalesce(mover.actor_id, handover.actor_id)
        FROM app.handover
        -- Who counted at it moves it, too.
        LEFT JOIN LATERAL (SELECT step.actor, step.actor_id FROM app.step
                           WHERE step.thing = 'handover' AND step.thing_id = handover.id
                             AND (step.actor, step.actor_id) = (sec.actor(), sec.actor_id()) LIMIT 1) AS mover ON true
        WHERE handover.id = thing_id;
    WHEN 'dispute_message' THEN RETURN QUERY
        SELECT ARRAY[dispute_message.executor_id], 'PERSON', dispute_message.created_by FROM app.dispute_message
        WHERE dispute_message.id = thing_id;
    WHEN 'proof' THEN RETURN QUERY
        SELECT ARRAY[proof.executor_id], proof.actor, proof.actor_id
        FROM app.proof WHERE proof.id = thing_id;
    WHEN 'evidence' THEN RETURN QUERY
        SELECT ARRAY[evidence.executor_id], evidence.actor, evidence.actor_id
        FROM app.evidence WHERE evidence.id = thing_id;
    WHEN 'bast_version' THEN RETURN QUERY
        -- An officer of the unit's kelurahan may bring it back signed.
        SELECT ARRAY[bast_version.executor_id], 'PERSON',
               CASE WHEN bast_version.area_id = ANY (sec.areas()) THEN sec.person() END
        FROM app.bast_version WHERE bast_version.id = thing_id;
    WHEN 'shift' THEN RETURN QUERY
        SELECT ARRAY[shift.executor_id], NULL::text, NULL::bigint FROM app.shift WHERE shift.id = thing_id;
    WHEN 'device' THEN RETURN QUERY
        SELECT ARRAY[device.executor_id], CASE WHEN device.shift_id IS NULL THEN 'PERSON' ELSE 'SHIFT' END,
               coalesce(device.shift_id, device.person_id)
        FROM app.device WHERE device.id = thing_id;
    WHEN 'field_entry' THEN RETURN QUERY
        SELECT ARRAY[field_entry.executor_id], field_entry.actor, field_entry.actor_id
        FROM app.field_entry WHERE field_entry.id = thing_id;
    WHEN 'slip' THEN RETURN QUERY
        SELECT '{}'::bigint[], 'PERSON', slip.printed_by FROM app.slip WHERE slip.id = thing_id;
    WHEN 'discrepancy' THEN RETURN QUERY
        SELECT ARRAY[discrepancy.donor_id, discrepancy.executor_id], NULL::text, NULL::bigint FROM app.discrepancy
        WHERE discrepancy.id = thing_id;
    WHEN 'unit_contact' THEN RETURN QUERY
        SELECT '{}'::bigint[], 'PERSON',
               CASE WHEN unit_contact.area_id = ANY (sec.areas()) THEN sec.person() ELSE unit_contact.created_by END
        FROM app.unit_contact WHERE unit_contact.id = thing_id;
    WHEN 'contact_request' THEN RETURN QUERY
        SELECT ARRAY[contact_request.organisation_id], 'PERSON', contact_request.person_id
        FROM app.contact_request WHERE contact_request.id = thing_id;
    WHEN 'verification' THEN RETURN QUERY
        SELECT ARRAY[verification.executor_id], 'PERSON', verification.verifier_id FROM app.verification
        WHERE verification.id = thing_id;
    WHEN 'agreement' THEN RETURN QUERY
        SELECT ARRAY[agreement.aggregator_id], NULL::text, NULL::bigint FROM app.agreement
        WHERE agreement.id = thing_id;
    WHEN 'permit' THEN RETURN QUERY
        SELECT ARRAY[permit.aggregator_id], NULL::text, NULL::bigint FROM app.permit WHERE permit.id = thing_id;
    WHEN 'organisation' THEN RETURN QUERY
        SELECT ARRAY[organisation.id], 'PERSON',
               CASE WHEN organisation.state = 'applied' THEN organisation.created_by END
        FROM app.organisation WHERE organisation.id = thing_id;
    WHEN 'invitation' THEN RETURN QUERY
        SELECT ARRAY[invitation.organisation_id], NULL::text, NULL::bigint FROM app.invitation
        WHERE invitation.id = thing_id;
    WHEN 'membership' THEN RETURN QUERY
        SELECT ARRAY[membership.organisation_id], 'PERSON', membership.person_id FROM app.membership
        WHERE membership.id = thing_id;
    WHEN 'person' THEN RETURN QUERY
        SELECT '{}'::bigint[], 'PERSON', person.id FROM app.person WHERE person.id = thing_id;
    WHEN 'export' THEN RETURN QUERY
        -- Of an organisation's rows; whoever took it, whatever their role, says so themselves.
        SELECT ARRAY[organisation.id], 'PERSON', sec.person() FROM app.organisation
        WHERE organisation.id = thing_id;
    ELSE
        -- Programmes, phases, needs, areas: nobody's but the Pemprov's.
        RETURN QUERY SELECT '{}'::bigint[], NULL::text, NULL::bigint;
    END CASE;
END $$;
