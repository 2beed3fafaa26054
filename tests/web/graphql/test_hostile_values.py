"""No value of any type, in any argument or input field of the contract, breaks the server.

Every root field is queried with good sample values, then with each hostile value in each place
where a caller can put one. The answer must be data, a refusal or a caller's mistake.
"""

from collections.abc import Iterator
from typing import Any

import httpx
import pytest
from graphql import (
    GraphQLEnumType,
    GraphQLField,
    GraphQLInputObjectType,
    GraphQLList,
    GraphQLNonNull,
    get_named_type,
    is_leaf_type,
)

from ksbb.core.viewer import Kind
from ksbb.schema import schema
from tests.web.graphql.conftest import tokens

HOSTILE: list[Any] = [
    None,
    True,
    -1,
    0,
    2**31 - 1,
    2**31,
    2**63,
    10**30,
    -(10**30),
    1.5,
    1e308,
    "",
    "0",
    "-0",
    "x" * 5_000,
    "%_\\'\"; DROP TABLE pub.unit; --",
    "\u202e\u0301🏃\u200d",
    "9" * 40,
    "1e999",
    "NaN",
    "2020-02-30",
    "0001-01-01",
    "9999-12-31T23:59:59Z",
    "infinity",
    "VW5pdDo5OTk5OTk5OTk5OTk5OTk5OTk5OTk5",
    "VW5pdDotMQ==",
    "VW5pdDow",
    [],
    [None],
    ["x"] * 300,
    {},
    {"x": 1},
]
SAMPLES: dict[str, Any] = {
    "Int": 1,
    "Float": 1.5,
    "String": "x",
    "Boolean": True,
    "Rupiah": "1",
    "Date": "2020-05-03",
    "DateTime": "2020-05-03T05:00:00Z",
    "UUID": "5b9f1d3e-52ae-4b33-9d0d-9b8d3c1f8a10",
    "ID": "VW5pdDox",
    "JSON": {},
}


def sample(kind: Any) -> Any:
    """A good value of an input type."""
    if isinstance(kind, GraphQLNonNull):
        return sample(kind.of_type)
    if isinstance(kind, GraphQLList):
        return [sample(kind.of_type)]
    if isinstance(kind, GraphQLEnumType):
        return next(iter(kind.values))
    if isinstance(kind, GraphQLInputObjectType):
        fields = kind.fields.items()
        if kind.is_one_of:
            return {name: sample(field.type) for name, field in list(fields)[:1]}
        return {name: sample(field.type) for name, field in fields}
    return SAMPLES.get(kind.name, "x")


def spoiled(value: Any) -> Iterator[Any]:
    """The value with each hostile value in each place."""
    yield from HOSTILE
    if isinstance(value, dict):
        for name, inner in value.items():
            for broken in spoiled(inner):
                yield {**value, name: broken}
    elif isinstance(value, list):
        for inner in value:
            for broken in spoiled(inner):
                yield [broken]


def document(operation: str, name: str, field: GraphQLField) -> str:
    """A document with one root field and all its arguments as variables."""
    declared = ", ".join(f"${argument}: {value.type}" for argument, value in field.args.items())
    passed = ", ".join(f"{argument}: ${argument}" for argument in field.args)
    head = f"{operation} Q({declared})" if declared else f"{operation} Q"
    call = f"{name}({passed})" if passed else name
    inside = "" if is_leaf_type(get_named_type(field.type)) else " { __typename }"
    return f"{head} {{ {call}{inside} }}"


def root_fields() -> Iterator[Any]:
    for operation, root in (
        ("query", schema._schema.query_type),
        ("mutation", schema._schema.mutation_type),
    ):
        for name, field in (root.fields if root else {}).items():
            yield pytest.param(operation, name, field, id=f"{operation} {name}")


@pytest.mark.parametrize("kind", [Kind.DONOR, Kind.PEMPROV])
@pytest.mark.parametrize(("operation", "name", "field"), list(root_fields()))
def test_no_value_breaks_the_server(
    contract: str, kind: Kind, operation: str, name: str, field: GraphQLField
) -> None:
    text = document(operation, name, field)
    good = {argument: sample(value.type) for argument, value in field.args.items()}
    requested = [good]
    for argument, value in good.items():
        requested += [{**good, argument: broken} for broken in spoiled(value)]
    headers = {"authorization": f"Bearer {tokens[kind]}"}
    with httpx.Client(base_url=contract, headers=headers, trust_env=False, timeout=60) as client:
        for variables in requested:
            try:
                answer = client.post("/graphql", json={"query": text, "variables": variables})
            except ValueError:  # JSON has no such number
                continue
            codes = {error["extensions"]["code"] for error in answer.json().get("errors", ())}
            assert answer.status_code < 500, (variables, answer.text)
            assert not codes & {"INTERNAL", "UNAVAILABLE", "DEADLINE"}, (variables, answer.text)
