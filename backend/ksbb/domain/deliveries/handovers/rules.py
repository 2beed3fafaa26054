"""Rules of handovers: the count accounts for all that was sent, and how differences are settled."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import Annotated, ClassVar

from ksbb.core.db_errors import register_refusal
from ksbb.core.lifecycle import Lifecycle, Party, Transition
from ksbb.core.refusals import Fact, InvalidInput, ReasonMissing, Refusal
from ksbb.domain.deliveries.stock.rules import GoodsHaveLeft
from ksbb.domain.deliveries.trips.rules import MAX_DAYS_BACK

_COURIERS = (Party.FIELD, Party.EXECUTOR)
_UNIT_SIDE = (Party.UNIT, Party.KELURAHAN)
HANDOVER = Lifecycle(
    "handover",
    "Handover",
    (
        *(Transition("", "reported", party) for party in _COURIERS),
        # With the commitment of what a donor had delivered before it.
        Transition("", "reported", Party.SYSTEM, automatic=True),
        *(Transition("", "failed", party, reason_required=True) for party in _COURIERS),
        *(Transition("", "second_report", party) for party in _COURIERS),
        *(Transition("reported", "superseded", party, reason_required=True) for party in _COURIERS),
        Transition("failed", "superseded", Party.EXECUTOR, reason_required=True),
        Transition("second_report", "superseded", Party.EXECUTOR, reason_required=True),
        *(Transition("reported", "proven", party) for party in (*_COURIERS, *_UNIT_SIDE)),
        *(Transition("reported", "disputed", party) for party in (*_COURIERS, *_UNIT_SIDE)),
        *(Transition("proven", "disputed", party) for party in (*_UNIT_SIDE, Party.VERIFIER)),
        Transition("proven", "disputed", Party.PEMPROV, reason_required=True),
        *(Transition("disputed", "resolved", party) for party in _UNIT_SIDE),
        Transition("disputed", "resolved", Party.EXECUTOR, reason_required=True),
        Transition(
            "disputed", "resolved", Party.PEMPROV, reason_required=True, another_person=True
        ),
        Transition("proven", "verified", Party.VERIFIER, another_person=True),
        Transition("resolved", "verified", Party.VERIFIER, another_person=True),
        Transition("resolved", "disputed", Party.VERIFIER),
        Transition("verified", "disputed", Party.VERIFIER, reason_required=True),
        Transition(
            "disputed", "verified", Party.VERIFIER, reason_required=True, another_person=True
        ),
    ),
)
_SETTLEMENTS = ("replaced", "returned_to_need", "written_off")
DISCREPANCY = Lifecycle(
    "discrepancy",
    "Discrepancy",
    (
        Transition("", "open", Party.SYSTEM),
        Transition("open", "void", Party.SYSTEM),
        Transition("void", "open", Party.SYSTEM),
        *(
            Transition("open", settlement, party, reason_required=True)
            for settlement in _SETTLEMENTS
            for party in (Party.EXECUTOR, Party.PEMPROV)
        ),
        *(
            Transition(settlement, "open", Party.EXECUTOR, reason_required=True)
            for settlement in _SETTLEMENTS
        ),
    ),
)


@dataclass(eq=False)
class CountDiffers(Refusal):
    """The counted packages don't add up to what was sent."""

    texts: ClassVar[dict[str, str]] = {
        "id": "{package}: terkirim {sent}, tercatat {counted}. Baik, rusak, kurang, dan dibawa"
        " kembali harus berjumlah sama dengan yang dikirim; kelebihan ditulis terpisah.",
        "en": "{package}: {sent} were sent, {counted} are recorded. Good, damaged, missing and"
        " brought back must add up to what was sent; surplus is written apart.",
    }
    package: str
    sent: Annotated[int, Fact("Packages that were sent.")]
    counted: Annotated[int, Fact("Packages that were counted.")]


class CountNotAdopted(Refusal):
    """A side ends a dispute only with numbers that somebody else counted."""

    texts: ClassVar[dict[str, str]] = {
        "id": "Anda dapat mengikuti hitungan pihak lain, atau hitungan verifikator jika ada. Angka"
        " yang lain diputuskan Pemprov.",
        "en": "You can adopt what another side counted, or what a verifier counted if there is one."
        " Other numbers are decided by the provincial government.",
    }


class PhaseIsOver(Refusal):
    """The phase of the need has ended, so nothing can be returned to it."""

    texts: ClassVar[dict[str, str]] = {
        "id": "Tahapnya sudah berakhir, jadi paket tidak dapat dikembalikan ke kebutuhannya.",
        "en": "The phase has ended, so packages can't be returned to its need.",
    }


class SettlementUsed(Refusal):
    """What the settlement set free was used meanwhile, so it can't be taken back."""

    texts: ClassVar[dict[str, str]] = {
        "id": "Paket atau kebutuhan yang dibebaskan penyelesaian ini sudah terpakai lagi, jadi"
        " penyelesaiannya tidak dapat dibatalkan.",
        "en": "The packages or the need that this settlement set free are used again, so it can't"
        " be taken back.",
    }


def check_day(day: dt.date, today: dt.date, late_reason: str, *, is_owner: bool) -> None:
    """Refuse a day that hasn't come yet, or is too long ago.

    A report may be up to 7 days old; an older one only an OWNER records, with a reason.

    Raises:
        InvalidInput, ReasonMissing.
    """
    if day > today:
        raise InvalidInput("happenedOn", ("Hari itu belum tiba.", "That day has not come yet."))
    if (today - day).days > MAX_DAYS_BACK:
        if not is_owner:
            raise InvalidInput(
                "happenedOn",
                (
                    "Serah terima yang lebih lama dari 7 hari hanya dicatat oleh pemilik akun.",
                    "A handover older than 7 days is recorded by an owner only.",
                ),
            )
        if not late_reason.strip():
            raise ReasonMissing


register_refusal("handover_accounts_for_all", lambda: CountDiffers("", 0, 0))
register_refusal("count_is_adopted", CountNotAdopted)
register_refusal("discrepancy_is_settled", GoodsHaveLeft)
register_refusal("phase_is_over", PhaseIsOver)
register_refusal("settlement_is_used", SettlementUsed)
