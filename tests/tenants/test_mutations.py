"""Who may do what: every mutation, called by every party with the same objects.

Each call is rolled back afterwards, so that all parties find the same data. A new mutation must be
added here.
"""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from typing import Any
from uuid import uuid4

import orjson
from sqlalchemy.ext.asyncio import AsyncSession

from ksbb.core.viewer import Kind, Role, Viewer
from ksbb.domain.complaints.actions import take_complaint
from ksbb.schema import schema
from tests import factories
from tests.as_party import AsParty
from tests.real_schema import global_id
from tests.tenants import delivery_mutations
from tests.tenants.parties import Parties


@dataclass(frozen=True)
class Undone:
    """Pools whose writes are rolled back."""

    db: AsParty

    @asynccontextmanager
    async def transaction(self, viewer: Viewer) -> AsyncIterator[AsyncSession]:
        async with self.db.viewer(viewer) as session:
            yield session


@dataclass(frozen=True)
class Context:
    viewer: Viewer
    pools: Undone


async def answer(there: Parties, viewer: Viewer, mutation: str, values: dict[str, Any]) -> str:
    """The type of a mutation's result; its changes are rolled back."""
    mutations = schema._schema.mutation_type
    assert mutations is not None
    kind = mutations.fields[mutation].args["input"].type
    document = f"mutation ($input: {kind}) {{ {mutation}(input: $input) {{ __typename }} }}"
    undone = await there.db.session.begin_nested()
    try:
        result = await schema.execute(
            document,
            variable_values={"input": {"key": str(uuid4()), **values}},
            context_value=Context(viewer, Undone(there.db)),
        )
    finally:
        await undone.rollback()
    assert not result.errors, (mutation, viewer, result.errors)
    return orjson.loads(orjson.dumps(result.data))[mutation]["__typename"]


# The result for each party: giver, executor, another donor, another aggregator, the Pemprov,
# a viewer of the giver, a person without an organisation, an anonymous visitor. The objects are
# those of `parties.py`: the giver's pledge through the executor, its money, their papers.
PARTIES = (
    "giver",
    "executor",
    "donor",
    "aggregator",
    "pemprov",
    "reader",
    "loner",
    "nobody",
)
Row = tuple[str, ...]


def only_pemprov(done: str) -> Row:
    no = "NotAllowed"
    return (no, no, no, no, done, no, no, "NotSignedIn")


def only_aggregators(done: str) -> Row:
    no = "NotAllowed"
    return (no, done, no, done, no, no, no, "NotSignedIn")


ANSWERED: dict[str, Row] = {
    **delivery_mutations.ANSWERED,
    "applyAsOrganisation": (
        *("OrganisationApplied",) * 4,
        "NotAllowed",
        *("OrganisationApplied",) * 2,
        "NotSignedIn",
    ),
    "setNameAndLanguage": (*("NameAndLanguageSet",) * 7, "NotSignedIn"),
    # Who only looks on is told of nothing.
    "markInboxRead": (*("InboxMarkedRead",) * 5, *("NotAllowed",) * 2, "NotSignedIn"),
    "setNotification": (*("NotificationSet",) * 5, *("NotAllowed",) * 2, "NotSignedIn"),
    # Sent to another person's mail address.
    "acceptInvitation": (*("InvitationNotUsable",) * 7, "NotSignedIn"),
    # The Pemprov's person is an OPERATOR, the others are OWNERs.
    "inviteMember": (
        *("MemberInvited",) * 4,
        "NotAllowed",
        "NotAllowed",
        "NotAllowed",
        "NotSignedIn",
    ),
    # An OWNER of the Pemprov alone; its person here is an OPERATOR.
    "setOfficerAreas": (*("NotAllowed",) * 7, "NotSignedIn"),
    # The giver's own OPERATOR.
    "endMembership": (
        "MembershipEnded",
        *("NotFound",) * 3,
        "NotAllowed",
        "NotAllowed",
        "NotAllowed",
        "NotSignedIn",
    ),
    "verifyOrganisation": only_pemprov("OrganisationVerified"),
    "rejectOrganisation": only_pemprov("OrganisationRejected"),
    "suspendOrganisation": only_pemprov("OrganisationSuspended"),
    "submitAgreement": only_aggregators("AgreementSubmitted"),
    "activateAgreement": only_pemprov("AgreementActivated"),
    "suspendAgreement": only_pemprov("AgreementSuspended"),
    "terminateAgreement": only_pemprov("AgreementTerminated"),
    "submitPermit": only_aggregators("PermitSubmitted"),
    "activatePermit": only_pemprov("PermitActivated"),
    "suspendPermit": only_pemprov("PermitSuspended"),
    "terminatePermit": only_pemprov("PermitTerminated"),
    "publishNeeds": only_pemprov("NeedsPublished"),
    "changeTarget": only_pemprov("TargetChanged"),
    "submitPledge": (
        *("PledgeSubmitted",) * 4,
        "NotAllowed",
        "NotAllowed",
        "NotAllowed",
        "NotSignedIn",
    ),
    # The giver's pledge through the executor, which has to accept it.
    "acceptPledge": (
        "NotAllowed",
        "PledgeAccepted",
        "NotFound",
        "NotFound",
        "NotAllowed",
        "NotAllowed",
        "NotAllowed",
        "NotSignedIn",
    ),
    "rejectPledge": (
        "NotAllowed",
        "PledgeRejected",
        "NotFound",
        "NotFound",
        "PledgeRejected",
        "NotAllowed",
        "NotAllowed",
        "NotSignedIn",
    ),
    "withdrawPledge": (
        "PledgeWithdrawn",
        "NotAllowed",
        "NotFound",
        "NotFound",
        "NotAllowed",
        "NotAllowed",
        "NotAllowed",
        "NotSignedIn",
    ),
    "commitPledge": only_pemprov("StateRefused"),
    "allocatePledge": (
        "StateRefused",
        "StateRefused",
        "NotFound",
        "NotFound",
        "StateRefused",
        "NotAllowed",
        "NotAllowed",
        "NotSignedIn",
    ),
    # It is not accepted yet, so it has no allocations that its executor could release.
    "releaseAllocations": (
        "StateRefused",
        "StateRefused",
        "NotFound",
        "NotFound",
        "StateRefused",
        "NotAllowed",
        "NotAllowed",
        "NotSignedIn",
    ),
    "intendContribution": (
        "ContributionIntended",
        "NotAnAggregator",
        "ContributionIntended",
        "ContributionIntended",
        "NotAllowed",
        "NotAllowed",
        "NotAllowed",
        "NotSignedIn",
    ),
    "recordContribution": (
        "NotAllowed",
        "ContributionRecorded",
        "NotAllowed",
        "NotFound",
        "NotAllowed",
        "NotAllowed",
        "NotAllowed",
        "NotSignedIn",
    ),
    "takeComplaint": only_pemprov("ComplaintTaken"),
    "answerComplaint": only_pemprov("ComplaintAnswered"),
    "closeComplaint": only_pemprov("ComplaintClosed"),
    "acceptProposal": only_pemprov("ProposalAccepted"),
    "declineProposal": only_pemprov("ProposalDeclined"),
    "fundPledge": (
        "NotAllowed",
        "PledgeFunded",
        "NotAllowed",
        "NotFound",
        "NotAllowed",
        "NotAllowed",
        "NotAllowed",
        "NotSignedIn",
    ),
}


async def inputs(there: Parties) -> dict[str, dict[str, Any]]:
    """The input of each mutation."""
    db, it = there.db, there.it
    colleague = await factories.colleague(db, there.giver)
    membership = await there.one(
        "SELECT id FROM app.membership WHERE person_id = :id", id=colleague.person_id
    )
    applicant = global_id("TenantOrganisation", await factories.organisation(db, state="applied"))
    verified = global_id("TenantOrganisation", there.donor.organisation_id)
    pmi = there.executor.organisation_id
    papers: dict[str, str] = {}
    for table, kind in (("agreement", "Agreement"), ("permit", "Permit")):
        papers[table] = global_id(
            kind,
            await there.one(f"SELECT id FROM app.{table} WHERE aggregator_id = :id", id=pmi),  # noqa: S608
        )
    waiting = await factories.aggregator(db)
    handed_in = {
        "agreement": global_id(
            "Agreement", await factories.agreement(db, waiting, state="submitted")
        ),
        "permit": global_id("Permit", await factories.permit(db, waiting, state="submitted")),
    }
    announced = await db_intended(there)
    new, in_hand = [
        await there.one(
            "SELECT id FROM app.complaint WHERE code = :code", code=await factories.complaint(db)
        )
        for _ in range(2)
    ]
    async with db.viewer(it.pemprov) as tx:
        await take_complaint(tx, it.pemprov, uuid4(), complaint=in_hand)
    proposal = global_id("Proposal", await there.one("SELECT min(id) FROM app.proposal"))
    pledge = global_id("Pledge", there.pledge)
    sembako, unit = global_id("Package", it.packages["SEMBAKO"]), global_id("Unit", it.units[2])
    share = {"unit": unit, "quantity": 1}
    dates = {"startsOn": "2021-01-01", "endsOn": "2021-12-31"}
    return {
        "applyAsOrganisation": {
            "kind": Kind.DONOR,
            "name": "PT Baru (contoh)",
            "contactEmail": "a@contoh.id",
            "contactPhone": "0215551234",
        },
        "setNameAndLanguage": {"name": "Sari"},
        "markInboxRead": {"through": global_id("InboxEntry", 1_000_000)},
        "setNotification": {"kind": "DISPATCHED", "inbox": True, "mail": False},
        "acceptInvitation": {
            "token": await there.one(
                "SELECT facts ->> 'token' FROM app.mail WHERE template = 'INVITATION'"
            )
        },
        "inviteMember": {"email": "baru@contoh.id", "role": Role.VIEWER},
        "endMembership": {"membership": global_id("Membership", membership)},
        "setOfficerAreas": {
            "membership": global_id("Membership", membership),
            "areas": [global_id("Area", it.kelurahan)],
        },
        "verifyOrganisation": {"organisation": applicant},
        "rejectOrganisation": {"organisation": applicant, "reason": "uji"},
        "suspendOrganisation": {"organisation": verified, "reason": "uji"},
        "submitAgreement": {"number": "PKS-2", **dates},
        "activateAgreement": {"agreement": handed_in["agreement"]},
        "suspendAgreement": {"agreement": papers["agreement"], "reason": "uji"},
        "terminateAgreement": {"agreement": papers["agreement"], "reason": "uji"},
        "submitPermit": {"number": "IZIN-2", "issuer": "Kemensos (contoh)", **dates},
        "activatePermit": {"permit": handed_in["permit"]},
        "suspendPermit": {"permit": papers["permit"], "reason": "uji"},
        "terminatePermit": {"permit": papers["permit"], "reason": "uji"},
        "publishNeeds": {"phase": global_id("Phase", it.phases[0])},
        "changeTarget": {"need": global_id("Need", it.need()), "target": 150, "reason": "uji"},
        "submitPledge": {
            "phase": global_id("Phase", it.phases[0]),
            "channel": "DIRECT",
            "statementAccepted": True,
            "lines": [{"package": sembako, "quantity": 1, "allocations": [share]}],
        },
        "acceptPledge": {"pledge": pledge},
        "rejectPledge": {"pledge": pledge, "reason": "uji"},
        "withdrawPledge": {"pledge": pledge},
        "commitPledge": {"pledge": pledge},
        "allocatePledge": {"pledge": pledge, "allocations": [{"package": sembako, **share}]},
        "releaseAllocations": {
            "pledge": pledge,
            "allocations": [
                global_id(
                    "Allocation",
                    await there.one(
                        "SELECT min(id) FROM app.allocation WHERE pledge_id = :id", id=there.pledge
                    ),
                )
            ],
        },
        "intendContribution": {
            "aggregator": global_id("Organisation", pmi),
            "amount": "1000000",
        },
        "recordContribution": {
            "contribution": global_id("Contribution", announced),
            "amount": "1000000",
            "bankReference": "BANK-2",
        },
        "takeComplaint": {"complaint": global_id("Complaint", new)},
        "answerComplaint": {"complaint": global_id("Complaint", in_hand), "answer": "Sudah."},
        "closeComplaint": {"complaint": global_id("Complaint", new), "reason": "uji"},
        "acceptProposal": {"proposal": proposal},
        "declineProposal": {"proposal": proposal, "reason": "uji"},
        **await delivery_mutations.inputs(there),
        "fundPledge": {
            "pledge": global_id("Pledge", await there.promise(there.executor, 2, unit=2)),
            "fundings": [
                {
                    "contribution": global_id("Contribution", there.contribution),
                    "package": sembako,
                    "packages": 1,
                }
            ],
        },
    }


async def db_intended(there: Parties) -> int:
    """Money that the giver intends for the executor."""
    from ksbb.domain.contributions.actions import intend

    async with there.db.viewer(there.giver) as tx:
        return await intend(
            tx,
            there.giver,
            uuid4(),
            aggregator_id=there.executor.organisation_id,
            amount=1_000_000,
        )


async def test_every_mutation_gives_every_party_the_expected_result(there: Parties) -> None:
    mutations = schema._schema.mutation_type
    assert mutations is not None
    assert {*mutations.fields} == {*ANSWERED}
    requested = await inputs(there)
    assert {*requested} == {*ANSWERED}
    assert {len(row) for row in ANSWERED.values()} == {len(PARTIES)}
    parties = {
        **{name: getattr(there, name) for name in PARTIES if name not in ("reader", "loner")},
        "reader": await factories.colleague(there.db, there.giver, Role.VIEWER),
        "loner": await factories.nobody_yet(there.db),
    }
    found = {
        mutation: tuple(
            [await answer(there, parties[name], mutation, requested[mutation]) for name in PARTIES]
        )
        for mutation in ANSWERED
    }
    wrong = {
        (mutation, name): (found[mutation][place], ANSWERED[mutation][place])
        for mutation in ANSWERED
        for place, name in enumerate(PARTIES)
        if found[mutation][place] != ANSWERED[mutation][place]
    }
    assert wrong == {}, "\n".join(map(str, wrong.items()))
