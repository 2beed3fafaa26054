"""What money may do: come in under a permit, and fund no more than came in."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from ksbb.kernel.errors import Refusal
from ksbb.kernel.lifecycle import Lifecycle, Party, Transition

LIFECYCLE = Lifecycle(
    "contribution",
    "Contribution",
    (
        Transition("", "intended", Party.GIVER),
        Transition("", "received", Party.EXECUTOR),
        Transition("intended", "received", Party.EXECUTOR),
        Transition("intended", "withdrawn", Party.GIVER),
    ),
)

LARGEST = 10_000_000_000_000
"""Rupiah in one contribution, at most: more is a slip of the finger."""


@dataclass(eq=False)
class AmountInvalid(Refusal):
    """An amount is not a sum that can be given."""

    texts: ClassVar[dict[str, str]] = {
        "id": "Jumlah uang harus antara Rp1 dan Rp10 triliun.",
        "en": "The amount must be between Rp1 and Rp10 trillion.",
    }
    amount: int


class NotAnAggregator(Refusal):
    """Money goes to aggregators only."""

    texts: ClassVar[dict[str, str]] = {
        "id": "Uang hanya dapat diberikan kepada agregator lain yang terverifikasi.",
        "en": "Money can be given only to another, verified aggregator.",
    }


@dataclass(eq=False)
class FundsExceeded(Refusal):
    """A contribution would pay for more than is left of it."""

    texts: ClassVar[dict[str, str]] = {
        "id": "Kontribusi {number} tersisa Rp{left}, sedangkan diperlukan Rp{asked}.",
        "en": "Contribution {number} has Rp{left} left, but Rp{asked} is needed.",
    }
    contribution_id: int
    number: str
    left: int
    asked: int


@dataclass(eq=False)
class FundingInvalid(Refusal):
    """A funding names what the pledge doesn't promise, or more packages than the line has."""

    texts: ClassVar[dict[str, str]] = {
        "id": "Pendanaan tidak cocok dengan janji: hanya janji agregator sendiri, paket yang ada "
        "di dalamnya, dan paling banyak {most} paket.",
        "en": "The funding doesn't fit: only an aggregator's own pledge, a package in it, and at "
        "most {most} packages.",
    }
    most: int


def check_amount(amount: int) -> None:
    """Refuse what is not a sum of money."""
    if not 1 <= amount <= LARGEST:
        raise AmountInvalid(amount)
