"""Events of withdrawals; the giver, the executor and the Pemprov hear of them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from ksbb.core.outbox import Event


@dataclass(frozen=True, slots=True, kw_only=True)
class WithdrawalRequested(Event):
    thing: ClassVar[str] = "withdrawal"
    action: ClassVar[str] = "request_withdrawal"
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class WithdrawalAnswered(Event):
    """``answer`` is agreed or refused; ``packages`` were released."""

    thing: ClassVar[str] = "withdrawal"
    action: ClassVar[str] = "answer_withdrawal"
    answer: str
    packages: int
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class WithdrawalTakenBack(Event):
    thing: ClassVar[str] = "withdrawal"
    action: ClassVar[str] = "take_back_withdrawal"
    reason: str
