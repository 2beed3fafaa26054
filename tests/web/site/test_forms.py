"""The forms of the public pages: stored once, shown again with errors, and anonymous."""

import re
from collections.abc import Iterator
from html import escape, unescape
from urllib.parse import quote

import httpx
import psycopg
import pytest

from ksbb.app import create_app
from ksbb.web.forms import BODY_BYTES
from tests import seeded_database
from tests.database import Database
from tests.web.graphql.conftest import serving

ORIGIN = "https://ksbb.example"
FORM = "application/x-www-form-urlencoded"
TEXT = "Beras hanya 3 kg, bungkusnya terbuka."
COMPLAINT = {"about": "FIGURE", "subject": "", "problem": "WRONG_FIGURE", "description": TEXT}
FIGURES = {
    "families": "450",
    "people": "1.800",
    "source": "RT_RW",
    "day": "2020-05-03",
    "remark": "",
}


@pytest.fixture(scope="module")
def own(server: str, _seeded: str) -> Iterator[Database]:
    """A copy of the demo for this file, because forms are stored in it."""
    with seeded_database.copy(server, _seeded) as found:
        yield found


@pytest.fixture(scope="module")
def address(own: Database) -> Iterator[str]:
    with serving(create_app(own.settings(public_url=ORIGIN))) as address:
        yield address


@pytest.fixture
def browser(own: Database, address: str) -> Iterator[httpx.Client]:
    with psycopg.connect(own.admin) as connection:
        connection.execute("DELETE FROM sec.attempt")
    headers = {"origin": ORIGIN}
    with httpx.Client(base_url=address, headers=headers, trust_env=False, timeout=60) as found:
        yield found


@pytest.fixture(scope="module")
def unit(own: Database) -> str:
    """The code of an RW with example data."""
    with psycopg.connect(own.admin) as connection:
        row = connection.execute(
            "SELECT code FROM pub.unit WHERE kind = 'RW' AND is_example ORDER BY code LIMIT 1"
        ).fetchone()
    assert row
    return str(row[0])


def count(own: Database) -> int:
    with psycopg.connect(own.admin) as connection:
        row = connection.execute(
            "SELECT (SELECT count(*) FROM app.complaint) + (SELECT count(*) FROM app.proposal)"
        ).fetchone()
    assert row
    return int(row[0])


def key_of(page: httpx.Response) -> str:
    found = re.search(r'name="kunci" value="([0-9a-f-]{36})"', page.text)
    assert found
    return found[1]


def errors(page: httpx.Response) -> list[str]:
    return [unescape(text) for text in re.findall(r'class="\S*error" [^>]*>([^<]+)', page.text)]


def alert(page: httpx.Response) -> str:
    body = page.text.partition("<main")[2]
    found = re.search(r'role="alert">(.*?)</div>', body, re.DOTALL)
    return unescape(re.sub(r"<[^>]+>", " ", found[1])) if found else ""


@pytest.mark.parametrize("lang", ["", "/en"])
def test_a_complaint_can_be_followed_by_its_code(browser: httpx.Client, lang: str) -> None:
    form = browser.get(f"{lang}/lapor")
    assert form.headers["cache-control"] == "no-store"
    sent = browser.post(f"{lang}/lapor", data={**COMPLAINT, "kunci": key_of(form)})
    assert sent.status_code == 303
    there = sent.headers["location"]
    assert re.fullmatch(rf"{lang}/lapor/[0-9A-Z]{{12}}\?baru=ya", there)
    page = browser.get(there)
    assert page.status_code == 200
    assert ("Keep this code" if lang else "Simpan kode ini") in page.text
    assert '<meta name="robots" content="noindex" />' in page.text
    assert TEXT not in page.text


def test_a_script_gets_the_same_result_as_json(browser: httpx.Client, own: Database) -> None:
    headers = {"accept": "application/json"}
    fields = {**COMPLAINT, "kunci": key_of(browser.get("/en/lapor"))}
    wrong = browser.post("/en/lapor", data={**fields, "description": "x"}, headers=headers)
    assert (wrong.status_code, wrong.headers["cache-control"]) == (422, "no-store")
    assert wrong.json() == {
        "key": fields["kunci"],
        "errors": {"description": "Tell in a few words what happened."},
        "refusal": None,
    }
    before = count(own)
    answers = [browser.post("/en/lapor", data=fields, headers=headers) for _ in range(2)]
    assert [answer.status_code for answer in answers] == [200, 200]
    assert answers[0].json() == answers[1].json()
    assert re.fullmatch(r"/en/lapor/[0-9A-Z]{12}\?baru=ya", answers[0].json()["to"])
    assert count(own) == before + 1
    other = browser.post(
        "/en/lapor", data={**fields, "description": "Another complaint."}, headers=headers
    )
    assert other.status_code == 409
    assert other.json()["key"] != fields["kunci"]
    assert "once more" in other.json()["refusal"]
    foreign = browser.post(
        "/lapor", data=fields, headers={**headers, "origin": "https://x.example"}
    )
    assert foreign.status_code == 403
    nowhere = browser.post("/unit/XX/usulan", data=FIGURES, headers=headers)
    assert nowhere.status_code == 404
    assert count(own) == before + 1


def test_the_page_of_a_complaint_names_the_organisation(
    browser: httpx.Client, own: Database
) -> None:
    with psycopg.connect(own.admin) as connection:
        row = connection.execute(
            "SELECT id, name FROM pub.organisation WHERE kind = 'AGGREGATOR' ORDER BY id LIMIT 1"
        ).fetchone()
    assert row
    fields = {**COMPLAINT, "kunci": key_of(browser.get("/lapor"))}
    fields |= {"about": "ORGANISATION", "subject": row[1]}
    page = browser.get(browser.post("/lapor", data=fields).headers["location"])
    facts = page.text.partition("<main")[2]
    assert re.search(rf'href="/organisasi/[^"]+">{re.escape(escape(row[1]))}</a>', facts)


@pytest.mark.parametrize("lang", ["", "/en"])
def test_the_tracking_page_knows_the_code_of_a_complaint(browser: httpx.Client, lang: str) -> None:
    fields = {**COMPLAINT, "kunci": key_of(browser.get("/lapor"))}
    code = browser.post("/lapor", data=fields).headers["location"][7:19]
    page = browser.get(f"{lang}/lacak?kode={code}")
    assert page.status_code == 200
    assert f'href="{lang}/lapor/{code}"' in page.text.partition("<main")[2]


def test_each_form_has_a_key_of_its_own(browser: httpx.Client, unit: str) -> None:
    pages = [browser.get("/lapor"), browser.get("/lapor"), browser.get(f"/unit/{unit}/usulan")]
    assert len({key_of(page) for page in pages}) == 3


def test_a_form_sent_twice_is_stored_once(browser: httpx.Client, own: Database) -> None:
    fields = {**COMPLAINT, "kunci": key_of(browser.get("/lapor"))}
    before = count(own)
    first, again = browser.post("/lapor", data=fields), browser.post("/lapor", data=fields)
    assert first.headers["location"] == again.headers["location"]
    assert count(own) == before + 1


def test_another_text_with_the_same_key_must_be_sent_again(browser: httpx.Client) -> None:
    fields = {**COMPLAINT, "kunci": key_of(browser.get("/lapor"))}
    browser.post("/lapor", data=fields)
    refused = browser.post(
        "/lapor", data={**fields, "description": "Ini hal yang lain sama sekali."}
    )
    assert refused.status_code == 409
    assert "sekali lagi" in alert(refused)
    assert key_of(refused) != fields["kunci"]
    assert "Ini hal yang lain sama sekali." in refused.text


def test_a_form_with_errors_is_shown_with_everything_that_was_typed(browser: httpx.Client) -> None:
    evil = '</textarea><script>alert("x")</script> &amp; \u2028 “'
    key = key_of(browser.get("/lapor"))
    page = browser.post(
        "/lapor",
        data={
            **COMPLAINT,
            "kunci": key,
            "about": "UNIT",
            "description": evil,
            "contact": 'a"><b>',
            "problem": "SHORT",
        },
    )
    assert page.status_code == 422
    assert page.headers["cache-control"] == "no-store"
    assert len(errors(page)) == 2
    assert "ditandai" in alert(page)
    assert key_of(page) == key
    form = page.text.partition("<form")[2].partition("</form>")[0]
    typed = re.search(r"<textarea[^>]*>(.*?)</textarea>", form, re.DOTALL)
    assert typed
    assert unescape(typed[1]) == evil
    assert "<script>alert" not in page.text
    assert "<b>" not in form
    assert re.search(r'value="UNIT" checked|checked value="UNIT"', form)
    assert re.search(r'value="SHORT" checked|checked value="SHORT"', form)


def test_invalid_figures_are_shown_again_as_typed(browser: httpx.Client, unit: str) -> None:
    path = f"/unit/{unit}/usulan"
    fields = {**FIGURES, "kunci": key_of(browser.get(path)), "people": "3", "day": "2020-05-04"}
    page = browser.post(path, data=fields)
    assert page.status_code == 422
    assert len(errors(page)) == 2
    assert 'value="450"' in page.text
    assert 'value="2020-05-04"' in page.text


def test_a_proposal_needs_an_existing_unit(browser: httpx.Client, own: Database) -> None:
    before = count(own)
    for code in ("XX", "31.74.05.1001.999", "%00", "%27%3B--"):
        path = f"/unit/{code}/usulan"
        assert browser.get(path).status_code == 404
        assert browser.post(path, data=FIGURES).status_code == 404
    assert count(own) == before


def test_a_program_that_fills_in_the_hidden_field_is_refused(
    browser: httpx.Client, own: Database
) -> None:
    before = count(own)
    fields = {**COMPLAINT, "kunci": key_of(browser.get("/lapor")), "situs": "http://x.example"}
    page = browser.post("/lapor", data=fields)
    assert page.status_code == 422
    assert "program" in alert(page)
    assert "x.example" not in page.text
    assert TEXT in page.text
    assert count(own) == before
    del fields["situs"]
    assert browser.post("/lapor", data=fields).status_code == 303


@pytest.mark.parametrize(
    "body",
    [
        b"about=OTHER&problem=OTHER&description=%ff%fe+halo+halo",
        b"about=OTHER&problem=OTHER&description=halo%00halo+halo",
        b"about=OTHER&problem=OTHER&description=" + b"x" * BODY_BYTES,
        b"\xff\xfe",
        b"novalue",
        b"&".join(b"f%d=x" % i for i in range(50)),
    ],
)
def test_an_unreadable_form_is_refused(browser: httpx.Client, own: Database, body: bytes) -> None:
    before = count(own)
    page = browser.post("/lapor", content=body, headers={"content-type": FORM})
    assert page.status_code == 400
    assert "<form" in page.text
    assert count(own) == before


@pytest.mark.parametrize("media", ["application/json", "multipart/form-data", "text/plain", ""])
def test_another_media_type_is_refused(browser: httpx.Client, media: str) -> None:
    page = browser.post("/lapor", content=b"{}", headers={"content-type": media})
    assert page.status_code == 400


@pytest.mark.parametrize("origin", ["https://lain.example", "null", ""])
def test_a_form_of_another_site_is_refused(
    browser: httpx.Client, own: Database, origin: str
) -> None:
    before = count(own)
    page = browser.post("/lapor", data=COMPLAINT, headers={"origin": origin})
    assert page.status_code == 403
    assert count(own) == before


def test_the_longest_text_is_accepted(browser: httpx.Client) -> None:
    fields = {**COMPLAINT, "kunci": key_of(browser.get("/lapor")), "description": "😀" * 2000}
    assert browser.post("/lapor", data=fields).status_code == 303


def test_a_signed_in_sender_is_anonymous(browser: httpx.Client, own: Database) -> None:
    fields = {**COMPLAINT, "kunci": key_of(browser.get("/lapor"))}
    sent = browser.post(
        "/lapor", data=fields, headers={"cookie": f"__Host-ksbb={'x' * 43}; ksbb={'x' * 43}"}
    )
    assert sent.status_code == 303
    assert "set-cookie" not in sent.headers
    with psycopg.connect(own.admin) as connection:
        row = connection.execute(
            "SELECT tenant_id, person_id FROM app.audit ORDER BY id DESC LIMIT 1"
        ).fetchone()
    assert row == (0, 0)


def test_the_twenty_first_form_of_an_hour_is_refused_and_keeps_what_was_typed(
    browser: httpx.Client, own: Database
) -> None:
    with psycopg.connect(own.admin) as connection:
        connection.execute("UPDATE sec.attempt SET count = 1")
    for _ in range(20):
        fields = {**COMPLAINT, "kunci": key_of(browser.get("/lapor"))}
        last = browser.post("/lapor", data=fields)
        assert last.status_code == 303
    fields = {**COMPLAINT, "kunci": key_of(browser.get("/lapor"))}
    page = browser.post("/lapor", data=fields)
    assert page.status_code == 429
    assert page.headers["retry-after"] == "3600"
    assert TEXT in page.text
    assert key_of(page) == fields["kunci"]


def test_a_plain_form_leads_to_the_page_of_a_code(browser: httpx.Client) -> None:
    for typed in ("abcde fghjk", "ABCDE-FGHJK"):
        found = browser.get(f"/lapor?kode={quote(typed)}")
        assert found.status_code == 303
        assert found.headers["location"] == "/lapor/ABCDEFGHJK"
    assert browser.get("/en/lapor?kode=ABC").headers["location"] == "/en/lapor/ABC"
    # What can't be a code is not used in a redirect.
    assert browser.get("/lapor?kode=//evil.example/").status_code == 200
    missing = browser.get("/lapor/ABCDEFGHJK")
    assert missing.status_code == 404


def test_a_form_about_a_unit_names_it(browser: httpx.Client, unit: str) -> None:
    page = browser.get(f"/lapor?unit={unit}")
    assert f'value="{unit}"' in page.text
    assert re.search(r'value="UNIT" checked|checked value="UNIT"', page.text)
    assert re.search(r"RW \d\d ", page.text.partition("<main")[2])
