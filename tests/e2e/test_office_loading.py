"""The office's pages load their code and their data at the same time."""

from __future__ import annotations

import json
import re

import pytest
from playwright.sync_api import Request, Route

from tests.e2e.conftest import Visit
from tools.dev import paths

_MANIFEST = paths.checkout() / "frontend" / "registered" / "office.json"
# What a page reads first, where no query has its name: the programme, which decides what it reads
# next, or what only some kinds of organisations read.
_FIRST_QUERIES = {
    "UnitsPage": "programmePhasesQuery",
    "GapsPage": "programmePhasesQuery",
    "ReportPage": "programmePhasesQuery",
    "HomePage": {"Hasan Contoh": "AggregatorHomeQuery", "Wulan Contoh": "PemprovHomePhasesQuery"},
    "AgreementsPage": {
        "Hasan Contoh": "AgreementsPageOwnQuery",
        "Wulan Contoh": "AgreementsPageQueueQuery",
    },
}
_NAME = re.compile(r"query (\w+)")


def _first_query(page: str, name: str) -> str:
    """The name of the query that a page reads first, for one of the demo's people."""
    found = _FIRST_QUERIES.get(page, f"{page}Query")
    return found if isinstance(found, str) else found[name]


def _queries() -> dict[str, str]:
    """The registered queries of the office: their names by id."""
    documents: dict[str, str] = json.loads(_MANIFEST.read_text())
    return {key: found.group(1) for key, text in documents.items() if (found := _NAME.search(text))}


@pytest.mark.parametrize(
    ("name", "pages"),
    [
        (
            "Hasan Contoh",
            {
                "/janji": "PledgesPage",
                "/janji?lihat=menunggu&urut=terlama": "PledgesPage",
                "/janji-masuk": "IncomingPledgesPage",
                "/janji/1": "PledgePage",
                "/janji/baru": "NewPledgePage",
                "": "HomePage",
                "/kontribusi": "ContributionsPage",
                "/kontribusi/1": "ContributionPage",
                "/pks": "AgreementsPage",
                "/unit/31.74.05.1001.002": "UnitPage",
                "/tugas": "TodayPage",
                "/anggota": "MembersPage",
                "/laporan": "ReportPage",
                "/organisasi-kami": "ProfilePage",
            },
        ),
        (
            "Wulan Contoh",
            {
                "": "HomePage",
                "/antrean": "PledgeQueuePage",
                "/pks": "AgreementsPage",
                "/unit/31.74.05.1001.002": "UnitPage",
                "/organisasi?jenis=DONOR": "OrganisationsPage",
                "/organisasi/2": "OrganisationPage",
                "/unit": "UnitsPage",
                "/kesenjangan": "GapsPage",
                "/kebutuhan?wilayah=31.74.05.1001": "NeedsPage",
                "/audit?sejak=2020-05-01": "AuditPage",
                "/pengaduan": "ComplaintsPage",
                "/pengaduan?lihat=dijawab": "ComplaintsPage",
                "/usulan": "ProposalsPage",
            },
        ),
    ],
)
def test_a_page_reads_once_and_while_its_code_is_loading(
    visit: Visit, name: str, pages: dict[str, str]
) -> None:
    queries = _queries()
    sent: list[str] = []
    held: list[Route] = []

    def note(request: Request) -> None:
        if request.url.endswith("/graphql") and request.post_data:
            sent.append(queries.get(json.loads(request.post_data)["documentId"], ""))

    def hold(route: Route) -> None:
        held.append(route)

    with visit() as somebody:
        somebody.signs_in_as(name)
        somebody.page.wait_for_load_state("networkidle")
        somebody.page.on("request", note)
        for path, page in pages.items():
            first = _first_query(page, name)
            sent.clear()
            held.clear()
            code = re.compile(rf"/assets/{page}-[^/]+\.js$")
            somebody.page.route(code, hold)
            somebody.page.goto(f"{somebody.site.origin}/kantor{path}", wait_until="commit")
            for _ in range(200):
                if held and first in sent:
                    break
                somebody.page.wait_for_timeout(100)
            assert held, f"{path}: its code was not requested"
            assert first in sent, f"{path}: the query waits for the code"
            for route in held:
                route.continue_()
            somebody.page.unroute(code, hold)
            somebody.page.get_by_role("heading", level=1).wait_for()
            somebody.page.wait_for_load_state("networkidle")
            assert sent.count(first) == 1, f"{path}: read {sent}"
