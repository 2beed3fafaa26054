"""A person at a browser: what they see, press and type, by the words on the screen."""

from __future__ import annotations

import json
import re
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from urllib.request import urlopen

from playwright.sync_api import Browser, ConsoleMessage, Locator, Page, Request, expect

from tests.e2e.site import Site
from tools.dev import paths

PHONE = {"width": 360, "height": 740}
DESK = {"width": 1280, "height": 800}
_AXE = paths.checkout() / "frontend" / "node_modules" / "axe-core" / "axe.min.js"
_PATIENCE_MILLISECONDS = 20_000
_PICTURE_PATIENCE_MILLISECONDS = 180_000
_AXE_RUN = """async (colours) => {
  const tags = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa'];
  const rules = axe.getRules(tags).filter((each) => each.tags.includes('cat.color'));
  const runOnly = colours ? rules.map((each) => each.ruleId) : tags;
  // Without the list of what passed, which takes longer than the checks.
  return (await axe.run({runOnly, resultTypes: ['violations']})).violations;
}"""

_IDLE = "new Promise((idle) => requestIdleCallback(() => setTimeout(idle, 170), {timeout: 1000}))"
"""JavaScript: waits until the page has nothing to do, at most a second: a page that is not drawn
has no idle moments. Asked twice: React may show what has come up to 300 ms later."""


def whole(figure: str) -> int:
    """The number of a figure on an Indonesian page, such as 40.913."""
    return int(figure.replace(".", ""))


@dataclass
class Person:
    """One browser context of its own, on one site.

    Any error of the browser (errors of scripts, failed requests) fails the test when the context is
    closed.

    Attributes:
        pictures: a folder for screenshots; without it none are made, which saves much time.
        loading: the page's requests that are not answered yet.
    """

    page: Page
    site: Site
    pictures: Path | None
    scripts: bool = True
    complaints: list[str] = field(default_factory=list[str])
    refusals_expected: bool = False
    loading: set[Request] = field(default_factory=set[Request])

    def opens(self, path: str) -> None:
        self.page.goto(self.site.origin + path)
        self.settles()

    def settles(self) -> None:
        """Wait until the page has loaded and drawn everything, and has nothing left to do."""
        self.page.wait_for_load_state()
        until = time.monotonic() + _PATIENCE_MILLISECONDS / 1000
        idle = 0 if self.scripts else 2
        while idle < 2:
            assert time.monotonic() < until, f"still loading: {[r.url for r in self.loading]}"
            self.page.evaluate(_IDLE)
            idle = 0 if self.loading else idle + 1

    def sees(self, text: str | re.Pattern[str]) -> Locator:
        """The first element with this text; the test fails if it doesn't appear."""
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
        """Choose by label: an option of a list if one is named, else a checkbox or radio button."""
        if option is None:
            self.page.get_by_label(label).first.check()
        else:
            self.page.get_by_role("combobox", name=label).first.select_option(label=option)

    def signs_in_as(self, name: str) -> None:
        """Sign in as one of the demo's people, from the list on the sign-in page."""
        self.opens("/masuk")
        self.presses(re.compile(f"^{re.escape(name)}"))
        self.page.wait_for_url("**/kantor**")

    def asks_for_a_link(self, email: str) -> None:
        self.writes("Alamat surel", email)
        self.presses("Kirim tautan masuk")

    def link_from_mail(self, email: str) -> str:
        """The link in the last mail to an address; waits until there is one."""
        for _ in range(_PATIENCE_MILLISECONDS // 100):
            with urlopen(f"{self.site.mails}/messages.json") as answer:  # noqa: S310 - our own
                mails = json.load(answer)
            for mail in mails:
                if email in mail["to"] and (link := re.search(r"http://\S+", mail["text"])):
                    return link.group()
            self.page.wait_for_timeout(100)
        raise AssertionError(f"no mail has come for {email}")

    def expects_refusals(self) -> None:
        """From now on, responses with a 4xx status are not errors."""
        self.refusals_expected = True

    @contextmanager
    def without_a_connection(self) -> Iterator[None]:
        """Without a network while the block runs; the browser's errors don't count meanwhile."""
        before = list(self.complaints)
        self.page.context.set_offline(True)
        yield
        self.page.context.set_offline(False)
        self.complaints[:] = before

    def is_pictured(self, name: str) -> None:
        """Check what must hold on every page; keep a screenshot if pictures are wanted."""
        self.settles()
        self.keeps_picture(f"{name}.jpg")
        width = self.page.evaluate("document.documentElement.scrollWidth - innerWidth")
        assert width <= 0, f"{name} scrolls sideways by {width} px"
        self.meets_no_barrier(name)

    def keeps_picture(self, name: str) -> None:
        """Keep a JPEG of the whole page, if pictures are wanted; it may take long."""
        if self.pictures is None:
            return
        self.page.screenshot(
            path=self.pictures / name,
            type="jpeg",
            quality=80,
            full_page=True,
            timeout=_PICTURE_PATIENCE_MILLISECONDS,
        )

    def meets_no_barrier(self, name: str, *, colours_only: bool = False) -> None:
        """Run axe on the page, against WCAG 2.2 AA; the test fails for each problem.

        Args:
            name: of the page, for the message.
            colours_only: run the rules about colours only, on a page that passed all rules in the
                other theme.
        """
        # Evaluated and not added as a script: the pages' policy allows no foreign scripts.
        if not self.page.evaluate("'axe' in window"):
            self.page.evaluate(_AXE.read_text())
        found = self.page.evaluate(_AXE_RUN, colours_only)
        barriers = [
            f"{each['id']}: {each['help']}\n    {node['html'][:200]}"
            for each in found
            for node in each["nodes"]
        ]
        assert not barriers, f"barriers on {name}:\n" + "\n".join(barriers)


@contextmanager
def at(
    browser: Browser,
    site: Site,
    pictures: Path | None,
    *,
    size: dict[str, int] = DESK,
    dark: bool = False,
    language: str = "id-ID",
    where: tuple[float, float] | None = None,
    scripts: bool = True,
) -> Iterator[Person]:
    """A person at a browser of this size and language.

    Args:
        browser: the running browser.
        site: the site to visit.
        pictures: a folder for screenshots, if they are wanted.
        size: of the window, in CSS pixels.
        dark: whether the device prefers a dark theme.
        language: of the device.
        where: latitude and longitude that the browser gives to pages, if any.
        scripts: whether the browser runs JavaScript.
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
    somebody = Person(page, site, pictures, scripts)

    def listen(message: ConsoleMessage) -> None:
        refused = "the server responded with a status of 4" in message.text
        if message.type == "error" and not (refused and somebody.refusals_expected):
            somebody.complaints.append(f"{message.text} ({message.location['url']})")

    page.on("console", listen)

    def loads(request: Request) -> None:
        # A stream of live updates stays open.
        if "text/event-stream" not in request.headers.get("accept", ""):
            somebody.loading.add(request)

    def ends(request: Request) -> None:
        somebody.loading.discard(request)

    page.on("request", loads)
    page.on("requestfinished", ends)
    page.on("requestfailed", ends)
    page.on("pageerror", lambda error: somebody.complaints.append(str(error)))
    try:
        yield somebody
        assert not somebody.complaints, "\n".join(somebody.complaints)
    finally:
        context.close()
