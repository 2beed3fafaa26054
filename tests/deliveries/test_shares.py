"""A number is divided by weights: whole, complete, never above a weight, always the same."""

from fractions import Fraction
from random import Random

import pytest
from sqlalchemy import text

from tests.as_party import AsParty


async def shares(db: AsParty, total: int, weights: list[int]) -> list[int]:
    found = await db.session.scalar(
        text("SELECT app.shares(:total, cast(:weights AS bigint[]))"),
        {"total": total, "weights": weights},
    )
    assert found is not None
    return list(found)


def expected(total: int, weights: list[int]) -> list[int]:
    """Largest remainders, computed with fractions; the earlier one where two are equal."""
    of_all = sum(weights)
    if not of_all:
        return [0] * len(weights)
    exact = [Fraction(total * weight, of_all) for weight in weights]
    made = [int(part) for part in exact]
    order = sorted(range(len(weights)), key=lambda n: (-(exact[n] - made[n]), n))
    for n in order[: total - sum(made)]:
        made[n] += 1
    return made


@pytest.mark.parametrize(
    ("total", "weights", "parts"),
    [
        (7, [70, 50], [4, 3]),
        (1, [1, 1], [1, 0]),
        (5, [0, 5], [0, 5]),
        (0, [3, 4], [0, 0]),
        (0, [0, 0], [0, 0]),
        (3, [1, 1, 1], [1, 1, 1]),
        (10, [], []),
    ],
)
async def test_a_number_is_divided(
    db: AsParty, total: int, weights: list[int], parts: list[int]
) -> None:
    assert await shares(db, total, weights) == parts


@pytest.mark.parametrize("seed", range(5))
async def test_shares_are_those_of_the_largest_remainders(db: AsParty, seed: int) -> None:
    random = Random(seed)  # noqa: S311
    for _ in range(40):
        weights = [
            random.choice((0, random.randint(1, 10_000))) for _ in range(random.randint(1, 8))
        ]
        total = random.randint(0, sum(weights))
        found = await shares(db, total, weights)
        assert found == expected(total, weights)
        assert sum(found) == total
        assert all(part <= weight for part, weight in zip(found, weights, strict=True))
