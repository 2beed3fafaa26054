"""Caches the plans of a schema by document, audience and key of the variables."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Callable
from typing import TYPE_CHECKING, Any, cast

from graphql import GraphQLSchema, Node, OperationDefinitionNode
from graphql.execution.collect_fields import FragmentDetails
from graphql.execution.values import VariableValues

from .arguments import Naming, Variables
from .compile import Compiler, NotStrict, Request
from .field_errors import LongAlias
from .plan import Path, Plan
from .refusals import Refusal
from .sqltext import MAX_NAME

if TYPE_CHECKING:
    from .execute import Executor

# Memory for plans and the documents that they belong to, in bytes as estimated below.
MAX_BYTES = 64 * 2**20
# Plans of one operation: requests with ever new keys only push out plans of that operation.
MAX_SHAPES = 64
TOKEN_BYTES = 800
PLAN_BYTES = 2_000
PART_BYTES = 500


class Operation:
    """One operation of a cached document, and its plans.

    Its AST node identifies it: a document that is parsed again gets new plans. The node is kept
    here, so that its `id` can't be reused meanwhile.
    """

    def __init__(
        self,
        schema: GraphQLSchema,
        node: OperationDefinitionNode,
        fragments: dict[str, FragmentDetails],
    ) -> None:
        check_aliases(node, fragments)
        self.node = node
        self.variables = Variables(schema, node, [f.definition for f in fragments.values()])
        self.plans: OrderedDict[tuple[Any, ...], Plan | None] = OrderedDict()
        self.bytes = TOKEN_BYTES * count_tokens(node)

    def keep(self, key: tuple[Any, ...], plan: Plan | None) -> None:
        """Add a plan; if there are too many, drop the least recently used one."""
        self.plans[key] = plan
        self.bytes += size_of(plan)
        if len(self.plans) > MAX_SHAPES:
            _, oldest = self.plans.popitem(last=False)
            self.bytes -= size_of(oldest)


class Plans:
    """Compiles each document for each key once, and caches what was used last."""

    def __init__(
        self,
        schema: GraphQLSchema,
        naming: Naming,
        cursor_key: Callable[[], bytes],
        open_schemas: frozenset[str],
        refusal_of: Callable[[Exception], Refusal | None],
        max_bytes: int = MAX_BYTES,
    ) -> None:
        self.schema = schema
        self.naming = naming
        self.refusal_of = refusal_of
        self.cursor_key = cursor_key
        self.open_schemas = open_schemas
        self.most = max_bytes
        self.bytes = 0
        self.compiled = 0
        self._operations: OrderedDict[int, Operation] = OrderedDict()

    @property
    def size(self) -> int:
        """How many plans are kept."""
        return sum(len(operation.plans) for operation in self._operations.values())

    def hidden(self, table: Any) -> bool:
        """Whether the audience "public" never sees rows of this table."""
        return table.schema not in self.open_schemas

    def request(
        self,
        operation: OperationDefinitionNode,
        fragments: dict[str, FragmentDetails],
        variables: VariableValues,
        audience: str,
    ) -> Request:
        """What a plan is compiled for."""
        return Request(
            schema=self.schema,
            operation=operation,
            fragments=fragments,
            variables=variables,
            audience=audience,
            open_schemas=self.open_schemas,
            naming=self.naming,
            cursor_key=self.cursor_key(),
        )

    def strict(self, executor: Executor) -> Plan | None:
        """The plan that yields the final JSON; None if the executor must walk a tree."""

        def made() -> Plan | None:
            try:
                return Compiler(executor.request(), strict=True).query()
            except NotStrict:
                return None

        return self.kept(executor, ("strict",), made)

    def tree(self, executor: Executor, refused: frozenset[Path]) -> Plan:
        """The plan that yields a tree, in which these fields are refused."""

        def made() -> Plan:
            return Compiler(executor.request(), strict=False, refused=refused).query()

        return cast("Plan", self.kept(executor, ("tree", refused), made))

    def kept(
        self,
        executor: Executor,
        more: tuple[Any, ...],
        made: Callable[[], Plan | None],
    ) -> Plan | None:
        """The plan for this operation, audience and variables; `more` is added to the key."""
        operation = self._operation(executor)
        shape = operation.variables.key(executor.variable_values.coerced)
        key = (executor.context.viewer.audience, shape, *more)
        if key in operation.plans:
            operation.plans.move_to_end(key)
            return operation.plans[key]
        self.compiled += 1
        plan = made()
        before = operation.bytes
        operation.keep(key, plan)
        self.bytes += operation.bytes - before
        while self.bytes > self.most and self._operations:
            _, oldest = self._operations.popitem(last=False)
            self.bytes -= oldest.bytes
        return plan

    def _operation(self, executor: Executor) -> Operation:
        node = executor.operation
        known = self._operations.get(id(node))
        if known is not None:
            self._operations.move_to_end(id(node))
            return known
        new = self._operations[id(node)] = Operation(self.schema, node, executor.fragments)
        self.bytes += new.bytes
        return new


def count_tokens(node: Node) -> int:
    """The number of tokens that a node keeps in memory: all of its document are linked."""
    token = node.loc.start_token if node.loc else None
    while token is not None and token.prev is not None:
        token = token.prev
    count = 0
    while token is not None:
        count += 1
        token = token.next
    return count


def size_of(plan: Plan | None) -> int:
    """About how many bytes a plan takes."""
    if plan is None:
        return PLAN_BYTES
    parts = len(plan.parameters) + len(plan.checks) + len(plan.placeholders) + len(plan.errors)
    return PLAN_BYTES + len(plan.sql) + PART_BYTES * parts


def check_aliases(
    operation: OperationDefinitionNode, fragments: dict[str, FragmentDetails]
) -> None:
    """Refuse aliases that PostgreSQL would cut, because two of them might become equal.

    Raises:
        LongAlias: one has more bytes than a name in SQL may have.
    """
    waiting: list[Any] = [operation, *(f.definition for f in fragments.values())]
    while waiting:
        node = waiting.pop()
        alias = getattr(node, "alias", None)
        if alias is not None and len(alias.value) > MAX_NAME:
            raise LongAlias(maximum=MAX_NAME)
        if getattr(node, "selection_set", None) is not None:
            waiting += node.selection_set.selections
