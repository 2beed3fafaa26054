"""Validation of the complaint form, and the messages for invalid fields."""

import pytest

from ksbb.domain.complaints import rules
from ksbb.domain.complaints.models import About, Problem

GOOD = {
    "about": "UNIT",
    "subject": "31.74.05.1001.003",
    "problem": "SHORT",
    "description": "Beras hanya 3 kg.",
    "contact": "",
}


@pytest.mark.parametrize(
    ("changed", "wrong"),
    [
        ({"about": ""}, "about"),
        ({"about": "unit"}, "about"),
        ({"problem": "__class__"}, "problem"),
        ({"subject": ""}, "subject"),
        ({"subject": "  \t "}, "subject"),
        ({"subject": "x" * 201}, "subject"),
        ({"about": "PLEDGE", "subject": "\x07"}, "subject"),
        ({"description": ""}, "description"),
        ({"description": "  a \n b  "}, "description"),
        ({"description": "x" * 2001}, "description"),
        ({"contact": "bukan alamat"}, "contact"),
        ({"contact": "a@b@c"}, "contact"),
        ({"contact": "12"}, "contact"),
        ({"contact": "٠١٢٣٤٥٦٧٨٩"}, "contact"),
        ({"contact": "satu@contoh.id, dua@contoh.id"}, "contact"),
        ({"contact": "a" * 250 + "@contoh.id"}, "contact"),
    ],
)
def test_an_error_is_shown_only_at_its_field(changed: dict[str, str], wrong: str) -> None:
    submission, found = rules.check_form({**GOOD, **changed})
    assert submission is None
    assert {*found} == {wrong}
    assert all(text and text[0] != text[1] for text in found.values())


@pytest.mark.parametrize("about", ["FIGURE", "OTHER"])
def test_some_subjects_need_no_name(about: str) -> None:
    submission, _ = rules.check_form({**GOOD, "about": about, "subject": ""})
    assert submission is not None


def test_a_form_without_any_field_names_what_is_missing() -> None:
    submission, wrong = rules.check_form({})
    assert submission is None
    assert {*wrong} == {"about", "problem", "description"}


def test_white_space_of_a_text_is_normalised() -> None:
    submission, _ = rules.check_form(
        {
            **GOOD,
            "subject": "  RW 05\n Cipulir ",
            "description": " Pagi.\r\n\r\n\r\n\r\nSiang\x00\x08 <b>.\r ",
            "contact": " Sari@Contoh.ID ",
        }
    )
    assert submission == rules.Submission(
        About.UNIT, "RW 05 Cipulir", Problem.SHORT, "Pagi.\n\nSiang <b>.", "sari@contoh.id"
    )


@pytest.mark.parametrize("typed", ["+62 812-3456-7890", "(021) 555 1234", "021 5551234"])
def test_a_telephone_number_is_kept_as_typed(typed: str) -> None:
    wrong: rules.FormErrors = {}
    assert rules.check_contact(typed, wrong) == typed
    assert not wrong


@pytest.mark.parametrize(
    ("typed", "code"),
    [
        ("abcde fghjk", "ABCDEFGHJK"),
        (" ABCDE-FGHJK ", "ABCDEFGHJK"),
        ("../etc", ""),
        ("a/b", ""),
        ("", ""),
        ("x" * 41, ""),
        ("ＡＢＣ", ""),
    ],
)
def test_a_code_is_read_as_people_note_it_down(typed: str, code: str) -> None:
    assert rules.normalise_code(typed) == code
