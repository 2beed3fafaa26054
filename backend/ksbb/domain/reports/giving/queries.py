"""What an organisation gave in a period, counted in the same way as the recap.

Packages are those that it committed in the period and had not released by its end, whatever
happened to them later. Money is what aggregators received from it in the period. Packages that its
money paid for are separate: they belong to the aggregator's own pledge, and adding them to the
donor's packages would count them twice.
"""

from __future__ import annotations

from typing import Any

from sqlalchemy import BigInteger, ColumnElement, Integer, Subquery, and_, func, or_, select
from sqlmodel import col

from ksbb.domain.contributions.models import Contribution, Funding, Gift
from ksbb.domain.geo.models import Area
from ksbb.domain.geo.queries import province
from ksbb.domain.pledges.lists import commitments_listed, not_released
from ksbb.domain.pledges.models import Commitment
from ksbb.domain.pledges.sides import Side
from ksbb.domain.programmes.models import Package, Phase
from ksbb.domain.reports import queries
from ksbb.domain.reports.queries import Rows
from ksbb.domain.units.models import Unit, UnitKind
from ksbb.domain.units.queries import shown

Value = Any


def _by_unit(organisation: Value, since: Value, until: Value) -> Subquery:
    """``phase_id``, ``package_id``, ``unit_id``, and the ``quantity`` committed to the unit."""
    rows = (
        commitments_listed(organisation=organisation, side=Side.GIVER, since=since, until=until)
        .add_columns(not_released(until).label("packages"))
        .subquery("rows")
    )
    return (
        select(
            rows.c.phase_id,
            rows.c.package_id,
            rows.c.unit_id,
            func.sum(rows.c.packages).label("quantity"),
        )
        .group_by(rows.c.phase_id, rows.c.package_id, rows.c.unit_id)
        .subquery("by_unit")
    )


def _paid_for(organisation: Value, since: Value, until: Value) -> Subquery:
    """``pledge_id``, ``package_id``, ``packages`` and ``amount`` that its money paid for."""
    return (
        select(
            col(Funding.pledge_id).label("pledge_id"),
            col(Funding.package_id).label("package_id"),
            func.sum(col(Funding.packages)).label("packages"),
            func.sum(col(Funding.amount)).label("amount"),
        )
        .select_from(Funding)
        .join(Contribution, col(Contribution.id) == col(Funding.contribution_id))
        .where(
            col(Funding.donor_id) == organisation,
            col(Contribution.received_on) >= since,
            col(Contribution.received_on) <= until,
            or_(col(Funding.released_on).is_(None), col(Funding.released_on) > until),
        )
        .group_by(col(Funding.pledge_id), col(Funding.package_id))
        .subquery("paid_for")
    )


def _destined(paid: Subquery, until: Value) -> Subquery:
    """The units of paid packages: ``pledge_id``, ``phase_id``, ``package_id``, ``unit_id``.

    The pledge belongs to the aggregator, and the donor may not see it; its commitments are public.
    """
    return (
        select(
            paid.c.pledge_id,
            col(Commitment.phase_id).label("phase_id"),
            paid.c.package_id,
            col(Commitment.unit_id).label("unit_id"),
        )
        .join(
            Commitment,
            and_(
                col(Commitment.pledge_id) == paid.c.pledge_id,
                col(Commitment.package_id) == paid.c.package_id,
            ),
        )
        .where(
            col(Commitment.committed_on) <= until,
            or_(col(Commitment.released_on).is_(None), col(Commitment.released_on) > until),
        )
        .distinct()
        .subquery("destined")
    )


def _whole(sum_: Any, name: str) -> ColumnElement[int]:
    return func.coalesce(sum_, 0).cast(Integer).label(name)


def reach(organisation: Value, since: Value, until: Value) -> Rows:
    """One row: units, kelurahan and families that get its packages, each counted once."""
    found = _by_unit(organisation, since, until)
    once = select(found.c.unit_id).distinct().subquery("once")
    return select(
        func.count().cast(Integer).label("unit_count"),
        func.count(func.distinct(col(Unit.area_id))).cast(Integer).label("kelurahan_count"),
        _whole(func.sum(shown(Unit.families)), "families"),
    ).join_from(once, Unit, col(Unit.id) == once.c.unit_id)


def packages(organisation: Value, since: Value, until: Value) -> Rows:
    """By phase and package; the package as ``package_id`` and ``package_name``.

    Columns beside Phase: ``packages``, ``received``, ``received_by_unit``, ``institutions``,
    ``units``, ``families``.
    """
    found = _by_unit(organisation, since, until)
    moved = queries.moves(area=province(), organisation=organisation, side=Side.GIVER, until=until)
    received = (
        select(
            moved.c.phase_id,
            moved.c.package_id,
            *queries.rung_sums(moved),
        )
        .where(moved.c.day >= since)
        .group_by(moved.c.phase_id, moved.c.package_id)
        .subquery("received")
    )
    return (
        select(
            Phase,
            col(Package.id).label("package_id"),
            col(Package.name).label("package_name"),
            _whole(func.sum(found.c.quantity), "packages"),
            _whole(
                func.sum(found.c.quantity).filter(col(Unit.kind) != UnitKind.RW.value),
                "institutions",
            ),
            _whole(func.max(received.c.received), "received"),
            _whole(func.max(received.c.received_by_unit), "received_by_unit"),
            func.count().cast(Integer).label("units"),
            _whole(func.sum(shown(Unit.families)), "families"),
        )
        .join_from(found, Unit, col(Unit.id) == found.c.unit_id)
        .join(Phase, col(Phase.id) == found.c.phase_id)
        .join(Package, col(Package.id) == found.c.package_id)
        .outerjoin(
            received,
            and_(
                received.c.phase_id == found.c.phase_id,
                received.c.package_id == found.c.package_id,
            ),
        )
        .group_by(col(Phase.id), col(Package.id))
        .order_by(col(Phase.programme_id), col(Phase.number), col(Package.id))
    )


def funded(organisation: Value, since: Value, until: Value) -> Rows:
    """By package: Package, ``packages``, ``amount``; ``units`` and ``families`` that get them."""
    paid = _paid_for(organisation, since, until)
    goes = _destined(paid, until)
    once = select(goes.c.package_id, goes.c.unit_id).distinct().subquery("once")
    where_to = (
        select(
            once.c.package_id,
            func.count().cast(Integer).label("units"),
            _whole(func.sum(shown(Unit.families)), "families"),
        )
        .join_from(once, Unit, col(Unit.id) == once.c.unit_id)
        .group_by(once.c.package_id)
        .subquery("where_to")
    )
    sums = (
        select(
            paid.c.package_id,
            _whole(func.sum(paid.c.packages), "packages"),
            func.sum(paid.c.amount).cast(BigInteger).label("amount"),
        )
        .group_by(paid.c.package_id)
        .subquery("sums")
    )
    return (
        select(
            Package,
            sums.c.packages,
            sums.c.amount,
            func.coalesce(where_to.c.units, 0).label("units"),
            func.coalesce(where_to.c.families, 0).label("families"),
        )
        .join_from(sums, Package, col(Package.id) == sums.c.package_id)
        .outerjoin(where_to, where_to.c.package_id == sums.c.package_id)
        .order_by(col(Package.id))
    )


def gifts(organisation: Value, since: Value, until: Value) -> Rows:
    """Its money that aggregators received in the period, oldest first."""
    return (
        select(Gift)
        .where(
            col(Gift.giver_id) == organisation,
            col(Gift.received_on) >= since,
            col(Gift.received_on) <= until,
        )
        .order_by(col(Gift.received_on), col(Gift.contribution_id))
    )


def money(organisation: Value, since: Value, until: Value) -> ColumnElement[int]:
    """The sum of `gifts`."""
    found = gifts(organisation, since, until).order_by(None).subquery("gifts")
    return select(func.coalesce(func.sum(found.c.amount), 0).cast(BigInteger)).scalar_subquery()


def rows(organisation: Value, since: Value, until: Value) -> Rows:
    """The commitments behind `packages`, with their kelurahan, for a spreadsheet."""
    found = commitments_listed(
        organisation=organisation, side=Side.GIVER, since=since, until=until
    ).subquery("found")
    return (
        select(
            found.c.committed_on,
            col(Phase.number).label("phase"),
            col(Package.code).label("package"),
            col(Unit.code).label("code"),
            col(Unit.name).label("unit"),
            col(Area.name).label("kelurahan"),
            found.c.quantity,
            shown(Unit.families).label("families"),
        )
        .join_from(found, Unit, col(Unit.id) == found.c.unit_id)
        .join(Area, col(Area.id) == col(Unit.area_id))
        .join(Phase, col(Phase.id) == found.c.phase_id)
        .join(Package, col(Package.id) == found.c.package_id)
        .order_by(found.c.committed_on, found.c.allocation_id)
    )
