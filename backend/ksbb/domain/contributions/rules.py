"""Rules of money: it needs a permit, and it can't pay for more than was received."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Annotated, ClassVar

from ksbb.core.lifecycle import Lifecycle, Party, Transition
from ksbb.core.refusals import Fact, Refusal

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
"""The highest amount of one contribution, in rupiah. A higher one is a typing error."""


@dataclass(eq=False)
class AmountInvalid(Refusal):
    """The amount is not between 1 rupiah and the maximum."""

    texts: ClassVar[dict[str, str]] = {
        "id": "Jumlah uang harus antara Rp1 dan Rp10 triliun.",
        "en": "The amount must be between Rp1 and Rp10 trillion.",
    }
    amount: int


class NotAnAggregator(Refusal):
    """Only aggregators can receive money."""

    texts: ClassVar[dict[str, str]] = {
        "id": "Uang hanya dapat diberikan kepada agregator lain yang terverifikasi.",
        "en": "Money can be given only to another, verified aggregator.",
    }


@dataclass(eq=False)
class FundsExceeded(Refusal):
    """A contribution would have to pay more than is left of it."""

    texts: ClassVar[dict[str, str]] = {
        "id": "Kontribusi {number} tersisa Rp{left}, sedangkan diperlukan Rp{requested}.",
        "en": "Contribution {number} has Rp{left} left, but Rp{requested} is needed.",
    }
    contribution_id: Annotated[int, Fact("The contribution.")]
    number: str
    left: Annotated[int, Fact("Rupiah of it that are left.")]
    requested: Annotated[int, Fact("Rupiah that are needed.")]


@dataclass(eq=False)
class FundingInvalid(Refusal):
    """The pledge has fewer packages of this kind, or is not the aggregator's own."""

    texts: ClassVar[dict[str, str]] = {
        "id": "Pendanaan tidak cocok dengan janji: hanya janji agregator sendiri, paket yang ada "
        "di dalamnya, dan paling banyak {most} paket.",
        "en": "The funding doesn't match: only an aggregator's own pledge, a package in it, and at "
        "most {most} packages.",
    }
    most: Annotated[int, Fact("Packages that can be funded at most.")]


def check_amount(amount: int) -> None:
    """Refuse an amount that is not between 1 rupiah and the maximum."""
    if not 1 <= amount <= LARGEST:
        raise AmountInvalid(amount)
