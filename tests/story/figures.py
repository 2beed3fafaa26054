"""A recap's figures, told once by the graph and once by counting the story's steps."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

from ksbb.kernel.viewer import Kind, Viewer
from ksbb.recap_cli import ask
from ksbb.story import cast
from ksbb.story.acts import Step
from ksbb.story.gifts import MONEY
from ksbb.story.programme import PACKAGES
from ksbb.story.sums import Expected, expected
from tests.database import Database
from tests.graph import Graph, opened

NOBODY = Viewer()

_COMMITMENTS = """
    query ($until: Date!, $after: String) {
      commitments(until: $until, first: 100, after: $after) {
        nodes {
          unit { code } phase { number } package { code }
          giver { name } executor { name } quantity releasedOn
        }
        pageInfo { hasNextPage endCursor }
      }
    }
"""
_LADDER = "{ ladder { package { code } target pledged committed dispatched received verified } }"


# Code of the package: how many, more than none.
Quantities = dict[str, int]


@dataclass(frozen=True)
class Figures:
    """Everything a recap says, by codes and names."""

    organisations: int
    donors: int
    aggregators: int
    rws: int
    kelurahan: int
    kota: int
    # Code of the package: quantity.
    packages: dict[str, int]
    # Code of the kota: kelurahan, RWs, quantities.
    by_kota: dict[str, tuple[int, int, Quantities]]
    # Code of the RW: quantities.
    by_rw: dict[str, Quantities]
    # Name: given, carried out for others, rupiah given.
    by_organisation: dict[str, tuple[Quantities, Quantities, int]]
    # Giver, aggregator, rupiah, day.
    gifts: list[tuple[str, str, int, str]]
    # Neither of the two comes to be in the story.
    received: int = 0
    institutions: int = 0
    kabupaten: int = 0


def told(answer: dict[str, Any]) -> Figures:
    """The figures in the graph's answer."""
    recap = answer["recap"]
    return Figures(
        organisations=recap["organisationCount"],
        donors=recap["donorCount"],
        aggregators=recap["aggregatorCount"],
        rws=recap["rwCount"],
        kelurahan=recap["kelurahanCount"],
        kota=recap["kotaCount"],
        packages={each["package"]["code"]: each["quantity"] for each in recap["packages"]},
        by_kota={
            each["area"]["code"]: (
                each["kelurahanCount"],
                each["rwCount"],
                _quantities(each["packages"]),
            )
            for each in recap["kotas"]
        },
        by_rw={each["unit"]["code"]: _quantities(each["packages"]) for each in recap["units"]},
        by_organisation={
            each["organisation"]["name"]: (
                _quantities(each["gave"]),
                _quantities(each["carried"]),
                int(each["money"]),
            )
            for each in recap["organisations"]
        },
        gifts=sorted(
            (
                each["giver"]["name"],
                each["aggregator"]["name"],
                int(each["amount"]),
                each["receivedOn"],
            )
            for each in recap["gifts"]
        ),
        received=sum(each["received"] for each in recap["packages"]),
        institutions=sum(each["institutions"] for each in recap["packages"]),
        kabupaten=recap["kabupatenCount"],
    )


def _quantities(line: list[dict[str, Any]]) -> Quantities:
    return {each["package"]["code"]: each["quantity"] for each in line}


def counted(steps: Iterable[Step], as_of: date) -> Figures:
    """The figures that plain counting of these steps gives."""
    recap = expected(steps, as_of)
    kinds = Counter(cast.organisation(slug).kind for slug in recap.organisations)
    by_rw: defaultdict[str, Counter[str]] = defaultdict(Counter)
    by_kota: defaultdict[str, Counter[str]] = defaultdict(Counter)
    for row in recap.rows:
        for line in (by_rw[row.allocation.unit], by_kota[row.kota]):
            line[row.allocation.package] += row.allocation.quantity
    return Figures(
        organisations=len(recap.organisations),
        donors=kinds[Kind.DONOR],
        aggregators=kinds[Kind.AGGREGATOR],
        rws=len(recap.rws),
        kelurahan=len(recap.kelurahan),
        kota=len(recap.kota),
        packages={package.code: recap.packages[package.code] for package in PACKAGES},
        by_kota={
            kota: (
                sum(code.startswith(kota) for code in recap.kelurahan),
                sum(code.startswith(kota) for code in recap.rws),
                dict(by_kota[kota]),
            )
            for kota in recap.kota
        },
        by_rw={code: dict(line) for code, line in by_rw.items()},
        by_organisation=_by_organisation(recap),
        gifts=sorted(
            (
                cast.organisation(money.giver).name,
                cast.organisation(money.aggregator).name,
                recap.received[money.name],
                money.received.date().isoformat(),
            )
            for money in MONEY
            if money.name in recap.received
        ),
    )


def _by_organisation(recap: Expected) -> dict[str, tuple[Quantities, Quantities, int]]:
    gave: defaultdict[str, Counter[str]] = defaultdict(Counter)
    carried: defaultdict[str, Counter[str]] = defaultdict(Counter)
    money: Counter[str] = Counter()
    for row in recap.rows:
        gave[row.giver][row.allocation.package] += row.allocation.quantity
        if row.executor != row.giver:
            carried[row.executor][row.allocation.package] += row.allocation.quantity
    for gift in MONEY:
        money[gift.giver] += recap.received.get(gift.name, 0)
    return {
        cast.organisation(slug).name: (dict(gave[slug]), dict(carried[slug]), money[slug])
        for slug in recap.organisations
    }


async def recap(database: Database, as_of: date) -> Figures:
    """What the graph tells the public."""
    async with opened(database) as graph:
        return told(await ask(graph.pools, as_of))


async def rows(graph: Graph, until: date) -> Counter[tuple[Any, ...]]:
    """The committed rows behind the figures, as the public reads them page by page."""
    found: Counter[tuple[Any, ...]] = Counter()
    after: str | None = None
    while True:
        answer = await graph.ask(NOBODY, _COMMITMENTS, until=until.isoformat(), after=after)
        page = answer["commitments"]
        for each in page["nodes"]:
            assert each["releasedOn"] is None
            found[
                each["giver"]["name"],
                each["executor"]["name"],
                each["phase"]["number"],
                each["unit"]["code"],
                each["package"]["code"],
                each["quantity"],
            ] += 1
        if not page["pageInfo"]["hasNextPage"]:
            return found
        after = page["pageInfo"]["endCursor"]


def counted_rows(steps: Iterable[Step], until: date) -> Counter[tuple[Any, ...]]:
    """The same rows out of the steps."""
    return Counter(
        (
            cast.organisation(row.giver).name,
            cast.organisation(row.executor).name,
            row.phase,
            row.allocation.unit,
            row.allocation.package,
            row.allocation.quantity,
        )
        for row in expected(steps, until).rows
    )


async def ladder(graph: Graph) -> dict[str, dict[str, int]]:
    """Every rung of every package in the province."""
    return {
        each["package"]["code"]: {key: each[key] for key in each if key != "package"}
        for each in (await graph.ask(NOBODY, _LADDER))["ladder"]
    }
