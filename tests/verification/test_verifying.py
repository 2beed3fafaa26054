"""A verifier counts: agreement verifies the delivery, a difference opens a dispute."""

import pytest

from ksbb.core import refusals
from ksbb.core.viewer import Role
from ksbb.domain.deliveries.handovers import actions as handing
from ksbb.domain.deliveries.handovers.rules import CountNotAdopted
from ksbb.domain.verification import actions
from ksbb.domain.verification.rules import VerifierIsParty
from tests import factories
from tests.deliveries.test_tenants import seen
from tests.verification.conftest import Drawn


async def test_the_same_numbers_verify_what_was_received(drawn: Drawn) -> None:
    await drawn.verify(drawn.stops[0], 63, 5)
    assert await drawn.state(0) == "verified"
    ladder = await drawn.world.ladder()
    assert (ladder["received"], ladder["verified"]) == (113, 63)
    assert await drawn.world.rows(
        "SELECT verified_on IS NOT NULL FROM pub.delivery ORDER BY stop_id"
    ) == [(True,), (False,)]


async def test_other_numbers_open_a_dispute_with_the_smaller_one_received(drawn: Drawn) -> None:
    await drawn.verify(drawn.stops[1], 44)
    assert await drawn.state(1) == "disputed"
    assert (await drawn.world.ladder())["received"] == 63 + 44


async def test_the_executor_may_adopt_the_verifiers_count(drawn: Drawn) -> None:
    await drawn.verify(drawn.stops[1], 44)
    await drawn.world.run(
        drawn.world.executor,
        handing.decide_handover,
        handover_id=drawn.handovers[1],
        counts=drawn.world.count(44, missing=6),
        reason="enam dus tertinggal",
    )
    assert await drawn.state(1) == "resolved"
    with pytest.raises(refusals.ReasonMissing):
        await drawn.verify(drawn.stops[1], 44)
    await drawn.verify(drawn.stops[1], 44, reason="sesudah putusan")
    assert await drawn.state(1) == "verified"


async def test_a_unit_that_agrees_does_not_end_the_verifiers_dispute(drawn: Drawn) -> None:
    await drawn.verify(drawn.stops[1], 44)
    await drawn.world.attest(drawn.stops[1], 50)
    assert await drawn.state(1) == "disputed"


async def test_the_units_side_may_adopt_the_verifiers_count(drawn: Drawn) -> None:
    await drawn.verify(drawn.stops[1], 44)
    await drawn.world.decide(
        drawn.world.officer, drawn.handovers[1], drawn.world.count(44, missing=6)
    )
    assert await drawn.state(1) == "resolved"


async def test_what_a_verifier_counted_is_set_aside_by_the_pemprov_alone(drawn: Drawn) -> None:
    await drawn.verify(drawn.stops[1], 44)
    for side in (drawn.world.executor, drawn.world.officer):
        with pytest.raises(CountNotAdopted):
            await drawn.world.decide(side, drawn.handovers[1], drawn.world.count(50))
    await drawn.world.decide(drawn.world.it.pemprov, drawn.handovers[1], drawn.world.count(50))
    assert await drawn.state(1) == "resolved"


async def test_a_dispute_that_a_verifier_opens_is_due_three_working_days_later(
    drawn: Drawn,
) -> None:
    await drawn.verify(drawn.stops[1], 44)
    assert await drawn.world.rows(
        "SELECT due_on::text FROM app.handover WHERE state = 'disputed'"
    ) == [("2020-05-04",)]


async def test_a_verifier_corrects_a_wrong_count_with_a_reason(drawn: Drawn) -> None:
    stop = drawn.stops[1]
    await drawn.verify(stop, 44)
    with pytest.raises(refusals.ReasonMissing):
        await drawn.verify(stop, 50)
    await drawn.verify(stop, 50, reason="salah hitung")
    assert await drawn.state(1) == "verified"
    await drawn.verify(stop, 49, reason="satu dus kosong")
    assert await drawn.state(1) == "disputed"
    assert "verified" not in await drawn.world.ladder()
    looks = await drawn.world.rows("SELECT agrees, reason FROM app.look ORDER BY id")
    assert looks == [(False, None), (True, "salah hitung"), (False, "satu dus kosong")]


async def test_only_the_drawn_verifier_looks(drawn: Drawn) -> None:
    other = await factories.pemprov(drawn.db, Role.VERIFIER)
    with pytest.raises(refusals.NotFound):
        await drawn.verify(drawn.stops[0], 63, 5, by=other)
    for viewer in (drawn.world.executor, drawn.world.it.pemprov, drawn.world.officer):
        with pytest.raises(refusals.NotAllowed):
            await drawn.verify(drawn.stops[0], 63, 5, by=viewer)


async def test_a_verifier_sees_what_was_drawn_and_nothing_else(drawn: Drawn) -> None:
    assert await seen(drawn.world, drawn.verifier) == {
        "app.stop": 2,
        "app.handover": 2,
        "app.handover_count": 2,
        "app.proof": 2,
    }
    other = await factories.pemprov(drawn.db, Role.VERIFIER)
    assert await seen(drawn.world, other) == {}


async def test_the_pemprov_gives_it_to_somebody_who_is_no_party(drawn: Drawn) -> None:
    other = await factories.pemprov(drawn.db, Role.VERIFIER)

    async def assign(person: int) -> None:
        await drawn.world.run(
            drawn.world.it.pemprov,
            actions.assign_verification,
            verification_id=await drawn.verification(drawn.stops[0]),
            verifier_id=person,
            reason="berhalangan",
        )

    for party in (drawn.world.executor, drawn.world.officer):
        with pytest.raises(VerifierIsParty):
            await assign(party.person_id)
    await assign(other.person_id)
    await drawn.verify(drawn.stops[0], 63, 5, by=other)
    assert await drawn.state(0) == "verified"
