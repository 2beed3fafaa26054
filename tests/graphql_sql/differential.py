"""Answers documents with the compiler and with the oracle, and finds differences."""

from __future__ import annotations

import json
import math
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from types import SimpleNamespace
from typing import Any

import orjson
from graphql import validate
from strawberry.extensions import ParserCache, ValidationCache

import graphql_sql
from ksbb.core.database import Pools
from ksbb.core.refusals import Refusal
from ksbb.core.viewer import Kind, Role, Viewer
from tests.graphql_sql import desk, library
from tests.graphql_sql.documents import Document, Generator
from tests.graphql_sql.lists import CURSOR_KEY
from tests.graphql_sql.oracle import Oracle, Reader, parsed
from tests.graphql_sql.world import World

ASKERS = (Reader("public", 0), Reader("tenant", 1), Reader("tenant", 2), Reader("gov", 3))


def build() -> graphql_sql.Schema:
    """The library's schema."""
    return graphql_sql.build_schema(
        queries=[library.ShelfQueries],
        mutations=[desk.DeskMutations],
        refusals=[desk.TooHeavy],
        refusal_of=too_heavy,
        cursor_key=lambda: CURSOR_KEY,
        open_schemas=["shelf"],
        extensions=[ParserCache, ValidationCache],
    )


def too_heavy(error: Exception) -> Refusal | None:
    """The refusal that the deferred constraint means."""
    cause = getattr(getattr(error, "orig", None), "__cause__", None)
    light = getattr(cause, "constraint_name", None) == "light"
    return desk.TooHeavy(most=100.0) if light else None


def viewer(reader: Reader) -> Viewer:
    """The viewer with this audience and organisation."""
    if reader.audience == "public":
        return Viewer()
    kind = Kind.PEMPROV if reader.audience == "gov" else Kind.DONOR
    return Viewer(actor_id=1, organisation_id=reader.tenant, kind=kind, role=Role.OWNER)


@dataclass
class Tally:
    """What a run has covered, and the differences."""

    documents: int = 0
    runs: int = 0
    ways: Counter[str] = field(default_factory=Counter)
    codes: Counter[str] = field(default_factory=Counter)
    differences: list[str] = field(default_factory=list)
    compiled: int = 0


async def answer(
    schema: graphql_sql.Schema, pools: Pools, text: str, variables: dict[str, Any], reader: Reader
) -> tuple[Any, list[tuple[Any, ...]], str]:
    """Data, errors in the oracle's form, and the path taken: final JSON or a tree."""
    context = SimpleNamespace(viewer=viewer(reader), pools=pools)
    result = await schema.execute(text, variable_values=variables, context_value=context)
    passed = isinstance(result.data, orjson.Fragment)
    data = json.loads(orjson.dumps(result.data))
    errors = sorted(
        (
            tuple(str(p) for p in error.path or ()),
            error.message,
            (error.extensions or {}).get("code"),
        )
        for error in result.errors or ()
    )
    return data, errors, "passed" if passed else "walked"


async def compare(
    schema: graphql_sql.Schema,
    pools: Pools,
    world: World,
    seed: int,
    *,
    documents: int,
    noise: float = 0.06,
    prefer: frozenset[str] = frozenset(),
) -> Tally:
    """Generate documents and answer each with both.

    Args:
        schema, pools: what is tested.
        world: the rows, which are loaded into the database.
        seed: of the generator.
        documents: their number.
        noise, prefer: of the generator.

    Returns:
        What was covered, up to the first difference.
    """
    judge = Oracle(schema.as_str(), world)
    generator = Generator(judge.schema, world, seed, noise=noise, prefer=prefer)
    tally = Tally()
    before = schema.plans.compiled
    while tally.documents < documents and not tally.differences:
        document = generator.document()
        errors = validate(judge.schema, parsed(document.text))
        if errors:
            # The generator's literals may repeat a variable in a way that GraphQL forbids.
            tally.ways["invalid"] += 1
            continue
        tally.documents += 1
        for variables, reader in _runs(generator, document):
            found = await _difference(schema, pools, judge, document.text, variables, reader, tally)
            if found:
                tally.differences.append(found)
                break
    tally.compiled = schema.plans.compiled - before
    return tally


def _runs(generator: Generator, document: Document) -> Iterator[tuple[dict[str, Any], Reader]]:
    """Variables and viewers: plans are reused, and similar keys must not be mixed up."""
    reader = generator.random.choice(ASKERS)
    values = generator.values(document)
    yield values, reader
    if document.variables:
        yield generator.changed(document, values), reader
        reworded = generator.reworded(document, values)
        if reworded != values:
            yield reworded, reader
        values = generator.nudged(document, values)
        yield values, reader
        yield generator.nudged(document, values), reader
    yield generator.values(document), generator.random.choice(ASKERS)


async def _difference(
    schema: graphql_sql.Schema,
    pools: Pools,
    judge: Oracle,
    text: str,
    variables: dict[str, Any],
    reader: Reader,
    tally: Tally,
) -> str | None:
    """The difference between the two responses, or None."""
    expected = judge.answer(text, variables, reader)
    try:
        data, errors, way = await answer(schema, pools, text, variables, reader)
    except Exception as error:  # noqa: BLE001 -- a crash is a difference like another
        data, errors, way = repr(error), [], "crashed"
    tally.runs += 1
    tally.ways[way] += 1
    tally.ways["null"] += expected[0] is None
    tally.codes.update(code or "promise" for _, _, code in expected[1])
    if _same(data, expected[0]) and errors == expected[1]:
        return None
    return (
        f"{text}\n{json.dumps(variables)}\n{reader}\n"
        f"expected {json.dumps(expected[0])}\n {expected[1]}\n"
        f"got ({way}) {json.dumps(data)}\n {errors}"
    )


def _same(one: Any, other: Any) -> bool:
    if isinstance(one, dict) and isinstance(other, dict):
        # The order of keys is part of the response.
        return list(one) == list(other) and all(_same(one[k], other[k]) for k in one)
    if isinstance(one, list) and isinstance(other, list):
        return len(one) == len(other) and all(_same(a, b) for a, b in zip(one, other, strict=True))
    if isinstance(one, float) or isinstance(other, float):
        if not (isinstance(one, (int, float)) and isinstance(other, (int, float))):
            return False
        return math.isclose(one, other, rel_tol=1e-12)
    return type(one) is type(other) and one == other
