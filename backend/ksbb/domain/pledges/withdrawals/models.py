"""The table of withdrawals: a giver's request, and how it was answered."""

from __future__ import annotations

import datetime as dt
from enum import StrEnum
from typing import Any, ClassVar

from sqlmodel import SQLModel

from ksbb.core import columns


class WithdrawalState(StrEnum):
    """The state of a request to withdraw."""

    REQUESTED = "requested"
    AGREED = "agreed"
    REFUSED = "refused"
    TAKEN_BACK = "taken_back"


class Withdrawal(SQLModel, table=True):
    """A request of a giver to withdraw a pledge, and how it was answered."""

    __tablename__: ClassVar[Any] = "withdrawal"
    __table_args__ = {"schema": "app"}

    id: int | None = columns.identity()
    pledge_id: int = columns.reference("app.pledge.id")
    donor_id: int = columns.bigint()
    executor_id: int = columns.bigint()
    phase_id: int = columns.bigint()
    state: str = columns.text()
    reason: str | None = columns.text(nullable=True)
    requested_on: dt.date = columns.day()
    due_on: dt.date = columns.day()
    answered_on: dt.date | None = columns.day(nullable=True)
    packages: int | None = None
    created_by: int = columns.bigint()
