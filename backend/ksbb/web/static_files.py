"""Serves the files of the frontend's build from memory.

The build writes a few megabytes: files with a hash in their name under ``assets/``, an HTML file
for each part of the site (``index.html`` for the public pages, ``kantor.html`` for everything
below ``/kantor``), and a ``.br`` and ``.gz`` beside each file that gets smaller. All of it is read
once at the start: only these files can be requested, and no request path ever reaches the disk.
"""

from __future__ import annotations

import mimetypes
import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from starlette.responses import PlainTextResponse, Response

from ksbb.web.http_cache import IMMUTABLE, REVALIDATE, etag_of, is_current
from ksbb.web.negotiation import accepts_coding

if TYPE_CHECKING:
    from pathlib import Path

    from starlette.requests import Request

CODINGS = {".br": "br", ".gz": "gzip"}
TYPES = {
    ".js": "text/javascript; charset=utf-8",
    ".mjs": "text/javascript; charset=utf-8",
    ".html": "text/html; charset=utf-8",
    ".css": "text/css; charset=utf-8",
    ".svg": "image/svg+xml",
    ".webmanifest": "application/manifest+json",
    ".woff2": "font/woff2",
}
EXTENSION = re.compile(r"\.[A-Za-z][A-Za-z0-9]*\Z")
NOT_BUILT = (
    "Halaman web belum dibuat: jalankan ./ksbb run.\n"
    "The web pages have not been built: run ./ksbb run.\n"
)


@dataclass(slots=True)
class File:
    """One file of the build, by content coding (``""`` is uncompressed)."""

    media: str
    cache: str
    forms: dict[str, bytes] = field(default_factory=dict)
    etags: dict[str, str] = field(default_factory=dict)

    def add(self, coding: str, content: bytes) -> None:
        """Add the file in one content coding."""
        self.forms[coding] = content
        self.etags[coding] = etag_of(content)

    def response(self, request: Request) -> Response:
        """The file in the best coding that the caller accepts, or 304."""
        accepted = request.headers.get("accept-encoding", "")
        coding = next(
            (
                coding
                for coding in CODINGS.values()
                if coding in self.forms and accepts_coding(accepted, coding)
            ),
            "",
        )
        headers = {
            "etag": self.etags[coding],
            "cache-control": self.cache,
            "vary": "Accept-Encoding",
        }
        if is_current(request.headers.get("if-none-match", ""), headers["etag"]):
            return Response(status_code=304, headers=headers)
        headers["content-type"] = self.media
        if coding:
            headers["content-encoding"] = coding
        return Response(self.forms[coding], headers=headers)


class BuiltFiles:
    """Everything that the build wrote, by URL path."""

    def __init__(self, folder: Path) -> None:
        self.files: dict[str, File] = {}
        self.pages: dict[str, File] = {}
        for path in sorted(folder.rglob("*")) if folder.is_dir() else ():
            if path.is_file() and path.suffix not in CODINGS:
                name = path.relative_to(folder).as_posix()
                file = self._read(path, name)
                if path.suffix == ".html":
                    self.pages[name.removesuffix(".html")] = file
                else:
                    self.files[f"/{name}"] = file

    @staticmethod
    def _read(path: Path, name: str) -> File:
        media = TYPES.get(path.suffix) or mimetypes.guess_type(name)[0]
        file = File(
            media or "application/octet-stream",
            IMMUTABLE if name.startswith("assets/") else REVALIDATE,
        )
        file.add("", path.read_bytes())
        for suffix, coding in CODINGS.items():
            compressed = path.with_name(path.name + suffix)
            if compressed.is_file():
                file.add(coding, compressed.read_bytes())
        return file

    def text(self, path: str) -> str:
        """The text of a file, by URL path."""
        return self.files[path].forms[""].decode()

    def page_of(self, path: str) -> str | None:
        """The name of the HTML page for a path; the public page where no other fits.

        None for the path of a file, whether it exists or not, or when nothing has been built.
        """
        if path in self.files or _looks_like_file(path):
            return None
        first = path.lstrip("/").partition("/")[0]
        return next((name for name in (first, "index") if name in self.pages), None)

    async def respond(self, request: Request) -> Response:
        """A file of the build, or the HTML page whose router handles this path."""
        path = request.url.path
        name = self.page_of(path)
        file = self.pages[name] if name else self.files.get(path)
        if file is not None:
            return file.response(request)
        if _looks_like_file(path):
            return PlainTextResponse("Tidak ada. / Not found.\n", status_code=404)
        return PlainTextResponse(NOT_BUILT, status_code=503)


def _looks_like_file(path: str) -> bool:
    # A missing asset must be a 404, not a page. Area codes (31.74.05.1001) are not extensions.
    return path.startswith("/assets/") or EXTENSION.search(path) is not None
