"""Rules of verification: the lot that anybody can draw again, and who may look."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from dataclasses import dataclass
from typing import ClassVar

from ksbb.core.db_errors import register_refusal
from ksbb.core.lifecycle import Lifecycle, Party, Transition
from ksbb.core.refusals import Refusal

VERIFICATION = Lifecycle(
    "verification",
    "Verification",
    (
        Transition("", "drawn", Party.SYSTEM),
        Transition("drawn", "agrees", Party.VERIFIER),
        Transition("drawn", "differs", Party.VERIFIER),
        Transition("agrees", "differs", Party.VERIFIER, reason_required=True),
        Transition("differs", "agrees", Party.VERIFIER, reason_required=True),
    ),
)
CERTAIN = 1_000_000
"""Chances are counted out of this."""


class VerifierIsParty(Refusal):
    """Who verifies is no party of the delivery."""

    texts: ClassVar[dict[str, str]] = {
        "id": "Orang itu bukan verifikator, atau ikut memberi, mengantar, atau mengonfirmasi"
        " kiriman ini.",
        "en": "That person is no verifier, or gave, delivered or confirmed this delivery.",
    }


@dataclass(frozen=True, slots=True, order=True)
class Entry:
    """One delivery of a list: the number of its stop, and its chance out of a million."""

    stop: int
    chance: int


def list_hash(entries: Iterable[Entry]) -> str:
    """The SHA-256 of a list in hexadecimal digits: a line ``stop;chance`` for each, by stop."""
    lines = "".join(f"{entry.stop};{entry.chance}\n" for entry in sorted(entries))
    return hashlib.sha256(lines.encode()).hexdigest()


def lot(seal: str, stop: int) -> int:
    """The number, 0 to 2**32 - 1, that a seal gives a stop.

    Args:
        seal: the seal's hash in hexadecimal digits.
        stop: the number of the stop.
    """
    return int(hashlib.sha256(f"{seal}:{stop}".encode()).hexdigest()[:8], 16)


def draws(seal: str, entry: Entry) -> bool:
    """Whether this seal draws this delivery. The database computes the same."""
    return lot(seal, entry.stop) < (entry.chance << 32) // CERTAIN


register_refusal("verifier_is_no_party", VerifierIsParty)
