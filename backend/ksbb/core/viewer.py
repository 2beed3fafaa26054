"""The viewer: the person, the organisation and the role they act in; and its signed form."""

from __future__ import annotations

import hashlib
import hmac
import time
from dataclasses import dataclass
from enum import StrEnum


class Kind(StrEnum):
    """The kind of an organisation in the programme."""

    PEMPROV = "PEMPROV"
    AGGREGATOR = "AGGREGATOR"
    DONOR = "DONOR"


class Actor(StrEnum):
    """Who acts: a person with an account, a courier's shift, a unit's slip, or another system."""

    PERSON = "PERSON"
    SHIFT = "SHIFT"
    SLIP = "SLIP"
    CLIENT = "CLIENT"


class Role(StrEnum):
    """What a person may do in an organisation."""

    OWNER = "OWNER"
    OPERATOR = "OPERATOR"
    VIEWER = "VIEWER"
    FIELD = "FIELD"
    KELURAHAN = "KELURAHAN"
    VERIFIER = "VERIFIER"


WRITING_ROLES = frozenset({Role.OWNER, Role.OPERATOR})


@dataclass(frozen=True, slots=True)
class Viewer:
    """Who sends a request, and the organisation and role they act in.

    ``actor_id`` 0 means that nobody is signed in; ``organisation_id`` 0 means no organisation.
    """

    actor_id: int = 0
    organisation_id: int = 0
    kind: Kind | None = None
    role: Role | None = None
    locale: str = "id"
    actor: Actor = Actor.PERSON

    @property
    def person_id(self) -> int:
        """The person's id; 0 if nobody is signed in, or another actor than a person acts."""
        return self.actor_id if self.actor is Actor.PERSON else 0

    @property
    def signed_in(self) -> bool:
        return self.actor_id != 0

    @property
    def may_write(self) -> bool:
        """Whether this role may change things for its organisation."""
        return self.role in WRITING_ROLES

    @property
    def audience(self) -> str:
        """Which login of the database serves this viewer: ``public``, ``tenant`` or ``gov``.

        Couriers of the Pemprov oversee nothing: they get the login of every other courier.
        """
        if not self.signed_in:
            return "public"
        oversees = self.kind is Kind.PEMPROV and self.role is not Role.FIELD
        return "gov" if oversees else "tenant"

    def context(self, key: str, *, lifetime: int = 120) -> str:
        """The text for ``app.ctx``: claims and their HMAC. ``sec.claims()`` reads it.

        Format: ``organisation|id of the actor|kind|role|expires|actor`` + 64 hexadecimal digits of
        HMAC-SHA256; ``expires`` in seconds since 1970, real time.
        """
        claims = "|".join(
            (
                str(self.organisation_id),
                str(self.actor_id),
                self.kind or "",
                self.role or "",
                str(int(time.time()) + lifetime),
                self.actor,
            )
        )
        return claims + hmac.new(key.encode(), claims.encode(), hashlib.sha256).hexdigest()


NOBODY = Viewer()
