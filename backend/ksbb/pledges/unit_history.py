"""What happened at a unit: its data, its needs, and what was directed to it; for the Pemprov."""

from __future__ import annotations

import datetime as dt
from enum import StrEnum
from typing import Any, TypeAlias

import strawberry
from sqlalchemy import BigInteger, Integer, Select, case, func, literal, select, union_all
from sqlalchemy import cast as cast_to
from sqlmodel import col

from ksbb import reads
from ksbb.needs.models import Need, NeedTarget
from ksbb.organisations.graph import Organisation, Person
from ksbb.organisations.models import Step
from ksbb.pledges.graph import Pledge
from ksbb.pledges.models import Allocation
from ksbb.programmes.graph import Package, Phase
from ksbb.units.graph import Unit
from ksbb.units.models import Snapshot
from ksbb.units.models import Unit as UnitRow
from ksbb.units.queries import shown

Rows: TypeAlias = Select[*tuple[Any, ...]]

MOST = 200


@strawberry.enum(description="What can happen at a unit.")
class UnitEventKind(StrEnum):
    DATA = "DATA"
    NEED_PUBLISHED = "NEED_PUBLISHED"
    TARGET_CHANGED = "TARGET_CHANGED"
    HELD = "HELD"
    COMMITTED = "COMMITTED"
    FULFILLED = "FULFILLED"
    RELEASED = "RELEASED"


@reads.value()
class UnitEvent:
    """Something that happened at a unit: who, when, why."""

    kind: UnitEventKind = reads.column(description="What happened.")
    phase: Phase | None = reads.one("phase_id", description="In which phase, of a need.")
    package: Package | None = reads.one("package_id", description="Of which package.")
    quantity: int | None = reads.column(
        description="Packages; of data, vulnerable families (null under 5)."
    )
    was: int | None = reads.column(description="What a target was before.")
    organisation: Organisation | None = reads.one(
        "organisation_id", description="Whose people did it; null for the clock and for files."
    )
    person: Person | None = reads.one(
        "person_id", description="Who did it, if that is a colleague of the reader."
    )
    giver: Organisation | None = reads.one("giver_id", description="Who gives.")
    pledge: Pledge | None = reads.one("pledge_id", description="Of which pledge.")
    reason: str | None = reads.column(description="Why; of data, who gave them.")
    effective: dt.date = reads.column(description="The day it took effect, or data hold for.")
    recorded: dt.datetime = reads.column(description="When it was recorded.")


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
            case((col(row.was).is_(None), "NEED_PUBLISHED"), else_="TARGET_CHANGED"),
            col(Need.phase_id),
            col(Need.package_id),
            col(row.becomes),
            col(row.was),
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
            func.upper(col(row.becomes)),
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


@reads.extend(Unit)
class UnitHistory:
    @reads.field(
        audience=["gov"],
        description="What happened at it, the latest first; at most 200. For the Pemprov.",
    )
    def history(self) -> list[UnitEvent] | None:
        every = union_all(_data(), _targets(), _steps()).subquery("happened")
        return reads.rows(
            select(*every.c)
            .where(every.c.unit_id == col(UnitRow.id))
            .order_by(every.c.recorded.desc(), every.c.source.desc(), every.c.number.desc())
            .limit(MOST)
        )
