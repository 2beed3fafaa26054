-- Makes the lots of packages that came for a line: one for each funding that still lacks packages, and one for
-- what no money of others pays; `replacing` of them replace damaged and missing ones, which no money pays. The
-- caller has added them to the line. Only the engine may call it.
CREATE OR REPLACE FUNCTION app.lots_make(this bigint, receipt bigint, packages int, replacing int, came_on date,
    expiry date) RETURNS TABLE (lot_id bigint, quantity bigint)
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp
AS $$
#variable_conflict use_column
BEGIN
    RETURN QUERY
    WITH source AS (
        -- Packages that each funding still waits for.
        SELECT f.id AS funding_id, f.donor_id AS funder_id,
               f.packages - coalesce((SELECT sum(l.quantity) FROM app.lot l
                                      LEFT JOIN app.goods_receipt r ON r.id = l.receipt_id
                                      WHERE l.funding_id = f.id
                                        AND (r.id IS NULL OR (r.state = 'recorded' AND r.source <> 'REPLACEMENT'))),
                                     0) AS lacks
        FROM app.funding f WHERE f.line_id = this AND f.released_on IS NULL
    ), claim AS (
        SELECT funding_id, funder_id, lacks FROM source WHERE lacks > 0
        UNION ALL
        SELECT NULL, NULL, greatest(l.quantity + l.replaced - l.stocked + lots_make.packages - lots_make.replacing
                                    - coalesce((SELECT sum(lacks) FROM source), 0), 0)
        FROM app.pledge_line l WHERE l.id = this
    ), share AS (
        SELECT s.funding_id, s.funder_id,
               s.part + CASE WHEN s.funding_id IS NULL THEN lots_make.replacing ELSE 0 END AS part
        FROM (SELECT array_agg(funding_id ORDER BY funding_id) AS fundings,
                     array_agg(funder_id ORDER BY funding_id) AS funders,
                     app.shares(lots_make.packages - lots_make.replacing,
                                array_agg(lacks::bigint ORDER BY funding_id)) AS parts
              FROM claim) a,
             unnest(a.fundings, a.funders, a.parts) AS s (funding_id, funder_id, part)
    )
    INSERT INTO app.lot (receipt_id, line_id, pledge_id, donor_id, executor_id, phase_id, package_id,
        version_id, funding_id, funder_id, quantity, stock, received_on, expires_on)
    SELECT lots_make.receipt, l.id, l.pledge_id, l.donor_id, l.executor_id, l.phase_id, l.package_id,
           l.version_id, s.funding_id, s.funder_id, s.part, 0, lots_make.came_on, lots_make.expiry
    FROM share s JOIN app.pledge_line l ON l.id = this
    WHERE s.part > 0
    RETURNING lot.id, lot.quantity::bigint;
END $$;
