"""``./ksbb bench``: measures, and prints what was reached beside its goal."""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Callable, Sequence
from dataclasses import asdict, dataclass
from typing import Any

from ksbb.local.progress import step

_MEGABYTE = 1_000_000
_MEMORY_GOAL = 250 * _MEGABYTE
_PLEDGING_GOAL = 0.5


@dataclass(frozen=True, slots=True)
class Line:
    """One line of the table: what was measured, its goal, what was reached."""

    name: str
    what: str
    goal: str
    reached: str
    good: bool
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
    chosen = parser.parse_args(argv)
    lines = _measure(rounds=chosen.rounds, seconds=chosen.seconds)
    if chosen.json:
        print(json.dumps([asdict(line) for line in lines], indent=2))
    else:
        print(table(lines))
    return 0


def _measure(*, rounds: int, seconds: int) -> list[Line]:
    # Only a run needs them: ./ksbb bench --help answers at once.
    from ksbb.bench import data, pledging, reading, web
    from ksbb.kernel.settings import settings

    lines: list[Line] = []
    documents = {operation.name: operation.document for operation in reading.OPERATIONS}
    with (
        data.measured(settings()) as config,
        web.serving(config, {**documents, "M1": pledging.PLEDGE}) as served,
    ):
        donors = data.donors(config)
        for operation in reading.OPERATIONS:
            with step(f"{operation.name}: {operation.what}", "over HTTP and in pgbench, by turns"):
                paired = reading.measure(
                    operation, config, served, donors[0], rounds=rounds, seconds=seconds
                )
            lines.append(
                Line(
                    operation.name,
                    f"{operation.what}, HTTP : pgbench",
                    f">= {operation.goal:.2f}",
                    f"{paired.ratio:.2f}",
                    paired.ratio >= operation.goal,
                    asdict(paired),
                )
            )
        with step("M1: 50 orang berjanji bersamaan", "fifty clients pledge at once"):
            pledged = pledging.measure(config, served, donors, rounds=rounds, seconds=seconds)
        lines += pledging_lines(pledged)
        memory = served.most_memory()
        lines.append(
            Line(
                "RAM",
                "satu proses web sesudah semua beban (one web process after all load)",
                f"<= {_MEMORY_GOAL // _MEGABYTE} MB",
                f"{memory / _MEGABYTE:.0f} MB",
                memory <= _MEMORY_GOAL,
            )
        )
    return lines


def pledging_lines(pledged: Any) -> list[Line]:
    """What M1 gave, and what its books say."""
    ratio = pledged.paired.ratio
    counts: Sequence[tuple[str, int, str]] = (
        ("janji melebihi kebutuhan (promised beyond a need)", pledged.beyond, "beyond"),
        ("deadlock", pledged.deadlocks, "deadlocks"),
        ("janji yang ditolak (refused)", pledged.refused, "refused"),
        ("kaidah buku yang dilanggar (broken invariants)", len(pledged.breaches), "breaches"),
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
        *(Line("M1", what, "0", str(count), count == 0) for what, count, _ in counts),
    ]


def table(lines: Sequence[Line]) -> str:
    """The lines under each other, with what was not reached said in words."""
    columns: tuple[Callable[[Line], str], ...] = (
        lambda line: line.name,
        lambda line: line.what,
        lambda line: line.goal,
        lambda line: line.reached,
        lambda line: "tercapai (reached)" if line.good else "BELUM (not reached)",
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
