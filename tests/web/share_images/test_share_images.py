"""The share image of a unit."""

from __future__ import annotations

import io
from collections.abc import Iterator

import httpx
import pytest
from PIL import Image

from ksbb.app import create_app
from tests.database import Database
from tests.web.graphql.conftest import serving

UNIT = "31.74.05.1001.001"


@pytest.fixture(scope="module")
def browser(seeded: Database) -> Iterator[httpx.Client]:
    with (
        serving(create_app(seeded.settings())) as address,
        httpx.Client(base_url=address, trust_env=False, timeout=60) as found,
    ):
        yield found


def picture(answer: httpx.Response) -> Image.Image:
    assert answer.status_code == 200, answer.text
    assert answer.headers["content-type"] == "image/png"
    return Image.open(io.BytesIO(answer.content)).convert("RGB")


def test_an_image_has_the_size_for_messengers_and_is_small(browser: httpx.Client) -> None:
    answer = browser.get(f"/kartu/unit/{UNIT}.png")
    assert picture(answer).size == (1200, 630)
    assert len(answer.content) < 100_000


def test_an_image_is_in_the_requested_language(browser: httpx.Client) -> None:
    images = [browser.get(f"/kartu/unit/{UNIT}.png{query}") for query in ("", "?lang=en")]
    assert [image.headers["content-language"] for image in images] == ["id", "en"]
    assert images[0].content != images[1].content


def test_an_unchanged_image_is_a_304(browser: httpx.Client) -> None:
    first = browser.get(f"/kartu/unit/{UNIT}.png")
    again = browser.get(f"/kartu/unit/{UNIT}.png", headers={"if-none-match": first.headers["etag"]})
    assert again.status_code == 304
    assert not again.content


async def test_an_image_is_redrawn_when_its_figures_change(fresh_seeded: Database) -> None:
    with serving(create_app(fresh_seeded.settings())) as address:
        async with httpx.AsyncClient(base_url=address, trust_env=False, timeout=60) as browser:
            first = await browser.get(f"/kartu/unit/{UNIT}.png")
            async with fresh_seeded.connection("admin") as admin:
                await admin.execute("UPDATE pub.unit SET name = 'RW 99' WHERE code = $1", UNIT)
            second = await browser.get(f"/kartu/unit/{UNIT}.png")
    assert first.headers["etag"] != second.headers["etag"]
    assert picture(first).tobytes() != picture(second).tobytes()


@pytest.mark.parametrize("code", ["31.74.05.1001.999", "apa", "%00", "a" * 300, "%F0%9F%99%82"])
def test_an_unknown_unit_has_no_image(browser: httpx.Client, code: str) -> None:
    answer = browser.get(f"/kartu/unit/{code}.png")
    assert answer.status_code == 404
    assert answer.headers["cache-control"] == "no-store"


def test_the_page_of_a_unit_links_to_its_image(browser: httpx.Client) -> None:
    page = browser.get(f"/en/unit/{UNIT}")
    assert f'/kartu/unit/{UNIT}.png?lang=en"' in page.text
