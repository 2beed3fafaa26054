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
    WITH source AS (
        -- Packages that each funding still waits for, and those that nobody funds.
        SELECT f.id AS funding_id, f.donor_id AS funder_id,
               f.packages - coalesce((SELECT sum(l.quantity) FROM app.lot l
                                      LEFT JOIN app.goods_receipt r ON r.id = l.receipt_id
                                      WHERE l.funding_id = f.id AND r.state = 'recorded'
                                        AND r.source <> 'REPLACEMENT'), 0) AS lacks
        FROM app.funding f WHERE f.line_id = NEW.line_id AND f.released_on IS NULL
    ), claim AS (
        SELECT funding_id, funder_id, lacks FROM source WHERE lacks > 0 AND replacing = 0
        UNION ALL
        SELECT NULL, NULL, greatest(l.quantity + l.replaced - l.stocked + NEW.quantity
                                    - coalesce((SELECT sum(lacks) FROM source), 0), 0)
        FROM app.pledge_line l WHERE l.id = NEW.line_id AND replacing = 0
        UNION ALL
        SELECT NULL, NULL, NEW.quantity WHERE replacing > 0
    ), share AS (
        SELECT s.* FROM (SELECT array_agg(funding_id ORDER BY funding_id) AS fundings,
                                array_agg(funder_id ORDER BY funding_id) AS funders,
                                app.shares(NEW.quantity, array_agg(lacks::bigint ORDER BY funding_id)) AS parts
                         FROM claim) a,
             unnest(a.fundings, a.funders, a.parts) AS s (funding_id, funder_id, quantity)
    ), made AS (
        INSERT INTO app.lot (receipt_id, line_id, pledge_id, donor_id, executor_id, phase_id, package_id,
            version_id, funding_id, funder_id, quantity, stock, received_on, expires_on)
        SELECT NEW.id, l.id, l.pledge_id, l.donor_id, l.executor_id, l.phase_id, l.package_id,
               l.version_id, s.funding_id, s.funder_id, s.quantity, 0, NEW.received_on, NEW.expires_on
        FROM share s JOIN app.pledge_line l ON l.id = NEW.line_id
        WHERE s.quantity > 0
        RETURNING id, quantity
    )
    SELECT array_agg(id ORDER BY id), array_agg(quantity::bigint ORDER BY id) INTO ids, counts FROM made;
    PERFORM app.lots_move('receive_goods', 'goods_receipt', NEW.id, 'supplier', 'stock', ids, counts,
                          NEW.received_on, NULL);
    RETURN NULL;
END $$;
