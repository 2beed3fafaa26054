"""Which figures may be proposed for a unit, and how a proposal goes on."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import ClassVar

from ksbb.complaints.rules import Pair, Wrong, contact, plain
from ksbb.kernel.errors import Refusal
from ksbb.kernel.lifecycle import Lifecycle, Party, Transition
from ksbb.kernel.said import told_by
from ksbb.proposals.models import ProposalSource
from ksbb.units.models import UnitKind
from ksbb.units.rules import families_of

LIFECYCLE = Lifecycle(
    "proposal",
    "Proposal",
    (
        Transition("", "received", Party.ANYBODY),
        Transition("received", "accepted", Party.PEMPROV),
        Transition("received", "declined", Party.PEMPROV, reason_required=True),
    ),
)

# Jakarta's largest RW has some 9,000 families, its largest institution some thousand people.
FAMILIES_MOST = 20_000
PEOPLE_MOST = 100_000
# More people to a family than that is a slip of the hand.
PEOPLE_TO_A_FAMILY = 15
# Older figures help nobody to direct aid.
OLDEST_DAYS = 365
REMARK_MOST = 1000

# How the source of the figures reads where they are published.
SOURCES: dict[ProposalSource, str] = {
    ProposalSource.RT_RW: "Pengurus RT/RW",
    ProposalSource.KELURAHAN: "Kelurahan",
    ProposalSource.INSTITUTION: "Pengurus lembaga",
    ProposalSource.RESIDENT: "Warga",
}


class ProposalOutdated(Refusal):
    """The unit has newer data by now."""

    texts: ClassVar[dict[str, str]] = {
        "id": "Unit ini sudah punya data yang lebih baru daripada usulan ini.",
        "en": "This unit has newer data by now than this proposal.",
    }


told_by("snapshot_unit_id_day_source_key", ProposalOutdated)


@dataclass(frozen=True, slots=True)
class Known:
    """What the registry knows of a unit: its kind, the day of its latest data, and today."""

    kind: UnitKind
    latest: dt.date | None
    today: dt.date


@dataclass(frozen=True, slots=True)
class Figures:
    """A proposal as it may be kept."""

    families: int
    people: int
    source: ProposalSource
    day: dt.date
    remark: str
    contact: str


def proposed(fields: Mapping[str, str], unit: Known) -> tuple[Figures | None, Wrong]:
    """What a form proposes; None if something is wrong with it.

    Args:
        fields: families (of an RW alone), people, source, day, remark and contact, as typed.
        unit: what is known of the unit it is for.
    """
    wrong: Wrong = {}
    people = _count("people", fields, PEOPLE_MOST, wrong)
    families = (
        _count("families", fields, FAMILIES_MOST, wrong)
        if unit.kind is UnitKind.RW
        else families_of(unit.kind, people or 0)
    )
    if families is not None and people is not None and not wrong:
        _check_people(families, people, wrong)
    source = fields.get("source", "")
    if source not in set(ProposalSource):
        wrong["source"] = ("Pilih dari mana angkanya.", "Choose where the figures come from.")
    day = _day(fields.get("day", ""), unit, wrong)
    remark = plain(fields.get("remark", ""))
    if len(remark) > REMARK_MOST:
        wrong["remark"] = ("Paling banyak 1.000 huruf.", "At most 1,000 characters.")
    reached = contact(fields.get("contact", ""), wrong)
    if wrong or families is None or people is None or day is None:
        return None, wrong
    return Figures(families, people, ProposalSource(source), day, remark, reached), {}


def source_of(source: ProposalSource, number: int) -> str:
    """How the source of a proposal that was accepted reads; the number tells two of a day apart."""
    return f"{SOURCES[source]}, usulan no. {number}"


def _check_people(families: int, people: int, wrong: Wrong) -> None:
    if people < families:
        wrong["people"] = (
            "Jumlah jiwa tidak bisa kurang dari jumlah KK.",
            "There can't be fewer people than families.",
        )
    elif people > families * PEOPLE_TO_A_FAMILY:
        wrong["people"] = (
            f"Terlalu banyak untuk {families} KK. Periksa kedua angka.",
            f"Too many for {families} families. Check both figures.",
        )


def _count(field: str, fields: Mapping[str, str], most: int, wrong: Wrong) -> int | None:
    """A whole number, also with the thousands set apart as people write them."""
    typed = re.sub(r"[\s.,]", "", fields.get(field, ""))
    if re.fullmatch(r"[0-9]{1,9}", typed, re.ASCII) and int(typed) <= most:
        return int(typed)
    wrong[field] = _number_wanted(most)
    return None


def _number_wanted(most: int) -> Pair:
    said = f"{most:,}"
    return (
        f"Tulis angka bulat, paling banyak {said.replace(',', '.')}.",
        f"Write a whole number, at most {said}.",
    )


def _day(typed: str, unit: Known, wrong: Wrong) -> dt.date | None:
    try:
        day = dt.datetime.strptime(typed.strip(), "%Y-%m-%d").date()  # noqa: DTZ007 - a day
    except ValueError:
        wrong["day"] = ("Tulis harinya, seperti 2020-05-03.", "Write the day, such as 2020-05-03.")
        return None
    if day > unit.today:
        wrong["day"] = ("Hari itu belum tiba.", "That day is yet to come.")
    elif day < unit.today - dt.timedelta(days=OLDEST_DAYS):
        wrong["day"] = ("Data ini sudah lebih dari setahun.", "These figures are over a year old.")
    elif unit.latest is not None and day < unit.latest:
        wrong["day"] = (
            f"Sudah ada data yang lebih baru, per {unit.latest.isoformat()}.",
            f"There are newer figures, as of {unit.latest.isoformat()}.",
        )
    return day
