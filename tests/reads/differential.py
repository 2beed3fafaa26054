"""Runs documents both ways and tells where the answers differ."""

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

from ksbb import reads
from ksbb.kernel.db import Pools
from ksbb.kernel.errors import Refusal
from ksbb.kernel.viewer import Kind, Role, Viewer
from tests.reads import desk, library
from tests.reads.documents import Document, Generator
from tests.reads.lists import CURSOR_KEY
from tests.reads.oracle import Asker, Oracle, parsed
from tests.reads.world import World

ASKERS = (Asker("public", 0), Asker("tenant", 1), Asker("tenant", 2), Asker("gov", 3))


def build() -> reads.Schema:
    """The library's schema."""
    return reads.build_schema(
        queries=[library.ShelfQueries],
        mutations=[desk.DeskMutations],
        refusals=[desk.TooHeavyRefusal],
        refusal_of=too_heavy,
        cursor_key=lambda: CURSOR_KEY,
        open_schemas=["shelf"],
        extensions=[ParserCache, ValidationCache],
    )


def too_heavy(error: Exception) -> Refusal | None:
    """What the deferred constraint means."""
    cause = getattr(getattr(error, "orig", None), "__cause__", None)
    light = getattr(cause, "constraint_name", None) == "light"
    return desk.TooHeavy(most=100.0) if light else None


def viewer(asker: Asker) -> Viewer:
    """The viewer with this audience and organisation."""
    if asker.audience == "public":
        return Viewer()
    kind = Kind.PEMPROV if asker.audience == "gov" else Kind.DONOR
    return Viewer(person_id=1, organisation_id=asker.tenant, kind=kind, role=Role.OWNER)


@dataclass
class Tally:
    """What a run has covered, and what differed."""

    documents: int = 0
    runs: int = 0
    ways: Counter[str] = field(default_factory=Counter)
    codes: Counter[str] = field(default_factory=Counter)
    differences: list[str] = field(default_factory=list)
    compiled: int = 0


async def answer(
    schema: reads.Schema, pools: Pools, text: str, variables: dict[str, Any], asker: Asker
) -> tuple[Any, list[tuple[Any, ...]], str]:
    """Data, errors as the oracle gives them, and the way it went: passed through or walked."""
    context = SimpleNamespace(viewer=viewer(asker), pools=pools)
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
    schema: reads.Schema,
    pools: Pools,
    world: World,
    seed: int,
    *,
    documents: int,
    noise: float = 0.06,
    prefer: frozenset[str] = frozenset(),
) -> Tally:
    """Generate documents and answer each by both.

    Args:
        schema, pools: what is judged.
        world: the rows; they are loaded.
        seed: of the generator.
        documents: how many.
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
        faults = validate(judge.schema, parsed(document.text))
        if faults:
            # The generator's literals may repeat a variable's place in a way GraphQL forbids.
            tally.ways["invalid"] += 1
            continue
        tally.documents += 1
        for variables, asker in _runs(generator, document):
            found = await _difference(schema, pools, judge, document.text, variables, asker, tally)
            if found:
                tally.differences.append(found)
                break
    tally.compiled = schema.plans.compiled - before
    return tally


def _runs(generator: Generator, document: Document) -> Iterator[tuple[dict[str, Any], Asker]]:
    """Variables and askers: plans are reused, and shapes that lie side by side told apart."""
    asker = generator.random.choice(ASKERS)
    values = generator.values(document)
    yield values, asker
    if document.variables:
        yield generator.changed(document, values), asker
        reworded = generator.reworded(document, values)
        if reworded != values:
            yield reworded, asker
        values = generator.nudged(document, values)
        yield values, asker
        yield generator.nudged(document, values), asker
    yield generator.values(document), generator.random.choice(ASKERS)


async def _difference(
    schema: reads.Schema,
    pools: Pools,
    judge: Oracle,
    text: str,
    variables: dict[str, Any],
    asker: Asker,
    tally: Tally,
) -> str | None:
    """What differs between the two answers, if anything."""
    expected = judge.answer(text, variables, asker)
    try:
        data, errors, way = await answer(schema, pools, text, variables, asker)
    except Exception as error:  # noqa: BLE001 -- a crash is a difference like another
        data, errors, way = repr(error), [], "crashed"
    tally.runs += 1
    tally.ways[way] += 1
    tally.ways["null"] += expected[0] is None
    tally.codes.update(code or "promise" for _, _, code in expected[1])
    if _same(data, expected[0]) and errors == expected[1]:
        return None
    return (
        f"{text}\n{json.dumps(variables)}\n{asker}\n"
        f"expected {json.dumps(expected[0])}\n {expected[1]}\n"
        f"got ({way}) {json.dumps(data)}\n {errors}"
    )


def _same(one: Any, other: Any) -> bool:
    if isinstance(one, dict) and isinstance(other, dict):
        # The order of keys is part of the answer.
        return list(one) == list(other) and all(_same(one[k], other[k]) for k in one)
    if isinstance(one, list) and isinstance(other, list):
        return len(one) == len(other) and all(_same(a, b) for a, b in zip(one, other, strict=True))
    if isinstance(one, float) or isinstance(other, float):
        if not (isinstance(one, (int, float)) and isinstance(other, (int, float))):
            return False
        return math.isclose(one, other, rel_tol=1e-12)
    return type(one) is type(other) and one == other
