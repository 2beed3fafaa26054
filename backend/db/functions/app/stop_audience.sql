-- Who may hear of a stop: the givers of what it carries, its executor, the officers of its kelurahan, the
-- Pemprov. A giver's entry refers to its pledge, if all its packages are of one.
CREATE OR REPLACE FUNCTION app.stop_audience(stop bigint)
RETURNS TABLE (party text, organisation_id bigint, person_id bigint, area_id bigint, refs jsonb)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp
AS $$
    SELECT 'GIVER', load.donor_id, NULL::bigint, NULL::bigint,
           jsonb_build_object('shipment_id', min(load.shipment_id), 'unit_id', min(load.unit_id),
                              'packages', sum(load.dispatched),
                              'pledge_id', CASE WHEN count(DISTINCT load.pledge_id) = 1
                                                THEN min(load.pledge_id) END)
    FROM app.load WHERE load.stop_id = stop AND load.dispatched > 0 GROUP BY load.donor_id
    UNION ALL
    SELECT side.party, side.organisation_id, NULL, side.area_id,
           jsonb_build_object('shipment_id', place.shipment_id, 'unit_id', place.unit_id, 'packages',
                              (SELECT sum(load.dispatched) FROM app.load WHERE load.stop_id = place.id))
    FROM app.stop AS place
    CROSS JOIN app.organisation AS pemprov
    CROSS JOIN LATERAL (VALUES ('EXECUTOR', place.executor_id, NULL::bigint),
                               ('OFFICER', pemprov.id, place.area_id),
                               ('PEMPROV', pemprov.id, NULL)) AS side (party, organisation_id, area_id)
    WHERE place.id = stop AND pemprov.kind = 'PEMPROV'
$$;
