"""Who asks: the person, for which organisation, in which role; and its signed form."""

from __future__ import annotations

import hashlib
import hmac
import time
from dataclasses import dataclass
from enum import StrEnum


class Kind(StrEnum):
    """What an organisation is in the programme."""

    PEMPROV = "PEMPROV"
    AGGREGATOR = "AGGREGATOR"
    DONOR = "DONOR"


class Role(StrEnum):
    """What a person may do in an organisation."""

    OWNER = "OWNER"
    OPERATOR = "OPERATOR"
    VIEWER = "VIEWER"
    FIELD = "FIELD"
    KELURAHAN = "KELURAHAN"
    VERIFIER = "VERIFIER"


ACTING = frozenset({Role.OWNER, Role.OPERATOR})


@dataclass(frozen=True, slots=True)
class Viewer:
    """Who asks. ``person_id`` 0 is nobody; ``organisation_id`` 0 is no organisation."""

    person_id: int = 0
    organisation_id: int = 0
    kind: Kind | None = None
    role: Role | None = None
    locale: str = "id"

    @property
    def signed_in(self) -> bool:
        return self.person_id != 0

    @property
    def acts(self) -> bool:
        """Whether this role may change things in the name of its organisation."""
        return self.role in ACTING

    @property
    def audience(self) -> str:
        """Which login of the database serves this viewer: ``public``, ``tenant`` or ``gov``."""
        if not self.signed_in:
            return "public"
        return "gov" if self.kind is Kind.PEMPROV else "tenant"

    def context(self, key: str, *, lifetime: int = 120) -> str:
        """The text for ``app.ctx``: claims and their HMAC; ``sec.claims()`` reads it.

        Shape: ``organisation|person|kind|role|expires`` + 64 hexadecimal digits of
        HMAC-SHA256; ``expires`` in seconds since 1970, real time.
        """
        claims = "|".join(
            (
                str(self.organisation_id),
                str(self.person_id),
                self.kind or "",
                self.role or "",
                str(int(time.time()) + lifetime),
            )
        )
        return claims + hmac.new(key.encode(), claims.encode(), hashlib.sha256).hexdigest()


NOBODY = Viewer()
