"""Documents that select every field of the schema, as a page would: deep enough for joins."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from graphql import (
    GraphQLField,
    GraphQLObjectType,
    get_named_type,
    is_abstract_type,
    is_leaf_type,
    is_required_argument,
)

from graphql_sql.declare import DeclaredField
from ksbb.schema import schema

CORE = schema._schema


@dataclass(frozen=True)
class Question:
    """One document for one field; `on` is the type whose objects it is about, if any."""

    name: str
    document: str
    variables: dict[str, Any]
    on: str | None = None
    audience: frozenset[str] | None = None


# Whether a viewer may see an object at all.
WHETHER = Question("node", "query Ask($id: ID!) { node(id: $id) { __typename } }", {})


def audience(field: GraphQLField) -> frozenset[str] | None:
    """Who may select a field of an object that others see; None: all of them."""
    declared = (field.extensions or {}).get("strawberry-definition")
    return declared.audience if isinstance(declared, DeclaredField) else None


def of_queries(arguments: dict[str, Any]) -> Iterator[Question]:
    """Every field of the query type, with as few arguments as possible and with all of them.

    Args:
        arguments: values by argument (`phase`) or, before it, by field (`area.code`).
    """
    assert CORE.query_type is not None
    for name, field in CORE.query_type.fields.items():
        for least in (True, False):
            names = [
                each
                for each, argument in field.args.items()
                if is_required_argument(argument) or not (least or each == "after")
            ]
            if least or len(names) > sum(map(is_required_argument, field.args.values())):
                given = {
                    each: arguments.get(f"{name}.{each}", arguments.get(each)) for each in names
                }
                yield _question(name, field, {k: v for k, v in given.items() if v is not None})


def of_areas(arguments: dict[str, Any]) -> Iterator[Question]:
    """Every field of the province that takes arguments, with all of them."""
    area = CORE.type_map["Area"]
    assert isinstance(area, GraphQLObjectType)
    for name, field in area.fields.items():
        names = [each for each in field.args if each != "after"]
        given = {each: arguments.get(f"Area.{name}.{each}", arguments.get(each)) for each in names}
        if names:
            known = {key: value for key, value in given.items() if value is not None}
            yield _question(name, field, known, within="province")


def _question(
    name: str, field: GraphQLField, given: dict[str, Any], *, within: str | None = None
) -> Question:
    head = ", ".join(f"${each}: {field.args[each].type}" for each in given)
    call = ", ".join(f"{each}: ${each}" for each in given)
    requested = f"{name}{f'({call})' if call else ''} {selection(field.type, 1)}"
    return Question(
        f"{within or name}({', '.join(given)}) {name}",
        f"query Ask{f'({head})' if head else ''} {{"
        f" {requested if within is None else f'{within} {{ {requested} }}'} }}",
        given,
    )


def of_nodes() -> Iterator[Question]:
    """Every field of every type that has ids, in a document of its own."""
    for kind in CORE.type_map.values():
        if not isinstance(kind, GraphQLObjectType):
            continue
        if not any(each.name == "Node" for each in kind.interfaces):
            continue
        for name, field in kind.fields.items():
            if any(is_required_argument(each) for each in field.args.values()):
                continue
            yield Question(
                f"{kind.name}.{name}",
                f"query Ask($id: ID!) {{ node(id: $id) {{ __typename ... on {kind.name}"
                f" {{ {name}{_page(field)} {selection(field.type, 1)} }} }} }}",
                {},
                on=kind.name,
                audience=audience(field),
            )


def _page(field: GraphQLField) -> str:
    return "(first: 5)" if "first" in field.args else ""


def selection(type_: Any, depth: int, above: tuple[str, ...] = ()) -> str:
    """All plain fields of a type, and those of the objects in it, `depth` objects deep."""
    kind = get_named_type(type_)
    if is_leaf_type(kind):
        return ""
    if is_abstract_type(kind):
        return "{ __typename }"
    assert isinstance(kind, GraphQLObjectType)
    chosen: list[str] = []
    for name, field in kind.fields.items():
        to = get_named_type(field.type)
        if any(is_required_argument(each) for each in field.args.values()):
            continue
        if kind.name == "Area" and field.args:
            # Its lists and figures have questions of their own: `of_areas`.
            continue
        if audience(field) is not None:
            # A field with an audience would fail the document for other viewers.
            continue
        if is_leaf_type(to):
            chosen.append(name)
        elif depth and to.name not in above:
            # A connection and its edges don't count as a level: they only hold the list.
            listed = to.name.endswith(("Connection", "Edge"))
            inner = selection(to, depth if listed else depth - 1, (*above, kind.name))
            chosen.append(f"{name}{_page(field)} {inner}")
    return "{ " + " ".join(chosen or ["__typename"]) + " }"
