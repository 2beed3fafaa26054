"""``/slip/7,8``: slips to print, one on a page, for who has called ``printSlips``.

GET shows a button. POST makes the codes and shows them: this works once for each slip, because
nothing but their HMAC is kept.
"""

from __future__ import annotations

import datetime as dt
import re
from io import BytesIO
from typing import TYPE_CHECKING

import segno
from markupsafe import Markup
from starlette.responses import HTMLResponse, Response
from starlette.routing import BaseRoute, Route

from ksbb.core.refusals import NotAllowed, NotFound, NotSignedIn, Refusal
from ksbb.domain.deliveries.slips import actions, codes, queries
from ksbb.domain.deliveries.slips.rules import MOST_SLIPS
from ksbb.web.http_cache import NO_STORE
from ksbb.web.security import NotOurPage, check_own_page
from ksbb.web.sign_in import pages
from ksbb.web.slips.styles import PRINT
from ksbb.web.small_page import small_page

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable

    from starlette.requests import Request

    from ksbb.core.settings import Settings
    from ksbb.core.viewer import Viewer

_IDS = re.compile(rf"[0-9]{{1,18}}(,[0-9]{{1,18}}){{0,{MOST_SLIPS - 1}}}", re.ASCII)
_BACK = ("/kantor", "Kembali ke kantor", "Back to the office")
_HEADERS = {
    "cache-control": NO_STORE,
    "vary": "Cookie",
    "referrer-policy": "strict-origin",
}
STATUS: dict[type[Refusal], int] = {
    NotSignedIn: 401,
    NotAllowed: 403,
    NotOurPage: 403,
    NotFound: 404,
}

_ASK = Markup("""<main>
<h1>Cetak {count} slip<span lang="en">Print {count} slips</span></h1>
<p>Kode hanya tampil satu kali. Siapkan pencetak, lalu cetak halaman berikutnya. Bila gagal, buat \
slip baru.<span lang="en">The codes are shown once. Get the printer ready, then print the next \
page. If that fails, make new slips.</span></p>
<form method="post" action="{action}"><button>Tampilkan slip<span lang="en">Show the slips</span>\
</button></form>
</main>""")
_SLIP = Markup("""<section>
<h1>Slip terima KSBB</h1>
<p class="unit">{unit}, {kelurahan}</p>
<p>{phase}. Kode unit: <b>{code}</b></p>
<div class="how">{qr}<ol>
<li>Hitung dahulu semua paket yang datang.</li>
<li>Buka {address} atau pindai gambar ini dengan ponsel apa pun.</li>
<li>Ketik satu kode, lalu jumlah yang baik dan yang rusak.</li>
<li>Coret kode yang sudah dipakai. Satu kode untuk satu kiriman.</li>
</ol></div>
<ul class="codes">{codes}</ul>
<p>Berlaku sampai {until}. Simpan slip ini. Jangan berikan kode sebelum paket dihitung.</p>
<p class="note">Di kode tidak ada angka 0 dan 1, juga huruf O, I, L, U.</p>
</section>
""")
_CODE = Markup("<li>{}</li>")
_MONTHS = (
    *("Januari", "Februari", "Maret", "April", "Mei", "Juni", "Juli", "Agustus", "September"),
    *("Oktober", "November", "Desember"),
)


class SlipPages:
    """The pages to print slips.

    Args:
        config: the settings of the installation.
        viewer_of: finds the sender of a request; None for nobody.
    """

    def __init__(
        self, config: Settings, viewer_of: Callable[[Request], Awaitable[Viewer | None]]
    ) -> None:
        self._origin = config.origin
        self._key = config.derived(codes.PURPOSE)
        self._viewer_of = viewer_of

    def routes(self) -> list[BaseRoute]:
        """The page, and its style sheet."""
        return [
            Route(PRINT.route, PRINT.respond),
            Route("/slip/{slips}", self.respond, methods=["GET", "POST"]),
        ]

    async def respond(self, request: Request) -> Response:
        """The slips, or a page that says why there are none."""
        try:
            slips = _slips(request.path_params["slips"])
            viewer = await self._viewer_of(request)
            if viewer is None or not viewer.signed_in:
                raise NotSignedIn
            if request.method != "POST":
                ask = _ASK.format(count=len(slips), action=request.url.path)
                return HTMLResponse(_page(ask), headers=_HEADERS)
            check_own_page(request.headers, self._origin)
            async with request.app.state.pools.transaction(viewer) as tx:
                shown = await actions.show_slips(tx, viewer, slips=slips, key=self._key)
            content = Markup("").join(self._slip(each) for each in shown)
        except Refusal as refusal:
            status = STATUS.get(type(refusal), 409)
            return HTMLResponse(pages.refused(refusal, _BACK), status, _HEADERS)
        return HTMLResponse(_page(content), headers=_HEADERS)

    def _slip(self, shown: actions.ShownSlip) -> Markup:
        slip = shown.slip
        return _SLIP.format(
            unit=slip.unit,
            kelurahan=slip.kelurahan,
            phase=slip.phase,
            code=slip.unit_code,
            qr=_qr(f"{self._origin}/terima/{shown.token}"),
            address=f"{self._origin.partition('//')[2]}/terima",
            codes=Markup("").join(_CODE.format(codes.shown(code)) for code in shown.codes),
            until=_day(slip.ends_on + queries.VALID_DAYS),
        )


def _slips(written: str) -> list[int]:
    if not _IDS.fullmatch(written):
        raise NotFound("Slip")
    return sorted({int(part) for part in written.split(",")})


def _page(content: Markup) -> str:
    return small_page("Slip terima", content, css=PRINT.path)


def _qr(address: str) -> Markup:
    """The address as an SVG that stands in the page."""
    drawn = BytesIO()
    segno.make(address, error="m", micro=False).save(
        drawn, kind="svg", xmldecl=False, svgns=True, scale=4, omitsize=True, nl=False
    )
    return Markup(drawn.getvalue().decode())  # noqa: S704 - drawn from our own address


def _day(day: dt.date) -> str:
    return f"{day.day} {_MONTHS[day.month - 1]} {day.year}"
