"""Rules of the inbox."""

from __future__ import annotations

from ksbb.core.refusals import InvalidInput
from ksbb.core.viewer import Role
from ksbb.domain.inbox.kinds import FIXED, NotificationKind

MOST_MARKED = 100
HEARING = (Role.OWNER, Role.OPERATOR, Role.KELURAHAN, Role.VERIFIER)
"""The roles that have an inbox: those who act. Couriers have their phone, viewers look around."""


def check_marking(entries: int, through: int | None) -> None:
    """Refuse to mark nothing, or too much by name.

    Raises:
        InvalidInput.
    """
    if entries > MOST_MARKED or (entries == 0 and through is None):
        expected = (
            f"Sebutkan 1 sampai {MOST_MARKED} pemberitahuan, atau yang terbaru dengan `through`.",
            f"Name 1 to {MOST_MARKED} entries, or the newest one with `through`.",
        )
        raise InvalidInput("entries", expected)


def check_switchable(kind: NotificationKind) -> None:
    """Refuse to switch what everybody must hear.

    Raises:
        InvalidInput.
    """
    if kind in FIXED:
        expected = (
            "Pemberitahuan ini tidak dapat dimatikan.",
            "This notification can't be switched off.",
        )
        raise InvalidInput("kind", expected)
