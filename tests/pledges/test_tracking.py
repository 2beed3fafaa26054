"""A pledge as anybody with its code sees it."""

from __future__ import annotations

import re
from typing import Any

import pytest
from sqlalchemy import text

from ksbb.core.viewer import Viewer
from ksbb.domain.pledges import actions, rules
from tests import factories, small_programme
from tests.as_party import AsParty
from tests.database import Database
from tests.pledges.test_pledging import act, pledge
from tests.real_schema import Api, opened

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


async def _code(db: AsParty, pledge_id: int) -> str:
    found = await db.session.execute(
        text("SELECT public_code FROM app.pledge WHERE id = :id"), {"id": pledge_id}
    )
    return str(found.scalar_one())


async def _tracked(api: Api, code: str) -> Any:
    return (await api.query(ANYBODY, _TRACKED, code=code))["pledgeByCode"]


def _parts(tracked: Any) -> list[tuple[str | None, int, str, str | None]]:
    return [
        (part["unit"] and part["unit"]["code"][-3:], part["quantity"], part["state"], part["since"])
        for part in tracked["parts"]
    ]


def _steps(tracked: Any) -> list[tuple[str, str, str]]:
    return [(step["becomes"], step["party"], step["day"]) for step in tracked["timeline"]]


async def test_anybody_with_the_code_sees_each_step_of_a_pledge(
    fresh_database: Database,
) -> None:
    async with opened(fresh_database) as api:
        async with api.transaction() as db:
            it = await small_programme.programme(db)
            made = await pledge(db, it, await factories.donor(db), [60, 40])
            code = await _code(db, made)
        found = await _tracked(api, code)
        assert found["state"] == "SUBMITTED"
        assert found["publicCode"] == code
        assert found["submittedOn"] == "2020-04-24"
        assert _parts(found) == [("001", 60, "HELD", None), ("002", 40, "HELD", None)]
        assert _steps(found) == [("SUBMITTED", "GIVER", "2020-04-24")]
        async with api.transaction() as db:
            await factories.clock(db, "2020-04-25 09:00")
            await act(db, it.pemprov, actions.commit, made)
        found = await _tracked(api, code)
        assert found["state"] == "COMMITTED"
        assert _parts(found) == [
            ("001", 60, "COMMITTED", "2020-04-25"),
            ("002", 40, "COMMITTED", "2020-04-25"),
        ]
        assert _steps(found)[1:] == [("COMMITTED", "PEMPROV", "2020-04-25")]


async def test_packages_that_are_not_allocated_yet_have_no_unit(
    fresh_database: Database,
) -> None:
    async with opened(fresh_database) as api:
        async with api.transaction() as db:
            it = await small_programme.programme(db)
            donor, pmi = await factories.donor(db), await small_programme.aggregator(db)
            made = await pledge(db, it, donor, [], quantity=50, aggregator=pmi)
            await act(db, pmi, actions.accept, made)
            lines = [rules.Line(it.packages["SEMBAKO"], 30, (rules.Share(it.units[1], 30),))]
            await act(db, pmi, actions.allocate, made, lines=lines)
            code = await _code(db, made)
        found = await _tracked(api, code)
        assert _parts(found) == [("002", 30, "HELD", None), (None, 20, "HELD", None)]
        assert found["executor"] != found["giver"]
        assert [step["party"] for step in found["timeline"]] == ["GIVER", "EXECUTOR"]


async def test_an_expired_reservation_is_shown_as_expired_before_the_worker_runs(
    fresh_database: Database,
) -> None:
    async with opened(fresh_database) as api:
        async with api.transaction() as db:
            it = await small_programme.programme(db)
            donor, pmi = await factories.donor(db), await small_programme.aggregator(db)
            made = await pledge(db, it, donor, [10], quantity=25, aggregator=pmi)
            code = await _code(db, made)
            await factories.clock(db, "2020-04-27 08:01")
        found = await _tracked(api, code)
        assert found["state"] == "LAPSED"
        assert _parts(found) == [("001", 10, "RELEASED", "2020-04-27")]
        assert _steps(found)[-1] == ("LAPSED", "SYSTEM", "2020-04-27")


async def test_a_reservation_that_somebody_else_released_is_shown_as_expired(
    fresh_database: Database,
) -> None:
    async with opened(fresh_database) as api:
        async with api.transaction() as db:
            it = await small_programme.programme(db)
            donor, pmi = await factories.donor(db), await small_programme.aggregator(db)
            made = await pledge(db, it, donor, [10, 5], quantity=25, aggregator=pmi)
            code = await _code(db, made)
            await factories.clock(db, "2020-04-28 08:01")
            # Whoever reaches for the first need releases the hold there; the other one stays held.
            await pledge(db, it, await factories.donor(db), [100])
        found = await _tracked(api, code)
        assert found["state"] == "LAPSED"
        assert _parts(found) == [
            ("001", 10, "RELEASED", "2020-04-28"),
            ("002", 5, "RELEASED", "2020-04-27"),
        ]
        assert _steps(found)[-1] == ("LAPSED", "SYSTEM", "2020-04-27")


async def test_a_reason_written_by_a_person_is_not_shown(fresh_database: Database) -> None:
    async with opened(fresh_database) as api:
        async with api.transaction() as db:
            it = await small_programme.programme(db)
            made = await pledge(db, it, await factories.donor(db), note="Telepon Bu Sri")
            await act(db, it.pemprov, actions.reject, made, reason="Alamat Pak Budi keliru")
            code = await _code(db, made)
        shown = str(await _tracked(api, code))
        assert "REJECTED" in shown
        assert "Budi" not in shown
        assert "Sri" not in shown


async def test_a_code_is_found_however_it_is_written(fresh_database: Database) -> None:
    async with opened(fresh_database) as api:
        async with api.transaction() as db:
            it = await small_programme.programme(db)
            code = await _code(db, await pledge(db, it, await factories.donor(db)))
        for written in (
            code.lower(),
            f"  {code[:4]} {code[4:8]}\t{code[8:]} ",
            "-".join((code[:4], code[4:8], code[8:])),
        ):
            assert (await _tracked(api, written))["publicCode"] == code
        for other in ("", "   ", code[:-1], f"{code}2", "%", "_" * 12, "a" * 5000, "🙂"):
            assert await _tracked(api, other) is None


async def test_codes_are_long_and_unique(database: Database) -> None:
    async with database.connection("admin") as db:
        rows = await db.fetch("SELECT app.public_code() AS code FROM generate_series(1, 5000)")
    codes = {row["code"] for row in rows}
    assert len(codes) == 5000
    assert all(re.fullmatch("[2-9A-HJKMNP-TV-Z]{12}", code) for code in codes)


@pytest.mark.parametrize("function", ["tracked_pledge", "tracked_parts", "tracked_steps"])
async def test_the_public_login_sees_nothing_without_a_code(
    fresh_database: Database, function: str
) -> None:
    async with opened(fresh_database) as api:
        async with api.transaction() as db:
            it = await small_programme.programme(db)
            await pledge(db, it, await factories.donor(db))
        async with fresh_database.connection("public") as anybody:
            for code in ("", "%", "A" * 12):
                assert await anybody.fetch(f"SELECT * FROM app.{function}($1)", code) == []  # noqa: S608
