"""What may come in at the door, as pure functions; and the refusals said there."""

from __future__ import annotations

import hashlib
import ipaddress
import re
import secrets
from dataclasses import dataclass
from typing import ClassVar
from urllib.parse import urlsplit

from ksbb.kernel.errors import Refusal

# ASCII alone: another script's twin of a letter must not look like somebody's address. And no
# quoting or comments: "a(b)@c" is the mailbox of "a@c", but would be another person here.
_WORD = r"[a-z0-9!#$%&'*+/=?^_`{|}~-]+"
_LABEL = r"[a-z0-9](?:[a-z0-9-]*[a-z0-9])?"
_ADDRESS = re.compile(
    rf"(?=.{{3,254}}\Z)(?=[^@]{{1,64}}@){_WORD}(?:\.{_WORD})*@{_LABEL}(?:\.{_LABEL})*", re.ASCII
)
# What urlsafe base64 of 32 bytes looks like.
_TOKEN = re.compile(r"[A-Za-z0-9_-]{43}", re.ASCII)


class LinkNotUsable(Refusal):
    """Unknown, used or expired: they look the same on purpose."""

    texts: ClassVar[dict[str, str]] = {
        "id": "Tautan masuk ini sudah dipakai atau lewat 15 menit. Mintalah tautan baru.",
        "en": "This sign-in link was used already or is older than 15 minutes. Ask for a new one.",
    }


class AddressInvalid(Refusal):
    """Not a mail address that we can send to."""

    texts: ClassVar[dict[str, str]] = {
        "id": "Tulis alamat surel seperti nama@organisasi.id.",
        "en": "Write a mail address like name@example.org.",
    }


class TooManyLinks(Refusal):
    """Too many links were asked for from one place within an hour."""

    texts: ClassVar[dict[str, str]] = {
        "id": "Terlalu banyak tautan diminta dari jaringan ini. Coba lagi satu jam lagi.",
        "en": "Too many links were asked for from this network. Try again in an hour.",
    }


class SignedOut(Refusal):
    """There is no session, or it is over."""

    texts: ClassVar[dict[str, str]] = {
        "id": "Sesi Anda sudah berakhir. Masuklah lagi.",
        "en": "Your session is over. Sign in again.",
    }


class NotYours(Refusal):
    """The person does not belong to that organisation (any more)."""

    texts: ClassVar[dict[str, str]] = {
        "id": "Anda bukan anggota organisasi itu.",
        "en": "You are not a member of that organisation.",
    }


class NotOurPage(Refusal):
    """The request came from another site, or does not show where it came from."""

    texts: ClassVar[dict[str, str]] = {
        "id": "Permintaan ini tidak dikirim dari halaman KSBB. Muat ulang halaman, lalu ulangi.",
        "en": "This request was not sent from a page of KSBB. Reload the page and try again.",
    }


class NotReadable(Refusal):
    """The body is no form and no JSON object of texts, or is too large."""

    texts: ClassVar[dict[str, str]] = {
        "id": "Isi permintaan tidak terbaca.",
        "en": "The body of the request can't be read.",
    }


@dataclass(eq=False)
class FieldMissing(Refusal):
    """A field that is needed is empty or not what it should be."""

    texts: ClassVar[dict[str, str]] = {
        "id": "`{field}` kosong atau tidak sah.",
        "en": "`{field}` is empty or not valid.",
    }
    field: str


def new_token() -> str:
    """256 random bits as 43 letters that are safe in addresses and cookies."""
    return secrets.token_urlsafe(32)


def token_hash(token: str) -> bytes:
    """What is kept of a token. It is random through and through, so it needs no salt."""
    return hashlib.sha256(token.encode()).digest()


def is_token(text: str) -> bool:
    """Whether this could be one of our tokens; what could not is never looked up."""
    return _TOKEN.fullmatch(text) is not None


def address(text: str) -> str:
    """A mail address as it is kept: in small letters.

    Raises:
        AddressInvalid: it is not ``name@domain`` in ASCII of at most 254 characters.
    """
    plain = text.strip().lower()
    if not _ADDRESS.fullmatch(plain):
        raise AddressInvalid
    return plain


def source(host: str | None) -> str:
    """The network somebody asks from, as attempts are counted by.

    One address of IPv4, or the /64 of IPv6 that one household commands. Empty where no network
    lies between us.
    """
    try:
        ip = ipaddress.ip_address((host or "").partition("%")[0])
    except ValueError:
        return ""
    if isinstance(ip, ipaddress.IPv6Address):
        if ip.ipv4_mapped is not None:
            return str(ip.ipv4_mapped)
        return str(ipaddress.ip_network((ip, 64), strict=False))
    return str(ip)


def origin_of(url: str) -> str:
    """Scheme, host and port of an address, without the scheme's own port; empty if it has none."""
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


def check_own_page(*, origin: str, referer: str, host: str, ours: str) -> None:
    """Refuse what another site's page has sent with this browser's cookies.

    Args:
        origin: the header ``Origin``.
        referer: the header ``Referer``; old browsers leave ``Origin`` out of a form's POST.
        host: the header ``Host``: whoever came here by another name than ``ours``, as to
            127.0.0.1 instead of localhost, is at home there too, by the same scheme.
        ours: the origin that people see.

    Raises:
        NotOurPage: neither header names us.
    """
    sent_from = origin_of(origin or referer)
    scheme = urlsplit(ours).scheme
    if not sent_from or sent_from not in (origin_of(ours), origin_of(f"{scheme}://{host}")):
        raise NotOurPage
