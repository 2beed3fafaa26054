"""What must hold at every moment, each a sentence and a query that answers the exceptions."""

from __future__ import annotations

INVARIANTS: dict[str, str] = {
    "a need's held and committed are the sums of its allocations": """
        SELECT n.id, n.held, n.committed, s.held AS sum_held, s.committed AS sum_committed
        FROM pub.need n
        LEFT JOIN (SELECT need_id,
                          sum(quantity) FILTER (WHERE state = 'held') AS held,
                          sum(quantity) FILTER (WHERE state IN ('committed', 'fulfilled'))
                              AS committed
                   FROM app.allocation GROUP BY need_id) s ON s.need_id = n.id
        WHERE (n.held, n.committed) IS DISTINCT FROM (coalesce(s.held, 0), coalesce(s.committed, 0))
    """,
    "no need is promised beyond its target": """
        SELECT id, target, held, committed FROM pub.need WHERE held + committed > target
    """,
    "a line's allocated quantity is the sum of its allocations": """
        SELECT l.id, l.allocated, coalesce(s.quantity, 0) AS sum
        FROM app.pledge_line l
        LEFT JOIN (SELECT line_id, sum(quantity) AS quantity FROM app.allocation
                   WHERE state <> 'released' GROUP BY line_id) s ON s.line_id = l.id
        WHERE l.allocated <> coalesce(s.quantity, 0)
    """,
    "a pledge that ended takes nothing": """
        SELECT p.id, p.state, a.id AS allocation, a.state AS still FROM app.pledge p
        JOIN app.allocation a ON a.pledge_id = p.id AND a.state IN ('held', 'committed')
        WHERE p.state IN ('rejected', 'withdrawn', 'lapsed')
    """,
    "a line is priced as its package": """
        SELECT l.id, l.package_id, v.package_id AS priced_as FROM app.pledge_line l
        JOIN pub.package_version v ON v.id = l.version_id WHERE v.package_id <> l.package_id
    """,
    "an account's balance is what came in less what went out": """
        SELECT a.id, a.kind, a.balance, coalesce(s.quantity, 0) AS sum
        FROM ledger.account a
        LEFT JOIN (SELECT account_id, sum(quantity) AS quantity FROM ledger.posting
                   GROUP BY account_id) s ON s.account_id = a.id
        WHERE a.balance <> CASE WHEN a.kind IN ('promise', 'withdrawn', 'outside', 'supplier')
                                THEN 0 ELSE coalesce(s.quantity, 0) END
    """,
    "the books hold what the allocations hold": """
        SELECT * FROM (
            SELECT need_id, executor_id, donor_id,
                   sum(quantity) FILTER (WHERE state = 'held') AS pledged,
                   sum(quantity) FILTER (WHERE state = 'committed') AS committed
            FROM app.allocation GROUP BY 1, 2, 3) a
        FULL JOIN (
            SELECT subject AS need_id, tenant_id AS executor_id, other_id AS donor_id,
                   sum(balance) FILTER (WHERE kind = 'pledged') AS pledged,
                   sum(balance) FILTER (WHERE kind = 'committed') AS committed
            FROM ledger.account WHERE book = 'PROMISE' GROUP BY 1, 2, 3) b
        USING (need_id, executor_id, donor_id)
        WHERE (coalesce(a.pledged, 0), coalesce(a.committed, 0))
            <> (coalesce(b.pledged, 0), coalesce(b.committed, 0))
    """,
    "a reversal mirrors its journal": """
        SELECT j.id, j.reverses FROM ledger.journal j
        WHERE j.reverses IS NOT NULL AND EXISTS (
            SELECT FROM (SELECT from_account, to_account, quantity FROM ledger.transfer
                         WHERE journal_id = j.id) x
            FULL JOIN (SELECT to_account, from_account, quantity FROM ledger.transfer
                       WHERE journal_id = j.reverses) y
              ON (x.from_account, x.to_account, x.quantity)
               = (y.to_account, y.from_account, y.quantity)
            WHERE x IS NULL OR y IS NULL)
    """,
    "the ladder that the public reads is the ledger's": """
        WITH steps AS (
            SELECT u.area_id, u.kind, x.other_id, x.tenant_id, j.effective, n.phase_id,
                   n.package_id, t.quantity, ledger.rung(x.kind) AS was,
                   ledger.rung(y.kind) AS becomes
            FROM ledger.transfer t
            JOIN ledger.journal j ON j.id = t.journal_id
            JOIN ledger.account x ON x.id = t.from_account
            JOIN ledger.account y ON y.id = t.to_account
            JOIN pub.need n ON n.id = x.subject
            JOIN pub.unit u ON u.id = n.unit_id
            WHERE t.book = 'PROMISE'
        ), derived AS (
            SELECT l.area_id, s.kind, s.other_id, s.tenant_id, s.effective, s.phase_id,
                   s.package_id, r.rung,
                   sum(CASE WHEN s.becomes > s.was THEN s.quantity ELSE -s.quantity END) AS q
            FROM steps s
            JOIN pub.area a ON a.id = s.area_id
            CROSS JOIN LATERAL (VALUES (a.id), (a.kecamatan_id), (a.kota_id), (a.provinsi_id))
                AS l (area_id)
            CROSS JOIN LATERAL unnest('{pledged,committed,dispatched,received,verified}'::text[])
                WITH ORDINALITY AS r (rung, height)
            WHERE l.area_id IS NOT NULL AND r.height > least(s.was, s.becomes)
              AND r.height <= greatest(s.was, s.becomes)
            GROUP BY 1, 2, 3, 4, 5, 6, 7, 8
        ), shown AS (
            SELECT area_id, unit_kind, giver_id, executor_id, day, phase_id, package_id, rung,
                   sum(quantity) AS q
            FROM (SELECT area_id, unit_kind, giver_id, executor_id, day, phase_id, package_id, rung,
                         quantity FROM pub.ladder
                  UNION ALL
                  SELECT l.area_id, c.unit_kind, c.giver_id, c.executor_id, c.day, c.phase_id,
                         c.package_id, c.rung, c.quantity
                  FROM pub.ladder_change c JOIN pub.area a ON a.id = c.area_id
                  CROSS JOIN LATERAL (VALUES (a.id), (a.kecamatan_id), (a.kota_id), (a.provinsi_id))
                      AS l (area_id)
                  WHERE l.area_id IS NOT NULL) both_parts
            GROUP BY 1, 2, 3, 4, 5, 6, 7, 8
        )
        SELECT * FROM derived d
        FULL JOIN shown s ON (d.area_id, d.kind, d.other_id, d.tenant_id, d.effective, d.phase_id,
                              d.package_id, d.rung)
                           = (s.area_id, s.unit_kind, s.giver_id, s.executor_id, s.day, s.phase_id,
                              s.package_id, s.rung)
        WHERE coalesce(d.q, 0) <> coalesce(s.q, 0)
    """,
    "targets by area are the needs' targets": """
        SELECT * FROM (
            SELECT l.area_id, n.phase_id, n.package_id, u.kind AS unit_kind,
                   sum(n.target) AS target, count(*) AS needs
            FROM pub.need n JOIN pub.unit u ON u.id = n.unit_id JOIN pub.area a ON a.id = u.area_id
            CROSS JOIN LATERAL (VALUES (a.id), (a.kecamatan_id), (a.kota_id), (a.provinsi_id))
                AS l (area_id)
            WHERE l.area_id IS NOT NULL GROUP BY 1, 2, 3, 4) d
        FULL JOIN pub.need_total t USING (area_id, phase_id, package_id, unit_kind)
        WHERE (d.target, d.needs) IS DISTINCT FROM (t.target::numeric, t.needs::bigint)
    """,
    "every committed allocation is public, and nothing else is": """
        SELECT a.id, c.allocation_id, a.state FROM app.allocation a
        FULL JOIN pub.commitment c ON c.allocation_id = a.id
        WHERE (a.committed_on IS NOT NULL) <> (c.allocation_id IS NOT NULL)
           OR (c.allocation_id IS NOT NULL
               AND (a.quantity, a.unit_id, a.donor_id, a.executor_id, a.committed_on,
                    a.released_on)
                   IS DISTINCT FROM (c.quantity, c.unit_id, c.giver_id, c.executor_id,
                                     c.committed_on, c.released_on))
    """,
    "a contribution is bound to no more than its fundings, and no more than came in": """
        SELECT c.id, c.received, c.funded, coalesce(s.amount, 0) AS sum
        FROM app.contribution c
        LEFT JOIN (SELECT contribution_id, sum(amount) AS amount FROM app.funding
                   WHERE released_on IS NULL GROUP BY 1) s ON s.contribution_id = c.id
        WHERE c.funded <> coalesce(s.amount, 0) OR c.funded > coalesce(c.received, 0)
    """,
    "money in the books is the contributions' money": """
        SELECT c.id, c.received, c.funded, b.free, b.bound FROM app.contribution c
        LEFT JOIN (SELECT subject, sum(balance) FILTER (WHERE kind = 'received') AS free,
                          sum(balance) FILTER (WHERE kind = 'committed') AS bound
                   FROM ledger.account WHERE book = 'MONEY' GROUP BY 1) b ON b.subject = c.id
        WHERE (coalesce(c.received, 0) - c.funded, c.funded)
            <> (coalesce(b.free, 0), coalesce(b.bound, 0))
    """,
    "received money is public, and nothing else is": """
        SELECT c.id, g.contribution_id FROM app.contribution c
        FULL JOIN pub.gift g ON g.contribution_id = c.id
        WHERE (c.received IS NOT NULL) <> (g.contribution_id IS NOT NULL)
           OR (g.contribution_id IS NOT NULL AND (g.amount, g.received_on)
               IS DISTINCT FROM (c.received, c.received_on))
    """,
    "every state was reached step by step": """
        WITH chain AS (
            SELECT thing, thing_id, was, becomes,
                   lag(becomes, 1, '') OVER (PARTITION BY thing, thing_id ORDER BY id) AS before,
                   row_number() OVER (PARTITION BY thing, thing_id ORDER BY id DESC) AS last
            FROM app.step
        ), things AS (
            SELECT 'pledge' AS thing, id, state FROM app.pledge
            UNION ALL SELECT 'allocation', id, state FROM app.allocation
            UNION ALL SELECT 'contribution', id, state FROM app.contribution
            UNION ALL SELECT 'agreement', id, state FROM app.agreement
            UNION ALL SELECT 'permit', id, state FROM app.permit
            UNION ALL SELECT 'organisation', id, state FROM app.organisation
        )
        SELECT thing, thing_id, was, becomes FROM chain WHERE was <> before
        UNION ALL
        SELECT t.thing, t.id, coalesce(c.becomes, '(none)'), t.state FROM things t
        LEFT JOIN chain c ON c.thing = t.thing AND c.thing_id = t.id AND c.last = 1
        WHERE c.becomes IS DISTINCT FROM t.state
        UNION ALL
        SELECT s.thing, s.thing_id, s.was, s.becomes FROM app.step s
        WHERE NOT EXISTS (SELECT FROM app.transition t WHERE (t.thing, t.was, t.becomes, t.party)
                                                           = (s.thing, s.was, s.becomes, s.party))
    """,
    "every change has exactly one event and one audit row": """
        SELECT o.event AS outbox, a.event AS audit FROM app.outbox o
        FULL JOIN app.audit a ON a.event = o.event
        WHERE o.event IS NULL OR a.event IS NULL
    """,
    "every journal belongs to a change that has an event": """
        SELECT j.id, j.act, j.thing, j.thing_id FROM ledger.journal j
        WHERE NOT EXISTS (SELECT FROM app.audit a
                          WHERE a.thing = j.thing AND a.thing_id = j.thing_id)
    """,
    "no audit row was changed": """
        SELECT a.id FROM app.audit a WHERE a.hash <> app.audit_hash(a)
    """,
    "every audit row is sealed once, or waits": """
        SELECT a.id, s.times FROM app.audit a
        LEFT JOIN (SELECT id, count(*) AS times FROM app.seal, unnest(audit_ids) AS id
                   GROUP BY id) s ON s.id = a.id
        LEFT JOIN app.audit_unsealed u ON u.audit_id = a.id
        WHERE coalesce(s.times, 0) + (u.audit_id IS NOT NULL)::int <> 1
    """,
    "the seals are an unbroken chain": """
        SELECT s.no FROM app.seal s
        LEFT JOIN app.seal p ON p.no = s.no - 1
        LEFT JOIN LATERAL (SELECT sha256(string_agg(a.hash, ''::bytea ORDER BY a.id)) AS root,
                                  count(*) AS found
                           FROM app.audit a WHERE a.id = ANY (s.audit_ids)) r ON true
        WHERE s.prev <> coalesce(p.hash, ''::bytea) OR (s.no > 1 AND p.no IS NULL)
           OR s.root <> r.root OR r.found <> cardinality(s.audit_ids)
           OR s.hash <> sha256(s.prev || s.root)
    """,
}
"""Name of the invariant, and the query of its exceptions: no row means that it holds."""
