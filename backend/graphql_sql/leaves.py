"""Scalars and enums: turns the SQL of a raw value into the SQL of its JSON form."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any

from graphql import GraphQLEnumType, is_non_null_type
from sqlalchemy import DateTime, String
from sqlalchemy.types import NullType

from .field_errors import DeclarationError
from .scalars import LEAVES, UNEXPECTED_VALUE
from .sqltext import text_literal


class Leaves:
    """SQL of values in their JSON form.

    In strict mode the statement fails for a value that GraphQL would refuse; in a tree such a value
    is left to the executor.
    """

    def __init__(self, *, strict: bool) -> None:
        self.strict = strict

    def formed(self, kind: Any, sql: str) -> str:
        """A scalar or an enum.

        Raises:
            DeclarationError: SQL has no form for this type.
        """
        if isinstance(kind, GraphQLEnumType):
            # A tree has the stored text: the executor finds the enum's name or refuses it.
            return once(sql, lambda text: _enum(kind, text)) if self.strict else sql
        leaf = LEAVES.get(getattr(kind, "name", ""))
        if leaf is None:
            raise DeclarationError(f"SQL does not form a {kind}")
        if self.strict:
            return once(sql, lambda raw: leaf.guard(leaf.form(raw)))
        return leaf.form(sql)

    def listed(self, item: Any, sql: str) -> str:
        """An array of scalars or enums, as JSON; `item` is the type of its items."""
        required = is_non_null_type(item)
        plain = item.of_type if required else item
        formed = self.formed(plain, "item")
        if required:
            formed = self.present(formed, sql_type(plain))
        return once(
            sql,
            lambda array: (
                f"CASE WHEN {array} IS NOT NULL THEN array_to_json(ARRAY(SELECT {formed}"
                f" FROM unnest({array}) WITH ORDINALITY AS items(item, place)"
                f" ORDER BY place)) END"
            ),
        )

    def present(self, sql: str, kind: str) -> str:
        """The value, of this SQL type; in strict mode NULL makes the statement fail."""
        return f"coalesce({sql}, {UNEXPECTED_VALUE}::{kind})" if self.strict else sql


def fits(kind: Any, column: Any) -> bool:
    """Whether a column or expression of this type can become this scalar or enum.

    An expression whose type SQLAlchemy doesn't know is accepted.
    """
    if column is None or isinstance(column, NullType):
        return True
    if isinstance(kind, GraphQLEnumType):
        return isinstance(column, String)
    leaf = LEAVES.get(getattr(kind, "name", ""))
    if leaf is None:
        return False
    if isinstance(column, DateTime) and not column.timezone:
        return False
    return isinstance(column, leaf.families)


_SIMPLE = re.compile(r'\w+|\w+\."(?:[^"]|"")+"')


def once(sql: str, use: Callable[[str], str]) -> str:
    """Apply `use` to a value that it names more than once, so that it is computed only once."""
    used = use(sql)
    if _SIMPLE.fullmatch(sql) or used.count(sql) <= 1:
        return used
    # OFFSET 0 keeps the planner from copying the expression into each place.
    return f"(SELECT {use('v')} FROM (SELECT {sql} AS v OFFSET 0) AS once)"


def sql_type(kind: Any) -> str:
    """The SQL type of a scalar or an enum in its JSON form."""
    return "text" if isinstance(kind, GraphQLEnumType) else LEAVES[kind.name].type


def _enum(kind: GraphQLEnumType, sql: str) -> str:
    """The name of an enum's value; fails if the stored text is none of them."""
    cases = " ".join(
        f"WHEN {text_literal(str(value.value))} THEN {text_literal(name)}"
        for name, value in kind.values.items()
    )
    return f"CASE {sql} {cases} ELSE CASE WHEN {sql} IS NOT NULL THEN {UNEXPECTED_VALUE} END END"
