"""What can happen in the story: one class for one thing somebody does, in the domain's words.

Things are named, not numbered: an organisation by its slug, a pledge or contribution by its
name in the story, a unit by its code, a phase by its number. Whoever plays the story keeps the
ids that the names turned into.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta, timezone
from typing import Literal

from ksbb.story.cast import Organisation, Paper, Person
from ksbb.story.programme import PackageCode

WIB = timezone(timedelta(hours=7), "WIB")

Channel = Literal["DIRECT", "VIA_AGGREGATOR", "VIA_PEMPROV"]


@dataclass(frozen=True, slots=True)
class Allocation:
    """Packages for the need of one unit in the pledge's phase, delivered between two days."""

    unit: str
    package: PackageCode
    quantity: int
    first_day: date
    last_day: date


@dataclass(frozen=True, slots=True)
class Line:
    """So many packages of one kind."""

    package: PackageCode
    quantity: int


@dataclass(frozen=True, slots=True)
class Pledge:
    """A promise of ``giver`` for one phase; ``executor`` delivers, the giver itself if DIRECT.

    ``allocations`` add up to the lines. An own pledge of an aggregator is DIRECT: a contribution
    that it received may pay for all of it (``funded_by``).
    """

    name: str
    giver: str
    channel: Channel
    executor: str
    phase: int
    allocations: tuple[Allocation, ...]
    funded_by: str | None = None

    @property
    def lines(self) -> tuple[Line, ...]:
        return lines_of(self.allocations)


@dataclass(frozen=True, slots=True)
class Contribution:
    """Money that ``giver`` gives ``aggregator``, in rupiah."""

    name: str
    giver: str
    aggregator: str
    amount: int


@dataclass(frozen=True, slots=True)
class Complaint:
    """As the form has it; ``answer`` is the Pemprov's, None while it waits."""

    name: str
    at: datetime
    unit: str
    happened: str
    told: str
    answered: datetime | None = None
    answer: str | None = None


@dataclass(frozen=True, slots=True)
class Proposal:
    """Newer figures of a unit as the form has them; families are for an RW to say."""

    name: str
    at: datetime
    unit: str
    families: int | None
    people: int
    source: str
    day: date
    remark: str
    accepted: datetime | None = None


@dataclass(frozen=True, slots=True)
class PublishProgramme:
    """The programme with its phases, packages and shares."""


@dataclass(frozen=True, slots=True)
class RecordSnapshots:
    """Vulnerability of every RW and institution; ``day`` is the day the figures describe."""

    day: date


@dataclass(frozen=True, slots=True)
class PublishNeeds:
    """The needs of all units for these packages in one phase."""

    phase: int
    packages: tuple[PackageCode, ...]


@dataclass(frozen=True, slots=True)
class ApplyOrganisation:
    organisation: Organisation


@dataclass(frozen=True, slots=True)
class VerifyOrganisation:
    organisation: str


@dataclass(frozen=True, slots=True)
class InvitePerson:
    """The owner asks a colleague in, who accepts at once."""

    organisation: str
    person: Person


@dataclass(frozen=True, slots=True)
class SubmitAgreement:
    agreement: Paper


@dataclass(frozen=True, slots=True)
class ActivateAgreement:
    holder: str


@dataclass(frozen=True, slots=True)
class SubmitPermit:
    permit: Paper


@dataclass(frozen=True, slots=True)
class ActivatePermit:
    holder: str


@dataclass(frozen=True, slots=True)
class SubmitPledge:
    pledge: Pledge


@dataclass(frozen=True, slots=True)
class AcceptPledge:
    pledge: str


@dataclass(frozen=True, slots=True)
class AllocatePledge:
    """The executor directs an accepted pledge to the units that it names."""

    pledge: str


@dataclass(frozen=True, slots=True)
class CommitPledge:
    pledge: str


@dataclass(frozen=True, slots=True)
class RejectPledge:
    pledge: str
    reason: str


@dataclass(frozen=True, slots=True)
class WithdrawPledge:
    pledge: str
    reason: str


@dataclass(frozen=True, slots=True)
class IntendContribution:
    contribution: Contribution


@dataclass(frozen=True, slots=True)
class ReceiveContribution:
    contribution: str
    reference: str


@dataclass(frozen=True, slots=True)
class TellComplaint:
    """Somebody without an account reports a problem."""

    complaint: Complaint


@dataclass(frozen=True, slots=True)
class AnswerComplaint:
    """The Pemprov takes it in hand and answers."""

    complaint: str
    answer: str


@dataclass(frozen=True, slots=True)
class ProposeData:
    """Somebody without an account proposes newer figures of a unit."""

    proposal: Proposal


@dataclass(frozen=True, slots=True)
class AcceptProposal:
    proposal: str


ProgrammeAct = PublishProgramme | RecordSnapshots | PublishNeeds
OrganisationAct = ApplyOrganisation | VerifyOrganisation | InvitePerson
PaperAct = SubmitAgreement | ActivateAgreement | SubmitPermit | ActivatePermit
PledgeAct = (
    SubmitPledge | AcceptPledge | AllocatePledge | CommitPledge | RejectPledge | WithdrawPledge
)
MoneyAct = IntendContribution | ReceiveContribution
ToldAct = TellComplaint | AnswerComplaint | ProposeData | AcceptProposal
Act = ProgrammeAct | OrganisationAct | PaperAct | PledgeAct | MoneyAct | ToldAct


@dataclass(frozen=True, slots=True)
class Step:
    """``actor`` of ``organisation`` does ``act`` at the moment ``at`` (WIB).

    What is told without an account is `cast.ANYBODY`'s, of no organisation.
    """

    at: datetime
    organisation: str
    actor: Person
    act: Act

    @property
    def pledge(self) -> str | None:
        """The name of the pledge it is about, if it is about one."""
        match self.act:
            case SubmitPledge(pledge):
                return pledge.name
            case (
                AcceptPledge()
                | AllocatePledge()
                | CommitPledge()
                | RejectPledge()
                | WithdrawPledge()
            ):
                return self.act.pledge
            case _:
                return None


def lines_of(allocations: Iterable[Allocation]) -> tuple[Line, ...]:
    """The allocations' packages, each kind once."""
    quantities: Counter[PackageCode] = Counter()
    for allocation in allocations:
        quantities[allocation.package] += allocation.quantity
    return tuple(Line(package, quantity) for package, quantity in quantities.items())
