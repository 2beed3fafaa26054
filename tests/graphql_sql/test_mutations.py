"""Mutations run in one transaction, read their payload in it, and return refusals by type."""

from __future__ import annotations

from collections.abc import Iterator
from types import SimpleNamespace
from typing import Any

import psycopg
import pytest

import graphql_sql
from ksbb.core.database import Pools
from tests.database import Database
from tests.graphql_sql.differential import Reader, build, viewer
from tests.graphql_sql.world import load, make_world

LEND = """
mutation Lend($input: LendInput!) {
  lend(input: $input) {
    __typename
    ... on LendSuccess {
      day state
      loan { id note weight book { title code loans(first: 50) { nodes { id note } } } }
      again: loan { member { name } }
      loans { id }
      before { id }
    }
    ... on Refusal { message }
    ... on BookIsOut { out: loans book { code loanCount } }
    ... on TooHeavy { most }
  }
}
"""
TENANT = Reader("tenant", 1)


@pytest.fixture
def admin(library_database: Database) -> Iterator[psycopg.Connection]:
    world = make_world(7)
    load(world, library_database.admin)
    with psycopg.connect(library_database.admin, autocommit=True) as connection:
        yield connection


@pytest.fixture(scope="module")
def schema() -> graphql_sql.Schema:
    return build()


async def lend(
    schema: graphql_sql.Schema,
    pools: Pools,
    reader: Reader = TENANT,
    query: str = LEND,
    **given: Any,
) -> Any:
    member = given.pop("member", None) or await pools.tenant.fetchval("SELECT 1")
    values = {
        "book": str(graphql_sql.ID("Book", given.pop("book", 3))),
        "member": str(graphql_sql.ID("Member", member)),
        **given,
    }
    return await schema.execute(
        query,
        variable_values={"input": values},
        context_value=SimpleNamespace(viewer=viewer(reader), pools=pools),
    )


def loans(admin: psycopg.Connection, book: int = 3) -> int:
    row = admin.execute("SELECT count(*) FROM desk.loan WHERE book_id = %s", [book]).fetchone()
    assert row
    return row[0]


def own_member(admin: psycopg.Connection) -> int:
    row = admin.execute("SELECT id FROM desk.member WHERE tenant_id = 1 LIMIT 1").fetchone()
    assert row
    return row[0]


async def test_the_payload_is_read_before_the_commit(
    schema: graphql_sql.Schema, pools: Pools, admin: psycopg.Connection
) -> None:
    admin.execute("DELETE FROM desk.loan WHERE book_id = 3")
    before = loans(admin)
    result = await lend(schema, pools, member=own_member(admin), note="fresh", weight=2.5)
    assert result.errors is None
    answer = result.data["lend"]
    assert answer["__typename"] == "LendSuccess"
    assert (answer["day"], answer["state"]) == ("2020-05-03", "OUT")
    assert (answer["loan"]["note"], answer["loan"]["weight"]) == ("fresh", 2.5)
    assert answer["before"] is None
    seen = answer["loan"]["book"]["loans"]["nodes"]
    assert {"id": answer["loan"]["id"], "note": "fresh"} in seen
    assert loans(admin) == before + 1


async def test_a_list_in_a_payload_keeps_the_order_of_the_action(
    schema: graphql_sql.Schema, pools: Pools, admin: psycopg.Connection
) -> None:
    member = own_member(admin)
    admin.execute("DELETE FROM desk.loan WHERE book_id = 3")
    first = await lend(schema, pools, member=member)
    second = await lend(schema, pools, member=member)
    ids = [loan["id"] for loan in second.data["lend"]["loans"]]
    assert ids == [second.data["lend"]["loan"]["id"], first.data["lend"]["loan"]["id"]]
    assert second.data["lend"]["before"]["id"] == first.data["lend"]["loan"]["id"]


async def test_the_second_run_reuses_the_plan_of_the_payload(
    schema: graphql_sql.Schema, pools: Pools, admin: psycopg.Connection
) -> None:
    member = own_member(admin)
    document = "".join(LEND.split("again: loan { member { name } }"))
    await lend(schema, pools, member=member, note="one", query=document)
    before = schema.plans.compiled
    # Other values, and fewer of them: only the action uses the input.
    result = await lend(schema, pools, member=member, book=4, query=document)
    assert result.data["lend"]["loan"]["book"]["code"] == "b004"
    assert schema.plans.compiled == before


async def test_a_refusal_rolls_back_and_is_a_member_of_the_result(
    schema: graphql_sql.Schema, pools: Pools, admin: psycopg.Connection
) -> None:
    member = own_member(admin)
    admin.execute("DELETE FROM desk.loan WHERE book_id = 3")
    await lend(schema, pools, member=member, note="out")
    result = await lend(schema, pools, member=member)
    assert result.errors is None
    assert result.data["lend"] == {
        "__typename": "BookIsOut",
        "message": "Buku ini sedang dipinjam (1).",
        "out": 1,
        "book": {"code": "b003", "loanCount": 1},
    }
    assert loans(admin) == 1


async def test_a_database_error_at_commit_is_a_refusal_too(
    schema: graphql_sql.Schema, pools: Pools, admin: psycopg.Connection
) -> None:
    before = loans(admin)
    result = await lend(schema, pools, member=own_member(admin), weight=101.0)
    assert result.errors is None
    assert result.data["lend"] == {
        "__typename": "TooHeavy",
        "message": "Terlalu berat.",
        "most": 100.0,
    }
    assert loans(admin) == before


async def test_a_refusal_without_a_member_is_an_error_with_its_code(
    schema: graphql_sql.Schema, pools: Pools, admin: psycopg.Connection
) -> None:
    before = loans(admin)
    result = await lend(schema, pools, member=own_member(admin), note="unforeseen")
    assert result.data is None
    (error,) = result.errors
    assert (error.message, error.extensions, error.path) == (
        "Tidak terduga.",
        {"code": "UNFORESEEN"},
        ["lend"],
    )
    assert loans(admin) == before


async def test_an_exception_rolls_back(
    schema: graphql_sql.Schema, pools: Pools, admin: psycopg.Connection
) -> None:
    before = loans(admin)
    result = await lend(schema, pools, member=own_member(admin), note="crash")
    assert isinstance(result.errors[0].original_error, RuntimeError)
    assert loans(admin) == before


async def test_an_id_of_another_type_is_an_error_at_the_mutation(
    schema: graphql_sql.Schema, pools: Pools, admin: psycopg.Connection
) -> None:
    document = "mutation ($input: LendInput!) { lend(input: $input) { __typename } }"
    values = {
        "book": str(graphql_sql.ID("Author", 1)),
        "member": str(graphql_sql.ID("Member", own_member(admin))),
    }
    result = await schema.execute(
        document,
        variable_values={"input": values},
        context_value=SimpleNamespace(viewer=viewer(TENANT), pools=pools),
    )
    assert [error.extensions for error in result.errors or ()] == [{"code": "WRONG_ID"}]


async def test_a_payload_hides_what_a_policy_hides(
    schema: graphql_sql.Schema, pools: Pools, admin: psycopg.Connection
) -> None:
    row = admin.execute("SELECT id FROM desk.member WHERE tenant_id = 2 LIMIT 1").fetchone()
    assert row
    result = await lend(schema, pools, member=row[0])
    (error,) = result.errors
    assert error.message == "Cannot return null for non-nullable field Loan.member."
    assert error.path == ["lend", "again", "member"]


async def test_two_mutations_of_one_document_run_one_after_the_other(
    schema: graphql_sql.Schema, pools: Pools, admin: psycopg.Connection
) -> None:
    admin.execute("DELETE FROM desk.loan WHERE book_id = 3")
    document = """
    mutation Lend($input: LendInput!) {
      first: lend(input: $input) { ... on LendSuccess { loans { id } } }
      second: lend(input: $input) { ... on LendSuccess { loans { id } } }
    }
    """
    result = await lend(schema, pools, member=own_member(admin), query=document)
    assert [len(result.data[k]["loans"]) for k in ("first", "second")] == [1, 2]


async def test_a_serialisation_failure_is_retried(
    schema: graphql_sql.Schema, pools: Pools, admin: psycopg.Connection
) -> None:
    # The first attempt gets a serialisation failure, which the database itself raises.
    admin.execute(
        "CREATE SEQUENCE IF NOT EXISTS desk.tries; ALTER SEQUENCE desk.tries RESTART;"
        " GRANT USAGE ON SEQUENCE desk.tries TO ksbb_tenant;"
        " CREATE OR REPLACE FUNCTION desk.stumble() RETURNS trigger LANGUAGE plpgsql AS $$"
        " BEGIN IF nextval('desk.tries') = 1 THEN RAISE EXCEPTION 'again'"
        " USING ERRCODE = 'serialization_failure'; END IF; RETURN NEW; END $$;"
        " GRANT EXECUTE ON FUNCTION desk.stumble() TO ksbb_tenant;"
        " CREATE TRIGGER stumble BEFORE INSERT ON desk.loan FOR EACH ROW"
        " EXECUTE FUNCTION desk.stumble()"
    )
    try:
        before = loans(admin)
        result = await lend(schema, pools, member=own_member(admin))
        assert result.errors is None
        assert loans(admin) == before + 1
    finally:
        admin.execute("DROP TRIGGER stumble ON desk.loan")
