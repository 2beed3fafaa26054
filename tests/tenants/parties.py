"""Six parties around one pledge and one gift of money, and what each can do with plain SQL.

The giver's pledge goes through the executor, who also received the giver's money and bound some of
it to a pledge of its own. Another donor, another aggregator and a person without an organisation
have nothing to do with it. Statements run with the login of a party and the context that the
program would sign: exactly what injected SQL could do.
"""

from dataclasses import dataclass, replace
from datetime import date
from typing import Any
from uuid import uuid4

from sqlalchemy import CursorResult, text
from sqlalchemy.exc import DBAPIError

from ksbb.core.settings import derive
from ksbb.core.viewer import NOBODY, Role, Viewer
from ksbb.domain.contributions import actions as money
from ksbb.domain.contributions import funding
from ksbb.domain.deliveries.contacts import actions as contacts
from ksbb.domain.deliveries.early import actions as early
from ksbb.domain.evidence.models import EvidenceKind
from ksbb.domain.inbox import actions as inbox
from ksbb.domain.inbox.kinds import NotificationKind
from ksbb.domain.organisations.actions import invite_member
from ksbb.domain.pledges import actions as pledging
from ksbb.domain.pledges import rules
from ksbb.domain.pledges.models import Channel
from tests import factories, small_programme
from tests.as_party import AsParty
from tests.deliveries.field import bound, left, opened
from tests.deliveries.world import World, committed_pledge, officer_of, submitted_pledge
from tests.inbox.notified import deliver_all

RIGHTS = "42501"
"""Missing rights, or a row policy."""
STATE = "KS001"
"""A guard of the domain refused it."""
CHECK = "23514"


@dataclass
class Parties:
    """The parties, and the ids of what they made."""

    db: AsParty
    it: small_programme.SmallProgramme
    giver: Viewer
    executor: Viewer
    donor: Viewer
    aggregator: Viewer
    pemprov: Viewer
    pledge: int
    own_pledge: int
    contribution: int
    invitation: int
    world: World | None = None
    nobody: Viewer = NOBODY

    async def run_sql(self, viewer: Viewer, statement: str, **values: object) -> CursorResult[Any]:
        """Run a statement as a viewer; its changes are kept if it succeeds."""
        ctx = viewer.context(derive(self.db.secret, "context"))
        async with self.db.login(login_of(viewer), ctx) as session:
            return await session.execute(text(statement), values)  # type: ignore[return-value]

    async def seen(self, viewer: Viewer, statement: str, **values: object) -> list[tuple[Any, ...]]:
        """The rows that a query gives this viewer."""
        return [tuple(row) for row in (await self.run_sql(viewer, statement, **values)).all()]

    async def touched(self, viewer: Viewer, statement: str, **values: object) -> int:
        """The number of rows that a write of this viewer changes."""
        return (await self.run_sql(viewer, statement, **values)).rowcount

    async def stopped(self, viewer: Viewer, statement: str, **values: object) -> str:
        """The SQLSTATE with which the database refuses a statement, or '' if it doesn't.

        Constraints that are deferred to the end of the transaction are checked here.
        """
        ctx = viewer.context(derive(self.db.secret, "context"))
        try:
            async with self.db.login(login_of(viewer), ctx) as session:
                await session.execute(text(statement), values)
                await session.execute(text("SET CONSTRAINTS ALL IMMEDIATE"))
        except DBAPIError as error:
            return str(getattr(error.orig, "sqlstate", ""))
        finally:
            await self.db.session.execute(text("SET CONSTRAINTS ALL DEFERRED"))
        return ""

    async def one(self, statement: str, **values: object) -> Any:
        """One value, as the administrator sees it."""
        return await self.db.session.scalar(text(statement), values)

    async def earlier(self) -> None:
        """Make everything written so far appear as the work of an earlier transaction."""
        await self.db.session.execute(text("UPDATE app.pledge SET xid = '3'"))

    async def promise(
        self,
        viewer: Viewer,
        packages: int = 10,
        *,
        via: Viewer | None = None,
        held: int | None = None,
        unit: int = 0,
    ) -> int:
        """A pledge of SEMBAKO, of which `held` packages are allocated to a unit (None: all)."""
        directed = packages if held is None else held
        shares = (rules.Share(self.it.units[unit], directed),) if directed else ()
        async with self.db.viewer(viewer) as tx:
            return await pledging.submit_pledge(
                tx,
                viewer,
                uuid4(),
                offer=rules.Offer(
                    self.it.phases[0],
                    Channel.VIA_AGGREGATOR if via else Channel.DIRECT,
                    [rules.Line(self.it.packages["SEMBAKO"], packages, shares)],
                    aggregator_id=via.organisation_id if via else None,
                    statement_accepted=True,
                ),
            )

    async def move(self, viewer: Viewer, action: Any, pledge: int, **more: object) -> int:
        """Run one of the pledge actions as this viewer."""
        async with self.db.viewer(viewer) as tx:
            return await action(tx, viewer, uuid4(), pledge_id=pledge, **more)


def in_role(viewer: Viewer, role: Role) -> Viewer:
    """The same person in the same organisation, in another role."""
    return replace(viewer, role=role)


def login_of(viewer: Viewer) -> str:
    """The login for the writes of a viewer."""
    return "ksbb_gov" if viewer.audience == "gov" else "ksbb_tenant"


async def meet(db: AsParty) -> Parties:
    """Make the parties."""
    it = await small_programme.programme(db)
    giver, executor = await factories.donor(db), await small_programme.aggregator(db)
    there = Parties(
        db,
        it,
        giver,
        executor,
        await factories.donor(db),
        await small_programme.aggregator(db),
        it.pemprov,
        pledge=0,
        own_pledge=0,
        contribution=0,
        invitation=0,
    )
    await factories.complaint(db)
    await factories.proposal(db, it.units[0])
    there.pledge = await there.promise(giver, 20, via=executor, held=10)
    async with db.viewer(giver) as tx:
        there.contribution = await money.intend(
            tx, giver, uuid4(), aggregator_id=executor.organisation_id, amount=2_000_000
        )
    async with db.viewer(executor) as tx:
        await money.record_contribution(
            tx,
            executor,
            uuid4(),
            contribution_id=there.contribution,
            donor_id=None,
            amount=2_000_000,
            bank_reference="BANK-1",
        )
    there.own_pledge = await there.promise(executor, 5, unit=1)
    async with db.viewer(executor) as tx:
        part = funding.Part(there.contribution, it.packages["SEMBAKO"], 3)
        await funding.fund(tx, executor, uuid4(), pledge_id=there.own_pledge, parts=[part])
    there.world = await _delivered(db, it, giver, executor)
    await _delivered_early(there.world, giver)
    async with db.viewer(executor) as tx:
        there.invitation = await invite_member(
            tx, executor, uuid4(), email="tamu@contoh.id", role=Role.VIEWER
        )
    async with db.viewer(executor) as tx:
        await inbox.set_notification(
            tx, executor, uuid4(), kind=NotificationKind.PROVEN, inbox=True, mail=True
        )
    await deliver_all(db)
    return there


async def _delivered(
    db: AsParty, it: small_programme.SmallProgramme, giver: Viewer, executor: Viewer
) -> World:
    """Another pledge of theirs, handed over to the third RW with a discrepancy; and its officer."""
    others = replace(it, units=it.units[2:])
    pledge, allocations = await committed_pledge(db, others, giver, [10], via=executor)
    officer = await officer_of(db, it.kelurahan)
    world = World(
        db, others, giver, executor, officer, pledge, allocations, today=date(2020, 4, 24)
    )
    await world.receive(10)
    shipment = await world.ship(10)
    await world.dispatch(shipment)
    [stop] = await world.stops(shipment)
    courier, _ = await opened(world, shipment)
    await bound(world, courier)
    await left(world, courier, stop, 9)
    await world.report(stop, world.count(8, damaged=1, missing=1))
    await world.attest(stop, 8, 1)
    handover = await db.session.scalar(text("SELECT max(id) FROM app.handover"))
    await _messages(world, stop, int(handover or 0))
    for kind in (EvidenceKind.STACK_PHOTO, EvidenceKind.SIGNATURE):
        await world.attach(executor, int(handover or 0), kind)
    await world.issue(int(handover or 0))
    await _drawn(world, stop)
    unit = others.units[0]
    sari = {"name": "Sari Contoh", "role": "ketua RW", "phone": "0812345678"}
    await world.run(it.pemprov, contacts.set_contact, unit_id=unit, **sari)
    await world.run(it.pemprov, contacts.request_contact, unit_id=unit, purpose="uji")
    await world.request_withdrawal()
    return world


async def _delivered_early(world: World, giver: Viewer) -> None:
    """What the giver delivered itself of a pledge that waits for the Pemprov."""
    _, [allocation] = await submitted_pledge(world.db, world.it, giver, [2])
    delivered = early.Early(allocation, world.today, 2, "uji")
    await world.run(giver, early.record_early_delivery, early=delivered)


async def _messages(world: World, stop: int, handover: int) -> None:
    """What the executor and the officer wrote, as if the delivery had been disputed."""
    for party, author in (("EXECUTOR", world.executor), ("KELURAHAN", world.officer)):
        await world.db.session.execute(
            text(
                "INSERT INTO app.dispute_message (handover_id, stop_id, executor_id, area_id,"
                " party, organisation_id, body, created_by) SELECT :handover, id, executor_id,"
                " area_id, :party, :organisation, 'uji', :author FROM app.stop WHERE id = :stop"
            ),
            {
                "handover": handover,
                "stop": stop,
                "party": party,
                "organisation": author.organisation_id,
                "author": author.person_id,
            },
        )


async def _drawn(world: World, stop: int) -> None:
    """The delivery as if it had been drawn and looked at; really its day is not over yet."""
    verifier = await factories.pemprov(world.db, Role.VERIFIER)
    await world.db.session.execute(
        text(
            "WITH listed AS (INSERT INTO pub.sample (day, quota, seal_number)"
            " VALUES (app.today() - 1, 1, 1) RETURNING id)"
            " INSERT INTO pub.sample_entry (stop_id, sample_id, executor_id, unit_id, weight,"
            " chance)"
            " SELECT stop.id, listed.id, executor_id, unit_id, 1, 30000 FROM app.stop, listed"
            " WHERE stop.id = :stop"
        ),
        {"stop": stop},
    )
    await world.db.session.execute(
        text(
            "WITH drawn AS (INSERT INTO app.verification (stop_id, executor_id, area_id, state,"
            " verifier_id) SELECT id, executor_id, area_id, 'drawn', :verifier FROM app.stop"
            " WHERE id = :stop RETURNING *),"
            " look AS (INSERT INTO app.look (verification_id, stop_id, executor_id, handover_id,"
            " agrees, visited_on, verifier_id) SELECT drawn.id, drawn.stop_id, drawn.executor_id,"
            " handover.id, true, app.today(), :verifier FROM drawn"
            " JOIN app.handover ON handover.stop_id = :stop RETURNING *)"
            " INSERT INTO app.look_count SELECT look.id, look.stop_id, look.executor_id, :package,"
            " 8, 1, 1, 0, 8, 1 FROM look"
        ),
        {"stop": stop, "verifier": verifier.person_id, "package": world.package},
    )
