"""The verbs of money: announce it, record that it came in.

The books, the day on which it came in and the public row are the database's to write.
"""

from __future__ import annotations

from sqlalchemy import text
from sqlalchemy.ext.asyncio import AsyncSession

from ksbb.agreements.rules import AgreementNotInForce, PermitNotInForce
from ksbb.contributions import rules
from ksbb.contributions.events import ContributionIntended, ContributionReceived
from ksbb.contributions.models import ContributionState
from ksbb.kernel.errors import InvalidInput, NotFound
from ksbb.kernel.lifecycle import parties, require
from ksbb.kernel.once import once
from ksbb.kernel.viewer import Kind, Viewer
from ksbb.organisations.rules import OrganisationNotVerified
from ksbb.outbox import record


@once
async def intend(
    tx: AsyncSession, viewer: Viewer, *, aggregator_id: int, amount: int, note: str = ""
) -> int:
    """Announce money to an aggregator. Returns the contribution.

    Raises:
        NotSignedIn, NotAllowed, AmountInvalid, NotAnAggregator, OrganisationNotVerified,
        AgreementNotInForce, PermitNotInForce.
    """
    require(viewer, Kind.DONOR, Kind.AGGREGATOR)
    rules.check_amount(amount)
    await require_collector(tx, viewer.organisation_id, aggregator_id)
    announced = await tx.execute(
        text("""
            INSERT INTO app.contribution (donor_id, executor_id, intended, state, note, created_by)
            VALUES (:donor, :aggregator, :amount, 'intended', :note, :person) RETURNING id"""),
        {
            "donor": viewer.organisation_id,
            "aggregator": aggregator_id,
            "amount": amount,
            "note": note.strip(),
            "person": viewer.person_id,
        },
    )
    contribution_id: int = announced.scalar_one()
    await record(tx, ContributionIntended(id=contribution_id, other=aggregator_id, amount=amount))
    return contribution_id


@once
async def record_contribution(
    tx: AsyncSession,
    viewer: Viewer,
    *,
    contribution_id: int | None,
    donor_id: int | None,
    amount: int,
    bank_reference: str,
) -> int:
    """Record money that came in; the aggregator's act. Returns the contribution.

    Args:
        tx: the transaction.
        viewer: somebody of the aggregator.
        contribution_id: the announced contribution that it is, or None:
        donor_id: then the donor, who announced nothing.
        amount: rupiah on the account; it may differ from what was announced.
        bank_reference: where it stands in the bank's statement.

    Raises:
        NotSignedIn, NotAllowed, NotFound, AmountInvalid, InvalidInput, NotAnAggregator,
        AgreementNotInForce, PermitNotInForce, StateRefused.
    """
    require(viewer, Kind.AGGREGATOR)
    rules.check_amount(amount)
    reference = bank_reference.strip()
    if not reference:
        raise InvalidInput(
            "bankReference",
            ("Tuliskan nomor referensi bank.", "Give the bank's reference number."),
        )
    if contribution_id is not None and donor_id is None:
        giver = await _announced(tx, viewer, contribution_id, amount, reference)
    elif donor_id is not None and contribution_id is None:
        giver = donor_id
        contribution_id = await _unannounced(tx, viewer, giver, amount, reference)
    else:
        raise InvalidInput(
            "contribution",
            (
                "Pilih kontribusi yang diniatkan, atau donaturnya; tidak keduanya.",
                "Name the announced contribution, or its donor; not both.",
            ),
        )
    await record(tx, ContributionReceived(id=contribution_id, other=giver, amount=amount))
    return contribution_id


async def _announced(
    tx: AsyncSession, viewer: Viewer, contribution_id: int, amount: int, reference: str
) -> int:
    """Mark an announced contribution as received; its donor."""
    found = (
        await tx.execute(
            text(
                "SELECT donor_id, executor_id, state FROM app.contribution"
                " WHERE id = :id FOR NO KEY UPDATE"
            ),
            {"id": contribution_id},
        )
    ).one_or_none()
    if found is None or found.executor_id != viewer.organisation_id:
        raise NotFound("Contribution")
    capacities = parties(viewer, giver=found.donor_id, executor=found.executor_id)
    rules.LIFECYCLE.move(found.state, ContributionState.RECEIVED, capacities)
    await require_collector(tx, found.donor_id, viewer.organisation_id)
    await tx.execute(
        text("""
            UPDATE app.contribution
            SET state = 'received', received = :amount, bank_reference = :reference
            WHERE id = :id"""),
        {"amount": amount, "reference": reference, "id": contribution_id},
    )
    return int(found.donor_id)


async def _unannounced(
    tx: AsyncSession, viewer: Viewer, donor_id: int, amount: int, reference: str
) -> int:
    """Enter a contribution that nobody announced; its number of row."""
    await require_collector(tx, donor_id, viewer.organisation_id)
    made = await tx.execute(
        text("""
            INSERT INTO app.contribution (donor_id, executor_id, intended, received, state,
                                          bank_reference, created_by)
            VALUES (:donor, :aggregator, :amount, :amount, 'received', :reference, :person)
            RETURNING id"""),
        {
            "donor": donor_id,
            "aggregator": viewer.organisation_id,
            "amount": amount,
            "reference": reference,
            "person": viewer.person_id,
        },
    )
    return int(made.scalar_one())


async def require_collector(tx: AsyncSession, giver_id: int, aggregator_id: int) -> None:
    """Both are verified, and the aggregator may collect money today."""
    found = (
        await tx.execute(
            text("""
                SELECT a.name, a.kind, a.verified, g.verified AS giver_verified,
                       app.agreement_in_force(a.id) AS agreement,
                       app.permit_in_force(a.id) AS permit
                FROM pub.organisation a LEFT JOIN pub.organisation g ON g.id = :giver
                WHERE a.id = :aggregator"""),
            {"giver": giver_id, "aggregator": aggregator_id},
        )
    ).one_or_none()
    if (
        found is None
        or found.kind != Kind.AGGREGATOR
        or not found.verified
        or giver_id == aggregator_id
    ):
        raise rules.NotAnAggregator
    if not found.giver_verified:
        raise OrganisationNotVerified
    if not found.agreement:
        raise AgreementNotInForce(aggregator_id, found.name)
    if not found.permit:
        raise PermitNotInForce(aggregator_id, found.name)
