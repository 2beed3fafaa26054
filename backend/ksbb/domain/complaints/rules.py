"""Rules of complaints: what may be reported, and how a complaint goes on."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import ClassVar

from ksbb.core.lifecycle import Lifecycle, Party, Transition
from ksbb.core.refusals import InvalidInput, ReasonMissing, Refusal
from ksbb.domain.complaints.models import About, Problem
from ksbb.domain.identity.rules import AddressInvalid, address

LIFECYCLE = Lifecycle(
    "complaint",
    "Complaint",
    (
        Transition("", "received", Party.ANYBODY),
        Transition("received", "in_hand", Party.PEMPROV),
        Transition("received", "closed", Party.PEMPROV, reason_required=True),
        Transition("in_hand", "answered", Party.PEMPROV, reason_required=True),
        Transition("in_hand", "closed", Party.PEMPROV, reason_required=True),
    ),
)

MAX_SUBJECT = 200
MIN_DESCRIPTION = 10
MAX_DESCRIPTION = 2000
MAX_ANSWER = 2000
MAX_CONTACT = 254
# How many days (real time) a contact is kept: after an answer, and without one.
DAYS_KEPT_AFTER_ANSWER = 30
MAX_DAYS_KEPT = 180

_PHONE = re.compile(r"\+?[0-9(][0-9 ()-]{6,24}", re.ASCII)
# Control characters that only programs send. Line breaks and tabs are allowed: people type them.
_CONTROL = re.compile(r"[\x00-\x08\x0b-\x1f\x7f]")

Pair = tuple[str, str]
FormErrors = dict[str, Pair]
"""Errors of a form by field name: in Indonesian and in English."""


class TooManySubmissions(Refusal):
    """Too many submissions within an hour, from one network or in total."""

    texts: ClassVar[dict[str, str]] = {
        "id": "Terlalu banyak kiriman dalam satu jam ini. Isian Anda belum tersimpan; kirim lagi"
        " nanti dari halaman ini.",
        "en": "Too much was sent within this hour. What you wrote is not saved yet; send it again"
        " later from this page.",
    }


class FormUsed(Refusal):
    """The form was sent before with other content."""

    texts: ClassVar[dict[str, str]] = {
        "id": "Formulir ini sudah pernah dikirim dengan isi lain. Kalau ini hal baru, kirim sekali"
        " lagi.",
        "en": "This form was sent before with other content. If this is something new, send it once"
        " more.",
    }


class FilledByProgram(Refusal):
    """A hidden field, which people don't see, was filled in."""

    texts: ClassVar[dict[str, str]] = {
        "id": "Satu kolom yang tersembunyi terisi, biasanya oleh program. Isian Anda masih ada:"
        " kirim sekali lagi.",
        "en": "A hidden field was filled in, usually by a program. What you wrote is still here:"
        " send it once more.",
    }


@dataclass(frozen=True, slots=True)
class Submission:
    """The checked content of a complaint."""

    about: About
    subject: str
    problem: Problem
    description: str
    contact: str


def one_line(value: str) -> str:
    """A text on one line: no line breaks, no repeated, leading or trailing spaces."""
    return " ".join(value.split())


def normalise_code(value: str) -> str:
    """A code as somebody typed it, in the form used in addresses; empty if it can't be a code."""
    code = re.sub(r"[\s.-]", "", value).upper()
    return code if re.fullmatch(r"[0-9A-Z]{1,40}", code, re.ASCII) else ""


def plain(value: str) -> str:
    """A text of several lines as it is stored: one kind of line break, no control characters."""
    lines = _CONTROL.sub("", value.replace("\r\n", "\n").replace("\r", "\n"))
    return re.sub(r"\n{3,}", "\n\n", lines).strip()


def check_contact(value: str, errors: FormErrors) -> str:
    """A mail address or telephone number, or ''. Another text adds an error to ``errors``."""
    given = one_line(_CONTROL.sub("", value))
    if not given:
        return ""
    try:
        return address(given) if "@" in given else _phone(given)
    except (AddressInvalid, ValueError):
        errors["contact"] = (
            "Tulis satu alamat surel atau nomor telepon, atau kosongkan.",
            "Write one mail address or telephone number, or leave it empty.",
        )
        return given


def _phone(given: str) -> str:
    if not _PHONE.fullmatch(given):
        raise ValueError(given)
    return given


def check_form(fields: Mapping[str, str]) -> tuple[Submission | None, FormErrors]:
    """Check a form; returns None and the errors if something is wrong with it.

    Args:
        fields: about, subject, problem, description and contact, as they were typed.
    """
    errors: FormErrors = {}
    about, problem = fields.get("about", ""), fields.get("problem", "")
    if about not in set(About):
        errors["about"] = ("Pilih tentang apa laporan ini.", "Choose what it is about.")
    if problem not in set(Problem):
        errors["problem"] = ("Pilih apa yang terjadi.", "Choose what happened.")
    subject = one_line(_CONTROL.sub("", fields.get("subject", "")))
    if len(subject) > MAX_SUBJECT:
        errors["subject"] = (
            f"Paling banyak {MAX_SUBJECT} huruf.",
            f"At most {MAX_SUBJECT} characters.",
        )
    elif not subject and about in (About.UNIT, About.ORGANISATION, About.PLEDGE):
        errors["subject"] = (
            "Sebutkan yang mana, supaya dapat diperiksa.",
            "Say which one, so that we can check it.",
        )
    text = plain(fields.get("description", ""))
    if len(text) < MIN_DESCRIPTION:
        errors["description"] = (
            "Ceritakan dengan beberapa kata apa yang terjadi.",
            "Tell in a few words what happened.",
        )
    elif len(text) > MAX_DESCRIPTION:
        errors["description"] = (
            f"Paling banyak 2.000 huruf; sekarang {len(text)}.",
            f"At most 2,000 characters; it has {len(text)}.",
        )
    contact_given = check_contact(fields.get("contact", ""), errors)
    if errors:
        return None, errors
    return Submission(About(about), subject, Problem(problem), text, contact_given), {}


def check_answer(field: str, text: str) -> str:
    """An answer as it is stored.

    Raises:
        InvalidInput: it is empty or too long.
        ReasonMissing: it is a reason, and empty.
    """
    kept = plain(text)
    if not kept and field == "reason":
        raise ReasonMissing
    if not 1 <= len(kept) <= MAX_ANSWER:
        raise InvalidInput(
            field,
            (
                "Tulis paling banyak 2.000 huruf: pelapor akan membacanya.",
                "Write at most 2,000 characters: the reporter will read it.",
            ),
        )
    return kept
