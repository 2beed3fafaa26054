"""What a recap as of a day counts (every select takes the day), from the public rows alone.

Counted are allocations to units of kind RW that were committed by the day and not released by
it, whatever happened to them later. RW, kelurahan and kota are distinct over the same rows;
Kepulauan Seribu is a kabupaten and a line of its own, institutions too. Organisations are the
distinct givers and aggregators behind these rows and givers of money received by the day.
"""

from __future__ import annotations

from typing import Any

from sqlalchemy import BigInteger, Integer, Subquery, and_, func, literal, or_, select, true
from sqlalchemy.orm import aliased
from sqlmodel import col

from ksbb.contributions.models import Gift
from ksbb.geo.models import Area
from ksbb.ledger.models import Ladder, LadderChange
from ksbb.organisations.models import Organisation
from ksbb.pledges.models import Commitment
from ksbb.programmes.models import Package
from ksbb.reports.queries import Rows
from ksbb.units.models import Unit

Day = Any


def counted(day: Day, *, rws: bool = True) -> Subquery:
    """The commitments that count, with their unit's kelurahan and kota.

    Args:
        day: the recap's day.
        rws: units of kind RW, or the institutions.
    """
    kind = col(Unit.kind)
    return (
        select(
            col(Commitment.unit_id).label("unit_id"),
            col(Commitment.package_id).label("package_id"),
            col(Commitment.phase_id).label("phase_id"),
            col(Commitment.giver_id).label("giver_id"),
            col(Commitment.executor_id).label("executor_id"),
            col(Commitment.quantity).label("quantity"),
            col(Area.id).label("kelurahan_id"),
            col(Area.kota_id).label("kota_id"),
        )
        .join(Unit, col(Unit.id) == col(Commitment.unit_id))
        .join(Area, col(Area.id) == col(Unit.area_id))
        .where(
            kind == "RW" if rws else kind != "RW",
            col(Commitment.committed_on) <= day,
            or_(col(Commitment.released_on).is_(None), col(Commitment.released_on) > day),
        )
        .subquery("counted")
    )


def carried_out(day: Day) -> Subquery:
    """Those of them that an aggregator carries out for others; columns as in `counted`."""
    rows, executor = counted(day), aliased(Organisation)
    return (
        select(*rows.c)
        .join(executor, col(executor.id) == rows.c.executor_id)
        .where(rows.c.executor_id != rows.c.giver_id, col(executor.kind) == "AGGREGATOR")
        .subquery("carried_out")
    )


def by_package(found: Subquery, *where: Any) -> Rows:
    """The rows' packages, each kind on its own: kinds are never one sum."""
    return (
        select(Package, func.sum(found.c.quantity).cast(BigInteger).label("quantity"))
        .join(found, found.c.package_id == col(Package.id))
        .where(*where)
        .group_by(col(Package.id))
        .order_by(col(Package.id))
    )


def in_kota(day: Day, kota: Any) -> Rows:
    """What was committed in a kota or kabupaten, by package."""
    rows = counted(day)
    return by_package(rows, rows.c.kota_id == kota)


def to_unit(day: Day, unit: Any) -> Rows:
    """What was committed to an RW, by package."""
    rows = counted(day)
    return by_package(rows, rows.c.unit_id == unit)


def gave(day: Day, organisation: Any) -> Rows:
    """What an organisation gave, by package."""
    rows = counted(day)
    return by_package(rows, rows.c.giver_id == organisation)


def carried(day: Day, organisation: Any) -> Rows:
    """What an aggregator carries out for others, by package."""
    rows = carried_out(day)
    return by_package(rows, rows.c.executor_id == organisation)


def organisations(day: Day) -> Subquery:
    """Each organisation behind the figures once, with its money.

    Columns: ``organisation_id``, ``money``. Packages stand by their kind, see `gave`, `carried`.
    """
    rows, others, gift = counted(day), carried_out(day), Gift
    none = literal(0, BigInteger())
    gave = select(rows.c.giver_id.label("organisation_id"), none.label("money"))
    carried = select(others.c.executor_id, none)
    money = select(col(gift.giver_id), col(gift.amount)).where(col(gift.received_on) <= day)
    every = gave.union_all(carried, money).subquery("every")
    return (
        select(
            every.c.organisation_id,
            func.sum(every.c.money).cast(BigInteger).label("money"),
        )
        .group_by(every.c.organisation_id)
        .subquery("organisations")
    )


def counts(day: Day) -> Rows:
    """The recap's counts in one row: two passes, one over the rows, one over who stands behind."""
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
    """Packages committed to RWs and to institutions, and what of them was received."""
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
        (received(day, Ladder) + received(day, LadderChange)).label("received"),
    ).order_by(col(Package.id))


def received(day: Day, table: Any) -> Any:
    """Packages received in RWs by the day, from the base or the changes of the ladder."""
    query = select(func.coalesce(func.sum(col(table.quantity)), 0).cast(BigInteger)).where(
        col(table.rung) == "received",
        col(table.unit_kind) == "RW",
        col(table.day) <= day,
        col(table.package_id) == col(Package.id),
    )
    if table is Ladder:
        province = select(col(Area.id)).where(col(Area.level) == "PROVINSI").scalar_subquery()
        query = query.where(col(table.area_id) == province)
    return query.scalar_subquery()


def key(day: Day, table: Any) -> tuple[Any, Any]:
    """Of a line: what its packages are looked up by."""
    return day.label("day"), col(table.id).label("of")


def kotas(day: Day) -> Rows:
    """A line for each kota and kabupaten with something in it."""
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
    """The RWs behind the figures."""
    rows = counted(day)
    return (
        select(Unit, *key(day, Unit))
        .where(col(Unit.id).in_(select(rows.c.unit_id)))
        .order_by(col(Unit.code))
    )


def givers(day: Day) -> Rows:
    """The organisations behind the figures by their names: kinds of help have no common order."""
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
    """Money received by the day, the first first."""
    return (
        select(Gift)
        .where(and_(col(Gift.received_on) <= day))
        .order_by(col(Gift.received_on), col(Gift.contribution_id))
    )
