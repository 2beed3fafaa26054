"""The lists of the office that can be taken along, by the name in their address."""

from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy import BigInteger, Text, case, cast, func, select
from sqlalchemy.orm import aliased
from sqlmodel import col

from ksbb.agreements.models import Agreement, Permit
from ksbb.audit.models import Audit, AuditOrder
from ksbb.audit.queries import audit_listed, audit_order
from ksbb.contributions.listed import contribution_order, contributions_listed
from ksbb.contributions.models import Contribution, ContributionOrder, ContributionState
from ksbb.exports.asked import Asked
from ksbb.exports.giving import giving_sheets
from ksbb.exports.sheets import Column, Form, Sheet, View
from ksbb.geo.models import Area
from ksbb.kernel.viewer import Kind
from ksbb.needs.models import Need, NeedOrder
from ksbb.needs.queries import listed as needs_listed
from ksbb.needs.queries import need_order
from ksbb.organisations.models import (
    Organisation,
    OrganisationOrder,
    OrganisationState,
    TenantOrganisation,
)
from ksbb.organisations.queries import tenant_order, tenants_listed
from ksbb.pledges.listed import (
    SHOWN,
    PledgeOrder,
    awaiting_pemprov,
    pledge_order,
    pledges_listed,
)
from ksbb.pledges.models import Pledge, PledgeLine, PledgeState
from ksbb.pledges.sides import Side
from ksbb.programmes.models import Package, Phase
from ksbb.reports.queries import PROVINCE, Rows, by_area
from ksbb.units.models import Unit, UnitKind, UnitOrder
from ksbb.units.queries import listed as units_listed
from ksbb.units.queries import order as unit_order
from ksbb.units.queries import shown

_GOV = frozenset({Kind.PEMPROV})

_PHASE = Column(("Tahap", "Phase"), Form.NUMBER)
_PACKAGE = Column(("Paket", "Package"))
_STATE = Column(("Keadaan", "State"), Form.WORD)
_KELURAHAN = Column(("Kelurahan", "Kelurahan"))

_PLEDGE_COLUMNS = (
    Column(("Nomor", "Number")),
    _STATE,
    Column(("Pemberi", "Giver")),
    Column(("Pelaksana", "Executor")),
    Column(("Jalur", "Channel"), Form.WORD),
    _PHASE,
    _PACKAGE,
    Column(("Dijanjikan", "Pledged"), Form.NUMBER),
    Column(("Dialokasikan", "Allocated"), Form.NUMBER),
    Column(("Diajukan", "Submitted"), Form.MOMENT),
    Column(("Dalam keadaan ini sejak", "In this state since"), Form.MOMENT),
    Column(("Alasan", "Reason")),
)


def _lines(pledges: Rows, order: PledgeOrder) -> Rows:
    """Pledges as their lines, one for each package, under the names of their parties."""
    giver, executor = aliased(Organisation), aliased(Organisation)
    return (
        pledges.with_only_columns(
            col(Pledge.number),
            SHOWN,
            col(giver.name),
            col(executor.name),
            col(Pledge.channel),
            col(Phase.number),
            col(Package.name),
            col(PledgeLine.quantity),
            col(PledgeLine.allocated),
            col(Pledge.submitted_at),
            col(Pledge.waits_since),
            col(Pledge.reason),
        )
        .join(PledgeLine, col(PledgeLine.pledge_id) == col(Pledge.id))
        .join(Package, col(Package.id) == col(PledgeLine.package_id))
        .join(Phase, col(Phase.id) == col(Pledge.phase_id))
        .join(giver, col(giver.id) == col(Pledge.donor_id))
        .join(executor, col(executor.id) == col(Pledge.executor_id))
        .order_by(*pledge_order(order), col(PledgeLine.id))
    )


def _pledges(asked: Asked) -> Sequence[Sheet]:
    rows = pledges_listed(
        asked.organisation,
        asked.one("sisi", Side) or Side.GIVER,
        states=asked.some("keadaan", PledgeState),
        phase=asked.number("tahap"),
        to_direct=asked.text("alokasi") is not None,
    )
    order = asked.one("urut", PledgeOrder) or PledgeOrder.NEWEST
    return [Sheet(("Janji bantuan", "Pledges"), _PLEDGE_COLUMNS, _lines(rows, order))]


def _queue(asked: Asked) -> Sequence[Sheet]:
    order = asked.one("urut", PledgeOrder) or PledgeOrder.LONGEST_WAITING
    rows = _lines(awaiting_pemprov(), order)
    return [Sheet(("Antrean", "To confirm"), _PLEDGE_COLUMNS, rows)]


def _contributions(asked: Asked) -> Sequence[Sheet]:
    giver, aggregator, row = aliased(Organisation), aliased(Organisation), Contribution
    order = asked.one("urut", ContributionOrder) or ContributionOrder.NEWEST
    rows = contributions_listed(
        asked.organisation,
        asked.one("sisi", Side) or Side.GIVER,
        states=asked.some("keadaan", ContributionState),
    )
    columns = (
        Column(("Nomor", "Number")),
        _STATE,
        Column(("Pemberi", "Giver")),
        Column(("Agregator", "Aggregator")),
        Column(("Diniatkan", "Intended"), Form.RUPIAH),
        Column(("Diterima", "Received"), Form.RUPIAH),
        Column(("Menjadi paket", "Turned into packages"), Form.RUPIAH),
        Column(("Diniatkan pada", "Intended on"), Form.DAY),
        Column(("Diterima pada", "Received on"), Form.DAY),
        Column(("Rujukan bank", "Bank reference")),
    )
    selected = (
        rows.with_only_columns(
            col(row.number),
            col(row.state),
            col(giver.name),
            col(aggregator.name),
            col(row.intended),
            col(row.received),
            col(row.funded),
            col(row.intended_on),
            col(row.received_on),
            col(row.bank_reference),
        )
        .join(giver, col(giver.id) == col(row.donor_id))
        .join(aggregator, col(aggregator.id) == col(row.executor_id))
        .order_by(*contribution_order(order))
    )
    return [Sheet(("Kontribusi", "Contributions"), columns, selected)]


def _organisations(asked: Asked) -> Sequence[Sheet]:
    row = TenantOrganisation
    order = asked.one("urut", OrganisationOrder) or OrganisationOrder.NEWEST
    columns = (
        Column(("Nama", "Name")),
        Column(("Jenis", "Kind"), Form.WORD),
        _STATE,
        Column(("Surel", "Mail")),
        Column(("Telepon", "Telephone")),
        Column(("Mendaftar", "Applied"), Form.MOMENT),
        Column(("Alasan", "Reason")),
    )
    rows = (
        tenants_listed(
            states=asked.some("keadaan", OrganisationState),
            kind=asked.one("jenis", Kind),
            search=asked.text("cari"),
        )
        .with_only_columns(
            col(row.name),
            col(row.kind),
            col(row.state),
            col(row.contact_email),
            col(row.contact_phone),
            col(row.applied_at),
            col(row.reason),
        )
        .order_by(*tenant_order(order))
    )
    return [Sheet(("Organisasi", "Organisations"), columns, rows)]


def _needs(asked: Asked) -> Sequence[Sheet]:
    order = asked.one("urut", NeedOrder) or NeedOrder.MOST_REMAINING
    package = aliased(Package)
    columns = (
        Column(("Kode", "Code")),
        Column(("Unit", "Unit")),
        _KELURAHAN,
        _PHASE,
        _PACKAGE,
        Column(("Dibutuhkan", "Needed"), Form.NUMBER),
        Column(("Ditahan", "Held"), Form.NUMBER),
        Column(("Komitmen", "Committed"), Form.NUMBER),
        Column(("Belum dijanjikan", "Without a promise"), Form.NUMBER),
        _STATE,
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


def _units(asked: Asked) -> Sequence[Sheet]:
    typed, kecamatan = asked.text("cari"), aliased(Area)
    columns = (
        Column(("Kode", "Code")),
        Column(("Nama", "Name")),
        Column(("Jenis", "Kind"), Form.WORD),
        _KELURAHAN,
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


def _gaps(asked: Asked) -> Sequence[Sheet]:
    columns = (
        Column(("Kode", "Code")),
        _KELURAHAN,
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


def _papers(_asked: Asked) -> Sequence[Sheet]:
    columns = (
        Column(("Organisasi", "Organisation")),
        Column(("Nomor", "Number")),
        _STATE,
        Column(("Mulai", "First day"), Form.DAY),
        Column(("Sampai", "Last day"), Form.DAY),
        Column(("Alasan", "Reason")),
    )

    def rows(paper: type[Agreement | Permit]) -> Rows:
        return (
            select(
                col(Organisation.name),
                col(paper.number),
                col(paper.state),
                col(paper.starts_on),
                col(paper.ends_on),
                col(paper.reason),
            )
            .join_from(paper, Organisation, col(Organisation.id) == col(paper.aggregator_id))
            .order_by(col(Organisation.name), col(paper.id).desc())
        )

    return [
        Sheet(("PKS", "Agreements"), columns, rows(Agreement)),
        Sheet(("Izin PUB", "Permits"), columns, rows(Permit)),
    ]


def _audit(asked: Asked) -> Sequence[Sheet]:
    columns = (
        Column(("Nomor", "Number"), Form.NUMBER),
        Column(("Waktu program", "Programme time"), Form.MOMENT),
        Column(("Waktu nyata", "Real time"), Form.MOMENT),
        Column(("Organisasi", "Organisation")),
        Column(("Nomor orang", "Person's number"), Form.NUMBER),
        Column(("Peran", "Role"), Form.WORD),
        Column(("Tindakan", "Act")),
        Column(("Pada", "On")),
        Column(("Nomor", "Number"), Form.NUMBER),
        Column(("Rincian", "Details")),
    )
    rows = (
        audit_listed(
            organisation=asked.number("organisasi"),
            act=asked.text("tindakan"),
            thing=asked.text("pada"),
            since=asked.day("sejak"),
            until=asked.day("sampai"),
        )
        .with_only_columns(
            col(Audit.id),
            col(Audit.recorded),
            col(Audit.at),
            col(TenantOrganisation.name),
            col(Audit.person_id),
            col(Audit.role),
            col(Audit.act),
            col(Audit.thing),
            col(Audit.thing_id),
            cast(col(Audit.facts), Text),
        )
        .outerjoin(TenantOrganisation, col(TenantOrganisation.id) == col(Audit.tenant_id))
        .order_by(*audit_order(asked.one("urut", AuditOrder) or AuditOrder.NEWEST))
    )
    return [Sheet(("Audit", "Audit"), columns, rows)]


VIEWS: dict[str, View] = {
    "janji": View(
        ("Janji bantuan", "Pledges"),
        _pledges,
        frozenset({"organisasi", "sisi", "keadaan", "tahap", "alokasi", "urut"}),
        of_one=True,
    ),
    "antrean": View(
        ("Antrean konfirmasi", "Pledges to confirm"), _queue, frozenset({"urut"}), _GOV
    ),
    "kontribusi": View(
        ("Kontribusi", "Contributions"),
        _contributions,
        frozenset({"organisasi", "sisi", "keadaan", "urut"}),
        of_one=True,
    ),
    "organisasi": View(
        ("Organisasi", "Organisations"),
        _organisations,
        frozenset({"keadaan", "jenis", "cari", "urut"}),
        _GOV,
    ),
    "kebutuhan": View(
        ("Kebutuhan", "Needs"),
        _needs,
        frozenset({"tahap", "paket", "wilayah", "jenis", "urut"}),
    ),
    "unit": View(
        ("Unit prioritas", "Priority units"),
        _units,
        frozenset({"cari", "jenis", "wilayah", "urut"}),
    ),
    "kesenjangan": View(
        (
            "Kelurahan menurut capaian, yang paling sedikit terpenuhi di atas",
            "Kelurahan by progress, the least served first",
        ),
        _gaps,
        frozenset({"tahap", "paket", "wilayah"}),
    ),
    "pks": View(("PKS dan izin", "Agreements and permits"), _papers),
    "audit": View(
        ("Audit", "Audit"),
        _audit,
        frozenset({"organisasi", "tindakan", "pada", "sejak", "sampai", "urut"}),
        _GOV,
    ),
    "laporan": View(
        ("Laporan donatur", "Donor's report"),
        giving_sheets,
        frozenset({"organisasi", "sejak", "sampai"}),
        of_one=True,
    ),
}
