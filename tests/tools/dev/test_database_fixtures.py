"""The fixtures keep tests apart from each other."""

import os
import socket
import subprocess
import sys
from pathlib import Path

import asyncpg
import pytest

from tests.conftest import Connect
from tests.database import Database
from tests.network import OutsideNetwork


async def test_a_transaction_of_a_test_leaves_nothing_behind(connect: Connect) -> None:
    async with connect("admin") as first:
        await first.execute("CREATE TABLE pub.left_behind ()")
    async with connect("admin") as second:
        assert await second.fetchval("SELECT to_regclass('pub.left_behind')") is None


async def test_a_fresh_database_is_not_the_shared_one(
    database: Database, fresh_database: Database
) -> None:
    async with fresh_database.connection("admin") as own:
        await own.execute("CREATE TABLE pub.only_here ()")
    async with database.connection("admin") as shared:
        assert await shared.fetchval("SELECT to_regclass('pub.only_here')") is None


@pytest.mark.parametrize("login", ["public", "tenant", "gov", "worker"])
async def test_every_login_can_connect_and_is_no_superuser(connect: Connect, login: str) -> None:
    async with connect(login) as connection:
        assert await connection.fetchval("SELECT current_user") == f"ksbb_{login}"
        assert await connection.fetchval("SELECT current_setting('is_superuser')") == "off"


async def test_a_wrong_password_is_refused(database: Database) -> None:
    with pytest.raises(asyncpg.InvalidPasswordError):
        await asyncpg.connect(database.dsn("public"), password="guessed")


def test_a_test_cannot_reach_another_machine() -> None:
    with socket.socket() as outgoing, pytest.raises(OutsideNetwork):
        outgoing.connect(("192.0.2.1", 80))


def test_a_test_cannot_look_up_another_machine() -> None:
    with pytest.raises(OutsideNetwork):
        socket.getaddrinfo("example.org", 443)


def test_tests_of_a_group_stay_in_one_process(tmp_path: Path) -> None:
    # What a group shares takes long to make: a played demo, a browser, installed packages.
    (tmp_path / "test_group.py").write_text(
        "import os, pathlib, pytest\n"
        "@pytest.mark.xdist_group('one')\n"
        "@pytest.mark.parametrize('number', range(6))\n"
        "def test_it(number):\n"
        "    pathlib.Path(__file__).with_name(f'{os.getpid()}.ran').touch()\n"
    )
    ended = subprocess.run(
        [sys.executable, "-m", "pytest", "-c", os.devnull, "-n2", "--dist=loadgroup", tmp_path],
        check=False,
        capture_output=True,
        text=True,
    )
    assert ended.returncode == 0, ended.stdout
    assert len(list(tmp_path.glob("*.ran"))) == 1
