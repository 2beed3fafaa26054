"""The enum of agreements with its GraphQL description; types.py files import it from here."""

from __future__ import annotations

import strawberry

from ksbb.domain.agreements.models import AgreementState

__all__ = ["AgreementState"]

strawberry.enum(AgreementState, description="The state of an agreement or a permit.")
