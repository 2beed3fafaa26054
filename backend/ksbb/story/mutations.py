"""The mutations that the story uses, and what it reads of their answers."""

from __future__ import annotations

from ksbb.story.stage import Mutation

APPLY = Mutation(
    "applyAsOrganisation",
    "ApplyAsOrganisationInput",
    "OrganisationApplied",
    "organisation { id }",
)
VERIFY = Mutation(
    "verifyOrganisation",
    "OrganisationActInput",
    "OrganisationVerified",
    "organisation { profile { id } }",
)
INVITE = Mutation("inviteMember", "InviteMemberInput", "MemberInvited", "invitation { id }")
JOIN = Mutation(
    "acceptInvitation", "AcceptInvitationInput", "InvitationAccepted", "membership { id }"
)

SUBMIT_AGREEMENT = Mutation(
    "submitAgreement", "SubmitAgreementInput", "AgreementSubmitted", "agreement { id }"
)
ACTIVATE_AGREEMENT = Mutation(
    "activateAgreement", "AgreementActInput", "AgreementActivated", "agreement { id }"
)
SUBMIT_PERMIT = Mutation("submitPermit", "SubmitPermitInput", "PermitSubmitted", "permit { id }")
ACTIVATE_PERMIT = Mutation("activatePermit", "PermitActInput", "PermitActivated", "permit { id }")

PUBLISH_NEEDS = Mutation("publishNeeds", "PublishNeedsInput", "NeedsPublished", "needs")

PLEDGE = Mutation("pledge", "PledgeInput", "PledgeSubmitted", "pledge { id }")
ACCEPT = Mutation("acceptPledge", "PledgeActInput", "PledgeAccepted", "pledge { id }")
ALLOCATE = Mutation("allocatePledge", "AllocatePledgeInput", "PledgeAllocated", "pledge { id }")
COMMIT = Mutation("commitPledge", "PledgeActInput", "PledgeCommitted", "pledge { id }")
REJECT = Mutation("rejectPledge", "PledgeReasonInput", "PledgeRejected", "pledge { id }")
WITHDRAW = Mutation("withdrawPledge", "PledgeReasonInput", "PledgeWithdrawn", "pledge { id }")

TAKE_COMPLAINT = Mutation(
    "takeComplaint", "ComplaintActInput", "ComplaintTaken", "complaint { id }"
)
ANSWER_COMPLAINT = Mutation(
    "answerComplaint", "AnswerComplaintInput", "ComplaintAnswered", "complaint { id }"
)
ACCEPT_PROPOSAL = Mutation(
    "acceptProposal", "ProposalActInput", "ProposalAccepted", "proposal { id }"
)

INTEND = Mutation(
    "intendContribution", "IntendContributionInput", "ContributionIntended", "contribution { id }"
)
RECEIVE = Mutation(
    "recordContribution", "RecordContributionInput", "ContributionRecorded", "contribution { id }"
)
FUND = Mutation("fundPledge", "FundPledgeInput", "PledgeFunded", "pledge { id }")
