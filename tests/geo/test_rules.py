"""Codes and coordinates of DKI Jakarta."""

import pytest

from ksbb.domain.geo.models import Level
from ksbb.domain.geo.rules import (
    Extent,
    Misplaced,
    ancestors,
    code_at,
    is_kabupaten,
    level_of,
    misplaced,
)


@pytest.mark.parametrize(
    ("code", "level"),
    [
        ("31", Level.PROVINSI),
        ("31.74", Level.KOTA),
        ("31.74.05", Level.KECAMATAN),
        ("31.74.05.1001", Level.KELURAHAN),
    ],
)
def test_the_length_of_a_code_is_its_level(code: str, level: Level) -> None:
    assert level_of(code) is level


@pytest.mark.parametrize(
    "code", ["", "3", "31.", "31.7", "3174051001", "31.74.05.1001.003", "31.74.05.100a", "31.74 "]
)
def test_what_is_no_kemendagri_code_has_no_level(code: str) -> None:
    assert level_of(code) is None


def test_a_kelurahan_names_all_areas_above_it_by_its_code() -> None:
    assert ancestors("31.74.05.1001") == {
        Level.PROVINSI: "31",
        Level.KOTA: "31.74",
        Level.KECAMATAN: "31.74.05",
    }
    assert ancestors("31") == {}


def test_a_kota_has_no_kecamatan_of_its_own() -> None:
    assert code_at("31.74.05", Level.KOTA) == "31.74"
    with pytest.raises(ValueError, match="has no KECAMATAN"):
        code_at("31.74", Level.KECAMATAN)


def test_kepulauan_seribu_is_a_kabupaten_and_jakarta_pusat_is_not() -> None:
    assert is_kabupaten("31.01")
    assert not is_kabupaten("31.71")
    assert not is_kabupaten("31.01.01")


@pytest.mark.parametrize(
    ("extent", "expected"),
    [
        (Extent(106.8, -6.2, 106.9, -6.1), None),
        (Extent(106.36, -5.2, 106.36, -5.2), None),
        (Extent(-6.2, 106.8, -6.1, 106.9), Misplaced.SWAPPED),
        (Extent(107.6, -6.9, 107.7, -6.8), Misplaced.OUTSIDE),
        (Extent(106.8, -6.2, 107.6, -6.1), Misplaced.OUTSIDE),
        (Extent(700_000, 9_310_000, 701_000, 9_311_000), Misplaced.NOT_DEGREES),
    ],
)
def test_coordinates_that_are_not_jakartas_say_why(
    extent: Extent, expected: Misplaced | None
) -> None:
    assert misplaced(extent) is expected
