"""Rules of reassignments."""

from __future__ import annotations

from typing import ClassVar

from ksbb.core.db_errors import register_refusal
from ksbb.core.lifecycle import Lifecycle, Party, Transition
from ksbb.core.refusals import Refusal

LIFECYCLE = Lifecycle(
    "reassignment",
    "Reassignment",
    (
        Transition("", "released", Party.PEMPROV, reason_required=True),
        Transition("released", "taken_back", Party.PEMPROV, reason_required=True),
    ),
)


class NothingToReassign(Refusal):
    """Its executor has an agreement in force, or nothing of it is committed and not loaded."""

    texts: ClassVar[dict[str, str]] = {
        "id": "Tidak ada yang dapat dialihkan: PKS pelaksananya berlaku, atau semua komitmennya"
        " sudah dimuat.",
        "en": "There is nothing to reassign: its executor's agreement is in force, or all that is"
        " committed is loaded.",
    }


class ReassignmentUsed(Refusal):
    """Others took what the reassignment released, so it can't be taken back."""

    texts: ClassVar[dict[str, str]] = {
        "id": "Kebutuhan yang dilepas pengalihan ini sudah diambil pihak lain, jadi tidak dapat"
        " dibatalkan.",
        "en": "Others have taken what this reassignment released, so it can't be taken back.",
    }


register_refusal("reassignment_is_used", ReassignmentUsed)
