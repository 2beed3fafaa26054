"""A generator of valid documents over the library, and of variables to run them with."""

from __future__ import annotations

import base64
import json
import random
from dataclasses import dataclass
from typing import Any

from graphql import (
    GraphQLEnumType,
    GraphQLInputObjectType,
    GraphQLObjectType,
    GraphQLSchema,
    get_named_type,
    is_abstract_type,
    is_leaf_type,
    is_list_type,
    is_non_null_type,
    is_required_argument,
)

from tests.graphql_sql import lists
from tests.graphql_sql.world import World

MISSING = object()


@dataclass(frozen=True)
class Variable:
    """A variable of a document, and its possible values."""

    name: str
    type: Any
    place: str
    """The list whose cursors fit, for `after`; otherwise the argument's name."""
    default: str | None
    may_miss: bool


@dataclass(frozen=True)
class Document:
    """A valid document."""

    text: str
    variables: tuple[Variable, ...]


class Generator:
    """Generates documents; the same seed gives the same ones.

    Args:
        schema: the schema of the documents.
        world: rows, for cursors that belong to one.
        seed: of all choices.
        noise: share of values with which a field must fail.
        prefer: names of fields and arguments to choose more often.
    """

    def __init__(
        self,
        schema: GraphQLSchema,
        world: World,
        seed: int,
        *,
        noise: float = 0.06,
        prefer: frozenset[str] = frozenset(),
    ) -> None:
        self.schema = schema
        self.world = world
        self.noise = noise
        self.prefer = prefer
        self.random = random.Random(seed)
        self._variables: list[Variable] = []
        self._fragments: list[str] = []
        self._names = 0

    # --- documents ---

    def document(self) -> Document:
        """A document with one query."""
        self._variables, self._fragments, self._names = [], [], 0
        root: Any = self.schema.query_type
        body = self._selection(root, self.random.randrange(2, 5))
        declared = ", ".join(
            f"${v.name}: {v.type}" + (f" = {v.default}" if v.default is not None else "")
            for v in self._variables
        )
        head = f"query Q({declared}) " if declared else ""
        return Document("\n".join([head + body, *self._fragments]), tuple(self._variables))

    def values(self, document: Document) -> dict[str, Any]:
        """Variables for one run."""
        found: dict[str, Any] = {}
        for variable in document.variables:
            if variable.may_miss and self.random.random() < 0.25:
                continue
            found[variable.name] = self._value(variable.type, variable.place)
        return found

    def changed(self, document: Document, values: dict[str, Any]) -> dict[str, Any]:
        """Other variables with the same key, for which a plan is reused."""
        kinds = {v.name: v for v in document.variables}
        return {
            name: self._changed(kinds[name].type, kinds[name].place, value)
            for name, value in values.items()
        }

    def _changed(self, kind: Any, place: str, value: Any) -> Any:
        if isinstance(kind, str):
            kind = self._named(kind)
        if is_non_null_type(kind):
            kind = kind.of_type
        if value is None or isinstance(kind, GraphQLEnumType):
            return value
        if is_list_type(kind):
            if get_named_type(kind).name in ("String", "Int"):
                return self._value(kind, place) or []
            return [self._changed(kind.of_type, place, item) for item in value]
        if isinstance(kind, GraphQLInputObjectType):
            return {n: self._changed(kind.fields[n].type, n, v) for n, v in value.items()}
        if kind.name == "Boolean":
            return value
        if kind.name == "ID":
            name = base64.b64decode(value).split(b":")[0]
            number = self.random.choice([*range(1, 9), 999])
            return base64.b64encode(name + f":{number}".encode()).decode()
        return self._leaf_value(kind, place)

    def reworded(self, document: Document, values: dict[str, Any]) -> dict[str, Any]:
        """The same variables with other enum values: always another key."""
        kinds = {v.name: v for v in document.variables}
        return {
            name: self._reworded(kinds[name].type, kinds[name].place, value)
            for name, value in values.items()
        }

    def _reworded(self, kind: Any, place: str, value: Any) -> Any:
        if isinstance(kind, str):
            kind = self._named(kind)
        if is_non_null_type(kind):
            kind = kind.of_type
        if value is None:
            return None
        if is_list_type(kind):
            return [self._reworded(kind.of_type, place, item) for item in value]
        if isinstance(kind, GraphQLInputObjectType):
            return {n: self._reworded(kind.fields[n].type, n, v) for n, v in value.items()}
        return self._leaf_value(kind, place) if isinstance(kind, GraphQLEnumType) else value

    def nudged(self, document: Document, values: dict[str, Any]) -> dict[str, Any]:
        """The same variables except one: a similar key."""
        if not document.variables:
            return values
        variable = self.random.choice(document.variables)
        others = {n: v for n, v in values.items() if n != variable.name}
        if variable.may_miss and variable.name in values and self._chance(0.3):
            return others
        return {**others, variable.name: self._value(variable.type, variable.place)}

    def _noisy(self, good: list[Any], bad: list[Any]) -> Any:
        return self.random.choice(bad if self._chance(self.noise) else good)

    def _chance(self, share: float) -> bool:
        return self.random.random() < share

    def _name(self, letter: str) -> str:
        self._names += 1
        return f"{letter}{self._names}"

    def _selection(self, kind: Any, depth: int) -> str:
        if is_abstract_type(kind):
            return self._abstract(kind, depth)
        fields = dict(kind.fields)
        count = self.random.choice([1, 2, 2, 3, 4]) if depth > 0 else 3
        names = self.random.sample(list(fields), min(count, len(fields)))
        names += [n for n in fields if n in self.prefer and n not in names and self._chance(0.7)]
        parts = [part for name in names if (part := self._field(kind, name, depth))]
        if self._chance(0.15) or not parts:
            parts.append("__typename")
        if self._chance(0.15):
            parts.append(f"... {self._directive()} {{ {self._leaf(kind)} }}")
        if self._chance(0.12):
            name = self._name("F")
            inner = self._selection(kind, depth - 1)
            self._fragments.append(f"fragment {name} on {kind.name} {inner}")
            parts.append(f"...{name}" + (f" {self._directive()}" if self._chance(0.3) else ""))
        if self._chance(0.1) and kind.interfaces:
            parts.append("... on Node { id }")
        self.random.shuffle(parts)
        return "{ " + " ".join(parts) + " }"

    def _leaf(self, kind: GraphQLObjectType) -> str:
        plain = [
            n for n, f in kind.fields.items() if not f.args and is_leaf_type(get_named_type(f.type))
        ]
        return self.random.choice([*plain, "__typename"])

    def _abstract(self, kind: Any, depth: int) -> str:
        parts = ["__typename"] if self._chance(0.7) else ["id"]
        for possible in self.schema.get_possible_types(kind):
            if self._chance(0.6):
                # With aliases that differ: equal response keys may not differ between the types.
                inner = self._selection_of_aliases(possible, depth - 1)
                parts.append(f"... on {possible.name} {inner}")
        return "{ " + " ".join(parts) + " }"

    def _selection_of_aliases(self, kind: GraphQLObjectType, depth: int) -> str:
        parts = []
        for name in self.random.sample(list(kind.fields), min(3, len(kind.fields))):
            part = self._field(kind, name, depth, alias=True)
            if part:
                parts.append(part)
        return "{ " + " ".join([*parts, "__typename"]) + " }"

    def _field(
        self, kind: GraphQLObjectType, name: str, depth: int, *, alias: bool = False
    ) -> str | None:
        field = kind.fields[name]
        named = get_named_type(field.type)
        leaf = is_leaf_type(named)
        if not leaf and depth <= 0:
            return None
        arguments = self._arguments(kind, name, field)
        # With arguments or a selection, an alias of its own: otherwise two of them might not merge.
        key = f"{self._name('k')}: " if arguments or alias or self._chance(0.2) else ""
        if not leaf and not key and self._chance(0.7):
            key = f"{self._name('k')}: "
        call = f"{key}{name}{arguments}"
        if self._chance(0.12):
            call += f" {self._directive()}"
        if leaf:
            return call
        text = f"{call} {self._selection(named, depth - 1)}"
        if self._chance(0.1) and key:
            # The same field once more: both selections are merged.
            text += f" {key}{name}{arguments} {self._selection(named, depth - 1)}"
        return text

    def _directive(self) -> str:
        word = self.random.choice(["skip", "include"])
        if self._chance(0.6):
            name = self._name("b")
            self._variables.append(Variable(name, "Boolean!", "", None, may_miss=False))
            return f"@{word}(if: ${name})"
        return f"@{word}(if: {self.random.choice(['true', 'false'])})"

    # --- arguments ---

    def _arguments(self, kind: GraphQLObjectType, name: str, field: Any) -> str:
        parts = []
        for argument, definition in field.args.items():
            required = is_required_argument(definition)
            if not required and argument not in self.prefer and self._chance(0.45):
                continue
            place = f"{kind.name}.{name}" if argument == "after" else argument
            place = "node" if name == "node" else place
            parts.append(f"{argument}: {self._argument(definition, place)}")
        return f"({', '.join(parts)})" if parts else ""

    def _argument(self, definition: Any, place: str) -> str:
        kind = definition.type
        if self._chance(0.5):
            return self._variable(kind, place, definition)
        return self._literal(kind, place)

    def _variable(self, kind: Any, place: str, definition: Any = None) -> str:
        name = self._name("v")
        default = None
        declared = kind
        required = is_non_null_type(kind)
        has_default = definition is not None and definition.default is not None
        if required and has_default and self._chance(0.5):
            # Nullable if the argument has a default: absent means the default; null is an error.
            declared = kind.of_type
        elif self._chance(0.15):
            default = self._literal(kind, place, constant=True)
            declared = kind.of_type if required and self._chance(0.5) else kind
        elif not required and self._chance(0.2) and get_named_type(kind).name != "BookFilter":
            declared = f"{kind}!"
        may_miss = default is not None or not str(declared).endswith("!")
        self._variables.append(Variable(name, declared, place, default, may_miss))
        return f"${name}"

    def _literal(self, kind: Any, place: str, *, constant: bool = False) -> str:
        if is_non_null_type(kind):
            kind = kind.of_type
        elif self._chance(0.1):
            return "null"
        if is_list_type(kind):
            if not constant and self._chance(0.2) and is_non_null_type(kind.of_type):
                inner = Variable(self._name("v"), kind.of_type, place, None, may_miss=False)
                self._variables.append(inner)
                return f"[{self._literal(kind.of_type, place)}, ${inner.name}]"
            return "[" + ", ".join(self._literal(kind.of_type, place) for _ in range(2)) + "]"
        if isinstance(kind, GraphQLInputObjectType):
            parts = []
            for name, field in kind.fields.items():
                if self._chance(0.5):
                    value = (
                        self._variable(field.type, name)
                        if not constant and self._chance(0.4)
                        else self._literal(field.type, name, constant=constant)
                    )
                    parts.append(f"{name}: {value}")
            return "{" + ", ".join(parts) + "}"
        value = self._leaf_value(kind, place)
        return value if isinstance(kind, GraphQLEnumType) else json.dumps(value)

    def _value(self, kind: Any, place: str) -> Any:
        if isinstance(kind, str):
            kind = self._named(kind)
        if is_non_null_type(kind):
            kind = kind.of_type
        elif self._chance(0.2):
            return None
        if is_list_type(kind):
            return [self._value(kind.of_type, place) for _ in range(self.random.randrange(3))]
        if isinstance(kind, GraphQLInputObjectType):
            return {
                name: self._value(field.type, name)
                for name, field in kind.fields.items()
                if self._chance(0.5)
            }
        return self._leaf_value(kind, place)

    def _named(self, text: str) -> Any:
        from graphql import parse_type, type_from_ast

        return type_from_ast(self.schema, parse_type(text))

    def _leaf_value(self, kind: Any, place: str) -> Any:
        r = self.random
        if isinstance(kind, GraphQLEnumType):
            return r.choice(list(kind.values))
        match kind.name:
            case "Boolean":
                return r.choice([True, False])
            case "Int":
                if place == "first":
                    return self._noisy([1, 1, 2, 2, 3, 5, 40, 1000], [0, -1, 1001])
                return r.choice([0, 1, 2, 3, 5, 7, 12, 2_000_000_000, -4])
            case "Float":
                return r.choice([0.5, 2, 0, -1.25])
            case "Rupiah":
                return r.choice(["0", "5000", "9000000000", "123"])
            case "Date":
                return r.choice(["1970-01-02", "2020-05-02", "1980-05-05"])
            case "DateTime":
                return r.choice(["2020-05-02T00:00:00Z", "2020-04-25T00:00:00+07:00"])
            case "ID":
                return self._global_id(place)
            case _:
                return self._text(place)

    def _global_id(self, place: str) -> str:
        good, bad = (["Book"], ["Loan"]) if place == "ids" else (["Author"], ["Book", "Nothing"])
        if place == "node":
            good, bad = ["Author", "Book", "Loan", "Member"], ["Nothing"]
        name = self._noisy(good, bad)
        number = self.random.choice([*range(1, 9), 999])
        return base64.b64encode(f"{name}:{number}".encode()).decode()

    def _text(self, place: str) -> str:
        r = self.random
        if "." in place:
            return self._cursor(place)
        if place == "code":
            return self._noisy(["b001", "b007", "b018"], ["none", "\x00"])
        if place == "names":
            return r.choice(["author0", "author1", "author3", "x"])
        if place == "text":
            return self._noisy(["kopi", "%", "_", "\\", "A", "", "é", 'o"'], ["a\x00"])
        return r.choice(["p ", "", "'; --", "\u2028", "%(x)s $1 :y"])

    def _cursor(self, place: str) -> str:
        r = self.random
        if place not in lists.LISTS or self._chance(self.noise):
            return r.choice(["", "x", "AAAA", "bm90IGEgY3Vyc29yIGF0IGFsbA==", "é"])
        if self._chance(self.noise):
            place = r.choice(list(lists.LISTS))
        rows: Any = self.world.books
        if place == "Query.authors":
            rows = self.world.authors
        elif place in ("Query.lent", "Book.loans"):
            rows = self.world.loans
        key = lists.CURSOR_KEY if not self._chance(self.noise / 2) else b"another key"
        return lists.cursor(place, r.choice(list(rows.values())), key)
