"""The built pages and their files, from memory.

The build writes a few megabytes: files with a hash in their name under ``assets/``, one HTML
file for each door (``index.html`` for the public, ``kantor.html`` for everything below
``/kantor``), and a ``.br`` and ``.gz`` beside whatever gains from it. All of it is read once,
so what can be asked for is a closed list and no path of a request ever touches the disk.
"""

from __future__ import annotations

import mimetypes
import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from starlette.responses import PlainTextResponse, Response

from ksbb.endpoint.negotiation import accepts_coding
from ksbb.endpoint.reply import strong, unchanged

if TYPE_CHECKING:
    from pathlib import Path

    from starlette.requests import Request

IMMUTABLE = "public, max-age=31536000, immutable"
REVALIDATED = "no-cache"
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
    "Halaman web belum disusun: jalankan ./ksbb run.\n"
    "The web pages have not been built: run ./ksbb run.\n"
)


@dataclass(slots=True)
class File:
    """One file of the build in the forms it can be sent in (``""`` is uncompressed)."""

    media: str
    cache: str
    forms: dict[str, bytes] = field(default_factory=dict)
    etags: dict[str, str] = field(default_factory=dict)

    def add(self, coding: str, content: bytes) -> None:
        """Take in one form of the file."""
        self.forms[coding] = content
        self.etags[coding] = strong(content)

    def response(self, request: Request) -> Response:
        """The file in the best form the caller accepts, or 304."""
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
        if unchanged(request.headers.get("if-none-match", ""), headers["etag"]):
            return Response(status_code=304, headers=headers)
        headers["content-type"] = self.media
        if coding:
            headers["content-encoding"] = coding
        return Response(self.forms[coding], headers=headers)


class Web:
    """Everything the build wrote, by the path it is asked for with."""

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
            IMMUTABLE if name.startswith("assets/") else REVALIDATED,
        )
        file.add("", path.read_bytes())
        for suffix, coding in CODINGS.items():
            compressed = path.with_name(path.name + suffix)
            if compressed.is_file():
                file.add(coding, compressed.read_bytes())
        return file

    def text(self, path: str) -> str:
        """A file as text, by the path it is asked for with."""
        return self.files[path].forms[""].decode()

    def page_of(self, path: str) -> str | None:
        """The name of the page that a path belongs to; the public one's where no other fits.

        None where a path is a file's, there or not, or nothing has been built.
        """
        if path in self.files or _looks_like_file(path):
            return None
        first = path.lstrip("/").partition("/")[0]
        return next((name for name in (first, "index") if name in self.pages), None)

    async def respond(self, request: Request) -> Response:
        """A file of the build, or the page whose own router knows this address."""
        path = request.url.path
        name = self.page_of(path)
        file = self.pages[name] if name else self.files.get(path)
        if file is not None:
            return file.response(request)
        if _looks_like_file(path):
            return PlainTextResponse("Tidak ada. / Not found.\n", status_code=404)
        return PlainTextResponse(NOT_BUILT, status_code=503)


def _looks_like_file(path: str) -> bool:
    # An old asset must not become a page. Codes of areas (31.74.05.1001) are no extensions.
    return path.startswith("/assets/") or EXTENSION.search(path) is not None
