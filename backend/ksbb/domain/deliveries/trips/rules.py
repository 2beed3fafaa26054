"""Rules of trips: how one is planned, what may be loaded, and when it leaves."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Annotated, ClassVar

from ksbb.core.lifecycle import Lifecycle, Party, Transition
from ksbb.core.refusals import Fact, InvalidInput, ReasonMissing, Refusal, check_length
from ksbb.domain.deliveries.trips.models import DeliveryMode

SHIPMENT = Lifecycle(
    "shipment",
    "Shipment",
    (
        Transition("", "planned", Party.EXECUTOR),
        Transition("planned", "dispatched", Party.EXECUTOR),
        Transition("planned", "cancelled", Party.EXECUTOR, reason_required=True),
        Transition("dispatched", "closed", Party.SYSTEM),
        # With the commitment of what a donor had delivered before it.
        Transition("", "planned", Party.SYSTEM, automatic=True),
        Transition("planned", "dispatched", Party.SYSTEM, automatic=True),
    ),
)
STOP = Lifecycle(
    "stop",
    "Stop",
    (
        Transition("", "planned", Party.EXECUTOR),
        Transition("planned", "on_the_way", Party.EXECUTOR),
        Transition("planned", "cancelled", Party.EXECUTOR),
        *(
            Transition(from_state, to_state, party, reason_required=to_state == "failed")
            for from_state, to_state in (
                ("on_the_way", "handed_over"),
                ("on_the_way", "failed"),
                # The report was corrected.
                ("failed", "handed_over"),
                ("handed_over", "failed"),
            )
            for party in (Party.FIELD, Party.EXECUTOR)
        ),
        # As those of the shipment.
        Transition("", "planned", Party.SYSTEM, automatic=True),
        Transition("planned", "on_the_way", Party.SYSTEM, automatic=True),
        Transition("on_the_way", "handed_over", Party.SYSTEM, automatic=True),
    ),
)

_HOUR = re.compile("([01][0-9]|2[0-3]):[0-5][0-9]")

MAX_STOPS = 200
"""The most stops of one shipment."""
MAX_DAYS_BACK = 7
"""How many days back a departure or a handover may be recorded."""


@dataclass(eq=False)
class AllocationNotCommitted(Refusal):
    """Packages that the Pemprov has not confirmed don't leave."""

    texts: ClassVar[dict[str, str]] = {
        "id": "{package} untuk {unit} belum menjadi komitmen, jadi belum dapat dimuat.",
        "en": "{package} for {unit} is not committed, so it can't be loaded yet.",
    }
    allocation_id: Annotated[int, Fact("The allocation.")]
    package: str
    unit: str


@dataclass(eq=False)
class AllocationExceeded(Refusal):
    """More packages would be loaded than the allocation still has."""

    texts: ClassVar[dict[str, str]] = {
        "id": "{package} untuk {unit}: tinggal {remaining} paket yang belum dimuat, diminta"
        " {requested}.",
        "en": "{package} for {unit}: {remaining} packages are not loaded yet, {requested} were"
        " asked for.",
    }
    allocation_id: Annotated[int, Fact("The allocation.")]
    package: str
    unit: str
    remaining: Annotated[int, Fact("Packages that are not on a load yet.")]
    requested: Annotated[int, Fact("Packages that were asked for.")]


@dataclass(eq=False)
class StockShort(Refusal):
    """The depot has fewer packages of the pledge than would leave."""

    texts: ClassVar[dict[str, str]] = {
        "id": "Stok {package} dari {giver} tinggal {remaining} paket, sedangkan yang berangkat"
        " {requested}. Catat dahulu barang yang masuk, atau kurangi muatannya.",
        "en": "{remaining} packages of {package} from {giver} are in stock, but {requested} would"
        " leave. Record the goods that came in first, or load fewer.",
    }
    package: str
    giver: str
    remaining: Annotated[int, Fact("Packages of the pledge line that are in stock.")]
    requested: Annotated[int, Fact("Packages of the pledge line that would leave.")]


@dataclass(frozen=True, slots=True)
class PlannedLoad:
    """Packages of one committed allocation."""

    allocation_id: int
    quantity: int


@dataclass(frozen=True, slots=True)
class PlannedStop:
    """A unit on the trip, in order, and what it gets."""

    unit_id: int
    loads: tuple[PlannedLoad, ...]
    courier_id: int | None = None
    distribution_plan: str = ""


@dataclass(frozen=True, slots=True)
class Plan:
    """A trip: its day and slot in WIB ("08:00"), how it is delivered, and its stops in order."""

    day: dt.date
    slot_starts: str
    slot_ends: str
    stops: Sequence[PlannedStop]
    vehicle: str = ""
    in_charge: str = ""
    mode: DeliveryMode = DeliveryMode.DOORSTEP
    mode_reason: str = ""
    crowd_plan: str = ""
    note: str = ""


def check_plan(plan: Plan, now: dt.datetime) -> None:
    """Refuse a plan that can't be driven.

    Args:
        plan: the trip.
        now: the domain's clock, in WIB.

    Raises:
        InvalidInput: names the field.
    """
    check_length(
        vehicle=(plan.vehicle, 80),
        in_charge=(plan.in_charge, 80),
        mode_reason=(plan.mode_reason, 500),
        crowd_plan=(plan.crowd_plan, 500),
        note=(plan.note, 2000),
    )
    for field, hour in (("slotStarts", plan.slot_starts), ("slotEnds", plan.slot_ends)):
        if not _HOUR.fullmatch(hour):
            raise InvalidInput(
                field, ("Tulis jam seperti 08:00.", "Write a time of day like 08:00.")
            )
    if plan.slot_starts >= plan.slot_ends:
        raise InvalidInput(
            "slotEnds",
            ("Akhir jam kirim harus setelah awalnya.", "The slot must end after it starts."),
        )
    if (plan.day, plan.slot_ends) < (now.date(), f"{now:%H:%M}"):
        raise InvalidInput(
            "day",
            (
                (
                    "Jadwal ini sudah lewat. Untuk yang sudah berangkat, catat belakangan dengan"
                    " alasannya."
                ),
                (
                    "This slot has passed. If the truck has left already, record it late with the"
                    " reason."
                ),
            ),
        )
    if plan.mode is DeliveryMode.PICKUP_POINT and not (
        plan.mode_reason.strip() and plan.crowd_plan.strip()
    ):
        raise InvalidInput(
            "modeReason",
            (
                "Titik ambil memerlukan alasan dan cara menghindari kerumunan.",
                "A pickup point needs a reason, and how a crowd is avoided.",
            ),
        )
    check_stops(plan.stops)


def check_stops(stops: Sequence[PlannedStop]) -> None:
    """Refuse too many stops, a unit that stands twice, and quantities that can't be.

    Raises:
        InvalidInput: names the field.
    """
    for stop in stops:
        check_length(distribution_plan=(stop.distribution_plan, 2000))
    units = [stop.unit_id for stop in stops]
    if not 1 <= len(stops) <= MAX_STOPS or len({*units}) < len(units):
        raise InvalidInput(
            "stops",
            (
                "Pilih 1 sampai 200 unit; tiap unit satu kali.",
                "Choose 1 to 200 units, each of them once.",
            ),
        )
    loads = [load for stop in stops for load in stop.loads]
    if not all(stop.loads for stop in stops) or any(load.quantity < 1 for load in loads):
        raise InvalidInput(
            "quantity",
            (
                "Tiap pemberhentian memuat sedikitnya satu paket.",
                "Each stop carries at least one package.",
            ),
        )


def check_departure(day: dt.date, today: dt.date, late_reason: str, *, is_owner: bool) -> None:
    """Refuse a day of departure that hasn't come yet, or is too long ago.

    Raises:
        InvalidInput, ReasonMissing.
    """
    check_length(late_reason=(late_reason, 500))
    if day > today:
        raise InvalidInput("day", ("Hari itu belum tiba.", "That day has not come yet."))
    if day < today and not late_reason.strip():
        raise ReasonMissing
    if (today - day).days > MAX_DAYS_BACK and not is_owner:
        raise InvalidInput(
            "day",
            (
                "Yang lebih lama dari 7 hari dicatat oleh pemilik akun.",
                "What is older than 7 days is recorded by an owner.",
            ),
        )
