"""The pages of sign-in have the colours of the product and escape their values."""

import re

import pytest

from ksbb.domain.identity.queries import Invited
from ksbb.web.sign_in import pages
from tests.web.sign_in.conftest import Installation
from tools.dev.paths import checkout

EVIL = '"><script>alert(1)</script>'


def _tokens() -> dict[str, tuple[str, str]]:
    """The colours of the SPA: (light, dark) by name."""
    source = (checkout() / "frontend" / "src" / "tokens.ts").read_text()
    found = re.findall(r"^\s+'?([a-z0-9-]+)'?: \['(#\w+)', '(#\w+)'\]", source, re.MULTILINE)
    return {name: (light, dark) for name, light, dark in found}


def test_their_colours_are_those_of_the_spa() -> None:
    light, dark = pages.CSS.decode().split("prefers-color-scheme: dark", 1)
    tokens = _tokens()
    for side, block in enumerate((light, dark)):
        colours = dict(re.findall(r"--([a-z-]+): (#\w+);", block))
        assert len(colours) > 10
        assert colours == {name: tokens[name][side] for name in colours}


def test_only_colours_that_exist_are_used() -> None:
    css = pages.CSS.decode()
    assert set(re.findall(r"var\(--([a-z-]+)\)", css)) <= set(re.findall(r"--([a-z-]+):", css))


PAGES = {
    "link_form": lambda: pages.link_form(email=EVIL),
    "sent": pages.sent,
    "confirm": lambda: pages.confirm(EVIL, EVIL, EVIL),
    "invitation": lambda: pages.invitation(Invited(EVIL, "OWNER", EVIL, known=True), EVIL, EVIL),
}


@pytest.mark.parametrize("name", PAGES)
def test_values_are_escaped(name: str) -> None:
    page = PAGES[name]()
    assert "<script" not in page
    assert "style=" not in page
    assert "<style" not in page


@pytest.mark.parametrize("name", PAGES)
def test_every_text_is_in_both_languages(name: str) -> None:
    page = PAGES[name]()
    english = len(re.findall(r'<span lang="en">[^<]+</span>', page))
    texts = len(re.findall(r"<(?:h1|p|label|button)\b", page))
    links = len(re.findall(r"<p><a\b", page))
    assert english == texts
    assert links <= texts
    assert '<html lang="id">' in page


async def test_their_stylesheet_is_served_and_cacheable(installation: Installation) -> None:
    browser = await installation.browser()
    page = await browser.get("/auth/link")
    found = re.search(r'href="(/auth/pages\.css\?v=\w+)"', page.text)
    assert found is not None
    style = await browser.get(found.group(1))
    assert style.headers["content-type"].startswith("text/css")
    assert "immutable" in style.headers["cache-control"]


async def test_the_url_of_a_page_is_not_sent_to_other_sites(
    installation: Installation, email: str
) -> None:
    link = await installation.link(email)
    page = await (await installation.browser()).get("/auth/in", params=link)
    # Not `no-referrer`: a form would then send `Origin: null`, which is refused.
    assert page.headers["referrer-policy"] == "strict-origin"
    assert page.headers["cache-control"] == "private, no-store"
    assert "default-src 'self'" in page.headers["content-security-policy"]
