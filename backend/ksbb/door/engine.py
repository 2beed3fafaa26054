"""The public pages' own code, run on the server.

QuickJS gives it a language and nothing else: no files, no network, no timers. What goes in is an
address and answers as JSON, what comes out is HTML as text.
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
    """The page's own code failed; the message is JavaScript's."""


@dataclass(frozen=True, slots=True)
class Written:
    """A page as its code wrote it.

    Attributes:
        html: what stands in the page's root.
        asked: addresses of its questions; if one had no answer, ``html`` is not whole.
        files: the page's and its parts' source files, whose chunks a browser will need.
        parts: those of them that the page loads when it wants them.
        title: of the document.
        description: a sentence on what is on it; may be empty.
        missing: whether the address leads nowhere.
    """

    html: str
    asked: tuple[str, ...]
    files: tuple[str, ...]
    parts: tuple[str, ...]
    title: str
    description: str
    missing: bool


class Engine:
    """Writes pages of one language.

    Args:
        code: the build's file for the server.
    """

    def __init__(self, code: str) -> None:
        self._code = code
        # A context belongs to the thread that made it.
        self._thread = ThreadPoolExecutor(1, thread_name_prefix="pages")
        self._page: Any = None
        self._context: Any = None

    async def write(self, path: str, search: str, answers: dict[str, bytes]) -> Written:
        """The page of an address.

        Args:
            path: of the URL, percent-encoded, with the language's part.
            search: its query, percent-encoded, with the question mark; or empty.
            answers: answers in JSON by the address of their question.

        Raises:
            PageError: the code failed. The next page is written by a fresh engine.
        """
        asked = b'{"path":%b,"search":%b,"answers":{%b}}' % (
            orjson.dumps(path),
            orjson.dumps(search),
            b",".join(b"%b:%b" % (orjson.dumps(name), text) for name, text in answers.items()),
        )
        loop = asyncio.get_running_loop()
        written = orjson.loads(await loop.run_in_executor(self._thread, self._write, asked))
        return Written(
            written["html"],
            tuple(written["asked"]),
            tuple(written["files"]),
            tuple(written["parts"]),
            written["title"],
            written["description"],
            written["missing"],
        )

    def close(self) -> None:
        """Let go of the thread."""
        self._thread.shutdown(wait=False)

    def _write(self, asked: bytes) -> str:
        try:
            page = self._page or self._start()
            return page(asked.decode())
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
