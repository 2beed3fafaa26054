"""Signing in to the office, and signing out."""

from __future__ import annotations

import re

from tests.e2e.conftest import Visit
from tests.e2e.person import PHONE

WIRA = "wira.jne@contoh.id"


def test_a_link_sent_by_mail_signs_in_once(visit: Visit) -> None:
    with visit(size=PHONE) as wira:
        wira.opens("/masuk")
        wira.is_pictured("masuk-360")
        wira.asks_for_a_link(WIRA)
        wira.sees("Periksa surel Anda")
        link = wira.link_from_mail(WIRA)
        wira.page.goto(link)
        wira.presses("Masuk")
        wira.page.wait_for_url("**/kantor**")
        wira.sees("JNE")
        wira.presses("Keluar")
        wira.page.wait_for_url(wira.site.origin + "/")
    with visit() as somebody_else:
        somebody_else.expects_refusals()
        somebody_else.page.goto(link)
        somebody_else.sees(re.compile("sudah dipakai atau lewat 15 menit"))


def test_a_visitor_of_a_demo_signs_in_as_one_of_its_people(visit: Visit) -> None:
    with visit() as wira:
        wira.signs_in_as("Wira Contoh")
        wira.sees("JNE")


def test_a_signed_out_person_signs_in_and_returns_to_the_wanted_page(visit: Visit) -> None:
    with visit() as hasan:
        hasan.opens("/kantor/janji-masuk")
        hasan.follows("Masuk")
        hasan.presses(re.compile("^Hasan Contoh"))
        hasan.page.wait_for_url("**/kantor/janji-masuk")
        hasan.heading("Janji masuk")
