"""A plan: one SQL statement for a document's shape, and how its parameters are found."""

from __future__ import annotations

import json
import secrets
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

from graphql import GraphQLError
from graphql.execution.values import VariableValues

from .arguments import Check, Slot
from .faults import Fault
from .sqltext import DIALECT

Path = tuple[str, ...]
# Why a field is refused: a fault of ours, or an error of GraphQL's own.
Refused = Fault | GraphQLError

# Marks a refused field in a tree. Random, so that no JSON kept in a table can look like it.
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
        """From the argument that compiling left in the text."""
        processor = bind.type.dialect_impl(DIALECT).bind_processor(DIALECT)
        return cls(bind.slot, processor or _identity)

    def value(self, variables: VariableValues) -> Any:
        """What this execution sends."""
        found = self.slot.find(variables)
        return None if found is None else self.encode(found)


@dataclass(slots=True)
class Plan:
    """How one shape of a document is answered.

    Attributes:
        sql: the statement. It gives one value: the JSON of the answer's data in UTF-8. Empty
            where nothing comes from the database.
        signed: whether `$1` is the signed context.
        parameters: of the statement, after the context.
        tree: the statement fails nowhere and yields a tree that the executor walks; else it
            yields the final JSON and fails where GraphQL would report an error.
        checks: conditions on values, each with the field that fails with it.
        placeholders: fields that a tree marks as refused, by the number in their mark.
        faults: of these fields, those known from the document and the viewer alone.
    """

    sql: str
    signed: bool
    parameters: tuple[Parameter, ...]
    tree: bool
    checks: tuple[tuple[Path, Check], ...]
    placeholders: tuple[Path, ...] = ()
    faults: Mapping[Path, Refused] = field(default_factory=dict)

    def failing(self, variables: VariableValues) -> dict[Path, Fault]:
        """The fields that these values make fail, each with its first reason."""
        found: dict[Path, Fault] = {}
        for path, check in self.checks:
            if path in found:
                continue
            try:
                check(variables)
            except Fault as fault:
                found[path] = fault
        return found

    def arguments(self, variables: VariableValues, context: str) -> list[Any]:
        """The values of `$1`, `$2`, ..."""
        values = [parameter.value(variables) for parameter in self.parameters]
        return [context, *values] if self.signed else values

    def read_tree(
        self, answer: bytes, faults: Mapping[Path, Refused], locale: str
    ) -> dict[str, Any]:
        """The tree with an exception in the place of each refused field."""

        def marked(found: dict[str, Any]) -> Any:
            if REFUSED not in found:
                return found
            fault = faults[self.placeholders[found[REFUSED]]]
            return fault.error(locale) if isinstance(fault, Fault) else fault

        return json.loads(answer, object_hook=marked)
