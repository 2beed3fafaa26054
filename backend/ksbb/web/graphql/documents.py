"""Parses, measures and validates each document once, and caches the result.

Validation in graphql-core takes about a millisecond for an ordinary page, more than the database
takes to answer it. So the result is cached: for our own registered documents permanently, for
free-form ones in a bounded cache of the last used.
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

from ksbb.web.graphql.guard import INTROSPECTION_FIELDS, measure
from ksbb.web.graphql.limits import PEOPLE
from ksbb.web.graphql.request_refused import RequestRefused

if TYPE_CHECKING:
    from collections.abc import Mapping

    from graphql import DocumentNode, GraphQLSchema

    from ksbb.web.graphql.guard import Measure
    from ksbb.web.graphql.limits import Limits

# Errors in one answer. A hundred errors about one document help only an attacker.
MAX_ERRORS = 10
# Free-form documents are cached up to this many tokens in total, about 800 bytes each (80 MB).
# A document with a longer text is not cached.
CACHE_TOKENS = 100_000
CACHE_TEXT = 16 * 1024
# Results cached for one document, by the values of its page sizes.
MAX_RESULTS = 64

RULES = (*specified_rules, MaybeNullValidationRule, OneOfInputValidationRule)


@dataclass(slots=True)
class Document:
    """A parsed document, or the reason why it may not run."""

    text: str
    limits: Limits
    node: DocumentNode | None = None
    # A limit that it exceeds: answered with 400 whatever the caller accepts.
    refused: RequestRefused | None = None
    # What parsing or validation found: GraphQL's own errors, and their code.
    errors: list[GraphQLError] = field(default_factory=list)
    code: str = ""
    introspects: bool = False
    operations: dict[str | None, OperationDefinitionNode] = field(default_factory=dict)
    # Names of the variables that set page sizes, and the cached results for their values.
    sizes: tuple[str, ...] = ()
    results: OrderedDict[tuple[object, ...], RequestRefused | None] = field(
        default_factory=OrderedDict
    )

    @property
    def tokens(self) -> int:
        """How much memory it takes, in tokens; one that could not be parsed counts as 100."""
        return self.node.token_count if self.node is not None else 100

    def operation(self, name: str | None) -> OperationDefinitionNode:
        """The operation to run.

        Raises:
            RequestRefused: UNKNOWN_OPERATION or OPERATION_NAME_NEEDED.
        """
        if name is not None:
            found = self.operations.get(name)
            if found is None:
                raise RequestRefused("UNKNOWN_OPERATION", operation=name[:80])
            return found
        if len(self.operations) != 1:
            raise RequestRefused("OPERATION_NAME_NEEDED")
        return next(iter(self.operations.values()))

    def check_page_sizes(self, schema: GraphQLSchema, variables: Mapping[str, Any]) -> None:
        """Measure again with the page sizes of this request.

        Raises:
            RequestRefused: with these values a limit is exceeded.
        """
        if not self.sizes or self.node is None:
            return
        key = tuple(_key(variables, name) for name in self.sizes)
        if key in self.results:
            self.results.move_to_end(key)
            result = self.results[key]
        else:
            result = None
            try:
                measure(schema, self.node, self.limits, variables).check(self.limits)
            except RequestRefused as refused:
                result = refused.copy()
            self.results[key] = result
            if len(self.results) > MAX_RESULTS:
                self.results.popitem(last=False)
        if result is not None:
            raise result.copy()


def _key(variables: Mapping[str, Any], name: str) -> object:
    if name not in variables:
        return "absent"
    value = variables[name]
    # Only integers matter: any other value is refused by coercion and has the same cost.
    return value if type(value) is int or value is None else "other"


class Documents:
    """The document cache of this process, for one schema."""

    def __init__(self, schema: GraphQLSchema, *, max_tokens: int = CACHE_TOKENS) -> None:
        self.schema = schema
        self._max_tokens = max_tokens
        self._cached: OrderedDict[tuple[str, int], Document] = OrderedDict()
        self._cached_tokens = 0
        # The lengths of the schema's own lists, to measure introspection.
        self._lists = {
            "__Schema.types": len(schema.type_map),
            "__Schema.directives": len(schema.directives),
        }
        self.introspection = self._introspection_limits()

    def free_form(self, text: str, limits: Limits) -> Document:
        """A free-form document, from the cache or parsed now."""
        key = (text, limits.tokens)
        known = self._cached.get(key)
        if known is not None:
            self._cached.move_to_end(key)
            return known
        document = self.read(text, limits)
        if len(text) <= CACHE_TEXT:
            self._cached[key] = document
            self._cached_tokens += document.tokens
            while self._cached_tokens > self._max_tokens:
                _, oldest = self._cached.popitem(last=False)
                self._cached_tokens -= oldest.tokens
        return document

    def read(self, text: str, limits: Limits) -> Document:
        """Parse, measure and validate one text; the result says what is wrong with it."""
        document = Document(text, limits)
        try:
            document.node = _parse(text, limits)
            _find_operations(document, document.node)
            if document.introspects:
                self._measure(document.node, self.introspection).check(self.introspection)
            else:
                found = measure(self.schema, document.node, limits)
                found.check(limits)
                document.sizes = found.sizes
        except RequestRefused as refused:
            document.refused = refused.copy()
            return document
        except GraphQLSyntaxError as error:
            # A cached error must not keep the parser's frames in memory.
            document.errors = [error.with_traceback(None)]
            document.code = "GRAPHQL_PARSE_FAILED"
            return document
        document.errors = validate(
            self.schema, document.node, RULES, max_errors=MAX_ERRORS, hide_suggestions=True
        )[:MAX_ERRORS]
        if document.errors:
            document.code = "GRAPHQL_VALIDATION_FAILED"
        return document

    def _measure(self, introspection: DocumentNode, limits: Limits) -> Measure:
        return measure(self.schema, introspection, limits, sizes=self._lists, introspects=True)

    def _introspection_limits(self) -> Limits:
        """Limits of introspection: the usual introspection query with all options just fits."""
        usual = get_introspection_query(
            specified_by_url=True,
            directive_is_repeatable=True,
            schema_description=True,
            input_value_deprecation=True,
            one_of=True,
        )
        weight = self._measure(parse(usual), PEOPLE).weight
        return replace(PEOPLE, depth=weight.depth + 2, nodes=weight.nodes, cost=weight.lookups)


def _parse(text: str, limits: Limits) -> DocumentNode:
    if len(text) > limits.text:
        raise RequestRefused("TEXT_TOO_LONG", limit=limits.text)
    try:
        node = parse(text, max_tokens=limits.tokens)
    except GraphQLSyntaxError as error:
        if error.message.endswith("tokens. Parsing aborted."):
            raise RequestRefused("TOO_MANY_TOKENS", limit=limits.tokens) from error
        raise
    if "\\u" in text and _holds_nul(node):
        raise RequestRefused("BAD_CHARACTER")
    return node


def _holds_nul(node: DocumentNode) -> bool:
    """Whether a string in the document has an escaped NUL, which PostgreSQL refuses."""
    token = node.loc.start_token if node.loc else None
    while token is not None:
        if token.value is not None and "\0" in token.value:
            return True
        token = token.next
    return False


def _find_operations(document: Document, parsed: DocumentNode) -> None:
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
            raise RequestRefused("INTROSPECTION_APART")
        document.introspects = True
