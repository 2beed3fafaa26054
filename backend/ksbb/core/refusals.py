"""Refusals: errors of domain rules, with their facts; and the refusals that all actions share."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Annotated, ClassVar

from graphql_sql.refusals import Fact, Refusal
from ksbb.core.viewer import Kind, Role
from ksbb.core.words import WORDS, join_or, word_for


class NotSignedIn(Refusal):
    """The action is for signed-in people, and nobody is signed in."""

    texts: ClassVar[dict[str, str]] = {
        "id": "Silakan masuk dahulu.",
        "en": "Please sign in first.",
    }


@dataclass(eq=False)
class NotAllowed(Refusal):
    """The viewer's organisation or role may not do this."""

    kinds: Annotated[
        list[Kind], Fact("Kinds of organisations that may; empty: the kind does not matter.")
    ]
    roles: Annotated[list[Role], Fact("Roles that may.")]

    def message(self, locale: str = "id") -> str:
        """Name who may do it, so that the reader knows whom to ask."""
        kinds, roles = join_or([*self.kinds], locale), join_or([*self.roles], locale)
        # If every role may do it, only the kind of organisation matters.
        if self.kinds and {*self.roles} == {*Role}:
            return f"This is for {kinds} only." if locale == "en" else f"Ini hanya untuk {kinds}."
        if locale == "en":
            who = f"{kinds} in the role of {roles}" if kinds else f"people in the role of {roles}"
            return f"This is done by {who}."
        return f"Tindakan ini hanya untuk {kinds + ', ' if kinds else ''}peran {roles}."


@dataclass(eq=False)
class NotFound(Refusal):
    """It does not exist, or this viewer may not see it. Both look the same on purpose."""

    texts: ClassVar[dict[str, str]] = {
        "id": "{what} itu tidak ditemukan.",
        "en": "That {what} was not found.",
    }
    what: Annotated[str, Fact("The type of the missing object, such as `Pledge`.")]

    def message_facts(self, locale: str) -> dict[str, object]:
        """Start the Indonesian sentence with a capital letter."""
        word = word_for(self.what, locale)
        return {"what": word if locale == "en" else word[:1].upper() + word[1:]}


class KeyReused(Refusal):
    """The key was used before with other content; nothing was done now."""

    texts: ClassVar[dict[str, str]] = {
        "id": "Kunci permintaan ini sudah dipakai untuk isian lain. Muat ulang formulir, lalu coba"
        " lagi.",
        "en": "This request's key was already used for other content. Reload the form and try"
        " again.",
    }


@dataclass(eq=False)
class StateRefused(Refusal):
    """The step is not possible from the thing's current state.

    ``was`` is the current state as the database writes it ('' if it is not known).
    """

    texts: ClassVar[dict[str, str]] = {
        "id": "{thing} ini berstatus “{state}”; langkah ini tidak dapat dilakukan.",
        "en": "This {thing} is “{state}”; it can't take this step.",
    }
    thing: Annotated[str, Fact("The name of its type, such as `Pledge`.")]
    was: str

    @property
    def state(
        self,
    ) -> Annotated[
        str,
        Fact("Its state, such as `COMMITTED`; empty if somebody else changed it meanwhile."),
    ]:
        """The state as GraphQL names it; '' if it is not known."""
        return self.was.upper()

    def message(self, locale: str = "id") -> str:
        """Leave the state out if another transaction changed it meanwhile."""
        if self.was:
            return super().message(locale)
        if locale == "en":
            return "Somebody else changed it meanwhile. Reload and look again."
        return "Sementara itu ada orang lain yang mengubahnya. Muat ulang, lalu periksa kembali."

    def message_facts(self, locale: str) -> dict[str, object]:
        """Start the Indonesian sentence with a capital letter."""
        thing = word_for(self.thing, locale)
        own = f"{self.thing} {self.was}"
        return {
            "thing": thing if locale == "en" else thing[:1].upper() + thing[1:],
            "state": word_for(own if own in WORDS else self.was, locale),
        }


class SamePerson(Refusal):
    """The person who wrote something may not approve it."""

    texts: ClassVar[dict[str, str]] = {
        "id": "Yang menyetujui harus orang lain daripada yang mengajukan. Mintalah rekan Anda.",
        "en": "Who approves must not be who submitted. Ask a colleague.",
    }


class ReasonMissing(Refusal):
    """A reason is required: the people whom the step concerns will read it."""

    texts: ClassVar[dict[str, str]] = {
        "id": "Tuliskan alasannya: pihak yang bersangkutan akan membacanya.",
        "en": "Give a reason: those concerned will read it.",
    }


@dataclass(eq=False)
class InvalidInput(Refusal):
    """A value is not valid for its field; the message says what is expected.

    ``expected`` is that sentence, as (Indonesian, English).
    """

    field: Annotated[str, Fact("The field's name in the input, such as `endsOn`.")]
    expected: tuple[str, str]

    def message(self, locale: str = "id") -> str:
        """What the field expects."""
        return self.expected[1] if locale == "en" else self.expected[0]


def check_length(**texts: tuple[str, int]) -> None:
    """Refuse a text that is longer than its maximum, in characters.

    Arguments are named like the fields of the input, in snake case: ``note=(note, 2000)``.

    Raises:
        InvalidInput: names the first field that is too long.
    """
    for name, (text, longest) in texts.items():
        if len(text) > longest:
            first, *others = name.split("_")
            raise InvalidInput(
                first + "".join(word.title() for word in others),
                (
                    f"Paling panjang {longest} huruf; Anda menulis {len(text)}.",
                    f"At most {longest} characters; you wrote {len(text)}.",
                ),
            )
