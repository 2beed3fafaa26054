"""The context of resolvers: the viewer, the database pools, and the HTTP request."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from ksbb.domain.identity.rules import source

if TYPE_CHECKING:
    from starlette.datastructures import MutableHeaders
    from starlette.requests import Request

    from ksbb.core.database import Pools
    from ksbb.core.viewer import Viewer
    from ksbb.web.graphql.exchange import Exchange


@dataclass(frozen=True, slots=True)
class Context:
    """``info.context`` of one operation.

    Attributes:
        viewer: the caller; its locale is the language of the answers.
        pools: for reads and transactions.
        request: the request itself.
        headers: response headers that a resolver may set.
    """

    viewer: Viewer
    pools: Pools
    request: Request
    headers: MutableHeaders

    @property
    def source(self) -> str:
        """The network that the request comes from; attempts are counted by it."""
        client = self.request.client
        return source(client.host if client else None)


async def context_of(request: Request, exchange: Exchange) -> Context:
    """The context of a request; its viewer is known at this point."""
    return Context(exchange.viewer, request.app.state.pools, request, exchange.headers)
