"""Codes of units, and families and people computed from each other."""

import pytest

from ksbb.domain.units.models import UnitKind
from ksbb.domain.units.rules import (
    families_of,
    is_institution_code,
    is_kelurahan_code,
    people_of,
    rw_code,
    rw_name,
    rw_parts,
)


def test_the_code_of_an_rw_is_its_kelurahans_and_three_digits() -> None:
    assert rw_code("31.74.05.1001", 3) == "31.74.05.1001.003"
    assert rw_parts("31.74.05.1001.003") == ("31.74.05.1001", 3)
    assert rw_name(3) == "RW 03"


@pytest.mark.parametrize(
    "code", ["31.74.05.1001", "31.74.05.1001.3", "31.74.05.1001.000", "32.74.05.1001.003", "RW 03"]
)
def test_what_is_no_code_of_an_rw_has_no_parts(code: str) -> None:
    assert rw_parts(code) is None


@pytest.mark.parametrize("code", ["PA-001", "510031740001", "A", "B/2019 12"])
def test_an_institution_keeps_the_code_of_its_registry(code: str) -> None:
    assert is_institution_code(code)


@pytest.mark.parametrize(
    "code", ["", "-1", "31.74", "31.74.05.1001.003", "=1+1", "a" * 41, "spasi ", "é"]
)
def test_an_ambiguous_code_is_refused_for_an_institution(code: str) -> None:
    assert not is_institution_code(code)


def test_only_kelurahan_of_jakarta_are_kelurahan_here() -> None:
    assert is_kelurahan_code("31.74.05.1001")
    assert not is_kelurahan_code("31.74.05")
    assert not is_kelurahan_code("36.74.05.1001")


def test_an_institutions_families_are_its_people_by_four_rounded_up() -> None:
    assert families_of(UnitKind.PANTI_ASUHAN, 81) == 21
    assert families_of(UnitKind.PANTI_ASUHAN, 80) == 20
    assert families_of(UnitKind.RW, 80) is None
    assert people_of(20) == 80
