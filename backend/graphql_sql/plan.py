"""A plan: one SQL statement for a document and a key, and where its parameters come from."""

from __future__ import annotations

import json
import secrets
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

from graphql import GraphQLError
from graphql.execution.values import VariableValues

from .arguments import Check, Slot
from .field_errors import FieldError
from .sqltext import DIALECT

Path = tuple[str, ...]
# Why a field is refused: a FieldError, or an error of GraphQL's own.
Refused = FieldError | GraphQLError

# Marks a refused field in a tree. Random, so that no JSON stored in a table can equal it.
REFUSED = f"$refused-{secrets.token_hex(8)}"
# Names the type of an object where the schema promises an interface or a union.
TYPENAME = "$type"


def _identity(value: Any) -> Any:
    return value


@dataclass(frozen=True, slots=True)
class Parameter:
    """One parameter of the statement."""

    slot: Slot
    encode: Callable[[Any], Any]

    @classmethod
    def of(cls, bind: Any) -> Parameter:
        """Made from the argument that the compiler left in the text."""
        processor = bind.type.dialect_impl(DIALECT).bind_processor(DIALECT)
        return cls(bind.slot, processor or _identity)

    def value(self, variables: VariableValues) -> Any:
        """The value that this execution sends."""
        found = self.slot.find(variables)
        return None if found is None else self.encode(found)


@dataclass(slots=True)
class Plan:
    """How a document is answered for one key of its variables.

    Attributes:
        sql: the statement. It gives one value: the JSON of `data` in UTF-8. Empty if nothing comes
            from the database.
        signed: whether `$1` is the signed context.
        parameters: of the statement, after the context.
        tree: true: the statement never fails and yields a tree that the executor walks; false: it
            yields the final JSON and fails where GraphQL would report an error.
        checks: conditions on values, each with the field that fails with it.
        placeholders: fields that a tree marks as refused, by the number in their mark.
        errors: why these fields are refused, if the document and the viewer alone decide it.
    """

    sql: str
    signed: bool
    parameters: tuple[Parameter, ...]
    tree: bool
    checks: tuple[tuple[Path, Check], ...]
    placeholders: tuple[Path, ...] = ()
    errors: Mapping[Path, Refused] = field(default_factory=dict)

    def failing(self, variables: VariableValues) -> dict[Path, FieldError]:
        """The fields that fail with these values, each with its first reason."""
        found: dict[Path, FieldError] = {}
        for path, check in self.checks:
            if path in found:
                continue
            try:
                check(variables)
            except FieldError as error:
                found[path] = error
        return found

    def arguments(self, variables: VariableValues, context: str) -> list[Any]:
        """The values of `$1`, `$2`, ..."""
        values = [parameter.value(variables) for parameter in self.parameters]
        return [context, *values] if self.signed else values

    def read_tree(
        self, answer: bytes, errors: Mapping[Path, Refused], locale: str
    ) -> dict[str, Any]:
        """The tree with an exception in the place of each refused field."""

        def marked(found: dict[str, Any]) -> Any:
            if REFUSED not in found:
                return found
            error = errors[self.placeholders[found[REFUSED]]]
            return error.error(locale) if isinstance(error, FieldError) else error

        return json.loads(answer, object_hook=marked)
