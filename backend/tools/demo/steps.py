"""What can happen in the demo: one class for each thing somebody does, in the domain's words.

Things have names, not ids: an organisation its slug, a pledge or contribution its name in the
scenario, a unit its code, a phase its number. The runner of the scenario keeps the ids of these
names.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta, timezone
from typing import Literal

from tools.demo.people import Organisation, Paper, Person
from tools.demo.programme import PackageCode

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
    """A number of packages of one kind."""

    package: PackageCode
    quantity: int


@dataclass(frozen=True, slots=True)
class Pledge:
    """A promise of ``giver`` for one phase; ``executor`` delivers, the giver itself if DIRECT.

    ``allocations`` add up to the lines. A pledge that an aggregator gives itself is DIRECT: a
    contribution that it received may pay for all of it (``funded_by``).
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
    """The values of the form; ``answer`` is the Pemprov's, None while it waits."""

    name: str
    at: datetime
    unit: str
    problem: str
    description: str
    answered: datetime | None = None
    answer: str | None = None


@dataclass(frozen=True, slots=True)
class Proposal:
    """Newer figures of a unit, as in the form; only an RW has families."""

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
    """Vulnerability of every RW and institution; ``day`` is the day of the figures."""

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
    """The owner invites a colleague, who accepts at once."""

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
    """The executor allocates an accepted pledge to the units that it names."""

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
class ReportProblem:
    """Somebody without an account reports a problem."""

    complaint: Complaint


@dataclass(frozen=True, slots=True)
class AnswerComplaint:
    """The Pemprov starts to handle it and answers."""

    complaint: str
    answer: str


@dataclass(frozen=True, slots=True)
class ProposeData:
    """Somebody without an account proposes newer figures of a unit."""

    proposal: Proposal


@dataclass(frozen=True, slots=True)
class AcceptProposal:
    proposal: str


@dataclass(frozen=True, slots=True)
class ReceiveGoods:
    """The executor counts in all packages of a pledge that it keeps in its depot."""

    pledge: str
    price: int | None = None


@dataclass(frozen=True, slots=True)
class PlanShipment:
    """A trip of that day with packages of one pledge; ``stops`` are units and quantities."""

    pledge: str
    trip: str
    day: date
    stops: tuple[tuple[str, int], ...]


@dataclass(frozen=True, slots=True)
class DispatchShipment:
    pledge: str
    trip: str


@dataclass(frozen=True, slots=True)
class Count:
    """What was counted at a stop."""

    good: int
    damaged: int = 0
    missing: int = 0


@dataclass(frozen=True, slots=True)
class ReportHandover:
    pledge: str
    trip: str
    unit: str
    count: Count


@dataclass(frozen=True, slots=True)
class FailStop:
    """Nothing could be handed over; everything comes back."""

    pledge: str
    trip: str
    unit: str
    reason: str


@dataclass(frozen=True, slots=True)
class PrintSlips:
    """Slips of a phase for these units, whose codes are shown at once."""

    phase: int
    units: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class ConfirmByCode:
    """The unit types a code of its slip and its own count into ``/terima``."""

    pledge: str
    trip: str
    unit: str
    count: Count


@dataclass(frozen=True, slots=True)
class AttestDelivery:
    """The officer of the kelurahan attests what the unit counted."""

    pledge: str
    trip: str
    unit: str
    count: Count


@dataclass(frozen=True, slots=True)
class ProveDelivery:
    """The executor adds a signature or a signed paper."""

    pledge: str
    trip: str
    unit: str
    method: Literal["SIGNATURE", "PAPER"]


@dataclass(frozen=True, slots=True)
class DecideHandover:
    """The Pemprov ends a dispute with these numbers."""

    pledge: str
    trip: str
    unit: str
    count: Count
    reason: str


@dataclass(frozen=True, slots=True)
class SettleDiscrepancy:
    """The executor settles what was damaged or missing at a stop."""

    pledge: str
    trip: str
    unit: str
    settlement: Literal["REPLACED", "WRITTEN_OFF"]
    packages: int
    reason: str


ProgrammeAction = PublishProgramme | RecordSnapshots | PublishNeeds
OrganisationAction = ApplyOrganisation | VerifyOrganisation | InvitePerson
PaperAction = SubmitAgreement | ActivateAgreement | SubmitPermit | ActivatePermit
PledgeAction = (
    SubmitPledge | AcceptPledge | AllocatePledge | CommitPledge | RejectPledge | WithdrawPledge
)
MoneyAction = IntendContribution | ReceiveContribution
SubmissionAction = ReportProblem | AnswerComplaint | ProposeData | AcceptProposal
TripAction = PlanShipment | DispatchShipment
StopAction = ReportHandover | FailStop
ProofAction = ConfirmByCode | AttestDelivery | ProveDelivery
OutcomeAction = DecideHandover | SettleDiscrepancy
DeliveryAction = ReceiveGoods | TripAction | StopAction | ProofAction | OutcomeAction
Action = (
    ProgrammeAction
    | OrganisationAction
    | PaperAction
    | PledgeAction
    | MoneyAction
    | SubmissionAction
    | DeliveryAction
    | PrintSlips
)


@dataclass(frozen=True, slots=True)
class Step:
    """``actor`` of ``organisation`` does ``act`` at the moment ``at`` (WIB).

    Submissions and codes without an account are by `people.ANYBODY`, with no organisation.
    """

    at: datetime
    organisation: str
    actor: Person
    action: Action

    @property
    def pledge(self) -> str | None:
        """The name of the step's pledge, if it has one."""
        match self.action:
            case SubmitPledge(pledge):
                return pledge.name
            case _:
                return getattr(self.action, "pledge", None)


def lines_of(allocations: Iterable[Allocation]) -> tuple[Line, ...]:
    """The allocations' packages, one line per kind."""
    quantities: Counter[PackageCode] = Counter()
    for allocation in allocations:
        quantities[allocation.package] += allocation.quantity
    return tuple(Line(package, quantity) for package, quantity in quantities.items())
