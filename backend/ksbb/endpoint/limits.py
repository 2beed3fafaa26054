"""How much one document may ask for. Three kinds of caller, three sets of limits."""

from __future__ import annotations

from dataclasses import dataclass

# A list without `first` holds few things by the domain's own rules (the packages of a
# programme, the lines of a pledge): the estimate takes this many.
LIST_SIZE = 5

# Where that is far too few: Jakarta's areas and what hangs on them.
LIST_SIZES = {
    "Query.areas": 300,
    "Area.children": 8,
    "Query.ladderByArea": 50,
    "Query.ladderByOrganisation": 50,
    "Query.ladderByDay": 120,
    "TenantOrganisation.stockByDay": 120,
    "Query.ladderByPhase": 16,
    "Query.coverage": 7,
    "Recap.units": 300,
    "Recap.organisations": 50,
    "Recap.gifts": 30,
    "Unit.needs": 12,
}

# A value that is looked up (an object, a list, a connection) costs about fifty times what a
# further column of the same row costs, so costs are counted in fiftieths of a look-up.
LOOK_UP = 50

# How many there are in all: every row of the list is looked at, whatever `first` says.
COUNTED = 20 * LOOK_UP

# How deep the guard follows selections and fragments before it gives up. Far above any depth
# that is allowed and far below the interpreter's recursion limit.
NESTING = 64


@dataclass(frozen=True, slots=True)
class Limits:
    """Upper bounds for one document; ``cost`` is in look-ups."""

    text: int = 64 * 1024
    tokens: int = 1_000
    depth: int = 10
    aliases: int = 15
    directives: int = 10
    # How often one response key may be asked for in one place. Validation compares these
    # pairwise: a thousand times the same field took it a second.
    repeats: int = 20
    nodes: int = 10_000
    cost: int = 5_000
    first: int = 100


# Free-form documents of people who are signed in.
PEOPLE = Limits()
# Free-form documents of an organisation's systems (bearer tokens).
SYSTEMS = Limits(tokens=2_000)
# Our own documents, judged when they are built. A page may show a whole city at once.
OWN = Limits(
    tokens=10_000, depth=16, aliases=60, directives=60, repeats=200, cost=20_000, first=1_000
)
