"""Vulnerability snapshots: never edited; the unit shows the latest."""

import datetime as dt

import asyncpg
import pytest

from ksbb.domain.geo.importing.report import Outcome, Report
from ksbb.domain.units.importing import What
from ksbb.domain.units.importing.snapshots import SnapshotRow, apply_snapshots
from tests.conftest import Connect
from tests.geo.made_up_areas import geojson, table
from tests.units.registry import RW_1, RW_2, errors_of, imported, rw, units, with_areas

HEADER = "kode,kk,jiwa,sumber,tanggal"


async def with_rw(db: asyncpg.Connection) -> None:
    await with_areas(db)
    await imported(db, What.UNITS, geojson(rw(1, 106.775), rw(2, 106.785)))


async def test_the_unit_shows_the_latest_day_whatever_the_order(connect: Connect) -> None:
    async with connect("worker") as db:
        await with_rw(db)
        report = await imported(
            db,
            What.SNAPSHOTS,
            table(HEADER, f"{RW_1},420,1600,Dinsos,2020-04-20", f"{RW_1},300,,Dinsos,2020-04-01"),
        )
        assert errors_of(report) == []
        assert report.counts == {("SNAPSHOT", Outcome.NEW): 2}
        first, second = await units(db)
        assert (first["families"], first["people"]) == (420, 1600)
        assert second["families"] is None


async def test_a_repeated_import_adds_no_snapshots(connect: Connect) -> None:
    source = table(HEADER, f"{RW_1},420,1600,Dinsos,2020-04-20", f"{RW_2},10,40,Dinsos,")
    async with connect("worker") as db:
        await with_rw(db)
        await imported(db, What.SNAPSHOTS, source)
        again = await imported(db, What.SNAPSHOTS, source)
        assert again.counts == {("SNAPSHOT", Outcome.SAME): 2}
        assert not again.written


async def test_other_figures_for_the_same_day_and_source_are_refused(connect: Connect) -> None:
    async with connect("worker") as db:
        await with_rw(db)
        await imported(db, What.SNAPSHOTS, table(HEADER, f"{RW_1},420,1600,Dinsos,2020-04-20"))
        report = await imported(
            db, What.SNAPSHOTS, table(HEADER, f"{RW_1},421,1600,Dinsos,2020-04-20")
        )
        (error,) = errors_of(report)
        assert error == (
            "unit.csv, row 2, column kk: data of 2020-04-20 by Dinsos is there (420 families,"
            " 1600 people) and is never edited; give another day or source"
        )
        assert (await units(db))[0]["families"] == 420


@pytest.mark.parametrize(
    ("row", "message"),
    [
        ("X-9,1,4,Dinsos,2020-04-20", "column kode: unit X-9 is not known yet"),
        (f"{RW_2},,,Dinsos,2020-04-20", "column kk: must be filled in"),
        (f"{RW_2},,40,Dinsos,2020-04-20", "column kk: families must be filled in for an RW"),
        (f"{RW_2},9,4,Dinsos,2020-04-20", "column jiwa: 4 people are fewer than 9 families"),
        (f"{RW_2},1,4,Dinsos,kemarin", 'column tanggal: "kemarin" is not a date'),
        (f"{RW_2},1,4,Dinsos,2999-01-01", "column tanggal: 2999-01-01 is still to come"),
        (f"{RW_1},1,4,Dinsos,2020-04-20", "same day and source are in unit.csv, row 2"),
    ],
)
async def test_one_bad_snapshot_refuses_the_whole_file(
    connect: Connect, row: str, message: str
) -> None:
    async with connect("worker") as db:
        await with_rw(db)
        report = await imported(
            db, What.SNAPSHOTS, table(HEADER, f"{RW_1},420,1600,Dinsos,2020-04-20", row)
        )
        (error,) = errors_of(report)
        assert error.startswith("unit.csv, row 3, ")
        assert message in error
        assert await db.fetchval("SELECT count(*) FROM pub.snapshot") == 0


async def test_made_up_figures_are_marked_at_the_unit_until_real_ones_follow(
    connect: Connect,
) -> None:
    day = dt.date(2020, 4, 20)
    async with connect("worker") as db:
        await with_rw(db)
        report = Report([])
        made_up = SnapshotRow(RW_1, 420, 1680, "data contoh", day, is_example=True)
        await apply_snapshots(db, [made_up], report)
        assert (await units(db))[0]["is_example"] is True
        await imported(db, What.SNAPSHOTS, table(HEADER, f"{RW_1},400,,Dinsos,2020-04-21"))
        assert (await units(db))[0]["is_example"] is False


async def test_nobody_edits_a_snapshot(connect: Connect) -> None:
    async with connect("admin") as db:
        await with_rw(db)
        await imported(db, What.SNAPSHOTS, table(HEADER, f"{RW_1},420,1600,Dinsos,2020-04-20"))
        with pytest.raises(asyncpg.IntegrityConstraintViolationError, match="append-only"):
            await db.execute("UPDATE pub.snapshot SET families = 1")


async def test_the_programme_says_how_many_people_a_family_has(connect: Connect) -> None:
    async with connect("worker") as db:
        await with_rw(db)
        await db.execute(
            "INSERT INTO pub.programme (code, name, people_per_family) VALUES ('U', 'Uji', 5)"
        )
        report = await imported(db, What.SNAPSHOTS, table(HEADER, f"{RW_1},10,,Dinsos,2020-04-20"))
        assert (await units(db))[0]["people"] == 50
        assert [note.en for note in report.notes] == [
            "Empty people: 5 people to a family are counted."
        ]
