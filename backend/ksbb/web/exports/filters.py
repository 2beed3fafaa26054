"""The filters of an export, from the query string.

Enum values are written as in GraphQL.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import TypeVar

from sqlalchemy import ColumnElement

from ksbb.core.viewer import Viewer
from ksbb.core.words import Locale
from ksbb.domain.geo.queries import with_code
from ksbb.domain.programmes.queries import package_with_code
from ksbb.web.exports.refusals import FilterInvalid

Value = TypeVar("Value", bound=StrEnum)

_MAX_LENGTH = 200
_MAX_BIGINT = 2**63 - 1


@dataclass(frozen=True, slots=True)
class Filters:
    """The parameters of one request, and its viewer.

    An empty parameter counts as not given.
    """

    viewer: Viewer
    locale: Locale
    given: Mapping[str, str]

    def text(self, name: str) -> str | None:
        """A text as it was typed.

        Raises:
            FilterInvalid: it is too long, or has a NUL.
        """
        text = self.given.get(name, "").strip()
        if len(text) > _MAX_LENGTH or "\0" in text:
            raise FilterInvalid(name)
        return text or None

    def area(self) -> ColumnElement[int] | None:
        """The number of the area whose code was given as `wilayah`."""
        code = self.text("wilayah")
        return None if code is None else with_code(code)

    def package(self, else_: str | None = None) -> ColumnElement[int] | None:
        """The number of the package whose code was given as `paket`, else of that one."""
        code = self.text("paket") or else_
        return None if code is None else package_with_code(code)

    def number(self, name: str) -> int | None:
        """A positive integer.

        Raises:
            FilterInvalid: it is not one.
        """
        text = self.text(name)
        if text is None:
            return None
        if not (text.isascii() and text.isdigit() and 0 < int(text) <= _MAX_BIGINT):
            raise FilterInvalid(name)
        return int(text)

    def day(self, name: str) -> dt.date | None:
        """A day as 2020-05-03.

        Raises:
            FilterInvalid: it is not one.
        """
        text = self.text(name)
        try:
            return None if text is None else dt.date.fromisoformat(text)
        except ValueError:
            raise FilterInvalid(name) from None

    def one(self, name: str, of: type[Value]) -> Value | None:
        """An enum value, by its name.

        Raises:
            FilterInvalid: there is no such value.
        """
        text = self.text(name)
        if text is None:
            return None
        if text not in of.__members__:
            raise FilterInvalid(name)
        return of[text]

    def some(self, name: str, of: type[Value]) -> list[Value] | None:
        """Enum values, separated by commas.

        Raises:
            FilterInvalid: there is no such value.
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
        """The organisation whose rows to export: the viewer's, unless another one is named.

        Row-level security decides which rows of another one are visible.
        """
        return self.number("organisasi") or self.viewer.organisation_id
