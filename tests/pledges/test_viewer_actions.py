"""`viewerActions` lists what the mutations allow: for every state, party and role."""

from __future__ import annotations

from collections.abc import AsyncIterator, Iterable
from contextlib import asynccontextmanager
from dataclasses import dataclass, replace
from itertools import product
from typing import Any, cast

from sqlalchemy import text
from sqlalchemy.ext.asyncio import AsyncSession

from ksbb.core.database import Pools
from ksbb.core.viewer import NOBODY, Role, Viewer
from ksbb.domain.pledges import actions
from ksbb.domain.pledges.models import Channel
from ksbb.domain.pledges.permissions import PledgeAction
from tests import factories, small_programme
from tests.as_party import AsParty
from tests.database import Database
from tests.pledges.test_pledging import act, pledge
from tests.pledges.test_taking_back import line
from tests.real_schema import global_id, opened
from tests.small_programme import SmallProgramme

_OFFERED = "query ($id: ID!) { node(id: $id) { ... on Pledge { viewerActions } } }"

MUTATIONS = {
    PledgeAction.ACCEPT: ("acceptPledge", "PledgeAccepted"),
    PledgeAction.REJECT: ("rejectPledge", "PledgeRejected"),
    PledgeAction.ALLOCATE: ("allocatePledge", "PledgeAllocated"),
    PledgeAction.RELEASE: ("releaseAllocations", "AllocationsReleased"),
    PledgeAction.COMMIT: ("commitPledge", "PledgeCommitted"),
    PledgeAction.WITHDRAW: ("withdrawPledge", "PledgeWithdrawn"),
    PledgeAction.REQUEST_WITHDRAWAL: ("requestWithdrawal", "WithdrawalRequested"),
}


@dataclass(frozen=True)
class Undoing:
    """Pools whose transactions are rolled back, after all checks of COMMIT."""

    pools: Pools

    @asynccontextmanager
    async def transaction(self, viewer: Viewer) -> AsyncIterator[AsyncSession]:
        async with self.pools.transaction(viewer) as session:
            yield session
            await session.execute(text("SET CONSTRAINTS ALL IMMEDIATE"))
            await session.rollback()

    def __getattr__(self, name: str) -> Any:
        return getattr(self.pools, name)


@dataclass(frozen=True)
class Parties:
    """People with every relation to the pledges."""

    giver: Viewer
    executor: Viewer
    pemprov: Viewer
    other: Viewer

    def named(self) -> dict[str, Viewer]:
        """Each of them, the giver's person at the Pemprov, and an anonymous viewer."""
        both = replace(self.pemprov, actor_id=self.giver.person_id)
        return {**vars(self), "the giver's person at the Pemprov": both, "nobody": NOBODY}


async def _pledges(db: AsParty, it: SmallProgramme, of: Parties) -> dict[str, int]:
    """A pledge in every state, and with every difference that matters within a state."""
    giver, executor, pemprov = of.giver, of.executor, of.pemprov
    made: dict[str, int] = {}

    async def through(name: str, held: list[int], executor: Viewer = executor) -> int:
        way: dict[str, Any] = (
            {"channel": Channel.VIA_PEMPROV} if executor is pemprov else {"aggregator": executor}
        )
        made[name] = await pledge(db, it, giver, held, quantity=6, **way)
        return made[name]

    async def accepted(name: str, *directed: int, held: int = 0) -> int:
        id = await through(name, [held] if held else [])
        await act(db, executor, actions.accept, id)
        if directed:
            await act(db, executor, actions.allocate, id, lines=[line(it, *directed)])
        return id

    await through("lapsed", [2])
    await through("ran out and not tidied up", [2])
    await factories.clock(db, "2020-04-28 08:00")
    async with db.login("ksbb_worker") as worker:
        assert await worker.scalar(text("SELECT app.lapse_pledges(1)")) == 1
    made["direct"] = await pledge(db, it, giver, [3])
    made["the executor's own"] = await pledge(db, it, executor, [3])
    await through("submitted", [])
    await through("submitted and held", [2])
    await through("through the Pemprov", [2], pemprov)
    through_pemprov = await through("accepted by the Pemprov", [2], pemprov)
    await act(db, pemprov, actions.accept, through_pemprov)
    await accepted("accepted")
    await accepted("accepted and held", held=2)
    await accepted("directed in full", 6)
    for name in ("committed in part", "committed and held again"):
        await act(db, pemprov, actions.commit, await accepted(name, 2))
    await act(db, pemprov, actions.commit, await accepted("committed in full", 6))
    rejected, withdrawn = await through("rejected", [2]), await through("withdrawn", [2])
    await act(db, executor, actions.reject, rejected, reason="uji")
    await act(db, giver, actions.withdraw, withdrawn)
    return made


async def _inputs(db: AsParty, it: SmallProgramme, made: int) -> dict[PledgeAction, dict[str, Any]]:
    """A valid input of each action."""
    rows = await db.session.execute(
        text("SELECT id, state FROM app.allocation WHERE pledge_id = :id"), {"id": made}
    )
    allocations = sorted(rows, key=lambda row: row.state != "held")
    where = {
        "package": global_id("Package", it.packages["SEMBAKO"]),
        "unit": global_id("Unit", it.units[2]),
        "quantity": 1,
    }
    return {
        PledgeAction.REJECT: {"reason": "uji"},
        PledgeAction.WITHDRAW: {"reason": "uji"},
        PledgeAction.REQUEST_WITHDRAWAL: {"reason": "uji"},
        PledgeAction.ALLOCATE: {"allocations": [where]},
        PledgeAction.RELEASE: {
            "allocations": [global_id("Allocation", row.id) for row in allocations[:1]]
        },
    }


async def test_viewer_actions_are_the_ones_that_the_mutations_allow(
    fresh_database: Database,
) -> None:
    async with opened(fresh_database) as api:
        async with api.transaction() as db:
            it = await small_programme.programme(db)
            of = Parties(
                await factories.donor(db),
                await small_programme.aggregator(db),
                it.pemprov,
                await factories.donor(db),
            )
            made = await _pledges(db, it, of)
        async with api.transaction() as db:
            more = {"lines": [line(it, 0, 3)]}
            await act(db, of.executor, actions.allocate, made["committed and held again"], **more)
            inputs = {id: await _inputs(db, it, id) for id in made.values()}
        trying = replace(api, pools=cast("Pools", Undoing(api.pools)))

        async def done(
            viewer: Viewer, number: int, wanted: Iterable[PledgeAction]
        ) -> set[PledgeAction]:
            """The actions that are not refused."""
            found: set[PledgeAction] = set()
            for action in wanted:
                mutation, success = MUTATIONS[action]
                more = inputs[number].get(action, {})
                answer = await trying.mutate(
                    viewer, mutation, "", pledge=global_id("Pledge", number), **more
                )
                if answer["__typename"] == success:
                    found.add(action)
            return found

        async def offered(viewer: Viewer, number: int) -> set[PledgeAction]:
            answer = await api.query(viewer, _OFFERED, id=global_id("Pledge", number))
            return {PledgeAction(each) for each in (answer["node"] or {}).get("viewerActions", [])}

        wrong: list[str] = []
        seen: set[PledgeAction] = set()
        for (name, number), (who, viewer) in product(made.items(), of.named().items()):
            possible = await done(viewer, number, PledgeAction)
            seen |= possible
            if await offered(viewer, number) != possible:
                wrong.append(f"{name}, {who}: not {possible}")
            # No role may do more than an owner.
            for role in set(Role) - {viewer.role} if viewer.signed_in else set[Role]():
                other = replace(viewer, role=role)
                if await offered(other, number) != await done(other, number, possible):
                    wrong.append(f"{name}, {who} as {role}")
        assert not wrong, "\n".join(wrong)
        assert seen == set(PledgeAction)
