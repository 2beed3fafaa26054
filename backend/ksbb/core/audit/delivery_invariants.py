"""What must always be true of deliveries: a sentence and a query that finds violations."""

from __future__ import annotations

# What of a load was brought back, by the report of its stop that counts.
_COUNTING = """
    SELECT line.handover_id, line.load_id, handover.state, line.good, line.damaged, line.missing,
           line.brought_back, line.spoiled, line.undecided, line.sent
    FROM app.handover_line AS line JOIN app.handover ON handover.id = line.handover_id
    WHERE handover.state NOT IN ('superseded', 'second_report')
"""
# Of a load: packages that settlements set free for another trip, or released.
_SETTLED = """
    SELECT load_id, sum(damaged + missing) AS packages FROM app.discrepancy
    WHERE state IN ('replaced', 'returned_to_need', 'written_off') GROUP BY load_id
"""
_POSTED = "('proven', 'verified', 'disputed', 'resolved')"

DELIVERY_INVARIANTS: dict[str, str] = {
    "a lot's stock is its balance in the books, and its packages are all somewhere": """
        SELECT lot.id, lot.quantity, lot.stock, book.stock AS book_stock, book.everywhere
        FROM app.lot
        LEFT JOIN app.goods_receipt ON goods_receipt.id = lot.receipt_id
        LEFT JOIN (SELECT subject, sum(balance) FILTER (WHERE kind = 'stock') AS stock,
                          sum(balance) AS everywhere
                   FROM ledger.account WHERE book = 'GOODS' GROUP BY subject) AS book
            ON book.subject = lot.id
        WHERE lot.stock <> coalesce(book.stock, 0)
           OR coalesce(book.everywhere, 0)
              <> CASE WHEN goods_receipt.state = 'reversed' THEN 0 ELSE lot.quantity END
    """,
    "a line's stocked packages are its lots": """
        SELECT pledge_line.id, pledge_line.stocked, pledge_line.replaced, came.packages,
               owed.replaced AS replaced_of_discrepancies
        FROM app.pledge_line
        LEFT JOIN (SELECT lot.line_id, sum(lot.quantity) AS packages,
                          sum(lot.quantity) FILTER (WHERE goods_receipt.source = 'REPLACEMENT')
                              AS replacing
                   FROM app.lot LEFT JOIN app.goods_receipt ON goods_receipt.id = lot.receipt_id
                   WHERE goods_receipt.state IS DISTINCT FROM 'reversed' GROUP BY lot.line_id)
            AS came ON came.line_id = pledge_line.id
        LEFT JOIN (SELECT line_id, sum(replaced) AS replaced FROM app.discrepancy GROUP BY line_id)
            AS owed ON owed.line_id = pledge_line.id
        WHERE (pledge_line.stocked, pledge_line.replaced)
            <> (coalesce(came.packages, 0), coalesce(owed.replaced, 0))
            OR came.replacing > owed.replaced
    """,
    "a funding's lots hold no more packages than it pays for": """
        SELECT funding.id, funding.packages, sum(lot.quantity) AS in_lots
        FROM app.funding JOIN app.lot ON lot.funding_id = funding.id
        LEFT JOIN app.goods_receipt ON goods_receipt.id = lot.receipt_id
        WHERE goods_receipt.state IS DISTINCT FROM 'reversed'
        GROUP BY funding.id HAVING sum(lot.quantity) > funding.packages
    """,
    "a load that left was taken from lots, package by package": """
        SELECT load.id, load.dispatched, coalesce(taken.packages, 0) AS from_lots
        FROM app.load
        LEFT JOIN (SELECT load_id, sum(quantity) AS packages FROM app.load_lot GROUP BY load_id)
            AS taken ON taken.load_id = load.id
        WHERE coalesce(load.dispatched, 0) <> coalesce(taken.packages, 0)
    """,
    "an allocation's loaded, dispatched and received are those of its loads": f"""
        SELECT allocation.id, allocation.loaded, allocation.dispatched, allocation.received,
               loads.loaded AS of_loads, loads.dispatched AS dispatched_of_loads,
               loads.received AS received_of_loads
        FROM app.allocation
        LEFT JOIN (
            SELECT load.allocation_id,
                   sum(coalesce(load.dispatched, load.quantity) - gone.packages) AS loaded,
                   sum(coalesce(load.dispatched - gone.packages, 0)) AS dispatched,
                   sum(CASE WHEN counting.state IN {_POSTED} THEN counting.good ELSE 0 END)
                       AS received
            FROM app.load
            LEFT JOIN ({_COUNTING}) AS counting ON counting.load_id = load.id
            LEFT JOIN ({_SETTLED}) AS settled ON settled.load_id = load.id
            CROSS JOIN LATERAL (SELECT coalesce(counting.brought_back - counting.spoiled, 0)
                                       + coalesce(settled.packages, 0) AS packages) AS gone
            WHERE NOT load.cancelled GROUP BY load.allocation_id) AS loads
            ON loads.allocation_id = allocation.id
        WHERE (allocation.loaded, allocation.dispatched, allocation.received)
            <> (coalesce(loads.loaded, 0), coalesce(loads.dispatched, 0),
                coalesce(loads.received, 0))
    """,  # noqa: S608
    "an allocation's released packages are its releases": """
        SELECT allocation.id, allocation.released, coalesce(parts.packages, 0) AS in_parts
        FROM app.allocation
        LEFT JOIN (SELECT allocation_id, sum(quantity) AS packages FROM pub.release
                   WHERE reversed_on IS NULL GROUP BY allocation_id) AS parts
            ON parts.allocation_id = allocation.id
        WHERE allocation.state <> 'released'
          AND allocation.released <> coalesce(parts.packages, 0)
    """,
    "what a closing released are the releases of its line": """
        SELECT closing.id, closing.packages, freed.packages AS in_releases
        FROM (SELECT line_id, id, packages FROM app.closing WHERE state <> 'taken_back') AS closing
        FULL JOIN (SELECT allocation.line_id, sum(release.quantity) AS packages
                   FROM pub.release JOIN app.allocation ON allocation.id = release.allocation_id
                   WHERE release.cause = 'CLOSED_SHORT' AND release.reversed_on IS NULL
                   GROUP BY allocation.line_id) AS freed USING (line_id)
        WHERE coalesce(closing.packages, 0) <> coalesce(freed.packages, 0)
    """,
    "what a reassignment released are its releases": """
        SELECT reassignment.id, reassignment.packages, freed.packages AS in_releases
        FROM (SELECT * FROM app.reassignment WHERE state = 'released') AS reassignment
        FULL JOIN (SELECT allocation.pledge_id, sum(release.quantity) AS packages
                   FROM pub.release JOIN app.allocation ON allocation.id = release.allocation_id
                   WHERE release.cause = 'REASSIGNED' AND release.reversed_on IS NULL
                   GROUP BY allocation.pledge_id) AS freed
            ON freed.pledge_id = reassignment.pledge_id
        WHERE coalesce((SELECT sum(own.packages) FROM app.reassignment AS own
                        WHERE own.pledge_id = coalesce(reassignment.pledge_id, freed.pledge_id)
                          AND own.state = 'released'), 0) <> coalesce(freed.packages, 0)
    """,
    "an allocation is fulfilled if and only if all of it was received or released": """
        SELECT id, state, quantity, received, released FROM app.allocation
        WHERE state IN ('committed', 'fulfilled')
          AND (state = 'fulfilled') <> (received + released = quantity)
    """,
    "a handover's lines and lots are what its stop carried": """
        SELECT line.handover_id, line.load_id, line.sent, load.dispatched, lots.sent AS of_lots
        FROM app.handover_line AS line
        JOIN app.load ON load.id = line.load_id
        LEFT JOIN (SELECT handover_id, load_id, sum(sent) AS sent, sum(good) AS good,
                          sum(damaged) AS damaged, sum(missing) AS missing,
                          sum(brought_back) AS brought_back, sum(spoiled) AS spoiled
                   FROM app.handover_lot GROUP BY 1, 2) AS lots
            ON lots.handover_id = line.handover_id AND lots.load_id = line.load_id
        WHERE line.sent <> load.dispatched
           OR (line.sent, line.good, line.damaged, line.missing, line.brought_back, line.spoiled)
              IS DISTINCT FROM (lots.sent, lots.good, lots.damaged, lots.missing,
                                lots.brought_back, lots.spoiled)
    """,
    "every received package has a proof": f"""
        SELECT handover.id, handover.state FROM app.handover
        WHERE handover.state IN {_POSTED} AND NOT EXISTS (
            SELECT FROM app.proof WHERE proof.handover_id = handover.id
               AND proof.superseded_by IS NULL)
    """,  # noqa: S608
    "an open dispute has a due day after the day on which it was opened": """
        SELECT handover.id, handover.state, handover.disputed_on, handover.due_on, opened.day
        FROM app.handover
        LEFT JOIN (SELECT thing_id, (array_agg(effective ORDER BY id DESC))[1] AS day
                   FROM app.step WHERE thing = 'handover' AND to_state = 'disputed'
                   GROUP BY thing_id) AS opened ON opened.thing_id = handover.id
        WHERE handover.disputed_on IS DISTINCT FROM opened.day
           OR (handover.state = 'disputed' AND handover.due_on IS NULL)
           OR handover.due_on <= handover.disputed_on
    """,
    "damaged and missing packages of a proven handover have a discrepancy": f"""
        SELECT line.handover_id, line.load_id, line.damaged, line.missing,
               discrepancy.damaged AS noted_damaged, discrepancy.missing AS noted_missing
        FROM app.handover_line AS line JOIN app.handover ON handover.id = line.handover_id
        LEFT JOIN app.discrepancy ON discrepancy.handover_id = line.handover_id
            AND discrepancy.load_id = line.load_id AND discrepancy.state <> 'void'
            AND NOT discrepancy.spoiled
        WHERE handover.state IN {_POSTED}
          AND (line.damaged, line.missing)
              <> (coalesce(discrepancy.damaged, 0), coalesce(discrepancy.missing, 0))
    """,  # noqa: S608
    "no ready meals are in stock": """
        SELECT lot.id, lot.stock, package.code
        FROM app.lot JOIN pub.package ON package.id = lot.package_id
        WHERE package.every = 'DAY' AND lot.stock > 0
    """,
    "ready meals that were brought back have a discrepancy": f"""
        SELECT load.id, counting.brought_back, counting.spoiled, discrepancy.damaged
        FROM ({_COUNTING}) AS counting
        JOIN app.load ON load.id = counting.load_id
        JOIN pub.package ON package.id = load.package_id
        LEFT JOIN app.discrepancy ON discrepancy.handover_id = counting.handover_id
            AND discrepancy.load_id = load.id AND discrepancy.state <> 'void'
            AND discrepancy.spoiled
        WHERE counting.spoiled <> coalesce(discrepancy.damaged, 0)
           OR (package.every <> 'DAY' AND counting.spoiled > 0)
    """,  # noqa: S608
    "every load that left is public as it stands, and nothing else is": f"""
        SELECT load.id, delivery.load_id, delivery.dispatched, delivery.received, counting.good
        FROM app.load
        FULL JOIN pub.delivery ON delivery.load_id = load.id
        LEFT JOIN ({_COUNTING}) AS counting ON counting.load_id = load.id
        LEFT JOIN (SELECT load_id, sum(damaged + missing) AS packages FROM app.discrepancy
                   WHERE state = 'open' GROUP BY load_id) AS unsettled
            ON unsettled.load_id = load.id
        WHERE (coalesce(load.dispatched, 0) > 0) <> (delivery.load_id IS NOT NULL)
           OR (delivery.load_id IS NOT NULL AND (
               load.dispatched <> delivery.dispatched
               OR delivery.unsettled <> coalesce(unsettled.packages, 0)
               OR delivery.received <> CASE WHEN counting.state IN {_POSTED} THEN counting.good
                                            ELSE 0 END
               OR (delivery.good, delivery.damaged, delivery.missing, delivery.brought_back)
                  <> (coalesce(counting.good, 0), coalesce(counting.damaged, 0),
                      coalesce(counting.missing, 0), coalesce(counting.brought_back, 0))))
    """,  # noqa: S608
    "an early delivery waits or ends with its pledge, and is booked as the trip that left": """
        SELECT early.id, early.state, pledge.state AS of_pledge, trip.packages
        FROM app.early_delivery AS early JOIN app.pledge ON pledge.id = early.pledge_id
        LEFT JOIN (SELECT shipment.early_id, sum(load.dispatched) AS packages
                   FROM app.shipment JOIN app.load ON load.shipment_id = shipment.id
                   WHERE shipment.early_id IS NOT NULL GROUP BY shipment.early_id) AS trip
            ON trip.early_id = early.id
        WHERE (early.state = 'waiting' AND pledge.state <> 'submitted')
           OR (early.state = 'ended' AND pledge.state NOT IN ('rejected', 'withdrawn', 'lapsed'))
           OR coalesce(trip.packages, 0) <> CASE early.state WHEN 'booked'
               THEN early.good + early.damaged + early.missing ELSE 0 END
    """,
    "what left and was recorded late says so in public": """
        SELECT load.id, shipment.late_reason FROM app.load
        JOIN app.shipment ON shipment.id = load.shipment_id
        JOIN pub.delivery ON delivery.load_id = load.id
        WHERE shipment.late_reason IS NOT NULL AND NOT delivery.late
    """,
    "the ladder's received packages are the public rows'": """
        SELECT * FROM (
            SELECT need_id, executor_id, giver_id, sum(received) AS received
            FROM pub.delivery GROUP BY 1, 2, 3) AS shown
        FULL JOIN (
            SELECT subject AS need_id, tenant_id AS executor_id, counterparty_id AS giver_id,
                   sum(balance) AS received
            FROM ledger.account WHERE book = 'PROMISE' AND kind IN ('received', 'verified')
            GROUP BY 1, 2, 3) AS booked USING (need_id, executor_id, giver_id)
        WHERE coalesce(shown.received, 0) <> coalesce(booked.received, 0)
    """,
    "what the ladder shows by the unit's word is the public rows'": """
        SELECT * FROM (
            SELECT level.area_id, unit.kind AS unit_kind, giver_id, executor_id, received_on AS day,
                   phase_id, package_id, sum(received) AS quantity
            FROM pub.delivery
            JOIN pub.unit ON unit.id = delivery.unit_id
            JOIN pub.area ON area.id = unit.area_id
            CROSS JOIN LATERAL (VALUES (area.id), (area.kecamatan_id), (area.kota_id),
                                       (area.provinsi_id)) AS level (area_id)
            WHERE proven_by = 'UNIT' AND level.area_id IS NOT NULL
            GROUP BY 1, 2, 3, 4, 5, 6, 7) AS proven
        FULL JOIN (
            SELECT area_id, unit_kind, giver_id, executor_id, day, phase_id, package_id,
                   sum(quantity) AS quantity
            FROM (SELECT area_id, unit_kind, giver_id, executor_id, day, phase_id, package_id,
                         quantity FROM pub.ladder WHERE rung = 'received_by_unit'
                  UNION ALL
                  SELECT level.area_id, unit_kind, giver_id, executor_id, day, phase_id, package_id,
                         quantity
                  FROM pub.ladder_change JOIN pub.area ON area.id = ladder_change.area_id
                  CROSS JOIN LATERAL (VALUES (area.id), (area.kecamatan_id), (area.kota_id),
                                             (area.provinsi_id)) AS level (area_id)
                  WHERE level.area_id IS NOT NULL AND rung = 'received_by_unit') AS both_parts
            GROUP BY 1, 2, 3, 4, 5, 6, 7) AS shown
            USING (area_id, unit_kind, giver_id, executor_id, day, phase_id, package_id)
        WHERE coalesce(proven.quantity, 0) <> coalesce(shown.quantity, 0)
    """,
    "a code confirmed one stop": """
        SELECT slip_code.stop_id, slip_code.slip_id, count(*) AS codes FROM app.slip_code
        WHERE slip_code.stop_id IS NOT NULL GROUP BY 1, 2 HAVING count(*) > 1
    """,
    "a used code has proven a stop of its unit, and a proof by code has its code": """
        SELECT slip_code.id AS code, proof.id AS proof, coalesce(slip_code.stop_id, proof.stop_id)
        FROM (SELECT slip_code.id, slip_code.slip_id, slip_code.stop_id FROM app.slip_code
              JOIN app.slip ON slip.id = slip_code.slip_id
              LEFT JOIN app.stop ON stop.id = slip_code.stop_id AND stop.unit_id = slip.unit_id
              WHERE slip_code.stop_id IS NOT NULL
                AND (stop.id IS NULL OR NOT EXISTS (
                    SELECT FROM app.proof WHERE proof.stop_id = slip_code.stop_id
                       AND (proof.method = 'COURIER_CODE'
                            OR (proof.method = 'CODE' AND proof.actor_id = slip.id))))) AS slip_code
        FULL JOIN (SELECT proof.id, proof.stop_id FROM app.proof
                   WHERE proof.method IN ('CODE', 'COURIER_CODE') AND NOT EXISTS (
                       SELECT FROM app.slip_code WHERE slip_code.stop_id = proof.stop_id
                          AND (proof.method = 'COURIER_CODE'
                               OR slip_code.slip_id = proof.actor_id))) AS proof
            ON false
    """,
    "the numbers of documents have no gaps, for each issuer and year": """
        SELECT series.executor_id, series.year, series.last, bast.count, bast.highest
        FROM app.bast_series AS series
        FULL JOIN (SELECT executor_id, year, count(*), max(sequence) AS highest,
                          min(sequence) AS lowest
                   FROM app.bast GROUP BY 1, 2) AS bast USING (executor_id, year)
        WHERE (series.last, bast.count, 1)
              IS DISTINCT FROM (bast.highest, series.last::bigint, bast.lowest)
    """,
    "a proven handover has a document that says what is accepted, or waits for it": f"""
        SELECT handover.id FROM app.handover
        LEFT JOIN app.bast_due AS due ON due.handover_id = handover.id
        LEFT JOIN app.bast ON bast.handover_id = handover.id
        LEFT JOIN app.bast_version AS version ON version.bast_id = bast.id
            AND version.extract_for_id IS NULL AND version.state <> 'superseded'
        WHERE handover.state IN {_POSTED} AND due.handover_id IS NULL
          AND (version.id IS NULL OR EXISTS (
              SELECT sum(line.good), sum(line.damaged), sum(line.missing)
              FROM app.handover_line AS line WHERE line.handover_id = handover.id
              EXCEPT
              SELECT sum((said ->> 'good')::int), sum((said ->> 'damaged')::int),
                     sum((said ->> 'missing')::int)
              FROM jsonb_array_elements(version.data::jsonb -> 'facts' -> 'lines') AS said))
    """,  # noqa: S608
    "a version of a document has one issued file, and its data have their recorded hash": """
        SELECT version.id FROM app.bast_version AS version
        WHERE version.data_sha256 <> sha256(convert_to(version.data, 'UTF8'))
           OR (SELECT count(*) FROM app.bast_file
               WHERE bast_file.version_id = version.id AND bast_file.kind = 'ISSUED') <> 1
    """,
    "a countersigned document has a copy that both parties signed": """
        SELECT version.id FROM app.bast_version AS version
        WHERE version.state = 'countersigned' AND NOT EXISTS (
            SELECT FROM app.bast_file WHERE bast_file.version_id = version.id
               AND (bast_file.erased_at IS NOT NULL
                    OR jsonb_array_length(bast_file.verdict -> 'signatures') = 2))
    """,
}
