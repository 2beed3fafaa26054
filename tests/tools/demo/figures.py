"""A recap's figures, once from the API and once by counting the scenario's steps."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from ksbb.cli.recap import ask
from ksbb.core.viewer import Kind, Viewer
from tests.database import Database
from tests.real_schema import Api, opened
from tools.demo import people
from tools.demo.gifts import MONEY
from tools.demo.programme import PACKAGES
from tools.demo.steps import Step
from tools.demo.sums import Expected, arrived, expected

NOBODY = Viewer()

_COMMITMENTS = """
    query ($until: Date!, $after: String) {
      commitments(until: $until, first: 100, after: $after) {
        nodes {
          unit { code } phase { number } package { code }
          giver { name } executor { name } quantity released(until: $until) releasedOn
        }
        pageInfo { hasNextPage endCursor }
      }
    }
"""
_LADDER = """{
    province { ladder {
        package { code } target pledged committed dispatched received receivedByUnit verified
    } }
}"""


# By code of the package; only quantities above zero.
Quantities = dict[str, int]


@dataclass(frozen=True)
class Figures:
    """All figures of a recap, by codes and names."""

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
    # Code of the package: received, and how many of them by the unit's word.
    received: dict[str, tuple[int, int]]
    # The demo has neither of the two.
    institutions: int = 0
    kabupaten: int = 0


def read_figures(answer: dict[str, Any]) -> Figures:
    """The figures in a GraphQL response."""
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
                _quantities(each["given"]),
                _quantities(each["carriedOut"]),
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
        received={
            each["package"]["code"]: (each["received"], each["receivedByUnit"])
            for each in recap["packages"]
        },
        institutions=sum(each["institutions"] for each in recap["packages"]),
        kabupaten=recap["kabupatenCount"],
    )


def _quantities(line: list[dict[str, Any]]) -> Quantities:
    return {each["package"]["code"]: each["quantity"] for each in line}


def counted(steps: Sequence[Step], as_of: date) -> Figures:
    """The figures by plain counting of these steps."""
    recap = expected(steps, as_of)
    kinds = Counter(people.organisation(slug).kind for slug in recap.organisations)
    by_rw: defaultdict[str, Counter[str]] = defaultdict(Counter)
    by_kota: defaultdict[str, Counter[str]] = defaultdict(Counter)
    for row in recap.rows:
        for line in (by_rw[row.allocation.unit], by_kota[row.kota]):
            line[row.allocation.package] += row.quantity
    received: Counter[str] = Counter()
    by_unit: Counter[str] = Counter()
    for each in arrived(steps, as_of):
        received[each.row.allocation.package] += each.good
        by_unit[each.row.allocation.package] += each.good * each.by_unit
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
                people.organisation(money.giver).name,
                people.organisation(money.aggregator).name,
                recap.received[money.name],
                money.received.date().isoformat(),
            )
            for money in MONEY
            if money.name in recap.received
        ),
        received={each.code: (received[each.code], by_unit[each.code]) for each in PACKAGES},
    )


def _by_organisation(recap: Expected) -> dict[str, tuple[Quantities, Quantities, int]]:
    given: defaultdict[str, Counter[str]] = defaultdict(Counter)
    carried_out: defaultdict[str, Counter[str]] = defaultdict(Counter)
    money: Counter[str] = Counter()
    for row in recap.rows:
        given[row.giver][row.allocation.package] += row.quantity
        if row.executor != row.giver:
            carried_out[row.executor][row.allocation.package] += row.quantity
    for gift in MONEY:
        money[gift.giver] += recap.received.get(gift.name, 0)
    return {
        people.organisation(slug).name: (dict(given[slug]), dict(carried_out[slug]), money[slug])
        for slug in recap.organisations
    }


async def recap(database: Database, as_of: date) -> Figures:
    """The recap that the API gives the public."""
    async with opened(database) as api:
        return read_figures(await ask(api.pools, as_of))


async def rows(api: Api, until: date) -> Counter[tuple[Any, ...]]:
    """The committed rows behind the figures, as the public reads them page by page."""
    found: Counter[tuple[Any, ...]] = Counter()
    after: str | None = None
    while True:
        answer = await api.query(NOBODY, _COMMITMENTS, until=until.isoformat(), after=after)
        page = answer["commitments"]
        for each in page["nodes"]:
            assert each["releasedOn"] is None
            found[
                each["giver"]["name"],
                each["executor"]["name"],
                each["phase"]["number"],
                each["unit"]["code"],
                each["package"]["code"],
                each["quantity"] - each["released"],
            ] += 1
        if not page["pageInfo"]["hasNextPage"]:
            return found
        after = page["pageInfo"]["endCursor"]


def counted_rows(steps: Iterable[Step], until: date) -> Counter[tuple[Any, ...]]:
    """The same rows, computed from the steps."""
    return Counter(
        (
            people.organisation(row.giver).name,
            people.organisation(row.executor).name,
            row.phase,
            row.allocation.unit,
            row.allocation.package,
            row.quantity,
        )
        for row in expected(steps, until).rows
    )


async def ladder(api: Api) -> dict[str, dict[str, int]]:
    """Every rung of every package in the province."""
    return {
        each["package"]["code"]: {key: each[key] for key in each if key != "package"}
        for each in (await api.query(NOBODY, _LADDER))["province"]["ladder"]
    }
