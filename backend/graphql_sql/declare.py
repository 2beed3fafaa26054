"""Declarations: what a field promises (its annotation) and the SQL that gives its value.

Nothing here uses the database. A declaration becomes a Strawberry field with its `Source`; the
compiler gets the SQL from the source when a document selects the field.
"""

from __future__ import annotations

import inspect
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any, Generic, TypeVar, cast, overload

import strawberry
from sqlalchemy import ColumnElement
from strawberry.types.base import StrawberryObjectDefinition
from strawberry.types.field import StrawberryField
from strawberry.types.fields.resolver import StrawberryResolver

from .field_errors import DeclarationError
from .scalars import ID

T = TypeVar("T")
C = TypeVar("C", bound=type)


# --- Where a field comes from ----------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Column:
    """A column of the parent's table, the label of the parent's select, or an expression."""

    expression: Any = None


@dataclass(frozen=True, slots=True)
class One:
    """The row that a foreign key refers to (or that a label with an id refers to)."""

    key: Any


@dataclass(frozen=True, slots=True)
class Many:
    """The rows whose foreign key refers to the parent, in `order_by` (None: by primary key)."""

    key: Any
    order_by: tuple[Any, ...] | None
    where: ColumnElement[bool] | None


@dataclass(frozen=True, slots=True)
class Part:
    """A whole row that the parent's select carries beside its labels."""

    model: Any


@dataclass(frozen=True, slots=True)
class Method:
    """A body: a function of the argument values that returns one of the classes in `answers`."""

    body: Callable[..., Any]


@dataclass(frozen=True, slots=True)
class Python:
    """A Python function of columns of the parent's row, for what SQL can't compute."""

    function: Callable[..., Any]
    given: dict[str, Given]


@dataclass(frozen=True, slots=True)
class Given:
    """Default of a parameter of a `python` field: the expression whose value it gets."""

    expression: Any


@dataclass(frozen=True, slots=True)
class Identity:
    """The id of a row; for a value, the label that identifies it."""

    label: str | None = None


@dataclass(frozen=True, slots=True)
class ByID:
    """Any object that has an id: the root field `node`."""


@dataclass(frozen=True, slots=True)
class FromPayload:
    """A field of a payload or a refusal: its value is an attribute of the Python object."""


Source = Column | One | Many | Part | Method | Python | Identity | ByID | FromPayload


class DeclaredField(StrawberryField):
    """A Strawberry field with its source."""

    source: Source | None = None
    audience: frozenset[str] | None = None

    def __copy__(self) -> DeclaredField:
        copied = cast("DeclaredField", super().__copy__())
        copied.source = self.source
        copied.audience = self.audience
        return copied


def declared_field(
    source: Source,
    description: str | None,
    deprecated: str | None = None,
    function: Callable[..., Any] | None = None,
    audience: Sequence[str] | None = None,
) -> Any:
    """A field with its source; a function gives its type, and its description if there is none."""
    field = DeclaredField(
        description=description or first_paragraph(function),
        deprecation_reason=deprecated,
        base_resolver=None if function is None else StrawberryResolver(function),
    )
    field.source = source
    field.audience = None if audience is None else frozenset(audience)
    return field


def first_paragraph(thing: Any) -> str | None:
    text = inspect.getdoc(thing) if thing is not None else None
    return text.split("\n\n")[0].replace("\n", " ") if text else None


def by_id(body: Callable[..., Any]) -> Any:
    """The root field that finds any object by its id."""
    return declared_field(ByID(), None, function=body)


def column(
    expression: Any = None, /, *, description: str | None = None, deprecated: str | None = None
) -> Any:
    """A field that is a column: the one of the same name, or the given one."""
    return declared_field(Column(expression), description, deprecated)


def identity(label: str, /, *, description: str = "The object's id.") -> Any:
    """The id of a value in a list: its type and a label whose numbers are unique among the rows.

    `node` doesn't find values.
    """
    return declared_field(Identity(label), description)


def one(key: Any, /, *, description: str | None = None, deprecated: str | None = None) -> Any:
    """One object, found by a foreign key.

    Args:
        key: a foreign key column of the parent's table; or a unique column of the other table that
            refers to the parent; or, in a value, the label that holds the object's id.
    """
    return declared_field(One(key), description, deprecated)


def many(
    key: Any,
    /,
    *,
    order_by: Sequence[Any] | None = None,
    where: Any = None,
    description: str | None = None,
    deprecated: str | None = None,
) -> Any:
    """A list of the objects whose foreign key `key` refers to the parent.

    For lists that stay short; a list that grows is a `Connection` (`page`).
    """
    order = None if order_by is None else tuple(order_by)
    return declared_field(Many(key, order, where), description, deprecated)


def part(model: Any, /, *, description: str | None = None, deprecated: str | None = None) -> Any:
    """In a value: the whole row of `model` that the value's select carries."""
    return declared_field(Part(model), description, deprecated)


def given(expression: Any, /) -> Any:
    """Default of a parameter of a `python` field: the expression over the parent's row it gets."""
    return Given(expression)


@overload
def field(body: Callable[..., Any], /) -> Any: ...
@overload
def field(
    *,
    description: str | None = None,
    deprecated: str | None = None,
    audience: Sequence[str] | None = None,
) -> Callable[[Callable[..., Any]], Any]: ...
def field(
    body: Callable[..., Any] | None = None,
    /,
    *,
    description: str | None = None,
    deprecated: str | None = None,
    audience: Sequence[str] | None = None,
) -> Any:
    """A field whose body returns `sql`, `rows`, `row`, `page`, `nest` or `choice`.

    Args:
        description: in the schema; None: the docstring's first paragraph.
        audience: who may select it: some of "public", "tenant", "gov"; others get FORBIDDEN.
    """

    def declared(function: Callable[..., Any]) -> Any:
        return declared_field(Method(function), description, deprecated, function, audience)

    return declared if body is None else declared(body)


def python(*, description: str | None = None, deprecated: str | None = None) -> Any:
    """A field that Python computes from `given` columns; don't use it in lists that grow.

    A document that selects such a field is read as a tree and walked by the executor.
    """

    def declared(function: Callable[..., Any]) -> Any:
        parameters = inspect.signature(function).parameters
        givens = {n: p.default for n, p in parameters.items() if isinstance(p.default, Given)}
        visible = without(function, set(givens))
        return declared_field(Python(function, givens), description, deprecated, visible)

    return declared


def without(function: Callable[..., Any], names: set[str]) -> Callable[..., Any]:
    """The function as GraphQL sees it: without the parameters that the compiler fills."""

    def plain(*args: Any, **kwargs: Any) -> Any:
        return function(*args, **kwargs)

    async def awaited(*args: Any, **kwargs: Any) -> Any:
        return await function(*args, **kwargs)

    visible: Any = awaited if inspect.iscoroutinefunction(function) else plain
    visible.__name__ = function.__name__
    visible.__doc__ = function.__doc__
    visible.__module__ = function.__module__
    visible.__annotations__ = {
        name: kind for name, kind in function.__annotations__.items() if name not in names
    }
    signature = inspect.signature(function)
    shown = [p for n, p in signature.parameters.items() if n not in names]
    visible.__signature__ = signature.replace(parameters=shown)
    return visible


# --- Types -----------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Declared:
    """What the compiler knows about a GraphQL type: its table, if it has one."""

    model: Any
    node: bool


@strawberry.interface(description="An object with an id that is unique in the whole schema.")
class Node:
    id: ID = strawberry.field(description="The object's id.")


def _as_node(cls: type) -> type:
    """The same class with `Node` as a base class, and with its `id`."""
    namespace = {k: v for k, v in vars(cls).items() if k not in ("__dict__", "__weakref__")}
    namespace["__annotations__"] = {"id": ID, **namespace.get("__annotations__", {})}
    namespace["id"] = declared_field(Identity(), "The object's id.")
    return type(cls)(cls.__name__, (Node,), namespace)


def type_(
    model: Any, /, *, node: bool = False, name: str | None = None, description: str | None = None
) -> Callable[[C], C]:
    """A GraphQL object that is a row of a table.

    Args:
        model: the SQLModel table. Its columns, written plainly in a body, are the parent's row;
            to select from the same table again, use `sqlalchemy.orm.aliased`.
        node: the object has an `id: ID!` and can be fetched by `node(id:)`.
    """

    def declared(cls: C) -> C:
        text = description or first_paragraph(cls)
        made: Any = _as_node(cls) if node else cls
        made = strawberry.type(made, name=name, description=text)
        made.__graphql_sql__ = Declared(model, node)
        return made

    return declared


def value(*, name: str | None = None, description: str | None = None) -> Callable[[C], C]:
    """A GraphQL object without a table: its fields are labels of a select, or made by `nest`."""

    def declared(cls: C) -> C:
        made: Any = strawberry.type(cls, name=name, description=description or first_paragraph(cls))
        made.__graphql_sql__ = Declared(None, node=False)
        return made

    return declared


def extend(target: type, /) -> Callable[[C], C]:
    """Add the fields of the decorated class to a type of another package."""

    def declared(cls: C) -> C:
        made: Any = strawberry.type(cls)
        definition: StrawberryObjectDefinition = cast("Any", target).__strawberry_definition__
        taken = {f.python_name for f in definition.fields}
        for added in made.__strawberry_definition__.fields:
            if added.python_name in taken:
                raise DeclarationError(f"{target.__name__} already has {added.python_name}.")
            definition.fields.append(added)
        return made

    return declared


# --- Connections -----------------------------------------------------------------------------


@strawberry.type(description="Where a page stands in its list.")
class PageInfo:
    has_next_page: bool = strawberry.field(description="Whether more follows this page.")
    has_previous_page: bool = strawberry.field(description="Whether this page is not the first.")
    start_cursor: str | None = strawberry.field(description="Cursor of the page's first item.")
    end_cursor: str | None = strawberry.field(description="Cursor of the page's last item.")


@strawberry.type(description="An item of a page, with its cursor.")
class Edge(Generic[T]):
    node: T = strawberry.field(description="The item.")
    cursor: str = strawberry.field(description="Give it as `after` to continue behind this item.")


@strawberry.type(description="A page of a list that may be long.")
class Connection(Generic[T]):
    edges: list[Edge[T]] = strawberry.field(description="The items with their cursors.")
    nodes: list[T] = strawberry.field(description="The items.")
    page_info: PageInfo = strawberry.field(description="Where this page stands.")
    total_count: int = strawberry.field(description="How many there are in all, on every page.")


def declared_of(cls: Any) -> Declared | None:
    """The declaration behind a Strawberry type's class."""
    return getattr(cls, "__graphql_sql__", None)
