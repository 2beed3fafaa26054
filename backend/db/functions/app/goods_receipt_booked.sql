-- A receipt becomes lots, one for each funding that still lacks packages and one for what no money of
-- others pays; a reversed receipt takes them out of stock again.
CREATE OR REPLACE FUNCTION app.goods_receipt_booked() RETURNS trigger LANGUAGE plpgsql
SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp
AS $$
DECLARE
    ids bigint[];
    counts bigint[];
    replacing int := CASE NEW.source WHEN 'REPLACEMENT' THEN NEW.quantity ELSE 0 END;
BEGIN
    IF TG_OP = 'UPDATE' THEN
        SELECT array_agg(id ORDER BY id), array_agg(quantity ORDER BY id) INTO ids, counts
        FROM app.lot WHERE receipt_id = NEW.id;
        PERFORM app.lots_move('reverse', 'goods_receipt', NEW.id, 'stock', 'supplier', ids, counts,
                              app.today(), NEW.reason);
        UPDATE app.pledge_line SET stocked = stocked - NEW.quantity, replaced = replaced - replacing
        WHERE id = NEW.line_id;
        UPDATE app.discrepancy SET replaced = replaced - NEW.quantity WHERE id = NEW.discrepancy_id;
        RETURN NULL;
    END IF;
    UPDATE app.pledge_line SET stocked = stocked + NEW.quantity, replaced = replaced + replacing
    WHERE id = NEW.line_id;
    UPDATE app.discrepancy SET replaced = replaced + NEW.quantity WHERE id = NEW.discrepancy_id;
    SELECT array_agg(made.lot_id ORDER BY made.lot_id), array_agg(made.quantity ORDER BY made.lot_id) INTO ids, counts
    FROM app.lots_make(NEW.line_id, NEW.id, NEW.quantity, replacing, NEW.received_on, NEW.expires_on) AS made;
    PERFORM app.lots_move('receive_goods', 'goods_receipt', NEW.id, 'supplier', 'stock', ids, counts,
                          NEW.received_on, NULL);
    RETURN NULL;
END $$;
