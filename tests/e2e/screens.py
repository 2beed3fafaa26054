"""Looks at a screen in every way: wide and narrow, light and dark, in both languages."""

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
# A window of 1280 pixels at 200%, and the width of 1280 at 400%, as WCAG 1.4.10 requires.
_ZOOMED = (640, 320)
# Text on a page that could not be shown.
_PROBLEMS = re.compile(
    "gagal dimuat|could not be loaded|Halaman ini tidak ada|There is no such page|"
    "Tidak ada sambungan|No connection"
)


@dataclass(frozen=True)
class Screen:
    """A page, and how to open it.

    Attributes:
        name: of its screenshots.
        path: its address.
        links: CSS selectors, followed one after the other from that address (each time the first
            match), if the page's own address is not known beforehand.
    """

    name: str
    path: str
    links: tuple[str, ...] = ()


def _unmoving(somebody: Person) -> None:
    """With reduced motion, nothing moves."""
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
    """Open each screen, in both widths; axe checks it in both themes.

    A theme changes colours only (`frontend/tests/tokens.test.ts` checks it), so in the dark theme
    axe runs the rules about colours only.
    """
    with visit(language=_LOCALES[language]) as somebody:
        page = somebody.page
        come_in(somebody)
        for screen in screens:
            page.set_viewport_size({"width": 1280, "height": 800})
            page.emulate_media(color_scheme="light")
            at = screen.path
            for link in screen.links:
                page.goto(somebody.site.origin + at)
                page.locator(link).first.click()
                page.wait_for_url(lambda url, at=at: not url.endswith(at))
                at = page.url.removeprefix(somebody.site.origin)
            somebody.opens(at)
            somebody.reads_nowhere(_PROBLEMS)
            assert page.locator("h1").first.inner_text().strip(), f"{screen.name} has no heading"
            assert page.locator("html").get_attribute("lang") == language
            _unmoving(somebody)
            for size in (DESK, PHONE):
                page.set_viewport_size({"width": size["width"], "height": size["height"]})
                for theme in ("light", "dark"):
                    page.emulate_media(color_scheme=theme)
                    name = f"{screen.name}-{language}-{size['width']}-{theme}"
                    somebody.keeps_picture(f"layar/{name}.jpg")
                    # The tree is the same in both languages: check each width once per theme.
                    if (size is DESK) == (language == "id"):
                        somebody.meets_no_barrier(name, colours_only=theme == "dark")
                _fits(somebody, f"{screen.name} at {size['width']} px")
            for width in _ZOOMED:
                page.set_viewport_size({"width": width, "height": 400})
                _fits(somebody, f"{screen.name} at {width} px")


def in_english(screens: Sequence[Screen]) -> list[Screen]:
    """The same screens of the public site, at their English addresses."""
    return [
        Screen(each.name, re.sub("^/", "/en/", each.path).removesuffix("/"), each.links)
        for each in screens
    ]
