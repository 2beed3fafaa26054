"""Refusals: what a rule says no to, with the facts it knows."""

from __future__ import annotations

import dataclasses
from typing import ClassVar, Literal

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

    def message(self, locale: str = "id") -> str:
        """The sentence for people; an unknown locale reads Indonesian."""
        text = self.texts.get(locale) or self.texts["id"]
        return text.format_map(self.facts)

    def __str__(self) -> str:
        return self.message("en")
