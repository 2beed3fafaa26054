"""Security headers of every response, and checks that a request comes from one of our pages."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING, ClassVar
from urllib.parse import urlsplit

from ksbb.core.refusals import Refusal

if TYPE_CHECKING:
    from collections.abc import Mapping

# blob: is needed for photos before they are uploaded and for drawn map tiles.
CONTENT_POLICY = (
    "default-src 'self'; img-src 'self' data: blob:; worker-src 'self' blob:; "
    "object-src 'none'; base-uri 'none'; form-action 'self'; frame-ancestors 'none'"
)
HEADERS = {
    "content-security-policy": CONTENT_POLICY,
    "x-content-type-options": "nosniff",
    "referrer-policy": "strict-origin-when-cross-origin",
    "cross-origin-opener-policy": "same-origin",
    "cross-origin-resource-policy": "same-origin",
    # Field mode takes photos, and "Cek RW saya" uses the location; nothing else is needed.
    "permissions-policy": "camera=(self), geolocation=(self), microphone=(), payment=(), usb=()",
}
HSTS = "max-age=31536000; includeSubDomains"

# Scripts of our pages send this header. A form of another site can't set a header, and a script
# of another site needs a CORS permission that we never give.
CSRF_HEADER = {"header": "X-KSBB-CSRF", "value": "1"}


class NotOurPage(Refusal):
    """The request came from another site, or does not show where it came from."""

    texts: ClassVar[dict[str, str]] = {
        "id": "Permintaan ini tidak dikirim dari halaman KSBB. Muat ulang halaman, lalu ulangi.",
        "en": "This request was not sent from a page of KSBB. Reload the page and try again.",
    }


@lru_cache(maxsize=256)
def origin_of(url: str) -> str:
    """Scheme, host and port of a URL, without the scheme's default port; empty if it has none."""
    try:
        parts = urlsplit(url.strip().lower())
        port = parts.port
    except ValueError:
        return ""
    if parts.scheme not in ("http", "https") or not parts.hostname:
        return ""
    host = f"[{parts.hostname}]" if ":" in parts.hostname else parts.hostname
    if port is None or port == {"http": 80, "https": 443}[parts.scheme]:
        return f"{parts.scheme}://{host}"
    return f"{parts.scheme}://{host}:{port}"


def check_own_page(headers: Mapping[str, str], own_url: str) -> None:
    """Refuse a request that a page of another site sent with this browser's cookies.

    Args:
        headers: of the request, by names in lower case. ``Referer`` is used where ``Origin`` is
            missing: old browsers leave it out when a form is posted. The host in ``Host`` counts
            as ours too, with the scheme of ``own_url``: a person may have opened 127.0.0.1
            instead of localhost.
        own_url: the address of this installation as people see it.

    Raises:
        NotOurPage: neither header names this installation.
    """
    sent_from = origin_of(headers.get("origin") or headers.get("referer", ""))
    own = origin_of(own_url)
    if sent_from and sent_from == own:
        return
    same_host = origin_of(f"{own.partition(':')[0]}://{headers.get('host', '')}")
    if not sent_from or sent_from != same_host:
        raise NotOurPage


def check_csrf_header(headers: Mapping[str, str]) -> None:
    """Refuse a request of a script that did not send our header.

    Raises:
        NotOurPage: the header is missing or has another value.
    """
    if headers.get(CSRF_HEADER["header"].lower()) != CSRF_HEADER["value"]:
        raise NotOurPage
