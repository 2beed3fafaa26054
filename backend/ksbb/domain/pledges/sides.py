"""The two sides of a pledge, and a filter for lists."""

from __future__ import annotations

from enum import StrEnum
from typing import Any

from sqlalchemy import ColumnElement, and_, or_


class Side(StrEnum):
    """What an organisation gives, or what it carries out for others."""

    GIVER = "GIVER"
    EXECUTOR = "EXECUTOR"


def on_side(
    organisation: Any, side: Side | None, *, giver: Any, executor: Any
) -> ColumnElement[bool]:
    """Rows with an organisation on this side; without a side, on either.

    What an organisation gives and carries out itself counts on the giver's side only, so that no
    package is counted on both. The equality lets PostgreSQL use the index.
    """
    if side is Side.GIVER:
        return giver == organisation
    if side is Side.EXECUTOR:
        return and_(executor == organisation, giver != organisation)
    return or_(giver == organisation, executor == organisation)
