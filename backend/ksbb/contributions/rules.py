"""What money may do: come in under a permit, and fund no more than came in."""

from __future__ import annotations

from dataclasses import dataclass

from ksbb.kernel.errors import Refusal

LARGEST = 10_000_000_000_000
"""Rupiah in one contribution, at most: more is a slip of the finger."""


@dataclass(eq=False)
class AmountInvalid(Refusal):
    """An amount is not a sum that can be given."""

    texts = {
        "id": "Jumlah uang harus antara Rp1 dan Rp10 triliun.",
        "en": "The amount must be between Rp1 and Rp10 trillion.",
    }
    amount: int


@dataclass(eq=False)
class PermitNotInForce(Refusal):
    """Money is collected under a permit."""

    texts = {
        "id": "{aggregator} tidak memiliki izin PUB yang berlaku hari ini, sehingga tidak dapat "
        "menerima uang.",
        "en": "{aggregator} has no collection permit in force today, so it can't take money.",
    }
    aggregator_id: int
    aggregator: str


@dataclass(eq=False)
class NotAnAggregator(Refusal):
    """Money goes to aggregators only."""

    texts = {
        "id": "Uang hanya dapat diberikan kepada agregator lain yang terverifikasi.",
        "en": "Money can be given only to another, verified aggregator.",
    }


@dataclass(eq=False)
class FundsExceeded(Refusal):
    """A contribution would pay for more than is left of it."""

    texts = {
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

    texts = {
        "id": "Pendanaan tidak cocok dengan janji: hanya janji agregator sendiri, paket yang ada "
        "di dalamnya, dan paling banyak {most} paket.",
        "en": "The funding doesn't fit: only an aggregator's own pledge, a package in it, and at "
        "most {most} packages.",
    }
    most: int


@dataclass(eq=False)
class ContributionStateRefused(Refusal):
    """The contribution stands where the act is not possible."""

    texts = {
        "id": "Kontribusi ini sudah dicatat sebelumnya.",
        "en": "This contribution was already recorded.",
    }
    state: str


def check_amount(amount: int) -> None:
    """Refuse what is not a sum of money."""
    if not 1 <= amount <= LARGEST:
        raise AmountInvalid(amount)
