"""``GET /transparansi/sampel/2020-05-02.csv``: the list of a day's sample, to draw it again.

``./ksbb sample --file`` reads it; so it has nothing above its headings.
"""

from __future__ import annotations

import csv
import datetime as dt
import io
from typing import TYPE_CHECKING

from starlette.responses import PlainTextResponse, Response
from starlette.routing import BaseRoute, Route

from ksbb.core.viewer import NOBODY
from ksbb.domain.verification.queries import listed_stops
from ksbb.web.exports.files import Csv
from ksbb.web.http_cache import NO_STORE, PUBLIC

if TYPE_CHECKING:
    from starlette.requests import Request

_MISSING = "Hari itu tidak didaftar.\nThat day is not listed.\n"
_DRAWN = {True: "yes", False: "no", None: ""}


def routes() -> list[BaseRoute]:
    """The file in both languages: it is the same."""
    return [Route(f"{lang}/transparansi/sampel/{{day}}.csv", respond) for lang in ("", "/en")]


async def respond(request: Request) -> Response:
    """The list, or 404 if there is none."""
    try:
        day = dt.date.fromisoformat(request.path_params["day"])
    except ValueError:
        return PlainTextResponse(_MISSING, 404, {"cache-control": NO_STORE})
    async with request.app.state.pools.transaction(NOBODY) as tx:
        listed = await listed_stops(tx, day)
    if not listed:
        return PlainTextResponse(_MISSING, 404, {"cache-control": NO_STORE})
    text = io.StringIO()
    rows = csv.writer(text)
    rows.writerow(("stop", "chance", "drawn"))
    rows.writerows((each.stop_id, each.chance, _DRAWN[each.drawn]) for each in listed)
    name = f'attachment; filename="ksbb-sampel-{day}.csv"'
    headers = {"content-disposition": name, "cache-control": PUBLIC}
    return Response(text.getvalue(), media_type=Csv.media, headers=headers)
