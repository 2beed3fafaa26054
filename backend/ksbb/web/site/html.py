"""The HTML document around a page: the build's HTML with content, data and head filled in."""

from __future__ import annotations

import base64
import hashlib
import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from urllib.parse import quote

from markupsafe import escape

from ksbb.web.site.engine import RenderedPage

_STYLE = re.compile(r'\s*<link rel="stylesheet"[^>]*href="([^"]+)"[^>]*>')
_THEME = re.compile(r'\s*<script src="(/assets/theme-[^"]+)"></script>')
_TITLE = re.compile(r"<title>.*?</title>", re.DOTALL)
_DESCRIPTION = re.compile(r'<meta\s+name="description"\s+content="([^"]*)"\s*/?>')
_NOSCRIPT = re.compile(r"\s*<noscript>.*?</noscript>", re.DOTALL)
_LOCALES = {"id": "id_ID", "en": "en_GB"}
_ROOT = '<div id="root"></div>'


@dataclass(frozen=True, slots=True)
class Address:
    """The address of a page: its path without ``/en``, and its query string with ``?``."""

    origin: str
    path: str
    search: str
    lang: str

    def of(self, lang: str) -> str:
        """The absolute URL of this page in a language."""
        path = self.path if lang == "id" else f"/en{'' if self.path == '/' else self.path}"
        return f"{self.origin}{path}{self.search}"


class Document:
    """The HTML file of a build, prepared for inserting pages.

    The stylesheet and the script that sets the theme are inlined, so that a page is shown after
    one request. The content security policy allows both by their hashes.

    Args:
        html: the build's HTML file.
        text: gives the text of a file of the build by URL path.
        policy: the general content security policy, to which the hashes are added.
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

    def fill(
        self,
        page: RenderedPage,
        answers: Mapping[str, bytes],
        chunks: Sequence[str],
        address: Address,
    ) -> str:
        """The complete document.

        Args:
            page: the output of the page's code.
            answers: its data, by the address of the query.
            chunks: URLs of the code that a browser will need.
            address: of the page.
        """
        data = b'{"answers":{%b},"parts":[%b]}' % (
            b",".join(b'"%b":%b' % (name.encode(), text) for name, text in answers.items()),
            b",".join(b'"%b"' % part.encode() for part in page.parts),
        )
        # In a script element only "<" could end the element or begin a comment.
        script = data.decode().replace("<", "\\u003c")
        return (
            f"{self._head}{self._head_tags(page, chunks, address)}</head>{self._body}"
            f'<div id="root">{page.html}</div>\n'
            f'    <script type="application/json" id="data">{script}</script>{self._after}'
        )

    def _head_tags(self, page: RenderedPage, chunks: Sequence[str], address: Address) -> str:
        title, described = escape(page.title), escape(page.description or self._described)
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
            *self._share_image(address),
            *(
                f'<link rel="alternate" hreflang="{lang}" href="{escape(address.of(lang))}" />'
                for lang in ("id", "en")
            ),
            *(f'<link rel="modulepreload" crossorigin href="{chunk}" />' for chunk in chunks),
        ]
        # Pages opened by a tracking code are kept out of search engines.
        if page.missing or address.path.startswith(("/lacak/", "/lapor/")):
            lines.append('<meta name="robots" content="noindex" />')
        return "".join(f"  {line}\n  " for line in lines)

    @staticmethod
    def _share_image(address: Address) -> list[str]:
        """The tags of the share image of a unit's page."""
        found = re.fullmatch(r"/unit/([^/]+)", address.path)
        if not found:
            return []
        image = f"{address.origin}/kartu/unit/{quote(found[1], safe='.%')}.png"
        source = escape(image if address.lang == "id" else f"{image}?lang=en")
        return [
            f'<meta property="og:image" content="{source}" />',
            '<meta property="og:image:width" content="1200" />',
            '<meta property="og:image:height" content="630" />',
            '<meta name="twitter:card" content="summary_large_image" />',
        ]
