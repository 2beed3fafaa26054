"""The demo's mail server: accepts every mail over SMTP, delivers none, and shows them on a page.

The platform doesn't know about it: it sends real mail to the server in `KSBB_SMTP_URL`, which
`./ksbb run` sets to this one. Only the latest mails are kept, in memory. Listens on loopback only.

- `/` is the list, newest first, and `/N` one mail; its links can be clicked.
- `/messages.json` is the same for programs: `[{id, to, subject, text, received}]`.
"""

import asyncio
import html
import re
import sys
from collections import deque
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import asdict, dataclass
from datetime import UTC, datetime
from email import message_from_bytes, policy

import uvicorn
from aiosmtpd.smtp import SMTP, Envelope, Session
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import HTMLResponse, JSONResponse, Response
from starlette.routing import Route

LOOPBACK = "127.0.0.1"
_KEPT = 500
_LARGEST = 5_000_000
_LINK = re.compile(r"https?://[^\s<>\"]+")
# The page of a mail must not do anything by itself: no scripts, nothing loaded from elsewhere.
_HEADERS = {
    "content-security-policy": "default-src 'none'; style-src 'unsafe-inline'",
    "cache-control": "no-store",
    "referrer-policy": "no-referrer",
}
_STYLE = """
body{font:16px/1.5 system-ui,sans-serif;max-width:46rem;margin:2rem auto;padding:0 1rem;
color:#1b1f24;background:#faf8f4}a{color:#12455e}li{margin:.5rem 0}small{color:#555}
pre{white-space:pre-wrap;font:inherit;border-top:1px solid #ccc;padding-top:1rem}
"""


@dataclass(frozen=True)
class Mail:
    """One mail as received. `received` is real time, UTC."""

    id: int
    to: list[str]
    subject: str
    text: str
    received: str


class PostOffice:
    """Accepts mail as aiosmtpd's handler, and keeps the latest."""

    def __init__(self) -> None:
        self.mails: deque[Mail] = deque(maxlen=_KEPT)
        self.count = 0

    # The name is aiosmtpd's.
    async def handle_DATA(  # noqa: N802
        self, _server: SMTP, _session: Session, envelope: Envelope
    ) -> str:
        """Keep a mail; returns the SMTP reply."""
        content = envelope.content or b""
        raw = content if isinstance(content, bytes) else content.encode()
        message = message_from_bytes(raw, policy=policy.default)
        body = message.get_body(("plain", "html"))
        self.count += 1
        self.mails.appendleft(
            Mail(
                id=self.count,
                to=list(envelope.rcpt_tos),
                subject=str(message["subject"] or ""),
                text=str(body.get_content()) if body is not None else "",
                received=datetime.now(UTC).isoformat(timespec="seconds"),
            )
        )
        return "250 Tersimpan (kept)"


def _page(title: str, content: str) -> Response:
    head = '<meta charset="utf-8"><meta name="viewport" content="width=device-width">'
    return HTMLResponse(
        f'<!doctype html><html lang="id">{head}<title>{html.escape(title)}</title>'
        f"<style>{_STYLE}</style><h1>{html.escape(title)}</h1>{content}",
        headers=_HEADERS,
    )


def _with_links(text: str) -> str:
    """The text as HTML, with its addresses as links and the rest escaped."""
    parts: list[str] = []
    end = 0
    for found in _LINK.finditer(text):
        link = html.escape(found.group())
        parts += [html.escape(text[end : found.start()]), f'<a href="{link}">{link}</a>']
        end = found.end()
    return "".join([*parts, html.escape(text[end:])])


def _listed(mail: Mail) -> str:
    to = html.escape(", ".join(mail.to))
    subject = html.escape(mail.subject or "(tanpa judul, no subject)")
    return f'<li><a href="/{mail.id}">{subject}</a><br><small>{to}, {mail.received}</small>'


def application(smtp_port: int) -> Starlette:
    """The page, and the SMTP server for as long as the page is served."""
    office = PostOffice()

    async def list_all(_request: Request) -> Response:
        listed = "".join(map(_listed, office.mails))
        empty = "<p>Belum ada surat. Muat ulang setelah ada yang dikirim.<br>"
        empty += "<i>No mail yet. Reload after something was sent.</i></p>"
        return _page("Surat demo (demo mail)", f"<ul>{listed}</ul>" if listed else empty)

    async def show(request: Request) -> Response:
        wanted = request.path_params["id"]
        found = next((mail for mail in office.mails if mail.id == wanted), None)
        if found is None:
            return HTMLResponse("Tidak ada. (Not found.)", status_code=404, headers=_HEADERS)
        to = html.escape(", ".join(found.to))
        back = '<p><a href="/">Semua surat (all mail)</a></p>'
        return _page(
            found.subject,
            f"{back}<small>{to}, {found.received}</small><pre>{_with_links(found.text)}</pre>",
        )

    async def as_json(_request: Request) -> Response:
        return JSONResponse([asdict(mail) for mail in office.mails], headers=_HEADERS)

    @asynccontextmanager
    async def lifespan(_app: Starlette) -> AsyncIterator[None]:
        def session() -> SMTP:
            return SMTP(office, data_size_limit=_LARGEST, hostname="localhost")

        server = await asyncio.get_running_loop().create_server(session, LOOPBACK, smtp_port)
        try:
            yield
        finally:
            server.close()

    return Starlette(
        routes=[
            Route("/", list_all),
            Route("/messages.json", as_json),
            Route("/{id:int}", show),
        ],
        lifespan=lifespan,
    )


def main(smtp: int, page: int) -> None:
    """`python -m tools.dev.mail SMTP_PORT PAGE_PORT`."""
    uvicorn.run(application(smtp), host=LOOPBACK, port=page, log_level="warning")


if __name__ == "__main__":
    main(*map(int, sys.argv[1:]))
