"""A phone opens a link, says what it has, and acts with its own token."""

from collections.abc import AsyncIterator
from dataclasses import dataclass, replace
from uuid import uuid4

import httpx
import pytest
from sqlalchemy import text
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

from ksbb.core.viewer import Actor, Role, Viewer
from ksbb.domain.identity.rules import new_token
from ksbb.web.phones import Phones
from tests import factories
from tests.deliveries.field import end, on_the_way, opened
from tests.deliveries.world import World, deliver_to
from tests.real_schema import Api, global_id

ORIGIN = "https://ksbb.example"
OURS = {"origin": ORIGIN, "x-ksbb-csrf": "1"}
STOPS = "{ courierStops { id state loads { dispatched package { id } } } }"
SHIFTS = """query ($id: ID!) { node(id: $id) { ... on Shipment { shifts {
    label shipments { id } device { waiting photos arrived lost } } devices { waiting } } } }"""
NOTHING = {"sequence": 0, "waiting": 0, "refused": 0, "arrived": 0, "photos": 0}


@dataclass
class Road:
    """A trip on the way, the link of its shift, and the routes of phones.

    ``session``: who is signed in with a cookie. ``/who`` answers who acts.
    """

    api: Api
    world: World
    courier: Viewer
    link: str
    shipment: int
    stops: list[int]
    client: httpx.AsyncClient
    session: list[Viewer]

    async def post(self, path: str, body: object, **headers: str) -> httpx.Response:
        return await self.client.post(path, json=body, headers=OURS | headers)

    async def heard(self, phone: str, **sent: object) -> httpx.Response:
        return await self.post("/lapangan/heard", NOTHING | sent, authorization=f"Bearer {phone}")

    async def opens(self) -> str:
        """The first phone opens the link; returns its token."""
        phone = new_token()
        answer = await self.post("/lapangan/open", {"phone": phone, "shift": self.link})
        assert answer.status_code == 200, answer.text
        return phone


@pytest.fixture
async def road(api: Api) -> AsyncIterator[Road]:
    async with api.transaction() as db:
        world = await deliver_to(db)
        shipment, stops = await on_the_way(world)
        courier, link = await opened(world, shipment)
    session: list[Viewer] = []

    async def session_viewer_of(_request: Request) -> Viewer | None:
        return session[0] if session else None

    phones = Phones(api.database.settings(public_url=ORIGIN), session_viewer_of)

    async def who(request: Request) -> Response:
        viewer = await phones.viewer_of(request)
        return JSONResponse(viewer and [viewer.actor, viewer.actor_id, viewer.role])

    app = Starlette(routes=[*phones.routes(), Route("/who", who)])
    app.state.pools = api.pools
    transport = httpx.ASGITransport(app)
    async with httpx.AsyncClient(transport=transport, base_url=ORIGIN) as client:
        yield Road(api, world, courier, link, shipment, stops, client, session)


async def test_a_link_opens_on_one_phone_and_a_preview_binds_nothing(road: Road) -> None:
    # The token stands behind a #, so a preview never sends it; and a GET binds nothing.
    assert (await road.client.get(f"/lapangan/open?shift={road.link}")).status_code == 405
    phone = await road.opens()
    again = await road.post("/lapangan/open", {"phone": phone, "shift": road.link})
    assert again.json()["label"] == "Mobil 1"
    second = await road.post("/lapangan/open", {"phone": new_token(), "shift": road.link})
    assert (second.status_code, second.json()["error"]["code"]) == (409, "PHONE_TAKEN")


async def test_other_requests_open_nothing(road: Road) -> None:
    fresh = {"phone": new_token()}
    for body, headers, status in (
        ({"phone": "short", "shift": "x"}, {}, 400),
        ([], {}, 400),
        (fresh | {"shift": new_token()}, {}, 404),
        (fresh, {}, 401),
        (fresh, {"origin": "https://evil.example"}, 403),
        (fresh, {"x-ksbb-csrf": "0"}, 403),
    ):
        answer = await road.post("/lapangan/open", body, **headers)
        assert (answer.status_code, answer.json()["ksbb"]) == (status, "lapangan")
    # The office is no courier.
    road.session[:] = [road.world.executor]
    assert (await road.post("/lapangan/open", fresh)).status_code == 403


async def test_a_phones_token_says_who_acts_and_a_cookie_then_nothing(road: Road) -> None:
    phone = await road.opens()
    road.session[:] = [road.world.executor]
    for token, acts in ((phone, ["SHIFT", road.courier.actor_id, "FIELD"]), (new_token(), None)):
        answer = await road.client.get("/who", headers={"authorization": f"Bearer {token}"})
        assert answer.json() == acts
    assert (await road.client.get("/who")).json()[0] == "PERSON"


async def test_an_account_has_its_phone_for_96_hours(road: Road) -> None:
    async with road.api.transaction() as db:
        courier = await factories.colleague(db, road.world.executor, Role.FIELD)
    road.session[:] = [courier]
    phone = new_token()
    assert (await road.post("/lapangan/open", {"phone": phone})).status_code == 200
    assert (await road.heard(phone)).status_code == 200
    async with road.api.transaction() as db:
        await db.session.execute(text("UPDATE app.device SET ends_at = clock_timestamp()"))
    assert (await road.heard(phone)).status_code == 401
    # Signed in again, the same phone goes on with its queue.
    assert (await road.post("/lapangan/open", {"phone": phone})).status_code == 200
    assert (await road.heard(phone)).status_code == 200


async def test_a_phone_reports_once_what_it_sends_twice(road: Road) -> None:
    api, courier = road.api, road.courier
    assert courier.actor is Actor.SHIFT
    stops = (await api.query(courier, STOPS))["courierStops"]
    assert [stop["id"] for stop in stops] == [global_id("Stop", stop) for stop in road.stops]
    [load] = stops[0]["loads"]
    report = {
        "key": str(uuid4()),
        "stop": stops[0]["id"],
        "happenedOn": road.world.today.isoformat(),
        "counts": [{"package": load["package"]["id"], "good": load["dispatched"]}],
    }
    handover = "... on HandoverReported { handover { id } }"
    made = [await api.mutate(courier, "reportHandover", handover, **report) for _ in "12"]
    assert made[0] == made[1]
    assert made[0]["__typename"] == "HandoverReported"
    other = await api.mutate(courier, "reportHandover", "", **report | {"note": "lain"})
    assert other["__typename"] == "KeyReused"
    assert (await api.query(road.world.executor, STOPS))["courierStops"] == []


async def test_the_office_hears_what_a_phone_still_has(road: Road) -> None:
    phone = await road.opens()
    answer = await road.heard(phone, sequence=4, waiting=1, arrived=2, photos=2)
    assert (answer.json()["ksbb"], answer.json()["over"]) == ("lapangan", False)
    id = global_id("Shipment", road.shipment)
    seen = (await road.api.query(road.world.executor, SHIFTS, id=id))["node"]
    sent = {"waiting": 1, "photos": 2, "arrived": 2, "lost": 1}
    assert seen["shifts"] == [{"label": "Mobil 1", "shipments": [{"id": id}], "device": sent}]
    # A giver on the trip sees no phones.
    assert (await road.api.query(road.world.donor, SHIFTS, id=id))["node"]["shifts"] == []
    for wrong in ({"waiting": -1}, {"photos": "x"}, {"sequence": None}):
        assert (await road.heard(phone, **wrong)).status_code == 400


async def test_a_shift_that_is_over_is_known_for_fourteen_days(road: Road) -> None:
    phone = await road.opens()
    for days, status in ((1, 200), (15, 401)):
        async with road.api.transaction() as db:
            await end(replace(road.world, db=db), road.courier, days)
        answer = await road.heard(phone)
        assert answer.status_code == status
        assert status == 401 or answer.json()["over"] is True
