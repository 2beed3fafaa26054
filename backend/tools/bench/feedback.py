"""The office on a slow phone: the time from a tap that sends something to a changed screen.

The connection and the processor are as slow as for the public pages. The office shows at once what
was sent, without waiting for the server's response, and that time is measured.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import psycopg

from ksbb.cli.terminal import CommandError, t
from ksbb.core.database import dsn
from ksbb.core.settings import Settings
from tools.bench import browsing
from tools.bench.web import Web
from tools.dev import node, paths
from tools.dev.command import run

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

# A few packages each time, so that there are enough for every round.
PACKAGES = 3
_PATIENCE_MILLISECONDS = 60_000

# The time of the tap, and the time when the office painted its result. The office measures from its
# own event handler on; the time before the handler is part of the wait too.
_WATCH = """
window.acted = {tapped: 0, shown: 0, notice: ''};
addEventListener('pointerup', (event) => { acted.tapped = event.timeStamp; }, true);
new PerformanceObserver((list) => {
  const last = list.getEntries().filter((entry) => entry.name === 'ksbb.feedback').at(-1);
  if (!last) return;
  acted.shown = last.startTime + last.duration;
  acted.notice = document.querySelector('main [role=status] strong')?.textContent ?? '';
}).observe({type: 'measure'});
"""


@dataclass(frozen=True, slots=True)
class MeasuredAction:
    """Something done in the office: who does it, where, and how it is prepared and sent.

    Attributes:
        name: in both languages.
        person: id of the person who is signed in.
        path: of the page.
        prepare: fills in the page.
        button: accessible name of the button that sends it.
    """

    name: tuple[str, str]
    person: int
    path: str
    prepare: Callable[[Page], None]
    button: str


def actions(config: Settings) -> list[MeasuredAction]:
    """A pledge of the bench's first donor, and an allocation of one that an aggregator accepted."""
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
        raise CommandError("Demo kosong.", "The demo is empty.")
    unit, phase = need
    draft = f"paket=SEMBAKO&tahap={phase}&unit={unit}:{PACKAGES}"
    return [
        MeasuredAction(
            ("Janji", "Pledge"),
            donor[0],
            f"/kantor/janji/baru?{draft}",
            _accept_statement,
            "Kirim janji bantuan",
        ),
        MeasuredAction(
            ("Alokasi", "Allocation"),
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


def feedback(chromium: Browser, served: Web, action: MeasuredAction) -> float:
    """The milliseconds until the screen showed what was sent.

    Raises:
        CommandError: the screen never showed it.
    """
    name, _, session = served.sign_in(action.person).partition("=")
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
    page.goto(served.origin + action.path, wait_until="load")
    button = page.get_by_role("button", name=action.button, exact=True)
    button.wait_for()
    action.prepare(page)
    button.tap()
    page.wait_for_function("acted.shown > 0")
    acted: dict[str, Any] = page.evaluate("acted")
    # Wait until it is stored, so that the next round finds the data as expected.
    page.wait_for_url("**/kantor/janji/*")
    page.get_by_role("heading", name="Riwayat").wait_for()
    context.close()
    if not acted["notice"]:
        raise CommandError("Layar tidak berubah.", "The screen did not change.", t(*action.name))
    return float(acted["shown"] - acted["tapped"])


@dataclass(frozen=True, slots=True)
class Size:
    """The bytes of an office page as sent, and its budget."""

    what: str
    size: int
    budget: int


def heaviest() -> Sequence[Size]:
    """The office's heaviest first visit and its heaviest further page, as built."""
    output = run(
        [node.node(), "scripts/sizes.ts", "--json"],
        folder=paths.checkout() / "frontend",
        environment=node.environment(),
        failing=("Ukuran halaman tidak terbaca.", "The pages could not be weighed."),
    )
    found = [
        Size(each["what"], each["size"], each["budget"]) for each in json.loads(output)["office"]
    ]
    return [
        max((each for each in found if each.what.endswith(kind)), key=lambda each: each.size)
        for kind in ("as a first visit", "as a further page")
    ]
