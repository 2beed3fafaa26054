"""Plays the demo's steps: each as the person who does it, with the mutation that people use."""

from __future__ import annotations

from dataclasses import dataclass, field

from tools.demo import mutations, people, starting_data
from tools.demo.client import DemoServer, RefusedError, Session
from tools.demo.runner_deliveries import DeliveryRunner
from tools.demo.runner_submissions import SubmissionRunner
from tools.demo.steps import (
    AcceptPledge,
    AcceptProposal,
    ActivateAgreement,
    ActivatePermit,
    AllocatePledge,
    AnswerComplaint,
    ApplyOrganisation,
    CommitPledge,
    IntendContribution,
    InvitePerson,
    Pledge,
    PrintSlips,
    ProposeData,
    PublishNeeds,
    PublishProgramme,
    ReceiveContribution,
    RecordSnapshots,
    RejectPledge,
    ReportProblem,
    Step,
    SubmitAgreement,
    SubmitPermit,
    SubmitPledge,
    VerifyOrganisation,
    WithdrawPledge,
)

_PROGRAMME = "{ programmes { phases { id number } packages { id code } } }"
_UNIT = "query Unit($code: String!) { unit(code: $code) { id } }"
_AREA = "query Area($code: String!) { area(code: $code) { id } }"
_OWN = "{ viewer { organisation { id } } }"


@dataclass
class Names:
    """The ids of the things that the scenario names."""

    # By slug: an organisation's id as its verifiers see it, and its public id.
    tenants: dict[str, str] = field(default_factory=dict)
    profiles: dict[str, str] = field(default_factory=dict)
    agreements: dict[str, str] = field(default_factory=dict)
    permits: dict[str, str] = field(default_factory=dict)
    phases: dict[int, str] = field(default_factory=dict)
    packages: dict[str, str] = field(default_factory=dict)
    units: dict[str, str] = field(default_factory=dict)
    pledges: dict[str, str] = field(default_factory=dict)
    contributions: dict[str, str] = field(default_factory=dict)

    @staticmethod
    async def area(actor: Session, code: str) -> str:
        """The id of the area with this code."""
        return (await actor.query(_AREA, code=code))["area"]["id"]

    async def unit(self, actor: Session, code: str) -> str:
        """The id of the unit with this code.

        Raises:
            RefusedError: there is none.
        """
        if code not in self.units:
            found = (await actor.query(_UNIT, code=code))["unit"]
            if found is None:
                raise RefusedError(f"there is no unit {code}")
            self.units[code] = found["id"]
        return self.units[code]


class ScenarioRunner:
    """Plays one scenario in one stage."""

    def __init__(self, server: DemoServer) -> None:
        self.server = server
        self.names = Names()
        self._submissions = SubmissionRunner(server)
        # Pledges as they were submitted: later steps only have their names.
        self._pledges: dict[str, Pledge] = {}
        self._amounts: dict[str, int] = {}
        self._deliveries = DeliveryRunner(server, self.names, self._pledges)

    async def begin(self) -> None:
        """The people, and the Pemprov with its OWNER."""
        self.server.people = await starting_data.make_people(self.server.worker)
        owner = people.PEMPROV.owner
        await starting_data.found_pemprov(self.server.worker, self.server.people[owner.email])
        own = await (await self.server.session(owner)).query(_OWN)
        self.names.tenants[people.PEMPROV.slug] = own["viewer"]["organisation"]["id"]

    async def run(self, step: Step) -> None:
        """Play one step, at its moment.

        Raises:
            RefusedError: a rule refused it.
        """
        await self.server.set_clock(step.at)
        try:
            if isinstance(step.action, ReportProblem | ProposeData):
                await self._submissions.submit(step.action)
                return
            actor = await self.server.session(step.actor)
            match step.action:
                case PublishProgramme() | RecordSnapshots() | PublishNeeds():
                    await self._programme(actor, step.action)
                case ApplyOrganisation() | VerifyOrganisation() | InvitePerson():
                    await self._organisation(actor, step.action)
                case SubmitAgreement() | ActivateAgreement() | SubmitPermit() | ActivatePermit():
                    await self._paper(actor, step.action)
                case IntendContribution() | ReceiveContribution():
                    await self._money(actor, step.action)
                case AnswerComplaint() | AcceptProposal():
                    await self._submissions.answer(actor, step.action)
                case SubmitPledge(pledge):
                    await self._submit(actor, pledge)
                case PrintSlips():
                    await self._deliveries.print_slips(actor, step.action)
                case (
                    AcceptPledge()
                    | AllocatePledge()
                    | CommitPledge()
                    | RejectPledge()
                    | WithdrawPledge()
                ):
                    await self._move(actor, step.action)
                case _:
                    self._deliveries.today = step.at.date()
                    await self._deliveries.run(actor, step.action)
        except RefusedError as refused:
            raise RefusedError(
                f"{step.at:%Y-%m-%d %H:%M}, {step.actor.name} ({step.organisation}): {refused}"
            ) from refused

    async def _programme(
        self, actor: Session, action: PublishProgramme | RecordSnapshots | PublishNeeds
    ) -> None:
        match action:
            case PublishProgramme():
                await starting_data.publish_programme(self.server.worker)
                [made] = (await actor.query(_PROGRAMME))["programmes"]
                self.names.phases = {phase["number"]: phase["id"] for phase in made["phases"]}
                self.names.packages = {kind["code"]: kind["id"] for kind in made["packages"]}
            case RecordSnapshots():
                await starting_data.record_snapshots(self.server.worker, action)
            case PublishNeeds(phase, packages):
                await actor.mutate(
                    mutations.PUBLISH_NEEDS,
                    phase=self.names.phases[phase],
                    packages=[self.names.packages[code] for code in packages],
                )

    async def _organisation(
        self, actor: Session, action: ApplyOrganisation | VerifyOrganisation | InvitePerson
    ) -> None:
        match action:
            case ApplyOrganisation(who):
                applied = await actor.mutate(
                    mutations.APPLY,
                    kind=who.kind,
                    name=who.name,
                    about=who.about,
                    contactEmail=who.owner.email,
                    contactPhone=starting_data.PHONE,
                )
                self.names.tenants[who.slug] = applied["organisation"]["id"]
                await actor.switch_to(self.names.tenants[who.slug])
            case VerifyOrganisation(slug):
                verified = await actor.mutate(
                    mutations.VERIFY, organisation=self.names.tenants[slug]
                )
                self.names.profiles[slug] = verified["organisation"]["profile"]["id"]
            case InvitePerson(slug, person):
                await actor.mutate(
                    mutations.INVITE,
                    email=person.email,
                    role=person.role,
                    endsOn=person.ends_on and person.ends_on.isoformat(),
                    areas=[await self.names.area(actor, code) for code in person.areas],
                )
                await self._join(slug, person)

    async def _join(self, slug: str, person: people.Person) -> None:
        """A person accepts the invitation that was just sent to them."""
        letter = await self.server.worker.fetchrow(
            "SELECT id, facts ->> 'token' AS token FROM app.mail"
            " WHERE recipient = $1 AND template = 'INVITATION' AND state = 'waiting'"
            " ORDER BY id DESC LIMIT 1",
            person.email,
        )
        if letter is None:
            raise RefusedError(f"no invitation has reached {person.email}")
        session = await self.server.session(person)
        await session.mutate(mutations.JOIN, token=letter["token"])
        # It was read here, and must not be sent to an address that belongs to nobody.
        await self.server.worker.execute("DELETE FROM app.mail WHERE id = $1", letter["id"])
        await session.switch_to(self.names.tenants[slug])

    async def _paper(
        self,
        actor: Session,
        action: SubmitAgreement | ActivateAgreement | SubmitPermit | ActivatePermit,
    ) -> None:
        names = self.names
        match action:
            case SubmitAgreement(paper):
                made = await actor.mutate(mutations.SUBMIT_AGREEMENT, **_period(paper))
                names.agreements[paper.holder] = made["agreement"]["id"]
            case ActivateAgreement(holder):
                await actor.mutate(mutations.ACTIVATE_AGREEMENT, agreement=names.agreements[holder])
            case SubmitPermit(paper):
                made = await actor.mutate(
                    mutations.SUBMIT_PERMIT, issuer=paper.issuer, **_period(paper)
                )
                names.permits[paper.holder] = made["permit"]["id"]
            case ActivatePermit(holder):
                await actor.mutate(mutations.ACTIVATE_PERMIT, permit=names.permits[holder])

    async def _money(
        self, actor: Session, action: IntendContribution | ReceiveContribution
    ) -> None:
        match action:
            case IntendContribution(contribution):
                made = await actor.mutate(
                    mutations.INTEND,
                    aggregator=self.names.profiles[contribution.aggregator],
                    amount=str(contribution.amount),
                )
                self.names.contributions[contribution.name] = made["contribution"]["id"]
                self._amounts[contribution.name] = contribution.amount
            case ReceiveContribution(name, reference):
                await actor.mutate(
                    mutations.RECEIVE,
                    contribution=self.names.contributions[name],
                    amount=str(self._amounts[name]),
                    bankReference=reference,
                )

    async def _submit(self, actor: Session, pledge: Pledge) -> None:
        """Submit a pledge. Only a giver who delivers names units; for others the executor does."""
        direct = pledge.channel == "DIRECT"
        made = await actor.mutate(
            mutations.PLEDGE,
            phase=self.names.phases[pledge.phase],
            channel=pledge.channel,
            aggregator=self.names.profiles[pledge.executor]
            if pledge.channel == "VIA_AGGREGATOR"
            else None,
            lines=[
                {
                    "package": self.names.packages[line.package],
                    "quantity": line.quantity,
                    "allocations": [
                        {
                            "unit": await self.names.unit(actor, allocation.unit),
                            "quantity": allocation.quantity,
                        }
                        for allocation in pledge.allocations
                        if direct and allocation.package == line.package
                    ],
                }
                for line in pledge.lines
            ],
            statementAccepted=True,
            **_window(pledge),
        )
        self._pledges[pledge.name] = pledge
        self.names.pledges[pledge.name] = made["pledge"]["id"]
        if pledge.funded_by:
            await actor.mutate(
                mutations.FUND,
                pledge=self.names.pledges[pledge.name],
                fundings=[
                    {
                        "contribution": self.names.contributions[pledge.funded_by],
                        "package": self.names.packages[line.package],
                        "packages": line.quantity,
                    }
                    for line in pledge.lines
                ],
            )

    async def _move(
        self,
        actor: Session,
        action: AcceptPledge | AllocatePledge | CommitPledge | RejectPledge | WithdrawPledge,
    ) -> None:
        id = self.names.pledges[action.pledge]
        match action:
            case AcceptPledge():
                await actor.mutate(mutations.ACCEPT, pledge=id)
            case AllocatePledge():
                await self._allocate(actor, self._pledges[action.pledge])
            case CommitPledge():
                await actor.mutate(mutations.COMMIT, pledge=id)
            case RejectPledge():
                await actor.mutate(mutations.REJECT, pledge=id, reason=action.reason)
            case WithdrawPledge():
                await actor.mutate(mutations.WITHDRAW, pledge=id, reason=action.reason)

    async def _allocate(self, actor: Session, pledge: Pledge) -> None:
        await actor.mutate(
            mutations.ALLOCATE,
            pledge=self.names.pledges[pledge.name],
            allocations=[
                {
                    "package": self.names.packages[allocation.package],
                    "unit": await self.names.unit(actor, allocation.unit),
                    "quantity": allocation.quantity,
                }
                for allocation in pledge.allocations
            ],
            **_window(pledge),
        )


def _period(paper: people.Paper) -> dict[str, str]:
    return {
        "number": paper.number,
        "startsOn": paper.starts_on.isoformat(),
        "endsOn": paper.ends_on.isoformat(),
    }


def _window(pledge: Pledge) -> dict[str, str]:
    return {
        "windowStarts": min(each.first_day for each in pledge.allocations).isoformat(),
        "windowEnds": max(each.last_day for each in pledge.allocations).isoformat(),
    }
