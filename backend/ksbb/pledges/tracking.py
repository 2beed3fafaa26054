"""A pledge as whoever has its code may follow it: no account, no person, no money."""

from __future__ import annotations

import datetime as dt
from typing import Any

from sqlalchemy import Date, DateTime, Integer, String, column, func, select
from sqlalchemy.types import BigInteger

from ksbb import reads
from ksbb.organisations.enums import Party
from ksbb.organisations.graph import Organisation
from ksbb.pledges.models import AllocationState, Channel, PledgeState
from ksbb.programmes.graph import Package, Phase
from ksbb.units.graph import Unit


def _told(name: str, code: Any, *columns: Any) -> Any:
    """Rows of a function that answers to a code."""
    return getattr(func.app, name)(code).table_valued(*columns)


def _column(name: str, of: Any = String) -> Any:
    return column(name, of())


@reads.value()
class TrackedPart:
    """Packages of a tracked pledge that go the same way."""

    package: Package = reads.one("package_id", description="What.")
    unit: Unit | None = reads.one(
        "unit_id", description="Who receives; null while that is not decided."
    )
    quantity: int = reads.column(description="Packages.")
    state: AllocationState = reads.column(description="How far they got.")
    since: dt.date | None = reads.column(
        description="Since when they are committed or released; null while they are held."
    )
    window_starts: dt.date | None = reads.column(description="First day of the delivery window.")
    window_ends: dt.date | None = reads.column(description="Last day of the delivery window.")


@reads.value()
class TrackedStep:
    """One step of a tracked pledge: what it became, by whom, on which day."""

    becomes: PledgeState = reads.column(description="The state after.")
    party: Party = reads.column(description="In what capacity it was moved.")
    organisation: Organisation | None = reads.one(
        "organisation_id", description="Whose people moved it; null for the clock."
    )
    day: dt.date = reads.column(description="The day it took effect.")


@reads.value()
class TrackedPledge:
    """A pledge as whoever has its code may follow it."""

    number: str = reads.column(description="Its number, e.g. JB-2020-000123.")
    public_code: str = reads.column(description="The code that it was found by.")
    state: PledgeState = reads.column(description="Where it stands.")
    channel: Channel = reads.column(description="Which way it goes.")
    phase: Phase = reads.one("phase_id", description="For which phase.")
    giver: Organisation = reads.one("giver_id", description="Who promises.")
    executor: Organisation = reads.one("executor_id", description="Who carries it out.")
    submitted_on: dt.date = reads.column(description="The day it was submitted.")
    as_of: dt.datetime = reads.column(description="The moment for which this holds.")

    @reads.field(description="Where its packages go, and how far they got.")
    def parts(self) -> list[TrackedPart]:
        part = _told(
            "tracked_parts",
            reads.label("public_code"),
            _column("package_id", BigInteger),
            _column("unit_id", BigInteger),
            _column("quantity", Integer),
            _column("state"),
            _column("since", Date),
            _column("window_starts", Date),
            _column("window_ends", Date),
        )
        return reads.rows(
            select(*part.c).order_by(part.c.unit_id.nulls_last(), part.c.package_id, part.c.state)
        )

    @reads.field(description="What happened to it, the first first.")
    def timeline(self) -> list[TrackedStep]:
        step = _told(
            "tracked_steps",
            reads.label("public_code"),
            _column("place", BigInteger),
            _column("becomes"),
            _column("party"),
            _column("organisation_id", BigInteger),
            _column("day", Date),
        )
        return reads.rows(
            select(step.c.becomes, step.c.party, step.c.organisation_id, step.c.day).order_by(
                step.c.place
            )
        )


class TrackingQueries:
    @reads.field(
        description="The pledge of this public code, as anybody who has it may follow it; null if"
        " there is none. Spaces, hyphens and small letters do no harm."
    )
    def pledge_by_code(self, code: str) -> TrackedPledge | None:
        pledge = _told(
            "tracked",
            code,
            _column("number"),
            _column("public_code"),
            _column("state"),
            _column("channel"),
            _column("phase_id", BigInteger),
            _column("giver_id", BigInteger),
            _column("executor_id", BigInteger),
            _column("submitted_on", Date),
            column("as_of", DateTime(timezone=True)),
        )
        return reads.row(select(*pledge.c))
