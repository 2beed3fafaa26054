"""Rules of proofs: who may confirm a delivery, and by which method."""

from __future__ import annotations

from collections.abc import Sequence

from ksbb.core.refusals import InvalidInput
from ksbb.domain.deliveries.counts import UnitCount, check_counts
from ksbb.domain.deliveries.proofs.models import ProofMethod

OF_UNIT = frozenset({ProofMethod.CODE, ProofMethod.KELURAHAN})
"""Methods by which the unit counts for itself."""


def check_unit_counts(counts: Sequence[UnitCount]) -> None:
    """Refuse a confirmation without a number, and numbers that can't be.

    Raises:
        InvalidInput: names the field.
    """
    if not counts:
        raise InvalidInput(
            "counts", ("Tiap jenis paket ditulis satu kali.", "Write each kind of package once.")
        )
    check_counts(counts)
