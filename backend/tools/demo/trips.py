"""What was delivered in the first week: the trips of the demo, all of it examples.

Every trip carries packages of one pledge. What goes wrong happens only to organisations whose name
ends in "(contoh)" that deliver their own gift, and lowers no figure before 3 May.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from hashlib import sha256
from typing import Literal

from tools.demo.gifts import april, may
from tools.demo.people import ANYBODY, COMMITS, OFFICERS, PEMPROV, PREPARES, Person, organisation
from tools.demo.pledges import PLANNED_PLEDGES
from tools.demo.programme import package
from tools.demo.steps import (
    Action,
    Allocation,
    AttestDelivery,
    ConfirmByCode,
    Count,
    DecideHandover,
    DispatchShipment,
    FailStop,
    PlanShipment,
    Pledge,
    PrintSlips,
    ProveDelivery,
    ReceiveGoods,
    ReportHandover,
    SettleDiscrepancy,
    Step,
)

Proof = Literal["CODE", "KELURAHAN", "SIGNATURE", "PAPER"]

SLIPS_OF_A_REQUEST = 20
MINUTE = timedelta(minutes=1)
HOUR = timedelta(hours=1)


@dataclass(frozen=True, slots=True)
class Accident:
    """What goes wrong at a stop: packages that are damaged or missing, or all of them come back.

    ``unit_good`` is the unit's own count if it differs; ``decided`` is when the Pemprov decides
    for it. ``settled`` is when, and how, the executor settles what was damaged or missing.
    """

    damaged: int = 0
    missing: int = 0
    failed: str = ""
    unit_good: int | None = None
    decided: datetime | None = None
    settled: tuple[datetime, Literal["REPLACED", "WRITTEN_OFF"], str] | None = None
    proof: Proof | None = None


@dataclass(frozen=True, slots=True)
class Trip:
    """A trip with packages of ``pledge`` for its units number ``first`` up to ``before``.

    ``quantity`` is how many of each it carries if that is not all of them. The packages are handed
    over ``hours`` after it leaves. ``waiting`` are the units whose proof has not come.
    """

    name: str
    leaves: datetime
    first: int = 0
    before: int = 99
    quantity: int | None = None
    hours: float = 3
    state: Literal["PLANNED", "ON_THE_WAY", "HANDED_OVER"] = "HANDED_OVER"
    waiting: tuple[int, ...] = ()
    accidents: Mapping[int, Accident] = field(default_factory=dict[int, Accident])

    @property
    def pledge(self) -> Pledge:
        return _PLEDGES[self.name.partition("/")[0]]

    @property
    def allocations(self) -> tuple[Allocation, ...]:
        return self.pledge.allocations[self.first : self.before]


_PLEDGES = {made.pledge.name: made.pledge for made in PLANNED_PLEDGES}

# Where there is no officer of the demo, two of five units use a code.
_OF_OTHERS: tuple[Proof, ...] = ("CODE", "CODE", "SIGNATURE", "SIGNATURE", "PAPER")
CLOSED_ROAD = "Jalan masuk ditutup warga; diantar lagi besok (contoh)."
REPLACES = "Basah kena hujan; diganti dari toko yang sama (contoh)."
NOT_FOUND = "Tidak ditemukan setelah dicari di gudang dan kendaraan (contoh)."
DECIDED = "Dihitung lagi bersama ketua RW: angka unit yang benar (contoh)."

TRIPS = (
    Trip("lentera-1", april(27, 9), waiting=(3,)),
    Trip("pmi-1", april(27, 9, 30)),
    Trip("act-1", april(28, 8)),
    Trip("tetangga-1", april(28, 8, 30), accidents={1: Accident(failed=CLOSED_ROAD)}),
    Trip("tetangga-1/2", april(29, 8), first=1, before=2),
    Trip(
        "roti-1",
        april(28, 9),
        accidents={
            2: Accident(damaged=5, proof="KELURAHAN", settled=(april(29, 9), "REPLACED", REPLACES))
        },
    ),
    Trip("roti-1/2", april(30, 9), first=2, before=3, quantity=5),
    Trip("pelita-1", april(28, 16), hours=2),
    Trip(
        "alumni-1",
        april(29, 9),
        accidents={2: Accident(unit_good=121, proof="KELURAHAN", decided=may(3, 9, 30))},
    ),
    Trip("sejahtera-1", april(29, 10)),
    Trip("pmi-3", april(29, 9, 30), before=14),
    Trip("human-initiative-1", april(30, 9)),
    Trip("act-3", april(30, 9, 30)),
    Trip("kirana-2", april(29, 10, 30), hours=1),
    Trip("sejahtera-2", april(30, 10), hours=1),
    Trip("bahari-2", may(1, 9)),
    Trip(
        "mendung-2",
        may(1, 9, 30),
        accidents={
            1: Accident(missing=3, settled=(may(3, 9), "WRITTEN_OFF", NOT_FOUND), proof="CODE")
        },
    ),
    Trip("baznas-3", may(2, 9)),
    Trip("nusantara-3", may(3, 8, 30), waiting=(1, 2)),
    Trip("pmi-3/2", may(3, 10), first=14, state="ON_THE_WAY"),
    Trip("barisan-1", may(3, 13), hours=2.5),
    Trip("human-initiative-2", may(4, 9), before=5, state="PLANNED"),
)


def officer_of(unit: str) -> Person | None:
    """The officer of the unit's kelurahan, if the demo has one."""
    return next((each for each in OFFICERS if unit[:13] in each.areas), None)


def proof_of(trip: Trip, number: int) -> Proof:
    """How the unit with this number on the trip's pledge confirms; a hash decides."""
    accident = trip.accidents.get(number)
    if accident and accident.proof:
        return accident.proof
    unit = trip.pledge.allocations[number].unit
    if trip.pledge.name == "barisan-1":
        return "CODE"
    chance = sha256(f"{trip.name} {unit}".encode()).digest()[0]
    ways: tuple[Proof, ...] = ("KELURAHAN", "CODE") if officer_of(unit) else _OF_OTHERS
    return ways[chance % len(ways)]


def steps() -> Iterator[Step]:
    """All steps of deliveries."""
    yield from _slips(1, april(27, 8))
    yield from _slips(2, may(2, 8))
    for trip in TRIPS:
        yield from _trip(trip)


def _slips(phase: int, at: datetime) -> Iterator[Step]:
    """Slips for the units that confirm by code: the officer of the kelurahan prints them."""
    units = sorted(
        {
            trip.pledge.allocations[number].unit
            for trip in TRIPS
            if trip.pledge.phase == phase and trip.state == "HANDED_OVER"
            for number in _handed_over(trip)
            if proof_of(trip, number) == "CODE"
        }
    )
    for printer in (*OFFICERS, PREPARES):
        own = [unit for unit in units if (officer_of(unit) or PREPARES) is printer]
        for start in range(0, len(own), SLIPS_OF_A_REQUEST):
            some = tuple(own[start : start + SLIPS_OF_A_REQUEST])
            yield Step(at, PEMPROV.slug, printer, PrintSlips(phase, some))


def _handed_over(trip: Trip) -> Iterator[int]:
    """The numbers of the units at which a proof follows."""
    for number, _ in enumerate(trip.allocations, trip.first):
        accident = trip.accidents.get(number)
        if number not in trip.waiting and not (accident and accident.failed):
            yield number


def _trip(trip: Trip) -> Iterator[Step]:
    pledge, executor = trip.pledge, organisation(trip.pledge.executor)
    acts = PREPARES if executor is PEMPROV else executor.operator

    def by_executor(at: datetime, action: Action) -> Step:
        return Step(at, executor.slug, acts, action)

    own = pledge.giver == pledge.executor
    [line] = pledge.lines
    kind = package(line.package)
    stocked = executor.kind != "DONOR" and kind.every != "DAY"
    if stocked and trip.first == 0 and trip.state != "PLANNED":
        goods = ReceiveGoods(pledge.name, kind.price if own else None)
        yield by_executor(trip.leaves - 2 * HOUR, goods)
    stops = tuple((each.unit, trip.quantity or each.quantity) for each in trip.allocations)
    planned = trip.leaves if trip.state != "PLANNED" else may(3, 17)
    plan = PlanShipment(pledge.name, trip.name, trip.leaves.date(), stops)
    yield by_executor(planned - HOUR, plan)
    if trip.state == "PLANNED":
        return
    yield by_executor(trip.leaves, DispatchShipment(pledge.name, trip.name))
    if trip.state == "ON_THE_WAY":
        return
    for number, (unit, quantity) in enumerate(stops, trip.first):
        yield from _stop(trip, number, unit, quantity)


def _stop(trip: Trip, number: int, unit: str, quantity: int) -> Iterator[Step]:
    """What happens at one stop, from the report to the settlement."""
    name, accident = trip.pledge.name, trip.accidents.get(number, Accident())
    executor = organisation(trip.pledge.executor)
    acts = PREPARES if executor is PEMPROV else executor.operator
    arrives = trip.leaves + trip.hours * HOUR
    if accident.failed:
        failed = FailStop(name, trip.name, unit, accident.failed)
        yield Step(arrives, executor.slug, acts, failed)
        return
    good = quantity - accident.damaged - accident.missing
    count = Count(good, accident.damaged, accident.missing)
    yield Step(arrives, executor.slug, acts, ReportHandover(name, trip.name, unit, count))
    if number in trip.waiting:
        return
    counted = Count(accident.unit_good or good, accident.damaged)
    proof = proof_of(trip, number)
    proven = arrives + 20 * MINUTE
    match proof, officer_of(unit):
        case "CODE", _:
            typed = ConfirmByCode(name, trip.name, unit, counted)
            yield Step(proven, "", ANYBODY, typed)
        case "KELURAHAN", Person() as officer:
            attested = AttestDelivery(name, trip.name, unit, counted)
            yield Step(proven, PEMPROV.slug, officer, attested)
        case "SIGNATURE" | "PAPER", _:
            yield Step(proven, executor.slug, acts, ProveDelivery(name, trip.name, unit, proof))
        case _:
            raise ValueError(f"{unit} has no officer")
    if accident.decided and accident.unit_good:
        decided = Count(accident.unit_good, missing=quantity - accident.unit_good)
        decision = DecideHandover(name, trip.name, unit, decided, DECIDED)
        yield Step(accident.decided, PEMPROV.slug, COMMITS, decision)
    if accident.settled:
        at, how, why = accident.settled
        packages = accident.damaged + accident.missing
        settlement = SettleDiscrepancy(name, trip.name, unit, how, packages, why)
        yield Step(at, executor.slug, acts, settlement)
