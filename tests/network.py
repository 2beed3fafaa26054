"""No test reaches another machine: an audit hook refuses before the system call."""

import ipaddress
import sys
from typing import cast


class OutsideNetwork(AssertionError):
    """A test tried to reach a host that is not this machine."""


def _here(host: str) -> bool:
    name = host.rstrip(".").lower()
    if name in ("", "localhost") or name.endswith(".localhost"):
        return True
    try:
        address = ipaddress.ip_address(name.partition("%")[0])
    except ValueError:
        return False
    return address.is_loopback or address.is_unspecified


def _numeric(host: str) -> bool:
    try:
        ipaddress.ip_address(host)
    except ValueError:
        return False
    return True


def _text(host: object) -> str:
    return host.decode() if isinstance(host, bytes) else str(host or "")


def _watch(event: str, arguments: tuple[object, ...]) -> None:
    if event in ("socket.connect", "socket.sendto"):
        target = arguments[1]
        # A path or bytes is a UNIX socket: it can't leave the machine.
        host = _text(cast("tuple[object, ...]", target)[0]) if isinstance(target, tuple) else ""
        if not _here(host):
            raise OutsideNetwork(f"A test tried to reach {host}")
    elif event == "socket.getaddrinfo":
        host = _text(arguments[0])
        # A numeric address is parsed and not looked up, so there is no DNS request.
        if not _here(host) and not _numeric(host):
            raise OutsideNetwork(f"A test tried to look up {host}")


def forbid_outside() -> None:
    """Watch this process from now on; it can't be undone, on purpose."""
    sys.addaudithook(_watch)
