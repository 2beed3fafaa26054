"""Looking at a screen as everybody would: wide and narrow, light and dark, in both languages."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Literal

from tests.e2e.conftest import Visit
from tests.e2e.person import DESK, PHONE, Person

Language = Literal["id", "en"]
LANGUAGES: tuple[Language, ...] = ("id", "en")
_LOCALES = {"id": "id-ID", "en": "en-GB"}
# A window of 1280 pixels at 200%, and what WCAG 1.4.10 asks: the width of 1280 at 400%.
_ZOOMED = (640, 320)
# What stands where a page could not be shown.
_FAULTS = re.compile(
    "gagal dimuat|could not be loaded|Halaman ini tidak ada|There is no such page|"
    "Tidak ada sambungan|No connection"
)


@dataclass(frozen=True)
class Screen:
    """A page, and how somebody comes to it.

    Attributes:
        name: of its pictures.
        path: its address.
        link: leads on from that address, where the address itself is not known beforehand.
    """

    name: str
    path: str
    link: str | None = None
    """A selector of CSS; the first that it finds is followed."""


def _unmoving(somebody: Person) -> None:
    """Whoever wants less motion gets none."""
    moving = somebody.page.evaluate(
        "document.getAnimations().filter((each) => each.playState === 'running').length"
    )
    assert moving == 0, f"{somebody.page.url}: something moves"


def _fits(somebody: Person, name: str) -> None:
    over = somebody.page.evaluate("document.documentElement.scrollWidth - innerWidth")
    assert over <= 0, f"{name} scrolls sideways by {over} px"


def look(
    visit: Visit,
    screens: Sequence[Screen],
    language: Language,
    come_in: Callable[[Person], None],
) -> None:
    """Opens each screen and keeps its four pictures; axe reads it in both themes."""
    with visit(language=_LOCALES[language]) as somebody:
        page = somebody.page
        come_in(somebody)
        for screen in screens:
            page.set_viewport_size({"width": 1280, "height": 800})
            page.emulate_media(color_scheme="light")
            somebody.opens(screen.path)
            if screen.link:
                page.locator(screen.link).first.click()
                page.wait_for_url(lambda url, at=screen.path: not url.endswith(at))
                somebody.opens(page.url.removeprefix(somebody.site.origin))
            somebody.reads_nowhere(_FAULTS)
            assert page.locator("h1").first.inner_text().strip(), f"{screen.name} has no heading"
            assert page.locator("html").get_attribute("lang") == language
            _unmoving(somebody)
            for size in (DESK, PHONE):
                page.set_viewport_size({"width": size["width"], "height": size["height"]})
                for theme in ("light", "dark"):
                    page.emulate_media(color_scheme=theme)
                    name = f"{screen.name}-{language}-{size['width']}-{theme}"
                    path = somebody.pictures / "layar" / f"{name}.png"
                    page.screenshot(path=path, full_page=True, animations="disabled")
                    # The tree is the same in both languages; each width is read once per theme.
                    if (size is DESK) == (language == "id"):
                        somebody.meets_no_barrier(name)
                _fits(somebody, f"{screen.name} at {size['width']} px")
            for width in _ZOOMED:
                page.set_viewport_size({"width": width, "height": 400})
                _fits(somebody, f"{screen.name} at {width} px")


def in_english(screens: Sequence[Screen]) -> list[Screen]:
    """The same screens of the public door, at their English addresses."""
    return [
        Screen(each.name, re.sub("^/", "/en/", each.path).removesuffix("/"), each.link)
        for each in screens
    ]
