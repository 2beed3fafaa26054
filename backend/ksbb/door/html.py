"""The document around a page: the build's HTML with the page, its data and its head in it."""

from __future__ import annotations

import base64
import hashlib
import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from urllib.parse import quote

from markupsafe import escape

from ksbb.door.engine import Written

_STYLE = re.compile(r'\s*<link rel="stylesheet"[^>]*href="([^"]+)"[^>]*>')
_THEME = re.compile(r'\s*<script src="(/assets/theme-[^"]+)"></script>')
_TITLE = re.compile(r"<title>.*?</title>", re.DOTALL)
_DESCRIPTION = re.compile(r'<meta\s+name="description"\s+content="([^"]*)"\s*/?>')
_NOSCRIPT = re.compile(r"\s*<noscript>.*?</noscript>", re.DOTALL)
_LOCALES = {"id": "id_ID", "en": "en_GB"}
_ROOT = '<div id="root"></div>'


@dataclass(frozen=True, slots=True)
class Address:
    """Where a page is: its path without the language's part, and its query with ``?``."""

    origin: str
    path: str
    search: str
    lang: str

    def of(self, lang: str) -> str:
        """The same page in a language, absolute."""
        path = self.path if lang == "id" else f"/en{'' if self.path == '/' else self.path}"
        return f"{self.origin}{path}{self.search}"


class Document:
    """The HTML of a build, ready to take in pages.

    The stylesheet and the script that sets the theme stand in it: a page is shown after one
    request. The policy names both by their hashes.

    Args:
        html: the build's page.
        text: a file of the build, by the address it is asked for with.
        policy: the content security policy of other pages, which is narrowed to this one.
    """

    def __init__(self, html: str, text: Callable[[str], str], policy: str) -> None:
        self._scripts: list[str] = []
        self._styles: list[str] = []
        html = _NOSCRIPT.sub("", html)
        html = _STYLE.sub(lambda found: self._inline("style", text(found[1])), html)
        html = _THEME.sub(lambda found: self._inline("script", text(found[1])), html)
        described = _DESCRIPTION.search(html)
        self._described = described[1] if described else ""
        html = _DESCRIPTION.sub("", _TITLE.sub("", html))
        before, _, self._after = html.partition(_ROOT)
        self._head, _, self._body = before.partition("</head>")
        self.policy = (
            f"{policy}; script-src 'self' {' '.join(self._scripts)}; "
            f"style-src 'self' {' '.join(self._styles)}"
        )

    def _inline(self, kind: str, text: str) -> str:
        digest = base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()
        (self._styles if kind == "style" else self._scripts).append(f"'sha256-{digest}'")
        return f"\n    <{kind}>{text}</{kind}>"

    def around(
        self,
        written: Written,
        answers: Mapping[str, bytes],
        chunks: Sequence[str],
        address: Address,
    ) -> str:
        """The whole page.

        Args:
            written: what the page's code wrote.
            answers: what it knew, by the address of the question.
            chunks: addresses of the code that it will need.
            address: where it is.
        """
        data = b'{"answers":{%b},"parts":[%b]}' % (
            b",".join(b'"%b":%b' % (name.encode(), text) for name, text in answers.items()),
            b",".join(b'"%b"' % part.encode() for part in written.parts),
        )
        # In a script element only this character could end it or begin a comment.
        told = data.decode().replace("<", "\\u003c")
        return (
            f"{self._head}{self._about(written, chunks, address)}</head>{self._body}"
            f'<div id="root">{written.html}</div>\n'
            f'    <script type="application/json" id="data">{told}</script>{self._after}'
        )

    def _about(self, written: Written, chunks: Sequence[str], address: Address) -> str:
        title, described = escape(written.title), escape(written.description or self._described)
        here = escape(address.of(address.lang))
        lines = [
            f"<title>{title}</title>",
            f'<meta name="description" content="{described}" />',
            f'<meta property="og:title" content="{title}" />',
            f'<meta property="og:description" content="{described}" />',
            '<meta property="og:type" content="website" />',
            '<meta property="og:site_name" content="KSBB" />',
            f'<meta property="og:url" content="{here}" />',
            f'<meta property="og:locale" content="{_LOCALES[address.lang]}" />',
            *self._card(address),
            *(
                f'<link rel="alternate" hreflang="{lang}" href="{escape(address.of(lang))}" />'
                for lang in ("id", "en")
            ),
            *(f'<link rel="modulepreload" crossorigin href="{chunk}" />' for chunk in chunks),
        ]
        # What opens with a code is for those who have it, and not for search engines.
        if written.missing or address.path.startswith(("/lacak/", "/lapor/")):
            lines.append('<meta name="robots" content="noindex" />')
        return "".join(f"  {line}\n  " for line in lines)

    @staticmethod
    def _card(address: Address) -> list[str]:
        """The picture of a shared unit."""
        found = re.fullmatch(r"/unit/([^/]+)", address.path)
        if not found:
            return []
        card = f"{address.origin}/kartu/unit/{quote(found[1], safe='.%')}.png"
        source = escape(card if address.lang == "id" else f"{card}?lang=en")
        return [
            f'<meta property="og:image" content="{source}" />',
            '<meta property="og:image:width" content="1200" />',
            '<meta property="og:image:height" content="630" />',
            '<meta name="twitter:card" content="summary_large_image" />',
        ]
