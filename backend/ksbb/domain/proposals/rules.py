"""Rules of proposals: which figures may be proposed for a unit, and how a proposal goes on."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import ClassVar

from ksbb.core.db_errors import register_refusal
from ksbb.core.lifecycle import Lifecycle, Party, Transition
from ksbb.core.refusals import Refusal
from ksbb.domain.complaints.rules import FormErrors, Pair, check_contact, plain
from ksbb.domain.proposals.models import ProposalSource
from ksbb.domain.units.models import UnitKind
from ksbb.domain.units.rules import families_of

LIFECYCLE = Lifecycle(
    "proposal",
    "Proposal",
    (
        Transition("", "received", Party.ANYBODY),
        Transition("received", "accepted", Party.PEMPROV),
        Transition("received", "declined", Party.PEMPROV, reason_required=True),
    ),
)

# Jakarta's largest RW has about 9,000 families, its largest institution about a thousand people.
MAX_FAMILIES = 20_000
MAX_PEOPLE = 100_000
# More people per family than this is a typing error.
PEOPLE_TO_A_FAMILY = 15
# Older figures don't help to direct aid.
MAX_AGE_DAYS = 365
MAX_REMARK = 1000

# The text for the source of the figures, where they are published.
SOURCES: dict[ProposalSource, str] = {
    ProposalSource.RT_RW: "Pengurus RT/RW",
    ProposalSource.KELURAHAN: "Kelurahan",
    ProposalSource.INSTITUTION: "Pengurus lembaga",
    ProposalSource.RESIDENT: "Warga",
}


class ProposalOutdated(Refusal):
    """The unit has newer data than the proposal."""

    texts: ClassVar[dict[str, str]] = {
        "id": "Unit ini sudah punya data yang lebih baru daripada usulan ini.",
        "en": "This unit already has newer data than this proposal.",
    }


register_refusal("snapshot_unit_id_day_source_key", ProposalOutdated)


@dataclass(frozen=True, slots=True)
class Known:
    """What must be known of a unit: its kind, the day of its latest data, and today's date."""

    kind: UnitKind
    latest: dt.date | None
    today: dt.date


@dataclass(frozen=True, slots=True)
class Figures:
    """The checked figures of a proposal."""

    families: int
    people: int
    source: ProposalSource
    day: dt.date
    remark: str
    contact: str


def check_figures(fields: Mapping[str, str], unit: Known) -> tuple[Figures | None, FormErrors]:
    """Check a form; returns None and the errors if something is wrong with it.

    Args:
        fields: families (only for an RW), people, source, day, remark and contact, as typed.
        unit: what is known of the unit.
    """
    errors: FormErrors = {}
    people = _count("people", fields, MAX_PEOPLE, errors)
    families = (
        _count("families", fields, MAX_FAMILIES, errors)
        if unit.kind is UnitKind.RW
        else families_of(unit.kind, people or 0)
    )
    if families is not None and people is not None and not errors:
        _check_people(families, people, errors)
    source = fields.get("source", "")
    if source not in set(ProposalSource):
        errors["source"] = ("Pilih dari mana angkanya.", "Choose where the figures come from.")
    day = _day(fields.get("day", ""), unit, errors)
    remark = plain(fields.get("remark", ""))
    if len(remark) > MAX_REMARK:
        errors["remark"] = ("Paling banyak 1.000 huruf.", "At most 1,000 characters.")
    contact = check_contact(fields.get("contact", ""), errors)
    if errors or families is None or people is None or day is None:
        return None, errors
    return Figures(families, people, ProposalSource(source), day, remark, contact), {}


def source_of(source: ProposalSource, number: int) -> str:
    """The source text of an accepted proposal; the number distinguishes two on the same day."""
    return f"{SOURCES[source]}, usulan no. {number}"


def _check_people(families: int, people: int, errors: FormErrors) -> None:
    if people < families:
        errors["people"] = (
            "Jumlah jiwa tidak bisa kurang dari jumlah KK.",
            "There can't be fewer people than families.",
        )
    elif people > families * PEOPLE_TO_A_FAMILY:
        errors["people"] = (
            f"Terlalu banyak untuk {families} KK. Periksa kedua angka.",
            f"Too many for {families} families. Check both figures.",
        )


def _count(field: str, fields: Mapping[str, str], maximum: int, errors: FormErrors) -> int | None:
    """A whole number; thousands separators are allowed."""
    typed = re.sub(r"[\s.,]", "", fields.get(field, ""))
    if re.fullmatch(r"[0-9]{1,9}", typed, re.ASCII) and int(typed) <= maximum:
        return int(typed)
    errors[field] = _number_wanted(maximum)
    return None


def _number_wanted(maximum: int) -> Pair:
    shown = f"{maximum:,}"
    return (
        f"Tulis angka bulat, paling banyak {shown.replace(',', '.')}.",
        f"Write a whole number, at most {shown}.",
    )


def _day(typed: str, unit: Known, errors: FormErrors) -> dt.date | None:
    try:
        day = dt.datetime.strptime(typed.strip(), "%Y-%m-%d").date()  # noqa: DTZ007 - a day
    except ValueError:
        errors["day"] = ("Tulis harinya, seperti 2020-05-03.", "Write the day, such as 2020-05-03.")
        return None
    if day > unit.today:
        errors["day"] = ("Hari itu belum tiba.", "That day is yet to come.")
    elif day < unit.today - dt.timedelta(days=MAX_AGE_DAYS):
        errors["day"] = ("Data ini sudah lebih dari setahun.", "These figures are over a year old.")
    elif unit.latest is not None and day < unit.latest:
        errors["day"] = (
            f"Sudah ada data yang lebih baru, per {unit.latest.isoformat()}.",
            f"There are newer figures, as of {unit.latest.isoformat()}.",
        )
    return day
