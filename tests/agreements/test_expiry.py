"""The clock ends agreements and permits; the worker only writes it down."""

import pytest
from sqlalchemy import text

from tests import make
from tests.acting import Acting


async def _state(db: Acting, table: str, id: int) -> str:
    found = await db.session.execute(
        text(f"SELECT state FROM app.{table} WHERE id = :id"),  # noqa: S608
        {"id": id},
    )
    return found.scalar_one()


async def _expire(db: Acting) -> int:
    async with db.login("ksbb_worker") as tx:
        return (await tx.execute(text("SELECT app.expire_due()"))).scalar_one()


@pytest.fixture(autouse=True)
async def _in_2020(db: Acting) -> None:
    await make.clock(db, "2020-12-31 23:00")


async def test_the_last_day_still_counts(db: Acting) -> None:
    agreement = await make.agreement(db, await make.aggregator(db))
    assert await _expire(db) == 0
    assert await _state(db, "agreement", agreement) == "active"


@pytest.mark.parametrize("state", ["active", "suspended"])
async def test_after_it_both_are_expired(db: Acting, state: str) -> None:
    viewer = await make.aggregator(db)
    agreement = await make.agreement(db, viewer, state=state)
    permit = await make.permit(db, viewer, state=state)
    await make.clock(db, "2021-01-01 00:01")
    assert await _expire(db) == 2
    assert await _state(db, "agreement", agreement) == "expired"
    assert await _state(db, "permit", permit) == "expired"
    assert await _expire(db) == 0


@pytest.mark.parametrize("state", ["submitted", "terminated"])
async def test_what_is_not_in_force_does_not_expire(db: Acting, state: str) -> None:
    agreement = await make.agreement(db, await make.aggregator(db), state=state)
    await make.clock(db, "2021-01-01 00:01")
    assert await _expire(db) == 0
    assert await _state(db, "agreement", agreement) == state


async def test_the_aggregator_can_read_that_it_was_the_clock(db: Acting) -> None:
    viewer = await make.aggregator(db)
    agreement = await make.agreement(db, viewer)
    await make.clock(db, "2021-01-01 00:01")
    await _expire(db)
    async with db.viewer(viewer) as tx:
        party = await tx.scalar(
            text(
                "SELECT party FROM app.step WHERE thing = 'agreement' AND thing_id = :id"
                " AND becomes = 'expired'"
            ),
            {"id": agreement},
        )
    assert party == "SYSTEM"
    event = await db.session.execute(
        text("SELECT kind, other_id FROM app.outbox WHERE thing = 'agreement' AND thing_id = :id"),
        {"id": agreement},
    )
    assert tuple(event.one()) == ("AgreementExpired", viewer.organisation_id)


async def test_only_the_worker_writes_it_down(db: Acting) -> None:
    approver = await make.pemprov(db)
    with pytest.raises(Exception, match="permission denied for function expire_due"):
        async with db.viewer(approver) as tx:
            await tx.execute(text("SELECT app.expire_due()"))
