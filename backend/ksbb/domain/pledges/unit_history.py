"""The history of a unit, for the Pemprov: its data, its needs, and allocations to it."""

from __future__ import annotations

import datetime as dt
from enum import StrEnum
from typing import Any, TypeAlias

import strawberry
from sqlalchemy import BigInteger, Integer, Select, case, func, literal, select, union_all
from sqlalchemy import cast as cast_to
from sqlmodel import col

import graphql_sql
from ksbb.domain.needs.models import Need, NeedTarget
from ksbb.domain.organisations.models import Step
from ksbb.domain.organisations.types import Organisation, Person
from ksbb.domain.pledges.models import Allocation
from ksbb.domain.pledges.types import Pledge
from ksbb.domain.programmes.types import Package, Phase
from ksbb.domain.units.models import Snapshot
from ksbb.domain.units.models import Unit as UnitRow
from ksbb.domain.units.queries import shown
from ksbb.domain.units.types import Unit

Rows: TypeAlias = Select[*tuple[Any, ...]]

MAX_ROWS = 200


@strawberry.enum(description="A kind of event of a unit.")
class UnitEventKind(StrEnum):
    DATA = "DATA"
    NEED_PUBLISHED = "NEED_PUBLISHED"
    TARGET_CHANGED = "TARGET_CHANGED"
    HELD = "HELD"
    COMMITTED = "COMMITTED"
    FULFILLED = "FULFILLED"
    RELEASED = "RELEASED"


@graphql_sql.value()
class UnitEvent:
    """Something that happened to a unit: who, when, why."""

    id: graphql_sql.ID = graphql_sql.identity("event")
    kind: UnitEventKind = graphql_sql.column(description="The kind of event.")
    phase: Phase | None = graphql_sql.one(
        "phase_id", description="The phase of the need; null for data."
    )
    package: Package | None = graphql_sql.one(
        "package_id", description="The kind of package; null for data."
    )
    quantity: int | None = graphql_sql.column(
        description="Packages. For data: vulnerable families (null if fewer than 5)."
    )
    was: int | None = graphql_sql.column(description="The target before, if it changed.")
    organisation: Organisation | None = graphql_sql.one(
        "organisation_id",
        description="The organisation that did it; null for the system and for files.",
    )
    person: Person | None = graphql_sql.one(
        "person_id", description="Who did it, if that is a colleague of the viewer."
    )
    giver: Organisation | None = graphql_sql.one(
        "giver_id", description="The organisation that gives."
    )
    pledge: Pledge | None = graphql_sql.one("pledge_id", description="The pledge it belongs to.")
    reason: str | None = graphql_sql.column(description="The reason. For data: the source.")
    effective: dt.date = graphql_sql.column(
        description="The day it took effect. For data: the day they are valid for."
    )
    recorded: dt.datetime = graphql_sql.column(description="When it was recorded.")


def _none(kind: Any, name: str) -> Any:
    return cast_to(None, kind).label(name)


def _data() -> Rows:
    row = Snapshot
    return select(
        literal("DATA").label("kind"),
        _none(BigInteger, "phase_id"),
        _none(BigInteger, "package_id"),
        shown(row.families).label("quantity"),
        _none(Integer, "was"),
        _none(BigInteger, "organisation_id"),
        _none(BigInteger, "person_id"),
        _none(BigInteger, "giver_id"),
        _none(BigInteger, "pledge_id"),
        col(row.source).label("reason"),
        col(row.day).label("effective"),
        col(row.recorded).label("recorded"),
        literal(0).label("source"),
        col(row.id).label("number"),
        col(row.unit_id).label("unit_id"),
    )


def _targets() -> Rows:
    row = NeedTarget
    return (
        select(
            case((col(row.old_target).is_(None), "NEED_PUBLISHED"), else_="TARGET_CHANGED"),
            col(Need.phase_id),
            col(Need.package_id),
            col(row.new_target),
            col(row.old_target),
            _none(BigInteger, "organisation_id"),
            col(row.person_id),
            _none(BigInteger, "giver_id"),
            _none(BigInteger, "pledge_id"),
            col(row.reason),
            col(row.effective),
            col(row.recorded),
            literal(1),
            col(row.id),
            col(Need.unit_id),
        )
        .select_from(NeedTarget)
        .join(Need, col(Need.id) == col(row.need_id))
    )


def _steps() -> Rows:
    row = Step
    return (
        select(
            func.upper(col(row.to_state)),
            col(Allocation.phase_id),
            col(Allocation.package_id),
            col(Allocation.quantity),
            _none(Integer, "was"),
            col(row.tenant_id),
            col(row.person_id),
            col(Allocation.donor_id),
            col(Allocation.pledge_id),
            col(row.reason),
            col(row.effective),
            col(row.recorded),
            literal(2),
            col(row.id),
            col(Allocation.unit_id),
        )
        .select_from(Step)
        .join(Allocation, col(Allocation.id) == col(row.thing_id))
        .where(col(row.thing) == "allocation")
    )


@graphql_sql.extend(Unit)
class UnitHistory:
    @graphql_sql.field(
        audience=["gov"],
        description="What happened to it, newest first; at most 200. Only for the Pemprov.",
    )
    def history(self) -> list[UnitEvent] | None:
        every = union_all(_data(), _targets(), _steps()).subquery("happened")
        return graphql_sql.rows(
            # A unique number, computed from the source table's number and the row id there.
            select(*every.c, (every.c.number * 3 + every.c.source).label("event"))
            .where(every.c.unit_id == col(UnitRow.id))
            .order_by(every.c.recorded.desc(), every.c.source.desc(), every.c.number.desc())
            .limit(MAX_ROWS)
        )
