"""What must always be true: each invariant is a sentence and a query that finds violations."""

from __future__ import annotations

INVARIANTS: dict[str, str] = {
    "a need's held and committed are the sums of its allocations": """
        SELECT need.id, need.held, need.committed, allocated.held AS sum_held,
               allocated.committed AS sum_committed
        FROM pub.need
        LEFT JOIN (SELECT need_id,
                          sum(quantity) FILTER (WHERE state = 'held') AS held,
                          sum(quantity - released)
                              FILTER (WHERE state IN ('committed', 'fulfilled')) AS committed
                   FROM app.allocation GROUP BY need_id) AS allocated ON allocated.need_id = need.id
        WHERE (need.held, need.committed)
              IS DISTINCT FROM (coalesce(allocated.held, 0), coalesce(allocated.committed, 0))
    """,
    "no need is promised beyond its target": """
        SELECT id, target, held, committed FROM pub.need WHERE held + committed > target
    """,
    "a line's allocated quantity is the sum of its allocations": """
        SELECT pledge_line.id, pledge_line.allocated, coalesce(allocated.quantity, 0) AS sum
        FROM app.pledge_line
        LEFT JOIN (SELECT allocation.line_id,
                          sum(allocation.quantity - coalesce(returned.packages, 0)) AS quantity
                   FROM app.allocation
                   -- What was returned to its need, the line owes to another unit.
                   LEFT JOIN (SELECT allocation_id, sum(quantity) AS packages FROM pub.release
                              WHERE cause = 'RETURNED_TO_NEED' AND reversed_on IS NULL
                              GROUP BY allocation_id) AS returned
                       ON returned.allocation_id = allocation.id
                   WHERE allocation.state <> 'released' GROUP BY allocation.line_id) AS allocated
            ON allocated.line_id = pledge_line.id
        WHERE pledge_line.allocated <> coalesce(allocated.quantity, 0)
    """,
    "a pledge that ended takes nothing": """
        SELECT pledge.id, pledge.state, allocation.id AS allocation, allocation.state AS still
        FROM app.pledge
        JOIN app.allocation ON allocation.pledge_id = pledge.id
            AND allocation.state IN ('held', 'committed')
        WHERE pledge.state IN ('rejected', 'withdrawn', 'lapsed')
    """,
    "a line is priced as its package": """
        SELECT pledge_line.id, pledge_line.package_id, package_version.package_id AS priced_as
        FROM app.pledge_line
        JOIN pub.package_version ON package_version.id = pledge_line.version_id
        WHERE package_version.package_id <> pledge_line.package_id
    """,
    "an account's balance is what came in less what went out": """
        SELECT account.id, account.kind, account.balance, coalesce(posted.quantity, 0) AS sum
        FROM ledger.account
        LEFT JOIN (SELECT account_id, sum(quantity) AS quantity FROM ledger.posting
                   GROUP BY account_id) AS posted ON posted.account_id = account.id
        WHERE account.balance
            <> CASE WHEN account.kind IN ('promise', 'withdrawn', 'outside', 'supplier')
                    THEN 0 ELSE coalesce(posted.quantity, 0) END
    """,
    "the books hold what the allocations hold": """
        SELECT * FROM (
            SELECT need_id, executor_id, donor_id,
                   sum(quantity) FILTER (WHERE state = 'held') AS pledged,
                   sum(quantity - released - dispatched) FILTER (WHERE state <> 'held')
                       AS committed,
                   sum(dispatched - received) AS dispatched, sum(received) AS received
            FROM app.allocation GROUP BY 1, 2, 3) AS allocated
        FULL JOIN (
            SELECT subject AS need_id, tenant_id AS executor_id, counterparty_id AS donor_id,
                   sum(balance) FILTER (WHERE kind = 'pledged') AS pledged,
                   sum(balance) FILTER (WHERE kind = 'committed') AS committed,
                   sum(balance) FILTER (WHERE kind = 'dispatched') AS dispatched,
                   sum(balance) FILTER (WHERE kind IN ('received', 'verified')) AS received
            FROM ledger.account WHERE book = 'PROMISE' GROUP BY 1, 2, 3) AS booked
        USING (need_id, executor_id, donor_id)
        WHERE (coalesce(allocated.pledged, 0), coalesce(allocated.committed, 0),
               coalesce(allocated.dispatched, 0), coalesce(allocated.received, 0))
            <> (coalesce(booked.pledged, 0), coalesce(booked.committed, 0),
                coalesce(booked.dispatched, 0), coalesce(booked.received, 0))
    """,
    "a reversal mirrors its journal": """
        SELECT journal.id, journal.reverses FROM ledger.journal
        WHERE journal.reverses IS NOT NULL AND EXISTS (
            SELECT FROM (SELECT from_account, to_account, quantity FROM ledger.transfer
                         WHERE journal_id = journal.id) AS own
            FULL JOIN (SELECT to_account, from_account, quantity FROM ledger.transfer
                       WHERE journal_id = journal.reverses) AS mirrored
              ON (own.from_account, own.to_account, own.quantity)
               = (mirrored.to_account, mirrored.from_account, mirrored.quantity)
            WHERE own IS NULL OR mirrored IS NULL)
    """,
    "the ladder that the public reads is the ledger's": """
        WITH steps AS (
            SELECT unit.area_id, unit.kind AS unit_kind, source.counterparty_id AS giver_id,
                   source.tenant_id AS executor_id, journal.effective AS day, need.phase_id,
                   need.package_id, transfer.quantity,
                   ledger.rung_height(source.kind) AS from_height,
                   ledger.rung_height(target.kind) AS to_height
            FROM ledger.transfer
            JOIN ledger.journal ON journal.id = transfer.journal_id
            JOIN ledger.account AS source ON source.id = transfer.from_account
            JOIN ledger.account AS target ON target.id = transfer.to_account
            JOIN pub.need ON need.id = source.subject
            JOIN pub.unit ON unit.id = need.unit_id
            WHERE transfer.book = 'PROMISE'
        ), derived AS (
            SELECT level.area_id, unit_kind, giver_id, executor_id, day, phase_id, package_id, rung,
                   sum(CASE WHEN to_height > from_height THEN quantity ELSE -quantity END)
                       AS quantity
            FROM steps
            JOIN pub.area ON area.id = steps.area_id
            CROSS JOIN LATERAL (VALUES (area.id), (area.kecamatan_id), (area.kota_id),
                                       (area.provinsi_id)) AS level (area_id)
            CROSS JOIN LATERAL unnest('{pledged,committed,dispatched,received,verified}'::text[])
                WITH ORDINALITY AS ladder (rung, height)
            WHERE level.area_id IS NOT NULL AND height > least(from_height, to_height)
              AND height <= greatest(from_height, to_height)
            GROUP BY 1, 2, 3, 4, 5, 6, 7, 8
        ), shown AS (
            SELECT area_id, unit_kind, giver_id, executor_id, day, phase_id, package_id, rung,
                   sum(quantity) AS quantity
            FROM (SELECT area_id, unit_kind, giver_id, executor_id, day, phase_id, package_id, rung,
                         quantity FROM pub.ladder
                  UNION ALL
                  SELECT level.area_id, unit_kind, giver_id, executor_id, day, phase_id, package_id,
                         rung, quantity
                  FROM pub.ladder_change JOIN pub.area ON area.id = ladder_change.area_id
                  CROSS JOIN LATERAL (VALUES (area.id), (area.kecamatan_id), (area.kota_id),
                                             (area.provinsi_id)) AS level (area_id)
                  WHERE level.area_id IS NOT NULL) both_parts
            WHERE rung <> 'received_by_unit'
            GROUP BY 1, 2, 3, 4, 5, 6, 7, 8
        )
        SELECT * FROM derived
        FULL JOIN shown
            USING (area_id, unit_kind, giver_id, executor_id, day, phase_id, package_id, rung)
        WHERE coalesce(derived.quantity, 0) <> coalesce(shown.quantity, 0)
    """,
    "targets by area are the needs' targets": """
        SELECT * FROM (
            SELECT level.area_id, need.phase_id, need.package_id, unit.kind AS unit_kind,
                   sum(need.target) AS target, count(*) AS needs
            FROM pub.need
            JOIN pub.unit ON unit.id = need.unit_id
            JOIN pub.area ON area.id = unit.area_id
            CROSS JOIN LATERAL (VALUES (area.id), (area.kecamatan_id), (area.kota_id),
                                       (area.provinsi_id)) AS level (area_id)
            WHERE level.area_id IS NOT NULL GROUP BY 1, 2, 3, 4) AS derived
        FULL JOIN pub.need_total USING (area_id, phase_id, package_id, unit_kind)
        WHERE (derived.target, derived.needs)
              IS DISTINCT FROM (need_total.target::numeric, need_total.needs::bigint)
    """,
    "every committed allocation is public, and nothing else is": """
        SELECT allocation.id, commitment.allocation_id, allocation.state FROM app.allocation
        FULL JOIN pub.commitment ON commitment.allocation_id = allocation.id
        WHERE (allocation.committed_on IS NOT NULL) <> (commitment.allocation_id IS NOT NULL)
           OR (commitment.allocation_id IS NOT NULL
               AND (allocation.quantity, allocation.unit_id, allocation.donor_id,
                    allocation.executor_id, allocation.committed_on, allocation.released_on)
                   IS DISTINCT FROM (commitment.quantity, commitment.unit_id, commitment.giver_id,
                                     commitment.executor_id, commitment.committed_on,
                                     commitment.released_on))
    """,
    "a contribution is bound to no more than its fundings, and no more than came in": """
        SELECT contribution.id, contribution.received, contribution.funded,
               coalesce(bound.amount, 0) AS sum
        FROM app.contribution
        LEFT JOIN (SELECT contribution_id, sum(amount) AS amount FROM app.funding
                   WHERE released_on IS NULL GROUP BY 1) AS bound
            ON bound.contribution_id = contribution.id
        WHERE contribution.funded <> coalesce(bound.amount, 0)
           OR contribution.funded > coalesce(contribution.received, 0)
    """,
    "money in the books is the contributions' money": """
        SELECT contribution.id, contribution.received, contribution.funded, booked.free,
               booked.bound
        FROM app.contribution
        LEFT JOIN (SELECT subject, sum(balance) FILTER (WHERE kind = 'received') AS free,
                          sum(balance) FILTER (WHERE kind = 'committed') AS bound
                   FROM ledger.account WHERE book = 'MONEY' GROUP BY 1) AS booked
            ON booked.subject = contribution.id
        WHERE (coalesce(contribution.received, 0) - contribution.funded, contribution.funded)
            <> (coalesce(booked.free, 0), coalesce(booked.bound, 0))
    """,
    "received money is public, and nothing else is": """
        SELECT contribution.id, gift.contribution_id FROM app.contribution
        FULL JOIN pub.gift ON gift.contribution_id = contribution.id
        WHERE (contribution.received IS NOT NULL) <> (gift.contribution_id IS NOT NULL)
           OR (gift.contribution_id IS NOT NULL AND (gift.amount, gift.received_on)
               IS DISTINCT FROM (contribution.received, contribution.received_on))
    """,
    "every state was reached step by step": """
        WITH chain AS (
            SELECT thing, thing_id, from_state, to_state,
                   lag(to_state, 1, '') OVER (PARTITION BY thing, thing_id ORDER BY id) AS before,
                   row_number() OVER (PARTITION BY thing, thing_id ORDER BY id DESC) AS last
            FROM app.step
        ), things AS (
            SELECT 'pledge' AS thing, id, state FROM app.pledge
            UNION ALL SELECT 'allocation', id, state FROM app.allocation
            UNION ALL SELECT 'withdrawal', id, state FROM app.withdrawal
            UNION ALL SELECT 'closing', id, state FROM app.closing
            UNION ALL SELECT 'reassignment', id, state FROM app.reassignment
            UNION ALL SELECT 'contribution', id, state FROM app.contribution
            UNION ALL SELECT 'agreement', id, state FROM app.agreement
            UNION ALL SELECT 'permit', id, state FROM app.permit
            UNION ALL SELECT 'organisation', id, state FROM app.organisation
            UNION ALL SELECT 'goods_receipt', id, state FROM app.goods_receipt
            UNION ALL SELECT 'shipment', id, state FROM app.shipment
            UNION ALL SELECT 'stop', id, state FROM app.stop
            UNION ALL SELECT 'handover', id, state FROM app.handover
            UNION ALL SELECT 'discrepancy', id, state FROM app.discrepancy
            UNION ALL SELECT 'early_delivery', id, state FROM app.early_delivery
            UNION ALL SELECT 'evidence', id, state FROM app.evidence
        )
        SELECT thing, thing_id, from_state, to_state FROM chain WHERE from_state <> before
        UNION ALL
        SELECT things.thing, things.id, coalesce(chain.to_state, '(none)'), things.state
        FROM things
        LEFT JOIN chain ON chain.thing = things.thing AND chain.thing_id = things.id
            AND chain.last = 1
        WHERE chain.to_state IS DISTINCT FROM things.state
        UNION ALL
        SELECT step.thing, step.thing_id, step.from_state, step.to_state FROM app.step
        WHERE NOT EXISTS (
            SELECT FROM app.transition
            WHERE (transition.thing, transition.from_state, transition.to_state, transition.party)
                = (step.thing, step.from_state, step.to_state, step.party))
    """,
    "every change has exactly one event and one audit row": """
        SELECT outbox.event AS outbox, audit.event AS audit FROM app.outbox
        FULL JOIN app.audit ON audit.event = outbox.event
        WHERE outbox.event IS NULL OR audit.event IS NULL
    """,
    "every journal belongs to a change that has an event": """
        SELECT journal.id, journal.action, journal.thing, journal.thing_id FROM ledger.journal
        WHERE NOT EXISTS (SELECT FROM app.audit
                          WHERE audit.thing = journal.thing AND audit.thing_id = journal.thing_id)
    """,
    "no audit row was changed": """
        SELECT audit.id FROM app.audit WHERE audit.hash <> app.audit_hash(audit)
    """,
    "every audit row is sealed once, or waits": """
        SELECT audit.id, sealed.times FROM app.audit
        LEFT JOIN (SELECT id, count(*) AS times FROM app.seal, unnest(audit_ids) AS id
                   GROUP BY id) AS sealed ON sealed.id = audit.id
        LEFT JOIN app.audit_unsealed ON audit_unsealed.audit_id = audit.id
        WHERE coalesce(sealed.times, 0) + (audit_unsealed.audit_id IS NOT NULL)::int <> 1
    """,
    "the seals are an unbroken chain": """
        SELECT seal.number FROM app.seal
        LEFT JOIN app.seal AS previous ON previous.number = seal.number - 1
        LEFT JOIN LATERAL (
            SELECT sha256(string_agg(audit.hash, ''::bytea ORDER BY audit.id)) AS rows_hash,
                   count(*) AS found
            FROM app.audit WHERE audit.id = ANY (seal.audit_ids)) AS sealed ON true
        WHERE seal.previous_hash <> coalesce(previous.hash, ''::bytea)
           OR (seal.number > 1 AND previous.number IS NULL)
           OR seal.rows_hash <> sealed.rows_hash OR sealed.found <> cardinality(seal.audit_ids)
           OR seal.hash <> sha256(seal.previous_hash || seal.rows_hash)
    """,
}
"""The invariant as a sentence, and the query that finds its violations (no rows if it holds)."""
