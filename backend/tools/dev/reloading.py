"""The web application for `./ksbb dev`: the real one, but its pages reload after a restart.

Each HTML page gets a small script, which polls the number of the server's start and reloads the
page when it has changed. `schema.graphql` is written again if the code has changed it.
"""

import uuid
from pathlib import Path

from starlette.datastructures import MutableHeaders
from starlette.responses import PlainTextResponse, Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send

_NUMBER = "/@dev/number"
_SCRIPT = "/@dev/reload.js"
_TAG = f'<script src="{_SCRIPT}" defer></script></body>'.encode()
_NEVER_KEPT = {"cache-control": "no-store"}


class Reloading:
    """Adds the script to each page of an application."""

    def __init__(self, application: ASGIApp) -> None:
        self.application = application
        self.number = uuid.uuid4().hex
        self.script = Path(__file__).with_name("reload.js").read_text()

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self.application(scope, receive, send)
        elif scope["path"] == _NUMBER:
            await PlainTextResponse(self.number, headers=_NEVER_KEPT)(scope, receive, send)
        elif scope["path"] == _SCRIPT:
            answer = Response(self.script, headers=_NEVER_KEPT, media_type="text/javascript")
            await answer(scope, receive, send)
        else:
            # Nothing can be appended to a compressed response.
            headers = [pair for pair in scope["headers"] if pair[0] != b"accept-encoding"]
            await self.application({**scope, "headers": headers}, receive, _Page(send).send)


class _Page:
    """Buffers a response if it is an HTML page that gets the script."""

    def __init__(self, send: Send) -> None:
        self._send = send
        self._start: Message | None = None
        self._body = b""

    async def send(self, message: Message) -> None:
        if message["type"] == "http.response.start":
            headers = MutableHeaders(raw=message["headers"])
            if headers.get("content-type", "").startswith("text/html"):
                self._start = message
                return
        if self._start is None:
            await self._send(message)
            return
        self._body += message.get("body", b"")
        if message.get("more_body"):
            return
        start, self._start = self._start, None
        body = self._body.replace(b"</body>", _TAG, 1)
        headers = MutableHeaders(raw=start["headers"])
        for name in ("etag", "content-length"):
            del headers[name]
        headers.update({"content-length": str(len(body)), **_NEVER_KEPT})
        await self._send({**start, "headers": headers.raw})
        await self._send({**message, "body": body})


def create_app() -> Reloading:
    """The application; uvicorn calls this after every change."""
    from ksbb.app import create_app as real
    from ksbb.cli import contract

    if not contract.is_current():
        contract.write()
    return Reloading(real())
