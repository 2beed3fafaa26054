"""Checks of a whole schema, so that a wrong declaration is found before anybody reads it.

Each field is compiled once for every audience, with all its arguments and with as few as possible.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from graphql import (
    GraphQLEnumType,
    GraphQLField,
    GraphQLInputObjectType,
    GraphQLObjectType,
    GraphQLSchema,
    OperationDefinitionNode,
    get_named_type,
    is_abstract_type,
    is_leaf_type,
    is_list_type,
    is_non_null_type,
    is_required_argument,
    is_required_input_field,
    parse,
    type_from_ast,
)
from graphql.execution.collect_fields import FieldDetails
from graphql.execution.values import VariableValues
from graphql.utilities import coerce_input_value

from . import declare
from .compile import Compiler
from .declare import DeclaredField
from .field_errors import DeclarationError, FieldError
from .rowsource import Row
from .scalars import ID
from .sqltext import MAX_NAME

if TYPE_CHECKING:
    from .schema import Schema

# encode() breaks base64 after 57 bytes; a colon and a bigint take 21 of them.
MAX_NODE_NAME = 36
_SAMPLES = {
    "Int": 1,
    "Float": 1.5,
    "String": "x",
    "Boolean": True,
    "Rupiah": "1",
    "Date": "2020-05-03",
    "DateTime": "2020-05-03T05:00:00Z",
    "JSON": {},
}


def check_declarations(schema: Schema) -> None:
    """Compile every declared field.

    Raises:
        DeclarationError: has one line for each error.
    """
    core = schema._schema  # noqa: SLF001
    errors: list[str] = []
    for kind in core.type_map.values():
        if isinstance(kind, GraphQLObjectType) and not kind.name.startswith("__"):
            errors += _names(kind)
            errors += _fields(schema, core, kind)
    if errors:
        raise DeclarationError("\n".join(sorted(set(errors))))


def _names(kind: GraphQLObjectType) -> Iterator[str]:
    definition = kind.extensions.get("strawberry-definition")
    declared = declare.declared_of(getattr(definition, "origin", None))
    if not kind.description:
        yield f"{kind.name} has no description"
    if declared is not None and declared.node and len(kind.name) > MAX_NODE_NAME:
        yield f"{kind.name} is too long a name for an object with an id"
    for name, field in kind.fields.items():
        if not field.description:
            yield f"{kind.name}.{name} has no description"
        if len(name) > MAX_NAME:
            yield f"{kind.name}.{name} is longer than a name in SQL may be"
        if _is_for_some(field) and is_non_null_type(field.type):
            yield f"{kind.name}.{name} is not for everybody, so it has to be nullable"
        if _is_page(field) and not {"first", "after"} <= field.args.keys():
            # Callers page with these names, and the guard in front of the schema reads them.
            yield f"{kind.name}.{name} is a connection without first and after"


def _is_for_some(field: GraphQLField) -> bool:
    """Whether viewers outside its audience get null and the error FORBIDDEN."""
    source = field.extensions.get("strawberry-definition")
    return isinstance(source, DeclaredField) and source.audience is not None


def _is_page(field: GraphQLField) -> bool:
    definition = get_named_type(field.type).extensions.get("strawberry-definition")
    generic = getattr(definition, "concrete_of", None)
    return generic is not None and generic.origin is declare.Connection


def _fields(schema: Schema, core: GraphQLSchema, kind: GraphQLObjectType) -> Iterator[str]:
    definition = kind.extensions.get("strawberry-definition")
    declared = declare.declared_of(getattr(definition, "origin", None))
    if declared is None and kind is not core.query_type:
        return
    model: Any = None if declared is None else declared.model
    for name, field in kind.fields.items():
        source = field.extensions.get("strawberry-definition")
        if not isinstance(source, DeclaredField) or source.source is None:
            if declared is not None:
                yield f"{kind.name}.{name} says not where it comes from"
            continue
        if declared is not None and model is None:
            continue  # A value is compiled with the field that yields it.
        row = Row(None, "") if model is None else Row(model, "t0")
        hidden = model is not None and schema.plans.hidden(model.__table__)
        for arguments in _variants(core, field):
            for audience in ("tenant", "gov") if hidden else ("public", "tenant", "gov"):
                try:
                    _compile(schema, kind, name, row, arguments, audience)
                except Exception as error:  # noqa: BLE001 -- each is told, whatever it is
                    yield f"{kind.name}.{name}: {error or type(error).__name__}"


def _variants(core: GraphQLSchema, field: GraphQLField) -> Iterator[dict[str, Any]]:
    yield {n: sample(core, a.type) for n, a in field.args.items()}
    if field.args:
        yield {
            n: sample(core, a.type, least=True)
            for n, a in field.args.items()
            if is_required_argument(a)
        }


def _compile(
    schema: Schema,
    kind: GraphQLObjectType,
    name: str,
    row: Row,
    arguments: dict[str, Any],
    audience: str,
) -> None:
    """Compile one field of an object whose row has the alias `t0`.

    Raises:
        Exception: whatever is wrong with its declaration.
    """
    core = schema._schema  # noqa: SLF001
    field = kind.fields[name]
    inside = ", ".join(f"{n}: ${n}" for n in arguments)
    call = f"{name}({inside})" if arguments else name
    text = f"{{ {call} {selection(core, field.type)} }}"
    document: Any = parse(text)
    (operation,) = document.definitions
    coerced = {n: coerce_input_value(v, field.args[n].type) for n, v in arguments.items()}
    request = schema.plans.request(operation, {}, VariableValues({}, coerced), audience)
    details = [FieldDetails(operation.selection_set.selections[0], None, None)]
    compiler = Compiler(request, strict=False)
    compiler.field(kind, details, row, (name,))
    for error in compiler.errors.values():
        # Sample IDs and cursors are not real, so a FieldError is expected; others are bugs.
        if not isinstance(error, FieldError):
            raise error


def selection(core: GraphQLSchema, kind: Any, above: frozenset[str] = frozenset()) -> str:
    """A selection of everything that the field's own SQL must yield."""
    named = get_named_type(kind)
    if is_leaf_type(named):
        return ""
    if is_abstract_type(named) or named.name in above:
        return "{ __typename }"
    definition = named.extensions.get("strawberry-definition")
    declared = declare.declared_of(getattr(definition, "origin", None))
    if declared is not None and declared.model is not None:
        return "{ __typename }"
    fields: list[str] = []
    for name, field in named.fields.items():
        if any(is_required_argument(argument) for argument in field.args.values()):
            continue
        fields.append(f"{name} {selection(core, field.type, above | {named.name})}")
    return "{ " + " ".join(fields) + " }"


def sample(core: GraphQLSchema, kind: Any, *, least: bool = False) -> Any:
    """A value that an input of this type accepts; an object has all fields, or the fewest."""
    if is_non_null_type(kind):
        kind = kind.of_type
    if is_list_type(kind):
        return [sample(core, kind.of_type, least=least)]
    if isinstance(kind, GraphQLEnumType):
        return next(iter(kind.values))
    if isinstance(kind, GraphQLInputObjectType):
        return {
            name: sample(core, field.type, least=least)
            for name, field in kind.fields.items()
            if not least or is_required_input_field(field)
        }
    if kind.name == "ID":
        return str(ID("Node", 1))
    return _SAMPLES.get(kind.name)


def samples(core: GraphQLSchema, operation: OperationDefinitionNode) -> dict[str, Any]:
    """Sample values of an operation's variables."""
    return {
        definition.variable.name.value: sample(core, type_from_ast(core, definition.type))
        for definition in operation.variable_definitions or ()
    }
