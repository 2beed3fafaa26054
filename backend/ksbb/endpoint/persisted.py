"""Persisted documents: what our own pages may ask, known by the SHA-256 of its text.

A manifest is a JSON file ``{id: document}`` that the web build writes, one file per build in
one folder. All of them are loaded, so pages that were opened before an update go on working;
a manifest may be deleted when it has been out of use for 90 days.

A manifest that can't be used stops the start: better no new version than one whose pages
fail in people's hands.
"""

from __future__ import annotations

import hashlib
from typing import TYPE_CHECKING

import orjson

from ksbb.endpoint.faults import Fault
from ksbb.endpoint.limits import OWN, Limits

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from graphql import DocumentNode

    from ksbb.endpoint.documents import Document, Documents


class UnusableManifestError(Exception):
    """A manifest or one of its documents can't be used; the message names the file."""


class Persisted:
    """The documents that may be asked for by id."""

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
            Fault: UNKNOWN_DOCUMENT.
        """
        document = self._documents.get(document_id)
        if document is None:
            raise Fault("UNKNOWN_DOCUMENT", document=document_id[:64])
        return document

    def add(self, document: Document) -> str:
        """Take in a document that was read and found usable; returns its id."""
        document_id = identify(document.text)
        self._documents[document_id] = document
        return document_id


def identify(text: str) -> str:
    """The id of a document: SHA-256 of its text in UTF-8, 64 lowercase hexadecimal digits."""
    return hashlib.sha256(text.encode()).hexdigest()


def load(
    folder: Path,
    documents: Documents,
    limits: Limits = OWN,
    compiled: Callable[[DocumentNode], None] | None = None,
) -> Persisted:
    """All documents of all manifests (``*.json``) in a folder; no folder means none.

    Args:
        folder: where the web build writes its manifests.
        documents: reads them for the schema.
        limits: what our own documents may ask for.
        compiled: compiles a valid document ahead, and raises if it can't be.

    Raises:
        UnusableManifestError: a file is no manifest, or a document is not usable.
    """
    persisted = Persisted()
    for path in sorted(folder.glob("*.json")) if folder.is_dir() else ():
        for document_id, text in _manifest(path):
            if identify(text) != document_id:
                raise UnusableManifestError(
                    f"{path}: document {document_id} is not the SHA-256 of its text."
                )
            if document_id in persisted:
                continue
            document = documents.read(text, limits)
            reason = _unusable(document) or _uncompilable(document, compiled)
            if reason:
                raise UnusableManifestError(f"{path}: document {document_id}: {reason}")
            persisted.add(document)
    return persisted


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


def _unusable(document: Document) -> str:
    if document.fault is not None:
        return document.fault.sentence("en")
    if document.errors:
        return "; ".join(error.message for error in document.errors)
    if document.introspects:
        return "it asks for the schema."
    if len(document.operations) != 1:
        return f"it has {len(document.operations)} operations instead of one."
    return ""


def _uncompilable(document: Document, compiled: Callable[[DocumentNode], None] | None) -> str:
    if compiled is None or document.node is None:
        return ""
    try:
        compiled(document.node)
    except Exception as error:  # noqa: BLE001 - whatever it is, the file is what to look at
        return f"it can't be compiled: {error or type(error).__name__}"
    return ""
