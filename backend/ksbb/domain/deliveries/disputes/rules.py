"""Rules of messages in disputes: who writes, and what can be corrected."""

from __future__ import annotations

from typing import ClassVar

from ksbb.core.db_errors import register_refusal
from ksbb.core.lifecycle import Party, parties
from ksbb.core.refusals import InvalidInput, Refusal, check_length
from ksbb.core.viewer import Role, Viewer

WRITERS = (Role.OWNER, Role.OPERATOR, Role.KELURAHAN)
LONGEST = 2000
"""Characters of a message."""


class MessageCorrected(Refusal):
    """A message is corrected once; what was wrong in the correction is corrected there."""

    texts: ClassVar[dict[str, str]] = {
        "id": "Pesan ini sudah dibetulkan. Betulkan pesan yang terbaru.",
        "en": "This message is corrected already. Correct the newest one.",
    }


def writing_for(viewer: Viewer, executor: int) -> Party | None:
    """For whom this viewer writes about a handover that they see; None if they only read.

    An officer sees the handovers of the own kelurahan alone.
    """
    if viewer.role is Role.KELURAHAN:
        return Party.KELURAHAN
    capacities = parties(viewer, giver=0, executor=executor)
    return next((each for each in (Party.EXECUTOR, Party.PEMPROV) if each in capacities), None)


def check_text(text: str) -> None:
    """Refuse a message that says nothing, or is too long.

    Raises:
        InvalidInput.
    """
    check_length(text=(text, LONGEST))
    if not text.strip():
        raise InvalidInput("text", ("Tulis pesannya.", "Write the message."))


register_refusal("dispute_message_corrected_once", MessageCorrected)
