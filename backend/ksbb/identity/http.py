"""The door over HTTP: ``/auth/...``, and who sends a request.

=========================== ======= ===========================================================
``GET  /auth/me``                   ``{"viewer", "csrf", "demo", "mailbox"}``
``POST /auth/link``         email   sends a one-time link; the answer is always the same
``GET  /auth/in``           token   shows a button, uses nothing up
``POST /auth/in``           token   uses the link up, opens a session
``GET  /auth/invitation``   token   shows an invitation
``POST /auth/invitation``   token   accepts it, or sends its known addressee a link first
``POST /auth/organisation`` id      acts for another of one's organisations (null: for none)
``POST /auth/out``                  ends the session
``GET  /auth/people``               demo only: ``{"people"}``, whom one may become
``POST /auth/as``           person  demo only: becomes one of them
=========================== ======= ===========================================================

A POST is a JSON object with the header ``X-KSBB-CSRF: 1``, or a plain form; both have to come
from a page of ours. JSON that signs in is answered as ``/auth/me``, forms with a page or a
redirect. Ids are global ids. What is refused answers ``{"error": {"code", "message"}}``.
"""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from typing import TYPE_CHECKING

from starlette.responses import Response
from starlette.routing import BaseRoute, Route

from ksbb.identity import actions, answers, pages, queries
from ksbb.identity.cookie import Cookie
from ksbb.identity.rules import (
    AddressInvalid,
    LinkNotUsable,
    NotYours,
    SignedOut,
    address,
    is_token,
    source,
)
from ksbb.kernel.errors import Refusal
from ksbb.kernel.viewer import NOBODY, Viewer
from ksbb.organisations.rules import InvitationNotUsable

if TYPE_CHECKING:
    from sqlalchemy.ext.asyncio import AsyncSession
    from starlette.requests import Request

    from ksbb.identity.answers import Asked
    from ksbb.kernel.db import Pools
    from ksbb.kernel.settings import Settings

OFFICE = "/kantor"
EVENT_STREAM = "text/event-stream"

Handler = Callable[["Asked"], Awaitable[Response]]


class Door:
    """The routes of one installation, and who sends its requests.

    Raises:
        InsecureOriginError: people would sign in over plain http from another machine.
    """

    def __init__(self, config: Settings) -> None:
        self.origin = config.origin
        self.demo = config.demo
        # Nobody's mail is anybody's to read outside of a demo.
        self.mailbox = (config.mail_page or None) if config.demo else None
        self.cookie = Cookie.of(config)

    def routes(self) -> list[BaseRoute]:
        """Everything below ``/auth``."""
        return [
            Route("/auth/me", self.me),
            Route("/auth/link", self.ask_page),
            Route("/auth/link", self._post(self.ask), methods=["POST"]),
            Route("/auth/sent", self.sent_page),
            Route("/auth/in", self.confirm_page),
            Route("/auth/in", self._post(self.sign_in), methods=["POST"]),
            Route("/auth/invitation", self.invitation_page),
            Route("/auth/invitation", self._post(self.join), methods=["POST"]),
            Route("/auth/organisation", self._post(self.choose), methods=["POST"]),
            Route("/auth/out", self._post(self.sign_out), methods=["POST"]),
            Route("/auth/people", self.people),
            Route("/auth/as", self._post(self.sign_in_as), methods=["POST"]),
            Route("/auth/pages.css", self.css),
            Route("/auth/{rest:path}", self.nothing, methods=["GET", "POST"]),
        ]

    async def viewer_of(self, request: Request) -> Viewer | None:
        """Who sends a request, by its session; None for nobody.

        What a page sends by itself, because something changed elsewhere, keeps no session open:
        it says so in `X-KSBB-Quiet`, and streams are of that kind.
        """
        quiet = "x-ksbb-quiet" in request.headers or EVENT_STREAM in request.headers.get(
            "accept", ""
        )
        signed_in = await queries.signed_in(
            request.app.state.pools.tenant, self.cookie.read(request), used=not quiet
        )
        return None if signed_in is None else signed_in.viewer

    async def _signed_in(self, request: Request) -> queries.SignedIn | None:
        return await queries.signed_in(request.app.state.pools.tenant, self.cookie.read(request))

    # -- looking --------------------------------------------------------------------------

    async def me(self, request: Request) -> Response:
        """Who is signed in, for the SPA."""
        return await self._me(request.app.state.pools, self.cookie.read(request))

    async def _me(self, pools: Pools, token: str) -> Response:
        viewer = None
        signed_in = await queries.signed_in(pools.tenant, token)
        if signed_in is not None:
            viewer = answers.me(signed_in, await queries.memberships(pools.tenant, token))
        return answers.json(
            {
                "viewer": viewer,
                "csrf": answers.CSRF,
                "demo": self.demo,
                "mailbox": self.mailbox,
            }
        )

    async def ask_page(self, request: Request) -> Response:
        """The form that asks for a link."""
        return answers.html(pages.ask(await self._demo_people(request.app.state.pools)))

    async def sent_page(self, _request: Request) -> Response:
        """What follows after a link was asked for."""
        return answers.html(pages.sent())

    async def confirm_page(self, request: Request) -> Response:
        """Where a link leads."""
        link = request.query_params.get("token", "")
        email = await queries.link_email(request.app.state.pools.tenant, link)
        if email is None:
            return answers.refused(request, LinkNotUsable())
        invitation = request.query_params.get("invitation", "")
        page = pages.confirm(email, link, invitation if is_token(invitation) else "")
        return answers.html(page)

    async def invitation_page(self, request: Request) -> Response:
        """Where an invitation leads."""
        token = request.query_params.get("token", "")
        invited = await queries.invited(request.app.state.pools.tenant, token)
        if invited is None:
            return answers.refused(request, InvitationNotUsable())
        signed_in = await self._signed_in(request)
        now = signed_in.email if signed_in else None
        return answers.html(pages.invitation(invited, token, now))

    async def people(self, request: Request) -> Response:
        """Whom one may become in a demo."""
        if not self.demo:
            return answers.nothing()
        people = await self._demo_people(request.app.state.pools)
        return answers.json({"people": [answers.person(each) for each in people]})

    async def _demo_people(self, pools: Pools) -> list[queries.DemoPerson]:
        return await queries.demo_people(pools.tenant) if self.demo else []

    async def css(self, _request: Request) -> Response:
        """The style of these pages; its address changes with it."""
        forever = {"cache-control": "public, max-age=31536000, immutable"}
        return Response(pages.CSS, media_type="text/css", headers=forever)

    async def nothing(self, _request: Request) -> Response:
        """An address that the SPA must not take for one of its own."""
        return answers.nothing()

    # -- acting ---------------------------------------------------------------------------

    def _post(self, handler: Handler) -> Callable[[Request], Awaitable[Response]]:
        async def answered(request: Request) -> Response:
            try:
                return await handler(await answers.read(request, self.origin))
            except Refusal as refusal:
                return answers.refused(request, refusal)

        return answered

    async def ask(self, asked: Asked) -> Response:
        """Send a one-time link."""
        given = asked.fields.get("email", "")
        try:
            email = address(given)
        except AddressInvalid as wrong:
            if not asked.form:
                raise
            people = await self._demo_people(asked.pools)
            page = pages.ask(people, email=given, wrong=wrong)
            return answers.html(page, answers.STATUS[AddressInvalid])
        return await self._send_link(asked, email)

    async def _send_link(self, asked: Asked, email: str, invitation: str | None = None) -> Response:
        client = asked.request.client
        async with asked.pools.transaction(NOBODY) as tx:
            await actions.ask_link(
                tx,
                address=email,
                source=source(client.host if client else None),
                invitation=invitation,
            )
        return answers.redirect("/auth/sent") if asked.form else answers.json({"sent": True}, 202)

    async def sign_in(self, asked: Asked) -> Response:
        """Use a link up; with an invitation, accept that too."""
        link = asked.token("token")
        if not link:
            raise LinkNotUsable
        async with asked.pools.transaction(NOBODY) as tx:
            person, token = await actions.sign_in_by_link(tx, link=link, agent=asked.agent)
            await self._leave(asked, tx)
        invitation = asked.token("invitation")
        if invitation:
            token = await self._join(asked, person, token, invitation)
        return await self._entered(asked, token)

    async def join(self, asked: Asked) -> Response:
        """Accept an invitation, or send its addressee a link first."""
        invitation = asked.token("token")
        invited = await queries.invited(asked.pools.tenant, invitation)
        if invited is None:
            raise InvitationNotUsable
        signed_in = await self._signed_in(asked.request)
        if signed_in is not None and signed_in.email == invited.email:
            person, token = signed_in.viewer.person_id, self.cookie.read(asked.request)
        else:
            async with asked.pools.transaction(NOBODY) as tx:
                new = await actions.sign_in_by_invitation(
                    tx, invitation=invitation, agent=asked.agent
                )
                if new is not None:
                    await self._leave(asked, tx)
            if new is None:
                return await self._send_link(asked, invited.email, invitation)
            person, token = new
        return await self._entered(asked, await self._join(asked, person, token, invitation))

    async def _join(self, asked: Asked, person: int, token: str, invitation: str) -> str:
        """Accept in the person's own name; the token of the session that then acts."""
        viewer = Viewer(person_id=person)
        try:
            async with asked.pools.transaction(viewer) as tx:
                return await actions.join(tx, viewer, invitation=invitation, token=token)
        except (InvitationNotUsable, NotYours):
            # Taken up meanwhile, or a membership that has ended: signed in they are all the same.
            return token

    async def choose(self, asked: Asked) -> Response:
        """Act for another of one's organisations, or for none."""
        if await self._signed_in(asked.request) is None:
            raise SignedOut
        organisation = 0
        if asked.fields.get("id"):
            organisation = asked.number("id", "TenantOrganisation", "Organisation")
        async with asked.pools.transaction(NOBODY) as tx:
            token = await actions.choose_organisation(
                tx, token=self.cookie.read(asked.request), organisation=organisation
            )
        return await self._entered(asked, token)

    async def sign_in_as(self, asked: Asked) -> Response:
        """Become one of the demo's people."""
        if not self.demo:
            return answers.nothing()
        person = asked.number("person", "Person")
        async with asked.pools.transaction(NOBODY) as tx:
            token = await actions.sign_in_as(tx, person=person, agent=asked.agent)
            if token is None:
                return answers.nothing()
            await self._leave(asked, tx)
        return await self._entered(asked, token)

    async def _leave(self, asked: Asked, tx: AsyncSession) -> None:
        """End the session this browser has had until now."""
        before = self.cookie.read(asked.request)
        if is_token(before):
            await actions.sign_out(tx, token=before)

    async def _entered(self, asked: Asked, token: str) -> Response:
        response = answers.redirect(OFFICE) if asked.form else await self._me(asked.pools, token)
        self.cookie.set(response, token)
        return response

    async def sign_out(self, asked: Asked) -> Response:
        """End the session."""
        async with asked.pools.transaction(NOBODY) as tx:
            await self._leave(asked, tx)
        response = answers.redirect("/") if asked.form else answers.json({"viewer": None})
        self.cookie.clear(response)
        return response
