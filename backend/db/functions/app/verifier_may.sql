-- Whether a person may look at a stop: a verifier of the Pemprov who is in no organisation that gives or
-- delivers there, and who neither reported nor confirmed it.
CREATE OR REPLACE FUNCTION app.verifier_may(person bigint, stop bigint) RETURNS boolean LANGUAGE sql STABLE
SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp
AS $$
    SELECT EXISTS (
               SELECT FROM app.membership JOIN app.organisation ON organisation.id = membership.organisation_id
               WHERE membership.person_id = verifier_may.person AND membership.role = 'VERIFIER'
                 AND organisation.kind = 'PEMPROV'
                 AND (membership.ends_on IS NULL OR membership.ends_on > app.today()))
       AND NOT EXISTS (
               SELECT FROM app.membership
               WHERE membership.person_id = verifier_may.person AND membership.organisation_id IN (
                   SELECT load.executor_id FROM app.load WHERE load.stop_id = verifier_may.stop
                   UNION ALL
                   SELECT load.donor_id FROM app.load WHERE load.stop_id = verifier_may.stop)
                 AND membership.role <> 'VERIFIER')
       AND NOT EXISTS (
               SELECT FROM app.handover WHERE handover.stop_id = verifier_may.stop
                 AND (handover.actor, handover.actor_id) = ('PERSON', verifier_may.person)
               UNION ALL
               SELECT FROM app.proof WHERE proof.stop_id = verifier_may.stop
                 AND (proof.actor, proof.actor_id) = ('PERSON', verifier_may.person))
$$;
