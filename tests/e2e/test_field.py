"""Field mode on a phone: opened by a link, all stops without a signal, then everything once.

The server loses each third answer after it has done what was asked, and the phone is killed twice.
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Locator, Page, expect

from ksbb.domain.identity.rules import new_token, token_hash
from tests.e2e.conftest import Visit
from tests.e2e.field import Line, Phone, arrived, left_with_shift, line_to
from tests.e2e.person import Person
from tests.e2e.site import Site
from tests.evidence.uploads import jpeg

EXECUTOR = "Hasan Contoh"


@dataclass(frozen=True)
class Size:
    """How many stops there are, and how many photos of each."""

    stops: int
    photos: int


@pytest.fixture
def size(request: pytest.FixtureRequest) -> Size:
    return Size(40, 2) if request.config.getoption("long") else Size(12, 1)


def _button(page: Page, name: str) -> Locator:
    return page.get_by_role("button", name=name)


def _opens(page: Page, link: str, stops: int) -> None:
    """The courier opens the link, and has the page and the stops on the phone."""
    page.goto(link)
    _button(page, "Buka di ponsel ini").click()
    expect(page.get_by_text(f"0 dari {stops} selesai")).to_be_visible()
    assert "#" not in page.url or len(page.url.partition("#")[2]) < 10
    page.evaluate("navigator.serviceWorker.ready.then(() => true)")


def _counts(page: Page, photos: Path, number_of_photos: int, *, short: bool) -> None:
    """Count at the next stop; two packages are missing at some."""
    page.get_by_role("button", name="hitung di").or_(_button(page, "Lanjutkan di")).click()
    good = (
        page.get_by_label("Baik", exact=False).locator("visible=true").and_(page.locator("input"))
    )
    expect(good).to_have_value("")
    # Read only now: the list of stops has a heading of this level, too.
    sent = int("".join(filter(str.isdigit, page.get_by_role("heading", level=2).inner_text())))
    good.fill(str(sent - 2 if short else sent))
    if short:
        expect(page.get_by_text("masih 2.")).to_be_visible()
        _button(page, "2 itu kurang").click()
    _button(page, "Lanjut: foto dan bukti").click()
    for number in range(number_of_photos):
        page.locator("input[type=file]").set_input_files(photos / f"{number}.jpg")
        expect(page.locator(".photos img")).to_have_count(number + 1)
    page.get_by_label("Ketua RW").check()


def _signs(page: Page) -> None:
    """The receiver signs on the screen."""
    page.get_by_label("Tanda tangan").click()
    pad = page.locator("canvas")
    box = pad.bounding_box()
    assert box
    page.mouse.move(box["x"] + 40, box["y"] + 60)
    page.mouse.down()
    page.mouse.move(box["x"] + 160, box["y"] + 90, steps=4)
    page.mouse.up()
    _button(page, "Sudah ditandatangani").click()


def _saves(page: Page) -> None:
    _button(page, "Simpan di ponsel").click()
    expect(page.get_by_role("heading", name="Tercatat di ponsel")).to_be_visible()
    page.get_by_role("link", name="Kembali").click()


def _fails(page: Page) -> None:
    """Nobody is at the last stop."""
    _button(page, "Gagal antar").click()
    page.get_by_label("Tidak ada orang").check()
    _button(page, "Catat gagal antar").click()
    page.get_by_role("link", name="Kembali").click()


def _delivers_without_a_signal(
    page: Page, phone: Phone, line: Line, photos: Path, size: Size
) -> Page:
    """All stops without a signal; the phone dies while it is counting, and after it has saved."""
    for stop in range(1, size.stops):
        _counts(page, photos, size.photos, short=stop % 4 == 0)
        if stop == 3:
            phone.is_killed()
            page = phone.starts(f"{line.address}/lapangan")
            # What was counted and photographed is there.
            _button(page, "Lanjutkan di 3").click()
            _button(page, "Lanjut: foto dan bukti").click()
            expect(page.locator(".photos img")).to_have_count(size.photos)
            page.get_by_label("Ketua RW").check()
        if stop % 3 == 2:
            _signs(page)
        _saves(page)
    _fails(page)
    return page


def _is_pictured(page: Page, person: Person, name: str) -> None:
    shown = Person(page, person.site, person.pictures)
    shown.is_pictured(f"lapangan-{name}")


def _sends(page: Page, phone: Phone, line: Line, stops: int) -> Page:
    """With a signal: the phone dies once more while it sends."""
    line.loses, line.down = True, False
    page.get_by_role("link", name="menunggu").click()
    _button(page, "Coba kirim sekarang").click()
    page.wait_for_timeout(400)
    phone.is_killed()
    page = phone.starts(f"{line.address}/lapangan#/antrean")
    done = page.get_by_text(f"Diterima {stops}", exact=True)
    again = _button(page, "Coba kirim sekarang")
    for _ in range(40 * stops):
        if done.is_visible():
            break
        if again.is_visible() and again.is_enabled():
            again.click()
        page.wait_for_timeout(200)
    expect(done).to_be_visible()
    return page


@pytest.fixture
def photos(tmp_path: Path, size: Size) -> Path:
    for number in range(size.photos):
        (tmp_path / f"{number}.jpg").write_bytes(jpeg(640 + number, 480))
    return tmp_path


def test_each_handover_and_photo_arrives_once(
    visit: Visit, site: Site, browser: Browser, photos: Path, tmp_path: Path, size: Size
) -> None:
    token = new_token()
    with visit() as hasan, line_to(site.origin) as line:
        hasan.signs_in_as(EXECUTOR)
        shipment = left_with_shift(hasan.page, size.stops, token_hash(token).hex())
        phone = Phone(browser.browser_type, tmp_path / "phone")
        page = phone.starts("about:blank")
        _opens(page, f"{line.address}/lapangan#{token}", size.stops)
        _is_pictured(page, hasan, "hari-ini-360")
        line.down = True
        page = _delivers_without_a_signal(page, phone, line, photos, size)
        expect(page.get_by_text(f"{size.stops} dari {size.stops} selesai")).to_be_visible()
        _is_pictured(page, hasan, "tanpa-sinyal-360")
        page = _sends(page, phone, line, size.stops)
        _is_pictured(page, hasan, "antrean-360")
        phone.ends()
        assert line.lost > size.stops // 2
        seen = arrived(hasan.page, shipment)
    [shift] = seen["shifts"]
    assert shift["device"] == {
        "waiting": 0,
        "refused": 0,
        "photos": 0,
        "arrived": size.stops,
        "lost": 0,
    }
    assert seen["state"] == "CLOSED"
    for stop in seen["stops"]:
        [handover] = stop["handovers"]
        failed = stop["position"] == size.stops
        signed = stop["position"] % 3 == 2 and not failed
        expected = "FAILED" if failed else "PROVEN" if signed else "REPORTED"
        assert handover["state"] == expected, stop
        kinds = [each["kind"] for each in handover["evidence"]]
        assert sorted(kinds) == ["SIGNATURE"] * signed + ["STACK_PHOTO"] * (
            0 if failed else size.photos
        )
        assert [each["method"] for each in handover["proofs"]] == ["SIGNATURE"] * signed
        for proof in handover["proofs"]:
            assert [each["kind"] for each in proof["evidence"]] == ["SIGNATURE"]
