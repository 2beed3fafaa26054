"""Queries of sign-in, directly on the driver: they run for almost every request."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

import asyncpg

from ksbb.core.viewer import Kind, Role, Viewer
from ksbb.domain.identity.rules import is_token, token_hash


@dataclass(frozen=True, slots=True)
class SignedIn:
    """The session of a request: the viewer, and the person's name and address."""

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
    is_example: bool
    role: str
    ends_on: date | None


@dataclass(frozen=True, slots=True)
class Invited:
    """The content of an open invitation. ``known``: this address has signed in before."""

    email: str
    role: str
    organisation: str
    known: bool


@dataclass(frozen=True, slots=True)
class DemoPerson:
    """A person of the demo in one of their organisations (fields are None without one)."""

    id: int
    name: str
    email: str
    organisation_id: int | None
    organisation: str | None
    kind: str | None
    state: str | None
    is_example: bool | None
    role: str | None


@dataclass(frozen=True, slots=True)
class OpenSession:
    """A session in the person's own list; times are real time."""

    id: int
    created_at: datetime
    last_seen: datetime
    user_agent: str
    organisation: str | None


async def signed_in(pool: asyncpg.Pool, token: str, *, used: bool = True) -> SignedIn | None:
    """The person who is signed in with this token; None if the session ended or does not exist.

    ``used``: a person uses the session now, so it stays open longer. Automatic refreshes of a page
    don't count.
    """
    if not is_token(token):
        return None
    row = await pool.fetchrow("SELECT * FROM sec.session_viewer($1, $2)", token_hash(token), used)
    if row is None:
        return None
    viewer = Viewer(
        actor_id=row["person_id"],
        organisation_id=row["organisation_id"],
        kind=Kind(row["kind"]) if row["kind"] else None,
        role=Role(row["role"]) if row["role"] else None,
        locale=row["locale"],
    )
    return SignedIn(viewer, row["name"], row["email"])


async def memberships(pool: asyncpg.Pool, token: str) -> list[Membership]:
    """The organisations that the session's person may act for, by name."""
    rows = await pool.fetch("SELECT * FROM sec.session_memberships($1)", token_hash(token))
    return [Membership(**row) for row in rows]


async def link_email(pool: asyncpg.Pool, link: str) -> str | None:
    """The address for which a link is; None if the link can't be used."""
    if not is_token(link):
        return None
    return await pool.fetchval("SELECT sec.link_email($1)", token_hash(link))


async def invited(pool: asyncpg.Pool, invitation: str) -> Invited | None:
    """The content of an invitation; None if it can't be used."""
    if not is_token(invitation):
        return None
    row = await pool.fetchrow("SELECT * FROM sec.invitation_details($1)", token_hash(invitation))
    return None if row is None else Invited(**row)


async def demo_people(pool: asyncpg.Pool) -> list[DemoPerson]:
    """The people as whom anybody may sign in: the Pemprov's, then aggregators', then donors'."""
    rows = await pool.fetch("SELECT * FROM sec.demo_people()")
    return [DemoPerson(**row) for row in rows]


async def sessions(connection: asyncpg.Connection) -> list[OpenSession]:
    """The viewer's own open sessions, newest first. The transaction must have their context."""
    return [
        OpenSession(**row) for row in await connection.fetch("SELECT * FROM sec.own_sessions()")
    ]
