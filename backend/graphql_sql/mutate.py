"""Mutations: one transaction, whose payload is read before COMMIT; refusals are results."""

from __future__ import annotations

import inspect
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass
from typing import Annotated, Any, Generic, TypeVar, Union, cast, get_args, get_type_hints

import asyncpg
import strawberry
from graphql import GraphQLError
from graphql.execution.collect_fields import FieldDetails
from sqlalchemy.exc import DBAPIError
from sqlalchemy.ext.asyncio import AsyncSession
from strawberry.annotation import StrawberryAnnotation
from strawberry.types.fields.resolver import StrawberryResolver

from . import refusals
from .declare import DeclaredField, FromPayload, declared_field, first_paragraph, without
from .execute import running
from .field_errors import DeclarationError, FieldError
from .payloads import PayloadReader

T = TypeVar("T")
C = TypeVar("C", bound=type)
V = TypeVar("V")

# A deadlock or a serialisation failure undoes the whole transaction: all of it is retried.
TRIES = 3


@dataclass(frozen=True, slots=True)
class Transaction(Generic[V]):
    """What the function of a mutation works with.

    Attributes:
        session: of the mutation's transaction, with the viewer's context.
        viewer: the person or organisation that sent the request.
        context: the GraphQL context, for what only HTTP knows.
    """

    session: AsyncSession
    viewer: V
    context: Any


@strawberry.interface(description="Why something was not done. Nothing of it was done.")
class Refusal:
    message: str = strawberry.field(description="The reason in the reader's language, for people.")


def fact(*, description: str) -> Any:
    """A field of a payload or a refusal.

    For an object type, the attribute holds the row or its id (in a refusal it may also be named
    like the field with `_id`); the object is then read from the database.
    """
    return declared_field(FromPayload(), description)


def payload(*, name: str | None = None, description: str | None = None) -> Callable[[C], C]:
    """The result of a mutation that succeeded; made of `fact`s."""

    def declared(cls: C) -> C:
        return strawberry.type(cls, name=name, description=description or first_paragraph(cls))

    return declared


class Payload(Generic[T]):
    """The result of a mutation that made or changed one object; constructed with its id.

    ::

        class PledgeAccepted(graphql_sql.Payload[Pledge]):
            '''Its executor accepted the pledge.'''

    The one field is named after the type (`pledge`), or as ``field`` says.
    """

    def __init__(self, number: int) -> None:
        self.number = number

    def __init_subclass__(cls, *, field: str | None = None) -> None:
        (kind,) = get_args(cast("Any", cls).__orig_bases__[0])
        word = kind.__strawberry_definition__.name
        name = field or f"{word[0].lower()}{word[1:]}"

        def made(self: Any, number: int) -> None:
            setattr(self, f"{name}_id", number)

        declared: Any = cls
        declared.__init__ = made
        declared.__annotations__ = {name: kind}
        setattr(declared, name, fact(description=f"The {name}, as it is now."))
        strawberry.type(declared, description=first_paragraph(cls))


def refusal(exception: type[refusals.Refusal], **types: Any) -> Any:
    """The result of a mutation when this exception was raised.

    Its fields are those of the exception that are declared as a `Fact`. A mutation may list the
    exception itself, unless a fact needs a GraphQL type.

    Args:
        exception: its docstring is the description.
        types: GraphQL types of facts, by the names of their fields. A fact whose name ends in `_id`
            is an object: the field's name has no `_id`, and it needs its type.

    Raises:
        DeclarationError: an object's type is missing, or a type is given that no fact has.
    """
    made = _REFUSALS.get(exception)
    if made is not None and not types:
        return made
    namespace: dict[str, Any] = {
        "__annotations__": {"message": str},
        "__module__": exception.__module__,
        "message": fact(description="The reason in the reader's language."),
    }
    for name, (kind, text) in _facts(exception).items():
        field = name.removesuffix("_id")
        namespace["__annotations__"][field] = types.pop(field, None if field != name else kind)
        if namespace["__annotations__"][field] is None:
            raise DeclarationError(f"{exception.__name__}: which type is {field}?")
        namespace[field] = fact(description=text)
    if types:
        raise DeclarationError(f"{exception.__name__} has no fact {', '.join(types)}")
    made = strawberry.type(
        type(exception.__name__, (Refusal,), namespace), description=first_paragraph(exception)
    )
    cast("Any", made).__refuses__ = exception
    _REFUSALS[exception] = made
    return made


_REFUSALS: dict[type[refusals.Refusal], Any] = {}


def _facts(exception: type[refusals.Refusal]) -> dict[str, tuple[Any, str]]:
    """The type and description of each fact: of a dataclass field, or of a property."""
    hints = get_type_hints(exception, include_extras=True)
    for base in exception.__mro__:
        for name, member in vars(base).items():
            if isinstance(member, property) and member.fget is not None:
                hints[name] = get_type_hints(member.fget, include_extras=True).get("return")
    return {
        name: (hint.__origin__, known.description)
        for name, hint in hints.items()
        for known in getattr(hint, "__metadata__", ())
        if isinstance(known, refusals.Fact)
    }


class MutationField(DeclaredField):
    """A mutation: an action inside a transaction, with its refusals."""

    action: Callable[..., Awaitable[Any]]
    before: Callable[..., Awaitable[None]] | None = None
    refusals: tuple[Any, ...] = ()

    def __copy__(self) -> MutationField:
        copied = cast("MutationField", super().__copy__())
        copied.action = self.action
        copied.before = self.before
        copied.refusals = self.refusals
        return copied

    def settle_type(self, common: Sequence[Any]) -> None:
        """Make the result union: the payload and all refusals."""
        success = StrawberryResolver(self.action).type
        if success is None:
            raise DeclarationError(f"{self.python_name} does not say what it answers")
        listed = [*self.refusals, *(r for r in common if r not in self.refusals)]
        self.refusals = tuple(r if hasattr(r, "__refuses__") else refusal(r) for r in listed)
        words = str(self.python_name).split("_")
        name = "".join(word.capitalize() for word in words) + "Result"
        members = Union[(success, *self.refusals)]
        done = cast("Any", success).__strawberry_definition__.name
        self.type_annotation = StrawberryAnnotation(
            Annotated[
                members,
                strawberry.union(
                    name, description=f"{done} when it was done, else why nothing was done."
                ),
            ]
        )

    def get_result(self, source: Any, info: Any, args: list[Any], kwargs: Any) -> Any:
        del source, args
        return _act(self, info, kwargs)


def mutation(
    *,
    refusals: Sequence[Any] = (),
    before: Callable[..., Awaitable[None]] | None = None,
    description: str | None = None,
    deprecated: str | None = None,
) -> Callable[[Callable[..., Any]], Any]:
    """A mutation: `async def act(self, tx: graphql_sql.Transaction, input: ...) -> Payload`.

    The function runs in one transaction with the viewer's context. Its payload is read in the same
    transaction before it commits. A Refusal rolls back and is returned as a member of the result
    union if one of `refusals` stands for it, otherwise as an error with its code.

    Args:
        refusals: what it may refuse, besides what every mutation may.
        before: `async def before(context, input)`, run once before the transaction is opened: for
            what has to wait without holding a connection or locks, or must be kept if the mutation
            is rolled back. It may raise a Refusal.
        description: instead of the first paragraph of the function's docstring.
        deprecated: why it should not be used any more, and what to use instead.
    """

    def declared(action: Callable[..., Awaitable[Any]]) -> Any:
        names = list(inspect.signature(action).parameters)
        made = MutationField(
            description=description or first_paragraph(action),
            deprecation_reason=deprecated,
            base_resolver=StrawberryResolver(without(action, {names[1]})),
        )
        made.action = action
        made.before = before
        made.refusals = tuple(refusals)
        return made

    return declared


async def _act(field: MutationField, info: Any, arguments: dict[str, Any]) -> dict[str, Any]:
    executor = running.get()
    context = executor.context
    details = [FieldDetails(node, None, None) for node in info._raw_info.field_nodes]  # noqa: SLF001
    payload = PayloadReader(executor, info.path.key, details)
    refused: Exception | None = None
    try:
        if field.before is not None:
            await field.before(context, **arguments)
    except refusals.Refusal as error:
        return await _refused(field, payload, error)
    for attempt in range(1, TRIES + 1):
        try:
            async with context.pools.transaction(context.viewer) as session:
                transaction = Transaction(session, context.viewer, context)
                answer = await field.action(None, transaction, **arguments)
                await session.flush()
                return await payload.settled(answer, session)
        except DBAPIError as error:
            if attempt < TRIES and _undone(error):
                continue
            refused = executor.plans.refusal_of(error)
            if refused is None:
                raise
            break
        except refusals.Refusal as error:
            refused = error
            break
    return await _refused(field, payload, cast("refusals.Refusal", refused))


def _undone(error: DBAPIError) -> bool:
    """Whether the database rolled back only because of other transactions."""
    cause = getattr(error.orig, "__cause__", None)
    return isinstance(cause, (asyncpg.SerializationError, asyncpg.DeadlockDetectedError))


async def _refused(
    field: MutationField, payload: PayloadReader, refused: refusals.Refusal
) -> dict[str, Any]:
    locale = payload.executor.context.viewer.locale
    for kind in field.refusals:
        if isinstance(refused, kind.__refuses__):
            return await payload.read(kind, refused, message=refused.message(locale))
    if isinstance(refused, FieldError):
        raise refused.error(locale)
    raise GraphQLError(refused.message(locale), extensions={"code": refused.code})
