"""The two sides of a promise, and how a list is narrowed to one of them."""

from __future__ import annotations

from enum import StrEnum
from typing import Any

from sqlalchemy import ColumnElement, and_, or_


class Side(StrEnum):
    """In which capacity an organisation is looked at."""

    GIVER = "GIVER"
    EXECUTOR = "EXECUTOR"


def on_side(
    organisation: Any, side: Side | None, *, giver: Any, executor: Any
) -> ColumnElement[bool]:
    """Rows in which an organisation stands on a side; without one, those of either.

    What it gives and carries out itself stands on the giver's side alone, so that no packet is
    counted on both. The equality picks the index.
    """
    if side is Side.GIVER:
        return giver == organisation
    if side is Side.EXECUTOR:
        return and_(executor == organisation, giver != organisation)
    return or_(giver == organisation, executor == organisation)
