"""The lines that ``./ksbb bench`` prints: each result beside its goal."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import asdict, dataclass
from statistics import median
from typing import Any

from ksbb.cli.terminal import t

_MEGABYTE = 1_000_000
_MEMORY_GOAL = 250 * _MEGABYTE
_PLEDGING_GOAL = 0.5
# BAST in a minute.
_DOCUMENTS_GOAL = 1_000
_DELIVERING_GOAL = 0.5
# Cached tiles per second, and milliseconds for a tile that has to be made.
_TILES_GOAL = 10_000
_TILE_GOAL = 10.0
# The nearest units among a million may take this many times as long as among the demo's.
_SLOWER_GOAL = 2.0


@dataclass(frozen=True, slots=True)
class Line:
    """One line of the table: what was measured, its goal, its result."""

    name: str
    what: str
    goal: str
    reached: str
    # None: there is no goal, the figure is only printed.
    good: bool | None
    rates: dict[str, Any] | None = None


# Budgets of a page on the slow phone: bytes, milliseconds, and layout shift.
_VISIT_GOALS: Sequence[tuple[str, tuple[str, str], float, str]] = (
    ("size", ("semua yang dikirim", "all that was sent"), 80_000, "{:,.0f} B"),
    ("scripts", ("JavaScript", "JavaScript"), 20_000, "{:,.0f} B"),
    ("useful", ("baris pertama terlihat", "first row on the screen"), 1_000, "{:,.0f} ms"),
    ("largest", ("LCP", "LCP"), 1_200, "{:,.0f} ms"),
    ("slowest", ("INP", "INP"), 100, "{:,.0f} ms"),
    ("moved", ("CLS", "CLS"), 0.01, "{:.3f}"),
)
_SCORE_GOAL = 95
# Milliseconds until the office shows what was sent.
_FEEDBACK_GOAL = 50


def browsing_lines(name: str, visit: Any, *, tapped: bool) -> list[Line]:
    """The figures of a visit; without a tap there is no time of a reaction."""
    lines = [Line(name, t("permintaan", "requests"), "-", f"{visit.requests:.0f}", None)]
    for field, what, goal, form in _VISIT_GOALS:
        if field == "slowest" and not tapped:
            continue
        value = getattr(visit, field)
        lines.append(
            Line(name, t(*what), "<= " + form.format(goal), form.format(value), value <= goal)
        )
    return lines


def feedback_line(name: str, wait: float) -> Line:
    """The milliseconds from a tap in the office until the screen shows what was sent."""
    return Line(
        t("Kantor", "Office"),
        t(
            f"{name}: dari ketukan sampai layar berubah",
            f"{name}: from the tap to the changed screen",
        ),
        f"<= {_FEEDBACK_GOAL} ms",
        f"{wait:.0f} ms",
        wait <= _FEEDBACK_GOAL,
    )


def size_line(found: Any) -> Line:
    """The bytes of the office's heaviest page, against its budget."""
    return Line(
        t("Kantor", "Office"),
        f"JavaScript: {found.what}",
        f"<= {found.budget / 1000:,.0f} KB",
        f"{found.size / 1000:,.1f} KB",
        found.size <= found.budget,
    )


def score_line(name: str, scores: dict[str, int]) -> Line:
    """Lighthouse's scores of a page; the goal is that every score reaches it."""
    return Line(
        name,
        "Lighthouse: " + ", ".join(scores),
        f">= {_SCORE_GOAL}",
        " / ".join(str(score) for score in scores.values()),
        min(scores.values()) >= _SCORE_GOAL,
    )


def reading_line(operation: Any, paired: Any) -> Line:
    """The rate of a read over HTTP, against its statement alone."""
    return Line(
        operation.name,
        f"{t(*operation.what)}, HTTP : pgbench",
        "-" if operation.goal is None else f">= {operation.goal:.2f}",
        f"{paired.ratio:.2f}",
        None if operation.goal is None else paired.ratio >= operation.goal,
        asdict(paired),
    )


def tile_lines(kept: Any, made: Any) -> list[Line]:
    """The rate of cached tiles, and the time to make others; both are absolute figures."""
    rate = median(kept.ours)
    return [
        Line(
            "T1",
            t("petak z12 yang disimpan, HTTP", "kept tiles of z12, HTTP"),
            f">= {_TILES_GOAL:,}/s",
            f"{rate:,.0f}/s",
            rate >= _TILES_GOAL,
            asdict(kept),
        ),
        Line(
            "T1",
            t("petak z12 : jawaban terkecil", "tile of z12 : the smallest answer"),
            "-",
            f"{kept.ratio:.2f}",
            None,
        ),
        *(
            Line(
                "T2",
                what,
                f"<= {_TILE_GOAL:.0f} ms",
                f"{taken:.1f} ms",
                taken <= _TILE_GOAL,
                asdict(made),
            )
            for what, taken in (
                (t("petak z12 dibuat, biasanya", "tile of z12 made, typically"), made.typical),
                (t("petak z12 dibuat, paling lama", "tile of z12 made, the slowest"), made.slowest),
            )
        ),
    ]


def peer_line(operation: Any, paired: Any, goal: float) -> Line:
    """The rate of a read, against PostGraphile's."""
    return Line(
        operation.name,
        f"{t(*operation.what)}, HTTP : PostGraphile 5",
        f">= {goal:.0f}",
        f"{paired.ratio:.2f}",
        paired.ratio >= goal,
        asdict(paired),
    )


def large_lines(slower: Sequence[Any]) -> list[Line]:
    """How many times as long the nearest units take among many."""
    return [
        Line(
            "Q1",
            t(f"{each.size:,} unit : demo, {how}", f"{each.size:,} units : demo, {how}"),
            f"<= {_SLOWER_GOAL:.0f}x",
            f"{paired.ratio:.2f}x",
            paired.ratio <= _SLOWER_GOAL,
            asdict(paired),
        )
        for each in slower
        for how, paired in (("HTTP", each.over_http), ("pgbench", each.on_socket))
    ]


def memory_line(memory: int) -> Line:
    """The peak memory of the web process."""
    return Line(
        "RAM",
        t("satu proses web sesudah semua beban", "one web process after all load"),
        f"<= {_MEMORY_GOAL // _MEGABYTE} MB",
        f"{memory / _MEGABYTE:.0f} MB",
        memory <= _MEMORY_GOAL,
    )


def pledging_lines(pledged: Any) -> list[Line]:
    """The rate of pledges, and whether the invariants hold afterwards."""
    ratio = pledged.paired.ratio
    counts: Sequence[tuple[str, int]] = (
        (t("janji melebihi kebutuhan", "promised beyond a need"), pledged.beyond),
        ("deadlock", pledged.deadlocks),
        (t("janji yang ditolak", "refused pledges"), pledged.refused),
        (t("kaidah buku yang dilanggar", "broken invariants"), len(pledged.breaches)),
    )
    return [
        Line(
            "M1",
            t(
                "janji ke tiga unit, HTTP : satu fungsi SQL",
                "pledge to three units, HTTP : one SQL function",
            ),
            f">= {_PLEDGING_GOAL:.2f}",
            f"{ratio:.2f}",
            ratio >= _PLEDGING_GOAL,
            asdict(pledged.paired),
        ),
        *(Line("M1", what, "0", str(count), count == 0) for what, count in counts),
    ]


def delivering_lines(delivered: Any, timeline: Any, traced: Any) -> list[Line]:
    """Trips that left, stops that were reported, what a unit reads of it, and a donor's lineage."""
    pairs = (
        (
            "D40",
            t("perjalanan 40 pemberhentian berangkat", "a trip of 40 stops leaves"),
            delivered.dispatching,
        ),
        ("H1", t("serah terima dilaporkan", "a handover is reported"), delivered.reporting),
    )
    counts: Sequence[tuple[str, int]] = (
        (t("permintaan yang ditolak", "refused requests"), delivered.refused),
        (t("kaidah buku yang dilanggar", "broken invariants"), len(delivered.breaches)),
    )
    few, many = traced.rows
    return [
        *(
            Line(
                name,
                f"{what}, HTTP : {t('satu fungsi SQL', 'one SQL function')}",
                f">= {_DELIVERING_GOAL:.2f}",
                f"{paired.ratio:.2f} ({median(paired.ours):,.1f}/s)",
                paired.ratio >= _DELIVERING_GOAL,
                asdict(paired),
            )
            for name, what, paired in pairs
        ),
        *(Line("H1", what, "0", str(count), count == 0) for what, count in counts),
        Line(
            "Q5",
            t("kiriman sebuah unit, HTTP : pgbench", "deliveries of a unit, HTTP : pgbench"),
            "-",
            f"{timeline.ratio:.2f}",
            None,
            asdict(timeline),
        ),
        Line(
            "L1",
            t(
                f"perjalanan dana di antara {many:,} baris : {few:,}",
                f"way of a donor's money among {many:,} rows : {few:,}",
            ),
            f"<= {_SLOWER_GOAL:.0f}x",
            f"{traced.slower:.2f}x",
            traced.slower <= _SLOWER_GOAL,
            asdict(traced),
        ),
    ]


def documents_line(issued: Any) -> Line:
    """How many BAST are issued in a minute, and whether the invariants hold afterwards."""
    per_minute = issued.documents / issued.seconds * 60
    holds = not issued.breaches
    finds, nothing = t("verify menemukan", "verify finds"), t("tidak ada", "nothing")
    return Line(
        "D1",
        t("BAST yang terbit dalam satu menit", "BAST issued in a minute"),
        f">= {_DOCUMENTS_GOAL:,}; {finds} {nothing}",
        f"{per_minute:,.0f} ({issued.documents:,} / {issued.seconds:.1f} s); "
        f"{finds} {nothing if holds else ', '.join(issued.breaches)}",
        holds and per_minute >= _DOCUMENTS_GOAL,
    )


def table(lines: Sequence[Line]) -> str:
    """The lines as a table, with a word for whether the goal was reached."""
    outcomes = {
        True: t("tercapai", "reached"),
        False: t("BELUM", "NOT REACHED"),
        None: "",
    }
    columns: tuple[Callable[[Line], str], ...] = (
        lambda line: line.name,
        lambda line: line.what,
        lambda line: line.goal,
        lambda line: line.reached,
        lambda line: outcomes[line.good],
    )
    rows = [tuple(column(line) for column in columns) for line in lines]
    head = ("", t("yang diukur", "measured"), t("tujuan", "goal"), t("hasil", "result"), "")
    widths = [max(len(row[i]) for row in (head, *rows)) for i in range(len(head))]
    return "\n".join(
        "  ".join(cell.ljust(width) for cell, width in zip(row, widths, strict=True)).rstrip()
        for row in (head, *rows)
    )
