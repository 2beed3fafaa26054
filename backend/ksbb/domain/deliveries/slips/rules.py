"""Rules of slips: what may stand against a code, and how many codes a slip has."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Annotated, ClassVar

from ksbb.core.refusals import Fact, InvalidInput, Refusal
from ksbb.domain.deliveries.slips import codes

MOST_SLIPS = 20
"""Slips of one page: printers and phones manage that many."""
SPARE_CODES = 4
SLOW_SECONDS = 3.0
"""How long everybody waits while a unit or a network has had too many wrong codes."""
MOST_CODES = 32
"""Codes that fit on a sheet of A4 in large letters."""


class CodeProblem(StrEnum):
    """What stands against a code."""

    UNKNOWN = "UNKNOWN"
    VOID = "VOID"
    EXPIRED = "EXPIRED"
    USED = "USED"
    CONFIRMED = "CONFIRMED"


_TEXTS: dict[CodeProblem, tuple[str, str]] = {
    CodeProblem.UNKNOWN: (
        "Kode ini tidak ada di slip unit ini. Bandingkan lagi huruf demi huruf.",
        "This code is not on the unit's slip. Compare it again, letter by letter.",
    ),
    CodeProblem.VOID: (
        "Slip ini sudah diganti slip baru. Pakailah kode dari slip yang baru.",
        "This slip was replaced by a new one. Use a code of the new slip.",
    ),
    CodeProblem.EXPIRED: (
        "Kode ini tidak berlaku lagi: tahapnya berakhir lebih dari 14 hari yang lalu.",
        "This code has expired: its phase ended more than 14 days ago.",
    ),
    CodeProblem.USED: (
        "Kode ini sudah dipakai. Pakailah kode lain dari slip.",
        "This code was already used. Use another code of the slip.",
    ),
    CodeProblem.CONFIRMED: (
        "Kiriman ini sudah dikonfirmasi dengan kode lain dari slip.",
        "This delivery was already confirmed with another code of the slip.",
    ),
}


@dataclass(eq=False)
class CodeNotUsable(Refusal):
    """The code can't confirm this delivery."""

    problem: Annotated[CodeProblem, Fact("What stands against it.")]

    texts: ClassVar[dict[str, str]] = {}

    def message(self, locale: str = "id") -> str:
        """What stands against the code, and what to do."""
        return _TEXTS[self.problem][locale == "en"]


def check_units(units: Sequence[int]) -> None:
    """Refuse no unit, too many of them, and one that stands twice.

    Raises:
        InvalidInput: names the field.
    """
    if not 0 < len(units) <= MOST_SLIPS or len({*units}) < len(units):
        raise InvalidInput(
            "units",
            (
                f"Pilih 1 sampai {MOST_SLIPS} unit, tiap unit satu kali.",
                f"Choose 1 to {MOST_SLIPS} units, each once.",
            ),
        )


def check_code(typed: str) -> str:
    """A typed code, normalised.

    Raises:
        InvalidInput: it can't be a code; the message names the letter if it is known.
    """
    code = codes.normalise(typed)
    wrong = codes.mistake(code)
    if wrong is None:
        return code
    if not code:
        raise InvalidInput(
            "slipCode", ("Tulis satu kode dari slip.", "Write one of the codes on the slip.")
        )
    if wrong.letter:
        letter = wrong.letter
        raise InvalidInput(
            "slipCode",
            (
                f"Periksa huruf ke-{letter}. Di slip tidak ada angka 0, 1 dan huruf O, I, L, U.",
                f"Check letter {letter}. Slips have no digits 0 and 1, and no letters O, I, L, U.",
            ),
        )
    if wrong.length != codes.LENGTH:
        raise InvalidInput(
            "slipCode",
            (
                f"Kode terdiri dari {codes.LENGTH} huruf; Anda menulis {wrong.length}.",
                f"A code has {codes.LENGTH} letters; you wrote {wrong.length}.",
            ),
        )
    raise InvalidInput(
        "slipCode",
        (
            "Satu huruf salah, atau dua huruf tertukar. Bandingkan lagi dengan slip.",
            "One letter is wrong, or two changed places. Compare it with the slip again.",
        ),
    )
