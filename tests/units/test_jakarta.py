"""The real boundary files of Jakarta, if they are given (``--jakarta DIR``)."""

from pathlib import Path

import pytest

from ksbb.domain.geo.importing.report import Outcome
from ksbb.domain.geo.importing.source import Source
from ksbb.domain.units.importing import What
from tests.conftest import Connect
from tests.units.registry import errors_of, imported, warned

pytestmark = pytest.mark.jakarta


def files(folder: Path, *names: str) -> list[Source]:
    return [Source.at(folder / f"jakarta_{name}.geojson") for name in names]


async def test_the_real_files_import_whole_and_a_repeat_doubles_nothing(
    connect: Connect, jakarta: Path
) -> None:
    areas = files(jakarta, "kelurahan", "kecamatan", "kota")
    units = files(jakarta, "rw")
    async with connect("worker") as db:
        report = await imported(db, What.AREAS, *areas)
        assert errors_of(report) == []
        assert report.counts == {
            ("PROVINSI", Outcome.NEW): 1,
            ("KOTA", Outcome.NEW): 6,
            ("KECAMATAN", Outcome.NEW): 44,
            ("KELURAHAN", Outcome.NEW): 267,
        }
        report = await imported(db, What.UNITS, *units)
        assert errors_of(report) == []
        assert len(report.skipped) == 11
        assert len(warned(report)) == 13
        assert all("lies in its kelurahan" in warning for warning in warned(report))
        assert report.counts == {("RW", Outcome.NEW): 2685, ("UNIT", Outcome.SKIPPED): 11}
        assert await db.fetchval(
            "SELECT bool_and(ST_Covers(b.boundary, u.point::geometry) AND b.source = 'IMPORTED')"
            " FROM pub.unit u LEFT JOIN pub.unit_boundary b ON b.unit_id = u.id"
        )
        for what, sources in ((What.AREAS, areas), (What.UNITS, units)):
            assert not (await imported(db, what, *sources)).written
        assert not (await imported(db, What.FACTS)).written


async def test_the_real_files_replace_every_drawn_cell(connect: Connect, jakarta: Path) -> None:
    async with connect("worker") as db:
        await imported(db, What.FACTS)
        before = await db.fetch("SELECT id, code FROM pub.unit ORDER BY code")
        await imported(db, What.AREAS, *files(jakarta, "kelurahan"))
        report = await imported(db, What.UNITS, *files(jakarta, "rw"))
        assert report.total(Outcome.NEW) == 0
        assert await db.fetch("SELECT id, code FROM pub.unit ORDER BY code") == before
        assert not await db.fetchval(
            "SELECT count(*) FROM (SELECT source FROM pub.unit_boundary UNION ALL"
            " SELECT boundary_source FROM pub.area) s WHERE source = 'DRAWN'"
        )
        square_kilometres = await db.fetchval(
            "SELECT ST_Area(boundary::geography) / 1e6 FROM pub.area WHERE code = '31'"
        )
        assert square_kilometres is not None
        assert 660 < square_kilometres < 662
