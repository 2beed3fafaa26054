"""The table of facts in the repository."""

from pathlib import Path

import pytest

from ksbb.domain.geo.rules import JAKARTA, Extent, is_kabupaten
from ksbb.domain.units import facts
from ksbb.domain.units.rules import is_kelurahan_code


def test_there_are_267_kelurahan_with_2685_rw_each_once() -> None:
    kelurahan = facts.load()
    assert len({one.code for one in kelurahan}) == 267
    assert sum(len(one.rw_numbers) for one in kelurahan) == 2685
    assert len({one.code[:8] for one in kelurahan}) == 44
    assert len({one.code[:5] for one in kelurahan}) == 6


def test_every_kelurahan_has_its_code_names_and_a_point_in_jakarta() -> None:
    for one in facts.load():
        assert is_kelurahan_code(one.code)
        assert one.name
        assert one.kecamatan
        assert one.kota
        point = Extent(one.longitude, one.latitude, one.longitude, one.latitude)
        assert JAKARTA.holds(point)


def test_no_source_knows_the_rw_of_kepulauan_seribu() -> None:
    islands = [one for one in facts.load() if is_kabupaten(one.code[:5])]
    assert len(islands) == 6
    assert all(one.rw_numbers == () for one in islands)


def test_the_licence_and_the_attribution_are_beside_the_facts() -> None:
    folder = facts.FILE.parent
    assert "Open Database License" in (folder / "LICENSE").read_text()
    notice = (folder / "NOTICE").read_text()
    assert "OpenStreetMap contributors" in notice
    assert "Rasyid Ridha" in notice
    assert "Cahya DSN" in notice


@pytest.mark.parametrize("compact", ["1-", "3-1", "2,1", "1,1", "a", "1, 2", "-3"])
def test_a_malformed_list_of_numbers_is_refused(compact: str) -> None:
    with pytest.raises(ValueError, match=r"RW numbers|rise"):
        facts.numbers(compact)


def test_numbers_are_written_as_ranges() -> None:
    assert facts.numbers("1-3,5") == (1, 2, 3, 5)
    assert facts.numbers("") == ()


@pytest.mark.jakarta
def test_the_facts_are_those_of_the_boundary_files(jakarta: Path) -> None:
    import orjson

    def properties(name: str) -> list[dict[str, object]]:
        document = orjson.loads((jakarta / name).read_bytes())
        return [feature["properties"] for feature in document["features"]]

    known = {one.code: one for one in facts.load()}
    kelurahan = properties("jakarta_kelurahan.geojson")
    assert {row["kode"]: row["kelurahan"] for row in kelurahan} == {
        code: one.name for code, one in known.items()
    }
    rw = {(row["kode_kelurahan"], row["rw"]) for row in properties("jakarta_rw.geojson")}
    assert {pair for pair in rw if pair[1] is not None} == {
        (one.code, number) for one in known.values() for number in one.rw_numbers
    }
