"""Every declared field of the real schema is SQL that PostgreSQL takes, for every audience.

The database is empty: what is tested is that statements are valid and that each login may read
what its plans name, not what they answer.
"""

from __future__ import annotations

from collections.abc import AsyncIterator, Iterator
from types import SimpleNamespace
from typing import Any

import pytest
from graphql import GraphQLField, GraphQLObjectType, is_required_argument

from ksbb.kernel.db import Pools, open_pools
from ksbb.kernel.viewer import Kind, Role, Viewer
from ksbb.reads import GlobalID, declare
from ksbb.reads.check import sample, selection
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
    """The field with all its arguments, and with as few as may be."""
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
            call = f'node(id: "{GlobalID(kind.name, 1)}") {{ ... on {kind.name} {{ {call} }} }}'
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
    faults: list[str] = []
    asked = 0
    for document, variables in documents():
        result = await schema.execute(
            document,
            variable_values=variables,
            context_value=SimpleNamespace(viewer=VIEWERS[audience], pools=real),
        )
        asked += 1
        for error in result.errors or []:
            # A sample is no cursor of this list and no id of that type; the Pemprov may ask all.
            code = (error.extensions or {}).get("code")
            allowed = {"BAD_CURSOR", "WRONG_ID"} | (set() if audience == "gov" else {"FORBIDDEN"})
            if code not in allowed:
                faults.append(f"{document}\n  {error.message}")
    assert asked > 100
    assert not faults, "\n".join(faults)
