"""A donor's report as sheets: packages by phase, rows by unit, money, packages paid by money."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence

from sqlalchemy import select
from sqlmodel import col

from ksbb.domain.organisations.models import Organisation
from ksbb.domain.reports.giving import queries
from ksbb.domain.reports.queries import Rows
from ksbb.web.exports.filters import Filters
from ksbb.web.exports.refusals import FilterInvalid
from ksbb.web.exports.sheets import Column, Form, Sheet

Period = tuple[int, dt.date, dt.date]

_PACKAGE = Column(("Paket", "Package"))
_PACKAGES = Column(("Jumlah paket", "Packages"), Form.NUMBER)
_UNITS = Column(("Unit", "Units"), Form.NUMBER)
_FAMILIES = Column(("KK rentan", "Vulnerable families"), Form.NUMBER)


def giving_sheets(filters: Filters) -> Sequence[Sheet]:
    """The sheets of a period; the first is the summary.

    Raises:
        FilterInvalid: a day of the period is missing.
    """
    since, until = filters.day("sejak"), filters.day("sampai")
    if since is None:
        raise FilterInvalid("sejak")
    if until is None:
        raise FilterInvalid("sampai")
    period = (filters.organisation, since, until)
    return [
        Sheet(
            ("Ringkasan", "Summary"),
            (
                Column(("Tahap", "Phase"), Form.NUMBER),
                _PACKAGE,
                Column(("Komitmen", "Committed"), Form.NUMBER),
                Column(("Diterima", "Received"), Form.NUMBER),
                Column(("Di antaranya untuk panti", "Of which to institutions"), Form.NUMBER),
                _UNITS,
                _FAMILIES,
            ),
            _summary(period),
        ),
        Sheet(
            ("Rincian per unit", "Rows by unit"),
            (
                Column(("Tanggal komitmen", "Committed on"), Form.DAY),
                Column(("Tahap", "Phase"), Form.NUMBER),
                _PACKAGE,
                Column(("Kode unit", "Unit's code")),
                Column(("Unit", "Unit")),
                Column(("Kelurahan", "Kelurahan")),
                _PACKAGES,
                _FAMILIES,
            ),
            queries.rows(*period),
        ),
        Sheet(
            ("Dana", "Money"),
            (
                Column(("Diterima pada", "Received on"), Form.DAY),
                Column(("Agregator", "Aggregator")),
                Column(("Jumlah", "Amount"), Form.RUPIAH),
            ),
            _money(period),
        ),
        Sheet(
            ("Paket dari dana", "Packages from money"),
            (
                _PACKAGE,
                _PACKAGES,
                Column(("Dana", "Money"), Form.RUPIAH),
                _UNITS,
                _FAMILIES,
            ),
            _funded(period),
        ),
    ]


def _summary(period: Period) -> Rows:
    found = queries.packages(*period).subquery("found")
    return select(
        found.c.number,
        found.c.package_name,
        found.c.packages,
        found.c.received,
        found.c.institutions,
        found.c.units,
        found.c.families,
    ).order_by(found.c.programme_id, found.c.number, found.c.package_id)


def _money(period: Period) -> Rows:
    found = queries.gifts(*period).subquery("found")
    return (
        select(found.c.received_on, col(Organisation.name), found.c.amount)
        .join_from(found, Organisation, col(Organisation.id) == found.c.aggregator_id)
        .order_by(found.c.received_on, found.c.contribution_id)
    )


def _funded(period: Period) -> Rows:
    found = queries.funded(*period).subquery("found")
    return select(
        found.c.name, found.c.packages, found.c.amount, found.c.units, found.c.families
    ).order_by(found.c.id)
