"""The database server: the one of the settings, a private cluster, or Docker's, in that order.

1. `KSBB_DATABASE_URL` is set: that server is used as it is.
2. This machine has PostgreSQL with PostGIS: a private cluster is made with it.
3. Otherwise the packages are installed (apt as root or with sudo, Homebrew), then as 2.
4. Otherwise, if there is Docker: `docker compose up -d --wait db`.
5. Otherwise one error that says what to do.

The private cluster listens only on a UNIX socket and requires a generated password (SCRAM), which
is kept in its folder and readable by its owner only. Every process that uses the cluster holds a
shared lock on its folder; the last one stops it. A cluster that a killed process left running is
found and used again.
"""

import atexit
import contextlib
import fcntl
import locale
import os
import pwd
import secrets
import shutil
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import quote

from ksbb.cli.terminal import CommandError, say, step
from tools.dev import packages, postgres
from tools.dev.command import dropped, run, tail
from tools.dev.paths import (
    Purpose,
    checkout,
    cluster_folder,
    make_reachable,
    private_file,
    socket_folder,
)

_MAINTENANCE = "postgres"

# Small figures for a laptop or a small server; the ledger's and the map's queries are short.
_SETTINGS = {
    "shared_buffers": "256MB",
    "work_mem": "16MB",
    "maintenance_work_mem": "128MB",
    "max_connections": "120",
    # Compiled queries are short and many: JIT would cost more than it saves.
    "jit": "off",
    "random_page_cost": "1.1",
    "timezone": "UTC",
    "log_timezone": "UTC",
    "log_min_duration_statement": "2s",
}
# A test cluster can be made again at any time, so it need not survive a power cut.
_TEST_SETTINGS = {
    "fsync": "off",
    "synchronous_commit": "off",
    "full_page_writes": "off",
    "max_wal_size": "2GB",
    "autovacuum_naptime": "5min",
}


def named_server() -> str | None:
    """The server in `KSBB_DATABASE_URL`, if it is set."""
    return os.environ.get("KSBB_DATABASE_URL") or None


def _locale() -> str:
    """C.UTF-8 if the system has it: sorts by code point, and knows letters beyond ASCII."""
    try:
        current = locale.setlocale(locale.LC_CTYPE)
        locale.setlocale(locale.LC_CTYPE, "C.UTF-8")
        locale.setlocale(locale.LC_CTYPE, current)
    except locale.Error:
        return "C"
    return "C.UTF-8"


def _account_id(account: str | None) -> int:
    return pwd.getpwnam(account).pw_uid if account else os.geteuid()


class PrivateCluster:
    """The private cluster of one purpose: its folder, and how to start and stop it."""

    def __init__(self, purpose: Purpose, folder: Path | None = None) -> None:
        self.purpose: Purpose = purpose
        self.folder = folder or cluster_folder(purpose)
        self.data = self.folder / "data"
        self.socket = socket_folder(self.folder)
        self.log = self.folder / "postgres.log"
        self.account = "postgres" if os.geteuid() == 0 else None

    def dsn(self) -> str:
        password = (self.folder / "password").read_text().strip()
        return (
            f"postgresql://postgres:{quote(password)}@/{_MAINTENANCE}"
            f"?host={quote(str(self.socket))}"
        )

    @contextmanager
    def _locked(self, name: str, kind: int) -> Iterator[None]:
        with (self.folder / name).open("a") as held:
            fcntl.flock(held, kind)
            yield

    @contextmanager
    def in_use(self) -> Iterator[str]:
        """Start the cluster if it is stopped; stop it afterwards if no other process uses it."""
        make_reachable(self.folder)
        with (self.folder / "in-use.lock").open("a") as users:
            fcntl.flock(users, fcntl.LOCK_SH)
            with self._locked("start.lock", fcntl.LOCK_EX):
                self._start()
            try:
                yield self.dsn()
            finally:
                self._stop_if_last(users.fileno())

    def stop_if_idle(self) -> bool:
        """Stop a cluster that a killed process left running; returns whether one was stopped."""
        if not self.folder.is_dir():
            return False
        with (self.folder / "in-use.lock").open("a") as users:
            return self._stop_if_last(users.fileno())

    def _stop_if_last(self, users: int) -> bool:
        try:
            fcntl.flock(users, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            return False
        return self.stop()

    def running(self) -> bool:
        binaries = self._binaries()
        if binaries is None or not self.data.is_dir():
            return False
        requested = subprocess.run(
            [binaries.program("pg_ctl"), "-D", self.data, "status"],
            check=False,
            capture_output=True,
            cwd="/",
            **dropped(self.account),
        )
        return requested.returncode == 0

    def stop(self) -> bool:
        """Stop the cluster at once but cleanly; False if it was not running."""
        binaries = self._binaries()
        if binaries is None or not self.running():
            return False
        run(
            [binaries.program("pg_ctl"), "-D", self.data, "-m", "fast", "-w", "stop"],
            failing=("PostgreSQL tidak mau berhenti.", "PostgreSQL would not stop."),
            account=self.account,
        )
        return True

    def _binaries(self) -> postgres.Postgres | None:
        """The programs whose version is that of the data folder."""
        marker = self.data / "PG_VERSION"
        return postgres.find(int(marker.read_text())) if marker.exists() else postgres.find()

    def _start(self) -> None:
        if not (self.data / "PG_VERSION").exists():
            self._initialise()
        if self.running():
            return
        binaries = self._binaries()
        if binaries is None:
            wanted = (self.data / "PG_VERSION").read_text().strip()
            raise CommandError(
                f"Data di {self.data} memerlukan PostgreSQL {wanted} dengan PostGIS.",
                f"The data in {self.data} needs PostgreSQL {wanted} with PostGIS.",
            )
        self._make_socket_folder()
        self.log.touch(mode=0o600)
        self._own(self.log)
        with step(
            f"PostgreSQL {binaries.version} dinyalakan", f"Starting PostgreSQL {binaries.version}"
        ):
            started = subprocess.run(
                [
                    str(binaries.program("pg_ctl")),
                    *("-D", str(self.data), "-l", str(self.log), "-w", "-t", "60"),
                    *("-o", self._options(), "start"),
                ],
                check=False,
                # The server keeps inherited file descriptors: a pipe here would never end.
                stdin=subprocess.DEVNULL,
                stdout=subprocess.DEVNULL,
                stderr=subprocess.DEVNULL,
                cwd="/",
                **dropped(self.account),
            )
        if started.returncode != 0:
            raise CommandError(
                "PostgreSQL tidak mau menyala.",
                "PostgreSQL would not start.",
                detail=tail(self.log.read_text(errors="replace")) if self.log.exists() else "",
            )

    def _options(self) -> str:
        chosen = _SETTINGS | (_TEST_SETTINGS if self.purpose == "test" else {})
        chosen |= {"listen_addresses": "", "unix_socket_directories": str(self.socket)}
        return " ".join(f"-c {name}='{value}'" for name, value in chosen.items())

    def _own(self, path: Path) -> None:
        """Give a file or folder to the server's account."""
        if self.account:
            shutil.chown(path, self.account, self.account)

    def _make_socket_folder(self) -> None:
        self.socket.mkdir(exist_ok=True, mode=0o700)
        if self.socket.stat().st_uid not in (0, os.geteuid(), _account_id(self.account)):
            # In a shared temporary folder another user may have taken our name.
            raise CommandError(
                f"{self.socket} milik orang lain.", f"{self.socket} belongs to somebody else."
            )
        self._own(self.socket)

    def _initialise(self) -> None:
        binaries = postgres.find()
        if binaries is None:
            packages.install_postgis()
            binaries = postgres.find()
        if binaries is None:
            raise CommandError(
                "PostgreSQL terpasang, tetapi PostGIS tidak ditemukan di sampingnya.",
                "PostgreSQL was installed, but PostGIS was not found beside it.",
            )
        (self.folder / "checkout").write_text(f"{checkout()}\n")
        password = self.folder / "password"
        if not password.exists():
            with private_file(password) as written:
                written.write(secrets.token_urlsafe(24) + "\n")
        self._own(password)
        # A data folder without PG_VERSION is what an interrupted initdb leaves.
        shutil.rmtree(self.data, ignore_errors=True)
        self.data.mkdir(mode=0o700)
        self._own(self.data)
        with step(
            f"Klaster PostgreSQL dibuat di {self.folder}",
            f"Making a PostgreSQL cluster in {self.folder}",
        ):
            run(
                [
                    binaries.program("initdb"),
                    *("-D", self.data, "--username=postgres", f"--pwfile={password}"),
                    *(
                        "--auth=scram-sha-256",
                        "--encoding=UTF8",
                        "--locale=" + _locale(),
                        "--no-instructions",
                    ),
                    *(("--no-sync",) if self.purpose == "test" else ()),
                ],
                failing=("initdb gagal.", "initdb failed."),
                account=self.account,
            )


def _docker_usable() -> bool:
    if not shutil.which("docker"):
        return False
    return subprocess.run(["docker", "info"], check=False, capture_output=True).returncode == 0


def _docker_server() -> str:
    """Docker's database from docker-compose.yml, published on loopback for this checkout."""
    with step(
        "Basis data dinyalakan: docker compose up -d --wait db",
        "Starting the database: docker compose up -d --wait db",
    ):
        run(
            ["docker", "compose", "up", "-d", "--wait", "db"],
            folder=checkout(),
            failing=("docker compose gagal.", "docker compose failed."),
        )
    published = run(
        ["docker", "compose", "port", "db", "5432"],
        folder=checkout(),
        failing=("Port basis data tidak diketahui.", "The database's port is unknown."),
    ).strip()
    port = published.rpartition(":")[2]
    password = quote(os.environ.get("KSBB_DB_PASSWORD") or "ksbb", safe="")
    return f"postgresql://postgres:{password}@127.0.0.1:{port}/{_MAINTENANCE}"


@contextmanager
def server(purpose: Purpose) -> Iterator[str]:
    """A database server while the block runs; yields its administrator's DSN."""
    named = named_server()
    if named:
        say("Basis data dari KSBB_DATABASE_URL dipakai", "Using the database of KSBB_DATABASE_URL")
        yield named
        return
    if postgres.find() or packages.apt_usable() or packages.brew_usable():
        with PrivateCluster(purpose).in_use() as dsn:
            yield dsn
        return
    if _docker_usable():
        yield _docker_server()
        return
    raise CommandError(
        "PostgreSQL 15 atau lebih baru dengan PostGIS tidak ada, dan tidak dapat dipasang dari "
        "sini. Pasanglah (paket postgresql dan postgresql-postgis), atau isi KSBB_DATABASE_URL, "
        "atau pasang Docker.",
        "There is no PostgreSQL 15 or newer with PostGIS, and it can't be installed from here. "
        "Install it (packages postgresql and postgresql-postgis), or set KSBB_DATABASE_URL, or "
        "install Docker.",
    )


def stop_if_idle(purpose: Purpose) -> bool:
    """Stop a private cluster that no process uses any more; returns whether one was stopped."""
    return PrivateCluster(purpose).stop_if_idle()


def ensure(purpose: Purpose) -> str:
    """As `server`, until this process ends."""
    staying = contextlib.ExitStack()
    atexit.register(staying.close)
    return staying.enter_context(server(purpose))
