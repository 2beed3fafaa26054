"""What the body of a field returns: SQL, or a select whose rows become objects.

Bodies call the functions at the end of this file; the compiler reads the objects that they return.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import ColumnElement, Select, func, select

from .sqltext import ParentLabel


@dataclass(frozen=True, slots=True)
class Expression:
    """One value computed by SQL."""

    expression: ColumnElement[Any]


@dataclass(frozen=True, slots=True)
class Rows:
    """Rows of a select; `single`: only the first one, or none."""

    select: Select[Any]
    single: bool = False


@dataclass(frozen=True, slots=True)
class Page:
    """A page of a select in a total order (no two rows are equal in it)."""

    select: Select[Any]
    order_by: tuple[Any, ...]
    first: Any
    after: Any


@dataclass(frozen=True, slots=True)
class Nest:
    """An object from the parent's own row, null where `when` is not true."""

    values: dict[str, Any]
    when: ColumnElement[bool] | None


@dataclass(frozen=True, slots=True)
class Choice:
    """An object of one of several types: SQL of the type's name and of the row's id."""

    name: ColumnElement[Any]
    id: ColumnElement[Any]


def sql(expression: Any, /) -> Any:
    """One value: a column expression or a scalar sub-select."""
    return Expression(expression)


def rows(query: Any, /) -> Any:
    """All rows of a select, in its order; for lists that stay short."""
    return Rows(query)


def row(query: Any, /) -> Any:
    """The first row of a select, or null."""
    return Rows(query, single=True)


def page(query: Any, /, order_by: Sequence[Any], first: Any, after: Any = None) -> Any:
    """A page of a select.

    Args:
        query: selects the objects, without order or limit.
        order_by: columns or expressions, `.desc()` and `.nulls_last()` allowed. They include the
            columns of a unique key that are never null, so that no two rows are equal.
        first, after: the field's arguments of these names.
    """
    return Page(query, tuple(order_by), first, after)


def nest(*, when: Any = None, **values: Any) -> Any:
    """A value made from the parent's own row; null where `when` is not true."""
    return Nest(values, when)


def choice(name: Any, id: Any) -> Any:
    """An object of an interface: `name` is SQL of its type's name, `id` of its id."""
    return Choice(name, id)


def label(name: str, /) -> Any:
    """In a value: the label `name` of the select that yields it."""
    return ParentLabel(name)


def tenant() -> Any:
    """The organisation that the viewer acts for, from the signed context; null if none."""
    return select(func.sec.tenant()).scalar_subquery()


def person() -> Any:
    """The viewer's person, from the signed context; null if nobody is signed in."""
    return select(func.sec.person()).scalar_subquery()


def contains(text: Any, part: Any) -> Any:
    """Whether `text` contains an argument, ignoring case; the argument has no wildcards."""
    escaped = func.replace(func.replace(func.replace(part, "\\", "\\\\"), "%", "\\%"), "_", "\\_")
    return text.ilike(func.concat("%", escaped, "%"))
