"""The frame of the pages that Python writes itself: small, and complete without JavaScript.

Sign-in, slips and documents use it. All values are escaped (``Markup.format``).
"""

from __future__ import annotations

from markupsafe import Markup

_PAGE = Markup("""<!doctype html>
<html lang="{lang}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="robots" content="noindex">
<title>{title} · KSBB</title>
<link rel="icon" href="/icon.svg" type="image/svg+xml">
<link rel="stylesheet" href="{css}">{script}
</head>
<body>
{body}
</body>
</html>
""")
_SCRIPT = Markup('\n<script src="{}" defer></script>')
_MAIN = Markup("<header>{header}</header>\n<main>\n{content}\n</main>")


def small_page(title: str, body: Markup, *, css: str, script: str = "", lang: str = "id") -> str:
    """A whole HTML page.

    Args:
        title: without the product's name.
        body: everything inside of `body`.
        css, script: addresses of its style sheet and script.
        lang: the language of the page, ``id`` or ``en``.
    """
    more = _SCRIPT.format(script) if script else ""
    return _PAGE.format(lang=lang, title=title, css=css, script=more, body=body)


def main_part(header: Markup | str, content: Markup) -> Markup:
    """The body of a page: its header, and what it says."""
    return _MAIN.format(header=header, content=content)
