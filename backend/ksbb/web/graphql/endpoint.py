"""The GraphQL endpoint: Strawberry's ASGI view with the rules of a public endpoint.

Strawberry runs the flow of a request; our rules are in the methods that it calls:

====================  ==========================================================
``get_sub_response``  who sends it and how (:mod:`ksbb.web.graphql.caller`)
``parse_http_body``   its parameters (:mod:`ksbb.web.graphql.parameters`)
``execute_operation`` which document, may it run, within which time
``process_result``    errors are masked and put into the caller's language
``create_response``   bytes, status, caching (:mod:`ksbb.web.graphql.response`)
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
from strawberry.types import ExecutionResult

from ksbb.core.words import Locale
from ksbb.web.graphql import errors, parameters, response
from ksbb.web.graphql.caller import ANONYMOUS, has_token, identify_caller
from ksbb.web.graphql.documents import Document, Documents
from ksbb.web.graphql.exchange import Exchange, headers_of
from ksbb.web.graphql.introspection import Introspection
from ksbb.web.graphql.limits import PEOPLE, SYSTEMS
from ksbb.web.graphql.media_types import GRAPHQL, media_type
from ksbb.web.graphql.request_refused import RequestRefused
from ksbb.web.graphql.stream import Stream, Streams

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable, Mapping

    from graphql import DocumentNode, OperationDefinitionNode
    from starlette.types import Receive, Scope, Send
    from strawberry.schema import Schema

    from ksbb.web.graphql.caller import ViewerOf
    from ksbb.web.graphql.registered import RegisteredDocuments

    ContextOf = Callable[[Request, Exchange], Awaitable[Any]]

SECONDS = 10.0

log = structlog.get_logger("ksbb.web.graphql")


class Adapter(StarletteRequestAdapter):
    """Strawberry's view of a request, with access to the request itself."""

    @property
    def request(self) -> Request:
        """The request behind the adapter."""
        return self._request


class Endpoint(GraphQL[Any, None]):
    """GraphQL over HTTP at one address.

    Args:
        schema: what is served.
        documents: parses and keeps documents of this schema.
        registered: the documents that anybody may run by id.
        viewer_of: finds the sender of a request by token or cookie; None for nobody.
        context_of: makes the context for resolvers.
        origin: the origin that people see, e.g. ``https://ksbb.example``.
        seconds: how long a request may take, from its first line to its answer.
        streams: those of this process; without them there are no subscriptions.
    """

    request_adapter_class = Adapter

    def __init__(
        self,
        schema: Schema,
        *,
        documents: Documents,
        registered: RegisteredDocuments,
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
        self.registered = registered
        self.introspection = Introspection(documents.schema)
        self.viewer_of = viewer_of
        self.context_of = context_of
        self.origin = origin
        self.seconds = seconds
        self.streams = streams

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        request = Request(scope, receive)
        exchange = request.state.exchange = Exchange(headers_of(scope))
        try:
            async with asyncio.timeout(self.seconds):
                found = await self.run(request)
        except RequestRefused as refused:
            found = self.refuse(request, refused)
        except TimeoutError:
            log.warning("deadline", operation=exchange.operation, arrived=exchange.arrived)
            late = RequestRefused("DEADLINE" if exchange.arrived else "REQUEST_TOO_SLOW")
            found = self.refuse(request, late)
        except ClientDisconnect:
            return
        except Exception as error:  # noqa: BLE001 - masked and logged as one in a resolver
            # Outside of a resolver: e.g. the session could not be looked up.
            found = response.response_of(response.failed_answer(error, exchange), exchange)
        await found(scope, receive, send)

    async def run_registered(
        self, request: Request, document_id: str, variables: dict[str, Any], locale: Locale
    ) -> tuple[int, bytes]:
        """Run a registered document as anybody may, for a page that is rendered on the server.

        Args:
            request: for the page.
            document_id: of the document.
            variables: of the document.
            locale: the language of the answer.

        Returns:
            The status and the JSON that a request for this document would get.
        """
        exchange = Exchange({}, ANONYMOUS[locale], media=GRAPHQL, locale=locale, public=True)
        data = GraphQLRequestData(
            query=None,
            variables=variables,
            operation_name=None,
            extensions={"documentId": document_id},
        )
        try:
            async with asyncio.timeout(self.seconds):
                context = await self.get_context(request, exchange)
                result = await self.execute_operation(request, None, data, context, None, exchange)
                answer = _answer_of(result, exchange)
        except RequestRefused as refused:
            answer = response.refused_answer(refused, exchange)
        except TimeoutError:
            answer = response.refused_answer(RequestRefused("DEADLINE"), exchange)
        except Exception as error:  # noqa: BLE001 - as in __call__
            answer = response.failed_answer(error, exchange)
        return exchange.status or HTTPStatus.OK, orjson.dumps(answer, default=str)

    def refuse(self, request: Request, refused: RequestRefused) -> Response:
        """The response to a request that is not carried out."""
        _log_facts(request, code=refused.code)
        return response.refused_response(refused, request.state.exchange)

    # -- who sends it, and how -----------------------------------------------------------

    async def get_sub_response(self, request: Request) -> Exchange:  # type: ignore[override]
        exchange: Exchange = request.state.exchange
        await identify_caller(request, exchange, self.viewer_of, self.origin)
        return exchange

    async def get_context(self, request: Any, response: Any) -> Any:
        return await self.context_of(request, response)

    # -- its parameters ------------------------------------------------------------------

    def is_request_allowed(self, request: Any) -> bool:
        del request
        return True  # identify_caller has refused other methods before any work

    def should_render_graphql_ide(self, request: Any) -> bool:
        del request
        return False

    async def parse_http_body(self, request: Any) -> GraphQLRequestData:
        found = cast("Adapter", request).request
        exchange: Exchange = found.state.exchange
        exchange.arrived = False
        given = await parameters.read(found, exchange.request_headers)
        exchange.arrived = True
        return GraphQLRequestData(
            query=given.query,
            variables=given.variables,
            operation_name=given.operation_name,
            extensions={"documentId": given.document_id} if given.document_id else None,
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
        if document.refused is not None:
            raise document.refused.copy()
        if document.errors:
            return ExecutionResult(data=None, errors=document.errors)
        operation = document.operation(request_data.operation_name)
        exchange.operation = operation.name.value if operation.name else ""
        _log_facts(request, operation=exchange.operation)
        if operation.operation is OperationType.SUBSCRIPTION:
            return await self.open_stream(request, document, request_data, context)
        if exchange.accepts_stream and media_type(exchange.request_headers["accept"]) is None:
            raise RequestRefused("ONLY_SUBSCRIPTIONS")
        if operation.operation is OperationType.MUTATION and request.method != "POST":
            raise RequestRefused("MUTATION_NEEDS_POST")
        variables = request_data.variables or {}
        if document.introspects:
            data, found = self.introspection.answer(
                document, request_data.operation_name, variables
            )
            return ExecutionResult(
                data=None if data is None else cast("Any", orjson.Fragment(data)),
                errors=found or None,
            )
        document.check_page_sizes(self.documents.schema, variables)
        return await self.run_document(document, operation, variables, context)

    async def run_document(
        self,
        document: Document,
        operation: OperationDefinitionNode,
        variables: Mapping[str, Any],
        context: Any,
    ) -> ExecutionResult:
        """Execute a document that was found valid.

        This replaces Strawberry's own `execute`: documents are parsed and validated when they
        are first read, and its further steps took a third of a request's time in Python.
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
        self, request: Request, document: Document, data: GraphQLRequestData, context: Any
    ) -> ExecutionResult:
        """Begin a subscription: its stream goes on after the deadline of a request.

        Raises:
            RequestRefused: NO_SUBSCRIPTIONS, SIGN_IN_FIRST or TOO_MANY_STREAMS.
        """
        exchange: Exchange = request.state.exchange
        if self.streams is None or not exchange.accepts_stream:
            raise RequestRefused("NO_SUBSCRIPTIONS")
        if not exchange.viewer.signed_in:
            raise RequestRefused("SIGN_IN_FIRST")
        self.streams.check_room(exchange.viewer.person_id)
        variables = data.variables or {}
        document.check_page_sizes(self.documents.schema, variables)
        starting = subscribe(
            self.documents.schema,
            cast("DocumentNode", document.node),
            context_value=context,
            variable_values=dict(variables),
            operation_name=data.operation_name,
            executor_class=self.executor_class,
        )
        results = await starting if isawaitable(starting) else starting
        if not isinstance(results, AsyncIterator):
            return ExecutionResult(data=results.data, errors=results.errors)

        async def still_signed_in() -> bool:
            viewer = await self.viewer_of(request)
            return viewer is not None and replace(viewer, locale=exchange.locale) == exchange.viewer

        exchange.stream = Stream(results, exchange, self.streams, still_signed_in)
        return ExecutionResult(data=None, errors=None)

    def find(self, data: GraphQLRequestData, exchange: Exchange) -> Document:
        """The document of a request: registered for everybody, free-form for known callers.

        Raises:
            RequestRefused: UNKNOWN_DOCUMENT or REGISTERED_ONLY.
        """
        if data.extensions:
            return self.registered.find(data.extensions["documentId"])
        token = has_token(exchange.request_headers)
        if exchange.public or not (token or exchange.viewer.signed_in):
            raise RequestRefused("REGISTERED_ONLY")
        return self.documents.free_form(data.query or "", SYSTEMS if token else PEOPLE)

    # -- the response --------------------------------------------------------------------

    async def process_result(  # type: ignore[override]
        self, request: Request, result: ExecutionResult
    ) -> dict[str, Any]:
        if request.state.exchange.stream is not None:
            return {}
        answer = _answer_of(result, request.state.exchange)
        if "errors" in answer:
            _log_facts(request, code=answer["errors"][0]["extensions"]["code"])
        return answer

    def create_response(  # type: ignore[override]
        self, response_data: dict[str, Any], sub_response: Exchange
    ) -> Response:
        return sub_response.stream or response.response_of(response_data, sub_response)


def _answer_of(result: ExecutionResult, exchange: Exchange) -> dict[str, Any]:
    found: list[dict[str, Any]] = []
    if result.errors:
        document = exchange.document
        if document is not None and document.errors:
            found = errors.document_errors(document.errors, document.code, exchange.locale)
        else:
            found = errors.masked(result.errors, exchange)
    return response.answer_of(result.data, found, exchange)


def _log_facts(request: Request, **facts: str) -> None:
    """Add facts to this request's line in the access log."""
    request.scope.setdefault("ksbb.log", {}).update(facts)
