"""The lot: listed before the seal, drawn by it, and drawn again by anybody."""

import datetime as dt
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ksbb.cli.sample import drawn_again
from ksbb.cli.terminal import CommandError
from ksbb.domain.verification import rules
from ksbb.domain.verification.rules import Entry
from tests import factories
from tests.deliveries.world import World
from tests.verification.conftest import Drawn, work

SEAL = "ab" * 32


async def test_the_first_deliveries_of_an_executor_are_drawn_for_certain(drawn: Drawn) -> None:
    rows = await drawn.world.rows(
        "SELECT stop_id, chance, drawn FROM pub.sample_entry ORDER BY stop_id"
    )
    assert rows == [(stop, rules.CERTAIN, True) for stop in drawn.stops]
    assert (
        await drawn.world.rows("SELECT verifier_id FROM app.verification")
        == [(drawn.verifier.person_id,)] * 2
    )


async def test_a_day_is_listed_once_and_only_after_it_has_ended(world: World) -> None:
    first, second = await world.on_the_way()
    await world.report(first, world.count(70))
    await work(world.db)
    await factories.clock(world.db, "2020-04-29 00:10")
    # What was reported at midnight may not be written yet.
    await work(world.db)
    assert await world.one("SELECT count(*) FROM pub.sample") == 0
    await factories.clock(world.db, "2020-04-29 00:20")
    await work(world.db)
    await work(world.db)
    await world.report(second, world.count(50))
    await work(world.db)
    assert await world.rows("SELECT day, list_hash = pub.sample_list_hash(id) FROM pub.sample") == [
        (dt.date(2020, 4, 28), True)
    ]
    await factories.clock(world.db, "2020-04-30 00:20")
    await work(world.db)
    assert await world.rows("SELECT stop_id FROM pub.sample_entry ORDER BY sample_id") == [
        (first,),
        (second,),
    ]


async def test_the_seal_that_draws_is_the_first_one_after_the_list(drawn: Drawn) -> None:
    rows = await drawn.world.rows(
        "SELECT audit.action FROM pub.sample JOIN app.seal ON seal.number = sample.seal_number"
        " JOIN app.audit ON audit.id = ANY (seal.audit_ids) WHERE audit.thing = 'sample'"
    )
    assert rows == [("list_sample",)]


async def test_anybody_draws_the_same_again(drawn: Drawn) -> None:
    [(listed, seal)] = await drawn.world.rows(
        "SELECT encode(list_hash, 'hex'), encode(seal.hash, 'hex') FROM pub.sample"
        " JOIN pub.seal ON seal.number = sample.seal_number"
    )
    rows = await drawn.world.rows("SELECT stop_id, chance, drawn FROM pub.sample_entry")
    assert rules.list_hash(Entry(stop, chance) for stop, chance, _ in rows) == listed
    assert all(rules.draws(seal, Entry(stop, chance)) == drawn for stop, chance, drawn in rows)


def test_a_list_that_was_downloaded_is_drawn_again(tmp_path: Path) -> None:
    file = tmp_path / "sampel.csv"
    chances = {stop: 30_000 + stop for stop in range(1, 200)}
    file.write_text(
        "stop,chance,drawn\n"
        + "".join(
            f"{stop},{chance},{'yes' if rules.draws(SEAL, Entry(stop, chance)) else 'no'}\n"
            for stop, chance in chances.items()
        )
    )
    shown = drawn_again(dt.date(2020, 4, 28), file, SEAL)
    assert rules.list_hash(Entry(*each) for each in chances.items()) in shown
    assert 1 <= shown.count("terpilih") + shown.count("drawn") <= 20
    file.write_text(file.read_text().replace("no", "yes"))
    with pytest.raises(CommandError):
        drawn_again(dt.date(2020, 4, 28), file, SEAL)


@given(stop=st.integers(1, 2**62), chance=st.integers(30_000, rules.CERTAIN))
def test_a_draw_needs_no_more_than_the_seal_and_the_list(stop: int, chance: int) -> None:
    entry = Entry(stop, chance)
    assert 0 <= rules.lot(SEAL, stop) < 2**32
    assert rules.draws(SEAL, Entry(stop, rules.CERTAIN))
    assert rules.draws(SEAL, entry) == (rules.lot(SEAL, stop) * rules.CERTAIN < chance << 32)


async def test_the_database_draws_as_python_does(world: World) -> None:
    rows = await world.rows(
        "SELECT stop, chance, pub.sample_draws(decode(:seal, 'hex'), stop, chance)"
        " FROM unnest('{1,7,99,12345,1099511627776}'::bigint[]) AS stop,"
        " unnest('{30000,250000,500000,999999,1000000}'::int[]) AS chance",
        seal=SEAL,
    )
    assert {drawn for *_, drawn in rows} == {True, False}
    assert rows == [
        (stop, chance, rules.draws(SEAL, Entry(stop, chance))) for stop, chance, _ in rows
    ]


async def test_what_gives_reason_to_look_raises_the_weight(world: World) -> None:
    first, second = await world.on_the_way()

    async def weight(stop: int) -> int:
        return int(await world.one("SELECT app.sample_weight(:stop)", stop=stop))

    await world.report(first, world.count(63, damaged=5, missing=2))
    unproven = await weight(first)
    await world.sign(first)
    assert await weight(first) == unproven
    await world.attest(first, 63, 5)
    assert await weight(first) == unproven - 2
    before = await weight(second)
    code = await world.one("SELECT code FROM pub.unit WHERE id = :id", id=world.it.units[1])
    await factories.complaint(world.db, about="UNIT", subject=code)
    assert await weight(second) == before + 1
