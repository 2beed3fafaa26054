"""Rules of pledges as pure functions: what a valid pledge is, and which steps are allowed."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import Annotated, ClassVar

from ksbb.core.db_errors import register_refusal
from ksbb.core.lifecycle import Lifecycle, Party, Transition
from ksbb.core.refusals import Fact, Refusal
from ksbb.domain.pledges.models import Channel, PledgeState

STATEMENT = "surat-pernyataan-2020-04"
"""The version of the signed statement that is in use."""

MAX_PACKAGES = 1_000_000
"""The most packages that one number may say. A higher one is a typing error."""

_REASON = True

# The Pemprov's steps come first: a person who could act in two capacities acts as the Pemprov, so
# that nobody approves a pledge of their own.
LIFECYCLE = Lifecycle(
    "pledge",
    "Pledge",
    (
        Transition("", "submitted", Party.GIVER),
        Transition("submitted", "accepted", Party.EXECUTOR),
        Transition("submitted", "rejected", Party.PEMPROV, _REASON),
        Transition("submitted", "rejected", Party.EXECUTOR, _REASON),
        Transition("accepted", "rejected", Party.PEMPROV, _REASON),
        Transition("submitted", "committed", Party.PEMPROV, another_person=True),
        Transition("accepted", "committed", Party.PEMPROV, another_person=True),
        # Only if the programme commits pledges at once.
        Transition("submitted", "committed", Party.GIVER, automatic=True),
        Transition("accepted", "committed", Party.EXECUTOR, automatic=True),
        Transition("submitted", "withdrawn", Party.GIVER),
        Transition("accepted", "withdrawn", Party.GIVER),
        Transition("committed", "withdrawn", Party.GIVER, _REASON),
        # Follows when a request to withdraw is agreed to.
        *(
            Transition(from_state, "withdrawn", party, _REASON, automatic=True)
            for from_state in ("accepted", "committed")
            for party in (Party.PEMPROV, Party.EXECUTOR)
        ),
        Transition("submitted", "lapsed", Party.SYSTEM),
    ),
)

ALLOCATION_LIFECYCLE = Lifecycle(
    "allocation",
    "Allocation",
    (
        Transition("", "held", Party.GIVER),
        Transition("", "held", Party.EXECUTOR),
        Transition("held", "committed", Party.PEMPROV),
        Transition("held", "committed", Party.GIVER),
        Transition("held", "committed", Party.EXECUTOR),
        Transition("held", "released", Party.PEMPROV),
        Transition("held", "released", Party.GIVER),
        Transition("held", "released", Party.EXECUTOR),
        Transition("held", "released", Party.SYSTEM),
        Transition("committed", "released", Party.GIVER),
        Transition("committed", "released", Party.PEMPROV),
        Transition("committed", "released", Party.EXECUTOR),
        # Everything of it was received or released; a correction can undo that.
        Transition("committed", "fulfilled", Party.SYSTEM),
        Transition("fulfilled", "committed", Party.SYSTEM),
    ),
)

ALLOCATABLE = frozenset({PledgeState.ACCEPTED, PledgeState.COMMITTED})


@dataclass(eq=False)
class QuantityInvalid(Refusal):
    """The quantity is not between 1 and the maximum."""

    texts: ClassVar[dict[str, str]] = {
        "id": "Jumlah paket harus antara 1 dan {maximum}; Anda menulis {quantity}.",
        "en": "The number of packages must be between 1 and {maximum}; you wrote {quantity}.",
    }
    quantity: Annotated[int, Fact("The number of packages that was requested.")]
    maximum: Annotated[int, Fact("The most packages that are possible.")] = MAX_PACKAGES


@dataclass(eq=False)
class LineExceeded(Refusal):
    """More packages would be allocated than the line has."""

    texts: ClassVar[dict[str, str]] = {
        "id": "{package}: hanya {left} paket yang belum dialokasikan, Anda meminta {requested}.",
        "en": "{package}: only {left} packages are not allocated yet, you asked for {requested}.",
    }
    package: str
    left: Annotated[int, Fact("Packages of the line that have no destination yet.")]
    requested: Annotated[int, Fact("Packages that should be allocated.")]


@dataclass(eq=False)
class DirectNotAllocated(Refusal):
    """A direct pledge must name a unit for every package."""

    texts: ClassVar[dict[str, str]] = {
        "id": "{package}: {left} paket belum punya tujuan. Bantuan langsung harus dibagi habis "
        "ke unit.",
        "en": "{package}: {left} packages have no destination. A direct pledge names units for "
        "all of them.",
    }
    package: str
    left: Annotated[int, Fact("Packages without a destination.")]


@dataclass(eq=False)
class LineTwice(Refusal):
    """A package is in two lines, or a unit appears twice in one line."""

    texts: ClassVar[dict[str, str]] = {
        "id": "{what} disebut dua kali. Gabungkan jumlahnya.",
        "en": "{what} is listed twice. Combine the quantities.",
    }
    what: str


class PledgeEmpty(Refusal):
    """The pledge has no lines."""

    texts: ClassVar[dict[str, str]] = {
        "id": "Pilih setidaknya satu paket.",
        "en": "Choose at least one package.",
    }


class ChannelInvalid(Refusal):
    """The channel and the aggregator don't match."""

    texts: ClassVar[dict[str, str]] = {
        "id": "Pilih agregator hanya jika bantuan disalurkan melaluinya, dan bukan organisasi "
        "Anda sendiri.",
        "en": "Choose an aggregator if the pledge goes through one (not your own); else none.",
    }


class StatementNotAccepted(Refusal):
    """The statement was not accepted."""

    texts: ClassVar[dict[str, str]] = {
        "id": "Setujui surat pernyataan terlebih dahulu.",
        "en": "Accept the statement first.",
    }


@dataclass(eq=False)
class PhaseClosed(Refusal):
    """The phase no longer takes pledges."""

    texts: ClassVar[dict[str, str]] = {
        "id": "Tahap {phase} sudah berakhir pada {ends_on}; pilih tahap yang masih terbuka.",
        "en": "Phase {phase} ended on {ends_on}; choose one that is open.",
    }
    phase: str
    ends_on: str


@dataclass(eq=False)
class NoSuchNeed(Refusal):
    """The unit has no published need of the package in the phase."""

    texts: ClassVar[dict[str, str]] = {
        "id": "{unit} tidak membutuhkan {package} pada tahap ini.",
        "en": "{unit} doesn't need {package} in this phase.",
    }
    unit: str
    package: str


@dataclass(eq=False)
class NeedClosed(Refusal):
    """The need no longer takes pledges."""

    texts: ClassVar[dict[str, str]] = {
        "id": "Kebutuhan {package} di {unit} sudah ditutup.",
        "en": "The need of {package} at {unit} is closed.",
    }
    need_id: Annotated[int, Fact("The need that is closed.")]
    unit: str
    package: str


@dataclass(eq=False)
class NeedAlreadyMet(Refusal):
    """Fewer packages are left than were requested: somebody was faster. Nothing was reserved."""

    texts: ClassVar[dict[str, str]] = {
        "id": "{unit} tinggal membutuhkan {remaining} {package}; Anda menawarkan {requested}. "
        "Belum ada yang tercatat.",
        "en": "{unit} needs only {remaining} more of {package}; you offered {requested}. "
        "Nothing was recorded.",
    }
    need_id: Annotated[int, Fact("The need, as it is now.")]
    unit: str
    package: str
    requested: Annotated[int, Fact("Packages that were requested.")]
    remaining: Annotated[int, Fact("Packages that were left.")]


@dataclass(eq=False)
class NewcomerLimit(Refusal):
    """A donor without any committed pledge can hold only a few packages at a time."""

    texts: ClassVar[dict[str, str]] = {
        "id": "Sampai janji pertama Anda dikonfirmasi, jumlah paket per tahap dibatasi; saat ini "
        "Anda masih dapat menjanjikan {left}.",
        "en": "Until your first pledge is committed, packages per phase are limited; at the "
        "moment you can pledge {left} more.",
    }
    left: Annotated[int, Fact("Packages that can still be held in this phase.")]


class WithdrawalNeedsConsent(Refusal):
    """Its executor relies on the packages, so the giver can only ask to withdraw the pledge."""

    texts: ClassVar[dict[str, str]] = {
        "id": "Pelaksana sudah mengalokasikan atau memuat paketnya. Mintalah penarikannya:"
        " pelaksana menjawab dalam 3 hari, setelah itu Pemprov memutuskan.",
        "en": "Its executor has allocated or loaded its packages. Ask to withdraw it: the executor"
        " answers within 3 days, afterwards the Pemprov decides.",
    }


class HoldLapsed(Refusal):
    """The hold expired before the executor accepted."""

    texts: ClassVar[dict[str, str]] = {
        "id": "Batas waktu penahanan janji ini sudah lewat; donatur perlu mengirim janji baru.",
        "en": "The hold of this pledge has expired; the donor has to send a new pledge.",
    }


class NothingAllocated(Refusal):
    """No packages are allocated, so nothing can be committed."""

    texts: ClassVar[dict[str, str]] = {
        "id": "Belum ada paket yang dialokasikan ke unit.",
        "en": "No package is allocated to a unit yet.",
    }


@dataclass(frozen=True, slots=True)
class Share:
    """The packages of a line for one unit."""

    unit_id: int
    quantity: int


@dataclass(frozen=True, slots=True)
class Line:
    """How many packages of one kind are promised, and for which units."""

    package_id: int
    quantity: int
    shares: Sequence[Share] = ()


@dataclass(frozen=True, slots=True)
class Window:
    """The planned days of delivery, both inclusive; each may be None."""

    starts: dt.date | None = None
    ends: dt.date | None = None


@dataclass(frozen=True, slots=True)
class Offer:
    """What a giver wants to promise, before it is checked."""

    phase_id: int
    channel: Channel
    lines: Sequence[Line]
    aggregator_id: int | None = None
    note: str = ""
    window: Window = field(default_factory=Window)
    statement_accepted: bool = False


def check_quantity(quantity: int) -> None:
    """Refuse a number of packages that is not between 1 and the maximum."""
    if not 1 <= quantity <= MAX_PACKAGES:
        raise QuantityInvalid(quantity)


def check_lines(lines: Sequence[Line], channel: Channel, names: dict[int, str]) -> None:
    """Refuse lines that don't add up. ``names`` has the packages' names for the messages."""
    if not lines:
        raise PledgeEmpty
    _check_once((line.package_id for line in lines), names)
    for line in lines:
        check_quantity(line.quantity)
        for share in line.shares:
            check_quantity(share.quantity)
        name = names.get(line.package_id, "Paket")
        _check_once((share.unit_id for share in line.shares), {})
        allocated = sum(share.quantity for share in line.shares)
        if allocated > line.quantity:
            raise LineExceeded(name, line.quantity, allocated)
        if channel is Channel.DIRECT and allocated < line.quantity:
            raise DirectNotAllocated(name, line.quantity - allocated)


def _check_once(ids: Iterable[int], names: dict[int, str]) -> None:
    seen: set[int] = set()
    for one in ids:
        if one in seen:
            raise LineTwice(names.get(one, "Unit"))
        seen.add(one)


def check_channel(channel: Channel, giver_id: int, aggregator_id: int | None) -> None:
    """Refuse unless an aggregator, not the giver, is named exactly for VIA_AGGREGATOR."""
    through = channel is Channel.VIA_AGGREGATOR
    if through != (aggregator_id is not None) or aggregator_id == giver_id:
        raise ChannelInvalid


register_refusal("allocation_is_loaded", WithdrawalNeedsConsent)
register_refusal("withdrawal_needs_consent", WithdrawalNeedsConsent)
