"""Runs the worker's handler on what happened in a test, and shows who was heard."""

from typing import Any

from sqlalchemy import text

from ksbb.core.outbox.deliver import Delivery
from ksbb.core.viewer import Viewer
from ksbb.domain.inbox.notify import notify
from tests.as_party import AsParty

_WAITING = text(
    "SELECT id, event, kind, tenant_id, counterparty_id, thing, thing_id, payload, attempts"
    " FROM app.outbox WHERE handled_at IS NULL ORDER BY id"
)


async def deliver_all(db: AsParty) -> None:
    """Tell of every event that waits."""
    async with db.login("ksbb_worker") as session:
        raw = await (await session.connection()).get_raw_connection()
        for row in (await session.execute(_WAITING)).mappings().all():
            await notify(raw.driver_connection, Delivery(**row))  # pyright: ignore[reportArgumentType]
        await session.execute(text("UPDATE app.outbox SET handled_at = clock_timestamp()"))


async def forget(db: AsParty) -> None:
    """Deliver what waits, and leave nothing of it."""
    await deliver_all(db)
    for table in ("app.inbox_entry", "app.mail"):
        await db.session.execute(text(f"DELETE FROM {table}"))  # noqa: S608 - two names


async def entries(db: AsParty, viewer: Viewer) -> list[Any]:
    """The entries of a viewer's inbox, oldest first, as the viewer reads them."""
    async with db.viewer(viewer) as session:
        rows = await session.execute(text("SELECT * FROM app.inbox_entry ORDER BY id"))
        return list(rows)


async def kinds(db: AsParty, viewer: Viewer) -> list[str]:
    """The kinds of the entries of a viewer's inbox, oldest first."""
    return [entry.kind for entry in await entries(db, viewer)]


async def mails(db: AsParty, viewer: Viewer) -> list[Any]:
    """The mail that waits for this person, oldest first: template and facts."""
    rows = await db.session.execute(
        text(
            "SELECT template, facts FROM app.mail JOIN app.person ON email = recipient"
            " WHERE person.id = :person ORDER BY mail.id"
        ),
        {"person": viewer.person_id},
    )
    return list(rows)
