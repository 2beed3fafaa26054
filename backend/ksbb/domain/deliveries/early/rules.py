"""Rules of early deliveries: whose they are, and how they end."""

from __future__ import annotations

from typing import ClassVar

from ksbb.core.lifecycle import Lifecycle, Party, Transition
from ksbb.core.refusals import InvalidInput, Refusal

LIFECYCLE = Lifecycle(
    "early_delivery",
    "EarlyDelivery",
    (
        Transition("", "waiting", Party.GIVER, reason_required=True),
        Transition("waiting", "taken_back", Party.GIVER, reason_required=True),
        # With the pledge: when it is committed, and when it ends.
        Transition("waiting", "booked", Party.SYSTEM, automatic=True),
        Transition("waiting", "ended", Party.SYSTEM, automatic=True),
    ),
)


class NotDeliveredByGiver(Refusal):
    """Somebody else delivers the pledge, so its giver has nothing to record."""

    texts: ClassVar[dict[str, str]] = {
        "id": "Janji ini diantar pelaksananya. Yang dapat dicatat sebelum konfirmasi hanya bantuan"
        " yang Anda antar sendiri.",
        "en": "This pledge is delivered by its executor. Before its confirmation, only what you"
        " deliver yourself can be recorded.",
    }


def check_count(good: int, damaged: int, missing: int) -> int:
    """Refuse numbers that can't be; returns how many packages they are together.

    Raises:
        InvalidInput: names the field.
    """
    for field, number in (("good", good), ("damaged", damaged), ("missing", missing)):
        if number < 0:
            raise InvalidInput(
                field, ("Jumlah tidak boleh negatif.", "A number can't be negative.")
            )
    packages = good + damaged + missing
    if packages == 0:
        raise InvalidInput(
            "good", ("Tulis berapa paket yang diantar.", "Write how many packages were delivered.")
        )
    return packages
