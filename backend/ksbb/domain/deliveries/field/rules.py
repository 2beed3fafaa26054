"""Rules of the field: what a shift is given, and why a phone is turned away."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import ClassVar

from ksbb.core.db_errors import register_refusal
from ksbb.core.lifecycle import Lifecycle, Party, Transition
from ksbb.core.refusals import InvalidInput, Refusal

ENTRY = Lifecycle(
    "field_entry",
    "FieldEntry",
    (
        Transition("", "waiting", Party.FIELD),
        Transition("waiting", "recorded", Party.EXECUTOR),
        Transition("waiting", "dismissed", Party.EXECUTOR, reason_required=True),
    ),
)
MOST_SHIPMENTS = 20
LABEL_LENGTH = range(1, 81)
_HASH = re.compile(r"[0-9a-f]{64}", re.ASCII)


class ShiftOver(Refusal):
    """The shift has ended or was revoked, so its phone reports nothing more."""

    texts: ClassVar[dict[str, str]] = {
        "id": "Tugas di ponsel ini sudah berakhir. Catatan yang dibuat sebelumnya dikirim ke"
        " kantor untuk diperiksa.",
        "en": "The shift on this phone is over. What was recorded before goes to the office.",
    }


class ShiftUnknown(Refusal):
    """The link is unknown."""

    texts: ClassVar[dict[str, str]] = {
        "id": "Tautan ini tidak dikenal. Periksa tautannya, atau mintalah yang baru dari kantor.",
        "en": "This link is unknown. Check it, or ask the office for a new one.",
    }


class PhoneTaken(Refusal):
    """Another phone has opened the shift."""

    texts: ClassVar[dict[str, str]] = {
        "id": "Tautan ini sudah dibuka di ponsel lain. Mintalah tautan baru dari kantor.",
        "en": "Another phone has opened this link. Ask the office for a new one.",
    }


def check_shift(label: str, shipments: Sequence[int], token_hash: str) -> None:
    """Refuse a shift without a label, without trips, or without a usable link.

    Raises:
        InvalidInput: names the field.
    """
    if len(label) not in LABEL_LENGTH:
        raise InvalidInput("label", ("Tulis 1 sampai 80 huruf.", "Write 1 to 80 characters."))
    if not 0 < len(shipments) <= MOST_SHIPMENTS or len({*shipments}) < len(shipments):
        raise InvalidInput(
            "shipments",
            (
                f"Pilih 1 sampai {MOST_SHIPMENTS} pengiriman, masing-masing satu kali.",
                f"Choose 1 to {MOST_SHIPMENTS} shipments, each once.",
            ),
        )
    if not _HASH.fullmatch(token_hash):
        raise InvalidInput(
            "tokenHash",
            (
                "SHA-256 dari tautan, 64 angka heksadesimal.",
                "The SHA-256 of the token, 64 hexadecimal digits.",
            ),
        )


register_refusal("shift_is_over", ShiftOver)
