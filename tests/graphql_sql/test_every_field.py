"""Every declared field of the real schema is SQL that PostgreSQL accepts, for every audience.

The database is empty: the test checks that the statements are valid and that each login may read
the tables in its plans, not the results.
"""

from __future__ import annotations

from collections.abc import AsyncIterator, Iterator
from types import SimpleNamespace
from typing import Any

import pytest
from graphql import GraphQLField, GraphQLObjectType, is_required_argument

from graphql_sql import ID, declare
from graphql_sql.check import sample, selection
from ksbb.core.database import Pools, open_pools
from ksbb.core.viewer import Kind, Role, Viewer
from ksbb.schema import schema
from tests.database import Database

CORE = schema._schema
VIEWERS = {
    "public": Viewer(),
    "tenant": Viewer(1, 1, Kind.AGGREGATOR, Role.OWNER),
    "gov": Viewer(1, 2, Kind.PEMPROV, Role.OPERATOR),
}


@pytest.fixture
async def real(database: Database) -> AsyncIterator[Pools]:
    opened = await open_pools(database.settings())
    try:
        yield opened
    finally:
        await opened.close()


def _calls(kind: GraphQLObjectType, name: str, field: GraphQLField) -> Iterator[tuple[str, Any]]:
    """The field with all its arguments, and with as few as possible."""
    for least in (False, True):
        given = {
            n: sample(CORE, a.type, least=least)
            for n, a in field.args.items()
            if not least or is_required_argument(a)
        }
        if least and not field.args:
            return
        inside = ", ".join(f"{n}: ${n}" for n in given)
        head = ", ".join(f"${n}: {field.args[n].type}" for n in given)
        call = name + (f"({inside})" if inside else "") + f" {selection(CORE, field.type)}"
        if kind is not CORE.query_type:
            call = f'node(id: "{ID(kind.name, 1)}") {{ ... on {kind.name} {{ {call} }} }}'
        yield (f"query ({head}) " if head else "") + f"{{ {call} }}", given


def documents() -> Iterator[tuple[str, Any]]:
    for kind in CORE.type_map.values():
        if not isinstance(kind, GraphQLObjectType):
            continue
        definition = kind.extensions.get("strawberry-definition")
        declared = declare.declared_of(getattr(definition, "origin", None))
        if kind is CORE.query_type or (declared is not None and declared.node):
            for name, field in kind.fields.items():
                yield from _calls(kind, name, field)


@pytest.mark.parametrize("audience", list(VIEWERS))
async def test_every_field_can_be_read(real: Pools, audience: str) -> None:
    errors: list[str] = []
    requested = 0
    for document, variables in documents():
        result = await schema.execute(
            document,
            variable_values=variables,
            context_value=SimpleNamespace(viewer=VIEWERS[audience], pools=real),
        )
        requested += 1
        for error in result.errors or []:
            # A sample is no cursor of this list and no ID of that type; others lack the right.
            code = (error.extensions or {}).get("code")
            allowed = {"BAD_CURSOR", "WRONG_ID"} | (set() if audience == "gov" else {"FORBIDDEN"})
            if code not in allowed:
                errors.append(f"{document}\n  {error.message}")
    assert requested > 100
    assert not errors, "\n".join(errors)
