"""A document is parsed, guarded and validated once, and then known.

Validation in graphql-core takes about a millisecond for an ordinary page, more than the
database takes to answer it, so what is known about a document is kept: for our own persisted
documents for good, for free-form ones in a bounded cache of the last used.
"""

from __future__ import annotations

from collections import OrderedDict
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Any

from graphql import (
    FieldNode,
    GraphQLError,
    GraphQLSyntaxError,
    OperationDefinitionNode,
    OperationType,
    get_introspection_query,
    parse,
    specified_rules,
    validate,
)
from strawberry.schema.validation_rules.maybe_null import MaybeNullValidationRule
from strawberry.schema.validation_rules.one_of import OneOfInputValidationRule

from ksbb.endpoint.faults import Fault
from ksbb.endpoint.guard import INTROSPECTION_FIELDS, measure
from ksbb.endpoint.limits import PEOPLE

if TYPE_CHECKING:
    from collections.abc import Mapping

    from graphql import DocumentNode, GraphQLSchema

    from ksbb.endpoint.guard import Measure
    from ksbb.endpoint.limits import Limits

# Errors in one reply. A hundred complaints about one document help nobody but an attacker.
ERRORS = 10
# Free-form documents are kept up to this many tokens in all, of which each takes about 800
# bytes (80 MB), and none whose text is longer than this.
KEPT_TOKENS = 100_000
KEPT_TEXT = 16 * 1024
# Verdicts kept for one document, by the values of its page sizes.
KEPT_VERDICTS = 64

RULES = (*specified_rules, MaybeNullValidationRule, OneOfInputValidationRule)


@dataclass(slots=True)
class Document:
    """A document that may be run, or why it may not."""

    text: str
    limits: Limits
    node: DocumentNode | None = None
    # A limit it exceeds: answered with 400 whatever the caller accepts.
    fault: Fault | None = None
    # What parsing or validation says: GraphQL's own errors, with their code.
    errors: list[GraphQLError] = field(default_factory=list)
    code: str = ""
    introspects: bool = False
    operations: dict[str | None, OperationDefinitionNode] = field(default_factory=dict)
    # Names of the variables that set page sizes, and what was judged for their values.
    sizes: tuple[str, ...] = ()
    verdicts: OrderedDict[tuple[object, ...], Fault | None] = field(default_factory=OrderedDict)

    @property
    def tokens(self) -> int:
        """How much memory it takes, in tokens; what could not be read counts as a short one."""
        return self.node.token_count if self.node is not None else 100

    def operation(self, name: str | None) -> OperationDefinitionNode:
        """The operation to run.

        Raises:
            Fault: UNKNOWN_OPERATION or OPERATION_NAME_NEEDED.
        """
        if name is not None:
            found = self.operations.get(name)
            if found is None:
                raise Fault("UNKNOWN_OPERATION", operation=name[:80])
            return found
        if len(self.operations) != 1:
            raise Fault("OPERATION_NAME_NEEDED")
        return next(iter(self.operations.values()))

    def judge(self, schema: GraphQLSchema, variables: Mapping[str, Any]) -> None:
        """Measure again with the page sizes that this request asks for.

        Raises:
            Fault: with these values a limit is exceeded.
        """
        if not self.sizes or self.node is None:
            return
        key = tuple(_key(variables, name) for name in self.sizes)
        if key in self.verdicts:
            self.verdicts.move_to_end(key)
            verdict = self.verdicts[key]
        else:
            verdict = None
            try:
                measure(schema, self.node, self.limits, variables).judge(self.limits)
            except Fault as fault:
                verdict = fault.again()
            self.verdicts[key] = verdict
            if len(self.verdicts) > KEPT_VERDICTS:
                self.verdicts.popitem(last=False)
        if verdict is not None:
            raise verdict.again()


def _key(variables: Mapping[str, Any], name: str) -> object:
    if name not in variables:
        return "absent"
    value = variables[name]
    # Only whole numbers are told apart: all else is left to coercion and weighs the same.
    return value if type(value) is int or value is None else "other"


class Documents:
    """What this process knows about documents, for one schema."""

    def __init__(self, schema: GraphQLSchema, *, keep: int = KEPT_TOKENS) -> None:
        self.schema = schema
        self._keep = keep
        self._kept: OrderedDict[tuple[str, int], Document] = OrderedDict()
        self._kept_tokens = 0
        # How long the schema's lists are, so that questions about it can be weighed.
        self._lists = {
            "__Schema.types": len(schema.type_map),
            "__Schema.directives": len(schema.directives),
        }
        self.introspection = self._largest_question()

    def free(self, text: str, limits: Limits) -> Document:
        """A free-form document, from the cache or read now."""
        key = (text, limits.tokens)
        known = self._kept.get(key)
        if known is not None:
            self._kept.move_to_end(key)
            return known
        document = self.read(text, limits)
        if len(text) <= KEPT_TEXT:
            self._kept[key] = document
            self._kept_tokens += document.tokens
            while self._kept_tokens > self._keep:
                _, oldest = self._kept.popitem(last=False)
                self._kept_tokens -= oldest.tokens
        return document

    def read(self, text: str, limits: Limits) -> Document:
        """Parse, guard and validate one text; faults and errors stand in the result."""
        document = Document(text, limits)
        try:
            document.node = _parse(text, limits)
            _sort(document, document.node)
            if document.introspects:
                self._weigh(document.node, self.introspection).judge(self.introspection)
            else:
                found = measure(self.schema, document.node, limits)
                found.judge(limits)
                document.sizes = found.sizes
        except Fault as fault:
            document.fault = fault.again()
            return document
        except GraphQLSyntaxError as error:
            # What is kept must not keep the parser's frames alive.
            document.errors = [error.with_traceback(None)]
            document.code = "GRAPHQL_PARSE_FAILED"
            return document
        document.errors = validate(
            self.schema, document.node, RULES, max_errors=ERRORS, hide_suggestions=True
        )[:ERRORS]
        if document.errors:
            document.code = "GRAPHQL_VALIDATION_FAILED"
        return document

    def _weigh(self, question: DocumentNode, limits: Limits) -> Measure:
        return measure(self.schema, question, limits, sizes=self._lists, introspects=True)

    def _largest_question(self) -> Limits:
        """No question about the schema may be larger than the usual one with all options."""
        usual = get_introspection_query(
            specified_by_url=True,
            directive_is_repeatable=True,
            schema_description=True,
            input_value_deprecation=True,
            one_of=True,
        )
        weight = self._weigh(parse(usual), PEOPLE).weight
        return replace(PEOPLE, depth=weight.depth + 2, nodes=weight.nodes, cost=weight.look_ups)


def _parse(text: str, limits: Limits) -> DocumentNode:
    if len(text) > limits.text:
        raise Fault("TEXT_TOO_LONG", limit=limits.text)
    try:
        node = parse(text, max_tokens=limits.tokens)
    except GraphQLSyntaxError as error:
        if error.message.endswith("tokens. Parsing aborted."):
            raise Fault("TOO_MANY_TOKENS", limit=limits.tokens) from error
        raise
    if "\\u" in text and _holds_nul(node):
        raise Fault("BAD_CHARACTER")
    return node


def _holds_nul(node: DocumentNode) -> bool:
    """Whether a string in the document has an escaped NUL, which PostgreSQL refuses."""
    token = node.loc.start_token if node.loc else None
    while token is not None:
        if token.value is not None and "\0" in token.value:
            return True
        token = token.next
    return False


def _sort(document: Document, parsed: DocumentNode) -> None:
    """Find the operations, and whether they ask for data or for the schema."""
    for node in parsed.definitions:
        if isinstance(node, OperationDefinitionNode):
            document.operations[node.name.value if node.name else None] = node
    roots = [
        selection.name.value
        for operation in document.operations.values()
        for selection in operation.selection_set.selections
        if isinstance(selection, FieldNode)
    ]
    if any(name in INTROSPECTION_FIELDS for name in roots):
        only = all(
            operation.operation is OperationType.QUERY
            and all(
                isinstance(selection, FieldNode) and selection.name.value.startswith("__")
                for selection in operation.selection_set.selections
            )
            for operation in document.operations.values()
        )
        if not only:
            raise Fault("INTROSPECTION_APART")
        document.introspects = True
