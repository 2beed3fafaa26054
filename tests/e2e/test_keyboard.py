"""Without a mouse: every step works by keyboard, and the focus is always visible."""

from __future__ import annotations

import re

from playwright.sync_api import expect

from tests.e2e.conftest import Visit
from tests.e2e.person import Person

_PATIENCE = 120
# The focused element: its accessible name, and whether its focus is visible.
_FOCUS = """() => {
  const at = document.activeElement;
  const style = getComputedStyle(at);
  const box = at.getBoundingClientRect();
  const label = at.labels && at.labels[0] ? at.labels[0].innerText : '';
  return {
    name: (at.getAttribute('aria-label') || label || at.innerText || '').trim(),
    seen: style.outlineStyle !== 'none' && parseFloat(style.outlineWidth) >= 2
      && box.width > 0 && box.bottom > 0 && box.top < innerHeight,
  };
}"""


def _comes_true(somebody: Person, script: str, what: str) -> None:
    # Playwright's own waiting compiles code in the page, which the pages' policy forbids.
    for _ in range(50):
        if somebody.page.evaluate(script):
            return
        somebody.page.wait_for_timeout(50)
    raise AssertionError(f"never came true: {what}")


def _tabs_to(somebody: Person, name: str | re.Pattern[str]) -> None:
    """Press Tab until the element with this name has the focus."""
    wanted = re.compile(re.escape(name)) if isinstance(name, str) else name
    passed: list[str] = []
    for _ in range(_PATIENCE):
        somebody.page.keyboard.press("Tab")
        name_there = somebody.page.evaluate(_FOCUS)["name"]
        passed.append(name_there)
        _comes_true(somebody, f"({_FOCUS})().seen", f"the focus is seen on {name_there!r}")
        if wanted.search(name_there):
            return
    raise AssertionError(f"the tabulator never came to {name!r}, but to {passed}")


def _enters(somebody: Person) -> None:
    somebody.page.keyboard.press("Enter")


def test_a_draft_is_made_by_keyboard_alone(visit: Visit) -> None:
    with visit() as donor:
        donor.opens("/")
        _tabs_to(donor, "Langsung ke isi")
        _enters(donor)
        _tabs_to(donor, "Cari unit prioritas")
        _enters(donor)
        donor.heading("Unit prioritas")
        _tabs_to(donor, "Cari RW")
        donor.page.keyboard.type("grogol selatan")
        _enters(donor)
        donor.heading(re.compile("grogol selatan"))
        _tabs_to(donor, re.compile(r"^RW \d\d Grogol Selatan$"))
        _enters(donor)
        donor.heading("Kebutuhan")
        _tabs_to(donor, re.compile("^Bantu unit ini$"))
        _enters(donor)
        donor.heading(re.compile("^Beri bantuan$"))
        _tabs_to(donor, "Jumlah paket")
        donor.page.keyboard.type("150")
        donor.page.keyboard.press("Tab")
        donor.sees("150 paket dari Anda")
        _tabs_to(donor, "Lanjut: lewat siapa")
        _enters(donor)
        donor.heading(re.compile("^Lewat siapa$"))


def test_a_pledge_is_answered_by_keyboard_alone(visit: Visit) -> None:
    with visit() as hasan:
        hasan.opens("/masuk")
        _tabs_to(hasan, "Hasan Contoh")
        _enters(hasan)
        hasan.heading("Menunggu jawaban Anda")
        _tabs_to(hasan, re.compile("^Janji masuk$"))
        _enters(hasan)
        hasan.heading("Janji masuk")
        hasan.sees(re.compile("^JB-"))
        hasan.page.keyboard.press("j")
        _enters(hasan)
        hasan.heading(re.compile("^JB-"))
        _tabs_to(hasan, re.compile("^Terima$"))
        _enters(hasan)
        dialog = hasan.page.get_by_role("dialog")
        expect(dialog).to_be_visible()
        inside = "document.querySelector('dialog').contains(document.activeElement)"
        _comes_true(hasan, inside, "the question has the focus")
        hasan.page.keyboard.press("Escape")
        expect(dialog).to_have_count(0)
        expect(hasan.page.get_by_role("button", name="Terima", exact=True)).to_be_focused()
        _enters(hasan)
        _tabs_to(hasan, re.compile("^Terima$"))
        _enters(hasan)
        hasan.sees("Alokasikan")
