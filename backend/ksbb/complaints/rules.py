"""What may be told, and how a complaint goes on."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import ClassVar

from ksbb.complaints.models import About, Happened
from ksbb.identity.rules import AddressInvalid, address
from ksbb.kernel.errors import InvalidInput, ReasonMissing, Refusal
from ksbb.kernel.lifecycle import Lifecycle, Party, Transition

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

SUBJECT_MOST = 200
TOLD_LEAST = 10
TOLD_MOST = 2000
ANSWER_MOST = 2000
CONTACT_MOST = 254
# Real days for which a contact is kept: after an answer, and without one.
KEPT_AFTER_ANSWER = 30
KEPT_AT_MOST = 180

_PHONE = re.compile(r"\+?[0-9(][0-9 ()-]{6,24}", re.ASCII)
# What only programs send; a line break and a tab are people's.
_CONTROL = re.compile(r"[\x00-\x08\x0b-\x1f\x7f]")

Pair = tuple[str, str]
Wrong = dict[str, Pair]
"""What is wrong with the fields of a form, by their names: in Indonesian and in English."""


class TooManyTold(Refusal):
    """More was told within an hour than is usual, from one network or at all."""

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
    """A field that no person sees was filled in."""

    texts: ClassVar[dict[str, str]] = {
        "id": "Satu kolom yang tersembunyi terisi, biasanya oleh program. Isian Anda masih ada:"
        " kirim sekali lagi.",
        "en": "A hidden field was filled in, usually by a program. What you wrote is still here:"
        " send it once more.",
    }


@dataclass(frozen=True, slots=True)
class Told:
    """A complaint as it may be kept."""

    about: About
    subject: str
    happened: Happened
    told: str
    contact: str


def one_line(value: str) -> str:
    """A text without line breaks and doubled or outer spaces."""
    return " ".join(value.split())


def code_typed(value: str) -> str:
    """A code as it was noted down or read aloud, for its address; empty if it can't be one."""
    code = re.sub(r"[\s.-]", "", value).upper()
    return code if re.fullmatch(r"[0-9A-Z]{1,40}", code, re.ASCII) else ""


def plain(value: str) -> str:
    """A text of several lines as it is kept: line breaks of one kind, nothing invisible."""
    lines = _CONTROL.sub("", value.replace("\r\n", "\n").replace("\r", "\n"))
    return re.sub(r"\n{3,}", "\n\n", lines).strip()


def contact(value: str, wrong: Wrong) -> str:
    """A mail address or telephone number, or nothing; else it is wrong."""
    given = one_line(_CONTROL.sub("", value))
    if not given:
        return ""
    try:
        return address(given) if "@" in given else _phone(given)
    except (AddressInvalid, ValueError):
        wrong["contact"] = (
            "Tulis satu alamat surel atau nomor telepon, atau kosongkan.",
            "Write one mail address or telephone number, or leave it empty.",
        )
        return given


def _phone(given: str) -> str:
    if not _PHONE.fullmatch(given):
        raise ValueError(given)
    return given


def told(fields: Mapping[str, str]) -> tuple[Told | None, Wrong]:
    """What a form says; None if something is wrong with it.

    Args:
        fields: about, subject, happened, told and contact, as they were typed.
    """
    wrong: Wrong = {}
    about, happened = fields.get("about", ""), fields.get("happened", "")
    if about not in set(About):
        wrong["about"] = ("Pilih tentang apa laporan ini.", "Choose what it is about.")
    if happened not in set(Happened):
        wrong["happened"] = ("Pilih apa yang terjadi.", "Choose what happened.")
    subject = one_line(_CONTROL.sub("", fields.get("subject", "")))
    if len(subject) > SUBJECT_MOST:
        wrong["subject"] = (
            f"Paling banyak {SUBJECT_MOST} huruf.",
            f"At most {SUBJECT_MOST} characters.",
        )
    elif not subject and about in (About.UNIT, About.ORGANISATION, About.PLEDGE):
        wrong["subject"] = (
            "Sebutkan yang mana, supaya dapat diperiksa.",
            "Say which one, so that it can be looked into.",
        )
    text = plain(fields.get("told", ""))
    if len(text) < TOLD_LEAST:
        wrong["told"] = (
            "Ceritakan dengan beberapa kata apa yang terjadi.",
            "Tell in a few words what happened.",
        )
    elif len(text) > TOLD_MOST:
        wrong["told"] = (
            f"Paling banyak 2.000 huruf; sekarang {len(text)}.",
            f"At most 2,000 characters; it has {len(text)}.",
        )
    reached = contact(fields.get("contact", ""), wrong)
    if wrong:
        return None, wrong
    return Told(About(about), subject, Happened(happened), text, reached), {}


def check_answer(field: str, text: str) -> str:
    """An answer as it is kept.

    Raises:
        InvalidInput: it is too long, or no answer.
        ReasonMissing: it is no reason.
    """
    kept = plain(text)
    if not kept and field == "reason":
        raise ReasonMissing
    if not 1 <= len(kept) <= ANSWER_MOST:
        raise InvalidInput(
            field,
            (
                "Tulis paling banyak 2.000 huruf: pelapor akan membacanya.",
                "Write at most 2,000 characters: whoever told it will read it.",
            ),
        )
    return kept
