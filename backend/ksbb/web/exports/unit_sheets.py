"""Units, needs, and kelurahan by progress as sheets."""

from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy import BigInteger, case, cast, func, select
from sqlalchemy.orm import aliased
from sqlmodel import col

from ksbb.domain.geo.models import Area
from ksbb.domain.geo.queries import province
from ksbb.domain.needs.models import Need, NeedOrder
from ksbb.domain.needs.queries import listed as needs_listed
from ksbb.domain.needs.queries import need_order
from ksbb.domain.programmes.models import Package, Phase
from ksbb.domain.reports.queries import by_area
from ksbb.domain.units.models import Unit, UnitKind, UnitOrder
from ksbb.domain.units.queries import listed as units_listed
from ksbb.domain.units.queries import order as unit_order
from ksbb.domain.units.queries import shown
from ksbb.web.exports.filters import Filters
from ksbb.web.exports.sheets import KELURAHAN, PACKAGE, PHASE, STATE, Column, Form, Sheet


def needs(filters: Filters) -> Sequence[Sheet]:
    """Needs with the packages held and committed."""
    order = filters.one("urut", NeedOrder) or NeedOrder.MOST_REMAINING
    package = aliased(Package)
    columns = (
        Column(("Kode", "Code")),
        Column(("Unit", "Unit")),
        KELURAHAN,
        PHASE,
        PACKAGE,
        Column(("Dibutuhkan", "Needed"), Form.NUMBER),
        Column(("Ditahan", "Held"), Form.NUMBER),
        Column(("Komitmen", "Committed"), Form.NUMBER),
        Column(("Belum dijanjikan", "Not yet promised"), Form.NUMBER),
        STATE,
    )
    rows = (
        needs_listed(
            phase=filters.number("tahap"),
            package=filters.package(),
            area=filters.area(),
            kinds=filters.some("jenis", UnitKind),
        )
        .with_only_columns(
            col(Unit.code),
            col(Unit.name),
            col(Area.name),
            col(Phase.number),
            col(package.name),
            col(Need.target),
            col(Need.held),
            col(Need.committed),
            col(Need.target) - col(Need.held) - col(Need.committed),
            col(Need.state),
        )
        .join(Area, col(Area.id) == col(Unit.area_id))
        .join(package, col(package.id) == col(Need.package_id))
        .order_by(*need_order(order))
    )
    return [Sheet(("Kebutuhan", "Needs"), columns, rows)]


def units(filters: Filters) -> Sequence[Sheet]:
    """All priority units."""
    typed, kecamatan = filters.text("cari"), aliased(Area)
    columns = (
        Column(("Kode", "Code")),
        Column(("Nama", "Name")),
        Column(("Jenis", "Kind"), Form.WORD),
        KELURAHAN,
        Column(("Kecamatan", "Kecamatan")),
        Column(("Alamat", "Address")),
        Column(("KK rentan", "Vulnerable families"), Form.NUMBER),
        Column(("Orang", "People"), Form.NUMBER),
        Column(("Data contoh", "Example data")),
    )
    example = case((col(Unit.is_example), "ya" if filters.locale == "id" else "yes"), else_="")
    rows = (
        units_listed(typed, filters.some("jenis", UnitKind), filters.area())
        .with_only_columns(
            col(Unit.code),
            col(Unit.name),
            col(Unit.kind),
            col(Area.name),
            col(kecamatan.name),
            col(Unit.address),
            shown(Unit.families),
            shown(Unit.people),
            example,
        )
        .join(Area, col(Area.id) == col(Unit.area_id))
        .outerjoin(kecamatan, col(kecamatan.id) == col(Area.kecamatan_id))
        .order_by(*unit_order(typed, filters.one("urut", UnitOrder)))
    )
    return [Sheet(("Unit prioritas", "Priority units"), columns, rows)]


def gaps(filters: Filters) -> Sequence[Sheet]:
    """Kelurahan, the least served first."""
    columns = (
        Column(("Kode", "Code")),
        KELURAHAN,
        Column(("Kecamatan", "Kecamatan")),
        Column(("Dibutuhkan", "Needed"), Form.NUMBER),
        Column(("Komitmen", "Committed"), Form.NUMBER),
        Column(("Diterima", "Received"), Form.NUMBER),
        Column(("Belum terpenuhi", "Not yet met"), Form.NUMBER),
        Column(("Terpenuhi (%)", "Met (%)"), Form.NUMBER),
    )
    found = by_area(
        level="KELURAHAN",
        package=filters.package("SEMBAKO"),
        within=province() if (area := filters.area()) is None else area,
        phase=filters.number("tahap"),
    ).subquery("found")
    kecamatan = aliased(Area)
    share = found.c.committed * 100 / func.nullif(found.c.target, 0)
    rows = (
        select(
            found.c.code,
            found.c.name,
            col(kecamatan.name),
            found.c.target,
            found.c.committed,
            found.c.received,
            func.greatest(found.c.target - found.c.committed, 0),
            cast(func.floor(share), BigInteger),
        )
        .join_from(found, kecamatan, col(kecamatan.id) == found.c.kecamatan_id, isouter=True)
        .where(found.c.target > 0)
        .order_by(share, found.c.target.desc(), found.c.code)
    )
    return [Sheet(("Kesenjangan", "Gaps"), columns, rows)]
