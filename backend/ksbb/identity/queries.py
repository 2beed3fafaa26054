"""What the door asks the database, on the driver's own connections: it is asked often."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

import asyncpg

from ksbb.identity.rules import is_token, token_hash
from ksbb.kernel.viewer import Kind, Role, Viewer


@dataclass(frozen=True, slots=True)
class SignedIn:
    """A session at the moment of one request."""

    viewer: Viewer
    name: str
    email: str


@dataclass(frozen=True, slots=True)
class Membership:
    """An organisation that a person may act for."""

    id: int
    organisation_id: int
    organisation: str
    kind: str
    state: str
    example: bool
    role: str
    ends_on: date | None


@dataclass(frozen=True, slots=True)
class Invited:
    """What an open invitation says. ``known``: somebody has signed in by this address before."""

    email: str
    role: str
    organisation: str
    known: bool


@dataclass(frozen=True, slots=True)
class DemoPerson:
    """A person of the demo in one of their organisations, or in none (None in all its fields)."""

    id: int
    name: str
    email: str
    organisation_id: int | None
    organisation: str | None
    kind: str | None
    state: str | None
    example: bool | None
    role: str | None


@dataclass(frozen=True, slots=True)
class OpenSession:
    """A session in its person's own list; times are real."""

    id: int
    created_at: datetime
    last_seen: datetime
    user_agent: str
    organisation: str | None


async def signed_in(pool: asyncpg.Pool, token: str, *, used: bool = True) -> SignedIn | None:
    """Who this session's token speaks for now; None if the session is over or never was.

    ``used``: somebody is at it, which keeps the session open. A page that refreshes itself is
    nobody.
    """
    if not is_token(token):
        return None
    row = await pool.fetchrow("SELECT * FROM sec.session_viewer($1, $2)", token_hash(token), used)
    if row is None:
        return None
    viewer = Viewer(
        person_id=row["person_id"],
        organisation_id=row["organisation_id"],
        kind=Kind(row["kind"]) if row["kind"] else None,
        role=Role(row["role"]) if row["role"] else None,
        locale=row["locale"],
    )
    return SignedIn(viewer, row["name"], row["email"])


async def memberships(pool: asyncpg.Pool, token: str) -> list[Membership]:
    """The organisations the session's person may act for, by name."""
    rows = await pool.fetch("SELECT * FROM sec.session_memberships($1)", token_hash(token))
    return [Membership(**row) for row in rows]


async def link_email(pool: asyncpg.Pool, link: str) -> str | None:
    """The address a link would sign in; None if it can't be used."""
    if not is_token(link):
        return None
    return await pool.fetchval("SELECT sec.link_email($1)", token_hash(link))


async def invited(pool: asyncpg.Pool, invitation: str) -> Invited | None:
    """What an invitation says; None if it can't be used."""
    if not is_token(invitation):
        return None
    row = await pool.fetchrow("SELECT * FROM sec.invitation_shown($1)", token_hash(invitation))
    return None if row is None else Invited(**row)


async def demo_people(pool: asyncpg.Pool) -> list[DemoPerson]:
    """Whom anybody may become: the Pemprov's people first, then aggregators', then donors'."""
    rows = await pool.fetch("SELECT * FROM sec.demo_people()")
    return [DemoPerson(**row) for row in rows]


async def sessions(connection: asyncpg.Connection) -> list[OpenSession]:
    """The viewer's own open sessions, newest first, in a transaction with their context."""
    return [OpenSession(**row) for row in await connection.fetch("SELECT * FROM sec.sessions()")]
