"""Makes the templates of notifications: what they name, and where they lead."""

from __future__ import annotations

from collections.abc import Callable

from ksbb.core.notifications.drafts import OFFICE, OPEN, Draft, Facts, Pair, packages, rupiah

_OUTCOMES: dict[str | None, Pair] = {
    "AGREED": ("disetujui", "agreed to"),
    "REFUSED": ("ditolak", "refused"),
    "UPHELD": ("tetap berlaku", "stands"),
    "OVERRULED": ("harus dibatalkan", "has to be taken back"),
    "REPLACED": ("diganti dengan paket baru", "replaced by new packages"),
    "RETURNED_TO_NEED": ("dikembalikan ke kebutuhan unit", "returned to the unit's need"),
    "WRITTEN_OFF": ("dihapuskan dari catatan", "written off"),
    "UNIT": ("menurut unit", "according to the unit"),
    "EXECUTOR": ("menurut pelaksana", "according to the executor"),
}


def _thing(facts: Facts) -> Pair:
    """What it is about: the pledge if there is one, else the trip."""
    if facts.get("number"):
        return f"janji bantuan {facts['number']}", f"pledge {facts['number']}"
    if facts.get("shipment"):
        return f"pengiriman {facts['shipment']}", f"shipment {facts['shipment']}"
    return "beberapa janji bantuan", "several pledges"


def _when(facts: Facts) -> Pair:
    days = facts.get("days", 0)
    if days == 0:
        return "hari ini", "today"
    return (f"{days} hari lagi", f"in {days} days") if days > 1 else ("besok", "tomorrow")


def office_page(facts: Facts) -> str:
    """The office's page that a mail leads to if it is not about one pledge."""
    if facts.get("part") == "OFFICER":
        return f"{OFFICE}/kiriman"
    if facts.get("part") == "VERIFIER":
        return OFFICE
    if facts.get("shipment_id"):
        return f"{OFFICE}/pengiriman/{facts['shipment_id']}"
    if facts.get("contribution_id"):
        return f"{OFFICE}/kontribusi/{facts['contribution_id']}"
    return OFFICE


def notice(
    subject: Pair, body: Pair, path: Callable[[Facts], str] = office_page
) -> Callable[[Facts], Draft]:
    """A template. Its texts may name ``{thing}``, ``{unit}``, ``{packages}``, ``{by}`` ..."""

    def draft(facts: Facts) -> Draft:
        code = facts.get("code")
        thing, count, when = _thing(facts), packages(facts), _when(facts)
        outcome = _OUTCOMES.get(facts.get("detail"), ("", ""))
        place = facts.get("unit") or ("beberapa unit", "several units")

        def filled(text: str, language: int) -> str:
            written = text.format(
                thing=thing[language],
                packages=count[language],
                outcome=outcome[language],
                when=when[language],
                unit=place if isinstance(place, str) else place[language],
                by=facts.get("by", "KSBB"),
                about=facts.get("about", ""),
                organisation=facts.get("organisation", ""),
                amount=rupiah(facts) if facts.get("amount") else "",
            )
            # The beginning of a sentence.
            return written[:1].upper() + written[1:]

        bodies = [filled(text, language) for language, text in enumerate(body)]
        if code:
            bodies[0] += f" Kode lacak: {code}."
            bodies[1] += f" Tracking code: {code}."
        if facts.get("reason"):
            bodies[0] += f" Alasan: {facts['reason']}"
            bodies[1] += f" Reason: {facts['reason']}"
        return Draft(
            (filled(subject[0], 0), filled(subject[1], 1)),
            (bodies[0], bodies[1]),
            f"/lacak/{code}" if code else path(facts),
            ("Lacak janji bantuan", "Track the pledge") if code else OPEN,
            (
                "Atur pemberitahuan di KSBB: Akun Anda, lalu Pemberitahuan.",
                "Choose your notifications in KSBB: your account, then Notifications.",
            ),
        )

    return draft


def leads_to(path: str) -> Callable[[Facts], str]:
    """A path that is the same whatever the facts."""
    return lambda _: path
