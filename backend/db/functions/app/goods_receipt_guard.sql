-- Which goods may be counted in, and which receipt may be reversed. Locks the pledge first.
CREATE OR REPLACE FUNCTION app.goods_receipt_guard() RETURNS trigger LANGUAGE plpgsql
SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp
AS $$
DECLARE pledge app.pledge;
BEGIN
    SELECT * INTO pledge FROM app.pledge
    WHERE id = NEW.pledge_id AND executor_id = sec.tenant() FOR NO KEY UPDATE;
    IF pledge IS NULL OR pledge.state NOT IN ('submitted', 'accepted', 'committed', 'completed')
       OR (pledge.state = 'submitted' AND pledge.donor_id <> pledge.executor_id) THEN
        RAISE EXCEPTION 'not a pledge whose goods you may count' USING ERRCODE = 'KS001';
    END IF;
    IF TG_OP = 'UPDATE' THEN
        IF EXISTS (SELECT FROM app.lot WHERE receipt_id = NEW.id AND stock < quantity) THEN
            RAISE EXCEPTION 'goods of this receipt have left the stock' USING ERRCODE = 'check_violation', CONSTRAINT = 'goods_have_left';
        END IF;
        RETURN NEW;
    END IF;
    IF (SELECT kind FROM app.organisation WHERE id = pledge.executor_id) = 'DONOR'
       OR (SELECT every FROM pub.package WHERE id = NEW.package_id) = 'DAY' THEN
        RAISE EXCEPTION 'these goods are not stocked' USING ERRCODE = 'KS001';
    END IF;
    IF NEW.received_on > app.today()
       OR (NEW.received_on < app.today() - 7
           AND NOT coalesce(sec.role() = 'OWNER' AND NEW.late_reason IS NOT NULL, false)) THEN
        RAISE EXCEPTION 'not a day within the last week' USING ERRCODE = 'KS001';
    END IF;
    IF NEW.source = 'REPLACEMENT' AND NOT EXISTS (
        SELECT FROM app.discrepancy
        WHERE discrepancy.id = NEW.discrepancy_id AND discrepancy.line_id = NEW.line_id AND discrepancy.state = 'replaced'
          AND discrepancy.replaced + NEW.quantity <= discrepancy.damaged + discrepancy.missing) THEN
        RAISE EXCEPTION 'not a discrepancy that these goods replace' USING ERRCODE = 'KS001';
    END IF;
    RETURN NEW;
END $$;
