-- Keeps a copy of a version that came back signed, with what was checked. It is countersigned once both
-- parties have signed it with certificates whose issuer is trusted. Returns the file's row; the caller
-- stores the bytes before it commits.
CREATE OR REPLACE FUNCTION app.bast_sign(this bigint, sha256 bytea, size int, verdict jsonb, revocation bytea[])
RETURNS bigint
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp
AS $$
#variable_conflict use_variable
DECLARE
    v app.bast_version;
    made bigint;
BEGIN
    SELECT * INTO v FROM app.bast_version WHERE id = this FOR NO KEY UPDATE;
    IF v.id IS NULL OR v.extract_for_id IS NOT NULL OR v.state = 'superseded' OR NOT coalesce(
           (sec.may_act() AND (sec.is_pemprov() OR v.executor_id = sec.tenant()))
           OR v.area_id = ANY (sec.areas()), false) THEN
        RAISE EXCEPTION 'not a document that you may bring back signed' USING ERRCODE = 'KS001';
    END IF;
    IF (SELECT count(*) FROM app.bast_file WHERE version_id = this AND kind = 'SIGNED') >= 20 THEN
        RAISE EXCEPTION 'it has twenty signed copies'
            USING ERRCODE = 'check_violation', CONSTRAINT = 'evidence_is_enough';
    END IF;
    INSERT INTO app.bast_file (version_id, executor_id, area_id, programme_id, kind, sha256, size, verdict,
                               revocation, actor, actor_id)
    VALUES (this, v.executor_id, v.area_id, v.programme_id, 'SIGNED', sha256, size, verdict, revocation, sec.actor(),
            sec.actor_id())
    RETURNING id INTO made;
    IF v.state = 'draft' AND (
        SELECT array_agg(s ->> 'field' ORDER BY s ->> 'field') FROM jsonb_array_elements(verdict -> 'signatures') s
        WHERE (s ->> 'trusted')::boolean) = '{Pihak1,Pihak2}' THEN
        UPDATE app.bast_version SET state = 'countersigned' WHERE id = this;
    END IF;
    RETURN made;
END $$;
