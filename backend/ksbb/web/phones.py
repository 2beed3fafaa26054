"""Couriers' phones: opening one, what it says of its queue, and who acts with it.

=========================== ===================================================================
``POST /lapangan/open``     binds the phone to a shift (``shift``: the token of the link), or to
                            the signed-in courier; again for the same phone does no harm
``POST /lapangan/heard``    what the phone still has to send; answers with the server's time
=========================== ===================================================================

Both take a small JSON object, need the header ``X-KSBB-CSRF: 1`` and one of our pages as the
origin, and answer ``{"ksbb": "lapangan", "organisation", "label", "endsAt", "over", "now",
"demoSeconds"}``. The mark ``ksbb`` tells our answers from those of a network that answers for us.
A refusal is ``{"error": {"code", "message"}}``.

The phone makes its own token (32 random bytes) and keeps it. It sends it as ``Authorization:
Bearer``, which no other site can make a browser do; cookies are then ignored.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Awaitable, Callable
from http import HTTPStatus
from typing import TYPE_CHECKING, Any

import orjson
from starlette.responses import Response
from starlette.routing import BaseRoute, Route

from ksbb.core.refusals import NotAllowed, NotSignedIn, Refusal
from ksbb.core.viewer import Viewer
from ksbb.domain.deliveries.field import actions, queries
from ksbb.domain.deliveries.field.rules import PhoneTaken, ShiftOver, ShiftUnknown
from ksbb.domain.identity.rules import is_token
from ksbb.web.bodies import NotReadable, read_small_body
from ksbb.web.http_cache import NO_STORE
from ksbb.web.negotiation import preferred_language
from ksbb.web.security import NotOurPage, check_csrf_header, check_own_page

if TYPE_CHECKING:
    from starlette.requests import Request

    from ksbb.core.database import Pools
    from ksbb.core.settings import Settings

    ViewerOf = Callable[[Request], Awaitable[Viewer | None]]

BODY_BYTES = 2000
MOST = 1_000_000
"""No phone has more entries or photos."""
MARK = "lapangan"
COUNTS = ("sequence", "waiting", "refused", "arrived", "photos")
STATUS: dict[type[Refusal], HTTPStatus] = {
    NotReadable: HTTPStatus.BAD_REQUEST,
    NotSignedIn: HTTPStatus.UNAUTHORIZED,
    NotAllowed: HTTPStatus.FORBIDDEN,
    NotOurPage: HTTPStatus.FORBIDDEN,
    ShiftUnknown: HTTPStatus.NOT_FOUND,
    PhoneTaken: HTTPStatus.CONFLICT,
    ShiftOver: HTTPStatus.GONE,
}


class Phones:
    """The routes of phones, and the viewer of each request.

    Args:
        config: the settings of the installation.
        session_viewer_of: finds who is signed in with a cookie; None for nobody.
    """

    def __init__(self, config: Settings, session_viewer_of: ViewerOf) -> None:
        self._origin = config.origin
        self._session_viewer_of = session_viewer_of

    def routes(self) -> list[BaseRoute]:
        """What phones ask for below ``/lapangan``; the page itself is a file of the build."""
        return [
            Route("/lapangan/open", self._post(self._open), methods=["POST"]),
            Route("/lapangan/heard", self._post(self._heard), methods=["POST"]),
        ]

    async def viewer_of(self, request: Request) -> Viewer | None:
        """Who sends a request: by the phone's token if there is one, else by the session."""
        if "authorization" not in request.headers:
            return await self._session_viewer_of(request)
        phone = await queries.device_viewer(request.app.state.pools.tenant, _bearer(request))
        return None if phone is None else phone.viewer

    def _post(
        self, handler: Callable[[Request, dict[str, Any]], Awaitable[Response]]
    ) -> Callable[[Request], Awaitable[Response]]:
        async def respond(request: Request) -> Response:
            try:
                check_own_page(request.headers, self._origin)
                check_csrf_header(request.headers)
                return await handler(request, await _object(request))
            except Refusal as refusal:
                locale = preferred_language(request.headers.get("accept-language", "")) or "id"
                error = {"code": refusal.code, "message": refusal.message(locale)}
                status = STATUS.get(type(refusal), HTTPStatus.UNPROCESSABLE_ENTITY)
                return _json({"ksbb": MARK, "error": error}, status)

        return respond

    async def _open(self, request: Request, given: dict[str, Any]) -> Response:
        pools: Pools = request.app.state.pools
        phone, link = given.get("phone"), given.get("shift")
        if not isinstance(phone, str) or not is_token(phone):
            raise NotReadable
        if link:
            viewer = await queries.shift_of(pools.tenant, str(link))
            if viewer is None:
                raise ShiftUnknown
        else:
            viewer = await self._session_viewer_of(request)
            if viewer is None:
                raise NotSignedIn
        async with pools.transaction(viewer) as tx:
            await actions.open_device(tx, viewer, token=phone)
        return await _answer(pools, phone)

    async def _heard(self, request: Request, given: dict[str, Any]) -> Response:
        pools: Pools = request.app.state.pools
        token = _bearer(request)
        phone = await queries.device_viewer(pools.tenant, token)
        if phone is None:
            raise NotSignedIn
        counts = {name: _count(given.get(name)) for name in COUNTS}
        async with pools.transaction(phone.viewer) as tx:
            await actions.hear_device(tx, token=token, **counts)
        return await _answer(pools, token)


async def _answer(pools: Pools, token: str) -> Response:
    phone = await queries.device_viewer(pools.tenant, token)
    if phone is None:
        raise NotSignedIn
    return _json(
        {
            "ksbb": MARK,
            "organisation": phone.organisation,
            "label": phone.label,
            "endsAt": phone.ends_at,
            "over": phone.is_over,
            "now": dt.datetime.now(dt.UTC),
            "demoSeconds": await queries.demo_seconds(pools.tenant),
        }
    )


async def _object(request: Request) -> dict[str, Any]:
    try:
        given = orjson.loads(await read_small_body(request, BODY_BYTES))
    except ValueError:
        raise NotReadable from None
    if not isinstance(given, dict):
        raise NotReadable
    return given


def _count(given: object) -> int:
    if not isinstance(given, int) or not 0 <= given <= MOST:
        raise NotReadable
    return given


def _bearer(request: Request) -> str:
    """The token of a request's phone; empty if there is none."""
    scheme, _, token = request.headers.get("authorization", "").partition(" ")
    return token.strip() if scheme.lower() == "bearer" else ""


def _json(body: object, status: int = HTTPStatus.OK) -> Response:
    headers = {"cache-control": NO_STORE, "vary": "Authorization, Cookie"}
    return Response(orjson.dumps(body), status, headers, "application/json")
