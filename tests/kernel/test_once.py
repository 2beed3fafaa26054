"""Verbs: once for each key, and kindly where the database refuses."""

import asyncio
from uuid import UUID, uuid4

import pytest
from sqlalchemy import text
from sqlalchemy.exc import DBAPIError
from sqlalchemy.ext.asyncio import AsyncSession

from ksbb.kernel.db import open_pools
from ksbb.kernel.errors import (
    KeyReused,
    NotSignedIn,
    ReasonMissing,
    SamePerson,
    StateRefused,
)
from ksbb.kernel.once import once
from ksbb.kernel.viewer import NOBODY, Kind, Viewer
from tests import make
from tests.acting import Acting
from tests.database import Database
from tests.graph import opened


@once
async def count_up(tx: AsyncSession, viewer: Viewer, *, by: int) -> int:
    """Says who acted and how much it added: it writes something each time it runs."""
    await tx.execute(
        text("SELECT app.record('CountedUp', 'count_up', 'person', :person, NULL, '{}', '{}')"),
        {"person": viewer.person_id},
    )
    return by


async def _counted(db: Acting) -> int:
    found = await db.session.scalar(
        text("SELECT count(*) FROM app.outbox WHERE kind = 'CountedUp'")
    )
    return found or 0


async def test_a_key_belongs_to_somebody(db: Acting) -> None:
    with pytest.raises(NotSignedIn):
        async with db.viewer(NOBODY) as tx:
            await count_up(tx, NOBODY, uuid4(), by=1)


async def test_the_same_again_answers_the_same_and_does_nothing(db: Acting) -> None:
    viewer, key = await make.donor(db), uuid4()
    for _ in range(3):
        async with db.viewer(viewer) as tx:
            assert await count_up(tx, viewer, key, by=5) == 5
    assert await _counted(db) == 1


async def test_another_key_does_it_again(db: Acting) -> None:
    viewer = await make.donor(db)
    for _ in range(2):
        async with db.viewer(viewer) as tx:
            await count_up(tx, viewer, uuid4(), by=5)
    assert await _counted(db) == 2


async def test_other_arguments_are_refused(db: Acting) -> None:
    viewer, key = await make.donor(db), uuid4()
    async with db.viewer(viewer) as tx:
        await count_up(tx, viewer, key, by=5)
    with pytest.raises(KeyReused):
        async with db.viewer(viewer) as tx:
            await count_up(tx, viewer, key, by=6)
    assert await _counted(db) == 1


async def test_the_same_for_another_organisation_is_something_else(db: Acting) -> None:
    viewer, key = await make.donor(db), uuid4()
    elsewhere = await make.member(
        db, await make.organisation(db), Kind.DONOR, person_id=viewer.person_id
    )
    async with db.viewer(viewer) as tx:
        await count_up(tx, viewer, key, by=5)
    with pytest.raises(KeyReused):
        async with db.viewer(elsewhere) as tx:
            await count_up(tx, elsewhere, key, by=5)


async def test_twins_at_the_same_moment_do_it_once(fresh_database: Database) -> None:
    async with opened(fresh_database) as graph, graph.making() as db:
        viewer = await make.donor(db)
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
async def test_a_guard_of_the_database_is_said_as_its_rule(
    db: Acting, state: str, kind: type[Exception]
) -> None:
    @once
    async def slip(tx: AsyncSession, viewer: Viewer, *, code: str) -> int:
        del viewer
        await tx.execute(text(f"DO $$ BEGIN RAISE SQLSTATE '{code}'; END $$"))
        return 0

    viewer = await make.donor(db)
    with pytest.raises(kind):
        async with db.viewer(viewer) as tx:
            await slip(tx, viewer, uuid4(), code=state)


async def test_a_fault_of_ours_is_not_taken_for_a_rule(db: Acting) -> None:
    @once
    async def slip(tx: AsyncSession, viewer: Viewer) -> int:
        await tx.execute(text("SELECT value FROM sec.key"))
        return viewer.person_id

    viewer = await make.donor(db)
    with pytest.raises(DBAPIError):
        async with db.viewer(viewer) as tx:
            await slip(tx, viewer, uuid4())


async def test_the_answer_of_a_key_is_written_once(db: Acting) -> None:
    viewer, key = await make.donor(db), uuid4()
    async with db.viewer(viewer) as tx:
        await count_up(tx, viewer, key, by=5)
        changed = await tx.execute(
            text("UPDATE app.idempotency SET result = '6' WHERE key = :key RETURNING 1"),
            {"key": key},
        )
        assert changed.all() == []


async def test_keys_of_others_are_out_of_sight(db: Acting) -> None:
    viewer, key = await make.donor(db), UUID(int=7)
    async with db.viewer(viewer) as tx:
        await count_up(tx, viewer, key, by=5)
    other = await make.colleague(db, viewer)
    async with db.viewer(other) as tx:
        assert await count_up(tx, other, key, by=6) == 6
