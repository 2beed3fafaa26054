"""Adds the repository's facts as areas and units, if these are missing."""

from __future__ import annotations

import asyncpg

from ksbb.domain.geo.importing.areas import AreaRow, apply_areas
from ksbb.domain.geo.importing.report import Message, Outcome, Position, Report
from ksbb.domain.geo.models import Level
from ksbb.domain.units import facts
from ksbb.domain.units.importing.registry import apply_units
from ksbb.domain.units.importing.units import UnitRow
from ksbb.domain.units.models import UnitKind
from ksbb.domain.units.rules import rw_code, rw_name


async def apply_facts(connection: asyncpg.Connection, report: Report) -> None:
    """Add the kelurahan and RWs of the facts that are missing, in the transaction.

    Data from a file is never changed. Boundaries are drawn afterwards (``drawing.draw``).
    """
    kelurahan = facts.load()
    codes = {
        row["code"]
        for row in await connection.fetch(
            "SELECT code FROM pub.area UNION ALL SELECT code FROM pub.unit"
        )
    }
    areas: list[AreaRow] = []
    units: list[UnitRow] = []
    for row, fact in enumerate(kelurahan, start=2):
        place = Position(facts.FILE.name, row)
        if fact.code in codes:
            report.count(Level.KELURAHAN, Outcome.SAME)
        else:
            areas.append(
                AreaRow(
                    fact.code,
                    Level.KELURAHAN,
                    fact.name,
                    place,
                    point=(fact.longitude, fact.latitude),
                    names={Level.KECAMATAN: fact.kecamatan, Level.KOTA: fact.kota},
                )
            )
        for number in fact.rw_numbers:
            code = rw_code(fact.code, number)
            if code in codes:
                report.count(UnitKind.RW, Outcome.SAME)
            else:
                units.append(
                    UnitRow(
                        code,
                        UnitKind.RW,
                        fact.code,
                        name=rw_name(number),
                        rw_number=number,
                        position=place,
                    )
                )
    await apply_areas(connection, areas, report)
    await apply_units(connection, units, report)
    report.notes.append(
        Message(
            f"Sumber nama dan nomor RW: {facts.ATTRIBUTION}",
            f"Source of names and RW numbers: {facts.ATTRIBUTION}",
        )
    )
