-- Moves packages of lots from one kind of account to another: one journal for each executor and giver.
-- Lots are locked in the order of their ids. Only the engine may call it.
CREATE OR REPLACE FUNCTION app.lots_move(action text, thing text, thing_id bigint, from_kind text,
    to_kind text, lots bigint[], quantities bigint[], effective date, reason text) RETURNS void
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp
AS $$
DECLARE
    author bigint := nullif(coalesce(sec.organisation(), 0), 0);
    pair record;
BEGIN
    PERFORM FROM app.lot WHERE id = ANY (lots) ORDER BY id FOR NO KEY UPDATE;
    IF 'stock' IN (from_kind, to_kind) THEN
        UPDATE app.lot SET stock = lot.stock + moved.quantity * CASE to_kind WHEN 'stock' THEN 1 ELSE -1 END
        FROM (SELECT lot_id, sum(quantity)::int AS quantity
              FROM unnest(lots, quantities) AS part (lot_id, quantity) GROUP BY lot_id) AS moved
        WHERE lot.id = moved.lot_id;
    END IF;
    FOR pair IN
        SELECT lot.donor_id, lot.executor_id, array_agg(lot.id ORDER BY lot.id) AS ids,
               array_agg(package.code ORDER BY lot.id) AS codes, array_agg(moved.quantity ORDER BY lot.id) AS moved
        FROM (SELECT lot_id, sum(quantity)::bigint AS quantity
              FROM unnest(lots, quantities) AS part (lot_id, quantity) GROUP BY lot_id) AS moved
        JOIN app.lot ON lot.id = moved.lot_id JOIN pub.package ON package.id = lot.package_id
        WHERE moved.quantity > 0 GROUP BY 1, 2 ORDER BY 1, 2
    LOOP
        PERFORM ledger.post_packages('GOODS', pair.donor_id, pair.executor_id, action, thing, thing_id,
            from_kind, to_kind, pair.ids, pair.codes, pair.moved, coalesce(author, pair.executor_id),
            effective, reason);
    END LOOP;
END $$;
