"""The GraphQL schema: the queries and mutations of all domain folders."""

from __future__ import annotations

from sqlalchemy.exc import DBAPIError

import graphql_sql
from ksbb.core.db_errors import refusal_of
from ksbb.core.live.types import Subscription
from ksbb.core.refusals import Refusal
from ksbb.core.settings import settings
from ksbb.domain.agreements.mutations import AgreementMutations, PermitMutations
from ksbb.domain.agreements.types import AgreementQueries
from ksbb.domain.complaints.types import ComplaintMutations, ComplaintQueries
from ksbb.domain.contributions.types import ContributionMutations, ContributionQueries
from ksbb.domain.deliveries.consents.types import ConsentMutations, ConsentQueries
from ksbb.domain.deliveries.contacts.types import ContactMutations
from ksbb.domain.deliveries.disputes.types import DisputeMutations
from ksbb.domain.deliveries.early.types import EarlyDeliveryMutations
from ksbb.domain.deliveries.field.mutations import FieldMutations
from ksbb.domain.deliveries.field.types import FieldQueries
from ksbb.domain.deliveries.handovers.mutations import HandoverMutations
from ksbb.domain.deliveries.handovers.types import HandoverQueries
from ksbb.domain.deliveries.late.types import LateMutations
from ksbb.domain.deliveries.proofs.types import ProofMutations
from ksbb.domain.deliveries.published.types import DeliveryQueries
from ksbb.domain.deliveries.slips.types import SlipMutations
from ksbb.domain.deliveries.stock.types import StockMutations
from ksbb.domain.deliveries.trips.mutations import TripMutations
from ksbb.domain.documents import types as document_types
from ksbb.domain.evidence.types import EvidenceMutations
from ksbb.domain.geo.types import AreaQueries
from ksbb.domain.inbox import types as inbox_types
from ksbb.domain.inbox.mutations import InboxMutations
from ksbb.domain.needs.gaps import GapQueries
from ksbb.domain.needs.types import NeedMutations, NeedQueries
from ksbb.domain.organisations.audit_types import AuditQueries
from ksbb.domain.organisations.mutations import OrganisationMutations
from ksbb.domain.organisations.refusals import GENERAL
from ksbb.domain.organisations.types import OrganisationQueries
from ksbb.domain.pledges import added_fields, unit_history
from ksbb.domain.pledges.closings.types import ClosingMutations, ClosingQueries
from ksbb.domain.pledges.mutations import PledgeMutations
from ksbb.domain.pledges.reassignments.types import ReassignmentMutations, ReassignmentQueries
from ksbb.domain.pledges.tracking import TrackingQueries
from ksbb.domain.pledges.types import PledgeQueries
from ksbb.domain.pledges.withdrawals.types import WithdrawalMutations, WithdrawalQueries
from ksbb.domain.programmes.types import ProgrammeQueries
from ksbb.domain.proposals.types import ProposalMutations, ProposalQueries
from ksbb.domain.reports.giving.types import GivingQueries
from ksbb.domain.reports.lineage import types as lineage_types
from ksbb.domain.reports.progress import types as progress_types
from ksbb.domain.reports.stock import types as stock_types
from ksbb.domain.reports.types import ReportQueries
from ksbb.domain.units.map_types import MapQueries
from ksbb.domain.units.types import UnitQueries
from ksbb.domain.verification.mutations import VerificationMutations
from ksbb.domain.verification.types import VerificationQueries

# Importing these adds fields to types of other domain folders.
EXTENSIONS = (
    added_fields,
    unit_history,
    document_types,
    inbox_types,
    lineage_types,
    progress_types,
    stock_types,
)


def _refusal_of(error: Exception) -> Refusal | None:
    return refusal_of(error) if isinstance(error, DBAPIError) else None


def _cursor_key() -> bytes:
    # Without a configured installation the schema is only exported, and nothing is served.
    return settings().derived("cursor").encode() if settings().secret else b"exported"


schema = graphql_sql.build_schema(
    queries=[
        ProgrammeQueries,
        AreaQueries,
        UnitQueries,
        DeliveryQueries,
        NeedQueries,
        OrganisationQueries,
        AuditQueries,
        AgreementQueries,
        PledgeQueries,
        WithdrawalQueries,
        ClosingQueries,
        ReassignmentQueries,
        ConsentQueries,
        TrackingQueries,
        ContributionQueries,
        HandoverQueries,
        ReportQueries,
        MapQueries,
        FieldQueries,
        GapQueries,
        GivingQueries,
        ComplaintQueries,
        ProposalQueries,
        VerificationQueries,
    ],
    mutations=[
        OrganisationMutations,
        AgreementMutations,
        PermitMutations,
        NeedMutations,
        PledgeMutations,
        WithdrawalMutations,
        ClosingMutations,
        ReassignmentMutations,
        ConsentMutations,
        ContributionMutations,
        StockMutations,
        TripMutations,
        LateMutations,
        EarlyDeliveryMutations,
        HandoverMutations,
        DisputeMutations,
        ProofMutations,
        EvidenceMutations,
        VerificationMutations,
        SlipMutations,
        ContactMutations,
        FieldMutations,
        ComplaintMutations,
        ProposalMutations,
        InboxMutations,
    ],
    subscription=Subscription,
    refusals=GENERAL,
    cursor_key=_cursor_key,
    refusal_of=_refusal_of,
    # `./ksbb schema` and a test check it: five seconds that a start should not wait.
    checked=False,
)
