"""The actions of contributions: announce money, and record that it arrived.

The database writes the ledger, the day on which the money arrived, and the public row.
"""

from __future__ import annotations

from sqlalchemy import bindparam, insert, update
from sqlalchemy.ext.asyncio import AsyncSession
from sqlmodel import col

from ksbb.core.idempotency import once
from ksbb.core.lifecycle import parties, require
from ksbb.core.outbox import record
from ksbb.core.refusals import InvalidInput, NotFound, check_length
from ksbb.core.statements import execute, fetch_value
from ksbb.core.viewer import Kind, Viewer
from ksbb.domain.agreements.rules import AgreementNotInForce, PermitNotInForce
from ksbb.domain.contributions import queries, rules
from ksbb.domain.contributions.events import ContributionIntended, ContributionReceived
from ksbb.domain.contributions.models import Contribution, ContributionState
from ksbb.domain.organisations.rules import OrganisationNotVerified

_INTEND = (
    insert(Contribution)
    .values(
        donor_id=bindparam("donor_id"),
        executor_id=bindparam("executor_id"),
        intended=bindparam("amount"),
        state=ContributionState.INTENDED,
        note=bindparam("note"),
        created_by=bindparam("created_by"),
    )
    .returning(col(Contribution.id))
)
_INSERT_RECEIVED = (
    insert(Contribution)
    .values(
        donor_id=bindparam("donor_id"),
        executor_id=bindparam("executor_id"),
        intended=bindparam("amount"),
        received=bindparam("amount"),
        state=ContributionState.RECEIVED,
        bank_reference=bindparam("bank_reference"),
        created_by=bindparam("created_by"),
    )
    .returning(col(Contribution.id))
)
_RECEIVE = (
    update(Contribution)
    .where(col(Contribution.id) == bindparam("contribution_id"))
    .values(
        state=ContributionState.RECEIVED,
        received=bindparam("amount"),
        bank_reference=bindparam("bank_reference"),
    )
)


@once
async def intend(
    tx: AsyncSession, viewer: Viewer, *, aggregator_id: int, amount: int, note: str = ""
) -> int:
    """Announce money to an aggregator; returns the contribution's row id.

    Raises:
        NotSignedIn, NotAllowed, AmountInvalid, NotAnAggregator, OrganisationNotVerified,
        AgreementNotInForce, PermitNotInForce.
    """
    require(viewer, Kind.DONOR, Kind.AGGREGATOR)
    rules.check_amount(amount)
    check_length(note=(note, 2000))
    await require_collector(tx, viewer.organisation_id, aggregator_id)
    contribution_id: int = await fetch_value(
        tx,
        _INTEND,
        {
            "donor_id": viewer.organisation_id,
            "executor_id": aggregator_id,
            "amount": amount,
            "note": note.strip(),
            "created_by": viewer.person_id,
        },
    )
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
    """The aggregator records money that it received; returns the contribution's row id.

    Args:
        tx: the transaction.
        viewer: somebody who acts for the aggregator.
        contribution_id: the announced contribution; None if the money was not announced.
        donor_id: the donor if the money was not announced, else None.
        amount: rupiah that arrived; it may differ from the announced amount.
        bank_reference: the reference of the transfer in the bank statement.

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
    """Mark an announced contribution as received; returns its donor."""
    found = await queries.locked_contribution(tx, contribution_id)
    if found is None or found.executor_id != viewer.organisation_id:
        raise NotFound("Contribution")
    capacities = parties(viewer, giver=found.donor_id, executor=found.executor_id)
    rules.LIFECYCLE.move(found.state, ContributionState.RECEIVED, capacities)
    await require_collector(tx, found.donor_id, viewer.organisation_id)
    await execute(
        tx,
        _RECEIVE,
        {"contribution_id": contribution_id, "amount": amount, "bank_reference": reference},
    )
    return found.donor_id


async def _unannounced(
    tx: AsyncSession, viewer: Viewer, donor_id: int, amount: int, reference: str
) -> int:
    """Insert a contribution that was not announced; returns its row id."""
    await require_collector(tx, donor_id, viewer.organisation_id)
    contribution_id: int = await fetch_value(
        tx,
        _INSERT_RECEIVED,
        {
            "donor_id": donor_id,
            "executor_id": viewer.organisation_id,
            "amount": amount,
            "bank_reference": reference,
            "created_by": viewer.person_id,
        },
    )
    return contribution_id


async def require_collector(tx: AsyncSession, giver_id: int, aggregator_id: int) -> None:
    """Refuse unless both are verified and the aggregator may collect money today."""
    collector = await queries.collector(tx, giver_id, aggregator_id)
    if (
        collector is None
        or collector.kind != Kind.AGGREGATOR
        or not collector.verified
        or giver_id == aggregator_id
    ):
        raise rules.NotAnAggregator
    if not collector.giver_verified:
        raise OrganisationNotVerified
    if not collector.has_agreement:
        raise AgreementNotInForce(aggregator_id, collector.name)
    if not collector.has_permit:
        raise PermitNotInForce(aggregator_id, collector.name)
