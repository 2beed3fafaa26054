"""Plants a fault into a database, and looks whether an invariant finds it."""

from sqlalchemy import text

from tests.as_party import AsParty


async def assert_found(db: AsParty, query: str, *faults: str) -> None:
    """The invariant's query finds nothing before these statements, and something after them."""
    invariant = text(query.replace(":", r"\:"))
    assert (await db.session.execute(invariant)).all() == []
    # Without triggers and foreign keys, as a damaged disk or a careless administrator would.
    await db.session.execute(text("SET LOCAL session_replication_role = replica"))
    for fault in faults:
        await db.session.execute(text(fault.replace(":", r"\:")))
    assert (await db.session.execute(invariant)).all() != []
