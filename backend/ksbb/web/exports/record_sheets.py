"""Organisations and the audit as sheets."""

from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy import Text, cast
from sqlmodel import col

from ksbb.core.audit.models import Audit, AuditOrder
from ksbb.core.audit.queries import audit_listed, audit_order
from ksbb.core.viewer import Kind
from ksbb.domain.organisations.models import (
    OrganisationOrder,
    OrganisationState,
    TenantOrganisation,
)
from ksbb.domain.organisations.queries import tenant_order, tenants_listed
from ksbb.web.exports.filters import Filters
from ksbb.web.exports.sheets import STATE, Column, Form, Sheet


def organisations(filters: Filters) -> Sequence[Sheet]:
    """All organisations that applied."""
    row = TenantOrganisation
    order = filters.one("urut", OrganisationOrder) or OrganisationOrder.NEWEST
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
            states=filters.some("keadaan", OrganisationState),
            kind=filters.one("jenis", Kind),
            search=filters.text("cari"),
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


def audit(filters: Filters) -> Sequence[Sheet]:
    """Every change, as the Pemprov may see it."""
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
            organisation=filters.number("organisasi"),
            act=filters.text("tindakan"),
            thing=filters.text("pada"),
            since=filters.day("sejak"),
            until=filters.day("sampai"),
        )
        .with_only_columns(
            col(Audit.id),
            col(Audit.recorded),
            col(Audit.at),
            col(TenantOrganisation.name),
            col(Audit.person_id),
            col(Audit.role),
            col(Audit.action),
            col(Audit.thing),
            col(Audit.thing_id),
            cast(col(Audit.facts), Text),
        )
        .outerjoin(TenantOrganisation, col(TenantOrganisation.id) == col(Audit.tenant_id))
        .order_by(*audit_order(filters.one("urut", AuditOrder) or AuditOrder.NEWEST))
    )
    return [Sheet(("Audit", "Audit"), columns, rows)]
