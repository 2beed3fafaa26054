"""Uploads of evidence and of signed copies, and downloads of all files.

``POST /files?handover=ID&kind=STACK_PHOTO&key=UUID`` with the file as the body: attaches it to a
handover (or ``proof=ID``, ``goodsReceipt=ID``, ``entry=ID`` of a phone's entry) and answers
``{"evidence": ID}`` with 201. It needs a session or a phone's token, the header ``X-KSBB-CSRF: 1``
and one of our pages as the origin. The key is the idempotency key. A refusal is
``{"error": {"code", "message"}}``.

``POST /files?bastVersion=ID&key=UUID``: a BAST that came back signed; ``{"bastFile": ID}``.

``GET /files/UUID.jpg?until=...&signature=...``: the bytes, for who has a link from
``Evidence.url`` or ``BastFile.url``. Links end after 5 to 10 minutes.
"""

from __future__ import annotations

import asyncio
import time
from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass
from http import HTTPStatus
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING
from uuid import UUID

import structlog
from starlette.responses import JSONResponse, Response, StreamingResponse
from starlette.routing import BaseRoute, Route

from graphql_sql.scalars import ID
from ksbb.core.files import EXTENSIONS, FilesUnavailableError, check_link
from ksbb.core.mutations import number_of
from ksbb.core.refusals import (
    InvalidInput,
    KeyReused,
    NotAllowed,
    NotFound,
    NotSignedIn,
    Refusal,
)
from ksbb.core.viewer import NOBODY, Viewer
from ksbb.core.words import Locale
from ksbb.domain.documents import actions as documents
from ksbb.domain.documents import queries as document_queries
from ksbb.domain.documents.rules import PdfExpected
from ksbb.domain.documents.signatures import check_signed
from ksbb.domain.evidence import actions, queries, rules
from ksbb.domain.evidence.inspection import Content, inspect
from ksbb.domain.evidence.models import EvidenceKind, EvidenceState
from ksbb.web.bodies import BodyTooLargeError, save_body
from ksbb.web.http_cache import NO_STORE, PRIVATE
from ksbb.web.negotiation import preferred_language
from ksbb.web.security import NotOurPage, check_csrf_header, check_own_page

if TYPE_CHECKING:
    from starlette.requests import Request

    from ksbb.core.database import Pools
    from ksbb.core.files import Files

    ViewerOf = Callable[[Request], Awaitable[Viewer | None]]

log = structlog.get_logger("ksbb.files")

# Files that are received, and those that are decoded, at the same time: the second takes memory.
MAX_UPLOADS = 8
MAX_INSPECTIONS = 2
# Nothing that somebody uploaded may run, load or be framed as a page of ours.
SANDBOX = "default-src 'none'; sandbox"
STATUS: dict[type[Refusal], HTTPStatus] = {
    NotSignedIn: HTTPStatus.UNAUTHORIZED,
    NotAllowed: HTTPStatus.FORBIDDEN,
    NotOurPage: HTTPStatus.FORBIDDEN,
    NotFound: HTTPStatus.NOT_FOUND,
    KeyReused: HTTPStatus.CONFLICT,
    InvalidInput: HTTPStatus.BAD_REQUEST,
    rules.FileTooLarge: HTTPStatus.REQUEST_ENTITY_TOO_LARGE,
}
_THINGS = {
    "handover": rules.Thing.HANDOVER,
    "proof": rules.Thing.PROOF,
    "goodsReceipt": rules.Thing.GOODS_RECEIPT,
    "entry": rules.Thing.FIELD_ENTRY,
}


@dataclass(frozen=True, slots=True)
class SignedCopy:
    """An upload of a BAST that came back signed."""

    version_id: int
    key: UUID


@dataclass(frozen=True, slots=True)
class Purpose:
    """What an upload of evidence is for."""

    thing: rules.Thing
    thing_id: int
    kind: EvidenceKind
    key: UUID


class UploadedFiles:
    """Receives and sends files.

    Args:
        viewer_of: finds the sender of a request; None for nobody.
        origin: the address of this installation as people see it.
        trust: the folder with the roots of trusted signers; '' if no issuer is checked.
    """

    def __init__(self, viewer_of: ViewerOf, origin: str, trust: str = "") -> None:
        self.viewer_of = viewer_of
        self.origin = origin
        self.trust = trust
        self.receiving = asyncio.Semaphore(MAX_UPLOADS)
        self.inspecting = asyncio.Semaphore(MAX_INSPECTIONS)

    def routes(self) -> list[BaseRoute]:
        """Everything below ``/files``."""
        return [
            Route("/files", self.upload, methods=["POST"]),
            Route("/files/{name}", self.download, methods=["GET"]),
        ]

    async def upload(self, request: Request) -> Response:
        """The id of what was stored, or why nothing was."""
        locale = preferred_language(request.headers.get("accept-language", ""))
        try:
            check_own_page(request.headers, self.origin)
            check_csrf_header(request.headers)
            viewer = await self.viewer_of(request) or NOBODY
            if locale is None and viewer.locale == "en":
                locale = "en"
            if not viewer.signed_in:
                raise NotSignedIn
            purpose = _purpose(request.query_params)
            with TemporaryDirectory(prefix="ksbb-upload-") as folder:
                stored = await self._store(request, viewer, purpose, Path(folder))
        except Refusal as refusal:
            return _refused(refusal, locale or "id")
        except FilesUnavailableError as error:
            log.warning("the file store can't be reached", error=str(error))
            return _unavailable(locale or "id")
        return JSONResponse(
            stored,
            HTTPStatus.CREATED,
            {"cache-control": NO_STORE},
        )

    async def _store(
        self, request: Request, viewer: Viewer, purpose: Purpose | SignedCopy, folder: Path
    ) -> dict[str, str]:
        async with self.receiving:
            received = folder / "upload"
            try:
                await save_body(request, received, rules.MAX_IMAGE_BYTES)
            except BodyTooLargeError:
                raise rules.FileTooLarge from None
            app = request.app.state
            if isinstance(purpose, SignedCopy):
                async with self.inspecting:
                    return await self._sign(app.pools, app.files, viewer, purpose, received, folder)
            async with self.inspecting:
                file, content = await inspect(received, folder)
            evidence_id = await _attach(app.pools, app.files, viewer, purpose, file, content)
            return {"evidence": str(ID("Evidence", evidence_id))}

    async def _sign(
        self,
        pools: Pools,
        files: Files,
        viewer: Viewer,
        purpose: SignedCopy,
        received: Path,
        folder: Path,
    ) -> dict[str, str]:
        """Check a signed copy and keep it; either the row and the bytes are kept, or neither."""
        async with pools.transaction(viewer) as tx:
            version = await documents.version_to_sign(tx, viewer, purpose.version_id)
        file, content = await inspect(received, folder)
        if content.media != rules.PDF:
            raise PdfExpected
        issued = folder / "issued"
        _, chunks = await files.read(version.file)
        issued.write_bytes(b"".join([chunk async for chunk in chunks]))
        verdict = await check_signed(file, issued, self.trust)
        async with pools.transaction(viewer) as tx:
            file_id = await documents.sign_bast(
                tx,
                viewer,
                purpose.key,
                version_id=purpose.version_id,
                sha256=content.sha256,
                size=content.size,
                signatures=verdict.signatures,
                revocation=verdict.revocation,
            )
            name = await document_queries.file_name(tx, file_id)
            if name is not None and not await files.exists(name):
                await files.put(name, file)
        return {"bastFile": str(ID("BastFile", file_id))}

    async def download(self, request: Request) -> Response:
        """The bytes of a file, for a link that is still valid."""
        name: str = request.path_params["name"]
        stem, _, extension = name.partition(".")
        left = check_link(
            name,
            request.query_params.get("until", ""),
            request.query_params.get("signature", ""),
            request.app.state.pools.context_key,
            time.time(),
        )
        if left is None:
            return _plain(
                HTTPStatus.FORBIDDEN,
                "Tautan ini tidak berlaku lagi. Muat ulang halamannya.\n"
                "This link is no longer valid. Reload its page.\n",
            )
        try:
            size, chunks = await request.app.state.files.read(UUID(stem))
        except FileNotFoundError:
            return _plain(HTTPStatus.GONE, "Berkas ini sudah dihapus.\nThis file was erased.\n")
        except FilesUnavailableError as error:
            log.warning("the file store can't be reached", error=str(error))
            return _unavailable("id")
        shown = "inline" if EXTENSIONS[extension] == rules.JPEG else "attachment"
        return StreamingResponse(
            chunks,
            media_type=EXTENSIONS[extension],
            headers={
                "content-length": str(size),
                "content-disposition": f'{shown}; filename="ksbb-{name}"',
                "content-security-policy": SANDBOX,
                "cache-control": f"private, max-age={left}",
                "referrer-policy": "no-referrer",
            },
        )


def _purpose(given: Mapping[str, str]) -> Purpose | SignedCopy:
    """What an upload is for, by the parameters of its address.

    Raises:
        InvalidInput: names the parameter that is missing or can't be read.
        NotFound: an ID is that of something else.
        KindNotFitting.
    """
    if "bastVersion" in given:
        return SignedCopy(_thing_id(given, "bastVersion", "BastVersion"), _key(given))
    names = [name for name in _THINGS if name in given]
    if len(names) != 1:
        raise InvalidInput(
            "handover",
            (
                "Sebutkan satu: handover, proof, goodsReceipt, entry, atau bastVersion.",
                "Name one: handover, proof, goodsReceipt, entry or bastVersion.",
            ),
        )
    [name] = names
    thing = _THINGS[name]
    thing_id = _thing_id(given, name, thing)
    try:
        kind = EvidenceKind(given.get("kind", ""))
    except ValueError:
        raise InvalidInput(
            "kind", (f"Salah satu dari {_kinds()}.", f"One of {_kinds()}.")
        ) from None
    key = _key(given)
    rules.check_kind(thing, kind)
    return Purpose(thing, thing_id, kind, key)


def _thing_id(given: Mapping[str, str], name: str, thing: str) -> int:
    try:
        return number_of(ID.parse(given[name]), thing)
    except ValueError:
        raise InvalidInput(name, ("ID tidak terbaca.", "The ID can't be read.")) from None


def _key(given: Mapping[str, str]) -> UUID:
    try:
        return UUID(given.get("key", ""))
    except ValueError:
        raise InvalidInput("key", ("Harus UUID.", "It must be a UUID.")) from None


def _kinds() -> str:
    return ", ".join(EvidenceKind)


async def _attach(
    pools: Pools, files: Files, viewer: Viewer, purpose: Purpose, file: Path, content: Content
) -> int:
    """Attach the file and store its bytes; either both or neither is kept.

    The bytes are stored before the commit. If that then fails, they stay in the store under a name
    that nobody knows.
    """
    async with pools.transaction(viewer) as tx:
        evidence_id = await actions.attach_evidence(
            tx,
            viewer,
            purpose.key,
            thing=purpose.thing,
            thing_id=purpose.thing_id,
            kind=purpose.kind,
            content=content,
        )
        row = await queries.seen_evidence(tx, evidence_id)
        # A repeated request finds its bytes there already, or erased meanwhile.
        if (
            row is not None
            and row.state == EvidenceState.STORED
            and not await files.exists(row.file)
        ):
            await files.put(row.file, file)
    return evidence_id


def _refused(refusal: Refusal, locale: Locale) -> Response:
    status = STATUS.get(type(refusal), HTTPStatus.UNPROCESSABLE_ENTITY)
    error = {"code": refusal.code, "message": refusal.message(locale)}
    return JSONResponse({"error": error}, status, {"cache-control": PRIVATE, "vary": "Cookie"})


def _unavailable(locale: Locale) -> Response:
    message = (
        "Files can't be stored or loaded at the moment. Try again in a minute."
        if locale == "en"
        else "Berkas sedang tidak dapat disimpan atau dimuat. Coba lagi sebentar."
    )
    return JSONResponse(
        {"error": {"code": "FILES_UNAVAILABLE", "message": message}},
        HTTPStatus.SERVICE_UNAVAILABLE,
        {"cache-control": NO_STORE, "retry-after": "60"},
    )


def _plain(status: HTTPStatus, text: str) -> Response:
    return Response(text, status, {"cache-control": NO_STORE}, "text/plain; charset=utf-8")
