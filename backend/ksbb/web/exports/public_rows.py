"""The public rows as files: ``GET /transparansi/rincian.csv`` and ``/transparansi/kiriman.csv``.

The first has the committed allocations, the second the deliveries, with a row of HXL tags below
the headings (https://hxlstandard.org), so that programs of other organisations understand it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from sqlalchemy import Integer, func, select
from sqlalchemy.orm import aliased
from sqlmodel import col

from ksbb.domain.deliveries.published import queries as published
from ksbb.domain.deliveries.trips.models import Delivery
from ksbb.domain.geo.models import Area
from ksbb.domain.organisations.models import Organisation
from ksbb.domain.pledges.lists import commitments_listed, released
from ksbb.domain.programmes.models import Package, Phase
from ksbb.domain.units.models import Unit
from ksbb.web.exports.open_rows import OpenRows
from ksbb.web.exports.sheets import Column, Form

if TYPE_CHECKING:
    from ksbb.domain.reports.queries import Rows

FILTERS = frozenset({"paket", "wilayah", "tahap", "organisasi", "sisi", "sampai"})
_UNIT = (
    Column(("kode unit", "unit code"), tag="#loc+code"),
    Column(("unit", "unit"), tag="#loc+name"),
    Column(("kelurahan", "kelurahan"), tag="#adm4+name"),
    Column(("kecamatan", "kecamatan"), tag="#adm3+name"),
    Column(("kota", "kota"), tag="#adm2+name"),
    Column(("paket", "package"), tag="#item+code"),
    Column(("tahap", "phase"), Form.NUMBER, tag="#activity+phase"),
    Column(("pemberi", "giver"), tag="#org+funding"),
    Column(("pelaksana", "executor"), tag="#org+impl"),
)


def _untagged(columns: tuple[Column, ...]) -> tuple[Column, ...]:
    return tuple(Column(column.head, column.form) for column in columns)


def _received(allocation: Any, *, by_unit: bool) -> Any:
    """Packages of a commitment that were received, or only those by the unit's own word."""
    row = Delivery
    packages = col(row.received)
    if by_unit:
        packages = published.by_unit_of(packages, col(row.proven_by))
    return (
        select(func.coalesce(func.sum(packages), 0).cast(Integer))
        .where(col(row.allocation_id) == allocation)
        .scalar_subquery()
    )


def _joined(found: Any, *columns: Any) -> Rows:
    """The unit, package, phase and organisations of some rows, then these columns of them."""
    area, kecamatan, kota = aliased(Area), aliased(Area), aliased(Area)
    unit, giver, executor = aliased(Unit), aliased(Organisation), aliased(Organisation)
    return (
        select(
            col(unit.code),
            col(unit.name),
            col(area.name),
            col(kecamatan.name),
            col(kota.name),
            col(Package.code),
            col(Phase.number),
            col(giver.name),
            col(executor.name),
            *columns,
        )
        .select_from(found)
        .join(unit, col(unit.id) == found.c.unit_id)
        .join(area, col(area.id) == col(unit.area_id))
        .outerjoin(kecamatan, col(kecamatan.id) == col(area.kecamatan_id))
        .outerjoin(kota, col(kota.id) == col(area.kota_id))
        .join(Package, col(Package.id) == found.c.package_id)
        .join(Phase, col(Phase.id) == found.c.phase_id)
        .join(giver, col(giver.id) == found.c.giver_id)
        .join(executor, col(executor.id) == found.c.executor_id)
    )


def commitment_rows(**filters: Any) -> Rows:
    """Newest first; the filters are those of `commitments_listed`."""
    found = commitments_listed(**filters).subquery()
    return _joined(
        found,
        found.c.quantity,
        released(found.c.allocation_id, filters.get("until")),
        _received(found.c.allocation_id, by_unit=False),
        _received(found.c.allocation_id, by_unit=True),
        found.c.committed_on,
        found.c.released_on,
    ).order_by(found.c.allocation_id.desc())


def delivery_rows(**filters: Any) -> Rows:
    """Newest first; the filters are those of `published.listed`."""
    found = published.listed(**filters).subquery()
    return _joined(
        found,
        found.c.dispatched,
        found.c.dispatched_on,
        found.c.state,
        found.c.good,
        found.c.damaged,
        found.c.missing,
        found.c.brought_back,
        found.c.happened_on,
        found.c.recorded_late_on,
        found.c.received,
        found.c.received_before,
        found.c.received_on,
        found.c.proven_by,
        found.c.proven_how,
    ).order_by(found.c.load_id.desc())


COMMITMENTS = OpenRows(
    "/transparansi/rincian.csv",
    ("Rincian komitmen", "Commitments in detail"),
    (
        *_untagged(_UNIT),
        Column(("jumlah", "quantity"), Form.NUMBER),
        Column(("paket dilepas", "packages released"), Form.NUMBER),
        Column(("diterima", "received"), Form.NUMBER),
        Column(("diterima menurut unit", "received by the unit"), Form.NUMBER),
        Column(("komitmen sejak", "committed since"), Form.DAY),
        Column(("dilepas", "released"), Form.DAY),
    ),
    commitment_rows,
    "ksbb-komitmen",
    FILTERS,
)
DELIVERIES = OpenRows(
    "/transparansi/kiriman.csv",
    ("Rincian kiriman", "Deliveries in detail"),
    (
        *_UNIT,
        Column(("berangkat", "left"), Form.NUMBER, tag="#output+dispatched+num"),
        Column(("tanggal berangkat", "left on"), Form.DAY, tag="#date+dispatched"),
        Column(("keadaan", "state"), Form.WORD, tag="#status"),
        Column(("baik", "good"), Form.NUMBER, tag="#output+good+num"),
        Column(("rusak", "damaged"), Form.NUMBER, tag="#output+damaged+num"),
        Column(("hilang", "missing"), Form.NUMBER, tag="#output+missing+num"),
        Column(("dibawa kembali", "brought back"), Form.NUMBER, tag="#output+returned+num"),
        Column(("tanggal serah terima", "handed over on"), Form.DAY, tag="#date+handover"),
        Column(
            ("tanggal dicatat belakangan", "recorded late on"), Form.DAY, tag="#date+recorded+late"
        ),
        Column(("diterima", "received"), Form.NUMBER, tag="#output+received+num"),
        Column(
            ("diterima sebelum dikoreksi", "received before the correction"),
            Form.NUMBER,
            tag="#output+received+before+num",
        ),
        Column(("tanggal diterima", "received on"), Form.DAY, tag="#date+received"),
        Column(("menurut", "according to"), Form.WORD, tag="#meta+side"),
        Column(("bukti", "proof"), Form.WORD, tag="#meta+proof"),
    ),
    delivery_rows,
    "ksbb-kiriman",
    FILTERS | {"sejak"},
)
