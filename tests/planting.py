"""Plants a fault into a database, and looks whether an invariant finds it."""

from sqlalchemy import text

from tests.as_party import AsParty


async def assert_found(db: AsParty, query: str, *planted: str) -> None:
    """The invariant's query finds nothing before these statements, and something after them.

    They are undone afterwards.
    """
    invariant = text(query.replace(":", r"\:"))
    assert (await db.session.execute(invariant)).all() == []
    async with db.session.begin_nested() as planting:
        # Without triggers and foreign keys, as a damaged disk or a careless administrator would.
        await db.session.execute(text("SET LOCAL session_replication_role = replica"))
        for statement in planted:
            await db.session.execute(text(statement.replace(":", r"\:")))
        assert (await db.session.execute(invariant)).all() != []
        await planting.rollback()
