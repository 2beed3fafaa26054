-- State and capacity move in one transaction, whoever writes the state: looked at when it ends.
CREATE OR REPLACE FUNCTION app.pledge_consistent() RETURNS trigger LANGUAGE plpgsql
SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp
AS $$
DECLARE now_state text := (SELECT state FROM app.pledge WHERE id = NEW.id);
BEGIN
    IF EXISTS (SELECT FROM app.allocation WHERE allocation.pledge_id = NEW.id
               AND ((now_state = 'accepted' AND allocation.state = 'held'
                     AND allocation.expires_at IS NOT NULL)
                    OR (now_state = 'committed' AND allocation.state = 'held')
                    OR (now_state IN ('rejected', 'withdrawn', 'lapsed')
                        AND allocation.state IN ('held', 'committed')))) THEN
        RAISE EXCEPTION 'pledge % is %, but not what it holds', NEW.id, now_state
            USING ERRCODE = 'integrity_constraint_violation';
    END IF;
    IF TG_OP = 'INSERT' AND now_state IN ('submitted', 'accepted', 'committed') AND (
        NOT EXISTS (SELECT FROM app.pledge_line WHERE pledge_id = NEW.id)
        OR (NEW.channel = 'DIRECT' AND EXISTS (
            SELECT FROM app.pledge_line WHERE pledge_id = NEW.id AND allocated < quantity))) THEN
        RAISE EXCEPTION 'pledge % promises nothing, or not where to', NEW.id
            USING ERRCODE = 'integrity_constraint_violation';
    END IF;
    RETURN NULL;
END $$;
