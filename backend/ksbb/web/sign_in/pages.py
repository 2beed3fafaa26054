"""The pages of sign-in that work without the SPA and without JavaScript.

Each text is in Indonesian and below in English: a person who opens a link from a mail has not
chosen a language yet. All values are escaped (``Markup.format``).
"""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from itertools import groupby
from pathlib import Path

from markupsafe import Markup

from graphql_sql.scalars import ID
from ksbb.core.refusals import Refusal
from ksbb.core.words import word_for
from ksbb.domain.identity.queries import DemoPerson, Invited
from ksbb.web.small_page import main_part, small_page

CSS = (Path(__file__).parent / "pages.css").read_bytes()
CSS_PATH = f"/auth/pages.css?v={hashlib.sha256(CSS).hexdigest()[:12]}"

_HEADER = Markup("""<a href="/"><img src="/icon.svg" width="32" height="32" alt=""><span>KSBB\
<small>Kolaborasi Sosial Berskala Besar</small></span></a>""")
_HEAD = Markup('<h1>{title}<span lang="en">{english}</span></h1>\n')
_TEXT = Markup('<p class="{kind}">{indonesian}<span lang="en">{english}</span></p>\n')
_LINK_FORM = Markup("""<form method="post" action="/auth/link">
<label for="email">Alamat surel<span lang="en">Email address</span></label>
<input id="email" name="email" type="email" autocomplete="email" maxlength="254" required \
value="{email}">
<button>Kirim tautan masuk<span lang="en">Send a sign-in link</span></button>
</form>
""")
_BUTTON_FORM = Markup("""<form method="post" action="{action}">
<input type="hidden" name="token" value="{token}">{more}
<button>{indonesian}<span lang="en">{english}</span></button>
</form>
""")
_HIDDEN = Markup('<input type="hidden" name="{name}" value="{value}">')
_NEW_LINK = Markup(
    '<p><a href="/auth/link">Minta tautan baru<span lang="en">Get a new link</span></a></p>\n'
)
_BACK = Markup('<p><a href="{}">{}<span lang="en">{}</span></a></p>\n')
_PERSON = Markup("""<li><form method="post" action="/auth/as">\
<input type="hidden" name="person" value="{id}">\
<button class="plain">{name}<span>{role}</span></button></form></li>
""")


def _page(title: str, english: str, *content: Markup) -> str:
    whole = Markup("").join([_HEAD.format(title=title, english=english), *content])
    return small_page(title, main_part(_HEADER, whole), css=CSS_PATH)


def _text(indonesian: str, english: str, kind: str = "") -> Markup:
    return _TEXT.format(indonesian=indonesian, english=english, kind=kind)


def link_form(
    people: Sequence[DemoPerson] = (), *, email: str = "", wrong: Refusal | None = None
) -> str:
    """The form to request a link; in a demo also the people that anybody may sign in as."""
    parts = [
        _text(
            "Tulis alamat surel Anda. Kami akan mengirim tautan yang berlaku 15 menit; tidak perlu "
            "kata sandi.",
            "Enter your email address. We will send you a link that works for 15 minutes; you "
            "need no password.",
        ),
        _LINK_FORM.format(email=email),
    ]
    if wrong is not None:
        parts.insert(0, _text(wrong.message("id"), wrong.message("en"), "wrong"))
    if people:
        parts.append(_people(people))
    return _page("Masuk", "Sign in", *parts)


def _people(people: Sequence[DemoPerson]) -> Markup:
    groups = [
        Markup("<h3>{}</h3>\n<ul>\n{}</ul>\n").format(
            organisation or "Tanpa organisasi / No organisation",
            Markup("").join(
                _PERSON.format(
                    id=ID("Person", person.id),
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
    # A word that is the same in both languages is shown once.
    return " / ".join(dict.fromkeys((word_for(role), word_for(role, "en")))) if role else ""


def sent() -> str:
    """After a link was requested; the same whether the address is known or not."""
    return _page(
        "Periksa surel Anda",
        "Check your email",
        _text(
            "Kalau alamatnya benar, tautan masuk tiba dalam beberapa menit. Tautan berlaku 15 "
            "menit dan hanya bisa dipakai sekali. Periksa juga folder spam.",
            "If the address is correct, a sign-in link will arrive within minutes. It works once, "
            "within 15 minutes. Check your spam folder too.",
        ),
        _NEW_LINK,
    )


def confirm(email: str, link: str, invitation: str) -> str:
    """The page that a link opens: it has a button, because mail scanners open links too."""
    more = _HIDDEN.format(name="invitation", value=invitation) if invitation else ""
    return _page(
        "Masuk ke KSBB",
        "Sign in to KSBB",
        _text(f"Anda akan masuk sebagai {email}.", f"You are about to sign in as {email}."),
        _BUTTON_FORM.format(
            action="/auth/in", token=link, more=more, indonesian="Masuk", english="Sign in"
        ),
        _text(
            "Bukan Anda yang meminta? Tutup saja halaman ini.",
            "Not your request? Just close this page.",
            "soft",
        ),
    )


def invitation(invited: Invited, token: str, signed_in_as: str | None) -> str:
    """An invitation, with a button to accept it."""
    role_id, role_en = word_for(invited.role), word_for(invited.role, "en")
    parts = [
        _text(
            f"{invited.organisation} mengundang {invited.email} sebagai {role_id}.",
            f"{invited.organisation} invites {invited.email} as {role_en}.",
        ),
    ]
    if signed_in_as is not None and signed_in_as != invited.email:
        parts.append(
            _text(
                f"Sekarang Anda masuk sebagai {signed_in_as}; sesi itu akan diakhiri.",
                f"You are now signed in as {signed_in_as}; that session will end.",
                "notice",
            )
        )
    if invited.known and signed_in_as != invited.email:
        parts.append(
            _text(
                "Alamat ini sudah terdaftar. Kami kirim dulu tautan masuk ke alamat itu.",
                "This address already has an account. We will first send it a sign-in link.",
            )
        )
        button = ("Kirim tautan masuk", "Send a sign-in link")
    else:
        button = ("Terima undangan", "Accept the invitation")
    parts.append(
        _BUTTON_FORM.format(
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
        refusal: its message is shown.
        back: the path of a link below, and its text in both languages; by default the form to
            request a new sign-in link.
    """
    return _page(
        "Tidak bisa dilanjutkan",
        "You can't continue",
        _text(refusal.message("id"), refusal.message("en"), "wrong"),
        _NEW_LINK if back is None else _BACK.format(*back),
    )
