"""Around every request: an id, a line in the log, and the headers that keep browsers strict.

Plain ASGI: a layer costs a few microseconds, and streams pass through untouched.
"""

from __future__ import annotations

import re
import secrets
import time
from typing import TYPE_CHECKING

import structlog
from starlette.responses import PlainTextResponse, Response

if TYPE_CHECKING:
    from starlette.types import ASGIApp, Message, Receive, Scope, Send

log = structlog.get_logger("ksbb.access")

REQUEST_ID = re.compile(r"[A-Za-z0-9._-]{8,64}\Z")
# What a code opens is for whoever has the code, and not for whoever reads the log.
CODE = re.compile(r"(/lacak|/lapor)/.+")
QUIET = frozenset({"/healthz", "/readyz"})

# Photos before they are sent and map tiles as they are drawn are blobs.
POLICY = (
    "default-src 'self'; img-src 'self' data: blob:; worker-src 'self' blob:; "
    "object-src 'none'; base-uri 'none'; form-action 'self'; frame-ancestors 'none'"
)
HEADERS = {
    "content-security-policy": POLICY,
    "x-content-type-options": "nosniff",
    "referrer-policy": "strict-origin-when-cross-origin",
    "cross-origin-opener-policy": "same-origin",
    "cross-origin-resource-policy": "same-origin",
    # Field mode takes photos, "Cek RW saya" asks where one is; nothing else is needed.
    "permissions-policy": "camera=(self), geolocation=(self), microphone=(), payment=(), usb=()",
}
HSTS = "max-age=31536000; includeSubDomains"


class Requests:
    """Request id, access log and security headers for the whole application."""

    def __init__(self, app: ASGIApp, *, https: bool) -> None:
        self.app = app
        headers = {**HEADERS, "strict-transport-security": HSTS} if https else HEADERS
        # As they go out: every answer gets them, so they are written once.
        self.headers = [(name.encode(), value.encode()) for name, value in headers.items()]

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return
        started = time.perf_counter()
        request_id = _request_id(scope)
        structlog.contextvars.bind_contextvars(request=request_id)
        # What deeper layers know and the line in the log should say.
        facts: dict[str, object] = scope.setdefault("ksbb.log", {})
        status, sent = 0, 0

        async def sending(message: Message) -> None:
            nonlocal status, sent
            if message["type"] == "http.response.start":
                status = message["status"]
                own = message["headers"]
                named = {name for name, _ in own}
                message["headers"] = [
                    *own,
                    *(header for header in self.headers if header[0] not in named),
                    (b"x-request-id", request_id.encode()),
                ]
            else:
                sent += len(message.get("body", b""))
            await send(message)

        try:
            await self.app(scope, receive, sending)
        except Exception:
            if status != 0:
                raise  # half an answer is out: the server cuts the connection
            log.exception("unexpected exception", incident=request_id)
            await _apology(request_id)(scope, receive, sending)
        finally:
            if scope["path"] not in QUIET:
                # The query string is left out: variables are people's own business.
                log.info(
                    "request",
                    method=scope["method"],
                    path=CODE.sub(r"\1/-", scope["path"]),
                    # 499: the caller left before there was an answer.
                    status=status or 499,
                    bytes=sent,
                    ms=round((time.perf_counter() - started) * 1000, 1),
                    **facts,
                )
            structlog.contextvars.unbind_contextvars("request")


def _apology(request_id: str) -> Response:
    return PlainTextResponse(
        f"Terjadi kesalahan di pihak kami. Sebutkan kode {request_id}.\n"
        f"Something went wrong on our side. Quote code {request_id}.\n",
        status_code=500,
        headers={"cache-control": "no-store"},
    )


def _request_id(scope: Scope) -> str:
    """The id a proxy gave, if it looks like one; else a new one."""
    for name, value in scope["headers"]:
        if name == b"x-request-id":
            given = value.decode("latin-1")
            if REQUEST_ID.match(given):
                return given
    return secrets.token_hex(8)
