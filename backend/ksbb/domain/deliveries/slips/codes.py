"""The codes of slips: nine letters and a check, made to be read from paper and typed on a phone.

There are 30 letters: digits and capitals without ``0 O``, ``1 I L`` and ``U``, which people mix up.
The last letter checks the others. It is the sum of the letters' numbers, each times its weight (2
to 10), modulo 31. So a single wrong letter, or two letters that changed places, is always noticed.
Codes whose check would be 30 have no letter for it and are not issued.
"""

from __future__ import annotations

import hashlib
import hmac
import secrets
from dataclasses import dataclass

LETTERS = "23456789ABCDEFGHJKMNPQRSTVWXYZ"
LENGTH = 10
PURPOSE = "slip codes"
"""For which the key of `digest` is derived from the installation's secret."""
_WEIGHTS = range(2, 2 + LENGTH - 1)
_MODULUS = 31
_IGNORED = str.maketrans("", "", " \t\n-.")


@dataclass(frozen=True, slots=True)
class Mistake:
    """Why a text can't be a code.

    Attributes:
        letter: the place of a letter that no code has, from 1; 0 if all letters exist.
        length: how many letters were typed. If that is right too, the check does not fit: one
            letter is wrong, or two changed places.
    """

    letter: int
    length: int


def new_code() -> str:
    """A new code of random letters."""
    while True:
        body = "".join(secrets.choice(LETTERS) for _ in range(LENGTH - 1))
        check = _check(body)
        if check < len(LETTERS):
            return body + LETTERS[check]


def normalise(typed: str) -> str:
    """A typed code in capitals, without spaces, hyphens and full stops."""
    return typed.translate(_IGNORED).upper()


def mistake(code: str) -> Mistake | None:
    """What is wrong with the form of a normalised code; None if it may be one."""
    for place, letter in enumerate(code, 1):
        if letter not in LETTERS:
            return Mistake(place, len(code))
    if len(code) != LENGTH or _check(code[:-1]) != LETTERS.index(code[-1]):
        return Mistake(0, len(code))
    return None


def shown(code: str) -> str:
    """A code as it is printed: in two groups of five."""
    return f"{code[:5]} {code[5:]}"


def digest(code: str, key: str) -> bytes:
    """HMAC-SHA256 of a code, which is stored instead of it.

    ``key`` is derived from the installation's secret. Without it, codes can't be found from the
    table by trying all of them.
    """
    return hmac.new(key.encode(), code.encode(), hashlib.sha256).digest()


def _check(body: str) -> int:
    return sum(w * LETTERS.index(x) for w, x in zip(_WEIGHTS, body, strict=True)) % _MODULUS
