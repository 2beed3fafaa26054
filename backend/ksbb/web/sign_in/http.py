"""Sign-in over HTTP: the routes below ``/auth``, and the viewer of a request.

=========================== ======= ===========================================================
``GET  /auth/me``                   ``{"viewer", "csrf", "demo", "mailbox"}``
``POST /auth/link``         email   sends a one-time link; the response is always the same
``GET  /auth/in``           token   shows a button; the link stays usable
``POST /auth/in``           token   uses the link, opens a session
``GET  /auth/invitation``   token   shows an invitation
``POST /auth/invitation``   token   accepts it; a known address gets a sign-in link first
``POST /auth/organisation`` id      acts for another organisation of the person (null: none)
``POST /auth/out``                  ends the session
``GET  /auth/people``               demo only: ``{"people"}`` that anybody may sign in as
``POST /auth/as``           person  demo only: signs in as one of them
=========================== ======= ===========================================================

A POST is a JSON object with the header ``X-KSBB-CSRF: 1``, or a plain form; both have to come
from one of our pages. JSON that signs in is answered as ``/auth/me``, a form with a page or a
redirect. Ids are those of the GraphQL API. A refusal is ``{"error": {"code", "message"}}``,
or a page.
"""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from typing import TYPE_CHECKING

from starlette.responses import Response
from starlette.routing import BaseRoute, Route

from ksbb.core.refusals import Refusal
from ksbb.core.viewer import NOBODY, Viewer
from ksbb.domain.identity import actions, queries
from ksbb.domain.identity.rules import (
    AddressInvalid,
    LinkNotUsable,
    NotYours,
    SignedOut,
    address,
    is_token,
    source,
)
from ksbb.domain.organisations.rules import InvitationNotUsable
from ksbb.web.http_cache import IMMUTABLE
from ksbb.web.negotiation import accepts_event_stream
from ksbb.web.security import CSRF_HEADER
from ksbb.web.sign_in import pages, requests, responses
from ksbb.web.sign_in.cookie import Cookie

if TYPE_CHECKING:
    from sqlalchemy.ext.asyncio import AsyncSession
    from starlette.requests import Request

    from ksbb.core.database import Pools
    from ksbb.core.settings import Settings
    from ksbb.web.sign_in.requests import FormRequest

OFFICE = "/kantor"

Handler = Callable[["FormRequest"], Awaitable[Response]]


class SignIn:
    """The sign-in routes of an installation, and the viewer of each of its requests.

    Raises:
        InsecureOriginError: people would sign in over plain http from another machine.
    """

    def __init__(self, config: Settings) -> None:
        self.origin = config.origin
        self.demo = config.demo
        # Only in a demo may anybody read the mail that was sent.
        self.mailbox = (config.mail_page or None) if config.demo else None
        self.cookie = Cookie.of(config)

    def routes(self) -> list[BaseRoute]:
        """Everything below ``/auth``."""
        return [
            Route("/auth/me", self.me),
            Route("/auth/link", self.link_page),
            Route("/auth/link", self._post(self.request_link), methods=["POST"]),
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
            Route("/auth/{rest:path}", self.not_found, methods=["GET", "POST"]),
        ]

    async def viewer_of(self, request: Request) -> Viewer | None:
        """Who sends a request, by its session; None for nobody.

        Requests that a page sends by itself, not because the person does something, must not
        prolong the session: streams, and those with the header `X-KSBB-Quiet`.
        """
        quiet = "x-ksbb-quiet" in request.headers or accepts_event_stream(
            request.headers.get("accept", "")
        )
        signed_in = await queries.signed_in(
            request.app.state.pools.tenant, self.cookie.read(request), used=not quiet
        )
        return None if signed_in is None else signed_in.viewer

    async def _signed_in(self, request: Request) -> queries.SignedIn | None:
        return await queries.signed_in(request.app.state.pools.tenant, self.cookie.read(request))

    # -- GET ------------------------------------------------------------------------------

    async def me(self, request: Request) -> Response:
        """Who is signed in, for the SPA."""
        return await self._me(request.app.state.pools, self.cookie.read(request))

    async def _me(self, pools: Pools, token: str) -> Response:
        viewer = None
        signed_in = await queries.signed_in(pools.tenant, token)
        if signed_in is not None:
            viewer = responses.me(signed_in, await queries.memberships(pools.tenant, token))
        return responses.json(
            {
                "viewer": viewer,
                "csrf": CSRF_HEADER,
                "demo": self.demo,
                "mailbox": self.mailbox,
            }
        )

    async def link_page(self, request: Request) -> Response:
        """The form to request a link."""
        return responses.html(pages.link_form(await self._demo_people(request.app.state.pools)))

    async def sent_page(self, _request: Request) -> Response:
        """The page after a link was requested."""
        return responses.html(pages.sent())

    async def confirm_page(self, request: Request) -> Response:
        """The page that a link opens."""
        link = request.query_params.get("token", "")
        email = await queries.link_email(request.app.state.pools.tenant, link)
        if email is None:
            return responses.refused(request, LinkNotUsable())
        invitation = request.query_params.get("invitation", "")
        page = pages.confirm(email, link, invitation if is_token(invitation) else "")
        return responses.html(page)

    async def invitation_page(self, request: Request) -> Response:
        """The page that an invitation opens."""
        token = request.query_params.get("token", "")
        invited = await queries.invited(request.app.state.pools.tenant, token)
        if invited is None:
            return responses.refused(request, InvitationNotUsable())
        signed_in = await self._signed_in(request)
        email = signed_in.email if signed_in else None
        return responses.html(pages.invitation(invited, token, email))

    async def people(self, request: Request) -> Response:
        """The people of a demo that anybody may sign in as."""
        if not self.demo:
            return responses.not_found()
        people = await self._demo_people(request.app.state.pools)
        return responses.json({"people": [responses.person(each) for each in people]})

    async def _demo_people(self, pools: Pools) -> list[queries.DemoPerson]:
        return await queries.demo_people(pools.tenant) if self.demo else []

    async def css(self, _request: Request) -> Response:
        """The stylesheet of these pages; its URL changes with its content."""
        headers = {"cache-control": IMMUTABLE}
        return Response(pages.CSS, media_type="text/css", headers=headers)

    async def not_found(self, _request: Request) -> Response:
        """An unknown address below ``/auth``: a 404 instead of a page of the SPA."""
        return responses.not_found()

    # -- POST -----------------------------------------------------------------------------

    def _post(self, handler: Handler) -> Callable[[Request], Awaitable[Response]]:
        async def respond(request: Request) -> Response:
            try:
                return await handler(await requests.read(request, self.origin))
            except Refusal as refusal:
                return responses.refused(request, refusal)

        return respond

    async def request_link(self, form: FormRequest) -> Response:
        """Send a one-time link."""
        given = form.fields.get("email", "")
        try:
            email = address(given)
        except AddressInvalid as wrong:
            if not form.is_form:
                raise
            people = await self._demo_people(form.pools)
            page = pages.link_form(people, email=given, wrong=wrong)
            return responses.html(page, responses.STATUS[AddressInvalid])
        return await self._send_link(form, email)

    async def _send_link(
        self, form: FormRequest, email: str, invitation: str | None = None
    ) -> Response:
        client = form.request.client
        async with form.pools.transaction(NOBODY) as tx:
            await actions.request_link(
                tx,
                address=email,
                source=source(client.host if client else None),
                invitation=invitation,
            )
        return (
            responses.redirect("/auth/sent")
            if form.is_form
            else responses.json({"sent": True}, 202)
        )

    async def sign_in(self, form: FormRequest) -> Response:
        """Sign in by a link; with an invitation, accept that too."""
        link = form.token("token")
        if not link:
            raise LinkNotUsable
        async with form.pools.transaction(NOBODY) as tx:
            person, token = await actions.sign_in_by_link(tx, link=link, agent=form.agent)
            await self._end_session(form, tx)
        invitation = form.token("invitation")
        if invitation:
            token = await self._join(form, person, token, invitation)
        return await self._signed_in_response(form, token)

    async def join(self, form: FormRequest) -> Response:
        """Accept an invitation; a known address gets a sign-in link first."""
        invitation = form.token("token")
        invited = await queries.invited(form.pools.tenant, invitation)
        if invited is None:
            raise InvitationNotUsable
        signed_in = await self._signed_in(form.request)
        if signed_in is not None and signed_in.email == invited.email:
            person, token = signed_in.viewer.person_id, self.cookie.read(form.request)
        else:
            async with form.pools.transaction(NOBODY) as tx:
                new = await actions.sign_in_by_invitation(
                    tx, invitation=invitation, agent=form.agent
                )
                if new is not None:
                    await self._end_session(form, tx)
            if new is None:
                return await self._send_link(form, invited.email, invitation)
            person, token = new
        return await self._signed_in_response(
            form, await self._join(form, person, token, invitation)
        )

    async def _join(self, form: FormRequest, person: int, token: str, invitation: str) -> str:
        """Accept as this person; returns the token of the session for the organisation."""
        viewer = Viewer(actor_id=person)
        try:
            async with form.pools.transaction(viewer) as tx:
                return await actions.join(tx, viewer, invitation=invitation, token=token)
        except (InvitationNotUsable, NotYours):
            # Accepted in the meantime, or the membership has ended: the person is still signed in.
            return token

    async def choose(self, form: FormRequest) -> Response:
        """Act for another organisation of the person, or for none."""
        if await self._signed_in(form.request) is None:
            raise SignedOut
        organisation = 0
        if form.fields.get("id"):
            organisation = form.number("id", "TenantOrganisation", "Organisation")
        async with form.pools.transaction(NOBODY) as tx:
            token = await actions.choose_organisation(
                tx, token=self.cookie.read(form.request), organisation=organisation
            )
        return await self._signed_in_response(form, token)

    async def sign_in_as(self, form: FormRequest) -> Response:
        """Sign in as a person of the demo."""
        if not self.demo:
            return responses.not_found()
        person = form.number("person", "Person")
        async with form.pools.transaction(NOBODY) as tx:
            token = await actions.sign_in_as(tx, person=person, agent=form.agent)
            if token is None:
                return responses.not_found()
            await self._end_session(form, tx)
        return await self._signed_in_response(form, token)

    async def _end_session(self, form: FormRequest, tx: AsyncSession) -> None:
        """End the session that this browser has."""
        token = self.cookie.read(form.request)
        if is_token(token):
            await actions.sign_out(tx, token=token)

    async def _signed_in_response(self, form: FormRequest, token: str) -> Response:
        response = responses.redirect(OFFICE) if form.is_form else await self._me(form.pools, token)
        self.cookie.set(response, token)
        return response

    async def sign_out(self, form: FormRequest) -> Response:
        """End the session."""
        async with form.pools.transaction(NOBODY) as tx:
            await self._end_session(form, tx)
        response = responses.redirect("/") if form.is_form else responses.json({"viewer": None})
        self.cookie.clear(response)
        return response
