"""The plans of a schema, kept by document, audience and the shape of the variables."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Callable
from typing import TYPE_CHECKING, Any, Generic, TypeVar, cast

from graphql import GraphQLSchema, OperationDefinitionNode
from graphql.execution.collect_fields import FragmentDetails
from graphql.execution.values import VariableValues

from ksbb.kernel.errors import Refusal

from .arguments import Naming, Variables
from .compile import Compiler, NotStrict, Request
from .faults import LongAlias
from .plan import Path, Plan
from .sqltext import LONGEST_NAME

if TYPE_CHECKING:
    from .execute import ReadingExecutor

MOST_PLANS = 1000

K = TypeVar("K")
V = TypeVar("V")


class Recent(OrderedDict[K, V], Generic[K, V]):
    """A dictionary of the most recently used entries."""

    def __init__(self, most: int) -> None:
        super().__init__()
        self.most = most

    def recall(self, key: K) -> V | None:
        """The entry, which counts as used."""
        found = self.get(key)
        if found is not None:
            self.move_to_end(key)
        return found

    def keep(self, key: K, value: V) -> V:
        """Add an entry; the one longest unused goes."""
        self[key] = value
        self.move_to_end(key)
        while len(self) > self.most:
            self.popitem(last=False)
        return value


class Operation:
    """What is known of one operation of a cached document.

    The nodes of a document are its identity: whoever parses it again gets new plans. The
    operation is held here, so that its `id` can't be given to another one meanwhile.
    """

    def __init__(self, schema: GraphQLSchema, node: OperationDefinitionNode) -> None:
        self.node = node
        self.variables = Variables(schema, node)


class Plans:
    """Compiles each shape of each document once."""

    def __init__(
        self,
        schema: GraphQLSchema,
        naming: Naming,
        cursor_key: Callable[[], bytes],
        open_schemas: frozenset[str],
        refusal_of: Callable[[Exception], Refusal | None],
        most: int = MOST_PLANS,
    ) -> None:
        self.schema = schema
        self.naming = naming
        self.refusal_of = refusal_of
        self.cursor_key = cursor_key
        self.open_schemas = open_schemas
        self._operations: Recent[int, Operation] = Recent(most)
        # Behind each plan its operation's node: proof that the key is not an old one's.
        self._plans: Recent[tuple[Any, ...], tuple[OperationDefinitionNode, Plan | None]] = Recent(
            most
        )
        self.compiled = 0

    @property
    def size(self) -> int:
        """How many plans are kept."""
        return len(self._plans)

    def limit(self, most: int) -> None:
        """Keep at most so many plans from now on."""
        self._operations.most = self._plans.most = most

    def hidden(self, table: Any) -> bool:
        """Whether the audience "public" never sees a row of this table."""
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

    def strict(self, executor: ReadingExecutor) -> Plan | None:
        """The plan that yields the final JSON; None if the executor has to walk a tree."""

        def made() -> Plan | None:
            try:
                return Compiler(executor.request(), strict=True).query()
            except NotStrict:
                return None

        return self.kept(executor, ("strict",), made)

    def tree(self, executor: ReadingExecutor, refused: frozenset[Path]) -> Plan:
        """The plan that yields a tree, in which these fields are refused."""

        def made() -> Plan:
            return Compiler(executor.request(), strict=False, refused=refused).query()

        return cast("Plan", self.kept(executor, ("tree", refused), made))

    def kept(
        self,
        executor: ReadingExecutor,
        more: tuple[Any, ...],
        made: Callable[[], Plan | None],
    ) -> Plan | None:
        """The plan for this operation, audience and shape of variables; `more` tells apart."""
        node = executor.operation
        known = self._operations.recall(id(node))
        if known is None or known.node is not node:
            check_aliases(node, executor.fragments)
            known = self._operations.keep(id(node), Operation(self.schema, node))
        shape = known.variables.key(executor.variable_values.coerced)
        key = (id(node), executor.context.viewer.audience, shape, *more)
        found = self._plans.recall(key)
        if found is not None and found[0] is node:
            return found[1]
        self.compiled += 1
        plan = made()
        self._plans.keep(key, (node, plan))
        return plan


def check_aliases(
    operation: OperationDefinitionNode, fragments: dict[str, FragmentDetails]
) -> None:
    """Refuse aliases that PostgreSQL would cut: two of them might become one.

    Raises:
        LongAlias: one has more bytes than a name in SQL may have.
    """
    waiting: list[Any] = [operation, *(f.definition for f in fragments.values())]
    while waiting:
        node = waiting.pop()
        alias = getattr(node, "alias", None)
        if alias is not None and len(alias.value) > LONGEST_NAME:
            raise LongAlias(most=LONGEST_NAME)
        if getattr(node, "selection_set", None) is not None:
            waiting += node.selection_set.selections
