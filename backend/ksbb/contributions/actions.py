"""The verbs of money: announce it, record that it came in, bind it to a pledge."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import text
from sqlalchemy.ext.asyncio import AsyncSession

from ksbb.contributions import rules
from ksbb.contributions.models import ContributionState
from ksbb.kernel.errors import InvalidInput, NotFound
from ksbb.kernel.viewer import Kind, Viewer
from ksbb.ledger.post import post_money
from ksbb.organisations.rules import require_acting
from ksbb.outbox import record
from ksbb.pledges.rules import AgreementNotInForce, OrganisationNotVerified, PledgeStateRefused
from ksbb.pledges.queries import standing
from ksbb.pledges.models import PledgeState


async def intend(
    tx: AsyncSession, viewer: Viewer, aggregator_id: int, amount: int, note: str = ""
) -> int:
    """Announce money to an aggregator. Returns the contribution.

    Raises:
        NotSignedIn, NotAllowed, AmountInvalid, NotAnAggregator, OrganisationNotVerified,
        AgreementNotInForce, PermitNotInForce.
    """
    require_acting(viewer)
    rules.check_amount(amount)
    await _require_collector(tx, viewer.organisation_id, aggregator_id)
    contribution_id = await tx.scalar(
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
    assert isinstance(contribution_id, int)
    await post_money(
        tx,
        keeper=viewer.organisation_id,
        other=aggregator_id,
        act="intend",
        thing=("contribution", contribution_id),
        was="outside",
        becomes="intended",
        contribution_id=contribution_id,
        amount=amount,
    )
    await record(
        tx,
        "ContributionIntended",
        thing="contribution",
        thing_id=contribution_id,
        other_id=aggregator_id,
        facts={"amount": str(amount)},
    )
    return contribution_id


async def record_received(
    tx: AsyncSession,
    viewer: Viewer,
    *,
    contribution_id: int | None,
    donor_id: int | None,
    amount: int,
    bank_reference: str,
) -> int:
    """Record money that came in: of an announced contribution, or of a donor who announced
    nothing; the aggregator's act. Returns the contribution.

    Raises:
        NotSignedIn, NotAllowed, NotFound, AmountInvalid, InvalidInput, NotAnAggregator,
        AgreementNotInForce, PermitNotInForce, ContributionStateRefused.
    """
    require_acting(viewer)
    rules.check_amount(amount)
    if not bank_reference.strip():
        raise InvalidInput("bankReference")
    if (contribution_id is None) == (donor_id is None):
        raise InvalidInput("contribution")
    if viewer.kind is not Kind.AGGREGATOR:
        raise rules.NotAnAggregator
    if contribution_id is not None:
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
            raise NotFound("Contribution", contribution_id)
        if found.state != ContributionState.INTENDED:
            raise rules.ContributionStateRefused(found.state)
        giver = found.donor_id
        await _require_collector(tx, giver, viewer.organisation_id)
        await tx.execute(
            text("""
                UPDATE app.contribution
                SET state = 'received', received = :amount, received_on = app.today(),
                    bank_reference = :reference
                WHERE id = :id"""),
            {"amount": amount, "reference": bank_reference.strip(), "id": contribution_id},
        )
    else:
        assert donor_id is not None
        giver = donor_id
        await _require_collector(tx, giver, viewer.organisation_id)
        contribution_id = await tx.scalar(
            text("""
                INSERT INTO app.contribution (donor_id, executor_id, intended, received,
                                              received_on, state, bank_reference, created_by)
                VALUES (:donor, :aggregator, :amount, :amount, app.today(), 'received',
                        :reference, :person)
                RETURNING id"""),
            {
                "donor": giver,
                "aggregator": viewer.organisation_id,
                "amount": amount,
                "reference": bank_reference.strip(),
                "person": viewer.person_id,
            },
        )
    assert isinstance(contribution_id, int)
    await post_money(
        tx,
        keeper=viewer.organisation_id,
        other=giver,
        act="receive",
        thing=("contribution", contribution_id),
        was="outside",
        becomes="received",
        contribution_id=contribution_id,
        amount=amount,
    )
    await record(
        tx,
        "ContributionReceived",
        thing="contribution",
        thing_id=contribution_id,
        other_id=giver,
        facts={"amount": str(amount)},
    )
    return contribution_id


@dataclass(frozen=True, slots=True)
class Part:
    """Packages of a pledge that one contribution pays for."""

    contribution_id: int
    package_id: int
    packages: int


async def fund(
    tx: AsyncSession, viewer: Viewer, pledge_id: int, parts: Sequence[Part]
) -> int:
    """Bind received money to the aggregator's own pledge, in whole packages at the price of
    the line's version. Returns the pledge.

    Raises:
        NotSignedIn, NotAllowed, NotFound, PledgeStateRefused, FundingInvalid, FundsExceeded.
    """
    require_acting(viewer)
    pledge = await standing(tx, pledge_id)
    if viewer.organisation_id not in (pledge.donor_id, pledge.executor_id):
        raise NotFound("Pledge", pledge_id)
    if pledge.donor_id != pledge.executor_id or viewer.kind is not Kind.AGGREGATOR:
        raise rules.FundingInvalid(0)
    if pledge.state not in (PledgeState.SUBMITTED, PledgeState.COMMITTED):
        raise PledgeStateRefused(pledge.state)
    # Contributions in id order, as everywhere.
    for part in sorted(parts, key=lambda p: (p.contribution_id, p.package_id)):
        await _fund_part(tx, viewer, pledge_id, part)
    await record(
        tx,
        "PledgeFunded",
        thing="pledge",
        thing_id=pledge_id,
        facts={"packages": sum(part.packages for part in parts)},
    )
    return pledge_id


async def _fund_part(tx: AsyncSession, viewer: Viewer, pledge_id: int, part: Part) -> None:
    line = (
        await tx.execute(
            text("""
                SELECT l.id, v.price,
                       l.quantity - coalesce((SELECT sum(f.packages) FROM app.funding f
                                              WHERE f.line_id = l.id AND f.released_on IS NULL), 0)
                           AS unfunded
                FROM app.pledge_line l JOIN pub.package_version v ON v.id = l.version_id
                WHERE l.pledge_id = :pledge AND l.package_id = :package"""),
            {"pledge": pledge_id, "package": part.package_id},
        )
    ).one_or_none()
    if line is None or not 1 <= part.packages <= line.unfunded:
        raise rules.FundingInvalid(0 if line is None else line.unfunded)
    contribution = (
        await tx.execute(
            text("""
                SELECT id, number, donor_id, executor_id, coalesce(received, 0) - funded AS left
                FROM app.contribution WHERE id = :id FOR NO KEY UPDATE"""),
            {"id": part.contribution_id},
        )
    ).one_or_none()
    if contribution is None or contribution.executor_id != viewer.organisation_id:
        raise NotFound("Contribution", part.contribution_id)
    amount = part.packages * line.price
    if amount > contribution.left:
        raise rules.FundsExceeded(
            contribution.id, contribution.number, contribution.left, amount
        )
    await tx.execute(
        text("UPDATE app.contribution SET funded = funded + :amount WHERE id = :id"),
        {"amount": amount, "id": contribution.id},
    )
    await tx.execute(
        text("""
            INSERT INTO app.funding (line_id, pledge_id, contribution_id, donor_id, executor_id,
                                     amount, packages)
            VALUES (:line, :pledge, :contribution, :donor, :aggregator, :amount, :packages)"""),
        {
            "line": line.id,
            "pledge": pledge_id,
            "contribution": contribution.id,
            "donor": contribution.donor_id,
            "aggregator": contribution.executor_id,
            "amount": amount,
            "packages": part.packages,
        },
    )
    await post_money(
        tx,
        keeper=contribution.executor_id,
        other=contribution.donor_id,
        act="fund",
        thing=("pledge", pledge_id),
        was="received",
        becomes="committed",
        contribution_id=contribution.id,
        amount=amount,
    )


async def _require_collector(tx: AsyncSession, giver_id: int, aggregator_id: int) -> None:
    """Both are verified, and the aggregator may collect money today."""
    found = (
        await tx.execute(
            text("""
                SELECT a.name, a.kind, a.verified, g.verified AS giver_verified,
                       app.agreement_in_force(a.id) AS agreement, app.permit_in_force(a.id) AS permit
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
        raise rules.PermitNotInForce(aggregator_id, found.name)
