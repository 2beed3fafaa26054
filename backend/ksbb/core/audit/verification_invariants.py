"""What must always be true of verification: a sentence and a query that finds violations."""

from __future__ import annotations

VERIFICATION_INVARIANTS: dict[str, str] = {
    "a handover is verified if and only if its public rows say so, and the books hold them": """
        SELECT shown.stop_id, shown.packages, shown.verified, handover.state
        FROM (SELECT stop_id, sum(received) FILTER (WHERE verified_on IS NOT NULL) AS packages,
                     bool_or(verified_on IS NOT NULL) AS verified
              FROM pub.delivery GROUP BY stop_id) AS shown
        LEFT JOIN app.handover ON handover.stop_id = shown.stop_id AND handover.state = 'verified'
        WHERE shown.verified <> (handover.id IS NOT NULL)
        UNION ALL
        SELECT NULL, sum(packages), NULL, 'books' FROM (
            SELECT sum(received) AS packages FROM pub.delivery WHERE verified_on IS NOT NULL
            UNION ALL
            SELECT -sum(balance) FROM ledger.account WHERE book = 'PROMISE' AND kind = 'verified')
            AS sums
        HAVING sum(packages) <> 0
    """,
    "the public seals are the audit's": """
        SELECT number, seal.hash, public.hash AS public_hash
        FROM app.seal FULL JOIN pub.seal AS public USING (number)
        WHERE seal.hash IS DISTINCT FROM public.hash
    """,
    "a sample's list has its hash, and all that was first reported on its day": """
        SELECT sample.day, NULL AS stop_id FROM pub.sample
        WHERE list_hash IS DISTINCT FROM pub.sample_list_hash(sample.id)
        UNION ALL
        SELECT sample.day, first.stop_id
        FROM (SELECT stop_id, (min(recorded) AT TIME ZONE 'Asia/Jakarta')::date AS day
              FROM app.handover
              WHERE EXISTS (SELECT FROM app.handover_count WHERE handover_id = handover.id)
              GROUP BY 1) AS first
        JOIN pub.sample ON sample.day = first.day
        LEFT JOIN pub.sample_entry AS entry ON entry.stop_id = first.stop_id
        WHERE entry.sample_id IS DISTINCT FROM sample.id
    """,
    "a sample is drawn by its seal, and what is drawn is looked at": """
        SELECT sample.day, entry.stop_id, entry.drawn, verification.id
        FROM pub.sample JOIN pub.sample_entry AS entry ON entry.sample_id = sample.id
        LEFT JOIN pub.seal ON seal.number = sample.seal_number
        LEFT JOIN app.verification ON verification.stop_id = entry.stop_id
        WHERE entry.drawn IS DISTINCT FROM CASE WHEN sample.drawn_at IS NOT NULL
                  THEN pub.sample_draws(seal.hash, entry.stop_id, entry.chance) END
           OR coalesce(entry.drawn, false) <> (verification.id IS NOT NULL)
    """,
    "who verified is no party": """
        SELECT look.id, look.verifier_id FROM app.look
        WHERE EXISTS (SELECT FROM app.handover WHERE handover.stop_id = look.stop_id
                      AND (handover.actor, handover.actor_id) = ('PERSON', look.verifier_id))
           OR EXISTS (SELECT FROM app.proof WHERE proof.stop_id = look.stop_id
                      AND (proof.actor, proof.actor_id) = ('PERSON', look.verifier_id))
    """,
}
