"""Checks one uploaded file: ``python inspect_upload.py SOURCE RESULT PIXELS SIDE``.

A program of its own with little memory and time, so that a hostile file ends this process and no
other; it imports nothing of KSBB. It writes an image anew as JPEG to RESULT, without metadata and
upright. It only looks at a PDF. It prints one word: ``image``, ``pdf``, or why the file is refused.
If it is killed or fails, the file can't be read.
"""

from __future__ import annotations

import resource
import sys
from pathlib import Path

MEMORY = 768 * 1024 * 1024
CPU_SECONDS = 10
LARGEST_RESULT = 12_000_000
QUALITY = 82
MOST_OBJECTS = 200_000

# Names in a PDF that run, send, or carry something.
ACTIVE_KEYS = {"/JS", "/JavaScript", "/EmbeddedFiles", "/EF", "/RichMediaContent", "/XFA"}
ACTIVE_ACTIONS = {
    *("/JavaScript", "/Launch", "/SubmitForm", "/ImportData", "/GoToE", "/Rendition"),
    *("/RichMediaExecute", "/Movie", "/Sound"),
}
ACTIVE_TYPES = {"/EmbeddedFile", "/FileAttachment", "/RichMedia", "/Movie", "/Sound", "/Screen"}


def limit() -> None:
    """Take memory, time and disk from this process, and the right to make others."""
    for kind, most in (
        (resource.RLIMIT_AS, MEMORY),
        (resource.RLIMIT_CPU, CPU_SECONDS),
        (resource.RLIMIT_FSIZE, LARGEST_RESULT),
        (resource.RLIMIT_CORE, 0),
    ):
        resource.setrlimit(kind, (most, most))


def write_image(source: Path, result: Path, pixels: int, side: int) -> str:
    """Decode an image and write it anew; returns the word to print."""
    from PIL import Image, ImageOps

    # Counted here: Pillow would only warn up to twice its own limit.
    Image.MAX_IMAGE_PIXELS = None
    with Image.open(source, formats=("JPEG", "PNG", "WEBP")) as image:
        if image.width * image.height > pixels:
            return "too_many_pixels"
        # A large JPEG is decoded at a half, a quarter or an eighth of its size.
        image.draft("RGB", (side, side))
        image.load()
        upright = ImageOps.exif_transpose(image)
    upright.thumbnail((side, side), Image.Resampling.LANCZOS)
    if upright.has_transparency_data:
        upright = upright.convert("RGBA")
    # A new image: comments, profiles, dates and places stay behind with the old one.
    plain = Image.new("RGB", upright.size, "white")
    plain.paste(upright, mask=upright if upright.mode == "RGBA" else None)
    plain.save(result, "JPEG", quality=QUALITY)
    return "image"


def check_pdf(source: Path) -> str:
    """Look at the structure of a PDF, without decoding its streams; returns the word to print."""
    import pikepdf

    try:
        document = pikepdf.open(source, attempt_recovery=False)
    except pikepdf.PasswordError:
        return "locked"
    with document:
        if document.is_encrypted:
            return "locked"
        waiting = [document.trailer, *document.objects]
        seen = 0
        while waiting:
            seen += 1
            if seen > MOST_OBJECTS:
                return "not_readable"
            inside = _values(waiting.pop())
            if inside is None:
                return "active"
            # What is referred to is in `document.objects` itself.
            waiting += [value for value in inside if not getattr(value, "is_indirect", False)]
        return "not_readable" if document.get_warnings() or not len(document.pages) else "pdf"


def _values(thing: object) -> list[object] | None:
    """What is directly inside an object of a PDF; None if the object is active."""
    import pikepdf

    if isinstance(thing, pikepdf.Stream):
        thing = thing.stream_dict
    if isinstance(thing, pikepdf.Array):
        return list(thing)
    if not isinstance(thing, pikepdf.Dictionary):
        return []
    entries = dict(thing.items())
    named = {str(entries.get(key, "")) for key in ("/Type", "/Subtype")}
    if (
        ACTIVE_KEYS & entries.keys()
        or str(entries.get("/S", "")) in ACTIVE_ACTIONS
        or named & ACTIVE_TYPES
    ):
        return None
    return list(entries.values())


def main(source: str, result: str, pixels: str, side: str) -> None:
    """Print the word for a file."""
    limit()
    path = Path(source)
    with path.open("rb") as file:
        is_pdf = file.read(5) == b"%PDF-"
    found = check_pdf(path) if is_pdf else write_image(path, Path(result), int(pixels), int(side))
    print(found)


if __name__ == "__main__":
    main(*sys.argv[1:])
