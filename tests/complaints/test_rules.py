"""What may stand on a complaint's form, and what is said of the rest."""

import pytest

from ksbb.complaints import rules
from ksbb.complaints.models import About, Happened

GOOD = {
    "about": "UNIT",
    "subject": "31.74.05.1001.003",
    "happened": "SHORT",
    "told": "Beras hanya 3 kg.",
    "contact": "",
}


@pytest.mark.parametrize(
    ("changed", "wrong"),
    [
        ({"about": ""}, "about"),
        ({"about": "unit"}, "about"),
        ({"happened": "__class__"}, "happened"),
        ({"subject": ""}, "subject"),
        ({"subject": "  \t "}, "subject"),
        ({"subject": "x" * 201}, "subject"),
        ({"about": "PLEDGE", "subject": "\x07"}, "subject"),
        ({"told": ""}, "told"),
        ({"told": "  a \n b  "}, "told"),
        ({"told": "x" * 2001}, "told"),
        ({"contact": "bukan alamat"}, "contact"),
        ({"contact": "a@b@c"}, "contact"),
        ({"contact": "12"}, "contact"),
        ({"contact": "٠١٢٣٤٥٦٧٨٩"}, "contact"),
        ({"contact": "satu@contoh.id, dua@contoh.id"}, "contact"),
        ({"contact": "a" * 250 + "@contoh.id"}, "contact"),
    ],
)
def test_what_is_wrong_is_said_at_its_field_alone(changed: dict[str, str], wrong: str) -> None:
    said, found = rules.told({**GOOD, **changed})
    assert said is None
    assert {*found} == {wrong}
    assert all(text and text[0] != text[1] for text in found.values())


@pytest.mark.parametrize("about", ["FIGURE", "OTHER"])
def test_not_everything_has_a_name(about: str) -> None:
    said, _ = rules.told({**GOOD, "about": about, "subject": ""})
    assert said is not None


def test_a_form_without_any_field_names_what_is_missing() -> None:
    said, wrong = rules.told({})
    assert said is None
    assert {*wrong} == {"about", "happened", "told"}


def test_what_was_told_is_kept_as_it_was_meant() -> None:
    said, _ = rules.told(
        {
            **GOOD,
            "subject": "  RW 05\n Cipulir ",
            "told": " Pagi.\r\n\r\n\r\n\r\nSiang\x00\x08 <b>.\r ",
            "contact": " Sari@Contoh.ID ",
        }
    )
    assert said == rules.Told(
        About.UNIT, "RW 05 Cipulir", Happened.SHORT, "Pagi.\n\nSiang <b>.", "sari@contoh.id"
    )


@pytest.mark.parametrize("typed", ["+62 812-3456-7890", "(021) 555 1234", "021 5551234"])
def test_a_telephone_number_stands_as_people_write_it(typed: str) -> None:
    wrong: rules.Wrong = {}
    assert rules.contact(typed, wrong) == typed
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
    assert rules.code_typed(typed) == code
