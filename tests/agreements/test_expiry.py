"""Agreements and permits expire by the clock; the worker only stores it."""

import pytest
from sqlalchemy import text

from tests import factories
from tests.as_party import AsParty


async def _state(db: AsParty, table: str, id: int) -> str:
    found = await db.session.execute(
        text(f"SELECT state FROM app.{table} WHERE id = :id"),  # noqa: S608
        {"id": id},
    )
    return found.scalar_one()


async def _expire(db: AsParty) -> int:
    async with db.login("ksbb_worker") as tx:
        return (await tx.execute(text("SELECT app.expire_agreements()"))).scalar_one()


@pytest.fixture(autouse=True)
async def _in_2020(db: AsParty) -> None:
    await factories.clock(db, "2020-12-31 23:00")


async def test_the_last_day_still_counts(db: AsParty) -> None:
    agreement = await factories.agreement(db, await factories.aggregator(db))
    assert await _expire(db) == 0
    assert await _state(db, "agreement", agreement) == "active"


@pytest.mark.parametrize("state", ["active", "suspended"])
async def test_after_it_both_are_expired(db: AsParty, state: str) -> None:
    viewer = await factories.aggregator(db)
    agreement = await factories.agreement(db, viewer, state=state)
    permit = await factories.permit(db, viewer, state=state)
    await factories.clock(db, "2021-01-01 00:01")
    assert await _expire(db) == 2
    assert await _state(db, "agreement", agreement) == "expired"
    assert await _state(db, "permit", permit) == "expired"
    assert await _expire(db) == 0


@pytest.mark.parametrize("state", ["submitted", "terminated"])
async def test_only_agreements_in_force_expire(db: AsParty, state: str) -> None:
    agreement = await factories.agreement(db, await factories.aggregator(db), state=state)
    await factories.clock(db, "2021-01-01 00:01")
    assert await _expire(db) == 0
    assert await _state(db, "agreement", agreement) == state


async def test_the_aggregator_sees_that_the_clock_ended_it(db: AsParty) -> None:
    viewer = await factories.aggregator(db)
    agreement = await factories.agreement(db, viewer)
    await factories.clock(db, "2021-01-01 00:01")
    await _expire(db)
    async with db.viewer(viewer) as tx:
        party = await tx.scalar(
            text(
                "SELECT party FROM app.step WHERE thing = 'agreement' AND thing_id = :id"
                " AND to_state = 'expired'"
            ),
            {"id": agreement},
        )
    assert party == "SYSTEM"
    event = await db.session.execute(
        text(
            "SELECT kind, counterparty_id FROM app.outbox"
            " WHERE thing = 'agreement' AND thing_id = :id"
        ),
        {"id": agreement},
    )
    assert tuple(event.one()) == ("AgreementExpired", viewer.organisation_id)


async def test_only_the_worker_stores_the_expiry(db: AsParty) -> None:
    approver = await factories.pemprov(db)
    with pytest.raises(Exception, match="permission denied for function expire_agreements"):
        async with db.viewer(approver) as tx:
            await tx.execute(text("SELECT app.expire_agreements()"))
