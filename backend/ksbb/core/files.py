"""The one port for uploaded files: a local folder, or an S3 bucket.

A file is stored under a random UUID and never changes. The database keeps its hash; nothing here
knows what it is about or who may see it. Links to files are signed by ``sec.file_link`` in the
database and checked here.
"""

from __future__ import annotations

import hashlib
import hmac
from collections.abc import AsyncIterator
from contextlib import suppress
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import unquote, urlsplit
from uuid import UUID

import obstore
from obstore.exceptions import BaseError
from obstore.store import LocalStore, S3Store

if TYPE_CHECKING:
    from obstore.store import ClientConfig, S3Config

    from ksbb.core.settings import Settings

EXTENSIONS = {"jpg": "image/jpeg", "pdf": "application/pdf"}
"""Extensions of links, and the media types that they stand for."""
CHUNK = 256 * 1024


class FilesUnavailableError(OSError):
    """The store can't be reached, or refuses the installation's key."""


class FilesUrlError(ValueError):
    """``KSBB_FILES_URL`` names no store that is known."""


@dataclass(frozen=True, slots=True)
class Files:
    """The files of an installation."""

    store: LocalStore | S3Store

    @classmethod
    def of(cls, config: Settings) -> Files:
        """The store that the settings name; a local folder is created.

        Raises:
            FilesUrlError: ``files_url`` is neither ``file:///folder`` nor ``s3://bucket/prefix``.
        """
        url = urlsplit(config.files_url)
        if url.scheme == "file" and url.path and not url.netloc:
            return cls(LocalStore(unquote(url.path), mkdir=True))
        if url.scheme != "s3" or not url.netloc:
            raise FilesUrlError("KSBB_FILES_URL must be file:///folder or s3://bucket/prefix.")
        endpoint = config.files_endpoint
        options: S3Config = {"region": config.files_region}
        if endpoint:
            options["endpoint"] = endpoint
        # Without a key the client finds the machine's own identity.
        if config.files_access_key:
            options["access_key_id"] = config.files_access_key
            options["secret_access_key"] = config.files_secret_key
        # A request waits for a slow store, but not for ever.
        client: ClientConfig = {
            "timeout": timedelta(seconds=30),
            "connect_timeout": timedelta(seconds=5),
            "allow_http": endpoint.startswith("http://"),
        }
        return cls(
            S3Store(
                url.netloc,
                prefix=url.path.strip("/") or None,
                config=options,
                client_options=client,
                retry_config={"max_retries": 3, "retry_timeout": timedelta(seconds=20)},
            )
        )

    async def put(self, name: UUID, file: Path | bytes) -> None:
        """Store bytes, or those of a file, under a name.

        Raises:
            FilesUnavailableError.
        """
        try:
            await obstore.put_async(self.store, _path(name), file)
        except BaseError as error:
            raise FilesUnavailableError(_first_line(error)) from error

    async def exists(self, name: UUID) -> bool:
        """Whether bytes are stored under this name.

        Raises:
            FilesUnavailableError.
        """
        try:
            await obstore.head_async(self.store, _path(name))
        except FileNotFoundError:
            return False
        except BaseError as error:
            raise FilesUnavailableError(_first_line(error)) from error
        return True

    async def read(self, name: UUID) -> tuple[int, AsyncIterator[bytes]]:
        """The size of a file and its bytes in chunks.

        Raises:
            FileNotFoundError: nothing is stored under this name.
            FilesUnavailableError.
        """
        try:
            found = await obstore.get_async(self.store, _path(name))
        except BaseError as error:
            raise FilesUnavailableError(_first_line(error)) from error
        return found.meta["size"], _chunks(found)

    async def sha256(self, name: UUID) -> bytes | None:
        """The hash of what is stored under this name; None if nothing is.

        Raises:
            FilesUnavailableError.
        """
        try:
            _, chunks = await self.read(name)
            digest = hashlib.sha256()
            async for chunk in chunks:
                digest.update(chunk)
        except FileNotFoundError:
            return None
        except BaseError as error:
            raise FilesUnavailableError(_first_line(error)) from error
        return digest.digest()

    async def delete(self, name: UUID) -> None:
        """Delete a file; nothing happens if there is none.

        Raises:
            FilesUnavailableError.
        """
        try:
            with suppress(FileNotFoundError):
                await obstore.delete_async(self.store, _path(name))
        except BaseError as error:
            raise FilesUnavailableError(_first_line(error)) from error


async def _chunks(found: obstore.GetResult) -> AsyncIterator[bytes]:
    async for chunk in found.stream(min_chunk_size=CHUNK):
        yield bytes(chunk)


def _path(name: UUID) -> str:
    # 256 folders: a folder with a hundred thousand files is slow to list.
    return f"{name.hex[:2]}/{name.hex}"


def _first_line(error: BaseError) -> str:
    """What went wrong, without the client's debugging text."""
    return str(error).partition("\n")[0]


def signature(file: str, until: int, context_key: str) -> str:
    """The signature of a link to ``UUID.jpg``, as ``sec.file_link`` makes it."""
    key = hmac.new(context_key.encode(), b"files", hashlib.sha256).digest()
    return hmac.new(key, f"{file} {until}".encode(), hashlib.sha256).hexdigest()


def check_link(file: str, until: str, signed: str, context_key: str, now: float) -> int | None:
    """For how many more seconds a link is valid; None if it is forged or too old.

    Args:
        file: ``UUID.jpg`` or ``UUID.pdf``.
        until: the parameter of that name: seconds since 1970.
        signed: the parameter ``signature``.
        context_key: of the installation (`Pools.context_key`).
        now: the real time, in seconds since 1970.
    """
    if not until.isascii() or not until.isdigit() or len(until) > len("9999999999"):
        return None
    if not hmac.compare_digest(
        signature(file, int(until), context_key).encode(), signed.encode("utf-8", "replace")
    ):
        return None
    left = int(int(until) - now)
    return left if left > 0 else None
