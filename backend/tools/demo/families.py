"""The number of vulnerable families of a unit. No public source has it per RW: it is an example."""

from __future__ import annotations

from hashlib import sha256

MIN_FAMILIES = 40
MAX_FAMILIES = 650


def vulnerable_families(rw_code: str, households: int | None = None) -> int:
    """Vulnerable families of an RW, computed from its code (``31.74.05.1001.003``).

    Only the code decides, so neither the order of a file nor a missing RW changes the figure of
    another RW. ``households`` (all families of the RW) limits it to half of them, if known.

    Returns:
        Between 40 and 650 families, or half of the households if that is fewer.
    """
    digest = sha256(f"kerentanan contoh {rw_code}".encode()).digest()
    drawn = MIN_FAMILIES + int.from_bytes(digest[:8]) % (MAX_FAMILIES - MIN_FAMILIES + 1)
    return drawn if households is None else min(drawn, households // 2)
