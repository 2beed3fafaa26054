"""A unit confirms a delivery on `/terima`, on an old phone without JavaScript, 320 pixels wide."""

from __future__ import annotations

from ksbb.domain.identity.rules import new_token, token_hash
from tests.e2e.conftest import Visit
from tests.e2e.field import arrived, left_with_shift, slip_of_first_stop
from tests.e2e.person import Person

OLD = {"width": 320, "height": 480}


def _answers(unit: Person, question: str, answer: str) -> None:
    unit.heading(question)
    unit.page.locator("input[type=text], textarea").fill(answer)
    unit.presses("Lanjut")
    width = unit.page.locator("main").evaluate("(main) => main.scrollWidth - window.innerWidth")
    assert width <= 0, f"{question} scrolls sideways by {width} px"


def test_the_unit_counts_and_sees_once_more_what_it_typed(visit: Visit) -> None:
    with visit() as hasan:
        hasan.signs_in_as("Hasan Contoh")
        shipment = left_with_shift(hasan.page, 1, token_hash(new_token()).hex())
        with visit() as wulan:
            wulan.signs_in_as("Wulan Contoh")
            # The page of a slip has no icon either.
            wulan.expects_refusals()
            unit_code, codes = slip_of_first_stop(wulan.page, shipment)
        with visit(size=OLD, scripts=False) as unit:
            # Browsers ask for an icon that these pages don't have; a wrong code is a 422.
            unit.expects_refusals()
            unit.opens("/terima")
            _answers(unit, "Kode unit apa di slip?", unit_code)
            letters = codes[0].replace(" ", "")
            _answers(unit, "Kode apa di slip?", f"{letters[:-2]}{letters[-1]}{letters[-2]}")
            unit.sees("Satu huruf salah, atau dua huruf tertukar.")
            _answers(unit, "Kode apa di slip?", codes[0].lower())
            unit.heading("Kiriman mana yang datang?")
            unit.page.get_by_role("radio").first.check()
            unit.presses("Lanjut")
            _answers(unit, "Berapa yang baik?", "1")
            _answers(unit, "Berapa yang rusak?", "0")
            _answers(unit, "Adakah pesan?", "Dihitung bersama.")
            unit.heading("Sudah benar?")
            unit.presses("Ubah: Berapa yang baik?")
            _answers(unit, "Berapa yang baik?", "2")
            unit.presses("Kirim tanda terima")
            unit.heading("Terima kasih, tanda terima masuk")
            unit.sees("menunggu catatan itu")
        [stop] = arrived(hasan.page, shipment)["stops"]
    assert stop["handovers"] == []
