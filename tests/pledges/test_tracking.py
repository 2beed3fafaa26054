"""A pledge as whoever has its code may follow it."""

from __future__ import annotations

import re
from typing import Any

import pytest
from sqlalchemy import text

from ksbb.kernel.viewer import Viewer
from ksbb.pledges import actions, rules
from tests import make, scene
from tests.acting import Acting
from tests.database import Database
from tests.graph import Graph, opened
from tests.pledges.test_pledging import act, pledge

ANYBODY = Viewer()
_TRACKED = """
    query ($code: String!) {
      pledgeByCode(code: $code) {
        number publicCode state channel submittedOn
        phase { number } giver { name } executor { name }
        parts {
          package { code } unit { code } quantity state since windowStarts windowEnds
        }
        timeline { becomes party organisation { name } day }
      }
    }
"""


async def _code(db: Acting, pledge_id: int) -> str:
    found = await db.session.execute(
        text("SELECT public_code FROM app.pledge WHERE id = :id"), {"id": pledge_id}
    )
    return str(found.scalar_one())


async def _tracked(graph: Graph, code: str) -> Any:
    return (await graph.ask(ANYBODY, _TRACKED, code=code))["pledgeByCode"]


def _parts(tracked: Any) -> list[tuple[str | None, int, str, str | None]]:
    return [
        (part["unit"] and part["unit"]["code"][-3:], part["quantity"], part["state"], part["since"])
        for part in tracked["parts"]
    ]


def _steps(tracked: Any) -> list[tuple[str, str, str]]:
    return [(step["becomes"], step["party"], step["day"]) for step in tracked["timeline"]]


async def test_whoever_has_the_code_follows_a_pledge_from_step_to_step(
    fresh_database: Database,
) -> None:
    async with opened(fresh_database) as graph:
        async with graph.making() as db:
            it = await scene.programme(db)
            made = await pledge(db, it, await make.donor(db), [60, 40])
            code = await _code(db, made)
        found = await _tracked(graph, code)
        assert found["state"] == "SUBMITTED"
        assert found["publicCode"] == code
        assert found["submittedOn"] == "2020-04-24"
        assert _parts(found) == [("001", 60, "HELD", None), ("002", 40, "HELD", None)]
        assert _steps(found) == [("SUBMITTED", "GIVER", "2020-04-24")]
        async with graph.making() as db:
            await make.clock(db, "2020-04-25 09:00")
            await act(db, it.pemprov, actions.commit, made)
        found = await _tracked(graph, code)
        assert found["state"] == "COMMITTED"
        assert _parts(found) == [
            ("001", 60, "COMMITTED", "2020-04-25"),
            ("002", 40, "COMMITTED", "2020-04-25"),
        ]
        assert _steps(found)[1:] == [("COMMITTED", "PEMPROV", "2020-04-25")]


async def test_what_an_aggregator_has_not_directed_yet_has_no_unit(
    fresh_database: Database,
) -> None:
    async with opened(fresh_database) as graph:
        async with graph.making() as db:
            it = await scene.programme(db)
            donor, pmi = await make.donor(db), await scene.aggregator(db)
            made = await pledge(db, it, donor, [], quantity=50, aggregator=pmi)
            await act(db, pmi, actions.accept, made)
            lines = [rules.Line(it.packages["SEMBAKO"], 30, (rules.Share(it.units[1], 30),))]
            await act(db, pmi, actions.allocate, made, lines=lines)
            code = await _code(db, made)
        found = await _tracked(graph, code)
        assert _parts(found) == [("002", 30, "HELD", None), (None, 20, "HELD", None)]
        assert found["executor"] != found["giver"]
        assert [step["party"] for step in found["timeline"]] == ["GIVER", "EXECUTOR"]


async def test_a_hold_that_ran_out_is_shown_as_gone_before_anybody_tidies_up(
    fresh_database: Database,
) -> None:
    async with opened(fresh_database) as graph:
        async with graph.making() as db:
            it = await scene.programme(db)
            donor, pmi = await make.donor(db), await scene.aggregator(db)
            made = await pledge(db, it, donor, [10], quantity=25, aggregator=pmi)
            code = await _code(db, made)
            await make.clock(db, "2020-04-27 08:01")
        found = await _tracked(graph, code)
        assert found["state"] == "LAPSED"
        assert _parts(found) == [("001", 10, "RELEASED", "2020-04-27")]
        assert _steps(found)[-1] == ("LAPSED", "SYSTEM", "2020-04-27")


async def test_a_reason_that_somebody_wrote_is_not_told(fresh_database: Database) -> None:
    async with opened(fresh_database) as graph:
        async with graph.making() as db:
            it = await scene.programme(db)
            made = await pledge(db, it, await make.donor(db), note="Telepon Bu Sri")
            await act(db, it.pemprov, actions.reject, made, reason="Alamat Pak Budi keliru")
            code = await _code(db, made)
        told = str(await _tracked(graph, code))
        assert "REJECTED" in told
        assert "Budi" not in told
        assert "Sri" not in told


async def test_a_code_is_found_however_it_is_written(fresh_database: Database) -> None:
    async with opened(fresh_database) as graph:
        async with graph.making() as db:
            it = await scene.programme(db)
            code = await _code(db, await pledge(db, it, await make.donor(db)))
        for written in (
            code.lower(),
            f"  {code[:4]} {code[4:8]}\t{code[8:]} ",
            "-".join((code[:4], code[4:8], code[8:])),
        ):
            assert (await _tracked(graph, written))["publicCode"] == code
        for other in ("", "   ", code[:-1], f"{code}2", "%", "_" * 12, "a" * 5000, "🙂"):
            assert await _tracked(graph, other) is None


async def test_codes_are_long_and_each_is_another(database: Database) -> None:
    async with database.connection("admin") as db:
        rows = await db.fetch("SELECT app.public_code() AS code FROM generate_series(1, 5000)")
    codes = {row["code"] for row in rows}
    assert len(codes) == 5000
    assert all(re.fullmatch("[2-9A-HJKMNP-TV-Z]{12}", code) for code in codes)


@pytest.mark.parametrize("function", ["tracked", "tracked_parts", "tracked_steps"])
async def test_the_public_login_learns_nothing_without_a_code(
    fresh_database: Database, function: str
) -> None:
    async with opened(fresh_database) as graph:
        async with graph.making() as db:
            it = await scene.programme(db)
            await pledge(db, it, await make.donor(db))
        async with fresh_database.connection("public") as anybody:
            for code in ("", "%", "A" * 12):
                assert await anybody.fetch(f"SELECT * FROM app.{function}($1)", code) == []  # noqa: S608
