"""Resolvers for a tree that SQL has read: the executor walks it as the specification says."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from graphql import (
    GraphQLEnumType,
    GraphQLField,
    GraphQLInterfaceType,
    GraphQLObjectType,
    GraphQLSchema,
    GraphQLUnionType,
    is_list_type,
    is_non_null_type,
)
from strawberry.types.arguments import convert_arguments
from strawberry.types.base import StrawberryObjectDefinition

from . import declare
from .declare import Connection, DeclaredField, Edge, PageInfo
from .plan import TYPENAME

_NOT_FINITE = {"NaN": float("nan"), "Infinity": float("inf"), "-Infinity": float("-inf")}


def walk_trees(schema: GraphQLSchema, converter: Any) -> None:
    """Let every declared field take its value from the tree.

    Args:
        schema: graphql-core's schema, as Strawberry built it.
        converter: Strawberry's schema converter; it knows scalars and names.
    """
    for kind in schema.type_map.values():
        if isinstance(kind, (GraphQLInterfaceType, GraphQLUnionType)):
            definition = kind.extensions.get("strawberry-definition")
            if definition is not None:
                kind.resolve_type = _type_in_tree
        elif isinstance(kind, GraphQLObjectType) and _from_tree(kind):
            kind.is_type_of = None
            for field in kind.fields.values():
                field.resolve = _resolver(field, converter)
        elif isinstance(kind, GraphQLObjectType):
            definition = kind.extensions.get("strawberry-definition")
            if hasattr(getattr(definition, "origin", None), "__refuses__"):
                # The tree contains its type; Strawberry would expect an instance of a class.
                kind.is_type_of = None
            for field in kind.fields.values():
                declared = field.extensions.get("strawberry-definition")
                if isinstance(declared, DeclaredField) and declared.source is not None:
                    field.resolve = _resolver(field, converter)


def _from_tree(kind: GraphQLObjectType) -> bool:
    definition = kind.extensions.get("strawberry-definition")
    if not isinstance(definition, StrawberryObjectDefinition):
        return False
    generic = definition.concrete_of
    origin = definition.origin if generic is None else generic.origin
    return origin in (Connection, Edge, PageInfo) or declare.declared_of(origin) is not None


def _type_in_tree(value: Any, _info: Any, _kind: Any) -> str:
    return value[TYPENAME]


def _resolver(field: GraphQLField, converter: Any) -> Callable[..., Any]:
    declared = field.extensions["strawberry-definition"]
    if isinstance(declared, DeclaredField) and isinstance(declared.source, declare.Python):
        return _python(declared, declared.source, converter)
    change = _change(field.type)

    def plain(source: Any, info: Any, **_: Any) -> Any:
        return source[info.path.key]

    if change is None:
        return plain

    def changed(source: Any, info: Any, **_: Any) -> Any:
        value = source[info.path.key]
        return value if value is None or isinstance(value, Exception) else change(value)

    return changed


def _python(declared: DeclaredField, source: declare.Python, converter: Any) -> Callable[..., Any]:
    def computed(parent: Any, info: Any, **arguments: Any) -> Any:
        given = parent[info.path.key]
        if isinstance(given, Exception):
            raise given
        values = convert_arguments(
            arguments, declared.arguments, converter.scalar_registry, converter.config
        )
        return source.function(None, **given, **values)

    return computed


def _change(kind: Any) -> Callable[[Any], Any] | None:
    """Turns the tree's JSON into what the executor expects; None if nothing changes."""
    if is_non_null_type(kind):
        kind = kind.of_type
    if is_list_type(kind):
        inner = _change(kind.of_type)
        if inner is None:
            return None
        return lambda items: [None if item is None else inner(item) for item in items]
    if isinstance(kind, GraphQLEnumType):
        members = {str(value.value): value.value for value in kind.values.values()}
        return lambda text: members.get(text, text)
    if getattr(kind, "name", "") == "Float":
        return lambda value: _NOT_FINITE[value] if isinstance(value, str) else value
    return None
