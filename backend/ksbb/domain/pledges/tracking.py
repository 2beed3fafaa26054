"""A pledge for anyone who has its code: without account, people or money."""

from __future__ import annotations

import datetime as dt
from typing import Any

from sqlalchemy import Date, DateTime, Integer, String, column, func, select
from sqlalchemy.types import BigInteger

import graphql_sql
from ksbb.domain.organisations.enums import Party
from ksbb.domain.organisations.types import Organisation
from ksbb.domain.pledges.models import AllocationState, Channel, PledgeState
from ksbb.domain.programmes.types import Package, Phase
from ksbb.domain.units.types import Unit


def _rows_of(name: str, code: Any, *columns: Any) -> Any:
    """Rows of a database function that takes a code."""
    return getattr(func.app, name)(code).table_valued(*columns)


def _column(name: str, of: Any = String) -> Any:
    return column(name, of())


@graphql_sql.value()
class TrackedPart:
    """Packages of a tracked pledge with the same unit, state and delivery window."""

    package: Package = graphql_sql.one("package_id", description="The kind of package.")
    unit: Unit | None = graphql_sql.one(
        "unit_id", description="The unit that receives them; null if not decided yet."
    )
    quantity: int = graphql_sql.column(description="How many packages, 1 to 1,000,000.")
    state: AllocationState = graphql_sql.column(description="Their state.")
    since: dt.date | None = graphql_sql.column(
        description="The day they were committed or released; null while they are held."
    )
    window_starts: dt.date | None = graphql_sql.column(
        description="First day of the delivery window."
    )
    window_ends: dt.date | None = graphql_sql.column(description="Last day of the delivery window.")


@graphql_sql.value()
class TrackedStep:
    """One step of a tracked pledge: its new state, by whom, on which day."""

    becomes: PledgeState = graphql_sql.column(description="The state after this step.")
    party: Party = graphql_sql.column(description="The capacity of the person who made the change.")
    organisation: Organisation | None = graphql_sql.one(
        "organisation_id", description="The organisation that made the change; null for the system."
    )
    day: dt.date = graphql_sql.column(description="The day it took effect.")


@graphql_sql.value()
class TrackedPledge:
    """A pledge as anyone who has its code can follow it."""

    number: str = graphql_sql.column(description="Its number, e.g. JB-2020-000123.")
    public_code: str = graphql_sql.column(description="Its public code.")
    state: PledgeState = graphql_sql.column(description="Its state.")
    channel: Channel = graphql_sql.column(
        description="Who delivers: the giver, an aggregator, or the Pemprov."
    )
    phase: Phase = graphql_sql.one("phase_id", description="The phase it is for.")
    giver: Organisation = graphql_sql.one("giver_id", description="The organisation that promises.")
    executor: Organisation = graphql_sql.one(
        "executor_id",
        description="The organisation that delivers: giver, aggregator or Pemprov.",
    )
    submitted_on: dt.date = graphql_sql.column(description="The day it was submitted.")
    as_of: dt.datetime = graphql_sql.column(description="The moment for which this data is valid.")

    @graphql_sql.field(description="Its packages by unit and state.")
    def parts(self) -> list[TrackedPart]:
        part = _rows_of(
            "tracked_parts",
            graphql_sql.label("public_code"),
            _column("package_id", BigInteger),
            _column("unit_id", BigInteger),
            _column("quantity", Integer),
            _column("state"),
            _column("since", Date),
            _column("window_starts", Date),
            _column("window_ends", Date),
        )
        return graphql_sql.rows(
            select(*part.c).order_by(part.c.unit_id.nulls_last(), part.c.package_id, part.c.state)
        )

    @graphql_sql.field(description="What happened to it, oldest first.")
    def timeline(self) -> list[TrackedStep]:
        step = _rows_of(
            "tracked_steps",
            graphql_sql.label("public_code"),
            _column("step_number", BigInteger),
            _column("to_state"),
            _column("party"),
            _column("organisation_id", BigInteger),
            _column("day", Date),
        )
        return graphql_sql.rows(
            select(
                step.c.to_state.label("becomes"),
                step.c.party,
                step.c.organisation_id,
                step.c.day,
            ).order_by(step.c.step_number)
        )


class TrackingQueries:
    @graphql_sql.field(
        description="The pledge with this public code, for anybody who has the code; null if"
        " there is none. Spaces, hyphens and lower case letters do not matter."
    )
    def pledge_by_code(self, code: str) -> TrackedPledge | None:
        pledge = _rows_of(
            "tracked_pledge",
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
        return graphql_sql.row(select(*pledge.c))
