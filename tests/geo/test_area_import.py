"""Import of area files: levels by code, parents created, all or nothing."""

import asyncpg
import pytest

from ksbb.domain.geo.importing.report import Outcome, Report
from ksbb.domain.geo.importing.source import Source
from ksbb.domain.units.importing import What, run
from tests.conftest import Connect
from tests.geo.made_up_areas import CIPULIR, PONDOK, areas, feature, geojson, kelurahan, square


async def imported(db: asyncpg.Connection, *sources: Source, dry_run: bool = False) -> Report:
    return await run(db, What.AREAS, sources, dry_run=dry_run)


def errors_of(report: Report) -> list[str]:
    return [finding.message().en for finding in report.errors]


async def codes(db: asyncpg.Connection) -> list[str]:
    return [row["code"] for row in await db.fetch("SELECT code FROM pub.area ORDER BY code")]


async def test_kelurahan_create_the_areas_above_them(connect: Connect) -> None:
    async with connect("worker") as db:
        report = await imported(db, areas())
        assert report.written
        assert not report.errors
        rows = await db.fetch(
            "SELECT a.code, a.level, a.name, a.kabupaten, p.code AS parent, a.boundary_source,"
            " ST_Covers(a.boundary, a.point::geometry) AS inside"
            " FROM pub.area a LEFT JOIN pub.area p ON p.id = a.parent_id ORDER BY a.code"
        )
        assert [tuple(row) for row in rows] == [
            ("31", "PROVINSI", "DKI Jakarta", False, None, "JOINED", True),
            ("31.74", "KOTA", "Jakarta Selatan", False, "31", "JOINED", True),
            ("31.74.05", "KECAMATAN", "Kebayoran Lama", False, "31.74", "JOINED", True),
            (PONDOK, "KELURAHAN", "Pondok Uji", False, "31.74.05", "IMPORTED", True),
            (CIPULIR, "KELURAHAN", "Cipulir Uji", False, "31.74.05", "IMPORTED", True),
        ]


async def test_a_repeat_changes_nothing(connect: Connect) -> None:
    async with connect("worker") as db:
        await imported(db, areas())
        events = await db.fetchval("SELECT count(*) FROM app.outbox")
        again = await imported(db, areas())
        assert not again.written
        assert again.changes == []
        assert again.counts == {("KELURAHAN", Outcome.SAME): 2}
        assert await db.fetchval("SELECT count(*) FROM app.outbox") == events


async def test_an_import_leaves_one_event_with_the_hash_of_its_files(connect: Connect) -> None:
    async with connect("worker") as db:
        await imported(db, areas())
        (row,) = await db.fetch(
            "SELECT o.kind, a.action, a.facts::jsonb ->> 'new' AS new,"
            " length(a.facts::jsonb -> 'files' ->> 'kelurahan.geojson') AS hash"
            " FROM app.outbox o JOIN app.audit a USING (event)"
        )
        assert tuple(row) == ("RegistryImported", "import_registry", "5", 64)


async def test_a_dry_run_says_what_would_change_and_changes_nothing(connect: Connect) -> None:
    async with connect("worker") as db:
        report = await imported(db, areas(), dry_run=True)
        assert not report.written
        assert report.total(Outcome.NEW) == 5
        assert [change.code for change in report.changes][-1] == CIPULIR
        assert await codes(db) == []


async def test_a_changed_boundary_is_the_only_one_written(connect: Connect) -> None:
    async with connect("worker") as db:
        await imported(db, areas())
        moved = kelurahan(CIPULIR) | {"geometry": square(106.80, -6.25, 0.008)}
        report = await imported(db, geojson(kelurahan(PONDOK), moved))
        changed = {change.code: change.values for change in report.changes}
        assert changed == {
            CIPULIR: ("boundary",),
            "31.74.05": ("boundary",),
            "31.74": ("boundary",),
            "31": ("boundary",),
        }


async def test_a_file_of_a_higher_level_replaces_what_was_joined(connect: Connect) -> None:
    kecamatan = feature(
        square(106.79, -6.25, 0.03), kode="31.74.05", kecamatan="Kebayoran Lama Baru"
    )
    async with connect("worker") as db:
        await imported(db, areas())
        await imported(db, geojson(kecamatan))
        await imported(db, geojson(kelurahan(CIPULIR) | {"geometry": square(106.8, -6.25, 0.01)}))
        row = await db.fetchrow(
            "SELECT name, boundary_source, ST_NPoints(boundary) AS corners"
            " FROM pub.area WHERE code = '31.74.05'"
        )
        assert row is not None
        assert tuple(row) == ("Kebayoran Lama Baru", "IMPORTED", 5)


async def test_another_name_for_a_known_parent_is_a_warning(connect: Connect) -> None:
    async with connect("worker") as db:
        await imported(db, areas())
        report = await imported(db, geojson(kelurahan(kecamatan="Kebayoran Baru")))
        assert not report.errors
        (warning,) = report.warnings
        assert warning.message().en == (
            'peta.geojson, feature 1, column kecamatan: 31.74.05 is named "Kebayoran Lama", here'
            ' "Kebayoran Baru"; its name is left'
        )


async def test_a_renamed_area_is_found_by_its_new_name(connect: Connect) -> None:
    async with connect("worker") as db:
        await imported(db, areas())
        area = await db.fetchval("SELECT id FROM pub.area WHERE code = $1", PONDOK)
        await db.execute(
            "INSERT INTO pub.unit (kind, code, name, rw_number, area_id)"
            " VALUES ('RW', $1, 'RW 01', 1, $2)",
            f"{PONDOK}.001",
            area,
        )
        renamed = kelurahan(kelurahan="Bintaro Uji", kecamatan=None)
        kecamatan = feature(square(106.79, -6.25), kode="31.74.05", kecamatan="Ciledug")
        await imported(db, geojson(renamed), geojson(kecamatan, name="kecamatan.geojson"))
        assert await db.fetchval("SELECT search FROM pub.unit") == (
            f"rw 01 rw 1 bintaro uji ciledug jakarta selatan {PONDOK}.001"
        )


@pytest.mark.parametrize(
    ("wrong", "message"),
    [
        (kelurahan(kode=None), "column kode: must be filled in"),
        (kelurahan(kode="32.74.05.1001"), 'column kode: "32.74.05.1001" is not a code of an area'),
        (kelurahan(kode="3174051091"), 'column kode: "3174051091" is not a code of an area'),
        (kelurahan(kelurahan=" "), "column kelurahan: its name must be filled in"),
        (
            kelurahan(kode_kecamatan="31.74.06"),
            f"column kode_kecamatan: 31.74.06 does not fit code {PONDOK}",
        ),
        (kelurahan(lon=-6.25, lat=106.78), "latitude and longitude are swapped in their columns"),
        (kelurahan(lat=None), "column lat: must be filled in as well"),
        (kelurahan(lon="106 BT"), 'column lon: "106 BT" is not a decimal degree'),
        (
            kelurahan() | {"geometry": None},
            "column geometry: it has no polygon",
        ),
        (
            kelurahan() | {"geometry": {"type": "Point", "coordinates": [106.78, -6.25]}},
            "column geometry: it has no polygon",
        ),
        (
            kelurahan() | {"geometry": square(-6.25, 106.78)},
            "column geometry: latitude and longitude are swapped; longitude (106.…) comes first",
        ),
        (
            kelurahan() | {"geometry": square(107.6, -6.9)},
            "column geometry: it lies outside of DKI Jakarta",
        ),
        (
            kelurahan() | {"geometry": square(700_000, 9_300_000)},
            "column geometry: its coordinates are not degrees",
        ),
        (
            kelurahan()
            | {
                "geometry": {
                    "type": "Polygon",
                    "coordinates": [
                        [
                            [106.77, -6.26],
                            [106.79, -6.24],
                            [106.79, -6.26],
                            [106.77, -6.24],
                            [106.77, -6.26],
                        ]
                    ],
                }
            },
            "the polygon is not valid: Self-intersection 106.780000 -6.250000",
        ),
        (
            kelurahan(CIPULIR),
            f"column kode: code {CIPULIR} is already in peta.geojson, feature 1",
        ),
    ],
)
async def test_one_bad_feature_refuses_the_whole_file(
    connect: Connect, wrong: dict[str, object], message: str
) -> None:
    async with connect("worker") as db:
        report = await imported(db, geojson(kelurahan(CIPULIR), wrong))
        (error,) = errors_of(report)
        assert error.startswith("peta.geojson, feature 2, ")
        assert message in error
        assert not report.written
        assert await codes(db) == []


async def test_all_errors_are_reported_at_once(connect: Connect) -> None:
    async with connect("worker") as db:
        report = await imported(
            db, geojson(kelurahan(kode="x"), kelurahan(kelurahan=None), kelurahan(lat="y"))
        )
        assert len(errors_of(report)) == 3


async def test_a_code_in_two_files_names_both(connect: Connect) -> None:
    async with connect("worker") as db:
        report = await imported(db, areas(), geojson(kelurahan(), name="lagi.geojson"))
        (error,) = errors_of(report)
        assert error == (
            "lagi.geojson, feature 1, column kode: code 31.74.05.1091 is already in"
            " kelurahan.geojson, feature 1"
        )


async def test_a_parent_that_nobody_names_is_an_error(connect: Connect) -> None:
    async with connect("worker") as db:
        report = await imported(db, geojson(kelurahan(kecamatan=None)))
        (error,) = errors_of(report)
        assert error == (
            "peta.geojson, feature 1, column kecamatan: kecamatan 31.74.05 is not known yet, and"
            " its name is not here"
        )
        assert await codes(db) == []


async def test_areas_are_accepted_only_as_geojson(connect: Connect) -> None:
    async with connect("worker") as db:
        report = await imported(db, Source("wilayah.csv", b"kode\n31\n"))
        assert errors_of(report) == [
            "wilayah.csv: this kind of file is not accepted here; accepted are: .geojson, .json"
        ]


async def test_a_point_outside_of_its_polygon_is_replaced(connect: Connect) -> None:
    async with connect("worker") as db:
        report = await imported(db, geojson(kelurahan(lon=106.9)))
        (warning,) = report.warnings
        assert "its point is outside of its polygon" in warning.message().en
        assert await db.fetchval(
            "SELECT ST_Covers(boundary, point::geometry) FROM pub.area WHERE code = $1", PONDOK
        )


@pytest.mark.parametrize("login", ["public", "tenant"])
async def test_only_the_pemprov_and_the_worker_may_write_areas(
    connect: Connect, login: str
) -> None:
    async with connect(login) as db:
        with pytest.raises(asyncpg.InsufficientPrivilegeError):
            await imported(db, areas())


async def test_the_database_refuses_an_area_without_its_ancestors(connect: Connect) -> None:
    async with connect("worker") as db:
        await imported(db, areas())
        with pytest.raises(asyncpg.CheckViolationError):
            await db.execute(
                "INSERT INTO pub.area (code, level, name, parent_id, provinsi_id)"
                " SELECT '31.74.05.1093', 'KELURAHAN', 'Uji', id, id FROM pub.area"
                " WHERE code = '31'"
            )
