"""The demo's mail server accepts real mail and shows it without trusting its content."""

from collections.abc import AsyncIterator
from email.message import EmailMessage

import aiosmtplib
import httpx
import pytest

from tools.dev import mail


@pytest.fixture
async def office(free_tcp_port: int) -> AsyncIterator[httpx.AsyncClient]:
    app = mail.application(free_tcp_port)
    async with (
        app.router.lifespan_context(app),
        httpx.AsyncClient(
            transport=httpx.ASGITransport(app), base_url=f"http://post:{free_tcp_port}"
        ) as client,
    ):
        yield client


async def send(office: httpx.AsyncClient, subject: str, text: str) -> None:
    letter = EmailMessage()
    letter["From"] = "ksbb@localhost"
    letter["To"] = "ibu.rw@example.org"
    letter["Subject"] = subject
    letter.set_content(text)
    port = office.base_url.port
    assert port is not None
    await aiosmtplib.send(letter, hostname=mail.LOOPBACK, port=port)


async def test_an_empty_list_of_mails_says_so(office: httpx.AsyncClient) -> None:
    assert "Belum ada surat" in (await office.get("/")).text


async def test_a_mail_is_listed_and_its_link_can_be_clicked(office: httpx.AsyncClient) -> None:
    link = "http://localhost:8000/masuk?token=a&next=b"
    await send(office, "Tautan masuk Anda", f"Silakan buka {link}\nsebelum besok, é.")
    assert "Tautan masuk Anda" in (await office.get("/")).text
    shown = (await office.get("/1")).text
    assert '<a href="http://localhost:8000/masuk?token=a&amp;next=b">' in shown
    assert "é" in shown


async def test_a_mail_cannot_put_markup_on_the_page(office: httpx.AsyncClient) -> None:
    await send(office, "<script>1</script>", "<img src=x onerror=alert(1)>")
    for path in ("/", "/1"):
        answer = await office.get(path)
        assert "<script>" not in answer.text
        assert "<img" not in answer.text
        assert answer.headers["content-security-policy"].startswith("default-src 'none'")


async def test_programs_read_the_newest_mail_first(office: httpx.AsyncClient) -> None:
    await send(office, "satu", "1")
    await send(office, "dua", "2")
    listed = (await office.get("/messages.json")).json()
    assert [entry["subject"] for entry in listed] == ["dua", "satu"]
    assert listed[0]["to"] == ["ibu.rw@example.org"]


async def test_a_mail_that_is_not_there_is_not_found(office: httpx.AsyncClient) -> None:
    assert (await office.get("/9")).status_code == 404
