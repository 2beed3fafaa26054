"""Ways into the office, and out of it."""

from __future__ import annotations

import re

from tests.e2e.conftest import Visit
from tests.e2e.person import PHONE

WIRA = "wira.jne@contoh.id"


def test_a_link_that_came_by_mail_leads_into_the_office_once(visit: Visit) -> None:
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


def test_in_a_demo_one_becomes_one_of_its_people(visit: Visit) -> None:
    with visit() as wira:
        wira.signs_in_as("Wira Contoh")
        wira.sees("JNE")


def test_whoever_is_signed_out_is_asked_in_and_arrives_where_they_wanted_to(visit: Visit) -> None:
    with visit() as hasan:
        hasan.opens("/kantor/janji-masuk")
        hasan.follows("Masuk")
        hasan.presses(re.compile("^Hasan Contoh"))
        hasan.page.wait_for_url("**/kantor/janji-masuk")
        hasan.heading("Janji masuk")
