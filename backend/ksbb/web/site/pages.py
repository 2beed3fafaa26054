"""Serves the public pages: reads their data, renders them, caches unchanged ones."""

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

from ksbb.core.words import Locale
from ksbb.web.http_cache import NO_STORE, REVALIDATE, cacheable_response, etag_of
from ksbb.web.security import CONTENT_POLICY
from ksbb.web.site.engine import Engine, PageError, RenderedPage
from ksbb.web.site.html import Address, Document

if TYPE_CHECKING:
    from pathlib import Path

    from starlette.requests import Request

    from ksbb.web.static_files import BuiltFiles

# Runs a registered document as anybody may: gives the status and the JSON of its answer.
RunDocument = Callable[["Request", str, dict[str, Any], Locale], Awaitable[tuple[int, bytes]]]
# Draws an SVG picture, by its address.
Draw = Callable[["Request", str], Awaitable[str]]
_DOCUMENTS = "/graphql?"

LANGS: dict[Locale, tuple[str, str]] = {"id": ("index", "server.js"), "en": ("en", "server-en.js")}
_OF_PAGE: dict[str | None, Locale] = {page: lang for lang, (page, _) in LANGS.items()}
# A page may need further queries when it has the answers to its first ones: the most rounds and
# the most queries of a page.
MAX_ROUNDS = 6
MAX_QUERIES = 24
# Cached pages, about 60 KB each.
CACHE_SIZE = 200
# Times are shown in minutes, so seconds don't count as a change.
_SECONDS = re.compile(rb'("(?:asOf|now)":"\d{4}-\d\d-\d\dT\d\d:\d\d):[0-9.]+')

log = structlog.get_logger("ksbb.web.site")


@dataclass(slots=True)
class CachedPage:
    """A rendered page, and the queries and the digest of the answers that it was rendered from."""

    queries: tuple[str, ...]
    digest: bytes = b""
    content: bytes = b""
    missing: bool = False
    compressed: bytes = b""
    etag: str = ""


class UnansweredError(Exception):
    """A query failed on the server; ``status`` is the HTTP status of its answer."""

    def __init__(self, status: int) -> None:
        super().__init__(status)
        self.status = status


class Pages:
    """The public pages of a build.

    Args:
        files: the build's files and HTML pages.
        built: the folder with the code for the server and the lists of chunks.
        run_document: runs a registered document in this process.
        draw: draws a picture for a page.
        origin: the origin that people see.
    """

    def __init__(
        self, files: BuiltFiles, built: Path, *, run_document: RunDocument, draw: Draw, origin: str
    ) -> None:
        self._built_files = files
        self._run_document = run_document
        self._draw = draw
        self._origin = origin
        self._cached: OrderedDict[str, CachedPage] = OrderedDict()
        self._documents: dict[str, Document] = {}
        self._engines: dict[str, Engine] = {}
        self._chunks: dict[str, dict[str, list[str]]] = {}
        for lang, (page, code) in LANGS.items():
            if page in files.pages and (built / code).is_file():
                html = files.pages[page].forms[""].decode()
                self._documents[lang] = Document(html, files.text, CONTENT_POLICY)
                self._engines[lang] = Engine((built / code).read_text())
                self._chunks[lang] = orjson.loads((built / f"chunks-{page}.json").read_bytes())

    def close(self) -> None:
        """Stop the engines."""
        for engine in self._engines.values():
            engine.close()

    async def respond_with_form(
        self, request: Request, given: Mapping[str, object], status: int = 200
    ) -> Response:
        """The page with its form as a person has filled it in; never cached.

        Args:
            request: for the page, or with the form that was sent.
            given: the form's data.
            status: of the response, unless there is no such page.
        """
        lang: Locale = "en" if request.url.path.startswith("/en/") else "id"
        if lang not in self._engines:
            return await self._built_files.respond(request)
        path = quote(request.url.path, safe="/:@!$&'()*+,;=-._~")
        form = {"form": orjson.dumps({"data": given})}
        try:
            page = await self._render_document(
                request, lang, path, _normal(request.url.query), {}, form
            )
        except UnansweredError as error:
            return self._shell(lang, error.status)
        except PageError as error:
            log.exception("page failed", path=path, detail=str(error)[:2000])
            return self._shell(lang, HTTPStatus.SERVICE_UNAVAILABLE)
        return self._response(request, lang, page, status=status, cached=False)

    async def respond(self, request: Request) -> Response:
        """A file of the build, a page of the office, or a public page with its data."""
        path = request.url.path
        lang = _OF_PAGE.get(self._built_files.page_of(path))
        if lang is None or lang not in self._engines or request.method not in ("GET", "HEAD"):
            return await self._built_files.respond(request)
        try:
            return self._response(request, lang, await self._page(request, lang))
        except UnansweredError as error:
            return self._shell(lang, error.status)
        except PageError as error:
            log.exception("page failed", path=path, detail=str(error)[:2000])
            return self._shell(lang, 200)

    def _shell(self, lang: Locale, status: int) -> Response:
        """The page without content: in the browser it loads its data itself, or shows an error."""
        headers = {"cache-control": NO_STORE}
        if status >= HTTPStatus.INTERNAL_SERVER_ERROR:
            headers["retry-after"] = "2"
        shell = self._built_files.pages[LANGS[lang][0]]
        return Response(shell.forms[""], status, headers, media_type="text/html")

    async def _page(self, request: Request, lang: Locale) -> CachedPage:
        path = quote(request.url.path, safe="/:@!$&'()*+,;=-._~")
        search = _normal(request.url.query)
        name = f"{path}{search}"
        cached = self._cached.get(name)
        answers = await self._answers(request, cached.queries if cached else (), lang)
        digest = _digest(answers)
        if cached and cached.digest == digest:
            self._cached.move_to_end(name)
            return cached
        page = await self._render_document(request, lang, path, search, answers)
        self._cached[name] = page
        while len(self._cached) > CACHE_SIZE:
            self._cached.popitem(last=False)
        return page

    async def _render_document(
        self,
        request: Request,
        lang: Locale,
        path: str,
        search: str,
        answers: dict[str, bytes],
        form: Mapping[str, bytes] = MappingProxyType({}),
    ) -> CachedPage:
        answers |= form
        page = await self._render(request, lang, path, search, answers)
        answers = {each: answers[each] for each in page.queries if each in answers}
        address = Address(self._origin, _without(path, lang), search, lang)
        chunks = self._chunks[lang]
        document = self._documents[lang].fill(
            page,
            # Pictures are already in the HTML.
            {each: text for each, text in answers.items() if each.startswith(_DOCUMENTS)}
            | dict(form),
            list(dict.fromkeys(chunk for file in page.files for chunk in chunks.get(file, ()))),
            address,
        )
        content = document.encode()
        return CachedPage(
            tuple(answers),
            _digest(answers),
            content,
            page.missing,
            gzip.compress(content, compresslevel=6, mtime=0),
            etag_of(content),
        )

    async def _render(
        self, request: Request, lang: Locale, path: str, search: str, answers: dict[str, bytes]
    ) -> RenderedPage:
        engine = self._engines[lang]
        page = await engine.render(path, search, answers)
        for _ in range(MAX_ROUNDS):
            further = [each for each in page.queries if each not in answers]
            if not further or len(answers) + len(further) > MAX_QUERIES:
                break
            answers.update(await self._answers(request, further, lang))
            page = await engine.render(path, search, answers)
        return page

    async def _answers(
        self, request: Request, addresses: Iterable[str], lang: Locale
    ) -> dict[str, bytes]:
        queries = list(addresses)
        answers = await asyncio.gather(*(self._answer(request, each, lang) for each in queries))
        return dict(zip(queries, answers, strict=True))

    async def _answer(self, request: Request, address: str, lang: Locale) -> bytes:
        if not address.startswith(_DOCUMENTS):
            return orjson.dumps({"data": await self._draw(request, address)})
        query = dict(parse_qsl(urlsplit(address).query))
        variables = orjson.loads(query.get("variables", "{}"))
        status, content = await self._run_document(request, query["documentId"], variables, lang)
        if status >= HTTPStatus.INTERNAL_SERVER_ERROR:
            raise UnansweredError(status)
        return content

    def _response(
        self,
        request: Request,
        lang: Locale,
        page: CachedPage,
        *,
        status: int = HTTPStatus.OK.value,
        cached: bool = True,
    ) -> Response:
        return cacheable_response(
            request,
            lambda compressed: page.compressed if compressed else page.content,
            media="text/html",
            etag=page.etag if cached else None,
            headers={
                "cache-control": REVALIDATE if cached else NO_STORE,
                "content-language": lang,
                "content-security-policy": self._documents[lang].policy,
            },
            status=HTTPStatus.NOT_FOUND.value if page.missing else status,
        )


def _normal(query: str) -> str:
    """The query string as a browser would encode it, so that the page can always decode it."""
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
