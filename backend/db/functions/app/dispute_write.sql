-- A party of a dispute writes to the others: the executor, an officer of the unit's kelurahan, or the Pemprov.
-- With `corrects` it corrects an own message, also after the dispute has ended. Returns the message.
CREATE OR REPLACE FUNCTION app.dispute_write(this bigint, body text, corrects bigint) RETURNS bigint
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp
AS $$
DECLARE
    h app.handover;
    speaks_for text;
    made bigint;
BEGIN
    -- Nobody ends the dispute meanwhile.
    SELECT * INTO h FROM app.handover WHERE id = this FOR SHARE;
    speaks_for := CASE
        -- Shifts, slips and other systems don't write.
        WHEN h.id IS NULL OR coalesce(sec.person(), 0) = 0 THEN NULL
        WHEN sec.role() = 'KELURAHAN' AND h.area_id = ANY (sec.areas()) THEN 'KELURAHAN'
        WHEN sec.may_act() AND h.executor_id = sec.tenant() THEN 'EXECUTOR'
        WHEN sec.may_act() AND sec.is_pemprov() THEN 'PEMPROV' END;
    IF speaks_for IS NULL OR (corrects IS NULL AND h.state <> 'disputed')
       OR (corrects IS NOT NULL AND NOT EXISTS (
           SELECT FROM app.dispute_message AS own
           WHERE own.id = corrects AND own.handover_id = this AND own.party = speaks_for
             AND own.created_by = sec.person())) THEN
        RAISE EXCEPTION 'not a dispute to which you may write' USING ERRCODE = 'KS001';
    END IF;
    INSERT INTO app.dispute_message (handover_id, stop_id, executor_id, area_id, party, organisation_id, body,
                                     corrects_id, created_by)
    VALUES (this, h.stop_id, h.executor_id, h.area_id, speaks_for, sec.organisation(), dispute_write.body,
            corrects, sec.person())
    RETURNING id INTO made;
    RETURN made;
END $$;
