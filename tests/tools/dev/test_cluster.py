"""The private cluster starts for its first user, stops after its last, and is closed to others."""

import os
import shutil
import tempfile
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import parse_qs, urlsplit

import psycopg
import pytest

from tools.dev import cluster, paths, postgres
from tools.dev.cluster import PrivateCluster

# The length of a path in sockaddr_un, and what PostgreSQL appends to the folder.
KERNEL_LIMIT = 107
SOCKET_FILE = "/.s.PGSQL.5432"


@pytest.fixture(scope="module")
def folder() -> Iterator[Path]:
    """A folder that the server's account can reach, which pytest's own folders are not."""
    made = Path(tempfile.mkdtemp(prefix="ksbb-test-"))
    made.chmod(0o755)
    yield made
    shutil.rmtree(made)


@pytest.fixture
def private(folder: Path) -> Iterator[PrivateCluster]:
    made = PrivateCluster("test", folder)
    yield made
    made.stop()


def one(dsn: str, query: str) -> object:
    with psycopg.connect(dsn) as connection:
        row = connection.execute(query.encode()).fetchone()
    assert row is not None
    return row[0]


def test_the_cluster_runs_only_while_it_is_used(private: PrivateCluster) -> None:
    with private.in_use() as dsn:
        assert one(dsn, "SELECT 1") == 1
        assert private.running()
    assert not private.running()


def test_it_stays_up_for_a_user_who_is_still_there(private: PrivateCluster) -> None:
    with private.in_use() as dsn:
        with PrivateCluster("test", private.folder).in_use():
            pass
        assert one(dsn, "SELECT 1") == 1


def test_a_cluster_that_a_killed_process_left_behind_is_used_again(
    private: PrivateCluster,
) -> None:
    with private.in_use():
        pass
    # A killed process leaves this behind: the server runs, and nobody holds the lock.
    private._start()
    started = one(private.dsn(), "SELECT pg_postmaster_start_time()")
    with private.in_use() as dsn:
        assert one(dsn, "SELECT pg_postmaster_start_time()") == started
    assert not private.running()


def test_an_idle_cluster_is_stopped_and_a_used_one_is_not(private: PrivateCluster) -> None:
    with private.in_use():
        assert not PrivateCluster("test", private.folder).stop_if_idle()
        assert private.running()


def test_it_listens_on_no_network(private: PrivateCluster) -> None:
    with private.in_use() as dsn:
        assert one(dsn, "SHOW listen_addresses") == ""


def test_it_asks_for_the_password_even_on_its_own_socket(private: PrivateCluster) -> None:
    with private.in_use() as dsn:
        folder = parse_qs(urlsplit(dsn).query)["host"][0]
        with pytest.raises(psycopg.OperationalError, match="password"):
            psycopg.connect(host=folder, user="postgres", password="guessed", dbname="postgres")


def test_only_the_owner_reads_the_password(private: PrivateCluster) -> None:
    with private.in_use():
        assert (private.folder / "password").stat().st_mode & 0o077 == 0


def test_a_running_installation_survives_a_power_cut_and_a_test_need_not(folder: Path) -> None:
    assert "fsync" not in PrivateCluster("run", folder)._options()
    assert "fsync='off'" in PrivateCluster("test", folder)._options()


def test_a_deep_checkout_still_gets_a_socket_the_kernel_accepts() -> None:
    deep = Path("/home") / ("nama-panjang/" * 12) / "test"
    chosen = os.fsencode(paths.socket_folder(deep)) + SOCKET_FILE.encode()
    assert len(chosen) <= KERNEL_LIMIT


def test_a_shallow_checkout_keeps_its_socket_beside_its_data() -> None:
    assert paths.socket_folder(Path("/srv/ksbb")) == Path("/srv/ksbb/socket")


def test_a_named_server_is_used_as_it_is(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("KSBB_DATABASE_URL", "postgresql://somebody@db.example/ksbb")
    with cluster.server("run") as dsn:
        assert dsn == "postgresql://somebody@db.example/ksbb"


def test_a_postgresql_without_postgis_is_not_taken(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    found = postgres.find()
    assert found is not None
    bare = tmp_path / "bin"
    bare.mkdir()
    for name in ("postgres", "initdb"):
        (bare / name).symlink_to(found.program(name))
    pg_config = bare / "pg_config"
    pg_config.write_text(f"#!/bin/sh\necho {tmp_path}\n")
    pg_config.chmod(0o755)
    monkeypatch.setattr(postgres, "_PLACES", (str(bare),))
    monkeypatch.setenv("PATH", "")

    def nowhere(_version: int) -> Path:
        return tmp_path / "none"

    monkeypatch.setattr(postgres, "_shared_by_version", nowhere)
    assert postgres.find() is None
    (tmp_path / "extension").mkdir()
    (tmp_path / "extension" / "postgis.control").touch()
    assert postgres.find() == postgres.Postgres(version=found.version, bin=bare)
