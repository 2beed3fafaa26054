"""How many vulnerable families a unit has. No public source exists per RW: these are examples."""

from __future__ import annotations

from hashlib import sha256

FEWEST = 40
MOST = 650


def vulnerable_families(rw_code: str, households: int | None = None) -> int:
    """Vulnerable families of an RW, drawn from its code (``31.74.05.1001.003``).

    The code alone decides, so neither the order of a file nor a missing RW changes another's
    figure. ``households`` (all families of the RW) caps it at half where they are known.

    Returns:
        Between 40 and 650 families, or half of the households if that is fewer.
    """
    digest = sha256(f"kerentanan contoh {rw_code}".encode()).digest()
    drawn = FEWEST + int.from_bytes(digest[:8]) % (MOST - FEWEST + 1)
    return drawn if households is None else min(drawn, households // 2)
