"""A refusal: an action says no, with the facts it knows. The base of all refusals of a schema."""

from __future__ import annotations

import dataclasses
from dataclasses import dataclass
from typing import ClassVar


@dataclass(frozen=True, slots=True)
class Fact:
    """Marks a field of a refusal that clients get: ``remaining: Annotated[int, Fact("...")]``.

    The text is the field's description in the GraphQL schema. A field without this mark is used in
    the message only.
    """

    description: str


class Refusal(Exception):
    """A rule of the domain refuses the request.

    A subclass is a dataclass whose fields are the facts. ``texts`` has the message for people,
    Indonesian first, with the facts in braces::

        @dataclass(eq=False)
        class NeedAlreadyMet(Refusal):
            texts = {
                "id": "Kebutuhan ini tinggal {remaining} paket.",
                "en": "Only {remaining} packages of this need are left.",
            }
            need_id: Annotated[int, Fact("The need.")]
            remaining: Annotated[int, Fact("Packages that are left.")]

    ``raise NeedAlreadyMet(need_id=7, remaining=12)`` rolls the transaction back. The client gets a
    typed member of the mutation's result union, never an HTTP error status.
    """

    texts: ClassVar[dict[str, str]] = {"id": "Permintaan ditolak.", "en": "Refused."}

    @property
    def code(self) -> str:
        """A stable code for programs: the class's name in upper snake case."""
        name = type(self).__name__
        return "".join(
            f"_{letter}" if letter.isupper() and index else letter
            for index, letter in enumerate(name)
        ).upper()

    @property
    def facts(self) -> dict[str, object]:
        """The fields of the refusal by name."""
        if not dataclasses.is_dataclass(self):
            return {}
        return {field.name: getattr(self, field.name) for field in dataclasses.fields(self)}

    def message_facts(self, locale: str) -> dict[str, object]:
        """The facts as the message shows them; overridden where a fact is a word or a list."""
        del locale
        return self.facts

    def message(self, locale: str = "id") -> str:
        """The message for people; Indonesian if the locale is unknown."""
        text = self.texts.get(locale) or self.texts["id"]
        return text.format_map(self.message_facts(locale))

    def __str__(self) -> str:
        return self.message("en")
