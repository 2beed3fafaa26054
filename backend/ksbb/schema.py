"""The graph: every slice's queries and mutations in one schema."""

from __future__ import annotations

from sqlalchemy.exc import DBAPIError

from ksbb import reads
from ksbb.agreements.graph import AgreementQueries
from ksbb.agreements.verbs import AgreementMutations, PermitMutations
from ksbb.complaints.graph import ComplaintMutations, ComplaintQueries
from ksbb.contributions.graph import ContributionMutations, ContributionQueries
from ksbb.geo.graph import AreaQueries
from ksbb.kernel.errors import Refusal
from ksbb.kernel.said import refusal_of
from ksbb.kernel.settings import settings
from ksbb.live.graph import Subscription
from ksbb.needs.gaps import GapQueries
from ksbb.needs.graph import NeedMutations, NeedQueries
from ksbb.organisations.audited import AuditQueries
from ksbb.organisations.graph import OrganisationQueries
from ksbb.organisations.refusals import GENERAL
from ksbb.organisations.verbs import OrganisationMutations
from ksbb.pledges import unit_history
from ksbb.pledges.graph import PledgeQueries
from ksbb.pledges.tracking import TrackingQueries
from ksbb.pledges.verbs import PledgeMutations
from ksbb.programmes.graph import ProgrammeQueries
from ksbb.proposals.graph import ProposalMutations, ProposalQueries
from ksbb.reports import stock_graph
from ksbb.reports.giving_graph import GivingQueries
from ksbb.reports.graph import ReportQueries
from ksbb.reports.progress_graph import ProgressQueries
from ksbb.units.graph import UnitQueries
from ksbb.units.mapped import MapQueries

# What these add to other slices' types is in the graph once they are imported.
EXTENSIONS = (unit_history, stock_graph)


def _refusal_of(error: Exception) -> Refusal | None:
    return refusal_of(error) if isinstance(error, DBAPIError) else None


def _cursor_key() -> bytes:
    # Without an installation the schema is only exported; nothing is served.
    return settings().derived("cursor").encode() if settings().secret else b"exported"


schema = reads.build_schema(
    queries=[
        ProgrammeQueries,
        AreaQueries,
        UnitQueries,
        NeedQueries,
        OrganisationQueries,
        AuditQueries,
        AgreementQueries,
        PledgeQueries,
        TrackingQueries,
        ContributionQueries,
        ReportQueries,
        MapQueries,
        GapQueries,
        ProgressQueries,
        GivingQueries,
        ComplaintQueries,
        ProposalQueries,
    ],
    mutations=[
        OrganisationMutations,
        AgreementMutations,
        PermitMutations,
        NeedMutations,
        PledgeMutations,
        ContributionMutations,
        ComplaintMutations,
        ProposalMutations,
    ],
    subscription=Subscription,
    refusals=GENERAL,
    cursor_key=_cursor_key,
    refusal_of=_refusal_of,
)
