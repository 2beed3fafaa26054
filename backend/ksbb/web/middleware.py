"""ASGI middleware around every request: a request id, an access log line, security headers.

It is plain ASGI: that costs a few microseconds, and streams pass through unchanged.
"""

from __future__ import annotations

import re
import secrets
import time
from typing import TYPE_CHECKING

import structlog
from starlette.responses import PlainTextResponse, Response

from ksbb.web.http_cache import NO_STORE
from ksbb.web.security import HEADERS, HSTS

if TYPE_CHECKING:
    from starlette.types import ASGIApp, Message, Receive, Scope, Send

log = structlog.get_logger("ksbb.access")

REQUEST_ID = re.compile(r"[A-Za-z0-9._-]{8,64}\Z")
# A tracking code gives access to what it tracks, so codes are kept out of the log.
CODE = re.compile(r"(/lacak|/lapor|/bast)/.+")
NOT_LOGGED = frozenset({"/healthz", "/readyz"})


class RequestMiddleware:
    """Request id, access log and security headers for the whole application."""

    def __init__(self, app: ASGIApp, *, https: bool) -> None:
        self.app = app
        headers = {**HEADERS, "strict-transport-security": HSTS} if https else HEADERS
        # In the form that ASGI sends: every response gets them.
        self.headers = [(name.encode(), value.encode()) for name, value in headers.items()]

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return
        started = time.perf_counter()
        request_id = _request_id(scope)
        structlog.contextvars.bind_contextvars(request=request_id)
        # Inner layers add facts for the access log here.
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
                raise  # part of the response was sent: the server closes the connection
            log.exception("unexpected exception", incident=request_id)
            await _internal_error(request_id)(scope, receive, sending)
        finally:
            if scope["path"] not in NOT_LOGGED:
                # Without the query string, which may hold personal data.
                log.info(
                    "request",
                    method=scope["method"],
                    path=CODE.sub(r"\1/-", scope["path"]),
                    # 499: the client disconnected before there was a response.
                    status=status or 499,
                    bytes=sent,
                    ms=round((time.perf_counter() - started) * 1000, 1),
                    **facts,
                )
            structlog.contextvars.unbind_contextvars("request")


def _internal_error(request_id: str) -> Response:
    return PlainTextResponse(
        f"Terjadi kesalahan di pihak kami. Sebutkan kode {request_id}.\n"
        f"Something went wrong on our side. Quote code {request_id}.\n",
        status_code=500,
        headers={"cache-control": NO_STORE},
    )


def _request_id(scope: Scope) -> str:
    """The id set by a proxy if it is well-formed; otherwise a new one."""
    for name, value in scope["headers"]:
        if name == b"x-request-id":
            given = value.decode("latin-1")
            if REQUEST_ID.match(given):
                return given
    return secrets.token_hex(8)
