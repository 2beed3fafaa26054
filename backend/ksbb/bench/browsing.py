"""The public pages on a slow phone: what comes over the line, and when somebody can use it.

A Chromium with 300 ms to the server and back, 700 kbit/s and a processor slowed down four times
opens each page with empty caches.
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

from ksbb.bench import fetched
from ksbb.kernel.settings import Settings
from ksbb.local import browser, node, places
from ksbb.local.command import run
from ksbb.local.progress import LocalError
from ksbb.reads import GlobalID

if TYPE_CHECKING:
    from playwright.sync_api import Browser, CDPSession

ROUND_TRIP_MILLISECONDS = 300
BYTES_PER_SECOND = 700_000 / 8
TIMES_SLOWER = 4
_ATTEMPTS = 4
SIZE = {"width": 360, "height": 740}

# Runs in the page before anything of its own: what it sees is read at the end.
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
    """One visit; times in milliseconds after the address was opened, sizes in bytes as sent.

    Attributes:
        size: of all that was sent.
        scripts: of the JavaScript in it.
        requests: how many.
        useful: when the first row of content stood on the screen.
        largest: the largest contentful paint.
        slowest: the longest that an answer to a tap or key took to be seen.
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
    """A page to be visited, and what is tapped on it: a selector, or None."""

    name: str
    path: str
    tap: str | None = None


def pages(config: Settings) -> list[Page]:
    """The public pages; of units and organisations one that has something to show."""
    with psycopg.connect(config.database_url) as connection:
        unit = connection.execute(
            "SELECT u.code FROM pub.unit u JOIN pub.need n ON n.unit_id = u.id"
            " ORDER BY n.committed DESC, u.code LIMIT 1"
        ).fetchone()
        organisation = connection.execute(
            "SELECT id FROM pub.organisation WHERE kind = 'AGGREGATOR' ORDER BY id LIMIT 1"
        ).fetchone()
    if unit is None or organisation is None:
        raise LocalError("Demo kosong.", "The demo is empty.")
    chip = "main a[class*=Chip]"
    return [
        Page("Beranda", "/", "header a[href='/unit']"),
        Page("Unit prioritas", "/unit", chip),
        Page("Cari", "/unit?cari=kebayoran+lama", chip),
        Page("Unit", f"/unit/{unit[0]}"),
        Page("Transparansi", "/transparansi"),
        Page("Rekap", "/transparansi/rekap?pada=2020-05-02"),
        Page("Organisasi", "/organisasi", chip),
        Page("Satu organisasi", f"/organisasi/{GlobalID('Organisation', organisation[0])}"),
        Page("Masuk", "/masuk"),
    ]


def documents() -> dict[str, str]:
    """All documents that the pages may ask for, by their ids."""
    found: dict[str, str] = {}
    for manifest in sorted((places.checkout() / "frontend" / "persisted").glob("*.json")):
        found |= json.loads(manifest.read_text())
    return found


def slow_down(line: CDPSession) -> None:
    """Make a page's line and processor those of the slow phone."""
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
    """Open an address as somebody does who was never there.

    Args:
        chromium: a running browser.
        address: of the page.
        tap: a selector of what is tapped once the page is there; None taps nothing.
    """
    context = chromium.new_context(viewport=SIZE, has_touch=True, is_mobile=True)  # type: ignore[arg-type]
    page = context.new_page()
    line = context.new_cdp_session(page)
    sent: dict[str, float] = {}
    # Headers of scripts are no JavaScript.
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
        # Durations are told with the frame after the one they end in.
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
    """The program, fetched with npm if it isn't there yet."""
    folder = fetched.folder("lighthouse", "Lighthouse dipasang", "installing Lighthouse")
    return folder / "node_modules" / "lighthouse" / "cli" / "index.js"


def scores(program: Path, address: str) -> dict[str, int]:
    """Lighthouse's scores of a page out of a hundred, by category.

    Raises:
        LocalError: it failed again and again.
    """
    flags = "--headless=new" + (" --no-sandbox" if os.geteuid() == 0 else "")
    with tempfile.NamedTemporaryFile(suffix=".json") as told:
        arguments = [
            *(node.node(), program, address, "--quiet", "--output=json"),
            *(f"--output-path={told.name}", f"--chrome-flags={flags}"),
            "--only-categories=performance,accessibility,best-practices,seo",
        ]
        environment = {**node.environment(), "CHROME_PATH": str(browser.find())}
        failing = ("Lighthouse gagal.", "Lighthouse failed.")
        for attempt in range(_ATTEMPTS):
            try:
                run(arguments, environment=environment, failing=failing)
                break
            except LocalError:
                # Now and then it misses the beginning of its own trace, and says to try again.
                if attempt == _ATTEMPTS - 1:
                    raise
        categories = json.loads(Path(told.name).read_text())["categories"]
    return {name: round((each["score"] or 0) * 100) for name, each in categories.items()}
