"""What the mutations of every word share: their transaction, and ids of inputs as numbers."""

from __future__ import annotations

import graphql_sql
from ksbb.core.refusals import NotFound
from ksbb.core.viewer import Viewer

Transaction = graphql_sql.Transaction[Viewer]


def number_of(id: graphql_sql.ID, kind: str) -> int:
    """The row's id in an ID of an input.

    Raises:
        NotFound: it is the ID of something else than `kind`.
    """
    if id.type != kind:
        raise NotFound(kind)
    return id.id
