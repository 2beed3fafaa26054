"""The verbs of the door.

Most run in a transaction in nobody's name: what they may do follows from the token they bring,
and the database judges that.
"""

from __future__ import annotations

from uuid import uuid4

from sqlalchemy import text
from sqlalchemy.ext.asyncio import AsyncSession

from ksbb.identity.rules import (
    LinkNotUsable,
    NotYours,
    SignedOut,
    TooManyLinks,
    new_token,
    token_hash,
)
from ksbb.kernel.viewer import Viewer
from ksbb.organisations.actions import accept_invitation

_ASK = text("SELECT sec.link_ask(:address, :source, cast(:invitation AS text))")
_LINK = text("SELECT sec.link_sign_in(:link, :token, :agent)")
_INVITED = text("SELECT sec.invitation_sign_in(:invitation, :token, :agent)")
_AS = text("SELECT sec.demo_sign_in(:person, :token, :agent)")
_SWITCH = text("SELECT sec.session_switch(:token, :next, :organisation)")
_CLOSE = text("SELECT sec.session_close(:token)")
_REVOKE = text("SELECT sec.session_revoke(:session)")
_OF = text("SELECT organisation_id FROM app.membership WHERE id = :membership")


async def ask_link(
    tx: AsyncSession, *, address: str, source: str, invitation: str | None = None
) -> None:
    """Send a sign-in link to an address, whether anybody is known by it or not.

    More than five an hour to one address are dropped without a word: an answer would tell
    that somebody else has asked.

    Args:
        tx: a transaction of nobody.
        address: as ``rules.address`` gives it.
        source: as ``rules.source`` gives it.
        invitation: the token of an invitation that is to be accepted with the link.

    Raises:
        TooManyLinks: more than a hundred an hour from this source.
    """
    asked = {"address": address, "source": source, "invitation": invitation}
    answer = await tx.scalar(_ASK, asked)
    if answer == "SOURCE_LIMITED":
        raise TooManyLinks


async def sign_in_by_link(tx: AsyncSession, *, link: str, agent: str) -> tuple[int, str]:
    """Use up a link; the person and the token of their new session.

    Raises:
        LinkNotUsable: unknown, used or expired.
    """
    token = new_token()
    person = await tx.scalar(
        _LINK, {"link": token_hash(link), "token": token_hash(token), "agent": agent[:200]}
    )
    if person is None:
        raise LinkNotUsable
    return person, token


async def sign_in_by_invitation(
    tx: AsyncSession, *, invitation: str, agent: str
) -> tuple[int, str] | None:
    """Sign in somebody new who was invited; None for an address that is known already."""
    token = new_token()
    person = await tx.scalar(
        _INVITED,
        {
            "invitation": token_hash(invitation),
            "token": token_hash(token),
            "agent": agent[:200],
        },
    )
    return None if person is None else (person, token)


async def sign_in_as(tx: AsyncSession, *, person: int, agent: str) -> str | None:
    """Sign in as one of the demo's people; None if it is no demo or not one of them."""
    token = new_token()
    known = await tx.scalar(
        _AS, {"person": person, "token": token_hash(token), "agent": agent[:200]}
    )
    return token if known else None


async def join(tx: AsyncSession, viewer: Viewer, *, invitation: str, token: str) -> str:
    """Accept an invitation and act for its organisation from now on; the session's new token.

    The transaction has to be the viewer's own.

    Raises:
        InvitationNotUsable: unknown, used, expired, or sent to another address.
        NotYours: an earlier membership there has ended.
    """
    membership = await accept_invitation(tx, viewer, uuid4(), token=invitation)
    organisation = (await tx.execute(_OF, {"membership": membership})).scalar_one()
    return await choose_organisation(tx, token=token, organisation=organisation)


async def choose_organisation(tx: AsyncSession, *, token: str, organisation: int) -> str:
    """Act for another of one's organisations, or for none (0); the session's new token.

    Raises:
        NotYours: the person does not belong to it; or the session is over.
    """
    fresh = new_token()
    done = await tx.scalar(
        _SWITCH,
        {"token": token_hash(token), "next": token_hash(fresh), "organisation": organisation},
    )
    if not done:
        raise NotYours
    return fresh


async def sign_out(tx: AsyncSession, *, token: str) -> None:
    """End a session; one that is over stays so."""
    await tx.execute(_CLOSE, {"token": token_hash(token)})


async def revoke_session(tx: AsyncSession, viewer: Viewer, *, session: int) -> None:
    """End another session of one's own, in the viewer's transaction.

    Raises:
        SignedOut: nobody is signed in, or no open session of theirs has this number.
    """
    if not viewer.signed_in or not await tx.scalar(_REVOKE, {"session": session}):
        raise SignedOut
