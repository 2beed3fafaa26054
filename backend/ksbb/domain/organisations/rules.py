"""Rules of organisations: who may apply, and whom an organisation may invite."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from typing import Annotated, ClassVar

from ksbb.core.db_errors import register_refusal
from ksbb.core.lifecycle import Lifecycle, Party, Transition
from ksbb.core.refusals import Fact, InvalidInput, Refusal, StateRefused
from ksbb.core.viewer import Kind, Role

LIFECYCLE = Lifecycle(
    "organisation",
    "Organisation",
    (
        Transition("", "applied", Party.ANYBODY),
        Transition("", "verified", Party.SYSTEM),
        Transition("applied", "verified", Party.PEMPROV),
        Transition("applied", "rejected", Party.PEMPROV, reason_required=True),
        Transition("verified", "suspended", Party.PEMPROV, reason_required=True),
        Transition("suspended", "verified", Party.PEMPROV),
    ),
)

APPLICANTS = (Kind.DONOR, Kind.AGGREGATOR)
# Every organisation may deliver, so each may have couriers.
_EVERYWHERE = frozenset({Role.OWNER, Role.OPERATOR, Role.VIEWER, Role.FIELD})
INVITABLE: dict[Kind, frozenset[Role]] = {
    Kind.PEMPROV: _EVERYWHERE | {Role.KELURAHAN, Role.VERIFIER},
    Kind.AGGREGATOR: _EVERYWHERE,
    Kind.DONOR: _EVERYWHERE,
}
MAX_AREAS = 50
"""Kelurahan of one officer."""
# Anybody who signs in may apply. This is how many applications of one person may wait for the
# Pemprov. The database checks it too, under a lock.
MAX_APPLICATIONS = 3
NAME_LENGTH = range(2, 201)
ABOUT_LENGTH = range(2001)
EMAIL_LENGTH = range(255)
PERSON_LENGTH = range(1, 101)
LOCALES = ("id", "en")

_EMAIL = re.compile(r"[^@\s]+@[^@\s.]+(\.[^@\s.]+)+")
_PHONE = re.compile(r"\+?[0-9][0-9 ()-]{6,24}")

MADE_UP = "(contoh)"
"""The end of the name of an organisation that is made up for a demo."""


class OrganisationNotVerified(Refusal):
    """The viewer's organisation is not verified yet, or is suspended."""

    texts: ClassVar[dict[str, str]] = {
        "id": "Organisasi Anda belum diverifikasi oleh Pemprov, atau sedang ditangguhkan.",
        "en": "Your organisation is not verified by the Pemprov yet, or it is suspended.",
    }


class InvitationNotUsable(Refusal):
    """Unknown, used, expired or for another address: all look the same on purpose."""

    texts: ClassVar[dict[str, str]] = {
        "id": "Undangan ini tidak berlaku: sudah dipakai, lewat 72 jam, atau untuk alamat surel"
        " lain. Mintalah undangan baru.",
        "en": "This invitation can't be used: it was used already, is older than 72 hours, or is"
        " for another mail address. Ask for a new one.",
    }


class TooManyInvitations(Refusal):
    """Too many invitations were sent within an hour. The database counts them."""

    texts: ClassVar[dict[str, str]] = {
        "id": "Terlalu banyak undangan dikirim dalam satu jam. Coba lagi nanti.",
        "en": "Too many invitations were sent within an hour. Try again later.",
    }


register_refusal("invitations_an_hour", TooManyInvitations)


@dataclass(eq=False)
class AlreadyMember(Refusal):
    """The person is already a member of the organisation."""

    texts: ClassVar[dict[str, str]] = {
        "id": "{email} sudah menjadi anggota organisasi ini.",
        "en": "{email} is already a member of this organisation.",
    }
    email: Annotated[str, Fact("The mail address that was invited.")]


class LastOwner(Refusal):
    """An organisation must keep one OWNER who can invite others."""

    texts: ClassVar[dict[str, str]] = {
        "id": "Ini pemilik akun terakhir organisasi Anda. Undang pemilik akun lain dahulu.",
        "en": "This is your organisation's last owner. Invite another owner first.",
    }


@dataclass(eq=False)
class TooManyApplications(Refusal):
    """The person has as many waiting applications as are allowed."""

    texts: ClassVar[dict[str, str]] = {
        "id": "Sudah ada {limit} pendaftaran Anda yang menunggu verifikasi Pemprov.",
        "en": "{limit} of your applications already wait to be verified.",
    }
    limit: Annotated[int, Fact("How many applications of one person may wait.")]


register_refusal("applications_waiting", lambda: TooManyApplications(MAX_APPLICATIONS))


def one_line(value: str) -> str:
    """A name as it is stored: no line breaks, no repeated, leading or trailing spaces."""
    return " ".join(value.split())


def is_made_up(name: str) -> bool:
    """Whether an organisation's name says that it is made up; it is then shown as such."""
    return name.endswith(MADE_UP)


def check_name(name: str) -> None:
    """Refuse a text that can't be an organisation's name.

    Raises:
        InvalidInput: not 2 to 200 characters.
    """
    if len(name) not in NAME_LENGTH:
        raise InvalidInput(
            "name",
            (
                "Nama organisasi terdiri dari 2 sampai 200 huruf.",
                "An organisation's name has 2 to 200 characters.",
            ),
        )


def check_about(about: str) -> None:
    """Refuse a description that is too long.

    Raises:
        InvalidInput: more than 2,000 characters.
    """
    if len(about) not in ABOUT_LENGTH:
        raise InvalidInput(
            "about",
            (
                "Keterangan paling banyak 2.000 huruf.",
                "A description has at most 2,000 characters.",
            ),
        )


def check_email(field: str, email: str) -> None:
    """Refuse a text that can't be a mail address.

    Raises:
        InvalidInput: no ``name@domain.tld``, or more than 254 characters.
    """
    if len(email) not in EMAIL_LENGTH or not _EMAIL.fullmatch(email):
        raise InvalidInput(
            field,
            ("Alamat surel seperti nama@organisasi.id.", "A mail address like name@example.org."),
        )


def check_phone(phone: str) -> None:
    """Refuse a text that can't be a telephone number.

    Raises:
        InvalidInput: not 7 to 26 digits, spaces, hyphens and brackets.
    """
    if not _PHONE.fullmatch(phone):
        raise InvalidInput(
            "contactPhone",
            ("Nomor telepon seperti +62 21 1234567.", "A telephone number like +62 21 1234567."),
        )


def check_applicant(kind: Kind, waiting: int) -> None:
    """Refuse an application of a wrong kind, or one too many.

    Args:
        kind: the kind of organisation.
        waiting: how many applications of the person wait.

    Raises:
        InvalidInput: nobody can apply as the Pemprov.
        TooManyApplications.
    """
    if waiting >= MAX_APPLICATIONS:
        raise TooManyApplications(MAX_APPLICATIONS)
    if kind not in APPLICANTS:
        raise InvalidInput(
            "kind",
            (
                "Pendaftaran terbuka untuk donatur dan agregator.",
                "Applications are open to donors and aggregators.",
            ),
        )


def check_verified(state: str) -> None:
    """Refuse an action that only verified organisations may do.

    Raises:
        OrganisationNotVerified.
    """
    if state != "verified":
        raise OrganisationNotVerified


def check_invitation(
    kind: Kind, state: str, role: Role, ends_on: dt.date | None, today: dt.date
) -> None:
    """Refuse an invitation that this organisation may not send.

    Raises:
        StateRefused: it was rejected or is suspended.
        InvalidInput: organisations of its kind have no such role, or the role needs a last day.
    """
    if state not in ("applied", "verified"):
        raise StateRefused("Organisation", state)
    if role not in INVITABLE[kind]:
        raise InvalidInput(
            "role",
            ("Peran ini tidak ada dalam organisasi Anda.", "Your organisation has no such role."),
        )
    if ends_on is not None and (role is not Role.VIEWER or ends_on < today):
        raise InvalidInput(
            "endsOn",
            (
                "Hari terakhir hanya untuk pembaca, dan belum lewat.",
                "Only a viewer has a last day, and it is not over.",
            ),
        )


def check_areas(role: Role, areas: Sequence[int]) -> None:
    """Refuse an officer without kelurahan, and kelurahan of anybody else.

    Raises:
        InvalidInput.
    """
    officer = role is Role.KELURAHAN
    if officer != bool(areas) or len(areas) > MAX_AREAS or len({*areas}) < len(areas):
        raise InvalidInput(
            "areas",
            (
                f"Hanya petugas kelurahan memiliki kelurahan: 1 sampai {MAX_AREAS}, tanpa ulangan.",
                f"Only a kelurahan officer has kelurahan: 1 to {MAX_AREAS}, each once.",
            ),
        )


def check_end(
    role: Role, ended_on: dt.date | None, ends_on: dt.date, today: dt.date, other_owners: int
) -> None:
    """Refuse a last day of a membership that is not possible.

    Args:
        role: the role of the membership.
        ended_on: its last day so far, if it has one.
        ends_on: its new last day; yesterday ends it at once.
        today: by the domain's clock.
        other_owners: how many other OWNERs stay without a last day.

    Raises:
        InvalidInput: the day is before yesterday, or the membership has ended: a person who returns
            needs a new invitation.
        LastOwner.
    """
    check_not_ended(ended_on, today)
    if ends_on < today - dt.timedelta(days=1):
        raise InvalidInput(
            "endsOn",
            (
                "Hari terakhir paling awal kemarin: keanggotaan tidak dapat dihapus mundur.",
                "The last day is yesterday at the earliest: the past stays as it was.",
            ),
        )
    if role is Role.OWNER and other_owners == 0:
        raise LastOwner


def check_not_ended(ended_on: dt.date | None, today: dt.date) -> None:
    """Refuse a membership that has ended.

    Raises:
        InvalidInput.
    """
    if ended_on is not None and ended_on < today:
        raise InvalidInput(
            "membership",
            (
                "Keanggotaan ini sudah berakhir. Undang kembali orangnya.",
                "This membership has ended. Invite the person again.",
            ),
        )


def check_newcomer(email: str, members: Collection[str]) -> None:
    """Refuse to invite a person who is a member already.

    Raises:
        AlreadyMember.
    """
    if email in members:
        raise AlreadyMember(email)


def check_suspension(kind: Kind) -> None:
    """Refuse to suspend the Pemprov, the only organisation that could end the suspension.

    Raises:
        InvalidInput: it is the Pemprov.
    """
    if kind is Kind.PEMPROV:
        raise InvalidInput(
            "organisation",
            ("Pemprov tidak dapat ditangguhkan.", "The Pemprov itself can't be suspended."),
        )


def check_person(name: str, locale: str) -> None:
    """Refuse a text that can't be a person's name, or an unknown language.

    Raises:
        InvalidInput: the name has not 1 to 100 characters, or the language is not supported.
    """
    if len(name) not in PERSON_LENGTH:
        raise InvalidInput(
            "name",
            ("Nama terdiri dari 1 sampai 100 huruf.", "A name has 1 to 100 characters."),
        )
    if locale not in LOCALES:
        raise InvalidInput(
            "locale",
            ('Bahasa: "id" atau "en".', 'The language is "id" or "en".'),
        )
