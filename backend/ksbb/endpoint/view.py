"""The door: Strawberry's ASGI view with the rules of a public endpoint.

Strawberry keeps what it does well (the flow of a request, resolvers, contexts); the hooks it
offers are where the rules stand:

====================  ==========================================================
``get_sub_response``  who asks and how: method, media type, cookies, CSRF, token
``parse_http_body``   what is asked (:mod:`ksbb.endpoint.body`)
``execute_operation`` which document, may it run, within which time
``process_result``    errors masked and in the reader's language
``create_response``   bytes, status, caching
====================  ==========================================================
"""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from dataclasses import replace
from http import HTTPStatus
from inspect import isawaitable
from typing import TYPE_CHECKING, Any, cast

import orjson
import structlog
from cross_web import StarletteRequestAdapter
from graphql import OperationType, execute, subscribe
from starlette.requests import ClientDisconnect, Request
from starlette.responses import Response
from strawberry.asgi import GraphQL
from strawberry.http import GraphQLRequestData
from strawberry.http.websocket_origin import is_same_origin, normalize_origin
from strawberry.types import ExecutionResult

from ksbb.endpoint import body, reply
from ksbb.endpoint.documents import Document, Documents
from ksbb.endpoint.faults import Fault
from ksbb.endpoint.introspection import Introspection
from ksbb.endpoint.limits import PEOPLE, SYSTEMS
from ksbb.endpoint.negotiation import GRAPHQL, media_type, preferred, streams
from ksbb.endpoint.reply import Exchange
from ksbb.endpoint.stream import Stream, Streams
from ksbb.kernel.errors import Locale
from ksbb.kernel.viewer import Viewer

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable, Mapping

    from graphql import DocumentNode, OperationDefinitionNode
    from starlette.types import Receive, Scope, Send
    from strawberry.schema import Schema

    from ksbb.endpoint.persisted import Persisted

    ViewerOf = Callable[[Request], Awaitable[Viewer | None]]
    ContextOf = Callable[[Request, Exchange], Awaitable[Any]]

SECONDS = 10.0
METHODS = frozenset({"GET", "HEAD", "POST"})

# Nobody, in each of the two languages.
STRANGERS: dict[Locale, Viewer] = {"id": Viewer(locale="id"), "en": Viewer(locale="en")}

log = structlog.get_logger("ksbb.endpoint")


class Adapter(StarletteRequestAdapter):
    """Strawberry's view of a request; ours reads the request itself."""

    @property
    def request(self) -> Request:
        """The request behind the adapter."""
        return self._request


class Endpoint(GraphQL[Any, None]):
    """GraphQL over HTTP at one address.

    Args:
        schema: what is served.
        documents: parses and keeps documents of this schema.
        persisted: the documents anybody may ask for by id.
        viewer_of: who sends a request, by its token or cookie; None for nobody.
        context_of: what resolvers are given.
        origin: the origin people see, e.g. ``https://ksbb.example``.
        seconds: how long a request may take, from its first line to its answer.
        streams: those of this process; where there are none, there are no subscriptions.
    """

    request_adapter_class = Adapter

    def __init__(
        self,
        schema: Schema,
        *,
        documents: Documents,
        persisted: Persisted,
        viewer_of: ViewerOf,
        context_of: ContextOf,
        origin: str,
        seconds: float = SECONDS,
        streams: Streams | None = None,
    ) -> None:
        super().__init__(schema, graphql_ide=None, subscription_protocols=())
        if schema.extensions:
            raise TypeError("the endpoint runs documents without a schema's extensions")
        self.executor_class = schema.execution_context_class
        self.documents = documents
        self.persisted = persisted
        self.introspection = Introspection(documents.schema)
        self.viewer_of = viewer_of
        self.context_of = context_of
        self.origin = normalize_origin(origin)
        self.seconds = seconds
        self.streams = streams

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        request = Request(scope, receive)
        exchange = request.state.exchange = Exchange(_headers(scope))
        try:
            async with asyncio.timeout(self.seconds):
                response = await self.run(request)
        except Fault as fault:
            response = self.refused(request, fault)
        except TimeoutError:
            late = Fault("DEADLINE") if exchange.arrived else Fault("REQUEST_TOO_SLOW")
            log.warning("deadline", operation=exchange.operation, arrived=exchange.arrived)
            response = self.refused(request, late)
        except ClientDisconnect:
            return
        except Exception as error:  # noqa: BLE001 - masked and logged as one in a resolver
            # Outside of a resolver: e.g. the session could not be looked up.
            response = reply.error_response(error, exchange)
        await response(scope, receive, send)

    async def answer(
        self, request: Request, document_id: str, variables: dict[str, Any], locale: Locale
    ) -> tuple[int, bytes]:
        """A registered document as anybody gets it, read for a page that is written here.

        Args:
            request: of the page.
            document_id: as in a request for it.
            variables: of the document.
            locale: of what it says.

        Returns:
            The status that a request for it would have, and its answer in JSON.
        """
        exchange = Exchange({}, STRANGERS[locale], media=GRAPHQL, locale=locale, public=True)
        asked = GraphQLRequestData(
            query=None,
            variables=variables,
            operation_name=None,
            extensions={"documentId": document_id},
        )
        try:
            async with asyncio.timeout(self.seconds):
                context = await self.get_context(request, exchange)
                result = await self.execute_operation(request, None, asked, context, None, exchange)
                answer = self._told(result, exchange)
        except Fault as fault:
            exchange.status = fault.status
            answer = reply.body(None, [fault.formatted(locale)], exchange)
        except TimeoutError:
            late = Fault("DEADLINE")
            exchange.status = late.status
            answer = reply.body(None, [late.formatted(locale)], exchange)
        except Exception as error:  # noqa: BLE001 - as in __call__
            answer = reply.error_body(error, exchange)
        return exchange.status or HTTPStatus.OK, orjson.dumps(answer, default=str)

    def refused(self, request: Request, fault: Fault) -> Response:
        """The answer to a request that is not carried out."""
        _note(request, code=fault.code)
        return reply.fault_response(fault, request.state.exchange)

    # -- who asks, and how ---------------------------------------------------------------

    async def get_sub_response(self, request: Request) -> Exchange:  # type: ignore[override]
        exchange: Exchange = request.state.exchange
        headers = exchange.sent
        language = preferred(headers.get("accept-language", ""))
        exchange.locale = language or "id"
        if request.method not in METHODS:
            raise Fault("METHOD_NOT_ALLOWED")
        accept = headers.get("accept", "")
        exchange.streams = streams(accept) and request.method == "POST"
        media = media_type(accept)
        if media is None and not exchange.streams:
            raise Fault("NOT_ACCEPTABLE")
        exchange.media = media or GRAPHQL
        token = has_token(headers)
        if request.method != "POST" and not token:
            # Cookies are ignored: what a link can trigger must be what anybody may see.
            exchange.public = True
            exchange.viewer = STRANGERS[exchange.locale]
            return exchange
        if not token and "cookie" in headers:
            self.require_own_page(headers)
        viewer = await self.viewer_of(request)
        if viewer is None and token:
            raise Fault("UNAUTHENTICATED")
        if viewer is not None:
            exchange.locale = language or ("en" if viewer.locale == "en" else "id")
        # Refusals raised deep inside speak the language of this request.
        exchange.viewer = (
            replace(viewer, locale=exchange.locale) if viewer else STRANGERS[exchange.locale]
        )
        return exchange

    def require_own_page(self, headers: Mapping[str, str]) -> None:
        """A browser attaches cookies to requests of any page: only ours may send them.

        Raises:
            Fault: CSRF.
        """
        page = headers.get("origin", "")
        ours = page != "" and (
            normalize_origin(page) == self.origin or is_same_origin(page, headers.get("host"))
        )
        if not ours or headers.get("x-ksbb-csrf") != "1":
            raise Fault("CSRF")

    async def get_context(self, request: Any, response: Any) -> Any:
        return await self.context_of(request, response)

    # -- what is asked -------------------------------------------------------------------

    def is_request_allowed(self, request: Any) -> bool:
        del request
        return True  # get_sub_response has refused other methods, before any work

    def should_render_graphql_ide(self, request: Any) -> bool:
        del request
        return False

    async def parse_http_body(self, request: Any) -> GraphQLRequestData:
        found = cast("Adapter", request).request
        exchange: Exchange = found.state.exchange
        exchange.arrived = False
        asked = await body.read(found, exchange.sent)
        exchange.arrived = True
        return GraphQLRequestData(
            query=asked.query,
            variables=asked.variables,
            operation_name=asked.operation_name,
            extensions={"documentId": asked.document_id} if asked.document_id else None,
        )

    # -- may it run, and how long --------------------------------------------------------

    async def execute_operation(  # type: ignore[override]
        self,
        request: Request,
        request_adapter: Any,
        request_data: GraphQLRequestData,
        context: Any,
        root_value: None,
        sub_response: Exchange,
    ) -> ExecutionResult:
        del request_adapter, root_value
        exchange = sub_response
        document = exchange.document = self.find(request_data, exchange)
        if document.fault is not None:
            raise document.fault.again()
        if document.errors:
            return ExecutionResult(data=None, errors=document.errors)
        operation = document.operation(request_data.operation_name)
        exchange.operation = operation.name.value if operation.name else ""
        _note(request, operation=exchange.operation)
        if operation.operation is OperationType.SUBSCRIPTION:
            return await self.open_stream(request, document, request_data, context)
        if exchange.streams and media_type(exchange.sent.get("accept", "")) is None:
            raise Fault("ONLY_SUBSCRIPTIONS")
        if operation.operation is OperationType.MUTATION and request.method != "POST":
            raise Fault("MUTATION_NEEDS_POST")
        variables = request_data.variables or {}
        if document.introspects:
            data, errors = self.introspection.answer(
                document, request_data.operation_name, variables
            )
            return ExecutionResult(
                data=None if data is None else cast("Any", orjson.Fragment(data)),
                errors=errors or None,
            )
        document.judge(self.documents.schema, variables)
        return await self.run_document(document, operation, variables, context)

    async def run_document(
        self,
        document: Document,
        operation: OperationDefinitionNode,
        variables: Mapping[str, Any],
        context: Any,
    ) -> ExecutionResult:
        """Execute a document that was found valid.

        As Strawberry's own `execute` does once it has parsed and validated, which is done here
        when a document is first read; on the way there it took a third of a request's Python.
        """
        running = execute(
            self.documents.schema,
            cast("DocumentNode", document.node),
            context_value=context,
            variable_values=dict(variables),
            operation_name=operation.name.value if operation.name else None,
            executor_class=self.executor_class,
        )
        result = await running if isawaitable(running) else running
        return ExecutionResult(data=result.data, errors=result.errors)

    async def open_stream(
        self, request: Request, document: Document, asked: GraphQLRequestData, context: Any
    ) -> ExecutionResult:
        """Begin a subscription: its answer goes on, and outlives the deadline of a request.

        Raises:
            Fault: NO_SUBSCRIPTIONS, SIGN_IN_FIRST or TOO_MANY_STREAMS.
        """
        exchange: Exchange = request.state.exchange
        if self.streams is None or not exchange.streams:
            raise Fault("NO_SUBSCRIPTIONS")
        if not exchange.viewer.signed_in:
            raise Fault("SIGN_IN_FIRST")
        self.streams.check_room(exchange.viewer.person_id)
        variables = asked.variables or {}
        document.judge(self.documents.schema, variables)
        starting = subscribe(
            self.documents.schema,
            cast("DocumentNode", document.node),
            context_value=context,
            variable_values=dict(variables),
            operation_name=asked.operation_name,
            executor_class=self.executor_class,
        )
        results = await starting if isawaitable(starting) else starting
        if not isinstance(results, AsyncIterator):
            return ExecutionResult(data=results.data, errors=results.errors)

        async def stands() -> bool:
            viewer = await self.viewer_of(request)
            return viewer is not None and replace(viewer, locale=exchange.locale) == exchange.viewer

        exchange.stream = Stream(results, exchange, self.streams, stands)
        return ExecutionResult(data=None, errors=None)

    def find(self, asked: GraphQLRequestData, exchange: Exchange) -> Document:
        """The document of a request: persisted for everybody, free-form for who is known.

        Raises:
            Fault: UNKNOWN_DOCUMENT or PERSISTED_ONLY.
        """
        if asked.extensions:
            return self.persisted.find(asked.extensions["documentId"])
        token = has_token(exchange.sent)
        if exchange.public or not (token or exchange.viewer.signed_in):
            raise Fault("PERSISTED_ONLY")
        return self.documents.free(asked.query or "", SYSTEMS if token else PEOPLE)

    # -- what goes out -------------------------------------------------------------------

    async def process_result(  # type: ignore[override]
        self, request: Request, result: ExecutionResult
    ) -> dict[str, Any]:
        if request.state.exchange.stream is not None:
            return {}
        answer = self._told(result, request.state.exchange)
        if "errors" in answer:
            _note(request, code=answer["errors"][0]["extensions"]["code"])
        return answer

    @staticmethod
    def _told(result: ExecutionResult, exchange: Exchange) -> dict[str, Any]:
        errors: list[dict[str, Any]] = []
        if result.errors:
            document = exchange.document
            if document is not None and document.errors:
                errors = reply.of_errors(document.errors, document.code, exchange.locale)
            else:
                errors = reply.published(result.errors, exchange)
        return reply.body(result.data, errors, exchange)

    def create_response(  # type: ignore[override]
        self, response_data: dict[str, Any], sub_response: Exchange
    ) -> Response:
        return sub_response.stream or reply.response(response_data, sub_response)


def has_token(headers: Mapping[str, str]) -> bool:
    """Whether the request carries a bearer token. Then its cookies don't count."""
    return headers.get("authorization", "")[:7].lower() == "bearer "


def _headers(scope: Scope) -> dict[str, str]:
    # Starlette's own mapping searches its list each time; a dozen searches add up.
    found: dict[str, str] = {}
    for name, value in scope["headers"]:
        found.setdefault(name.decode("latin-1"), value.decode("latin-1"))
    return found


def _note(request: Request, **facts: str) -> None:
    """Leave facts for the access log's line."""
    request.scope.setdefault("ksbb.log", {}).update(facts)
