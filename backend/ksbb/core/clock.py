"""The domain's clock: real time, or the shifted time of a demo."""

from __future__ import annotations

import datetime as dt
from zoneinfo import ZoneInfo

from sqlalchemy import Date, DateTime, func, select
from sqlalchemy.ext.asyncio import AsyncSession

from ksbb.core.statements import fetch_value

WIB = ZoneInfo("Asia/Jakarta")

# A scalar subquery: PostgreSQL computes it once for a statement and not for every row.
TODAY = select(func.app.today(type_=Date())).scalar_subquery()
"""Today's date in Jakarta."""
_TODAY = select(TODAY)
_NOW = select(func.app.now(type_=DateTime(timezone=True)))


async def now(tx: AsyncSession) -> dt.datetime:
    """The moment by the domain's clock, in WIB."""
    moment: dt.datetime = await fetch_value(tx, _NOW)
    return moment.astimezone(WIB)


async def today(tx: AsyncSession) -> dt.date:
    """Today's date in Jakarta by the domain's clock."""
    day: dt.date = await fetch_value(tx, _TODAY)
    return day
