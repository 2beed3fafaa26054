"""Receives the forms of the public pages, for people without an account.

======================  ==================================================================
``/lapor``              a complaint
``/unit/CODE/usulan``   a proposal of newer data of a unit
======================  ==================================================================

and the same below ``/en``. GET shows the form with a new idempotency key. POST stores it and
redirects to ``/lapor/CODE``, where the sender can follow it. A form with errors is shown again with
everything that was typed. Cookies are not read: a sender is anonymous also when signed in.

A page with scripts sends the same form but accepts JSON, so that the page stays as it is while the
network is down. It gets ``{"to": "/lapor/CODE?baru=ya"}``, or ``{"key", "errors", "refusal"}`` with
the same status.
"""

from __future__ import annotations

from http import HTTPStatus
from typing import TYPE_CHECKING
from uuid import UUID, uuid4

from starlette.responses import JSONResponse, RedirectResponse, Response
from starlette.routing import BaseRoute, Route

from ksbb.core.refusals import Refusal
from ksbb.domain.complaints import actions as complaints
from ksbb.domain.complaints.rules import (
    FilledByProgram,
    FormUsed,
    TooManySubmissions,
    check_form,
    normalise_code,
)
from ksbb.domain.identity.rules import source
from ksbb.domain.proposals import actions as proposals
from ksbb.domain.proposals.rules import check_figures
from ksbb.web import http_cache
from ksbb.web.bodies import FORM, NotReadable, form_fields, media_type_of, read_small_body
from ksbb.web.security import NotOurPage, check_own_page

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable

    from starlette.requests import Request

    from ksbb.domain.complaints.rules import FormErrors
    from ksbb.web.site.pages import Pages

# Room for 2,000 characters of four bytes, each byte percent-encoded, and the other fields.
BODY_BYTES = 32_768
# A hidden field: a person leaves it empty, a spam program fills it in.
HONEYPOT = "situs"
SEE_OTHER = 303
NO_STORE = {"cache-control": http_cache.NO_STORE}
STATUS: dict[type[Refusal], HTTPStatus] = {
    NotReadable: HTTPStatus.BAD_REQUEST,
    NotOurPage: HTTPStatus.FORBIDDEN,
    FormUsed: HTTPStatus.CONFLICT,
    FilledByProgram: HTTPStatus.UNPROCESSABLE_ENTITY,
    TooManySubmissions: HTTPStatus.TOO_MANY_REQUESTS,
}

Fields = dict[str, str]


class FieldsError(Exception):
    """Fields of a form are not valid; ``errors`` has a message for each."""

    def __init__(self, errors: FormErrors) -> None:
        super().__init__(", ".join(errors))
        self.errors = errors


class Forms:
    """The forms of the public pages.

    Args:
        pages: render them.
        origin: the origin that people see.
    """

    def __init__(self, pages: Pages, origin: str) -> None:
        self._pages = pages
        self._origin = origin

    def routes(self) -> list[BaseRoute]:
        """The addresses of the forms, in both languages."""
        forms = {"/lapor": self.complaint, "/unit/{code}/usulan": self.proposal}
        return [
            Route(f"{lang}{path}", self._handler(store), methods=["GET", "POST"])
            for lang in ("", "/en")
            for path, store in forms.items()
        ]

    async def complaint(self, request: Request, key: UUID, typed: Fields) -> str:
        """Store a complaint; returns its code.

        Raises:
            FieldsError, TooManySubmissions, FormUsed.
        """
        complaint, errors = check_form(typed)
        if complaint is None:
            raise FieldsError(errors)
        pool = request.app.state.pools.public
        return await complaints.report_problem(
            pool, key, source=_network(request), submission=complaint
        )

    async def proposal(self, request: Request, key: UUID, typed: Fields) -> str:
        """Store a proposal; returns its code, empty if there is no such unit.

        Raises:
            FieldsError, TooManySubmissions, FormUsed.
        """
        pool, unit = request.app.state.pools.public, request.path_params["code"]
        known = None if "\0" in unit else await proposals.known(pool, unit)
        if known is None:
            return ""
        figures, errors = check_figures(typed, known)
        if figures is None:
            raise FieldsError(errors)
        return await proposals.propose(
            pool, key, source=_network(request), unit=unit, figures=figures
        )

    def _handler(
        self, store: Callable[[Request, UUID, Fields], Awaitable[str]]
    ) -> Callable[[Request], Awaitable[Response]]:
        async def respond(request: Request) -> Response:
            if request.method == "POST":
                return await self._submitted(request, store)
            if code := normalise_code(request.query_params.get("kode", "")):
                return RedirectResponse(_followed_at(request, code), SEE_OTHER, NO_STORE)
            return await self._page(request, {})

        return respond

    async def _submitted(
        self, request: Request, store: Callable[[Request, UUID, Fields], Awaitable[str]]
    ) -> Response:
        typed: Fields = {}
        try:
            check_own_page(request.headers, self._origin)
            typed = await _fields(request)
            if typed.get(HONEYPOT):
                raise FilledByProgram
            code = await store(request, _key(typed), typed)
        except FieldsError as error:
            errors = {field: pair[_is_english(request)] for field, pair in error.errors.items()}
            return await self._page(request, typed, HTTPStatus.UNPROCESSABLE_ENTITY, errors=errors)
        except Refusal as refusal:
            if isinstance(refusal, FormUsed):
                typed.pop("kunci", None)
            return await self._page(
                request,
                typed,
                STATUS.get(type(refusal), HTTPStatus.BAD_REQUEST),
                refusal=refusal.message("en" if _is_english(request) else "id"),
            )
        if not code:
            status = HTTPStatus.NOT_FOUND if _accepts_json(request) else HTTPStatus.OK
            return await self._page(request, typed, status)
        followed_at = f"{_followed_at(request, code)}?baru=ya"
        if _accepts_json(request):
            return JSONResponse({"to": followed_at}, headers=NO_STORE)
        return RedirectResponse(followed_at, SEE_OTHER, NO_STORE)

    async def _page(
        self,
        request: Request,
        typed: Fields,
        status: HTTPStatus = HTTPStatus.OK,
        *,
        errors: dict[str, str] | None = None,
        refusal: str | None = None,
    ) -> Response:
        given: dict[str, object] = {
            "key": str(_key(typed)),
            "typed": {
                name: text for name, text in typed.items() if name not in ("kunci", HONEYPOT)
            },
            "errors": errors or {},
            "refusal": refusal,
        }
        if _accepts_json(request):
            del given["typed"]
            response = JSONResponse(given, status, NO_STORE)
        else:
            response = await self._pages.respond_with_form(request, given, status)
        if status is HTTPStatus.TOO_MANY_REQUESTS:
            response.headers["retry-after"] = "3600"
        return response


def _key(typed: Fields) -> UUID:
    """The idempotency key in the form; a new one if it has none."""
    try:
        return UUID(typed.get("kunci", ""))
    except ValueError:
        return uuid4()


def _accepts_json(request: Request) -> bool:
    """Whether a script has sent the form and will show the result itself."""
    return request.method == "POST" and request.headers.get("accept") == "application/json"


def _network(request: Request) -> str:
    return source(request.client.host if request.client else None)


def _is_english(request: Request) -> bool:
    return request.url.path.startswith("/en/")


def _followed_at(request: Request, code: str) -> str:
    """The path of the page where the sender can follow what they sent."""
    return f"{'/en' if _is_english(request) else ''}/lapor/{code}"


async def _fields(request: Request) -> Fields:
    """The fields of a plain form.

    Raises:
        NotReadable: the body is not a form, or is too large.
    """
    if media_type_of(request) != FORM:
        raise NotReadable
    return form_fields(await read_small_body(request, BODY_BYTES))
