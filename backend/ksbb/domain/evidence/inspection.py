"""Has an uploaded file checked by a process of its own; what is stored is what that process left.

The server never decodes an upload itself: `inspect_upload.py` does, with limits on memory and time.
"""

from __future__ import annotations

import asyncio
import hashlib
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

from ksbb.core.refusals import Refusal
from ksbb.domain.evidence import rules

_PROGRAM = Path(__file__).with_name("inspect_upload.py")
_SECONDS = 30
_REFUSALS: dict[str, type[Refusal]] = {
    "too_many_pixels": rules.ImageTooLarge,
    "locked": rules.PdfLocked,
    "active": rules.PdfActive,
}


@dataclass(frozen=True, slots=True)
class Content:
    """A file that may be stored, by what the database keeps of it."""

    sha256: str
    size: int
    media: str


async def inspect(upload: Path, folder: Path) -> tuple[Path, Content]:
    """The file to store: an image as it was written anew, a PDF as it came.

    Args:
        upload: the received bytes.
        folder: an empty folder for what is written anew; the caller deletes it.

    Raises:
        FileTooLarge, ImageTooLarge, FileNotReadable, PdfLocked, PdfActive.
    """
    return await asyncio.to_thread(_inspect, upload, folder / "result")


def _inspect(upload: Path, result: Path) -> tuple[Path, Content]:
    found = _run(upload, result)
    if found == "image":
        return result, _content(result, rules.JPEG)
    if found != "pdf":
        raise _REFUSALS.get(found, rules.FileNotReadable)
    if upload.stat().st_size > rules.MAX_PDF_BYTES:
        raise rules.FileTooLarge
    return upload, _content(upload, rules.PDF)


def _run(upload: Path, result: Path) -> str:
    """The program's word; '' if it failed, was killed or took too long."""
    pixels, side = rules.MAX_MEGAPIXELS * 1_000_000, rules.LONGEST_SIDE
    try:
        ended = subprocess.run(
            [sys.executable, "-I", str(_PROGRAM), str(upload), str(result), str(pixels), str(side)],
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            # It gets no secrets.
            env={},
            timeout=_SECONDS,
            check=False,
        )
    except subprocess.TimeoutExpired:
        return ""
    return ended.stdout.decode().strip() if ended.returncode == 0 else ""


def _content(file: Path, media: str) -> Content:
    content = file.read_bytes()
    return Content(hashlib.sha256(content).hexdigest(), len(content), media)
