"""Six parties around one pledge and one gift, and what each can do by hand with SQL.

The giver's pledge goes through the executor, who also got the giver's money and bound some of it
to a pledge of its own. Another donor, another aggregator and somebody of no organisation stand
outside. Statements run as the login that serves a party, with the context the program would sign:
what injected SQL could do, and nothing less.
"""

from dataclasses import dataclass
from typing import Any
from uuid import uuid4

from sqlalchemy import CursorResult, text
from sqlalchemy.exc import DBAPIError

from ksbb.contributions import actions as money
from ksbb.contributions import funding
from ksbb.kernel.settings import derive
from ksbb.kernel.viewer import NOBODY, Role, Viewer
from ksbb.organisations.actions import invite_member
from ksbb.pledges import actions as pledging
from ksbb.pledges import rules
from ksbb.pledges.models import Channel
from tests import make, scene
from tests.acting import Acting

RIGHTS = "42501"
"""Missing rights, or a row policy."""
STATE = "KS001"
"""A guard of the domain."""
CHECK = "23514"


@dataclass
class Parties:
    """Who is there, and the numbers of what they made."""

    db: Acting
    it: scene.Scene
    giver: Viewer
    executor: Viewer
    donor: Viewer
    aggregator: Viewer
    pemprov: Viewer
    pledge: int
    own_pledge: int
    contribution: int
    invitation: int
    nobody: Viewer = NOBODY

    async def by_hand(self, viewer: Viewer, statement: str, **values: object) -> CursorResult[Any]:
        """What a statement does in the name of a viewer; kept if it succeeds."""
        ctx = viewer.context(derive(self.db.secret, "context"))
        async with self.db.login(login_of(viewer), ctx) as session:
            return await session.execute(text(statement), values)  # type: ignore[return-value]

    async def seen(self, viewer: Viewer, statement: str, **values: object) -> list[tuple[Any, ...]]:
        """The rows that a query answers this viewer."""
        return [tuple(row) for row in (await self.by_hand(viewer, statement, **values)).all()]

    async def touched(self, viewer: Viewer, statement: str, **values: object) -> int:
        """How many rows a write of this viewer reaches."""
        return (await self.by_hand(viewer, statement, **values)).rowcount

    async def stopped(self, viewer: Viewer, statement: str, **values: object) -> str:
        """The SQLSTATE with which the database refuses a statement, or '' if it doesn't.

        What constraints would say at the end of the transaction, they say here.
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
        """Make all that was written so far the work of another transaction."""
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
        """A pledge of SEMBAKO, of which so many are directed to a unit (all, if None)."""
        directed = packages if held is None else held
        shares = (rules.Share(self.it.units[unit], directed),) if directed else ()
        async with self.db.viewer(viewer) as tx:
            return await pledging.pledge(
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

    async def move(self, viewer: Viewer, verb: Any, pledge: int, **more: object) -> int:
        """One of the verbs of pledges, in this viewer's name."""
        async with self.db.viewer(viewer) as tx:
            return await verb(tx, viewer, uuid4(), pledge_id=pledge, **more)


def login_of(viewer: Viewer) -> str:
    """The login that serves the writes of a viewer."""
    return "ksbb_gov" if viewer.audience == "gov" else "ksbb_tenant"


async def meet(db: Acting) -> Parties:
    """Bring the parties together."""
    it = await scene.programme(db)
    giver, executor = await make.donor(db), await scene.aggregator(db)
    there = Parties(
        db,
        it,
        giver,
        executor,
        await make.donor(db),
        await scene.aggregator(db),
        it.pemprov,
        pledge=0,
        own_pledge=0,
        contribution=0,
        invitation=0,
    )
    await make.complaint(db)
    await make.proposal(db, it.units[0])
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
    async with db.viewer(executor) as tx:
        there.invitation = await invite_member(
            tx, executor, uuid4(), email="tamu@contoh.id", role=Role.VIEWER
        )
    return there
