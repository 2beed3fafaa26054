"""People and places of the demo can't be mistaken for others."""

from collections import Counter
from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from ksbb.core.viewer import Kind, Role
from ksbb.domain.organisations.rules import is_made_up
from ksbb.domain.units import facts
from tools.demo import people
from tools.demo.families import vulnerable_families
from tools.demo.institutions import INSTITUTIONS
from tools.demo.pledges import split
from tools.demo.programme import PACKAGES, PHASES, rw_target
from tools.demo.rws import KOTA, PASAR_KEDIP, RWS, SERVED, Rw

FACTS = {kelurahan.code: kelurahan for kelurahan in facts.load()}
RW_CODES = [f"{each.code}.{number:03d}" for each in FACTS.values() for number in each.rw_numbers]


def test_every_kelurahan_of_the_demo_is_in_the_registry_with_its_names_and_rws() -> None:
    for kelurahan in (*SERVED, PASAR_KEDIP):
        known = FACTS[kelurahan.code]
        assert (known.name, known.kecamatan) == (kelurahan.name, kelurahan.kecamatan)
        assert known.kota == KOTA[kelurahan.code[:5]]
        assert set(kelurahan.rw_numbers) <= set(known.rw_numbers)


def test_no_rw_is_named_twice() -> None:
    codes = [rw.code for rw in (*RWS, *PASAR_KEDIP.rws)]
    assert len(codes) == len(set(codes)) == 121


def test_every_served_rw_has_300_to_650_vulnerable_families() -> None:
    assert all(300 <= rw.families <= 650 for rw in RWS)


def test_every_rw_of_jakarta_has_a_plausible_number_of_vulnerable_families() -> None:
    families = [vulnerable_families(code) for code in RW_CODES]
    assert len(families) > 2_600
    assert min(families) >= 40
    assert max(families) <= 650
    # Spread evenly: every tenth of the range has its share of the RWs.
    tenths = Counter((each - 40) * 10 // 611 for each in families)
    assert min(tenths.values()) > 200


def test_the_families_of_an_rw_come_from_its_code_alone() -> None:
    # A fixed value: another figure would change the demo.
    assert vulnerable_families("31.74.05.1001.001") == 330
    assert vulnerable_families("31.71.02.1005.006") == 365


def test_at_most_half_of_the_households_are_vulnerable() -> None:
    assert vulnerable_families("31.74.05.1001.001", households=659) == 329
    assert vulnerable_families("31.74.05.1001.001", households=660) == 330
    assert vulnerable_families("31.74.05.1001.001", households=5_000) == 330


def test_every_person_is_made_up_and_signs_in_with_an_address_of_their_own() -> None:
    everybody = [person for each in people.ORGANISATIONS for person in each.people]
    assert all(person.name.endswith(" Contoh") for person in everybody)
    assert all(person.email.endswith("@contoh.id") for person in everybody)
    assert len({person.email for person in everybody}) == len(everybody)


def test_names_and_slugs_of_organisations_are_unique() -> None:
    assert len({each.slug for each in people.ORGANISATIONS}) == len(people.ORGANISATIONS)
    assert len({each.name for each in people.ORGANISATIONS}) == len(people.ORGANISATIONS)


def test_the_real_organisations_are_those_of_the_reports() -> None:
    assert {each.name for each in people.ORGANISATIONS if not each.example} == {
        "Pemerintah Provinsi DKI Jakarta",
        "BAZNAS BAZIS DKI",
        "PMI DKI",
        "Aksi Cepat Tanggap (ACT)",
        "Human Initiative",
        "Rumah Zakat",
        "JNE",
        "PGRI SMP",
        "Asosiasi Museum Indonesia DKI Jakarta",
        "Barisan Bangun Negeri",
    }


def test_an_organisation_begins_with_its_owner_and_aggregators_have_an_operator() -> None:
    for each in people.ORGANISATIONS:
        assert each.owner.role is Role.OWNER
        assert [person.role for person in each.people].count(Role.OWNER) == 1
        if each.kind is Kind.AGGREGATOR:
            assert each.operator.role is Role.OPERATOR


def test_numbers_of_agreements_and_permits_are_labelled_as_examples() -> None:
    papers = (*people.AGREEMENTS, people.AGREEMENT_WAITING, *people.PERMITS)
    assert all(is_made_up(paper.number) for paper in papers)
    assert len({paper.number for paper in papers}) == len(papers)


def test_institutions_are_labelled_spread_and_partly_without_a_location() -> None:
    assert len(INSTITUTIONS) == 24
    assert all(is_made_up(each.name) for each in INSTITUTIONS)
    assert {each.kelurahan[:5] for each in INSTITUTIONS} == {*KOTA, "31.01"}
    assert all(each.kelurahan in FACTS for each in INSTITUTIONS)
    assert len({each.kind for each in INSTITUTIONS}) == 5
    assert len({each.code for each in INSTITUTIONS}) == 24
    assert sum(each.offset is None for each in INSTITUTIONS) == 5


def test_the_phases_follow_each_other_without_a_gap() -> None:
    assert [each.days for each in PHASES] == [7, 7, 7, 9]
    for earlier, later in pairwise(PHASES):
        assert (later.first_day - earlier.last_day).days == 1


def test_an_rw_needs_staples_weekly_meals_for_a_tenth_and_lebaran_parcels_once() -> None:
    # 301 families are 1,204 people, a tenth of them 121.
    assert [rw_target("SEMBAKO", number, 301) for number in (1, 2, 3, 4)] == [301] * 4
    assert [rw_target("SIAP_SAJI", number, 301) for number in (1, 4)] == [121 * 7, 121 * 9]
    assert [rw_target("LEBARAN", number, 301) for number in (1, 2, 3, 4)] == [0, 0, 0, 301]


def test_packages_cost_what_was_published() -> None:
    assert {each.code: each.price for each in PACKAGES} == {
        "SEMBAKO": 200_000,
        "SIAP_SAJI": 45_000,
        "LEBARAN": 85_000,
        "THR": 200_000,
    }


@given(st.lists(st.integers(0, 700), min_size=1, max_size=12).filter(any), st.data())
def test_a_gift_is_split_whole_and_never_beyond_what_an_rw_lacks(
    lacks: list[int], data: st.DataObject
) -> None:
    room = {Rw(f"31.71.01.1001.{number:03d}"): left for number, left in enumerate(lacks, 1)}
    quantity = data.draw(st.integers(1, sum(lacks)))
    given_away = split(quantity, room)
    assert sum(given_away.values()) == quantity
    assert all(0 < packages <= room[rw] for rw, packages in given_away.items())


def test_what_is_in_a_package_is_measured_in_both_languages() -> None:
    amounts = {
        content.amount.id: content.amount.en for package in PACKAGES for content in package.contents
    }
    assert amounts["1 kaleng"] == "1 tin"
    assert amounts["5 bungkus"] == "5 packets"
    assert amounts["Rp200.000"] == "Rp200,000"
    symbols = {"", "g", "kg", "l", "ml"}
    for indonesian, english in amounts.items():
        _, _, measure = indonesian.partition(" ")
        assert measure in symbols or indonesian != english, indonesian
