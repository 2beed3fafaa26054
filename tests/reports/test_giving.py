"""A donor's report: its figures are those of the recap, and the sums of the rows behind them."""

from __future__ import annotations

from collections import Counter
from collections.abc import AsyncIterator
from typing import Any

import pytest

from ksbb.core.viewer import Kind, Role, Viewer
from tests.database import Database
from tests.real_schema import Api, number, opened

ANYBODY = Viewer()
SINCE, UNTIL = "2020-04-24", "2020-05-02"

_RECAP = """
    query ($day: Date) {
      recap(asOf: $day) {
        organisations { organisation { id name } given { package { code } quantity } money }
      }
    }
"""
_GIVING = """
    query ($organisation: ID!, $since: Date!, $until: Date!) {
      giving(organisation: $organisation, since: $since, until: $until) {
        unitCount kelurahanCount families money
        packages {
          phase { id number } package { code } packages received institutions units families
        }
        gifts { amount }
        funded { package { code } packages amount units families }
      }
    }
"""
_ROWS = """
    query (
      $organisation: ID!, $since: Date!, $until: Date!, $phase: ID, $package: ID
    ) {
      commitments(
        organisation: $organisation, side: GIVER, since: $since, until: $until, phase: $phase,
        package: $package, first: 1000
      ) {
        nodes { quantity unit { code families kelurahan { code } } }
      }
    }
"""


@pytest.fixture
async def demo(seeded: Database) -> AsyncIterator[Api]:
    async with opened(seeded) as api:
        yield api


async def _giving(demo: Api, viewer: Viewer, organisation: str, **period: str) -> Any:
    period = {"since": SINCE, "until": UNTIL, **period}
    answer = await demo.query(viewer, _GIVING, organisation=organisation, **period)
    return answer["giving"]


async def _organisations(demo: Api) -> list[dict[str, Any]]:
    answer = await demo.query(ANYBODY, _RECAP, day=UNTIL)
    found: list[dict[str, Any]] = answer["recap"]["organisations"]
    return found


async def test_each_organisations_report_is_its_line_of_the_recap(demo: Api) -> None:
    for line in await _organisations(demo):
        giving = await _giving(demo, ANYBODY, line["organisation"]["id"])
        for_rws: Counter[str] = Counter()
        for row in giving["packages"]:
            for_rws[row["package"]["code"]] += row["packages"] - row["institutions"]
        given = {row["package"]["code"]: row["quantity"] for row in line["given"]}
        assert +for_rws == given, line["organisation"]["name"]
        assert giving["money"] == line["money"]
        assert sum(int(gift["amount"]) for gift in giving["gifts"]) == int(line["money"])


async def test_every_figure_is_the_sum_of_the_rows_it_opens(demo: Api) -> None:
    for line in (await _organisations(demo))[:6]:
        organisation = line["organisation"]["id"]
        giving = await _giving(demo, ANYBODY, organisation)
        requested = {"organisation": organisation, "since": SINCE, "until": UNTIL}
        every = (await demo.query(ANYBODY, _ROWS, **requested))["commitments"]["nodes"]
        units = {row["unit"]["code"]: row["unit"] for row in every}
        assert giving["unitCount"] == len(units)
        assert giving["kelurahanCount"] == len(
            {unit["kelurahan"]["code"] for unit in units.values()}
        )
        assert giving["families"] == sum(unit["families"] for unit in units.values())
        for row in giving["packages"]:
            package = await demo.package(row["package"]["code"])
            narrowed = {**requested, "phase": row["phase"]["id"], "package": package}
            rows = (await demo.query(ANYBODY, _ROWS, **narrowed))["commitments"]["nodes"]
            assert row["packages"] == sum(each["quantity"] for each in rows)
            assert row["units"] == len({each["unit"]["code"] for each in rows})


async def test_periods_that_follow_each_other_add_up(demo: Api) -> None:
    def packages(giving: Any) -> int:
        return sum(row["packages"] for row in giving["packages"])

    for line in (await _organisations(demo))[:6]:
        organisation = line["organisation"]["id"]
        whole = await _giving(demo, ANYBODY, organisation)
        first = await _giving(demo, ANYBODY, organisation, until="2020-04-30")
        rest = await _giving(demo, ANYBODY, organisation, since="2020-05-01")
        assert packages(first) + packages(rest) == packages(whole)


async def test_only_the_giver_sees_what_its_money_paid_for(demo: Api) -> None:
    lines = await _organisations(demo)
    jne = next(
        line["organisation"]["id"] for line in lines if line["organisation"]["name"] == "JNE"
    )
    other = next(line["organisation"]["id"] for line in lines if line["given"])
    own = Viewer(1, number(jne), Kind.DONOR, Role.VIEWER)
    giving = await _giving(demo, own, jne)
    assert giving["packages"] == []
    (bought,) = giving["funded"]
    assert bought["package"]["code"] == "SEMBAKO"
    assert (bought["packages"], bought["amount"], bought["units"]) == (5000, "1000000000", 16)
    assert bought["families"] > 0
    stranger = Viewer(1, number(other), Kind.DONOR, Role.OWNER)
    for viewer in (ANYBODY, stranger):
        assert (await _giving(demo, viewer, jne))["funded"] == []
