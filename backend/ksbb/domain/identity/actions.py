"""The actions of signing in and out.

Most run in a transaction without a viewer: what they may do depends on the token that they are
given, and the database checks it.
"""

from __future__ import annotations

from uuid import uuid4

from sqlalchemy import BigInteger, LargeBinary, Text, bindparam, func, select
from sqlalchemy.ext.asyncio import AsyncSession
from sqlmodel import col

from ksbb.core.statements import execute, fetch_value
from ksbb.core.viewer import Viewer
from ksbb.domain.identity.rules import (
    LinkNotUsable,
    NotYours,
    SignedOut,
    TooManyLinks,
    new_token,
    token_hash,
)
from ksbb.domain.organisations.actions import accept_invitation
from ksbb.domain.organisations.models import Membership

_token = bindparam("token", type_=LargeBinary)
_agent = bindparam("agent", type_=Text)
_REQUEST_LINK = select(
    func.sec.link_request(
        bindparam("address", type_=Text),
        bindparam("source", type_=Text),
        bindparam("invitation", type_=Text),
    )
)
_SIGN_IN_BY_LINK = select(
    func.sec.link_sign_in(bindparam("link", type_=LargeBinary), _token, _agent)
)
_SIGN_IN_BY_INVITATION = select(
    func.sec.invitation_sign_in(bindparam("invitation", type_=LargeBinary), _token, _agent)
)
_SIGN_IN_AS = select(func.sec.demo_sign_in(bindparam("person", type_=BigInteger), _token, _agent))
_SWITCH_SESSION = select(
    func.sec.session_switch(
        _token,
        bindparam("next", type_=LargeBinary),
        bindparam("organisation", type_=BigInteger),
    )
)
_CLOSE_SESSION = select(func.sec.session_close(_token))
_REVOKE_SESSION = select(func.sec.session_revoke(bindparam("session", type_=BigInteger)))
_ORGANISATION = select(col(Membership.organisation_id)).where(
    col(Membership.id) == bindparam("membership_id")
)


async def request_link(
    tx: AsyncSession, *, address: str, source: str, invitation: str | None = None
) -> None:
    """Send a sign-in link to an address, whether it belongs to a known person or not.

    If one address gets more than five links an hour, further requests are dropped silently: an
    error would show that somebody else requested links for it.

    Args:
        tx: a transaction without a viewer.
        address: as ``rules.address`` returns it.
        source: as ``rules.source`` returns it.
        invitation: the token of an invitation to accept together with the link.

    Raises:
        TooManyLinks: more than a hundred an hour from this network.
    """
    values = {"address": address, "source": source, "invitation": invitation}
    answer = await fetch_value(tx, _REQUEST_LINK, values)
    if answer == "SOURCE_LIMITED":
        raise TooManyLinks


async def sign_in_by_link(tx: AsyncSession, *, link: str, agent: str) -> tuple[int, str]:
    """Use a link once; returns the person and the token of their new session.

    Raises:
        LinkNotUsable: unknown, used or expired.
    """
    token = new_token()
    person = await fetch_value(
        tx,
        _SIGN_IN_BY_LINK,
        {"link": token_hash(link), "token": token_hash(token), "agent": agent[:200]},
    )
    if person is None:
        raise LinkNotUsable
    return person, token


async def sign_in_by_invitation(
    tx: AsyncSession, *, invitation: str, agent: str
) -> tuple[int, str] | None:
    """Sign in a new person with their invitation; None if the address is known already."""
    token = new_token()
    person = await fetch_value(
        tx,
        _SIGN_IN_BY_INVITATION,
        {
            "invitation": token_hash(invitation),
            "token": token_hash(token),
            "agent": agent[:200],
        },
    )
    return None if person is None else (person, token)


async def sign_in_as(tx: AsyncSession, *, person: int, agent: str) -> str | None:
    """Sign in as one of the demo's people; None if this is no demo or the person not in it."""
    token = new_token()
    known = await fetch_value(
        tx, _SIGN_IN_AS, {"person": person, "token": token_hash(token), "agent": agent[:200]}
    )
    return token if known else None


async def join(tx: AsyncSession, viewer: Viewer, *, invitation: str, token: str) -> str:
    """Accept an invitation and act for its organisation from now on; returns the new token.

    The transaction is the viewer's own.

    Raises:
        InvitationNotUsable: unknown, used, expired, or sent to another address.
        NotYours: the viewer was a member before, and that membership has ended.
    """
    membership = await accept_invitation(tx, viewer, uuid4(), token=invitation)
    organisation: int = await fetch_value(tx, _ORGANISATION, {"membership_id": membership})
    return await choose_organisation(tx, token=token, organisation=organisation)


async def choose_organisation(tx: AsyncSession, *, token: str, organisation: int) -> str:
    """Act for another organisation of the person, or for none (0); returns the session's new token.

    Raises:
        NotYours: the person is no member of it, or the session has ended.
    """
    fresh = new_token()
    done = await fetch_value(
        tx,
        _SWITCH_SESSION,
        {"token": token_hash(token), "next": token_hash(fresh), "organisation": organisation},
    )
    if not done:
        raise NotYours
    return fresh


async def sign_out(tx: AsyncSession, *, token: str) -> None:
    """End a session; does nothing if it has ended already."""
    await execute(tx, _CLOSE_SESSION, {"token": token_hash(token)})


async def revoke_session(tx: AsyncSession, viewer: Viewer, *, session: int) -> None:
    """End another session of the same person, in the viewer's transaction.

    Raises:
        SignedOut: nobody is signed in, or the viewer has no open session with this id.
    """
    if not viewer.signed_in or not await fetch_value(tx, _REVOKE_SESSION, {"session": session}):
        raise SignedOut
