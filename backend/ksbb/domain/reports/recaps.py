"""The figures of a recap as of a day (every SELECT takes the day), from public rows only.

It counts allocations to units of kind RW that were committed by the end of that day and not
released by then, whatever happened to them later. RW, kelurahan and kota are each counted once.
Kepulauan Seribu is a kabupaten and has its own line; institutions too. Organisations are the givers
and aggregators of these allocations and the givers of money received by the end of that day, each
counted once.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from sqlalchemy import BigInteger, Integer, Subquery, and_, case, func, literal, or_, select, true
from sqlalchemy.orm import aliased
from sqlmodel import col

from ksbb.domain.contributions.models import Gift
from ksbb.domain.deliveries.trips.models import Delivery, ProofSide
from ksbb.domain.geo.models import Area
from ksbb.domain.ledger.models import RECEIVED_BY_UNIT, Ladder, LadderChange, Rung
from ksbb.domain.organisations.models import Organisation
from ksbb.domain.pledges.lists import not_released
from ksbb.domain.pledges.models import Commitment
from ksbb.domain.programmes.models import Package
from ksbb.domain.reports.queries import Rows
from ksbb.domain.units.models import Unit

Day = Any


def counted(day: Day, *, rws: bool = True) -> Subquery:
    """The commitments that count, with the kelurahan and kota of their unit.

    Args:
        day: the recap's day.
        rws: only units of kind RW; False: only institutions.
    """
    kind = col(Unit.kind)
    return (
        select(
            col(Commitment.unit_id).label("unit_id"),
            col(Commitment.package_id).label("package_id"),
            col(Commitment.phase_id).label("phase_id"),
            col(Commitment.giver_id).label("giver_id"),
            col(Commitment.executor_id).label("executor_id"),
            not_released(day).label("quantity"),
            col(Area.id).label("kelurahan_id"),
            col(Area.kota_id).label("kota_id"),
        )
        .join(Unit, col(Unit.id) == col(Commitment.unit_id))
        .join(Area, col(Area.id) == col(Unit.area_id))
        .where(
            kind == "RW" if rws else kind != "RW",
            col(Commitment.committed_on) <= day,
            or_(col(Commitment.released_on).is_(None), col(Commitment.released_on) > day),
            not_released(day) > 0,
        )
        .subquery("counted")
    )


def arrived(day: Day) -> Subquery:
    """What RWs had received by the end of the day, with the keys of `counted`.

    Columns beside the keys: ``received``, and ``by_unit`` of it by the unit's own word.
    """
    row = Delivery
    return (
        select(
            col(row.unit_id).label("unit_id"),
            col(row.package_id).label("package_id"),
            col(row.giver_id).label("giver_id"),
            col(row.executor_id).label("executor_id"),
            col(Area.kota_id).label("kota_id"),
            col(row.received).label("received"),
            case((col(row.proven_by) == ProofSide.UNIT, col(row.received)), else_=0).label(
                "by_unit"
            ),
        )
        .join(Unit, col(Unit.id) == col(row.unit_id))
        .join(Area, col(Area.id) == col(Unit.area_id))
        .where(col(Unit.kind) == "RW", col(row.received_on) <= day)
        .subquery("arrived")
    )


def rows_carried_out(day: Day) -> Subquery:
    """Those commitments that an aggregator carries out for others; columns as in `counted`."""
    rows, executor = counted(day), aliased(Organisation)
    return (
        select(*rows.c)
        .join(executor, col(executor.id) == rows.c.executor_id)
        .where(rows.c.executor_id != rows.c.giver_id, col(executor.kind) == "AGGREGATOR")
        .subquery("carried_out")
    )


def by_package(found: Subquery, came: Subquery, where: Callable[[Any], Any]) -> Rows:
    """The sums of the rows by kind of package; different kinds are never added together.

    Args:
        found: committed packages.
        came: received packages, as `arrived` returns them.
        where: the condition on the columns of both.
    """
    received = (
        select(
            came.c.package_id,
            func.sum(came.c.received).label("received"),
            func.sum(came.c.by_unit).label("by_unit"),
        )
        .where(where(came.c))
        .group_by(came.c.package_id)
        .subquery("received")
    )
    return (
        select(
            Package,
            func.sum(found.c.quantity).cast(BigInteger).label("quantity"),
            func.coalesce(func.max(received.c.received), 0).cast(BigInteger).label("received"),
            func.coalesce(func.max(received.c.by_unit), 0)
            .cast(BigInteger)
            .label("received_by_unit"),
        )
        .join(found, found.c.package_id == col(Package.id))
        .outerjoin(received, received.c.package_id == col(Package.id))
        .where(where(found.c))
        .group_by(col(Package.id))
        .order_by(col(Package.id))
    )


def in_kota(day: Day, kota: Any) -> Rows:
    """What was committed in a kota or kabupaten, and received there, by package."""
    return by_package(counted(day), arrived(day), lambda row: row.kota_id == kota)


def to_unit(day: Day, unit: Any) -> Rows:
    """What was committed to an RW, and received by it, by package."""
    return by_package(counted(day), arrived(day), lambda row: row.unit_id == unit)


def given(day: Day, organisation: Any) -> Rows:
    """What an organisation gave, and what of it was received, by package."""
    return by_package(counted(day), arrived(day), lambda row: row.giver_id == organisation)


def carried_out(day: Day, organisation: Any) -> Rows:
    """What an aggregator carries out for others, and what of it was received, by package."""
    return by_package(
        rows_carried_out(day),
        arrived(day),
        lambda row: and_(row.executor_id == organisation, row.giver_id != organisation),
    )


def organisations(day: Day) -> Subquery:
    """Each organisation in the figures, once, with its money.

    Columns: ``organisation_id``, ``money``. For packages see `given` and `carried_out`.
    """
    rows, others, gift = counted(day), rows_carried_out(day), Gift
    none = literal(0, BigInteger())
    given = select(rows.c.giver_id.label("organisation_id"), none.label("money"))
    executed = select(others.c.executor_id, none)
    money = select(col(gift.giver_id), col(gift.amount)).where(col(gift.received_on) <= day)
    every = given.union_all(executed, money).subquery("every")
    return (
        select(
            every.c.organisation_id,
            func.sum(every.c.money).cast(BigInteger).label("money"),
        )
        .group_by(every.c.organisation_id)
        .subquery("organisations")
    )


def counts(day: Day) -> Rows:
    """The recap's counts in one row: one pass over the rows, one over the organisations."""
    rows, found, organisation, kota = (
        counted(day),
        organisations(day),
        aliased(Organisation),
        aliased(Area),
    )

    def distinct(column: Any, *where: Any) -> Any:
        count = func.count(func.distinct(column))
        return (count.filter(*where) if where else count).cast(Integer)

    def members(*where: Any) -> Any:
        count = func.count()
        return (count.filter(*where) if where else count).cast(Integer)

    places = (
        select(
            distinct(rows.c.unit_id).label("rw_count"),
            distinct(rows.c.kelurahan_id).label("kelurahan_count"),
            distinct(rows.c.kota_id, col(kota.kabupaten).is_(False)).label("kota_count"),
            distinct(rows.c.kota_id, col(kota.kabupaten).is_(True)).label("kabupaten_count"),
        )
        .select_from(rows)
        .join(kota, col(kota.id) == rows.c.kota_id)
        .subquery("places")
    )
    people = (
        select(
            members().label("organisation_count"),
            members(organisation.kind == "DONOR").label("donor_count"),
            members(organisation.kind == "AGGREGATOR").label("aggregator_count"),
        )
        .select_from(found)
        .join(organisation, col(organisation.id) == found.c.organisation_id)
        .subquery("people")
    )
    return select(*places.c, *people.c).select_from(places.join(people, true()))


def packages(day: Day) -> Rows:
    """Packages committed to RWs and to institutions, and how many were received."""
    rows, others = counted(day), counted(day, rws=False)

    def committed(found: Subquery) -> Any:
        return (
            select(func.coalesce(func.sum(found.c.quantity), 0).cast(BigInteger))
            .where(found.c.package_id == col(Package.id))
            .scalar_subquery()
        )

    return select(
        Package,
        committed(rows).label("quantity"),
        committed(others).label("institutions"),
        *(
            (received(day, Ladder, rung) + received(day, LadderChange, rung)).label(rung)
            for rung in (Rung.RECEIVED.value, RECEIVED_BY_UNIT)
        ),
    ).order_by(col(Package.id))


def received(day: Day, table: Any, rung: str) -> Any:
    """Packages received in RWs by the end of the day, from the ladder's base or changes."""
    query = select(func.coalesce(func.sum(col(table.quantity)), 0).cast(BigInteger)).where(
        col(table.rung) == rung,
        col(table.unit_kind) == "RW",
        col(table.day) <= day,
        col(table.package_id) == col(Package.id),
    )
    if table is Ladder:
        province = select(col(Area.id)).where(col(Area.level) == "PROVINSI").scalar_subquery()
        query = query.where(col(table.area_id) == province)
    return query.scalar_subquery()


def key(day: Day, table: Any) -> tuple[Any, Any]:
    """The day and the row id by which the packages of a line are looked up."""
    return day.label("day"), col(table.id).label("of")


def kotas(day: Day) -> Rows:
    """A line for each kota and kabupaten with committed packages."""
    rows = counted(day)
    return (
        select(
            Area,
            func.count(func.distinct(rows.c.kelurahan_id)).cast(Integer).label("kelurahan_count"),
            func.count(func.distinct(rows.c.unit_id)).cast(Integer).label("rw_count"),
            *key(day, Area),
        )
        .join(rows, rows.c.kota_id == col(Area.id))
        .group_by(col(Area.id))
        .order_by(col(Area.code))
    )


def units(day: Day) -> Rows:
    """The RWs in the figures."""
    rows = counted(day)
    return (
        select(Unit, *key(day, Unit))
        .where(col(Unit.id).in_(select(rows.c.unit_id)))
        .order_by(col(Unit.code))
    )


def givers(day: Day) -> Rows:
    """The organisations in the figures, by name: kinds of packages have no common order."""
    found = organisations(day)
    return (
        select(
            Organisation,
            *key(day, Organisation),
            found.c.money.label("money"),
        )
        .join(found, found.c.organisation_id == col(Organisation.id))
        .order_by(col(Organisation.name), col(Organisation.id))
    )


def gifts(day: Day) -> Rows:
    """Money received by the end of the day, oldest first."""
    return (
        select(Gift)
        .where(and_(col(Gift.received_on) <= day))
        .order_by(col(Gift.received_on), col(Gift.contribution_id))
    )
