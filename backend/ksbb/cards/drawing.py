"""Draws a unit's card: 1200 x 630, readable where it is shown as small as a thumb."""

from __future__ import annotations

import datetime as dt
import io
from collections.abc import Iterator

from PIL import Image, ImageDraw, ImageFont

from ksbb.cards.queries import CardOf, NeedOf
from ksbb.kernel.errors import Locale
from ksbb.reports.sheet import WIB, day_of, number

WIDTH, HEIGHT = 1200, 630
# Drawn twice as large and made smaller: edges of the bars become smooth.
_TWICE = 2
_MARGIN = 64
# The pages' own light colours (frontend/src/tokens.ts).
_PAPER, _INK, _SOFT, _ACTION = "#faf8f4", "#1b1f24", "#555b62", "#12455e"
_LINE, _SUNKEN, _COMMITTED, _NOTICE, _WASH = "#847d6e", "#f1ede4", "#5f9ab3", "#6b4a00", "#fbf1d8"
# Counts below could point at somebody, as everywhere.
_FEWEST = 5

_PACKAGES: dict[str, tuple[str, str]] = {
    "SEMBAKO": ("Paket sembako", "Staple food packages"),
    "SIAP_SAJI": ("Makanan siap saji", "Ready meals"),
    "LEBARAN": ("Paket Lebaran", "Lebaran packages"),
    "THR": ("THR", "Holiday allowance (THR)"),
}


def png(card: CardOf, moment: dt.datetime, locale: Locale) -> bytes:
    """The picture.

    Args:
        card: what is on it.
        moment: for which it holds.
        locale: its language.
    """
    return _Drawing(card, moment, locale).png()


class _Drawing:
    def __init__(self, card: CardOf, moment: dt.datetime, locale: Locale) -> None:
        self.card, self.moment = card, moment.astimezone(WIB)
        self.locale: Locale = locale
        size = (WIDTH * _TWICE, HEIGHT * _TWICE)
        self.image = Image.new("RGB", size, _PAPER)
        self.draw = ImageDraw.Draw(self.image)

    def png(self) -> bytes:
        self._head()
        y = 296
        for need in self.card.needs[:2]:
            self._need(need, y)
            y += 128
        if not self.card.needs:
            self._text(
                (_MARGIN, 320),
                self._say("Kebutuhan belum diumumkan", "Needs not published yet"),
                40,
            )
        self._foot()
        small = self.image.resize((WIDTH, HEIGHT), Image.Resampling.LANCZOS)
        out = io.BytesIO()
        small.quantize(96, dither=Image.Dither.NONE).save(out, "PNG", optimize=True)
        return out.getvalue()

    def _say(self, indonesian: str, english: str) -> str:
        return indonesian if self.locale == "id" else english

    def _font(self, size: int) -> ImageFont.FreeTypeFont | ImageFont.ImageFont:
        return ImageFont.load_default(size * _TWICE)

    def _width(self, text: str, size: int) -> float:
        return self.draw.textlength(text, self._font(size)) / _TWICE

    def _text(
        self,
        at: tuple[float, float],
        text: str,
        size: int,
        colour: str = _INK,
        *,
        bold: bool = False,
        right: bool = False,
    ) -> None:
        """Text that begins (or ends) at a place; bold has the stroke of its own colour."""
        self.draw.text(
            (at[0] * _TWICE, at[1] * _TWICE),
            text,
            fill=colour,
            font=self._font(size),
            anchor="ra" if right else "la",
            stroke_width=_TWICE if bold else 0,
            stroke_fill=colour,
        )

    def _fitted(self, text: str, sizes: tuple[int, ...], room: float) -> tuple[str, int]:
        """The text at the largest size that has room; cut off at the smallest if none has."""
        for size in sizes:
            if self._width(text, size) <= room:
                return text, size
        smallest = sizes[-1]
        while text and self._width(f"{text}…", smallest) > room:
            text = text[:-1]
        return f"{text.rstrip()}…", smallest

    def _broken(self, text: str, size: int, room: float) -> tuple[str, str]:
        """A long name in two lines, the first as full as words let it be."""
        words = text.split()
        count = len(words)
        while count > 1 and self._width(" ".join(words[:count]), size) > room:
            count -= 1
        return self._fitted(" ".join(words[:count]), (size,), room)[0], " ".join(words[count:])

    def _head(self) -> None:
        self.draw.rectangle((0, 0, WIDTH * _TWICE, 14 * _TWICE), fill=_ACTION)
        room = WIDTH - 2 * _MARGIN
        rw = self.card.kind == "RW"
        name = f"{self.card.name} {self.card.kelurahan}" if rw else self.card.name
        if self._width(name, 46) <= room:
            title, size = self._fitted(name, (76, 66, 56, 46), room)
            self._text((_MARGIN, 56), title, size, bold=True)
        else:
            first, second = self._broken(name, 44, room)
            self._text((_MARGIN, 40), first, 44, bold=True)
            self._text((_MARGIN, 92), *self._fitted(second, (44,), room), bold=True)
        above = [self.card.kecamatan, self.card.kota]
        place = ", ".join(filter(None, above if rw else [self.card.kelurahan, *above]))
        self._text((_MARGIN, 152), *self._fitted(place, (36, 30), room), _SOFT)
        self._text((_MARGIN, 212), self._families(), 40)

    def _families(self) -> str:
        count = self.card.families
        if count is None:
            return self._say("Jumlah keluarga belum tercatat", "Number of families not recorded")
        shown = f"<{_FEWEST}" if count < _FEWEST else number(count, self.locale)
        return self._say(f"{shown} keluarga rentan", f"{shown} vulnerable families")

    def _need(self, need: NeedOf, y: int) -> None:
        locale = self.locale
        name = _PACKAGES.get(need.package, (need.package, need.package))[locale == "en"]
        left = max(need.target - need.committed, 0)
        open_ = self._say(
            f"{number(left, locale)} belum terpenuhi", f"{number(left, locale)} not yet met"
        )
        if left == 0:
            open_ = self._say("semuanya ada komitmennya", "all of it committed")
        self._text((_MARGIN, y), name, 36)
        self._text((WIDTH - _MARGIN, y - 4), open_, 42, bold=True, right=True)
        self._bar(need, y + 58)

    def _bar(self, need: NeedOf, y: int) -> None:
        """Committed is filled, promised hatched: a promise never looks like a delivery."""
        left, right = _MARGIN * _TWICE, (WIDTH - _MARGIN) * _TWICE
        top, bottom = y * _TWICE, (y + 34) * _TWICE
        whole = max(need.target, need.committed + need.held, 1)

        def at(value: int) -> float:
            return left + (right - left) * value / whole

        self.draw.rectangle((left, top, right, bottom), fill=_SUNKEN)
        if need.committed:
            self.draw.rectangle((left, top, at(need.committed), bottom), fill=_COMMITTED)
        if need.held:
            box = (at(need.committed), top, at(need.committed + need.held), bottom)
            for line in _hatch(box):
                self.draw.line(line, fill=_SOFT, width=2 * _TWICE)
        self.draw.rectangle((left, top, right, bottom), outline=_LINE, width=_TWICE)

    def _foot(self) -> None:
        y = 556
        time = f"{self.moment:%H.%M}" if self.locale == "id" else f"{self.moment:%H:%M}"
        at = f"{day_of(self.moment.date(), self.locale)}, {time} WIB"
        phase = ""
        if self.card.phase is not None:
            phase = f"{self._say('Tahap', 'Phase')} {self.card.phase} · "
        self._text((_MARGIN, y), f"{phase}{self._say('per', 'as of')} {at}", 28, _SOFT)
        self._text((WIDTH - _MARGIN, y - 6), "KSBB DKI Jakarta", 36, _ACTION, bold=True, right=True)
        if self.card.example or self.card.demo:
            text = self._say("data contoh", "example data")
            wide = self._width(text, 28) + 36
            left = WIDTH - _MARGIN - wide
            box = (left, 212, WIDTH - _MARGIN, 258)
            self.draw.rectangle([each * _TWICE for each in box], fill=_WASH)
            self._text((left + 18, 218), text, 28, _NOTICE)


def _hatch(box: tuple[float, float, float, float]) -> Iterator[tuple[float, float, float, float]]:
    """Slanted lines that stay inside a box."""
    left, top, right, bottom = box
    high = bottom - top
    x = left
    while x < right + high:
        # From the bottom edge up to the right, cut off at both sides.
        begin = (max(x - high, left), min(bottom, bottom - max(left - (x - high), 0)))
        end = (min(x, right), top + max(x - right, 0))
        if begin[0] < end[0]:
            yield (*begin, *end)
        x += 7 * _TWICE
