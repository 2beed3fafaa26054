"""What ``./ksbb bench`` does: measures, and prints each result beside its goal."""

from __future__ import annotations

import json
from dataclasses import asdict
from statistics import median

from ksbb.cli.terminal import step, t
from tools.bench.lines import (
    Line,
    browsing_lines,
    delivering_lines,
    documents_line,
    feedback_line,
    large_lines,
    memory_line,
    peer_line,
    pledging_lines,
    reading_line,
    score_line,
    size_line,
    table,
    tile_lines,
)


def bench(
    *,
    rounds: int,
    seconds: int,
    as_json: bool,
    peers: bool,
    many: bool,
    web: bool,
    documents: bool = False,
    deliveries: bool = False,
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
        deliveries: measure only trips, handovers, and what is read of them.
    """
    if documents:
        lines = _issue()
    elif deliveries:
        lines = _deliver(rounds=rounds, seconds=seconds)
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
    return [documents_line(issued)]


def _deliver(*, rounds: int, seconds: int) -> list[Line]:
    from ksbb.core.settings import settings
    from tools.bench import data, delivering, lineage, reading, web

    timeline = delivering.TIMELINE
    documents = (delivering.DISPATCH, delivering.REPORT, timeline.document)
    with data.measured(settings()) as config:
        with web.serving(config, {str(at): text for at, text in enumerate(documents)}) as served:
            with step("D40, H1: perjalanan dan serah terima", "D40, H1: trips and handovers"):
                delivered = delivering.measure(config, served, rounds=rounds)
            with step(*_both(timeline.name, *timeline.what)):
                read = reading.measure(
                    timeline,
                    config,
                    served,
                    data.donors(config)[0],
                    rounds=rounds,
                    seconds=seconds,
                )
        with step("L1: sejuta baris", "L1: a million rows"):
            traced = lineage.measure(config, rounds=rounds, seconds=seconds)
    return delivering_lines(delivered, read, traced)


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
