"""The public pages on a slow phone: how many bytes are sent, and when the page can be used.

Chromium opens each page with empty caches, a round trip of 300 ms, 700 kbit/s and a processor
slowed down four times.
"""

from __future__ import annotations

import json
import os
import tempfile
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from statistics import median
from typing import TYPE_CHECKING, Any

import psycopg

from graphql_sql import ID
from ksbb.cli.terminal import CommandError
from ksbb.core.settings import Settings
from tools.bench import fetched
from tools.dev import browser, node, paths
from tools.dev.command import run

if TYPE_CHECKING:
    from playwright.sync_api import Browser, CDPSession

ROUND_TRIP_MILLISECONDS = 300
BYTES_PER_SECOND = 700_000 / 8
TIMES_SLOWER = 4
_ATTEMPTS = 4
SIZE = {"width": 360, "height": 740}

# Runs in the page before its own scripts; the values are read at the end.
_WATCH = """
window.seen = {useful: 0, largest: 0, moved: 0, slowest: 0};
const watch = (type, take, more) => new PerformanceObserver((list) => {
  for (const entry of list.getEntries()) take(entry);
}).observe({type, buffered: true, ...more});
watch('largest-contentful-paint', (entry) => { seen.largest = entry.startTime; });
watch('layout-shift', (entry) => { if (!entry.hadRecentInput) seen.moved += entry.value; });
watch('event', (entry) => { if (entry.interactionId) seen.slowest =
  Math.max(seen.slowest, entry.duration); }, {durationThreshold: 16});
const look = () => {
  const row = document.querySelector('main li a, main tbody tr, main dd, main form input');
  if (row && row.getBoundingClientRect().height > 0) seen.useful = performance.now();
  else requestAnimationFrame(look);
};
requestAnimationFrame(look);
"""


@dataclass(frozen=True, slots=True)
class Visit:
    """One visit; times in milliseconds from opening the address, sizes in bytes as sent.

    Attributes:
        size: of everything that was sent.
        scripts: of the JavaScript in it.
        requests: their number.
        useful: when the first row of content was on the screen.
        largest: the largest contentful paint.
        slowest: the longest time from a tap or key to the next paint.
        moved: the cumulative layout shift.
    """

    size: float
    scripts: float
    requests: float
    useful: float
    largest: float
    slowest: float
    moved: float


@dataclass(frozen=True, slots=True)
class Page:
    """A page to visit, and the selector of what is tapped on it; None: nothing."""

    name: str
    path: str
    tap: str | None = None


def pages(config: Settings) -> list[Page]:
    """The public pages; for units and organisations, one that has data."""
    with psycopg.connect(config.database_url) as connection:
        unit = connection.execute(
            "SELECT u.code FROM pub.unit u JOIN pub.need n ON n.unit_id = u.id"
            " ORDER BY n.committed DESC, u.code LIMIT 1"
        ).fetchone()
        organisation = connection.execute(
            "SELECT id FROM pub.organisation WHERE kind = 'AGGREGATOR' ORDER BY id LIMIT 1"
        ).fetchone()
    if unit is None or organisation is None:
        raise CommandError("Demo kosong.", "The demo is empty.")
    chip = "main a[class*=Chip]"
    return [
        Page("Beranda", "/", "header a[href='/unit']"),
        Page("Unit prioritas", "/unit", chip),
        Page("Cari", "/unit?cari=kebayoran+lama", chip),
        Page("Unit", f"/unit/{unit[0]}"),
        Page("Transparansi", "/transparansi"),
        Page("Rekap", "/transparansi/rekap?pada=2020-05-02"),
        Page("Organisasi", "/organisasi", chip),
        Page("Satu organisasi", f"/organisasi/{ID('Organisation', organisation[0])}"),
        Page("Masuk", "/masuk"),
    ]


def documents() -> dict[str, str]:
    """All documents that the pages may send, by id."""
    found: dict[str, str] = {}
    for manifest in sorted((paths.checkout() / "frontend" / "registered").glob("*.json")):
        found |= json.loads(manifest.read_text())
    return found


def slow_down(line: CDPSession) -> None:
    """Give a page the connection and the processor of the slow phone."""
    line.send("Network.enable")
    line.send(
        "Network.emulateNetworkConditions",
        {
            "offline": False,
            "latency": ROUND_TRIP_MILLISECONDS,
            "downloadThroughput": BYTES_PER_SECOND,
            "uploadThroughput": BYTES_PER_SECOND,
        },
    )
    line.send("Emulation.setCPUThrottlingRate", {"rate": TIMES_SLOWER})


def visit(chromium: Browser, address: str, *, tap: str | None) -> Visit:
    """Open an address as a first-time visitor.

    Args:
        chromium: a running browser.
        address: of the page.
        tap: a selector of what is tapped once the page is loaded; None taps nothing.
    """
    context = chromium.new_context(viewport=SIZE, has_touch=True, is_mobile=True)  # type: ignore[arg-type]
    page = context.new_page()
    line = context.new_cdp_session(page)
    sent: dict[str, float] = {}
    # Response headers of scripts don't count as JavaScript.
    heads: dict[str, float] = {}

    def responded(event: dict[str, Any]) -> None:
        if event["type"] == "Script":
            heads[event["requestId"]] = event["response"]["encodedDataLength"]

    def finished(event: dict[str, Any]) -> None:
        sent[event["requestId"]] = event["encodedDataLength"]

    line.on("Network.responseReceived", responded)
    line.on("Network.loadingFinished", finished)
    slow_down(line)
    page.add_init_script(_WATCH)
    page.goto(address, wait_until="networkidle")
    arrived = dict(sent)
    if tap is not None:
        page.locator(tap).first.tap()
        page.wait_for_load_state("networkidle")
        # A duration is reported with the frame after the one in which it ends.
        page.evaluate("new Promise((done) => requestAnimationFrame(() => setTimeout(done, 300)))")
    seen = page.evaluate("window.seen")
    context.close()
    return Visit(
        size=sum(arrived.values()),
        scripts=sum(arrived[each] - head for each, head in heads.items() if each in arrived),
        requests=len(arrived),
        useful=seen["useful"],
        largest=seen["largest"],
        slowest=seen["slowest"],
        moved=seen["moved"],
    )


def typical(visits: Sequence[Visit]) -> Visit:
    """The median of each figure."""
    return Visit(
        **{
            name: median(getattr(each, name) for each in visits)
            for name in Visit.__dataclass_fields__
        }
    )


def lighthouse() -> Path:
    """The Lighthouse program, installed with npm if it is missing."""
    folder = fetched.folder("lighthouse", "Lighthouse dipasang", "Installing Lighthouse")
    return folder / "node_modules" / "lighthouse" / "cli" / "index.js"


def scores(program: Path, address: str) -> dict[str, int]:
    """Lighthouse's scores of a page, out of a hundred, by category.

    Raises:
        CommandError: every attempt failed.
    """
    flags = "--headless=new" + (" --no-sandbox" if os.geteuid() == 0 else "")
    with tempfile.NamedTemporaryFile(suffix=".json") as report:
        arguments = [
            *(node.node(), program, address, "--quiet", "--output=json"),
            *(f"--output-path={report.name}", f"--chrome-flags={flags}"),
            "--only-categories=performance,accessibility,best-practices,seo",
        ]
        environment = {**node.environment(), "CHROME_PATH": str(browser.find())}
        failing = ("Lighthouse gagal.", "Lighthouse failed.")
        for attempt in range(_ATTEMPTS):
            try:
                run(arguments, environment=environment, failing=failing)
                break
            except CommandError:
                # Sometimes it misses the beginning of its own trace, and says to try again.
                if attempt == _ATTEMPTS - 1:
                    raise
        categories = json.loads(Path(report.name).read_text())["categories"]
    return {name: round((each["score"] or 0) * 100) for name, each in categories.items()}
