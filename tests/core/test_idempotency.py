"""Actions: once for each idempotency key, with refusals for errors of the database."""

import asyncio
from uuid import UUID, uuid4

import pytest
from sqlalchemy import text
from sqlalchemy.exc import DBAPIError
from sqlalchemy.ext.asyncio import AsyncSession

from ksbb.core.database import open_pools
from ksbb.core.idempotency import once
from ksbb.core.refusals import KeyReused, NotSignedIn, ReasonMissing, SamePerson, StateRefused
from ksbb.core.viewer import NOBODY, Kind, Viewer
from tests import factories
from tests.as_party import AsParty
from tests.database import Database
from tests.real_schema import opened


@once
async def count_up(tx: AsyncSession, viewer: Viewer, *, by: int) -> int:
    """An action that writes an event each time it runs."""
    await tx.execute(
        text(
            "SELECT app.record_event('CountedUp', 'count_up', 'person', :person, NULL, '{}', '{}')"
        ),
        {"person": viewer.person_id},
    )
    return by


async def _counted(db: AsParty) -> int:
    found = await db.session.scalar(
        text("SELECT count(*) FROM app.outbox WHERE kind = 'CountedUp'")
    )
    return found or 0


async def test_an_anonymous_viewer_is_refused(db: AsParty) -> None:
    with pytest.raises(NotSignedIn):
        async with db.viewer(NOBODY) as tx:
            await count_up(tx, NOBODY, uuid4(), by=1)


async def test_the_same_key_again_returns_the_same_and_writes_nothing(db: AsParty) -> None:
    viewer, key = await factories.donor(db), uuid4()
    for _ in range(3):
        async with db.viewer(viewer) as tx:
            assert await count_up(tx, viewer, key, by=5) == 5
    assert await _counted(db) == 1


async def test_another_key_runs_the_action_again(db: AsParty) -> None:
    viewer = await factories.donor(db)
    for _ in range(2):
        async with db.viewer(viewer) as tx:
            await count_up(tx, viewer, uuid4(), by=5)
    assert await _counted(db) == 2


async def test_other_arguments_are_refused(db: AsParty) -> None:
    viewer, key = await factories.donor(db), uuid4()
    async with db.viewer(viewer) as tx:
        await count_up(tx, viewer, key, by=5)
    with pytest.raises(KeyReused):
        async with db.viewer(viewer) as tx:
            await count_up(tx, viewer, key, by=6)
    assert await _counted(db) == 1


async def test_the_same_key_for_another_organisation_is_refused(db: AsParty) -> None:
    viewer, key = await factories.donor(db), uuid4()
    elsewhere = await factories.member(
        db, await factories.organisation(db), Kind.DONOR, person_id=viewer.person_id
    )
    async with db.viewer(viewer) as tx:
        await count_up(tx, viewer, key, by=5)
    with pytest.raises(KeyReused):
        async with db.viewer(elsewhere) as tx:
            await count_up(tx, elsewhere, key, by=5)


async def test_the_same_key_at_the_same_time_runs_once(fresh_database: Database) -> None:
    async with opened(fresh_database) as api, api.transaction() as db:
        viewer = await factories.donor(db)
    pools, key = await open_pools(fresh_database.settings()), uuid4()

    async def one() -> int:
        async with pools.transaction(viewer) as tx:
            return await count_up(tx, viewer, key, by=5)

    try:
        assert await asyncio.gather(*(one() for _ in range(6))) == [5] * 6
        async with fresh_database.connection("admin") as admin:
            assert (
                await admin.fetchval("SELECT count(*) FROM app.outbox WHERE kind = 'CountedUp'")
                == 1
            )
    finally:
        await pools.close()


@pytest.mark.parametrize(
    ("state", "kind"), [("KS001", StateRefused), ("KS002", ReasonMissing), ("KS003", SamePerson)]
)
async def test_an_error_of_a_database_guard_becomes_the_refusal_of_its_rule(
    db: AsParty, state: str, kind: type[Exception]
) -> None:
    @once
    async def slip(tx: AsyncSession, viewer: Viewer, *, code: str) -> int:
        del viewer
        await tx.execute(text(f"DO $$ BEGIN RAISE SQLSTATE '{code}'; END $$"))
        return 0

    viewer = await factories.donor(db)
    with pytest.raises(kind):
        async with db.viewer(viewer) as tx:
            await slip(tx, viewer, uuid4(), code=state)


async def test_another_database_error_is_not_a_refusal(db: AsParty) -> None:
    @once
    async def slip(tx: AsyncSession, viewer: Viewer) -> int:
        await tx.execute(text("SELECT value FROM sec.key"))
        return viewer.person_id

    viewer = await factories.donor(db)
    with pytest.raises(DBAPIError):
        async with db.viewer(viewer) as tx:
            await slip(tx, viewer, uuid4())


async def test_the_answer_of_a_key_is_written_once(db: AsParty) -> None:
    viewer, key = await factories.donor(db), uuid4()
    async with db.viewer(viewer) as tx:
        await count_up(tx, viewer, key, by=5)
        changed = await tx.execute(
            text("UPDATE app.idempotency SET result = '6' WHERE key = :key RETURNING 1"),
            {"key": key},
        )
        assert changed.all() == []


async def test_keys_of_others_are_not_visible(db: AsParty) -> None:
    viewer, key = await factories.donor(db), UUID(int=7)
    async with db.viewer(viewer) as tx:
        await count_up(tx, viewer, key, by=5)
    other = await factories.colleague(db, viewer)
    async with db.viewer(other) as tx:
        assert await count_up(tx, other, key, by=6) == 6
