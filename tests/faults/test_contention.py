"""Many requests at once: the last packages, one key twice, expiry against acceptance."""

import asyncio
from uuid import uuid4

from ksbb.core.refusals import StateRefused
from ksbb.domain.pledges import actions, rules
from ksbb.domain.pledges.models import Channel
from tests.database import Database
from tests.faults.world import World, together, world


async def capacity(w: World, unit: int) -> tuple[int, ...]:
    row = await w.pools.public.fetchrow(
        "SELECT target, held, committed FROM pub.need WHERE id = $1", w.it.need(unit)
    )
    return tuple(row)


async def test_fifty_clients_pledge_the_last_packages_and_none_is_promised_twice(
    fresh_database: Database,
) -> None:
    async with world(fresh_database, 50) as w:
        # 50 x 3 packages for 100 available: 33 fit, and the others are told how many remain.
        done, refused = await together([w.pledge(d, [(0, 3)]) for d in w.donors])
        assert len(done) == 33
        assert all(isinstance(r, rules.NeedAlreadyMet) and r.remaining == 1 for r in refused)
        assert await capacity(w, 0) == (100, 99, 0)
        assert w.breaches() == []


async def test_needs_reserved_in_opposite_orders_do_not_deadlock(
    fresh_database: Database,
) -> None:
    async with world(fresh_database, 40) as w:
        orders = ([(0, 2), (1, 2), (2, 2)], [(2, 2), (1, 2), (0, 2)])
        done, refused = await together([w.pledge(d, orders[n % 2]) for n, d in enumerate(w.donors)])
        assert refused == []
        assert len(done) == 40
        assert [await capacity(w, unit) for unit in range(3)] == [(100, 80, 0)] * 3
        assert w.breaches() == []


async def test_one_key_sent_by_many_at_once_pledges_once(fresh_database: Database) -> None:
    async with world(fresh_database, 1) as w:
        donor, key = w.donors[0], uuid4()

        async def same() -> int:
            async with w.pools.transaction(donor) as tx:
                return await actions.submit_pledge(
                    tx,
                    donor,
                    key,
                    offer=rules.Offer(
                        w.it.phases[0],
                        Channel.DIRECT,
                        lines=[
                            rules.Line(
                                w.it.packages["SEMBAKO"], 10, (rules.Share(w.it.units[0], 10),)
                            )
                        ],
                        statement_accepted=True,
                    ),
                )

        done, refused = await together([same() for _ in range(10)])
        assert refused == []
        assert len(set(done)) == 1
        assert await capacity(w, 0) == (100, 10, 0)
        assert w.breaches() == []


async def test_a_commit_and_a_withdrawal_at_once_leave_one_of_the_two(
    fresh_database: Database,
) -> None:
    async with world(fresh_database, 8) as w:
        made = [await w.pledge(d, [(1, 5)]) for d in w.donors]
        commits = [w.act(w.it.pemprov, actions.commit, p) for p in made]
        backs = [w.act(d, actions.withdraw, p) for d, p in zip(w.donors, made, strict=True)]
        _, refused = await together([*commits, *backs])
        # The second one finds another state: withdrawing a committed pledge needs a reason.
        assert all(type(r).__name__ in {"StateRefused", "ReasonMissing"} for r in refused)
        async with w.database.connection("worker") as worker:
            states = await worker.fetch("SELECT state FROM app.pledge")
        won = sum(row["state"] == "committed" for row in states)
        assert {row["state"] for row in states} <= {"committed", "withdrawn"}
        assert await capacity(w, 1) == (100, 0, 5 * won)
        assert w.breaches() == []


async def test_a_reservation_that_expires_during_acceptance_is_either_kept_or_released(
    fresh_database: Database,
) -> None:
    async with world(fresh_database, 12) as w:
        made = [await w.pledge(d, [(0, 8)], channel=Channel.VIA_AGGREGATOR) for d in w.donors]
        async with w.database.connection("worker") as worker:
            # All reservations expire in a moment, in the middle of what follows.
            await worker.execute("SELECT app.clock_set('2020-04-27 07:59:59.8+07')")
        accepts = [w.act(w.pmi, actions.accept, p) for p in made]

        async def reach() -> int:
            await asyncio.sleep(0)
            return await w.pledge(w.donors[0], [(0, 4)])

        done, refused = await together([*accepts, *(reach() for _ in range(10))])
        assert all(
            isinstance(r, (rules.HoldLapsed, rules.NeedAlreadyMet, StateRefused)) for r in refused
        ), refused
        assert len(done) + len(refused) == 22
        target, held, committed = await capacity(w, 0)
        assert held + committed <= target
        assert w.breaches() == []
