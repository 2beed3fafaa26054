"""Runs the code of the public pages on the server.

QuickJS runs JavaScript without files, network or timers. The input is an address and answers as
JSON, the output is HTML as text.
"""

from __future__ import annotations

import asyncio
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from typing import Any

import orjson
import quickjs

MEMORY = 64_000_000
STACK = 2_000_000


class PageError(Exception):
    """The code of the page failed; the message is the JavaScript error's."""


@dataclass(frozen=True, slots=True)
class RenderedPage:
    """The output of the page's code.

    Attributes:
        html: the content of the page's root element.
        queries: addresses of its queries; if one had no answer, ``html`` is not complete.
        files: source files of the page and its parts, whose chunks a browser will need.
        parts: those of the files that the page loads lazily.
        title: of the document.
        description: a sentence for search engines and link previews; may be empty.
        missing: whether there is no page at this address.
    """

    html: str
    queries: tuple[str, ...]
    files: tuple[str, ...]
    parts: tuple[str, ...]
    title: str
    description: str
    missing: bool


class Engine:
    """Renders pages in one language.

    Args:
        code: the build's file for the server.
    """

    def __init__(self, code: str) -> None:
        self._code = code
        # A QuickJS context can only be used by the thread that created it.
        self._thread = ThreadPoolExecutor(1, thread_name_prefix="pages")
        self._page: Any = None
        self._context: Any = None

    async def render(self, path: str, search: str, answers: dict[str, bytes]) -> RenderedPage:
        """The page at an address.

        Args:
            path: of the URL, percent-encoded, with ``/en`` for English.
            search: the query string, percent-encoded, with its question mark; or empty.
            answers: JSON by the address of the query.

        Raises:
            PageError: the code failed. The next page is rendered in a new context.
        """
        given = b'{"path":%b,"search":%b,"answers":{%b}}' % (
            orjson.dumps(path),
            orjson.dumps(search),
            b",".join(b"%b:%b" % (orjson.dumps(name), text) for name, text in answers.items()),
        )
        loop = asyncio.get_running_loop()
        found = orjson.loads(await loop.run_in_executor(self._thread, self._render, given))
        return RenderedPage(
            found["html"],
            tuple(found["queries"]),
            tuple(found["files"]),
            tuple(found["parts"]),
            found["title"],
            found["description"],
            found["missing"],
        )

    def close(self) -> None:
        """Stop the thread."""
        self._thread.shutdown(wait=False)

    def _render(self, given: bytes) -> str:
        try:
            page = self._page or self._start()
            return page(given.decode())
        except (quickjs.JSException, quickjs.StackOverflow, MemoryError) as error:
            self._page = self._context = None
            raise PageError(str(error)) from error

    def _start(self) -> Any:
        context: Any = quickjs.Context()
        context.set_memory_limit(MEMORY)
        context.set_max_stack_size(STACK)
        context.eval(self._code)
        context.eval("ready()")
        while context.execute_pending_job():
            pass
        self._context, self._page = context, context.get("page")
        return self._page
