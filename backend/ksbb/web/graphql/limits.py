"""How much one document may ask for: three sets of limits for three kinds of caller."""

from __future__ import annotations

from dataclasses import dataclass

# The estimated length of a list without `first`: by the rules of the domain it is short (the
# packages of a programme, the lines of a pledge).
LIST_SIZE = 5

# Lists that are longer: Jakarta's areas and figures by area, day and organisation.
LIST_SIZES = {
    "Query.areas": 300,
    "Query.unitsByCode": 50,
    "Area.children": 8,
    "Area.ladderByArea": 50,
    "Area.ladderByOrganisation": 50,
    "Area.ladderByDay": 120,
    "TenantOrganisation.stockByDay": 120,
    "Area.ladderByPhase": 16,
    "Area.coverage": 7,
    "Recap.units": 300,
    "Recap.organisations": 50,
    "Recap.gifts": 30,
    "Unit.needs": 12,
}

# Looking up an object, a list or a connection costs about fifty times as much as one more column
# of the same row, so costs are counted in fiftieths of a lookup.
LOOKUP = 50

# `totalCount` reads every row of the list, whatever `first` says.
COUNTED = 20 * LOOKUP

# How deep the guard follows selections and fragments before it refuses: far above any depth that
# is allowed, far below Python's recursion limit.
NESTING = 64


@dataclass(frozen=True, slots=True)
class Limits:
    """Upper bounds for one document; ``cost`` is in lookups."""

    text: int = 64 * 1024
    tokens: int = 1_000
    depth: int = 10
    aliases: int = 15
    directives: int = 10
    # How often one response key may occur in one place. Validation compares them pairwise: a
    # thousand times the same field took it a second.
    repeats: int = 20
    nodes: int = 10_000
    cost: int = 5_000
    first: int = 100


# Free-form documents of people who are signed in.
PEOPLE = Limits()
# Free-form documents of an organisation's systems (bearer tokens).
SYSTEMS = Limits(tokens=2_000)
# Our own documents, checked at the start. A page may show a whole city at once.
OWN = Limits(
    tokens=10_000, depth=16, aliases=60, directives=60, repeats=200, cost=20_000, first=1_000
)
