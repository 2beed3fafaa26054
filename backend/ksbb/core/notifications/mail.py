"""Sends the mail that is queued in the database over SMTP.

A mail is claimed for two minutes (committed), then sent, then marked as sent. If the worker is
killed in between, the mail is sent again with the same Message-ID. A permanent error (5xx) ends it;
after other errors it is retried until it expires. Neither the log nor the column ``error`` contains
the text of a mail.
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

from ksbb.core.notifications.mail_texts import UnknownTemplateError, mail_text
from ksbb.core.outbox.deliver import delay

if TYPE_CHECKING:
    from ksbb.core.settings import Settings

SECONDS = 60
_MAX_DELAY = timedelta(minutes=30)
# Permanent errors, except those about the password or TLS: these we can correct.
_FINAL = frozenset(range(500, 600)) - {530, 534, 535, 538}

log = structlog.get_logger("ksbb.mail")

_CLAIM = """
    UPDATE app.mail SET attempts = attempts + 1, due = clock_timestamp() + interval '2 minutes'
    WHERE id = (SELECT id FROM app.mail WHERE state = 'waiting' AND due <= statement_timestamp()
                ORDER BY due, id LIMIT 1 FOR NO KEY UPDATE SKIP LOCKED)
    RETURNING id, recipient, template, facts, attempts, created_at
"""
_DONE = """
    UPDATE app.mail SET state = $2, error = $3, facts = '{}', done_at = clock_timestamp()
    WHERE id = $1 AND state = 'waiting'
"""
_LATER = """
    UPDATE app.mail SET error = $2, due = clock_timestamp() + $3
    WHERE id = $1 AND state = 'waiting'
"""
_EXPIRE = """
    UPDATE app.mail SET state = 'failed', error = coalesce(error || '; ', '') || 'expired',
        facts = '{}', done_at = clock_timestamp()
    WHERE state = 'waiting' AND expires_at <= statement_timestamp()
"""
# Invitations to made-up people of the demo are not sent, because their addresses may belong to
# somebody. A sign-in link that a visitor requests is sent, as the page promises.
_CANCEL_MADE_UP = """
    UPDATE app.mail AS mail SET state = 'failed', error = 'made-up address',
        facts = '{}', done_at = clock_timestamp()
    FROM app.person AS person JOIN app.demo_person ON demo_person.person_id = person.id
    WHERE mail.state = 'waiting' AND mail.template <> 'SIGN_IN' AND person.email = mail.recipient
"""
_DELETE_OLD = (
    "DELETE FROM app.mail WHERE state <> 'waiting' AND done_at < now() - interval '30 days'"
)


@dataclass(frozen=True, slots=True)
class Server:
    """A mail server, from ``smtp://user:password@host:port`` or ``smtps://...``.

    Attributes:
        start_tls: True: required. None: used if the server offers it, with any certificate, which
            is still better than plain text.
    """

    host: str
    port: int
    user: str | None
    password: str | None
    use_tls: bool
    start_tls: bool | None

    @classmethod
    def of(cls, url: str) -> Server:
        """Parse the setting.

        Raises:
            ValueError: it is not the address of a mail server.
        """
        parts = urlsplit(url)
        if parts.scheme not in ("smtp", "smtps") or not parts.hostname:
            raise ValueError("KSBB_SMTP_URL looks like smtp://user:password@host:port.")
        tls = parts.scheme == "smtps"
        user = unquote(parts.username) if parts.username else None
        # A password is never sent over a network without TLS.
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
        """Send a mail.

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


class MailSender:
    """Sends queued mail. Without a mail server nothing is sent, and queued mail expires."""

    def __init__(self, config: Settings) -> None:
        self.server = Server.of(config.smtp_url) if config.smtp_url else None
        self.origin = config.origin
        name, address = parseaddr(config.mail_from)
        self.sender = Address(display_name=name, addr_spec=address)

    async def work(self, pool: asyncpg.Pool) -> bool:
        """Send one mail that is due; returns whether there may be more.

        Raises:
            OSError, asyncpg.PostgresError, asyncpg.InterfaceError: the database can't be reached.
        """
        await pool.execute(_EXPIRE)
        await pool.execute(_CANCEL_MADE_UP)
        if self.server is None:
            return False
        row = await pool.fetchrow(_CLAIM)
        if row is None:
            return False
        try:
            message = self.message(row)
        except (UnknownTemplateError, KeyError, ValueError, MessageError) as error:
            # Without the traceback, which may show the facts of the mail, such as a token.
            failure = type(error).__name__
            log.error(  # noqa: TRY400
                "mail can't be written", mail=row["id"], template=row["template"], failure=failure
            )
            await pool.execute(_DONE, row["id"], "failed", failure)
            return True
        try:
            await self.server.send(message)
        except (aiosmtplib.SMTPException, OSError, TimeoutError, ssl.SSLError) as error:
            code = _code(error)
            failure = f"{type(error).__name__} {code or ''}".strip()
            log.warning("mail not sent", mail=row["id"], failure=failure, attempts=row["attempts"])
            if code in _FINAL:
                await pool.execute(_DONE, row["id"], "failed", failure)
            else:
                wait = min(delay(row["attempts"]), _MAX_DELAY)
                await pool.execute(_LATER, row["id"], failure, wait)
        else:
            await pool.execute(_DONE, row["id"], "sent", None)
            log.info("mail sent", mail=row["id"], template=row["template"])
        return True

    def message(self, row: Mapping[str, Any]) -> EmailMessage:
        """The mail for a row of ``app.mail``.

        Raises:
            UnknownTemplateError, KeyError: there is no such template, or a fact is missing.
            ValueError, MessageError: the recipient's address is not valid in a header.
        """
        written = mail_text(row["template"], orjson.loads(row["facts"]), self.origin)
        created: datetime = row["created_at"]
        message = EmailMessage(policy=SMTP_POLICY.clone(cte_type="7bit"))
        message["Subject"] = written.subject
        message["From"] = self.sender
        recipient = Address(addr_spec=row["recipient"])
        if recipient.addr_spec != row["recipient"]:
            # The address has a comment or quotes: in a header it would mean another mailbox.
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
        """Delete mail that was sent, or that failed, more than thirty days ago."""
        await pool.execute(_DELETE_OLD)
        return False


def _code(error: BaseException) -> int | None:
    """The SMTP server's reply code, or None if it sent none."""
    if isinstance(error, aiosmtplib.SMTPRecipientsRefused):
        return error.recipients[0].code
    return error.code if isinstance(error, aiosmtplib.SMTPResponseException) else None
