"""The enum of agreements with what GraphQL has to know of it; graphs import it here."""

from __future__ import annotations

import strawberry

from ksbb.agreements.models import AgreementState

__all__ = ["AgreementState"]

strawberry.enum(AgreementState, description="Where an agreement or a permit stands.")
