"""Codes of slips: no single wrong letter and no swap of two letters passes."""

from itertools import combinations, product

import pytest

from ksbb.core.refusals import InvalidInput
from ksbb.domain.deliveries.slips import codes, rules

CODES = [codes.new_code() for _ in range(40)]


def test_a_new_code_is_ten_letters_of_the_thirty() -> None:
    assert len(codes.LETTERS) == len({*codes.LETTERS}) == 30
    assert not {*codes.LETTERS} & {*"0O1ILU"}
    for code in CODES:
        assert len(code) == codes.LENGTH
        assert codes.mistake(code) is None


def test_no_single_wrong_letter_passes() -> None:
    for code, place, letter in product(CODES, range(codes.LENGTH), codes.LETTERS):
        typed = code[:place] + letter + code[place + 1 :]
        assert (codes.mistake(typed) is None) == (typed == code)


def test_no_two_letters_may_change_places() -> None:
    for code, (one, other) in product(CODES, combinations(range(codes.LENGTH), 2)):
        letters = [*code]
        letters[one], letters[other] = letters[other], letters[one]
        assert (codes.mistake("".join(letters)) is None) == (code[one] == code[other])


def test_a_code_is_read_as_people_type_it() -> None:
    [code, *_] = CODES
    assert rules.check_code(f" {codes.shown(code).lower()}-") == code


@pytest.mark.parametrize(
    ("typed", "says"),
    [
        ("K7QF2 M0X4D", "Check letter 7"),
        ("o7QF2 MX4D9", "Check letter 1"),
        ("K7QF2", "you wrote 5"),
        ("K7QF2 MX4D9 2", "you wrote 11"),
        ("", "Write one of the codes"),
        ("2222222223", "changed places"),
    ],
)
def test_what_is_wrong_with_a_code_is_said(typed: str, says: str) -> None:
    with pytest.raises(InvalidInput) as refused:
        rules.check_code(typed)
    assert says in refused.value.message("en")


def test_the_digest_depends_on_the_key() -> None:
    [code, *_] = CODES
    assert codes.digest(code, "a") != codes.digest(code, "b")
    assert len(codes.digest(code, "a")) == 32
