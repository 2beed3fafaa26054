"""Units, their needs, and where least is met, as sheets."""

from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy import BigInteger, case, cast, func, select
from sqlalchemy.orm import aliased
from sqlmodel import col

from ksbb.exports.asked import Asked
from ksbb.exports.sheets import KELURAHAN, PACKAGE, PHASE, STATE, Column, Form, Sheet
from ksbb.geo.models import Area
from ksbb.needs.models import Need, NeedOrder
from ksbb.needs.queries import listed as needs_listed
from ksbb.needs.queries import need_order
from ksbb.programmes.models import Package, Phase
from ksbb.reports.queries import PROVINCE, by_area
from ksbb.units.models import Unit, UnitKind, UnitOrder
from ksbb.units.queries import listed as units_listed
from ksbb.units.queries import order as unit_order
from ksbb.units.queries import shown


def needs(asked: Asked) -> Sequence[Sheet]:
    """Needs with what was promised of them."""
    order = asked.one("urut", NeedOrder) or NeedOrder.MOST_REMAINING
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
        Column(("Belum dijanjikan", "Without a promise"), Form.NUMBER),
        STATE,
    )
    rows = (
        needs_listed(
            phase=asked.number("tahap"),
            package=asked.text("paket"),
            area=asked.text("wilayah"),
            kinds=asked.some("jenis", UnitKind),
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


def units(asked: Asked) -> Sequence[Sheet]:
    """The registry."""
    typed, kecamatan = asked.text("cari"), aliased(Area)
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
    example = case((col(Unit.example), "ya" if asked.locale == "id" else "yes"), else_="")
    rows = (
        units_listed(typed, asked.some("jenis", UnitKind), asked.text("wilayah"))
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
        .order_by(*unit_order(typed, asked.one("urut", UnitOrder)))
    )
    return [Sheet(("Unit prioritas", "Priority units"), columns, rows)]


def gaps(asked: Asked) -> Sequence[Sheet]:
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
        package=asked.text("paket") or "SEMBAKO",
        within=asked.text("wilayah") or PROVINCE,
        phase=asked.number("tahap"),
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
