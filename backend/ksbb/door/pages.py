"""Serves the public pages: asks for their data, has them written, keeps what did not change."""

from __future__ import annotations

import asyncio
import gzip
import hashlib
import re
from collections import OrderedDict
from collections.abc import Awaitable, Callable, Iterable, Mapping
from dataclasses import dataclass
from http import HTTPStatus
from types import MappingProxyType
from typing import TYPE_CHECKING, Any
from urllib.parse import parse_qsl, quote, unquote, urlencode, urlsplit

import orjson
import structlog
from starlette.responses import Response

from ksbb.door.engine import Engine, PageError, Written
from ksbb.door.html import Address, Document
from ksbb.endpoint.middleware import POLICY
from ksbb.endpoint.reply import representation, strong
from ksbb.endpoint.web import REVALIDATED
from ksbb.kernel.errors import Locale

if TYPE_CHECKING:
    from pathlib import Path

    from starlette.requests import Request

    from ksbb.endpoint.web import Web

# The answer to a registered document as anybody gets it: its status and its JSON.
Ask = Callable[["Request", str, dict[str, Any], Locale], Awaitable[tuple[int, bytes]]]
# A picture as text, by its address.
Draw = Callable[["Request", str], Awaitable[str]]
_DOCUMENTS = "/graphql?"

LANGS: dict[Locale, tuple[str, str]] = {"id": ("index", "server.js"), "en": ("en", "server-en.js")}
_OF_PAGE: dict[str | None, Locale] = {page: lang for lang, (page, _) in LANGS.items()}
# A page asks for what it knows it needs; what it learns from the answers, it asks next.
ROUNDS = 6
QUESTIONS = 24
# Pages that are kept, each some 60 KB.
KEPT = 200
# A figure's moment is shown to the minute: until the next, the same answers give the same page.
_SECONDS = re.compile(rb'("(?:asOf|now)":"\d{4}-\d\d-\d\dT\d\d:\d\d):[0-9.]+')

log = structlog.get_logger("ksbb.door")


@dataclass(slots=True)
class Kept:
    """A page as it was written last, and what it was written from."""

    asked: tuple[str, ...]
    digest: bytes = b""
    content: bytes = b""
    missing: bool = False
    compressed: bytes = b""
    etag: str = ""


class UnansweredError(Exception):
    """The server can't answer now; the status says how."""

    def __init__(self, status: int) -> None:
        super().__init__(status)
        self.status = status


class Pages:
    """The public pages of a build.

    Args:
        web: the build's files and pages.
        built: the folder with the code for the server, and the list of chunks.
        ask: reads a registered document in this process.
        draw: draws a picture that stands in a page.
        origin: the origin that people see.
    """

    def __init__(self, web: Web, built: Path, *, ask: Ask, draw: Draw, origin: str) -> None:
        self._web = web
        self._ask = ask
        self._draw = draw
        self._origin = origin
        self._kept: OrderedDict[str, Kept] = OrderedDict()
        self._documents: dict[str, Document] = {}
        self._engines: dict[str, Engine] = {}
        self._chunks: dict[str, dict[str, list[str]]] = {}
        for lang, (page, code) in LANGS.items():
            if page in web.pages and (built / code).is_file():
                html = web.pages[page].forms[""].decode()
                self._documents[lang] = Document(html, web.text, POLICY)
                self._engines[lang] = Engine((built / code).read_text())
                self._chunks[lang] = orjson.loads((built / f"chunks-{page}.json").read_bytes())

    def close(self) -> None:
        """Let go of the engines."""
        for engine in self._engines.values():
            engine.close()

    async def fill(
        self, request: Request, given: Mapping[str, object], status: int = 200
    ) -> Response:
        """The page of this address with a form as somebody has filled it in; kept for nobody.

        Args:
            request: for the page, or what was sent from it.
            given: what the page's form knows beside the answers to its questions.
            status: unless the page itself says that there is none.
        """
        lang: Locale = "en" if request.url.path.startswith("/en/") else "id"
        if lang not in self._engines:
            return await self._web.respond(request)
        path = quote(request.url.path, safe="/:@!$&'()*+,;=-._~")
        form = {"form": orjson.dumps({"data": given})}
        try:
            page = await self._made(request, lang, path, _normal(request.url.query), {}, form)
        except UnansweredError as error:
            return self._frame(lang, error.status)
        except PageError as error:
            log.exception("page failed", path=path, detail=str(error)[:2000])
            return self._frame(lang, HTTPStatus.SERVICE_UNAVAILABLE)
        return self._response(request, lang, page, status=status, kept=False)

    async def respond(self, request: Request) -> Response:
        """A file of the build, a page of the office, or a public page with its data."""
        path = request.url.path
        lang = _OF_PAGE.get(self._web.page_of(path))
        if lang is None or lang not in self._engines or request.method not in ("GET", "HEAD"):
            return await self._web.respond(request)
        try:
            return self._response(request, lang, await self._page(request, lang))
        except UnansweredError as error:
            return self._frame(lang, error.status)
        except PageError as error:
            log.exception("page failed", path=path, detail=str(error)[:2000])
            return self._frame(lang, 200)

    def _frame(self, lang: Locale, status: int) -> Response:
        """The page without its content: it asks for its data itself, and says if that fails."""
        headers = {"cache-control": "no-store"}
        if status >= HTTPStatus.INTERNAL_SERVER_ERROR:
            headers["retry-after"] = "2"
        frame = self._web.pages[LANGS[lang][0]]
        return Response(frame.forms[""], status, headers, media_type="text/html")

    async def _page(self, request: Request, lang: Locale) -> Kept:
        path = quote(request.url.path, safe="/:@!$&'()*+,;=-._~")
        search = _normal(request.url.query)
        name = f"{path}{search}"
        kept = self._kept.get(name)
        answers = await self._answers(request, kept.asked if kept else (), lang)
        digest = _digest(answers)
        if kept and kept.digest == digest:
            self._kept.move_to_end(name)
            return kept
        made = await self._made(request, lang, path, search, answers)
        self._kept[name] = made
        while len(self._kept) > KEPT:
            self._kept.popitem(last=False)
        return made

    async def _made(
        self,
        request: Request,
        lang: Locale,
        path: str,
        search: str,
        answers: dict[str, bytes],
        form: Mapping[str, bytes] = MappingProxyType({}),
    ) -> Kept:
        answers |= form
        written = await self._written(request, lang, path, search, answers)
        answers = {each: answers[each] for each in written.asked if each in answers}
        address = Address(self._origin, _without(path, lang), search, lang)
        chunks = self._chunks[lang]
        document = self._documents[lang].around(
            written,
            # Pictures stand in the page already.
            {each: text for each, text in answers.items() if each.startswith(_DOCUMENTS)}
            | dict(form),
            list(dict.fromkeys(chunk for file in written.files for chunk in chunks.get(file, ()))),
            address,
        )
        content = document.encode()
        return Kept(
            tuple(answers),
            _digest(answers),
            content,
            written.missing,
            gzip.compress(content, compresslevel=6, mtime=0),
            strong(content),
        )

    async def _written(
        self, request: Request, lang: Locale, path: str, search: str, answers: dict[str, bytes]
    ) -> Written:
        engine = self._engines[lang]
        written = await engine.write(path, search, answers)
        for _ in range(ROUNDS):
            further = [each for each in written.asked if each not in answers]
            if not further or len(answers) + len(further) > QUESTIONS:
                break
            answers.update(await self._answers(request, further, lang))
            written = await engine.write(path, search, answers)
        return written

    async def _answers(
        self, request: Request, addresses: Iterable[str], lang: Locale
    ) -> dict[str, bytes]:
        asked = list(addresses)
        told = await asyncio.gather(*(self._answer(request, each, lang) for each in asked))
        return dict(zip(asked, told, strict=True))

    async def _answer(self, request: Request, address: str, lang: Locale) -> bytes:
        if not address.startswith(_DOCUMENTS):
            return orjson.dumps({"data": await self._draw(request, address)})
        query = dict(parse_qsl(urlsplit(address).query))
        variables = orjson.loads(query.get("variables", "{}"))
        status, content = await self._ask(request, query["documentId"], variables, lang)
        if status >= HTTPStatus.INTERNAL_SERVER_ERROR:
            raise UnansweredError(status)
        return content

    def _response(
        self,
        request: Request,
        lang: Locale,
        page: Kept,
        *,
        status: int = HTTPStatus.OK.value,
        kept: bool = True,
    ) -> Response:
        return representation(
            request,
            lambda compressed: page.compressed if compressed else page.content,
            media="text/html",
            etag=page.etag if kept else None,
            headers={
                "cache-control": REVALIDATED if kept else "no-store",
                "content-language": lang,
                "content-security-policy": self._documents[lang].policy,
            },
            status=HTTPStatus.NOT_FOUND.value if page.missing else status,
        )


def _normal(query: str) -> str:
    """A query as browsers write it: whatever was sent, it can be decoded."""
    pairs = parse_qsl(query, keep_blank_values=False, errors="replace", max_num_fields=50)
    return f"?{urlencode(pairs)}" if pairs else ""


def _without(path: str, lang: Locale) -> str:
    short = path.removeprefix("/en") if lang == "en" else path
    return unquote(short).rstrip("/") or "/"


def _digest(answers: dict[str, bytes]) -> bytes:
    digest = hashlib.sha256()
    for name, text in sorted(answers.items()):
        digest.update(name.encode())
        digest.update(_SECONDS.sub(rb"\1", text))
    return digest.digest()
