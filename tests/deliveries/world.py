"""People and rows of a delivery: a donor's pledge through an aggregator, committed for two RWs."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import Any
from uuid import uuid4

from sqlalchemy import text

from ksbb.core.viewer import Actor, Kind, Role, Viewer
from ksbb.domain.deliveries.counts import Count, UnitCount
from ksbb.domain.deliveries.disputes import actions as disputing
from ksbb.domain.deliveries.handovers import actions as handing
from ksbb.domain.deliveries.handovers.models import DiscrepancyState
from ksbb.domain.deliveries.proofs import actions as proving
from ksbb.domain.deliveries.stock import actions as stocking
from ksbb.domain.deliveries.stock.rules import Goods
from ksbb.domain.deliveries.trips import actions as tripping
from ksbb.domain.deliveries.trips import departures as departing
from ksbb.domain.deliveries.trips.rules import Plan, PlannedLoad, PlannedStop
from ksbb.domain.documents.issuing import canonical
from ksbb.domain.evidence import actions as proving_by_files
from ksbb.domain.evidence.inspection import Content
from ksbb.domain.evidence.models import EvidenceKind
from ksbb.domain.evidence.rules import JPEG, Thing
from ksbb.domain.pledges import actions as pledging
from ksbb.domain.pledges import rules as pledge_rules
from ksbb.domain.pledges.closings import actions as closing
from ksbb.domain.pledges.models import Channel
from ksbb.domain.pledges.withdrawals import actions as withdrawing
from tests import factories, small_programme
from tests.as_party import AsParty
from tests.small_programme import SmallProgramme

TODAY = date(2020, 4, 28)
NEEDED = (70, 50)
"""Packages that the pledge has for the first two RWs of the programme; each needs 100."""


@dataclass
class World:
    """The parties, and the pledge whose packages are delivered."""

    db: AsParty
    it: SmallProgramme
    donor: Viewer
    executor: Viewer
    officer: Viewer
    pledge: int
    allocations: list[int]
    today: date = TODAY

    @property
    def package(self) -> int:
        return self.it.packages["SEMBAKO"]

    async def run(self, viewer: Viewer, action: Any, **arguments: Any) -> int:
        """Run an action of deliveries as this viewer, once."""
        async with self.db.viewer(viewer) as tx:
            return await action(tx, viewer, uuid4(), **arguments)

    async def receive(self, quantity: int = 120, **more: Any) -> int:
        """Goods come in for the pledge."""
        goods = Goods(self.pledge, self.package, quantity, 0, self.today, **more)
        return await self.run(self.executor, stocking.receive_goods, goods=goods)

    def plan(self, *quantities: int, **more: Any) -> Plan:
        """A trip tomorrow with these quantities for the units, in their order; all if none."""
        wanted = quantities or NEEDED
        plan = Plan(
            self.today + timedelta(days=1),
            "09:00",
            "15:00",
            stops=[
                PlannedStop(unit, (PlannedLoad(allocation, quantity),))
                for unit, allocation, quantity in zip(
                    self.it.units, self.allocations, wanted, strict=False
                )
                if quantity
            ],
        )
        return replace(plan, **more)

    async def ship(self, *quantities: int, **more: Any) -> int:
        """Plan a trip."""
        return await self.run(
            self.executor, tripping.plan_shipment, plan=self.plan(*quantities, **more)
        )

    async def dispatch(
        self, shipment: int, quantities: Mapping[int, int] | None = None, **more: Any
    ) -> int:
        """The trip leaves."""
        return await self.run(
            self.executor,
            departing.dispatch_shipment,
            shipment_id=shipment,
            quantities=quantities or {},
            **more,
        )

    async def on_the_way(self, *quantities: int) -> list[int]:
        """Receive, plan and dispatch; returns the stops in order."""
        await self.receive()
        shipment = await self.ship(*quantities)
        await self.dispatch(shipment)
        return await self.stops(shipment)

    async def stops(self, shipment: int) -> list[int]:
        rows = await self.db.session.scalars(
            text("SELECT id FROM app.stop WHERE shipment_id = :shipment ORDER BY position"),
            {"shipment": shipment},
        )
        return list(rows)

    def count(self, good: int, damaged: int = 0, missing: int = 0, back: int = 0) -> list[Count]:
        return [Count(self.package, good, damaged, missing, back)]

    async def report(
        self, stop: int, counts: Sequence[Count], *, by: Viewer | None = None, **more: Any
    ) -> int:
        """Somebody reports what happened at a stop; the executor if not said otherwise."""
        happened = more.pop("happened_on", self.today)
        return await self.run(
            by or self.executor,
            handing.report_handover,
            stop_id=stop,
            report=handing.Report(happened, counts, **more),
        )

    async def attest(self, stop: int, good: int, damaged: int = 0) -> int:
        """The officer of the kelurahan attests what the unit got."""
        return await self.run(
            self.officer,
            proving.attest_delivery,
            stop_id=stop,
            counts=[UnitCount(self.package, good, damaged)],
        )

    async def sign(self, stop: int) -> int:
        """The receiver signs on the courier's screen."""
        return await self.run(
            self.executor, proving.prove_delivery, stop_id=stop, method="SIGNATURE"
        )

    async def attach(
        self,
        viewer: Viewer,
        thing_id: int,
        kind: EvidenceKind = EvidenceKind.STACK_PHOTO,
        *,
        thing: Thing = Thing.HANDOVER,
        media: str = JPEG,
    ) -> int:
        """Somebody attaches a file; its bytes are stored nowhere."""
        return await self.run(
            viewer,
            proving_by_files.attach_evidence,
            thing=thing,
            thing_id=thing_id,
            kind=kind,
            content=Content("ab" * 32, 1000, media),
        )

    async def issue(self, handover: int) -> None:
        """The worker issues a handover's documents; their bytes are stored nowhere."""
        async with self.db.login("ksbb_worker") as tx:
            [bast] = await tx.execute(text("SELECT * FROM app.bast_open(:id)"), {"id": handover})
            rows = await tx.execute(
                text("SELECT donor_id, facts, app.public_code() FROM app.bast_facts(:id)"),
                {"id": handover},
            )
            for donor, facts, code in rows.all():
                data = canonical({"number": bast.number, "version": bast.version, "facts": facts})
                await tx.execute(
                    text(
                        "SELECT app.bast_issue(:bast, :version, :donor, :code, :data,"
                        " gen_random_uuid(), sha256(''), 1)"
                    ),
                    {
                        "bast": bast.bast_id,
                        "version": bast.version,
                        "donor": donor,
                        "code": code,
                        "data": data,
                    },
                )
            await tx.execute(text("DELETE FROM app.bast_due"))

    async def settle(self, settlement: str, reason: str = "basah di jalan") -> int:
        """The executor settles the open discrepancy."""
        return await self.run(
            self.executor,
            handing.settle_discrepancy,
            discrepancy_id=await self.one(
                "SELECT max(id) FROM app.discrepancy WHERE state = 'open'"
            ),
            settlement=DiscrepancyState(settlement),
            reason=reason,
        )

    async def disputed(self) -> tuple[int, int]:
        """The courier reports 70, the unit counts 66: a stop and its disputed handover."""
        stop, _ = await self.on_the_way()
        handover = await self.report(stop, self.count(70))
        await self.attest(stop, 66)
        return stop, handover

    async def write(self, viewer: Viewer, handover: int, message: str = "uji", **more: int) -> int:
        """A party of a dispute writes to the others."""
        return await self.run(
            viewer, disputing.write_message, handover_id=handover, text=message, **more
        )

    async def decide(self, viewer: Viewer, handover: int, counts: Sequence[Count]) -> int:
        """Somebody ends a dispute with these numbers."""
        return await self.run(
            viewer,
            handing.decide_handover,
            handover_id=handover,
            counts=counts,
            reason="dihitung ulang",
        )

    async def request_withdrawal(self, reason: str = "anggaran berubah") -> int:
        """The donor asks to withdraw the pledge."""
        return await self.run(
            self.donor, withdrawing.request_withdrawal, pledge_id=self.pledge, reason=reason
        )

    async def answer_withdrawal(self, viewer: Viewer, request: int, *, agrees: bool = True) -> int:
        """Somebody answers the donor's request."""
        return await self.run(
            viewer,
            withdrawing.answer_withdrawal,
            withdrawal_id=request,
            agrees=agrees,
            reason="uji",
        )

    async def later(self, days: int) -> None:
        """It is the morning of a later day."""
        self.today += timedelta(days=days)
        await factories.clock(self.db, f"{self.today} 08:00")

    async def long_ago(self) -> None:
        """The pledge as if it had been committed 7 days ago."""
        await self.db.session.execute(
            text(
                "UPDATE app.allocation SET committed_on = app.today() - 7 WHERE pledge_id = :pledge"
            ),
            {"pledge": self.pledge},
        )

    async def line(self) -> int:
        """The line of the pledge."""
        return int(
            await self.one("SELECT id FROM app.pledge_line WHERE pledge_id = :id", id=self.pledge)
        )

    async def close_short(self, reason: str = "truk donatur tidak datang lagi") -> int:
        """The executor closes the line of the pledge short."""
        return await self.run(
            self.executor, closing.close_short, line_id=await self.line(), reason=reason
        )

    async def ladder(self) -> dict[str, int]:
        """The province's totals by rung, without those that are 0."""
        rows = await self.db.session.execute(
            text(
                "SELECT rung, sum(quantity)::int FROM pub.ladder_change"
                " GROUP BY rung HAVING sum(quantity) <> 0"
            )
        )
        return {str(row[0]): int(row[1]) for row in rows}

    async def goods(self) -> dict[str, int]:
        """The executor's balances of goods by kind of account, without those that are 0."""
        rows = await self.db.session.execute(
            text(
                "SELECT kind, sum(balance)::int FROM ledger.account WHERE book = 'GOODS'"
                " AND kind <> 'supplier' GROUP BY kind HAVING sum(balance) <> 0"
            )
        )
        return {str(row[0]): int(row[1]) for row in rows}

    async def one(self, statement: str, **values: object) -> Any:
        """One value, as the administrator sees it."""
        return await self.db.session.scalar(text(statement), values)

    async def rows(self, statement: str, **values: object) -> list[tuple[Any, ...]]:
        """Rows, as the administrator sees them."""
        found = await self.db.session.execute(text(statement), values)
        return [tuple(row) for row in found]

    async def need_committed(self) -> int:
        """Committed packages of the first unit's need."""
        return int(
            await self.one("SELECT committed FROM pub.need WHERE id = :id", id=self.it.need(0))
        )

    async def courier(self) -> Viewer:
        """A courier of the executor with an account."""
        return await factories.colleague(self.db, self.executor, Role.FIELD)

    async def give_to(self, courier: Viewer, stop: int) -> None:
        """The courier gets the stop."""
        async with self.db.viewer(self.executor) as tx:
            await tx.execute(
                text("UPDATE app.stop SET courier_id = :courier WHERE id = :stop"),
                {"courier": courier.person_id, "stop": stop},
            )


async def officer_of(db: AsParty, *areas: int) -> Viewer:
    """An officer of the Pemprov who looks after these kelurahan."""
    owner = await factories.pemprov(db, Role.OWNER)
    officer = await factories.pemprov(db, Role.KELURAHAN)
    async with db.viewer(owner) as tx:
        for area in areas:
            await tx.execute(
                text(
                    "INSERT INTO app.officer_area (person_id, area_id, created_by)"
                    " VALUES (:person, :area, :owner)"
                ),
                {"person": officer.person_id, "area": area, "owner": owner.person_id},
            )
    return officer


async def submitted_pledge(
    db: AsParty,
    it: SmallProgramme,
    giver: Viewer,
    quantities: Sequence[int] = NEEDED,
    *,
    via: Viewer | None = None,
    package: str = "SEMBAKO",
) -> tuple[int, list[int]]:
    """A pledge, accepted if it is through somebody, and its allocations in the units' order."""
    shares = tuple(
        pledge_rules.Share(unit, quantity)
        for unit, quantity in zip(it.units, quantities, strict=False)
    )
    offer = pledge_rules.Offer(
        it.phases[0],
        Channel.VIA_AGGREGATOR if via else Channel.DIRECT,
        [pledge_rules.Line(it.packages[package], sum(quantities), shares)],
        aggregator_id=via.organisation_id if via else None,
        statement_accepted=True,
    )
    async with db.viewer(giver) as tx:
        pledge = await pledging.submit_pledge(tx, giver, uuid4(), offer=offer)
    if via:
        async with db.viewer(via) as tx:
            await pledging.accept(tx, via, uuid4(), pledge_id=pledge)
    found = await db.session.scalars(
        text("SELECT id FROM app.allocation WHERE pledge_id = :pledge ORDER BY unit_id"),
        {"pledge": pledge},
    )
    return pledge, list(found)


async def committed_pledge(
    db: AsParty,
    it: SmallProgramme,
    giver: Viewer,
    quantities: Sequence[int] = NEEDED,
    *,
    via: Viewer | None = None,
    package: str = "SEMBAKO",
) -> tuple[int, list[int]]:
    """A pledge that the Pemprov has committed, and its allocations in the order of the units."""
    pledge, allocations = await submitted_pledge(
        db, it, giver, quantities, via=via, package=package
    )
    async with db.viewer(it.pemprov) as tx:
        await pledging.commit(tx, it.pemprov, uuid4(), pledge_id=pledge)
    return pledge, allocations


async def deliver_to(db: AsParty) -> World:
    """The parties and their committed pledge, on 28 April 2020."""
    it = await small_programme.programme(db)
    donor, executor = await factories.donor(db), await small_programme.aggregator(db)
    pledge, allocations = await committed_pledge(db, it, donor, via=executor)
    officer = await officer_of(db, it.kelurahan)
    await factories.clock(db, "2020-04-28 08:00")
    return World(db, it, donor, executor, officer, pledge, allocations)


def shift(executor: Viewer, shift_id: int) -> Viewer:
    """A courier's shift of an executor."""
    return Viewer(
        shift_id, executor.organisation_id, Kind.AGGREGATOR, Role.FIELD, actor=Actor.SHIFT
    )
