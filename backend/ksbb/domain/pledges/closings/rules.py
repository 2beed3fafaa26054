"""Rules of closings: when a line may be closed short, and who may answer."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import Annotated, ClassVar

from ksbb.core.db_errors import register_refusal
from ksbb.core.lifecycle import Lifecycle, Party, Transition
from ksbb.core.refusals import Fact, Refusal

DAYS = 7
"""How many days after its first commitment a line may be closed short; not before its phase."""

_REASON = True
LIFECYCLE = Lifecycle(
    "closing",
    "Closing",
    (
        Transition("", "closed", Party.EXECUTOR, _REASON),
        Transition("closed", "contested", Party.GIVER, _REASON),
        Transition("contested", "closed", Party.GIVER, _REASON),
        Transition("contested", "upheld", Party.PEMPROV, _REASON, another_person=True),
        Transition("contested", "overruled", Party.PEMPROV, _REASON, another_person=True),
        *(
            Transition(from_state, "taken_back", Party.EXECUTOR, _REASON)
            for from_state in ("closed", "contested", "upheld", "overruled")
        ),
    ),
)


@dataclass(eq=False)
class NothingLacking(Refusal):
    """All that was promised has come, so there is nothing to close."""

    texts: ClassVar[dict[str, str]] = {
        "id": "{package}: semua {promised} paket yang dijanjikan sudah datang.",
        "en": "{package}: all {promised} packages that were promised have come.",
    }
    package: str
    promised: Annotated[int, Fact("Packages that were promised.")]


@dataclass(eq=False)
class ClosingTooEarly(Refusal):
    """The giver still has days to bring what it promised."""

    texts: ClassVar[dict[str, str]] = {
        "id": "{package} baru dapat ditutup kurang 7 hari setelah komitmen pertamanya, dan tidak"
        " sebelum tahapnya mulai: sejak {since}.",
        "en": "{package} can be closed short 7 days after its first commitment, and not before its"
        " phase begins: from {since}.",
    }
    package: str
    since: Annotated[str, Fact("The first day on which it can be closed.")]


@dataclass(eq=False)
class PackagesHeld(Refusal):
    """Allocations of the line wait for the Pemprov's approval."""

    texts: ClassVar[dict[str, str]] = {
        "id": "{package}: masih ada alokasi yang menunggu konfirmasi. Lepas alokasi itu dahulu.",
        "en": "{package}: allocations still wait for approval. Release them first.",
    }
    package: str


class LineClosed(Refusal):
    """The line was closed short: it gets no further allocations."""

    texts: ClassVar[dict[str, str]] = {
        "id": "Baris janji ini sudah ditutup kurang. Batalkan penutupannya dahulu.",
        "en": "This line of the pledge was closed short. Take the closing back first.",
    }


class ClosingUsed(Refusal):
    """What the closing released was taken by others, so it can't be taken back."""

    texts: ClassVar[dict[str, str]] = {
        "id": "Kebutuhan yang dilepas penutupan ini sudah diambil pihak lain, jadi penutupannya"
        " tidak dapat dibatalkan. Pemberi dapat membuat janji baru.",
        "en": "Others have taken what this closing released, so it can't be taken back. The giver"
        " can make a new pledge.",
    }


@dataclass(frozen=True, slots=True)
class LineNow:
    """A line as it stands: what was promised, what came, and what would forbid closing it.

    Attributes:
        since: the first day on which it may be closed short; None if nothing of it is committed.
        held: whether allocations of it wait for the Pemprov.
        closed: whether it was closed short already.
    """

    package: str
    promised: int
    came: int
    since: dt.date | None
    held: bool
    closed: bool


def check_closing(line: LineNow, today: dt.date) -> None:
    """Refuse to close a line that may not be closed short.

    Raises:
        LineClosed, NothingLacking, PackagesHeld, ClosingTooEarly.
    """
    if line.closed:
        raise LineClosed
    if line.came >= line.promised:
        raise NothingLacking(line.package, line.promised)
    if line.held:
        raise PackagesHeld(line.package)
    if line.since is not None and today < line.since:
        raise ClosingTooEarly(line.package, line.since.isoformat())


register_refusal("closing_is_used", ClosingUsed)
register_refusal("line_is_closed", LineClosed)
