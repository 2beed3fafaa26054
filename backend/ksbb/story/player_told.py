"""Plays what people tell without an account: the forms' own verbs, and the Pemprov's answers."""

from __future__ import annotations

from uuid import uuid4

from ksbb.complaints import actions as complaints
from ksbb.complaints import rules as complaint_rules
from ksbb.proposals import actions as proposals
from ksbb.proposals import rules as proposal_rules
from ksbb.story import mutations
from ksbb.story.acts import AcceptProposal, AnswerComplaint, ProposeData, TellComplaint
from ksbb.story.stage import RefusedError, Session, Stage

_COMPLAINT = "query Find($code: String) { complaints(search: $code) { nodes { id } } }"
_PROPOSAL = "query Find($code: String) { proposals(search: $code) { nodes { id } } }"


class Told:
    """What was told on a stage, by its names in the story."""

    def __init__(self, stage: Stage) -> None:
        self.stage = stage
        self._codes: dict[str, str] = {}

    async def tell(self, act: TellComplaint | ProposeData) -> None:
        """Somebody fills in a form of the public pages.

        Raises:
            RefusedError: the form would have come back.
        """
        match act:
            case TellComplaint(complaint):
                said, wrong = complaint_rules.told(
                    {
                        "about": "UNIT",
                        "subject": complaint.unit,
                        "happened": complaint.happened,
                        "told": complaint.told,
                    }
                )
                if said is None:
                    raise RefusedError(f"{complaint.name}: {wrong}")
                code = await complaints.tell(self.stage.public, uuid4(), source="", told=said)
                self._codes[complaint.name] = code
            case ProposeData(proposal):
                known = await proposals.known(self.stage.public, proposal.unit)
                if known is None:
                    raise RefusedError(f"there is no unit {proposal.unit}")
                figures, wrong = proposal_rules.proposed(
                    {
                        "families": "" if proposal.families is None else str(proposal.families),
                        "people": str(proposal.people),
                        "source": proposal.source,
                        "day": proposal.day.isoformat(),
                        "remark": proposal.remark,
                    },
                    known,
                )
                if figures is None:
                    raise RefusedError(f"{proposal.name}: {wrong}")
                code = await proposals.propose(
                    self.stage.public, uuid4(), source="", unit=proposal.unit, figures=figures
                )
                self._codes[proposal.name] = code

    async def answer(self, actor: Session, act: AnswerComplaint | AcceptProposal) -> None:
        """The Pemprov finds it by its code and answers it.

        Raises:
            RefusedError: a rule said no.
        """
        match act:
            case AnswerComplaint(name, answer):
                found = await actor.ask(_COMPLAINT, code=self._codes[name])
                [complaint] = found["complaints"]["nodes"]
                await actor.act(mutations.TAKE_COMPLAINT, complaint=complaint["id"])
                await actor.act(
                    mutations.ANSWER_COMPLAINT, complaint=complaint["id"], answer=answer
                )
            case AcceptProposal(name):
                found = await actor.ask(_PROPOSAL, code=self._codes[name])
                [proposal] = found["proposals"]["nodes"]
                await actor.act(mutations.ACCEPT_PROPOSAL, proposal=proposal["id"])
