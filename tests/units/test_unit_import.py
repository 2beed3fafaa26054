"""Import of unit files: RWs with polygons, institutions as rows, all or nothing."""

import asyncio
import io

import asyncpg
import openpyxl
import pytest

from ksbb.core.viewer import Kind, Role, Viewer
from ksbb.domain.geo.importing.report import Outcome, Report
from ksbb.domain.geo.importing.source import Source
from ksbb.domain.units.importing import What
from tests.conftest import Connect
from tests.database import Database
from tests.geo.made_up_areas import CIPULIR, PONDOK, feature, geojson, square, table
from tests.units.registry import RW_1, RW_2, errors_of, imported, rw, units, warned, with_areas

INSTITUTIONS = (
    "kode,jenis,nama,alamat,kode_kelurahan,lat,lon,jiwa",
    f'PA-1,panti_asuhan,Panti Asuhan Uji (contoh),"Jl. Uji 5, RT 2",{PONDOK},-6.2501,106.7801,81',
    f"PS-1,Pesantren,Pesantren Uji (contoh),,{CIPULIR},,,",
)


async def test_rw_come_with_polygon_point_and_kelurahan_by_their_code(connect: Connect) -> None:
    async with connect("worker") as db:
        await with_areas(db)
        report = await imported(db, What.UNITS, geojson(rw(1, 106.775), rw(2, 106.785)))
        assert errors_of(report) == []
        assert warned(report) == []
        first, second = await units(db)
        del first["id"], second["id"]
        assert first == {
            "kind": "RW",
            "code": RW_1,
            "name": "RW 01",
            "rw_number": 1,
            "kelurahan": PONDOK,
            "address": None,
            "longitude": 106.775,
            "latitude": -6.25,
            "boundary": "IMPORTED",
            "families": None,
            "people": None,
            "is_example": False,
        }
        assert second["code"] == RW_2


async def test_a_repeat_keeps_ids_and_doubles_nothing(connect: Connect) -> None:
    source = geojson(rw(1, 106.775, kk=300), rw(2, 106.785, kk=200))
    async with connect("worker") as db:
        await with_areas(db)
        await imported(db, What.UNITS, source)
        before = await units(db)
        again = await imported(db, What.UNITS, source)
        assert not again.written
        assert again.counts == {("RW", Outcome.SAME): 2, ("SNAPSHOT", Outcome.SAME): 2}
        assert await units(db) == before
        assert await db.fetchval("SELECT count(*) FROM pub.snapshot") == 2


async def test_a_dry_run_of_units_changes_nothing(connect: Connect) -> None:
    async with connect("worker") as db:
        await with_areas(db)
        report = await imported(db, What.UNITS, geojson(rw(1, 106.775, kk=300)), dry_run=True)
        assert report.counts == {("RW", Outcome.NEW): 1, ("SNAPSHOT", Outcome.NEW): 1}
        assert not report.written
        assert await units(db) == []


async def test_a_new_place_keeps_the_unit_and_says_what_changed(connect: Connect) -> None:
    async with connect("worker") as db:
        await with_areas(db)
        await imported(db, What.UNITS, geojson(rw(1, 106.775), rw(2, 106.785)))
        before = await units(db)
        report = await imported(db, What.UNITS, geojson(rw(1, 106.776), rw(2, 106.785)))
        assert [(c.outcome, c.code, c.values) for c in report.changes] == [
            (Outcome.CHANGED, RW_1, ("point", "boundary"))
        ]
        after = await units(db)
        assert [unit["id"] for unit in after] == [unit["id"] for unit in before]
        assert after[0]["longitude"] == 106.776


async def test_a_feature_that_is_not_a_unit_is_skipped_and_reported(connect: Connect) -> None:
    cemetery = rw(9, 106.78, kode_rw=None, rw=None, nama="TPU Uji", jenis="bukan_rw")
    async with connect("worker") as db:
        await with_areas(db)
        report = await imported(db, What.UNITS, geojson(rw(1, 106.775), cemetery))
        assert [finding.message().en for finding in report.skipped] == [
            "peta.geojson, feature 2: not a unit: TPU Uji (bukan_rw)"
        ]
        assert report.written
        assert [unit["code"] for unit in await units(db)] == [RW_1]


async def test_poor_overlap_with_the_kelurahan_is_a_warning(connect: Connect) -> None:
    async with connect("worker") as db:
        await with_areas(db)
        report = await imported(db, What.UNITS, geojson(rw(1, 106.7704), rw(2, 106.785)))
        assert warned(report) == [
            f"peta.geojson, feature 1, column geometry: only 35% of {RW_1} lies in its kelurahan"
        ]
        assert report.written


async def test_institutions_come_as_rows_with_or_without_a_place(connect: Connect) -> None:
    async with connect("worker") as db:
        await with_areas(db)
        report = await imported(db, What.UNITS, table(*INSTITUTIONS))
        assert errors_of(report) == []
        asuhan, pesantren = await units(db)
        assert asuhan["kind"] == "PANTI_ASUHAN"
        assert asuhan["address"] == "Jl. Uji 5, RT 2"
        assert (asuhan["longitude"], asuhan["latitude"]) == (106.7801, -6.2501)
        assert (asuhan["families"], asuhan["people"]) == (21, 81)
        assert pesantren["kelurahan"] == CIPULIR
        assert pesantren["longitude"] is None
        assert pesantren["families"] is None


async def test_english_headers_a_workbook_and_a_point_feature_are_accepted(
    connect: Connect,
) -> None:
    book = openpyxl.Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.append(["code", "kind", "name", "address", "kelurahan code", "latitude", "longitude"])
    sheet.append(["PJ-1", "PANTI_JOMPO", "Panti Jompo Uji", "Jl. 1", PONDOK, -6.25, 106.781])
    packed = io.BytesIO()
    book.save(packed)
    mapped = feature(
        {"type": "Point", "coordinates": [106.782, -6.25]},
        code="PD-1",
        kind="panti disabilitas",
        name="Panti Uji",
        kelurahan_code=PONDOK,
    )
    async with connect("worker") as db:
        await with_areas(db)
        report = await imported(
            db, What.UNITS, Source("unit.xlsx", packed.getvalue()), geojson(mapped)
        )
        assert errors_of(report) == []
        assert [(u["code"], u["kind"], u["longitude"]) for u in await units(db)] == [
            ("PD-1", "PANTI_DISABILITAS", 106.782),
            ("PJ-1", "PANTI_JOMPO", 106.781),
        ]


async def test_an_empty_cell_changes_nothing(connect: Connect) -> None:
    async with connect("worker") as db:
        await with_areas(db)
        await imported(db, What.UNITS, table(*INSTITUTIONS))
        report = await imported(
            db,
            What.UNITS,
            table(
                "kode,jenis,nama,alamat,kode_kelurahan,lat,lon",
                f"PA-1,panti_sosial,Panti Sosial Uji,,{PONDOK},,",
            ),
        )
        assert [change.values for change in report.changes] == [("kind", "name")]
        asuhan = (await units(db))[0]
        assert (asuhan["kind"], asuhan["address"]) == ("PANTI_SOSIAL", "Jl. Uji 5, RT 2")
        assert asuhan["longitude"] == 106.7801


async def test_a_place_outside_of_the_kelurahan_is_a_warning(connect: Connect) -> None:
    async with connect("worker") as db:
        await with_areas(db)
        header, asuhan, _ = INSTITUTIONS
        report = await imported(
            db, What.UNITS, table(header, asuhan.replace("106.7801", "106.8001"))
        )
        assert warned(report) == [
            "unit.csv, row 2, column lon: PA-1 lies 1228 m outside of its kelurahan"
        ]


@pytest.mark.parametrize(
    ("row", "message"),
    [
        ("X,panti_asuhan,,,{0},,,", "column nama: must be filled in"),
        (",panti_asuhan,Uji,,{0},,,", "column kode: must be filled in"),
        ("X,,Uji,,{0},,,", "column jenis: must be filled in"),
        ("X,masjid,Uji,,{0},,,", 'column jenis: "masjid" is not known; known are: rw, pesantren'),
        ("X,pesantren,Uji,,,,,", "column kode_kelurahan: must be filled in"),
        ("X,pesantren,Uji,,31.74.05,,,", '"31.74.05" is not a code of a kelurahan'),
        ("X,pesantren,Uji,,31.74.05.1099,,,", "kelurahan 31.74.05.1099 is not known yet; import"),
        ("{0}.001,pesantren,Uji,,{0},,,", "can't be the code of an institution"),
        ("X,rw,Uji,,{0},,,", 'column kode: "X" is not a code of an RW'),
        ("{0}.001,rw,Uji,,31.74.05.1092,,,", "31.74.05.1092 does not fit code {0}.001"),
        ("X,pesantren,Uji,,{0},106.78,-6.25,", "column lat: latitude and longitude are swapped"),
        ("X,pesantren,Uji,,{0},-6.9,107.6,", "column lat: it lies outside of DKI Jakarta"),
        ("X,pesantren,Uji,,{0},-6.25,,", "column lon: must be filled in as well"),
        ("X,pesantren,Uji,,{0},,,banyak", 'column jiwa: "banyak" is not a whole number'),
        ("{0}.001,rw,,,,,,500", "column kk: must be filled in for an RW"),
        ("PA-1,pesantren,Uji,,{0},,,", "column kode: code PA-1 is already in unit.csv, row 2"),
        ("=1+1,pesantren,Uji,,{0},,,", '"=1+1" can\'t be the code of an institution'),
    ],
)
async def test_a_bad_row_is_reported_with_its_column_and_refuses_the_whole_file(
    connect: Connect, row: str, message: str
) -> None:
    async with connect("worker") as db:
        await with_areas(db)
        header, asuhan, _ = INSTITUTIONS
        report = await imported(db, What.UNITS, table(header, asuhan, row.format(PONDOK)))
        (error,) = errors_of(report)
        assert error.startswith("unit.csv, row 3, column ")
        assert message.format(PONDOK) in error
        assert not report.written
        assert await units(db) == []


@pytest.mark.parametrize(
    ("wrong", "message"),
    [
        (rw(2, 106.78, rw=3), f"column rw: 3 does not fit code {RW_2}"),
        (rw(2, 106.78, kode_kelurahan=CIPULIR), f"{CIPULIR} does not fit code {RW_2}"),
        (rw(2, 106.78, kode_rw=f"{PONDOK}.2"), f'"{PONDOK}.2" is not a code of an RW'),
        (rw(2, -6.25, 106.78), "latitude and longitude are swapped"),
        (rw(2, 107.9), "column geometry: it lies outside of DKI Jakarta"),
        (rw(2, 106.78, kk=10, jiwa=5), "column jiwa: 5 people are fewer than 10 families"),
        (
            feature(square(106.78, -6.25), kode="Y", jenis="rw", nama="Y"),
            'column kode: "Y" is not a code of an RW',
        ),
    ],
)
async def test_a_bad_feature_of_an_rw_refuses_the_whole_file(
    connect: Connect, wrong: dict[str, object], message: str
) -> None:
    async with connect("worker") as db:
        await with_areas(db)
        report = await imported(db, What.UNITS, geojson(rw(1, 106.775), wrong))
        (error,) = errors_of(report)
        assert error.startswith("peta.geojson, feature 2, column ")
        assert message in error
        assert await units(db) == []


async def test_an_rw_may_be_given_by_kelurahan_and_number(connect: Connect) -> None:
    async with connect("worker") as db:
        await with_areas(db)
        report = await imported(
            db, What.UNITS, table("kode_kelurahan,rw,kk", f"{PONDOK},7,120", name="rw.csv")
        )
        assert errors_of(report) == []
        (unit,) = await units(db)
        assert (unit["code"], unit["name"], unit["families"], unit["people"]) == (
            f"{PONDOK}.007",
            "RW 07",
            120,
            480,
        )


async def test_another_name_of_the_kelurahan_is_a_warning(connect: Connect) -> None:
    async with connect("worker") as db:
        await with_areas(db)
        report = await imported(db, What.UNITS, geojson(rw(1, 106.775, kelurahan="Pondok  uji")))
        assert warned(report) == []
        report = await imported(db, What.UNITS, geojson(rw(1, 106.775, kelurahan="Bintaro")))
        (warning,) = warned(report)
        assert warning == (
            f'peta.geojson, feature 1, column kelurahan: "Bintaro" here, but {PONDOK} is'
            ' "Pondok Uji"; the code is taken'
        )


async def test_an_institution_never_becomes_an_rw(connect: Connect) -> None:
    async with connect("worker") as db:
        await with_areas(db)
        await imported(db, What.UNITS, table(*INSTITUTIONS))
        with pytest.raises(asyncpg.CheckViolationError):
            await db.execute("UPDATE pub.unit SET kind = 'RW' WHERE code = 'PA-1'")


async def test_the_database_refuses_a_unit_outside_of_a_kelurahan(connect: Connect) -> None:
    async with connect("worker") as db:
        await with_areas(db)
        with pytest.raises(asyncpg.ForeignKeyViolationError, match="stand in a kelurahan"):
            await db.execute(
                "INSERT INTO pub.unit (kind, code, name, area_id)"
                " SELECT 'PESANTREN', 'X', 'X', id FROM pub.area WHERE code = '31.74'"
            )


async def test_two_files_of_one_name_are_refused(connect: Connect) -> None:
    async with connect("worker") as db:
        await with_areas(db)
        report = await imported(db, What.UNITS, geojson(rw(1, 106.775)), geojson(rw(2, 106.785)))
        assert errors_of(report) == ["peta.geojson: two files have the same name"]
        assert await units(db) == []


async def test_two_imports_at_once_make_each_unit_once(fresh_database: Database) -> None:
    async def one(number: int) -> Report:
        async with fresh_database.connection("worker") as db:
            source = geojson(rw(1, 106.775), rw(2, 106.785), name=f"{number}.geojson")
            return await imported(db, What.UNITS, source)

    async with fresh_database.connection("worker") as db:
        await with_areas(db)
        reports = await asyncio.gather(*(one(number) for number in range(4)))
        assert sorted(report.total(Outcome.NEW) for report in reports) == [0, 0, 0, 2]
        assert [unit["code"] for unit in await units(db)] == [RW_1, RW_2]


async def test_the_pemprov_imports_in_its_own_name(connect: Connect) -> None:
    pemprov = Viewer(actor_id=7, organisation_id=3, kind=Kind.PEMPROV, role=Role.OPERATOR)
    async with connect("gov", pemprov) as db:
        await with_areas(db)
        report = await imported(db, What.UNITS, geojson(rw(1, 106.775, kk=300)))
        assert report.written
        rows = await db.fetch("SELECT tenant_id, person_id, action FROM app.audit ORDER BY id")
        assert [tuple(row) for row in rows] == [(3, 7, "import_registry")] * 2
