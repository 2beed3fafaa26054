"""Who is in the programme and what everybody did, as sheets."""

from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy import Text, cast
from sqlmodel import col

from ksbb.audit.models import Audit, AuditOrder
from ksbb.audit.queries import audit_listed, audit_order
from ksbb.exports.asked import Asked
from ksbb.exports.sheets import STATE, Column, Form, Sheet
from ksbb.kernel.viewer import Kind
from ksbb.organisations.models import (
    OrganisationOrder,
    OrganisationState,
    TenantOrganisation,
)
from ksbb.organisations.queries import tenant_order, tenants_listed


def organisations(asked: Asked) -> Sequence[Sheet]:
    """Every organisation that applied."""
    row = TenantOrganisation
    order = asked.one("urut", OrganisationOrder) or OrganisationOrder.NEWEST
    columns = (
        Column(("Nama", "Name")),
        Column(("Jenis", "Kind"), Form.WORD),
        STATE,
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


def audit(asked: Asked) -> Sequence[Sheet]:
    """Every change, as the Pemprov may look at it."""
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
