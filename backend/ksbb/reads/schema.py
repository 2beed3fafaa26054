"""The schema: roots joined out of the slices' classes, checked, with reads compiled."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from types import SimpleNamespace
from typing import Any, cast

import strawberry
from graphql import (
    DocumentNode,
    GraphQLError,
    GraphQLSchema,
    OperationDefinitionNode,
    OperationType,
    parse,
    validate,
)
from strawberry.schema.config import StrawberryConfig
from strawberry.types.execution import ExecutionContext
from strawberry.types.field import StrawberryField

from ksbb.kernel.errors import Refusal

from .check import check, samples
from .declare import Node, by_id
from .execute import ReadingExecutor
from .faults import DeclarationError
from .mutate import MutationField
from .plan import Plan
from .plans import Plans
from .scalars import SCALARS, GlobalID
from .tree import walk_trees

AUDIENCES = ("public", "tenant", "gov")


class Schema(strawberry.Schema):
    """A Strawberry schema whose queries are answered by compiled statements."""

    plans: Plans

    def process_errors(
        self, errors: list[GraphQLError], execution_context: ExecutionContext | None = None
    ) -> None:
        """Log nothing here: who serves the answer decides which errors are faults of ours."""

    def precompile(self, document: DocumentNode, audiences: Iterable[str] = AUDIENCES) -> None:
        """Compile each query of a validated document for each audience.

        Variables take sample values, all of them given; another shape is compiled when it
        first comes. Keep the document: its plans belong to it.

        Raises:
            DeclarationError: a declaration that it uses is wrong.
            GraphQLError: it can't be compiled for another reason.
        """
        for node in document.definitions:
            if isinstance(node, OperationDefinitionNode) and node.operation is OperationType.QUERY:
                values = samples(self._schema, node)
                name = node.name.value if node.name else None
                for audience in audiences:
                    executor = self._executor(document, values, audience, name)
                    if self.plans.strict(executor) is None:
                        self.plans.tree(executor, frozenset())

    def plan(
        self, document: str, variables: dict[str, Any] | None = None, audience: str = "public"
    ) -> tuple[Plan, list[Any]]:
        """The plan of a document and the values of its parameters, for a bench.

        Of a plan that is `signed`, the first value is "", in the place of the context.

        Raises:
            GraphQLError: the document or its variables are not valid, or it needs the executor.
        """
        parsed = parse(document)
        errors = validate(self._schema, parsed)
        if errors:
            raise errors[0]
        executor = self._executor(parsed, variables or {}, audience)
        plan = self.plans.strict(executor)
        if plan is None:
            raise GraphQLError("The document needs the executor.")
        return plan, plan.arguments(executor.variable_values, "")

    def _executor(
        self,
        document: DocumentNode,
        variables: dict[str, Any],
        audience: str,
        name: str | None = None,
    ) -> ReadingExecutor:
        """An executor of nobody in particular: enough to compile for an audience."""
        nobody = SimpleNamespace(viewer=SimpleNamespace(audience=audience, locale="id"))
        built = ReadingExecutor.build(
            self._schema,
            document,
            context_value=nobody,
            raw_variable_values=variables,
            operation_name=name,
        )
        if isinstance(built, list):
            raise built[0]
        return cast("ReadingExecutor", built)


def build_schema(  # noqa: PLR0913 - all by name, all but two with a usual value
    *,
    queries: Sequence[type],
    mutations: Sequence[type] = (),
    subscription: type | None = None,
    types: Sequence[Any] = (),
    refusals: Sequence[Any] = (),
    cursor_key: Callable[[], bytes],
    open_schemas: Iterable[str] = ("pub",),
    refusal_of: Callable[[Exception], Refusal | None] = lambda _: None,
    extensions: Sequence[Any] = (),
    schema_class: type[Schema] = Schema,
) -> Schema:
    """Join the slices' classes into one schema and check every declaration.

    Args:
        queries, mutations: classes of `@reads.field` and `@reads.mutation` methods; a plain
            `@strawberry.field` is allowed at the root and runs in the executor.
        subscription: a Strawberry type; subscriptions are not compiled.
        types: object types that no field names (members of an interface).
        refusals: refusal types that every mutation may answer.
        cursor_key: gives the secret that signs cursors; asked when a plan is compiled.
        open_schemas: database schemas that the audience "public" may read. Rows of tables
            elsewhere are absent for it: an object is null, a list or page is empty; a value
            computed from them is refused as FORBIDDEN.
        refusal_of: what an error of the database means in the domain, or None.
        extensions: Strawberry's.
        schema_class: for a schema with more of its own.

    Raises:
        DeclarationError: a declaration can't keep its promise; all of them are named.
    """
    query = _joined("Query", "Everything that can be read.", (_NodeQueries, *queries))
    mutation = _joined("Mutation", "Everything that can be done.", mutations) if mutations else None
    if mutation is not None:
        for field in mutation.__strawberry_definition__.fields:
            if isinstance(field, MutationField):
                field.settle_type(refusals)
    built = schema_class(
        query=query,
        mutation=mutation,
        subscription=subscription,
        types=list(types),
        extensions=list(extensions),
        execution_context_class=ReadingExecutor,
        config=StrawberryConfig(scalar_map=SCALARS, disable_field_suggestions=True),
    )
    core: GraphQLSchema = built._schema  # noqa: SLF001
    walk_trees(core, built.schema_converter)
    built.plans = Plans(
        core,
        naming=built.config.name_converter.get_graphql_name,
        cursor_key=cursor_key,
        open_schemas=frozenset(open_schemas),
        refusal_of=refusal_of,
    )
    check(built)
    return built


class _NodeQueries:
    @by_id
    def node(self, id: GlobalID) -> Node | None:
        """The object that has this id; null if there is none, or none for you."""


def _joined(name: str, description: str, parts: Sequence[type]) -> Any:
    """One root type out of the fields of several classes."""
    namespace: dict[str, Any] = {"__annotations__": {}, "__module__": __name__}
    for part in parts:
        fields = {k: v for k, v in vars(part).items() if isinstance(v, StrawberryField)}
        for key, field in fields.items():
            if key in namespace:
                raise DeclarationError(f"{part.__name__}.{key} is there twice")
            # A copy: the same class may be joined into two schemas.
            namespace[key] = field.__copy__()
            annotation = vars(part).get("__annotations__", {}).get(key)
            if annotation is not None:
                namespace["__annotations__"][key] = annotation
    return strawberry.type(type(name, (), namespace), description=description)
