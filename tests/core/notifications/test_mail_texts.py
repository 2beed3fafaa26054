"""The texts of our mail."""

import re

import pytest

from ksbb.core.notifications.mail_texts import TEMPLATES, UnknownTemplateError, mail_text
from ksbb.core.notifications.notices import NOTICES, REPLIES

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
def test_every_mail_has_both_languages_and_its_link(template: str) -> None:
    written = mail_text(template, FACTS, ORIGIN)
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
def test_names_are_escaped(template: str) -> None:
    html = mail_text(template, FACTS, ORIGIN).html
    assert "<b>" not in html
    assert "<i>" not in html


def test_a_sign_in_link_has_its_tokens() -> None:
    text = mail_text("SIGN_IN", FACTS, ORIGIN).text
    assert f"{ORIGIN}/auth/in?token=t0ken&invitation=inv1tation" in text
    alone = mail_text("SIGN_IN", {"token": "t0ken"}, ORIGIN).text
    assert f"{ORIGIN}/auth/in?token=t0ken\n" in alone


def test_an_invitation_links_to_its_page() -> None:
    written = mail_text("INVITATION", FACTS, ORIGIN)
    assert f"{ORIGIN}/auth/invitation?token=t0ken\n" in written.text
    assert "(Sari Contoh)" in written.text
    assert "operator" in written.text


def test_figures_are_written_as_people_write_them() -> None:
    pledge = mail_text("PLEDGE_SUBMITTED", FACTS, ORIGIN).text
    assert "1.340 paket" in pledge
    assert "1,340 packages" in pledge
    assert "Rp1.545.000.000" in mail_text("CONTRIBUTION_RECEIVED", FACTS, ORIGIN).text


def test_a_name_cant_add_headers() -> None:
    evil = {**FACTS, "organisation": "PT X\r\nBcc: semua@contoh.id"}
    assert "\n" not in mail_text("INVITATION", evil, ORIGIN).subject


def test_an_unknown_template_is_an_error() -> None:
    with pytest.raises(UnknownTemplateError):
        mail_text("NOTHING", FACTS, ORIGIN)


def test_every_notice_has_its_mail_text() -> None:
    assert {notice.template for notice in NOTICES.values()} | {*REPLIES.values()} <= set(TEMPLATES)
