"""The port for files: the same on a local folder and on an S3 server; and its links."""

import hashlib
from pathlib import Path
from uuid import UUID, uuid4

import pytest

from ksbb.core.files import Files, FilesUnavailableError, FilesUrlError, check_link, signature
from ksbb.core.settings import Settings
from ksbb.core.viewer import Kind, Role, Viewer
from tests.conftest import Connect
from tests.database import Database

# In one process, so that one S3 server is started.
pytestmark = pytest.mark.xdist_group("s3")


def stored(folder: Path, content: bytes) -> Path:
    file = folder / "content"
    file.write_bytes(content)
    return file


@pytest.mark.parametrize("size", [0, 1, 7_000_000])
async def test_what_was_put_is_read_again(files: Files, tmp_path: Path, size: int) -> None:
    name, content = uuid4(), b"x" * size
    await files.put(name, stored(tmp_path, content))
    length, chunks = await files.read(name)
    assert length == size
    assert b"".join([chunk async for chunk in chunks]) == content
    assert await files.exists(name)
    assert await files.sha256(name) == hashlib.sha256(content).digest()


async def test_what_was_deleted_is_gone_and_can_be_deleted_again(
    files: Files, tmp_path: Path
) -> None:
    name = uuid4()
    await files.put(name, stored(tmp_path, b"x"))
    await files.delete(name)
    await files.delete(name)
    assert not await files.exists(name)
    assert await files.sha256(name) is None
    with pytest.raises(FileNotFoundError):
        await files.read(name)


async def test_a_key_that_the_server_does_not_know_is_refused(
    s3_server: str, tmp_path: Path
) -> None:
    files = Files.of(
        Settings(
            files_url="s3://ksbb",
            files_endpoint=s3_server,
            files_access_key="somebody",
            files_secret_key="else",
        )
    )
    with pytest.raises(FilesUnavailableError):
        await files.put(uuid4(), stored(tmp_path, b"x"))


@pytest.mark.parametrize("url", ["", "files", "http://somewhere/files", "s3:///prefix"])
def test_an_address_that_names_no_store_is_an_error(url: str) -> None:
    with pytest.raises(FilesUrlError):
        Files.of(Settings(files_url=url))


FILE = "7e57d004-2b97-4e7a-b45f-5387367791cd.jpg"


def test_a_link_is_valid_until_its_end_and_only_as_it_was_signed() -> None:
    signed = signature(FILE, 1_000, "key")
    assert check_link(FILE, "1000", signed, "key", 990.0) == 10
    assert check_link(FILE, "1000", signed, "key", 1_000.0) is None
    assert check_link(FILE, "9000", signed, "key", 990.0) is None
    assert check_link(FILE.replace(".jpg", ".pdf"), "1000", signed, "key", 990.0) is None
    assert check_link(FILE, "1000", signed, "another key", 990.0) is None
    assert check_link(FILE, "1000", "é", "key", 990.0) is None
    assert check_link(FILE, "x", signed, "key", 990.0) is None


async def test_the_database_signs_as_it_is_checked(connect: Connect, database: Database) -> None:
    viewer = Viewer(1, 1, Kind.DONOR, Role.OWNER)
    async with connect("tenant", viewer) as db:
        link = await db.fetchval(
            "SELECT sec.file_link($1, 'image/jpeg')", UUID(FILE.removesuffix(".jpg"))
        )
    path, _, query = str(link).partition("?")
    until, signed = (part.partition("=")[2] for part in query.split("&"))
    assert path == f"/files/{FILE}"
    key = database.settings().derived("context")
    now = float(int(until) - 600)
    assert check_link(FILE, until, signed, key, now) == 600
