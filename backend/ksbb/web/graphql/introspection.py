"""Answers introspection queries from a cache.

The usual introspection query is 13 levels deep and lists every type, so limits that fit data
don't fit it. It is also always the same: graphql-core runs it once and the bytes are cached. The
endpoint decides before who may send it (people who are signed in, and systems).
"""

from __future__ import annotations

from collections import OrderedDict
from typing import TYPE_CHECKING, Any

import orjson
from graphql import execute_sync

from ksbb.web.graphql.documents import CACHE_TEXT, MAX_ERRORS

if TYPE_CHECKING:
    from collections.abc import Mapping

    from graphql import GraphQLError, GraphQLSchema

    from ksbb.web.graphql.documents import Document

# The size of the cache; the usual answer has about one megabyte.
CACHE_BYTES = 16 * 1024 * 1024


class Introspection:
    """The introspection cache of this process, for one schema."""

    def __init__(self, schema: GraphQLSchema) -> None:
        self.schema = schema
        self._cached: OrderedDict[tuple[str, str | None, bytes], bytes] = OrderedDict()
        self._cached_bytes = 0

    def answer(
        self, document: Document, operation_name: str | None, variables: Mapping[str, Any]
    ) -> tuple[bytes | None, list[GraphQLError]]:
        """The data as JSON, or the errors of variables that are not valid."""
        declared = document.operation(operation_name).variable_definitions or ()
        names = {definition.variable.name.value for definition in declared}
        used = {name: variables[name] for name in sorted(names & variables.keys())}
        key = (document.text, operation_name, orjson.dumps(used))
        known = self._cached.get(key)
        if known is not None:
            self._cached.move_to_end(key)
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
            return None, (result.errors or [])[:MAX_ERRORS]
        data = orjson.dumps(result.data)
        if len(document.text) + len(key[2]) <= CACHE_TEXT:
            self._cached[key] = data
            self._cached_bytes += len(data) + CACHE_TEXT
            while self._cached_bytes > CACHE_BYTES:
                _, oldest = self._cached.popitem(last=False)
                self._cached_bytes -= len(oldest) + CACHE_TEXT
        return data, []
