"""Reads the result of a mutation, for the object that its function returned."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, cast

from graphql import GraphQLObjectType, get_named_type, is_list_type, is_non_null_type
from graphql.execution.collect_fields import FieldDetails
from graphql.execution.values import VariableValues
from sqlalchemy import BigInteger, any_, func, select
from sqlalchemy.dialects.postgresql import ARRAY
from sqlalchemy.ext.asyncio import AsyncSession

from .arguments import Slot
from .compile import Compiler
from .execute import Executor, run
from .plan import TYPENAME, Path, Plan
from .results import Rows
from .rowsource import Row
from .selected import Selected, primary_key
from .sqltext import Argument, quoted


class PayloadReader:
    """Reads the selection of a mutation's result for the object that the function returned."""

    def __init__(self, executor: Executor, key: str, details: list[FieldDetails]) -> None:
        self.executor = executor
        self.key = key
        self.details = details

    async def settled(self, answer: Any, session: AsyncSession) -> dict[str, Any]:
        """Read it inside the transaction, on the session's connection."""
        connection = await session.connection()
        driver: Any = (await connection.get_raw_connection()).driver_connection
        return await self._read(type(answer), answer, {}, driver.fetchval)

    async def read(self, kind: type, carrier: Any, **more: Any) -> dict[str, Any]:
        """Read it in a statement of its own: after a refusal the transaction is over."""
        return await self._read(kind, carrier, more, None)

    async def _read(
        self, kind: type, carrier: Any, more: Mapping[str, Any], fetchval: Any
    ) -> dict[str, Any]:
        executor = self.executor
        definition = cast("Any", kind).__strawberry_definition__
        graphql: Any = executor.schema.type_map[definition.name]
        given = _Given(executor, graphql, self.details, carrier, more)
        variables = executor.variable_values
        found = VariableValues(variables.sources, {**variables.coerced, **given.numbers})

        def planned(refused: frozenset[Path]) -> Plan:
            def made() -> Plan:
                compiler = Compiler(executor.request(), strict=False, refused=refused)
                columns = given.columns(compiler, (self.key,))
                return compiler.plan(columns, inside=fetchval is not None)

            marks = ("payload", self.key, graphql.name, fetchval is not None, refused)
            return cast("Plan", executor.plans.kept(executor, marks, made))

        async def fetched(plan: Plan) -> bytes:
            context = executor.context
            if fetchval is None:
                return await executor.fetch(plan, found)
            locale = context.viewer.locale
            return await run(fetchval, plan, plan.arguments(found, ""), locale)

        tree = await executor.tree(planned, fetched)
        return {**tree, **given.leaves, TYPENAME: graphql.name}


class _Given:
    """Which objects of a payload are given as rows or ids, to be read from the database."""

    def __init__(
        self,
        executor: Executor,
        kind: GraphQLObjectType,
        details: list[FieldDetails],
        carrier: Any,
        more: Mapping[str, Any],
    ) -> None:
        self.kind = kind
        self.leaves: dict[str, Any] = {}
        self.numbers: dict[str, Any] = {}
        self._objects: dict[str, list[FieldDetails]] = {}
        compiler = Compiler(executor.request(), strict=False)
        for key, inner in compiler.subfields(kind, details).items():
            name = inner[0].node.name.value
            if name == "__typename":
                continue
            field = kind.fields[name]
            python = field.extensions["strawberry-definition"].python_name
            value = more[python] if python in more else _attribute(carrier, python)
            if isinstance(get_named_type(field.type), GraphQLObjectType):
                self._objects[key] = inner
                self.numbers[f"#{key}"] = _numbers(value)
            else:
                self.leaves[key] = value

    def columns(self, compiler: Compiler, path: Path) -> list[str]:
        """SQL of the objects; their ids are parameters."""
        found: list[str] = []
        for key, details in self._objects.items():
            promised = self.kind.fields[details[0].node.name.value].type
            selected = Selected(compiler, self.kind, promised, details, Row(None, ""), (*path, key))
            named: Any = get_named_type(promised)
            model = selected.declared(named).model
            own = getattr(model, primary_key(model).name)
            slot = Slot(lambda values, key=key: values.coerced[f"#{key}"])
            plain = promised.of_type if is_non_null_type(promised) else promised
            if is_list_type(plain):
                numbers = Argument(slot, ARRAY(BigInteger()))
                query = (
                    select(model)
                    .where(own == any_(numbers))
                    .order_by(func.array_position(numbers, own))
                )
                sql = selected.rows(Rows(query))
            else:
                query = select(model).where(own == Argument(slot, BigInteger()))
                sql = selected.rows(Rows(query, single=True), unique=True)
            found.append(f"{sql} AS {quoted(key)}")
        return found


def _attribute(carrier: Any, name: str) -> Any:
    if hasattr(carrier, name):
        return getattr(carrier, name)
    return getattr(carrier, f"{name}_id")


def _numbers(value: Any) -> Any:
    """The id of a row, or of each of a list of rows."""
    if value is None or isinstance(value, int):
        return value
    if isinstance(value, (list, tuple)):
        return [_numbers(item) for item in value]
    return getattr(value, primary_key(type(value)).name)
