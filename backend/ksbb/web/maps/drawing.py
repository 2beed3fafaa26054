"""Draws the map as SVG: a link for each kelurahan, in the colours of the gap scale."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Literal
from urllib.parse import urlencode

from markupsafe import escape

from ksbb.core.words import Locale
from ksbb.domain.reports.sheet import number
from ksbb.web.maps.queries import INSET_HEIGHT, INSET_WIDTH, WIDTH, PhasePackage, Shapes

Measure = Literal["paket", "bagian"]
"""What the colours show: how many packages are missing, or which share of the need."""

# The published breaks, as in the pages' own scale (frontend/src/ui/GapScale.tsx); decision 0150 has
# the reasons. Shares are in per cent of the target; packages have four equal steps, which depend on
# whether a package is for a family or for a person.
_SHARES = (20, 40, 60, 80)
_PACKAGES = {"FAMILY": 1_500, "PERSON": 4_000}
# The CSS class of each step; areas without a need are hatched.
_CLASSES = ("AreaMap-gap0", *(f"AreaMap-gap{step}" for step in range(1, 6)))
_NO_DATA = "AreaMap-none"

_HATCH = (
    '<defs><pattern id="map-none" width="8" height="8" patternUnits="userSpaceOnUse" '
    'patternTransform="rotate(45)"><rect class="AreaMap-hatch" width="2" height="8"/>'
    "</pattern></defs>"
)

_WORDS: dict[Locale, dict[str, str]] = {
    "id": {
        "paket": "Peta kelurahan: paket yang belum terpenuhi pada tahap {phase}",
        "bagian": "Peta kelurahan: bagian kebutuhan yang belum terpenuhi pada tahap {phase}",
        "open": "{name}: {open} dari {target} paket belum terpenuhi ({share}%)",
        "met": "{name}: {target} paket, semuanya sudah ada komitmen",
        "none": "{name}: tidak ada kebutuhan",
        "islands": "Kepulauan Seribu",
    },
    "en": {
        "paket": "Map of the kelurahan: packages not yet met in phase {phase}",
        "bagian": "Map of the kelurahan: the share of the need not yet met in phase {phase}",
        "open": "{name}: {open} of {target} packages not yet met ({share}%)",
        "met": "{name}: {target} packages, all of them committed",
        "none": "{name}: nothing is needed",
        "islands": "Kepulauan Seribu",
    },
}


def breaks(measure: Measure, per: str) -> tuple[int, ...]:
    """The values at which the next step begins, for kelurahan.

    Args:
        measure: in per cent for ``bagian``, in packages for ``paket``.
        per: FAMILY or PERSON, for whom one package is.
    """
    return _SHARES if measure == "bagian" else tuple(_PACKAGES[per] * n for n in range(1, 5))


def step(target: int, committed: int, *, measure: Measure, per: str) -> int | None:
    """The step of the scale: 0 where all is met, else 1 to 5; None where nothing is needed."""
    if target <= 0:
        return None
    left = target - committed
    if left <= 0:
        return 0
    found = left * 100 / target if measure == "bagian" else left
    return 1 + sum(found >= each for each in breaks(measure, per))


def svg(
    shapes: Shapes,
    gaps: Mapping[str, tuple[int, int]],
    *,
    of: PhasePackage,
    package: str,
    measure: Measure,
    locale: Locale,
) -> str:
    """The map of all kelurahan.

    Args:
        shapes: outlines in the picture's units.
        gaps: packages needed and committed by code.
        of: the phase and the package whose figures these are.
        package: its code; links keep it.
        measure: what the colours show. The names say both.
        locale: of names and links.

    The Tab key reaches one kelurahan; a script moves from there with the arrow keys.
    """
    words = _WORDS[locale]
    units = "/en/unit" if locale == "en" else "/unit"
    lines = [
        f'<svg class="AreaMap-map" viewBox="0 0 {WIDTH} {shapes.height}" role="group" ',
        f'aria-label="{escape(words[measure].format(phase=of.phase))}" xmlns="http://www.w3.org/2000/svg">',
        _HATCH,
    ]
    if any(border.island for border in shapes.borders):
        top = shapes.height - INSET_HEIGHT - 18
        lines.append(
            f'<rect class="AreaMap-inset" x="2" y="{top}" width="{INSET_WIDTH + 16}"'
            f' height="{INSET_HEIGHT + 16}"/>'
            f'<text class="AreaMap-name" x="10" y="{top - 10}">{escape(words["islands"])}</text>'
        )
    for index, shape in enumerate(shapes.areas):
        target, committed = gaps.get(shape.code, (0, 0))
        found = step(target, committed, measure=measure, per=of.per)
        query = urlencode({"wilayah": shape.code, "paket": package})
        lines.append(
            f'<a href="{units}?{escape(query)}" tabindex="{0 if index == 0 else -1}">'
            f"<title>{escape(_label(shape.name, target, committed, locale))}</title>"
            f'<path class="{_NO_DATA if found is None else _CLASSES[found]}" d="{shape.path}"/></a>'
        )
    mainland = [border for border in shapes.borders if not border.island]
    lines += [f'<path class="AreaMap-border" d="{border.path}"/>' for border in mainland]
    lines += [
        f'<text class="AreaMap-name AreaMap-kota" x="{border.x}" y="{border.y}">'
        f"{escape(border.name)}</text>"
        for border in mainland
    ]
    lines.append("</svg>")
    return "".join(lines)


def _label(name: str, target: int, committed: int, locale: Locale) -> str:
    words = _WORDS[locale]
    if target <= 0:
        return words["none"].format(name=name)
    if committed >= target:
        return words["met"].format(name=name, target=number(target, locale))
    left = target - committed
    return words["open"].format(
        name=name,
        open=number(left, locale),
        target=number(target, locale),
        # At least 1%: something is still missing.
        share=max(1, left * 100 // target),
    )
