"""What a resolver is given: who asks, the database's doors, and what only HTTP knows."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from starlette.datastructures import MutableHeaders
    from starlette.requests import Request

    from ksbb.endpoint.reply import Exchange
    from ksbb.kernel.db import Pools
    from ksbb.kernel.viewer import Viewer


@dataclass(frozen=True, slots=True)
class Context:
    """``info.context`` of one operation.

    Attributes:
        viewer: who asks; its locale is the language of this request's answers.
        pools: where reads and transactions are opened.
        request: the request itself.
        headers: sent with the answer.
    """

    viewer: Viewer
    pools: Pools
    request: Request
    headers: MutableHeaders


async def context_of(request: Request, exchange: Exchange) -> Context:
    """The context of a request whose sender is known by now."""
    return Context(exchange.viewer, request.app.state.pools, request, exchange.headers)
