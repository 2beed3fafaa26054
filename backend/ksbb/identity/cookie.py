"""The cookie that carries a session's token, and nothing else."""

from __future__ import annotations

import ipaddress
from dataclasses import dataclass
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

if TYPE_CHECKING:
    from starlette.requests import Request
    from starlette.responses import Response

    from ksbb.kernel.settings import Settings


class InsecureOriginError(ValueError):
    """People would sign in over plain http from another machine."""


@dataclass(frozen=True, slots=True)
class Cookie:
    """Its name and whether browsers may send it over https alone.

    ``__Host-`` makes a browser refuse a cookie that another subdomain or plain http has set.
    Without https browsers refuse that name, so a local run and a demo use another.
    """

    name: str
    secure: bool

    @classmethod
    def of(cls, config: Settings) -> Cookie:
        """The cookie of an installation.

        Raises:
            InsecureOriginError: it is neither https, nor on this machine, nor a demo.
        """
        parts = urlsplit(config.origin)
        if parts.scheme == "https":
            return cls("__Host-ksbb", secure=True)
        if not config.demo and not _loopback(parts.hostname or ""):
            raise InsecureOriginError(
                "KSBB_PUBLIC_URL must begin with https:// when people sign in over a network."
            )
        return cls("ksbb", secure=False)

    def read(self, request: Request) -> str:
        """The token that a request carries, or an empty text.

        A bearer token takes the cookie's place: who sends one is a program.
        """
        if "authorization" in request.headers:
            return ""
        return request.cookies.get(self.name, "")

    def set(self, response: Response, token: str) -> None:
        """Give the browser a token, until it is closed: the database knows when it ends."""
        response.set_cookie(
            self.name, token, path="/", secure=self.secure, httponly=True, samesite="lax"
        )

    def clear(self, response: Response) -> None:
        """Let the browser forget it."""
        response.delete_cookie(
            self.name, path="/", secure=self.secure, httponly=True, samesite="lax"
        )


def _loopback(host: str) -> bool:
    if host == "localhost" or host.endswith(".localhost"):
        return True
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return False
