"""``./ksbb import`` as people type it."""

from collections.abc import Callable, Iterator
from pathlib import Path

import psycopg
import pytest

from ksbb.cli import app
from ksbb.core.settings import settings
from ksbb.domain.geo.importing.source import Source
from tests.database import Database
from tests.geo.made_up_areas import areas, geojson, kelurahan
from tests.units.registry import rw

Written = Callable[..., str]


@pytest.fixture
def installation(fresh_database: Database, monkeypatch: pytest.MonkeyPatch) -> Iterator[Database]:
    """A database for this test only; the settings of this process name it."""
    monkeypatch.setenv("KSBB_DATABASE_URL", fresh_database.admin)
    monkeypatch.setenv("KSBB_SECRET", fresh_database.secret)
    settings.cache_clear()
    yield fresh_database
    settings.cache_clear()


@pytest.fixture
def written(tmp_path: Path) -> Written:
    def to_disk(source: Source) -> str:
        path = tmp_path / source.name
        path.write_bytes(source.content)
        return str(path)

    return to_disk


def run_import(*arguments: str) -> int:
    """The exit code of the command."""
    return app.run(app.build, "ksbb", ["import", *arguments])


def units_in(database: Database) -> int:
    with psycopg.connect(database.admin) as connection:
        row = connection.execute("SELECT count(*) FROM pub.unit").fetchone()
    assert row is not None
    return int(row[0])


def test_areas_and_units_come_in_and_a_repeat_says_so(
    installation: Database, written: Written, capsys: pytest.CaptureFixture[str]
) -> None:
    maps, units = written(areas()), written(geojson(rw(1, 106.775), name="rw.geojson"))
    assert run_import("areas", maps) == 0
    assert run_import("units", "--dry-run", units) == 0
    assert units_in(installation) == 0
    printed = capsys.readouterr().out
    assert "KELURAHAN: 2 baru" in printed
    assert "Uji coba: tidak ada yang diubah." in printed
    assert run_import("units", units) == 0
    assert "Selesai: tersimpan." in capsys.readouterr().out
    assert run_import("units", units) == 0
    assert "Tidak ada yang baru" in capsys.readouterr().out
    assert units_in(installation) == 1


def test_errors_are_printed_and_the_code_is_1(
    installation: Database, written: Written, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run_import("areas", written(areas())) == 0
    capsys.readouterr()
    bad = written(geojson(rw(1, 106.775), rw(2, 106.785, rw=9), name="rw.geojson"))
    assert run_import("units", bad) == 1
    printed = capsys.readouterr().out
    assert "Galat: 1" in printed
    assert "rw.geojson, fitur 2, kolom rw: 9 tidak cocok dengan kode 31.74.05.1091.002" in printed
    assert "Tidak ada yang diubah" in printed
    assert "baru" not in printed
    assert units_in(installation) == 0


@pytest.mark.usefixtures("installation")
def test_in_english_a_report_is_english_alone(
    written: Written,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    monkeypatch.setenv("KSBB_LANG", "en")
    assert run_import("areas", written(areas())) == 0
    shown = capsys.readouterr()
    assert "KELURAHAN: 2 new" in shown.out
    assert "Done: saved." in shown.out
    assert "Reading and comparing" in shown.err
    assert "baru" not in shown.out
    bad = written(geojson(rw(1, 106.775), rw(2, 106.785, rw=9), name="rw.geojson"))
    assert run_import("units", bad) == 1
    printed = capsys.readouterr().out
    assert "Errors: 1" in printed
    assert "rw.geojson, feature 2, column rw: 9 does not fit code 31.74.05.1091.002" in printed
    assert "fitur" not in printed


def test_fifty_errors_are_shown_and_the_others_counted(
    installation: Database, written: Written, capsys: pytest.CaptureFixture[str]
) -> None:
    assert units_in(installation) == 0
    many = geojson(*(kelurahan(kode=f"x{number}") for number in range(60)))
    assert run_import("areas", written(many)) == 1
    printed = capsys.readouterr().out
    assert "Galat: 60" in printed
    assert '"x49"' in printed
    assert '"x50"' not in printed
    assert "… dan 10 lagi" in printed


def test_a_missing_file_is_an_error_before_the_database_is_asked(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run_import("units", str(tmp_path / "tidak-ada.csv")) == 1
    assert "tidak-ada.csv: berkas tidak dapat dibaca" in capsys.readouterr().out


def test_a_database_without_tables_says_what_to_do(
    installation: Database, written: Written, capsys: pytest.CaptureFixture[str]
) -> None:
    with psycopg.connect(installation.admin) as connection:
        connection.execute("ALTER SCHEMA pub RENAME TO elsewhere")
    assert run_import("areas", written(areas())) == 1
    assert "jalankan ksbb migrate dahulu" in capsys.readouterr().err


@pytest.mark.usefixtures("installation")
def test_the_facts_need_no_file(capsys: pytest.CaptureFixture[str]) -> None:
    assert run_import("facts") == 0
    printed = capsys.readouterr().out
    assert "RW: 2.685 baru" in printed
    assert "2685 RW digambar sendiri, bukan batas resmi." in printed
    assert "OpenStreetMap contributors" in printed
