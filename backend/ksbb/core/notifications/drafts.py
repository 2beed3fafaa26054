"""What the templates of our mail are made of: texts in both languages, a link, numbers."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

Facts = Mapping[str, Any]
Pair = tuple[str, str]

OFFICE = "/kantor"
OPEN: Pair = ("Buka KSBB", "Open KSBB")


@dataclass(frozen=True, slots=True)
class Draft:
    """The texts of one template, each as (Indonesian, English).

    ``path`` is the path of its link, relative to the installation's origin.
    """

    subject: Pair
    body: Pair
    path: str
    button: Pair
    after: Pair = ("", "")


def packages(facts: Facts) -> Pair:
    """How many packages it is about; empty if that is not known."""
    count = facts.get("packages")
    if count is None:
        return "", ""
    return f"{_thousands(count, '.')} paket", f"{_thousands(count, ',')} packages"


def rupiah(facts: Facts) -> str:
    """The amount of money that it is about."""
    return f"Rp{_thousands(facts['amount'], '.')}"


def _thousands(number: int, separator: str) -> str:
    return f"{number:,}".replace(",", separator)
