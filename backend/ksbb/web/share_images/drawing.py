"""Draws a unit's share image: 1200 x 630 pixels, readable also as a thumbnail."""

from __future__ import annotations

import datetime as dt
import io
from collections.abc import Iterator

from PIL import Image, ImageDraw, ImageFont

from ksbb.core.words import Locale
from ksbb.domain.reports.sheet import WIB, day_of, number, package_words
from ksbb.web.share_images.queries import NeedSummary, UnitSummary

WIDTH, HEIGHT = 1200, 630
# Drawn at twice the size and scaled down, so that edges become smooth.
_SCALE = 2
_MARGIN = 64
# The pages' own light colours (frontend/src/tokens.ts).
_PAPER, _INK, _SOFT, _ACTION = "#faf8f4", "#1b1f24", "#555b62", "#12455e"
_LINE, _SUNKEN, _COMMITTED, _NOTICE, _WASH = "#847d6e", "#f1ede4", "#5f9ab3", "#6b4a00", "#fbf1d8"
# Smaller counts are not shown, because they could identify a family.
_SMALLEST_COUNT = 5


def png(unit: UnitSummary, moment: dt.datetime, locale: Locale) -> bytes:
    """The image as PNG.

    Args:
        unit: what it shows.
        moment: the time of the figures.
        locale: of the texts.
    """
    return _Drawing(unit, moment, locale).png()


class _Drawing:
    def __init__(self, unit: UnitSummary, moment: dt.datetime, locale: Locale) -> None:
        self.unit, self.moment = unit, moment.astimezone(WIB)
        self.locale: Locale = locale
        size = (WIDTH * _SCALE, HEIGHT * _SCALE)
        self.image = Image.new("RGB", size, _PAPER)
        self.draw = ImageDraw.Draw(self.image)

    def png(self) -> bytes:
        self._head()
        y = 296
        for need in self.unit.needs[:2]:
            self._need(need, y)
            y += 128
        if not self.unit.needs:
            self._text(
                (_MARGIN, 320),
                self._pick("Kebutuhan belum diumumkan", "Needs not published yet"),
                40,
            )
        self._foot()
        small = self.image.resize((WIDTH, HEIGHT), Image.Resampling.LANCZOS)
        out = io.BytesIO()
        small.quantize(96, dither=Image.Dither.NONE).save(out, "PNG", optimize=True)
        return out.getvalue()

    def _pick(self, indonesian: str, english: str) -> str:
        return indonesian if self.locale == "id" else english

    def _font(self, size: int) -> ImageFont.FreeTypeFont | ImageFont.ImageFont:
        return ImageFont.load_default(size * _SCALE)

    def _width(self, text: str, size: int) -> float:
        return self.draw.textlength(text, self._font(size)) / _SCALE

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
        """Text that starts (or ends) at a point; bold is a stroke of the same colour."""
        self.draw.text(
            (at[0] * _SCALE, at[1] * _SCALE),
            text,
            fill=colour,
            font=self._font(size),
            anchor="ra" if right else "la",
            stroke_width=_SCALE if bold else 0,
            stroke_fill=colour,
        )

    def _fitted(self, text: str, sizes: tuple[int, ...], room: float) -> tuple[str, int]:
        """The text and the largest size that fits; cut off at the smallest size if none fits."""
        for size in sizes:
            if self._width(text, size) <= room:
                return text, size
        smallest = sizes[-1]
        while text and self._width(f"{text}…", smallest) > room:
            text = text[:-1]
        return f"{text.rstrip()}…", smallest

    def _broken(self, text: str, size: int, room: float) -> tuple[str, str]:
        """A long name in two lines, with as many words as possible in the first."""
        words = text.split()
        count = len(words)
        while count > 1 and self._width(" ".join(words[:count]), size) > room:
            count -= 1
        return self._fitted(" ".join(words[:count]), (size,), room)[0], " ".join(words[count:])

    def _head(self) -> None:
        self.draw.rectangle((0, 0, WIDTH * _SCALE, 14 * _SCALE), fill=_ACTION)
        room = WIDTH - 2 * _MARGIN
        rw = self.unit.kind == "RW"
        name = f"{self.unit.name} {self.unit.kelurahan}" if rw else self.unit.name
        if self._width(name, 46) <= room:
            title, size = self._fitted(name, (76, 66, 56, 46), room)
            self._text((_MARGIN, 56), title, size, bold=True)
        else:
            first, second = self._broken(name, 44, room)
            self._text((_MARGIN, 40), first, 44, bold=True)
            self._text((_MARGIN, 92), *self._fitted(second, (44,), room), bold=True)
        above = [self.unit.kecamatan, self.unit.kota]
        place = ", ".join(filter(None, above if rw else [self.unit.kelurahan, *above]))
        self._text((_MARGIN, 152), *self._fitted(place, (36, 30), room), _SOFT)
        self._text((_MARGIN, 212), self._families(), 40)

    def _families(self) -> str:
        count = self.unit.families
        if count is None:
            return self._pick("Jumlah keluarga belum tercatat", "Number of families not recorded")
        shown = f"<{_SMALLEST_COUNT}" if count < _SMALLEST_COUNT else number(count, self.locale)
        return self._pick(f"{shown} keluarga rentan", f"{shown} vulnerable families")

    def _need(self, need: NeedSummary, y: int) -> None:
        locale = self.locale
        name = package_words(need.package, need.package, locale)
        left = max(need.target - need.committed, 0)
        open_ = self._pick(
            f"{number(left, locale)} belum terpenuhi", f"{number(left, locale)} not yet met"
        )
        if left == 0:
            open_ = self._pick("semuanya ada komitmennya", "all of it committed")
        self._text((_MARGIN, y), name, 36)
        self._text((WIDTH - _MARGIN, y - 4), open_, 42, bold=True, right=True)
        self._bar(need, y + 58)

    def _bar(self, need: NeedSummary, y: int) -> None:
        """Committed is filled, held is hatched: a promise never looks like a commitment."""
        left, right = _MARGIN * _SCALE, (WIDTH - _MARGIN) * _SCALE
        top, bottom = y * _SCALE, (y + 34) * _SCALE
        whole = max(need.target, need.committed + need.held, 1)

        def at(value: int) -> float:
            return left + (right - left) * value / whole

        self.draw.rectangle((left, top, right, bottom), fill=_SUNKEN)
        if need.committed:
            self.draw.rectangle((left, top, at(need.committed), bottom), fill=_COMMITTED)
        if need.held:
            box = (at(need.committed), top, at(need.committed + need.held), bottom)
            for line in _hatch(box):
                self.draw.line(line, fill=_SOFT, width=2 * _SCALE)
        self.draw.rectangle((left, top, right, bottom), outline=_LINE, width=_SCALE)

    def _foot(self) -> None:
        y = 556
        time = f"{self.moment:%H.%M}" if self.locale == "id" else f"{self.moment:%H:%M}"
        at = f"{day_of(self.moment.date(), self.locale)}, {time} WIB"
        phase = ""
        if self.unit.phase is not None:
            phase = f"{self._pick('Tahap', 'Phase')} {self.unit.phase} · "
        self._text((_MARGIN, y), f"{phase}{self._pick('per', 'as of')} {at}", 28, _SOFT)
        self._text((WIDTH - _MARGIN, y - 6), "KSBB DKI Jakarta", 36, _ACTION, bold=True, right=True)
        if self.unit.is_example or self.unit.demo:
            text = self._pick("data contoh", "example data")
            wide = self._width(text, 28) + 36
            left = WIDTH - _MARGIN - wide
            box = (left, 212, WIDTH - _MARGIN, 258)
            self.draw.rectangle([each * _SCALE for each in box], fill=_WASH)
            self._text((left + 18, 218), text, 28, _NOTICE)


def _hatch(box: tuple[float, float, float, float]) -> Iterator[tuple[float, float, float, float]]:
    """Slanted lines, clipped to a box."""
    left, top, right, bottom = box
    high = bottom - top
    x = left
    while x < right + high:
        # From the bottom edge up to the right, clipped at both sides.
        begin = (max(x - high, left), min(bottom, bottom - max(left - (x - high), 0)))
        end = (min(x, right), top + max(x - right, 0))
        if begin[0] < end[0]:
            yield (*begin, *end)
        x += 7 * _SCALE
