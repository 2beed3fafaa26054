"""What a pledge may be and what may become of it: pure sentences of the domain."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import ClassVar

from ksbb.kernel.errors import Refusal
from ksbb.kernel.lifecycle import Lifecycle, Party, Transition
from ksbb.pledges.models import Channel, PledgeState

STATEMENT = "surat-pernyataan-2020-04"
"""The wording of the signed statement in force."""

LARGEST = 1_000_000
"""Packages in one line, at most: more is a slip of the finger."""

_REASON = True

# The Pemprov's steps come first: who could act in two capacities acts in that one, so that
# nobody approves what they wrote themselves.
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
        # Only where the programme commits at once.
        Transition("submitted", "committed", Party.GIVER),
        Transition("accepted", "committed", Party.EXECUTOR),
        Transition("submitted", "withdrawn", Party.GIVER),
        Transition("accepted", "withdrawn", Party.GIVER),
        Transition("committed", "withdrawn", Party.GIVER, _REASON),
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
    ),
)

ALLOCATABLE = frozenset({PledgeState.ACCEPTED, PledgeState.COMMITTED})


@dataclass(eq=False)
class QuantityInvalid(Refusal):
    """A quantity is not a number of packages that can be promised."""

    texts: ClassVar[dict[str, str]] = {
        "id": "Jumlah paket harus antara 1 dan {maximum}; Anda menulis {quantity}.",
        "en": "The number of packages must be between 1 and {maximum}; you wrote {quantity}.",
    }
    quantity: int
    maximum: int = LARGEST


@dataclass(eq=False)
class LineExceeded(Refusal):
    """A line would be allocated beyond its quantity."""

    texts: ClassVar[dict[str, str]] = {
        "id": "{package}: hanya {left} paket yang belum dialokasikan, Anda meminta {asked}.",
        "en": "{package}: only {left} packages are not allocated yet, you asked for {asked}.",
    }
    package: str
    left: int
    asked: int


@dataclass(eq=False)
class DirectNotAllocated(Refusal):
    """A donor who delivers says where every package goes."""

    texts: ClassVar[dict[str, str]] = {
        "id": "{package}: {left} paket belum punya tujuan. Bantuan langsung harus dibagi habis "
        "ke unit.",
        "en": "{package}: {left} packages have no destination. A direct pledge names units for "
        "all of them.",
    }
    package: str
    left: int


@dataclass(eq=False)
class LineTwice(Refusal):
    """A package stands in two lines, or a unit twice in one."""

    texts: ClassVar[dict[str, str]] = {
        "id": "{what} disebut dua kali. Gabungkan jumlahnya.",
        "en": "{what} is named twice. Add the quantities up.",
    }
    what: str


class PledgeEmpty(Refusal):
    """A pledge without lines."""

    texts: ClassVar[dict[str, str]] = {
        "id": "Pilih setidaknya satu paket.",
        "en": "Choose at least one package.",
    }


class ChannelInvalid(Refusal):
    """The channel and the named aggregator don't go together."""

    texts: ClassVar[dict[str, str]] = {
        "id": "Pilih agregator hanya jika bantuan disalurkan melaluinya, dan bukan organisasi "
        "Anda sendiri.",
        "en": "Name an aggregator if, and only if, it goes through one other than yourselves.",
    }


class StatementNotAccepted(Refusal):
    """The statement was not accepted."""

    texts: ClassVar[dict[str, str]] = {
        "id": "Setujui surat pernyataan terlebih dahulu.",
        "en": "Accept the statement first.",
    }


@dataclass(eq=False)
class PhaseClosed(Refusal):
    """The phase takes no pledges any more."""

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
    """The need takes no pledges any more."""

    texts: ClassVar[dict[str, str]] = {
        "id": "Kebutuhan {package} di {unit} sudah ditutup.",
        "en": "The need of {package} at {unit} is closed.",
    }
    need_id: int
    unit: str
    package: str


@dataclass(eq=False)
class NeedAlreadyMet(Refusal):
    """Somebody was there first: less is left than was asked for. Nothing was taken."""

    texts: ClassVar[dict[str, str]] = {
        "id": "{unit} tinggal membutuhkan {remaining} {package}; Anda menawarkan {asked}. "
        "Belum ada yang tercatat.",
        "en": "{unit} needs only {remaining} more of {package}; you offered {asked}. "
        "Nothing was recorded.",
    }
    need_id: int
    unit: str
    package: str
    asked: int
    remaining: int


@dataclass(eq=False)
class NewcomerLimit(Refusal):
    """A donor of whom nothing was committed yet holds little at a time."""

    texts: ClassVar[dict[str, str]] = {
        "id": "Sampai janji pertama Anda dikonfirmasi, jumlah paket per tahap dibatasi; saat ini "
        "Anda masih dapat menjanjikan {left}.",
        "en": "Until your first pledge is committed, packages per phase are limited; at the "
        "moment you can pledge {left} more.",
    }
    left: int


class HoldLapsed(Refusal):
    """The hold ran out before the executor accepted."""

    texts: ClassVar[dict[str, str]] = {
        "id": "Batas waktu penahanan janji ini sudah lewat; donatur perlu mengirim janji baru.",
        "en": "The hold of this pledge ran out; the donor has to pledge anew.",
    }


class NothingAllocated(Refusal):
    """There is nothing to commit yet."""

    texts: ClassVar[dict[str, str]] = {
        "id": "Belum ada paket yang dialokasikan ke unit.",
        "en": "No package is allocated to a unit yet.",
    }


@dataclass(frozen=True, slots=True)
class Share:
    """Part of a line for one unit."""

    unit_id: int
    quantity: int


@dataclass(frozen=True, slots=True)
class Line:
    """What is promised of one package, and for which units."""

    package_id: int
    quantity: int
    shares: Sequence[Share] = ()


@dataclass(frozen=True, slots=True)
class Window:
    """When the delivery is meant to take place, both days inclusive; either may be open."""

    starts: dt.date | None = None
    ends: dt.date | None = None


@dataclass(frozen=True, slots=True)
class Offer:
    """What a giver promises, before anybody said yes to it."""

    phase_id: int
    channel: Channel
    lines: Sequence[Line]
    aggregator_id: int | None = None
    note: str = ""
    window: Window = field(default_factory=Window)
    statement_accepted: bool = False


def check_quantity(quantity: int) -> None:
    """Refuse what is not a number of packages."""
    if not 1 <= quantity <= LARGEST:
        raise QuantityInvalid(quantity)


def check_lines(lines: Sequence[Line], channel: Channel, names: dict[int, str]) -> None:
    """Refuse lines that don't add up. ``names`` gives packages' names for the sentences."""
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
    """An aggregator is named if and only if the pledge goes through one, and not the giver."""
    through = channel is Channel.VIA_AGGREGATOR
    if through != (aggregator_id is not None) or aggregator_id == giver_id:
        raise ChannelInvalid


def waits_for_executor(channel: Channel) -> bool:
    """Whether somebody else than the giver has to accept first."""
    return channel is not Channel.DIRECT


def committable(state: PledgeState, channel: Channel) -> bool:
    """Whether a pledge in this state can wait for the Pemprov.

    A direct one from the start, others once they are accepted; a committed one may still hold
    what its executor allocated afterwards.
    """
    if state is PledgeState.SUBMITTED:
        return channel is Channel.DIRECT
    return state in ALLOCATABLE
