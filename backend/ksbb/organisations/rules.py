"""Who becomes a tenant, and whom a tenant may let in."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Collection
from dataclasses import dataclass
from typing import ClassVar

from ksbb.kernel.errors import InvalidInput, Refusal, StateRefused
from ksbb.kernel.lifecycle import Lifecycle, Party, Transition
from ksbb.kernel.said import told_by
from ksbb.kernel.viewer import Kind, Role

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
# Field and kelurahan staff come in with their stops and areas, not by an invitation.
INVITABLE: dict[Kind, frozenset[Role]] = {
    Kind.PEMPROV: frozenset({Role.OWNER, Role.OPERATOR, Role.VIEWER, Role.VERIFIER}),
    Kind.AGGREGATOR: frozenset({Role.OWNER, Role.OPERATOR, Role.VIEWER}),
    Kind.DONOR: frozenset({Role.OWNER, Role.OPERATOR, Role.VIEWER}),
}
# Whoever signs in may apply: that many the Pemprov may have to look at from one person. The
# database counts them, too, under a lock.
MOST_APPLICATIONS = 3
NAME_LENGTH = range(2, 201)
ABOUT_LENGTH = range(2001)
EMAIL_LENGTH = range(255)
PERSON_LENGTH = range(1, 101)
LOCALES = ("id", "en")

_EMAIL = re.compile(r"[^@\s]+@[^@\s.]+(\.[^@\s.]+)+")
_PHONE = re.compile(r"\+?[0-9][0-9 ()-]{6,24}")

MADE_UP = "(contoh)"
"""How the name of an organisation ends that is made up for a demo."""


class OrganisationNotVerified(Refusal):
    """The viewer's organisation waits for its verification, or lost it."""

    texts: ClassVar[dict[str, str]] = {
        "id": "Organisasi Anda belum diverifikasi oleh Pemprov, atau sedang ditangguhkan.",
        "en": "Your organisation is not verified by the Pemprov yet, or it is suspended.",
    }


class InvitationNotUsable(Refusal):
    """Unknown, used, expired or another's: they look the same on purpose."""

    texts: ClassVar[dict[str, str]] = {
        "id": "Undangan ini tidak berlaku: sudah dipakai, lewat 72 jam, atau untuk alamat surel"
        " lain. Mintalah undangan baru.",
        "en": "This invitation can't be used: it was used already, is older than 72 hours, or is"
        " for another mail address. Ask for a new one.",
    }


class TooManyInvitations(Refusal):
    """More were sent within an hour than is usual. The database counts."""

    texts: ClassVar[dict[str, str]] = {
        "id": "Terlalu banyak undangan dikirim dalam satu jam. Coba lagi nanti.",
        "en": "Too many invitations were sent within an hour. Try again later.",
    }


told_by("invitations_an_hour", TooManyInvitations)


@dataclass(eq=False)
class AlreadyMember(Refusal):
    """The person has a role in the organisation already."""

    texts: ClassVar[dict[str, str]] = {
        "id": "{email} sudah menjadi anggota organisasi ini.",
        "en": "{email} is already a member of this organisation.",
    }
    email: str


class LastOwner(Refusal):
    """Somebody has to be able to let others in."""

    texts: ClassVar[dict[str, str]] = {
        "id": "Ini pemilik akun terakhir organisasi Anda. Undang pemilik akun lain dahulu.",
        "en": "This is your organisation's last owner. Invite another owner first.",
    }


@dataclass(eq=False)
class TooManyApplications(Refusal):
    """So many of the person's applications wait as may be."""

    texts: ClassVar[dict[str, str]] = {
        "id": "Sudah ada {limit} pendaftaran Anda yang menunggu verifikasi Pemprov.",
        "en": "{limit} of your applications already wait to be verified.",
    }
    limit: int


told_by("applications_waiting", lambda: TooManyApplications(MOST_APPLICATIONS))


def one_line(value: str) -> str:
    """A name as it is kept: without line breaks and doubled or outer spaces."""
    return " ".join(value.split())


def is_made_up(name: str) -> bool:
    """Whether an organisation says of itself that it is made up, and is shown as such."""
    return name.endswith(MADE_UP)


def check_name(name: str) -> None:
    """Refuse what can't be an organisation's name.

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
    """Refuse what can't be a mail address.

    Raises:
        InvalidInput: no ``name@domain.tld``, or more than 254 characters.
    """
    if len(email) not in EMAIL_LENGTH or not _EMAIL.fullmatch(email):
        raise InvalidInput(
            field,
            ("Alamat surel seperti nama@organisasi.id.", "A mail address like name@example.org."),
        )


def check_phone(phone: str) -> None:
    """Refuse what can't be a telephone number.

    Raises:
        InvalidInput: no 7 to 26 digits, spaces, hyphens and brackets.
    """
    if not _PHONE.fullmatch(phone):
        raise InvalidInput(
            "contactPhone",
            ("Nomor telepon seperti +62 21 1234567.", "A telephone number like +62 21 1234567."),
        )


def check_applicant(kind: Kind, waiting: int) -> None:
    """Refuse an application as what nobody applies for, or one too many.

    Args:
        kind: as what.
        waiting: how many applications of the person wait.

    Raises:
        InvalidInput: the Pemprov is there already.
        TooManyApplications.
    """
    if waiting >= MOST_APPLICATIONS:
        raise TooManyApplications(MOST_APPLICATIONS)
    if kind not in APPLICANTS:
        raise InvalidInput(
            "kind",
            (
                "Pendaftaran terbuka untuk donatur dan agregator.",
                "Applications are open to donors and aggregators.",
            ),
        )


def check_verified(state: str) -> None:
    """Refuse what only verified organisations do.

    Raises:
        OrganisationNotVerified.
    """
    if state != "verified":
        raise OrganisationNotVerified


def check_invitation(
    kind: Kind, state: str, role: Role, ends_on: dt.date | None, today: dt.date
) -> None:
    """Refuse an invitation that this organisation can't give.

    Raises:
        StateRefused: it was rejected or is suspended.
        InvalidInput: there is no such role in organisations of its kind, or it has no end.
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


def check_end(
    role: Role, ended_on: dt.date | None, ends_on: dt.date, today: dt.date, other_owners: int
) -> None:
    """Refuse to end a membership as wished.

    Args:
        role: that of the membership.
        ended_on: its last day so far, if it has one.
        ends_on: its last day; yesterday ends it at once.
        today: by the clock of the domain.
        other_owners: how many OWNERs stay for good.

    Raises:
        InvalidInput: the day is further back, or the membership has ended: who comes back is
            invited, and accepts.
        LastOwner.
    """
    if ended_on is not None and ended_on < today:
        raise InvalidInput(
            "membership",
            (
                "Keanggotaan ini sudah berakhir. Undang kembali orangnya.",
                "This membership has ended. Invite the person again.",
            ),
        )
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


def check_newcomer(email: str, members: Collection[str]) -> None:
    """Refuse to invite who is there already.

    Raises:
        AlreadyMember.
    """
    if email in members:
        raise AlreadyMember(email)


def check_suspension(kind: Kind) -> None:
    """Refuse to suspend the one organisation that could end it.

    Raises:
        InvalidInput: it is the Pemprov.
    """
    if kind is Kind.PEMPROV:
        raise InvalidInput(
            "organisation",
            ("Pemprov tidak dapat ditangguhkan.", "The Pemprov itself can't be suspended."),
        )


def check_person(name: str, locale: str) -> None:
    """Refuse what can't be a person's name or language.

    Raises:
        InvalidInput: the name has not 1 to 100 characters, or the language is another.
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
