"""What the door reads from a request and how it answers: JSON, a page, a redirect."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any
from urllib.parse import parse_qsl

import orjson
from starlette.responses import HTMLResponse, RedirectResponse, Response

from ksbb.identity import pages
from ksbb.identity.rules import (
    AddressInvalid,
    FieldMissing,
    LinkNotUsable,
    NotOurPage,
    NotReadable,
    NotYours,
    SignedOut,
    TooManyLinks,
    check_own_page,
    is_token,
)
from ksbb.kernel.errors import Refusal
from ksbb.organisations.rules import InvitationNotUsable
from ksbb.reads.scalars import GlobalID

if TYPE_CHECKING:
    from starlette.requests import Request

    from ksbb.identity.queries import DemoPerson, Membership, SignedIn
    from ksbb.kernel.db import Pools

BODY_BYTES = 4096
CSRF = {"header": "X-KSBB-CSRF", "value": "1"}
JSON = "application/json"
FORM = "application/x-www-form-urlencoded"
PRIVATE = {
    "cache-control": "private, no-store",
    "vary": "Cookie",
    # Addresses of these pages hold tokens. The origin alone still goes along: forms need it.
    "referrer-policy": "strict-origin",
}
STATUS: dict[type[Refusal], int] = {
    AddressInvalid: 400,
    FieldMissing: 400,
    NotReadable: 400,
    SignedOut: 401,
    NotOurPage: 403,
    NotYours: 403,
    InvitationNotUsable: 410,
    LinkNotUsable: 410,
    TooManyLinks: 429,
}


@dataclass(frozen=True, slots=True)
class Asked:
    """A POST of ours: its fields as texts, and whether a plain form or JSON has sent it."""

    request: Request
    fields: dict[str, str]
    form: bool

    @property
    def pools(self) -> Pools:
        return self.request.app.state.pools

    @property
    def agent(self) -> str:
        """What the browser calls itself, for the list of one's sessions."""
        return self.request.headers.get("user-agent", "").replace("\0", "")

    def token(self, field: str) -> str:
        """A field that is one of our tokens, or an empty text."""
        given = self.fields.get(field, "").strip()
        return given if is_token(given) else ""

    def number(self, field: str, *types: str) -> int:
        """The number in a global id of one of these types.

        Raises:
            FieldMissing: it is none.
        """
        try:
            given = GlobalID.parse(self.fields.get(field))
        except ValueError:
            raise FieldMissing(field) from None
        if given.type not in types or given.id <= 0:
            raise FieldMissing(field)
        return given.id


def is_form(request: Request) -> bool:
    """Whether the answer goes to a person who has sent a plain form."""
    return _media(request) != JSON


async def read(request: Request, ours: str) -> Asked:
    """A POST that came from a page of ours.

    Raises:
        NotOurPage: it came from elsewhere, or is JSON without our header.
        NotReadable: it is no small form and no small JSON object of texts.
    """
    check_own_page(
        origin=request.headers.get("origin", ""),
        referer=request.headers.get("referer", ""),
        host=request.headers.get("host", ""),
        ours=ours,
    )
    # Another site's form can't set a header; its script would have to ask us first.
    if not is_form(request) and request.headers.get(CSRF["header"]) != CSRF["value"]:
        raise NotOurPage
    return Asked(request, await _fields(request), is_form(request))


def _media(request: Request) -> str:
    return request.headers.get("content-type", "").partition(";")[0].strip().lower()


async def _fields(request: Request) -> dict[str, str]:
    """The fields of a form or JSON object; null counts as empty."""
    body = bytearray()
    async for chunk in request.stream():
        body += chunk
        if len(body) > BODY_BYTES:
            raise NotReadable
    pairs: list[tuple[str, Any]]
    try:
        if _media(request) == JSON:
            given = orjson.loads(body or b"{}")
            if not isinstance(given, dict):
                raise NotReadable
            pairs = [(name, "" if value is None else value) for name, value in given.items()]
        elif not body:
            pairs = []
        elif _media(request) == FORM:
            pairs = parse_qsl(
                body.decode(), keep_blank_values=True, strict_parsing=True, errors="strict"
            )
        else:
            raise NotReadable
    except ValueError:
        raise NotReadable from None
    # PostgreSQL keeps no NUL in a text.
    if not all(isinstance(value, str) and "\0" not in value for _, value in pairs):
        raise NotReadable
    return dict(pairs)


def json(body: object, status: int = 200) -> Response:
    """JSON for the SPA."""
    return Response(orjson.dumps(body), status, PRIVATE, JSON)


def html(page: str, status: int = 200) -> Response:
    """A page of ours."""
    return HTMLResponse(page, status, PRIVATE)


def redirect(path: str) -> Response:
    """Where a form leads."""
    return RedirectResponse(path, 303, PRIVATE)


def nothing() -> Response:
    """There is no such address, here and now."""
    return Response("Tidak ada. / Not found.\n", 404, PRIVATE, "text/plain")


def refused(request: Request, refusal: Refusal) -> Response:
    """A refusal, as a page for a plain form and as JSON for the SPA."""
    status = STATUS.get(type(refusal), 400)
    if is_form(request):
        return html(pages.refused(refusal), status)
    english = request.headers.get("accept-language", "").lower().startswith("en")
    message = refusal.message("en" if english else "id")
    return json({"error": {"code": refusal.code, "message": message}}, status)


def me(signed_in: SignedIn, memberships: list[Membership]) -> dict[str, Any]:
    """Who is signed in, as the SPA reads it."""
    viewer = signed_in.viewer
    acting = next((m for m in memberships if m.organisation_id == viewer.organisation_id), None)
    return {
        "person": {
            "id": str(GlobalID("Person", viewer.person_id)),
            "name": signed_in.name,
            "email": signed_in.email,
            "locale": viewer.locale,
        },
        "organisation": _organisation(acting) if acting else None,
        # What the role allows today: VIEWER in an organisation that is suspended.
        "role": viewer.role,
        "memberships": [
            {
                "id": str(GlobalID("Membership", m.id)),
                "role": m.role,
                "endsOn": m.ends_on,
                "organisation": _organisation(m),
            }
            for m in memberships
        ],
    }


def person(one: DemoPerson) -> dict[str, Any]:
    """One of the demo's people in one of their organisations."""
    return {
        "id": str(GlobalID("Person", one.id)),
        "name": one.name,
        "email": one.email,
        "role": one.role,
        "organisation": one.organisation_id and _organisation(one),
    }


def _organisation(of: Membership | DemoPerson) -> dict[str, Any]:
    return {
        "id": str(GlobalID("TenantOrganisation", of.organisation_id or 0)),
        "name": of.organisation,
        "kind": of.kind,
        "state": (of.state or "").upper(),
        "example": of.example,
    }
