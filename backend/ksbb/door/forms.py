"""What people tell without an account: plain forms of the public pages, sent to their own address.

======================  ==================================================================
``/lapor``              a complaint
``/unit/CODE/usulan``   newer data of a unit
======================  ==================================================================

and the same below ``/en``. GET shows the form with a key of its own; POST takes it in and leads to
``/lapor/CODE``, where it can be followed. What is wrong comes back with all that was typed. No
cookie is read: whoever is signed in elsewhere is nobody here.

A page with scripts sends the same form and asks for JSON: it stays as it is while a line is down.
It gets ``{"to": "/lapor/CODE?baru=ya"}``, or ``{"key", "wrong", "refusal"}`` with the same status.
"""

from __future__ import annotations

from http import HTTPStatus
from typing import TYPE_CHECKING
from urllib.parse import parse_qsl
from uuid import UUID, uuid4

from starlette.responses import JSONResponse, RedirectResponse, Response
from starlette.routing import BaseRoute, Route

from ksbb.complaints import actions as complaints
from ksbb.complaints.rules import FilledByProgram, FormUsed, TooManyTold, code_typed, told
from ksbb.identity.answers import FORM
from ksbb.identity.rules import NotOurPage, NotReadable, check_own_page, source
from ksbb.kernel.errors import Refusal
from ksbb.proposals import actions as proposals
from ksbb.proposals.rules import proposed

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable

    from starlette.requests import Request

    from ksbb.complaints.rules import Wrong
    from ksbb.door.pages import Pages

# 2,000 letters of four bytes, each byte percent-encoded, and the other fields.
BODY_BYTES = 32_768
FIELDS = 20
# A field that no person sees: what fills it in is a program.
TRAP = "situs"
SEE_OTHER = 303
NO_STORE = {"cache-control": "no-store"}
STATUS: dict[type[Refusal], HTTPStatus] = {
    NotReadable: HTTPStatus.BAD_REQUEST,
    NotOurPage: HTTPStatus.FORBIDDEN,
    FormUsed: HTTPStatus.CONFLICT,
    FilledByProgram: HTTPStatus.UNPROCESSABLE_ENTITY,
    TooManyTold: HTTPStatus.TOO_MANY_REQUESTS,
}

Typed = dict[str, str]


class WrongError(Exception):
    """Something is wrong with the fields of a form."""

    def __init__(self, wrong: Wrong) -> None:
        super().__init__(", ".join(wrong))
        self.wrong = wrong


class Forms:
    """The forms of the public pages.

    Args:
        pages: which show them.
        origin: the origin that people see.
    """

    def __init__(self, pages: Pages, origin: str) -> None:
        self._pages = pages
        self._origin = origin

    def routes(self) -> list[BaseRoute]:
        """The forms' own addresses, in both languages."""
        forms = {"/lapor": self.complaint, "/unit/{code}/usulan": self.proposal}
        return [
            Route(f"{lang}{path}", self._form(take), methods=["GET", "POST"])
            for lang in ("", "/en")
            for path, take in forms.items()
        ]

    async def complaint(self, request: Request, form: UUID, typed: Typed) -> str:
        """Take in a complaint; its code.

        Raises:
            WrongError, TooManyTold, FormUsed.
        """
        said, wrong = told(typed)
        if said is None:
            raise WrongError(wrong)
        pool = request.app.state.pools.public
        return await complaints.tell(pool, form, source=_network(request), told=said)

    async def proposal(self, request: Request, form: UUID, typed: Typed) -> str:
        """Take in a proposal; its code. Empty where there is no such unit.

        Raises:
            WrongError, TooManyTold, FormUsed.
        """
        pool, unit = request.app.state.pools.public, request.path_params["code"]
        known = None if "\0" in unit else await proposals.known(pool, unit)
        if known is None:
            return ""
        figures, wrong = proposed(typed, known)
        if figures is None:
            raise WrongError(wrong)
        return await proposals.propose(
            pool, form, source=_network(request), unit=unit, figures=figures
        )

    def _form(
        self, take: Callable[[Request, UUID, Typed], Awaitable[str]]
    ) -> Callable[[Request], Awaitable[Response]]:
        async def answered(request: Request) -> Response:
            english = request.url.path.startswith("/en/")
            there = f"{'/en' if english else ''}/lapor/"
            if request.method != "POST":
                if asked := code_typed(request.query_params.get("kode", "")):
                    return RedirectResponse(there + asked, SEE_OTHER, NO_STORE)
                return await self._shown(request, {})
            typed: Typed = {}
            try:
                check_own_page(
                    origin=request.headers.get("origin", ""),
                    referer=request.headers.get("referer", ""),
                    host=request.headers.get("host", ""),
                    ours=self._origin,
                )
                typed = await _fields(request)
                if typed.get(TRAP):
                    raise FilledByProgram
                code = await take(request, _key(typed), typed)
            except WrongError as error:
                wrong = {field: pair[english] for field, pair in error.wrong.items()}
                return await self._shown(
                    request, typed, HTTPStatus.UNPROCESSABLE_ENTITY, wrong=wrong
                )
            except Refusal as refusal:
                if isinstance(refusal, FormUsed):
                    typed.pop("kunci", None)
                return await self._shown(
                    request,
                    typed,
                    STATUS.get(type(refusal), HTTPStatus.BAD_REQUEST),
                    refusal=refusal.message("en" if english else "id"),
                )
            if not code:
                gone = HTTPStatus.NOT_FOUND if _wants_data(request) else HTTPStatus.OK
                return await self._shown(request, typed, gone)
            told_at = f"{there}{code}?baru=ya"
            if _wants_data(request):
                return JSONResponse({"to": told_at}, headers=NO_STORE)
            return RedirectResponse(told_at, SEE_OTHER, NO_STORE)

        return answered

    async def _shown(
        self,
        request: Request,
        typed: Typed,
        status: HTTPStatus = HTTPStatus.OK,
        *,
        wrong: dict[str, str] | None = None,
        refusal: str | None = None,
    ) -> Response:
        given: dict[str, object] = {
            "key": str(_key(typed)),
            "typed": {name: text for name, text in typed.items() if name not in ("kunci", TRAP)},
            "wrong": wrong or {},
            "refusal": refusal,
        }
        if _wants_data(request):
            del given["typed"]
            response = JSONResponse(given, status, NO_STORE)
        else:
            response = await self._pages.fill(request, given, status)
        if status is HTTPStatus.TOO_MANY_REQUESTS:
            response.headers["retry-after"] = "3600"
        return response


def _key(typed: Typed) -> UUID:
    """The key of the form that was sent; a new one where it has none of ours."""
    try:
        return UUID(typed.get("kunci", ""))
    except ValueError:
        return uuid4()


def _wants_data(request: Request) -> bool:
    """Whether a script of the page has sent its form, and says itself what came of it."""
    return request.method == "POST" and request.headers.get("accept") == "application/json"


def _network(request: Request) -> str:
    return source(request.client.host if request.client else None)


async def _fields(request: Request) -> Typed:
    """The fields of a plain form.

    Raises:
        NotReadable: it is none, too large, or no text that can be kept.
    """
    if request.headers.get("content-type", "").partition(";")[0].strip().lower() != FORM:
        raise NotReadable
    body = bytearray()
    async for chunk in request.stream():
        body += chunk
        if len(body) > BODY_BYTES:
            raise NotReadable
    try:
        pairs = parse_qsl(
            body.decode("ascii"),
            keep_blank_values=True,
            strict_parsing=True,
            errors="strict",
            max_num_fields=FIELDS,
        )
    except ValueError:
        raise NotReadable from None
    if any("\0" in text for pair in pairs for text in pair):
        raise NotReadable
    return dict(pairs)
