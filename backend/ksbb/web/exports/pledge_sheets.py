"""Pledges, contributions, and agreements with permits as sheets."""

from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy import select
from sqlalchemy.orm import aliased
from sqlmodel import col

from ksbb.domain.agreements.models import Agreement, Permit
from ksbb.domain.contributions.lists import contribution_order, contributions_listed
from ksbb.domain.contributions.models import Contribution, ContributionOrder, ContributionState
from ksbb.domain.organisations.models import Organisation
from ksbb.domain.pledges.lists import (
    DISPLAY_STATE,
    PledgeOrder,
    awaiting_pemprov,
    pledge_order,
    pledges_listed,
)
from ksbb.domain.pledges.models import Pledge, PledgeLine, PledgeState
from ksbb.domain.pledges.sides import Side
from ksbb.domain.programmes.models import Package, Phase
from ksbb.domain.reports.queries import Rows
from ksbb.web.exports.filters import Filters
from ksbb.web.exports.sheets import PACKAGE, PHASE, STATE, Column, Form, Sheet

_PLEDGE_COLUMNS = (
    Column(("Nomor", "Number")),
    STATE,
    Column(("Pemberi", "Giver")),
    Column(("Pelaksana", "Executor")),
    Column(("Jalur", "Channel"), Form.WORD),
    PHASE,
    PACKAGE,
    Column(("Dijanjikan", "Pledged"), Form.NUMBER),
    Column(("Dialokasikan", "Allocated"), Form.NUMBER),
    Column(("Diajukan", "Submitted"), Form.MOMENT),
    Column(("Dalam keadaan ini sejak", "In this state since"), Form.MOMENT),
    Column(("Alasan", "Reason")),
)


def _lines(pledges: Rows, order: PledgeOrder) -> Rows:
    """One row for each line of the pledges, with the names of the parties."""
    giver, executor = aliased(Organisation), aliased(Organisation)
    return (
        pledges.with_only_columns(
            col(Pledge.number),
            DISPLAY_STATE,
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


def pledges(filters: Filters) -> Sequence[Sheet]:
    """Pledges, one row for each package."""
    rows = pledges_listed(
        filters.organisation,
        filters.one("sisi", Side) or Side.GIVER,
        states=filters.some("keadaan", PledgeState),
        phase=filters.number("tahap"),
        to_direct=filters.text("alokasi") is not None,
    )
    order = filters.one("urut", PledgeOrder) or PledgeOrder.NEWEST
    return [Sheet(("Janji bantuan", "Pledges"), _PLEDGE_COLUMNS, _lines(rows, order))]


def queue(filters: Filters) -> Sequence[Sheet]:
    """Pledges that wait for the Pemprov."""
    order = filters.one("urut", PledgeOrder) or PledgeOrder.LONGEST_WAITING
    rows = _lines(awaiting_pemprov(), order)
    return [Sheet(("Antrean", "To confirm"), _PLEDGE_COLUMNS, rows)]


def contributions(filters: Filters) -> Sequence[Sheet]:
    """Money given or received."""
    giver, aggregator, row = aliased(Organisation), aliased(Organisation), Contribution
    order = filters.one("urut", ContributionOrder) or ContributionOrder.NEWEST
    rows = contributions_listed(
        filters.organisation,
        filters.one("sisi", Side) or Side.GIVER,
        states=filters.some("keadaan", ContributionState),
    )
    columns = (
        Column(("Nomor", "Number")),
        STATE,
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


def papers(_requested: Filters) -> Sequence[Sheet]:
    """Agreements and permits, in two sheets."""
    columns = (
        Column(("Organisasi", "Organisation")),
        Column(("Nomor", "Number")),
        STATE,
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
