"""``/terima``: a unit confirms a delivery on any phone, without an account and without scripts.

One question a page. The answers so far travel in hidden fields of the form, so the server keeps no
state, and no answer stands in an address. GET shows the first question; only a POST with ``kirim``
confirms. ``/terima/TOKEN``, which the QR of a slip opens, knows the unit already.
"""

from __future__ import annotations

import asyncio
import re
from dataclasses import dataclass
from http import HTTPStatus
from typing import TYPE_CHECKING
from uuid import UUID, uuid4

from starlette.responses import HTMLResponse, Response
from starlette.routing import BaseRoute, Route

from ksbb.core.refusals import InvalidInput, KeyReused, Refusal
from ksbb.core.viewer import NOBODY, Actor, Viewer
from ksbb.domain.deliveries.counts import UnitCount
from ksbb.domain.deliveries.proofs import actions as proofs
from ksbb.domain.deliveries.slips import codes, queries
from ksbb.domain.deliveries.slips.rules import (
    SLOW_SECONDS,
    CodeNotUsable,
    CodeProblem,
    check_code,
)
from ksbb.domain.identity.rules import is_token, source, token_hash
from ksbb.domain.pledges.rules import MAX_PACKAGES
from ksbb.web.bodies import FORM, NotReadable, form_fields, media_type_of, read_small_body
from ksbb.web.http_cache import NO_STORE
from ksbb.web.security import NotOurPage, check_own_page
from ksbb.web.slips.receipt_pages import Page, Pair
from ksbb.web.slips.styles import RECEIPT

if TYPE_CHECKING:
    from collections.abc import Iterator

    from starlette.requests import Request

    from ksbb.core.database import Pools
    from ksbb.core.settings import Settings

BODY_BYTES = 16_384
_HEADERS = {"cache-control": NO_STORE, "referrer-policy": "strict-origin"}
_RW = re.compile(r"([0-9]{2})([0-9]{2})([0-9]{2})([0-9]{4})([0-9]{3})", re.ASCII)
_UNIT: Pair = ("Kode unit apa di slip?", "Which unit code is on the slip?")
_CODE: Pair = ("Kode apa di slip?", "Which code is on the slip?")
_STOP: Pair = ("Kiriman mana yang datang?", "Which delivery came?")
_MESSAGE: Pair = ("Adakah pesan?", "Is there a message?")

_LONGEST = 1000

Lines = list[tuple[Pair, str, str]]


@dataclass(frozen=True, slots=True)
class _Visit:
    """A slip's holder after a right code: the deliveries to choose from, and the answers so far."""

    page: Page
    place: queries.Place
    holder: Viewer
    stops: list[queries.OpenStop]
    typed: dict[str, str]
    code_hmac: str


class Receipts:
    """The page where units confirm deliveries.

    Args:
        config: the settings of the installation.
        slow_seconds: how long a slowed request waits.
    """

    def __init__(self, config: Settings, *, slow_seconds: float = SLOW_SECONDS) -> None:
        self._origin = config.origin
        self._key = config.derived(codes.PURPOSE)
        self._slow = slow_seconds

    def routes(self) -> list[BaseRoute]:
        """The page in both languages, and its style sheet."""
        paths = [f"{lang}/terima{more}" for lang in ("", "/en") for more in ("", "/{token}")]
        return [
            Route(RECEIPT.route, RECEIPT.respond),
            *(Route(path, self.respond, methods=["GET", "POST"]) for path in paths),
        ]

    async def respond(self, request: Request) -> Response:
        """The next question, what was typed once more, or what was kept."""
        english = request.url.path.startswith("/en/")
        try:
            typed: dict[str, str] = {}
            if request.method == "POST":
                check_own_page(request.headers, self._origin)
                if media_type_of(request) != FORM:
                    raise NotReadable
                typed = form_fields(await read_small_body(request, BODY_BYTES))
            page, status = await self._answer(request, typed, english=english)
        except Refusal as refusal:
            why = (refusal.message("id"), refusal.message("en"))
            status = HTTPStatus.FORBIDDEN if isinstance(refusal, NotOurPage) else 400
            page = Page(english, "/en/terima" if english else "/terima", {}).refused(why)
        return HTMLResponse(page, status, _HEADERS)

    async def _answer(
        self, request: Request, typed: dict[str, str], *, english: bool
    ) -> tuple[str, int]:
        pools: Pools = request.app.state.pools
        change = typed.pop("ubah", "")
        send = typed.pop("kirim", "") == "ya"
        page = Page(english, request.url.path, typed)
        token = request.path_params.get("token", "")
        network = source(request.client.host if request.client else None)
        async with pools.transaction(NOBODY) as tx:
            place = await queries.place_of(
                tx,
                token_hash=token_hash(token) if is_token(token) else None,
                code=_unit_code(typed.get("unit", "")),
                source=network,
            )
        if place is None:
            unit = typed.get("unit", "")
            unknown: Pair = (
                "Kode unit itu tidak ada. Bandingkan lagi dengan slip.",
                "There is no such unit code. Compare it with the slip again.",
            )
            wrong = unknown if unit or token else None
            hint: Pair = ("Tertulis di bawah nama unit.", "It stands below the unit's name.")
            field = page.text("unit", unit, _UNIT)
            return page.question("unit", _UNIT, hint, field, wrong=wrong), 422 if unit else 200
        if place.slowed:
            await asyncio.sleep(self._slow)
        problem: Pair | None = None
        visit: _Visit | None = None
        if "kode" in typed:
            try:
                visit = await self._visit(pools, page, place, typed, network)
            except (InvalidInput, CodeNotUsable) as refusal:
                problem = (refusal.message("id"), refusal.message("en"))
        if visit is None or change == "kode":
            hint = (
                "10 huruf dan angka. Boleh dicoba lagi: kode tidak hangus.",
                "10 letters and digits. You may try again: no code is lost.",
            )
            field = page.text("kode", typed.get("kode", ""), _CODE)
            question = page.question("kode", _CODE, hint, field, place=place, wrong=problem)
            return question, 422 if problem else 200
        return await self._after_code(pools, visit, change=change, send=send)

    async def _visit(
        self, pools: Pools, page: Page, place: queries.Place, typed: dict[str, str], network: str
    ) -> _Visit:
        """The slip of a typed code, and the deliveries that it may confirm.

        Raises:
            InvalidInput, CodeNotUsable.
        """
        code_hmac = codes.digest(check_code(typed["kode"]), self._key)
        async with pools.transaction(NOBODY) as tx:
            tried = await queries.try_code(
                tx, unit_id=place.unit_id, code_hmac=code_hmac, source=network
            )
        if tried.slip_id is None or tried.problem not in (None, "CORRECTS"):
            raise CodeNotUsable(CodeProblem(tried.problem or "UNKNOWN"))
        holder = Viewer(tried.slip_id, actor=Actor.SLIP)
        async with pools.transaction(holder) as tx:
            stops = await queries.stops(tx)
        open_stops = [
            stop
            for stop in stops
            if (stop.id == tried.stop_id if tried.stop_id else not stop.confirmed)
        ]
        return _Visit(page, place, holder, open_stops, typed, code_hmac.hex())

    async def _after_code(
        self, pools: Pools, visit: _Visit, *, change: str, send: bool
    ) -> tuple[str, int]:
        page, typed, stops = visit.page, visit.typed, visit.stops
        if not stops:
            return page.nothing(visit.place), 200
        typed.setdefault("kunci", str(uuid4()))
        stop = next((each for each in stops if str(each.id) == typed.get("kiriman")), None)
        if stop is None or change == "kiriman":
            hint: Pair = ("Pilih pengirimnya.", "Choose who brought it.")
            field = page.choices(stops, typed.get("kiriman", ""))
            question = page.question("kiriman", _STOP, hint, field, place=visit.place, back="kode")
            return question, 200
        lines: Lines = []
        back = "kiriman"
        for name, title, hint in _counted(stop):
            value = typed.get(name, "")
            number = _number(value)
            if number is None or change == name:
                wrong: Pair | None = None
                if value and number is None:
                    wrong = ("Tulis angka saja, seperti 142.", "Write a number, such as 142.")
                field = page.text(name, value, title, number=True)
                question = page.question(name, title, hint, field, wrong=wrong, back=back)
                return question, 422 if wrong else 200
            lines.append((title, str(number), name))
            back = name
        message = typed.get("pesan", "")
        if "pesan" not in typed or change == "pesan" or len(message) > _LONGEST:
            hint = (
                "Boleh dikosongkan. Jangan tulis nama, NIK, atau nomor telepon warga.",
                "You may leave it empty. Write no name, NIK or telephone number of residents.",
            )
            field = page.area(message, _MESSAGE)
            return page.question("pesan", _MESSAGE, hint, field, back=back), 200
        lines.append((("Pesan", "Message"), message, "pesan"))
        if not send:
            return page.review(stop, lines, None), 200
        try:
            receipt = await _confirm(pools, visit, stop)
        except KeyReused:
            # The browser went back, and a number was changed after it had been sent.
            typed["kunci"] = str(uuid4())
            again: Pair = (
                "Angkanya berubah sejak dikirim. Kirim lagi untuk membetulkannya.",
                "The numbers changed since they were sent. Send them again to correct them.",
            )
            return page.review(stop, lines, again), 409
        except Refusal as refusal:
            why = (refusal.message("id"), refusal.message("en"))
            return page.review(stop, lines, why), 409
        return page.done(lines, receipt), 200


def _counted(stop: queries.OpenStop) -> Iterator[tuple[str, Pair, Pair]]:
    """The questions of numbers: the field, the question and a hint."""
    for package, name in stop.packages.items():
        yield (
            f"baik-{package}",
            (f"Berapa yang baik? {name}", f"How many are good? {name}"),
            ("Hitung sendiri semua paket yang utuh.", "Count all whole packages yourself."),
        )
        yield (
            f"rusak-{package}",
            (f"Berapa yang rusak? {name}", f"How many are damaged? {name}"),
            (
                "Basah, sobek, atau kedaluwarsa. Tulis 0 bila tidak ada.",
                "Wet, torn or expired. Write 0 if there is none.",
            ),
        )


async def _confirm(pools: Pools, visit: _Visit, stop: queries.OpenStop) -> queries.Receipt:
    typed = visit.typed
    counts = [
        UnitCount(
            package,
            _number(typed[f"baik-{package}"]) or 0,
            _number(typed[f"rusak-{package}"]) or 0,
        )
        for package in stop.packages
    ]
    async with pools.transaction(visit.holder) as tx:
        await proofs.confirm_delivery(
            tx,
            visit.holder,
            _client_id(typed),
            stop_id=stop.id,
            code_hmac=visit.code_hmac,
            counts=counts,
            message=typed["pesan"],
        )
        receipt = await queries.receipt(tx, stop.id)
    if receipt is None:
        raise KeyReused
    return receipt


def _client_id(typed: dict[str, str]) -> UUID:
    """The id that the form got with its first page, which makes sending it twice harmless."""
    try:
        return UUID(typed["kunci"])
    except ValueError:
        raise NotReadable from None


def _number(written: str) -> int | None:
    """A number of packages as people write it: `1.200` is twelve hundred."""
    digits = re.sub(r"[ .]", "", written)
    if not re.fullmatch(r"[0-9]{1,7}", digits, re.ASCII) or int(digits) > MAX_PACKAGES:
        return None
    return int(digits)


def _unit_code(written: str) -> str:
    """A typed code of a unit as it is kept: an RW's has full stops between its parts."""
    plain = re.sub(r"[\s.-]", "", written)
    rw = _RW.fullmatch(plain)
    return ".".join((*rw.groups(),)[:4]) + "." + rw[5] if rw else written.strip().upper()
