"""The style sheets of the pages of slips."""

from __future__ import annotations

from pathlib import Path

from ksbb.web.page_files import PageFile

_FOLDER = Path(__file__).parent
PRINT = PageFile("/slip/slip.css", (_FOLDER / "slip.css").read_bytes())
RECEIPT = PageFile("/terima/terima.css", (_FOLDER / "terima.css").read_bytes())
