"""Rules of sign-in as pure functions, and their refusals."""

from __future__ import annotations

import hashlib
import ipaddress
import re
import secrets
from dataclasses import dataclass
from typing import ClassVar

from ksbb.core.refusals import Refusal

# ASCII only: a letter of another script that looks the same must not imitate somebody's address. No
# quotes or comments: "a(b)@c" is the mailbox of "a@c", but would be another person here.
_WORD = r"[a-z0-9!#$%&'*+/=?^_`{|}~-]+"
_LABEL = r"[a-z0-9](?:[a-z0-9-]*[a-z0-9])?"
_ADDRESS = re.compile(
    rf"(?=.{{3,254}}\Z)(?=[^@]{{1,64}}@){_WORD}(?:\.{_WORD})*@{_LABEL}(?:\.{_LABEL})*", re.ASCII
)
# The form of 32 bytes in urlsafe base64.
_TOKEN = re.compile(r"[A-Za-z0-9_-]{43}", re.ASCII)


class LinkNotUsable(Refusal):
    """The link is unknown, used or expired. All three look the same on purpose."""

    texts: ClassVar[dict[str, str]] = {
        "id": "Tautan masuk ini sudah dipakai atau lewat 15 menit. Mintalah tautan baru.",
        "en": "This sign-in link was used already or is older than 15 minutes. Ask for a new one.",
    }


class AddressInvalid(Refusal):
    """The text is not a mail address that we can send to."""

    texts: ClassVar[dict[str, str]] = {
        "id": "Tulis alamat surel seperti nama@organisasi.id.",
        "en": "Write a mail address like name@example.org.",
    }


class TooManyLinks(Refusal):
    """Too many links were requested from one network within an hour."""

    texts: ClassVar[dict[str, str]] = {
        "id": "Terlalu banyak tautan diminta dari jaringan ini. Coba lagi satu jam lagi.",
        "en": "Too many links were requested from this network. Try again in an hour.",
    }


class SignedOut(Refusal):
    """There is no session, or it has ended."""

    texts: ClassVar[dict[str, str]] = {
        "id": "Sesi Anda sudah berakhir. Masuklah lagi.",
        "en": "Your session has ended. Sign in again.",
    }


class NotYours(Refusal):
    """The person is not, or no longer, a member of that organisation."""

    texts: ClassVar[dict[str, str]] = {
        "id": "Anda bukan anggota organisasi itu.",
        "en": "You are not a member of that organisation.",
    }


@dataclass(eq=False)
class FieldMissing(Refusal):
    """A required field is empty or invalid."""

    texts: ClassVar[dict[str, str]] = {
        "id": "`{field}` kosong atau tidak sah.",
        "en": "`{field}` is empty or not valid.",
    }
    field: str


def new_token() -> str:
    """A token: 256 random bits as 43 characters that are safe in URLs and cookies."""
    return secrets.token_urlsafe(32)


def token_hash(token: str) -> bytes:
    """The hash of a token, which is stored instead of it. A random token needs no salt."""
    return hashlib.sha256(token.encode()).digest()


def is_token(text: str) -> bool:
    """Whether this has the form of a token; other texts are not looked up."""
    return _TOKEN.fullmatch(text) is not None


def address(text: str) -> str:
    """A mail address as it is stored: in lower case.

    Raises:
        AddressInvalid: it is not ``name@domain`` in ASCII of at most 254 characters.
    """
    plain = text.strip().lower()
    if not _ADDRESS.fullmatch(plain):
        raise AddressInvalid
    return plain


def source(host: str | None) -> str:
    """The network from which a request comes; attempts are counted by it.

    That is one IPv4 address, or the /64 of an IPv6 address, which belongs to one household. It is
    empty if the host is unknown or no network address.
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
