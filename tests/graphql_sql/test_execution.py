"""Execution of queries: one statement, one viewer, within limits, with cached plans."""

from __future__ import annotations

import asyncio
import gc
import json
import weakref
from collections.abc import AsyncIterator
from types import SimpleNamespace
from typing import Any

import asyncpg
import orjson
import pytest
from graphql import parse
from sqlalchemy import Text, cast, func, select

import graphql_sql
from graphql_sql.plans import MAX_SHAPES
from ksbb.core.database import Pools
from ksbb.core.viewer import Viewer
from tests.database import Database
from tests.graphql_sql.differential import ASKERS, Reader, answer, build, viewer
from tests.graphql_sql.library import ShelfQueries
from tests.graphql_sql.oracle import Oracle
from tests.graphql_sql.world import World, load, make_world

TENANT = Reader("tenant", 1)
BOOKS = "query ($first: Int!) { books(first: $first) { nodes { code loans { nodes { id } } } } }"


@pytest.fixture(scope="module")
def world(library_database: Database) -> World:
    made = make_world(11)
    load(made, library_database.admin)
    return made


@pytest.fixture
def schema(world: World) -> graphql_sql.Schema:
    del world
    return build()


class Counting:
    """A real pool that counts its calls."""

    def __init__(self, pool: asyncpg.Pool) -> None:
        self.pool = pool
        self.requested: list[str] = []

    async def fetchval(self, sql: str, *arguments: Any) -> Any:
        self.requested.append(sql)
        return await self.pool.fetchval(sql, *arguments)


async def test_a_query_is_one_statement(schema: graphql_sql.Schema, pools: Pools) -> None:
    counting = Counting(pools.tenant)
    context = SimpleNamespace(
        viewer=viewer(TENANT),
        pools=SimpleNamespace(reader=lambda _: counting, context_key=pools.context_key),
    )
    document = "{ authors { nodes { name books { nodes { code author { name } } } } } loanTotal }"
    result = await schema.execute(document, context_value=context)
    assert isinstance(result.data, orjson.Fragment)
    assert len(counting.requested) == 1


async def test_the_context_ends_with_the_statement(
    schema: graphql_sql.Schema, pools: Pools
) -> None:
    async with pools.tenant.acquire() as connection:
        counting = Counting(connection)  # type: ignore[arg-type]
        context = SimpleNamespace(
            viewer=viewer(TENANT),
            pools=SimpleNamespace(reader=lambda _: counting, context_key=pools.context_key),
        )
        result = await schema.execute("{ loanTotal }", context_value=context)
        assert orjson.loads(orjson.dumps(result.data))["loanTotal"] > 0
        assert await connection.fetchval("SELECT current_setting('app.ctx', true)") == ""
        assert await connection.fetchval("SELECT count(*) FROM desk.loan") == 0


async def test_concurrent_viewers_get_their_own_rows(
    schema: graphql_sql.Schema, pools: Pools, world: World
) -> None:
    judge = Oracle(schema.as_str(), world)
    document = "{ lent(first: 50) { nodes { id weight } } loanTotal }"
    askers = [a for a in ASKERS if a.audience != "public"] * 12
    found = await asyncio.gather(*(answer(schema, pools, document, {}, a) for a in askers))
    for reader, (data, errors, way) in zip(askers, found, strict=True):
        assert (data, errors) == judge.answer(document, {}, reader)
        assert way == "passed"


@pytest.mark.parametrize("bad", ["x", "Qm9vaw==", "Qm9vazoxMjM0NTY3ODkwMTIzNDU2Nzg5MDEy", "Qm9v"])
async def test_a_malformed_id_is_refused_as_a_literal_and_as_a_variable(
    schema: graphql_sql.Schema, pools: Pools, bad: str
) -> None:
    literal, none, _ = await errors_of(schema, pools, f'{{ node(id: "{bad}") {{ id }} }}', {})
    document = "query ($id: ID!) { node(id: $id) { id } }"
    variable, nothing, _ = await errors_of(schema, pools, document, {"id": bad})
    assert none is nothing is None
    assert len(literal) == len(variable) == 1
    assert "ID cannot represent value" in literal[0]
    assert "ID cannot represent value" in variable[0]


async def errors_of(
    schema: graphql_sql.Schema,
    pools: Pools,
    document: str,
    variables: dict[str, Any],
    **context: Any,
) -> tuple[list[str], Any, list[str | None]]:
    result = await schema.execute(
        document,
        variable_values=variables,
        context_value=SimpleNamespace(**{"viewer": viewer(TENANT), "pools": pools, **context}),
    )
    errors = result.errors or []
    return (
        [e.message for e in errors],
        result.data,
        [(e.extensions or {}).get("code") for e in errors],
    )


async def test_an_alias_that_postgresql_would_cut_is_refused(
    schema: graphql_sql.Schema, pools: Pools
) -> None:
    fits, long = "a" * 63, "a" * 64
    _, data, _ = await errors_of(schema, pools, f"{{ {fits}: loanTotal }}", {})
    assert fits in orjson.loads(orjson.dumps(data))
    _, data, codes = await errors_of(schema, pools, f"{{ books {{ {long}: nodes {{ id }} }} }}", {})
    assert (data, codes) == (None, ["LONG_ALIAS"])


@pytest.mark.parametrize("first", [-1000, 0, 1001])
async def test_a_page_size_out_of_bounds_is_refused(
    schema: graphql_sql.Schema, pools: Pools, first: int
) -> None:
    _, data, codes = await errors_of(schema, pools, BOOKS, {"first": first})
    assert (data, codes) == (None, ["BAD_PAGE_SIZE"])


async def test_errors_are_in_the_viewers_language(schema: graphql_sql.Schema, pools: Pools) -> None:
    document = "{ staffOnly }"
    refused, data, _ = await errors_of(schema, pools, document, {}, viewer=Viewer(locale="en"))
    assert data == {"staffOnly": None}
    assert refused == [
        "This part is for members of registered organisations. Please sign in first."
    ]
    refused, _, _ = await errors_of(schema, pools, document, {}, viewer=Viewer())
    assert refused == [
        "Bagian ini untuk anggota organisasi yang terdaftar. Silakan masuk terlebih dahulu."
    ]


async def test_introspection_does_not_use_the_database(schema: graphql_sql.Schema) -> None:
    context = SimpleNamespace(viewer=Viewer(), pools=None)
    result = await schema.execute(
        "{ __schema { queryType { name } } __typename }", context_value=context
    )
    assert result.errors is None
    assert result.data == {"__schema": {"queryType": {"name": "Query"}}, "__typename": "Query"}


class Slow:
    @graphql_sql.field
    def slow(self) -> str | None:
        """Takes longer than the statement timeout."""
        return graphql_sql.sql(cast(func.pg_sleep(30), Text))

    @graphql_sql.field
    def broken(self) -> str | None:
        """SQL that fails, against the rules of declarations."""
        return graphql_sql.sql(
            select(cast(func.concat("x"), Text))
            .where(cast(func.concat("x"), Text).op("~")("("))
            .scalar_subquery()
        )


@pytest.fixture
async def impatient(library_database: Database) -> AsyncIterator[asyncpg.Pool]:
    async with asyncpg.create_pool(
        library_database.dsn("public"), min_size=1, server_settings={"statement_timeout": "50"}
    ) as pool:
        yield pool


async def test_a_statement_timeout_is_reported_without_a_retry(
    impatient: asyncpg.Pool,
) -> None:
    schema = graphql_sql.build_schema(queries=[Slow], cursor_key=lambda: b"k")
    counting = Counting(impatient)
    pools = SimpleNamespace(reader=lambda _: counting)
    _, data, codes = await errors_of(schema, pools, "{ slow }", {}, viewer=Viewer())  # type: ignore[arg-type]
    assert (data, codes) == (None, ["TIMED_OUT"])
    assert len(counting.requested) == 1


async def test_failing_sql_is_not_reported_as_an_unexpected_null(
    impatient: asyncpg.Pool,
) -> None:
    schema = graphql_sql.build_schema(queries=[Slow], cursor_key=lambda: b"k")
    pools = SimpleNamespace(reader=lambda _: impatient)
    context = SimpleNamespace(viewer=Viewer(), pools=pools)
    result = await schema.execute("{ broken }", context_value=context)
    assert result.data is None
    (error,) = result.errors or []
    assert isinstance(error.original_error, asyncpg.InvalidRegularExpressionError)


# --- plans -------------------------------------------------------------------------------------


async def test_the_least_recently_used_plans_are_dropped_when_the_cache_is_full(
    schema: graphql_sql.Schema, pools: Pools, world: World
) -> None:
    judge = Oracle(schema.as_str(), world)
    schema.plans.most = 100_000
    for _ in range(2):
        for n in range(8):
            document = f"query ($first: Int!) {{ k{n}: books(first: $first) {{ nodes {{ id }} }} }}"
            variables = {"first": n + 1}
            found = await answer(schema, pools, document, variables, TENANT)
            assert found[:2] == judge.answer(document, variables, TENANT)
            assert schema.plans.bytes <= 100_000
    assert 1 < schema.plans.size < 8
    assert schema.plans.compiled > 8


async def test_a_document_too_large_for_the_cache_is_still_answered(
    schema: graphql_sql.Schema, pools: Pools, world: World
) -> None:
    judge = Oracle(schema.as_str(), world)
    schema.plans.most = 1
    document = "{ ends { name } }"
    found = await answer(schema, pools, document, {}, TENANT)
    assert found[:2] == judge.answer(document, {}, TENANT)
    assert (schema.plans.size, schema.plans.bytes) == (0, 0)


async def test_ever_new_keys_of_one_document_drop_only_its_own_plans(
    schema: graphql_sql.Schema, pools: Pools
) -> None:
    names = [f"b{n}" for n in range(7)]
    heads = ", ".join(f"${name}: Boolean!" for name in names)
    fields = " ".join(f"{name}: loanTotal @include(if: ${name})" for name in names)
    hostile = f"query ({heads}) {{ usual: loanTotal {fields} }}"
    await answer(schema, pools, BOOKS, {"first": 2}, TENANT)
    for shape in range(2 ** len(names)):
        chosen = {name: bool(shape >> n & 1) for n, name in enumerate(names)}
        # In between, an ordinary viewer keeps using their plan.
        compiled = schema.plans.compiled
        await answer(schema, pools, hostile, dict.fromkeys(names, False), TENANT)
        assert schema.plans.compiled == compiled + (shape == 0)
        await answer(schema, pools, hostile, chosen, TENANT)
    assert schema.plans.size == 1 + MAX_SHAPES
    compiled = schema.plans.compiled
    await answer(schema, pools, BOOKS, {"first": 3}, TENANT)
    assert schema.plans.compiled == compiled


async def test_a_list_of_enum_values_in_any_order_makes_one_plan(
    schema: graphql_sql.Schema, pools: Pools, world: World
) -> None:
    judge = Oracle(schema.as_str(), world)
    document = "query ($f: BookFilter!) { books(filter: $f, first: 50) { nodes { id genre } } }"
    for genres in (["NOVEL", "POEM"], ["POEM", "NOVEL"], ["POEM", "NOVEL", "POEM"] * 5_000):
        variables = {"f": {"genres": genres}}
        found = await answer(schema, pools, document, variables, TENANT)
        assert found[:2] == judge.answer(document, variables, TENANT)
    assert schema.plans.compiled == 1


async def test_any_number_of_ids_makes_one_plan(
    schema: graphql_sql.Schema, pools: Pools, world: World
) -> None:
    judge = Oracle(schema.as_str(), world)
    document = "query ($ids: [ID!]) { books(ids: $ids, first: 50) { nodes { id } } }"
    for numbers in ([1], [], [3, 2], range(1, 5_000)):
        variables = {"ids": [str(graphql_sql.ID("Book", n)) for n in numbers]}
        found = await answer(schema, pools, document, variables, TENANT)
        assert found[:2] == judge.answer(document, variables, TENANT)
    assert schema.plans.compiled == 1


async def test_an_error_in_a_cached_plan_keeps_no_other_objects_alive(
    schema: graphql_sql.Schema, pools: Pools, world: World
) -> None:
    judge = Oracle(schema.as_str(), world)
    id = graphql_sql.ID("Book", 1)
    document = f"""query ($first: Int) {{
        node(id: "{id}") {{ ... on Book {{ siblings(first: $first) {{ nodes {{ id }} }} }} }}
        staffOnly
    }}"""
    reader = Reader("public", 0)
    for _ in range(3):
        found = await answer(schema, pools, document, {"first": None}, reader)
        assert found[:2] == judge.answer(document, {"first": None}, reader)
        assert {code for _, _, code in found[1]} == {None, "FORBIDDEN"}
    plans = [plan for known in schema.plans._operations.values() for plan in known.plans.values()]
    kept = [error for plan in plans if plan for error in plan.errors.values()]
    assert len(kept) == 2
    for error in kept:
        assert error.__traceback__ is None
        assert error.__context__ is None


class Held(str):
    """A value that can have a weak reference."""

    __slots__ = ("__weakref__",)


async def test_a_plan_does_not_hold_the_values_of_its_first_run(
    schema: graphql_sql.Schema, pools: Pools
) -> None:
    document = """query ($code: String!, $text: String) {
        book(code: $code) { id }
        books(filter: {text: $text}) { pageInfo { endCursor } }
    }"""
    values = {"code": Held("b001"), "text": Held("kopi")}
    watched = [weakref.ref(value) for value in values.values()]
    context = SimpleNamespace(viewer=viewer(TENANT), pools=pools)
    result = await schema.execute(document, variable_values=values, context_value=context)
    assert result.errors is None
    assert schema.plans.size == 1
    del result, values, context
    gc.collect()
    assert [ref() for ref in watched] == [None, None]


async def test_a_newly_parsed_document_never_gets_the_plan_of_another(
    pools: Pools, world: World
) -> None:
    # Without the parser's cache each document is freed at once, and its `id` is reused.
    schema = graphql_sql.build_schema(
        queries=[ShelfQueries], cursor_key=lambda: b"k", open_schemas=["shelf"]
    )
    judge = Oracle(schema.as_str(), world)
    for n in range(60):
        document = ["{ ends { name } }", "{ ends { id } }", "{ genres { books } }"][n % 3]
        found = await answer(schema, pools, document, {}, TENANT)
        assert found[:2] == judge.answer(document, {}, TENANT)


async def test_a_precompiled_document_is_not_compiled_again(
    schema: graphql_sql.Schema, pools: Pools
) -> None:
    document = parse(BOOKS)
    schema.precompile(document)
    compiled = schema.plans.compiled
    assert compiled == 3
    for reader in ASKERS:
        executor: Any = schema._executor(document, {"first": 2}, reader.audience)
        assert schema.plans.strict(executor) is not None
    assert schema.plans.compiled == compiled
    del pools


async def test_a_document_that_cannot_be_compiled_prevents_the_start(
    schema: graphql_sql.Schema,
) -> None:
    with pytest.raises(Exception, match="longer than 63 bytes"):
        schema.precompile(parse(f"{{ {'a' * 64}: loanTotal }}"))


async def test_a_plan_can_be_run_by_anybody_who_has_the_statement(
    schema: graphql_sql.Schema, pools: Pools, world: World
) -> None:
    plan, arguments = schema.plan(BOOKS, {"first": 3}, audience="tenant")
    assert plan.signed
    arguments[0] = viewer(TENANT).context(pools.context_key)
    data = json.loads(await pools.tenant.fetchval(plan.sql, *arguments))
    judge = Oracle(schema.as_str(), world)
    assert (data, []) == judge.answer(BOOKS, {"first": 3}, TENANT)


async def test_values_are_never_part_of_the_statement(schema: graphql_sql.Schema) -> None:
    document = '{ book(code: "SECRETTEXT") { id } near(price: "987654321") { distance } }'
    plan, arguments = schema.plan(document)
    assert "SECRETTEXT" not in plan.sql
    assert "987654321" not in plan.sql
    assert {"SECRETTEXT", 987654321} <= set(arguments)
