"""Arguments of a document: which of them are part of the plan's key, and where values come from.

A plan is reused for other variables. Everything that a body may branch on in Python is therefore
part of the plan's key: whether an argument is given, a Boolean, an enum's value, the type's name
in an ID. Everything else is a bound parameter. Its value is looked up again at each execution,
in the variables or in the document's literals.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from types import SimpleNamespace
from typing import Any, cast

from graphql import (
    FieldNode,
    FragmentDefinitionNode,
    GraphQLEnumType,
    GraphQLField,
    GraphQLInputObjectType,
    GraphQLInputType,
    GraphQLList,
    GraphQLScalarType,
    InlineFragmentNode,
    Node,
    OperationDefinitionNode,
    OperationType,
    SelectionSetNode,
    VariableNode,
    get_named_type,
    is_list_type,
    is_non_null_type,
    type_from_ast,
)
from graphql.execution.values import VariableValues, get_argument_values
from graphql.language import ValueNode, Visitor, visit
from sqlalchemy.dialects.postgresql import ARRAY

from .field_errors import BadText, DeclarationError, WrongId
from .scalars import ID, LEAVES
from .sqltext import Argument

Shape = Callable[[Any], Any]
Naming = Callable[[Any], str]
_ABSENT = ("absent",)


def _shape_of(kind: Any) -> Shape:
    """The part of a coerced value of this type that belongs to the plan's key; hashable."""
    if is_non_null_type(kind):
        kind = kind.of_type
    if is_list_type(kind):
        inner = _shape_of(kind.of_type)
        if _is_plain(kind.of_type):
            return lambda value: value is None
        items = _distinct if _is_looked_at(kind.of_type) else list
        return lambda value: None if value is None else tuple(inner(item) for item in items(value))
    if isinstance(kind, GraphQLInputObjectType):
        fields = [(name, _shape_of(f.type)) for name, f in kind.fields.items()]
        return lambda value: (
            None
            if value is None
            else tuple(shape(value[name]) if name in value else _ABSENT for name, shape in fields)
        )
    if _is_looked_at(kind):
        return lambda value: value
    if kind.name == "ID":
        return lambda value: None if value is None else value.type
    return lambda value: value is None


def _is_plain(kind: GraphQLInputType) -> bool:
    """Whether bodies get a list of these only as a parameter."""
    named = get_named_type(kind)
    return isinstance(named, GraphQLScalarType) and named.name != "Boolean"


def _is_looked_at(kind: Any) -> bool:
    """Whether bodies get the values themselves: an enum's, or a Boolean."""
    named = get_named_type(kind)
    return isinstance(named, GraphQLEnumType) or named.name == "Boolean"


def _distinct(values: list[Any]) -> list[Any]:
    """Each value once, sorted, so that a caller can't make endless keys of a few values."""
    return sorted(set(values), key=str)


class Variables:
    """The variables of one operation, as far as the plan depends on them.

    A mutation's own arguments are used by Python only. Of its variables, only those in the
    payload's selection count; otherwise each number of lines in an input would need its own plan.
    """

    def __init__(
        self,
        schema: Any,
        operation: OperationDefinitionNode,
        fragments: Sequence[FragmentDefinitionNode],
    ) -> None:
        read: list[Node] = [operation.selection_set, *fragments]
        if operation.operation is OperationType.MUTATION:
            read = [*fragments, *_below(operation.selection_set)]
        names = {name for node in read for name in _variables_in(node)}
        self._shapes: list[tuple[str, Shape]] = [
            (definition.variable.name.value, _shape_of(type_from_ast(schema, definition.type)))
            for definition in operation.variable_definitions or ()
            if definition.variable.name.value in names
        ]

    def key(self, values: Mapping[str, Any]) -> tuple[Any, ...]:
        """The part of the plan's key that these coerced values decide."""
        return tuple(
            shape(values[name]) if name in values else _ABSENT for name, shape in self._shapes
        )


@dataclass(frozen=True, slots=True, eq=False)
class Slot:
    """Where an execution finds a value: a function of the operation's coerced variables."""

    find: Callable[[VariableValues], Any]

    def then(self, step: Callable[[Any], Any]) -> Slot:
        """A slot of a value that is computed from this one."""
        find = self.find
        return Slot(lambda variables: step(find(variables)))


class Check:
    """A condition on values that GraphQL reports at the field: raises a `FieldError`."""

    __slots__ = ("run", "slot")

    def __init__(self, slot: Slot, run: Callable[[Any], object]) -> None:
        self.slot = slot
        self.run = run

    def __call__(self, variables: VariableValues) -> None:
        self.run(self.slot.find(variables))


class _Variables(Visitor):
    def __init__(self) -> None:
        super().__init__()
        self.names: set[str] = set()

    def enter_variable(self, node: VariableNode, *_: Any) -> None:
        self.names.add(node.name.value)


def _variables_in(node: Node) -> set[str]:
    visitor = _Variables()
    visit(node, visitor)
    return visitor.names


def _below(selections: SelectionSetNode) -> Iterator[Node]:
    """The fields selected at this level, and the directives that decide whether they are there."""
    for selection in selections.selections:
        yield from selection.directives or ()
        if isinstance(selection, FieldNode):
            if selection.selection_set is not None:
                yield selection.selection_set
        elif isinstance(selection, InlineFragmentNode):
            yield from _below(selection.selection_set)


def _varies(node: ValueNode) -> bool:
    return bool(_variables_in(node))


class Arguments:
    """The arguments of one selected field: values for its body, checks for each execution."""

    def __init__(
        self,
        field: GraphQLField,
        node: FieldNode,
        variables: VariableValues,
        naming: Naming,
    ) -> None:
        """Coerce the arguments.

        Args:
            field: the schema's field.
            node: the field as the document selects it.
            variables: of this execution; later executions read theirs through the slots.
            naming: GraphQL name of a Strawberry field or argument.

        Raises:
            GraphQLError: GraphQL can't coerce an argument; the field fails with this error.
        """
        self.checks: list[Check] = []
        self._naming = naming
        names = {
            naming(argument): argument.python_name
            for argument in field.extensions["strawberry-definition"].arguments
        }
        coerced = get_argument_values(field, node, variables)
        nodes = {argument.name.value: argument.value for argument in node.arguments or ()}
        self.values: dict[str, Any] = {}
        for name, argument in field.args.items():
            python = names[name]
            if name not in coerced:
                self.values[python] = None
                continue
            slot = self._slot(field, node, name, nodes.get(name), variables, coerced[name])
            self.values[python] = self._value(argument.type, coerced[name], slot)

    def _slot(
        self,
        field: GraphQLField,
        node: FieldNode,
        name: str,
        value: ValueNode | None,
        variables: VariableValues,
        now: Any,
    ) -> Slot:
        if isinstance(value, VariableNode) and value.name.value in variables.coerced:
            variable = value.name.value
            return Slot(lambda later: later.coerced[variable])
        if value is None or isinstance(value, VariableNode) or not _varies(value):
            return Slot(lambda _: now)
        # A variable inside a list or an object.
        return Slot(lambda later: get_argument_values(field, node, later)[name])

    def _value(self, kind: Any, now: Any, slot: Slot) -> Any:
        """What the body gets: None, the value of an enum or Boolean, or an `Argument`."""
        if is_non_null_type(kind):
            kind = kind.of_type
        if now is None:
            return None
        if isinstance(kind, GraphQLList):
            return self._list(kind.of_type, now, slot)
        if isinstance(kind, GraphQLInputObjectType):
            return self._object(kind, now, slot)
        if _is_looked_at(kind):
            return now
        return self._scalar(kind.name, now, slot)

    def _scalar(self, name: str, now: Any, slot: Slot) -> Argument:
        leaf = LEAVES.get(name)
        if leaf is None:
            raise DeclarationError(f"an argument of type {name} can't be bound in SQL")
        if name == "String":
            self.checks.append(Check(slot, _text))
        if name == "ID":
            return cast("Any", IDArgument(slot, now.type, self))
        return Argument(slot, leaf.parameter)

    def _list(self, kind: GraphQLInputType, now: Any, slot: Slot) -> Any:
        named = get_named_type(kind)
        if is_non_null_type(kind):
            kind = kind.of_type
        if is_list_type(kind) or isinstance(named, GraphQLInputObjectType):
            raise DeclarationError("a list of lists or of inputs can't be an argument of a read")
        if _is_looked_at(named):
            return _distinct(now)
        leaf = LEAVES[named.name]
        if named.name == "String":
            self.checks.append(Check(slot, lambda items: [_text(i) for i in items if i]))
        if named.name == "ID":
            return IDArgument(slot, None, self)
        return Argument(slot, ARRAY(leaf.parameter))

    def _object(self, kind: GraphQLInputObjectType, now: Any, slot: Slot) -> SimpleNamespace:
        definition = kind.extensions["strawberry-definition"]
        python = {self._naming(f): f.python_name for f in definition.fields}
        values: dict[str, Any] = dict.fromkeys(python.values())
        for name, field in kind.fields.items():
            if name in now:
                inner = slot.then(lambda value, key=name: value[key])
                values[python[name]] = self._value(field.type, now[name], inner)
        return SimpleNamespace(**values)


class IDArgument:
    """The value of an argument of type ID. A body gets the number with `id_of`.

    Attributes:
        kind: the type's name in the ID; None for a list, whose IDs may differ.
    """

    def __init__(self, slot: Slot, kind: str | None, owner: Arguments) -> None:
        self.slot = slot
        self.kind = kind
        self.owner = owner

    def number(self, name: str | None) -> Argument:
        """The number as a parameter; with a name, the field fails for IDs of other types."""

        def checked(value: Any) -> None:
            for one in value if isinstance(value, list) else [value]:
                if one is not None and one.type != name:
                    raise WrongId(expected=str(name))

        if name is not None:
            self.owner.checks.append(Check(self.slot, checked))
        parameter = LEAVES["ID"].parameter
        if self.kind is not None:
            return Argument(self.slot.then(lambda value: value.id), parameter)
        return Argument(
            self.slot.then(lambda ids: [None if i is None else i.id for i in ids]),
            ARRAY(parameter),
        )


def id_of(argument: Any, kind: type | str) -> Any:
    """The number in an ID that must be one of `kind`; None stays None.

    In the body of a field it takes an argument and returns a parameter (for a list, an array). In a
    mutation it takes an `ID` and returns an int.

    Args:
        argument: an argument of type ID, or an `ID`.
        kind: the GraphQL type's class or its name.

    Raises:
        WrongId: an `ID` of another type. (In a body, the field fails with it.)
    """
    name = kind if isinstance(kind, str) else cast("Any", kind).__strawberry_definition__.name
    if argument is None:
        return None
    if isinstance(argument, IDArgument):
        return argument.number(name)
    if isinstance(argument, ID):
        if argument.type != name:
            raise WrongId(expected=name)
        return argument.id
    return None


def _text(value: Any) -> None:
    """Refuse what PostgreSQL can't store in a text: NUL and half a surrogate pair."""
    if value is None:
        return
    if "\x00" in value:
        raise BadText
    try:
        value.encode()
    except UnicodeEncodeError:
        raise BadText from None
