"""No bad value causes an internal error: each one is put into each field of a valid input.

`tests/web/graphql/test_hostile_values.py` tests the whole schema as a viewer who is refused before
anything is written. Here the party with the right sends it, so that a bad value reaches the rules
and the database; every change is rolled back.
"""

from typing import Any
from uuid import uuid4

import pytest
from asyncpg import PostgresError
from graphql import GraphQLError
from sqlalchemy.exc import DBAPIError

from ksbb.core.refusals import Refusal
from ksbb.schema import schema
from tests.tenants.parties import Parties
from tests.tenants.test_mutations import ANSWERED, PARTIES, Context, Undone, inputs
from tests.web.graphql.test_hostile_values import HOSTILE, spoiled

# Just above what columns can hold, and only white space. NUL and halves of surrogate pairs are
# refused before: `tests/web/graphql/test_bad_input.py`.
MORE = ["x" * 2_001, "\r\n" * 40, " "]


def _broken(errors: list[GraphQLError]) -> list[Exception]:
    """Errors that are not the caller's: the server would respond with a 500."""
    found: list[Exception] = []
    for error in errors:
        original: Exception | None = error.original_error
        while isinstance(original, GraphQLError) and original.original_error is not None:
            original = original.original_error
        if original is None or isinstance(original, GraphQLError | Refusal):
            continue
        coded = isinstance((error.extensions or {}).get("code"), str)
        # GraphQL's own errors about a variable have no path.
        ours = isinstance(original, DBAPIError | PostgresError) or error.path is not None
        if ours and not coded:
            found.append(original)
    return found


def _doers() -> list[tuple[str, str]]:
    """Each mutation with the first party for which it succeeds."""
    refusals = {"NotAllowed", "NotFound", "NotSignedIn", "StateRefused", "NotAnAggregator"}
    return [
        (
            mutation,
            next(p for p, answer in zip(PARTIES, row, strict=True) if answer not in refusals),
        )
        for mutation, row in ANSWERED.items()
        if not {*row} <= refusals
    ]


PARTS = 4
"""The mutations are divided over so many tests: each makes all parties and inputs once."""


@pytest.mark.parametrize("part", range(PARTS))
async def test_no_value_causes_an_internal_error(
    there: Parties, monkeypatch: pytest.MonkeyPatch, part: int
) -> None:
    monkeypatch.setattr("tests.web.graphql.test_hostile_values.HOSTILE", [*HOSTILE, *MORE])
    good = await inputs(there)
    wrong = {
        mutation: found
        for mutation, party in _doers()[part::PARTS]
        if (found := await _wrong(there, mutation, party, good[mutation]))
    }
    assert wrong == {}


async def _wrong(
    there: Parties, mutation: str, party: str, good: dict[str, Any]
) -> list[tuple[Any, Exception]]:
    """The values that cause an internal error; the good ones must be accepted."""
    mutations = schema._schema.mutation_type
    assert mutations is not None
    kind = mutations.fields[mutation].args["input"].type
    document = f"mutation ($input: {kind}) {{ {mutation}(input: $input) {{ __typename }} }}"
    wrong: list[tuple[Any, Exception]] = []
    for values in [good, *(broken for broken in spoiled(good) if isinstance(broken, dict))]:
        undone = await there.db.session.begin_nested()
        try:
            result = await schema.execute(
                document,
                variable_values={"input": {"key": str(uuid4()), **values}},
                context_value=Context(getattr(there, party), Undone(there.db)),
            )
        finally:
            await undone.rollback()
        wrong += [(values, error) for error in _broken(result.errors or [])]
        if values is good:
            assert result.data, result.errors
    return wrong
