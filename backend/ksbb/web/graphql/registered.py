"""Registered documents: those of our own pages, with the SHA-256 of the text as id.

A manifest is a JSON file ``{id: document}`` that the web build writes, one file per build in one
folder. All of them are loaded, so that pages opened before an update still work; a manifest may
be deleted when it has not been used for 90 days.

A manifest that can't be used stops the start: better no new version than one whose pages fail.
"""

from __future__ import annotations

import hashlib
from typing import TYPE_CHECKING

import orjson

from ksbb.web.graphql.limits import OWN, Limits
from ksbb.web.graphql.request_refused import RequestRefused

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from graphql import DocumentNode

    from ksbb.web.graphql.documents import Document, Documents


class UnusableManifestError(Exception):
    """A manifest or one of its documents can't be used; the message names the file."""


class RegisteredDocuments:
    """The documents that anybody may run by id."""

    def __init__(self) -> None:
        self._documents: dict[str, Document] = {}

    def __len__(self) -> int:
        return len(self._documents)

    def __iter__(self) -> Iterator[Document]:
        return iter(self._documents.values())

    def __contains__(self, document_id: str) -> bool:
        return document_id in self._documents

    def find(self, document_id: str) -> Document:
        """The document with this id.

        Raises:
            RequestRefused: UNKNOWN_DOCUMENT.
        """
        document = self._documents.get(document_id)
        if document is None:
            raise RequestRefused("UNKNOWN_DOCUMENT", document=document_id[:64])
        return document

    def add(self, document: Document) -> str:
        """Add a valid document; returns its id."""
        document_id = identify(document.text)
        self._documents[document_id] = document
        return document_id


def identify(text: str) -> str:
    """The id of a document: SHA-256 of its text in UTF-8, as 64 lowercase hexadecimal digits."""
    return hashlib.sha256(text.encode()).hexdigest()


def load(
    folder: Path,
    documents: Documents,
    limits: Limits = OWN,
    compile_document: Callable[[DocumentNode], None] | None = None,
) -> RegisteredDocuments:
    """All documents of all manifests (``*.json``) in a folder; no folder means none.

    Args:
        folder: where the web build writes its manifests.
        documents: parses them for the schema.
        limits: of our own documents.
        compile_document: compiles a valid document in advance, and raises if it can't.

    Raises:
        UnusableManifestError: a file is not a manifest, or a document can't be used.
    """
    registered = RegisteredDocuments()
    for path in sorted(folder.glob("*.json")) if folder.is_dir() else ():
        for document_id, text in _manifest(path):
            if identify(text) != document_id:
                raise UnusableManifestError(
                    f"{path}: document {document_id} is not the SHA-256 of its text."
                )
            if document_id in registered:
                continue
            document = documents.read(text, limits)
            reason = _validation_error(document) or _compile_error(document, compile_document)
            if reason:
                raise UnusableManifestError(f"{path}: document {document_id}: {reason}")
            registered.add(document)
    return registered


def _manifest(path: Path) -> list[tuple[str, str]]:
    try:
        manifest = orjson.loads(path.read_bytes())
    except (OSError, orjson.JSONDecodeError) as error:
        raise UnusableManifestError(f"{path}: {error}") from error
    if not isinstance(manifest, dict):
        raise UnusableManifestError(f"{path}: a manifest is an object {{id: document}}.")
    for document_id, text in manifest.items():
        if not isinstance(text, str):
            raise UnusableManifestError(f"{path}: document {document_id} is not a text.")
    return list(manifest.items())


def _validation_error(document: Document) -> str:
    if document.refused is not None:
        return document.refused.message("en")
    if document.errors:
        return "; ".join(error.message for error in document.errors)
    if document.introspects:
        return "it asks for the schema."
    if len(document.operations) != 1:
        return f"it has {len(document.operations)} operations instead of one."
    return ""


def _compile_error(
    document: Document, compile_document: Callable[[DocumentNode], None] | None
) -> str:
    if compile_document is None or document.node is None:
        return ""
    try:
        compile_document(document.node)
    except Exception as error:  # noqa: BLE001 - the message names the file, whatever the error is
        return f"it can't be compiled: {error or type(error).__name__}"
    return ""
