"""What ``./ksbb bench`` does: measures, and prints each result beside its goal."""

from __future__ import annotations

import json
from collections.abc import Callable, Sequence
from dataclasses import asdict, dataclass
from statistics import median
from typing import Any

from ksbb.cli.terminal import step, t

_MEGABYTE = 1_000_000
_MEMORY_GOAL = 250 * _MEGABYTE
_PLEDGING_GOAL = 0.5
# BAST in a minute.
_DOCUMENTS_GOAL = 1_000
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


def bench(
    *,
    rounds: int,
    seconds: int,
    as_json: bool,
    peers: bool,
    many: bool,
    web: bool,
    documents: bool = False,
) -> str:
    """Measure; returns the results as a table, or as JSON with each round's figures.

    Args:
        rounds: number of turns of each pair.
        seconds: length of each turn.
        as_json: JSON, for programs.
        peers: compare with PostGraphile 5 too.
        many: measure among a million units too.
        web: measure only the pages, on a slow phone.
        documents: measure only how many BAST are issued.
    """
    if documents:
        lines = _issue()
    elif web:
        lines = _browse(rounds=rounds)
    else:
        lines = _measure(rounds=rounds, seconds=seconds, peers=peers, many=many)
    return json.dumps([asdict(line) for line in lines], indent=2) if as_json else table(lines)


def _both(name: str, indonesian: str, english: str) -> tuple[str, str]:
    return f"{name}: {indonesian}", f"{name}: {english}"


def _measure(*, rounds: int, seconds: int, peers: bool, many: bool) -> list[Line]:
    # Imported when it runs, so that ./ksbb bench --help prints at once.
    from ksbb.core.settings import settings
    from tools.bench import data, large, peer, pledging, reading, tiling, web

    taken = {"rounds": rounds, "seconds": seconds}
    beside: list[Line] = []
    among: list[Line] = []
    enlarged = large.enlarged(settings()) if many else {}
    documents = {operation.name: operation.document for operation in reading.OPERATIONS}
    with data.measured(settings()) as config:
        if enlarged:
            with step("Q1 di antara banyak unit", "Q1 among many units"):
                among = large_lines(large.measure(config, enlarged, **taken))
        with web.serving(config, {**documents, "M1": pledging.PLEDGE}) as served:
            donors = data.donors(config)
            lines: list[Line] = []
            for operation in reading.OPERATIONS:
                with step(*_both(operation.name, *operation.what)):
                    paired = reading.measure(operation, config, served, donors[0], **taken)
                lines.append(reading_line(operation, paired))
            with step("T1, T2: petak peta", "T1, T2: map tiles"):
                lines += tile_lines(
                    tiling.measure_cached(config, served, **taken),
                    tiling.time_tiles(config, rounds=rounds),
                )
            if peers:
                peer.prepare(config)
                peer.installed()
                for operation in reading.OPERATIONS:
                    if operation.name in peer.SAME:
                        with step(*_both(operation.name, "PostGraphile", "PostGraphile")):
                            paired = peer.measure(operation, config, served, donors[0], **taken)
                        beside.append(peer_line(operation, paired, peer.SAME[operation.name].goal))
            with step("M1: 50 orang berjanji bersamaan", "M1: fifty people pledge at once"):
                pledged = pledging.measure(config, served, donors, **taken)
            lines += pledging_lines(pledged)
            lines.append(memory_line(served.most_memory()))
    return [*lines, *beside, *among]


def _issue() -> list[Line]:
    from ksbb.core.settings import settings
    from tools.bench import data, documents

    with (
        data.measured(settings()) as config,
        step("D1: pengiriman dan BAST", "D1: deliveries, and their BAST"),
    ):
        issued = documents.measure(config)
    per_minute = issued.documents / issued.seconds * 60
    holds = not issued.breaches
    checks = t("verify menemukan", "verify finds"), t("tidak ada", "nothing")
    return [
        Line(
            "D1",
            t("BAST yang terbit dalam satu menit", "BAST issued in a minute"),
            f">= {_DOCUMENTS_GOAL:,}; {checks[0]} {checks[1]}",
            f"{per_minute:,.0f} ({issued.documents:,} / {issued.seconds:.1f} s); "
            f"{checks[0]} {checks[1] if holds else ', '.join(issued.breaches)}",
            holds and per_minute >= _DOCUMENTS_GOAL,
        )
    ]


def _browse(*, rounds: int) -> list[Line]:
    from ksbb.core.settings import settings
    from tools.bench import browsing, data, feedback, web
    from tools.dev import browser

    lines: list[Line] = []
    with (
        data.measured(settings()) as config,
        web.serving(config, browsing.documents()) as served,
    ):
        program = browsing.lighthouse()
        pages = browsing.pages(config)
        with browser.opened() as chromium:
            for page in pages:
                with step(
                    f"{page.name}, ponsel lambat: {rounds}x", f"{page.name}, slow phone: {rounds}x"
                ):
                    visits = [
                        browsing.visit(chromium, served.origin + page.path, tap=page.tap)
                        for _ in range(rounds)
                    ]
                lines += browsing_lines(
                    page.name, browsing.typical(visits), tapped=page.tap is not None
                )
            for act in feedback.actions(config):
                with step(*_both(f"{rounds}x", *act.name)):
                    waits = [feedback.feedback(chromium, served, act) for _ in range(rounds)]
                lines.append(feedback_line(t(*act.name), median(waits)))
            lines += [size_line(each) for each in feedback.heaviest()]
        for page in pages:
            with step(*_both(page.name, "Lighthouse", "Lighthouse")):
                lines.append(
                    score_line(page.name, browsing.scores(program, served.origin + page.path))
                )
    return lines


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
