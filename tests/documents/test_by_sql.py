"""What parties can do with documents by plain SQL: nothing that the rules forbid."""

import pytest
from sqlalchemy import text
from sqlalchemy.exc import DBAPIError

from ksbb.core.viewer import Role, Viewer
from tests import factories
from tests.as_party import AsParty
from tests.deliveries.world import World, deliver_to
from tests.tenants.parties import in_role

_SIGN = text(
    "SELECT app.bast_sign(:version, sha256(''), 1, CAST(:verdict AS jsonb), CAST('{}' AS bytea[]))"
)
_STATE = "SELECT state FROM app.bast_version WHERE id = :id"


def verdict(*trusted: str) -> str:
    """Of signatures in the first fields, whose issuers are trusted or not."""
    signatures = ", ".join(
        f'{{"field": "Pihak{number}", "trusted": {each}}}' for number, each in enumerate(trusted, 1)
    )
    return f'{{"signatures": [{signatures}]}}'


@pytest.fixture
async def issued(db: AsParty) -> World:
    world = await deliver_to(db)
    stop = (await world.on_the_way())[0]
    handover = await world.report(stop, world.count(70))
    await world.sign(stop)
    await world.issue(handover)
    return world


async def sign(world: World, viewer: Viewer, version: int, content: str) -> None:
    async with world.db.viewer(viewer) as tx:
        await tx.execute(_SIGN, {"version": version, "verdict": content})


async def test_only_the_parties_bring_a_signed_copy_of_the_whole(issued: World) -> None:
    whole = await issued.one("SELECT id FROM app.bast_version WHERE extract_for_id IS NULL")
    extract = await issued.one("SELECT id FROM app.bast_version WHERE extract_for_id IS NOT NULL")
    elsewhere = await factories.pemprov(issued.db, Role.KELURAHAN)
    for viewer, version in (
        (issued.donor, whole),
        (issued.donor, extract),
        (issued.executor, extract),
        (in_role(issued.executor, Role.VIEWER), whole),
        (elsewhere, whole),
        (await factories.donor(issued.db), whole),
    ):
        with pytest.raises(DBAPIError, match="not a document that you may bring back signed"):
            await sign(issued, viewer, version, verdict("true", "true"))
    assert await issued.one("SELECT count(*) FROM app.bast_file WHERE kind = 'SIGNED'") == 0


async def test_two_trusted_signatures_countersign_and_nothing_less(issued: World) -> None:
    whole = await issued.one("SELECT id FROM app.bast_version WHERE extract_for_id IS NULL")
    for content in (verdict("true"), verdict("true", "false"), verdict()):
        await sign(issued, issued.executor, whole, content)
        assert await issued.one(_STATE, id=whole) == "draft"
    await sign(issued, issued.officer, whole, verdict("true", "true"))
    assert await issued.one(_STATE, id=whole) == "countersigned"


async def test_numbers_follow_each_other_for_each_issuer(issued: World) -> None:
    second = (await issued.rows("SELECT id FROM app.stop ORDER BY position"))[1][0]
    handover = await issued.report(second, issued.count(50))
    await issued.sign(second)
    await issued.issue(handover)
    sequences = await issued.rows("SELECT sequence FROM app.bast ORDER BY id")
    assert sequences == [(1,), (2,)]
    with pytest.raises(DBAPIError, match="append-only"):
        async with issued.db.session.begin_nested():
            await issued.db.session.execute(text("UPDATE app.bast SET sequence = 9"))
