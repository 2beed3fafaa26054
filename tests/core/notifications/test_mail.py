"""Sending mail over a real SMTP server."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from email import message_from_bytes, policy
from email.message import EmailMessage

import asyncpg
import orjson
import pytest
from aiosmtpd.smtp import SMTP, AuthResult, Envelope, Session

from ksbb.core.notifications.mail import MailSender, Server
from tests.database import Database

TO = "sari@contoh.id"
FACTS = {"token": "r4hasia"}


class MailServer:
    """The mails that an SMTP server has received; ``answer`` is its reply to the next ones."""

    def __init__(self) -> None:
        self.mails: list[EmailMessage] = []
        self.answer = "250 OK"
        self.port = 0

    async def handle_DATA(self, _server: SMTP, _session: Session, envelope: Envelope) -> str:  # noqa: N802
        if self.answer.startswith("250"):
            content = envelope.content
            assert isinstance(content, bytes)
            self.mails.append(message_from_bytes(content, policy=policy.default))
        return self.answer


@asynccontextmanager
async def listening(mail_server: MailServer, port: int = 0) -> AsyncIterator[int]:
    loop = asyncio.get_running_loop()
    server = await loop.create_server(lambda: SMTP(mail_server, loop=loop), "127.0.0.1", port)
    try:
        yield server.sockets[0].getsockname()[1]
    finally:
        server.close()
        await server.wait_closed()


@pytest.fixture
async def mail_server() -> AsyncIterator[MailServer]:
    made = MailServer()
    async with listening(made) as made.port:
        yield made


@pytest.fixture
async def pool(fresh_database: Database) -> AsyncIterator[asyncpg.Pool]:
    async with asyncpg.create_pool(fresh_database.dsn("worker"), min_size=1, max_size=2) as made:
        yield made


@pytest.fixture
def sender(fresh_database: Database, mail_server: MailServer) -> MailSender:
    return MailSender(
        fresh_database.settings(
            smtp_url=f"smtp://127.0.0.1:{mail_server.port}",
            public_url="https://ksbb.example",
            mail_from="KSBB Jakarta <surat@ksbb.example>",
        )
    )


async def _queue(pool: asyncpg.Pool, template: str = "SIGN_IN", to: str = TO) -> None:
    facts = orjson.dumps(FACTS).decode()
    await pool.execute("SELECT app.mail_queue($1, $2, $3)", to, template, facts)


async def _mail(pool: asyncpg.Pool) -> asyncpg.Record:
    row = await pool.fetchrow("SELECT *, due > statement_timestamp() AS later FROM app.mail")
    assert row is not None
    return row


async def test_a_queued_mail_arrives(
    sender: MailSender, pool: asyncpg.Pool, mail_server: MailServer
) -> None:
    await _queue(pool)
    assert await sender.work(pool) is True
    assert await sender.work(pool) is False
    (mail,) = mail_server.mails
    assert mail["To"] == TO
    assert mail["From"] == "KSBB Jakarta <surat@ksbb.example>"
    assert mail["Subject"] == "Masuk ke KSBB / Sign in to KSBB"
    assert mail["Auto-Submitted"] == "auto-generated"
    assert mail["Message-ID"].endswith("@ksbb.example>")
    plain, html = mail.get_body(("plain",)), mail.get_body(("html",))
    assert plain is not None
    assert html is not None
    assert "https://ksbb.example/auth/in?token=r4hasia" in plain.get_content()
    assert "https://ksbb.example/auth/in?token=r4hasia" in html.get_content()


async def test_the_row_of_a_sent_mail_has_no_token(sender: MailSender, pool: asyncpg.Pool) -> None:
    await _queue(pool)
    await sender.work(pool)
    row = await _mail(pool)
    assert (row["state"], row["facts"], row["error"]) == ("sent", "{}", None)
    assert "r4hasia" not in repr(row)


async def test_logs_have_no_token(
    sender: MailSender,
    pool: asyncpg.Pool,
    mail_server: MailServer,
    capsys: pytest.CaptureFixture[str],
) -> None:
    for answer, template in (
        ("250 OK", "SIGN_IN"), ("451 Later", "SIGN_IN"), ("550 Gone", "SIGN_IN"),
        ("250 OK", "NOTHING"),
    ):  # fmt: skip
        mail_server.answer = answer
        await _queue(pool, template)
        await sender.work(pool)
    output = capsys.readouterr().out
    assert "mail sent" in output
    assert "mail not sent" in output
    assert "can't be written" in output
    assert "r4hasia" not in output


async def test_mail_is_retried_when_the_server_is_busy(
    sender: MailSender, pool: asyncpg.Pool, mail_server: MailServer
) -> None:
    await _queue(pool)
    mail_server.answer = "451 Try again later"
    await sender.work(pool)
    row = await _mail(pool)
    assert (row["state"], row["attempts"], row["later"]) == ("waiting", 1, True)
    assert row["error"] == "SMTPDataError 451"
    assert await sender.work(pool) is False
    mail_server.answer = "250 OK"
    await pool.execute("UPDATE app.mail SET due = clock_timestamp()")
    await sender.work(pool)
    assert len(mail_server.mails) == 1
    assert (await _mail(pool))["state"] == "sent"


async def test_mail_is_retried_when_the_server_is_down(
    sender: MailSender, pool: asyncpg.Pool, fresh_database: Database
) -> None:
    async with listening(MailServer()) as closed_again:
        pass
    down = MailSender(fresh_database.settings(smtp_url=f"smtp://127.0.0.1:{closed_again}"))
    await _queue(pool)
    await down.work(pool)
    row = await _mail(pool)
    assert (row["state"], row["later"]) == ("waiting", True)
    await pool.execute("UPDATE app.mail SET due = clock_timestamp()")
    await sender.work(pool)
    assert (await _mail(pool))["state"] == "sent"


async def test_a_final_refusal_is_not_retried(
    sender: MailSender, pool: asyncpg.Pool, mail_server: MailServer
) -> None:
    await _queue(pool)
    mail_server.answer = "550 No such mailbox"
    await sender.work(pool)
    row = await _mail(pool)
    assert (row["state"], row["facts"], row["error"]) == ("failed", "{}", "SMTPDataError 550")


async def test_a_mail_that_cant_be_written_does_not_block_others(
    sender: MailSender, pool: asyncpg.Pool, mail_server: MailServer
) -> None:
    await _queue(pool, "NOTHING")
    await _queue(pool, to="a..b@contoh.id")
    await _queue(pool, to="sari(x)@contoh.id")
    await _queue(pool)
    while await sender.work(pool):
        pass
    rows = await pool.fetch("SELECT state, error FROM app.mail ORDER BY id")
    assert [tuple(row) for row in rows] == [
        ("failed", "UnknownTemplateError"),
        ("failed", "InvalidHeaderDefect"),
        ("failed", "ValueError"),
        ("sent", None),
    ]
    assert [mail["To"] for mail in mail_server.mails] == [TO]


async def test_an_expired_mail_is_not_sent(
    sender: MailSender, pool: asyncpg.Pool, mail_server: MailServer, fresh_database: Database
) -> None:
    await _queue(pool)
    async with fresh_database.connection("admin") as admin:
        await admin.execute("UPDATE app.mail SET expires_at = clock_timestamp()")
    assert await sender.work(pool) is False
    row = await _mail(pool)
    assert (row["state"], row["facts"], row["error"]) == ("failed", "{}", "expired")
    assert mail_server.mails == []


async def test_people_of_the_demo_only_get_requested_links(
    sender: MailSender, pool: asyncpg.Pool, mail_server: MailServer, fresh_database: Database
) -> None:
    async with fresh_database.connection("admin") as admin:
        await admin.execute("UPDATE pub.clock SET demo = true")
    await pool.execute("SELECT app.demo_person_add($1, 'Sari Contoh')", TO)
    for template in ("INVITATION", "SIGN_IN"):
        await _queue(pool, template)
    while await sender.work(pool):
        pass
    rows = await pool.fetch("SELECT template, state, error, facts FROM app.mail ORDER BY id")
    assert [tuple(row) for row in rows] == [
        ("INVITATION", "failed", "made-up address", "{}"),
        ("SIGN_IN", "sent", None, "{}"),
    ]
    assert len(mail_server.mails) == 1


async def test_a_worker_killed_between_sending_and_marking_sends_again(
    sender: MailSender, pool: asyncpg.Pool, mail_server: MailServer, fresh_database: Database
) -> None:
    await _queue(pool)
    await sender.work(pool)
    async with fresh_database.connection("admin") as admin:
        # The state after such a kill: claimed, and due again two minutes later.
        await admin.execute(
            "UPDATE app.mail SET state = 'waiting', done_at = NULL, facts = $1,"
            " due = clock_timestamp()", orjson.dumps(FACTS).decode()
        )  # fmt: skip
    await sender.work(pool)
    first, second = mail_server.mails
    assert first["Message-ID"] == second["Message-ID"]


async def test_a_claimed_mail_is_not_claimed_again_for_two_minutes(
    sender: MailSender, pool: asyncpg.Pool, mail_server: MailServer
) -> None:
    await _queue(pool)
    both = await asyncio.gather(sender.work(pool), sender.work(pool))
    assert sorted(both) == [False, True]
    assert len(mail_server.mails) == 1


async def test_without_a_server_mail_stays_queued(
    pool: asyncpg.Pool, fresh_database: Database
) -> None:
    nowhere = MailSender(fresh_database.settings())
    await _queue(pool)
    assert await nowhere.work(pool) is False
    assert (await _mail(pool))["state"] == "waiting"


async def test_old_mail_is_deleted(
    sender: MailSender, pool: asyncpg.Pool, fresh_database: Database
) -> None:
    await _queue(pool)
    await sender.work(pool)
    await sender.tidy(pool)
    assert await pool.fetchval("SELECT count(*) FROM app.mail") == 1
    async with fresh_database.connection("admin") as admin:
        await admin.execute("UPDATE app.mail SET done_at = done_at - interval '31 days'")
    await sender.tidy(pool)
    assert await pool.fetchval("SELECT count(*) FROM app.mail") == 0


class TestServer:
    def test_a_password_is_sent_over_a_network_with_tls_only(self) -> None:
        outside = Server.of("smtp://ksbb:p%40ss@mail.example")
        assert outside == Server("mail.example", 587, "ksbb", "p@ss", use_tls=False, start_tls=True)
        assert Server.of("smtps://ksbb:x@mail.example").use_tls
        assert Server.of("smtps://ksbb:x@mail.example").port == 465
        assert Server.of("smtp://ksbb:x@127.0.0.1:1025").start_tls is None

    async def test_a_server_without_tls_gets_no_password(
        self, pool: asyncpg.Pool, fresh_database: Database
    ) -> None:
        given: list[object] = []

        def authenticator(*arguments: object) -> AuthResult:
            given.append(arguments)
            return AuthResult(success=True)

        loop = asyncio.get_running_loop()
        server = await loop.create_server(
            lambda: SMTP(MailServer(), authenticator=authenticator, auth_require_tls=False),
            "127.0.0.1",
            0,
        )
        try:
            port = server.sockets[0].getsockname()[1]
            sender = MailSender(
                fresh_database.settings(smtp_url=f"smtp://ksbb:rahasia@127.0.0.1:{port}")
            )
            assert sender.server is not None
            # As for a server on another computer.
            sender.server = Server(
                "127.0.0.1", port, "ksbb", "rahasia", use_tls=False, start_tls=True
            )
            await _queue(pool)
            await sender.work(pool)
        finally:
            server.close()
            await server.wait_closed()
        assert given == []
        assert (await _mail(pool))["state"] == "waiting"

    @pytest.mark.parametrize("url", ["mail.example", "http://mail.example", "smtp://"])
    def test_an_address_that_is_not_a_mail_server_is_refused(self, url: str) -> None:
        with pytest.raises(ValueError, match="KSBB_SMTP_URL"):
            Server.of(url)
