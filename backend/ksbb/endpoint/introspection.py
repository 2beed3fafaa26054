"""Answers about the schema, computed once.

The ordinary introspection query is 13 levels deep and lists every type, so no guard that
fits data fits it. It is also always the same: it runs once, in graphql-core alone, and its
bytes are kept. Who may ask is decided before (people who are signed in, and systems).
"""

from __future__ import annotations

from collections import OrderedDict
from typing import TYPE_CHECKING, Any

import orjson
from graphql import execute_sync

from ksbb.endpoint.documents import ERRORS, KEPT_TEXT

if TYPE_CHECKING:
    from collections.abc import Mapping

    from graphql import GraphQLError, GraphQLSchema

    from ksbb.endpoint.documents import Document

# Answers kept, in bytes of all together; the usual one takes about one megabyte.
KEPT_BYTES = 16 * 1024 * 1024


class Introspection:
    """The answers this process gave about its schema."""

    def __init__(self, schema: GraphQLSchema) -> None:
        self.schema = schema
        self._kept: OrderedDict[tuple[str, str | None, bytes], bytes] = OrderedDict()
        self._kept_bytes = 0

    def answer(
        self, document: Document, operation_name: str | None, variables: Mapping[str, Any]
    ) -> tuple[bytes | None, list[GraphQLError]]:
        """The data as JSON, or the errors of variables that don't fit."""
        declared = document.operation(operation_name).variable_definitions or ()
        names = {definition.variable.name.value for definition in declared}
        asked = {name: variables[name] for name in sorted(names & variables.keys())}
        key = (document.text, operation_name, orjson.dumps(asked))
        known = self._kept.get(key)
        if known is not None:
            self._kept.move_to_end(key)
            return known, []
        if document.node is None:
            raise ValueError("a document that could not be parsed has no answer")
        result = execute_sync(
            self.schema,
            document.node,
            variable_values=dict(variables),
            operation_name=operation_name,
        )
        if result.errors or result.data is None:
            return None, (result.errors or [])[:ERRORS]
        data = orjson.dumps(result.data)
        if len(document.text) + len(key[2]) <= KEPT_TEXT:
            self._kept[key] = data
            self._kept_bytes += len(data) + KEPT_TEXT
            while self._kept_bytes > KEPT_BYTES:
                _, oldest = self._kept.popitem(last=False)
                self._kept_bytes -= len(oldest) + KEPT_TEXT
        return data, []
