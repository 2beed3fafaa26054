"""Makes PDFs with Typst: A4, PDF/A-2a and PDF/UA-1, with the project's own fonts.

A template in ``templates/`` gets its texts as JSON, so no text can be read as code. The same data
gives the same bytes only with the same Typst: what was issued is stored, and never made again.
"""

from __future__ import annotations

import datetime as dt
import re
import threading
import unicodedata
from collections.abc import Mapping
from functools import lru_cache
from io import BytesIO
from pathlib import Path
from typing import Any

import orjson
import segno
import typst
from fontTools.ttLib import TTFont

_FOLDER = Path(__file__).parent
_TEMPLATES = _FOLDER / "templates"
_FONTS = _FOLDER / "fonts"
_STANDARDS: list[Any] = ["a-2a", "ua-1"]
BOX = "\u25a1"
"""Stands for a letter that the font does not have."""
_BREAK = "\u200b"
# Longer runs without a space would be printed over the next column.
_LONG_WORD = re.compile(r"\S{24,}")
_PIECE = 12

_compilers = threading.local()


class RenderingError(RuntimeError):
    """Typst has reported an error or a warning: the template is wrong."""


def render(template: str, data: Mapping[str, Any], made: dt.datetime) -> bytes:
    """The PDF of a template.

    Args:
        template: ``bast`` or ``papers``.
        data: what it shows; texts are cleaned here, except those under a key ``qr``.
        made: the moment that the file names as its creation.

    Raises:
        RenderingError.
    """
    if not hasattr(_compilers, "one"):
        _compilers.one = typst.Compiler(root=str(_TEMPLATES), font_paths=_fonts())
    compiler: typst.Compiler = _compilers.one
    try:
        pdf, warnings = compiler.compile_with_warnings(
            input=str(_TEMPLATES / f"{template}.typ"),
            format="pdf",
            sys_inputs={"data": orjson.dumps(_cleaned(data)).decode()},
            pdf_standards=_STANDARDS,
            timestamp=int(made.timestamp()),
        )
    except typst.TypstError as error:
        raise RenderingError(error.diagnostic or error.message) from error
    if warnings or not isinstance(pdf, bytes):
        raise RenderingError("; ".join(each.message for each in warnings))
    return pdf


def clean(text: str) -> str:
    """A text as it can be printed.

    Control and direction characters are dropped: a direction override would show another text than
    the one that is stored. What the font lacks becomes a box, and long words can be broken.
    """
    kept: list[str] = []
    for letter in unicodedata.normalize("NFC", text):
        if letter.isspace():
            kept.append(" ")
        # Cc, Cf, Cs, Co, Cn: control, format (with all direction marks), surrogate, private, none.
        elif not unicodedata.category(letter).startswith("C"):
            kept.append(letter if ord(letter) in _letters() else BOX)
    return _LONG_WORD.sub(_breakable, "".join(kept))


def qr(address: str) -> str:
    """The address as an SVG."""
    drawn = BytesIO()
    segno.make(address, error="m", micro=False).save(
        drawn, kind="svg", xmldecl=False, omitsize=True, nl=False, border=1
    )
    return drawn.getvalue().decode()


def _breakable(word: re.Match[str]) -> str:
    return re.sub(rf"(.{{{_PIECE}}})(?=.)", rf"\1{_BREAK}", word[0])


def _cleaned(value: Any, key: str = "") -> Any:
    if isinstance(value, str):
        return value if key == "qr" else clean(value)
    if isinstance(value, Mapping):
        return {name: _cleaned(each, name) for name, each in value.items()}
    if isinstance(value, list | tuple):
        return [_cleaned(each) for each in value]
    return value


@lru_cache(maxsize=1)
def _fonts() -> typst.Fonts:
    return typst.Fonts(
        include_system_fonts=False, include_embedded_fonts=False, font_paths=[str(_FONTS)]
    )


@lru_cache(maxsize=1)
def _letters() -> frozenset[int]:
    """The code points that both weights of the font have."""
    found: list[set[int]] = []
    for file in _FONTS.glob("*.ttf"):
        with TTFont(file) as font:
            found.append({*(font.getBestCmap() or ())})
    return frozenset(set.intersection(*found))
