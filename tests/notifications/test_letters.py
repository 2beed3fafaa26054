"""The texts of our mail."""

import re

import pytest

from ksbb.notifications.letters import TEMPLATES, UnknownTemplateError, letter
from ksbb.notifications.notices import NOTICES, REPLIES

ORIGIN = "https://ksbb.example"
FACTS = {
    "token": "t0ken",
    "invitation": "inv1tation",
    "organisation": "PT Sinar & <b>Nusantara</b> (contoh)",
    "name": "PT Sinar & <b>Nusantara</b> (contoh)",
    "role": "OPERATOR",
    "kind": "AGGREGATOR",
    "inviter": "Sari Contoh",
    "by": "Yayasan <i>Lumbung</i> (contoh)",
    "number": "KSBB-2020-0007",
    "packages": 1340,
    "amount": 1_545_000_000,
    "reason": "Gudang penuh.",
    "code": "2VSDPCTGYA",
}


@pytest.mark.parametrize("template", TEMPLATES)
def test_every_letter_says_it_in_both_languages_with_its_link(template: str) -> None:
    written = letter(template, FACTS, ORIGIN)
    indonesian, english = written.text.split("\n--\n")
    links = re.findall(r"https://\S+", indonesian)
    assert links == re.findall(r"https://\S+", english)
    assert len(links) == 1
    assert written.html.count('href="https://ksbb.example/') == 2
    subject = re.sub(r"<[^>]+>", "", written.subject).split(" / ")
    assert len(subject) == 2
    assert subject[0] != subject[1]
    assert indonesian.split("\n\n")[0] != english.strip().split("\n\n")[0]
    assert "{" not in written.subject + written.text


@pytest.mark.parametrize("template", TEMPLATES)
def test_names_are_shown_and_not_run(template: str) -> None:
    html = letter(template, FACTS, ORIGIN).html
    assert "<b>" not in html
    assert "<i>" not in html


def test_a_sign_in_link_carries_its_tokens() -> None:
    text = letter("SIGN_IN", FACTS, ORIGIN).text
    assert f"{ORIGIN}/auth/in?token=t0ken&invitation=inv1tation" in text
    alone = letter("SIGN_IN", {"token": "t0ken"}, ORIGIN).text
    assert f"{ORIGIN}/auth/in?token=t0ken\n" in alone


def test_an_invitation_leads_to_its_page() -> None:
    written = letter("INVITATION", FACTS, ORIGIN)
    assert f"{ORIGIN}/auth/invitation?token=t0ken\n" in written.text
    assert "(Sari Contoh)" in written.text
    assert "operator" in written.text


def test_figures_are_written_as_people_write_them() -> None:
    pledge = letter("PLEDGE_SUBMITTED", FACTS, ORIGIN).text
    assert "1.340 paket" in pledge
    assert "1,340 packages" in pledge
    assert "Rp1.545.000.000" in letter("CONTRIBUTION_RECEIVED", FACTS, ORIGIN).text


def test_a_name_cant_write_headers() -> None:
    evil = {**FACTS, "organisation": "PT X\r\nBcc: semua@contoh.id"}
    assert "\n" not in letter("INVITATION", evil, ORIGIN).subject


def test_a_letter_nobody_wrote_is_said_so() -> None:
    with pytest.raises(UnknownTemplateError):
        letter("NOTHING", FACTS, ORIGIN)


def test_every_notice_has_its_letter() -> None:
    assert {notice.template for notice in NOTICES.values()} | {*REPLIES.values()} <= set(TEMPLATES)
