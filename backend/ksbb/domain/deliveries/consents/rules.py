"""Rules of consents: without an agreement in force, what is loaded leaves only with consent."""

from __future__ import annotations

from typing import ClassVar

from ksbb.core.db_errors import register_refusal
from ksbb.core.refusals import Refusal


class ConsentMissing(Refusal):
    """The executor has no agreement in force, and the Pemprov has not consented."""

    texts: ClassVar[dict[str, str]] = {
        "id": "PKS Anda tidak berlaku. Yang sudah dimuat hanya berangkat dengan izin Pemprov;"
        " Pemprov melihat pengiriman ini dalam daftarnya.",
        "en": "Your agreement is not in force. What is loaded leaves only with the consent of the"
        " provincial government, which has this shipment on its list.",
    }


class ConsentNotNeeded(Refusal):
    """There is nothing to consent to, or no consent to take back."""

    texts: ClassVar[dict[str, str]] = {
        "id": "Izin untuk pengiriman ini sudah ada, tidak diperlukan, atau belum pernah diberikan.",
        "en": "This shipment has the consent already, does not need it, or never had it.",
    }


register_refusal("consent_is_missing", ConsentMissing)
