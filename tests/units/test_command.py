"""``./ksbb import`` as people type it."""

from collections.abc import Callable, Iterator
from pathlib import Path

import psycopg
import pytest

from ksbb.geo.importing.source import Source
from ksbb.kernel.settings import settings
from ksbb.units.importing import main
from tests.database import Database
from tests.geo.places import areas, geojson, kelurahan
from tests.units.registry import rw

Written = Callable[..., str]


@pytest.fixture
def installation(fresh_database: Database, monkeypatch: pytest.MonkeyPatch) -> Iterator[Database]:
    """A database of the test's own, as the settings of this process."""
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


def units_in(database: Database) -> int:
    with psycopg.connect(database.admin) as connection:
        row = connection.execute("SELECT count(*) FROM pub.unit").fetchone()
    assert row is not None
    return int(row[0])


def test_areas_and_units_come_in_and_a_repeat_says_so(
    installation: Database, written: Written, capsys: pytest.CaptureFixture[str]
) -> None:
    maps, units = written(areas()), written(geojson(rw(1, 106.775), name="rw.geojson"))
    assert main(["areas", maps]) == 0
    assert main(["units", "--dry-run", units]) == 0
    assert units_in(installation) == 0
    said = capsys.readouterr().out
    assert "KELURAHAN: 2 baru (new)" in said
    assert "Uji coba: tidak ada yang diubah. (Dry run: nothing was changed.)" in said
    assert main(["units", units]) == 0
    assert "Selesai: tersimpan. (Done: written.)" in capsys.readouterr().out
    assert main(["units", units]) == 0
    assert "Tidak ada yang baru" in capsys.readouterr().out
    assert units_in(installation) == 1


def test_errors_are_told_in_both_languages_and_the_code_is_1(
    installation: Database, written: Written, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["areas", written(areas())]) == 0
    capsys.readouterr()
    bad = written(geojson(rw(1, 106.775), rw(2, 106.785, rw=9), name="rw.geojson"))
    assert main(["units", bad]) == 1
    said = capsys.readouterr().out
    assert "Galat (errors): 1" in said
    assert "rw.geojson, fitur 2, kolom rw: 9 tidak cocok dengan kode 31.74.05.1091.002" in said
    assert "rw.geojson, feature 2, column rw: 9 does not fit code 31.74.05.1091.002" in said
    assert "Tidak ada yang diubah" in said
    assert "baru (new)" not in said
    assert units_in(installation) == 0


def test_fifty_errors_are_shown_and_the_others_counted(
    installation: Database, written: Written, capsys: pytest.CaptureFixture[str]
) -> None:
    assert units_in(installation) == 0
    many = geojson(*(kelurahan(kode=f"x{number}") for number in range(60)))
    assert main(["areas", written(many)]) == 1
    said = capsys.readouterr().out
    assert "Galat (errors): 60" in said
    assert '"x49"' in said
    assert '"x50"' not in said
    assert "… dan 10 lagi (and 10 more)" in said


def test_a_missing_file_is_an_error_before_the_database_is_asked(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["units", str(tmp_path / "tidak-ada.csv")]) == 1
    assert "tidak-ada.csv: berkas tidak dapat dibaca" in capsys.readouterr().out


def test_a_database_without_tables_says_what_to_do(
    installation: Database, written: Written, capsys: pytest.CaptureFixture[str]
) -> None:
    with psycopg.connect(installation.admin) as connection:
        connection.execute("ALTER SCHEMA pub RENAME TO elsewhere")
    assert main(["areas", written(areas())]) == 1
    assert "run ./ksbb migrate first" in capsys.readouterr().err


@pytest.mark.usefixtures("installation")
def test_the_facts_need_no_file(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["facts"]) == 0
    said = capsys.readouterr().out
    assert "RW: 2.685 baru (new)" in said
    assert "2685 RW digambar sendiri, bukan batas resmi." in said
    assert "OpenStreetMap contributors" in said
