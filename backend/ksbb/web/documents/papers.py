"""``/kertas/{id}.pdf``: the papers for a trip, for the executor and its couriers."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING

from starlette.responses import HTMLResponse, Response
from starlette.routing import BaseRoute, Route

from ksbb.core.refusals import NotFound, NotSignedIn, Refusal
from ksbb.core.viewer import Role
from ksbb.domain.deliveries.trips.models import ShipmentState
from ksbb.domain.documents import queries
from ksbb.domain.documents.papers import trip_papers
from ksbb.web.http_cache import NO_STORE
from ksbb.web.sign_in import pages

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable

    from starlette.requests import Request

    from ksbb.core.viewer import Viewer

_BACK = ("/kantor/pengiriman", "Kembali ke pengiriman", "Back to shipments")
_HEADERS = {"cache-control": NO_STORE, "vary": "Cookie"}
# A trip of a thousand stops has a thousand pages: they are made one trip at a time.
_AT_ONCE = 1


class TripPapers:
    """Makes the papers for trips.

    Args:
        origin: the address of this installation.
        viewer_of: finds the sender of a request; None for nobody.
    """

    def __init__(
        self, origin: str, viewer_of: Callable[[Request], Awaitable[Viewer | None]]
    ) -> None:
        self._origin = origin
        self._viewer_of = viewer_of
        self._making = asyncio.Semaphore(_AT_ONCE)

    def routes(self) -> list[BaseRoute]:
        """The only route."""
        return [Route("/kertas/{shipment:int}.pdf", self.respond)]

    async def respond(self, request: Request) -> Response:
        """The PDF, or a page that says why there is none."""
        try:
            viewer = await self._viewer_of(request)
            if viewer is None or not viewer.signed_in:
                raise NotSignedIn
            async with request.app.state.pools.transaction(viewer) as tx:
                found = await queries.seen_trip(tx, request.path_params["shipment"])
            # Donors and officers see the shipment, but drive no stop of it.
            if (
                found is None
                or found[0].executor_id != viewer.organisation_id
                or viewer.role is Role.KELURAHAN
                or found[0].state == ShipmentState.CANCELLED
            ):
                raise NotFound("Shipment")
        except Refusal as refusal:
            status = 401 if isinstance(refusal, NotSignedIn) else 404
            return HTMLResponse(pages.refused(refusal, _BACK), status, _HEADERS)
        trip, stops, loaded = found
        async with self._making:
            pdf = await asyncio.to_thread(trip_papers, trip, stops, loaded, origin=self._origin)
        name = f'attachment; filename="{trip.number}.pdf"'
        return Response(
            pdf,
            media_type="application/pdf",
            headers={**_HEADERS, "content-disposition": name},
        )
