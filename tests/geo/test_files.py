"""Files of the wrong kind, or unreadable: one clear error, with its place."""

import io
import json
import zipfile
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from ksbb.domain.geo.importing.columns import Row
from ksbb.domain.geo.importing.report import ImportFailed, Report
from ksbb.domain.geo.importing.source import LARGEST, Source, read
from tests.geo.made_up_areas import feature, geojson, kelurahan, square, table


def errors(source: Source) -> list[str]:
    report = Report([source.name])
    read(source, report)
    return [finding.message().en for finding in report.errors]


@pytest.mark.parametrize(
    ("name", "content", "message"),
    [
        ("rw.csv", b"", "rw.csv: the file is empty"),
        ("rw.csv", b" \n\n", "rw.csv: the file is empty"),
        ("rw.csv", b"kode,nama\n", "rw.csv: there are no rows of data in it"),
        (
            "rw.csv",
            b"PK\x03\x04rest",
            "rw.csv: by its name this file is CSV, but its content is XLSX",
        ),
        ("rw.csv", b'{"type": 1}', "by its name this file is CSV, but its content is GeoJSON"),
        ("rw.csv", b"<html><body>", "by its name this file is CSV, but its content is something"),
        ("rw.csv", b"kode\n\xff\xe9\n", "rw.csv, row 2: not UTF-8 text"),
        ("rw.csv", "kode\n".encode("utf-16"), "its content is something else"),
        ("rw.csv", b"kode,kode\n1,2\n", "rw.csv, row 1, column kode: this column is there twice"),
        ("rw.csv", b"kode,nama\n1,a,b\n", "rw.csv, row 2: this row has 3 cells, the header 2"),
        ("rw.csv", b'kode,nama\n1,"open\n', "rw.csv, row 2: not correct CSV"),
        ("rw.xlsx", b"kode,nama\n1,a\n", "by its name this file is XLSX, but its content is CSV"),
        ("rw.xlsx", b"PK\x03\x04" + bytes(200), "rw.xlsx: not a whole XLSX workbook"),
        ("rw.xls", b"\xd0\xcf\x11\xe0rest", "rw.xls: this kind of file is not accepted here"),
        ("rw.geojson", b"kode,nama", "by its name this file is GeoJSON, but its content is CSV"),
        ("rw.geojson", b'{"type": ', "rw.geojson, row 1: not correct JSON"),
        ("rw.geojson", b'{"type": "Topology"}', "not GeoJSON with a FeatureCollection"),
        ("rw.geojson", b"[" * 100_000, "rw.geojson, row 1: not correct JSON"),
        (
            "rw.geojson",
            b'{"type":"FeatureCollection","features":{}}',
            "column features: not a list",
        ),
    ],
)
def test_a_file_of_another_kind_than_its_name_is_refused(
    name: str, content: bytes, message: str
) -> None:
    (found,) = errors(Source(name, content))
    assert message in found


def test_a_huge_file_is_refused_without_being_read(tmp_path: Path) -> None:
    huge = tmp_path / "huge.csv"
    with huge.open("wb") as opened:
        opened.truncate(LARGEST + 1)
    with pytest.raises(ImportFailed, match="larger than"):
        Source.at(huge)
    with pytest.raises(ImportFailed, match="a folder"):
        Source.at(tmp_path)
    with pytest.raises(ImportFailed, match="can't be read"):
        Source.at(tmp_path / "missing.csv")


@pytest.mark.parametrize(
    ("geometry", "message"),
    [
        ({"type": "LineString", "coordinates": [[106.8, -6.2]]}, "LineString is not accepted"),
        ({"type": "Polygon", "coordinates": []}, "coordinates are empty"),
        ({"type": "Polygon", "coordinates": [106.8, -6.2]}, "coordinates are empty or no list"),
        ({"type": "Polygon", "coordinates": [[[106.8, -6.2]] * 3]}, "has only 3 positions"),
        (
            {"type": "Polygon", "coordinates": [[[106.8, -6.2], [106.9, -6.2], [106.9, -6.1]] * 2]},
            "a ring is open",
        ),
        ({"type": "Point", "coordinates": ["106.8", -6.2]}, "is no number"),
        ({"type": "Point", "coordinates": [106.8]}, "is no number"),
        ("Polygon", "a geometry None is not accepted"),
    ],
)
def test_a_malformed_geometry_names_its_feature(geometry: Any, message: str) -> None:
    (found,) = errors(geojson(kelurahan(), feature(geometry, kode="x")))
    assert found.startswith("peta.geojson, feature 2, column geometry: ")
    assert message in found


def test_coordinates_of_another_system_are_refused() -> None:
    crs = {"type": "name", "properties": {"name": "urn:ogc:def:crs:EPSG::32748"}}
    (found,) = errors(geojson(kelurahan(), crs=crs))
    assert "EPSG::32748; degrees of WGS 84" in found
    degrees = {"type": "name", "properties": {"name": "urn:ogc:def:crs:OGC:1.3:CRS84"}}
    assert errors(geojson(kelurahan(), crs=degrees)) == []


def test_a_csv_of_indonesian_excel_reads_like_one_with_commas() -> None:
    commas = table("kode,alamat,lat", '1,"Jl. Uji, 5",-6.25')
    semicolons = table("\ufeffKode;Alamat;Lat", "1;Jl. Uji, 5;-6,25")
    for source in (commas, semicolons):
        (record,) = read(source, Report([source.name]))
        row = Row(record, {"code": ("kode",), "address": ("alamat",), "lat": ("lat",)}, Report([]))
        assert (row.text("code"), row.text("address"), row.degrees("lat")) == (
            "1",
            "Jl. Uji, 5",
            -6.25,
        )


def test_rows_are_numbered_as_a_spreadsheet_shows_them() -> None:
    source = table("", "kode,nama", '1,"dua\nbaris"', "", "2,b")
    places = [record.position.number for record in read(source, Report([source.name]))]
    assert places == [3, 6]


def test_a_workbook_reads_its_first_sheet_and_says_so() -> None:
    book = openpyxl.Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.append(["Kode Unit", "KK", None])
    sheet.append([])
    sheet.append(["P-1", 12])
    book.create_sheet("lain").append(["kode_unit", "kk"])
    packed = io.BytesIO()
    book.save(packed)
    report = Report(["unit.xlsx"])
    (record,) = read(Source("unit.xlsx", packed.getvalue()), report)
    assert dict(record.values) == {"kode_unit": "P-1", "kk": 12}
    assert record.position.number == 3
    assert "only the first sheet (Sheet) is read" in report.warnings[0].message().en


@pytest.mark.parametrize("stray", ["XFD1048576", "CZ1048576", "F1000001"])
def test_a_stray_cell_far_away_does_not_take_all_memory(stray: str) -> None:
    book = openpyxl.Workbook()
    sheet = book.active
    assert sheet is not None
    sheet["A1"], sheet["A2"], sheet[stray] = "kode", "P-1", "x"
    packed = io.BytesIO()
    book.save(packed)
    (found,) = errors(Source("unit.xlsx", packed.getvalue()))
    assert "delete the stray cells" in found


def test_a_workbook_that_unpacks_to_gigabytes_is_refused() -> None:
    packed = io.BytesIO()
    with (
        zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as bomb,
        bomb.open("xl/worksheets/sheet1.xml", "w", force_zip64=True) as sheet,
    ):
        for _ in range(600):
            sheet.write(bytes(1024 * 1024))
    (found,) = errors(Source("unit.xlsx", packed.getvalue()))
    assert "far too large when unpacked" in found


def test_a_workbook_with_a_damaged_part_is_an_error() -> None:
    book = openpyxl.Workbook()
    packed = io.BytesIO()
    book.save(packed)
    content = bytearray(packed.getvalue())
    place = content.index(b"xl/worksheets/sheet1.xml") + 40
    content[place : place + 40] = bytes(40)
    (found,) = errors(Source("unit.xlsx", bytes(content)))
    assert "not a whole XLSX workbook" in found


@pytest.mark.parametrize(
    ("cell", "message"),
    [
        ("1.250", '"1.250" is not a whole number'),
        ("-3", '"-3" is not a whole number'),
        ("dua", '"dua" is not a whole number'),
        ("99999999999", "is not a whole number"),
        ("٣", "is not a whole number"),
    ],
)
def test_a_number_with_separators_or_a_sign_is_refused(cell: str, message: str) -> None:
    report = Report(["unit.csv"])
    (record,) = read(table("Jumlah KK", f'"{cell}"'), report)
    row = Row(record, {"families": ("jumlah_kk",)}, report)
    assert row.whole("families") is None
    assert report.errors[0].message().en.startswith("unit.csv, row 2, column Jumlah KK: ")
    assert message in report.errors[0].message().en


def test_a_day_is_read_as_people_here_write_it() -> None:
    report = Report(["unit.csv"])
    records = read(table("tanggal", "2020-04-24", "24/04/2020", "24-04-2020", "04/24/2020"), report)
    days = [Row(record, {"day": ("tanggal",)}, report).day("day") for record in records]
    assert [str(day) for day in days] == ["2020-04-24"] * 3 + ["None"]
    assert '"04/24/2020" is not a date' in report.errors[0].message().en


def test_a_control_character_is_refused_before_the_database_would() -> None:
    source = Source(
        "a.geojson",
        json.dumps(
            json.loads(geojson(feature(square(106.8, -6.2), nama="a\u0000b")).content)
        ).encode(),
    )
    report = Report(["a.geojson"])
    (record,) = read(source, report)
    assert Row(record, {"name": ("nama",)}, report).text("name") is None
    assert "control character" in report.errors[0].message().en


ANYTHING = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=8),
    lambda inner: (
        st.lists(inner, max_size=4)
        | st.dictionaries(
            st.sampled_from(["type", "properties", "geometry", "coordinates", "kode", "lat"]),
            inner,
            max_size=4,
        )
    ),
    max_leaves=12,
)
STARTS = {"a.csv": b"kode,nama\n", "a.xlsx": b"PK\x03\x04", "a.geojson": b"{", "a.json": b"["}


@given(name=st.sampled_from(sorted(STARTS)), rest=st.binary(max_size=200))
def test_no_bytes_cause_an_unreported_error(name: str, rest: bytes) -> None:
    report = Report([name])
    records = read(Source(name, STARTS[name] + rest), report)
    assert records or report.errors


@given(features=st.lists(ANYTHING, max_size=4))
def test_no_feature_causes_an_unreported_error(features: list[object]) -> None:
    report = Report(["a.geojson"])
    content = json.dumps({"type": "FeatureCollection", "features": features}).encode()
    aliases = {"code": ("kode",), "latitude": ("lat",)}
    for record in read(Source("a.geojson", content), report):
        row = Row(record, aliases, report)
        for value in (row.text("code"), row.whole("latitude"), row.degrees("latitude")):
            assert value is None or isinstance(value, str | int | float)
    for finding in report.errors:
        assert finding.message().id.startswith("a.geojson")
