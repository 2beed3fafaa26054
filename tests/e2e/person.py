"""Somebody at a browser: what they read, press and write, by the words on the screen."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from urllib.request import urlopen

from playwright.sync_api import Browser, ConsoleMessage, Locator, Page, expect

from ksbb.local import places
from tests.e2e.site import Site

PHONE = {"width": 360, "height": 740}
DESK = {"width": 1280, "height": 800}
_AXE = places.checkout() / "frontend" / "node_modules" / "axe-core" / "axe.min.js"
_PATIENCE_MILLISECONDS = 20_000


def whole(figure: str) -> int:
    """The number that a figure on an Indonesian page says: 40.913."""
    return int(figure.replace(".", ""))


@dataclass
class Person:
    """One browser of its own, on one site.

    Whatever the browser complains about (errors of scripts, failed requests) fails the test that
    closes it.
    """

    page: Page
    site: Site
    pictures: Path
    complaints: list[str] = field(default_factory=list[str])
    refusals_expected: bool = False

    def opens(self, path: str) -> None:
        self.page.goto(self.site.origin + path, wait_until="networkidle")

    def sees(self, text: str | re.Pattern[str]) -> Locator:
        """The first place where it stands; the test fails if it doesn't come."""
        found = self.page.get_by_text(text).locator("visible=true").first
        expect(found).to_be_visible()
        return found

    def reads_nowhere(self, text: str | re.Pattern[str]) -> None:
        expect(self.page.get_by_text(text).locator("visible=true")).to_have_count(0)

    def heading(self, name: str | re.Pattern[str]) -> Locator:
        found = self.page.get_by_role("heading", name=name).first
        expect(found).to_be_visible()
        return found

    def follows(self, name: str | re.Pattern[str], *, within: Locator | None = None) -> None:
        (within or self.page).get_by_role("link", name=name).first.click()

    def presses(self, name: str | re.Pattern[str], *, within: Locator | None = None) -> None:
        (within or self.page).get_by_role("button", name=name).first.click()

    def writes(self, label: str | re.Pattern[str], text: str) -> None:
        self.page.get_by_label(label).first.fill(text)

    def picks(self, label: str | re.Pattern[str], option: str | None = None) -> None:
        """A choice by its label: of a list, when an option is named, else a tick."""
        if option is None:
            self.page.get_by_label(label).first.check()
        else:
            self.page.get_by_role("combobox", name=label).first.select_option(label=option)

    def signs_in_as(self, name: str) -> None:
        """As one of the demo's people, from the list on the sign-in page."""
        self.opens("/masuk")
        self.presses(re.compile(f"^{re.escape(name)}"))
        self.page.wait_for_url("**/kantor**")

    def asks_for_a_link(self, email: str) -> None:
        self.writes("Alamat surel", email)
        self.presses("Kirim tautan masuk")

    def link_from_mail(self, email: str) -> str:
        """The link in the last mail to an address; waits until one has come."""
        for _ in range(_PATIENCE_MILLISECONDS // 100):
            with urlopen(f"{self.site.mails}/messages.json") as answer:  # noqa: S310 - our own
                mails = json.load(answer)
            for mail in mails:
                if email in mail["to"] and (link := re.search(r"http://\S+", mail["text"])):
                    return link.group()
            self.page.wait_for_timeout(100)
        raise AssertionError(f"no mail has come for {email}")

    def expects_refusals(self) -> None:
        """From now on, requests that are answered with 4xx are no complaint."""
        self.refusals_expected = True

    @contextmanager
    def without_a_connection(self) -> Iterator[None]:
        """Meanwhile nothing reaches the site, and the browser's complaints of it don't count."""
        before = list(self.complaints)
        self.page.context.set_offline(True)
        yield
        self.page.context.set_offline(False)
        self.complaints[:] = before

    def is_pictured(self, name: str) -> None:
        """Keeps a picture of the whole page, and looks for what is wrong with any page."""
        self.page.wait_for_load_state("networkidle")
        self.page.screenshot(path=self.pictures / f"{name}.png", full_page=True)
        width = self.page.evaluate("document.documentElement.scrollWidth - innerWidth")
        assert width <= 0, f"{name} scrolls sideways by {width} px"
        self.meets_no_barrier(name)

    def meets_no_barrier(self, name: str) -> None:
        """What axe finds on the page, against WCAG 2.2 AA."""
        # Evaluated and not added as a script: the pages' policy allows no foreign script.
        self.page.evaluate(_AXE.read_text())
        found = self.page.evaluate(
            "axe.run({runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa']})"
        )
        told = [
            f"{each['id']}: {each['help']}\n    {node['html'][:200]}"
            for each in found["violations"]
            for node in each["nodes"]
        ]
        assert not told, f"barriers on {name}:\n" + "\n".join(told)


@contextmanager
def at(
    browser: Browser,
    site: Site,
    pictures: Path,
    *,
    size: dict[str, int] = DESK,
    dark: bool = False,
    language: str = "id-ID",
    where: tuple[float, float] | None = None,
    scripts: bool = True,
) -> Iterator[Person]:
    """Somebody at a browser of this size and language.

    Args:
        browser: the running browser.
        site: what they visit.
        pictures: a folder for pictures of what they see.
        size: of the window, in CSS pixels.
        dark: whether their device prefers dark.
        language: of their device.
        where: latitude and longitude that they let pages know, if they do.
        scripts: whether their browser runs JavaScript.
    """
    context = browser.new_context(
        java_script_enabled=scripts,
        viewport={"width": size["width"], "height": size["height"]},
        color_scheme="dark" if dark else "light",
        locale=language,
        timezone_id="Asia/Jakarta",
        reduced_motion="reduce",
        permissions=["geolocation"] if where else [],
        geolocation={"latitude": where[0], "longitude": where[1]} if where else None,
    )
    context.set_default_timeout(_PATIENCE_MILLISECONDS)
    page = context.new_page()
    somebody = Person(page, site, pictures)

    def listen(message: ConsoleMessage) -> None:
        refused = "the server responded with a status of 4" in message.text
        if message.type == "error" and not (refused and somebody.refusals_expected):
            somebody.complaints.append(f"{message.text} ({message.location['url']})")

    page.on("console", listen)
    page.on("pageerror", lambda error: somebody.complaints.append(str(error)))
    try:
        yield somebody
        assert not somebody.complaints, "\n".join(somebody.complaints)
    finally:
        context.close()
