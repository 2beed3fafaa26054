"""The office on a slow phone: from a tap that sends something to the screen that shows it.

The line and the processor are as slow as for the public pages. The answer of the server is not
waited for: the office shows at once what was sent, and that is what is measured.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import psycopg

from ksbb.bench import browsing
from ksbb.bench.web import Web
from ksbb.kernel.db import dsn
from ksbb.kernel.settings import Settings
from ksbb.local import node, places
from ksbb.local.command import run
from ksbb.local.progress import LocalError

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

# A few packages each time, so that there is something left for every round.
PACKAGES = 3
_PATIENCE_MILLISECONDS = 60_000

# When a finger left the screen, and when the office had painted what it led to. The office measures
# from its own handler on; what lies before it belongs to the wait too.
_WATCH = """
window.acted = {tapped: 0, shown: 0, told: ''};
addEventListener('pointerup', (event) => { acted.tapped = event.timeStamp; }, true);
new PerformanceObserver((list) => {
  const last = list.getEntries().filter((entry) => entry.name === 'ksbb.feedback').at(-1);
  if (!last) return;
  acted.shown = last.startTime + last.duration;
  acted.told = document.querySelector('main [role=status] strong')?.textContent ?? '';
}).observe({type: 'measure'});
"""


@dataclass(frozen=True, slots=True)
class Act:
    """Something done in the office: who does it, where, and how it is prepared and sent.

    Attributes:
        name: in both languages.
        person: number of the person who is signed in.
        path: of the page.
        prepare: fills the page in.
        button: what is tapped to send it, by its name.
    """

    name: str
    person: int
    path: str
    prepare: Callable[[Page], None]
    button: str


def acts(config: Settings) -> list[Act]:
    """A pledge of the bench's first donor, and an allocation of what an aggregator accepted."""
    with psycopg.connect(dsn("ksbb_worker", config.database_url, config.secret)) as connection:
        donor = connection.execute(
            "SELECT m.person_id FROM app.membership m JOIN app.organisation o"
            " ON o.id = m.organisation_id AND o.kind = 'DONOR' AND o.state = 'verified'"
            " JOIN app.allocation a ON a.donor_id = o.id AND a.committed_on IS NOT NULL"
            " WHERE m.role IN ('OWNER', 'OPERATOR') ORDER BY m.id LIMIT 1"
        ).fetchone()
        need = connection.execute(
            "SELECT u.code, f.number FROM pub.need n JOIN pub.unit u ON u.id = n.unit_id"
            " JOIN pub.phase f ON f.id = n.phase_id"
            " JOIN pub.package k ON k.id = n.package_id AND k.code = 'SEMBAKO'"
            " WHERE n.state = 'published' AND app.today() BETWEEN f.starts_on AND f.ends_on"
            " ORDER BY n.target - n.held - n.committed DESC, u.id LIMIT 1"
        ).fetchone()
        stock = connection.execute(
            "SELECT m.person_id, l.pledge_id FROM app.pledge_line l"
            " JOIN app.pledge p ON p.id = l.pledge_id AND p.state IN ('accepted', 'committed')"
            " JOIN app.membership m ON m.organisation_id = p.executor_id"
            " WHERE p.channel = 'VIA_AGGREGATOR' AND m.role IN ('OWNER', 'OPERATOR')"
            " ORDER BY l.quantity - l.allocated DESC, m.id LIMIT 1"
        ).fetchone()
    if donor is None or need is None or stock is None:
        raise LocalError("Demo kosong.", "The demo is empty.")
    unit, phase = need
    draft = f"paket=SEMBAKO&tahap={phase}&unit={unit}:{PACKAGES}"
    return [
        Act(
            "Janji (pledge)",
            donor[0],
            f"/kantor/janji/baru?{draft}",
            _accept_statement,
            "Kirim janji bantuan",
        ),
        Act(
            "Alokasi (allocation)",
            stock[0],
            f"/kantor/janji/{stock[1]}/alokasi",
            _propose,
            "Alokasikan",
        ),
    ]


def _accept_statement(page: Page) -> None:
    page.get_by_text("Kami menyetujui pernyataan ini.").tap()


def _propose(page: Page) -> None:
    page.get_by_label("Bagi berapa paket?").first.fill(str(PACKAGES))
    page.get_by_role("button", name="Usulkan yang paling mendesak").first.tap()
    page.get_by_role("heading", name="Unit yang dipilih").wait_for()


def feedback(chromium: Browser, served: Web, act: Act) -> float:
    """How long it took until the screen showed what was sent, in milliseconds.

    Raises:
        LocalError: the screen showed nothing of it.
    """
    name, _, session = served.sign_in(act.person).partition("=")
    context = chromium.new_context(
        viewport=browsing.SIZE,  # type: ignore[arg-type]
        has_touch=True,
        is_mobile=True,
        locale="id-ID",
    )
    context.set_default_timeout(_PATIENCE_MILLISECONDS)
    context.add_cookies([{"name": name, "value": session, "url": served.origin}])
    page = context.new_page()
    browsing.slow_down(context.new_cdp_session(page))
    page.add_init_script(_WATCH)
    page.goto(served.origin + act.path, wait_until="load")
    button = page.get_by_role("button", name=act.button, exact=True)
    button.wait_for()
    act.prepare(page)
    button.tap()
    page.wait_for_function("acted.shown > 0")
    acted: dict[str, Any] = page.evaluate("acted")
    # What was sent is to arrive, so that the next round finds the books as they are.
    page.wait_for_url("**/kantor/janji/*")
    page.get_by_role("heading", name="Riwayat").wait_for()
    context.close()
    if not acted["told"]:
        raise LocalError("Layar tidak berubah.", "The screen did not change.", act.name)
    return float(acted["shown"] - acted["tapped"])


@dataclass(frozen=True, slots=True)
class Size:
    """What a page of the office weighs in bytes as sent, and what it may."""

    what: str
    size: int
    budget: int


def heaviest() -> Sequence[Size]:
    """The office's heaviest first visit and its heaviest further page, as they were built."""
    told = run(
        [node.node(), "scripts/sizes.ts", "--json"],
        folder=places.checkout() / "frontend",
        environment=node.environment(),
        failing=("Ukuran halaman tidak terbaca.", "The pages could not be weighed."),
    )
    found = [
        Size(each["what"], each["size"], each["budget"]) for each in json.loads(told)["office"]
    ]
    return [
        max((each for each in found if each.what.endswith(kind)), key=lambda each: each.size)
        for kind in ("as a first visit", "as a further page")
    ]
