"""The enums of organisations with what GraphQL has to know of them; graphs import them here."""

from __future__ import annotations

import strawberry

from ksbb.kernel.lifecycle import Party
from ksbb.kernel.viewer import Kind, Role
from ksbb.organisations.models import OrganisationOrder, OrganisationState

__all__ = ["Kind", "OrganisationOrder", "OrganisationState", "Party", "Role"]

strawberry.enum(
    Kind, name="OrganisationKind", description="What an organisation is in the programme."
)
strawberry.enum(Role, description="What a person may do in an organisation.")
strawberry.enum(OrganisationState, description="Where an organisation stands with the Pemprov.")
strawberry.enum(
    OrganisationOrder,
    description="How a list of organisations is ordered: by when they applied, or by name.",
)
strawberry.enum(Party, description="In what capacity somebody moved a thing; SYSTEM is the clock.")
