"""Mail goes out over a real SMTP server, once it can."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from email import message_from_bytes, policy
from email.message import EmailMessage

import asyncpg
import orjson
import pytest
from aiosmtpd.smtp import SMTP, AuthResult, Envelope, Session

from ksbb.notifications.mail import Post, Server
from tests.database import Database

TO = "sari@contoh.id"
FACTS = {"token": "r4hasia"}


class PostOffice:
    """What an SMTP server has taken in; ``answer`` is its reply to the next mails."""

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
async def listening(office: PostOffice, port: int = 0) -> AsyncIterator[int]:
    loop = asyncio.get_running_loop()
    server = await loop.create_server(lambda: SMTP(office, loop=loop), "127.0.0.1", port)
    try:
        yield server.sockets[0].getsockname()[1]
    finally:
        server.close()
        await server.wait_closed()


@pytest.fixture
async def office() -> AsyncIterator[PostOffice]:
    made = PostOffice()
    async with listening(made) as made.port:
        yield made


@pytest.fixture
async def pool(fresh_database: Database) -> AsyncIterator[asyncpg.Pool]:
    async with asyncpg.create_pool(fresh_database.dsn("worker"), min_size=1, max_size=2) as made:
        yield made


@pytest.fixture
def post(fresh_database: Database, office: PostOffice) -> Post:
    return Post(
        fresh_database.settings(
            smtp_url=f"smtp://127.0.0.1:{office.port}",
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


async def test_a_queued_mail_arrives(post: Post, pool: asyncpg.Pool, office: PostOffice) -> None:
    await _queue(pool)
    assert await post.work(pool) is True
    assert await post.work(pool) is False
    (mail,) = office.mails
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


async def test_what_was_sent_leaves_no_token_behind(post: Post, pool: asyncpg.Pool) -> None:
    await _queue(pool)
    await post.work(pool)
    row = await _mail(pool)
    assert (row["state"], row["facts"], row["fault"]) == ("sent", "{}", None)
    assert "r4hasia" not in repr(row)


async def test_logs_tell_no_token(
    post: Post, pool: asyncpg.Pool, office: PostOffice, capsys: pytest.CaptureFixture[str]
) -> None:
    for answer, template in (
        ("250 OK", "SIGN_IN"), ("451 Later", "SIGN_IN"), ("550 Gone", "SIGN_IN"),
        ("250 OK", "NOTHING"),
    ):  # fmt: skip
        office.answer = answer
        await _queue(pool, template)
        await post.work(pool)
    told = capsys.readouterr().out
    assert "mail sent" in told
    assert "mail not sent" in told
    assert "can't be written" in told
    assert "r4hasia" not in told


async def test_a_busy_server_is_asked_again(
    post: Post, pool: asyncpg.Pool, office: PostOffice
) -> None:
    await _queue(pool)
    office.answer = "451 Try again later"
    await post.work(pool)
    row = await _mail(pool)
    assert (row["state"], row["attempts"], row["later"]) == ("waiting", 1, True)
    assert row["fault"] == "SMTPDataError 451"
    assert await post.work(pool) is False
    office.answer = "250 OK"
    await pool.execute("UPDATE app.mail SET due = clock_timestamp()")
    await post.work(pool)
    assert len(office.mails) == 1
    assert (await _mail(pool))["state"] == "sent"


async def test_a_server_that_is_down_is_asked_again(
    post: Post, pool: asyncpg.Pool, fresh_database: Database
) -> None:
    async with listening(PostOffice()) as closed_again:
        pass
    down = Post(fresh_database.settings(smtp_url=f"smtp://127.0.0.1:{closed_again}"))
    await _queue(pool)
    await down.work(pool)
    row = await _mail(pool)
    assert (row["state"], row["later"]) == ("waiting", True)
    await pool.execute("UPDATE app.mail SET due = clock_timestamp()")
    await post.work(pool)
    assert (await _mail(pool))["state"] == "sent"


async def test_an_address_that_is_refused_for_good_is_given_up(
    post: Post, pool: asyncpg.Pool, office: PostOffice
) -> None:
    await _queue(pool)
    office.answer = "550 No such mailbox"
    await post.work(pool)
    row = await _mail(pool)
    assert (row["state"], row["facts"], row["fault"]) == ("failed", "{}", "SMTPDataError 550")


async def test_one_that_cant_be_written_holds_up_no_other(
    post: Post, pool: asyncpg.Pool, office: PostOffice
) -> None:
    await _queue(pool, "NOTHING")
    await _queue(pool, to="a..b@contoh.id")
    await _queue(pool, to="sari(x)@contoh.id")
    await _queue(pool)
    while await post.work(pool):
        pass
    rows = await pool.fetch("SELECT state, fault FROM app.mail ORDER BY id")
    assert [tuple(row) for row in rows] == [
        ("failed", "UnknownTemplateError"),
        ("failed", "InvalidHeaderDefect"),
        ("failed", "ValueError"),
        ("sent", None),
    ]
    assert [mail["To"] for mail in office.mails] == [TO]


async def test_what_has_lost_its_sense_is_not_sent(
    post: Post, pool: asyncpg.Pool, office: PostOffice, fresh_database: Database
) -> None:
    await _queue(pool)
    async with fresh_database.connection("admin") as admin:
        await admin.execute("UPDATE app.mail SET expires_at = clock_timestamp()")
    assert await post.work(pool) is False
    row = await _mail(pool)
    assert (row["state"], row["facts"], row["fault"]) == ("failed", "{}", "expired")
    assert office.mails == []


async def test_the_demos_made_up_people_get_only_links_that_somebody_asked_for(
    post: Post, pool: asyncpg.Pool, office: PostOffice, fresh_database: Database
) -> None:
    async with fresh_database.connection("admin") as admin:
        await admin.execute("UPDATE pub.clock SET demo = true")
    await pool.execute("SELECT app.demo_person_add($1, 'Sari Contoh')", TO)
    for template in ("INVITATION", "SIGN_IN"):
        await _queue(pool, template)
    while await post.work(pool):
        pass
    rows = await pool.fetch("SELECT template, state, fault, facts FROM app.mail ORDER BY id")
    assert [tuple(row) for row in rows] == [
        ("INVITATION", "failed", "made-up address", "{}"),
        ("SIGN_IN", "sent", None, "{}"),
    ]
    assert len(office.mails) == 1


async def test_a_worker_killed_between_sending_and_marking_sends_again(
    post: Post, pool: asyncpg.Pool, office: PostOffice, fresh_database: Database
) -> None:
    await _queue(pool)
    await post.work(pool)
    async with fresh_database.connection("admin") as admin:
        # As it stands if the mark never came: claimed, and free again two minutes later.
        await admin.execute(
            "UPDATE app.mail SET state = 'waiting', done_at = NULL, facts = $1,"
            " due = clock_timestamp()", orjson.dumps(FACTS).decode()
        )  # fmt: skip
    await post.work(pool)
    first, second = office.mails
    assert first["Message-ID"] == second["Message-ID"]


async def test_a_claimed_mail_is_nobody_elses_for_two_minutes(
    post: Post, pool: asyncpg.Pool, office: PostOffice
) -> None:
    await _queue(pool)
    both = await asyncio.gather(post.work(pool), post.work(pool))
    assert sorted(both) == [False, True]
    assert len(office.mails) == 1


async def test_without_a_server_mail_waits_and_then_runs_out(
    pool: asyncpg.Pool, fresh_database: Database
) -> None:
    nowhere = Post(fresh_database.settings())
    await _queue(pool)
    assert await nowhere.work(pool) is False
    assert (await _mail(pool))["state"] == "waiting"


async def test_old_mail_is_forgotten(
    post: Post, pool: asyncpg.Pool, fresh_database: Database
) -> None:
    await _queue(pool)
    await post.work(pool)
    await post.tidy(pool)
    assert await pool.fetchval("SELECT count(*) FROM app.mail") == 1
    async with fresh_database.connection("admin") as admin:
        await admin.execute("UPDATE app.mail SET done_at = done_at - interval '31 days'")
    await post.tidy(pool)
    assert await pool.fetchval("SELECT count(*) FROM app.mail") == 0


class TestServer:
    def test_a_password_goes_over_a_network_only_under_tls(self) -> None:
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
            lambda: SMTP(PostOffice(), authenticator=authenticator, auth_require_tls=False),
            "127.0.0.1",
            0,
        )
        try:
            port = server.sockets[0].getsockname()[1]
            post = Post(fresh_database.settings(smtp_url=f"smtp://ksbb:rahasia@127.0.0.1:{port}"))
            assert post.server is not None
            # As it would be for a server elsewhere.
            post.server = Server(
                "127.0.0.1", port, "ksbb", "rahasia", use_tls=False, start_tls=True
            )
            await _queue(pool)
            await post.work(pool)
        finally:
            server.close()
            await server.wait_closed()
        assert given == []
        assert (await _mail(pool))["state"] == "waiting"

    @pytest.mark.parametrize("url", ["mail.example", "http://mail.example", "smtp://"])
    def test_an_address_of_no_mail_server_is_refused(self, url: str) -> None:
        with pytest.raises(ValueError, match="KSBB_SMTP_URL"):
            Server.of(url)
