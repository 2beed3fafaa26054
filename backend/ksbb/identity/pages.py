"""The few pages of the door that work without the SPA and without JavaScript.

Each text stands there in Indonesian and below it in English: whoever opens a link from a mail
has chosen no language yet. Everything put in is escaped (``Markup.format``).
"""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from itertools import groupby
from pathlib import Path

from markupsafe import Markup

from ksbb.identity.queries import DemoPerson, Invited
from ksbb.kernel.errors import Refusal
from ksbb.kernel.words import say
from ksbb.reads.scalars import GlobalID

CSS = (Path(__file__).parent / "pages.css").read_bytes()
CSS_PATH = f"/auth/pages.css?v={hashlib.sha256(CSS).hexdigest()[:12]}"

_PAGE = Markup("""<!doctype html>
<html lang="id">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="robots" content="noindex">
<title>{title} · KSBB</title>
<link rel="icon" href="/icon.svg" type="image/svg+xml">
<link rel="stylesheet" href="{css}">
</head>
<body>
<header><a href="/"><img src="/icon.svg" width="32" height="32" alt=""><span>KSBB\
<small>Kolaborasi Sosial Berskala Besar</small></span></a></header>
<main>
<h1>{title}<span lang="en">{english}</span></h1>
{content}
</main>
</body>
</html>
""")
_SAID = Markup('<p class="{kind}">{indonesian}<span lang="en">{english}</span></p>\n')
_ASK = Markup("""<form method="post" action="/auth/link">
<label for="email">Alamat surel<span lang="en">Mail address</span></label>
<input id="email" name="email" type="email" autocomplete="email" maxlength="254" required \
value="{email}">
<button>Kirim tautan masuk<span lang="en">Send a sign-in link</span></button>
</form>
""")
_CONFIRM = Markup("""<form method="post" action="{action}">
<input type="hidden" name="token" value="{token}">{more}
<button>{indonesian}<span lang="en">{english}</span></button>
</form>
""")
_HIDDEN = Markup('<input type="hidden" name="{name}" value="{value}">')
_ANOTHER = Markup(
    '<p><a href="/auth/link">Minta tautan masuk<span lang="en">Ask for a sign-in link</span>'
    "</a></p>\n"
)
_BACK = Markup('<p><a href="{}">{}<span lang="en">{}</span></a></p>\n')
_PERSON = Markup("""<li><form method="post" action="/auth/as">\
<input type="hidden" name="person" value="{id}">\
<button class="plain">{name}<span>{role}</span></button></form></li>
""")


def _page(title: str, english: str, *content: Markup) -> str:
    return _PAGE.format(
        title=title,
        english=english,
        css=CSS_PATH,
        content=Markup("").join(content),
    )


def _said(indonesian: str, english: str, kind: str = "") -> Markup:
    return _SAID.format(indonesian=indonesian, english=english, kind=kind)


def ask(people: Sequence[DemoPerson] = (), *, email: str = "", wrong: Refusal | None = None) -> str:
    """The form that asks for a link; in a demo also whom one may become."""
    parts = [
        _said(
            "Tulis alamat surel Anda. Kami mengirim tautan yang berlaku 15 menit; kata sandi "
            "tidak perlu.",
            "Write your mail address. We send a link that is good for 15 minutes; there is no "
            "password.",
        ),
        _ASK.format(email=email),
    ]
    if wrong is not None:
        parts.insert(0, _said(wrong.message("id"), wrong.message("en"), "wrong"))
    if people:
        parts.append(_people(people))
    return _page("Masuk", "Sign in", *parts)


def _people(people: Sequence[DemoPerson]) -> Markup:
    groups = [
        Markup("<h3>{}</h3>\n<ul>\n{}</ul>\n").format(
            organisation or "Tanpa organisasi / No organisation",
            Markup("").join(
                _PERSON.format(
                    id=GlobalID("Person", person.id),
                    name=person.name or person.email,
                    role=_role(person.role),
                )
                for person in members
            ),
        )
        for organisation, members in groupby(people, key=lambda person: person.organisation)
    ]
    return Markup(
        '<section>\n<h2>Demo: masuk sebagai<span lang="en">Demo: sign in as</span></h2>\n{}'
        "</section>\n"
    ).format(Markup("").join(groups))


def _role(role: str | None) -> str:
    # Some words are the same in both languages.
    return " / ".join(dict.fromkeys((say(role), say(role, "en")))) if role else ""


def sent() -> str:
    """After a link was asked for; the same whether the address is known or not."""
    return _page(
        "Periksa surel Anda",
        "Check your mail",
        _said(
            "Bila alamat itu benar, tautan masuk tiba dalam beberapa menit. Tautan berlaku 15 "
            "menit dan hanya sekali. Periksa juga folder spam.",
            "If the address is right, a sign-in link arrives within minutes. It is good for 15 "
            "minutes and only once. Look into the spam folder too.",
        ),
        _ANOTHER,
    )


def confirm(email: str, link: str, invitation: str) -> str:
    """Where a link leads: a button, because programs that scan mail open links as well."""
    more = _HIDDEN.format(name="invitation", value=invitation) if invitation else ""
    return _page(
        "Masuk ke KSBB",
        "Sign in to KSBB",
        _said(f"Anda akan masuk sebagai {email}.", f"You will be signed in as {email}."),
        _CONFIRM.format(
            action="/auth/in", token=link, more=more, indonesian="Masuk", english="Sign in"
        ),
        _said(
            "Kalau bukan Anda yang meminta, tutup saja halaman ini.",
            "If you did not ask for this, just close the page.",
            "soft",
        ),
    )


def invitation(invited: Invited, token: str, signed_in_as: str | None) -> str:
    """What an invitation says, and the button that accepts it."""
    role_id, role_en = say(invited.role), say(invited.role, "en")
    parts = [
        _said(
            f"{invited.organisation} mengundang {invited.email} sebagai {role_id}.",
            f"{invited.organisation} invites {invited.email} as {role_en}.",
        ),
    ]
    if signed_in_as is not None and signed_in_as != invited.email:
        parts.append(
            _said(
                f"Anda sedang masuk sebagai {signed_in_as}; sesi itu akan diakhiri.",
                f"You are signed in as {signed_in_as}; that session will end.",
                "notice",
            )
        )
    if invited.known and signed_in_as != invited.email:
        parts.append(
            _said(
                "Alamat ini sudah dikenal, jadi kami mengirim tautan masuk ke sana lebih dahulu.",
                "This address is known already, so we send it a sign-in link first.",
            )
        )
        button = ("Kirim tautan masuk", "Send a sign-in link")
    else:
        button = ("Terima undangan", "Accept the invitation")
    parts.append(
        _CONFIRM.format(
            action="/auth/invitation",
            token=token,
            more="",
            indonesian=button[0],
            english=button[1],
        )
    )
    return _page("Undangan", "Invitation", *parts)


def refused(refusal: Refusal, back: tuple[str, str, str] | None = None) -> str:
    """A refusal as a page of its own.

    Args:
        refusal: what is said.
        back: where it leads from there, and its words in both languages; without it, to another
            link by mail.
    """
    return _page(
        "Tidak bisa dilanjutkan",
        "This can't go on",
        _said(refusal.message("id"), refusal.message("en"), "wrong"),
        _ANOTHER if back is None else _BACK.format(*back),
    )
