"""The session cookie: it has the session's token and nothing else."""

from __future__ import annotations

import ipaddress
from dataclasses import dataclass
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

if TYPE_CHECKING:
    from starlette.requests import Request
    from starlette.responses import Response

    from ksbb.core.settings import Settings


class InsecureOriginError(ValueError):
    """People would sign in over plain HTTP from another computer."""


@dataclass(frozen=True, slots=True)
class Cookie:
    """The cookie's name, and whether browsers send it over HTTPS only.

    ``__Host-`` makes browsers refuse a cookie that another subdomain or plain HTTP has set. They
    also refuse that name without HTTPS, so a local run and a demo use another name.
    """

    name: str
    secure: bool

    @classmethod
    def of(cls, config: Settings) -> Cookie:
        """The cookie of an installation.

        Raises:
            InsecureOriginError: the origin is neither HTTPS, nor on this computer, nor a demo.
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
        """The token in a request's cookie, or an empty text.

        The cookie is ignored in a request with a bearer token, which comes from a program.
        """
        if "authorization" in request.headers:
            return ""
        return request.cookies.get(self.name, "")

    def set(self, response: Response, token: str) -> None:
        """Set the cookie until the browser is closed; the database has the session's end."""
        response.set_cookie(
            self.name, token, path="/", secure=self.secure, httponly=True, samesite="lax"
        )

    def clear(self, response: Response) -> None:
        """Delete the cookie."""
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
