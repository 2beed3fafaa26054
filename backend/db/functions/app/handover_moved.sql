-- Records that a handover is proven, or that two accounts of it differ: a proof, a report or a verifier's
-- count led there, whichever came last. Of a verifier's count `DeliveryVerified` tells.
CREATE OR REPLACE FUNCTION app.handover_moved() RETURNS trigger LANGUAGE plpgsql
SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp
AS $$
BEGIN
    IF NEW.state = 'proven' THEN
        PERFORM app.event_write('HandoverProven', 'confirm_handover', 'handover', NEW.id, NULL,
            jsonb_build_object('side', (
                SELECT max(proof.side) FROM app.proof
                WHERE proof.handover_id = NEW.id AND proof.superseded_by IS NULL)), '{}');
    ELSIF NEW.state = 'disputed' AND sec.role() IS DISTINCT FROM 'VERIFIER' THEN
        PERFORM app.event_write('HandoverDisputed', 'dispute_handover', 'handover', NEW.id, NULL,
                                jsonb_build_object('due_on', NEW.due_on), jsonb_build_object('due_on', NEW.due_on));
    END IF;
    RETURN NULL;
END $$;
