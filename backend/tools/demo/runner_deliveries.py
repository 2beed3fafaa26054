"""Plays deliveries: goods, trips, reports, proofs and settlements, each with its own mutation.

Codes are read from the page of slips, and typed into ``/terima`` as a unit types them.
"""

from __future__ import annotations

import re
from collections import defaultdict
from dataclasses import dataclass, field
from datetime import date
from typing import TYPE_CHECKING, Any
from uuid import uuid4

from graphql_sql import ID
from tools.demo import mutations
from tools.demo.client import DemoServer, RefusedError, Session
from tools.demo.steps import (
    AttestDelivery,
    ConfirmByCode,
    Count,
    DecideHandover,
    DeliveryAction,
    DispatchShipment,
    FailStop,
    PlanShipment,
    Pledge,
    PrintSlips,
    ProveDelivery,
    ReceiveGoods,
    ReportHandover,
    SettleDiscrepancy,
)

if TYPE_CHECKING:
    from tools.demo.runner import Names

SUPPLIER = "Pemasok sembako (contoh)"
RECEIVER = "pengurus RW"

_ALLOCATIONS = """query Find($id: ID!) {
    node(id: $id) { ... on Pledge { allocations { id unit { code } } } }
}"""
_HANDOVERS = """query Find($id: ID!) {
    node(id: $id) { ... on Shipment { stops {
        unit { code }
        handovers { id }
        loads { discrepancies { id } }
    } } }
}"""
_SLIP = re.compile(r"Kode unit: <b>([^<]+)</b>.*?</section>", re.DOTALL)
_CODE = re.compile(r"<li>([2-9A-Z]{5} [2-9A-Z]{5})</li>")


@dataclass(frozen=True, slots=True)
class _Stop:
    """A planned stop and its shipment."""

    shipment: str
    id: str


@dataclass
class DeliveryRunner:
    """The deliveries of one scenario, by the names of their trips."""

    server: DemoServer
    names: Names
    # Pledges by name, as they were submitted.
    pledges: dict[str, Pledge]
    today: date = date.min
    _shipments: dict[str, str] = field(default_factory=dict)
    _stops: dict[tuple[str, str], _Stop] = field(default_factory=dict)
    _codes: dict[tuple[int, str], list[str]] = field(default_factory=lambda: defaultdict(list[str]))

    async def run(self, actor: Session, action: DeliveryAction) -> None:
        """One step of a delivery.

        Raises:
            RefusedError: a rule refused it.
        """
        match action:
            case ReceiveGoods(pledge, price):
                await self._receive(actor, self.pledges[pledge], price)
            case PlanShipment():
                await self._plan(actor, action)
            case DispatchShipment():
                await actor.mutate(mutations.DISPATCH, shipment=self._shipments[action.trip])
            case ReportHandover() | FailStop():
                await self._report(actor, action)
            case ConfirmByCode() | AttestDelivery() | ProveDelivery():
                await self._prove(actor, action)
            case DecideHandover() | SettleDiscrepancy():
                await self._end(actor, action)

    async def print_slips(self, actor: Session, action: PrintSlips) -> None:
        """Print slips and keep their codes for the steps of the units.

        Raises:
            RefusedError: a rule refused it.
        """
        units = {await self.names.unit(actor, code): code for code in action.units}
        made = await actor.mutate(
            mutations.PRINT_SLIPS, phase=self.names.phases[action.phase], units=[*units]
        )
        page = await actor.submit(made["path"], {})
        for slip in _SLIP.finditer(page):
            self._codes[action.phase, slip[1]] = _CODE.findall(slip[0])

    def _package(self, pledge: str) -> str:
        """A pledge of the demo has one kind of package."""
        [line] = self.pledges[pledge].lines
        return self.names.packages[line.package]

    async def _receive(self, actor: Session, pledge: Pledge, price: int | None) -> None:
        [line] = pledge.lines
        await actor.mutate(
            mutations.RECEIVE_GOODS,
            pledge=self.names.pledges[pledge.name],
            package=self._package(pledge.name),
            quantity=line.quantity,
            receivedOn=self.today.isoformat(),
            supplier="" if price is None else SUPPLIER,
            price=None if price is None else str(price),
        )

    async def _plan(self, actor: Session, action: PlanShipment) -> None:
        found = await actor.query(_ALLOCATIONS, id=self.names.pledges[action.pledge])
        allocations = {each["unit"]["code"]: each["id"] for each in found["node"]["allocations"]}
        made = await actor.mutate(
            mutations.PLAN,
            day=action.day.isoformat(),
            slotStarts="08:00",
            slotEnds="18:00",
            vehicle="Mobil boks (contoh)",
            stops=[
                {
                    "unit": await self.names.unit(actor, unit),
                    "loads": [{"allocation": allocations[unit], "quantity": quantity}],
                }
                for unit, quantity in action.stops
            ],
        )
        shipment = made["shipment"]
        self._shipments[action.trip] = shipment["id"]
        for stop in shipment["stops"]:
            self._stops[action.trip, stop["unit"]["code"]] = _Stop(shipment["id"], stop["id"])

    async def _report(self, actor: Session, action: ReportHandover | FailStop) -> None:
        stop = self._stops[action.trip, action.unit].id
        happened = self.today.isoformat()
        match action:
            case ReportHandover():
                await actor.mutate(
                    mutations.REPORT,
                    stop=stop,
                    happenedOn=happened,
                    receiver=RECEIVER,
                    counts=[self._count(action.pledge, action.count, missing=True)],
                )
            case FailStop(reason=reason):
                await actor.mutate(mutations.FAIL, stop=stop, happenedOn=happened, reason=reason)

    async def _prove(
        self, actor: Session, action: ConfirmByCode | AttestDelivery | ProveDelivery
    ) -> None:
        stop = self._stops[action.trip, action.unit].id
        match action:
            case ConfirmByCode():
                await self._confirm(actor, action, ID.parse(stop).id)
            case AttestDelivery():
                counts = [self._count(action.pledge, action.count)]
                await actor.mutate(mutations.ATTEST, stop=stop, counts=counts)
            case ProveDelivery():
                await actor.mutate(mutations.PROVE, stop=stop, method=action.method)

    async def _confirm(self, unit: Session, action: ConfirmByCode, stop: int) -> None:
        """All answers at once, as the last page of ``/terima`` sends them."""
        package = ID.parse(self._package(action.pledge)).id
        codes = self._codes[self.pledges[action.pledge].phase, action.unit]
        page = await unit.submit(
            "/terima",
            {
                "unit": action.unit,
                "kode": codes.pop(0),
                "kiriman": str(stop),
                f"baik-{package}": str(action.count.good),
                f"rusak-{package}": str(action.count.damaged),
                "pesan": "",
                "kunci": str(uuid4()),
                "kirim": "ya",
            },
        )
        if 'class="done"' not in page:
            raise RefusedError(f"/terima: {page}")

    async def _end(self, actor: Session, action: DecideHandover | SettleDiscrepancy) -> None:
        shipment = self._stops[action.trip, action.unit].shipment
        found = await actor.query(_HANDOVERS, id=shipment)
        [stop] = [each for each in found["node"]["stops"] if each["unit"]["code"] == action.unit]
        match action:
            case DecideHandover():
                [handover] = stop["handovers"]
                await actor.mutate(
                    mutations.DECIDE,
                    handover=handover["id"],
                    counts=[self._count(action.pledge, action.count, missing=True)],
                    reason=action.reason,
                )
            case SettleDiscrepancy():
                [discrepancy] = [each for load in stop["loads"] for each in load["discrepancies"]]
                await actor.mutate(
                    mutations.SETTLE,
                    discrepancy=discrepancy["id"],
                    settlement=action.settlement,
                    reason=action.reason,
                )

    def _count(self, pledge: str, count: Count, *, missing: bool = False) -> dict[str, Any]:
        """A count as an input; only the courier's side counts what is missing."""
        counted: dict[str, Any] = {
            "package": self._package(pledge),
            "good": count.good,
            "damaged": count.damaged,
        }
        return counted | {"missing": count.missing} if missing else counted
