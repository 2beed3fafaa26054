"""Estimates how much a document asks for, before anything of it runs.

The parsed document is walked once, before validation (a hostile document can make validation
itself slow). Each fragment is measured once and the result is reused wherever it is spread. So a
document whose fragments double (F0 spreads F1 twice, F1 spreads F2 twice, ...) takes as many
steps as it has selections, while its estimate doubles at each fragment until it is refused.

The estimates are upper bounds that ignore merging and ``@skip``:

- **nodes**: objects in the answer. ``first`` and ``last`` multiply what is below them; a list
  without them counts as :data:`~ksbb.web.graphql.limits.LIST_SIZE` items.
- **cost**: lookups that the answer needs, plus a fiftieth for each plain value; counting a whole
  list (``totalCount``) costs twenty lookups.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from graphql import (
    FieldNode,
    FragmentDefinitionNode,
    FragmentSpreadNode,
    GraphQLInterfaceType,
    GraphQLList,
    GraphQLNamedType,
    GraphQLNonNull,
    GraphQLObjectType,
    InlineFragmentNode,
    IntValueNode,
    NullValueNode,
    OperationDefinitionNode,
    SchemaMetaFieldDef,
    TypeMetaFieldDef,
    Undefined,
    VariableNode,
)

from ksbb.web.graphql.limits import COUNTED, LIST_SIZE, LIST_SIZES, LOOKUP, NESTING, Limits
from ksbb.web.graphql.request_refused import RequestRefused

if TYPE_CHECKING:
    from collections.abc import Mapping

    from graphql import DocumentNode, GraphQLField, GraphQLSchema, SelectionSetNode, ValueNode

PAGE_ARGUMENTS = ("first", "last")
# The two introspection fields; a document that reads data may not have them.
INTROSPECTION_FIELDS = {"__schema": SchemaMetaFieldDef, "__type": TypeMetaFieldDef}


@dataclass(slots=True)
class Weight:
    """The estimate of a selection for one parent object.

    In a connection the lists ``edges`` and ``nodes`` are as long as its ``first`` says. A fragment
    on the connection doesn't know that number: ``item_nodes`` and ``item_cost`` are what one more
    item adds, and the field with the ``first`` multiplies them.
    """

    depth: int = 0
    aliases: int = 0
    directives: int = 0
    nodes: int = 0
    item_nodes: int = 0
    cost: int = 0
    item_cost: int = 0
    # Response key -> how many fields at most would be merged on one path below it.
    repeats: Counter[str] = field(default_factory=Counter)

    def add(self, other: Weight) -> None:
        """Add the estimate of a fragment or a field at the same level."""
        self.depth = max(self.depth, other.depth)
        self.aliases += other.aliases
        self.directives += other.directives
        self.nodes += other.nodes
        self.item_nodes += other.item_nodes
        self.cost += other.cost
        self.item_cost += other.item_cost
        self.repeats.update(other.repeats)

    @property
    def lookups(self) -> int:
        """The cost in lookups, rounded up."""
        return -(-self.cost // LOOKUP)

    @property
    def repeated(self) -> int:
        """The largest number of fields that would be merged on one path."""
        return max(self.repeats.values(), default=1)


@dataclass(slots=True)
class Measure:
    """The estimate of a whole document."""

    weight: Weight
    # Selections visited: the cost of measuring.
    visits: int
    # Variables that set page sizes: the estimate depends on their values.
    sizes: tuple[str, ...]

    def check(self, limits: Limits) -> None:
        """Raise RequestRefused for the first limit that is exceeded."""
        weight = self.weight
        for code, found, limit in (
            ("TOO_DEEP", weight.depth, limits.depth),
            ("TOO_MANY_ALIASES", weight.aliases, limits.aliases),
            ("TOO_MANY_DIRECTIVES", weight.directives, limits.directives),
            ("TOO_MANY_REPEATS", weight.repeated, limits.repeats),
            ("TOO_MANY_NODES", weight.nodes, limits.nodes),
            ("TOO_COSTLY", weight.lookups, limits.cost),
        ):
            if found > limit:
                # Doubling fragments give numbers of many digits; nobody needs them exactly.
                raise RequestRefused(code, limit=limit, found=min(found, 10**12))


def measure(
    schema: GraphQLSchema,
    document: DocumentNode,
    limits: Limits,
    values: Mapping[str, Any] | None = None,
    *,
    sizes: Mapping[str, int] = LIST_SIZES,
    introspects: bool = False,
) -> Measure:
    """Estimate all operations of a parsed document, which need not be valid.

    With ``values`` (the request's variables) page sizes in variables count with these values;
    without, they count as 1, so that a document is refused early only where this is certain.
    ``sizes`` are the lengths of lists without a page size, by ``Type.field``. With
    ``introspects`` the document may ask for the schema.

    Raises:
        RequestRefused: a page size is not in 1..limits.first, the nesting is far too deep, or
            introspection is mixed with data.
    """
    return _Walk(schema, document, limits, values, sizes, introspects=introspects).run()


class _Walk:
    def __init__(
        self,
        schema: GraphQLSchema,
        document: DocumentNode,
        limits: Limits,
        values: Mapping[str, Any] | None,
        list_sizes: Mapping[str, int],
        *,
        introspects: bool,
    ) -> None:
        self.schema = schema
        self.limits = limits
        self.values = values
        self.list_sizes = list_sizes
        self.introspects = introspects
        self.visits = 0
        self.sizes: dict[str, None] = {}
        self.operations = [
            node for node in document.definitions if isinstance(node, OperationDefinitionNode)
        ]
        self.fragments = {
            node.name.value: node
            for node in document.definitions
            if isinstance(node, FragmentDefinitionNode)
        }
        # A fragment that is being measured is in here with an empty estimate: a cycle ends
        # there, and validation reports it.
        self.measured: dict[str, Weight] = {}
        self.defaults: dict[str, ValueNode] = {}

    def run(self) -> Measure:
        heaviest = Weight()
        for operation in self.operations:
            self.defaults = {
                variable.variable.name.value: variable.default_value
                for variable in operation.variable_definitions or ()
                if variable.default_value is not None
            }
            # Page sizes depend on the operation's variables: nothing is shared between operations.
            self.measured = {}
            root = self.schema.get_root_type(operation.operation)
            weight = self.selections(operation.selection_set, root, 0)
            weight.directives += len(operation.directives or ())
            heaviest = _larger(heaviest, weight)
        return Measure(heaviest, self.visits, tuple(self.sizes))

    def selections(
        self, selection_set: SelectionSetNode, parent: GraphQLNamedType | None, nesting: int
    ) -> Weight:
        if nesting > NESTING:
            raise RequestRefused("TOO_DEEP", limit=self.limits.depth, found=nesting)
        total = Weight()
        for selection in selection_set.selections:
            self.visits += 1
            total.directives += len(selection.directives or ())
            if isinstance(selection, FieldNode):
                self.add_field(total, selection, parent, nesting)
            elif isinstance(selection, FragmentSpreadNode):
                total.add(self.fragment(selection.name.value, nesting))
            elif isinstance(selection, InlineFragmentNode):
                condition = selection.type_condition
                inner = self.schema.get_type(condition.name.value) if condition else parent
                total.add(self.selections(selection.selection_set, inner, nesting + 1))
        return total

    def fragment(self, name: str, nesting: int) -> Weight:
        known = self.measured.get(name)
        if known is not None:
            return known
        definition = self.fragments.get(name)
        if definition is None:
            return Weight()
        self.measured[name] = Weight()
        weight = self.selections(
            definition.selection_set,
            self.schema.get_type(definition.type_condition.name.value),
            nesting + 1,
        )
        weight.directives += len(definition.directives or ())
        self.measured[name] = weight
        return weight

    def add_field(
        self, total: Weight, node: FieldNode, parent: GraphQLNamedType | None, nesting: int
    ) -> None:
        name = node.name.value
        if name in INTROSPECTION_FIELDS and not self.introspects:
            raise RequestRefused("INTROSPECTION_APART")
        key = node.alias.value if node.alias else name
        total.aliases += node.alias is not None
        declared = _field(parent, name)
        if node.selection_set is None:
            total.depth = max(total.depth, 1)
            total.repeats[key] += 1
            total.cost += COUNTED if _is_connection(parent) and name == "totalCount" else 1
            return

        inner, is_list = _unwrap(declared)
        below = self.selections(node.selection_set, inner, nesting + 1)
        total.depth = max(total.depth, 1 + below.depth)
        total.aliases += below.aliases
        total.directives += below.directives
        total.repeats[key] += below.repeated

        if _is_connection(parent) and is_list and name in ("edges", "nodes"):
            # An edge is not counted as an object: only its node is.
            total.item_nodes += below.nodes + (name == "nodes")
            total.item_cost += below.cost
            return
        if _is_edge(parent) and name == "node":
            total.nodes += 1 + below.nodes
            total.cost += below.cost
            return
        items = self.page_size(node, declared)
        if items is None:
            where = f"{parent.name}.{name}" if parent else name
            items = self.list_sizes.get(where, LIST_SIZE)
        if is_list:
            total.nodes += items * (1 + below.nodes)
            total.cost += LOOKUP + items * below.cost
        else:
            total.nodes += 1 + below.nodes + items * below.item_nodes
            total.cost += LOOKUP + below.cost + items * below.item_cost

    def page_size(self, node: FieldNode, declared: GraphQLField | None) -> int | None:
        """The value of ``first`` or ``last``; None for a field that has neither."""
        if declared is None:
            return None
        accepted = [name for name in PAGE_ARGUMENTS if name in declared.args]
        if not accepted:
            return None
        given = {argument.name.value: argument.value for argument in node.arguments or ()}
        sizes = [
            size
            for name in accepted
            if name in given and (size := self.value_of(name, given[name])) is not None
        ]
        if sizes:
            return max(sizes)
        for name in accepted:
            default = _default(declared, name)
            if default is not None:
                return default
        return self.limits.first

    def value_of(self, argument: str, node: ValueNode) -> int | None:
        """The value of a page size; None when it was not given and the default applies."""
        if isinstance(node, VariableNode):
            name = node.name.value
            self.sizes[name] = None
            if self.values is None:
                return 1
            if name in self.values:
                return self.in_range(argument, self.values[name])
            if name not in self.defaults:
                return None
            node = self.defaults[name]
        if isinstance(node, IntValueNode):
            return self.in_range(argument, int(node.value[:20]))
        if isinstance(node, NullValueNode):
            return None
        return 1

    def in_range(self, argument: str, value: object) -> int | None:
        if value is None:
            return None
        # A value of another type is refused by coercion, with a better message.
        if isinstance(value, bool) or not isinstance(value, int):
            return 1
        if not 1 <= value <= self.limits.first:
            raise RequestRefused(
                "PAGE_SIZE_OUT_OF_RANGE", argument=argument, limit=self.limits.first, found=value
            )
        return value


def _larger(one: Weight, other: Weight) -> Weight:
    return Weight(
        depth=max(one.depth, other.depth),
        aliases=max(one.aliases, other.aliases),
        directives=max(one.directives, other.directives),
        nodes=max(one.nodes, other.nodes),
        cost=max(one.cost, other.cost),
        repeats=one.repeats if one.repeated > other.repeated else other.repeats,
    )


def _field(parent: GraphQLNamedType | None, name: str) -> GraphQLField | None:
    if isinstance(parent, GraphQLObjectType | GraphQLInterfaceType):
        return parent.fields.get(name) or INTROSPECTION_FIELDS.get(name)
    return None


def _unwrap(declared: GraphQLField | None) -> tuple[GraphQLNamedType | None, bool]:
    if declared is None:
        return None, False
    type_: Any = declared.type
    is_list = False
    while isinstance(type_, GraphQLNonNull | GraphQLList):
        is_list = is_list or isinstance(type_, GraphQLList)
        type_ = type_.of_type
    return type_, is_list


def _is_connection(parent: GraphQLNamedType | None) -> bool:
    return isinstance(parent, GraphQLObjectType) and "pageInfo" in parent.fields


def _is_edge(parent: GraphQLNamedType | None) -> bool:
    return isinstance(parent, GraphQLObjectType) and {"node", "cursor"} <= parent.fields.keys()


def _default(declared: GraphQLField, name: str) -> int | None:
    argument = declared.args[name]
    value = argument.default_value
    if value is Undefined and argument.default is not None:
        literal = argument.default.literal
        value = argument.default.value if literal is None else literal
    if isinstance(value, IntValueNode):
        value = int(value.value)
    return value if isinstance(value, int) else None
