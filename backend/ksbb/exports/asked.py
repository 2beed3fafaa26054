"""What an address asks of a sheet: filters by the names and words of the graph's arguments."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import TypeVar

from ksbb.exports.rules import FilterInvalid
from ksbb.kernel.errors import Locale
from ksbb.kernel.viewer import Viewer

Word = TypeVar("Word", bound=StrEnum)

_LONGEST = 200
_LARGEST = 2**63 - 1


@dataclass(frozen=True, slots=True)
class Asked:
    """The parameters of one request, and who asks.

    An empty parameter counts as none.
    """

    viewer: Viewer
    locale: Locale
    given: Mapping[str, str]

    def text(self, name: str) -> str | None:
        """A word as it was typed.

        Raises:
            FilterInvalid: it is too long, or holds what no text of the database can.
        """
        text = self.given.get(name, "").strip()
        if len(text) > _LONGEST or "\0" in text:
            raise FilterInvalid(name)
        return text or None

    def number(self, name: str) -> int | None:
        """The number of a row.

        Raises:
            FilterInvalid: it is none.
        """
        text = self.text(name)
        if text is None:
            return None
        if not (text.isascii() and text.isdigit() and 0 < int(text) <= _LARGEST):
            raise FilterInvalid(name)
        return int(text)

    def day(self, name: str) -> dt.date | None:
        """A day as 2020-05-03.

        Raises:
            FilterInvalid: it is none.
        """
        text = self.text(name)
        try:
            return None if text is None else dt.date.fromisoformat(text)
        except ValueError:
            raise FilterInvalid(name) from None

    def one(self, name: str, of: type[Word]) -> Word | None:
        """A word of an enum, by the name the graph gives it.

        Raises:
            FilterInvalid: it is none of them.
        """
        text = self.text(name)
        if text is None:
            return None
        if text not in of.__members__:
            raise FilterInvalid(name)
        return of[text]

    def some(self, name: str, of: type[Word]) -> list[Word] | None:
        """Words of an enum, with commas between them.

        Raises:
            FilterInvalid: one of them is none.
        """
        text = self.text(name)
        if text is None:
            return None
        words = text.split(",")
        if not all(word in of.__members__ for word in words):
            raise FilterInvalid(name)
        return [of[word] for word in words]

    @property
    def organisation(self) -> int:
        """Whose rows: the viewer's organisation, unless another one is named.

        Row policies decide what of another one's there is to see.
        """
        return self.number("organisasi") or self.viewer.organisation_id
