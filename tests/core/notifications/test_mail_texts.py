"""The texts of our mail."""

import re

import pytest

from ksbb.core.notifications.mail_texts import TEMPLATES, UnknownTemplateError, mail_text
from ksbb.core.notifications.replies import REPLIES
from ksbb.domain.inbox.kinds import NotificationKind

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
    "about": "Yayasan <i>Lumbung</i> (contoh)",
    "unit": "RW 003 <b>Kebon Melati</b>",
    "shipment": "P-2020-0003",
    "shipment_id": 3,
    "handover_id": 4,
    "contribution_id": 5,
    "subject_id": 6,
    "days": 7,
    "detail": "WRITTEN_OFF",
    "part": "EXECUTOR",
}
# About a trip with several pledges, or about none.
OFFICE_FACTS = {**FACTS, "code": None, "number": None}
PATHS = {
    **dict.fromkeys(
        ("DISPUTE_OPENED", "DISPUTE_MESSAGE", "DISPUTE_DECIDED"), "/kantor/serah-terima/4"
    ),
    **dict.fromkeys(("AGREEMENT_ENDING", "PERMIT_ENDING"), "/kantor/pks"),
    **dict.fromkeys(("ORGANISATION_REJECTED", "ORGANISATION_SUSPENDED"), "/kantor/organisasi-kami"),
    "ORGANISATION_APPLIED": "/kantor/organisasi/6",
    "BAST_READY": "/kantor/pengiriman/3/dokumen",
    "VERIFICATION_DRAWN": "/transparansi/sampel",
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


@pytest.mark.parametrize("kind", NotificationKind)
def test_a_notification_leads_to_the_pledge_or_into_the_office(kind: NotificationKind) -> None:
    tracked, office = (mail_text(kind, facts, ORIGIN).text for facts in (FACTS, OFFICE_FACTS))
    assert f"{ORIGIN}/lacak/2VSDPCTGYA\n" in tracked
    assert tracked.count("2VSDPCTGYA") == 4
    assert f"{ORIGIN}{PATHS.get(kind, '/kantor/pengiriman/3')}\n" in office
    assert "None" not in office


@pytest.mark.parametrize("kind", NotificationKind)
def test_a_subject_is_short_and_names_no_reason(kind: NotificationKind) -> None:
    subject = mail_text(kind, FACTS, ORIGIN).subject
    assert "Gudang penuh" not in subject
    assert len(subject) < 150


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
    assert {*NotificationKind} | {*REPLIES.values()} <= {*TEMPLATES}


def test_an_office_page_is_that_of_who_reads_it() -> None:
    for part, path in (("OFFICER", "/kantor/kiriman"), ("VERIFIER", "/kantor")):
        text = mail_text("DISPATCHED", {**OFFICE_FACTS, "part": part}, ORIGIN).text
        assert f"{ORIGIN}{path}\n" in text
    money = {**OFFICE_FACTS, "shipment_id": None}
    assert (
        f"{ORIGIN}/kantor/kontribusi/5\n" in mail_text("CONTRIBUTION_RECEIVED", money, ORIGIN).text
    )
