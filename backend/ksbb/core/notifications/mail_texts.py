"""The texts of our mail, as plain text and simple HTML: Indonesian first, English below."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from urllib.parse import urlencode

from markupsafe import Markup

from ksbb.core.notifications.drafts import Draft, Facts, Pair
from ksbb.core.notifications.notice_texts import NOTICE_TEXTS
from ksbb.core.words import word_for


@dataclass(frozen=True, slots=True)
class MailText:
    """The subject and the text of a mail."""

    subject: str
    text: str
    html: str


class UnknownTemplateError(LookupError):
    """There is no template of that name."""


def mail_text(template: str, facts: Facts, origin: str) -> MailText:
    """The text of a template with its facts filled in.

    Raises:
        UnknownTemplateError: there is no such template.
        KeyError: a fact is missing.
    """
    if template not in TEMPLATES:
        raise UnknownTemplateError(template)
    draft = TEMPLATES[template](facts)
    link = origin + draft.path
    # A name with a line break must not be able to add headers.
    subject = " ".join(" / ".join(draft.subject).split())
    return MailText(subject, _text(draft, link), _html(draft, link))


def _text(draft: Draft, link: str) -> str:
    parts = []
    for language in (0, 1):
        blocks = [draft.body[language], f"{draft.button[language]}:\n{link}", draft.after[language]]
        parts.append("\n\n".join(filter(None, blocks)))
    return "\n\n--\n\n".join(parts) + "\n\nKSBB, Kolaborasi Sosial Berskala Besar\n"


_HTML = Markup("""<!doctype html>
<html lang="id"><head><meta charset="utf-8"><title>{subject}</title></head>
<body style="margin:0;padding:24px;background:#faf8f4;color:#1b1f24;\
font:16px/1.5 system-ui,-apple-system,'Segoe UI',Roboto,Arial,sans-serif">
<div style="max-width:480px;margin:0 auto">
<p style="font-weight:700;letter-spacing:.02em">KSBB</p>
<p>{body}</p>
<p><a href="{link}" style="display:inline-block;padding:12px 24px;border-radius:6px;\
background:#12455e;color:#ffffff;font-weight:600;text-decoration:none">{button}</a></p>
<p style="color:#555b62">{after}</p>
<hr style="border:0;border-top:1px solid #ddd6c7;margin:24px 0">
<div lang="en" style="font-size:14px">
<p>{body_en}</p>
<p><a href="{link}" style="color:#12455e">{button_en}</a></p>
<p style="color:#555b62">{after_en}</p>
</div>
<p style="color:#555b62;font-size:13px">{link}</p>
</div></body></html>
""")


def _html(draft: Draft, link: str) -> str:
    return _HTML.format(
        subject=draft.subject[0],
        body=draft.body[0],
        body_en=draft.body[1],
        button=draft.button[0],
        button_en=draft.button[1],
        after=draft.after[0],
        after_en=draft.after[1],
        link=link,
    )


def _sign_in(facts: Facts) -> Draft:
    query = {name: facts[name] for name in ("token", "invitation") if name in facts}
    return Draft(
        ("Masuk ke KSBB", "Sign in to KSBB"),
        (
            "Buka tautan ini untuk masuk. Tautan berlaku 15 menit dan hanya bisa dipakai sekali.",
            "Open this link to sign in. It works once, within 15 minutes.",
        ),
        f"/auth/in?{urlencode(query)}",
        ("Masuk", "Sign in"),
        (
            "Bukan Anda yang meminta? Abaikan surel ini.",
            "Not your request? Ignore this mail.",
        ),
    )


def _invitation(facts: Facts) -> Draft:
    organisation, role = facts["organisation"], facts["role"]
    inviter = f" ({facts['inviter']})" if facts.get("inviter") else ""
    return Draft(
        (f"Undangan dari {organisation}", f"Invitation from {organisation}"),
        (
            f"{organisation}{inviter} mengundang Anda di KSBB sebagai {word_for(role)}.",
            f"{organisation}{inviter} invites you to KSBB as {word_for(role, 'en')}.",
        ),
        f"/auth/invitation?{urlencode({'token': facts['token']})}",
        ("Lihat undangan", "See the invitation"),
        (
            "Undangan ini berlaku 72 jam dan hanya untuk alamat surel Anda.",
            "The invitation is valid for 72 hours, for your email address only.",
        ),
    )


def _answered(what: Pair) -> Callable[[Facts], Draft]:
    """A mail to the sender of a complaint or a proposal, with a link to the answer."""

    def draft(facts: Facts) -> Draft:
        code = facts["code"]
        return Draft(
            (f"{what[0]} {code} sudah dijawab", f"{what[1]} {code} has been answered"),
            (
                f"Pemprov sudah menjawab {what[0].lower()} Anda dengan kode {code}.",
                f"The provincial government has answered your {what[1].lower()} {code}.",
            ),
            f"/lapor/{code}",
            ("Baca jawabannya", "Read the answer"),
            (
                (
                    "Anda menerima surel ini karena menulis alamat ini di formulir KSBB."
                    " Kami menghapus alamat ini 30 hari setelah jawaban."
                ),
                (
                    "You get this mail because you entered this address in a form of KSBB."
                    " We delete the address 30 days after the answer."
                ),
            ),
        )

    return draft


TEMPLATES: dict[str, Callable[[Facts], Draft]] = {
    "SIGN_IN": _sign_in,
    "INVITATION": _invitation,
    "COMPLAINT_ANSWERED": _answered(("Pengaduan", "Complaint")),
    "PROPOSAL_ANSWERED": _answered(("Usulan data", "Proposal")),
    **NOTICE_TEXTS,
}
