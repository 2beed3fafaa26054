"""Events of the inbox."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from ksbb.core.outbox import Event


@dataclass(frozen=True, slots=True, kw_only=True)
class NotificationSet(Event):
    """A person switched one kind on or off; its id is the person's."""

    thing: ClassVar[str] = "person"
    action: ClassVar[str] = "set_notification"
    kind: str
    inbox: bool
    mail: bool
