"""Executes operations: a query is one statement, and its bytes are sent as they are."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from contextvars import ContextVar
from typing import Any, cast

import asyncpg
import orjson
from graphql import ExecutionResult, GraphQLError, OperationType
from graphql.execution.values import VariableValues
from strawberry.schema.schema import StrawberryGraphQLCoreExecutionContext

from .compile import Request
from .field_errors import FieldError, TimedOut
from .plan import Path, Plan
from .plans import Plans
from .ports import RequestContext

running: ContextVar[Executor] = ContextVar("running")
"""The executor of the current operation; a mutation reads its payload with it."""


class _UnexpectedValueError(Exception):
    """The strict statement found what GraphQL reports as an error."""


async def run(
    fetchval: Callable[..., Awaitable[Any]], plan: Plan, arguments: list[Any], locale: str
) -> bytes:
    """Run a plan's statement.

    Raises:
        _PromiseBrokenError: a strict statement found a value that its field must not have.
        GraphQLError: it took too long.
        asyncpg.PostgresError: the declared SQL fails, which is a bug.
    """
    try:
        return await fetchval(plan.sql, *arguments)
    except asyncpg.QueryCanceledError as error:
        raise TimedOut().error(locale) from error
    except asyncpg.NumericValueOutOfRangeError as error:
        if plan.tree:
            raise
        raise _UnexpectedValueError from error
    except asyncpg.UndefinedObjectError as error:
        if plan.tree or "graphql_sql.unexpected_value" not in str(error):
            raise
        raise _UnexpectedValueError from error


class Executor(StrawberryGraphQLCoreExecutionContext):
    """Strawberry's executor, but queries are read with compiled statements."""

    def execute_operation(self, serially: bool | None = None) -> Any:
        if self.operation.operation is OperationType.QUERY:
            return self._read()
        if self.operation.operation is OperationType.MUTATION:
            return self._mutate(serially)
        return super().execute_operation(serially)

    async def _mutate(self, serially: bool | None) -> Any:
        token = running.set(self)
        try:
            result: Any = super().execute_operation(serially)
            return await result if self.is_awaitable(result) else result
        finally:
            running.reset(token)

    @property
    def plans(self) -> Plans:
        """The plans of this schema."""
        return cast("Any", self.schema)._strawberry_schema.plans  # noqa: SLF001

    @property
    def context(self) -> RequestContext:
        """The GraphQL context."""
        return self.context_value

    def request(self) -> Request:
        """What a plan of this operation is compiled for."""
        return self.plans.request(
            self.operation,
            self.fragments,
            self.variable_values,
            self.context.viewer.audience,
        )

    async def _read(self) -> ExecutionResult:
        try:
            return await self._answer()
        except FieldError as error:
            return ExecutionResult(None, [error.error(self.context.viewer.locale)])
        except GraphQLError as error:
            return ExecutionResult(None, [error])

    async def _answer(self) -> ExecutionResult:
        plans, variables = self.plans, self.variable_values
        plan = plans.strict(self)
        if plan is not None and not plan.failing(variables):
            try:
                answer = await self.fetch(plan) if plan.sql else b"{}"
                return ExecutionResult(cast("Any", orjson.Fragment(answer)), None)
            except _UnexpectedValueError:
                pass
        self.root_value = await self.tree(lambda refused: plans.tree(self, refused), self.fetch)
        result: Any = super().execute_operation()
        return await result if self.is_awaitable(result) else result

    async def tree(
        self,
        planned: Callable[[frozenset[Path]], Plan],
        fetched: Callable[[Plan], Awaitable[bytes]],
    ) -> dict[str, Any]:
        """Read a tree, with an exception in the place of each field that fails.

        Args:
            planned: returns the plan in which these fields are refused.
            fetched: runs it.
        """
        failed: dict[Path, FieldError] = {}
        while True:
            plan = planned(frozenset(failed))
            failing = plan.failing(self.variable_values)
            if not failing:
                break
            failed.update(failing)
        if not plan.sql:
            return {}
        answer = await fetched(plan)
        return plan.read_tree(answer, {**plan.errors, **failed}, self.context.viewer.locale)

    async def fetch(self, plan: Plan, variables: VariableValues | None = None) -> bytes:
        """Run a plan's statement on its own connection, with the viewer's signed context."""
        context = self.context
        viewer = context.viewer
        signed = viewer.context(context.pools.context_key) if plan.signed else ""
        return await run(
            context.pools.reader(cast("Any", viewer.audience)).fetchval,
            plan,
            plan.arguments(variables or self.variable_values, signed),
            viewer.locale,
        )
