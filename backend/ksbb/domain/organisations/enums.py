"""The enums of organisations with GraphQL descriptions; types.py files import them here."""

from __future__ import annotations

import strawberry

from ksbb.core.lifecycle import Party
from ksbb.core.viewer import Kind, Role
from ksbb.domain.organisations.models import OrganisationOrder, OrganisationState

__all__ = ["Kind", "OrganisationOrder", "OrganisationState", "Party", "Role"]

strawberry.enum(Kind, name="OrganisationKind", description="The kind of an organisation.")
strawberry.enum(Role, description="What a person may do in an organisation.")
strawberry.enum(OrganisationState, description="The state of an organisation's verification.")
strawberry.enum(
    OrganisationOrder,
    description="Sort order of a list of organisations: by when they applied, or by name.",
)
strawberry.enum(Party, description="The capacity in which somebody acted; SYSTEM is automatic.")
