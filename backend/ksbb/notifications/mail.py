"""The post: mail that waits in the database goes out over SMTP.

A mail is claimed for two minutes and committed so, then sent, then marked: a worker killed in
between sends it again, under the same Message-ID. A refusal that is final (5xx) ends it; anything
else is tried again until the mail has lost its sense. Neither log nor ``fault`` tells its text.
"""

from __future__ import annotations

import asyncio
import ipaddress
import ssl
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from email.errors import MessageError
from email.headerregistry import Address
from email.message import EmailMessage
from email.policy import SMTP as SMTP_POLICY
from email.utils import format_datetime, parseaddr
from typing import TYPE_CHECKING, Any
from urllib.parse import unquote, urlsplit

import aiosmtplib
import asyncpg
import orjson
import structlog

from ksbb.notifications.letters import UnknownTemplateError, letter
from ksbb.outbox.deliver import delay

if TYPE_CHECKING:
    from ksbb.kernel.settings import Settings

SECONDS = 60
_LONGEST = timedelta(minutes=30)
# Final by the server's word; but when it wants another password or TLS, that is ours to mend.
_FINAL = frozenset(range(500, 600)) - {530, 534, 535, 538}

log = structlog.get_logger("ksbb.mail")

_CLAIM = """
    UPDATE app.mail SET attempts = attempts + 1, due = clock_timestamp() + interval '2 minutes'
    WHERE id = (SELECT id FROM app.mail WHERE state = 'waiting' AND due <= statement_timestamp()
                ORDER BY due, id LIMIT 1 FOR NO KEY UPDATE SKIP LOCKED)
    RETURNING id, recipient, template, facts, attempts, created_at
"""
_DONE = """
    UPDATE app.mail SET state = $2, fault = $3, facts = '{}', done_at = clock_timestamp()
    WHERE id = $1 AND state = 'waiting'
"""
_LATER = """
    UPDATE app.mail SET fault = $2, due = clock_timestamp() + $3
    WHERE id = $1 AND state = 'waiting'
"""
_EXPIRE = """
    UPDATE app.mail SET state = 'failed', fault = coalesce(fault || '; ', '') || 'expired',
        facts = '{}', done_at = clock_timestamp()
    WHERE state = 'waiting' AND expires_at <= statement_timestamp()
"""
# Invitations among the demo's made-up people: nobody should get mail at their addresses. A link
# that a visitor asks for goes out all the same, as the page has promised.
_MADE_UP = """
    UPDATE app.mail m SET state = 'failed', fault = 'made-up address',
        facts = '{}', done_at = clock_timestamp()
    FROM app.person p JOIN app.demo_person d ON d.person_id = p.id
    WHERE m.state = 'waiting' AND m.template <> 'SIGN_IN' AND p.email = m.recipient
"""
_FORGET = "DELETE FROM app.mail WHERE state <> 'waiting' AND done_at < now() - interval '30 days'"


@dataclass(frozen=True, slots=True)
class Server:
    """Where mail is handed in, from ``smtp://user:password@host:port`` or ``smtps://...``.

    Attributes:
        start_tls: True: only after STARTTLS; None: if the server offers it, whatever its
            certificate, which still beats plain text.
    """

    host: str
    port: int
    user: str | None
    password: str | None
    use_tls: bool
    start_tls: bool | None

    @classmethod
    def of(cls, url: str) -> Server:
        """Read the setting.

        Raises:
            ValueError: it is no address of a mail server.
        """
        parts = urlsplit(url)
        if parts.scheme not in ("smtp", "smtps") or not parts.hostname:
            raise ValueError("KSBB_SMTP_URL looks like smtp://user:password@host:port.")
        tls = parts.scheme == "smtps"
        user = unquote(parts.username) if parts.username else None
        # A password never goes over a network in the clear.
        required = user is not None and not tls and not _loopback(parts.hostname)
        return cls(
            host=parts.hostname,
            port=parts.port or (465 if tls else 587 if user else 25),
            user=user,
            password=unquote(parts.password) if parts.password else None,
            use_tls=tls,
            start_tls=False if tls else True if required else None,
        )

    async def send(self, message: EmailMessage) -> None:
        """Hand a mail in.

        Raises:
            aiosmtplib.SMTPException, OSError, TimeoutError.
        """
        async with asyncio.timeout(SECONDS):
            await aiosmtplib.send(
                message,
                hostname=self.host,
                port=self.port,
                username=self.user,
                password=self.password,
                use_tls=self.use_tls,
                start_tls=self.start_tls,
                validate_certs=self.use_tls or bool(self.start_tls),
                timeout=SECONDS / 3,
            )


def _loopback(host: str) -> bool:
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return host == "localhost"


class Post:
    """Sends what waits. Without a mail server nothing goes out, and what waits runs out."""

    def __init__(self, config: Settings) -> None:
        self.server = Server.of(config.smtp_url) if config.smtp_url else None
        self.origin = config.origin
        name, address = parseaddr(config.mail_from)
        self.sender = Address(display_name=name, addr_spec=address)

    async def work(self, pool: asyncpg.Pool) -> bool:
        """Send one mail that is due; whether there may be more.

        Raises:
            OSError, asyncpg.PostgresError, asyncpg.InterfaceError: the database went away.
        """
        await pool.execute(_EXPIRE)
        await pool.execute(_MADE_UP)
        if self.server is None:
            return False
        row = await pool.fetchrow(_CLAIM)
        if row is None:
            return False
        try:
            message = self.message(row)
        except (UnknownTemplateError, KeyError, ValueError, MessageError) as error:
            # Without the traceback, which may show the facts and a token among them.
            fault = type(error).__name__
            log.error(  # noqa: TRY400
                "mail can't be written", mail=row["id"], template=row["template"], fault=fault
            )
            await pool.execute(_DONE, row["id"], "failed", fault)
            return True
        try:
            await self.server.send(message)
        except (aiosmtplib.SMTPException, OSError, TimeoutError, ssl.SSLError) as error:
            code = _code(error)
            fault = f"{type(error).__name__} {code or ''}".strip()
            log.warning("mail not sent", mail=row["id"], fault=fault, attempts=row["attempts"])
            if code in _FINAL:
                await pool.execute(_DONE, row["id"], "failed", fault)
            else:
                wait = min(delay(row["attempts"]), _LONGEST)
                await pool.execute(_LATER, row["id"], fault, wait)
        else:
            await pool.execute(_DONE, row["id"], "sent", None)
            log.info("mail sent", mail=row["id"], template=row["template"])
        return True

    def message(self, row: Mapping[str, Any]) -> EmailMessage:
        """The mail of a row of ``app.mail``.

        Raises:
            UnknownTemplateError, KeyError: nobody wrote such a letter, or it lacks a fact.
            ValueError, MessageError: the recipient's address can't stand in a header.
        """
        written = letter(row["template"], orjson.loads(row["facts"]), self.origin)
        created: datetime = row["created_at"]
        message = EmailMessage(policy=SMTP_POLICY.clone(cte_type="7bit"))
        message["Subject"] = written.subject
        message["From"] = self.sender
        recipient = Address(addr_spec=row["recipient"])
        if recipient.addr_spec != row["recipient"]:
            # It held a comment or quotes: as a header it would name another mailbox.
            raise ValueError(recipient.addr_spec)
        message["To"] = recipient
        message["Date"] = format_datetime(created)
        host = urlsplit(self.origin).hostname or "localhost"
        message["Message-ID"] = f"<mail.{row['id']}.{int(created.timestamp())}@{host}>"
        message["Auto-Submitted"] = "auto-generated"
        message["Content-Language"] = "id, en"
        message.set_content(written.text)
        message.add_alternative(written.html, subtype="html")
        return message

    async def tidy(self, pool: asyncpg.Pool) -> bool:
        """Forget mail that went, or failed, thirty days ago."""
        await pool.execute(_FORGET)
        return False


def _code(error: BaseException) -> int | None:
    """The SMTP server's own answer, if it gave one."""
    if isinstance(error, aiosmtplib.SMTPRecipientsRefused):
        return error.recipients[0].code
    return error.code if isinstance(error, aiosmtplib.SMTPResponseException) else None
