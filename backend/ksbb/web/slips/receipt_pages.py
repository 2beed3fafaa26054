"""The pages of ``/terima``: one question each. All values are escaped (``Markup.format``)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from markupsafe import Markup

from ksbb.core.clock import WIB
from ksbb.domain.deliveries.slips.queries import OpenStop, Place, Receipt
from ksbb.web.slips.styles import RECEIPT
from ksbb.web.small_page import main_part, small_page

Pair = tuple[str, str]

_WRONG = Markup('<p class="wrong" role="alert">{}</p>\n')
_FOR = Markup("<p>{} <b>{}</b></p>\n")
_HEAD = Markup("<h1>{}</h1>\n")
_SOFT = Markup('<p class="soft">{}</p>\n')
_FORM = Markup('<form method="post" action="{action}">\n{fields}</form>\n')
_HIDDEN = Markup('<input type="hidden" name="{}" value="{}">\n')
_TEXT = Markup(
    '<input type="text" name="{name}" value="{value}" aria-label="{label}" class="{kind}"'
    ' autocomplete="off" autocapitalize="characters" spellcheck="false" inputmode="{mode}"'
    ' maxlength="40">\n'
)
_AREA = Markup(
    '<textarea name="pesan" rows="4" maxlength="1000" aria-label="{label}">{value}</textarea>\n'
)
_CHOICE = Markup(
    '<label class="choice"><input type="radio" name="kiriman" value="{value}"{checked}>'
    " <b>{executor}</b><br>{packages}, {day}</label>\n"
)
_BUTTON = Markup("<button>{}</button>\n")
_SEND = Markup('<button name="kirim" value="ya">{}</button>\n')
_CHANGE = Markup('<button class="change" name="ubah" value="{}">{}</button>\n')
_LINE = Markup("<p>{}: <b>{}</b></p>\n")
_DONE = Markup('<div class="done" role="status"><h1>{}</h1><p>{}</p></div>\n')
_LINK = Markup('<p><a href="{}" lang="{}">{}</a></p>\n')


@dataclass(frozen=True, slots=True)
class Page:
    """What all pages of one request share.

    Attributes:
        english: the language.
        action: where the form is sent.
        hidden: the answers so far.
    """

    english: bool
    action: str
    hidden: Mapping[str, str]

    def say(self, pair: Pair) -> str:
        """A text in the language of the page."""
        return pair[self.english]

    def question(
        self,
        name: str,
        title: Pair,
        hint: Pair,
        field: Markup,
        *,
        place: Place | None = None,
        wrong: Pair | None = None,
        back: str = "",
    ) -> str:
        """A page with one question."""
        parts = [] if wrong is None else [_WRONG.format(self.say(wrong))]
        if place is not None:
            unit = f"{place.name}, {place.kelurahan}"
            parts.append(_FOR.format(self.say(("Untuk", "For")), unit))
        fields = self._hidden(name) + field + _BUTTON.format(self.say(("Lanjut", "Next")))
        if back:
            fields += _CHANGE.format(back, self.say(("Kembali", "Back")))
        parts += [
            _HEAD.format(self.say(title)),
            _SOFT.format(self.say(hint)),
            _FORM.format(action=self.action, fields=fields),
        ]
        if not self.hidden:
            path = self.action.removeprefix("/en")
            other = (
                (path, "id", "Bahasa Indonesia")
                if self.english
                else (f"/en{path}", "en", "English")
            )
            parts.append(_LINK.format(*other))
        return self._whole(title, parts)

    def text(self, name: str, value: str, title: Pair, *, number: bool = False) -> Markup:
        """A field for one line."""
        return _TEXT.format(
            name=name,
            value=value,
            label=self.say(title),
            kind="" if number else "code",
            mode="numeric" if number else "text",
        )

    def area(self, value: str, title: Pair) -> Markup:
        """The field for the message."""
        return _AREA.format(value=value, label=self.say(title))

    def choices(self, stops: list[OpenStop], chosen: str) -> Markup:
        """The deliveries to choose from: who brings what, never how many."""
        return Markup("").join(
            _CHOICE.format(
                value=stop.id,
                checked=Markup(" checked") if chosen == str(stop.id) else "",
                executor=stop.executor,
                packages=", ".join(stop.packages.values()),
                day=stop.dispatched_on.strftime("%d-%m-%Y"),
            )
            for stop in stops
        )

    def review(self, stop: OpenStop, lines: list[tuple[Pair, str, str]], wrong: Pair | None) -> str:
        """What was typed, once more, before it is sent."""
        parts = [] if wrong is None else [_WRONG.format(self.say(wrong))]
        title = ("Sudah benar?", "Is this right?")
        shown = _LINE.format(self.say(("Dari", "From")), stop.executor)
        for label, value, _ in lines:
            shown += _LINE.format(self.say(label), value or "-")
        changes = Markup("").join(
            _CHANGE.format(name, f"{self.say(('Ubah', 'Change'))}: {self.say(label)}")
            for label, _, name in lines
        )
        send = _SEND.format(self.say(("Kirim tanda terima", "Send the receipt")))
        fields = self._hidden("") + send + changes
        parts += [
            _HEAD.format(self.say(title)),
            shown,
            _FORM.format(action=self.action, fields=fields),
        ]
        return self._whole(title, parts)

    def done(self, lines: list[tuple[Pair, str, str]], receipt: Receipt) -> str:
        """What was kept, and what happens next."""
        title = ("Terima kasih, tanda terima masuk", "Thank you, the receipt has arrived")
        numbers = ", ".join(f"{self.say(label)}: {value or '-'}" for label, value, _ in lines)
        until = receipt.correct_until.astimezone(WIB).strftime("%d-%m-%Y %H.%M")
        states: dict[str, Pair] = {
            "NONE": (
                "Catatan kurir belum masuk. Tanda terima ini menunggu catatan itu.",
                "The courier's report has not come yet. This receipt waits for it.",
            ),
            "AGREES": (
                "Angka Anda sama dengan catatan kurir.",
                "Your numbers are the same as the courier's.",
            ),
            "DIFFERS": (
                "Angka berbeda dari catatan kurir. Keduanya disimpan; angka Anda tidak diubah.",
                "The numbers differ from the courier's. Both are kept; yours stay as they are.",
            ),
        }
        correct: Pair = (
            f"Salah ketik? Betulkan sampai {until} WIB, dengan kode yang sama.",
            f"Mistyped? Correct it until {until} WIB, with the same code.",
        )
        first = lines[0][2]
        form = self._hidden("kunci") + _CHANGE.format(
            first, self.say(("Betulkan angka", "Correct the numbers"))
        )
        parts = [
            _DONE.format(self.say(title), numbers),
            Markup("<p>{}</p>\n").format(self.say(states[receipt.match])),
            Markup("<p>{}</p>\n").format(self.say(correct)),
            _FORM.format(action=self.action, fields=form),
        ]
        return self._whole(title, parts)

    def nothing(self, place: Place) -> str:
        """There is no delivery to confirm."""
        title = ("Belum ada kiriman", "There is no delivery yet")
        text = (
            "Belum ada kiriman yang menunggu konfirmasi. Kode Anda tetap berlaku.",
            "No delivery waits for a confirmation. Your code stays valid.",
        )
        parts = [
            _FOR.format(self.say(("Untuk", "For")), f"{place.name}, {place.kelurahan}"),
            _HEAD.format(self.say(title)),
            Markup("<p>{}</p>\n").format(self.say(text)),
        ]
        return self._whole(title, parts)

    def refused(self, why: Pair) -> str:
        """Why the request can't be answered."""
        return self._whole(
            ("Tidak bisa dilanjutkan", "You can't continue"),
            [
                _WRONG.format(self.say(why)),
                _LINK.format(
                    self.action,
                    "en" if self.english else "id",
                    self.say(("Mulai lagi", "Start again")),
                ),
            ],
        )

    def _hidden(self, without: str) -> Markup:
        return Markup("").join(
            _HIDDEN.format(name, value) for name, value in self.hidden.items() if name != without
        )

    def _whole(self, title: Pair, parts: list[Markup]) -> str:
        header = self.say(("KSBB, tanda terima", "KSBB, receipt"))
        return small_page(
            self.say(title),
            main_part(header, Markup("").join(parts)),
            css=RECEIPT.path,
            lang="en" if self.english else "id",
        )
