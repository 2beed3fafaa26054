"""Plays the story's steps: each as the person who acts, through the mutation that people use."""

from __future__ import annotations

from dataclasses import dataclass, field

from ksbb.story import beginning, cast, mutations
from ksbb.story.acts import (
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
    ProposeData,
    PublishNeeds,
    PublishProgramme,
    ReceiveContribution,
    RecordSnapshots,
    RejectPledge,
    Step,
    SubmitAgreement,
    SubmitPermit,
    SubmitPledge,
    TellComplaint,
    VerifyOrganisation,
    WithdrawPledge,
)
from ksbb.story.player_told import Told
from ksbb.story.stage import RefusedError, Session, Stage

_PROGRAMME = "{ programmes { phases { id number } packages { id code } } }"
_UNIT = "query Unit($code: String!) { unit(code: $code) { id } }"
_OWN = "{ viewer { organisation { id } } }"


@dataclass
class Names:
    """The ids that the story's names turned into."""

    # By slug: an organisation for those who verify it, and as everybody knows it.
    tenants: dict[str, str] = field(default_factory=dict)
    profiles: dict[str, str] = field(default_factory=dict)
    agreements: dict[str, str] = field(default_factory=dict)
    permits: dict[str, str] = field(default_factory=dict)
    phases: dict[int, str] = field(default_factory=dict)
    packages: dict[str, str] = field(default_factory=dict)
    units: dict[str, str] = field(default_factory=dict)
    pledges: dict[str, str] = field(default_factory=dict)
    contributions: dict[str, str] = field(default_factory=dict)


class Player:
    """Plays one story on one stage."""

    def __init__(self, stage: Stage) -> None:
        self.stage = stage
        self.names = Names()
        self._told = Told(stage)
        # As they were told: later steps know them by name alone.
        self._pledges: dict[str, Pledge] = {}
        self._amounts: dict[str, int] = {}

    async def begin(self) -> None:
        """The people, and the Pemprov with its OWNER."""
        self.stage.people = await beginning.make_people(self.stage.worker)
        owner = cast.PEMPROV.owner
        await beginning.found_pemprov(self.stage.worker, self.stage.people[owner.email])
        own = await (await self.stage.session(owner)).ask(_OWN)
        self.names.tenants[cast.PEMPROV.slug] = own["viewer"]["organisation"]["id"]

    async def play(self, step: Step) -> None:
        """One step, at its moment.

        Raises:
            RefusedError: a rule said no.
        """
        await self.stage.set_clock(step.at)
        try:
            if isinstance(step.act, TellComplaint | ProposeData):
                await self._told.tell(step.act)
                return
            actor = await self.stage.session(step.actor)
            match step.act:
                case PublishProgramme() | RecordSnapshots() | PublishNeeds():
                    await self._programme(actor, step.act)
                case ApplyOrganisation() | VerifyOrganisation() | InvitePerson():
                    await self._organisation(actor, step.act)
                case SubmitAgreement() | ActivateAgreement() | SubmitPermit() | ActivatePermit():
                    await self._paper(actor, step.act)
                case IntendContribution() | ReceiveContribution():
                    await self._money(actor, step.act)
                case AnswerComplaint() | AcceptProposal():
                    await self._told.answer(actor, step.act)
                case SubmitPledge(pledge):
                    await self._submit(actor, pledge)
                case _:
                    await self._move(actor, step.act)
        except RefusedError as refused:
            raise RefusedError(
                f"{step.at:%Y-%m-%d %H:%M}, {step.actor.name} ({step.organisation}): {refused}"
            ) from refused

    async def _programme(
        self, actor: Session, act: PublishProgramme | RecordSnapshots | PublishNeeds
    ) -> None:
        match act:
            case PublishProgramme():
                await beginning.publish_programme(self.stage.worker)
                [made] = (await actor.ask(_PROGRAMME))["programmes"]
                self.names.phases = {phase["number"]: phase["id"] for phase in made["phases"]}
                self.names.packages = {kind["code"]: kind["id"] for kind in made["packages"]}
            case RecordSnapshots():
                await beginning.record_snapshots(self.stage.worker, act)
            case PublishNeeds(phase, packages):
                await actor.act(
                    mutations.PUBLISH_NEEDS,
                    phase=self.names.phases[phase],
                    packages=[self.names.packages[code] for code in packages],
                )

    async def _organisation(
        self, actor: Session, act: ApplyOrganisation | VerifyOrganisation | InvitePerson
    ) -> None:
        match act:
            case ApplyOrganisation(who):
                applied = await actor.act(
                    mutations.APPLY,
                    kind=who.kind,
                    name=who.name,
                    about=who.about,
                    contactEmail=who.owner.email,
                    contactPhone=beginning.PHONE,
                )
                self.names.tenants[who.slug] = applied["organisation"]["id"]
                await actor.act_for(self.names.tenants[who.slug])
            case VerifyOrganisation(slug):
                verified = await actor.act(mutations.VERIFY, organisation=self.names.tenants[slug])
                self.names.profiles[slug] = verified["organisation"]["profile"]["id"]
            case InvitePerson(slug, person):
                await actor.act(
                    mutations.INVITE,
                    email=person.email,
                    role=person.role,
                    endsOn=person.ends_on and person.ends_on.isoformat(),
                )
                await self._join(slug, person)

    async def _join(self, slug: str, person: cast.Person) -> None:
        """A person takes up the invitation that has just been sent to them."""
        letter = await self.stage.worker.fetchrow(
            "SELECT id, facts ->> 'token' AS token FROM app.mail"
            " WHERE recipient = $1 AND template = 'INVITATION' AND state = 'waiting'"
            " ORDER BY id DESC LIMIT 1",
            person.email,
        )
        if letter is None:
            raise RefusedError(f"no invitation has reached {person.email}")
        session = await self.stage.session(person)
        await session.act(mutations.JOIN, token=letter["token"])
        # It was read here, and must not go out to an address that is nobody's.
        await self.stage.worker.execute("DELETE FROM app.mail WHERE id = $1", letter["id"])
        await session.act_for(self.names.tenants[slug])

    async def _paper(
        self,
        actor: Session,
        act: SubmitAgreement | ActivateAgreement | SubmitPermit | ActivatePermit,
    ) -> None:
        names = self.names
        match act:
            case SubmitAgreement(paper):
                made = await actor.act(mutations.SUBMIT_AGREEMENT, **_period(paper))
                names.agreements[paper.holder] = made["agreement"]["id"]
            case ActivateAgreement(holder):
                await actor.act(mutations.ACTIVATE_AGREEMENT, agreement=names.agreements[holder])
            case SubmitPermit(paper):
                made = await actor.act(
                    mutations.SUBMIT_PERMIT, issuer=paper.issuer, **_period(paper)
                )
                names.permits[paper.holder] = made["permit"]["id"]
            case ActivatePermit(holder):
                await actor.act(mutations.ACTIVATE_PERMIT, permit=names.permits[holder])

    async def _money(self, actor: Session, act: IntendContribution | ReceiveContribution) -> None:
        match act:
            case IntendContribution(contribution):
                made = await actor.act(
                    mutations.INTEND,
                    aggregator=self.names.profiles[contribution.aggregator],
                    amount=str(contribution.amount),
                )
                self.names.contributions[contribution.name] = made["contribution"]["id"]
                self._amounts[contribution.name] = contribution.amount
            case ReceiveContribution(name, reference):
                await actor.act(
                    mutations.RECEIVE,
                    contribution=self.names.contributions[name],
                    amount=str(self._amounts[name]),
                    bankReference=reference,
                )

    async def _submit(self, actor: Session, pledge: Pledge) -> None:
        """Only a giver who delivers says where everything goes; others leave it to the executor."""
        direct = pledge.channel == "DIRECT"
        made = await actor.act(
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
                            "unit": await self._unit(actor, allocation.unit),
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
            await actor.act(
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
        act: AcceptPledge | AllocatePledge | CommitPledge | RejectPledge | WithdrawPledge,
    ) -> None:
        id = self.names.pledges[act.pledge]
        match act:
            case AcceptPledge():
                await actor.act(mutations.ACCEPT, pledge=id)
            case AllocatePledge():
                await self._allocate(actor, self._pledges[act.pledge])
            case CommitPledge():
                await actor.act(mutations.COMMIT, pledge=id)
            case RejectPledge():
                await actor.act(mutations.REJECT, pledge=id, reason=act.reason)
            case WithdrawPledge():
                await actor.act(mutations.WITHDRAW, pledge=id, reason=act.reason)

    async def _allocate(self, actor: Session, pledge: Pledge) -> None:
        await actor.act(
            mutations.ALLOCATE,
            pledge=self.names.pledges[pledge.name],
            allocations=[
                {
                    "package": self.names.packages[allocation.package],
                    "unit": await self._unit(actor, allocation.unit),
                    "quantity": allocation.quantity,
                }
                for allocation in pledge.allocations
            ],
            **_window(pledge),
        )

    async def _unit(self, actor: Session, code: str) -> str:
        if code not in self.names.units:
            found = (await actor.ask(_UNIT, code=code))["unit"]
            if found is None:
                raise RefusedError(f"there is no unit {code}")
            self.names.units[code] = found["id"]
        return self.names.units[code]


def _period(paper: cast.Paper) -> dict[str, str]:
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
