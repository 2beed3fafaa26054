"""``./ksbb bench``: measures, and prints what was reached beside its goal."""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Callable, Sequence
from dataclasses import asdict, dataclass
from statistics import median
from typing import Any

from ksbb.local.progress import step

_MEGABYTE = 1_000_000
_MEMORY_GOAL = 250 * _MEGABYTE
_PLEDGING_GOAL = 0.5
# Kept tiles for each second, and milliseconds for one that has to be made.
_TILES_GOAL = 10_000
_TILE_GOAL = 10.0
# How many times as long the nearest among a million units may take as among the demo's.
_SLOWER_GOAL = 2.0
_SAID = {True: "tercapai (reached)", False: "BELUM (not reached)", None: ""}


@dataclass(frozen=True, slots=True)
class Line:
    """One line of the table: what was measured, its goal, what was reached."""

    name: str
    what: str
    goal: str
    reached: str
    # None: there is no goal, the figure is told for its own sake.
    good: bool | None
    rates: dict[str, Any] | None = None


def main(argv: list[str]) -> int:
    """0 when everything was measured, whether the goals are reached or not."""
    parser = argparse.ArgumentParser(
        prog="./ksbb bench",
        description="Ukur kinerja sebagai perbandingan. Measure, as ratios of one run.",
    )
    parser.add_argument("--rounds", type=int, default=5, help="putaran berpasangan (paired rounds)")
    parser.add_argument("--seconds", type=int, default=3, help="lamanya satu putaran (of a round)")
    parser.add_argument("--json", action="store_true", help="hasil sebagai JSON (as JSON)")
    parser.add_argument(
        "--peers", action="store_true", help="juga PostGraphile 5 (beside PostGraphile 5, by npm)"
    )
    parser.add_argument(
        "--large",
        action="store_true",
        help="juga 300 ribu dan sejuta unit (among a million units; 2 GB, minutes to make)",
    )
    parser.add_argument(
        "--web",
        action="store_true",
        help="hanya halaman di ponsel yang lambat (only the pages on a slow phone)",
    )
    chosen = parser.parse_args(argv)
    if chosen.web:
        lines = _browse(rounds=chosen.rounds)
    else:
        lines = _measure(
            rounds=chosen.rounds, seconds=chosen.seconds, peers=chosen.peers, many=chosen.large
        )
    if chosen.json:
        print(json.dumps([asdict(line) for line in lines], indent=2))
    else:
        print(table(lines))
    return 0


def _measure(*, rounds: int, seconds: int, peers: bool, many: bool) -> list[Line]:
    # Only a run needs them: ./ksbb bench --help answers at once.
    from ksbb.bench import data, large, peer, pledging, reading, tiling, web
    from ksbb.kernel.settings import settings

    taken = {"rounds": rounds, "seconds": seconds}
    beside: list[Line] = []
    among: list[Line] = []
    enlarged = large.enlarged(settings()) if many else {}
    documents = {operation.name: operation.document for operation in reading.OPERATIONS}
    with data.measured(settings()) as config:
        if enlarged:
            with step("Q1 di antara banyak unit", "the nearest among many units, by turns"):
                among = large_lines(large.measure(config, enlarged, **taken))
        with web.serving(config, {**documents, "M1": pledging.PLEDGE}) as served:
            donors = data.donors(config)
            lines: list[Line] = []
            for operation in reading.OPERATIONS:
                with step(f"{operation.name}: {operation.what}", "over HTTP and in pgbench"):
                    paired = reading.measure(operation, config, served, donors[0], **taken)
                lines.append(reading_line(operation, paired))
            with step("T1, T2: petak peta", "map tiles, kept and made"):
                lines += tile_lines(
                    tiling.kept(config, served, **taken), tiling.made(config, rounds=rounds)
                )
            if peers:
                peer.prepare(config)
                peer.installed()
                for operation in reading.OPERATIONS:
                    if operation.name in peer.SAME:
                        with step(f"{operation.name}: PostGraphile", "beside the peer, by turns"):
                            paired = peer.measure(operation, config, served, donors[0], **taken)
                        beside.append(peer_line(operation, paired, peer.SAME[operation.name].goal))
            with step("M1: 50 orang berjanji bersamaan", "fifty clients pledge at once"):
                pledged = pledging.measure(config, served, donors, **taken)
            lines += pledging_lines(pledged)
            lines.append(memory_line(served.most_memory()))
    return [*lines, *beside, *among]


def _browse(*, rounds: int) -> list[Line]:
    from ksbb.bench import acting, browsing, data, web
    from ksbb.kernel.settings import settings
    from ksbb.local import browser

    lines: list[Line] = []
    with (
        data.measured(settings()) as config,
        web.serving(config, browsing.documents()) as served,
    ):
        program = browsing.lighthouse()
        pages = browsing.pages(config)
        with browser.opened() as chromium:
            for page in pages:
                with step(f"{page.name}: {rounds}x", "on a slow phone"):
                    visits = [
                        browsing.visit(chromium, served.origin + page.path, tap=page.tap)
                        for _ in range(rounds)
                    ]
                lines += browsing_lines(
                    page.name, browsing.typical(visits), tapped=page.tap is not None
                )
            for act in acting.acts(config):
                with step(f"Kantor: {act.name}, {rounds}x", "from the tap to the changed screen"):
                    waits = [acting.feedback(chromium, served, act) for _ in range(rounds)]
                lines.append(feedback_line(act.name, median(waits)))
            lines += [size_line(each) for each in acting.heaviest()]
        for page in pages:
            with step(f"{page.name}: Lighthouse", "its scores"):
                lines.append(
                    score_line(page.name, browsing.scores(program, served.origin + page.path))
                )
    return lines


# What a page may take on the slow phone: bytes, milliseconds, and a share of the screen.
_VISIT_GOALS: Sequence[tuple[str, str, float, str]] = (
    ("size", "semua yang dikirim (all that was sent)", 80_000, "{:,.0f} B"),
    ("scripts", "JavaScript", 20_000, "{:,.0f} B"),
    ("useful", "baris pertama terlihat (first row on the screen)", 1_000, "{:,.0f} ms"),
    ("largest", "LCP", 1_200, "{:,.0f} ms"),
    ("slowest", "INP", 100, "{:,.0f} ms"),
    ("moved", "CLS", 0.01, "{:.3f}"),
)
_SCORE_GOAL = 95
# Until the office shows what was sent, in milliseconds.
_FEEDBACK_GOAL = 50


def browsing_lines(name: str, visit: Any, *, tapped: bool) -> list[Line]:
    """What a visit to a page took; where nothing was tapped, no answer was waited for."""
    lines = [Line(name, "permintaan (requests)", "-", f"{visit.requests:.0f}", None)]
    for field, what, goal, form in _VISIT_GOALS:
        if field == "slowest" and not tapped:
            continue
        value = getattr(visit, field)
        lines.append(Line(name, what, "<= " + form.format(goal), form.format(value), value <= goal))
    return lines


def feedback_line(name: str, wait: float) -> Line:
    """How long after a tap in the office the screen shows what was sent, in milliseconds."""
    return Line(
        "Kantor",
        f"{name}: dari ketukan sampai layar berubah (from the tap to the changed screen)",
        f"<= {_FEEDBACK_GOAL} ms",
        f"{wait:.0f} ms",
        wait <= _FEEDBACK_GOAL,
    )


def size_line(found: Any) -> Line:
    """What the heaviest page of the office weighs, against its budget."""
    return Line(
        "Kantor",
        f"JavaScript: {found.what}",
        f"<= {found.budget / 1000:,.0f} KB",
        f"{found.size / 1000:,.1f} KB",
        found.size <= found.budget,
    )


def score_line(name: str, scores: dict[str, int]) -> Line:
    """What Lighthouse says of a page; the goal is that every score reaches it."""
    return Line(
        name,
        "Lighthouse: " + ", ".join(scores),
        f">= {_SCORE_GOAL}",
        " / ".join(str(score) for score in scores.values()),
        min(scores.values()) >= _SCORE_GOAL,
    )


def reading_line(operation: Any, paired: Any) -> Line:
    """What a read gave over HTTP against its statement alone."""
    return Line(
        operation.name,
        f"{operation.what}, HTTP : pgbench",
        "-" if operation.goal is None else f">= {operation.goal:.2f}",
        f"{paired.ratio:.2f}",
        None if operation.goal is None else paired.ratio >= operation.goal,
        asdict(paired),
    )


def tile_lines(kept: Any, made: Any) -> list[Line]:
    """How many kept tiles go out, and how long others take; both in absolute figures."""
    rate = median(kept.ours)
    return [
        Line(
            "T1",
            "petak z12 yang disimpan, HTTP (kept tiles)",
            f">= {_TILES_GOAL:,}/s",
            f"{rate:,.0f}/s",
            rate >= _TILES_GOAL,
            asdict(kept),
        ),
        Line(
            "T1",
            "petak z12 : jawaban terkecil (the smallest answer)",
            "-",
            f"{kept.ratio:.2f}",
            None,
        ),
        *(
            Line(
                "T2",
                f"petak z12 dibuat, {what}",
                f"<= {_TILE_GOAL:.0f} ms",
                f"{taken:.1f} ms",
                taken <= _TILE_GOAL,
                asdict(made),
            )
            for what, taken in (
                ("biasanya (a tile made, typically)", made.typical),
                ("paling lama (the slowest one)", made.slowest),
            )
        ),
    ]


def peer_line(operation: Any, paired: Any, goal: float) -> Line:
    """What a read gave against the peer."""
    return Line(
        operation.name,
        f"{operation.what}, HTTP : PostGraphile 5",
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
            f"{each.size:,} unit : demo, {how}",
            f"<= {_SLOWER_GOAL:.0f}x",
            f"{paired.ratio:.2f}x",
            paired.ratio <= _SLOWER_GOAL,
            asdict(paired),
        )
        for each in slower
        for how, paired in (("HTTP", each.over_http), ("pgbench", each.on_socket))
    ]


def memory_line(memory: int) -> Line:
    """What the web process held at most."""
    return Line(
        "RAM",
        "satu proses web sesudah semua beban (one web process after all load)",
        f"<= {_MEMORY_GOAL // _MEGABYTE} MB",
        f"{memory / _MEGABYTE:.0f} MB",
        memory <= _MEMORY_GOAL,
    )


def pledging_lines(pledged: Any) -> list[Line]:
    """What M1 gave, and what its books say."""
    ratio = pledged.paired.ratio
    counts: Sequence[tuple[str, int]] = (
        ("janji melebihi kebutuhan (promised beyond a need)", pledged.beyond),
        ("deadlock", pledged.deadlocks),
        ("janji yang ditolak (refused)", pledged.refused),
        ("kaidah buku yang dilanggar (broken invariants)", len(pledged.breaches)),
    )
    return [
        Line(
            "M1",
            "janji ke tiga unit, HTTP : satu fungsi SQL (to one SQL function)",
            f">= {_PLEDGING_GOAL:.2f}",
            f"{ratio:.2f}",
            ratio >= _PLEDGING_GOAL,
            asdict(pledged.paired),
        ),
        *(Line("M1", what, "0", str(count), count == 0) for what, count in counts),
    ]


def table(lines: Sequence[Line]) -> str:
    """The lines under each other, with what was not reached said in words."""
    columns: tuple[Callable[[Line], str], ...] = (
        lambda line: line.name,
        lambda line: line.what,
        lambda line: line.goal,
        lambda line: line.reached,
        lambda line: _SAID[line.good],
    )
    rows = [tuple(column(line) for column in columns) for line in lines]
    head = ("", "yang diukur (measured)", "tujuan (goal)", "hasil", "")
    widths = [max(len(row[i]) for row in (head, *rows)) for i in range(len(head))]
    return "\n".join(
        "  ".join(cell.ljust(width) for cell, width in zip(row, widths, strict=True)).rstrip()
        for row in (head, *rows)
    )


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
