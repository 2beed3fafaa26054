"""The schema: root types joined from several classes, checked, with compiled queries."""

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

from .check import check_declarations, samples
from .declare import Node, by_id
from .execute import Executor
from .field_errors import DeclarationError
from .mutate import MutationField
from .plan import Plan
from .plans import Plans
from .refusals import Refusal
from .scalars import ID, SCALARS
from .tree import walk_trees

AUDIENCES = ("public", "tenant", "gov")


class Schema(strawberry.Schema):
    """A Strawberry schema whose queries are answered by compiled statements."""

    plans: Plans

    def process_errors(
        self, errors: list[GraphQLError], execution_context: ExecutionContext | None = None
    ) -> None:
        """Log nothing here: the web endpoint decides which errors are bugs."""

    def precompile(self, document: DocumentNode, audiences: Iterable[str] = AUDIENCES) -> None:
        """Compile each query of a validated document for each audience.

        Variables get sample values, all of them given; other keys are compiled on first use.
        Keep a reference to the document: its plans belong to it.

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
        """The plan of a document and the values of its parameters, for benchmarks.

        If the plan is `signed`, the first value is "", in the place of the context.

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
    ) -> Executor:
        """An executor without a viewer: enough to compile for an audience."""
        nobody = SimpleNamespace(viewer=SimpleNamespace(audience=audience, locale="id"))
        built = Executor.build(
            self._schema,
            document,
            context_value=nobody,
            raw_variable_values=variables,
            operation_name=name,
        )
        if isinstance(built, list):
            raise built[0]
        return cast("Executor", built)


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
    checked: bool = True,
) -> Schema:
    """Join the classes into one schema and check every declaration.

    Args:
        queries, mutations: classes of `@graphql_sql.field` and `@graphql_sql.mutation` methods;
            a plain `@strawberry.field` is allowed at the root and runs in the executor.
        subscription: a Strawberry type; subscriptions are not compiled.
        types: object types that no field names (members of an interface).
        refusals: refusal types that every mutation may return.
        cursor_key: returns the secret that signs cursors; called when a plan is compiled.
        open_schemas: database schemas that the audience "public" may read. It doesn't get rows of
            other tables: an object is null, a list or page is empty; a value computed from them is
            refused as FORBIDDEN.
        refusal_of: the refusal that a database error means in the domain, or None.
        extensions: Strawberry's.
        schema_class: for a schema with further methods.
        checked: False where every start would repeat what a test has found out: a large schema
            takes seconds. That test calls `check_declarations`.

    Raises:
        DeclarationError: has a line for each declaration that can't keep its promise.
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
        execution_context_class=Executor,
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
    if checked:
        check_declarations(built)
    return built


class _NodeQueries:
    @by_id
    def node(self, id: ID) -> Node | None:
        """The object that has this id; null if there is none, or none for you."""


def _joined(name: str, description: str, parts: Sequence[type]) -> Any:
    """One root type with the fields of several classes."""
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
