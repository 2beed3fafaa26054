"""Refusals: what a rule says no to, with the facts it knows; and the general ones."""

from __future__ import annotations

import dataclasses
from dataclasses import dataclass
from typing import ClassVar, Literal

from ksbb.kernel.viewer import Kind, Role
from ksbb.kernel.words import WORDS, either, say

Locale = Literal["id", "en"]


class Refusal(Exception):
    """A rule of the domain said no.

    A subclass is a dataclass whose fields are the facts; ``texts`` gives the sentence people
    read, Indonesian first, with the facts in braces::

        @dataclass(eq=False)
        class NeedAlreadyMet(Refusal):
            texts = {
                "id": "Kebutuhan ini tinggal {remaining} paket.",
                "en": "Only {remaining} packages of this need are left.",
            }
            need_id: int
            remaining: int

    ``raise NeedAlreadyMet(need_id=7, remaining=12)`` rolls the transaction back; the caller
    gets a typed member of the mutation's result, never an HTTP status.
    """

    texts: ClassVar[dict[str, str]] = {"id": "Permintaan ditolak.", "en": "Refused."}

    @property
    def code(self) -> str:
        """A stable word for programs: the class's name in upper snake case."""
        name = type(self).__name__
        return "".join(
            f"_{letter}" if letter.isupper() and place else letter
            for place, letter in enumerate(name)
        ).upper()

    @property
    def facts(self) -> dict[str, object]:
        """The fields of the refusal by name."""
        if not dataclasses.is_dataclass(self):
            return {}
        return {field.name: getattr(self, field.name) for field in dataclasses.fields(self)}

    def said(self, locale: str) -> dict[str, object]:
        """The facts as the sentence names them: overridden where a fact is a word or a list."""
        del locale
        return self.facts

    def message(self, locale: str = "id") -> str:
        """The sentence for people; an unknown locale reads Indonesian."""
        text = self.texts.get(locale) or self.texts["id"]
        return text.format_map(self.said(locale))

    def __str__(self) -> str:
        return self.message("en")


class NotSignedIn(Refusal):
    """Nobody is signed in, and this is for people who are."""

    texts: ClassVar[dict[str, str]] = {
        "id": "Silakan masuk dahulu.",
        "en": "Please sign in first.",
    }


@dataclass(eq=False)
class NotAllowed(Refusal):
    """The viewer's organisation or role does not do this; ``kinds`` and ``roles`` do."""

    kinds: list[Kind]
    roles: list[Role]

    def message(self, locale: str = "id") -> str:
        """Name who may, so that the reader knows whom to ask."""
        kinds, roles = either([*self.kinds], locale), either([*self.roles], locale)
        # Where every role may, it is the organisation alone that matters.
        if self.kinds and {*self.roles} == {*Role}:
            return f"This is for {kinds} only." if locale == "en" else f"Ini hanya untuk {kinds}."
        if locale == "en":
            who = f"{kinds} in the role of {roles}" if kinds else f"people in the role of {roles}"
            return f"This is done by {who}."
        return f"Tindakan ini hanya untuk {kinds + ', ' if kinds else ''}peran {roles}."


@dataclass(eq=False)
class NotFound(Refusal):
    """There is none, or not for this viewer: the two look the same on purpose.

    ``what`` is the name of the thing's type.
    """

    texts: ClassVar[dict[str, str]] = {
        "id": "{what} itu tidak ditemukan.",
        "en": "That {what} was not found.",
    }
    what: str

    def said(self, locale: str) -> dict[str, object]:
        """Begin the Indonesian sentence with a capital."""
        word = say(self.what, locale)
        return {"what": word if locale == "en" else word[:1].upper() + word[1:]}


class KeyReused(Refusal):
    """The key was used before for something else: nothing was done now."""

    texts: ClassVar[dict[str, str]] = {
        "id": "Kunci permintaan ini sudah dipakai untuk isian lain. Muat ulang formulir, lalu coba"
        " lagi.",
        "en": "This request's key was already used for other content. Reload the form and try"
        " again.",
    }


@dataclass(eq=False)
class StateRefused(Refusal):
    """The thing is in a state from which this step does not lead on.

    ``thing`` is the name of its type, ``was`` the state it is in ('' if that is not known).
    """

    texts: ClassVar[dict[str, str]] = {
        "id": "{thing} ini berstatus “{state}”; langkah ini tidak dapat dilakukan.",
        "en": "This {thing} is “{state}”; it can't take this step.",
    }
    thing: str
    was: str

    @property
    def state(self) -> str:
        """The state as GraphQL names it; '' if it is not known."""
        return self.was.upper()

    def message(self, locale: str = "id") -> str:
        """Say it without the state where another transaction changed it meanwhile."""
        if self.was:
            return super().message(locale)
        if locale == "en":
            return "Somebody else changed it meanwhile. Reload and look again."
        return "Sementara itu ada orang lain yang mengubahnya. Muat ulang, lalu periksa kembali."

    def said(self, locale: str) -> dict[str, object]:
        """Begin the Indonesian sentence with a capital."""
        thing = say(self.thing, locale)
        own = f"{self.thing} {self.was}"
        return {
            "thing": thing if locale == "en" else thing[:1].upper() + thing[1:],
            "state": say(own if own in WORDS else self.was, locale),
        }


class SamePerson(Refusal):
    """Who approves is not who wrote."""

    texts: ClassVar[dict[str, str]] = {
        "id": "Yang menyetujui harus orang lain daripada yang mengajukan. Mintalah rekan Anda.",
        "en": "Who approves must not be who submitted. Ask a colleague.",
    }


class ReasonMissing(Refusal):
    """Those whom the step concerns are owed an explanation."""

    texts: ClassVar[dict[str, str]] = {
        "id": "Tuliskan alasannya: pihak yang bersangkutan akan membacanya.",
        "en": "Give a reason: those concerned will read it.",
    }


@dataclass(eq=False)
class InvalidInput(Refusal):
    """A value can't be what the field wants; ``field`` is its name in the input.

    ``expected`` says what would do, as (Indonesian, English).
    """

    field: str
    expected: tuple[str, str]

    def message(self, locale: str = "id") -> str:
        """What the field wants."""
        return self.expected[1] if locale == "en" else self.expected[0]
