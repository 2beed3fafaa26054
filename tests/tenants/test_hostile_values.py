"""No value breaks a verb that would have succeeded: in each place of a good input, each bad one.

`tests/endpoint/test_hostile_values.py` asks the whole contract as somebody who is refused before
anything is written. Here the party that may does it, so that a bad value reaches the rules and
the database; whatever it does is undone.
"""

from typing import Any
from uuid import uuid4

import pytest
from asyncpg import PostgresError
from graphql import GraphQLError
from sqlalchemy.exc import DBAPIError

from ksbb.kernel.errors import Refusal
from ksbb.schema import schema
from tests.endpoint.test_hostile_values import HOSTILE, spoiled
from tests.tenants.parties import Parties
from tests.tenants.test_verbs import ANSWERED, PARTIES, Context, Undone, inputs

# Just above what columns hold, and nothing but space. NUL and halves of characters are refused
# at the door: `tests/endpoint/test_bad_input.py`.
MORE = ["x" * 2_001, "\r\n" * 40, " "]


def _broken(errors: list[GraphQLError]) -> list[Exception]:
    """Errors that are not the caller's: what the server would answer with a 500."""
    found: list[Exception] = []
    for error in errors:
        original: Exception | None = error.original_error
        while isinstance(original, GraphQLError) and original.original_error is not None:
            original = original.original_error
        if original is None or isinstance(original, GraphQLError | Refusal):
            continue
        coded = isinstance((error.extensions or {}).get("code"), str)
        # What GraphQL says of a variable points at the value, not at a field.
        ours = isinstance(original, DBAPIError | PostgresError) or error.path is not None
        if ours and not coded:
            found.append(original)
    return found


def _doers() -> list[tuple[str, str]]:
    """Each verb with the first party that it does something for."""
    refusals = {"NotAllowed", "NotFound", "NotSignedIn", "StateRefused", "NotAnAggregator"}
    return [
        (verb, next(p for p, answer in zip(PARTIES, row, strict=True) if answer not in refusals))
        for verb, row in ANSWERED.items()
        if not {*row} <= refusals
    ]


@pytest.mark.parametrize(("verb", "party"), _doers())
async def test_no_value_breaks_a_verb(
    there: Parties, monkeypatch: pytest.MonkeyPatch, verb: str, party: str
) -> None:
    monkeypatch.setattr("tests.endpoint.test_hostile_values.HOSTILE", [*HOSTILE, *MORE])
    mutations = schema._schema.mutation_type
    assert mutations is not None
    kind = mutations.fields[verb].args["input"].type
    document = f"mutation ($input: {kind}) {{ {verb}(input: $input) {{ __typename }} }}"
    good = (await inputs(there))[verb]
    viewer = getattr(there, party)
    wrong: list[tuple[Any, Exception]] = []
    for values in [good, *(broken for broken in spoiled(good) if isinstance(broken, dict))]:
        undone = await there.db.session.begin_nested()
        try:
            result = await schema.execute(
                document,
                variable_values={"input": {"key": str(uuid4()), **values}},
                context_value=Context(viewer, Undone(there.db)),
            )
        finally:
            await undone.rollback()
        wrong += [(values, error) for error in _broken(result.errors or [])]
        if values is good:
            assert result.data, result.errors
    assert wrong == []
