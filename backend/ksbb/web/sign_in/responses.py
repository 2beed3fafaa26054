"""The responses of sign-in: JSON, a page, a redirect."""

from __future__ import annotations

from http import HTTPStatus
from typing import TYPE_CHECKING, Any

import orjson
from starlette.responses import HTMLResponse, RedirectResponse, Response

from graphql_sql.scalars import ID
from ksbb.core.refusals import Refusal
from ksbb.domain.identity.rules import (
    AddressInvalid,
    FieldMissing,
    LinkNotUsable,
    NotYours,
    SignedOut,
    TooManyLinks,
)
from ksbb.domain.organisations.rules import InvitationNotUsable
from ksbb.web.bodies import NotReadable
from ksbb.web.http_cache import PRIVATE
from ksbb.web.negotiation import preferred_language
from ksbb.web.security import NotOurPage
from ksbb.web.sign_in import pages
from ksbb.web.sign_in.requests import JSON, is_form

if TYPE_CHECKING:
    from starlette.requests import Request

    from ksbb.domain.identity.queries import DemoPerson, Membership, SignedIn

HEADERS = {
    "cache-control": PRIVATE,
    "vary": "Cookie",
    # URLs of these pages have tokens, so only the origin is sent on; posting forms needs it.
    "referrer-policy": "strict-origin",
}
STATUS: dict[type[Refusal], HTTPStatus] = {
    AddressInvalid: HTTPStatus.BAD_REQUEST,
    FieldMissing: HTTPStatus.BAD_REQUEST,
    NotReadable: HTTPStatus.BAD_REQUEST,
    SignedOut: HTTPStatus.UNAUTHORIZED,
    NotOurPage: HTTPStatus.FORBIDDEN,
    NotYours: HTTPStatus.FORBIDDEN,
    InvitationNotUsable: HTTPStatus.GONE,
    LinkNotUsable: HTTPStatus.GONE,
    TooManyLinks: HTTPStatus.TOO_MANY_REQUESTS,
}


def json(body: object, status: int = 200) -> Response:
    """JSON for the SPA."""
    return Response(orjson.dumps(body), status, HEADERS, JSON)


def html(page: str, status: int = 200) -> Response:
    """An HTML page."""
    return HTMLResponse(page, status, HEADERS)


def redirect(path: str) -> Response:
    """A redirect after a form was sent."""
    return RedirectResponse(path, 303, HEADERS)


def not_found() -> Response:
    """The response for an address that does not exist in this installation."""
    return Response("Tidak ada. / Not found.\n", 404, HEADERS, "text/plain")


def refused(request: Request, refusal: Refusal) -> Response:
    """A refusal, as a page for a plain form and as JSON for the SPA."""
    status = STATUS.get(type(refusal), HTTPStatus.BAD_REQUEST)
    if is_form(request):
        return html(pages.refused(refusal), status)
    locale = preferred_language(request.headers.get("accept-language", ""))
    message = refusal.message(locale or "id")
    return json({"error": {"code": refusal.code, "message": message}}, status)


def me(signed_in: SignedIn, memberships: list[Membership]) -> dict[str, Any]:
    """The signed-in person for the SPA."""
    viewer = signed_in.viewer
    current = next((m for m in memberships if m.organisation_id == viewer.organisation_id), None)
    return {
        "person": {
            "id": str(ID("Person", viewer.person_id)),
            "name": signed_in.name,
            "email": signed_in.email,
            "locale": viewer.locale,
        },
        "organisation": _organisation(current) if current else None,
        # The role in effect: VIEWER while the organisation is suspended.
        "role": viewer.role,
        "memberships": [
            {
                "id": str(ID("Membership", m.id)),
                "role": m.role,
                "endsOn": m.ends_on,
                "organisation": _organisation(m),
            }
            for m in memberships
        ],
    }


def person(one: DemoPerson) -> dict[str, Any]:
    """A person of the demo in one of their organisations, for the SPA."""
    return {
        "id": str(ID("Person", one.id)),
        "name": one.name,
        "email": one.email,
        "role": one.role,
        "organisation": one.organisation_id and _organisation(one),
    }


def _organisation(of: Membership | DemoPerson) -> dict[str, Any]:
    return {
        "id": str(ID("TenantOrganisation", of.organisation_id or 0)),
        "name": of.organisation,
        "kind": of.kind,
        "state": (of.state or "").upper(),
        "isExample": of.is_example,
    }
