"""The repository's facts as areas and units, added where nothing is there yet."""

from __future__ import annotations

import asyncpg

from ksbb.geo.importing.areas import AreaRow, apply_areas
from ksbb.geo.importing.report import Outcome, Place, Report, Said
from ksbb.geo.models import Level
from ksbb.units import facts
from ksbb.units.importing.registry import apply_units
from ksbb.units.importing.units import UnitRow
from ksbb.units.models import UnitKind
from ksbb.units.rules import rw_code, rw_name


async def apply_facts(connection: asyncpg.Connection, report: Report) -> None:
    """Add the kelurahan and RW of the facts that are missing, into the transaction.

    What came from a file is never touched. Boundaries are drawn afterwards (``drawing.draw``).
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
        place = Place(facts.FILE.name, row)
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
                        place=place,
                    )
                )
    await apply_areas(connection, areas, report)
    await apply_units(connection, units, report)
    report.notes.append(
        Said(
            f"Sumber nama dan nomor RW: {facts.ATTRIBUTION}",
            f"Source of names and RW numbers: {facts.ATTRIBUTION}",
        )
    )
