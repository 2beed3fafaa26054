"""The mutations that the demo uses, and what it selects of their results."""

from __future__ import annotations

from tools.demo.client import Mutation

APPLY = Mutation(
    "applyAsOrganisation",
    "OrganisationApplied",
    "organisation { id }",
)
VERIFY = Mutation(
    "verifyOrganisation",
    "OrganisationVerified",
    "organisation { profile { id } }",
)
INVITE = Mutation("inviteMember", "MemberInvited", "invitation { id }")
JOIN = Mutation("acceptInvitation", "InvitationAccepted", "membership { id }")

SUBMIT_AGREEMENT = Mutation("submitAgreement", "AgreementSubmitted", "agreement { id }")
ACTIVATE_AGREEMENT = Mutation("activateAgreement", "AgreementActivated", "agreement { id }")
SUBMIT_PERMIT = Mutation("submitPermit", "PermitSubmitted", "permit { id }")
ACTIVATE_PERMIT = Mutation("activatePermit", "PermitActivated", "permit { id }")

PUBLISH_NEEDS = Mutation("publishNeeds", "NeedsPublished", "needs")

PLEDGE = Mutation("submitPledge", "PledgeSubmitted", "pledge { id }")
ACCEPT = Mutation("acceptPledge", "PledgeAccepted", "pledge { id }")
ALLOCATE = Mutation("allocatePledge", "PledgeAllocated", "pledge { id }")
COMMIT = Mutation("commitPledge", "PledgeCommitted", "pledge { id }")
REJECT = Mutation("rejectPledge", "PledgeRejected", "pledge { id }")
WITHDRAW = Mutation("withdrawPledge", "PledgeWithdrawn", "pledge { id }")

TAKE_COMPLAINT = Mutation("takeComplaint", "ComplaintTaken", "complaint { id }")
ANSWER_COMPLAINT = Mutation("answerComplaint", "ComplaintAnswered", "complaint { id }")
ACCEPT_PROPOSAL = Mutation("acceptProposal", "ProposalAccepted", "proposal { id }")

INTEND = Mutation("intendContribution", "ContributionIntended", "contribution { id }")
RECEIVE = Mutation("recordContribution", "ContributionRecorded", "contribution { id }")
FUND = Mutation("fundPledge", "PledgeFunded", "pledge { id }")

RECEIVE_GOODS = Mutation("receiveGoods", "GoodsReceived", "goodsReceipt { id }")
PLAN = Mutation("planShipment", "ShipmentPlanned", "shipment { id stops { id unit { code } } }")
DISPATCH = Mutation("dispatchShipment", "ShipmentDispatched", "shipment { id }")
REPORT = Mutation("reportHandover", "HandoverReported", "handover { id }")
FAIL = Mutation("failStop", "StopFailed", "handover { id }")
PRINT_SLIPS = Mutation("printSlips", "SlipsPrinted", "path")
ATTEST = Mutation("attestDelivery", "DeliveryAttested", "proof { id }")
PROVE = Mutation("proveDelivery", "DeliveryProven", "proof { id }")
DECIDE = Mutation("decideHandover", "HandoverDecided", "handover { id }")
SETTLE = Mutation("settleDiscrepancy", "DiscrepancySettled", "discrepancy { id }")
