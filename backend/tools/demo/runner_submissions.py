"""Plays complaints and proposals, with the actions of the forms, and the Pemprov's answers."""

from __future__ import annotations

from uuid import uuid4

from ksbb.domain.complaints import actions as complaints
from ksbb.domain.complaints import rules as complaint_rules
from ksbb.domain.proposals import actions as proposals
from ksbb.domain.proposals import rules as proposal_rules
from tools.demo import mutations
from tools.demo.client import DemoServer, RefusedError, Session
from tools.demo.steps import AcceptProposal, AnswerComplaint, ProposeData, ReportProblem

_COMPLAINT = "query Find($code: String) { complaints(search: $code) { nodes { id } } }"
_PROPOSAL = "query Find($code: String) { proposals(search: $code) { nodes { id } } }"


class SubmissionRunner:
    """The complaints and proposals on a stage, by their names in the scenario."""

    def __init__(self, server: DemoServer) -> None:
        self.server = server
        self._codes: dict[str, str] = {}

    async def submit(self, action: ReportProblem | ProposeData) -> None:
        """Somebody fills in a public form.

        Raises:
            RefusedError: the form would be shown again with errors.
        """
        match action:
            case ReportProblem(complaint):
                submission, errors = complaint_rules.check_form(
                    {
                        "about": "UNIT",
                        "subject": complaint.unit,
                        "problem": complaint.problem,
                        "description": complaint.description,
                    }
                )
                if submission is None:
                    raise RefusedError(f"{complaint.name}: {errors}")
                code = await complaints.report_problem(
                    self.server.pools.public, uuid4(), source="", submission=submission
                )
                self._codes[complaint.name] = code
            case ProposeData(proposal):
                known = await proposals.known(self.server.pools.public, proposal.unit)
                if known is None:
                    raise RefusedError(f"there is no unit {proposal.unit}")
                figures, errors = proposal_rules.check_figures(
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
                    raise RefusedError(f"{proposal.name}: {errors}")
                code = await proposals.propose(
                    self.server.pools.public,
                    uuid4(),
                    source="",
                    unit=proposal.unit,
                    figures=figures,
                )
                self._codes[proposal.name] = code

    async def answer(self, actor: Session, action: AnswerComplaint | AcceptProposal) -> None:
        """The Pemprov finds it by its code and answers it.

        Raises:
            RefusedError: a rule refused the answer.
        """
        match action:
            case AnswerComplaint(name, answer):
                found = await actor.query(_COMPLAINT, code=self._codes[name])
                [complaint] = found["complaints"]["nodes"]
                await actor.mutate(mutations.TAKE_COMPLAINT, complaint=complaint["id"])
                await actor.mutate(
                    mutations.ANSWER_COMPLAINT, complaint=complaint["id"], answer=answer
                )
            case AcceptProposal(name):
                found = await actor.query(_PROPOSAL, code=self._codes[name])
                [proposal] = found["proposals"]["nodes"]
                await actor.mutate(mutations.ACCEPT_PROPOSAL, proposal=proposal["id"])
