"""The picture of a unit that goes along with a shared link."""

from __future__ import annotations

import io
from collections.abc import Iterator

import httpx
import pytest
from PIL import Image

from ksbb.app import create_app
from tests.database import Database
from tests.endpoint.conftest import serving

UNIT = "31.74.05.1001.001"


@pytest.fixture(scope="module")
def browser(played: Database) -> Iterator[httpx.Client]:
    with (
        serving(create_app(played.settings())) as address,
        httpx.Client(base_url=address, trust_env=False, timeout=60) as found,
    ):
        yield found


def picture(answer: httpx.Response) -> Image.Image:
    assert answer.status_code == 200, answer.text
    assert answer.headers["content-type"] == "image/png"
    return Image.open(io.BytesIO(answer.content)).convert("RGB")


def test_a_card_has_the_size_that_messengers_want_and_is_light(browser: httpx.Client) -> None:
    answer = browser.get(f"/kartu/unit/{UNIT}.png")
    assert picture(answer).size == (1200, 630)
    assert len(answer.content) < 100_000


def test_a_card_is_in_the_language_that_was_asked_for(browser: httpx.Client) -> None:
    cards = [browser.get(f"/kartu/unit/{UNIT}.png{query}") for query in ("", "?lang=en")]
    assert [card.headers["content-language"] for card in cards] == ["id", "en"]
    assert cards[0].content != cards[1].content


def test_a_card_that_did_not_change_is_not_sent_again(browser: httpx.Client) -> None:
    first = browser.get(f"/kartu/unit/{UNIT}.png")
    again = browser.get(f"/kartu/unit/{UNIT}.png", headers={"if-none-match": first.headers["etag"]})
    assert again.status_code == 304
    assert not again.content


async def test_a_card_is_drawn_anew_when_its_figures_change(fresh_played: Database) -> None:
    with serving(create_app(fresh_played.settings())) as address:
        async with httpx.AsyncClient(base_url=address, trust_env=False, timeout=60) as browser:
            first = await browser.get(f"/kartu/unit/{UNIT}.png")
            async with fresh_played.connection("admin") as admin:
                await admin.execute("UPDATE pub.unit SET name = 'RW 99' WHERE code = $1", UNIT)
            second = await browser.get(f"/kartu/unit/{UNIT}.png")
    assert first.headers["etag"] != second.headers["etag"]
    assert picture(first).tobytes() != picture(second).tobytes()


@pytest.mark.parametrize("code", ["31.74.05.1001.999", "apa", "%00", "a" * 300, "%F0%9F%99%82"])
def test_a_unit_that_is_not_there_has_no_card(browser: httpx.Client, code: str) -> None:
    answer = browser.get(f"/kartu/unit/{code}.png")
    assert answer.status_code == 404
    assert answer.headers["cache-control"] == "no-store"


def test_the_page_of_a_unit_names_its_card(browser: httpx.Client) -> None:
    page = browser.get(f"/en/unit/{UNIT}")
    assert f'/kartu/unit/{UNIT}.png?lang=en"' in page.text
